"""Draw docs/terminal.svg: what a terminal shows, by rich's own export.

Run: ``python docs/terminal_picture.py``
"""

from __future__ import annotations

import io
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from gongkai_cli.domain.query import Filter
from gongkai_cli.domain.terms import State
from gongkai_cli.output import pages, tables
from gongkai_cli.output.table import terminal
from gongkai_cli.storage.locate import beside
from gongkai_cli.storage.registry import Registry, Saying
from gongkai_cli.storage.workspace import PLAN, create

HERE = Path(__file__).parent
WIDTH = 96
UNIT = "城乡科"
SAID = {
    "3.1.1": (State.DONE, "扶贫资金已在重点领域栏目公开"),
    "3.1.2": (State.IN_PROGRESS, "黑臭水体治理信息每月更新"),
    "1.1.1": (State.ONGOING, ""),
    "2.1": (State.BLOCKED, "等待栏目改版"),
}


def main() -> None:
    """Make the picture from a scratch registry."""
    with tempfile.TemporaryDirectory() as scratch:
        create(Path(scratch))
        registry = Registry(beside(Path(scratch, "data", PLAN)), date(2019, 12, 12))
        said_at = datetime(2019, 12, 12, 9, 30, tzinfo=UTC)
        for item, (state, note) in SAID.items():
            registry.record([(item, UNIT)], Saying(state, registry.today, said_at, note))
        registry = Registry(registry.location, registry.today)
        (HERE / "terminal.svg").write_text(_svg(registry), encoding="utf-8")


def _svg(registry: Registry) -> str:
    screen = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    _prompt(screen, f"gongkai list --unit {UNIT} --role 责任")
    rows = registry.rows(Filter(units=(UNIT,)))
    own = [row for row in rows if row.role and row.role.word == "责任"]
    screen.print(terminal(tables.items(own, (UNIT,), 2019), WIDTH))
    _prompt(screen, "gongkai report")
    report = registry.report()
    for label, text in pages.report_facts(report):
        screen.print(Text.assemble((label, "bold"), "  ", text))
    screen.print()
    screen.print(terminal(tables.chapters(report), WIDTH))
    # The picture asks for no font from the network.
    frame = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = screen.export_svg(title="gongkai", code_format=frame, unique_id="gongkai")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def _prompt(screen: Console, command: str) -> None:
    screen.print(Text.assemble(("\n$ ", "bold green"), (command, "bold")))


if __name__ == "__main__":
    main()

"""The report as Markdown, to paste where Word and Excel do not go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..output import tables
from ..output.text import chinese_date, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.dossier import Dossier
    from ..output.table import Table

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~"})


def write(dossier: Dossier) -> bytes:
    """Make the file's bytes."""
    report, plan = dossier.report, dossier.report.plan
    whole, chapters, units, _ = tables.report_tables(report)
    lines = [
        f"# {_escaped(plan.title)}落实情况{f'（{report.unit}）' if report.unit else ''}",
        "",
        f"截至{chinese_date(report.as_of)}。期限{chinese_date(plan.due)}，{tables.days_left(report)}。",
    ]
    for table in (whole, chapters, units, tables.owed_items(report, dossier.titles)):
        lines += ["", f"## {table.title}", "", *_table(table)]
    return ("\n".join(lines) + "\n").encode()


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "无。"
        return
    yield _row(column.name for column in table.columns)
    yield _row("---:" if column.right else "---" for column in table.columns)
    for row in table.rows:
        yield _row(_escaped(part.text) for part in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return one_line(text).translate(_SPECIAL)

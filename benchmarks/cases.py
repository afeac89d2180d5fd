"""What is measured: the rows of the table with their targets, and the processes behind them."""

from __future__ import annotations

import itertools
import json
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import peers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

HERE = Path(__file__).parent
SIZES = (28, 1_000, 10_000, 100_000)
SMALL, LARGE, LARGEST = 28, 10_000, 100_000
QUIET, BUSY = "档案科", "城乡科"
PYTHON = sys.executable
GONGKAI = str(Path(PYTHON).with_name("gongkai"))
GROWTH = 3
"""What 100,000 items may cost, in times of the figure for 10,000."""
PLAN, LEDGER = "plan2019.yaml", "plan2019.progress.yaml"


class Row(NamedTuple):
    """A row of the table.

    Attributes:
        name: What ``--only`` calls it.
        label: What the table calls it.
        sizes: The registries that it is measured with.
        small: The target ratio at 28 items; 0 for none.
        large: The target ratio at 10,000 items.
        megabytes: The target for peak memory at 10,000 items.
    """

    name: str
    label: str
    sizes: tuple[int, ...] = SIZES
    small: int = 0
    large: int = 0
    megabytes: int = 0


ROWS = (
    Row("list", "`list --unit 单位`，管道，28 行", SIZES, 7, 9, 40),
    Row("busy", "`list --unit 单位`，管道，677 行", (LARGE,)),
    Row("terminal", "`list --unit 单位`，120 列终端，26 行", (SMALL,), 11),
    Row("set", "`status set`", SIZES, 8, 9, 40),
    Row("after", "`list --unit 单位`，刚登记过几条", SIZES),
    Row("report", "`report`，管道", SIZES, 8, 12, 60),
    Row("past", "`report`，截至 2019-11-20", (28, 1_000, LARGE)),
    Row("help", "`--help`", (SMALL,), 9),
    Row("complete", "补全单位", SIZES, 7, 8),
    Row("cold", "改过方案后的第一个命令", SIZES, 28, 150, 250),
    Row("check", "`check`，台账 30,000 条", (LARGE,), 0, 250, 300),
    Row("export", "`form export --all`，10 份表", (SMALL,)),
    Row("collect", "`form collect`，200 份表，各 28 行", (SMALL,)),
    Row("again", "`form collect`，同样 200 份再收一次", (SMALL,)),
    Row("openpyxl", "只用 openpyxl 读这 200 份表", (SMALL,)),
    Row("docx", "`report -o 报告.docx`", (SMALL, LARGE)),
    Row("xlsx", "`report -o 汇总表.xlsx`", (SMALL, LARGE)),
    Row("html", "`report -o 看板.html`", (SMALL, LARGE)),
    Row("remind", "`remind`，管道", (SMALL, LARGE)),
    Row("import", "`plan import`，方案原文 28 个事项", (SMALL,)),
    Row("notices", "`remind -o 目录`，每个单位一份 Word", (SMALL, LARGE)),
)
FORM_ROWS = ("export", "collect", "again", "openpyxl")
PEER_SIZES = (28, 1_000, 10_000)


class Case(NamedTuple):
    """One process to run again and again.

    Attributes:
        row: The row that it stands in.
        command: The program and its arguments.
        folder: Where it runs.
        columns: The width of its terminal; 0 for a pipe.
        env: What is added to its environment.
        before: Makes things ready each time, unmeasured.
    """

    row: str
    command: Sequence[str]
    folder: Path
    columns: int = 0
    env: tuple[tuple[str, str], ...] = ()
    before: Callable[[], None] | None = None


def cases(work: Path, size: int, wanted: Collection[str]) -> list[Case]:
    """Write what the rows of a size need, and list their cases in the table's order."""
    folder = _registry(work, "registry", size)
    names = [row.name for row in ROWS if size in row.sizes and row.name in wanted]
    return [_MAKERS[name](folder, size) for name in names]


def peer_cases(
    work: Path, size: int, wanted: Collection[str], venvs: Path | None
) -> Iterator[Case]:
    """Write a registry for each peer that is installed, and make the case that lists an owner's."""
    for name, peer in peers.PEERS.items():
        program = peers.installed(name, venvs) if name in wanted and size in PEER_SIZES else None
        if program:
            folder = work / f"{name}-{size}"
            _script("peers.py", name, str(folder), "--items", str(size))
            yield Case(name, [program, *peer.listing(folder, unit(size))], folder)


def unit(size: int) -> str:
    """A unit with about 28 items, whatever the size."""
    return BUSY if size == SMALL else QUIET


def _script(name: str, *arguments: str) -> None:
    """Run one of our scripts in a process of its own, so that this one stays small."""
    subprocess.run([PYTHON, str(HERE / name), *arguments], check=True)


def _registry(work: Path, name: str, size: int, most: int = 3) -> Path:
    folder = work / f"{name}-{size}"
    _script("registries.py", str(folder), "--items", str(size), "--most", str(most))
    return folder


def _copy(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{name}")))


def _list(folder: Path, size: int) -> Case:
    return Case("list", [GONGKAI, "list", "--unit", unit(size)], folder)


def _busy(folder: Path, _: int) -> Case:
    return Case("busy", [GONGKAI, "list", "--unit", BUSY], folder)


def _terminal(folder: Path, size: int) -> Case:
    return _list(folder, size)._replace(row="terminal", columns=120)


def _set(folder: Path, size: int) -> Case:
    item = "3.1.1" if size == SMALL else "1.1.1"
    words = ["status", "set", item, "已完成", "--unit", unit(size), "--note", "已公开"]
    return Case("set", [GONGKAI, *words], _copy(folder, "set"))


def _after(folder: Path, size: int) -> Case:
    written = _copy(folder, "after")
    before = partial(_say, written / "data" / LEDGER, _lines(folder / "data" / LEDGER))
    return _list(written, size)._replace(row="after", before=before)


def _lines(ledger: Path) -> Iterator[str]:
    with ledger.open(encoding="utf-8") as stream:
        yield from itertools.islice(stream, 1, None)


def _say(ledger: Path, known: Iterator[str]) -> None:
    """Append an entry that has seen a known one; the index does not hold it yet."""
    entry = json.loads(next(known).removeprefix("- "))
    entry |= {"id": f"Z{entry['id'][1:]}", "prev": [entry["id"]]}
    with ledger.open("a", encoding="utf-8") as stream:
        stream.write(f"- {json.dumps(entry, ensure_ascii=False)}\n")


def _report(folder: Path, _: int) -> Case:
    return Case("report", [GONGKAI, "report"], folder)


def _past(folder: Path, _: int) -> Case:
    return Case("past", [GONGKAI, "report", "--today", "2019-11-20"], folder)


def _help(folder: Path, _: int) -> Case:
    return Case("help", [GONGKAI, "--help"], folder)


def _complete(folder: Path, _: int) -> Case:
    asked = {
        "_GONGKAI_COMPLETE": "complete_bash",
        "COMP_WORDS": "gongkai list --unit ",
        "COMP_CWORD": "3",
    }
    return Case("complete", [GONGKAI], folder, env=tuple(asked.items()))


def _cold(folder: Path, size: int) -> Case:
    edited = _copy(folder, "cold")
    return _list(edited, size)._replace(row="cold", before=partial(_edit, edited))


def _edit(folder: Path) -> None:
    with (folder / "data" / PLAN).open("a", encoding="utf-8") as plan:
        plan.write("# 改\n")


def _check(folder: Path, size: int) -> Case:
    return Case("check", [GONGKAI, "check"], _registry(folder.parent, "check", size, most=6))


def _export(folder: Path, _: int) -> Case:
    words = ["form", "export", "--all", "-o", "forms", "--force"]
    return Case("export", [GONGKAI, *words], _copy(folder, "export"))


def _forms(folder: Path) -> Path:
    made = folder.with_name("forms")
    if not made.exists():
        _script("filled_forms.py", str(made))
    return made


def _collect(folder: Path, _: int) -> Case:
    made = _copy(_forms(folder), "collect")
    ledger = made / "data" / LEDGER
    command = [GONGKAI, "form", "collect", "forms", "--yes"]
    return Case("collect", command, made, before=partial(ledger.unlink, missing_ok=True))


def _again(folder: Path, _: int) -> Case:
    command = [GONGKAI, "form", "collect", "forms", "--yes"]
    return Case("again", command, _copy(_forms(folder), "again"))


def _document(ending: str) -> Callable[[Path, int], Case]:
    def make(folder: Path, _: int) -> Case:
        command = [GONGKAI, "report", "-o", f"report.{ending}", "--force"]
        return Case(ending, ["sh", "-c", f"exec {shlex.join(command)} 2>&1"], _copy(folder, ending))

    return make


def _remind(folder: Path, _: int) -> Case:
    return Case("remind", [GONGKAI, "remind"], folder)


def _import(folder: Path, _: int) -> Case:
    source = HERE.parent / "data" / "plan2019-source.txt"
    return Case("import", [GONGKAI, "plan", "import", str(source), "--dry-run"], folder)


def _notices(folder: Path, _: int) -> Case:
    words = ["remind", "-o", "notices", "--by", "2019-12-31", "--force"]
    return Case("notices", [GONGKAI, *words], _copy(folder, "notices"))


def _openpyxl(folder: Path, _: int) -> Case:
    return Case("openpyxl", [PYTHON, "-c", _READ_ALL], _forms(folder))


_READ_ALL = """
from pathlib import Path
from openpyxl import load_workbook
for path in Path("forms").iterdir():
    for sheet in load_workbook(path, read_only=True).worksheets:
        rows = list(sheet.iter_rows(values_only=True))
print(len(rows))
"""
_MAKERS: dict[str, Callable[[Path, int], Case]] = {
    "list": _list,
    "busy": _busy,
    "terminal": _terminal,
    "set": _set,
    "after": _after,
    "report": _report,
    "past": _past,
    "help": _help,
    "complete": _complete,
    "cold": _cold,
    "check": _check,
    "export": _export,
    "collect": _collect,
    "again": _again,
    "openpyxl": _openpyxl,
    "docx": _document("docx"),
    "xlsx": _document("xlsx"),
    "html": _document("html"),
    "remind": _remind,
    "import": _import,
    "notices": _notices,
}

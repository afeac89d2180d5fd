"""Forms in tests: exported by the program, then filled in and edited as people do."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from conftest import Answer, Run

HEADER = 5
ASKED = ("完成情况", "落实情况", "佐证", "填报人", "填报日期")
Said = dict[str, object]
"""What to put into a row, by heading."""


def export(gongkai: Run, unit: str, to: Path) -> Path:
    """Export a unit's form under a name."""
    answer = gongkai("form", "export", "--unit", unit, "-o", str(to), "--force")
    assert (answer.code, answer.out) == (0, f"已写入 {to}\n")
    return to


def columns(sheet: Any) -> dict[str, int]:
    """The columns of a form, by heading."""
    return {cell.value: cell.column for cell in sheet[HEADER] if cell.value}


def row_of(sheet: Any, item: str) -> int:
    """The row that an item stands in."""
    (found,) = [
        row for row in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(row, 1).value == item
    ]
    return int(found)


def edit(path: Path, change: Callable[[Any], object], to: Path | None = None) -> Path:
    """Let a function change a form's sheet, and save it as it was or under another name."""
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(to or path)
    return to or path


def fill(path: Path, said: Mapping[str, Said], to: Path | None = None) -> Path:
    """Fill in rows, by item and heading; text stays text whatever it begins with."""

    def change(sheet: Any) -> None:
        known = columns(sheet)
        for item, parts in said.items():
            for heading, value in parts.items():
                put(sheet.cell(row_of(sheet, item), known[heading]), value)

    return edit(path, change, to)


def put(cell: Any, value: object) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def collect(gongkai: Run, *args: object) -> Answer:
    """Collect with ``--yes`` and ``--json``."""
    return gongkai("form", "collect", *map(str, args), "--yes", "--json")


def outcomes(answer: Answer) -> dict[str, str]:
    """What each row came to, by item; blank rows left out."""
    rows = [row for form in answer.json["forms"] for row in form["rows"]]
    return {row["item"]: row["outcome"] for row in rows if row["outcome"] != "blank"}


def rewrite(path: Path, change: Mapping[str, bytes | None]) -> Path:
    """Replace, add or (``None``) remove parts of a workbook's package."""
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | None] = {n: archive.read(n) for n in archive.namelist()}
    parts |= change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def part(path: Path, name: str) -> bytes:
    """A part of a workbook's package."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)

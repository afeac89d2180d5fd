"""A workbook's cells as people see them: text, days, and what holds neither."""

from __future__ import annotations

import io
import re
import warnings
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.answers import tidy, unescaped
from ..domain.forms import Cell
from .package import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .package import Package, SheetExtras

_LAST_ROW = 1_048_576
_YEARS = range(1990, 2100)
_RANGE = r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"


class Sheet(NamedTuple):
    """A sheet: its filled cells by column letter, by row number; a merged cell counts all the way down."""

    name: str
    hidden: bool
    rows: dict[int, dict[str, Cell]]


def read(package: Package) -> list[Sheet]:
    """Read every sheet.

    Raises:
        Unreadable: The workbook is not as the format has it.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(package.raw), read_only=True, keep_links=False)
            return [_sheet(sheet, package, book.epoch) for sheet in book.worksheets]
        except Unreadable:
            raise
        except Exception as problem:
            # The library raises whatever the odd part of the file led it to.
            raise Unreadable(
                "form-damaged",
                "内容不合 .xlsx 的规定，读不了。",
                "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再收。",
            ) from problem


def _sheet(source: Any, package: Package, epoch: datetime) -> Sheet:
    source.reset_dimensions()  # what a file says of its own size may be wrong
    rows: dict[int, dict[str, Cell]] = {}
    for number, row in enumerate(source.iter_rows(), 1):
        if number > _LAST_ROW:
            raise Unreadable(
                "form-large", "行数超过 Excel 的上限，不读。", "请重新导出该单位的表。"
            )
        cells = {c.column_letter: _cell(c, epoch) for c in row if c.value is not None}
        if cells:
            rows[number] = cells
    extras = package.extras.get(source.title)
    if extras:
        _add(rows, extras)
    return Sheet(source.title, source.sheet_state != "visible", rows)


def _cell(source: Any, epoch: datetime) -> Cell:
    at, value, kind = source.coordinate, source.value, source.data_type
    if kind == "f":
        return Cell(at, wrong=_formula(str(getattr(value, "text", value))))
    if kind == "e":
        return Cell(at, wrong=f"是错误值（{value}）")
    if isinstance(value, datetime):
        text = value.isoformat(" ", "minutes").removesuffix(" 00:00")
        return Cell(at, text, value.date())
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, int | float):
        return Cell(at, _number(value, source.number_format), _serial(value, epoch))
    return Cell(
        at, tidy(unescaped("是" if value is True else "否" if value is False else str(value)))
    )


def _formula(formula: str) -> str:
    if "DISPIMG" in formula:
        return "是嵌在格里的图片，登记不了"
    return "是引用别的文件的公式" if "[" in formula else "是公式"


def _number(value: float, looks: str) -> str:
    return f"{value * 100:.10g}%" if "%" in looks else f"{value:.15g}"


def _serial(value: float, epoch: datetime) -> date | None:
    """The day that a number stands for, if it may be one."""
    from openpyxl.utils.datetime import from_excel

    try:
        day = from_excel(value, epoch)
    except (ValueError, OverflowError):
        return None
    return day.date() if isinstance(day, datetime) and day.year in _YEARS else None


def _add(rows: dict[int, dict[str, Cell]], extras: SheetExtras) -> None:
    """Let merged cells count in every row that they cover, and show the addresses behind texts."""
    for place, address in extras.links:
        found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})(:.*)?", place)
        cells = rows.get(int(found[2]), {}) if found else {}
        if found and found[1] in cells and address not in cells[found[1]].text:
            cell = cells[found[1]]
            cells[found[1]] = cell._replace(text=f"{cell.text} {address}".strip())
    for area in extras.merged:
        found = re.fullmatch(_RANGE, area)
        if found:
            _fill_down(rows, found[1], int(found[2]), int(found[4]))


def _fill_down(rows: dict[int, dict[str, Cell]], column: str, first: int, last: int) -> None:
    cell = rows.get(first, {}).get(column)
    if cell:
        for number in _covered(rows, first, last):
            rows[number].setdefault(column, cell._replace(at=f"{column}{number}"))


def _covered(rows: dict[int, dict[str, Cell]], first: int, last: int) -> Iterator[int]:
    return (number for number in rows if first < number <= last)

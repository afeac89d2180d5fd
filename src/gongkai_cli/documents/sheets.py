"""A workbook's cells as people see them: text, days, and what holds neither."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.answers import tidy
from ..domain.forms import Cell
from .package import SheetExtras, Unreadable

if TYPE_CHECKING:
    from .package import Package

_LAST_ROW = 1_048_576
_MOST_CELLS = 20_000_000
_MOST_MERGED = 1_000_000
_LONGEST = 32_767
_YEARS = range(1990, 2100)
_ESCAPED = r"_x([0-9A-Fa-f]{4})_"
_PLACE = r"([A-Z]{1,3})([0-9]{1,7})(:.*)?"
_AREA = r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"


class Sheet(NamedTuple):
    """A sheet: its filled cells by column letter, by row number.

    A merged cell counts in every row that it covers, and those after the first are in ``shared``;
    what it covers from sight is in ``covered``.
    """

    name: str
    hidden: bool
    rows: dict[int, dict[str, Cell]]
    shared: tuple[Cell, ...] = ()
    covered: tuple[Cell, ...] = ()


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
            # Dates are read here: the library makes an error of a number that is too large for one.
            book._date_formats = set()  # type: ignore[attr-defined]  # noqa: SLF001
            for sheet in book.worksheets if package.strings is not None else ():
                # The library undoes escapes in these by half: here they are as they stand.
                sheet._shared_strings = package.strings  # type: ignore[attr-defined]  # noqa: SLF001
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
    seen = 0
    for number, row in enumerate(source.iter_rows(), 1):
        seen += len(row)
        if number > _LAST_ROW or seen > _MOST_CELLS:
            raise _too_large()
        cells = {c.column_letter: _cell(c, epoch) for c in row if c.value is not None}
        if cells:
            rows[number] = cells
    extras = package.extras.get(source.title, SheetExtras())
    _add_links(rows, extras)
    shared, covered = _merge(rows, extras.merged)
    return Sheet(source.title, source.sheet_state != "visible", rows, shared, covered)


def _too_large() -> Unreadable:
    told = "有一张工作表的行、列或合并的格多得不像填报表，不读。"
    return Unreadable("form-large", told, "请重新导出该单位的表，把填的内容贴过去。")


def _cell(source: Any, epoch: datetime) -> Cell:
    at, value, kind = source.coordinate, source.value, source.data_type
    if kind == "f":
        return Cell(at, wrong=_formula(str(getattr(value, "text", value))))
    if kind == "e":
        return Cell(at, wrong=f"是错误值（{value}）")
    if isinstance(value, bool):
        value = "是" if value else "否"
    moment = value if isinstance(value, datetime) else _moment(value, epoch)
    if moment and (source.is_date or kind == "d"):
        text = moment.isoformat(" ", "minutes").removesuffix(" 00:00")
        return Cell(at, text, moment.date())
    if isinstance(value, int | float):
        day = moment.date() if moment else None
        return Cell(at, _number(value, source.number_format), day, number=True)
    if len(str(value)) > 2 * _LONGEST:  # an escape takes more signs than it stands for
        return Cell(at, wrong=f"有 {len(str(value))} 字，一格最多 {_LONGEST} 字")
    return Cell(at, tidy(_unescaped(str(value))))


def _unescaped(text: str) -> str:
    """Undo a workbook's way of writing control signs (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    text = re.sub(_ESCAPED, lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-8", "replace").decode()


def _formula(formula: str) -> str:
    if "DISPIMG" in formula:
        return "是嵌在格里的图片，登记不了"
    return "是引用别的文件的公式" if "[" in formula else "是公式"


def _number(value: float, looks: str) -> str:
    return f"{value * 100:.10g}%" if "%" in looks else f"{value:.15g}"


def _moment(value: object, epoch: datetime) -> datetime | None:
    """The moment that a number stands for, if it may be one."""
    if not isinstance(value, int | float):
        return None
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(value, epoch)
    except (ValueError, OverflowError):
        return None
    return moment if isinstance(moment, datetime) and moment.year in _YEARS else None


def _add_links(rows: dict[int, dict[str, Cell]], extras: SheetExtras) -> None:
    """Put the addresses behind texts beside them."""
    for place, address in extras.links:
        found = re.fullmatch(_PLACE, place)
        cells = rows.get(int(found[2]), {}) if found else {}
        if found and found[1] in cells:
            cells[found[1]] = cells[found[1]]._replace(link=address)


def _merge(
    rows: dict[int, dict[str, Cell]], areas: tuple[str, ...]
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Let merged cells count in every row that they cover.

    Returns:
        The cells that share what stands above them, and the filled ones that are hidden from sight.
    """
    numbers = sorted(rows)
    shared: list[Cell] = []
    covered: list[Cell] = []
    work = 0
    for area in areas:
        found = re.fullmatch(_AREA, area)
        if found:
            first, last = int(found[2]), int(found[4])
            below = numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]
            work += len(below) + 1
            if work > _MOST_MERGED:
                raise _too_large()
            top = rows.get(first, {}).get(found[1])
            columns = range(_column(found[1]), _column(found[3]) + 1)
            for number in below:
                covered += _uncover(rows[number], columns, top)
                if top and number > first:
                    cell = top._replace(at=f"{found[1]}{number}")
                    rows[number][found[1]] = cell
                    shared.append(cell)
    return tuple(shared), tuple(covered)


def _uncover(cells: dict[str, Cell], columns: range, top: Cell | None) -> list[Cell]:
    inside = [letter for letter, cell in cells.items() if cell is not top]
    return [cells.pop(letter) for letter in inside if _column(letter) in columns]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

"""A table of the summary workbook: rows as high as their texts, long ones carried on below."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ..output.text import safe_lines
from .cells import (
    DAY_FORMAT,
    TALLEST,
    TYPE_SIZE,
    cell_text,
    line_count,
    most_lines,
    pieces,
    row_height,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .workbook_sheet import Sheet

HEADER_HEIGHT, TOTAL_GAP = 32.0, 3.0
COUNT_FORMAT, RATE_FORMAT, MOMENT_FORMAT = "0", "0.0%", "yyyy-mm-dd hh:mm"
_HALF = 331.0
"""How high a row may be for two to go onto a page."""
_TRIED = ((10, _HALF), (9, _HALF), (10, TALLEST), (9, TALLEST), (8, TALLEST))
"""Sizes of type, and how high a row may be with each, best first."""
_CARRIED = 9
"""The size of type of rows that carry a text on."""
_FIRST_YEAR = 1900
"""The year from which on a workbook knows dates."""

Value = str | float | date | None


class Column(NamedTuple):
    """A column.

    Attributes:
        name: Its heading.
        width: In digits of the usual font.
        centred: Whether its values stand in the middle.
        once: Whether rows that carry a long text on leave it empty; the others are repeated, so that
            a filter finds these rows too.
        counted: Whether it says that a row carries the one above on.
        looks: The number format.
    """

    name: str
    width: float
    centred: bool = False
    once: bool = False
    counted: bool = False
    looks: str = "@"


class Table:
    """A table in a sheet, from column ``A`` on, written row by row."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        self.columns = columns
        self.last_column = get_column_letter(len(columns))
        self.header = 0
        self._known: dict[tuple[int, int, bool], Any] = {}

    def start(self) -> None:
        """Write the headings."""
        ink = self.sheet.ink
        cells = []
        for column in self.columns:
            cell = self.sheet.cell(ink.bold, ink.centre, ink.border, ink.shade)
            cell.value = column.name
            cells.append(cell)
        self.sheet.add(cells, HEADER_HEIGHT)
        self.header = self.sheet.rows

    def row(self, values: Sequence[Value]) -> None:
        """Write a row; one that is too high even with small type becomes several."""
        values = [safe_lines(value) if isinstance(value, str) else value for value in values]
        for size, most in _TRIED:
            height = self.height(values, size)
            if height <= most:
                self._write(values, size, height)
                return
        for part in self._parts(values):
            self._write(part, _CARRIED, self.height(part, _CARRIED), top=True)

    def total(self, values: Sequence[Value]) -> None:
        """Write the row that adds the others up, a hair's breadth below them: a filter ends there."""
        ink = self.sheet.ink
        self.sheet.add([], TOTAL_GAP)
        cells = []
        for column, value in zip(self.columns, values, strict=True):
            cell = self.sheet.cell(ink.bold, ink.centre, ink.border, ink.shade)
            cell.value, cell.number_format = value, column.looks
            cells.append(cell)
        self.sheet.add(cells, self.height(values))

    def finish(self, empty: str = "无") -> None:
        """Put a filter on the headings; say so where there are no rows."""
        if self.header == self.sheet.rows:
            self._say(empty)
        area = f"A{self.header}:{self.last_column}{self.sheet.rows}"
        self.sheet.made.auto_filter.ref = area

    def _say(self, text: str) -> None:
        ink, row = self.sheet.ink, self.sheet.rows + 1
        self.sheet.made.merged_cells.add(f"A{row}:{self.last_column}{row}")
        cells = [self.sheet.cell(ink.body[TYPE_SIZE], ink.centre, ink.border) for _ in self.columns]
        cells[0].value = text
        self.sheet.add(cells, HEADER_HEIGHT)

    def height(self, values: Sequence[Value], size: int = TYPE_SIZE) -> float:
        """How high a row must be, in points, for all that stands in it to be seen."""
        lines = max(
            line_count(value, column.width * TYPE_SIZE / size)
            for column, value in zip(self.columns, values, strict=True)
            if isinstance(value, str)
        )
        return row_height(1, lines, size)

    def _parts(self, values: Sequence[Value]) -> Iterator[list[Value]]:
        lines = most_lines(_HALF, _CARRIED)
        parted = [
            pieces(value, column.width * TYPE_SIZE / _CARRIED, lines)
            if isinstance(value, str)
            else []
            for column, value in zip(self.columns, values, strict=True)
        ]
        for n in range(max(map(len, parted))):
            yield [
                _part(column, value, parts, n)
                for column, value, parts in zip(self.columns, values, parted, strict=True)
            ]

    def _write(
        self, values: Sequence[Value], size: int, height: float, *, top: bool = False
    ) -> None:
        cells = []
        for n, value in enumerate(values):
            cell = self._cell(n, size, top)
            if isinstance(value, str):
                cell.value = cell_text(value)
                cell.data_type = "s"  # text, also where it looks like a formula
            else:
                cell.value = value
            cells.append(cell)
        self.sheet.add(cells, height)

    def _cell(self, n: int, size: int, top: bool) -> Any:  # noqa: FBT001
        known = self._known.get((n, size, top))
        if known is None:
            ink, column = self.sheet.ink, self.columns[n]
            middle, left = (ink.top_centre, ink.top) if top else (ink.centre, ink.left)
            alignment = middle if column.centred else left
            known = self.sheet.cell(ink.body[size], alignment, ink.border)
            known.number_format = column.looks
            self._known[n, size, top] = known
        return known


def _part(column: Column, value: Value, parts: Sequence[str], n: int) -> Value:
    """What stands in a column of the row that carries another one on for the nth time."""
    if column.counted and n:
        return f"{value}\n（续{n}）"
    if n < len(parts):
        return parts[n]
    return "" if len(parts) > 1 or (column.once and n) else value


def day_value(day: date) -> Value:
    """A day as a date, or as text where a workbook knows none so early."""
    return day if day.year >= _FIRST_YEAR else str(day)


def moment_value(at: str) -> Value:
    """A moment as a date with its time as it was where it was written down."""
    moment = datetime.fromisoformat(at).replace(tzinfo=None, microsecond=0)
    return moment if moment.year >= _FIRST_YEAR else at


ORDER = Column("序号", 5, centred=True, looks=COUNT_FORMAT)
DUE = Column("期限", 11, centred=True, looks=DAY_FORMAT)
LAMP = Column("灯", 8, centred=True)

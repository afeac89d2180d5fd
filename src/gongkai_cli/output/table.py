"""One table, four forms: for a terminal, as plain text, as CSV, and its parts for others."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .text import one_line, safe_lines, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from ..domain.terms import Lamp, State

GAP = 2
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How a formula begins, blanks in front or not; Excel in Chinese takes the full-width signs too."""


class Format(StrEnum):
    """How a command prints."""

    TABLE = "table"
    PLAIN = "plain"
    CSV = "csv"
    JSON = "json"


class Column(NamedTuple):
    """A column: ``flex`` columns share what width is left, at least ``least`` each."""

    name: str
    flex: int = 0
    right: bool = False
    least: int = 8


class Cell(NamedTuple):
    """A cell with a short form for narrow places and a rich style."""

    text: str
    short: str = ""
    style: str = ""

    @property
    def shown(self) -> str:
        """What a terminal shows."""
        return one_line(self.short or self.text)


class Table(NamedTuple):
    """Rows of cells under columns; ``title`` stands above where several tables follow each other."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    wrap: bool = False


def cell(value: object, style: str = "") -> Cell:
    """Make a plain cell."""
    return Cell(str(value), style=style)


_STYLES = {"red": "bold red", "yellow": "yellow", "green": "green", "complete": "dim"}


def lamp_cell(lamp: Lamp, state: State) -> Cell:
    """Make a cell for a lamp: its word alone in files, with its sign and colour on a terminal."""
    word = lamp_word(lamp, state)
    return Cell(word, f"{lamp.sign}{word}", _STYLES[lamp.value])


def lamp_word(lamp: Lamp, state: State) -> str:
    """Say what a lamp means: a yellow one is near its due date, or blocked."""
    return state.word if lamp.value == "yellow" and state.value == "blocked" else lamp.word


def plain_lines(table: Table, *, header: bool = False) -> Iterator[str]:
    """Write a table as tab-separated lines; nothing is cut."""
    if header:
        yield "\t".join(column.name for column in table.columns)
    for row in table.rows:
        yield "\t".join(one_line(part.text) for part in row)


def csv_text(tables: Iterable[Table]) -> str:
    """Write tables as CSV that Excel opens with Chinese intact and runs nothing of.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    import csv
    import io

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for n, table in enumerate(tables):
        if n:
            writer.writerow([])
        if table.title:
            writer.writerow([_harmless(table.title)])
        writer.writerow([column.name for column in table.columns])
        writer.writerows([_harmless(part.text) for part in row] for row in table.rows)
    return "\ufeff" + stream.getvalue()


def _harmless(text: str) -> str:
    text = safe_lines(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def fitted_widths(table: Table, available: int) -> list[int]:
    """Share a terminal's width among a table's columns.

    Args:
        table: The table.
        available: The terminal's columns.

    Returns:
        A width for each column; fixed columns get what they need, flexible ones share the rest.
    """
    needs = [_needed(table.rows, n, column.name) for n, column in enumerate(table.columns)]
    left = available - GAP * (len(needs) - 1)
    fixed = sum(need for need, column in zip(needs, table.columns, strict=True) if not column.flex)
    room = left - fixed
    flexible = [n for n, column in enumerate(table.columns) if column.flex]
    for n in sorted(flexible, key=lambda n: needs[n] / table.columns[n].flex):
        share = room * table.columns[n].flex // sum(table.columns[k].flex for k in flexible)
        needs[n] = min(needs[n], max(share, table.columns[n].least))
        room -= needs[n]
        flexible = [k for k in flexible if k != n]
    return _squeezed(needs, left)


def _squeezed(widths: list[int], left: int) -> list[int]:
    """Take columns from the widest until all fit."""
    while sum(widths) > left and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _needed(rows: Sequence[Sequence[Cell]], n: int, name: str) -> int:
    return max([width(name), *(width(row[n].shown) for row in rows)])


def terminal(table: Table, available: int) -> RenderableType:
    """Make a rich table that fits a terminal; what people typed is never read as markup."""
    from rich.box import Box
    from rich.table import Table as RichTable
    from rich.text import Text

    box = Box("    \n    \n ── \n    \n    \n    \n    \n    \n", ascii=False)
    made = RichTable(
        box=box,
        padding=(0, GAP - 1, 0, 0),  # the box adds one
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        collapse_padding=True,
    )
    widths = fitted_widths(table, available)
    for column, size in zip(table.columns, widths, strict=True):
        made.add_column(
            Text(column.name),
            justify="right" if column.right else "left",
            width=size,
            no_wrap=not (table.wrap and column.flex),
            overflow="fold" if table.wrap and column.flex else "ellipsis",
        )
    for row in table.rows:
        made.add_row(*(Text(part.shown, style=part.style) for part in row))
    return made

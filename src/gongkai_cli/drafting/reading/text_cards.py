"""Cards copied into a text: a label, a tab and its value in each line, a value's further lines below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Cell, Table
from ..words.cards import are_labels, holds_cards, uncounted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Line

_MOST_LINES, _MOST, _FEWEST = 400, 20, 3
"""How many lines cards have at most, and how many labels one has, at most and at least."""


def read(lines: Sequence[Line], start: int, place: str) -> tuple[Table, int] | None:
    """Read the cards that begin in a line.

    Lines between the last label of a card and the first of the next one are no part of them.

    Returns:
        The table, and which line comes behind it; ``None`` where there are none.
    """
    rows: list[list[str]] = []
    end = n = start
    while n < min(len(lines), start + _MOST_LINES):
        cells = [cell.strip() for cell in lines[n].text.rstrip().split("\t")]
        if are_labels(cells):
            again = bool(rows) and uncounted(cells[0]) == uncounted(rows[0][0])
            if (again and end < n) or _is_no_card(rows, again=again):
                break
            rows[-1:] = _with(rows[-1:], lines[end:n])
            rows.append(cells)
            end = n + 1
        elif not rows or len(cells) > 1:
            break
        n += 1
    table = _table(rows, place)
    return (table, end) if len(rows) > 1 and holds_cards(table) else None


def _is_no_card(rows: Sequence[Sequence[str]], *, again: bool) -> bool:
    """Whether the lines so far, or till a label comes again, are too many or too few for a card."""
    if again:
        return len(rows) < _FEWEST and sum(map(len, rows)) < _FEWEST * 2
    return len(rows) >= _MOST and all(
        uncounted(row[0]) != uncounted(rows[0][0]) for row in rows[1:]
    )


def _with(last: Sequence[list[str]], more: Sequence[Line]) -> list[list[str]]:
    """The last row with the lines that go on with its value."""
    return [
        [*row[:-1], "\n".join([row[-1], *(line.text.strip() for line in more)])] for row in last
    ]


def unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet puts around one of several lines."""
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _table(rows: Sequence[Sequence[str]], place: str) -> Table:
    return Table(
        tuple(
            tuple(Cell(unquoted(text), f"{place}第{n}行第{k}列") for k, text in enumerate(row, 1))
            for n, row in enumerate(rows, 1)
        ),
        place,
    )

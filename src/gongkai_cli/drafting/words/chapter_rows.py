"""Rows of a table that are chapters though nothing in them is merged: a heading, otherwise empty cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .columns import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell, Table
    from .columns import Columns

_CHINESE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_ARABIC = re.compile(r"\d{1,3}[.．、]?")
_LONGEST = 45
_END = re.compile("[。；;！]")


def spread(table: Table, head: int, columns: Columns) -> Table:
    """Make one cell of the heading in each row that is a chapter, as merging would.

    Args:
        table: The table.
        head: How many of its rows are labels.
        columns: What its columns hold.
    """
    if columns.number < 0 or not _counts_in_digits(table.rows[head:], columns.number):
        return table
    rows = (_spread(row, columns) if n >= head else row for n, row in enumerate(table.rows))
    return table._replace(rows=tuple(rows))


def is_chapter(row: Sequence[Cell], number: int) -> bool:
    """Whether a row is one cell, its number aside."""
    rest = [cell for n, cell in enumerate(row) if n != number or cell.merged]
    return len(rest) > 1 and all(c.merged for c in rest[1:]) and len({*map(words, rest)}) == 1


def _counts_in_digits(rows: Sequence[Sequence[Cell]], number: int) -> bool:
    """Whether the rows of tasks are counted 1, 2, 3, so that 一 counts something else."""
    return any(len(row) > number and _ARABIC.fullmatch(words(row[number])) for row in rows)


def _spread(row: tuple[Cell, ...], columns: Columns) -> tuple[Cell, ...]:
    if len(row) != columns.width:
        return row
    told = [n for n, cell in enumerate(row) if words(cell) and not cell.merged]
    others = [n for n in told if n != columns.number]
    if len(others) != 1 or any(cell.merged and words(cell) for cell in row):
        return row
    count, heading = words(row[columns.number]), words(row[others[0]])
    numbered = _CHINESE.fullmatch(count) or (not count and _CHINESE.match(heading))
    if not numbered or len(heading) > _LONGEST or _END.search(heading):
        return row
    rest = [n for n in range(len(row)) if n != columns.number]
    return tuple(
        row[others[0]]._replace(place=cell.place, merged=n != rest[0]) if n in rest else cell
        for n, cell in enumerate(row)
    )

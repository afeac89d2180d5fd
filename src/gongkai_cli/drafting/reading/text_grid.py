"""The grid of a table in plain text: what merging left out, in labels and rows, is put where it belongs."""

from __future__ import annotations

from itertools import groupby
from statistics import mode
from typing import TYPE_CHECKING

from ...domain.terms import Role
from ..model import Cell, Table
from ..words import dates, duties
from ..words.chapter_rows import is_chapter, spread
from ..words.column_labels import columns_of, header
from ..words.columns import is_one_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..words.columns import Columns

_MOST_MORE = 2
_LONGEST_LABEL = 14


def labels(first: Sequence[str], below: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of labels, each as wide as the table.

    Args:
        first: The row that labels begin with.
        below: Some of the rows below it.

    Returns:
        One row or two: 责任分工 may stand over 牵头单位 and 配合单位, and is written once.
    """
    second = below[0] if below else []
    over = _over(first, second)
    if over:
        return [over, list(second)]
    if len(second) == len(first) and _goes_deeper(first, second):
        lower = ["" if low == top else low for top, low in zip(first, second, strict=True)]
        return [_to_the_right(first), lower]
    return [_as_wide(first, [row for row in below if len(row) > 1])]


def made(
    rows: Sequence[Sequence[str]], heads: int, place: str, unsure: Collection[int] = ()
) -> Table:
    """Make a table.

    Args:
        rows: Its rows, those of labels first.
        heads: How many of them are labels.
        place: Where it stands.
        unsure: The rows in which it is not sure which column a cell belongs to.
    """
    width = max(map(len, rows))
    grid: list[tuple[Cell, ...]] = []
    for n, row in enumerate(rows):
        again = n >= heads and _repeats(row, rows[0])
        full = [*(rows[0] if again else row), *[""] * (width - len(row))]
        at = f"{place}第{n + 1}行"
        label = _label(full, at, [] if again else grid) if n < heads or again else None
        cells = label or _body(full, at, rows[heads - 1], grid)
        grid.append(tuple(cell._replace(unsure=n in unsure) for cell in cells))
    table = Table(tuple(grid), place)
    count, columns = header(table)
    if columns is None:
        return table
    table = spread(table, count, columns)
    return table._replace(rows=tuple(_filled(table, count, columns)))


def _repeats(row: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row is that of labels again, as on the next page."""
    return list(filter(None, row)) == list(dict.fromkeys(filter(None, names)))


def _over(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The upper labels, each over all the lower ones that stand below it; empty where they do not fit.

    What has a label of its own in the second row stands side by side; where that is empty, the upper
    label goes down.
    """
    if len(second) <= len(first) or max(map(len, second)) > _LONGEST_LABEL:
        return []
    runs = [(bool(key), len([*run])) for key, run in groupby(second, key=bool)]
    sizes = [size for named, run in runs for size in ([run] if named else [1] * run)]
    if len(sizes) != len(first) or not any(named and run > 1 for named, run in runs):
        return []
    return [label for label, size in zip(first, sizes, strict=True) for _ in range(size)]


def _goes_deeper(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a second row of labels only parts what the first says: 责任分工 over 牵头单位, 配合单位."""
    below = [low for top, low in zip(first, second, strict=True) if low not in {"", top}]
    return bool(below) and all(duties.role_of_label(low) is not None for low in below)


def _to_the_right(row: Sequence[str]) -> list[str]:
    """A row of labels in which each goes on over the empty places behind it."""
    made: list[str] = []
    for text in row:
        made.append(text or (made[-1] if made else ""))
    return made


def _spread(row: Sequence[str], at: int, more: int) -> list[str]:
    return [*row[: at + 1], *[row[at]] * more, *row[at + 1 :]]


def _as_wide(row: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """Labels as wide as most rows below: one of them stands over several columns."""
    usual = mode(map(len, body)) if body else 0
    more = usual - len(row)
    if not 0 < more <= _MOST_MORE:
        return list(row)
    rows = [cells for cells in body if len(cells) == usual]
    return max((_spread(row, at, more) for at in range(len(row))), key=lambda one: _fit(one, rows))


def _fit(row: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many cells hold what the label over them says."""
    columns = columns_of(row)
    if columns is None:
        return -1
    found = sum(_says_who(cells[n]) for cells in body for n, _ in columns.roles)
    if columns.due >= 0:
        found += sum(dates.is_deadline(cells[columns.due]) for cells in body)
    if columns.number >= 0:
        found += sum(cells[columns.number].isdigit() for cells in body)
    return found


def _label(row: Sequence[str], place: str, above: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    for n, text in enumerate(row):
        over = above[-1][n].text if above else ""
        left = n > 0 and bool(text) and text == row[n - 1]
        yield Cell(text or over, f"{place}第{n + 1}列", merged=left or (not text and bool(over)))


def _body(
    row: Sequence[str], place: str, names: Sequence[str], above: Sequence[Sequence[Cell]]
) -> Iterator[Cell]:
    """A row's cells; one alone is a chapter, which goes over the whole row."""
    named = [text for text in row if text]
    at, count = _left_out(names, row)
    moved = [*row[:at], *[""] * count, *row[at : len(row) - count]]
    for n, text in enumerate(moved):
        chapter = len(named) == 1 and not named[0].isdigit()
        gone = at <= n < at + count
        told = named[0] if chapter else above[-1][n].text if gone else text
        yield Cell(told, f"{place}第{n + 1}列", merged=(chapter and n > 0) or gone)


def _left_out(names: Sequence[str], row: Sequence[str]) -> tuple[int, int]:
    """How many cells are left out in a row, and where, because they go on from the row above.

    Pages leave them out, so that what follows stands too far to the left: who answers then stands in
    another column than the label says.
    """
    roles = [n for n, label in enumerate(names) if duties.role_of_label(label)]
    free = len(row) - len("\t".join(row).rstrip("\t").split("\t"))
    if len([text for text in row if text]) < 2:  # noqa: PLR2004
        return 0, 0

    def fit(gap: tuple[int, int]) -> int:
        at, count = gap
        moved = [*row[:at], *[""] * count, *row[at:]]
        return sum(_says_who(moved[n]) for n in roles)

    gaps = [(0, 0), *((at, count) for count in range(1, free + 1) for at in (0, 1))]
    return max(gaps, key=fit)


def _says_who(text: str) -> bool:
    return bool(text.strip()) and duties.names_units(text)


def _filled(table: Table, heads: int, columns: Columns) -> Iterator[tuple[Cell, ...]]:
    """Fill cells that say who answers, or until when, from above: merging leaves them empty."""
    above: tuple[Cell, ...] = ()
    yield from table.rows[:heads]
    for row in table.rows[heads:]:
        made = row
        for n in _empty(row, columns) if above else ():
            cell = above[n]._replace(place=row[n].place, merged=True, supposed=True)
            made = (*made[:n], cell, *made[n + 1 :])
        yield made
        above = () if _heads(row, columns) else made


def _heads(row: Sequence[Cell], columns: Columns) -> bool:
    return is_one_cell(row) or is_chapter(row, columns.number)


def _empty(row: Sequence[Cell], columns: Columns) -> list[int]:
    """The cells of a row with a requirement that cannot be meant to be empty."""
    if not row[columns.text].text or _heads(row, columns):
        return []
    roles = [n for n, _ in columns.roles]
    if all(duties.role_of_label(label) is Role.SUPPORT for _, label in columns.roles):
        roles = []  # nobody has to support
    nobody = all(not row[n].text for n in roles)
    first = [n for n in roles[:1] if not row[n].text]
    due = [columns.due] if columns.due >= 0 and not row[columns.due].text else []
    return (roles if nobody else first) + due

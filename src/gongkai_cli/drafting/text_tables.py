"""Tables in plain text: rows whose cells are parted by tabs, by strokes, or stand on lines of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import cell_lines, duties
from .columns import header
from .model import Cell, Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Block

_PARTS = (re.compile("\t"), re.compile("[|｜]"), re.compile("[ \u3000]{2,}"))
_STROKES = re.compile(r"[\s|｜:+-]*")
_FEWEST, _MOST, _MOST_LINES = 3, 60, 5000
_LONGEST_BETWEEN = 60
"""How long a chapter's line between rows is at most."""


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Make tables of the lines that are rows below a row of labels; all others stay lines."""
    n = tables = 0
    while n < len(lines):
        found = _table(lines, n, f"表{tables + 1}")
        if found:
            table, n = found
            tables += 1
            yield table
            continue
        if lines[n].text.strip():
            yield lines[n]._replace(text=lines[n].text.strip())
        n += 1


def _table(lines: Sequence[Line], start: int, place: str) -> tuple[Table, int] | None:
    """Read the table whose labels stand in a line.

    Returns:
        The table, and which line comes behind it; ``None`` where there is none.
    """
    for part in _PARTS:
        labels = _cells(lines[start].text, part)
        width = len(labels)
        if not _FEWEST <= width <= _MOST or header(_made([labels], place))[1] is None:
            continue
        rows, end = _rows(lines, start, part, width)
        if len(rows) > 1:
            return _made(rows, place), end
    alone = cell_lines.read([line.text for line in lines[start : start + _MOST_LINES]])
    return (_made(alone.rows, place), start + alone.taken) if alone else None


def _cells(text: str, part: re.Pattern[str]) -> list[str]:
    """A row's cells; strokes around the row part nothing."""
    words = text.strip(" 　\r\n")
    if part is _PARTS[1]:
        words = re.sub(r"^[|｜]|[|｜]$", "", words.strip())
    return [_unquoted(cell.strip()) for cell in part.split(words)]


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that a spreadsheet puts around one of several lines."""
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _rows(
    lines: Sequence[Line], start: int, part: re.Pattern[str], width: int
) -> tuple[list[list[str]], int]:
    """The rows from the labels on, and which line comes behind them."""
    rows: list[list[str]] = []
    n = start
    while n < len(lines):
        text, n = _whole(lines, n, part)
        cells = _cells(text, part)
        if _STROKES.fullmatch(text) and rows:
            continue
        if rows and len(rows[-1]) > 1 and 1 < width - len(rows[-1]) + 1 == len(cells):
            rows[-1] = [*rows[-1][:-1], f"{rows[-1][-1]}\n{cells[0]}", *cells[1:]]
        elif len(cells) > 1:
            rows.append(cells[:width] if not any(cells[width:]) else cells)
        elif _goes_on(lines, n, part) and len(text.strip()) <= _LONGEST_BETWEEN:
            rows.append([text.strip()])
        else:
            return rows, n - 1
    return rows, n


def _whole(lines: Sequence[Line], n: int, part: re.Pattern[str]) -> tuple[str, int]:
    """A line, with those below it that a quotation mark in one of its cells takes in."""
    text, end = lines[n].text, n + 1
    opened = re.search(rf'(?:^|{part.pattern})"', text) is not None
    while opened and text.count('"') % 2 and end < min(len(lines), n + _MOST):
        text = f"{text}\n{lines[end].text}"
        end += 1
    return (lines[n].text, n + 1) if text.count('"') % 2 else (text, end)


def _goes_on(lines: Sequence[Line], n: int, part: re.Pattern[str]) -> bool:
    """Whether the next line is a row again."""
    return n < len(lines) and len(_cells(lines[n].text, part)) > 1


def _made(rows: Sequence[Sequence[str]], place: str) -> Table:
    width = max(map(len, rows))
    made: list[tuple[Cell, ...]] = []
    for n, row in enumerate(rows, 1):
        full = [*row, *[""] * (width - len(row))]
        at, count = _left_out(rows[0], full) if made else (0, 0)
        cells = list(_row(full, f"{place}第{n}行"))[: width - count]
        cells[at:at] = (
            [cell._replace(merged=True) for cell in made[-1][at : at + count]] if made else []
        )
        made.append(tuple(cells))
    return Table(tuple(made), place)


def _row(row: Sequence[str], place: str) -> Iterator[Cell]:
    """Make a row's cells; one alone is a chapter, which goes over the whole row."""
    named = [text for text in row if text]
    for n, text in enumerate(row, 1):
        chapter = len(named) == 1
        yield Cell(named[0] if chapter else text, f"{place}第{n}列", merged=chapter and n > 1)


def _left_out(labels: Sequence[str], row: Sequence[str]) -> tuple[int, int]:
    """How many cells are left out in a row, and where, because they go on from the row above.

    Pages leave them out, so that what follows stands too far to the left: who answers then stands in
    another column than the label says.
    """
    roles = [n for n, label in enumerate(labels) if duties.role_of_label(label)]
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
    found = duties.parse(text) if text.strip() else None
    return bool(found and found.names)

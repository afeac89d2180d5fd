"""Tables in plain text: rows whose cells are parted by tabs, by strokes, or stand on lines of their own."""

from __future__ import annotations

import re
from itertools import takewhile
from statistics import mode
from typing import TYPE_CHECKING

from ..words import duties, numbers
from ..words.column_contents import by_content
from ..words.column_labels import NUMBER, columns_of, is_label
from ..words.date_shapes import full_date
from ..words.web_page import BELOW
from . import cell_lines, stroke_lines, text_cards, text_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Block, Line, Table

_PARTS = (re.compile("\t"), re.compile("[|｜]"), re.compile("[ \u3000]{2,}"))
_STROKES = re.compile(r"[\s|｜:+-]*")
_FEWEST, _MOST, _MOST_LINES = 3, 60, 5000
_MOST_IN_ROW = 12
_CHAPTERS = 4
"""How many lines between rows may be chapters, the next row with them."""
_MOST_CUTS, _LONGEST_LABEL, _LONGEST_LABELS = 5, 14, 60
"""Into how many lines labels may be cut, and how long one, and all of them, may be."""
_LONGEST_BETWEEN, _LONGEST_DATE = 60, 20
"""How long a chapter's line between rows, and a date below them, are at most."""


def blocks(lines: Sequence[Line], name: str = "表") -> Iterator[Block]:
    """Make tables of the lines that are rows below a row of labels; all others stay lines.

    Args:
        lines: The lines.
        name: What tables are called in places, before their number.
    """
    n = tables = 0
    while n < len(lines):
        found = _table(lines, n, f"{name}{tables + 1}")
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
    cards = text_cards.read(lines, start, place)
    if cards:
        return cards
    for part in _PARTS:
        first, begin = _labels(lines, start, part)
        fewest = _FEWEST if part is _PARTS[-1] else 2
        if not fewest <= len(first) <= _MOST or columns_of(first) is None:
            continue
        heads = text_grid.labels(first, _below(lines, begin, part, first))
        rows, end = _rows(lines, begin + len(heads) - 1, part, heads[0])
        if rows:
            return text_grid.made([*heads, *rows], len(heads), place), end
    unknown = _unlabelled(lines, start, place)
    if unknown or not is_label(lines[start].text.strip(" 　|｜")):
        return unknown
    texts = [line.text for line in lines[start : start + _MOST_LINES]]
    alone = cell_lines.read(texts) or stroke_lines.read(texts)
    if not alone:
        return None
    return text_grid.made(alone.rows, 1, place, alone.unsure), start + alone.taken


def _below(
    lines: Sequence[Line], start: int, part: re.Pattern[str], labels: Sequence[str]
) -> list[list[str]]:
    """The rows below labels up to those of another table, each line by itself."""
    first, *rows = [_cells(line.text, part) for line in lines[start : start + _MOST]] or [[""]]
    return [first, *takewhile(lambda row: not _are_others(row, labels), rows)]


def _unlabelled(lines: Sequence[Line], start: int, place: str) -> tuple[Table, int] | None:
    """Read a table between tabs whose labels say nothing known: its columns must tell by their cells.

    Its labels are the first of its lines, so that lines that are none are looked at but once.
    """
    width = len(_cells(_whole(lines, start, _PARTS[0])[0], _PARTS[0]))
    above = len(_cells(lines[start - 1].text, _PARTS[0])) if start else 0
    if width < _FEWEST or above == width:
        return None
    rows: list[list[str]] = []
    end = start
    while end < min(len(lines), start + _MOST_LINES):
        text, behind = _whole(lines, end, _PARTS[0])
        cells = _cells(text, _PARTS[0])
        if len(cells) != width:
            break
        rows.append(cells)
        end = behind
    if any(columns_of(row) for row in rows[1:]):
        return None  # the labels are further below
    table = text_grid.made(rows, 1, place)
    return (table, end) if by_content(table, ()) else None


def _cells(text: str, part: re.Pattern[str]) -> list[str]:
    """A row's cells; strokes around the row part nothing."""
    words = text.strip(" 　\r\n")
    if part is _PARTS[1]:
        words = re.sub(r"^[|｜]|[|｜]$", "", words.strip())
    return [text_cards.unquoted(cell.strip()) for cell in part.split(words)]


def _labels(lines: Sequence[Line], start: int, part: re.Pattern[str]) -> tuple[list[str], int]:
    """The labels that begin in a line, and which line comes behind them.

    One of several lines may stand in quotation marks, or be cut where its cell has a line break: then
    the labels are as many as a numbered row below has cells, or most rows.
    """
    text, end = _whole(lines, start, part)
    first = [_one_line(cell) for cell in _cells(text, part)]
    if part is not _PARTS[0] or len(text) > _LONGEST_LABELS or end == len(lines):
        return first, end
    if len(_cells(lines[start + 1].text, part)) in {1, 2, len(first)}:
        return first, end
    made, cuts = _mended(
        first, [_cells(line.text, part) for line in lines[start + 1 : start + _MOST]]
    )
    return (made, start + 1 + cuts) if cuts else (first, end)


def _mended(labels: list[str], below: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Labels with those of the rows below that a line break cut off, and how many rows these are."""
    counted = [len(row) for row in below if row[0].isdecimal()]
    usual = max(counted, default=0) or mode(len(row) for row in below if len(row) > 1)
    if len(below[0]) == usual or len(labels) >= usual:
        return labels, 0
    made = labels
    for n, row in enumerate(below[:_MOST_CUTS], 1):
        made = [*made[:-1], f"{made[-1]}{row[0]}", *row[1:]]
        columns = columns_of(made) if len(made) == usual else None
        if columns and columns.roles and max(map(len, made)) <= _LONGEST_LABEL:
            return made, n
    return labels, 0


def _one_line(label: str) -> str:
    """A label without the line breaks that only lay it out."""
    return "".join(label.split("\n"))


def _rows(
    lines: Sequence[Line], start: int, part: re.Pattern[str], labels: Sequence[str]
) -> tuple[list[list[str]], int]:
    """The rows below the labels, and which line comes behind them.

    Other labels begin another table, and so does a chapter right above them.
    """
    rows: list[list[str]] = []
    n, width = start, len(labels)
    while n < len(lines):
        text, n = _whole(lines, n, part)
        cells = _cells(text, part)
        if _STROKES.fullmatch(text) and rows:
            continue
        if rows and (_are_others(cells, labels) or _begin_anew(cells, labels, rows)):
            above = len([*takewhile(lambda row: len(row) == 1, reversed(rows))])
            return rows[: len(rows) - above], n - 1 - above
        if rows and BELOW.search(text.strip()):
            return rows, n - 1
        if 1 < len(cells) < width:
            cells, n = _completed(lines, n, part, width, cells)
        rest = len(cells) == 1 and not _is_dated(lines, n)
        if rows and rest and len(rows[-1]) == width and _is_rest(rows[-1][-1], text):
            rows[-1] = [*rows[-1][:-1], f"{rows[-1][-1]}\n{cells[0]}"]
        elif len(cells) > 1:
            rows.append(cells[:width] if not any(cells[width:]) else cells)
        elif _goes_on(lines, n, part) and len(text.strip()) <= _LONGEST_BETWEEN:
            rows.append([text.strip()])
        else:
            return rows, n - 1
    return rows, n


def _are_others(cells: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether a row is one of labels, and not of those again that stand above."""
    if [*cells] == [*labels] or max(map(len, cells)) > _LONGEST_LABEL:
        return False
    columns = columns_of(cells)
    return bool(NUMBER.match(cells[0]) or (columns and columns.roles))


def _begin_anew(cells: Sequence[str], labels: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the same labels stand again below a chapter: they begin a table of that chapter's own."""
    return [*cells] == [*labels] and len(rows[-1]) == 1 and len(rows) > 1


def _completed(
    lines: Sequence[Line], n: int, part: re.Pattern[str], width: int, row: list[str]
) -> tuple[list[str], int]:
    """A row whose cells have several lines, put together; as it is where the lines below do not fit."""
    made, at = row, n
    while len(made) < width and at < min(len(lines), n + _MOST_IN_ROW):
        first, *more = _cells(lines[at].text, part)
        made = [*made[:-1], f"{made[-1]}\n{first}", *more]
        at += 1
    return (made, at) if len(made) == width else (row, n)


def _is_dated(lines: Sequence[Line], n: int) -> bool:
    """Whether a line is a date, so that the one above it is who signs."""
    words = lines[n].text.strip() if n < len(lines) else ""
    return len(words) <= _LONGEST_DATE and full_date(words) is not None


def _is_rest(cell: str, text: str) -> bool:
    """Whether a line goes on with the units that a row's last cell names."""
    if len(text.strip()) > _LONGEST_BETWEEN or numbers.leading(text):
        return False
    hanging = cell.endswith(("、", "，", ","))
    return hanging or (duties.names_units(cell) and duties.names_units(text))


def _whole(lines: Sequence[Line], n: int, part: re.Pattern[str]) -> tuple[str, int]:
    """A line, with those below it that a quotation mark in one of its cells takes in."""
    text, end = lines[n].text, n + 1
    opened = re.search(rf'(?:^|{part.pattern})"', text) is not None
    while opened and text.count('"') % 2 and end < min(len(lines), n + _MOST):
        text = f"{text}\n{lines[end].text}"
        end += 1
    return (lines[n].text, n + 1) if text.count('"') % 2 else (text, end)


def _goes_on(lines: Sequence[Line], n: int, part: re.Pattern[str]) -> bool:
    """Whether a row comes again, below further chapters at most."""
    for line in lines[n : n + _CHAPTERS]:
        if len(_cells(line.text, part)) > 1:
            return BELOW.search(line.text.strip()) is None
        if not numbers.leading(line.text):
            return False
    return False

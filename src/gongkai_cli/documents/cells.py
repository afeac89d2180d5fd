"""What stands in a workbook's cells: text that stays text, and how much room it takes."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from ..domain.answers import fit
from ..output.text import width

if TYPE_CHECKING:
    from collections.abc import Iterator

FONT, TITLE_FONT = "宋体", "黑体"
TYPE_SIZE = 10
HEADER_FILL = "DDE6F0"
DAY_FORMAT = "yyyy-mm-dd"
TALLEST = 409.0
"""The height of a row, in points, beyond which Excel goes no further."""
_LEADING, _MARGIN, _LETTER = 1.44, 6.0, 1.2
"""A line's height and a letter's width, in times of what 宋体 has: fonts that stand in for it need more."""
_ESCAPE = r"_(?=x[0-9A-Fa-f]{4}_)"
_RUNS = re.compile(r"([!-~]+ *)|[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]+|.", re.DOTALL)
"""Words and addresses, which are not broken if the next line has room; Chinese, which is; others."""


def cell_text(text: str) -> str:
    """What of a text goes into a cell: no control signs, no escape that a reader would undo."""
    return re.sub(_ESCAPE, "_x005F_", fit(text))


def put(cell: Any, text: str) -> None:
    """Put text into a cell so that it stays text, whatever it begins with."""
    cell.value = cell_text(text)
    cell.data_type = "s"
    cell.number_format = "@"


def line_count(text: str, columns: float) -> int:
    """How many lines a text takes in a cell that is some digits wide."""
    return sum(1 for _ in wrapped(text, columns))


def wrapped(text: str, columns: float) -> Iterator[tuple[str, bool]]:
    """Break a text into the lines that a cell shows.

    A Chinese sign is two columns, a letter a little over one, and none is cut at the edge; a word or an
    address goes to the next line where it does not fit any more, and is broken where it is longer than
    a line.

    Returns:
        Each line with whether the text itself ends it.
    """
    room = max(2, math.floor(columns) // 2 * 2)
    for paragraph in text.split("\n"):
        if len(paragraph) * 2 <= room:
            yield paragraph, True
            continue
        *lines, last = _broken(paragraph, room)
        yield from ((line, False) for line in lines)
        yield last, True


def _broken(paragraph: str, room: int) -> Iterator[str]:
    line, taken = "", 0.0
    for found in _RUNS.finditer(paragraph):
        piece = found.group()
        step = _LETTER if found[1] else width(piece[0])
        if found[1] and line and taken + step * len(piece.rstrip(" ")) > room:
            yield line
            line, taken = "", 0.0
        while piece:
            fits = int(max(0.0, room - taken) / step) if step else len(piece)
            if piece[fits:].strip(" "):
                yield line + piece[:fits]
                line, taken, piece = "", 0.0, piece[fits:]
            else:
                line, taken, piece = line + piece, taken + step * len(piece), ""
    yield line


def pieces(text: str, columns: float, lines: int) -> list[str]:
    """Part a text into pieces of at most some lines each; put together they are the text again."""
    parts, part, taken = [], "", 0
    for line, ended in wrapped(text, columns):
        if taken == lines:
            parts.append(part)
            part, taken = "", 0
        part += f"{line}\n" if ended else line
        taken += 1
    return [piece.removesuffix("\n") for piece in (*parts, part)]


def row_height(least: int, lines: int, size: int) -> float:
    """How high a row must be for some lines, in points; ``size`` is that of the type."""
    return max(least, lines) * (size * _LEADING) + _MARGIN


def most_lines(height: float, size: int) -> int:
    """How many lines a row of some height shows."""
    return math.floor((height - _MARGIN) / (size * _LEADING))

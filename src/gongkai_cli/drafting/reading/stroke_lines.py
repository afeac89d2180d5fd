"""A table copied with a stroke on its own line behind each cell; its column of numbers may have no label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..words.column_labels import columns_of, is_label
from .cell_lines import Read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STROKE = re.compile(r"[|｜]")
_FEWEST, _MOST = 3, 10


class _Cell(NamedTuple):
    """A cell's words, and which line comes behind its stroke."""

    text: str
    end: int


def read(texts: Sequence[str]) -> Read | None:
    """Read the table that begins with the first of some lines.

    Args:
        texts: The lines from the one that may be the first label on.

    Returns:
        The table; ``None`` where there is none.
    """
    if not is_label(texts[0].strip()) or not all(_is_stroke(text) for text in texts[1:6:2]):
        return None
    cells = list(_cells(texts))
    size = next((n for n, cell in enumerate(cells[:_MOST]) if not is_label(cell.text)), 0)
    labels = [cell.text for cell in cells[:size]]
    columns = columns_of(labels) if size >= _FEWEST else None
    if columns is None or not columns.roles:
        return None
    numbered = columns.number >= 0
    tasks = columns.number if numbered else len(columns.tasks)
    rows, taken = _rows(cells[size:], tasks, size - numbered)
    named = labels if numbered else [*labels[:tasks], "序号", *labels[tasks:]]
    return Read([named, *rows], taken) if len(rows) > 1 else None


def _is_stroke(text: str) -> bool:
    return _STROKE.fullmatch(text.strip()) is not None


def _cells(texts: Sequence[str]) -> Iterator[_Cell]:
    """The cells up to the last stroke; one may have several lines."""
    held: list[str] = []
    for n, text in enumerate(texts):
        if _is_stroke(text):
            yield _Cell("\n".join(held), n + 1)
            held = []
        elif text.strip():
            held.append(text.strip())


def _rows(cells: Sequence[_Cell], tasks: int, width: int) -> tuple[list[list[str]], int]:
    """Rows of a task, a number and the cells right of it; a task that goes on is left out."""
    rows: list[list[str]] = []
    at, taken = 0, 0
    while True:
        first = next((n for n in range(at, len(cells)) if cells[n].text == str(len(rows) + 1)), -1)
        behind = first + 1 + width - tasks
        if first < 0 or first - at > tasks or behind > len(cells):
            return rows, taken
        before = [cell.text for cell in cells[at:first]]
        padded = [*[""] * (tasks - len(before)), *before]
        rows.append([*padded, *(cell.text for cell in cells[first:behind])])
        at, taken = behind, cells[behind - 1].end

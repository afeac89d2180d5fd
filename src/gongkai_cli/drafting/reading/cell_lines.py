"""A table copied from a web page, with every cell on a line of its own: rows are told by their numbers."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ..words import dates, duties, numbers
from ..words.column_labels import columns_of
from ..words.web_page import BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..words.columns import Columns

_INTEGER = re.compile(r"\d{1,3}")
_LONGEST_LABEL, _LONGEST_NAME, _FEWEST, _MOST = 14, 4, 3, 12
_LONGEST_CELL = 8
"""How many lines a cell has at most on the whole, by which a row's end is told at the table's end."""
_OVER = {"责任分工", "职责分工", "分工", "任务分工", "责任落实"}
_CHAPTERS = {"chinese", "chinese bracket", "part"}


class _Row(NamedTuple):
    """A row's cells; ``unsure`` where its lines do not fit the columns one by one."""

    cells: list[str]
    unsure: bool = False


class Read(NamedTuple):
    """A table as read: its rows, the labels first; how many lines it took; rows of unsure columns."""

    rows: list[list[str]]
    taken: int
    unsure: tuple[int, ...] = ()


def read(texts: Sequence[str]) -> Read | None:
    """Read the table that begins with the first of some lines.

    Args:
        texts: The lines from the one that may be 序号 on.

    Returns:
        The table; ``None`` where there is none.
    """
    if _bare(texts[0]) not in {"序号", "编号"}:
        return None
    texts = [*takewhile(lambda text: not BELOW.search(text.strip()), texts)]
    size = next((n for n, text in enumerate(texts[: _MOST + 1]) if _is_begun(text)), 0)
    labels = _in_order([_bare(text) for text in texts[:size]])
    columns = columns_of(labels) if size >= _FEWEST else None
    if columns is None or not columns.roles or max(map(len, labels)) > _LONGEST_LABEL:
        return None
    first = next((n for n in range(size, len(texts)) if not _is_chapter(texts[n])), size)
    made, taken = _rows(texts, first, columns)
    rows = [labels, *([text] for text in texts[size:first]), *(row.cells for row in made)]
    unsure = tuple(n for n, row in enumerate(made, len(rows) - len(made)) if row.unsure)
    return Read(rows, taken, unsure) if len(made) > 1 else None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).strip("|｜")


def _is_number(text: str) -> bool:
    return _INTEGER.fullmatch(_bare(text)) is not None


def _in_order(labels: list[str]) -> list[str]:
    """Labels with those that stood below 责任分工, and so come last, in its place."""
    over = next((n for n, label in enumerate(labels) if label in _OVER), -1)
    below = [*takewhile(duties.role_of_label, reversed(labels))][::-1]
    if over < 0 or len(below) < 2:  # noqa: PLR2004
        return labels
    return [*labels[:over], *below, *labels[over + 1 : len(labels) - len(below)]]


def _is_begun(text: str) -> bool:
    """Whether the labels are over: a row's number, or a chapter."""
    return _is_number(text) or _is_chapter(text)


def _is_chapter(text: str) -> bool:
    found = numbers.leading(_bare(text))
    return found is not None and found[0].style in _CHAPTERS


def _rows(texts: Sequence[str], start: int, columns: Columns) -> tuple[list[_Row], int]:
    """Read rows: each begins with the number after the one before."""
    rows: list[_Row] = []
    at = start
    while at < len(texts) and _is_number(texts[at]):
        number = _bare(texts[at])
        behind = next(
            (n for n in range(at + 1, len(texts)) if _bare(texts[n]) == str(int(number) + 1)), 0
        )
        end = behind or _end(texts, at + 1, columns)
        made = list(_row(number, texts[at + 1 : end], columns))
        if not made:
            break
        rows += made
        at = end
        if not behind:
            break
    return rows, at


def _end(texts: Sequence[str], start: int, columns: Columns) -> int:
    """Where the last row ends: before a heading, or where all its cells are filled."""
    end = start
    filled, seen = 0, set[str]()
    while end < len(texts) and end - start < _LONGEST_CELL * columns.width:
        kind = _kind(texts[end], columns)
        words = _bare(texts[end])
        if words and "due" in seen and columns.due == columns.width - 1:
            break
        full = filled >= columns.width - 1 and "who" in seen
        if words and kind == "words" and (numbers.leading(words) or full):
            break
        filled += bool(words)
        seen.add(kind)
        end += 1
    return end


def _row(number: str, lines: Sequence[str], columns: Columns) -> Iterator[_Row]:
    """Put a row's lines into its columns, chapters behind it into rows of their own.

    A second requirement under one number is a row of its own too.
    """
    joined = "\n".join(lines)
    parted = [cell.strip() for cell in re.split("[|｜]", joined.rstrip(" \n|｜"))]
    whole = [line.strip() for line in lines if line.strip()]
    behind = list(takewhile(_is_chapter, reversed(whole)))
    whole = whole[: len(whole) - len(behind)]
    if len(parted) > 1:
        yield _Row([number, *parted, *[""] * columns.width][: columns.width])
        return
    if len(whole) == columns.width - 1:
        yield _Row([number, *whole])
    else:
        named = sum(_kind(line, columns) == "who" for line in whole[1:])
        made = [*_by_kind(number, whole, columns)]
        fits = named == len(made) * len(columns.roles)
        yield from (_Row(cells, not fits or _is_loose(cells[columns.text])) for cells in made)
    yield from (_Row([chapter]) for chapter in reversed(behind))


def _is_loose(text: str) -> bool:
    """Whether further lines of a requirement are no numbered points: they may be another one."""
    return not all(numbers.leading(line) for line in text.split("\n")[1:])


def _by_kind(number: str, lines: Sequence[str], columns: Columns) -> Iterator[list[str]]:
    """Tell by what lines are which column they belong to."""
    row = [number, *[""] * (columns.width - 1)]
    kinds = ["words", *(_kind(line, columns) for line in lines[1:])]
    size = next((n for n, kind in enumerate(kinds) if kind != "words"), len(lines))
    _begin(row, list(lines[:size]), columns)
    for line, kind in zip(lines[size:], kinds[size:], strict=False):
        told = any(row[n] for n, _ in columns.roles)
        spare = [n for n in columns.others if not row[n] and (n > columns.named.start) == told]
        at = _place(kind, row, columns)
        if kind == "words" and row[at] and spare:
            at = spare[0]
        elif kind == "words" and told:
            yield row
            row = [""] * columns.width
        row[at] = f"{row[at]}\n{line}".strip()
    yield row


def _begin(row: list[str], head: list[str], columns: Columns) -> None:
    """Put the lines before who answers into their columns: tasks, the requirement, a leader's name."""
    between = [n for n in columns.others if columns.text < n < columns.named.start]
    if between and len(head) > 1 and len(_bare(head[-1])) <= _LONGEST_NAME:
        row[between[-1]] = head.pop()
    tasks = columns.tasks[: max(len(head) - 1, 0)]
    for n, line in zip(tasks, head, strict=False):
        row[n] = line
    row[columns.text] = "\n".join(head[len(tasks) :])


def _place(kind: str, row: Sequence[str], columns: Columns) -> int:
    if kind == "due":
        return columns.due
    if kind == "who":
        free = [n for n, _ in columns.roles if not row[n]]
        return free[0] if free else columns.roles[-1][0]
    return columns.text


def _kind(line: str, columns: Columns) -> str:
    """Whether a line is a deadline, says who answers, or is words of another kind."""
    words = line.strip().strip("|｜")
    if columns.due >= 0 and len(words) <= _LONGEST_LABEL and dates.is_deadline(words):
        return "due"
    return "who" if not words.endswith("。") and duties.names_units(words) else "words"

"""What the columns of a plan's table hold, by what stands in them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from . import dates, duties
from .columns import Columns, is_labels, is_one_cell, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Cell, Table

NO_TEXT = re.compile(
    "背景|原因|由来|渠道|方式|平台|形式|备注|进展|依据|主体|对象|层级|领导|责任人|联系|代表|委员|提案者|提案人|提出|编号|案号|来源"
)
"""What labels say of columns that are no requirement."""
_IS_TEXT = re.compile(
    "(?:主要|具体|工作|重点|目标|整改|公开|推进|落实|改革)*(?:内容|措施|任务|举措|要求)[和及与、（(]"
)
"""How labels begin that are of requirements whatever follows: 主要内容和成果形式, 整改措施及分工."""
_FEWEST_ROWS, _SAMPLE, _MOST_OF = 3, 60, 0.7
"""From how many rows, at least and at most, and what part of its cells a column is told by content."""
_NOT_WHO = re.compile(
    "领导|责任人|联系|代表|委员|提案|提出|监督|督[办查导]|考核|验收|填报|报送|发布|公开|平台|渠道|对象|主管|审[批核]|来源|依据|地点|场[所地]|位置"
)
"""What labels say of units that do not answer for the row."""
_LONGEST_NAME, _LONGEST_WHEN, _TIMES, _MUCH = 20, 40, 3, 2
"""How long a task's name is at most, and how many times longer its requirement is."""


def is_no_text(label: str) -> bool:
    """Whether a label says that its column is no requirement."""
    return NO_TEXT.search(label) is not None and not is_text(label)


def is_text(label: str) -> bool:
    """Whether a label says that its column is the requirement, with whatever else stands in it."""
    return _IS_TEXT.match(label) is not None


def spelled_out(rows: Sequence[Sequence[Cell]], columns: Columns, labels: Sequence[str]) -> Columns:
    """Take for the requirement the column that spells out what the labels' one only names.

    整治内容 may hold 占道经营, and 整治标准 beside it the sentences.
    """
    names = _told(rows, columns.text)
    longer = [
        n
        for n in columns.others
        if n > columns.text and not is_no_text(labels[n]) and _spells_out(_told(rows, n), names)
    ]
    if not longer or any(n < longer[0] for n, _ in columns.roles):
        return columns
    others = tuple(n for n in columns.others if n != longer[0])
    return columns._replace(tasks=(*columns.tasks, columns.text), text=longer[0], others=others)


def _spells_out(told: Sequence[str], names: Sequence[str]) -> bool:
    """Whether cells are sentences and those beside them names of a few signs."""
    if (
        not told
        or len(told) < len(names)
        or max(map(len, names), default=_LONGEST_NAME + 1) > _LONGEST_NAME
    ):
        return False
    return sum(map(len, told)) >= _TIMES * sum(map(len, names))


def longer(rows: Sequence[Sequence[Cell]], columns: Columns) -> list[int]:
    """The columns beside requirements of a few signs that hold much longer words: they may be these."""
    size = _mean(_told(rows, columns.text))
    if size > _LONGEST_NAME:
        return []
    return [n for n in columns.others if _mean(_told(rows, n)) >= _MUCH * max(size, 1)]


def _mean(told: Sequence[str]) -> float:
    return sum(map(len, told)) / len(told) if told else 0


def by_content(table: Table, known: Sequence[str]) -> Columns | None:
    """Tell what columns hold by what stands below labels that say nothing known.

    Returns:
        The columns; ``None`` where none names units, or the first row is none of labels.  A column
        whose cells end with an assignment is that of the requirements.
    """
    first, *rows = table.rows or ((),)
    rows = [row for row in rows if len(row) == len(first) and not is_one_cell(row)]
    if len(rows) < _FEWEST_ROWS or not is_labels(first) or is_one_cell(first):
        return None
    columns = [_told(rows, n) for n in range(len(first))]
    who = [n for n, told in enumerate(columns) if _mostly(told, partial(_is_who, known=known))]
    when = [n for n, told in enumerate(columns) if _mostly(told, _is_when)]
    counted = [n for n, told in enumerate(columns) if _mostly(told, str.isdecimal)]
    taken = {*who, *when, *counted}
    free = [n for n in range(len(first)) if n not in taken and columns[n]]
    stated = [n for n in free if _mostly(columns[n], _assigns)]
    if not (who or stated) or not free or any(_is_who(words(first[n]), known) for n in who):
        return None
    text = max(stated or free, key=lambda n: (_mean(columns[n]), n))
    tasks = tuple(n for n in free if n < text)
    roles = tuple((n, words(first[n])) for n in who)
    number, due = (counted or [-1])[0], (when or [-1])[0]
    known_columns = {number, due, text, *tasks, *who}
    others = tuple(n for n in range(len(first)) if n not in known_columns)
    return Columns(number, tasks, text, roles, due, others, len(first))


def named_besides(table: Table, head: int, columns: Columns, known: Sequence[str]) -> Columns:
    """Take among the columns of who answers those in which units stand under another label: 责任站所."""
    named = [
        (n, _role_label(words(table.rows[head - 1][n])))
        for n in columns.others
        if not _NOT_WHO.search(words(table.rows[head - 1][n]))
        and _mostly(_told(table.rows[head:], n), partial(_is_who, known=known), _FEWEST_ROWS)
    ]
    taken = {n for n, _ in named}
    others = tuple(n for n in columns.others if n not in taken)
    return columns._replace(roles=tuple(sorted([*columns.roles, *named])), others=others)


def _role_label(label: str) -> str:
    """A label, by a known one where it only begins like one: 牵头支部."""
    begun = re.match("(?P<lead>牵头|主办|主责)|配合|协办|协助|参与|参加|会办", label)
    if not begun or duties.role_of_label(label):
        return label
    return "牵头单位" if begun["lead"] else "配合单位"


def dated_besides(table: Table, head: int, columns: Columns) -> Columns:
    """Take for the deadlines, where no label speaks of them, a column in which they stand: 备注, 要求.

    Where that was taken for the requirement, the narrowest task is it.
    """
    if columns.due >= 0:
        return columns
    rows, tasks = table.rows[head:], columns.tasks
    if tasks and _mostly(_told(rows, columns.text), _is_when):
        return columns._replace(tasks=tasks[:-1], text=tasks[-1], due=columns.text)
    due = next((n for n in columns.others if _mostly(_told(rows, n), _is_when, _FEWEST_ROWS)), -1)
    others = tuple(n for n in columns.others if n != due)
    return columns._replace(due=due, others=others)


def _told(rows: Sequence[Sequence[Cell]], n: int) -> list[str]:
    """What the cells of a column say, of the first rows that are no chapters."""
    cells = (row[n] for row in rows[:_SAMPLE] if n < len(row) and not is_one_cell(row))
    return [words(cell) for cell in cells if words(cell)]


def _mostly(told: Sequence[str], fits: Callable[[str], bool], fewest: int = 1) -> bool:
    return len(told) >= fewest and sum(map(fits, told)) >= _MOST_OF * len(told)


def _is_when(text: str) -> bool:
    return len(text) <= _LONGEST_WHEN and dates.is_deadline(text)


def _is_who(text: str, known: Sequence[str]) -> bool:
    return len(text) > 1 and duties.names_units(text, known) and not _assigns(text)


def _assigns(text: str) -> bool:
    """Whether a line of a cell says something, and at its end who answers for it."""
    parts = (duties.split_bracket(line) for line in text.split("\n"))
    return any(part and part[0].strip() for part in parts)

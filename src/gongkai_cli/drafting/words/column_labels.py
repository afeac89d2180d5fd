"""What the columns of a plan's table hold, by their labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import duties
from .column_contents import NO_TEXT, is_no_text, is_text, spelled_out
from .columns import Columns, is_labels, is_one_cell, label, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell, Table

NUMBER = re.compile("^(?:序号|编号|序|项目编号|任务编号|号)+$")
_TASK = re.compile(
    "任务|事项|项目|重点|工作内容|主要工作|类别|领域|指标|目标|主题|标题|题目|案由|建议$|提案$|名称|内容|问题"
)
_PROBLEM = re.compile("隐患|短板|不足|现状|表现|情况")
"""What a column before the requirement tells of, for which something is to be done."""
_TEXT = re.compile("具体|要点|要求|措施|举措|细化|内容|分工$|分解")
_WHO = re.compile("(?:公开|实施|发布|承办|落实)主体$")
_DUE = re.compile("时限|时间|期限|进度要求|完成日期|节点|时间表")
_NO_END = re.compile("启动|开始|起始|开工|交办|下达|签收|立项|受理|实际")
"""What times tell that are not those until when something is to be done."""
_SHORT_LABEL = 8
MOST_LABELS = 4
"""How many rows of labels a table has at most."""


def is_label(text: str) -> bool:
    """Whether a text is short and says what a column holds."""
    told = (NUMBER, _TASK, _TEXT, _WHO, _DUE, NO_TEXT)
    if not 1 < len(text) <= _SHORT_LABEL:
        return False
    return any(pattern.search(text) for pattern in told) or _names_units(text)


def header(table: Table) -> tuple[int, Columns | None]:
    """Find the rows of labels, and what the columns under them hold.

    Returns:
        How many rows are labels, and the columns; ``None`` where the table is none of tasks.
    """
    for count in range(1, min(len(table.rows), MOST_LABELS) + 1):
        rows = table.rows[:count]
        if not is_labels(rows[-1]) or is_one_cell(rows[0]):
            break
        columns = columns_of(_labels(rows))
        if columns and not _goes_on(table, count):
            return count, spelled_out(table.rows[count:], columns, _labels(rows))
    return 0, None


def lead_rows(table: Table) -> int:
    """How many rows stand above the labels; 0 where no row is one of labels."""
    for n in range(min(len(table.rows), MOST_LABELS + 1)):
        if header(table._replace(rows=table.rows[n:]))[1]:
            return n
        if len({words(cell) for cell in table.rows[n]}) > 2:  # noqa: PLR2004
            break
    return 0


def _goes_on(table: Table, count: int) -> bool:
    """Whether the next row is one of labels too: cells of this one reach down into it."""
    if count >= len(table.rows):
        return False
    above, row = table.rows[count - 1], table.rows[count]
    down = [
        a.text == b.text and b.merged and bool(a.text.strip())
        for a, b in zip(above, row, strict=False)
    ]
    return any(down) and is_labels(row)


def _labels(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """A column's label: what stands above it in all rows of labels, each word once.

    Where the lowest row says itself who answers, what stands over it adds nothing: 责任分工 over 配合单位.
    """
    columns = [[label(cell) for cell in column] for column in zip(*rows, strict=False)]
    return [
        column[-1]
        if duties.role_of_label(column[-1]) is not None
        else "".join(dict.fromkeys(column))
        for column in columns
    ]


def columns_of(labels: Sequence[str]) -> Columns | None:
    """Tell what columns hold by their labels; ``None`` where there is no requirement among them."""
    number = next((n for n, label in enumerate(labels) if NUMBER.match(label)), -1)
    roles = tuple((n, label) for n, label in enumerate(labels) if _names_units(label))
    taken = {number, *(n for n, _ in roles)}
    dated = [
        n
        for n, label in enumerate(labels)
        if n not in taken and _DUE.search(label) and not is_text(label)
    ]
    ends = [n for n in dated if not _NO_END.search(labels[n])]
    due = (ends or dated or [-1])[0]
    free = [
        (n, label)
        for n, label in enumerate(labels)
        if n not in {*taken, due} and not is_no_text(label)
    ]
    text = _text_column(free)
    if text < 0 and roles and (number >= 0 or due >= 0):
        text = max((n for n, label in free if label and n < roles[0][0]), default=-1)
    if text < 0 or not (roles or number >= 0 or due >= 0):
        return None
    tasks = tuple(
        n for n, label in free if n < text and (_TASK.search(label) or _PROBLEM.search(label))
    )
    known = {*taken, due, text, *tasks}
    others = tuple(n for n in range(len(labels)) if n not in known)
    return Columns(number, tasks, text, roles, due, others, len(labels))


def _names_units(label: str) -> bool:
    told = duties.role_of_label(label) is not None or _WHO.search(label) is not None
    return told and not is_text(label)


def _text_column(free: Sequence[tuple[int, str]]) -> int:
    """The requirement: the column that says so, else the narrowest of those that name a task."""
    told = [n for n, label in free if is_text(label)] or [
        n for n, label in free if _TEXT.search(label)
    ]
    named = [n for n, label in free if _TASK.search(label)]
    return (told or named or [-1])[-1]

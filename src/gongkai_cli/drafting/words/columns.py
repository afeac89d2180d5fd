"""What the columns of a plan's table hold, by their labels."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from . import dates, duties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Cell, Table

NUMBER = re.compile("^(?:序号|编号|序|项目编号|任务编号|号)+$")
_TASK = re.compile(
    "任务|事项|项目|重点|工作内容|主要工作|类别|领域|指标|目标|主题|标题|题目|案由|建议$|提案$|名称|内容|问题"
)
_PROBLEM = re.compile("隐患|短板|不足|现状|表现|情况")
"""What a column before the requirement tells of, for which something is to be done."""
_TEXT = re.compile("具体|要求|措施|举措|细化|内容|分工$|分解")
_NO_TEXT = re.compile(
    "渠道|方式|平台|形式|备注|进展|依据|主体|对象|层级|领导|责任人|联系|代表|委员|提案者|提案人|提出|编号|案号|来源"
)
_WHO = re.compile("(?:公开|实施|发布|承办|落实)主体$")
_DUE = re.compile("时限|时间|期限|进度要求|完成日期|节点|时间表")
_FEWEST_ROWS, _SAMPLE, _MOST_OF = 3, 60, 0.7
"""From how many rows, at least and at most, and what part of its cells a column is told by content."""
_NOT_WHO = re.compile(
    "领导|责任人|联系|代表|委员|提案|提出|监督|督[办查导]|考核|验收|填报|报送|发布|公开|平台|渠道|对象|主管|审[批核]|来源|依据"
)
"""What labels say of units that do not answer for the row."""
_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
_LONGEST_LABEL, _SHORT_LABEL = 14, 8
_LONGEST_NAME, _TIMES = 12, 3
"""How long a task's name is at most, and how many times longer its requirement is."""
MOST_LABELS = 4
"""How many rows of labels a table has at most."""


class Columns(NamedTuple):
    """Which columns of a table hold what; ``-1`` for none.

    Attributes:
        number: The row's number.
        tasks: The tasks, from the widest to the narrowest; a heading for the requirement.
        text: The requirement.
        roles: Who answers: pairs of a column and its label.
        due: Until when.
        others: All further columns.
        width: How many columns there are.
    """

    number: int
    tasks: tuple[int, ...]
    text: int
    roles: tuple[tuple[int, str], ...]
    due: int
    others: tuple[int, ...]
    width: int

    @property
    def named(self) -> range:
        """The columns from the first to the last one that says who answers."""
        places = [n for n, _ in self.roles]
        return range(min(places), max(places) + 1) if places else range(0)

    @property
    def beside(self) -> tuple[int, ...]:
        """The columns that are neither requirement nor assignment, in their order."""
        return tuple(sorted({self.due, *self.others} - {-1, *self.named}))


def is_label(text: str) -> bool:
    """Whether a text is short and says what a column holds."""
    told = (NUMBER, _TASK, _TEXT, _WHO, _DUE, _NO_TEXT)
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
        if not _is_labels(rows[-1]) or is_one_cell(rows[0]):
            break
        columns = columns_of(_labels(rows))
        if columns and not _goes_on(table, count):
            return count, _spelled_out(table.rows[count:], columns, _labels(rows))
    return 0, None


def _spelled_out(
    rows: Sequence[Sequence[Cell]], columns: Columns, labels: Sequence[str]
) -> Columns:
    """Take for the requirement the column that spells out what the labels' one only names.

    整治内容 may hold 占道经营, and 整治标准 beside it the sentences.
    """
    names = _told(rows, columns.text)
    longer = [
        n
        for n in columns.others
        if n > columns.text
        and not _NO_TEXT.search(labels[n])
        and _spells_out(_told(rows, n), names)
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


def by_content(table: Table, known: Sequence[str]) -> Columns | None:
    """Tell what columns hold by what stands below labels that say nothing known.

    Returns:
        The columns; ``None`` where none names units, or the first row is none of labels.
    """
    first, *rows = table.rows or ((),)
    rows = [row for row in rows if len(row) == len(first) and not is_one_cell(row)]
    if len(rows) < _FEWEST_ROWS or not _is_labels(first) or is_one_cell(first):
        return None
    columns = [_told(rows, n) for n in range(len(first))]
    who = [n for n, told in enumerate(columns) if _mostly(told, partial(_is_who, known=known))]
    when = [n for n, told in enumerate(columns) if _mostly(told, dates.is_deadline)]
    counted = [n for n, told in enumerate(columns) if _mostly(told, str.isdecimal)]
    taken = {*who, *when, *counted}
    free = [n for n in range(len(first)) if n not in taken and columns[n]]
    if not who or not free or any(_is_who(words(first[n]), known) for n in who):
        return None
    text = max(free, key=lambda n: (sum(map(len, columns[n])) / len(columns[n]), n))
    tasks = tuple(n for n in free if n < text)
    roles = tuple((n, words(first[n])) for n in who)
    number, due = (counted or [-1])[0], (when or [-1])[0]
    known_columns = {number, due, text, *tasks, *who}
    others = tuple(n for n in range(len(first)) if n not in known_columns)
    return Columns(number, tasks, text, roles, due, others, len(first))


def named_besides(table: Table, head: int, columns: Columns, known: Sequence[str]) -> Columns:
    """Take among the columns of who answers those in which units stand under another label: 责任站所."""
    named = [
        (n, words(table.rows[head - 1][n]))
        for n in columns.others
        if not _NOT_WHO.search(words(table.rows[head - 1][n]))
        and _mostly(_told(table.rows[head:], n), partial(_is_who, known=known), _FEWEST_ROWS)
    ]
    taken = {n for n, _ in named}
    others = tuple(n for n in columns.others if n not in taken)
    return columns._replace(roles=tuple(sorted([*columns.roles, *named])), others=others)


def dated_besides(table: Table, head: int, columns: Columns) -> Columns:
    """Take for the deadlines, where no label speaks of them, a column in which they stand: 备注, 要求.

    Where that was taken for the requirement, the narrowest task is it.
    """
    if columns.due >= 0:
        return columns
    rows, tasks = table.rows[head:], columns.tasks
    if tasks and _mostly(_told(rows, columns.text), dates.is_deadline):
        return columns._replace(tasks=tasks[:-1], text=tasks[-1], due=columns.text)
    due = next(
        (n for n in columns.others if _mostly(_told(rows, n), dates.is_deadline, _FEWEST_ROWS)), -1
    )
    others = tuple(n for n in columns.others if n != due)
    return columns._replace(due=due, others=others)


def _told(rows: Sequence[Sequence[Cell]], n: int) -> list[str]:
    """What the cells of a column say, of the first rows that are no chapters."""
    cells = (row[n] for row in rows[:_SAMPLE] if n < len(row) and not is_one_cell(row))
    return [words(cell) for cell in cells if words(cell)]


def _mostly(told: Sequence[str], fits: Callable[[str], bool], fewest: int = 1) -> bool:
    return len(told) >= fewest and sum(map(fits, told)) >= _MOST_OF * len(told)


def _is_who(text: str, known: Sequence[str]) -> bool:
    return len(text) > 1 and duties.names_units(text, known)


def lead_rows(table: Table) -> int:
    """How many rows stand above the labels; 0 where no row is one of labels."""
    for n in range(min(len(table.rows), MOST_LABELS + 1)):
        if header(table._replace(rows=table.rows[n:]))[1]:
            return n
        if len({words(cell) for cell in table.rows[n]}) > 2:  # noqa: PLR2004
            break
    return 0


def words(cell: Cell) -> str:
    """A cell's words without the blanks and breaks that only lay them out."""
    return re.sub(r"\s+", " " if cell.text.isascii() else "", cell.text).strip()


def _goes_on(table: Table, count: int) -> bool:
    """Whether the next row is one of labels too: cells of this one reach down into it."""
    if count >= len(table.rows):
        return False
    above, row = table.rows[count - 1], table.rows[count]
    down = [
        a.text == b.text and b.merged and bool(a.text.strip())
        for a, b in zip(above, row, strict=False)
    ]
    return any(down) and _is_labels(row)


def is_one_cell(row: Sequence[Cell]) -> bool:
    """Whether a row is a single cell: a title or a chapter."""
    return len(row) > 1 and all(cell.merged for cell in row[1:])


def _is_labels(row: Sequence[Cell]) -> bool:
    labels = [_ASIDE.sub("", words(cell)) for cell in row]
    return all(len(label) <= _LONGEST_LABEL for label in labels) and any(labels)


def _labels(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """A column's label: what stands above it in all rows of labels, each word once.

    Where the lowest row says itself who answers, what stands over it adds nothing: 责任分工 over 配合单位.
    """
    columns = [[words(cell) for cell in column] for column in zip(*rows, strict=False)]
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
    dated = (n for n, label in enumerate(labels) if n not in taken and _DUE.search(label))
    due = next(dated, -1)
    free = [
        (n, label)
        for n, label in enumerate(labels)
        if n not in {*taken, due} and not _NO_TEXT.search(label)
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
    return duties.role_of_label(label) is not None or bool(_WHO.search(label))


def _text_column(free: Sequence[tuple[int, str]]) -> int:
    """The requirement: the column that says so, else the narrowest of those that name a task."""
    told = [n for n, label in free if _TEXT.search(label)]
    named = [n for n, label in free if _TASK.search(label)]
    return (told or named or [-1])[-1]

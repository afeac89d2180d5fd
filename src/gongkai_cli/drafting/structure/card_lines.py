"""Cards written as lines, a label and its value in each: 【事项名称】……, 责任科室：……."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..model import Cell, Line, Table
from ..words import numbers
from ..words.column_labels import NUMBER, columns_of, is_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Block

_LABEL = "[\u4e00-\u9fff（）()、/及和]{2,12}"
_LINE = re.compile(
    rf"(?:[—–-]{{1,2}}\s*)?[【\[〔]\s*(?P<boxed>{_LABEL})\s*[】\]〕]\s*[：:]?\s*(?P<value>.*)"
    rf"|(?:[—–-]{{1,2}}\s*)?(?P<label>{_LABEL})\s*[：:]\s*(?P<told>.*)"
    rf"|(?P<spaced>{_LABEL})\s+(?P<behind>\S.*)",
    re.DOTALL,
)
_BEGINS = re.compile("任务|事项|项目|工作|内容|措施|案由|建议|提案|标题|题目|名称")
"""What a card's first label speaks of, where it is no number."""
_FEWEST, _MOST_LINES = 3, 40
"""How many labels a card has at least, and how many lines at most."""
_CHAPTERS = {"chinese", "chinese bracket", "part", "node"}


class _Labelled(NamedTuple):
    """A line that is a label and its value; ``printed`` is the label with its box or colon."""

    label: str
    printed: str
    value: str
    place: str


def carded(blocks: Sequence[Block]) -> list[Block]:
    """Make a table, of a row of labels and a row of values, of every card that is written as lines.

    There are several of them, that begin with the same label.
    """
    told = [_labelled(block) for block in blocks]
    count = Counter(line.label for line in told if line)
    lines = [line if line and count[line.label] > 1 else None for line in told]
    first = _first_label(blocks, lines)
    if not first:
        return [*blocks]
    made: list[Block] = []
    n = 0
    while n < len(blocks):
        card, end = _card(blocks, lines, n, first)
        if card:
            made.append(_table(card))
            n = end
        else:
            made.append(blocks[n])
            n += 1
    return made


def _labelled(block: Block) -> _Labelled | None:
    """A line as label and value; ``None`` for any other."""
    found = _LINE.fullmatch(block.text.strip()) if isinstance(block, Line) else None
    if not found or not isinstance(block, Line) or block.number or block.level:
        return None
    if found["spaced"] and not is_label(found["spaced"]):
        return None
    label = found["boxed"] or found["label"] or found["spaced"]
    value = (found["value"] or found["told"] or found["behind"] or "").strip()
    printed = found[0][: len(found[0].rstrip()) - len(value)].strip()
    return _Labelled(label, printed, value, block.place)


def _first_label(blocks: Sequence[Block], lines: Sequence[_Labelled | None]) -> str:
    """The label with which cards begin; empty where there are none.

    Below numbered lines, each of which has labelled lines of its own, they are no cards.
    """
    begun: Counter[str] = Counter()
    for n, told in enumerate(lines):
        if told is None or (n and lines[n - 1] and told.label not in begun):
            continue
        counts = NUMBER.match(told.label) is not None
        if counts or (_BEGINS.search(told.label) and not (n and _is_counted(blocks[n - 1]))):
            begun[told.label] += 1
    for label in (label for label, count in begun.items() if count > 1):
        cards = [_card(blocks, lines, n, label)[0] for n in range(len(blocks))]
        if sum(map(bool, cards)) > 1:
            return label
    return ""


def _card(
    blocks: Sequence[Block], lines: Sequence[_Labelled | None], start: int, first: str
) -> tuple[list[_Labelled], int]:
    """The card that begins at a block, and which one comes behind it; none where there is none."""
    begins = lines[start]
    if begins is None or begins.label != first:
        return [], start
    rows, end = [begins], start + 1
    for n in range(start + 1, min(len(blocks), start + _MOST_LINES)):
        told, block = lines[n], blocks[n]
        if told and told.label not in {row.label for row in rows}:
            more = [b.text.strip() for b in blocks[end:n] if isinstance(b, Line)]
            rows[-1] = rows[-1]._replace(value="\n".join([rows[-1].value, *more]))
            rows.append(told)
            end = n + 1
        elif told or not isinstance(block, Line) or _is_chapter(block):
            break
    columns = columns_of([row.label for row in rows]) if len(rows) >= _FEWEST else None
    return (rows, end) if columns and columns.roles else ([], start)


def _is_counted(block: Block) -> bool:
    """Whether a line has a number, or is one."""
    if not isinstance(block, Line):
        return False
    return bool(block.number or numbers.leading(block.text) or numbers.alone(block.text))


def _is_chapter(line: Line) -> bool:
    found = numbers.leading(line.text)
    return bool(line.level or line.number or (found and found[0].style in _CHAPTERS))


def _table(card: Sequence[_Labelled]) -> Table:
    """A row of labels and a row of values."""
    labels = tuple(Cell(row.printed, row.place) for row in card)
    values = tuple(Cell(row.value, row.place) for row in card)
    return Table((labels, values), card[0].place)

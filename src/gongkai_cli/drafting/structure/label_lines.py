"""Labels on lines of their own, each with its value on the line below: 责任单位 | 县司法局."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..model import Line
from ..words.duty_words import is_duty_label, is_person_label
from ..words.unit_names import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Block

_OTHER = re.compile(
    "(?:督查|督办|交办|具体|主要|工作|重点){0,2}(?:事项|任务|内容|要求|措施|目标)(?:名称)?|序号|编号|备注"
)
"""What labels say beside who answers and until when."""
_DIGITS = re.compile(r"\s*\d{1,3}\s*")


def with_values(blocks: Sequence[Block]) -> list[Block]:
    """Join each such label with the line below it, by a blank.

    A label comes several times in the document; below one of a table's column stands another label.
    A line above it that is nothing but a number is its number.
    """
    labels = [_label(block) for block in blocks]
    count = Counter(filter(None, labels))
    if not any(is_duty_label(label) and times > 1 for label, times in count.items()):
        return [*blocks]
    made: list[Block] = []
    pending: Line | None = None
    for block, label in zip(blocks, labels, strict=True):
        if pending and not label and isinstance(block, Line):
            made[-1] = _joined(pending, block)
            pending = None
        elif label and count[label] > 1 and isinstance(block, Line):
            pending = _counted(made, block)
            made.append(pending)
        else:
            made.append(block)
            pending = None
    return made


def _label(block: Block) -> str:
    """The label that a line is; empty for any other block."""
    if not isinstance(block, Line) or block.number or block.level:
        return ""
    words = squeeze(block.text)
    is_one = is_duty_label(words) or is_person_label(words) or _OTHER.fullmatch(words)
    return words if is_one else ""


def _counted(made: list[Block], label: Line) -> Line:
    """A label with the number that stands on the line above it, which is taken off what was made."""
    before = made[-1] if made else None
    if not isinstance(before, Line) or before.number or not _DIGITS.fullmatch(before.text):
        return label
    made.pop()
    return label._replace(number=before.text.strip(), place=before.place)


def _joined(label: Line, value: Line) -> Line:
    return label._replace(text=f"{squeeze(label.text)} {value.text.strip()}")

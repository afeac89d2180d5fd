"""Labels with which every requirement of a document begins: 工作任务：, 事项内容：."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..words.column_labels import is_label
from .chapters import lead_sentence
from .sketch import walk

if TYPE_CHECKING:
    from .sketch import SectionSketch

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,8})(?:\s*(?P<colon>[：:])|\s)(?=\s*\S)")
_PART = 0.5
"""What part of the items at least begins with a label that is no part of the requirement."""


def take_labels(sections: list[SectionSketch]) -> None:
    """Put a label that most requirements begin with beside them; that of a single one is its words."""
    items = [item for item, _ in walk(sections)]
    begun = [(item, found) for item in items if (found := _label(item.text))]
    count = Counter(found[0] for _, found in begun)
    for item, found in begun:
        if count[found[0]] > 1 and count[found[0]] >= _PART * len(items):
            item.text = item.text[found.end() :].lstrip()
            item.between.insert(0, found[0].strip())
            if item.title == lead_sentence(found[0] + item.text):
                item.title = lead_sentence(item.text)


def _label(text: str) -> re.Match[str] | None:
    """The label that a text begins with, behind which a colon stands, or a blank where it is a known one."""
    found = _LABEL.match(text)
    return found if found and (found["colon"] or is_label(found["label"])) else None

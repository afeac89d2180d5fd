"""A text as a ``Source``: lines that hold words; in Markdown also headings and tables.

``第n行`` counts all lines, as an editor does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Line, Source
from . import markdown, refused, text_tables, unseen
from .remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Block

_MOST_SIGNS = 10_000_000
_TABBED = re.compile(r"\S.*\t|\t.*\S.*\t")  # an empty cell before or behind others counts
_ENDS = re.compile("\r\n|\r|\n")


def read(text: str, *, marked: bool = False) -> Source:
    """Read a text.

    Raises:
        InvalidData: It holds no words, or too many.
    """
    if len(text) > _MOST_SIGNS:
        raise refused.too_large("有一千多万字")
    remarks = Remarks()
    lines = list(_lines(text, remarks))
    if marked:
        lines = [line._replace(text=line.text.strip()) for line in lines]
    found: tuple[Block, ...] = tuple((markdown if marked else text_tables).blocks(lines))
    if not found:
        raise refused.no_words()
    return Source(found, remarks.sentences)


def _lines(text: str, remarks: Remarks) -> Iterator[Line]:
    """Yield the lines that hold words; what breaks a line within is no line to an editor."""
    for n, line in enumerate(_ENDS.split(text), 1):
        place = f"第{n}行"
        if unseen.count(line):
            remarks.add("unseen", place)
        for part in unseen.cleaned(line).split("\n"):
            if part.strip():
                words = part.strip(" \u3000") if _TABBED.search(part) else part.strip()
                yield Line(words, place, indented=part[0].isspace())

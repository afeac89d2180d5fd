"""Parts a paragraph in which a whole list was pasted without its line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Line
from ..words import duties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Block

_CN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"(?:^|(?<=[。；;）)\s]))(?:[（(][{_CN}]{{1,3}}[）)]|[{_CN}]{{1,3}}、|\d{{1,3}}[.．、](?!\d))"
)
_SHORTEST, _FEWEST = 80, 2


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give every numbered requirement of a run-on paragraph a line of its own.

    A paragraph is taken for one where at least two stretches from one number to the next end with
    an assignment; numbers inside a requirement part nothing.
    """
    for block in blocks:
        if isinstance(block, Line) and len(block.text) >= _SHORTEST:
            yield from _lines(block)
        else:
            yield block


def _lines(line: Line) -> Iterator[Line]:
    starts = [found.start() for found in _NUMBER.finditer(line.text)]
    parts = [
        line.text[start:end].strip()
        for start, end in zip([0, *starts], [*starts, len(line.text)], strict=True)
    ]
    assigned = sum(duties.split_bracket(part) is not None for part in parts[1:])
    if assigned < _FEWEST:
        yield line
        return
    first, *more = filter(None, parts)
    yield line._replace(text=first)
    yield from (Line(part, line.place) for part in more)

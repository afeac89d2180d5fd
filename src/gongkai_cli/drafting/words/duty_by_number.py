"""Lines that say by their numbers who answers for items: 第6、8项由学生处牵头；第7项由后勤处负责."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...domain.names import narrow
from . import duties, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Duties

_NUMBERS = re.compile(
    r"第\s*(?P<numbers>\d{1,3}(?:\s*(?:项|条)?\s*[、,至到—–~-]+\s*第?\s*\d{1,3})*)\s*(?:项|条)(?:任务|工作|措施|事项)?[:,]?"
)
_SPAN = re.compile(r"(\d{1,3})\s*(?:项|条)?\s*[至到—–~-]+\s*第?\s*(\d{1,3})|(\d{1,3})")
_EDGES = " 　;；。，,\n"


class Numbered(NamedTuple):
    """Who answers for the items with some numbers, and the words that say it."""

    numbers: tuple[int, ...]
    text: str
    meaning: Duties


def by_number(text: str, known: Sequence[str] = ()) -> list[Numbered]:
    """Read a line that assigns items by their numbers; empty for any other line."""
    counted = numbers.leading(text)
    words = text.strip()
    if counted and not _NUMBERS.match(narrow(words)):
        words = counted[1]
    flat = narrow(words)
    found = [*_NUMBERS.finditer(flat)]
    if not found or found[0].start() or len(flat) != len(words):
        return []
    stops = [*(one.start() for one in found[1:]), len(flat)]
    told = [
        Numbered(tuple(_numbers(one["numbers"])), words[one.start() : stop].strip(_EDGES), meaning)
        for one, stop in zip(found, stops, strict=True)
        if (meaning := duties.parse(words[one.end() : stop].strip(_EDGES), known))
    ]
    return told if len(told) == len(found) and all(one.meaning.names for one in told) else []


def _numbers(text: str) -> Iterator[int]:
    """The numbers that words like 1、3至5 mean."""
    for first, last, single in _SPAN.findall(text):
        yield from range(int(first), int(last) + 1) if first else (int(single),)

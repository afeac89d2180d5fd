"""Ids of a draft's items: the paths of their numbers, as short as they tell items apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...domain.names import joined_numbers, number_path
from .sketch import ItemSketch, SectionSketch, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

_Placed = tuple[ItemSketch, tuple[SectionSketch, ...]]


def give_ids(sections: list[SectionSketch]) -> None:
    """Give every item its id: 二、（三）1.（1） is ``3.1.1`` where all items stand below 二、.

    An item whose numbers do not tell it apart gets a further number, and a doubt.
    """
    placed = list(walk(sections))
    shared = _shared(placed)
    for item, above in placed:
        item.id = _path(item, above[shared:]) or _path(item, above) or "1"
    taken = Counter(item.id for item, _ in placed)
    seen: Counter[str] = Counter()
    used = set(taken)
    for item, _ in placed:
        seen[item.id] += 1
        if taken[item.id] > 1:
            _tell_apart(item, seen[item.id], used)


def _tell_apart(item: ItemSketch, n: int, used: set[str]) -> None:
    wanted = f"{item.id}.{n}"
    while wanted in used:
        n += 1
        wanted = f"{item.id}.{n}"
    used.add(wanted)
    if item.number:
        item.doubts.append(f"原文序号与别的事项重复，编号暂记为 {wanted}。")
    item.id = wanted


def _shared(placed: Sequence[_Placed]) -> int:
    """How many headings stand above all items: they tell none apart."""
    if not placed:
        return 0
    first = placed[0][1]
    depth = 0
    while depth < len(first) - 1 and all(
        len(above) > depth + 1 and above[depth] is first[depth] for _, above in placed
    ):
        depth += 1
    return _useful(placed, depth)


def _useful(placed: Sequence[_Placed], depth: int) -> int:
    """Leave a heading where an item would otherwise have no number at all."""
    while depth and any(not _path(item, above[depth:]) for item, above in placed):
        depth -= 1
    return depth


def _path(item: ItemSketch, above: Sequence[SectionSketch]) -> str:
    numbers = [section.number for section in above if section.number]
    own = "" if item.within and item.within == (numbers or [""])[-1] else item.within or item.number
    path = number_path(joined_numbers([*numbers, own]))
    return f"{path}.{item.part}" if item.part and path else path

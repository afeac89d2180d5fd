"""Which item of one plan is which item of another: known by what it says, never by its number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from .names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from .plan import Item

    Grams = frozenset[str]

ALIKE = 0.5
"""How alike two requirements must be: half of all pairs of neighbouring signs are common.

No two items of the shipped plan come above 0.36 or hold more than half of each other; a requirement that
is carried over into the next year's plan with other years, units or a further sentence stays above.
"""
_ALIKE_BY_TITLE = 0.3
"""The same where both items have one title."""
_WITHIN = 0.75
"""What it counts that the shorter text stands wholly in the longer one."""
_TELLING = 12
"""So many pairs of signs a text must have before it tells anything that it stands in another."""
_PART = 0.5
"""How much of a text must come from another one for it to be a part of it."""
_TITLE, _CHAPTER, _ASSIGNED = 0.1, 0.05, 0.02
_CANDIDATES = 12
_WORK, _LEAST_WORK = 10_000_000, 3_000
_SAME_TITLES = 8
_YEAR = re.compile(r"20[0-9]{2}年")


class Match(NamedTuple):
    """An item of each plan, by their places in the plans, and how alike they are, from 0 to 1."""

    old: int
    new: int
    likeness: float


class Matching(NamedTuple):
    """What belongs together.

    ``merged`` leads from an old item without a match to the new one that took it in, ``split`` from
    a new item without a match to the old one that it was a part of.
    """

    matches: tuple[Match, ...]
    merged: Mapping[int, int]
    split: Mapping[int, int]


def match(old: Sequence[Item], new: Sequence[Item]) -> Matching:
    """Match the items of two plans, each with at most one: equal texts first, then the most alike."""
    same = list(_same_words(old, new))
    left = _grams(old, {pair[0] for pair in same})
    right = _grams(new, {pair[1] for pair in same})
    near = _candidates(left, right, (old, new))
    alike = list(_best(near, old, new))
    matches = sorted([*(Match(*pair, 1.0) for pair in same), *alike])
    partners = {one.old: one.new for one in alike}
    parts = [(one.old, one.new) for one in near]
    split = _parts(((n, o) for o, n in parts), right, left, partners)
    merged = _parts(parts, left, right, {n: o for o, n in partners.items()})
    return Matching(tuple(matches), merged, split)


# -- equal texts -----------------------------------------------------------------------------------

_KEYS: tuple[Callable[[Item], Hashable], ...] = (
    lambda item: (item.digest, item.title, item.path, item.assigned),
    lambda item: (item.digest, item.title, item.assigned),
    lambda item: (item.digest, item.title),
    lambda item: (item.digest, item.assigned),
    lambda item: item.digest,
)
"""What equal texts are told apart by where there are several, the surest first."""


def _same_words(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[int, int]]:
    left, right = [*range(len(old))], [*range(len(new))]
    for key in _KEYS:
        known = _sorted_by(key, new, right)
        pairs = [
            pair
            for word, places in _sorted_by(key, old, left).items()
            for pair in zip(places, known.get(word, ()), strict=False)
        ]
        yield from pairs
        gone, taken = {o for o, _ in pairs}, {n for _, n in pairs}
        left = [n for n in left if n not in gone]
        right = [n for n in right if n not in taken]


def _sorted_by(
    key: Callable[[Item], Hashable], items: Sequence[Item], places: Iterable[int]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for n in places:
        found[key(items[n])].append(n)
    return found


# -- similar texts ---------------------------------------------------------------------------------


def _grams(items: Sequence[Item], done: set[int]) -> dict[int, Grams]:
    """The pairs of neighbouring signs of every text that is still open; each pair is kept once."""
    known: dict[str, str] = {}
    return {
        n: frozenset(known.setdefault(gram, gram) for gram in grams(item.text))
        for n, item in enumerate(items)
        if n not in done
    }


def grams(text: str) -> set[str]:
    """The pairs of neighbouring signs in a text; blanks, punctuation and the year do not count."""
    signs = "".join(sign for sign in _YEAR.sub("年", plain(text)) if sign.isalnum())
    return {signs[n : n + 2] for n in range(max(len(signs) - 1, 1))} - {""}


def likeness(one: Grams | set[str], other: Grams | set[str]) -> float:
    """How alike two texts are, from 0 to 1, by their pairs of signs.

    It is the share of what they have in common (Dice), or, where one may have been lengthened into
    the other, three quarters of the share of the shorter that stands in the longer.
    """
    if not one or not other:
        return 0.0
    common, least = len(one & other), min(len(one), len(other))
    within = _WITHIN * common / least if least >= _TELLING else 0.0
    return max(2 * common / (len(one) + len(other)), within)


def _candidates(
    left: Mapping[int, Grams],
    right: Mapping[int, Grams],
    plans: tuple[Sequence[Item], Sequence[Item]],
) -> list[Match]:
    """The pairs that are worth a look: asked from both sides, so that neither plan is preferred."""
    rarity = Counter(gram for texts in (left, right) for known in texts.values() for gram in known)
    pairs = set(_nearest(left, right, rarity))
    pairs.update((o, n) for n, o in _nearest(right, left, rarity))
    pairs.update(_same_titles(left, right, plans))
    return [Match(o, n, likeness(left[o], right[n])) for o, n in sorted(pairs)]


def _nearest(
    asking: Mapping[int, Grams], known: Mapping[int, Grams], rarity: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Find for each text those that share most of its rarest pairs of signs.

    How many are looked up for one text is bounded, so that the whole takes time in proportion to
    the number of texts; in plans of up to a few hundred items everything is looked up.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for n, text in known.items():
        for gram in text:
            index[gram].append(n)
    work = max(_LEAST_WORK, _WORK // (len(asking) or 1))
    for one, text in asking.items():
        shared: Counter[int] = Counter()
        left = work
        for gram in sorted(text & index.keys(), key=lambda gram: (rarity[gram], gram)):
            left -= len(index[gram])
            if left < 0 and shared:
                break
            shared.update(index[gram])
        for other, _ in shared.most_common(_CANDIDATES):
            yield one, other


def _same_titles(
    left: Iterable[int], right: Iterable[int], plans: tuple[Sequence[Item], Sequence[Item]]
) -> Iterator[tuple[int, int]]:
    known = _sorted_by(_title, plans[1], right)
    for title, places in _sorted_by(_title, plans[0], left).items():
        others = known.get(title, [])
        if max(len(places), len(others)) <= _SAME_TITLES:
            yield from product(places, others)


def _title(item: Item) -> str:
    return item.title


def _best(near: Iterable[Match], old: Sequence[Item], new: Sequence[Item]) -> Iterator[Match]:
    """Take the most alike first; title, chapter, assignment and order decide between equals."""
    alike = [one for one in near if _may_be_one(one, old[one.old], new[one.new])]
    alike.sort(key=lambda one: (-_rank(one, old[one.old], new[one.new]), *_apart(one)))
    gone: set[int] = set()
    taken: set[int] = set()
    for one in alike:
        if one.old not in gone and one.new not in taken:
            gone.add(one.old)
            taken.add(one.new)
            yield one


def _may_be_one(one: Match, old: Item, new: Item) -> bool:
    return one.likeness >= (_ALIKE_BY_TITLE if old.title == new.title else ALIKE)


def _rank(one: Match, old: Item, new: Item) -> float:
    return (
        one.likeness
        + _TITLE * (old.title == new.title)
        + _CHAPTER * (old.path[:1] == new.path[:1])
        + _ASSIGNED * (old.assigned == new.assigned)
    )


def _apart(one: Match) -> tuple[int, int, int]:
    """How far two items stand apart, told so that it does not matter which plan is the older."""
    return abs(one.old - one.new), min(one.old, one.new), max(one.old, one.new)


# -- texts that were cut in two or put together ----------------------------------------------------


def _parts(
    near: Iterable[tuple[int, int]],
    lone: Mapping[int, Grams],
    whole: Mapping[int, Grams],
    partners: Mapping[int, int],
) -> dict[int, int]:
    """Find for texts without a match the text that they are, or were, a part of.

    Args:
        near: Pairs of one of ``lone`` and one of ``whole``.
        lone: One plan's open texts.
        whole: The other plan's.
        partners: The matches, from ``whole`` to ``lone``.
    """
    matched = set(partners.values())
    found: dict[int, tuple[float, int]] = {}
    for part, other in near:
        if part in matched or other not in partners or len(lone[part]) < _TELLING // 2:
            continue
        moved = lone[part] & (whole[other] - lone[partners[other]])
        share = len(moved) / len(lone[part])
        if share >= _PART and (share, -other) > found.get(part, (0.0, 0)):
            found[part] = share, -other
    return {part: -other for part, (_, other) in found.items()}

"""Where two long sequences differ: anchored at what each holds once, so that time grows with their length."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL = 1_000_000
"""How many pairs of elements are still matched exactly where nothing anchors them."""
_DEEPEST = 40


class Run(NamedTuple):
    """A stretch of one sequence, from ``start`` to ``stop``, and what stands for it in the other."""

    start: int
    stop: int
    other_start: int
    other_stop: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left on either side."""
        return self.start == self.stop and self.other_start == self.other_stop

    @property
    def is_one_sided(self) -> bool:
        """Whether something is left on one side at most."""
        return self.start == self.stop or self.other_start == self.other_stop


def differences(one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    """Yield the runs in which two sequences differ, in order; either side of a run may be empty."""
    yield from _within(one, other, Run(0, len(one), 0, len(other)), 0)


def _within(one: Sequence[str], other: Sequence[str], run: Run, depth: int) -> Iterator[Run]:
    run = _trimmed(one, other, run)
    if run.is_one_sided:
        if not run.is_empty:
            yield run
        return
    anchors = _anchors(one, other, run) if depth < _DEEPEST else []
    if not anchors:
        yield from _matched(one, other, run)
        return
    at, other_at = run.start, run.other_start
    for here, there in [*anchors, (run.stop, run.other_stop)]:
        yield from _within(one, other, Run(at, here, other_at, there), depth + 1)
        at, other_at = here + 1, there + 1


def _trimmed(one: Sequence[str], other: Sequence[str], run: Run) -> Run:
    """Leave out what is alike at both ends."""
    start, stop, other_start, other_stop = run
    while start < stop and other_start < other_stop and one[start] == other[other_start]:
        start, other_start = start + 1, other_start + 1
    while start < stop and other_start < other_stop and one[stop - 1] == other[other_stop - 1]:
        stop, other_stop = stop - 1, other_stop - 1
    return Run(start, stop, other_start, other_stop)


def _anchors(one: Sequence[str], other: Sequence[str], run: Run) -> list[tuple[int, int]]:
    """Pair what occurs just once on either side: the longest row of pairs that stand in one order."""
    here = _once(one, run.start, run.stop)
    there = _once(other, run.other_start, run.other_stop)
    return _rising([(at, there[element]) for element, at in here.items() if element in there])


def _once(sequence: Sequence[str], start: int, stop: int) -> dict[str, int]:
    counts = Counter(sequence[start:stop])
    return {sequence[at]: at for at in range(start, stop) if counts[sequence[at]] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs, sorted by their first, whose second ones rise."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for n, (_, second) in enumerate(pairs):
        at = bisect_left(ends, second)
        before.append(tails[at - 1] if at else -1)
        ends[at : at + 1] = [second]
        tails[at : at + 1] = [n]
    chosen: list[tuple[int, int]] = []
    n = tails[-1] if tails else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]


def _matched(one: Sequence[str], other: Sequence[str], run: Run) -> Iterator[Run]:
    """Match exactly; where that would take too long, what occurs often anchors nothing."""
    left, right = one[run.start : run.stop], other[run.other_start : run.other_stop]
    matcher = SequenceMatcher(None, left, right, autojunk=len(left) * len(right) > _SMALL)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            start, there = run.start, run.other_start
            yield Run(start + i1, start + i2, there + j1, there + j2)

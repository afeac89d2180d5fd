"""What became of a text: the words that went and those that came, in runs that a person can read."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FINE = re.compile(r"[0-9A-Za-z]+|.", re.DOTALL)
"""A Chinese sign is a word of its own; a year or an English word is never cut."""
_COARSE = re.compile(r"[^，。；：、！？,;\n]+|.", re.DOTALL)
_MOST = 4_000_000
"""Up to this many pairs of words two texts are compared word by word, else clause by clause."""
_CRUMB = 2
"""So few signs that stayed between two changes only make them hard to read."""
_FURTHEST = 200
_STOPS = "，。；：、！？,;\n"


class Op(StrEnum):
    """What became of a piece of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Piece(NamedTuple):
    """A piece of text that stayed, went or came."""

    op: Op
    text: str


class _Step(NamedTuple):
    """Words that went and came in one place, and those that stay behind it."""

    old: str
    new: str
    kept: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word.

    Returns:
        Pieces in reading order, none empty; in one place what went stands before what came.  What
        stayed and went is the old text, what stayed and came is the new one.
    """
    steps = _settled(_merged(_steps(old, new)))
    made = [
        Piece(op, text)
        for step in steps
        for op, text in zip((Op.DELETE, Op.INSERT, Op.EQUAL), step, strict=True)
        if text
    ]
    return tuple(made)


def _steps(old: str, new: str) -> list[_Step]:
    """Cut both texts where they begin and end to agree; the first step may only keep words."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    start, end = _at_words(old, new, start, end)
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    steps = [_Step("", "", old[:start]), *middle]
    last = steps[-1]
    return [*steps[:-1], last._replace(kept=last.kept + old[len(old) - end :])]


def _shared(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _at_words(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """Move two cuts outwards until neither is inside a number or an English word."""
    while start and any(_joined(text[start - 1 : start + 1]) for text in (old, new)):
        start -= 1
    while end and any(_joined(text[-end - 1 :][:2]) for text in (old, new)):
        end -= 1
    return start, end


def _joined(signs: str) -> bool:
    return len(signs) > 1 and signs.isascii() and signs.isalnum()


def _middle(old: str, new: str) -> list[_Step]:
    if not (old and new):
        return [_Step(old, new, "")] if old or new else []
    for pattern in (_FINE, _COARSE):
        one, other = pattern.findall(old), pattern.findall(new)
        if len(one) * len(other) <= _MOST:
            return list(_compared(one, other))
    return [_Step(old, new, "")]


def _compared(one: Sequence[str], other: Sequence[str]) -> Iterator[_Step]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [(0, 0, 0), *matcher.get_matching_blocks()]
    for (a, b, size), (next_a, next_b, next_size) in pairwise(blocks):
        went, came = one[a + size : next_a], other[b + size : next_b]
        kept = one[next_a : next_a + next_size]
        yield _Step("".join(went), "".join(came), "".join(kept))


def _merged(steps: Sequence[_Step]) -> list[_Step]:
    """Let changes that only a sign or two keep apart be one change."""
    made: list[_Step] = []
    for step in steps:
        last = made[-1] if made else None
        if last and (last.old or last.new) and (step.old or step.new) and _is_crumb(last.kept):
            went, came = last.old + last.kept + step.old, last.new + last.kept + step.new
            made[-1] = _Step(went, came, step.kept)
        elif last and not (step.old or step.new):
            made[-1] = last._replace(kept=last.kept + step.kept)
        else:
            made.append(step)
    return made


def _is_crumb(text: str) -> bool:
    return len(text) <= _CRUMB


def _settled(steps: Sequence[_Step]) -> list[_Step]:
    """Let words that only went or only came stand as whole clauses where they could as well."""
    made = list(steps)
    for n in range(1, len(made)):
        step = made[n]
        if bool(step.old) == bool(step.new):
            continue
        before, run, after = _slid(made[n - 1].kept, step.old or step.new, step.kept)
        if (n == 1 or not _is_crumb(before)) and (n == len(made) - 1 or not _is_crumb(after)):
            made[n - 1] = made[n - 1]._replace(kept=before)
            made[n] = _Step(run if step.old else "", run if step.new else "", after)
    return made


def _slid(before: str, run: str, after: str) -> tuple[str, str, str]:
    """Of all places where a run could stand as well, take one that begins and ends a clause."""
    whole, size = before + run + after, len(run)
    first = len(before) - min(_shared((before + run)[::-1], before[::-1]), _FURTHEST)
    last = len(before) + min(_shared(run + after, after), _FURTHEST)

    def rank(at: int) -> tuple[bool, bool, bool, bool]:
        begins = at == 0 or whole[at - 1] in _STOPS
        ends = whole[at + size - 1] in _STOPS
        return not _splits(whole, at, size), begins, ends, at == len(before)

    best = max(range(first, last + 1), key=rank)
    return whole[:best], whole[best : best + size], whole[best + size :]


def _splits(whole: str, at: int, size: int) -> bool:
    """Whether a cut would fall inside a number or an English word."""
    return any(_joined(whole[max(cut - 1, 0) : cut + 1]) for cut in (at, at + size) if cut)

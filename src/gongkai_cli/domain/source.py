"""Proof that a plan holds its source document: every character accounted for, both ways."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from .alignment import differences
from .names import narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .findings import Loc

_TOKEN = re.compile(r"[^，。；：、！？“”《》〔〕,.;:()]+|.")
_FINE = 4000
_BRACKETS = set("()（）[]【】〔〕")
_STOPS = set("。；;.")


class Missing(NamedTuple):
    """Words of the source that the plan does not hold where they belong; counted from 1."""

    line: int
    column: int
    text: str


class Extra(NamedTuple):
    """Words of the plan's verbatim fields that the source does not have there."""

    loc: Loc
    offset: int
    text: str


class Coverage(NamedTuple):
    """How a plan and its source agree; sizes in characters, blanks aside."""

    source_size: int
    plan_size: int
    missing: tuple[Missing, ...]
    extra: tuple[Extra, ...]

    @property
    def source_held(self) -> int:
        """How many characters of the source stand in the plan."""
        return self.source_size - sum(_size(run.text) for run in self.missing)

    @property
    def plan_printed(self) -> int:
        """How many characters of the plan's verbatim fields stand in the source."""
        return self.plan_size - sum(_size(run.text) for run in self.extra)


class _Stream(NamedTuple):
    """Text without blanks and width; ``origin[n]`` tells which piece and offset sign n is from."""

    text: str
    origin: list[tuple[int, int]]


def compare(words: Sequence[tuple[Loc, str]], source: str) -> Coverage:
    """Hold a plan's verbatim words against its source document.

    Args:
        words: The plan's verbatim words in document order (``schema.verbatim``).
        source: The document's text.
    """
    lines = source.splitlines()
    there = _stream(lines)
    here = _stream([text for _, text in words])
    missing: list[Missing] = []
    extra: list[Extra] = []
    for source_run, plan_run in _differences(there.text, here.text):
        lost, more = source_run, plan_run
        if _is_assignment(here, words, plan_run):
            lost, more = _unbracketed(there, here, source_run, plan_run)
        for line, offset, text in _pieces(there, lines, lost):
            missing.append(Missing(line + 1, offset + 1, text))
        for piece, offset, text in _pieces(here, [text for _, text in words], more):
            extra.append(Extra(words[piece][0], offset, text))
    _settle_moved_numbers(missing, extra)
    return Coverage(len(there.text), len(here.text), tuple(missing), tuple(extra))


def _settle_moved_numbers(missing: list[Missing], extra: list[Extra]) -> None:
    """A number that stands beside its item rather than its heading is there, not missing.

    In a table the 序号 of a row comes before a heading that spans several rows.
    """
    for run in [run for run in extra if run.loc[-1:] == ("number",)]:
        found = next((lost for lost in missing if lost.text == run.text), None)
        if found:
            missing.remove(found)
            extra.remove(run)


def _is_assignment(here: _Stream, words: Sequence[tuple[Loc, str]], run: range) -> bool:
    """Whether a run of the plan's words, or what stands before an empty one, stands in brackets."""
    near = range(run.start, run.stop) if run else range(max(run.start - 1, 0), run.start)
    pieces = {here.origin[n][0] for n in near}
    return bool(pieces) and all(_is_bracketed(*words[piece]) for piece in pieces)


def _is_bracketed(loc: Loc, text: str) -> bool:
    """Whether words are an assignment, or a deadline in brackets that stands beside an item."""
    return loc[-1:] == ("assigned",) or ("others" in loc and text[:1] == "（")


def _unbracketed(
    there: _Stream, here: _Stream, source_run: range, plan_run: range
) -> tuple[range, range]:
    """Leave out the brackets around an assignment, and the stop behind it, in which texts differ.

    The document may have other brackets there, or none, as in the cells of a table, or other words.
    """
    if not set(_cut(here, plan_run)) <= _BRACKETS:
        return source_run, plan_run
    signs = "".join(_BRACKETS | _STOPS if plan_run else _STOPS)
    source = _cut(there, source_run)
    start = source_run.start + len(source) - len(source.lstrip(signs))
    behind = len(source) - len(source.rstrip(signs)) if plan_run else 0
    stop = max(start, source_run.stop - behind)
    return range(start, stop), plan_run[:0]


def _cut(stream: _Stream, run: range) -> str:
    return stream.text[run.start : run.stop]


def _size(text: str) -> int:
    return len("".join(text.split()))


def _stream(pieces: Sequence[str]) -> _Stream:
    signs: list[str] = []
    origin: list[tuple[int, int]] = []
    for n, piece in enumerate(pieces):
        for offset, sign in enumerate(narrow(piece)):
            if not sign.isspace() and sign != "\ufeff":
                signs.append(sign)
                origin.append((n, offset))
    return _Stream("".join(signs), origin)


def _differences(one: str, other: str) -> Iterator[tuple[range, range]]:
    """Yield the runs in which two texts differ; either side of a pair may be empty."""
    if one == other:
        return
    left, right = _tokens(one), _tokens(other)
    for i1, i2, j1, j2 in differences([t for _, t in left], [t for _, t in right]):
        yield from _fine(one, other, _span(left, i1, i2), _span(right, j1, j2))


def _tokens(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _TOKEN.finditer(text)]


def _span(tokens: list[tuple[int, str]], first: int, last: int) -> range:
    if first == last:
        at = tokens[first - 1][0] + len(tokens[first - 1][1]) if first else 0
        return range(at, at)
    start, token = tokens[last - 1]
    return range(tokens[first][0], start + len(token))


def _fine(one: str, other: str, a: range, b: range) -> Iterator[tuple[range, range]]:
    """Narrow a pair of runs down to the signs that differ, where the runs are short enough."""
    if not a or not b or len(a) * len(b) > _FINE * _FINE:
        yield a, b
        return
    matcher = SequenceMatcher(None, one[a.start : a.stop], other[b.start : b.stop], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield range(a.start + i1, a.start + i2), range(b.start + j1, b.start + j2)


def _pieces(stream: _Stream, texts: Sequence[str], run: range) -> Iterator[tuple[int, int, str]]:
    """Cut a run at the borders of the pieces it came from: (piece, offset, text as it stands)."""
    start = 0
    origins = stream.origin[run.start : run.stop]
    for n in range(1, len(origins) + 1):
        if n == len(origins) or origins[n][0] != origins[start][0]:
            piece, first = origins[start]
            yield piece, first, texts[piece][first : origins[n - 1][1] + 1]
            start = n

"""Parts a paragraph that assigns several things: 发布目录。（办公室负责）更新指南。（法规科负责）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import narrow
from . import duties
from .duty_scan import OPENERS, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STOPS = frozenset("。；;")
_BLANK = " \t\n　"
_PASSED = f"。；;{_BLANK}"
_CLOSERS = "）)】〕]"
_LONGEST = 200
_POINT = re.compile("[①-⑳]")
_SHORTEST = 6
"""How many signs a requirement has at least; what is shorter goes with its neighbour."""


def clauses(words: str, known: Sequence[str] = ()) -> list[str]:
    """Part a paragraph behind every bracket that says who answers for what stands before it.

    Args:
        words: The paragraph, without its number.
        known: Names of units that are known from elsewhere.

    Returns:
        Its parts verbatim, in order; the paragraph alone where it assigns but one thing.
    """
    parts: list[str] = []
    start = 0
    for end in _ends(words, known):
        if len(words[start:end].strip(_BLANK)) >= _SHORTEST:
            parts.append(words[start:end])
            start = end
    rest = words[start:]
    if parts and not rest.strip(_PASSED + _CLOSERS):  # …（办公室））
        parts[-1] += rest
    elif parts:
        parts.append(rest)
    return parts or [words]


def _ends(words: str, known: Sequence[str]) -> Iterator[int]:
    """Where an assignment in brackets ends together with the stop behind it."""
    flat = narrow(words)
    last = 0
    for opener, closer in sorted(pairs(flat)[0].items()):
        if opener < last or closer - opener > _LONGEST:
            continue
        last = closer
        end = _behind(words, closer + 1)
        numbered = _POINT.match(words, end) is not None
        stops = (words[:opener].rstrip(_BLANK)[-1:], words[closer + 1 : end].strip(_BLANK)[:1])
        goes_on = end < len(words) and flat[end] not in OPENERS
        inner = words[opener + 1 : closer]
        if goes_on and (
            _assigns(inner, known, *stops) or (numbered and duties.names_units(inner, known))
        ):
            yield end


def _behind(words: str, at: int) -> int:
    """Go on over blanks and stops."""
    while at < len(words) and words[at] in _PASSED:
        at += 1
    return at


def _assigns(inner: str, known: Sequence[str], before: str, behind: str) -> bool:
    """Whether a bracket says who answers: behind a stop by its names, before one by a role word."""
    if not duties.names_units(inner, known):
        return False
    return before in _STOPS or (bool(behind) and duties.says_role(inner, known))

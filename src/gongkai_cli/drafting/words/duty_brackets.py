"""Finds the assignment at the end of a paragraph: a bracket, several, or a label without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import narrow
from .duty_scan import CLOSERS, OPENERS, find_labels, pairs
from .duty_words import verbs, with_colons

if TYPE_CHECKING:
    from collections.abc import Callable

_CLAUSES = re.compile("[。；;！!？?，,]")
"""What no line has that is only a unit's name, with another name of it in brackets."""
_END = " \t\n。;；.，,"
_CLOSE = re.compile(r"。(?=.)", re.DOTALL)
_REACH = 2000


def split_end(
    text: str, assigns: Callable[[str, str], bool], dates: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Part a paragraph from the assignment at its end.

    Args:
        text: The paragraph.
        assigns: Whether words are an assignment, and what stands before them.
        dates: Whether words are a deadline.

    Returns:
        The text before, and the assignment verbatim; ``None`` where there is none.
    """
    flat = narrow(with_colons(text))
    end = len(text.rstrip(_END))
    mates, lone = pairs(flat[:end])
    if end > 1 and end - 1 in lone and flat[end - 1] == flat[end - 2] in CLOSERS:  # （办公室））
        end -= 1
    labelled = _labelled(flat, end, assigns)
    inside = _bracketed(text, end, mates, assigns, dates)
    if inside and (labelled is None or inside[0] <= labelled or _within(mates, labelled)):
        opener, first, last = inside
        before = text[:opener].rstrip()
        alone = before and not _CLAUSES.search(before) and assigns(before, "")
        roles = verbs(flat[first:last]) or any(find_labels(flat[first:last]))
        other_name = alone and not roles
        return None if other_name else (before, text[first:last])
    if labelled is not None and not _within(mates, labelled):
        boxed = _boxed_before(text, flat, labelled)
        start = _lone_before(flat, labelled, lone) if boxed == labelled else boxed
        return text[:start].rstrip(), text[boxed:end]
    return _unclosed(text, end, lone, assigns)


def split_deadline(text: str, dates: Callable[[str], bool]) -> tuple[str, str] | None:
    """Part a paragraph from a bracket, or a label, at its end that tells a deadline and nothing else."""
    end = len(text.rstrip(_END))
    flat = narrow(with_colons(text))
    mates = pairs(flat[:end])[0]
    opener = {closer: opener for opener, closer in mates.items()}.get(end - 1, -1)
    words = text[opener + 1 : end - 1]
    if opener > 0 and dates(words):
        return text[:opener].rstrip(), words
    for at in (label.start for label in find_labels(flat) if label.due and label.start):
        if not _torn(flat, at) and not _within(mates, at) and dates(text[at:end]):
            start = _boxed_before(text, flat, at)
            return text[:start].rstrip(), text[start:end]
    return None


def _within(mates: dict[int, int], at: int) -> bool:
    return any(opener < at < closer for opener, closer in mates.items())


def _lone_before(flat: str, at: int, lone: list[int]) -> int:
    """Where an opening bracket without a mate stands right before, begin at it."""
    before = len(flat[:at].rstrip()) - 1
    return before if before in lone and flat[before] in OPENERS else at


def _boxed_before(text: str, flat: str, at: int) -> int:
    """Where a label stands in a box, begin at that."""
    boxed = at and flat[at - 1] == " " and not text[at - 1].isspace()
    return at - 1 if boxed else at


def _labelled(flat: str, end: int, assigns: Callable[[str, str], bool]) -> int | None:
    """Find the first of the labels that end a paragraph: …。牵头单位：甲。配合单位：乙。"""
    start: int | None = None
    stop = end
    for label in reversed([one for one in find_labels(flat) if one.end <= end]):
        between = flat[label.end : stop].rstrip(_END)
        if len(between) > _REACH or _CLOSE.search(between) or _torn(flat, label.start):
            break
        if assigns(flat[label.start : stop], "") or (start is not None and label.due):
            start = label.start
        stop = label.start
    return start


def _torn(flat: str, at: int) -> bool:
    """Whether a label begins in the middle of a clause."""
    before = flat[at - 1 : at] if at else " "
    return not before.isspace() and before not in f"。;,、:!?{OPENERS}{CLOSERS}"


def _bracketed(
    text: str,
    end: int,
    mates: dict[int, int],
    assigns: Callable[[str, str], bool],
    dates: Callable[[str], bool],
) -> tuple[int, int, int] | None:
    """Find the brackets at the end, from the last to the first that belongs to them.

    Returns:
        Where the first begins, where the words in it begin, and where those in the last end.
    """
    openers = {closer: opener for opener, closer in mates.items()}
    at, last, found, dated = end, end, None, None
    while at - 1 in openers:
        opener = openers[at - 1]
        inner = text[opener + 1 : at - 1]
        if assigns(inner, text[:opener]):
            found = opener
        elif not dates(inner) or _of_sentence(text, opener, at, last):
            break
        dated = last = opener
        at = _back(text, opener)
    if found is None or dated is None:
        return None
    return dated, dated + 1, end - 1


def _of_sentence(text: str, opener: int, end: int, then: int) -> bool:
    """Whether a bracket stands before its sentence's full stop: 公开债务信息（按月发布）。（债务科负责）."""
    return "。" in text[end:then] and not text[:opener].rstrip().endswith("。")


def _back(text: str, at: int) -> int:
    """Go back over blanks and full stops."""
    while at and text[at - 1] in _END:
        at -= 1
    return at


def _unclosed(
    text: str, end: int, lone: list[int], assigns: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    """Read a bracket that was opened and never closed."""
    opened = [at for at in lone if text[at] in "(（[［〔【{｛"]
    if not opened or end - opened[-1] > _REACH:
        return None
    words = text[opened[-1] + 1 : end]
    return (text[: opened[-1]].rstrip(), words) if assigns(words, "") else None

"""Labels of who answers, or until when, that stand among other words and were not read as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words import dates, duties
from ..words.duty_sentence import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .sketch import SectionSketch


def tell_unread(sections: Sequence[SectionSketch], known: Sequence[str]) -> None:
    """Doubt every label with units or a deadline behind it in words that are no assignment.

    Args:
        sections: The draft; chapters without tasks are not looked at.
        known: Names of units that are known.
    """
    for section in (below for one in sections for below in one.all_sections):
        if any(section.all_items):
            read = [section.heading] if duties.named(section.duties) else []
            dated = bool(section.duties and section.duties.due)
            for words in (section.heading, *section.paragraphs):
                found = () if words in read else _unread(words, known, dated=dated)
                section.doubts += map(_told, found)
        for item in section.items:
            for words in (item.text, *item.between, *item.others):
                found = _unread(words, known, dated=item.due is not None)
                item.doubts += [_told(label) for label in found if label not in str(item.doubts)]


def _told(words: str) -> str:
    return f"“{words}”没有当作分工或期限登记，请核对。"


def _unread(words: str, known: Sequence[str], *, dated: bool) -> Iterator[str]:
    """The labels in a text with what they announce; a deadline counts where none was read."""
    for label, told in labelled(words):
        read = (
            dates.is_deadline(told) and not dated if label.due else duties.names_units(told, known)
        )
        if read and not label.persons:
            yield words[label.start : label.end] + told

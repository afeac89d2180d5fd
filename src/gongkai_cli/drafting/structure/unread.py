"""Labels of who answers, or until when, that stand among other words and were not read as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..words import dates, duties
from ..words.duty_sentence import labelled
from ..words.duty_words import at_colon, is_duty_label
from ..words.unit_names import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Line
    from .sketch import SectionSketch


_MONTH = re.compile("月")
_SENTENCE = re.compile("[。；;]")
_OPENERS = "（(【[〔 　"
_DONE, _SENT = re.compile("完成|办结|到位|销号"), re.compile("报送|上报|反馈|总结|报告|印发")
"""What is said to be done by a day, and what is only told of."""


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
            dated = item.due is not None
            labels = [
                label
                for words in (item.text, *item.between, *item.others)
                for label in _unread(words, known, dated=dated)
            ]
            labels += [] if dated else _undated(item.assigned)
            item.doubts += [_told(label) for label in labels if label not in str(item.doubts)]


def tell_other_days(sections: Sequence[SectionSketch], year: int) -> None:
    """Doubt the deadline of an item whose own words name another day, or a day where it names none."""
    for item in (item for section in sections for item in section.all_items):
        other = dates.in_sentence(item.text, year)
        if not item.due or not other or not _MONTH.search(other.text):
            continue
        if other.day and other.day != item.due.day:
            text = f"要求里写着“{other.text}”，期限按“{item.due.text}”登记，请核对。"
            item.doubts.append(text)


def tell_dated_headings(sections: Sequence[SectionSketch], year: int) -> None:
    """Doubt a heading that names a day where something below it has no deadline."""
    for section in (below for one in sections for below in one.all_sections):
        told = dates.in_sentence(section.heading, year)
        if told and told.day and any(item.due is None for item in section.all_items):
            text = f"标题里写着“{told.text}”，下面没有写期限的事项没有照此登记，请核对。"
            section.doubts.append(text)


def unread_days(
    lines: Sequence[Line], sections: Sequence[SectionSketch], year: int
) -> Iterator[tuple[str, str]]:
    """Doubt a sentence above the items until when things are done, where items have no deadline.

    Args:
        lines: What stands above the items.
        sections: The draft.
        year: The plan's year.

    Returns:
        The place of each such sentence, and what is not sure.
    """
    if all(item.due for section in sections for item in section.all_items):
        return
    for line in lines:
        if is_duty_label(squeeze(at_colon(line.text.lstrip(_OPENERS))[0])):
            continue  # of the item above it
        for sentence in _SENTENCE.split(line.text):
            found = dates.in_sentence(sentence, year) if _DONE.search(sentence) else None
            if found and found.day and not _SENT.search(sentence):
                yield line.place, f"“{sentence.strip()}”没有当作各事项的期限登记，请核对。"


def _told(words: str) -> str:
    return f"“{words}”没有当作分工或期限登记，请核对。"


def _undated(assigned: str) -> Iterator[str]:
    """The deadlines behind labels in an assignment of which none was read."""
    for label, told in labelled(assigned):
        if label.due and dates.is_deadline(told):
            yield assigned[label.start : label.end] + told


def _unread(words: str, known: Sequence[str], *, dated: bool) -> Iterator[str]:
    """The labels in a text with what they announce; a deadline counts where none was read."""
    for label, told in labelled(words):
        read = (
            dates.is_deadline(told) and not dated if label.due else duties.names_units(told, known)
        )
        if read and not label.persons:
            yield words[label.start : label.end] + told

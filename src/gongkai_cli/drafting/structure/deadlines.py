"""Until when units report on the plan as a whole, and to whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..words.date_shapes import find_all
from .facts import wide

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from ..model import Due, Line

_REPORT = re.compile(
    r"报(?:送)?(?:至|给|到|送)?((?:[\u4e00-\u9fff]{1,14})?(?:办公室|办公厅|科|处|股|办|局|委|中心|部|司|组|厅))"
)
_SENDING = "报送|上报|报告|反馈|报[\u4e00-\u9fff]{0,12}(?:办|科|处|局|股|室|委|厅|部|司|组|中心)"
_SENT = re.compile(f"{_SENDING}|报至")
_REPORTING = re.compile(f"{_SENDING}|局报|总结|落实情况|自评|自查")
_FILING = re.compile(
    "备案|联络员|名单|(?:制定|制订|修订|细化)[^，。]{0,20}(?:方案|分解表|清单|计划)"
)
"""What is sent for the plan's sake rather than on how it was carried out."""


class Deadline(NamedTuple):
    """Until when units report, and to whom."""

    day: date | None
    text: str
    report_to: str
    place: str
    doubts: tuple[str, ...] = ()


def _is_filing(sentence: str, day: str) -> bool:
    """Whether a day is for what is sent for the plan's sake: its clause, or the one before, says so."""
    clauses = re.split("[，,]", sentence)
    at = next((n for n, clause in enumerate(clauses) if day in clause), 0)
    return any(_FILING.search(clause) for clause in clauses[max(at - 1, 0) : at + 1])


def _days(sentence: str, year: int) -> list[Due]:
    """The days in a sentence until which units report on the plan; the one that counts stands first."""
    found = [
        due
        for due in find_all(sentence, year)
        if due.day and not due.recurring and not _is_filing(sentence, due.text)
    ]
    return sorted(found, key=lambda due: (_is_sent(sentence, due), due.day), reverse=True)


def _is_sent(sentence: str, due: Due) -> bool:
    """Whether the clause that names a day says that something is sent."""
    return any(due.text in c and _SENT.search(c) for c in re.split("[，,]", sentence))


def deadline(lines: Sequence[Line], year: int, items: Collection[str] = ()) -> Deadline:
    """Find the plan's own reporting deadline: the last sentence on reporting that names a day.

    Args:
        lines: The document.
        year: The plan's year.
        items: The places of its items; what they say is theirs, unless nothing else names a day.
    """
    own = [line for line in lines if line.place not in items]
    found = [*_reported(own, year)] or [*_reported(lines, year)]
    return found[-1] if found else _again(own, year)


def _again(lines: Sequence[Line], year: int) -> Deadline:
    """What a document without such a day still says: how often, and to whom."""
    for sentence, place in _sentences(lines):
        every = [due for due in find_all(wide(sentence), year) if due.recurring]
        to = _REPORT.search(sentence)
        if every and to and _SENT.search(sentence):
            doubt = f"“{every[0].text}”是定期的，报送期限暂按年底登记。"
            return Deadline(None, every[0].text, to[1], place, (doubt,))
    return Deadline(None, "", "", "", ("没有找到报送期限，暂按年底登记。",))


def _sentences(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Every sentence, or part of one that a semicolon ends, with its place."""
    for line in lines:
        for sentence in re.split("[。；;]", line.text):
            yield sentence, line.place


def _reported(lines: Sequence[Line], year: int) -> Iterator[Deadline]:
    for sentence, place in _sentences(lines):
        days = _days(wide(sentence), year) if _REPORTING.search(sentence) else []
        if days:
            last, *others = days
            to = _REPORT.search(sentence)
            doubts = (*last.doubts, *(f"还有期限“{due.text}”。" for due in others))
            yield Deadline(last.day, last.text, to[1] if to else "", place, doubts)

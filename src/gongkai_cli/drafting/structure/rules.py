"""Applies to a draft what its document says once for all items: who leads, who answers besides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from ..words import duties
from ..words.duty_rules import Rule, Says, document_rule, further_rules
from ..words.everybody import everybody, sentences
from .marks import by_signs
from .paragraphs import assignment
from .roster import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ...domain.terms import Role
    from ..model import Duties, Line
    from .roster import Roster
    from .sketch import ItemSketch, SectionSketch


_CHAPTER = re.compile("第[一二三四五六七八九十]+(?:部分|章|节)")
_BELOW_TITLE = 3
"""How many lines below the title may say who answers for all."""


def apply_rules(
    sections: list[SectionSketch],
    lines: Sequence[Line],
    known: Sequence[str],
    signs: Mapping[str, Role],
) -> None:
    """Apply what the document says once for all of who leads.

    Args:
        sections: The draft, which is changed.
        lines: The document.
        known: Names of units that are known from elsewhere.
        signs: What the document says of signs: ★为牵头单位.
    """
    says = {rule.says for line in lines for rule in _rules(line.text)}
    leading = [change for rule, change in _LEADING.items() if rule in says]
    for section in sections:
        for below in section.all_sections:
            for change in leading:
                below.duties = change(below.duties)
        for item in section.all_items:
            item.duties = by_signs(item.duties, signs)
            for change in leading:
                item.duties = change(item.duties)
            if Says.BEFORE_LEADS in says:
                item.duties = _parted(item, known)


def who_else(
    lines: Sequence[Line], preamble: Sequence[Line], known: Sequence[str]
) -> tuple[Rule, Duties] | None:
    """Who answers where nobody is named, and the rule that says so; ``None`` where none does.

    Args:
        lines: The document.
        preamble: What stands below its title, where an assignment alone is one for all.
        known: Names of units that are known from elsewhere.
    """
    for line in preamble[:_BELOW_TITLE]:
        alone = assignment(line.text.strip(), known)
        found = duties.parse(alone, known) if alone else None
        if found and found.names:
            return Rule(Says.UNNAMED, line.text.strip(), alone), found
    for rule in (rule for line in lines for rule in _rules(line.text)):
        found = duties.parse(rule.names, known) if rule.says is Says.UNNAMED else None
        if found and found.names:
            return rule, found
    return None


def answer_besides(
    sections: list[SectionSketch],
    lines: Sequence[Line],
    order: Mapping[str, int],
    roster: Roster,
) -> None:
    """Add units of which the document says once that they answer besides, and are not named again.

    Args:
        sections: The draft, in which everybody answers who is named; it is changed.
        lines: The document.
        order: Which place comes when in it.
        roster: The units, those that are added among them afterwards.
    """
    known = roster.names
    for line in lines:
        rule = next((r for r in _rules(line.text) if r.says is Says.EVERYBODY and r.repeats), None)
        more = everybody(rule.text, known) if rule else None
        if not rule or not more:
            continue
        roster.take(more.names)
        start, parts = order.get(line.place, -1), [*_meant(rule, sections)]
        for part in parts:
            if order.get(part.place, -1) > start and _is_named(part.duties):
                part.duties = _with(part.duties, more)
                part.doubts.append(_added(rule, more))
        for item in (item for part in parts for item in part.items):
            own = rule.text.strip("。.）)；;") in item.assigned or (
                item.place == line.place and item.part
            )
            there = own or order.get(item.place, -1) > start
            if there and _is_named(item.duties):
                item.duties = _with(item.duties, more)
                item.doubts.append(_added(rule, more))


def _is_named(found: Duties | None) -> TypeGuard[Duties]:
    """Whether an assignment names somebody, and not only that nobody is named."""
    return bool(found and any(name.text != NOBODY for name in found.names))


def _meant(rule: Rule, sections: Sequence[SectionSketch]) -> Iterator[SectionSketch]:
    """The sections that a rule is about: all, or those below the chapter that it names."""
    named = _CHAPTER.search(rule.text)
    every = (part for section in sections for part in section.all_sections)
    if not named:
        yield from every
        return
    for part in every:
        if part.number.strip(" 、，：:") == named[0]:
            yield from part.all_sections


def _added(rule: Rule, more: Duties) -> str:
    """The doubt that somebody answers by a rule."""
    return f"按“{rule.text.rstrip('。）)')}”加上了{_named(more)}，请核对。"


def _with(own: Duties, more: Duties) -> Duties:
    """An assignment with further units; who is named already is not named again.

    Beside a lead, or where the heading above says who leads, they support; otherwise each has its role.
    """
    there = {name.full for name in own.names}
    lead, support, responsible = (
        tuple(name for name in names if name.full not in there)
        for names in (more.lead, more.support, more.responsible)
    )
    if own.lead or not own.responsible:
        return own._replace(support=(*own.support, *lead, *responsible, *support))
    return own._replace(
        lead=lead, support=own.support + support, responsible=own.responsible + responsible
    )


def _named(found: Duties) -> str:
    return "、".join(name.text for name in found.names)


def _rules(text: str) -> Iterator[Rule]:
    for sentence in sentences(text):
        rule = document_rule(sentence)
        if rule is not None:
            yield rule
        yield from further_rules(sentence)


def _owners_lead(found: Duties | None) -> Duties | None:
    """Where none leads, those who are responsible do."""
    if not found or found.lead or not found.responsible:
        return found
    return found._replace(lead=found.responsible, responsible=())


def _only(found: Duties | None) -> Duties | None:
    """A unit that is named alone leads."""
    alone = found and not found.lead and not found.support and len(found.responsible) == 1
    return found._replace(lead=found.responsible, responsible=()) if found and alone else found


def _alone(found: Duties | None) -> Duties | None:
    """A unit that is the first and only one leads, with a doubt."""
    made = _only(found)
    if not made or made is found:
        return found
    doubt = "只有一个责任单位的，按“列第一位的牵头”登记为牵头，请核对。"
    return made._replace(doubts=(*made.doubts, doubt))


def _parted(item: ItemSketch, known: Sequence[str]) -> Duties | None:
    """Who stands before the semicolon leads, and who stands behind it supports."""
    found = item.duties
    before, sign, _ = item.assigned.replace("；", ";").partition(";")
    first = duties.parse(before, known) if sign else None
    if not found or found.lead or found.support or not first:
        return found
    size = len(first.responsible)
    return found._replace(
        lead=found.responsible[:size], support=found.responsible[size:], responsible=()
    )


def _led(found: Duties | None) -> Duties | None:
    """The first unit named leads, and the others support it."""
    if not found or found.lead or not found.responsible or len(found.names) < 2:  # noqa: PLR2004
        return found
    first, *others = found.responsible
    return found._replace(lead=(first,), responsible=(), support=(*others, *found.support))


_LEADING: dict[Says, Callable[[Duties | None], Duties | None]] = {
    Says.FIRST_LEADS: _led,
    Says.OWNER_LEADS: _owners_lead,
    Says.ONLY_LEADS: _only,
    Says.ALONE_LEADS: _alone,
}
"""What a rule of the document makes of an assignment that names no lead."""

"""Who answers for each item in the end: as printed, by a heading, by a rule, or nobody, said plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import chinese_number, narrow, number_path
from ...domain.terms import Role
from ..model import Duties, Name
from ..words import dates
from ..words.date_shapes import find_all
from ..words.due_rules import due_of_all, due_of_heading, is_for_the_rest
from ..words.duties import SAME, merge, named, role_of_label
from ..words.duty_by_number import by_number
from ..words.duty_sentence import in_sentences
from .sketch import walk

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ..model import Due, Line
    from ..words.duty_rules import Rule
    from .roster import Roster
    from .sketch import ItemSketch, SectionSketch
_ABOVE = re.compile(r"(?:以上|上述)(?P<count>[两二三四五六七八九十]|\d{1,2})[项条件]")
_ITS_DAY = re.compile(r"[\d前末底初]|(?:周|星期)[一二三四五六日天]")


def repeat(sections: list[SectionSketch]) -> None:
    """Give an item whose assignment, or deadline, is 同上 that of the one before."""
    before: ItemSketch | None = None
    for item, _ in walk(sections):
        if before and before.due and item.due and SAME.fullmatch(item.due.text):
            doubt = f"“{item.due.text}”按上一项的期限“{before.due.text}”登记。"
            item.due = before.due._replace(doubts=(*before.due.doubts, doubt))
        if before and before.duties and item.duties:
            _repeat_roles(item, before.duties)
        if before and before.duties and SAME.fullmatch(item.assigned.strip()):
            item.duties = before.duties
            item.doubts.append(f"“{item.assigned}”按上一项的“{before.assigned}”登记。")
        before = item


def _repeat_roles(item: ItemSketch, before: Duties) -> None:
    """Give a role for which an item has 同上 that of the one before, with a doubt."""
    own = item.duties or Duties()
    if len(own.names) < 2:  # noqa: PLR2004
        return
    above = before.lead or before.responsible
    roles = (
        (own.lead, before.lead),
        (own.responsible, before.responsible),
        (own.support, before.support),
    )
    lead, responsible, support = (_repeated(names, same or above) for names, same in roles)
    made = own._replace(lead=lead, responsible=responsible, support=support)
    if made != own:
        item.duties = made
        item.doubts.append(f"“同上”按上一项的“{'、'.join(n.text for n in above)}”登记。")


def _repeated(names: tuple[Name, ...], above: tuple[Name, ...]) -> tuple[Name, ...]:
    """Names in which 同上 stands for those above."""
    return tuple(name for one in names for name in (above if SAME.fullmatch(one.text) else (one,)))


def enlist(sections: Sequence[SectionSketch], roster: Roster) -> None:
    """Put everybody whom headings and items name into the roster."""
    for section in sections:
        for below in section.all_sections:
            roster.take(named(below.duties))
        for item in section.all_items:
            roster.take(named(item.duties))


def _keep_words(section: SectionSketch) -> None:
    """A bracket that names nobody is part of the heading."""
    if section.assigned and not named(section.duties):
        section.heading = f"{section.heading}（{section.assigned}）"
        section.assigned = ""


def answer(
    sections: list[SectionSketch], roster: Roster, other: tuple[Rule, Duties] | None
) -> None:
    """See that somebody answers for every item: a heading above, a rule, or nobody, said plainly."""
    for section in sections:
        for below in section.all_sections:
            _keep_words(below)
    _share_counted([item for item, _ in walk(sections)])
    for item, above in walk(sections):
        if item.assigned and not named(item.duties):
            item.others.insert(0, f"（{item.assigned}）")
            item.assigned = ""
        _suppose_less(item, above)
        if named(item.duties) and not (other and item.supposed):
            item.doubts += item.supposed
            _led_from_above(item, above)
            continue
        if any(named(section.duties) for section in above):
            continue
        closing = item.closing if item.closing and named(item.closing.duties) else None
        if closing and (not other or closing.assigned.startswith(("以上", "上述"))):
            _as_the_last(item, closing)
            continue
        if other:
            rule, item.duties = other
            roster.take(item.duties.names)
            item.doubts.append(f"没有写责任单位，按“{rule.text.rstrip('。')}”登记。")
            continue
        if _said_in_sentences(item, roster):
            continue
        item.doubts += item.duties.doubts if item.duties else ()
        nobody = roster.nobody()
        item.duties = Duties(responsible=(Name(nobody, nobody, group=True, open=True),))
        item.doubts.append(f"“{item.text[:16]}”没有找到责任单位。")


def _share_counted(items: Sequence[ItemSketch]) -> None:
    """Tell items that the line below one of them counts: 以上两项责任单位：…."""
    for n, item in enumerate(items):
        found = _ABOVE.match(narrow(item.assigned.strip()))
        count = chinese_number(found["count"].replace("两", "二")) if found else 0
        for before in items[max(n + 1 - count, 0) : n]:
            before.closing = None if named(before.duties) else item


def _suppose_less(item: ItemSketch, above: Sequence[SectionSketch]) -> None:
    """Where a heading says who answers, an empty cell is for those, not for those of the row above."""
    if item.supposed and any(named(section.duties) for section in above):
        item.duties, item.supposed = item.own, []
        item.doubts.append("责任单位一格是空的，按标题写明的登记，请核对。")


def answer_by_number(
    sections: list[SectionSketch], lines: Sequence[Line], roster: Roster, year: int
) -> None:
    """Give items for which nobody is named those whom a line names by their numbers, with a doubt.

    The numbers are those that are printed where they tell all items apart, else the items' order.
    """
    told = [one for line in lines for one in by_number(line.text, roster.names)]
    said = {str(number): one for one in told for number in one.numbers}
    items = [item for item, _ in walk(sections)] if said else []
    printed = [number_path(item.number) for item in items]
    running = len({*printed}) == len(items)
    for n, item in enumerate(items):
        found = said.get(printed[n] if running else str(n + 1))
        if found and not named(item.duties):
            item.duties = found.meaning
            roster.take(named(found.meaning))
            item.due = item.due or (
                dates.read(found.meaning.due, year) if found.meaning.due else None
            )
            item.doubts.append(f"没有单独写责任单位，按“{found.text}”登记，请核对。")


def due_from_above(sections: list[SectionSketch], lines: Sequence[Line], year: int) -> None:
    """Give items without a deadline that of the nearest heading above them, or of the document's rule.

    Args:
        sections: The draft, which is changed.
        lines: The document, of which a sentence may say until when is due what has no deadline.
        year: The plan's year.
    """
    rule = _due_rule(lines, {item.place for item, _ in walk(sections)}, year)
    for item, above in walk(sections):
        told = _due_above(above, year)
        if told and _is_vague(item):
            item.due = None
        if item.due and not (item.due.supposed and (told or rule)):
            continue
        if told and item.due:
            doubt = f"“期限”一格是空的，按标题的“{told.text}”登记，请核对。"
            told = told._replace(doubts=(*told.doubts, doubt))
        if told:
            item.due = told
        elif rule and not any(_is_its_own(due) for due in find_all(item.text, year)):
            item.due = rule[1]
            item.doubts.append(f"没有写期限，按“{rule[0]}”登记，请核对。")


def _due_rule(lines: Sequence[Line], items: Container[str], year: int) -> tuple[str, Due] | None:
    """The document's sentence until when all is due that says nothing itself; ``items`` are their places."""
    told = (due_of_all(line.text, year) for line in lines if line.place not in items)
    return next((one for one in told if one and is_for_the_rest(one[0])), None)


def _is_vague(item: ItemSketch) -> bool:
    """Whether an item's only deadline are words of a sentence that name no day: 完成开学前教学检查."""
    due = item.due
    return bool(due and due.text in item.text and not (due.day or due.ongoing or due.recurring))


def _is_its_own(due: Due) -> bool:
    """Whether what comes again has days of its own: 每周三, 每季度末, but not 每日."""
    return due.recurring and _ITS_DAY.search(due.text) is not None


def _due_above(above: Sequence[SectionSketch], year: int) -> Due | None:
    """The deadline of the nearest heading that has one, else of one that is nothing else."""
    told = next((s.duties.due for s in reversed(above) if s.duties and s.duties.due), "")
    if told:
        return dates.read(told, year)
    for section in reversed(above):
        rule = due_of_all(section.heading, year)
        found = due_of_heading(section.heading, year) or (rule[1] if rule else None)
        if found:
            return found
    return None


def _led_from_above(item: ItemSketch, above: Sequence[SectionSketch]) -> None:
    """Who leads by a heading leads also where an item itself does not say it.

    It only says who supports, or in a table's column who is responsible, beside whom others lead.
    """
    own = item.duties
    columns = {role_of_label(label) for section in above for label in section.columns}
    if not own or own.lead or (own.responsible and not columns & {Role.LEAD, Role.RESPONSIBLE}):
        return
    told = ((section.heading[:16], section.duties or Duties()) for section in reversed(above))
    who = ((at, one) for at, one in told if one.lead or (one.responsible and not own.responsible))
    heading, more = next(who, ("", Duties()))
    if not own.responsible and more.names:
        item.duties = own._replace(lead=more.lead, responsible=more.responsible)
        item.doubts.append(f"只写了配合单位，牵头、责任单位按标题“{heading}”登记。")
    elif more.lead and not {one.full for one in more.lead} & {one.full for one in own.names}:
        item.duties = merge([Duties(more.lead), own], three_roles=Role.SUPPORT in columns)
        item.doubts.append(f"没有写牵头单位，按标题“{heading}”登记。")


def _as_the_last(item: ItemSketch, last: ItemSketch) -> None:
    """Give an item what stands in lines of their own below the last of its list, with a doubt."""
    item.duties = last.duties
    if last.duties and last.duties.due:
        item.due = item.due or last.due
    item.doubts.append(f"没有单独写责任单位，按本组末尾的“{last.assigned}”登记，请核对。")


def _said_in_sentences(item: ItemSketch, roster: Roster) -> bool:
    """Take who answers from the requirement's own sentences, with a doubt."""
    said = in_sentences(item.text, roster.names)
    if said is None:
        return False
    words, item.duties = said
    roster.take(item.duties.names)
    item.doubts.append(f"责任单位不是单列的，按句中的“{words}”登记，请核对。")
    return True

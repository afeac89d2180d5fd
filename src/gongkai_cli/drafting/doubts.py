"""What the importer is not sure of: each a sentence for people, with its place in the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .structure.roster import NOBODY
from .words import duties
from .words.duties import ETC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Duties, Source
    from .structure.deadlines import Deadline
    from .structure.facts import Facts
    from .structure.roster import Group, Roster, Unit
    from .structure.sketch import ItemSketch, SectionSketch

_ISSUED = re.compile(r"印发|发文|文\s*号|主送|抄送")
_FEW, _MOST_NAMED = 0.3, 12
"""What part of the items may be the exception, and how many of them are named."""
_DOING = re.compile("(?:督办|督查|督导|把关|审核|汇总|验收|考核|协调|推进|跟踪|报送|监督|统筹)$")
"""How words end that say what a unit does rather than what it is called."""


class Doubt(NamedTuple):
    """Something that the importer is not sure of.

    Attributes:
        place: Where it stands in the document.
        about: What of the draft it is about: an item's id, or a word for a part of the file.
        text: What is doubtful, and what was registered instead.
        name: The unit or group that it is about.
    """

    place: str
    about: str
    text: str
    name: str = ""


def all_doubts(
    found: Facts, due: Deadline, sections: list[SectionSketch], roster: Roster, source: Source
) -> Iterator[Doubt]:
    """Everything that is doubtful of a draft, in the document's order."""
    yield from (Doubt(place, "文件要素", text) for text, place in found.doubts)
    yield from _above(found, roster.names)
    yield from (Doubt(due.place, "报送期限", text) for text in due.doubts)
    for section in sections:
        for below in section.all_sections:
            for text in section_doubts(below):
                about = f"{below.number}{below.heading}"[:20] or "表"
                yield Doubt(below.place, about, text)
        for item in section.all_items:
            for text in item_doubts(item):
                yield Doubt(item.place, item.id, text)
    items = [item for section in sections for item in section.all_items]
    yield from _roster_doubts(roster, items)
    yield from _whole_doubts(due, items)
    yield from (Doubt("", "原件", text) for text in source.remarks)


def _above(found: Facts, known: Sequence[str]) -> Iterator[Doubt]:
    """What stands above the outline and yet says who answers for it: a heading was not seen as one."""
    for line in (*found.letter, *found.preamble):
        parted = duties.split_bracket(line.text, known)
        alone = parted and not parted[0].strip() and line in found.preamble  # then it is for all
        if not parted or alone or duties.document_rule(line.text) or _ISSUED.search(line.text):
            continue
        text = f"“{line.text.strip()[:30]}”写明了分工，但在第一个标题以前，没有登记为事项，请核对。"
        yield Doubt(line.place, "正文以前", text)


def _whole_doubts(due: Deadline, items: Sequence[ItemSketch]) -> Iterator[Doubt]:
    """What is doubtful of the document as a whole."""
    days = [item.due.day for item in items if item.due and item.due.day]
    later = sum(day > due.day for day in days if due.day)
    if later:
        text = f"报送期限“{due.text}”早于 {later} 个事项的期限，请核对是不是全案的期限。"
        yield Doubt(due.place, "报送期限", text)
    yield from _without_deadline(items)
    three = (i for i in items if i.duties and i.duties.lead and i.duties.support)
    if any(i.duties and i.duties.responsible for i in three):
        text = "牵头、配合之外另有责任单位的，按责任单位登记，要由它们办结；只是配合的，请改为 support。"
        yield Doubt("", "分工", text)
    beside = (i for i in items if "责任单位" in i.assigned and i.duties)
    if any(i.duties and i.duties.lead and i.duties.support for i in beside):
        text = "与“牵头单位”并列的“责任单位”按配合登记；要由它们办结的，请改为 responsible。"
        yield Doubt("", "分工", text)


def _without_deadline(items: Sequence[ItemSketch]) -> Iterator[Doubt]:
    """The items without a deadline where most have one."""
    bare = [item for item in items if not item.due]
    if bare and len(bare) <= _FEW * len(items):
        named = "、".join(item.id for item in bare[:_MOST_NAMED]) + (
            "等" if len(bare) > _MOST_NAMED else ""
        )
        text = f"多数事项有期限，{named}（共 {len(bare)} 个）没有读出期限，请核对。"
        yield Doubt(bare[0].place, "期限", text)


def _roster_doubts(roster: Roster, items: Sequence[ItemSketch]) -> Iterator[Doubt]:
    """What is doubtful of units and groups, told by the words that name them first."""
    used: dict[str, list[tuple[ItemSketch, str]]] = {}
    for item in items:
        for name in item.duties.names if item.duties else ():
            used.setdefault(roster.owner(name), []).append((item, name.text))
    units = list(roster.units)
    for unit in units:
        place = used[unit.name][0][0].place if unit.name in used else ""
        if not unit.confirmed:
            yield Doubt(place, "单位", f"“{unit.name}”可能是简称。", unit.name)
    for group in roster.groups:
        named = used.get(group.name, [])
        place, printed = (named[0][0].place, named[0][1]) if named else ("", group.name)
        text = _group_doubt(group, len({id(item) for item, _ in named}), units)
        if text:
            yield Doubt(place, "单位组", f"“{printed}”{text}", group.name)


def _group_doubt(group: Group, number: int, units: Sequence[Unit]) -> str:
    """What is doubtful of a group that so many items have; empty where nothing is."""
    if group.name == NOBODY or (group.members and not group.open):
        return ""
    if group.open:
        return f"没有指明是哪些单位{f'（{number} 个事项）' if number > 1 else ''}，待明确。"
    known = sum(unit.kind == group.kind for unit in units)
    return f"按原文点到的 {known} 个{group.kind}计，没有点到的请补进 units。"


def item_doubts(item: ItemSketch) -> list[str]:
    """What is doubtful of an item, each once."""
    more = item.duties.doubts if item.duties else ()
    due = item.due.doubts if item.due else ()
    told = (*item.doubts, *more, *_named_doubts(item.duties), *_no_owner(item.duties), *due)
    return list(dict.fromkeys(told))


def _named_doubts(found: Duties | None) -> Iterator[str]:
    """What is doubtful of the names themselves."""
    for names in (found.lead, found.responsible, found.support) if found else ():
        for before, name in zip((None, *names), names, strict=False):
            if ETC.fullmatch(name.text):
                told = f"{before.text if before else ''}{name.text}"
                yield f"“{told}”没有写明还有哪些单位，只登记了写明的。"
            elif _DOING.search(name.text) and not name.group:
                yield f"“{name.text}”像是单位加做的事，请核对。"


def _no_owner(found: Duties | None) -> Iterator[str]:
    """Doubt an assignment in which everybody only supports."""
    if found and found.supports_only:
        yield "只写了配合单位，没有牵头或责任单位，请核对。"


def section_doubts(section: SectionSketch) -> list[str]:
    """What is doubtful of a heading, each once."""
    more = section.duties.doubts if section.duties else ()
    return list(dict.fromkeys((*section.doubts, *more, *_named_doubts(section.duties))))

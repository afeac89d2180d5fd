"""From a valid plan file to the plan that the program works with: groups become units."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from .names import joined_numbers
from .plan import Assignment, Basis, Chapter, Fonts, Group, Item, Plan, Settings, Unit
from .terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .findings import Loc
    from .schema import GroupForm, ItemForm, PlanFile, SectionForm

_CLAUSE = re.compile(r"[^，。；：,;:]+")
_RANK = {role: n for n, role in enumerate(Role)}
_TITLE_WIDTH = 18
_DIGEST_WIDTH = 12


class Placed(NamedTuple):
    """An item in the file, with the headings above it and where it stands.

    ``owner`` carries the assignment: the item, or the nearest heading that answers for it.
    """

    form: ItemForm
    above: tuple[SectionForm, ...]
    loc: Loc
    owner: ItemForm | SectionForm


class Expanded(NamedTuple):
    """A plan with its items and their assignments, in the document's order."""

    plan: Plan
    items: tuple[Item, ...]
    assignments: tuple[Assignment, ...]


def placed_items(file: PlanFile) -> Iterator[Placed]:
    """Walk the items in the document's order."""
    for n, section in enumerate(file.sections):
        yield from _below((section,), ("sections", n))


def placed_sections(file: PlanFile) -> Iterator[tuple[SectionForm, Loc]]:
    """Walk the sections in the document's order."""
    for n, section in enumerate(file.sections):
        yield from _sections_below(section, ("sections", n))


def _sections_below(section: SectionForm, loc: Loc) -> Iterator[tuple[SectionForm, Loc]]:
    yield section, loc
    for n, below in enumerate(section.sections):
        yield from _sections_below(below, (*loc, "sections", n))


def _below(above: tuple[SectionForm, ...], loc: Loc) -> Iterator[Placed]:
    for n, form in enumerate(above[-1].items):
        yield Placed(form, above, (*loc, "items", n), _owner(form, above))
    for n, section in enumerate(above[-1].sections):
        yield from _below((*above, section), (*loc, "sections", n))


def _owner(form: ItemForm, above: tuple[SectionForm, ...]) -> ItemForm | SectionForm:
    holders: tuple[ItemForm | SectionForm, ...] = (form, *reversed(above))
    return next((h for h in holders if h.lead or h.support or h.responsible), form)


def numbered_above(placed: Placed) -> tuple[SectionForm, ...]:
    """The headings that an item's id counts: as many as the id has numbers, from the item up."""
    levels = placed.form.id.count(".") + (0 if placed.form.number else 1)
    numbered = [section for section in placed.above if section.number]
    return tuple(numbered[len(numbered) - levels :]) if levels <= len(numbered) else tuple(numbered)


def printed_number(placed: Placed) -> str:
    """An item's number as the paper has it, like ``（三）1.（1）``."""
    numbers = [section.number or "" for section in numbered_above(placed)]
    return joined_numbers([*numbers, placed.form.number or ""])


def group_members(file: PlanFile, group: GroupForm) -> tuple[str, ...]:
    """The units that a group stands for: those listed, then all of its kind."""
    listed = dict.fromkeys(group.members)
    kind = {unit.name: None for unit in file.units if unit.kind == group.kind}
    return tuple(listed | kind)


def digest(text: str) -> str:
    """A short fingerprint of a requirement's words; blanks do not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:_DIGEST_WIDTH]


def expand(file: PlanFile) -> Expanded:
    """Turn a valid plan file into the plan that the program works with."""
    chapters: dict[str, Chapter] = {}
    items: list[Item] = []
    assignments: list[Assignment] = []
    shared = _Names(file)
    placed_ones = list(placed_items(file))
    outermost = {placed.loc[1] for placed in placed_ones}
    unnamed = "其他事项" if len(outermost) > 1 else "全部事项"
    for placed in placed_ones:
        chapter = _chapter(placed, unnamed)
        chapters.setdefault(chapter.key, chapter)
        items.append(_item(placed, file, shared, chapter.key))
        roles = shared.roles(placed)
        assignments += [Assignment(placed.form.id, unit, role) for unit, role in roles.items()]
    return Expanded(_plan(file, tuple(chapters.values())), tuple(items), tuple(assignments))


def is_first_items(section: SectionForm) -> bool:
    """Whether a section's number is that of its first item, which has none: further ones stand below it."""
    bare = not (section.heading or section.assigned or section.columns or section.paragraphs)
    return bool(bare and section.number and section.items and not section.items[0].number)


def _chapter(placed: Placed, unnamed: str) -> Chapter:
    """The outermost heading above an item; items without one have a chapter of their own."""
    above = numbered_above(placed)
    if above:
        key = placed.form.id.partition(".")[0]
        return Chapter(key, above[0].number or "", _heading(above[0]))
    return Chapter(f"#{placed.loc[1]}", "", _heading(placed.above[0]) or unnamed)


def _heading(section: SectionForm) -> str:
    first = section.items[0] if is_first_items(section) else None
    named = (first.title or _clause(first.text)) if first else ""
    return (section.heading or named).rstrip("。.：: ")


def _nearest_heading(placed: Placed) -> str:
    return next((words for words in map(_heading, reversed(placed.above)) if words), "")


def _item(placed: Placed, file: PlanFile, shared: _Names, chapter: str) -> Item:
    form, owner = placed.form, placed.owner
    return Item(
        id=form.id,
        number=printed_number(placed),
        path=tuple(_path(placed)),
        title=form.title or _title(placed),
        text=form.text,
        assigned=owner.assigned or "",
        lead=owner.lead,
        support=owner.support,
        responsible=owner.responsible,
        undecided=tuple(shared.undecided(placed)),
        due=form.due or file.document.due,
        due_text=form.due_text or (file.document.due_text or "" if form.due is None else ""),
        ongoing=form.ongoing,
        publish_to=form.publish_to,
        note=form.note or "",
        chapter=chapter,
        digest=digest(form.text),
    )


def _path(placed: Placed) -> Iterator[str]:
    """The headings above an item, without the one that is the item itself."""
    for section in numbered_above(placed):
        own = is_first_items(section) and section.items[0] is placed.form
        if words := "" if own else _heading(section):
            yield words


def _title(placed: Placed) -> str:
    alone = placed.above and len(placed.above[-1].items) == 1
    if not placed.form.number and alone and _nearest_heading(placed):
        return _nearest_heading(placed)
    return _clause(placed.form.text)


def _clause(text: str) -> str:
    """The first clause of a requirement, cut where it is long."""
    found = _CLAUSE.search(text)
    words = found.group() if found else text
    return words if len(words) <= _TITLE_WIDTH else f"{words[: _TITLE_WIDTH - 1]}…"


class _Names:
    """Looks up what a name in an assignment stands for."""

    def __init__(self, file: PlanFile) -> None:
        self.units = {alias: unit.name for unit in file.units for alias in unit.aliases}
        self.units |= {unit.name: unit.name for unit in file.units}
        self.groups = {
            name: group for group in file.groups for name in (group.name, *group.aliases)
        }
        self.members = {group.name: group_members(file, group) for group in file.groups}

    def undecided(self, placed: Placed) -> Iterator[str]:
        owner = placed.owner
        for name in (*owner.lead, *owner.responsible, *owner.support):
            group = self.groups.get(name)
            if group and group.open and name not in placed.form.decided and not group.members:
                yield group.name

    def roles(self, placed: Placed) -> dict[str, Role]:
        """Each unit's role: named directly before named through a group, leaders first."""
        owner = placed.owner
        named: Sequence[tuple[Role, tuple[str, ...]]] = (
            (Role.LEAD, owner.lead),
            (Role.RESPONSIBLE, owner.responsible),
            (Role.SUPPORT, owner.support),
        )
        found: dict[str, Role] = {}
        for role, names in named:
            for name in names:
                if name in self.units:
                    found.setdefault(self.units[name], role)
        for role, names in named:
            for name in names:
                for unit in self._group_units(name, placed):
                    found.setdefault(unit, role)
        return dict(sorted(found.items(), key=lambda pair: _RANK[pair[1]]))

    def _group_units(self, name: str, placed: Placed) -> tuple[str, ...]:
        group = self.groups.get(name)
        if group is None or name in self.units:
            return ()
        chosen = placed.form.decided.get(name)
        if chosen is not None:
            return tuple(self.units[unit] for unit in chosen)
        return self.members[group.name]


def _plan(file: PlanFile, chapters: tuple[Chapter, ...]) -> Plan:
    document = file.document
    return Plan(
        title=document.title,
        year=document.year,
        number=document.number or "",
        issuer=document.issuer,
        issued=document.issued,
        due=document.due,
        due_text=document.due_text or "",
        report_to=document.report_to or "",
        settings=_settings(file),
        units=tuple(
            Unit(unit.name, unit.kind, unit.aliases, unit.confirmed, unit.note or "")
            for unit in file.units
        ),
        groups=tuple(_group(file, group) for group in file.groups),
        chapters=chapters,
        basis=tuple(Basis(basis.title, basis.number or "") for basis in document.basis),
    )


def _settings(file: PlanFile) -> Settings:
    given = file.settings
    return Settings(
        given.due_inclusive,
        given.yellow_days,
        given.urgent_days,
        given.contact or "",
        given.holidays,
        given.workdays,
        given.addressee or "",
        Fonts(given.fonts.title, given.fonts.body, given.fonts.heading, given.fonts.subheading),
    )


def _group(file: PlanFile, group: GroupForm) -> Group:
    members = group_members(file, group)
    within = next((g for g in file.groups if group.within in (g.name, *g.aliases)), None)
    candidates = group_members(file, within) if group.open and within else ()
    return Group(group.name, group.aliases, members, candidates, group.open and not members)

"""The checks of a plan file: small functions of one shape, each stating its rule in its docstring.

A check takes the outline of a file in its valid form (``schema.PlanFile``) and yields findings whose
``loc`` is the path inside the file.  The checks of the ledger stand in ``domain.ledger``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import calendar
from .expand import Placed, is_first_items, placed_items, placed_sections, printed_number
from .findings import error, info, warning
from .names import narrow, nearest, number_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from .findings import Finding, Loc
    from .schema import GroupForm, ItemForm, PlanFile, SectionForm, UnitForm


class Outline(NamedTuple):
    """What checks look at: the file, and its items and sections with their places."""

    file: PlanFile
    items: tuple[Placed, ...]
    sections: tuple[tuple[SectionForm, Loc], ...]


_ROLES = ("lead", "responsible", "support")
_WORDS = {"lead": "牵头", "responsible": "责任", "support": "配合"}


def names_are_unique(plan: Outline) -> Iterator[Finding]:
    """No name or alias stands for two units, two groups, or a unit and a group."""
    owners: dict[str, str] = {}
    kinds: tuple[tuple[str, Sequence[UnitForm | GroupForm]], ...] = (
        ("units", plan.file.units),
        ("groups", plan.file.groups),
    )
    for kind, forms in kinds:
        for n, form in enumerate(forms):
            spots = [("name",), *(("aliases", k) for k in range(len(form.aliases)))]
            for spot, name in zip(spots, (form.name, *form.aliases), strict=True):
                if name in owners:
                    yield error(
                        "duplicate-name",
                        (kind, n, *spot),
                        f"“{name}”重复：{_taken_by(owners[name], name)}。",
                        "一个名称只能指一个单位或单位组，请改名或删去重复的一处。",
                    )
                owners.setdefault(name, form.name)


def _taken_by(owner: str, name: str) -> str:
    return "前面已经用过" if owner == name else f"它已经是“{owner}”的别名"


def group_members_are_known(plan: Outline) -> Iterator[Finding]:
    """A group's members are units, and what an open group may mean is a group."""
    units = [unit.name for unit in plan.file.units]
    groups = [name for group in plan.file.groups for name in (group.name, *group.aliases)]
    for n, group in enumerate(plan.file.groups):
        for k, member in enumerate(group.members):
            if member not in units:
                yield _unknown(("groups", n, "members", k), member, units)
        if group.within is not None and group.within not in groups:
            yield _unknown(("groups", n, "within"), group.within, groups, "单位组")


def groups_have_members(plan: Outline) -> Iterator[Finding]:
    """A group that is not open stands for at least one unit."""
    kinds = {unit.kind for unit in plan.file.units}
    for n, group in enumerate(plan.file.groups):
        if not group.open and not group.members and group.kind not in kinds:
            yield error(
                "empty-group",
                ("groups", n, "name"),
                f"单位组“{group.name}”里没有单位。",
                "请用 kind 指明类别，或用 members 列出单位；未指明的写 open: true。",
            )


def ids_are_unique(plan: Outline) -> Iterator[Finding]:
    """No two items have the same id."""
    first: dict[str, Placed] = {}
    for placed in plan.items:
        known = first.setdefault(placed.form.id, placed)
        if known is not placed:
            yield error(
                "duplicate-id",
                (*placed.loc, "id"),
                f"事项编号 {placed.form.id} 重复，前面的{printed_number(known)}已用。",
                "请按原文序号改成不同的编号。",
            )


def ids_follow_numbers(plan: Outline) -> Iterator[Finding]:
    """An item's id is its number path: （三）1.（1） is 3.1.1; without a number, its heading's and more."""
    for placed in plan.items:
        number = printed_number(placed)
        path = number_path(number)
        below = not placed.form.number and placed.form.id.startswith(f"{path}.")
        if path and path != placed.form.id and not below:
            yield warning(
                "id-number",
                (*placed.loc, "id"),
                f"事项编号 {placed.form.id} 与原文序号“{number}”不一致。",
                f"按原文序号应为 {path}。",
            )


def sections_have_headings(plan: Outline) -> Iterator[Finding]:
    """A section has a heading, unless it is a table, its number is its first item's, or it is items alone."""
    for section, loc in plan.sections:
        more = section.number or section.assigned or section.paragraphs or section.sections
        bare = section.heading is None and not section.columns and not is_first_items(section)
        if bare and (more or not section.items):
            yield error(
                "missing-key",
                (*loc, "heading"),
                "缺少 heading（标题，照录原文）。",
                "请补上 heading: …。",
            )


def names_are_known(plan: Outline) -> Iterator[Finding]:
    """Every name in an assignment is a unit, a group, or an alias of one."""
    named: Sequence[UnitForm | GroupForm] = (*plan.file.units, *plan.file.groups)
    known = [name for form in named for name in (form.name, *form.aliases)]
    there = set(known)
    for form, loc in _assigned(plan):
        for role in _ROLES:
            for n, name in enumerate(getattr(form, role)):
                if name not in there:
                    yield _unknown((*loc, role, n), name, known)


def _unknown(loc: Loc, name: str, known: list[str], kind: str = "单位") -> Finding:
    near = nearest(name, known)
    hint = f"是不是：{'、'.join(near)}？" if near else ""
    code = "unknown-unit" if kind == "单位" else "unknown-group"
    where = "units 或 groups" if kind == "单位" else "groups"
    return error(code, loc, f"没有名为“{name}”的{kind}。", f"{hint}新的{kind}请先写进 {where}。")


def _assigned(plan: Outline) -> Iterator[tuple[SectionForm | ItemForm, Loc]]:
    yield from plan.sections
    for placed in plan.items:
        yield placed.form, placed.loc


def items_are_assigned(plan: Outline) -> Iterator[Finding]:
    """Somebody answers for every item: itself or a heading above it says who."""
    for placed in plan.items:
        owner = placed.owner
        if not (owner.lead or owner.responsible or owner.support):
            yield error(
                "no-assignment",
                (*placed.loc, "id"),
                f"事项 {placed.form.id} 没有责任单位。",
                "请写明 lead（牵头）、responsible（责任）或 support（配合）。",
            )


def brackets_are_structured(plan: Outline) -> Iterator[Finding]:
    """Where the document's bracket is recorded, so is who it names."""
    for form, loc in _assigned(plan):
        if form.assigned and not (form.lead or form.responsible or form.support):
            yield error(
                "no-roles",
                (*loc, "assigned"),
                f"分工“{form.assigned}”没有拆成单位。",
                "请把其中的单位写进 lead、responsible 或 support。",
            )


def roles_do_not_clash(plan: Outline) -> Iterator[Finding]:
    """An assignment names a unit directly at most once."""
    canonical = {name: unit.name for unit in plan.file.units for name in (unit.name, *unit.aliases)}
    for form, loc in _assigned(plan):
        seen: dict[str, str] = {}
        for role in _ROLES:
            for n, name in enumerate(getattr(form, role)):
                unit = canonical.get(name)
                if unit in seen:
                    yield error(
                        "role-clash",
                        (*loc, role, n),
                        f"“{unit}”已写为{_WORDS[seen[unit]]}，又写为{_WORDS[role]}。",
                        "一个单位在一个事项里只写一次。",
                    )
                elif unit:
                    seen[unit] = role


def names_are_printed(plan: Outline) -> Iterator[Finding]:
    """A name in an assignment stands in the document's bracket."""
    for form, loc in _assigned(plan):
        if not form.assigned:
            continue
        for role in _ROLES:
            for n, name in enumerate(getattr(form, role)):
                if not _printed(name, form.assigned):
                    yield warning(
                        "name-not-printed",
                        (*loc, role, n),
                        f"“{name}”不在原文分工“{form.assigned}”里。",
                        "lead、responsible、support 照原文的写法写；别的写法放进别名。",
                    )


def publishing_is_printed(plan: Outline) -> Iterator[Finding]:
    """Where to publish is quoted from the item's own text."""
    for placed in plan.items:
        for n, channel in enumerate(placed.form.publish_to):
            if not _printed(channel, placed.form.text):
                yield warning(
                    "channel-not-printed",
                    (*placed.loc, "publish_to", n),
                    f"公开渠道“{channel}”不在事项原文里。",
                    "publish_to 照录原文。",
                )


def _printed(words: str, text: str) -> bool:
    return words in text or narrow(words) in narrow(text)


def decisions_are_sound(plan: Outline) -> Iterator[Finding]:
    """A decision settles an open group of that item, with units that exist."""
    units = [name for unit in plan.file.units for name in (unit.name, *unit.aliases)]
    for placed in plan.items:
        owner = placed.owner
        named = {*owner.lead, *owner.responsible, *owner.support}
        for group, chosen in placed.form.decided.items():
            if group not in named:
                yield error(
                    "decided-unknown",
                    (*placed.loc, "decided", group),
                    f"事项 {placed.form.id} 的分工里没有“{group}”。",
                    "decided 的键是分工里未指明的单位组，照原文的写法。",
                )
            for n, name in enumerate(chosen):
                if name not in units:
                    yield _unknown((*placed.loc, "decided", group, n), name, units)


def dates_are_plausible(plan: Outline) -> Iterator[Finding]:
    """Due dates come after the plan was issued."""
    issued = plan.file.document.issued
    dates: list[tuple[Loc, date]] = [(("document", "due"), plan.file.document.due)]
    dates += [((*p.loc, "due"), p.form.due) for p in plan.items if p.form.due]
    for loc, due in dates:
        if issued and due < issued:
            yield warning(
                "due-before-issue",
                loc,
                f"期限 {due} 早于印发日期 {issued}。",
                "请核对两个日期。",
            )


def calendar_is_known(plan: Outline) -> Iterator[Finding]:
    """The holidays of the year of the deadline are known."""
    due, settings = plan.file.document.due, plan.file.settings
    if not (settings.holidays or settings.workdays or calendar.is_known(due.year)):
        yield warning(
            "calendar-unknown",
            ("document", "due"),
            f"没有 {due.year} 年的放假安排，工作日暂按周一至周五计算。",
            "请升级 chinesecalendar，或在 settings 写明 holidays 和 workdays。",
        )


def days_are_off_or_on(plan: Outline) -> Iterator[Finding]:
    """No day is set both as a holiday and as a working day."""
    for n, day in enumerate(plan.file.settings.workdays):
        if day in plan.file.settings.holidays:
            yield error(
                "day-clash",
                ("settings", "workdays", n),
                f"{day} 既写为放假又写为上班。",
                "请只留一处。",
            )


def open_groups_are_decided(plan: Outline) -> Iterator[Finding]:
    """Where the document names nobody (各相关科室), somebody decides who is meant."""
    groups = {
        name: g
        for g in plan.file.groups
        for name in (g.name, *g.aliases)
        if g.open and not g.members
    }
    for placed in plan.items:
        owner = placed.owner
        for role in _ROLES:
            for name in getattr(owner, role):
                if name in groups and name not in placed.form.decided:
                    yield warning(
                        "undecided",
                        (*placed.loc, "id"),
                        f"事项 {placed.form.id} 的“{name}”未指明是哪些单位，暂不计入分工。",
                        f"办公室明确后写：decided: {{{name}: [单位, 单位]}}。",
                    )


def units_are_confirmed(plan: Outline) -> Iterator[Finding]:
    """A unit of which the document gives only a short name waits for confirmation."""
    for n, unit in enumerate(plan.file.units):
        if not unit.confirmed:
            yield info(
                "unconfirmed-unit",
                ("units", n, "name"),
                f"“{unit.name}”的全称待核实{_printed_as(unit.aliases)}。",
                "核实后改正名称，删去 confirmed: false。",
            )


def _printed_as(aliases: tuple[str, ...]) -> str:
    return f"：原文只有简称{'、'.join(f'“{name}”' for name in aliases)}" if aliases else ""


def groups_are_complete(plan: Outline) -> Iterator[Finding]:
    """A group by kind holds only the units that the plan names, until somebody says it is complete."""
    for n, group in enumerate(plan.file.groups):
        count = sum(unit.kind == group.kind for unit in plan.file.units)
        if group.kind and not group.complete and not group.open and count:
            yield info(
                "group-incomplete",
                ("groups", n, "name"),
                f"“{group.name}”现在只含方案点名的 {count} 个单位，可能不全。",
                f"把其余{group.kind}加进 units（kind: {group.kind}）；齐了就在这里写 complete: true。",
            )


def units_have_work(plan: Outline) -> Iterator[Finding]:
    """Every unit has at least one item."""
    named = {name for form, _ in _assigned(plan) for role in _ROLES for name in getattr(form, role)}
    named |= {n for p in plan.items for units in p.form.decided.values() for n in units}
    groups = [g for g in plan.file.groups if {g.name, *g.aliases} & named]
    kinds = {group.kind for group in groups}
    named |= {member for group in groups for member in group.members}
    for n, unit in enumerate(plan.file.units):
        if not {unit.name, *unit.aliases} & named and unit.kind not in kinds:
            yield info(
                "idle-unit",
                ("units", n, "name"),
                f"“{unit.name}”没有分到任何事项。",
                "请核对，或从 units 中删去。",
            )


def facts_are_filled(plan: Outline) -> Iterator[Finding]:
    """Nothing that a draft left to be filled in is still open: （印发单位待补）."""
    document = plan.file.document
    for key, value in (("title", document.title), ("issuer", document.issuer)):
        if value.endswith("待补）"):
            yield warning(
                "unfilled",
                ("document", key),
                f"{key} 还没有填写：{value}。",
                "请照原文补上。",
            )


CHECKS: tuple[Callable[[Outline], Iterator[Finding]], ...] = (
    names_are_unique,
    group_members_are_known,
    groups_have_members,
    ids_are_unique,
    ids_follow_numbers,
    sections_have_headings,
    names_are_known,
    items_are_assigned,
    brackets_are_structured,
    roles_do_not_clash,
    names_are_printed,
    publishing_is_printed,
    decisions_are_sound,
    facts_are_filled,
    dates_are_plausible,
    calendar_is_known,
    days_are_off_or_on,
    open_groups_are_decided,
    units_are_confirmed,
    groups_are_complete,
    units_have_work,
)


def check_plan(file: PlanFile) -> list[Finding]:
    """Run every check of a plan file."""
    plan = Outline(file, tuple(placed_items(file)), tuple(placed_sections(file)))
    return [finding for check in CHECKS for finding in check(plan)]

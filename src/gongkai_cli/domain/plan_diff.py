"""Two plans held against each other: what came, what went, and what changed in what stayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .names import plain
from .plan_match import match
from .same_names import same_names
from .terms import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .expand import Expanded
    from .plan import Item, Plan


class Part(NamedTuple):
    """A unit's part in an item; ``undecided`` names a group of which nobody has said who it is."""

    role: Role
    unit: str
    undecided: bool = False


class Pair(NamedTuple):
    """An item that both plans have.

    ``likeness`` is 1 for equal texts.  ``dropped`` and ``added`` are parts that only the old or only
    the new plan gives, each with its own plan's names.  ``due_of_plan``: both items are due when
    their whole plan is.
    """

    old: Item
    new: Item
    likeness: float
    dropped: tuple[Part, ...]
    added: tuple[Part, ...]
    due_of_plan: bool

    @property
    def moved(self) -> bool:
        """Whether the number changed; （1） and (1) are the same."""
        one, two = (plain(item.number) for item in (self.old, self.new))
        return (self.old.id, one) != (self.new.id, two)

    @property
    def reworded(self) -> bool:
        """Whether the requirement changed; blanks do not count."""
        return self.old.digest != self.new.digest

    @property
    def retitled(self) -> bool:
        """Whether the title changed other than by being taken from a text that did."""
        if self.old.title == self.new.title:
            return False
        return not (self.reworded and _is_taken(self.old) and _is_taken(self.new))

    @property
    def reassigned(self) -> bool:
        """Whether some unit's part changed."""
        return bool(self.dropped or self.added)

    @property
    def redated(self) -> bool:
        """Whether the item has another due date, other than by the plan's having one, or none."""
        moved = self.old.due != self.new.due and not self.due_of_plan
        return moved or self.old.ongoing != self.new.ongoing

    @property
    def changes(self) -> tuple[str, ...]:
        """The codes of what changed."""
        kinds = ("moved", "retitled", "reworded", "reassigned", "redated")
        return tuple(kind for kind in kinds if getattr(self, kind))

    @property
    def unchanged(self) -> bool:
        """Whether what is to be done, by whom and until when is as it was."""
        return not (self.reworded or self.reassigned or self.redated)


def _is_taken(item: Item) -> bool:
    return item.title.removesuffix("…") in item.text


class Lone(NamedTuple):
    """An item that only one plan has; ``whole`` is the other plan's item that it seems a part of."""

    item: Item
    parts: tuple[Part, ...]
    whole: Item | None = None


class Change(NamedTuple):
    """A fact of the plan that changed; ``field`` is its name in ``domain.plan.Plan``."""

    field: str
    old: str
    new: str


class Names(NamedTuple):
    """How units or headings changed; ``renamed`` are units that an alias makes known."""

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.dropped or self.renamed)


class PlanDiff(NamedTuple):
    """All that is different between two plans; items are in their document's order.

    ``pairs`` are in the new plan's order and hold the unchanged ones too.
    """

    old: Plan
    new: Plan
    facts: tuple[Change, ...]
    units: Names
    chapters: Names
    pairs: tuple[Pair, ...]
    added: tuple[Lone, ...]
    dropped: tuple[Lone, ...]

    @property
    def same(self) -> bool:
        """Whether there is no difference at all."""
        around = self.facts or self.units.changed or self.chapters.changed
        return not (around or self.added or self.dropped or any(p.changes for p in self.pairs))

    def totals(self) -> dict[str, int]:
        """Count items by what happened to them; one that changed in several ways counts in each."""
        kinds = ("reworded", "reassigned", "redated", "moved", "retitled", "unchanged")
        counts = {kind: sum(getattr(pair, kind) for pair in self.pairs) for kind in kinds}
        return {"added": len(self.added), "dropped": len(self.dropped), **counts}


def compare(old: Expanded, new: Expanded) -> PlanDiff:
    """Hold two plans against each other."""
    units = same_names(old.plan.units, new.plan.units)
    found = match(old.items, new.items)
    spelling = units | same_names(old.plan.groups, new.plan.groups)
    parts = _parts(old), _parts(new)
    pairs = [
        _pair(old.items[one.old], new.items[one.new], one.likeness, parts, spelling)
        for one in sorted(found.matches, key=lambda one: one.new)
    ]
    gone = {one.old for one in found.matches}
    kept = {one.new for one in found.matches}
    dues = old.plan.due, new.plan.due
    return PlanDiff(
        old=old.plan,
        new=new.plan,
        facts=tuple(_facts(old.plan, new.plan)),
        units=_unit_names(old.plan, new.plan, units),
        chapters=_chapter_names(old.plan, new.plan),
        pairs=tuple(p._replace(due_of_plan=(p.old.due, p.new.due) == dues) for p in pairs),
        added=_lone(new.items, kept, parts[1], found.split, old.items),
        dropped=_lone(old.items, gone, parts[0], found.merged, new.items),
    )


def _lone(
    items: Sequence[Item],
    matched: set[int],
    parts: Mapping[str, tuple[Part, ...]],
    wholes: Mapping[int, int],
    others: Sequence[Item],
) -> tuple[Lone, ...]:
    return tuple(
        Lone(item, parts[item.id], others[wholes[n]] if n in wholes else None)
        for n, item in enumerate(items)
        if n not in matched
    )


def _pair(
    old: Item,
    new: Item,
    likeness: float,
    parts: tuple[Mapping[str, tuple[Part, ...]], Mapping[str, tuple[Part, ...]]],
    spelling: Mapping[str, str],
) -> Pair:
    before, after = parts[0][old.id], parts[1][new.id]
    renamed = {part: part._replace(unit=spelling.get(part.unit, part.unit)) for part in before}
    dropped = tuple(part for part in before if renamed[part] not in after)
    added = tuple(part for part in after if part not in renamed.values())
    return Pair(old, new, likeness, dropped, added, due_of_plan=False)


def _parts(plan: Expanded) -> dict[str, tuple[Part, ...]]:
    """Who has a part in each item, after groups are expanded; then the groups that name nobody."""
    found: dict[str, list[Part]] = {item.id: [] for item in plan.items}
    for part in plan.assignments:
        found[part.item].append(Part(part.role, part.unit))
    canonical = {name: g.name for g in plan.plan.groups for name in (g.name, *g.aliases)}
    for item in plan.items:
        found[item.id] += [
            Part(role, canonical[name], undecided=True)
            for role in Role
            for name in getattr(item, role.value)
            if canonical.get(name) in item.undecided
        ]
    return {item: tuple(dict.fromkeys(parts)) for item, parts in found.items()}


def _facts(old: Plan, new: Plan) -> list[Change]:
    fields = ("title", "year", "number", "issuer", "issued", "due", "report_to")
    values = [(name, *(str(getattr(plan, name) or "") for plan in (old, new))) for name in fields]
    return [Change(*value) for value in values if value[1] != value[2]]


def _unit_names(old: Plan, new: Plan, same: Mapping[str, str]) -> Names:
    known = set(same.values())
    return Names(
        added=tuple(unit.name for unit in new.units if unit.name not in known),
        dropped=tuple(unit.name for unit in old.units if unit.name not in same),
        renamed=tuple(
            (unit.name, same[unit.name])
            for unit in old.units
            if same.get(unit.name, unit.name) != unit.name
        ),
    )


def _chapter_names(old: Plan, new: Plan) -> Names:
    before, after = ([c.heading for c in plan.chapters if c.heading] for plan in (old, new))
    return Names(
        tuple(dict.fromkeys(name for name in after if name not in before)),
        tuple(dict.fromkeys(name for name in before if name not in after)),
    )

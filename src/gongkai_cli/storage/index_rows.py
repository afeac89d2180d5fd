"""Rows of the index turned back into the records that they were made from."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.plan import Basis, Chapter, Fonts, Group, Item, Plan, Settings, Unit
from ..domain.terms import Role, State

if TYPE_CHECKING:
    from ..domain.progress import Word

ROLES = {role.value: role for role in Role}
STATES = {state.value: state for state in State}


class Part(NamedTuple):
    """A unit's part in an item, as the index holds it; ``word`` is read when asked for."""

    item: str
    unit: str
    role: Role
    state: State
    reported: bool
    said: str | None

    @property
    def word(self) -> Word | None:
        """What the unit said, if anything."""
        if self.said is None:
            return None
        from ..domain.ledger import from_record
        from ..domain.progress import Word

        first, *rivals = (from_record(record) for record in json.loads(self.said))
        return Word(first, tuple(rivals))


def part(row: Any) -> Part:
    """Make a unit's part from ``item, unit, role, state, reported, word``."""
    item, unit, role, state, reported, said = row
    return Part(item, unit, ROLES[role], STATES[state], bool(reported), said)


def load_item(text: str) -> Item:
    """Make an item from its JSON."""
    fields = [tuple(part) if type(part) is list else part for part in json.loads(text)]
    item = Item._make(fields)
    return item._replace(due=date.fromisoformat(str(item.due)))


def load_plan(text: str) -> Plan:
    """Make a plan's facts from their JSON."""
    record = json.loads(text)
    plan = Plan._make(record)
    return plan._replace(
        issued=date.fromisoformat(str(plan.issued)) if plan.issued else None,
        due=date.fromisoformat(str(plan.due)),
        settings=_settings(plan.settings),
        units=tuple(Unit(n, k, tuple(a), c, note) for n, k, a, c, note in plan.units),
        groups=tuple(
            Group(n, tuple(a), tuple(m), tuple(c), bool(o)) for n, a, m, c, o in plan.groups
        ),
        chapters=tuple(Chapter._make(chapter) for chapter in plan.chapters),
        basis=tuple(Basis._make(basis) for basis in plan.basis),
    )


def _settings(given: Any) -> Settings:
    settings = Settings._make(given)
    return settings._replace(
        holidays=tuple(date.fromisoformat(str(day)) for day in settings.holidays),
        workdays=tuple(date.fromisoformat(str(day)) for day in settings.workdays),
        fonts=Fonts._make(settings.fonts),
    )

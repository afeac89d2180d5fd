"""Whom to remind of what: what units owe, by how urgent it is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .terms import Lamp, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .clock import Clock
    from .summary import Owed


class Urgency(StrEnum):
    """How urgent it is that a unit does what it owes, most urgent first."""

    LATE = "逾期"
    URGENT = "紧急"
    NEAR = "临期"
    BLOCKED = "受阻"
    NORMAL = "正常"

    @property
    def code(self) -> str:
        """What programs call it."""
        return self.name.lower()


class Reminder(NamedTuple):
    """What a unit owes on some items, alike in all that is said here.

    ``days_left`` counts the days until the last day in time; it is below 0 once that is past.
    """

    owed: Owed
    urgency: Urgency
    days_left: int


def reminders(
    owed: Iterable[Owed], clock: Clock, units: Iterable[str] = (), lamps: Iterable[Lamp] = ()
) -> tuple[Reminder, ...]:
    """List what is owed, most urgent first.

    Args:
        owed: What is owed, in the order of a report.
        clock: The day, and the days that matter for due dates.
        units: Only these units, where any are named.
        lamps: Only these lamps, where any are named.
    """
    wanted, lit = set(units), set(lamps)
    found = [
        _reminder(part, clock)
        for part in owed
        if (not wanted or part.unit in wanted) and (not lit or part.lamp in lit)
    ]
    ranks = {urgency: n for n, urgency in enumerate(Urgency)}
    return tuple(sorted(found, key=lambda part: (ranks[part.urgency], part.days_left)))


def _reminder(owed: Owed, clock: Clock) -> Reminder:
    days = clock.days(owed.due)
    left = (days.last_day - clock.today).days
    if owed.lamp is Lamp.RED:
        urgency = Urgency.LATE
    elif clock.today >= days.urgent_from:
        urgency = Urgency.URGENT
    elif owed.state is State.BLOCKED:
        urgency = Urgency.BLOCKED
    else:
        urgency = Urgency.NEAR if owed.lamp is Lamp.YELLOW else Urgency.NORMAL
    return Reminder(owed, urgency, left)


def by_unit(parts: Iterable[Reminder]) -> dict[str, tuple[Reminder, ...]]:
    """Sort reminders by unit; the unit with the most urgent one comes first."""
    found: dict[str, list[Reminder]] = {}
    for part in parts:
        found.setdefault(part.owed.unit, []).append(part)
    return {unit: tuple(own) for unit, own in found.items()}

"""Lamps as of one day: what is late, near, on its way, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import calendar
from .progress import item_complete
from .terms import Lamp, Role, State

if TYPE_CHECKING:
    from datetime import date

    from .calendar import Milestones
    from .plan import Settings


class Clock:
    """Today, and the days that matter for each due date, worked out once."""

    def __init__(self, today: date, settings: Settings) -> None:
        self.today = today
        self._settings = settings
        self._days: dict[date, Milestones] = {}

    def days(self, due: date) -> Milestones:
        """The days that matter for a due date."""
        known = self._days.get(due)
        if known is None:
            known = self._days[due] = calendar.milestones(due, self._settings)
        return known

    def item_lamp(self, state: State, due: date) -> Lamp:
        """The lamp of an item."""
        return lamp(state, self.today, self.days(due), finished=item_complete(state))

    def unit_lamp(self, role: Role, state: State, due: date, *, reported: bool) -> Lamp:
        """The lamp of a unit's part: a supporter who has reported owes nothing more, so is not late."""
        found = lamp(state, self.today, self.days(due), finished=state.finished)
        if found is Lamp.COMPLETE or not settled(role, state, reported=reported):
            return found
        return Lamp.YELLOW if state is State.BLOCKED else Lamp.GREEN


def settled(role: Role, state: State, *, reported: bool) -> bool:
    """Tell whether a unit owes nothing more on an item."""
    return state.finished or (reported and not role.answers)


def lamp(state: State, today: date, days: Milestones, *, finished: bool) -> Lamp:
    """Derive the lamp from a state and the days that matter."""
    if finished:
        return Lamp.COMPLETE
    if today > days.last_day:
        return Lamp.RED
    if state is State.BLOCKED or today >= days.yellow_from:
        return Lamp.YELLOW
    return Lamp.GREEN

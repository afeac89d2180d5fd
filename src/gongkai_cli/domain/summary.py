"""The figures of a report, from counts of items and of assignments; the two rates are never mixed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from . import calendar
from .clock import Clock, settled
from .progress import item_complete
from .terms import Lamp, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .plan import Plan


class ItemCount(NamedTuple):
    """How many items of a chapter are alike."""

    chapter: str
    state: State
    due: date
    number: int = 1


class WorkCount(NamedTuple):
    """How many assignments of a unit are alike."""

    unit: str
    role: Role
    state: State
    reported: bool
    due: date
    number: int = 1


class Reported(NamedTuple):
    """How many assignments a chapter has, and on how many of them anything was reported."""

    chapter: str
    assignments: int
    reported: int


class Owed(NamedTuple):
    """What a unit still owes, the same on each of some items: a report, or the work itself."""

    unit: str
    role: Role
    state: State
    reported: bool
    due: date
    items: tuple[str, ...]
    lamp: Lamp = Lamp.GREEN

    @property
    def what(self) -> str:
        """What is owed: ``report`` where the unit has said nothing yet, else ``finish``."""
        return "finish" if self.reported else "report"


class Totals(NamedTuple):
    """The whole plan, or the part of it that one unit has."""

    items: int
    complete: int
    states: dict[State, int]
    lamps: dict[Lamp, int]
    assignments: int
    reported: int

    @property
    def completion_rate(self) -> float:
        """完成率: the share of items that are complete, 0 to 1."""
        return self.complete / self.items if self.items else 0.0

    @property
    def reported_rate(self) -> float:
        """反馈率: the share of assignments on which anything was reported, 0 to 1."""
        return self.reported / self.assignments if self.assignments else 0.0


class ChapterLine(NamedTuple):
    """A chapter's figures."""

    key: str
    number: str
    heading: str
    totals: Totals


class UnitLine(NamedTuple):
    """A unit's figures; ``finished`` counts what it need not come back to, ``late`` red lamps."""

    unit: str
    lead: int
    responsible: int
    support: int
    reported: int
    finished: int
    late: int

    @property
    def total(self) -> int:
        """How many items the unit has."""
        return self.lead + self.responsible + self.support

    @property
    def reported_rate(self) -> float:
        """反馈率: the share of the unit's items on which it has reported, 0 to 1."""
        return self.reported / self.total if self.total else 0.0


class Report(NamedTuple):
    """Everything that a report shows, as of one day; ``unit`` is empty for the whole plan."""

    plan: Plan
    as_of: date
    days_left: int
    workdays_left: int
    totals: Totals
    chapters: tuple[ChapterLine, ...]
    units: tuple[UnitLine, ...]
    outstanding: tuple[Owed, ...]
    unit: str = ""


def totals(items: Iterable[ItemCount], work: Iterable[Reported], clock: Clock) -> Totals:
    """Add up items and assignments."""
    states: Counter[State] = Counter()
    lamps: Counter[Lamp] = Counter()
    for line in items:
        states[line.state] += line.number
        lamps[clock.item_lamp(line.state, line.due)] += line.number
    complete = sum(count for state, count in states.items() if item_complete(state))
    work = list(work)
    assignments = sum(part.assignments for part in work)
    reported = sum(part.reported for part in work)
    return Totals(
        states.total(),
        complete,
        {state: states[state] for state in State},
        {lamp: lamps[lamp] for lamp in Lamp},
        assignments,
        reported,
    )


def unit_lines(plan: Plan, work: Iterable[WorkCount], clock: Clock) -> tuple[UnitLine, ...]:
    """Add up assignments by unit, in the plan's order; a unit without any is left out."""
    lines: dict[str, Counter[str]] = {unit.name: Counter() for unit in plan.units}
    for part in work:
        count = lines[part.unit]
        count[part.role.value] += part.number
        if part.reported:
            count["reported"] += part.number
        if part.state.finished:
            count["finished"] += part.number
        if clock.unit_lamp(part.role, part.state, part.due, reported=part.reported) is Lamp.RED:
            count["late"] += part.number
    fields = UnitLine._fields[1:]
    return tuple(
        UnitLine(unit, *(count[field] for field in fields))
        for unit, count in lines.items()
        if count
    )


def outstanding(plan: Plan, parts: Iterable[Owed], clock: Clock) -> tuple[Owed, ...]:
    """List who still owes what, most urgent first: red before yellow, then by due date and unit."""
    units = {unit.name: n for n, unit in enumerate(plan.units)}
    lamps = {lamp: n for n, lamp in enumerate(Lamp)}
    roles = {role: n for n, role in enumerate(Role)}
    owed = [
        part._replace(lamp=clock.unit_lamp(part.role, part.state, part.due, reported=part.reported))
        for part in parts
        if not settled(part.role, part.state, reported=part.reported)
    ]
    states = {state: n for n, state in enumerate(State)}
    owed.sort(
        key=lambda o: (
            lamps[o.lamp],
            o.due,
            units[o.unit],
            o.reported,
            roles[o.role],
            states[o.state],
        )
    )
    return tuple(owed)


def summarise(  # noqa: PLR0913
    plan: Plan,
    today: date,
    items: list[ItemCount],
    reported: list[Reported],
    work: list[WorkCount],
    parts: Iterable[Owed],
) -> Report:
    """Make a report's figures.

    Args:
        plan: The plan's facts.
        today: The day as of which the counts were taken.
        items: Counts of items.
        reported: Counts of assignments by chapter.
        work: Counts of assignments by unit.
        parts: The assignments that are not finished; their lamps are set here.
    """
    clock = Clock(today, plan.settings)
    last_day = clock.days(plan.due).last_day
    return Report(
        plan,
        today,
        (last_day - today).days,
        calendar.workdays_left(today, last_day, plan.settings),
        totals(items, reported, clock),
        tuple(_chapter_lines(plan, items, reported, clock)),
        unit_lines(plan, work, clock),
        outstanding(plan, parts, clock),
    )


def _chapter_lines(
    plan: Plan, items: list[ItemCount], reported: list[Reported], clock: Clock
) -> Iterable[ChapterLine]:
    items_of: dict[str, list[ItemCount]] = {}
    for line in items:
        items_of.setdefault(line.chapter, []).append(line)
    for chapter in plan.chapters:
        if chapter.key in items_of:
            work = [part for part in reported if part.chapter == chapter.key]
            figures = totals(items_of[chapter.key], work, clock)
            yield ChapterLine(chapter.key, chapter.number, chapter.heading, figures)

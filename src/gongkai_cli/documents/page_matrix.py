"""The matrix of items and units: a sign for each state, and a row's cells with the gaps between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..domain.terms import Lamp, Role, State
from ..output.table import lamp_word
from ..output.tables import MAYBE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..domain.clock import Clock
    from ..domain.dossier import Work
    from ..domain.plan import Plan
    from ..domain.progress import Standing
    from ..domain.summary import Report


class Sign(NamedTuple):
    """How a state or a lamp looks: a letter for style sheet and script, a sign, the word."""

    code: str
    sign: str
    word: str


STATES = {
    State.NOT_STARTED: Sign("n", "未", State.NOT_STARTED.word),
    State.IN_PROGRESS: Sign("i", "推", State.IN_PROGRESS.word),
    State.DONE: Sign("d", "完", State.DONE.word),
    State.ONGOING: Sign("o", "长", State.ONGOING.word),
    State.NOT_APPLICABLE: Sign("a", "—", State.NOT_APPLICABLE.word),
    State.BLOCKED: Sign("b", "阻", State.BLOCKED.word),
}
UNREPORTED = Sign("u", "", "未反馈")
UNDECIDED = Sign("m", "？", MAYBE)
LEGEND = (*STATES.values(), UNREPORTED, UNDECIDED)
_ROLES = {Role.LEAD: "L", Role.RESPONSIBLE: "R", Role.SUPPORT: "S"}


class Column(NamedTuple):
    """A unit; ``confirmed`` is false where its full name is not known."""

    place: int
    name: str
    confirmed: bool


class Cell(NamedTuple):
    """A unit's part in an item, or ``gap`` columns where nobody has one.

    ``part`` is for the filters: the column, the letters of state and lamp, and whether anything was
    reported (1 or 0; m where an open group may mean the unit).
    """

    gap: int = 0
    looks: str = ""
    sign: str = ""
    word: str = ""
    label: str = ""
    part: str = ""


def lamp_sign(lamp: Lamp, state: State = State.NOT_STARTED) -> Sign:
    """Make a lamp's sign; a yellow one's word is 受阻 where it is blocked."""
    return Sign(lamp.value[0], lamp.sign, lamp_word(lamp, state))


def columns(report: Report, works: Iterable[Work]) -> tuple[Column, ...]:
    """List the units that have a part in anything, or may have, in the plan's order."""
    if report.unit:
        names = {report.unit}
    else:
        groups = {name for work in works for name in work.item.undecided}
        names = {line.unit for line in report.units}.union(
            *(candidates(name, report.plan) for name in groups)
        )
    units = [unit for unit in report.plan.units if unit.name in names]
    return tuple(Column(n, unit.name, unit.confirmed) for n, unit in enumerate(units))


def candidates(name: str, plan: Plan) -> tuple[str, ...]:
    """The units that an open group may mean."""
    group = plan.group(name)
    return group.candidates if group and group.open else ()


def cells(work: Work, plan: Plan, clock: Clock, units: tuple[Column, ...]) -> tuple[Cell, ...]:
    """Make a row's cells, from left to right."""
    parts = {part.unit: part for part in work.standings}
    maybe = {unit for name in work.item.undecided for unit in candidates(name, plan)}
    return tuple(_cells(work, parts, maybe, clock, units))


def _cells(
    work: Work,
    parts: dict[str, Standing],
    maybe: set[str],
    clock: Clock,
    units: tuple[Column, ...],
) -> Iterator[Cell]:
    gap = 0
    for column in units:
        part = parts.get(column.name)
        if part is None and column.name not in maybe:
            gap += 1
            continue
        if gap:
            yield Cell(gap)
            gap = 0
        yield _known(work, part, clock, column) if part else _undecided(work, clock, column)
    if gap:
        yield Cell(gap)


def _known(work: Work, part: Standing, clock: Clock, column: Column) -> Cell:
    reported = part.word is not None
    sign = STATES[part.state] if reported else UNREPORTED
    lamp = clock.unit_lamp(part.role, part.state, work.item.due, reported=reported)
    late = lamp is Lamp.RED
    return Cell(
        0,
        f"{sign.code} {_ROLES[part.role]}{' late' if late else ''}",
        sign.sign,
        sign.word,
        "，".join((sign.word, part.role.word, *([lamp.word] if late else []))),
        f"{column.place}{STATES[part.state].code}{lamp.value[0]}{int(reported)}",
    )


def _undecided(work: Work, clock: Clock, column: Column) -> Cell:
    lamp = clock.item_lamp(State.NOT_STARTED, work.item.due)
    state = STATES[State.NOT_STARTED].code
    part = f"{column.place}{state}{lamp.value[0]}m"
    return Cell(0, UNDECIDED.code, UNDECIDED.sign, UNDECIDED.word, UNDECIDED.word, part)

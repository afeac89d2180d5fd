"""What units said of an item, as documents tell it: leading units first, the silent ones by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..domain.terms import Role, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.clock import Clock
    from ..domain.dossier import Work
    from ..domain.progress import Evidence, Standing
    from ..domain.terms import Lamp

_RANK = {role: n for n, role in enumerate(Role)}


class Account(NamedTuple):
    """Units in one role that said the same of an item, in the plan's order."""

    units: tuple[str, ...]
    role: Role
    state: State
    note: str = ""

    @property
    def head(self) -> str:
        """Who says it, with role and state: ``办公室（牵头，已完成）``."""
        return f"{'、'.join(self.units)}（{self.role.word}，{self.state.word}）"


def accounts(work: Work) -> list[Account]:
    """What was said of an item: leading units first, then responsible and supporting ones."""
    told: dict[tuple[Role, State, str], list[str]] = {}
    for part in _ranked(work):
        if part.word:
            note = part.word.entry.note.strip()
            told.setdefault((part.role, part.state, note), []).append(part.unit)
    return [Account(tuple(units), *said) for said, units in told.items()]


def silent(work: Work) -> tuple[str, ...]:
    """The units of an item that have said nothing, leading ones first."""
    return tuple(part.unit for part in _ranked(work) if part.word is None)


def unfinished(work: Work) -> tuple[str, ...]:
    """The leading and responsible units that have not finished an item, leading ones first."""
    return tuple(p.unit for p in _ranked(work) if p.role.answers and not p.state.finished)


def blocked(work: Work) -> list[Account]:
    """What the units of an item said that cannot go on."""
    return [account for account in accounts(work) if account.state is State.BLOCKED]


def proofs(work: Work) -> list[tuple[str, Sequence[Evidence]]]:
    """The evidence for an item, by unit, leading ones first."""
    return [
        (part.unit, part.word.entry.evidence)
        for part in _ranked(work)
        if part.word and part.word.entry.evidence
    ]


def state_word(work: Work, unit: str = "") -> str:
    """The state of an item, or of a unit's own part in it; 未反馈 where nobody has said anything."""
    if work.standings and not any(part.word for part in work.standings):
        return "未反馈"
    return work.standings[0].state.word if unit else work.state.word


def lamp(work: Work, clock: Clock, unit: str = "") -> Lamp:
    """The lamp of an item, or of a unit's own part in it."""
    if not unit:
        return clock.item_lamp(work.state, work.item.due)
    part = work.standings[0]
    return clock.unit_lamp(part.role, part.state, work.item.due, reported=part.word is not None)


def _ranked(work: Work) -> list[Standing]:
    return sorted(work.standings, key=lambda part: _RANK[part.role])

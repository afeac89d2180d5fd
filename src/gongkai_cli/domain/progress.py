"""What units said, and what follows from it: the newest word, the item's state, the lamp."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from .terms import Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
PROGRESS = "progress"
RETRACT = "retract"
FORM_VIA = "form:"
"""How the ``via`` of an entry begins that came from a form: its file, sheet and cell follow."""


class Evidence(NamedTuple):
    """A published page, a document number or a file that shows the work was done."""

    title: str
    url: str = ""
    sha256: str = ""
    date: str = ""
    column: str = ""


class Entry(NamedTuple):
    """One line of the ledger: what was said about one (item, unit).

    ``day`` is the day that the word is for, ``at`` the moment it was written down; ``state`` is
    ``None`` in a retraction, whose ``retracts`` names the entry that no longer counts.
    """

    id: str
    at: str
    item: str
    unit: str
    kind: str
    state: State | None
    day: str
    note: str
    evidence: tuple[Evidence, ...]
    by: str
    via: str
    prev: tuple[str, ...]
    digest: str
    retracts: str = ""
    batch: tuple[str, int] | None = None

    @property
    def form(self) -> str:
        """The file, sheet and cell of the form that it came from; empty where it came otherwise."""
        return self.via.removeprefix(FORM_VIA) if self.via.startswith(FORM_VIA) else ""

    @property
    def order(self) -> tuple[float, str]:
        """What "newer" means between two entries that have not seen each other: the moment."""
        return datetime.fromisoformat(self.at).timestamp(), self.id


class Word(NamedTuple):
    """What counts of all that was said about one (item, unit).

    ``rivals`` are further newest entries whose writers had not seen each other (同时修改).
    """

    entry: Entry
    rivals: tuple[Entry, ...] = ()

    @property
    def state(self) -> State:
        """The state that the deciding entry gives."""
        return self.entry.state or State.NOT_STARTED


class Standing(NamedTuple):
    """How one unit stands with one item."""

    unit: str
    role: Role
    word: Word | None = None

    @property
    def state(self) -> State:
        """What the unit says; 未启动 where it has said nothing."""
        return self.word.state if self.word else State.NOT_STARTED


def active(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what is no progress, and what is retracted, newest first.

    A retraction can itself be retracted.  It is followed by its target's id, not by its time, so
    that two computers' clocks need not agree.
    """
    known = sorted(entries, key=lambda e: e.order, reverse=True)
    retractions = [entry for entry in known if entry.kind == RETRACT]
    gone: set[str] = set()
    for _ in range(len(retractions) + 1):
        before, gone = gone, {r.retracts for r in retractions if r.id not in gone}
        if gone == before:
            break
    return [entry for entry in known if entry.kind == PROGRESS and entry.id not in gone]


def heads(entries: Sequence[Entry]) -> list[Entry]:
    """List the newest entries that nothing active has seen, the deciding one first.

    Args:
        entries: All entries of one (item, unit), retractions included, in any order.
    """
    prev = {entry.id: entry.prev for entry in entries}
    standing = active(entries)
    seen: set[str] = set()
    for entry in standing:
        _mark_seen(entry.prev, prev, seen)
    return [entry for entry in standing if entry.id not in seen]


def _mark_seen(start: Iterable[str], prev: Mapping[str, tuple[str, ...]], seen: set[str]) -> None:
    waiting = list(start)
    while waiting:
        known = waiting.pop()
        if known not in seen:
            seen.add(known)
            waiting.extend(prev.get(known, ()))


def newest_word(entries: Sequence[Entry]) -> Word | None:
    """Say what counts of all entries of one (item, unit), or ``None`` where nothing does."""
    if len(entries) == 1 and entries[0].kind == PROGRESS:
        return Word(entries[0])
    newest = heads(entries)
    return Word(newest[0], tuple(newest[1:])) if newest else None


def item_state(standings: Iterable[tuple[Role, State]]) -> State:
    """Derive an item's state from its leading and responsible units (design, section 2).

    The item is complete when all of them have finished and at least one had something to do;
    ``DONE`` and ``ONGOING`` say so.  ``NOT_APPLICABLE`` means that nobody had, and is not complete.
    """
    states = {state for role, state in standings if role.answers}
    if not states or states == {State.NOT_STARTED}:
        return State.NOT_STARTED
    if State.BLOCKED in states:
        return State.BLOCKED
    if not all(state.finished for state in states):
        return State.IN_PROGRESS
    if states == {State.NOT_APPLICABLE}:
        return State.NOT_APPLICABLE
    return State.ONGOING if State.ONGOING in states else State.DONE


def item_complete(state: State) -> bool:
    """Tell whether an item in a derived state is complete."""
    return state in {State.DONE, State.ONGOING}

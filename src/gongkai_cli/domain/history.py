"""How a plan came on: the figures at the end of each day on which anything was said."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .progress import item_complete, item_state, newest_word
from .terms import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .dossier import Work
    from .progress import Entry, Word


class DayLine(NamedTuple):
    """A day: how many entries are of it, and what was reported and complete at its end."""

    day: date
    entries: int
    reported: int
    complete: int


def history(works: Sequence[Work], entries: Iterable[Entry]) -> tuple[DayLine, ...]:
    """Work out each day's figures; those of a day are what a report as of that day says.

    Args:
        works: The items and the units that have a part in them; entries about others do not count.
        entries: The ledger, with the units' own names.
    """
    parts = {(work.item.id, part.unit) for work in works for part in work.standings}
    counted = sorted(
        (entry for entry in entries if (entry.item, entry.unit) in parts),
        key=lambda entry: entry.day,
    )
    return tuple(_days(works, counted))


def _days(works: Sequence[Work], counted: Sequence[Entry]) -> Iterator[DayLine]:
    roles = {work.item.id: [(part.unit, part.role) for part in work.standings] for work in works}
    said: dict[tuple[str, str], list[Entry]] = {}
    words: dict[tuple[str, str], Word] = {}
    complete: set[str] = set()
    for day, group in groupby(counted, key=lambda entry: entry.day):
        lines = list(group)
        for entry in lines:
            said.setdefault((entry.item, entry.unit), []).append(entry)
        for pair in {(entry.item, entry.unit) for entry in lines}:
            word = newest_word(said[pair])
            if word:
                words[pair] = word
            else:
                words.pop(pair, None)
        for item in {entry.item for entry in lines}:
            states = [
                (role, words[item, unit].state if (item, unit) in words else State.NOT_STARTED)
                for unit, role in roles[item]
            ]
            (complete.add if item_complete(item_state(states)) else complete.discard)(item)
        yield DayLine(date.fromisoformat(day), len(lines), len(words), len(complete))

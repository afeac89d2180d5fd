"""What an old plan leaves unfinished, and where the new plan takes it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .clock import settled
from .progress import item_complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dossier import Work
    from .plan import Item
    from .plan_diff import Pair, PlanDiff
    from .progress import Standing


class Heir(NamedTuple):
    """An item of the new plan that takes up one of the old.

    ``pair`` is their match; without one the item only seems to hold a part of the old requirement.
    """

    item: Item
    pair: Pair | None = None


class Carried(NamedTuple):
    """An unfinished item of the old plan: who still owes what, and what takes it up, if anything."""

    work: Work
    waiting: tuple[Standing, ...]
    heirs: tuple[Heir, ...]


def carried(found: PlanDiff, works: Iterable[Work]) -> tuple[Carried, ...]:
    """List what is unfinished.

    Args:
        found: The difference of the two plans.
        works: The old plan's items with what is known of them, in the document's order.
    """
    heirs = _heirs(found)
    return tuple(
        Carried(work, tuple(_waiting(work)), tuple(heirs.get(work.item.id, ())))
        for work in works
        if not item_complete(work.state)
    )


def _waiting(work: Work) -> Iterator[Standing]:
    for part in work.standings:
        if not settled(part.role, part.state, reported=part.word is not None):
            yield part


def _heirs(found: PlanDiff) -> dict[str, list[Heir]]:
    """Lead from old items to new ones: matches, then parts that were split off or merged into."""
    heirs = {pair.old.id: [Heir(pair.new, pair)] for pair in found.pairs}
    for lone in found.added:
        if lone.whole:
            heirs.setdefault(lone.whole.id, []).append(Heir(lone.item))
    for lone in found.dropped:
        if lone.whole:
            heirs.setdefault(lone.item.id, []).append(Heir(lone.whole))
    return heirs

"""All that a report document is made from: figures, items with what units said, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .clock import Clock
    from .plan import Item
    from .progress import Entry, Standing
    from .summary import Report
    from .terms import State


class Work(NamedTuple):
    """An item with how every unit stands with it."""

    item: Item
    state: State
    standings: tuple[Standing, ...]


class Dossier(NamedTuple):
    """A report and what its figures are drawn from, as of the report's day.

    ``works`` are in the document's order; of one unit's report they are its own items, with its own
    standings.  ``entries`` are oldest first, retractions included, with the units' own names.
    ``clock`` has the day, ``at`` is the moment at which the documents are made.
    """

    report: Report
    titles: Mapping[str, str]
    works: tuple[Work, ...]
    entries: tuple[Entry, ...]
    clock: Clock
    at: datetime

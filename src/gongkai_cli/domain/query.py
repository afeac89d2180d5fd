"""Which rows a list shows: filters that combine, on items and on what units say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .plan import Item
    from .terms import Lamp, Role, State


class Row(NamedTuple):
    """A line of a list: an item, or a unit's part in an item.

    ``role`` is ``None`` for a whole item and where an open group (``maybe``) may mean the unit.
    """

    item: Item
    unit: str
    role: Role | None
    state: State
    lamp: Lamp
    maybe: str = ""


class Filter(NamedTuple):
    """What is asked for; an empty part asks for nothing."""

    units: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    states: tuple[State, ...] = ()
    sections: tuple[str, ...] = ()
    lamps: tuple[Lamp, ...] = ()
    due_before: date | None = None
    search: str = ""

    def accepts(self, row: Row) -> bool:
        """Tell whether a row is asked for; units are chosen before rows are made."""
        return (
            (not self.states or row.state in self.states)
            and (not self.lamps or row.lamp in self.lamps)
            and (self.due_before is None or row.item.due <= self.due_before)
            and (not self.roles or self._in_role(row))
            and (not self.sections or _within(row.item.id, self.sections))
            and (not self.search or _mentions(row.item, plain(self.search)))
        )

    def _in_role(self, row: Row) -> bool:
        if row.unit:
            return row.role in self.roles
        return any(getattr(row.item, role.value) for role in self.roles)


def select(rows: Iterable[Row], wanted: Filter) -> list[Row]:
    """Keep the rows that are asked for."""
    return [row for row in rows if wanted.accepts(row)]


def _within(item_id: str, sections: tuple[str, ...]) -> bool:
    return any(item_id == key or item_id.startswith(f"{key}.") for key in sections)


def _mentions(item: Item, words: str) -> bool:
    texts = (item.title, item.text, item.assigned, item.note, *item.path, *item.publish_to)
    return any(words in plain(text) for text in texts)

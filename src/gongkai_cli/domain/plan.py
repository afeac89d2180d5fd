"""The plan as the program works with it, after groups are expanded: light records, cheap to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from .terms import Role


class Unit(NamedTuple):
    """A 科室 or 局属单位 that can be held to account."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    confirmed: bool = True
    note: str = ""


class Group(NamedTuple):
    """A name for several units; an open group has no members, only units that it may mean."""

    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    open: bool = False


class Basis(NamedTuple):
    """A document that the plan rests on; ``number`` may be unknown."""

    title: str
    number: str = ""


class Fonts(NamedTuple):
    """The fonts of documents: of titles, of the body and of the first two levels of headings.

    The usual ones are those of GB/T 9704-2012, by the names that Windows and WPS know them by.
    """

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"


class Settings(NamedTuple):
    """How the plan counts days, and what its documents say and look like.

    ``holidays`` and ``workdays`` override the calendar; ``addressee`` is the 主送机关 of the report.
    """

    due_inclusive: bool = True
    yellow_days: int = 10
    urgent_days: int = 3
    contact: str = ""
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    addressee: str = ""
    fonts: Fonts = Fonts()


class Chapter(NamedTuple):
    """A heading of the first level that item ids count; ``key`` is its number, as in ids."""

    key: str
    number: str
    heading: str


class Plan(NamedTuple):
    """The facts of a plan, without its items."""

    title: str
    year: int
    number: str
    issuer: str
    issued: date | None
    due: date
    due_text: str
    report_to: str
    settings: Settings
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    chapters: tuple[Chapter, ...]
    basis: tuple[Basis, ...] = ()

    def group(self, name: str) -> Group | None:
        """Find a group by its name or an alias."""
        return next((g for g in self.groups if name == g.name or name in g.aliases), None)


class Item(NamedTuple):
    """One requirement; ``assigned``, ``lead``, ``support`` and ``responsible`` are as printed."""

    id: str
    number: str
    path: tuple[str, ...]
    title: str
    text: str
    assigned: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    undecided: tuple[str, ...]
    due: date
    due_text: str
    ongoing: bool
    publish_to: tuple[str, ...]
    note: str
    chapter: str
    digest: str


class Assignment(NamedTuple):
    """A unit's part in an item, after groups are expanded."""

    item: str
    unit: str
    role: Role

"""The registry: the plan and its ledger joined, the one door through which commands go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..domain import names
from ..domain.clock import Clock
from ..domain.dossier import Dossier, Work
from ..domain.errors import Busy, NotFound, WrongUsage
from ..domain.progress import PROGRESS, RETRACT, Entry, Evidence, Standing, heads, newest_word
from ..domain.query import Filter, Row, select
from ..domain.terms import State
from . import ledger
from .index_file import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from ..domain.form_rows import Duty
    from ..domain.plan import Item, Plan
    from ..domain.schema import PlanFile
    from ..domain.summary import Report
    from ..domain.terms import Role
    from .index_rows import Part
    from .locate import Location


class Saying(NamedTuple):
    """What somebody wants to record; ``digest`` is that of the requirement as it was read, if known."""

    state: State
    day: date
    at: datetime
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    by: str = ""
    via: str = "cli"
    digest: str = ""


class Record(NamedTuple):
    """A saying about one (item, unit), by somebody who knew these newest entries of it."""

    item: str
    unit: str
    saying: Saying
    seen: tuple[str, ...]


class Change(NamedTuple):
    """What an entry changed: ``before`` is ``None`` where nothing had been said."""

    entry: Entry
    before: State | None
    after: State | None


class Registry:
    """A plan with its ledger, as of one day.

    Args:
        location: Which plan.
        today: The day; entries for later days are left out.

    Raises:
        InvalidData: The plan or its ledger cannot be read, or the plan is not valid.
    """

    def __init__(self, location: Location, today: date) -> None:
        self.location = location
        self.today = today
        self._index = open_index(location)
        self._followed = False

    @property
    def plan(self) -> Plan:
        """The plan's facts."""
        return self._index.plan

    @property
    def clock(self) -> Clock:
        """The day of the registry, with the days that matter for due dates."""
        return Clock(self.today, self.plan.settings)

    @property
    def problems(self) -> int:
        """How many lines of the ledger do not count because something is wrong with them."""
        self._follow()
        return self._index.problems

    def _follow(self) -> None:
        if not self._followed:
            self._index.follow(self.today)
            self._followed = True

    def plan_file(self) -> PlanFile:
        """The plan file with every sentence of the document, read anew.

        Raises:
            InvalidData: It cannot be read or is not valid.
        """
        from .plan_file import load

        return load(self.location.plan).valid

    # -- names ------------------------------------------------------------------------------------

    def unit(self, name: str) -> str:
        """Find a unit by its name or an alias; raises ``NotFound``."""
        return names.find_unit(self.plan, name)

    def item_id(self, name: str) -> str:
        """Find an item's id by the id or by the number as printed; raises ``NotFound``."""
        wanted = names.item_id(name)
        if wanted and self._index.digest(wanted) is not None:
            return wanted
        return names.find_item(self._index.titles(), name)

    def titles(self) -> dict[str, str]:
        """Every item's title, by id, in the document's order."""
        return self._index.titles()

    # -- reading ----------------------------------------------------------------------------------

    def rows(self, wanted: Filter) -> list[Row]:
        """List items, or units' parts where units are asked for, in the document's order."""
        self._follow()
        return select(self._unit_rows(wanted.units) if wanted.units else self._item_rows(), wanted)

    def _item_rows(self) -> list[Row]:
        clock = self.clock
        return [
            Row(item, "", None, state, clock.item_lamp(state, item.due))
            for item, state in self._index.items()
        ]

    def _unit_rows(self, units: Sequence[str]) -> list[Row]:
        clock = self.clock
        parts = self._index.parts_of(units)
        rows = [_row(item, part, clock) for item, part in parts]
        taken = {(row.item.id, row.unit) for row in rows}
        maybe = [row for row in self._maybe_rows(units) if (row.item.id, row.unit) not in taken]
        if not maybe:
            return rows
        order = {item: n for n, item in enumerate(self.titles())}
        return sorted([*rows, *maybe], key=lambda row: order[row.item.id])

    def _maybe_rows(self, units: Sequence[str]) -> list[Row]:
        """What an open group may mean: it is nobody's until somebody decides."""
        groups = {g.name: g for g in self.plan.groups if g.open and {*g.candidates} & {*units}}
        named = self._index.undecided(list(groups)) if groups else []
        items = {item.id: item for item, _ in self._index.items([item for item, _ in named])}
        clock = self.clock
        fresh = State.NOT_STARTED
        return [
            Row(items[item], unit, None, fresh, clock.item_lamp(fresh, items[item].due), group)
            for item, group in named
            for unit in units
            if unit in groups[group].candidates
        ]

    def works(self, ids: Sequence[str] | None) -> list[Work]:
        """Items with all that is known of them, all or some, in the document's order."""
        self._follow()
        standings: dict[str, list[Standing]] = {}
        for part in self._index.parts(ids):
            standings.setdefault(part.item, []).append(Standing(part.unit, part.role, part.word))
        return [
            Work(item, state, tuple(standings.get(item.id, ())))
            for item, state in self._index.items(ids)
        ]

    def report(self, unit: str = "") -> Report:
        """Work out the figures, of the whole plan or of one unit's part in it."""
        from ..domain.summary import summarise

        self._follow()
        index = self._index
        found = summarise(
            self.plan,
            self.today,
            index.item_counts(unit),
            index.reported(unit),
            index.work_counts(unit),
            index.open_parts(unit),
        )
        return found._replace(unit=unit)

    def dossier(self, at: datetime, unit: str = "") -> Dossier:
        """Gather all that a report's documents show, of the whole plan or of one unit's part in it.

        Args:
            at: The moment at which they are made.
            unit: Whose part; empty for the whole plan.
        """
        if unit:
            ids = [row.item.id for row in self.rows(Filter(units=(unit,))) if not row.maybe]
            works = [
                work._replace(standings=tuple(p for p in work.standings if p.unit == unit))
                for work in self.works(ids)
            ]
        else:
            works = self.works(None)
        own = names.unit_names(self.plan)
        entries = [
            entry._replace(unit=own.get(names.plain(entry.unit), entry.unit))
            for entry in self.entries(unit=unit)
        ]
        report, clock = self.report(unit), self.clock
        return Dossier(report, self.titles(), tuple(works), tuple(entries), clock, at)

    def entries(self, item: str = "", unit: str = "") -> list[Entry]:
        """List what was recorded, oldest first: all of it, or of an item or a unit."""
        self._follow()
        return self._index.entries(item, unit)

    def duties(self, unit: str) -> list[Duty]:
        """A unit's parts in items, each with all that was ever said of it, in the document's order."""
        from ..domain.form_rows import Duty

        self._follow()
        said: dict[str, list[Entry]] = {}
        for entry in self._index.entries(unit=unit):
            said.setdefault(entry.item, []).append(entry)
        return [
            Duty(item, part.role, tuple(said.get(item.id, ())))
            for item, part in self._index.parts_of([unit])
        ]

    def days_via(self, start: str) -> dict[str, str]:
        """The day of each unit's newest entry whose ``via`` begins like this; others are left out."""
        self._follow()
        known = [unit.name for unit in self.plan.units]
        newest = self._index.newest_via(start)
        return {unit: newest[unit][:10] for unit in known if unit in newest}

    def units_of(self, item: str) -> list[tuple[str, Role]]:
        """The units of an item and their roles."""
        return self._index.units_of(item)

    # -- writing ----------------------------------------------------------------------------------

    def record(
        self, pairs: Sequence[tuple[str, str]], saying: Saying, *, dry_run: bool = False
    ) -> list[Change]:
        """Record the same word for several (item, unit): all of it or nothing.

        Raises:
            Busy: Somebody else kept writing.
            InvalidData: The ledger cannot be written; it is as it was.
        """
        return self._write(lambda: [self._said(*pair, saying) for pair in pairs], dry_run=dry_run)

    def record_all(self, records: Sequence[Record]) -> list[Change]:
        """Record several words, each as it was judged: all of them or nothing.

        Raises:
            Busy: Somebody else kept writing, or said something since the records were judged.
            InvalidData: The ledger cannot be written; it is as it was.
        """
        changes = self._write(lambda: [*map(self._as_judged, records)], dry_run=False)
        self._followed = False  # what is asked next shows them
        return changes

    def _as_judged(self, record: Record) -> Change:
        change = self._said(record.item, record.unit, record.saying)
        if change.entry.prev != record.seen:
            raise Busy("台账刚刚有人改过，什么都没有写入。", "请再运行一次，看新的对照。")
        return change

    def undo(self, entry_id: str, at: datetime, by: str, *, dry_run: bool = False) -> Change:
        """Retract an entry, which stays in the ledger.

        Args:
            entry_id: The entry's id or the beginning of it; empty means the newest of all.
            at: Now; the entry no longer counts from the registry's day on.
            by: Who says so.
            dry_run: Only say what would change.

        Raises:
            NotFound: There is no such entry, or it is already retracted.
        """
        (change,) = self._write(lambda: [self._retracted(entry_id, at, by)], dry_run=dry_run)
        return change

    def _write(self, decide: Callable[[], list[Change]], *, dry_run: bool) -> list[Change]:
        if dry_run:
            self._follow()
            return decide()
        with ledger.writing(self.location.ledger) as writer:
            self._index.follow(self.today, alone=True)
            self._followed = True
            changes = decide()
            writer.append([change.entry for change in changes])
        return changes

    def _said(self, item: str, unit: str, saying: Saying) -> Change:
        entries = self._index.entries(item, unit)
        newest = heads(entries)
        entry = Entry(
            ledger.new_id(saying.at),
            _moment(saying.at),
            item,
            unit,
            PROGRESS,
            saying.state,
            saying.day.isoformat(),
            saying.note,
            saying.evidence,
            saying.by,
            saying.via,
            tuple(known.id for known in newest),
            saying.digest or self._index.digest(item) or "",
        )
        return Change(entry, newest[0].state if newest else None, saying.state)

    def _retracted(self, entry_id: str, at: datetime, by: str) -> Change:
        target = self._target(entry_id)
        unit = names.unit_names(self.plan).get(names.plain(target.unit), target.unit)
        entries = self._index.entries(target.item, unit)
        entry = Entry(
            ledger.new_id(at),
            _moment(at),
            target.item,
            target.unit,
            RETRACT,
            None,
            max(self.today.isoformat(), target.day),
            "",
            (),
            by,
            "cli",
            tuple(known.id for known in heads(entries)),
            "",
            retracts=target.id,
        )
        before, after = newest_word(entries), newest_word([*entries, entry])
        return Change(entry, before and before.state, after and after.state)

    def _target(self, entry_id: str) -> Entry:
        standing = self._standing_entries()
        if not entry_id:
            if not standing:
                raise NotFound("还没有可以撤销的记录。", "")
            return standing[-1]
        found = [e for e in standing if e.id.startswith(entry_id.strip().upper())]
        if not found:
            raise NotFound(
                f"没有记录号为“{entry_id}”的记录，或它已经撤销。", "记录号见 gongkai status log。"
            )
        if len(found) > 1:
            raise WrongUsage(f"有 {len(found)} 条记录的记录号以“{entry_id}”开头。", "请多写几位。")
        return found[0]

    def _standing_entries(self) -> list[Entry]:
        from ..domain.progress import active

        return active(self._index.entries())[::-1]


def _row(item: Item, part: Part, clock: Clock) -> Row:
    lamp = clock.unit_lamp(part.role, part.state, item.due, reported=part.reported)
    return Row(item, part.unit, part.role, part.state, lamp)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")

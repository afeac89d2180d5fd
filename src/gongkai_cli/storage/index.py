"""The derived index: the validated plan and the folded ledger, kept in the user's cache folder.

A plan changes rarely and is read at every command, so what it means is worked out once and kept in a
SQLite file (``index_build``).  The index holds the very bytes that it was made from: one that differs
in a single byte from the files as they are now, or that another version made, is not used.  The file is
never changed in place but put there whole, so any number of commands may read or build it at once.
Without a cache folder the same index is built in memory.

The ledger grows at every ``status set``.  The index holds it up to some byte; what came after is read
at each command and laid over (``index_build.lay_over``), and folded in once it has grown.  The same
overlay answers "as of an earlier day".
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from ..domain.errors import GongkaiError, InvalidData
from . import ledger
from .files import reason, starts_with
from .index_rows import ROLES, STATES, Part, load_item, load_plan, part

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from ..domain.plan import Item, Plan
    from ..domain.progress import Entry
    from ..domain.summary import ItemCount, Owed, Reported, WorkCount
    from ..domain.terms import Role, State
    from .ledger_lines import Reading
    from .locate import Location

_FOLD_BYTES = 64 * 1024
_READ_PATIENCE = 2.0


class Index:
    """Answers questions about a plan and its ledger, as of a day."""

    def __init__(
        self, location: Location, connection: sqlite3.Connection, kept: Path | None
    ) -> None:
        self._location = location
        self._db = connection
        self._kept = kept
        self._plan: Plan | None = None
        self._item, self._work = "item", "work"
        self._tail: list[Entry] = []
        self._names: dict[str, str] = {}
        self._as_of = ""
        self.problems = 0

    @property
    def plan(self) -> Plan:
        """The plan's facts."""
        if self._plan is None:
            self._plan = load_plan(self._meta("plan"))
        return self._plan

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    # -- the ledger -------------------------------------------------------------------------------

    def follow(self, as_of: date, *, alone: bool = False) -> None:
        """Bring the ledger up to now, and show it as of a day.

        Args:
            as_of: Entries for later days are left out.
            alone: Whether the caller holds the ledger's lock.
        """
        files = ledger.paths(self._location.plan, self._location.ledger)
        tails = self._tails(files)
        if tails is None or sum(len(tail.raw) for tail in tails) > _FOLD_BYTES:
            self._fold(files)
            tails = self._tails(files) or []
        self.problems = int(self._meta("problems"))
        self._as_of = as_of.isoformat()
        self._tail = self._read(files, tails, alone=alone) if any(t.raw for t in tails) else []
        if any(self._is_held(entry) for entry in self._tail):
            self._fold(files)
            self.problems = int(self._meta("problems"))
            self._tail = self._read(files, self._tails(files) or [], alone=alone)
        self._lay_over()

    def _read(
        self, files: Sequence[Path], tails: Sequence[ledger.Text], *, alone: bool
    ) -> list[Entry]:
        from ..domain.ledger import KINDS
        from ..domain.names import unit_names
        from .ledger_lines import read

        reading = read(tails)
        if reading.findings and not alone:
            reading = self._reread(files, reading)
        self._names = unit_names(self.plan)
        tail = [line.entry for line in reading.lines]
        strangers = sum(entry.kind not in KINDS or not self._is_assigned(entry) for entry in tail)
        self.problems += len(reading.findings) + strangers
        return tail

    def _is_held(self, entry: Entry) -> bool:
        """Tell whether the index holds this id: which of equal ids counts takes all lines to say."""
        query = "SELECT 1 FROM entry WHERE id = ?"
        return self._db.execute(query, (entry.id,)).fetchone() is not None

    def _tails(self, files: Sequence[Path]) -> list[ledger.Text] | None:
        """What stands behind the part of each file that the index holds; ``None`` if that changed."""
        held = {
            name: (row, size, lines)
            for row, name, size, lines in self._db.execute(
                "SELECT rowid, name, length(content), lines FROM made_from WHERE rowid > 1"
            )
        }
        tails: list[ledger.Text] = []
        for path in files:
            row, size, lines = held.pop(path.name, (0, 0, 0))
            with _opened(path) as stream:
                if size and not starts_with(stream, self._db, row):
                    return None
                tails.append(ledger.Text(path, stream.read(), lines + 1))
        return None if held else tails

    def _reread(self, files: Sequence[Path], reading: Reading) -> Reading:
        """Look again when nobody writes: a line or batch may have been caught half written."""
        from .ledger_lines import read
        from .lock import locked

        with suppress(GongkaiError), locked(self._location.ledger, _READ_PATIENCE):
            return read(self._tails(files) or [])
        return reading

    def _fold(self, files: Sequence[Path]) -> None:
        """Take the whole ledger into a new copy of the index, and go on with that."""
        from .index_build import fold, keep, memory

        new = memory()
        self._db.backup(new)
        fold(new, self.plan, files)
        self._db.close()
        self._db = new
        self._item, self._work = "item", "work"
        if self._kept:
            keep(new, self._kept)

    def _lay_over(self) -> None:
        query = "SELECT item, unit FROM entry WHERE day > ?"
        pairs = set(self._db.execute(query, (self._as_of,)))
        pairs |= {(entry.item, self._canonical(entry.unit)) for entry in self._tail}
        if not pairs and self._item == "item":
            return
        from .index_build import lay_over

        lay_over(self._db, {pair: self.entries(*pair) for pair in pairs})
        self._item, self._work = "item_now", "work_now"

    def _canonical(self, unit: str) -> str:
        from ..domain.names import plain

        return self._names.get(plain(unit), unit)

    def _is_assigned(self, entry: Entry) -> bool:
        pair = (entry.item, self._canonical(entry.unit))
        query = "SELECT 1 FROM work WHERE item = ? AND unit = ?"
        return self._db.execute(query, pair).fetchone() is not None

    def entries(self, item: str = "", unit: str = "") -> list[Entry]:
        """List entries up to the day shown, oldest first; all of them, or of an item or a unit."""
        query = "SELECT record FROM entry WHERE day <= ?"
        values = [self._as_of]
        for column, value in (("item", item), ("unit", unit)):
            if value:
                query += f" AND {column} = ?"
                values.append(value)
        from ..domain.ledger import from_record

        rows = self._db.execute(query, values)
        found = {e.id: e for e in (from_record(json.loads(row[0])) for row in rows)}
        for entry in self._tail:
            wanted = item in {"", entry.item} and unit in {"", self._canonical(entry.unit)}
            if wanted and entry.day <= self._as_of:
                found.setdefault(entry.id, entry)
        return sorted(found.values(), key=lambda e: e.order)

    def newest_via(self, start: str) -> dict[str, str]:
        """When each unit's newest entry came whose ``via`` begins like this, up to the day shown."""
        rows = self._db.execute(
            "SELECT unit, max(at) FROM entry WHERE day <= ?"
            " AND substr(json_extract(record, '$.via'), 1, ?) = ? GROUP BY unit",
            (self._as_of, len(start), start),
        )
        found = dict(rows.fetchall())
        for entry in self._tail:
            if entry.via.startswith(start) and entry.day <= self._as_of:
                unit = self._canonical(entry.unit)
                found[unit] = max(found.get(unit, ""), entry.at)
        return found

    # -- questions --------------------------------------------------------------------------------

    def titles(self) -> dict[str, str]:
        """Every item's title, by id, in the document's order."""
        return dict(self._db.execute("SELECT id, title FROM item ORDER BY seq"))

    def digest(self, item: str) -> str | None:
        """The digest of an item's text, or ``None`` where there is no such item."""
        row = self._db.execute("SELECT digest FROM item WHERE id = ?", (item,)).fetchone()
        return row and str(row[0])

    def items(self, ids: Sequence[str] | None = None) -> list[tuple[Item, State]]:
        """Items and their derived states, all or some, in the document's order."""
        query = f"SELECT record, state FROM {self._item}"
        if ids is not None:
            query += " WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(f"{query} ORDER BY seq", () if ids is None else (json.dumps(ids),))
        return [(load_item(record), STATES[state]) for record, state in rows]

    def parts(self, ids: Sequence[str] | None = None) -> list[Part]:
        """The parts of units in items, all or of some items, in the plan's order."""
        query = f"SELECT item, unit, role, state, reported, word FROM {self._work}"
        if ids is not None:
            query += " WHERE item IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(f"{query} ORDER BY seq", () if ids is None else (json.dumps(ids),))
        return [part(row) for row in rows]

    def parts_of(self, units: Sequence[str]) -> list[tuple[Item, Part]]:
        """The parts of some units, with their items, in the document's order."""
        rows = self._db.execute(
            "SELECT i.record, w.item, w.unit, w.role, w.state, w.reported, w.word"
            f" FROM {self._work} w JOIN item i ON i.id = w.item"
            " WHERE w.unit IN (SELECT value FROM json_each(?)) ORDER BY w.seq",
            (json.dumps(units),),
        )
        return [(load_item(record), part(row)) for record, *row in rows]

    def undecided(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The items that name one of some open groups: pairs of item id and group."""
        query = "SELECT item, name FROM undecided WHERE name IN (SELECT value FROM json_each(?))"
        return self._db.execute(query, (json.dumps(names),)).fetchall()

    def units_of(self, item: str) -> list[tuple[str, Role]]:
        """The units of an item and their roles."""
        rows = self._db.execute("SELECT unit, role FROM work WHERE item = ? ORDER BY seq", (item,))
        return [(unit, ROLES[role]) for unit, role in rows]

    def item_counts(self, unit: str = "") -> list[ItemCount]:
        """Count the items that are alike; those of one unit, if one is given."""
        from ..domain.summary import ItemCount

        if unit:
            rows: Iterable[Any] = self._db.execute(
                f"SELECT chapter, state, due, count(*) FROM {self._item}"
                " WHERE id IN (SELECT item FROM work WHERE unit = ?) GROUP BY 1, 2, 3",
                (unit,),
            )
        else:
            rows = self._counts("item", "chapter, state, due", "item_count")
        return [ItemCount(c, STATES[s], date.fromisoformat(due), n) for c, s, due, n in rows]

    def reported(self, unit: str = "") -> list[Reported]:
        """Count the assignments of each chapter; those of one unit, if one is given."""
        from ..domain.summary import Reported

        if unit:
            rows: Iterable[Any] = self._db.execute(
                f"SELECT chapter, reported, count(*) FROM {self._work} WHERE unit = ? GROUP BY 1, 2",
                (unit,),
            )
        else:
            rows = self._counts("work", "chapter, reported", "chapter_count")
        return [Reported(chapter, n, n * bool(reported)) for chapter, reported, n in rows]

    def work_counts(self, unit: str = "") -> list[WorkCount]:
        """Count the assignments that are alike; those of one unit, if one is given."""
        from ..domain.summary import WorkCount

        rows = self._counts("work", "unit, role, state, reported, due", "work_count")
        return [
            WorkCount(u, ROLES[r], STATES[s], bool(reported), date.fromisoformat(due), n)
            for u, r, s, reported, due, n in rows
            if unit in {"", u}
        ]

    def _counts(self, table: str, columns: str, kept: str) -> Iterator[tuple[Any, ...]]:
        """The kept counts, less the rows that the overlay changes, plus what it makes of them."""
        rows = self._db.execute(f"SELECT {columns}, n FROM {kept}")
        if self._item == "item":
            return rows
        from collections import Counter

        counts = Counter({tuple(row): n for *row, n in rows})
        changed = f"WHERE seq IN (SELECT seq FROM new_{table})"
        counts.subtract(self._db.execute(f"SELECT {columns} FROM {table} {changed}").fetchall())
        counts.update(self._db.execute(f"SELECT {columns} FROM {table}_now {changed}").fetchall())
        return ((*row, n) for row, n in counts.items() if n)

    def open_parts(self, unit: str = "") -> list[Owed]:
        """The assignments that are not finished, those that are alike together."""
        from ..domain.summary import Owed

        changed = [name for name in self._changed_units() if unit in {"", name}]
        rows = self._db.execute(
            "SELECT unit, role, state, reported, due, items FROM open_part"
            " WHERE (? = '' OR unit = ?) AND unit NOT IN (SELECT value FROM json_each(?))",
            (unit, unit, json.dumps(changed)),
        ).fetchall()
        rows += self._db.execute(_OPEN_NOW, (json.dumps(changed),)).fetchall() if changed else []
        return [
            Owed(u, ROLES[r], STATES[s], bool(told), date.fromisoformat(due), tuple(ids.split(" ")))
            for u, r, s, told, due, ids in rows
        ]

    def _changed_units(self) -> list[str]:
        """The units that the overlay changes something of."""
        if self._item == "item":
            return []
        query = "SELECT DISTINCT unit FROM work WHERE seq IN (SELECT seq FROM new_work)"
        return [unit for (unit,) in self._db.execute(query)]


_OPEN_NOW = """
SELECT unit, role, state, reported, due, group_concat(item, ' ') FROM
    (SELECT * FROM work_now WHERE unit IN (SELECT value FROM json_each(?))
        AND state IN ('not_started', 'in_progress', 'blocked') ORDER BY seq)
    GROUP BY 1, 2, 3, 4, 5
"""


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as problem:
        raise InvalidData(f"读不了台账 {path}：{reason(problem)}。", "请检查权限。") from problem

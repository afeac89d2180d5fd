"""The derived index: the validated plan and the folded ledger, kept in the user's cache folder.

A plan changes rarely and is read at every command, so what it means is worked out once and kept in a
SQLite file, keyed by the digest of what it was made from.  The file is never changed in place: it is
built beside and put there whole, so any number of commands may read or build it at once.  Without a
cache folder the same index is built in memory.

The ledger grows at every ``status set``.  The index holds it up to some byte; what came after is read
at each command and laid over (``_Overlay``), and folded in once it has grown.  The same overlay answers
"as of an earlier day".
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import __version__
from ..domain.errors import GongkaiError, InvalidData
from ..domain.ledger import KINDS, from_record, to_record
from ..domain.names import plain, unit_names
from ..domain.plan import Chapter, Group, Item, Plan, Settings, Unit
from ..domain.progress import Entry, Word, item_state, newest_word
from ..domain.summary import ItemCount, Owed, WorkCount
from ..domain.terms import Role, State
from . import ledger
from .locate import user_cache
from .lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..domain.expand import Expanded
    from .locate import Location

_FORMAT = 1
_FOLD_BYTES = 64 * 1024
_READ_PATIENCE = 2.0
_ROLES = {role.value: role for role in Role}
_STATES = {state.value: state for state in State}
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, chapter TEXT, due TEXT,
    state TEXT, digest TEXT, record TEXT);
CREATE TABLE work (seq INTEGER PRIMARY KEY, item TEXT, unit TEXT, role TEXT, chapter TEXT, due TEXT,
    state TEXT, reported INTEGER, word TEXT);
CREATE TABLE undecided (item TEXT, name TEXT);
CREATE TABLE entry (id TEXT PRIMARY KEY, item TEXT, unit TEXT, day TEXT, at TEXT, record TEXT);
CREATE TABLE item_count (chapter TEXT, state TEXT, due TEXT, n INTEGER);
CREATE TABLE work_count (chapter TEXT, unit TEXT, role TEXT, state TEXT, reported INTEGER, due TEXT,
    n INTEGER);
CREATE INDEX work_item ON work (item, unit);
CREATE INDEX work_unit ON work (unit);
"""
_LEDGER_INDEXES = """
CREATE INDEX entry_pair ON entry (item, unit);
CREATE INDEX entry_day ON entry (day);
"""
_OVERLAY = """
CREATE TEMP TABLE new_item (seq INTEGER PRIMARY KEY, state TEXT);
CREATE TEMP TABLE new_work (seq INTEGER PRIMARY KEY, state TEXT, reported INTEGER, word TEXT);
CREATE TEMP VIEW item_now AS SELECT i.seq, i.id, i.title, i.chapter, i.due,
    COALESCE(n.state, i.state) AS state, i.digest, i.record
    FROM item i LEFT JOIN new_item n ON n.seq = i.seq;
CREATE TEMP VIEW work_now AS SELECT w.seq, w.item, w.unit, w.role, w.chapter, w.due,
    COALESCE(n.state, w.state) AS state, COALESCE(n.reported, w.reported) AS reported,
    CASE WHEN n.seq IS NULL THEN w.word ELSE n.word END AS word
    FROM work w LEFT JOIN new_work n ON n.seq = w.seq;
"""


class Part(NamedTuple):
    """A unit's part in an item, as the index holds it; ``word`` is read when asked for."""

    item: str
    unit: str
    role: Role
    state: State
    reported: bool
    said: str | None

    @property
    def word(self) -> Word | None:
        """What the unit said, if anything."""
        if self.said is None:
            return None
        first, *rivals = (from_record(record) for record in json.loads(self.said))
        return Word(first, tuple(rivals))


class Index:
    """Answers questions about a plan and its ledger, as of a day."""

    def __init__(self, location: Location, connection: sqlite3.Connection, kept: Path | None) -> None:
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
            self._plan = _load_plan(json.loads(self._meta("plan")))
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
        reading = ledger.read(tails)
        if reading.findings and not alone:
            tails, reading = self._reread(files, tails, reading)
        tail = [line.entry for line in reading.lines]
        self._names = unit_names(self.plan) if tail else {}
        self._lay_over(tail, as_of.isoformat())
        strangers = sum(not self._is_assigned(entry) for entry in tail)
        self.problems = int(self._meta("problems")) + len(reading.findings) + strangers

    def _is_assigned(self, entry: Entry) -> bool:
        pair = (entry.item, self._canonical(entry.unit))
        query = "SELECT 1 FROM work WHERE item = ? AND unit = ?"
        return self._db.execute(query, pair).fetchone() is not None

    def _tails(self, files: Sequence[Path]) -> list[ledger.Text] | None:
        """What stands behind the part of each file that the index holds; ``None`` if that changed."""
        held = {name: (size, lines, digest) for name, size, lines, digest in json.loads(self._meta("ledger"))}
        tails: list[ledger.Text] = []
        for path in files:
            size, lines, digest = held.pop(path.name, (0, 0, ""))
            with _opened(path) as stream:
                if size and _digest(stream, size) != digest:
                    return None
                tails.append(ledger.Text(path, stream.read(), lines + 1))
        return None if held else tails

    def _reread(
        self, files: Sequence[Path], tails: list[ledger.Text], reading: ledger.Reading
    ) -> tuple[list[ledger.Text], ledger.Reading]:
        """Look again when nobody writes: a line or batch may have been caught half written."""
        with suppress(GongkaiError):
            with locked(self._location.ledger, _READ_PATIENCE):
                tails = self._tails(files) or tails
            return tails, ledger.read(tails)
        return tails, reading

    def _fold(self, files: Sequence[Path]) -> None:
        """Take the whole ledger into a new copy of the index, and go on with that."""
        new = _memory()
        self._db.backup(new)
        fold(new, self.plan, files)
        self._db.close()
        self._db = new
        if self._kept:
            _keep(new, self._kept)

    def _lay_over(self, tail: list[Entry], as_of: str) -> None:
        self._tail, self._as_of = tail, as_of
        later = self._db.execute("SELECT DISTINCT item, unit FROM entry WHERE day > ?", (as_of,))
        pairs = set(later.fetchall()) | {(e.item, self._canonical(e.unit)) for e in tail}
        if pairs and self._item == "item":
            self._db.executescript(_OVERLAY)
            self._item, self._work = "item_now", "work_now"
        elif self._item != "item":
            self._db.executescript("DELETE FROM new_item; DELETE FROM new_work;")
        if pairs:
            _Overlay(self._db).lay({pair: self.entries(*pair) for pair in pairs})

    def _canonical(self, unit: str) -> str:
        return self._names.get(plain(unit), unit)

    def entries(self, item: str = "", unit: str = "") -> list[Entry]:
        """List entries up to the day shown, oldest first; all of them, or of an item or a unit."""
        query = "SELECT record FROM entry WHERE day <= ?"
        values = [self._as_of]
        for column, value in (("item", item), ("unit", unit)):
            if value:
                query += f" AND {column} = ?"
                values.append(value)
        rows = self._db.execute(query, values)
        found = {e.id: e for e in (from_record(json.loads(row[0])) for row in rows)}
        for entry in self._tail:
            wanted = item in {"", entry.item} and unit in {"", self._canonical(entry.unit)}
            if wanted and entry.day <= self._as_of:
                found.setdefault(entry.id, entry)
        return sorted(found.values(), key=lambda e: e.order)

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
        return [(_load_item(record), _STATES[state]) for record, state in rows]

    def parts(self, ids: Sequence[str] | None = None) -> list[Part]:
        """The parts of units in items, all or of some items, in the plan's order."""
        query = f"SELECT item, unit, role, state, reported, word FROM {self._work}"
        if ids is not None:
            query += " WHERE item IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(f"{query} ORDER BY seq", () if ids is None else (json.dumps(ids),))
        return [_part(row) for row in rows]

    def parts_of(self, units: Sequence[str]) -> list[tuple[Item, Part]]:
        """The parts of some units, with their items, in the document's order."""
        rows = self._db.execute(
            "SELECT i.record, w.item, w.unit, w.role, w.state, w.reported, w.word"
            f" FROM {self._work} w JOIN item i ON i.id = w.item"
            " WHERE w.unit IN (SELECT value FROM json_each(?)) ORDER BY w.seq",
            (json.dumps(units),),
        )
        return [(_load_item(record), _part(row)) for record, *row in rows]

    def undecided(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The items that name one of some open groups: pairs of item id and group."""
        query = "SELECT item, name FROM undecided WHERE name IN (SELECT value FROM json_each(?))"
        return self._db.execute(query, (json.dumps(names),)).fetchall()

    def units_of(self, item: str) -> list[tuple[str, Role]]:
        """The units of an item and their roles."""
        rows = self._db.execute("SELECT unit, role FROM work WHERE item = ? ORDER BY seq", (item,))
        return [(unit, _ROLES[role]) for unit, role in rows]

    def item_counts(self, unit: str = "") -> list[ItemCount]:
        """Count the items that are alike; those of one unit, if one is given."""
        if unit:
            rows: Iterable[Any] = self._db.execute(
                f"SELECT chapter, state, due, count(*) FROM {self._item}"
                " WHERE id IN (SELECT item FROM work WHERE unit = ?) GROUP BY 1, 2, 3",
                (unit,),
            )
        else:
            rows = self._counts("item", "chapter, state, due")
        return [ItemCount(c, _STATES[s], date.fromisoformat(due), n) for c, s, due, n in rows]

    def work_counts(self, unit: str = "") -> list[WorkCount]:
        """Count the assignments that are alike; those of one unit, if one is given."""
        rows = self._counts("work", "chapter, unit, role, state, reported, due")
        return [
            WorkCount(c, u, _ROLES[r], _STATES[s], bool(reported), date.fromisoformat(due), n)
            for c, u, r, s, reported, due, n in rows
            if unit in {"", u}
        ]

    def _counts(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """The kept counts, less the rows that the overlay changes, plus what it makes of them."""
        rows = self._db.execute(f"SELECT {columns}, n FROM {table}_count")
        counts = Counter({tuple(row): n for *row, n in rows})
        if self._item != "item":
            changed = f"WHERE seq IN (SELECT seq FROM new_{table})"
            counts.subtract(self._db.execute(f"SELECT {columns} FROM {table} {changed}").fetchall())
            counts.update(self._db.execute(f"SELECT {columns} FROM {table}_now {changed}").fetchall())
        return ((*row, n) for row, n in counts.items() if n)

    def open_parts(self, unit: str = "") -> list[Owed]:
        """The assignments that are not finished, those that are alike together."""
        rows = self._db.execute(
            "SELECT unit, role, state, reported, due, group_concat(item, ' ') FROM"
            f" (SELECT unit, role, state, reported, due, item FROM {self._work} WHERE"
            " state IN ('not_started', 'in_progress', 'blocked') AND (? = '' OR unit = ?)"
            " ORDER BY seq) GROUP BY unit, role, state, reported, due",
            (unit, unit),
        )
        return [
            Owed(u, _ROLES[r], _STATES[s], bool(rep), date.fromisoformat(due), tuple(ids.split(" ")))
            for u, r, s, rep, due, ids in rows
        ]


def open_index(location: Location) -> Index:
    """Open a plan's index; build it first where there is none for the plan as it is now.

    Raises:
        InvalidData: The plan cannot be read or is not valid.
    """
    key = f"{__version__} {_FORMAT} {_plan_digest(location.plan)}"
    kept = _kept_at(location)
    connection = _try_open(kept, key) if kept else None
    if connection is None:
        connection = _build(location, key)
        if kept:
            _keep(connection, kept)
    return Index(location, connection, kept)


def _plan_digest(plan: Path) -> str:
    try:
        with plan.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        from .plan_file import read_bytes

        return hashlib.sha256(read_bytes(plan)).hexdigest()


def _kept_at(location: Location) -> Path | None:
    name = f"{location.plan.resolve()}|{location.ledger.resolve()}"
    try:
        folder = user_cache() / "index"
    except (OSError, RuntimeError):
        return None
    return folder / f"{hashlib.sha256(os.fsencode(name)).hexdigest()[:24]}.sqlite"


def _try_open(path: Path, key: str) -> sqlite3.Connection | None:
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        row = connection.execute("SELECT value FROM meta WHERE key = 'key'").fetchone()
    except sqlite3.Error:
        return None
    if row is None or row[0] != key:
        connection.close()
        return None
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _keep(connection: sqlite3.Connection, path: Path) -> None:
    """Put the index in its place whole; without a place it simply is not kept."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        target = sqlite3.connect(temporary)
        target.execute("PRAGMA synchronous = OFF")
        connection.backup(target)
        target.close()
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    except (OSError, sqlite3.Error):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _build(location: Location, key: str) -> sqlite3.Connection:
    import gc

    from ..domain.expand import expand
    from .plan_file import load

    gc.freeze()
    expanded = expand(load(location.plan).valid)
    connection = _memory()
    connection.executescript(_TABLES + _LEDGER_INDEXES)
    _store(connection, expanded, key)
    fold(connection, expanded.plan, ledger.paths(location.plan, location.ledger))
    return connection


def _store(db: sqlite3.Connection, expanded: Expanded, key: str) -> None:
    fresh = State.NOT_STARTED.value
    by_id = {item.id: item for item in expanded.items}
    db.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [("key", key), ("plan", _json(expanded.plan)), ("ledger", "[]"), ("problems", "0")],
    )
    db.executemany(
        "INSERT INTO item (id, title, chapter, due, state, digest, record) VALUES (?,?,?,?,?,?,?)",
        ((i.id, i.title, i.chapter, str(i.due), fresh, i.digest, _json(i)) for i in expanded.items),
    )
    db.executemany(
        "INSERT INTO work (item, unit, role, chapter, due, state, reported) VALUES (?,?,?,?,?,?,0)",
        (
            (a.item, a.unit, a.role.value, by_id[a.item].chapter, str(by_id[a.item].due), fresh)
            for a in expanded.assignments
        ),
    )
    db.executemany(
        "INSERT INTO undecided VALUES (?, ?)",
        ((item.id, name) for item in expanded.items for name in item.undecided),
    )


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, default=str)


def fold(db: sqlite3.Connection, plan: Plan, files: Sequence[Path]) -> None:
    """Take ledger files whole into an index, in place of what it held of them."""
    texts = [_settled(path) for path in files]
    reading = ledger.read(texts)
    names = unit_names(plan)
    assigned = set(db.execute("SELECT item, unit FROM work"))
    db.execute("DELETE FROM entry")
    db.execute("UPDATE work SET state = 'not_started', reported = 0, word = NULL")
    pairs: dict[tuple[str, str], list[Entry]] = {}
    rows = []
    for entry, _ in reading.lines:
        unit = names.get(plain(entry.unit), entry.unit)
        pairs.setdefault((entry.item, unit), []).append(entry)
        rows.append((entry.id, entry.item, unit, entry.day, entry.at, _json(to_record(entry))))
    db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
    changes = ((*_said(entries), *pair) for pair, entries in pairs.items())
    db.executemany("UPDATE work SET state = ?, reported = ?, word = ? WHERE item = ? AND unit = ?", changes)
    _count(db)
    held = [
        (text.path.name, len(text.raw), text.raw.count(b"\n"), hashlib.sha256(text.raw).hexdigest())
        for text in texts
    ]
    db.execute("UPDATE meta SET value = ? WHERE key = 'ledger'", (_json(held),))
    strangers = sum(len(entries) for pair, entries in pairs.items() if pair not in assigned)
    problems = len(reading.findings) + strangers
    db.execute("UPDATE meta SET value = ? WHERE key = 'problems'", (str(problems),))
    db.commit()


def _settled(path: Path) -> ledger.Text:
    with _opened(path) as stream:
        return ledger.Text(path, ledger.settled(stream.read()))


def _said(entries: Sequence[Entry]) -> tuple[str, int, str | None]:
    word = newest_word([entry for entry in entries if entry.kind in KINDS])
    if word is None:
        return State.NOT_STARTED.value, 0, None
    return word.state.value, 1, _json([to_record(entry) for entry in (word.entry, *word.rivals)])


def _count(db: sqlite3.Connection) -> None:
    """Derive the items' states, and count what is alike."""
    states: dict[str, list[tuple[Role, State]]] = {}
    for item, role, state in db.execute("SELECT item, role, state FROM work"):
        states.setdefault(item, []).append((_ROLES[role], _STATES[state]))
    derived = ((item_state(parts).value, item) for item, parts in states.items())
    db.executemany("UPDATE item SET state = ? WHERE id = ?", derived)
    db.executescript("""
        DELETE FROM item_count; DELETE FROM work_count;
        INSERT INTO item_count SELECT chapter, state, due, count(*) FROM item GROUP BY 1, 2, 3;
        INSERT INTO work_count SELECT chapter, unit, role, state, reported, due, count(*) FROM work
            GROUP BY 1, 2, 3, 4, 5, 6;
    """)


class _Overlay:
    """Lays later or fewer entries over the index, in temporary tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def lay(self, pairs: dict[tuple[str, str], list[Entry]]) -> None:
        changes = ((*_said(entries), *pair) for pair, entries in pairs.items())
        self._db.executemany(
            "INSERT INTO new_work SELECT seq, ?, ?, ? FROM work WHERE item = ? AND unit = ?", changes
        )
        for item in {item for item, _ in pairs}:
            rows = self._db.execute("SELECT role, state FROM work_now WHERE item = ?", (item,))
            state = item_state((_ROLES[role], _STATES[state]) for role, state in rows)
            self._db.execute(
                "INSERT INTO new_item SELECT seq, ? FROM item WHERE id = ?", (state.value, item)
            )


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as problem:
        raise InvalidData(f"读不了台账 {path}：{problem.strerror}。", "请检查权限。") from problem


def _digest(stream: Any, size: int) -> str:
    """Hash the first part of a file, leaving the stream behind it."""
    digest = hashlib.sha256()
    while size and (chunk := stream.read(min(size, 1 << 18))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _part(row: Any) -> Part:
    item, unit, role, state, reported, said = row
    return Part(item, unit, _ROLES[role], _STATES[state], bool(reported), said)


def _load_item(text: str) -> Item:
    fields = [tuple(part) if type(part) is list else part for part in json.loads(text)]
    item = Item._make(fields)
    return item._replace(due=date.fromisoformat(str(item.due)))


def _load_plan(record: Any) -> Plan:
    plan = Plan._make(record)
    settings: Any = plan.settings
    return plan._replace(
        issued=date.fromisoformat(str(plan.issued)) if plan.issued else None,
        due=date.fromisoformat(str(plan.due)),
        settings=Settings(*settings[:4], *(tuple(map(date.fromisoformat, d)) for d in settings[4:])),
        units=tuple(Unit(n, k, tuple(a), c, note) for n, k, a, c, note in plan.units),
        groups=tuple(
            Group(n, tuple(a), tuple(m), tuple(c), bool(o)) for n, a, m, c, o in plan.groups
        ),
        chapters=tuple(Chapter._make(chapter) for chapter in plan.chapters),
    )


"""Making the index: from a plan file and its ledger files to the tables that ``index`` reads."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from ..domain.errors import InvalidData
from ..domain.findings import Place
from ..domain.ledger import KINDS, Line, to_record
from ..domain.names import plain, unit_names
from ..domain.progress import item_state, newest_word
from ..domain.terms import Role, State
from . import ledger, ledger_lines
from .files import reason
from .index_rows import ROLES, STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..domain.expand import Expanded
    from ..domain.plan import Plan
    from ..domain.progress import Entry
    from .locate import Location

_OPEN = tuple(state.value for state in State if not state.finished)
_PAGE = 16384
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE made_from (name TEXT, content BLOB, lines INTEGER);
CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, chapter TEXT, due TEXT,
    state TEXT, digest TEXT, record TEXT);
CREATE TABLE work (seq INTEGER PRIMARY KEY, item TEXT, unit TEXT, role TEXT, chapter TEXT, due TEXT,
    state TEXT, reported INTEGER, word TEXT);
CREATE TABLE undecided (item TEXT, name TEXT);
CREATE TABLE entry (id TEXT PRIMARY KEY, item TEXT, unit TEXT, day TEXT, at TEXT, record TEXT);
CREATE TABLE item_count (chapter TEXT, state TEXT, due TEXT, n INTEGER);
CREATE TABLE chapter_count (chapter TEXT, reported INTEGER, n INTEGER);
CREATE TABLE work_count (unit TEXT, role TEXT, state TEXT, reported INTEGER, due TEXT, n INTEGER);
CREATE TABLE open_part (unit TEXT, role TEXT, state TEXT, reported INTEGER, due TEXT, items TEXT);
CREATE INDEX work_item ON work (item, unit);
CREATE INDEX work_unit ON work (unit);
CREATE INDEX entry_pair ON entry (item, unit);
CREATE INDEX entry_day ON entry (day);
"""
_COUNTS = f"""
DELETE FROM item_count;
DELETE FROM chapter_count;
DELETE FROM work_count;
DELETE FROM open_part;
INSERT INTO item_count SELECT chapter, state, due, count(*) FROM item GROUP BY 1, 2, 3;
INSERT INTO chapter_count SELECT chapter, reported, count(*) FROM work GROUP BY 1, 2;
INSERT INTO work_count SELECT unit, role, state, reported, due, count(*) FROM work
    GROUP BY 1, 2, 3, 4, 5;
INSERT INTO open_part SELECT unit, role, state, reported, due, group_concat(item, ' ') FROM
    (SELECT * FROM work WHERE state IN {_OPEN} ORDER BY seq) GROUP BY 1, 2, 3, 4, 5;
"""
_OVERLAY = """
CREATE TEMP TABLE IF NOT EXISTS new_item (seq INTEGER PRIMARY KEY, state TEXT);
CREATE TEMP TABLE IF NOT EXISTS new_work (seq INTEGER PRIMARY KEY, state TEXT, reported INTEGER, word TEXT);
CREATE TEMP VIEW IF NOT EXISTS item_now AS SELECT i.seq, i.id, i.title, i.chapter, i.due,
    COALESCE(n.state, i.state) AS state, i.digest, i.record
    FROM item i LEFT JOIN new_item n ON n.seq = i.seq;
CREATE TEMP VIEW IF NOT EXISTS work_now AS SELECT w.seq, w.item, w.unit, w.role, w.chapter, w.due,
    COALESCE(n.state, w.state) AS state, COALESCE(n.reported, w.reported) AS reported,
    CASE WHEN n.seq IS NULL THEN w.word ELSE n.word END AS word
    FROM work w LEFT JOIN new_work n ON n.seq = w.seq;
DELETE FROM new_item;
DELETE FROM new_work;
"""


def memory() -> sqlite3.Connection:
    """An empty database in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA journal_mode = OFF")
    return connection


def keep(connection: sqlite3.Connection, path: Path) -> None:
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


def build(location: Location, key: str) -> sqlite3.Connection:
    """Validate a plan and make its index in memory.

    Raises:
        InvalidData: The plan cannot be read or is not valid; with every error.
    """
    from ..domain.expand import expand
    from .plan_file import load_bytes, read_bytes

    gc.disable()  # nothing here makes cycles, and looking for them would take most of the time
    raw = read_bytes(location.plan)
    expanded = expand(load_bytes(location.plan, raw).valid)
    connection = memory()
    connection.executescript(_TABLES)
    connection.execute("INSERT INTO made_from VALUES ('', ?, 0)", (raw,))
    _store(connection, expanded, key)
    fold(connection, expanded.plan, ledger.paths(location.plan, location.ledger))
    return connection


def _store(db: sqlite3.Connection, expanded: Expanded, key: str) -> None:
    fresh = State.NOT_STARTED.value
    by_id = {item.id: item for item in expanded.items}
    db.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [("key", key), ("plan", _json(expanded.plan)), ("problems", "0")],
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


_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


def fold(db: sqlite3.Connection, plan: Plan, files: Sequence[Path]) -> None:
    """Take ledger files whole into an index, in place of what it held of them."""
    texts = [_settled(path) for path in files]
    reading = ledger_lines.read(texts)
    pairs = _by_pair(reading.lines, plan)
    strangers = _take(db, pairs)
    _count(db)
    db.execute("DELETE FROM made_from WHERE rowid > 1")
    db.executemany(
        "INSERT INTO made_from VALUES (?, ?, ?)",
        ((text.path.name, text.raw, text.raw.count(b"\n")) for text in texts),
    )
    problems = str(len(reading.findings) + strangers)
    db.execute("UPDATE meta SET value = ? WHERE key = 'problems'", (problems,))
    db.commit()


def _settled(path: Path) -> ledger.Text:
    try:
        return ledger.Text(path, ledger_lines.settled(path.read_bytes()))
    except OSError as problem:
        raise InvalidData(f"读不了台账 {path}：{reason(problem)}。", "请检查权限。") from problem


def _by_pair(lines: Sequence[Line], plan: Plan) -> dict[tuple[str, str], list[Line]]:
    """Sort lines by item and unit, whatever spelling of the unit's name they have."""
    names = unit_names(plan)
    canonical: dict[str, str] = {}
    pairs: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        spelled = line.entry.unit
        if spelled not in canonical:
            canonical[spelled] = names.get(plain(spelled), spelled)
        pairs.setdefault((line.entry.item, canonical[spelled]), []).append(line)
    return pairs


def _take(db: sqlite3.Connection, pairs: dict[tuple[str, str], list[Line]]) -> int:
    """Put entries, and what counts of them, into the tables.

    Returns:
        How many entries do not count: the plan has no such item or unit or does not join them,
        or they are of a kind that this version does not know.
    """
    db.execute("DELETE FROM entry")
    db.execute("UPDATE work SET state = 'not_started', reported = 0, word = NULL")
    db.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
        (
            (e.id, item, unit, e.day, e.at, text)
            for (item, unit), lines in pairs.items()
            for e, _, text in lines
        ),
    )
    places = {(item, unit): n for n, item, unit in db.execute("SELECT seq, item, unit FROM work")}
    db.executemany(
        "UPDATE work SET state = ?, reported = ?, word = ? WHERE seq = ?",
        ((*_said(lines), places[pair]) for pair, lines in pairs.items() if pair in places),
    )
    return sum(
        pair not in places or line.entry.kind not in KINDS
        for pair, lines in pairs.items()
        for line in lines
    )


def _said(lines: Sequence[Line]) -> tuple[str, int, str | None]:
    """The state, whether anything was reported, and the JSON of the newest word's entries."""
    texts = {line.entry.id: line.text for line in lines}
    word = newest_word([line.entry for line in lines if line.entry.kind in KINDS])
    if word is None:
        return State.NOT_STARTED.value, 0, None
    newest = ", ".join(texts[entry.id] for entry in (word.entry, *word.rivals))
    return word.state.value, 1, f"[{newest}]"


def _count(db: sqlite3.Connection) -> None:
    """Derive the items' states, and count what is alike."""
    states: dict[str, list[tuple[Role, State]]] = {}
    for item, role, state in db.execute("SELECT item, role, state FROM work"):
        states.setdefault(item, []).append((ROLES[role], STATES[state]))
    derived = ((item_state(parts), item) for item, parts in states.items())
    db.execute("UPDATE item SET state = 'not_started'")
    db.executemany(
        "UPDATE item SET state = ? WHERE id = ?",
        ((state.value, item) for state, item in derived if state is not State.NOT_STARTED),
    )
    db.executescript(_COUNTS)


def lay_over(db: sqlite3.Connection, pairs: dict[tuple[str, str], list[Entry]]) -> None:
    """Show some (item, unit) as other entries make them, in temporary tables over the index."""
    db.executescript(_OVERLAY)
    changes = ((*_said(_lines(entries)), *pair) for pair, entries in pairs.items())
    db.executemany(
        "INSERT INTO new_work SELECT seq, ?, ?, ? FROM work WHERE item = ? AND unit = ?", changes
    )
    for item in {item for item, _ in pairs}:
        rows = db.execute("SELECT role, state FROM work_now WHERE item = ?", (item,))
        state = item_state((ROLES[role], STATES[state]) for role, state in rows)
        db.execute("INSERT INTO new_item SELECT seq, ? FROM item WHERE id = ?", (state.value, item))


def _lines(entries: Sequence[Entry]) -> list[Line]:
    nowhere = Place("", 0, 0, "")
    return [Line(entry, nowhere, _json(to_record(entry))) for entry in entries]

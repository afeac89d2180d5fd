"""Where a plan's index is kept, and whether it still holds for the plan as it is now."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from .. import __version__
from .files import starts_with
from .index import Index
from .locate import user_cache

if TYPE_CHECKING:
    from pathlib import Path

    from .locate import Location

FORMAT = 5


def open_index(location: Location) -> Index:
    """Open a plan's index; build it first where there is none for the plan as it is now.

    Raises:
        InvalidData: The plan cannot be read or is not valid.
    """
    kept = _kept_at(location)
    connection = _try_open(kept, location.plan) if kept else None
    if connection is None:
        from .index_build import build, keep

        connection = build(location, index_key())
        if kept:
            keep(connection, kept)
    return Index(location, connection, kept)


def index_key() -> str:
    """What an index depends on besides the files that it is made from."""
    return f"{__version__} {FORMAT}"


def _is_whole(connection: sqlite3.Connection, path: Path) -> bool:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return bool(pages * size == path.stat().st_size)


def discard() -> None:
    """Throw every kept index away; they are made anew when asked for."""
    for path in (user_cache() / "index").glob("*.sqlite"):
        with suppress(OSError):
            path.unlink()


def _kept_at(location: Location) -> Path | None:
    """Where the index of a plan is kept; plans whose names collide take turns."""
    name = os.path.abspath(location.plan) + "|" + os.path.abspath(location.ledger)  # noqa: PTH100
    try:
        return user_cache() / "index" / f"{zlib.crc32(os.fsencode(name)):08x}.sqlite"
    except (OSError, RuntimeError):
        return None


def _try_open(path: Path, plan: Path) -> sqlite3.Connection | None:
    if not path.exists():
        return None
    connection = None
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True)
        connection.execute("PRAGMA temp_store = MEMORY")
        row = connection.execute("SELECT value FROM meta WHERE key = 'key'").fetchone()
        if row == (index_key(),) and _is_whole(connection, path):
            with plan.open("rb") as stream:
                if starts_with(stream, connection, 1) and not stream.read(1):
                    return connection
    except (sqlite3.Error, OSError):
        pass
    if connection:
        connection.close()
    return None

"""The ledger files: which there are, and how they are appended to under a lock, never rewritten."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InvalidData
from .files import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from ..domain.progress import Entry

HEADER = "# 落实情况台账：由 gongkai 写入，一行一条，只增不改；更正请另记一条，不要改动已有的行。\n"
PATIENCE = 15.0
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Text(NamedTuple):
    """A ledger file, or the end of one: what it holds from a line on."""

    path: Path
    raw: bytes
    first_line: int = 1


def new_id(at: datetime) -> str:
    """Make a ULID: 48 bits of time, 80 of chance, in Crockford's base 32 (26 signs)."""
    number = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def paths(plan: Path, ledger: Path) -> list[Path]:
    """List the ledger files of a plan: the program's own, and others beside it."""
    stem = plan.name.rsplit(".", 1)[0]
    try:
        with os.scandir(ledger.parent) as found:
            names = [entry.name for entry in found]
    except FileNotFoundError:
        return []
    mine = [n for n in names if n.startswith(f"{stem}.progress") and n.endswith((".yaml", ".yml"))]
    return [ledger.with_name(name) for name in sorted(mine)]


class Writer:
    """Appends to a ledger file whose lock is held."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    def append(self, entries: Sequence[Entry]) -> None:
        """Append entries with one write, and see them on the disk: all of them or none.

        Raises:
            InvalidData: The disk is full, or the file cannot be written; it is as it was before.
        """
        if not entries:
            return
        size = os.fstat(self._handle).st_size
        payload = self._lead(size) + "".join(_row(entry) for entry in _batched(entries))
        raw = payload.encode()
        try:
            if os.write(self._handle, raw) != len(raw):
                raise OSError(errno.ENOSPC, "short write")  # noqa: TRY301
            os.fsync(self._handle)
        except OSError as problem:
            os.ftruncate(self._handle, size)
            raise InvalidData(
                f"没有写进 {self._path.name}：{reason(problem)}。台账与原来一样。",
                "请清理磁盘空间、检查权限后重试。",
            ) from problem

    def _lead(self, size: int) -> str:
        """What comes before the first entry: the header of a new file, or the end of a torn line."""
        if size == 0:
            return HEADER
        os.lseek(self._handle, size - 1, os.SEEK_SET)
        return "" if os.read(self._handle, 1) == b"\n" else "\n"


def _batched(entries: Sequence[Entry]) -> Sequence[Entry]:
    if len(entries) == 1:
        return entries
    batch = (entries[0].id, len(entries))
    return [entry._replace(batch=batch) for entry in entries]


def _row(entry: Entry) -> str:
    import json

    from ..domain.ledger import to_record

    # YAML forbids some signs, and U+2028 and the like are line ends to it; JSON may escape any.
    text = json.dumps(to_record(entry), ensure_ascii=False)
    if not text.isprintable():
        text = "".join(f"\\u{ord(sign):04x}" if _forbidden(sign) else sign for sign in text)
    return f"- {text}\n"


def _forbidden(sign: str) -> bool:
    return "\x7f" <= sign <= "\x9f" or sign in "\u2028\u2029\ufeff\ufffe\uffff"


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Hold a ledger file's lock while deciding what to append.

    Raises:
        Busy: Somebody else kept the lock.
        InvalidData: The file cannot be opened.
    """
    from .lock import locked

    with locked(path, PATIENCE) as handle:
        yield Writer(path, handle)

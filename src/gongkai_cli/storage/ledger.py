"""The ledger files: read line by line, appended to under a lock, never rewritten."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InvalidData
from ..domain.findings import Finding, Place, Severity
from ..domain.ledger import Line, equal_ids, finding_at, from_record, to_record, whole_batches
from .lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from ..domain.progress import Entry

HEADER = (
    "# 落实情况台账：由 gongkai 写入，一行一条，只增不改；更正请另记一条，不要改动已有的行。\n"
)
PATIENCE = 15.0
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_EXCERPT = 60


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


class Text(NamedTuple):
    """A ledger file, or the end of one: what it holds from a line on."""

    path: Path
    raw: bytes
    first_line: int = 1


class Reading(NamedTuple):
    """What a ledger text holds: entries that count, and what is wrong with its lines."""

    lines: list[Line]
    findings: list[Finding]


def read(texts: Sequence[Text]) -> Reading:
    """Read ledger texts into entries, each counted once and only in whole batches."""
    lines: list[Line] = []
    findings: list[Finding] = []
    for text in texts:
        for parsed in _parse(text):
            if isinstance(parsed, Line):
                lines.append(parsed)
            else:
                findings.append(parsed)
    lines, clashes = equal_ids(lines)
    lines, torn = whole_batches(lines)
    return Reading(lines, findings + clashes + torn)


def settled(raw: bytes) -> bytes:
    """Cut a ledger text where more may be coming: before a torn line or a batch just begun."""
    raw = raw[: raw.rfind(b"\n") + 1]
    last = raw[raw.rstrip(b"\n").rfind(b"\n") + 1 :].strip()
    parsed = _entry(last, "", 0, torn=True)
    if isinstance(parsed, Line) and parsed.entry.batch:
        name, size = parsed.entry.batch
        mark = f'"batch": ["{name}"'.encode()
        if raw.count(mark) < size:
            raw = raw[: raw.rfind(b"\n", 0, raw.find(mark)) + 1]
    return raw


def _parse(text: Text) -> Iterator[Line | Finding]:
    name = str(text.path)
    rows = text.raw.split(b"\n")
    for number, raw in enumerate(rows, text.first_line):
        row = raw.strip()
        if not row or row.startswith(b"#") or row == b"---":
            continue
        last = number == text.first_line + len(rows) - 1
        yield _entry(row, name, number, torn=last)


def _entry(row: bytes, name: str, number: int, *, torn: bool) -> Line | Finding:
    if not row.startswith(b"- {"):
        return _malformed(row, name, number, "开头不是“- {”", torn=torn)
    try:
        entry = from_record(json.loads(row[2:]))
    except ValueError as problem:  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        reason = str(problem) if type(problem) is ValueError else "不是完整的一条记录"
        return _malformed(row, name, number, reason, torn=torn)
    except RecursionError:
        return _malformed(row, name, number, "层次太深", torn=torn)
    return Line(entry, Place(name, number, 1, ""))


def _malformed(row: bytes, name: str, number: int, reason: str, *, torn: bool) -> Finding:
    excerpt = row.decode("utf-8", "replace")
    place = Place(name, number, 1, excerpt, min(len(excerpt), _EXCERPT))
    if row.startswith(tuple(marker.encode() for marker in _MARKERS)):
        return finding_at(
            place,
            Severity.ERROR,
            "ledger-conflict",
            "这里有 git 合并冲突的标记。",
            "两边的记录都要留下：只删去标记行。",
        )
    if torn:
        return finding_at(
            place,
            Severity.WARNING,
            "ledger-torn",
            "最后一行没有写完（断电或中断），不计入。",
            "下一条记录会另起一行；请核对这一条是否要重新登记。",
        )
    return finding_at(
        place,
        Severity.ERROR,
        "ledger-line",
        f"这一行读不懂：{reason}，不计入。",
        "请恢复原来的一行，或删去它再重新登记。",
    )


def with_excerpts(findings: Sequence[Finding]) -> list[Finding]:
    """Add the ledger line itself to findings that have only its number."""
    rows: dict[str, list[str]] = {}
    shown: list[Finding] = []
    for finding in findings:
        place = finding.place
        if place and not place.excerpt:
            if place.file not in rows:
                with open(place.file, encoding="utf-8", errors="replace", newline="\n") as stream:
                    rows[place.file] = stream.read().split("\n")
            text = rows[place.file][place.line - 1].rstrip("\r")
            place = place._replace(excerpt=text, width=min(len(text), _EXCERPT))
        shown.append(finding._replace(place=place))
    return shown


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
                raise OSError(0, "磁盘已满")  # noqa: TRY301
            os.fsync(self._handle)
        except OSError as problem:
            os.ftruncate(self._handle, size)
            reason = "磁盘已满" if problem.errno in _FULL else problem.strerror or str(problem)
            raise InvalidData(
                f"没有写进 {self._path.name}：{reason}。台账与原来一样。",
                "请清理磁盘空间、检查权限后重试。",
            ) from problem

    def _lead(self, size: int) -> str:
        """What comes before the first entry: the header of a new file, or the end of a torn line."""
        if size == 0:
            return HEADER
        os.lseek(self._handle, size - 1, os.SEEK_SET)
        return "" if os.read(self._handle, 1) == b"\n" else "\n"


_FULL = frozenset({0, 27, 28, 122})  # short write, EFBIG, ENOSPC, EDQUOT


def _batched(entries: Sequence[Entry]) -> Sequence[Entry]:
    if len(entries) == 1:
        return entries
    batch = (entries[0].id, len(entries))
    return [entry._replace(batch=batch) for entry in entries]


def _row(entry: Entry) -> str:
    # U+2028 and the like would be line ends to some YAML readers; JSON may escape any sign.
    text = json.dumps(to_record(entry), ensure_ascii=False)
    for sign in "\x7f\x85\u2028\u2029\ufeff":
        if sign in text:
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"- {text}\n"


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Hold a ledger file's lock while deciding what to append.

    Raises:
        Busy: Somebody else kept the lock.
        InvalidData: The file cannot be opened.
    """
    with locked(path, PATIENCE) as handle:
        yield Writer(path, handle)

"""The lines of ledger files: which files there are, and what their lines say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.findings import Finding, Place, Severity
from ..domain.ledger import Line, equal_ids, finding_at, from_record, whole_batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ledger import Text

_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_EXCERPT = 60


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
        row = (raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw).strip()
        if not row or row.startswith(b"#") or row == b"---":
            continue
        last = number == text.first_line + len(rows) - 1
        yield _entry(row, name, number, torn=last)


def _entry(row: bytes, name: str, number: int, *, torn: bool) -> Line | Finding:
    if not row.startswith(b"- {"):
        return _malformed(row, name, number, "开头不是“- {”", torn=torn)
    try:
        text = row[2:].decode()  # json.loads would take bytes that are no UTF-8
        return Line(from_record(_record(text)), Place(name, number, 1, ""), text)
    except ValueError as problem:
        told = not isinstance(problem, UnicodeDecodeError)
        reason = str(problem) if told else "不是 UTF-8 的文字"
        return _malformed(row, name, number, reason, torn=torn)


def _record(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:  # not only JSONDecodeError: a number of 5,000 digits is a plain one
        raise ValueError("不是完整的一条记录") from None
    except RecursionError:
        raise ValueError("层次太深") from None


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

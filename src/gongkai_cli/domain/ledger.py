"""The shape of ledger lines, and what is wrong with a ledger as a whole."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from .findings import Finding, Place, Severity
from .progress import PROGRESS, RETRACT, Entry, Evidence, heads
from .terms import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

KINDS = (PROGRESS, RETRACT)
_STATES = {state.value: state for state in State}
_TEXTS = ("id", "at", "item", "unit", "by", "via", "digest")


class Line(NamedTuple):
    """An entry with the place of its line, and its JSON text as it stands there."""

    entry: Entry
    place: Place
    text: str = ""


class Known(NamedTuple):
    """What a ledger is checked against: the plan's items and units."""

    digests: Mapping[str, str]
    units: Mapping[str, str]
    assigned: frozenset[tuple[str, str]]


def to_record(entry: Entry) -> dict[str, Any]:
    """Make an entry's ledger form; empty parts are left out."""
    record: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at,
        "item": entry.item,
        "unit": entry.unit,
        "state": entry.state.value if entry.state else None,
        "date": entry.day,
        "note": entry.note,
        "evidence": [
            {key: value for key, value in proof._asdict().items() if value}
            for proof in entry.evidence
        ],
        "retracts": entry.retracts,
        "by": entry.by,
        "via": entry.via,
        "prev": list(entry.prev),
        "digest": entry.digest,
        "batch": list(entry.batch) if entry.batch else None,
    }
    return {key: value for key, value in record.items() if value or key == "prev"}


def from_record(record: Any) -> Entry:
    """Read an entry's ledger form.

    Keys that are not known are left alone, so that later versions may add some.

    Raises:
        ValueError: With a Chinese message that says which part is wrong.
    """
    if not isinstance(record, dict):
        raise ValueError("不是一条记录")  # noqa: TRY004
    for key in _TEXTS:
        if not isinstance(record.get(key, ""), str):
            raise ValueError(f"{key} 应是文字")  # noqa: TRY004
    kind = record.get("kind", PROGRESS)
    for key in ("id", "at", "item", "unit", "date"):
        if not record.get(key):
            raise ValueError(f"缺少 {key}")
    if kind == RETRACT and not isinstance(record.get("retracts"), str):
        raise ValueError("缺少 retracts")
    return Entry(
        record["id"],
        _moment(record["at"]),
        record["item"],
        record["unit"],
        str(kind),
        _state(record) if kind == PROGRESS else None,
        _day(record["date"]),
        _text(record, "note"),
        _evidence(record.get("evidence", [])),
        record.get("by", ""),
        record.get("via", ""),
        _ids(record.get("prev", [])),
        record.get("digest", ""),
        record.get("retracts", ""),
        _batch(record.get("batch")),
    )


def _state(record: Any) -> State:
    state = record.get("state")
    if state is None:
        raise ValueError("缺少 state")
    if not isinstance(state, str) or state not in _STATES:
        raise ValueError(f"没有“{state}”这个状态")
    return _STATES[state]


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"at 的“{text}”不是时间") from None
    return text


def _day(text: Any) -> str:
    try:
        if isinstance(text, str) and date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise ValueError(f"date 的“{text}”不是日期")


def _text(record: Any, key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} 应是文字")  # noqa: TRY004
    return value


def _ids(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ValueError("prev 应是记录号的列表")
    return tuple(value)


def _evidence(value: Any) -> tuple[Evidence, ...]:
    if not isinstance(value, list):
        raise ValueError("evidence 应是列表")  # noqa: TRY004
    return tuple(_proof(part) for part in value) if value else ()


def _proof(part: Any) -> Evidence:
    if not isinstance(part, dict) or not all(isinstance(v, str) for v in part.values()):
        raise ValueError("evidence 的每一项应是文字的键值")
    return Evidence(*(part.get(field, "") for field in Evidence._fields))


def _batch(value: Any) -> tuple[str, int] | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):  # noqa: PLR2004
        name, size = value
        if isinstance(size, int):
            return name, size
    raise ValueError("batch 应是 [批号, 条数]")


def finding_at(
    place: Place | None, severity: Severity, code: str, message: str, remedy: str
) -> Finding:
    """Make a finding about a line of the ledger."""
    return Finding(code, severity, message, remedy, place)


def equal_ids(lines: Iterable[Line]) -> tuple[list[Line], list[Finding]]:
    """Take entries with equal ids once.

    Returns:
        The lines left, and an error for each id that stands for two different entries.
    """
    first: dict[str, Line] = {}
    clashes: list[Finding] = []
    for line in lines:
        known = first.setdefault(line.entry.id, line)
        if known is not line and known.entry != line.entry:
            message = f"记录号 {line.entry.id} 有两条不同的记录，只计前一条。"
            remedy = "记录只增不改：请恢复原来的一行，更正另记一条。"
            clashes.append(
                finding_at(line.place, Severity.ERROR, "ledger-id-clash", message, remedy)
            )
    return list(first.values()), clashes


def whole_batches(lines: Iterable[Line]) -> tuple[list[Line], list[Finding]]:
    """Leave out batches of which a part is missing: one command counts wholly or not at all."""
    lines = list(lines)
    counts: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.entry.batch:
            counts[line.entry.batch] = counts.get(line.entry.batch, 0) + 1
    torn = {batch for batch, count in counts.items() if count < batch[1]}
    if not torn:
        return lines, []
    first = {line.entry.batch: line for line in reversed(lines) if line.entry.batch in torn}
    findings = [
        finding_at(
            line.place,
            Severity.ERROR,
            "ledger-batch",
            f"这一批应有 {batch[1]} 条，只有 {counts[batch]} 条：没有写完，整批不计。",
            "请重新执行当时的命令。",
        )
        for batch, line in first.items()
        if batch
    ]
    return [line for line in lines if line.entry.batch not in torn], findings


def names_are_known(lines: list[Line], known: Known) -> Iterator[Finding]:
    """Every entry is about an item and a unit of the plan, and the unit has that item."""
    for entry, place, _ in lines:
        unit = known.units.get(entry.unit)
        if entry.item not in known.digests:
            message = f"方案里没有编号为 {entry.item} 的事项，这条记录不计入。"
            yield finding_at(
                place,
                Severity.ERROR,
                "ledger-item",
                message,
                "事项若改了编号，请对照方案重新登记。",
            )
        elif unit is None:
            message = f"方案里没有名为“{entry.unit}”的单位，这条记录不计入。"
            remedy = "单位若改了名称，请把旧名写进该单位的 aliases。"
            yield finding_at(place, Severity.ERROR, "ledger-unit", message, remedy)
        elif (entry.item, unit) not in known.assigned:
            message = f"事项 {entry.item} 没有分给“{unit}”，这条记录不计入。"
            remedy = "请核对方案的分工，或撤销这条记录。"
            yield finding_at(place, Severity.WARNING, "ledger-assignment", message, remedy)


def kinds_are_known(lines: list[Line], known: Known) -> Iterator[Finding]:
    """Every entry is of a kind that this version knows."""
    del known
    for entry, place, _ in lines:
        if entry.kind not in KINDS:
            message = f"不认识“{entry.kind}”这类记录，不计入。"
            yield finding_at(place, Severity.WARNING, "ledger-kind", message, "请升级 gongkai。")


def retractions_have_targets(lines: list[Line], known: Known) -> Iterator[Finding]:
    """What is retracted is there, and is about the same item and unit."""
    by_id = {line.entry.id: line.entry for line in lines}
    for entry, place, _ in lines:
        target = by_id.get(entry.retracts)
        same = target and _pair(target, known) == _pair(entry, known)
        if entry.kind == RETRACT and not same:
            message = f"要撤销的记录 {entry.retracts} 不在这个事项和单位名下。"
            remedy = "可能有一份台账没有合并进来，请找齐。"
            yield finding_at(place, Severity.WARNING, "ledger-retract", message, remedy)


def days_are_past(lines: list[Line], known: Known) -> Iterator[Finding]:
    """Nobody reports a day that had not come when the entry was written."""
    del known
    for entry, place, _ in lines:
        if entry.day > entry.at[:10]:
            message = f"日期 {entry.day} 晚于记录时间 {entry.at[:10]}。"
            yield finding_at(
                place, Severity.WARNING, "ledger-date", message, "请核对日期，必要时更正。"
            )


def words_are_unchanged(lines: list[Line], known: Known) -> Iterator[Finding]:
    """The newest word on an item was said about the item's present text (文字已改，请复核)."""
    for group in _pairs(lines, known).values():
        for line in _newest(group)[:1]:
            entry = line.entry
            digest = known.digests.get(entry.item)
            if entry.digest and digest and entry.digest != digest:
                message = (
                    f"事项 {entry.item} 的文字在“{entry.unit}”登记之后改过：文字已改，请复核。"
                )
                remedy = "请核对后重新登记一次。"
                yield finding_at(line.place, Severity.WARNING, "reworded", message, remedy)


def writers_saw_each_other(lines: list[Line], known: Known) -> Iterator[Finding]:
    """No two newest entries of one (item, unit) were written without seeing each other (同时修改)."""
    for group in _pairs(lines, known).values():
        newest = _newest(group)
        if len(newest) > 1:
            first = newest[0].entry
            said = "、".join(
                f"{line.entry.state.word if line.entry.state else ''}（{line.entry.by or '未署名'}）"
                for line in newest
            )
            message = f"事项 {first.item} 的“{first.unit}”同时修改：{said}，暂以第一个为准。"
            remedy = f"核实后登记一次即可：gongkai status set {first.item} 状态 --unit {first.unit}"
            yield finding_at(newest[0].place, Severity.WARNING, "concurrent", message, remedy)


def _pairs(lines: list[Line], known: Known) -> dict[tuple[str, str], list[Line]]:
    pairs: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        pairs.setdefault(_pair(line.entry, known), []).append(line)
    return pairs


def _pair(entry: Entry, known: Known) -> tuple[str, str]:
    return entry.item, known.units.get(entry.unit, entry.unit)


def _newest(group: list[Line]) -> list[Line]:
    if len(group) == 1:
        return group if group[0].entry.kind == PROGRESS else []
    by_id = {line.entry.id: line for line in group}
    return [by_id[entry.id] for entry in heads([line.entry for line in group])]


CHECKS: tuple[Callable[[list[Line], Known], Iterator[Finding]], ...] = (
    names_are_known,
    kinds_are_known,
    retractions_have_targets,
    days_are_past,
    words_are_unchanged,
    writers_saw_each_other,
)


def check_ledger(lines: list[Line], known: Known) -> list[Finding]:
    """Run every check of a ledger whose lines have the right shape."""
    return [finding for check in CHECKS for finding in check(lines, known)]

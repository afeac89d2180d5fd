"""A collection of forms as people and programs read it: row by row, before and after writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.answers import evidence_text
from ..domain.forms import Field
from ..domain.terms import Outcome
from ..output import json_form
from ..output.findings import finding_json
from ..output.table import Cell, Column, Table, cell
from ..output.text import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.collect import Difference, Judged
    from ..domain.findings import Finding
    from ..domain.summary import Totals
    from ..storage.registry import Change, Registry
    from .collection import Attendance, Received

_STYLES = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "cyan",
    Outcome.CONFLICT: "yellow",
    Outcome.INVALID: "bold red",
}
_QUIET = (Outcome.SAME, Outcome.BLANK)
_AROUND = 8
_EMPTY = "（空）"


# -- on the terminal -------------------------------------------------------------------------------


def tables(received: Sequence[Received]) -> list[Table]:
    """The files that could not be taken, then a table for each form."""
    files = [(cell(one.form.file), cell(_told(f))) for one in received for f in one.findings]
    columns = (Column("文件", flex=1), Column("原因", flex=2, least=20))
    refused = [Table(columns, tuple(files), "没有收的文件", wrap=True)] if files else []
    return [*refused, *(form_table(one) for one in received if not one.findings)]


def form_table(one: Received) -> Table:
    """A form's rows that bring something or are wrong; those that do not are named below by id."""
    columns = (Column("结果"), Column("格"), Column("编号"), Column("内容", flex=1, least=20))
    shown = [row for row in one.judged if row.outcome not in _QUIET or row.remarks]
    rows = [_row(row) for row in shown]
    for outcome in _QUIET:
        ids = [r.item for r in one.judged if r.outcome is outcome and not r.remarks]
        if ids:
            rows.append((cell(outcome.word), cell(""), cell(""), cell(" ".join(ids))))
    rows += [(cell("提示", "dim"), cell(""), cell(""), cell(told)) for told in remarks(one)]
    return Table(columns, tuple(rows), _title(one), wrap=True)


def _title(one: Received) -> str:
    counts = [f"{o.word} {n}" for o in Outcome if (n := one.count(o))]
    name = f"{one.form.file}（{one.unit}）" if one.unit else one.form.file
    return f"{name}：{'，'.join(counts)}" if counts else name


def _row(row: Judged) -> tuple[Cell, ...]:
    style = _STYLES.get(row.outcome, "")
    return (
        cell(row.outcome.word, style),
        cell(_at(row).rpartition("!")[2]),
        cell(row.item),
        cell(content(row)),
    )


def remarks(one: Received) -> list[str]:
    """What there is to say of a form as a whole."""
    lost = f"表里没有这些事项：{' '.join(one.missing)}。" if one.missing else ""
    return [*one.form.remarks, *([lost] if lost else [])]


def _at(row: Judged) -> str:
    """The cell that a row is about: the first wrong one, else that of the state."""
    place = row.findings[0].place if row.findings else None
    return place.cell if place else row.row.place(Field.STATE)


def content(row: Judged) -> str:
    """Say in words what a row brings, or what is wrong with it."""
    parts = [_told(found) for found in row.findings]
    if not parts and row.outcome not in _QUIET:
        parts = [_changes(row.differences) if row.now else _answer(row), _unsigned(row)]
    return "".join([*parts, *(f"（{told.rstrip('。')}）" for told in row.remarks)])


def _told(found: Finding) -> str:
    return f"{found.message}改法：{found.remedy}" if found.remedy else found.message


def _answer(row: Judged) -> str:
    answer = row.answer
    if answer is None:
        return ""
    proofs = evidence_text(answer.evidence).replace("\n", "；")
    signed = "，".join(filter(None, (answer.by, str(answer.day or ""))))
    return "；".join(filter(None, (answer.state.word, answer.note, proofs, signed)))


def _unsigned(row: Judged) -> str:
    """Say what is recorded in place of a name or a day that was not given."""
    answer = row.answer
    if answer is None or (answer.by and answer.day):
        return ""
    gone = {"填报人": "单位", "填报日期": "收表日"}
    names = [name for name, said in zip(gone, (answer.by, answer.day), strict=True) if not said]
    return f"（没有写{'、'.join(names)}，记作{'、'.join(gone[name] for name in names)}）"


def _changes(differences: Sequence[Difference]) -> str:
    return "；".join(f"{d.field.value}：{_shown(d)}" for d in differences)


def _shown(made: Difference) -> str:
    """A long text by what changed in it, anything else whole."""
    if made.field is Field.NOTE:
        return _change(made.old, made.new)
    return " → ".join(text.replace("\n", "；") or _EMPTY for text in (made.old, made.new))


def _change(old: str, new: str) -> str:
    """Show what changed, with a little of what stays around it."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return f"{_cut(old, start, end)} → {_cut(new, start, end)}"


def _shared(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    lead, tail = "…" if first else "", "…" if last < len(text) else ""
    return f"{lead}{text[first:last]}{tail}" or _EMPTY


def outcome_line(received: Sequence[Received]) -> str:
    """Count what all forms bring."""
    counts = {o: sum(one.count(o) for one in received) for o in Outcome}
    told = "，".join(f"{o.word} {n}" for o, n in counts.items() if n)
    bad = sum(bool(one.findings) for one in received)
    kept_out = f"，另有 {bad} 个文件没有收" if bad else ""
    return f"{len(received) - bad} 份表：{told or '没有内容'}{kept_out}"


def attendance_facts(there: Attendance) -> Iterator[tuple[str, str]]:
    """Whose forms are in, and whose are still missing."""
    if there.now:
        yield "这次收到", f"{len(there.now)} 个单位：{'、'.join(there.now)}"
    if there.empty:
        yield "空表", f"{len(there.empty)} 个单位：{'、'.join(there.empty)}"
    if there.earlier:
        names = "、".join(f"{unit}（{day}）" for unit, day in there.earlier.items())
        yield "以前收过", f"{len(there.earlier)} 个单位：{names}"
    if there.missing:
        names = "、".join(f"{u}（{n} 项未反馈）" for u, n in there.missing.items())
        yield "还没收到", f"{len(there.missing)} 个单位：{names}"
    else:
        yield "还没收到", "无"


def figure_facts(before: Totals, after: Totals) -> Iterator[tuple[str, str]]:
    """What changed in the figures."""
    yield (
        "反馈率",
        _moved(before.reported_rate, after.reported_rate, after.reported - before.reported),
    )
    yield (
        "完成率",
        _moved(before.completion_rate, after.completion_rate, after.complete - before.complete),
    )


def _moved(old: float, new: float, more: int) -> str:
    return f"{percent(old)} → {percent(new)}（{more:+}）" if more else f"{percent(new)}（没有变）"


# -- for programs ----------------------------------------------------------------------------------


def plain_table(received: Sequence[Received]) -> Table:
    """All rows of all forms, a line each: what programs and pipes read."""
    names = ("文件", "格", "单位", "编号", "结果", "内容")
    rows = [
        (one.form.file, _at(row), one.unit, row.item, row.outcome.word, content(row))
        for one in received
        for row in one.judged
    ]
    for one in received:
        rows += [(one.form.file, "", one.unit, "", "提示", told) for told in remarks(one)]
        rows += [(one.form.file, "", "", "", "没有收", _told(found)) for found in one.findings]
    return Table(
        tuple(Column(name) for name in names), tuple(tuple(map(cell, row)) for row in rows)
    )


def document(  # noqa: PLR0913
    registry: Registry,
    received: Sequence[Received],
    changes: Sequence[Change],
    there: Attendance,
    figures: tuple[Totals, Totals],
    dry_run: bool,  # noqa: FBT001
) -> str:
    """Write the answer of a collection."""
    before, after = map(json_form.totals, figures)
    return json_form.document(
        "collect",
        registry.plan,
        registry.today,
        dry_run=dry_run,
        forms=_forms_json(received),
        changes=[json_form.change(change) for change in changes],
        received=list(there.now),
        empty=list(there.empty),
        earlier=dict(there.earlier),
        missing=dict(there.missing),
        before=before,
        after=after,
    )


def _forms_json(received: Sequence[Received]) -> list[dict[str, Any]]:
    """Make the forms with their rows."""
    return [
        {
            "file": one.form.file,
            "unit": one.unit or None,
            "remarks": remarks(one),
            "findings": [finding_json(found) for found in one.findings],
            "missing": list(one.missing),
            "rows": [_row_json(row) for row in one.judged],
        }
        for one in received
    ]


def _row_json(row: Judged) -> dict[str, Any]:
    answer = row.answer
    return {
        "cell": row.row.place(Field.STATE),
        "item": row.item or None,
        "outcome": row.outcome.value,
        "state": answer.state.value if answer else None,
        "note": answer.note if answer else "",
        "evidence": [json_form.evidence(proof) for proof in answer.evidence] if answer else [],
        "by": answer.by if answer else None,
        "date": str(answer.day) if answer and answer.day else None,
        "differences": [
            {"field": d.field.name.lower(), "before": d.old, "after": d.new}
            for d in row.differences
        ],
        "remarks": list(row.remarks),
        "findings": [finding_json(found) for found in row.findings],
    }

"""What returned forms bring: each row held against the registry before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .answers import Answer, answer_of, evidence_text, fit, same_text
from .expand import digest
from .filled import is_blank, read, remarks
from .form_rows import Desk, Duty, identify, unique_words, wrong
from .forms import ANSWERS, Field
from .terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .findings import Finding
    from .forms import Form, FormRow, Mark
    from .progress import Entry

_NAMED = 5
_BRINGING = (Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT)


class Difference(NamedTuple):
    """A part of an answer that is not as the registry has it."""

    field: Field
    old: str
    new: str


class Judged(NamedTuple):
    """What a row of a form is to the registry.

    ``now`` is the entry that counts; ``seen`` are the newest entries that the judgement knew;
    ``words`` is the digest of the requirement as the unit read it.  A row is ``contested`` where
    another form of the same collection says something else: no option settles that.
    """

    outcome: Outcome
    row: FormRow
    item: str = ""
    answer: Answer | None = None
    now: Entry | None = None
    seen: tuple[str, ...] = ()
    words: str = ""
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    contested: bool = False


class Rival(NamedTuple):
    """A judgement, whose form it is of, and in which file."""

    unit: str
    file: str
    judged: Judged


def judge(
    form: Form, unit: str, duties: Sequence[Duty], first_year: int, today: date
) -> list[Judged]:
    """Judge every row of a form that has anything in it.

    Args:
        form: The form as it came back.
        unit: Whose form it is.
        duties: The unit's parts in the plan's items.
        first_year: The plan's year, for dates without one.
        today: Nobody reports a later day.
    """
    known = {duty.item.id: duty for duty in duties}
    words = unique_words(duties)
    desk = Desk(form.file, unit, known, form.marks, words, first_year, today)
    judged = [found for row in form.rows if (found := _judge(row, desk))]
    groups: dict[str, list[Judged]] = {}
    for found in judged:
        groups.setdefault(found.item, []).append(found)
    return [kept for found in judged if (kept := _only(found, groups[found.item], desk))]


def missing_items(judged: Sequence[Judged], duties: Sequence[Duty]) -> list[str]:
    """The unit's items that its form has no row for."""
    there = {row.item for row in judged}
    return [duty.item.id for duty in duties if duty.item.id not in there]


def _judge(row: FormRow, desk: Desk) -> Judged | None:
    who = identify(row, desk)
    if who.finding:
        return Judged(Outcome.INVALID, row, findings=(who.finding,))
    if not who.item:
        told = "，".join(cell.text for cell in row.cells.values() if cell.text)
        return Judged(Outcome.BLANK, row, remarks=(f"不是事项，没有收：{told}",)) if told else None
    made = _read(row, desk.duties[who.item], desk.marks.get(who.item), desk)
    return made._replace(remarks=tuple(filter(None, (who.remark, *made.remarks))))


def _read(row: FormRow, duty: Duty, mark: Mark | None, desk: Desk) -> Judged:
    newest = duty.heads
    now = newest[0] if newest else None
    made = Judged(
        Outcome.BLANK,
        row,
        duty.item.id,
        None,
        now,
        tuple(entry.id for entry in newest),
        mark.digest if mark else digest(row.cell(Field.TEXT).text),
    )
    base = _base(duty, mark)
    if is_blank(row):
        return _blank(made, base, mark, desk)
    before = answer_of(base) if base else None
    found = read(row, before if mark or not now else answer_of(now), desk)
    if isinstance(found, list):
        return made._replace(outcome=Outcome.INVALID, findings=tuple(found))
    made = made._replace(answer=found, remarks=tuple(remarks(row, found)))
    return _compared(made, found, before, mark)


def _base(duty: Duty, mark: Mark | None) -> Entry | None:
    """The entry that the form showed when it was made."""
    wanted = mark.prev[0] if mark and mark.prev else None
    return next((entry for entry in duty.entries if entry.id == wanted), None)


def _blank(made: Judged, base: Entry | None, mark: Mark | None, desk: Desk) -> Judged:
    if base and base.state:
        message = f"{made.item} 原先报的是“{base.state.word}”，表里清空了。"
        remedy = "请填上现在的情况；要撤回的，请办公室用 gongkai status undo 撤销。"
        finding = wrong(made.row, Field.STATE, "form-cleared", message, remedy, desk)
        return made._replace(outcome=Outcome.INVALID, findings=(finding,))
    if mark is None and made.now:
        return _told(made, Outcome.BLANK, "这一行是空的；台账现有的记录不变。")
    signed = any(made.row.cell(field).filled for field in (Field.BY, Field.DAY))
    told = ("只写了填报人、填报日期，没有填完成情况，按未填。",) if signed else ()
    return made._replace(remarks=told)


def _compared(made: Judged, answer: Answer, before: Answer | None, mark: Mark | None) -> Judged:
    now = answer_of(made.now) if made.now else None
    differences = _differences(answer, now)
    if now and not differences:
        return made._replace(outcome=Outcome.SAME, remarks=())  # however it was read: it is known
    touched = _differences(answer, before)
    if before and not touched:
        return _told(made, Outcome.SAME, "表里没有改动；台账在导出以后有新的记录，不受影响。")
    made = made._replace(differences=differences)
    unseen = _unseen(made, mark)
    if unseen:
        return _told(made, Outcome.CONFLICT, unseen)
    if before and before.day and answer.day == before.day:
        made = _told(made, made.outcome, f"内容改了，填报日期还是 {before.day}。")
    return made._replace(outcome=Outcome.CHANGED if now else Outcome.NEW)


def _told(made: Judged, outcome: Outcome, remark: str) -> Judged:
    return made._replace(outcome=outcome, remarks=(*made.remarks, remark))


def _unseen(made: Judged, mark: Mark | None) -> str:
    """What the registry has that the form was made without; empty where it has nothing such."""
    if mark is None:
        return "隐藏信息丢失，不知道填表时看到的是不是台账现有的记录。" if made.now else ""
    if set(mark.prev) == set(made.seen):
        return ""
    if made.now is None:
        return "导出时有的记录，台账里现在没有了。"
    signed = "，".join(filter(None, (made.now.by, made.now.day)))
    state = made.now.state.word if made.now.state else ""
    source = f"，来自 {made.now.form}" if made.now.form else ""
    return f"台账在导出以后有新的记录：{state}（{signed}{source}）。"


def _differences(answer: Answer, other: Answer | None) -> tuple[Difference, ...]:
    """The parts in which an answer differs; a day or a name that is not given differs from none."""
    new, old = _texts(answer), _texts(other) if other else dict.fromkeys(ANSWERS, "")
    return tuple(
        Difference(field, old[field], new[field])
        for field in ANSWERS
        if not same_text(old[field], new[field])
        and (new[field] or field not in {Field.BY, Field.DAY})
    )


def _texts(answer: Answer) -> dict[Field, str]:
    return {
        Field.STATE: answer.state.word,
        Field.NOTE: answer.note,
        Field.EVIDENCE: evidence_text(answer.evidence),
        Field.BY: " ".join(fit(answer.by).split()),
        Field.DAY: str(answer.day) if answer.day else "",
    }


def _only(found: Judged, group: Sequence[Judged], desk: Desk) -> Judged | None:
    """Take an item that stands in several rows once where they agree, not at all where they do not."""
    if len(group) == 1 or not found.item or found.outcome is Outcome.INVALID:
        return found
    filled = [row for row in group if row.answer or row.outcome is Outcome.INVALID]
    if found.answer is None:
        return None if filled or found is not group[0] else found
    if any(row.answer != found.answer for row in filled):
        places = "、".join(row.row.place(Field.STATE) for row in filled[:_NAMED])
        places += f"等 {len(filled)} 行" if len(filled) > _NAMED else ""
        message = f"{found.item} 有几行，填的不一样：{places}。"
        finding = wrong(found.row, Field.ID, "form-twice", message, "请只留一行。", desk)
        return found._replace(outcome=Outcome.INVALID, findings=(finding,))
    if found is filled[0]:
        return found
    return _told(found, Outcome.SAME, f"与第 {filled[0].row.number} 行相同。")


def settle(rows: Sequence[Rival]) -> list[Judged]:
    """Hold the forms of one collection against each other.

    The same answer in two forms is taken once; different ones are a conflict, because nothing says
    which is the newer.

    Returns:
        The judgements, in the order given.
    """
    said: dict[tuple[str, str], list[Rival]] = {}
    for rival in rows:
        if rival.judged.outcome in _BRINGING:
            said.setdefault((rival.unit, rival.judged.item), []).append(rival)
    return [
        _settled(rival, said[rival.unit, rival.judged.item])
        if rival.judged.outcome in _BRINGING
        else rival.judged
        for rival in rows
    ]


def _settled(rival: Rival, group: Sequence[Rival]) -> Judged:
    judged, first = rival.judged, group[0]
    other = next((other for other in group if other.judged.answer != judged.answer), None)
    if other:
        told = f"{other.file} 里说的不一样，请只收一份。"
        return _told(judged, Outcome.CONFLICT, told)._replace(contested=True)
    if first is rival:
        return judged
    return _told(judged, Outcome.SAME, f"与 {first.file} 里的相同。")

"""What a unit filled into a row of its form: an answer, or everything that keeps it from being one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import Answer, evidence_text, read_evidence, read_state, same_text, tidy
from .days import full_day, serial_day, short_day
from .form_rows import wrong
from .forms import ANSWERS, Field
from .names import narrow
from .terms import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .findings import Finding
    from .form_rows import Desk
    from .forms import Cell, FormRow

_WORDS = "、".join(state.word for state in State)
_AS_DAY = "请写成 {} 的样子。"
_AS_TEXT = "请改成文字：复制这一格，“选择性粘贴”选“数值”；或重新填写。"
_SAID = (Field.STATE, Field.NOTE, Field.EVIDENCE)


def is_blank(row: FormRow) -> bool:
    """Whether a unit has said nothing; its name and a date alone say nothing."""
    return not any(row.cell(field).filled for field in _SAID)


def read(row: FormRow, old: Answer | None, desk: Desk) -> Answer | list[Finding]:
    """Read what was filled in.

    Args:
        row: The row.
        old: What the form showed when it was made; a column that the sheet has lost is as it was.
        desk: What rows are judged by.

    Returns:
        The answer, or everything that is wrong with the row.
    """
    findings = [*_unreadable(row, desk)]
    state = _state(row, findings, desk)
    day = _day(row, findings, desk)
    if findings or state is None:
        return findings
    old = old or Answer(state)
    typed = {field: row.cell(field).text for field in ANSWERS}
    by = " ".join(typed[Field.BY].split()) if Field.BY in row.cells else old.by
    return Answer(
        state,
        old.note if same_text(typed[Field.NOTE], old.note) else tidy(typed[Field.NOTE]),
        old.evidence
        if same_text(typed[Field.EVIDENCE], evidence_text(old.evidence))
        else read_evidence(typed[Field.EVIDENCE], old.evidence),
        old.by if same_text(by, " ".join(old.by.split())) else by,
        day if Field.DAY in row.cells else old.day,
    )


def remarks(row: FormRow, answer: Answer) -> Iterator[str]:
    """Say how words were read that the form does not offer: nothing is guessed in silence."""
    state, day = row.cell(Field.STATE).text.strip(), row.cell(Field.DAY)
    if state != answer.state.word:
        yield f"“{state}”读作“{answer.state.word}”。"
    if answer.day and day.text and not day.day and str(answer.day.year) not in narrow(day.text):
        yield f"“{day.text.strip()}”读作 {answer.day}。"


def _unreadable(row: FormRow, desk: Desk) -> Iterator[Finding]:
    """Find cells that hold no text: formulas, pictures, error values."""
    for field in ANSWERS:
        cell = row.cell(field)
        if cell.wrong:
            remedy = _AS_DAY if field is Field.DAY else _AS_TEXT
            remedy = remedy.format(desk.today)
            yield wrong(row, field, "form-cell", f"“{field.value}”{cell.wrong}。", remedy, desk)


def _state(row: FormRow, findings: list[Finding], desk: Desk) -> State | None:
    cell = row.cell(Field.STATE)
    found = read_state(cell.text)
    if isinstance(found, State):
        return found
    if cell.wrong:
        return None
    if not cell.text:
        message = "填了内容，没有选完成情况。"
    elif found:
        message = f"“{cell.text}”说不准：{'，还是'.join(f'“{state.word}”' for state in found)}？"
    else:
        message = f"“{cell.text}”不是完成情况。"
    findings.append(wrong(row, Field.STATE, "form-state", message, f"请选一个：{_WORDS}。", desk))
    return None


def _day(row: FormRow, findings: list[Finding], desk: Desk) -> date | None:
    cell = row.cell(Field.DAY)
    if cell.wrong or not cell.filled:
        return None
    remedy = _AS_DAY.format(desk.today)
    try:
        day = _day_in(cell, desk)
        message = "" if day else f"“{cell.text}”不是日期。"
    except ValueError:
        day, message = None, f"没有“{cell.text}”这一天。"
    if day and day > desk.today:
        message = f"填报日期 {day} 还没有到。"
        remedy = f"收表日是 {desk.today}，请写这一天或以前的日期。"
    elif day and day.year < desk.first_year - 1:
        message = f"填报日期 {day} 早于方案年度，像是写错了。"
    if message:
        findings.append(wrong(row, Field.DAY, "form-date", message, remedy, desk))
    return day


def _day_in(cell: Cell, desk: Desk) -> date | None:
    """A number with a point may be any day: 11.1 is what a sheet makes of 11.10."""
    if cell.day or cell.number:
        return cell.day or full_day(cell.text)
    found = full_day(cell.text) or serial_day(cell.text)
    return found or short_day(cell.text, desk.first_year, desk.today)

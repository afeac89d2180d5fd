"""A collection of forms: read, held against the registry, and turned into what to record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..domain.collect import Judged, Rival, judge, missing_items, settle
from ..domain.form_owner import owner
from ..domain.forms import Field
from ..domain.progress import FORM_VIA
from ..domain.terms import Outcome
from ..storage.registry import Record, Saying
from . import form_reader
from .package import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ..domain.findings import Finding
    from ..domain.form_rows import Duty
    from ..domain.forms import Form
    from ..storage.registry import Registry
    from .form_files import Source

_WRITTEN = (Outcome.NEW, Outcome.CHANGED)


class Received(NamedTuple):
    """A form with what its rows are to the registry.

    ``findings`` keep the whole form out; ``missing`` are the unit's items that it has no row for.
    """

    source: Source
    form: Form
    unit: str = ""
    judged: tuple[Judged, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many rows came to this."""
        return sum(row.outcome is outcome for row in self.judged)


class Attendance(NamedTuple):
    """Whose forms are in: now, now but empty, earlier (with the day), and not at all.

    A unit that is missing has the number of items that it has not reported on.
    """

    now: tuple[str, ...]
    empty: tuple[str, ...]
    earlier: Mapping[str, str]
    missing: Mapping[str, int]


def read(sources: Iterable[Source], registry: Registry) -> list[Received]:
    """Read forms and judge their rows; one that cannot be read leaves the others alone."""
    duties: dict[str, list[Duty]] = {}
    received = [
        _received(source, form, registry, duties) for source in sources for form in _forms(source)
    ]
    rivals = [Rival(one.unit, one.form.file, row) for one in received for row in one.judged]
    settled = iter(settle(rivals))
    return [one._replace(judged=tuple(next(settled) for _ in one.judged)) for one in received]


def _forms(source: Source) -> list[Form]:
    try:
        return form_reader.read(source.name, source.read())
    except Unreadable as problem:
        return [form_reader.refused(source.name, problem.code, problem.message, problem.remedy)]


def _received(
    source: Source, form: Form, registry: Registry, duties: dict[str, list[Duty]]
) -> Received:
    if form.findings:
        return Received(source, form, findings=form.findings)
    whose = owner(form, registry.plan)
    if whose.finding:
        return Received(source, form, findings=(whose.finding,))
    unit = whose.unit
    if whose.remark:
        form = form._replace(remarks=(whose.remark, *form.remarks))
    if unit not in duties:
        duties[unit] = registry.duties(unit)
    judged = judge(form, unit, duties[unit], registry.plan.year, registry.today)
    missing = tuple(missing_items(judged, duties[unit]))
    return Received(source, form, unit, tuple(judged), missing)


def records(
    received: Sequence[Received], registry: Registry, at: datetime, *, prefer_form: bool = False
) -> list[Record]:
    """What to record of a collection: what is new or changed, and conflicts where the form prevails.

    Args:
        received: The forms.
        registry: Where it is to be recorded.
        at: Now.
        prefer_form: Whether a form prevails over what the registry learned since it was made.
    """
    return [
        _record(one, row, registry, at)
        for one in received
        for row in one.judged
        if row.outcome in _WRITTEN
        or (prefer_form and row.outcome is Outcome.CONFLICT and not row.contested)
    ]


def _record(one: Received, row: Judged, registry: Registry, at: datetime) -> Record:
    answer = row.answer
    if answer is None:
        raise AssertionError
    saying = Saying(
        answer.state,
        answer.day or registry.today,
        at,
        answer.note,
        answer.evidence,
        answer.by or one.unit,
        f"{FORM_VIA}{one.form.file}!{row.row.place(Field.STATE)}",
        row.words,
    )
    return Record(row.item, one.unit, saying, row.seen)


def attendance(received: Sequence[Received], registry: Registry) -> Attendance:
    """Say whose forms are in and whose are still missing; who has reported all is not asked."""
    came = dict.fromkeys(one.unit for one in received if one.unit)
    now = {one.unit for one in received if one.unit and one.count(Outcome.BLANK) < len(one.judged)}
    earlier = registry.days_via(FORM_VIA)
    owed = {line.unit: line.total - line.reported for line in registry.report().units}
    return Attendance(
        tuple(unit for unit in came if unit in now),
        tuple(unit for unit in came if unit not in now),
        {unit: day for unit, day in earlier.items() if unit not in now},
        {u: n for u, n in owed.items() if n and u not in now and u not in earlier},
    )

"""What the page shows of a dossier: light records for the template, every figure from the report."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..domain.terms import Lamp, State
from ..output import pages, tables
from ..output.text import chinese_date
from . import page_chart, page_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..domain.clock import Clock
    from ..domain.dossier import Dossier, Work
    from ..domain.plan import Item, Plan
    from ..domain.progress import Evidence, Standing
    from ..domain.summary import ChapterLine, Owed, Report, UnitLine
    from ..output.table import Table
    from .page_chart import Chart
    from .page_matrix import Cell, Column, Sign

LARGE = 400
"""From how many items on the chapters are closed at first."""
ROOMY = 12
"""Up to how many units the matrix has room for words."""
FIRST = 5
"""How many items and units the first screen names."""
_HEAD_FACTS = {"事项", "状态"}


class Row(NamedTuple):
    """An item in the matrix and in the list; ``parts`` tells the filters how each unit stands."""

    work: Work
    item: Item
    lamp: Sign
    state: Sign
    parts: str
    cells: tuple[Cell, ...]


class Chapter(NamedTuple):
    """A chapter's figures and items."""

    line: ChapterLine
    rows: tuple[Row, ...]


class Debt(NamedTuple):
    """Who still owes what: a line of the table that the terminal shows, too."""

    part: Owed
    unit: int
    lamp: Sign
    cells: tuple[str, ...]


class Silent(NamedTuple):
    """A unit that has not reported on everything."""

    unit: int
    name: str
    missing: int
    total: int


class Part(NamedTuple):
    """How a unit stands with an item, and what it said."""

    unit: int
    name: str
    role: str
    state: Sign
    lamp: Sign
    day: str
    by: str
    note: str
    proofs: tuple[Evidence, ...]
    marks: tuple[str, ...]


class Detail(NamedTuple):
    """All that is known of an item."""

    facts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    parts: tuple[Part, ...]


class View(NamedTuple):
    """The page."""

    report: Report
    title: str
    made: str
    warning: str
    left: tuple[str, ...]
    columns: tuple[Column, ...]
    chapters: tuple[Chapter, ...]
    urgent: tuple[Row, ...]
    silent: tuple[Silent, ...]
    by_chapter: Table
    by_unit: Table
    debts: tuple[Debt, ...]
    chart: Chart
    clock: Clock

    @property
    def plan(self) -> Plan:
        """The plan's facts."""
        return self.report.plan

    @property
    def large(self) -> bool:
        """Whether the page shows its chapters closed at first."""
        return self.report.totals.items > LARGE

    @property
    def roomy(self) -> bool:
        """Whether the matrix says states in words where the screen is wide."""
        return len(self.columns) <= ROOMY and not self.large

    @property
    def urgent_total(self) -> int:
        """How many items have a red or a yellow lamp."""
        found = self.report.totals.lamps
        return found[Lamp.RED] + found[Lamp.YELLOW]

    @property
    def lamps(self) -> tuple[tuple[Lamp, Sign, int], ...]:
        """How many items have each lamp."""
        found = self.report.totals.lamps
        return tuple((lamp, page_matrix.lamp_sign(lamp), found[lamp]) for lamp in Lamp)

    @property
    def states(self) -> tuple[tuple[State, Sign, int], ...]:
        """How many items are in each state."""
        found = self.report.totals.states
        return tuple((state, page_matrix.STATES[state], found[state]) for state in State)


def view(dossier: Dossier) -> View:
    """Make the page's records."""
    report, clock = dossier.report, dossier.clock
    columns = page_matrix.columns(report, dossier.works)
    chapters = tuple(_chapters(dossier, clock, columns))
    urgent = [row for chapter in chapters for row in chapter.rows if _urgent(row)]
    urgent.sort(key=_urgency)
    return View(
        report,
        f"{report.plan.title}落实情况{f'（{report.unit}）' if report.unit else ''}",
        f"{chinese_date(dossier.at)} {dossier.at:%H:%M}",
        dict(pages.report_facts(report)).get("注意", ""),
        _left(report),
        columns,
        chapters,
        tuple(urgent[:FIRST]),
        tuple(_silent(report.units, columns)),
        tables.chapters(report),
        tables.units(report.units, "按单位"),
        tuple(_debts(report, columns)),
        page_chart.chart(dossier),
        clock,
    )


def _left(report: Report) -> tuple[str, ...]:
    """Part what ``tables.days_left`` says: word, number, measure, the rest."""
    said, _, rest = tables.days_left(report).partition("，")
    return (*said.split(), rest)


def _urgent(row: Row) -> bool:
    return row.lamp.code in "ry"


def _urgency(row: Row) -> tuple[bool, bool, date, bool]:
    """Late before blocked before near; of the near ones those that nobody has begun."""
    state = row.work.state
    red, blocked, fresh = row.lamp.code == "r", state is State.BLOCKED, state is State.NOT_STARTED
    return not red, not blocked, row.item.due, not fresh


def _chapters(dossier: Dossier, clock: Clock, columns: tuple[Column, ...]) -> Iterator[Chapter]:
    lines = {line.key: line for line in dossier.report.chapters}
    plan = dossier.report.plan
    for key, works in groupby(dossier.works, key=lambda work: work.item.chapter):
        rows = tuple(_row(work, plan, clock, columns) for work in works)
        yield Chapter(lines[key], rows)


def _row(work: Work, plan: Plan, clock: Clock, columns: tuple[Column, ...]) -> Row:
    cells = page_matrix.cells(work, plan, clock, columns)
    lamp = clock.item_lamp(work.state, work.item.due)
    return Row(
        work,
        work.item,
        page_matrix.lamp_sign(lamp, work.state),
        page_matrix.STATES[work.state],
        " ".join(cell.part for cell in cells if cell.part),
        cells,
    )


def _silent(lines: tuple[UnitLine, ...], columns: tuple[Column, ...]) -> Iterator[Silent]:
    index = {column.name: column.place for column in columns}
    found = [
        Silent(index[line.unit], line.unit, line.total - line.reported, line.total)
        for line in lines
        if line.total > line.reported
    ]
    yield from sorted(found, key=lambda unit: -unit.missing)


def _debts(report: Report, columns: tuple[Column, ...]) -> Iterator[Debt]:
    index = {column.name: column.place for column in columns}
    rows = tables.outstanding(report).rows
    for part, row in zip(report.outstanding, rows, strict=True):
        sign = page_matrix.lamp_sign(part.lamp, part.state)
        yield Debt(part, index[part.unit], sign, tuple(cell.text for cell in row[1:6]))


def detail(work: Work, shown: View) -> Detail:
    """Gather what is known of an item, in the words of ``gongkai show``."""
    facts = pages.item_facts(work, shown.plan, shown.clock)
    index = {column.name: column.place for column in shown.columns}
    return Detail(
        tuple(fact for fact in facts if fact[0] not in {*_HEAD_FACTS, "存疑"}),
        tuple(text for name, text in facts if name == "存疑"),
        tuple(_part(part, work.item, shown.clock, index[part.unit]) for part in work.standings),
    )


def _part(part: Standing, item: Item, clock: Clock, unit: int) -> Part:
    said = part.word.entry if part.word else None
    lamp = clock.unit_lamp(part.role, part.state, item.due, reported=said is not None)
    return Part(
        unit,
        part.unit,
        part.role.word,
        page_matrix.STATES[part.state] if said else page_matrix.UNREPORTED,
        page_matrix.lamp_sign(lamp, part.state),
        said.day if said else "",
        said.by if said else "",
        said.note if said else "",
        said.evidence if said else (),
        tuple(_marks(part, item)),
    )


def _marks(part: Standing, item: Item) -> Iterator[str]:
    if part.word and part.word.rivals:
        yield "同时修改"
    if part.word and part.word.entry.digest and part.word.entry.digest != item.digest:
        yield "文字已改，请复核"

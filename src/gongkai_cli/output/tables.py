"""The tables that commands show, built from what the registry answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.progress import RETRACT
from ..domain.terms import Lamp, State
from .table import Cell, Column, Table, cell, lamp_cell
from .text import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ..domain.clock import Clock
    from ..domain.plan import Item
    from ..domain.progress import Entry, Standing
    from ..domain.query import Row
    from ..domain.reminders import Reminder
    from ..domain.summary import Owed, Report, Totals, UnitLine

_SHORT_ID = 12
MAYBE = "待明确"


def due_cell(due: date, year: int) -> Cell:
    """Make a cell for a due date; on a terminal without the plan's own year."""
    return Cell(str(due), f"{due:%m-%d}" if due.year == year else str(due))


def items(rows: Sequence[Row], units: Sequence[str], year: int) -> Table:
    """List items; with one unit its role, with several a line for each unit."""
    several = len(units) > 1
    columns = [
        Column("编号"),
        Column("标题", flex=3, least=12),
        *([Column("单位", flex=1)] if several else []),
        *([Column("角色")] if units else []),
        Column("分工", flex=2),
        Column("状态"),
        Column("灯"),
        Column("期限"),
    ]
    return Table(tuple(columns), tuple(_item_row(row, several, bool(units), year) for row in rows))


def _item_row(row: Row, several: bool, with_role: bool, year: int) -> tuple[Cell, ...]:  # noqa: FBT001
    item = row.item
    cells = [cell(item.id), cell(item.title)]
    if several:
        cells.append(cell(row.unit))
    if with_role:
        cells.append(cell(MAYBE if row.maybe else row.role.word if row.role else ""))
    return (
        *cells,
        cell(item.assigned),
        cell(row.state.word),
        lamp_cell(row.lamp, row.state),
        due_cell(item.due, year),
    )


def standings(item: Item, parts: Iterable[Standing], clock: Clock) -> Table:
    """List how each unit stands with an item, and what it said."""
    columns = (
        Column("单位"),
        Column("角色"),
        Column("状态"),
        Column("灯"),
        Column("日期"),
        Column("说明", flex=3),
        Column("佐证", flex=2),
    )
    return Table(columns, tuple(_standing_row(item, part, clock) for part in parts), wrap=True)


def _standing_row(item: Item, part: Standing, clock: Clock) -> tuple[Cell, ...]:
    said = part.word.entry if part.word else None
    lamp = clock.unit_lamp(part.role, part.state, item.due, reported=said is not None)
    proofs = "；".join(proof.title or proof.url for proof in said.evidence) if said else ""
    return (
        cell(part.unit),
        cell(part.role.word),
        cell(part.state.word),
        lamp_cell(lamp, part.state),
        cell(said.day if said else ""),
        cell(said.note if said else ""),
        cell(proofs),
    )


def units(lines: Iterable[UnitLine], title: str = "") -> Table:
    """List units with how many items they have, and how far they are."""
    columns = (
        Column("单位"),
        *(Column(name, right=True) for name in ("牵头", "责任", "配合", "合计")),
        *(Column(name, right=True) for name in ("已反馈", "未反馈", "已办结", "逾期", "反馈率")),
    )
    return Table(columns, tuple(_unit_row(line) for line in lines), title)


def _unit_row(line: UnitLine) -> tuple[Cell, ...]:
    return (
        cell(line.unit),
        cell(line.lead),
        cell(line.responsible),
        cell(line.support),
        cell(line.total),
        cell(line.reported),
        cell(line.total - line.reported),
        cell(line.finished),
        cell(line.late, "bold red" if line.late else ""),
        cell(percent(line.reported_rate)),
    )


def entries(lines: Iterable[Entry], gone: set[str]) -> Table:
    """List entries of the ledger; ``gone`` holds the ids of those that are retracted."""
    columns = (
        Column("记录号"),
        Column("日期"),
        Column("事项"),
        Column("单位", flex=1, least=6),
        Column("内容", flex=1, least=6),
        Column("说明", flex=2, least=8),
        Column("记录人"),
        Column("记录时间"),
        Column("来源"),
    )
    lines = list(lines)
    size = _telling_size([line.id for line in lines])
    return Table(columns, tuple(_entry_row(line, gone, size) for line in lines))


def _telling_size(ids: Sequence[str]) -> int:
    """How many signs of the ids tell them apart: at least a dozen."""
    size = _SHORT_ID
    while size < max(map(len, ids), default=0) and len({name[:size] for name in ids}) < len(ids):
        size += 1
    return size


def _entry_row(line: Entry, gone: set[str], size: int) -> tuple[Cell, ...]:
    if line.kind == RETRACT:
        said, shown = f"撤销 {line.retracts}", f"撤销 {line.retracts[:size]}"
    else:
        said = shown = line.state.word if line.state else line.kind
        if line.id in gone:
            said = shown = f"{said}（已撤销）"
    return (
        Cell(line.id, line.id[:size]),
        Cell(line.day, line.day[5:]),
        cell(line.item),
        cell(line.unit),
        Cell(said, shown),
        cell(line.note),
        cell(line.by),
        Cell(line.at, line.at[5:16].replace("T", " ")),
        Cell(line.via, "表" if line.form else "命令"),
    )


def totals(report: Report) -> Table:
    """List the plan's figures, a line each."""
    found = report.totals
    rows = [
        ("方案", report.plan.title),
        *([("单位", report.unit)] if report.unit else []),
        ("截至", str(report.as_of)),
        ("期限", f"{report.plan.due}（{days_left(report)}）"),
        ("事项", str(found.items)),
        ("已完成事项", str(found.complete)),
        ("完成率", percent(found.completion_rate)),
        ("应反馈", str(found.assignments)),
        ("已反馈", str(found.reported)),
        ("反馈率", percent(found.reported_rate)),
        *((f"灯：{lamp.colour}", str(found.lamps[lamp])) for lamp in Lamp),
        *((f"状态：{state.word}", str(found.states[state])) for state in State),
    ]
    return Table(
        (Column("项目"), Column("数值", flex=1)),
        tuple((cell(a), cell(b)) for a, b in rows),
        "总体情况",
    )


def days_left(report: Report) -> str:
    """Say how long there is until the deadline."""
    if report.days_left < 0:
        return f"已过 {-report.days_left} 天"
    return f"还有 {report.days_left} 天，{report.workdays_left} 个工作日"


def chapters(report: Report) -> Table:
    """List the figures by chapter."""
    columns = (
        Column("章节", flex=1, least=16),
        *(Column(name, right=True) for name in ("事项", "已完成", "完成率", "反馈率")),
        *(Column(f"{lamp.colour}灯", right=True) for lamp in (Lamp.RED, Lamp.YELLOW, Lamp.GREEN)),
    )
    rows = tuple(
        (cell(f"{line.number}{line.heading}"), *_chapter_cells(line.totals))
        for line in report.chapters
    )
    return Table(columns, rows, "按章节")


def _chapter_cells(found: Totals) -> tuple[Cell, ...]:
    lamps = [found.lamps[lamp] for lamp in (Lamp.RED, Lamp.YELLOW, Lamp.GREEN)]
    return (
        cell(found.items),
        cell(found.complete),
        cell(percent(found.completion_rate)),
        cell(percent(found.reported_rate)),
        cell(lamps[0], "bold red" if lamps[0] else ""),
        cell(lamps[1], "yellow" if lamps[1] else ""),
        cell(lamps[2]),
    )


def outstanding(report: Report) -> Table:
    """List who still owes what, most urgent first."""
    columns = (
        Column("灯"),
        Column("期限"),
        Column("单位"),
        Column("角色"),
        Column("情况"),
        Column("项数", right=True),
        Column("事项", flex=1, least=20),
    )
    year = report.plan.due.year
    rows = tuple(_owed_row(part, year) for part in report.outstanding)
    return Table(columns, rows, "未反馈、未完成", wrap=True)


def _owed_row(part: Owed, year: int) -> tuple[Cell, ...]:
    return (
        lamp_cell(part.lamp, part.state),
        due_cell(part.due, year),
        cell(part.unit),
        cell(part.role.word),
        cell(part.state.word if part.reported else "未反馈"),
        cell(len(part.items)),
        _items_cell(part),
    )


def owed_items(report: Report, titles: Mapping[str, str]) -> Table:
    """List who still owes what, a line for each unit and item."""
    names = ("灯", "期限", "单位", "角色", "情况", "编号", "标题")
    rows = tuple(
        (*_owed_row(part, 0)[:5], cell(item), cell(titles[item]))
        for part in report.outstanding
        for item in part.items
    )
    return Table(tuple(Column(name) for name in names), rows, "未反馈、未完成")


def reminders(parts: Sequence[Reminder], year: int) -> Table:
    """List who is to be reminded of what, most urgent first."""
    columns = (
        Column("程度"),
        Column("期限"),
        Column("还剩", right=True),
        Column("单位"),
        Column("角色"),
        Column("情况"),
        Column("项数", right=True),
        Column("事项", flex=1, least=20),
    )
    rows = tuple((*_reminder_cells(part, year), _items_cell(part.owed)) for part in parts)
    return Table(columns, rows, wrap=True)


def reminded_items(parts: Sequence[Reminder], titles: Mapping[str, str]) -> Table:
    """List who is to be reminded of what, a line for each unit and item."""
    names = ("程度", "期限", "还剩", "单位", "角色", "情况", "编号", "标题")
    rows = tuple(
        (*_reminder_cells(part, 0)[:-1], cell(item), cell(titles[item]))
        for part in parts
        for item in part.owed.items
    )
    return Table(tuple(Column(name) for name in names), rows)


def _reminder_cells(part: Reminder, year: int) -> tuple[Cell, ...]:
    owed = part.owed
    lamp = lamp_cell(owed.lamp, owed.state)
    sign = f"{owed.lamp.sign}{part.urgency}"
    return (
        Cell(str(part.urgency), sign, lamp.style),
        due_cell(owed.due, year),
        cell(f"{part.days_left} 天" if part.days_left >= 0 else f"已过 {-part.days_left} 天"),
        cell(owed.unit),
        cell(owed.role.word),
        cell(owed.state.word if owed.reported else "未反馈"),
        cell(len(owed.items)),
    )


def _items_cell(owed: Owed) -> Cell:
    return Cell(" ".join(owed.items))


def report_tables(report: Report) -> tuple[Table, ...]:
    """The tables of a report, in their order."""
    return totals(report), chapters(report), units(report.units, "按单位"), outstanding(report)

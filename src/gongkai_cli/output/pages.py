"""Facts shown as labelled lines: an item, a unit, a report's head, a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain import calendar
from ..domain.terms import Lamp
from .table import lamp_word
from .tables import days_left
from .text import chinese_date, one_line, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.clock import Clock
    from ..domain.dossier import Work
    from ..domain.plan import Item, Plan, Unit
    from ..domain.progress import Standing
    from ..domain.summary import Report, UnitLine
    from ..storage.registry import Change

_GUESSED = "没有当年的放假安排，工作日暂按周一至周五计算；请升级 chinesecalendar。"

Facts = list[tuple[str, str]]


def item_facts(work: Work, plan: Plan, clock: Clock) -> Facts:
    """What the document says of an item, where it stands, and what is doubtful."""
    item = work.item
    lamp = clock.item_lamp(work.state, item.due)
    facts = [
        ("事项", f"{item.id}  {item.title}"),
        ("章节", " ＞ ".join(item.path)),
        ("序号", item.number),
        ("原文", item.text),
        ("分工", item.assigned),
        ("期限", _due(item, plan)),
        ("公开渠道", "；".join(item.publish_to)),
        ("状态", f"{work.state.word}  {lamp.sign}{lamp_word(lamp, work.state)}"),
    ]
    doubts = [("存疑", doubt) for doubt in _doubts(work, plan)]
    return [fact for fact in facts if fact[1]] + doubts


def _due(item: Item, plan: Plan) -> str:
    printed = f"（原文：{item.due_text}）" if item.due_text else ""
    to = f"，报{plan.report_to}" if plan.report_to else ""
    ongoing = "，长期坚持" if item.ongoing else ""
    return f"{chinese_date(item.due)}{printed}{to}{ongoing}"


def _doubts(work: Work, plan: Plan) -> Iterator[str]:
    if work.item.note:
        yield work.item.note
    for name in work.item.undecided:
        yield f"“{name}”未指明是哪些单位，待办公室明确。"
    unconfirmed = {unit.name for unit in plan.units if not unit.confirmed}
    for part in work.standings:
        if part.unit in unconfirmed:
            yield f"“{part.unit}”的全称待核实。"
        yield from _word_doubts(part, work.item)


def _word_doubts(part: Standing, item: Item) -> Iterator[str]:
    if part.word is None:
        return
    if part.word.rivals:
        said = "、".join(f"{e.state.word}（{e.by}）" for e in part.word.rivals if e.state)
        yield f"“{part.unit}”同时修改：另有 {said}，请核实后登记一次。"
    if part.word.entry.digest and part.word.entry.digest != item.digest:
        yield f"“{part.unit}”登记之后，事项文字已改，请复核。"


def unit_facts(unit: Unit, line: UnitLine) -> Facts:
    """What is known of a unit, and its figures."""
    facts = [
        ("单位", unit.name if unit.confirmed else f"{unit.name}（全称待核实）"),
        ("类别", unit.kind),
        ("简称", "、".join(unit.aliases)),
        ("说明", unit.note),
        (
            "任务",
            f"牵头 {line.lead}，责任 {line.responsible}，配合 {line.support}，共 {line.total}",
        ),
        ("进度", f"已反馈 {line.reported}，已办结 {line.finished}，逾期 {line.late}"),
        ("反馈率", percent(line.reported_rate) if line.total else ""),
    ]
    return [fact for fact in facts if fact[1]]


def report_facts(report: Report) -> Facts:
    """A report's head: the plan, the deadline, the two rates, the lamps."""
    found, plan = report.totals, report.plan
    lamps = "  ".join(f"{lamp.sign}{lamp.colour} {found.lamps[lamp]}" for lamp in Lamp)
    guessed = calendar.is_guessed(report.as_of, plan.due, plan.settings)
    facts = [
        ("方案", f"{plan.title}　{plan.number}".strip()),
        ("单位", report.unit),
        ("截至", chinese_date(report.as_of)),
        ("期限", f"{chinese_date(plan.due)}，{days_left(report)}"),
        (
            "反馈率",
            f"{percent(found.reported_rate)}（应反馈 {found.assignments}，已反馈 {found.reported}）",
        ),
        (
            "完成率",
            f"{percent(found.completion_rate)}（事项 {found.items}，已完成 {found.complete}）",
        ),
        ("事项灯", lamps),
        ("注意", _GUESSED if guessed else ""),
    ]
    return [fact for fact in facts if fact[1]]


def change_line(change: Change, title: str) -> str:
    """Say what an entry changed, from which state to which."""
    before = change.before.word if change.before else "未反馈"
    after = change.after.word if change.after else "未反馈"
    entry = change.entry
    return f"{entry.item} {one_line(title)}　{entry.unit}：{before} → {after}　记录 {entry.id}"

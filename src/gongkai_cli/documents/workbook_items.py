"""The sheet 汇总表: each item with its state, and what every unit said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.answers import evidence_text
from ..output.table import lamp_cell
from ..output.tables import MAYBE
from .accounts import accounts, proofs, silent
from .workbook_sheet import Sheet, facts, titled
from .workbook_table import DUE, LAMP, ORDER, Column, Table, Value, day_value

if TYPE_CHECKING:
    from ..domain.clock import Clock
    from ..domain.dossier import Dossier, Work
    from ..domain.plan import Item

NAME = "汇总表"
COLUMNS = (
    ORDER,
    Column("编号", 7, centred=True, counted=True),
    Column("工作任务", 16),
    Column("具体要求", 32, once=True),
    Column("牵头（责任）单位", 11),
    Column("配合单位", 10),
    DUE,
    Column("完成情况", 9, centred=True),
    LAMP,
    Column("落实情况", 36, once=True),
    Column("佐证", 44, once=True),
)


def add(book: Any, dossier: Dossier) -> None:
    """Write the sheet."""
    sheet = Sheet(book, NAME, [column.width for column in COLUMNS])
    sheet.head(titled(dossier.report, "落实情况汇总表"), facts(dossier.report))
    table = Table(sheet, COLUMNS)
    table.start()
    clock = dossier.clock
    for n, work in enumerate(dossier.works, 1):
        table.row(_values(n, work, clock))
    table.finish()
    letter = "ABCDEFGHIJK"[COLUMNS.index(LAMP)]
    sheet.colour_lamps(letter, table.header + 1, sheet.rows)
    sheet.frame(dossier.report, table.header)


def _values(n: int, work: Work, clock: Clock) -> tuple[Value, ...]:
    item = work.item
    return (
        n,
        item.id,
        "\n".join(item.path) or item.title,
        item.text,
        _answering(item),
        "、".join(item.support),
        day_value(item.due),
        work.state.word,
        lamp_cell(clock.item_lamp(work.state, item.due), work.state).shown,
        _said(work),
        _evidence(work),
    )


def _answering(item: Item) -> str:
    """The leading and the responsible units, as the document names them."""
    if item.lead and item.responsible:
        return f"牵头：{'、'.join(item.lead)}\n责任：{'、'.join(item.responsible)}"
    return "、".join(item.lead or item.responsible)


def _said(work: Work) -> str:
    lines = [f"{a.head}：{a.note}" if a.note else a.head for a in accounts(work)]
    if quiet := silent(work):
        lines.append(f"未反馈：{'、'.join(quiet)}")
    if work.item.undecided:
        lines.append(f"{MAYBE}：{'、'.join(work.item.undecided)}")
    return "\n".join(lines)


def _evidence(work: Work) -> str:
    """The evidence, a line for each piece; where several units have a part, with whose it is."""
    several = len(work.standings) > 1
    lines = []
    for unit, pieces in proofs(work):
        own = [evidence_text([piece]) for piece in pieces]
        lines += [f"{unit}：{own[0]}" if several else own[0], *own[1:]]
    return "\n".join(lines)

"""The sheets 未反馈清单 and 记录: who still owes what, and all that was ever said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..domain.answers import evidence_text
from ..domain.progress import active
from ..output import tables
from ..output.table import lamp_cell
from .cells import DAY_FORMAT
from .workbook_sheet import Sheet, facts, titled
from .workbook_table import (
    DUE,
    LAMP,
    MOMENT_FORMAT,
    ORDER,
    Column,
    Table,
    Value,
    day_value,
    moment_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.dossier import Dossier
    from ..domain.progress import Entry

OWED_NAME, ENTRIES_NAME = "未反馈清单", "记录"
OWED = (
    ORDER,
    LAMP,
    DUE,
    Column("单位", 22),
    Column("角色", 7, centred=True),
    Column("情况", 9, centred=True),
    Column("尚需", 7, centred=True),
    Column("编号", 9, centred=True),
    Column("标题", 52),
)
ENTRIES = (
    Column("记录号", 17, counted=True),
    Column("日期", 11, centred=True, looks=DAY_FORMAT),
    Column("事项", 8, centred=True),
    Column("单位", 14),
    Column("内容", 14),
    Column("说明", 40, once=True),
    Column("佐证", 43, once=True),
    Column("记录人", 9, centred=True),
    Column("记录时间", 17, centred=True, looks=MOMENT_FORMAT),
    Column("来源", 13),
)
_NEEDED = {"report": "反馈", "finish": "办结"}


def add_owed(book: Any, dossier: Dossier) -> None:
    """Write who still owes what, most urgent first, a line for each unit and item."""
    table = _started(book, dossier, OWED_NAME, "未反馈、未完成清单", OWED)
    for n, values in enumerate(_owed(dossier), 1):
        table.row((n, *values))
    table.finish()
    table.sheet.colour_lamps("B", table.header + 1, table.sheet.rows)
    table.sheet.frame(dossier.report, table.header)


def add_entries(book: Any, dossier: Dossier) -> None:
    """Write the ledger, oldest first, retractions included."""
    table = _started(book, dossier, ENTRIES_NAME, "落实情况记录", ENTRIES)
    gone = {line.id for line in dossier.entries} - {line.id for line in active(dossier.entries)}
    for entry in dossier.entries:
        table.row(_entry(entry, gone))
    table.finish("还没有记录。")
    table.sheet.frame(dossier.report, table.header)


def _started(
    book: Any, dossier: Dossier, name: str, title: str, columns: Sequence[Column]
) -> Table:
    sheet = Sheet(book, name, [column.width for column in columns])
    sheet.head(titled(dossier.report, title), facts(dossier.report))
    table = Table(sheet, columns)
    table.start()
    return table


def _owed(dossier: Dossier) -> Iterator[tuple[Value, ...]]:
    for part in dossier.report.outstanding:
        said = part.state.word if part.reported else "未反馈"
        lamp = lamp_cell(part.lamp, part.state).shown
        head = (lamp, day_value(part.due), part.unit, part.role.word, said, _NEEDED[part.what])
        for item in part.items:
            yield (*head, item, dossier.titles[item])


def _entry(entry: Entry, gone: set[str]) -> tuple[Value, ...]:
    ((name, _, item, unit, said, note, by, _, via),) = tables.entries([entry], gone).rows
    return (
        name.text,
        day_value(date.fromisoformat(entry.day)),
        item.text,
        unit.text,
        said.text,
        note.text,
        "\n".join(evidence_text([proof]) for proof in entry.evidence),
        by.text,
        moment_value(entry.at),
        entry.form or via.shown,
    )

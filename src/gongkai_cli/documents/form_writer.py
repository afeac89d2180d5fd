"""A unit's form as a workbook: its items, what it said before, and cells to fill in."""

from __future__ import annotations

import io
import json
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.answers import answer_of, evidence_text, fit
from ..domain.forms import (
    DEADLINE_LABEL,
    FORM_SHEET,
    HELP_LABEL,
    PLAN_LABEL,
    UNIT_LABEL,
    Field,
    Mark,
    form_title,
    plan_id,
)
from ..domain.terms import State
from ..output.text import chinese_date
from .cells import (
    DAY_FORMAT,
    FONT,
    HEADER_FILL,
    TALLEST,
    TITLE_FONT,
    TYPE_SIZE,
    line_count,
    put,
    row_height,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..domain.form_rows import Duty
    from ..domain.plan import Item, Plan

HEADER_ROW = 5
MARK_COLUMN = len(Field) + 1
INPUT_FILL = "FFF8E1"
_SMALLEST = 6
_WIDTHS = {
    Field.ID: 7,
    Field.TASK: 18,
    Field.TEXT: 42,
    Field.ROLE: 5,
    Field.DUE: 12,
    Field.STATE: 10,
    Field.NOTE: 30,
    Field.EVIDENCE: 20,
    Field.BY: 8,
    Field.DAY: 11,
}
"""Widths of columns, in digits of the usual font: on A4 landscape they fill the page."""
_CENTRED = {Field.ID, Field.ROLE, Field.DUE, Field.STATE, Field.BY, Field.DAY}
_HELP = (
    f"{HELP_LABEL}请只填浅黄色的格。“完成情况”从下拉列表中选；“落实情况”写做了什么、什么时候做的；"
    "“佐证”写网址或文号，几件的一行一件（格内换行按 Alt+Enter）；“填报日期”写成 {day} 的样子。"
    "没有进展的行可以不填。请不要改动编号和具体要求，填好后把本表原样发回。"
)
_PROMPTS = {
    Field.STATE: "从下拉列表中选一个。",
    Field.EVIDENCE: "网址或文号；几件的，一行一件。",
    Field.DAY: "写成 2019-11-05 的样子。",
}


class Made(NamedTuple):
    """What a form is made from: the plan, whose it is, and the day on which it is made."""

    plan: Plan
    unit: str
    duties: Sequence[Duty]
    at: datetime
    today: date


def write(made: Made) -> bytes:
    """Make a unit's form.

    Returns:
        The bytes of an ``.xlsx`` file.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = FORM_SHEET
    style = _Style()
    _head(sheet, made, style)
    for n, duty in enumerate(made.duties, HEADER_ROW + 1):
        _row(sheet, n, duty, style)
    last = HEADER_ROW + len(made.duties)
    _validate(sheet, last, made.plan.year)
    _arrange(sheet, made, last)
    book.properties.title = form_title(made.plan)
    book.properties.creator = made.plan.issuer
    book.properties.created = book.properties.modified = made.at.astimezone(UTC).replace(
        tzinfo=None
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Style:
    """The looks of cells, each made once."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        line = Side(style="thin", color="8A8A8A")
        self.border = Border(left=line, right=line, top=line, bottom=line)
        self.fonts = {size: Font(name=FONT, size=size) for size in range(_SMALLEST, TYPE_SIZE + 1)}
        self.title = Font(name=TITLE_FONT, size=18)
        self.head = Font(name=TITLE_FONT, size=TYPE_SIZE)
        self.open_head = PatternFill("solid", start_color="F6E3B0")
        self.header = PatternFill("solid", start_color=HEADER_FILL)
        self.input = PatternFill("solid", start_color=INPUT_FILL)
        self.unlocked = Protection(locked=False)
        self.left = Alignment(vertical="center", wrap_text=True)
        self.top = Alignment(vertical="top", wrap_text=True)
        self.centre = Alignment(horizontal="center", vertical="center", wrap_text=True)


# -- the head --------------------------------------------------------------------------------------


def _head(sheet: Any, made: Made, style: _Style) -> None:
    plan, last = made.plan, len(Field)
    number = f"（{plan.number}）" if plan.number else ""
    lines = [form_title(plan), f"{PLAN_LABEL}{plan.title}{number}"]
    for row, text in enumerate(lines, 1):
        _line(sheet, row, (1, last), text, style)
    sheet["A1"].font = style.title
    sheet["A1"].alignment = style.centre
    _line(sheet, 3, (1, 3), f"{UNIT_LABEL}{made.unit}", style)
    _line(sheet, 3, (4, last), f"{DEADLINE_LABEL}{_deadline(plan)}", style)
    _line(sheet, 4, (1, last), _HELP.format(day=made.today), style)
    for row, height in ((1, 30.0), (2, 18.0), (3, 18.0), (HEADER_ROW, 24.0)):
        sheet.row_dimensions[row].height = height
    sheet.row_dimensions[4].height = row_height(
        1, line_count(_HELP, sum(_WIDTHS.values())), TYPE_SIZE
    )
    for column, field in enumerate(Field, 1):
        cell = sheet.cell(HEADER_ROW, column)
        put(cell, field.value)
        cell.font, cell.alignment, cell.border = style.head, style.centre, style.border
        cell.fill = style.open_head if field.asked else style.header
    put(sheet.cell(HEADER_ROW, MARK_COLUMN), _own_mark(made))


def _line(sheet: Any, row: int, columns: tuple[int, int], text: str, style: _Style) -> None:
    """Write a line over merged cells."""
    first, last = columns
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    cell = sheet.cell(row, first)
    put(cell, text)
    cell.font, cell.alignment = style.fonts[TYPE_SIZE], style.left


def _deadline(plan: Plan) -> str:
    own = "（含当日）" if plan.settings.due_inclusive else ""
    to = f"，报{plan.report_to}" if plan.report_to else ""
    contact = f"　联系人：{plan.settings.contact}" if plan.settings.contact else ""
    return f"{chinese_date(plan.due)}前{own}{to}{contact}"


def _own_mark(made: Made) -> str:
    facts = {"gongkai": 1, "plan": plan_id(made.plan), "unit": made.unit, "on": str(made.today)}
    return json.dumps(facts, ensure_ascii=False)


# -- the items -------------------------------------------------------------------------------------


def _row(sheet: Any, n: int, duty: Duty, style: _Style) -> None:
    item, newest = duty.item, duty.heads
    texts = _printed(duty)
    if newest:
        answer = answer_of(newest[0])
        texts |= {
            Field.STATE: answer.state.word,
            Field.NOTE: answer.note,
            Field.EVIDENCE: evidence_text(answer.evidence),
            Field.BY: answer.by,
        }
    size, height = _fitted(texts)
    for column, field in enumerate(Field, 1):
        cell = sheet.cell(n, column)
        if texts.get(field):
            put(cell, texts[field])
        cell.font = style.fonts[size if field in {Field.TEXT, Field.NOTE} else TYPE_SIZE]
        cell.border = style.border
        left = style.left if height < TALLEST else style.top  # what is too long begins at the top
        cell.alignment = style.centre if field in _CENTRED else left
        if field.asked:
            cell.fill, cell.protection = style.input, style.unlocked
            cell.number_format = DAY_FORMAT if field is Field.DAY else "@"
    if newest:
        sheet.cell(n, len(Field)).value = answer_of(newest[0]).day
        sheet.cell(n, len(Field)).number_format = DAY_FORMAT
    sheet.row_dimensions[n].height = height
    mark = Mark(item.id, item.digest, tuple(entry.id for entry in newest))
    put(sheet.cell(n, MARK_COLUMN), json.dumps(mark, ensure_ascii=False))


def _printed(duty: Duty) -> dict[Field, str]:
    item = duty.item
    return {
        Field.ID: item.id,
        Field.TASK: "\n".join(item.path),
        Field.TEXT: item.text,
        Field.ROLE: duty.role.word,
        Field.DUE: _due(item),
    }


def _due(item: Item) -> str:
    day = chinese_date(item.due).replace("年", "年\n") + "前"
    return f"长期坚持\n{day}反馈" if item.ongoing else day


def _fitted(texts: dict[Field, str]) -> tuple[int, float]:
    """The largest size of type, and the height, with which a row shows all that it holds."""
    for size in range(TYPE_SIZE, _SMALLEST - 1, -1):
        need = max(
            row_height(2, line_count(text, _WIDTHS[field] * TYPE_SIZE / size), size)
            for field, text in texts.items()
        )
        if need <= TALLEST:
            return size, need
    return _SMALLEST, TALLEST


# -- the sheet -------------------------------------------------------------------------------------


def _validate(sheet: Any, last: int, year: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(state.word for state in State)
    rules = {
        Field.STATE: DataValidation(type="list", formula1=f'"{words}"', allow_blank=True),
        Field.EVIDENCE: DataValidation(allow_blank=True),
        Field.DAY: DataValidation(
            type="date",
            operator="between",
            formula1=str(_serial(date(year, 1, 1))),
            formula2=str(_serial(date(year + 1, 12, 31))),
            allow_blank=True,
        ),
    }
    rules[Field.STATE].error = f"请从下拉列表中选：{words.replace(',', '、')}。"
    rules[Field.DAY].error = f"请写日期，如 {year}-11-05。"
    for field, rule in rules.items():
        rule.errorTitle = rule.promptTitle = field.value
        rule.prompt = _PROMPTS[field].replace("2019", str(year))
        rule.showErrorMessage = rule.error is not None
        rule.showInputMessage = True
        letter = get_column_letter(list(Field).index(field) + 1)
        rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{max(last, HEADER_ROW + 1)}")
        sheet.add_data_validation(rule)


def _serial(day: date) -> int:
    """A day as a workbook counts it (ECMA-376 part 1, 18.17.4)."""
    return (day - date(1899, 12, 30)).days


def _arrange(sheet: Any, made: Made, last: int) -> None:
    """Set widths, panes, print and protection."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins

    for column, field in enumerate(Field, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[field] + 0.7
    hidden = sheet.column_dimensions[get_column_letter(MARK_COLUMN)]
    hidden.hidden, hidden.width = True, 2
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 2)
    sheet.sheet_view.zoomScale, sheet.sheet_view.showGridLines = 85, False
    first_open = sheet.cell(HEADER_ROW + 1, list(Field).index(Field.STATE) + 1).coordinate
    for selection in sheet.sheet_view.selection:
        if selection.pane == "bottomRight":
            selection.activeCell = selection.sqref = first_open
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, footer=0.3)
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(Field))}{last}"
    sheet.oddFooter.left.text = fit(made.unit).replace("&", "&&")
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    _protect(sheet)


def _protect(sheet: Any) -> None:
    """Lock what is printed, without a password; rows and columns may still be made wider."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.formatCells = False
    protection.sort = protection.autoFilter = False

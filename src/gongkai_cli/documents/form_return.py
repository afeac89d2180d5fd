"""A copy of a form to send back to its unit: what is wrong stands beside each row, its cells marked."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from ..domain.forms import ANSWERS, PROBLEMS
from ..domain.terms import Outcome
from . import sheets
from .cells import FONT, TALLEST, TYPE_SIZE, line_count, put, row_height
from .form_layout import find_layouts
from .form_writer import INPUT_FILL
from .package import Unreadable, open_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..domain.collect import Judged
    from .form_layout import Layout

_BAD_FILL = "F8CBAD"
_WIDTH = 34


def write(raw: bytes, judged: Iterable[Judged]) -> bytes:
    """Make the copy.

    Args:
        raw: The form as it came.
        judged: What its rows were judged to be.

    Raises:
        Unreadable: The library that writes workbooks cannot take this one.
    """
    from openpyxl import load_workbook

    bad: dict[str, list[Judged]] = {}
    for row in judged:
        if row.outcome is Outcome.INVALID:
            bad.setdefault(row.row.sheet, []).append(row)
    layouts = [found for sheet in sheets.read(open_package(raw)) for found in find_layouts(sheet)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(raw), keep_links=False)
            for layout in layouts:
                _mark(book[layout.sheet.name], layout, bad.get(layout.sheet.name, []))
            stream = io.BytesIO()
            book.save(stream)
        except Exception as problem:
            told, remedy = "做不出退回的副本。", "请把上面列出的问题告诉填报单位。"
            raise Unreadable("form-damaged", told, remedy) from problem
    return stream.getvalue()


def _mark(sheet: Any, layout: Layout, bad: Sequence[Judged]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    plain_fill, bad_fill = (PatternFill("solid", start_color=c) for c in (INPUT_FILL, _BAD_FILL))
    letter = layout.problems or _free_column(layout)
    for number, _ in layout.between(layout.header + 1, layout.last):
        sheet[f"{letter}{number}"].value = None
        for field in ANSWERS:
            if field in layout.columns:
                sheet[f"{layout.columns[field]}{number}"].fill = plain_fill
    head = sheet[f"{letter}{layout.header}"]
    put(head, PROBLEMS)
    head.font = Font(name=FONT, size=TYPE_SIZE, bold=True)
    head.alignment = Alignment(horizontal="center", vertical="center")
    sheet.column_dimensions[letter].width = _WIDTH
    sheet.column_dimensions[letter].hidden = False
    for row in bad:
        if layout.header < row.row.number <= layout.last:
            _say(sheet, letter, row)
            for found in row.findings:
                at = found.place.cell.rpartition("!")[2] if found.place else ""
                if at and not at.isdigit():
                    sheet[at].fill = bad_fill
    sheet.print_area = f"A1:{letter}{layout.last}"


def _say(sheet: Any, letter: str, row: Judged) -> None:
    """Write what is wrong beside a row, and make the row high enough for it."""
    from openpyxl.styles import Alignment, Font

    text = "\n".join(f"{found.message}{found.remedy}" for found in row.findings)
    cell = sheet[f"{letter}{row.row.number}"]
    put(cell, text)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.font = Font(name=FONT, size=TYPE_SIZE, color="C00000")
    line = sheet.row_dimensions[row.row.number]
    need = row_height(1, line_count(text, _WIDTH), TYPE_SIZE)
    line.height = min(TALLEST, max(line.height or 0, need))


def _free_column(layout: Layout) -> str:
    """The first empty column behind the form."""
    from openpyxl.utils import column_index_from_string, get_column_letter

    taken = {letter for cells in layout.sheet.rows.values() for letter in cells}
    own = [letter for letter in (*layout.columns.values(), layout.mark) if letter]
    column = max(map(column_index_from_string, own)) + 1
    while get_column_letter(column) in taken:
        column += 1
    return get_column_letter(column)

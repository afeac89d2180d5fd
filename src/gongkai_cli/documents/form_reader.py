"""A returned form: found in its workbook by its headings, wherever they have gone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.findings import error, in_workbook
from ..domain.forms import (
    ANSWERS,
    PLAN_LABEL,
    PROBLEMS,
    UNIT_LABEL,
    Cell,
    Field,
    Form,
    FormRow,
    Mark,
)
from ..domain.names import plain
from . import sheets
from .package import Unreadable, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .package import Package
    from .sheets import Sheet

_FEWEST = 3
_HEADINGS = {plain(field.value): field for field in Field}
_NAMED = 3
_LONGEST = 20
_ROW_MARK = '["'
_OWN_MARK = '{"gongkai"'


class Layout(NamedTuple):
    """Where things are in a sheet: the row of headings, and the column of each field."""

    sheet: Sheet
    header: int
    columns: Mapping[Field, str]
    mark: str
    problems: str = ""


def read(file: str, raw: bytes) -> Form:
    """Read a form.

    Args:
        file: What the file is called, for messages and ``via``.
        raw: Its bytes.

    Returns:
        The form; where the file is none, or none that can be read, its findings say why.
    """
    try:
        package = open_package(raw)
        found = sheets.read(package)
    except Unreadable as problem:
        finding = error(problem.code, (), problem.message, problem.remedy)
        return Form(file, (), findings=(finding._replace(place=in_workbook(file)),))
    layouts = [layout for sheet in found if not sheet.hidden and (layout := find_layout(sheet))]
    if not layouts:
        return Form(file, (), findings=(_no_form(file, found),))
    return _form(file, package, found, layouts)


def find_layout(sheet: Sheet) -> Layout | None:
    """Find a form's headings in a sheet, or ``None`` where it holds no form."""
    for number, cells in sheet.rows.items():
        columns: dict[Field, str] = {}
        for letter, cell in cells.items():
            field = _HEADINGS.get(_heading(cell.text))
            if field:
                columns.setdefault(field, letter)
        known = {Field.ID, Field.TEXT} & columns.keys()
        if len(columns) >= _FEWEST and Field.STATE in columns and known:
            return Layout(sheet, number, columns, _mark_column(sheet), _problems(cells))
    return None


def _heading(text: str) -> str:
    return plain(re.sub(r"[（(].*", "", text, flags=re.DOTALL)).strip("*：:")


def _problems(cells: Mapping[str, Cell]) -> str:
    return next((letter for letter, cell in cells.items() if cell.text == PROBLEMS), "")


def _mark_column(sheet: Sheet) -> str:
    """The column that the hidden part is in now; empty where it is lost."""
    for cells in sheet.rows.values():
        for letter, cell in cells.items():
            if cell.text.startswith((_OWN_MARK, _ROW_MARK)) and _parsed(cell.text):
                return letter
    return ""


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _no_form(file: str, found: Sequence[Sheet]) -> Any:
    named = "、".join(f"“{sheet.name}”" for sheet in found[:_NAMED]) or "无"
    message = f"没有找到填报表：工作表{named}里没有“编号”“完成情况”等列名。"
    remedy = "请核对是不是发错了文件；列名改动过的请改回来。"
    return error("form-columns", (), message, remedy)._replace(place=in_workbook(file))


def _form(file: str, package: Package, found: list[Sheet], layouts: list[Layout]) -> Form:
    own = next((facts for layout in layouts if (facts := _own(layout))), {})
    rows = tuple(row for layout in layouts for row in _rows(layout))
    return Form(
        file,
        rows,
        str(own.get("plan", "")),
        str(own.get("unit", "")),
        next(filter(None, (_labelled(layout, PLAN_LABEL) for layout in layouts)), ""),
        next(filter(None, (_labelled(layout, UNIT_LABEL) for layout in layouts)), ""),
        tuple(_remarks(package, found, layouts, rows)),
    )


def _own(layout: Layout) -> dict[str, Any]:
    """What the hidden part says of the form as a whole."""
    for cells in layout.sheet.rows.values():
        cell = cells.get(layout.mark)
        facts = _parsed(cell.text) if cell and cell.text.startswith(_OWN_MARK) else None
        if isinstance(facts, dict):
            return facts
    return {}


def _labelled(layout: Layout, label: str) -> str:
    """What stands behind a label above the headings."""
    for number, cells in layout.sheet.rows.items():
        if number >= layout.header:
            return ""
        for cell in cells.values():
            name, colon, text = cell.text.replace(":", "：").partition("：")
            if colon and plain(name) == plain(label.rstrip("：")):
                return text.strip()
    return ""


def _rows(layout: Layout) -> Iterator[FormRow]:
    known = {*layout.columns.values(), layout.mark, layout.problems}
    for number, cells in layout.sheet.rows.items():
        if number <= layout.header or _is_heading(cells):
            continue
        yield FormRow(
            layout.sheet.name,
            number,
            {
                field: cells.get(letter, Cell(f"{letter}{number}"))
                for field, letter in layout.columns.items()
            },
            _mark(cells.get(layout.mark)),
            tuple(cell for letter, cell in cells.items() if letter not in known),
        )


def _is_heading(cells: Mapping[str, Cell]) -> bool:
    return sum(_heading(cell.text) in _HEADINGS for cell in cells.values()) >= _FEWEST


def _mark(cell: Cell | None) -> Mark | None:
    record = _parsed(cell.text) if cell and cell.text.startswith(_ROW_MARK) else None
    match record:
        case [str(item), str(words), [*prev]] if all(isinstance(name, str) for name in prev):
            return Mark(item, words, tuple(prev))
    return None


# -- what is not collected ---------------------------------------------------------------------


def _remarks(
    package: Package, found: list[Sheet], layouts: list[Layout], rows: Sequence[FormRow]
) -> Iterator[str]:
    """Say what the workbook has lost, and what it holds that is not collected: nothing goes in silence."""
    if not any(row.mark for row in rows):
        yield "隐藏信息丢失，按编号和具体要求核对。"
    gone = [f.value for f in ANSWERS if not all(f in layout.columns for layout in layouts)]
    if gone:
        yield f"少了{_quoted(gone)}列，按没有改动处理。"
    more = [cell for row in rows for cell in row.more]
    if more:
        yield f"表外的格没有收：{_excerpts(more)}。"
    forms = {layout.sheet.name for layout in layouts}
    others = [sheet.name for sheet in found if sheet.name not in forms and sheet.rows]
    if others:
        yield f"别的工作表没有收：{_quoted(others)}。"
    if package.left_out:
        yield f"{'、'.join(package.left_out)}没有收，请看原表。"


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _excerpts(cells: Sequence[Cell]) -> str:
    shown = [f"{cell.at}“{_short(cell)}”" for cell in cells[:_NAMED]]
    more = f" 等 {len(cells)} 格" if len(cells) > _NAMED else ""
    return f"{'、'.join(shown)}{more}"


def _short(cell: Cell) -> str:
    text = " ".join((cell.text or cell.wrong).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

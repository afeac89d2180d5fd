"""Returned forms: read from their workbook, with all that it holds besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.findings import error_in, in_workbook
from ..domain.forms import Cell, Field, Form, FormRow
from . import sheets
from .form_layout import Statement, find_layouts, is_head_line, row_mark, statement
from .package import Unreadable, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .form_layout import Layout
    from .package import Package
    from .sheets import Sheet

_NAMED = 3
_MOST_ROWS = 50_000
_LONGEST = 20
_NEEDED = {Field.STATE, Field.NOTE, Field.EVIDENCE}
_LINKED = {Field.NOTE, Field.EVIDENCE}


def read(file: str, raw: bytes) -> list[Form]:
    """Read the forms in a workbook: usually one, but somebody may have put several together.

    Args:
        file: What the file is called, for messages and ``via``.
        raw: Its bytes.

    Returns:
        The forms; where there is none, or none that can be read, one whose findings say why.
    """
    try:
        package = open_package(raw)
        found = sheets.read(package)
    except Unreadable as problem:
        return [refused(file, problem.code, problem.message, problem.remedy)]
    every = [layout for sheet in found for layout in find_layouts(sheet)]
    layouts = [layout for layout in every if not layout.sheet.hidden] or every
    if not layouts:
        named = _quoted([sheet.name for sheet in found[:_NAMED]])
        message = f"没有找到填报表：工作表{named}里没有“编号”“完成情况”等列名。"
        remedy = "请核对是不是发错了文件；列名改动过的请改回来。"
        return [refused(file, "form-columns", message, remedy)]
    forms = [_form(file, said, own) for said, own in _by_statement(layouts).items()]
    about = tuple(_of_the_workbook(package, found, layouts))
    return [forms[0]._replace(remarks=(*forms[0].remarks, *about)), *forms[1:]]


def refused(file: str, code: str, message: str, remedy: str) -> Form:
    """Make a form that is not taken at all, and say why."""
    return Form(file, (), findings=(error_in(in_workbook(file), code, message, remedy),))


def _by_statement(layouts: Sequence[Layout]) -> dict[Statement, list[Layout]]:
    """Put the blocks that say the same of themselves together.

    One that says nothing goes with the one before it, or with the first that says something.
    """
    said = [statement(layout) for layout in layouts]
    current = next((one for one in said if any(one)), Statement())
    groups: dict[Statement, list[Layout]] = {}
    for layout, one in zip(layouts, said, strict=True):
        current = one if any(one) else current
        groups.setdefault(current, []).append(layout)
    return groups


def _form(file: str, said: Statement, layouts: Sequence[Layout]) -> Form:
    gone = sorted({f.value for layout in layouts for f in layout.missing if f in _NEEDED})
    if gone:
        message = f"少了{_quoted(gone)}列，不收。"
        form = refused(file, "form-columns", message, "列名改动过的请改回来；删掉的请补上。")
        return form._replace(unit=said.unit, unit_label=said.unit_label)
    rows = tuple(row for layout in layouts for row in _rows(layout))
    if len(rows) > _MOST_ROWS:
        message = f"列名下面有 {len(rows)} 行，不像填报表，不收。"
        return refused(file, "form-large", message, "请删去多余的行再收。")
    return Form(file, rows, *said, tuple(_remarks(layouts, rows)))


def _rows(layout: Layout) -> Iterator[FormRow]:
    known = {*layout.columns.values(), layout.mark, layout.problems}
    for number, cells in layout.between(layout.header + 1, layout.last):
        if all(is_head_line(cell) and not _answers(layout, cell) for cell in cells.values()):
            continue  # the head of another form that somebody put below
        yield FormRow(
            layout.sheet.name,
            number,
            {
                field: _linked(field, cells.get(letter, Cell(f"{letter}{number}")))
                for field, letter in layout.columns.items()
            },
            row_mark(cells.get(layout.mark)),
            tuple(cell for letter, cell in cells.items() if letter not in known),
        )


def _linked(field: Field, cell: Cell) -> Cell:
    """Show the address behind a text, where an address is an answer."""
    if field not in _LINKED or not cell.link or cell.link in cell.text:
        return cell
    return cell._replace(text=f"{cell.text} {cell.link}".strip())


# -- what is not collected ---------------------------------------------------------------------


def _remarks(layouts: Sequence[Layout], rows: Sequence[FormRow]) -> Iterator[str]:
    """Say what a form has lost, and what stands around it: nothing goes in silence."""
    if not any(row.mark for row in rows):
        yield "隐藏信息丢失，按编号和具体要求核对。"
    gone = sorted({field.value for layout in layouts for field in layout.missing})
    if gone:
        yield f"少了{_quoted(gone)}列，按没有改动处理。"
    more = [cell for layout in layouts for cell in _above(layout)]
    more += [cell for row in rows for cell in row.more]
    if more:
        yield f"表外的格没有收：{_excerpts(more)}。"


def _above(layout: Layout) -> Iterator[Cell]:
    """What stands over the headings and is not of the form's own head."""
    first = 1 if layout.above == 1 else layout.header
    for _, cells in layout.between(first, layout.header - 1):
        yield from (cell for cell in cells.values() if not is_head_line(cell))


def _of_the_workbook(
    package: Package, found: list[Sheet], layouts: Sequence[Layout]
) -> Iterator[str]:
    """Say what the workbook holds besides, and what is not as it looks."""
    forms = {layout.sheet.name: layout for layout in layouts}
    hidden = [name for name, layout in forms.items() if layout.sheet.hidden]
    if hidden:
        yield f"工作表{_quoted(hidden)}是隐藏的，照样收了。"
    shared = [cell for one in forms.values() for cell in one.sheet.shared if _answers(one, cell)]
    if shared:
        yield f"合并的格，盖住的每一行都算填了：{_excerpts(shared)}。"
    covered = [cell for one in forms.values() for cell in one.sheet.covered]
    if covered:
        yield f"合并的格盖住的内容没有收：{_excerpts(covered)}。"
    others = [sheet.name for sheet in found if sheet.name not in forms and sheet.rows]
    if others:
        yield f"别的工作表没有收：{_quoted(others)}。"
    if package.left_out:
        yield f"{'、'.join(package.left_out)}没有收，请看原表。"


def _answers(layout: Layout, cell: Cell) -> bool:
    letters = {letter for field, letter in layout.columns.items() if field.asked}
    return cell.at.rstrip("0123456789") in letters


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _excerpts(cells: Sequence[Cell]) -> str:
    shown = [f"{cell.at}“{_short(cell)}”" for cell in cells[:_NAMED]]
    more = f" 等 {len(cells)} 格" if len(cells) > _NAMED else ""
    return f"{'、'.join(shown)}{more}"


def _short(cell: Cell) -> str:
    text = " ".join((cell.text or cell.wrong).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

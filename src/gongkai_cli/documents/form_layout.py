"""Where a form is in a sheet: its headings, wherever they have gone, and what its head says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.forms import (
    ANSWERS,
    DEADLINE_LABEL,
    FORM_NAME,
    HELP_LABEL,
    PLAN_LABEL,
    PROBLEMS,
    UNIT_LABEL,
    Cell,
    Field,
    Mark,
)
from ..domain.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .sheets import Sheet

_FEWEST = 3
_ENOUGH = 40
_STATE = plain(Field.STATE.value)
_HEADINGS = {plain(field.value): field for field in Field}
_HEAD_LINES = (PLAN_LABEL, UNIT_LABEL, DEADLINE_LABEL, HELP_LABEL)
_ROW_MARK = '["'
_OWN_MARK = '{"gongkai"'


class Statement(NamedTuple):
    """What a form says of itself: in its hidden part, and in its head."""

    plan: str = ""
    unit: str = ""
    plan_title: str = ""
    unit_label: str = ""


class Layout(NamedTuple):
    """A block of a sheet that is a form: the row of headings, the rows around it, the columns.

    ``above`` is the row from which its head may begin, ``last`` the last of its rows.
    """

    sheet: Sheet
    above: int
    header: int
    last: int
    columns: Mapping[Field, str]
    mark: str
    problems: str = ""

    @property
    def missing(self) -> list[Field]:
        """The columns to fill in that are not there."""
        return [field for field in ANSWERS if field not in self.columns]

    def between(self, first: int, last: int) -> Iterator[tuple[int, Mapping[str, Cell]]]:
        """Walk the sheet's rows from one to another."""
        return ((n, cells) for n, cells in self.sheet.rows.items() if first <= n <= last)


def find_layouts(sheet: Sheet) -> list[Layout]:
    """Find the forms in a sheet, one below the other; usually there is one, or none."""
    headers = [(n, cells) for n, cells in sheet.rows.items() if _is_header(cells)]
    starts = [n for n, _ in headers]
    ends = [n - 1 for n in starts[1:]] + [max(sheet.rows, default=0)]
    found: list[Layout] = []
    for (number, cells), above, last in zip(headers, [0, *starts], ends, strict=False):
        mark = _mark_column(sheet, above + 1, last)
        layout = Layout(sheet, above + 1, number, last, _columns(cells), mark, _problems(cells))
        found.append(layout)
    return found


def _is_header(cells: Mapping[str, Cell]) -> bool:
    if not any(_STATE in plain(cell.text[:_ENOUGH]) for cell in cells.values()):
        return False  # nearly every row: not worth a closer look
    columns = _columns(cells)
    known = {Field.ID, Field.TEXT} & columns.keys()
    return len(columns) >= _FEWEST and Field.STATE in columns and bool(known)


def _columns(cells: Mapping[str, Cell]) -> dict[Field, str]:
    """The column of each field: by its exact heading, else by one that says more in brackets."""
    columns: dict[Field, str] = {}
    for read in (plain, _heading):
        for letter, cell in cells.items():
            field = _HEADINGS.get(read(cell.text))
            if field and field not in columns and letter not in columns.values():
                columns[field] = letter
    return columns


def _heading(text: str) -> str:
    return plain(re.sub(r"[（(].*", "", text, flags=re.DOTALL)).strip("*：:")


def _problems(cells: Mapping[str, Cell]) -> str:
    return next((letter for letter, cell in cells.items() if cell.text == PROBLEMS), "")


def _mark_column(sheet: Sheet, first: int, last: int) -> str:
    """The column that the hidden part is in now; empty where it is lost."""
    for number, cells in sheet.rows.items():
        for letter, cell in cells.items():
            if first <= number <= last and (_own_mark(cell) or row_mark(cell)):
                return letter
    return ""


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _own_mark(cell: Cell | None) -> Mapping[str, Any] | None:
    facts = _parsed(cell.text) if cell and cell.text.startswith(_OWN_MARK) else None
    return facts if isinstance(facts, dict) else None


def row_mark(cell: Cell | None) -> Mark | None:
    """Read what the hidden part says in a row."""
    record = _parsed(cell.text) if cell and cell.text.startswith(_ROW_MARK) else None
    match record:
        case [str(item), str(words), [*prev]] if all(isinstance(name, str) for name in prev):
            return Mark(item, words, tuple(prev))
    return None


def statement(layout: Layout) -> Statement:
    """Read what a form says of itself."""
    rows = [cells for _, cells in layout.between(layout.above, layout.last)]
    own = next((facts for cells in rows if (facts := _own_mark(cells.get(layout.mark)))), {})
    return Statement(
        str(own.get("plan", "")),
        str(own.get("unit", "")),
        _labelled(layout, PLAN_LABEL),
        _labelled(layout, UNIT_LABEL),
    )


def _labelled(layout: Layout, label: str) -> str:
    """What stands behind a label above the headings."""
    for _, cells in layout.between(layout.above, layout.header - 1):
        for cell in cells.values():
            name, colon, text = cell.text.replace(":", "：").partition("：")
            if colon and plain(name) == plain(label.rstrip("：")):
                return text.strip()
    return ""


def is_head_line(cell: Cell) -> bool:
    """Whether a cell is of a form's own head."""
    text = cell.text.replace(":", "：")
    return text.startswith(_HEAD_LINES) or text.endswith(FORM_NAME) or bool(_own_mark(cell))

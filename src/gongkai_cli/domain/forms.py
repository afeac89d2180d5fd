"""A unit's form: its columns, what it says of itself, and what stands in it once it has come back."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from .expand import digest
from .matter import named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .findings import Finding
    from .plan import Plan

FORM_SHEET = "落实情况"
FORM_NAME = "落实情况填报表"
UNIT_LABEL, PLAN_LABEL, DEADLINE_LABEL, HELP_LABEL = (
    "填报单位：",
    "方案：",
    "报送期限：",
    "填写说明：",
)
PROBLEMS = "问题"
"""The heading of the column that a form has when it is sent back to be mended."""


class Field(Enum):
    """A column of a form; the value is its heading."""

    ID = "编号"
    TASK = "工作任务"
    TEXT = "具体要求"
    ROLE = "角色"
    DUE = "要求完成时限"
    STATE = "完成情况"
    NOTE = "落实情况"
    EVIDENCE = "佐证"
    BY = "填报人"
    DAY = "填报日期"

    @property
    def asked(self) -> bool:
        """Whether the unit fills this column in."""
        return self in ANSWERS


ANSWERS = (Field.STATE, Field.NOTE, Field.EVIDENCE, Field.BY, Field.DAY)
"""The columns that a unit fills in."""


class Mark(NamedTuple):
    """What the hidden part says of an item: its text and its newest entries when the form was made."""

    item: str
    digest: str
    prev: tuple[str, ...] = ()


class Cell(NamedTuple):
    """A cell as it came back: ``at`` is like ``F9``; ``wrong`` says why its text can't be taken.

    ``day`` is the date that the cell holds as a date or a ``number``, whatever it looks like; ``link``
    is the address behind its text.
    """

    at: str
    text: str = ""
    day: date | None = None
    wrong: str = ""
    link: str = ""
    number: bool = False

    @property
    def filled(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.text or self.wrong)


class FormRow(NamedTuple):
    """A row under the headings; a column that the sheet has no more is not among the cells.

    ``mark`` is what the hidden part says in this row; ``more`` are cells outside the form's columns.
    """

    sheet: str
    number: int
    cells: Mapping[Field, Cell]
    mark: Mark | None = None
    more: tuple[Cell, ...] = ()

    def cell(self, field: Field) -> Cell:
        """A cell; an empty one where the sheet has no such column."""
        return self.cells.get(field) or Cell("")

    def place(self, field: Field) -> str:
        """Where a cell is, like ``落实情况!F9``; the row where the sheet has no such column."""
        return f"{self.sheet}!{self.cell(field).at or self.number}"


class Form(NamedTuple):
    """A form as it came back.

    ``plan`` and ``unit`` are what the hidden part says, ``plan_title`` and ``unit_label`` what people
    see; ``remarks`` is what else the workbook holds that is not collected.
    """

    file: str
    rows: tuple[FormRow, ...]
    plan: str = ""
    unit: str = ""
    plan_title: str = ""
    unit_label: str = ""
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """What the hidden part says, by item: it may have been sorted apart from its rows."""
        return {row.mark.item: row.mark for row in self.rows if row.mark}


def plan_id(plan: Plan) -> str:
    """What tells a plan from others in a form: its year, and its number or else its title."""
    return f"{plan.year}-{digest(plan.number or plan.title)}"


def form_title(plan: Plan) -> str:
    """What a form is called."""
    return named(plan, FORM_NAME)

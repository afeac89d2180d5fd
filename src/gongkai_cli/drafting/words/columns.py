"""What the columns of a plan's table hold, and what its cells and rows are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell

_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")
_BOXED = re.compile("[【〔]([^【】〔〕]+)[】〕][：:]?")
_LONGEST_LABEL = 14


class Columns(NamedTuple):
    """Which columns of a table hold what; ``-1`` for none.

    Attributes:
        number: The row's number.
        tasks: The tasks, from the widest to the narrowest; a heading for the requirement.
        text: The requirement.
        roles: Who answers: pairs of a column and its label.
        due: Until when.
        others: All further columns.
        width: How many columns there are.
    """

    number: int
    tasks: tuple[int, ...]
    text: int
    roles: tuple[tuple[int, str], ...]
    due: int
    others: tuple[int, ...]
    width: int

    @property
    def named(self) -> range:
        """The columns from the first to the last one that says who answers."""
        places = [n for n, _ in self.roles]
        return range(min(places), max(places) + 1) if places else range(0)

    @property
    def beside(self) -> tuple[int, ...]:
        """The columns that are neither requirement nor assignment, in their order."""
        return tuple(sorted({self.due, *self.others} - {-1, *self.named}))


def words(cell: Cell) -> str:
    """A cell's words without the blanks and breaks that only lay them out."""
    return re.sub(r"\s+", " " if cell.text.isascii() else "", cell.text).strip()


def label(cell: Cell) -> str:
    """A label's words without the box or the colon that mark it: 【责任科室】, 责任科室：."""
    told = words(cell)
    boxed = _BOXED.fullmatch(told)
    return boxed[1] if boxed else told.rstrip("：:")


def is_one_cell(row: Sequence[Cell]) -> bool:
    """Whether a row is a single cell: a title or a chapter."""
    return len(row) > 1 and all(cell.merged for cell in row[1:])


def is_labels(row: Sequence[Cell]) -> bool:
    """Whether a row's cells are all short enough to be labels."""
    labels = [_ASIDE.sub("", words(cell)) for cell in row]
    return all(len(label) <= _LONGEST_LABEL for label in labels) and any(labels)

"""What the cells of a table's row say: who answers, until when, which points a requirement has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ...domain.terms import Role
from ..words import dates, numbers
from ..words.columns import words
from ..words.duties import merge, parse_labelled, role_of_label
from .paragraphs import read_pieces, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell, Due, Duties
    from ..words.columns import Columns
    from .marks import Marks
    from .paragraphs import Piece

BLANK = "　"
"""What parts the words of several cells."""
_NOTHING = {"—", "——", "-", "/", "无", "\\"}
_ELSEWHERE = re.compile("详?见|分项|按(?:工作|任务|具体)?(?:内容|措施|要求)")
"""How a cell refers to the requirement for until when: 见工作内容."""
_MONTH = re.compile(r"\d{1,2}\s*月份?")
_SUPPOSED = "“{}”一格是空的，按上一行的“{}”登记，请核对。"
_UNSURE = "这一行的格数与栏数不一致，各格按内容归栏，请核对。"


class Told(NamedTuple):
    """What the cells of a row say of who answers.

    Attributes:
        meaning: What they mean; ``None`` where they name nobody.
        printed: Their words.
        doubts: What is not sure.
        supposed: Doubts about empty cells that are supposed to hold what stands above them.
        own: What the cells mean without these.
    """

    meaning: Duties | None
    printed: str = ""
    doubts: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    own: Duties | None = None


class RowCells(NamedTuple):
    """Reads the cells of a table's rows.

    Attributes:
        columns: What the columns hold.
        year: The plan's year, for dates that name none.
        known: Names of units that are known from elsewhere.
        marks: The columns in which signs say who answers, if there are any.
    """

    columns: Columns
    year: int
    known: Sequence[str]
    marks: Marks | None = None

    def shares(self, row: Sequence[Cell]) -> bool:
        """Whether a row prints but a part of who answers for it: the rest is merged with the one above."""
        named = [row[n] for n, _ in self.columns.roles if row[n].text.strip()]
        return any(cell.merged for cell in named) and not all(cell.merged for cell in named)

    def duties(self, row: Sequence[Cell]) -> Told:
        """Who answers, by the columns of a row; a merged cell answers for every row that it covers."""
        by_signs = self.marks.duties(row) if self.marks else None
        if by_signs:
            return Told(by_signs)
        labels = self._labels()
        cells = [row[n] for n in self.columns.named]
        printed = BLANK.join(c.text.strip() for c in cells if c.text.strip() and not c.merged)
        told = [
            (parse_labelled(label, row[n].text.strip(), self.known), label, row[n])
            for n, label in labels.items()
            if row[n].text.strip() and row[n].text.strip() not in _NOTHING
        ]
        supposed = tuple(
            _SUPPOSED.format(label, c.text.strip()) for _, label, c in told if c.supposed
        )
        nobody = [c.text.strip() for meaning, _, c in told if not meaning.names]
        doubts = tuple(f"“{text}”没有读出责任单位。" for text in nobody)
        if any(cell.unsure for _, _, cell in told):
            doubts = (*doubts, _UNSURE)
        three = {role_of_label(label) for label in labels.values()} == set(Role)
        found = merge((meaning for meaning, _, _ in told), three_roles=three)
        own = merge((meaning for meaning, _, c in told if not c.supposed), three_roles=three)
        return Told(found if found.names else None, printed, doubts, supposed, own)

    def _labels(self) -> dict[int, str]:
        """The columns of who answers with their labels; 主责 beside 牵头 is no lead."""
        labels = dict(self.columns.roles)
        if any("牵头" in label for label in labels.values()):
            return {n: label.replace("主责", "责任") for n, label in labels.items()}
        return labels

    def due(self, row: Sequence[Cell], text: str, meaning: Duties | None) -> Due | None:
        """Until when, by its column, what the assignment says, or the requirement's own words."""
        at = self.columns.due
        told = row[at].text.strip() if at >= 0 else ""
        if told and row[at].supposed and dates.in_sentence(text, self.year):
            told = ""
        if meaning and meaning.due and not dates.is_deadline(told):
            told = meaning.due
        own = dates.in_sentence(text, self.year)
        if not told or told in _NOTHING or (own and _ELSEWHERE.match(told)):
            return own
        point = numbers.leading(told)
        due = dates.read(point[1] if point else told, self.year)
        if _MONTH.fullmatch(told) and _in_same_month(own, due):
            return own  # 1月, and in the words 1月20日前
        supposed = at >= 0 and row[at].supposed and told == row[at].text.strip()
        doubts = (_SUPPOSED.format("期限", told),) if supposed else ()
        return due._replace(doubts=(*due.doubts, *doubts), supposed=supposed)

    def parts(self, row: Sequence[Cell]) -> list[tuple[Cell, ...]]:
        """A row, or one for each of its points where each has a unit of its own under the same number."""
        points = {n: _points(cell.text) for n, cell in enumerate(row) if not cell.merged}
        own = points.get(self.columns.text, [])
        fits = [n for n, found in points.items() if len(found) == len(own)]
        if len(own) < 2 or not any(n in fits for n, _ in self.columns.roles):  # noqa: PLR2004
            return [tuple(row)]
        return [
            tuple(
                cell._replace(text=points[n][k])
                if n in fits
                else cell._replace(merged=k > 0 or cell.merged)
                for n, cell in enumerate(row)
            )
            for k in range(len(own))
        ]

    def pieces(self, text: str, place: str) -> list[Piece]:
        """The pieces of a requirement that say themselves who answers, each with what stands before it.

        None where nothing in the cell says so; words behind the last one belong to it.
        """
        found: list[Piece] = []
        waiting: list[str] = []
        lines = text.split("\n")
        for piece in (p for line in lines for p in read_pieces(line, place, self.known)):
            if piece.names_somebody:
                found.append(replace(piece, text="\n".join([*waiting, piece.text])))
                waiting = []
            else:
                waiting.append(whole(piece))
        if found and waiting:
            found[-1] = replace(found[-1], text="\n".join([found[-1].text, *waiting]))
        return found


def _in_same_month(one: Due | None, other: Due) -> bool:
    """Whether two deadlines are days of the same month."""
    if one is None or one.day is None or other.day is None:
        return False
    return one.day.replace(day=1) == other.day.replace(day=1)


def _points(text: str) -> list[str]:
    """The numbered points of a cell, each a line, whose numbers look alike; none where it is otherwise."""
    lines = text.split("\n")
    styles = {found[0].style if found else "" for found in map(numbers.leading, lines)}
    return lines if len(styles) == 1 and "" not in styles else []


def numbered(text: str) -> tuple[str, str]:
    """Split a typed number off; one of several in the same text (①…②…) is no number of the whole."""
    found = numbers.leading(text)
    if not found:
        return "", text
    parts = map(numbers.leading, re.split("[；;。\n]", text))
    alike = [n for n in parts if n and n[0].style == found[0].style]
    circled = re.search("[①-⑳]", found[0].text) and len(re.findall("[①-⑳]", text)) > 1
    return ("", text) if circled or len(alike) > 1 else (found[0].text, found[1])


def is_own(cell: Cell) -> bool:
    """Whether a cell has words, and has them for itself."""
    return bool(words(cell)) and not cell.merged

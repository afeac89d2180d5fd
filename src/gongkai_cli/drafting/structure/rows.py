"""The rows of a plan's table: which are chapters, which are items, under which task they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..words import dates, numbers
from ..words.chapter_rows import is_chapter
from ..words.column_labels import header
from ..words.columns import words
from ..words.due_rules import all_deadline
from ..words.duties import named
from .paragraphs import read_pieces
from .row_cells import BLANK, is_own, numbered
from .sketch import ItemSketch, SectionSketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell, Due, Duties, Table
    from .paragraphs import Piece
    from .row_cells import RowCells

_SUM = re.compile(r"[合总小]\s*计")
_FILLED_IN = re.compile("(?:填[表报写]|制表|审[核批]|复核|经办|联系|签[字发])[^：:，。]{0,6}[：:]")
"""What stands below a table: who filled it in, who saw it."""
_REMARK = 20
"""How long a remark is at most that may hold a deadline."""


class Rows:
    """Takes the rows of a table; a row that is one cell is a chapter, a task is a heading."""

    def __init__(self, cells: RowCells, table: Table, root: SectionSketch) -> None:
        self.cells = cells
        self.columns = columns = cells.columns
        self.table = table
        self.chapter = root
        self.root = root
        self.path: list[tuple[str, SectionSketch]] = []
        self.task: SectionSketch | None = None
        self.within, self.part = "", 0
        self.spans = self._tasks_span_numbered_rows()
        self.shared = any(
            row[columns.number].merged and bool(words(row[columns.number]))
            for row in table.rows
            if columns.number >= 0 and len(row) == columns.width and not self._is_chapter(row)
        )

    def _tasks_span_numbered_rows(self) -> bool:
        """Whether a task goes on over rows that have numbers of their own."""
        at, tasks = self.columns.number, self.columns.tasks
        return at >= 0 and any(
            all(row[n].merged or not words(row[n]) for n in tasks)
            and not row[at].merged
            and bool(words(row[at]))
            for row in self.table.rows
            if tasks and len(row) == self.columns.width and not self._is_chapter(row)
        )

    def take_all(self, start: int) -> None:
        """Take every row from one on."""
        for row in self.table.rows[start:]:
            if len(row) == self.columns.width:
                self._take(row)
            else:
                self._loose(row)

    def _take(self, row: Sequence[Cell]) -> None:
        if not any(map(words, row)):
            return
        if self._is_chapter(row):
            self._open_chapter(row)
        elif self._is_requirement(row):
            *points, last = self.cells.parts(row)
            for point in points:
                self._item(point, ())
            self._item(last, row if points else last)
        else:
            self._loose(row)

    def _is_requirement(self, row: Sequence[Cell]) -> bool:
        """Whether a row has a requirement, which neither a sum nor the labels once more are."""
        told = words(row[self.columns.text])
        none = _SUM.fullmatch(told) or _FILLED_IN.match(told)
        return bool(told) and not none and not self._repeats_labels(row)

    def _repeats_labels(self, row: Sequence[Cell]) -> bool:
        """Whether labels stand again in the middle of a table."""
        again = header(self.table._replace(rows=(tuple(row),)))[1]
        told = {words(cell) for cell in row if words(cell)}
        same = len(told) > 1 and told <= set(self.root.columns)
        return same or (again is not None and again == self.columns)

    def _is_chapter(self, row: Sequence[Cell]) -> bool:
        return is_chapter(row, self.columns.number)

    def _open_chapter(self, row: Sequence[Cell]) -> None:
        own = self._number(row)
        cell = row[-1]
        number, heading = numbered(words(cell))
        if own and own != words(cell):
            number, heading = own, words(cell)
        self.chapter = self._chapter(heading, number, cell.place)
        self._place(numbers.shown(number).style if number else "")
        self.task = None

    def _chapter(self, heading: str, number: str, place: str) -> SectionSketch:
        """A chapter; what its heading says of who answers holds for its rows that name nobody."""
        piece, *more = read_pieces(heading, place, self.cells.known)
        if more:
            return SectionSketch(heading, place, number)
        section = SectionSketch(piece.text, place, number, piece.assigned, piece.meaning)
        section.doubts += piece.doubts
        return section

    def _place(self, style: str) -> None:
        """Put a chapter beside the one whose number looks alike, else below the one before."""
        styles = [known for known, _ in self.path]
        if style in styles:
            del self.path[styles.index(style) :]
        above = self.path[-1][1] if self.path else self.root
        above.sections.append(self.chapter)
        self.path.append((style, self.chapter))

    def _loose(self, row: Sequence[Cell]) -> None:
        """A row without a requirement: its words are kept as a paragraph."""
        told = " ".join(words(cell) for cell in row if not cell.merged and words(cell))
        if told:
            self.chapter.sections.append(SectionSketch(told, row[0].place))
            self.task = None

    # -- items ------------------------------------------------------------------------------------

    def _item(self, row: Sequence[Cell], printed: Sequence[Cell]) -> None:
        """Take a row as an item, or a point of one.

        Args:
            row: The row, or what of it is about the point.
            printed: The row whose words are kept beside the item: itself, and for the last point the
                whole row; none for the other points.
        """
        holder = self._holder(row, self._number(row))
        items = self._items(row, holder, point=printed is not row)
        for item in items:
            self._count(item, words(row[self.columns.number]) if self.columns.number >= 0 else "")
            item.due = self.cells.due(row, item.text, item.duties)
        kept = self._kept(row, printed)
        for n in kept:
            self._place_of(n, holder, items[-1]).append(words(printed[n]))
        for item in items:
            item.due = item.due or self._due_besides([words(printed[n]) for n in kept])
        holder.items += items

    def _due_besides(self, kept: Sequence[str]) -> Due | None:
        """The deadline in a cell beside a requirement, as a remark may have one, with a doubt."""
        for told in kept:
            named = dates.in_sentence(told, self.cells.year) if len(told) <= _REMARK else None
            found = all_deadline(told, self.cells.year) or (named if named and named.day else None)
            if found:
                doubt = f"期限取自旁边一格的“{told}”，请核对。"
                return found._replace(doubts=(*found.doubts, doubt))
        return None

    def _items(
        self, row: Sequence[Cell], holder: SectionSketch, *, point: bool
    ) -> list[ItemSketch]:
        """The item of a row, or of each piece of its requirement that says itself who answers."""
        cell, own, text = row[self.columns.text], *self._numbered(row, holder, point=point)
        told = self.cells.duties(row)
        pieces = self.cells.pieces(cell.text.strip(), cell.place)
        if pieces and (not told.meaning or _parts(pieces, told.meaning)):
            items = [self._of_piece(piece, "" if n else own) for n, piece in enumerate(pieces)]
            items[-1].others += [told.printed] if told.printed else []
        else:
            shared = self.cells.shares(row) and not point
            printed = "" if point or shared else told.printed
            items = [ItemSketch(text, cell.place, own, self._title(row), printed, told.meaning)]
            items[0].others += [told.printed] if shared and told.printed else []
        for item in items:
            item.supposed += told.supposed
            item.own = told.own
            item.doubts += told.doubts
            item.title = item.title or (self._title(row) if len(items) == 1 and not point else "")
        return items

    def _numbered(
        self, row: Sequence[Cell], holder: SectionSketch, *, point: bool
    ) -> tuple[str, str]:
        """The number of a row's item, and the requirement without the one that is typed before it."""
        number, text = self._number(row), row[self.columns.text].text.strip()
        below = holder is self.task and not self.spans
        if number and not self.shared and not point:
            return ("" if below else number), text
        typed, text = numbered(text)
        return (typed if below else f"{number}{typed}"), text

    def _kept(self, row: Sequence[Cell], printed: Sequence[Cell]) -> list[int]:
        """The columns whose words are kept beside an item; of a row in points those of who answers too."""
        named = () if printed is row else self.columns.named
        places = sorted({*self.columns.beside, *named}) if printed else ()
        return [n for n in places if is_own(printed[n])]

    @staticmethod
    def _of_piece(piece: Piece, number: str) -> ItemSketch:
        """An item of a piece of a cell that says itself who answers."""
        typed, text = numbered(piece.text)
        own = f"{number}{typed}"
        item = ItemSketch(text, piece.place, own, "", piece.assigned, piece.meaning)
        item.doubts += piece.doubts
        return item

    def _place_of(self, n: int, holder: SectionSketch, item: ItemSketch) -> list[str]:
        """Where the words of a column go that is neither requirement nor assignment."""
        if n < self.columns.text and holder is self.task and not holder.items:
            return holder.paragraphs
        if self.columns.text < n < self.columns.named.start:
            return item.between
        return item.others

    def _count(self, item: ItemSketch, printed: str) -> None:
        """Tell rows apart that share a number: the further ones have none of their own."""
        again = not item.number and printed in {"", self.within}
        self.within = item.number or printed or self.within
        self.part = self.part + 1 if again else 1
        if not item.number and self.within and self.part > 1:
            item.within, item.part = self.within, self.part

    def _holder(self, row: Sequence[Cell], number: str) -> SectionSketch:
        """The section into which a row's item goes: that of its task, of the chapter, or of the table."""
        own = [words(row[n]) for n in self.columns.tasks if is_own(row[n])]
        if not self.columns.tasks:
            return self._unparted()
        if self.task is None or own:
            self.task = self._open_task(row, own, number)
        return self.task

    def _unparted(self) -> SectionSketch:
        """The chapter, or what stands last in it where headings have come in between."""
        return self.chapter.sections[-1] if self.chapter.sections else self.chapter

    def _open_task(self, row: Sequence[Cell], own: Sequence[str], number: str) -> SectionSketch:
        heading = BLANK.join(own) or self._title(row)
        printed = "" if self.spans else number
        if not printed:
            printed, heading = numbered(heading)
        task = SectionSketch(heading, row[self.columns.tasks[-1]].place, printed)
        self.chapter.sections.append(task)
        return task

    def _title(self, row: Sequence[Cell]) -> str:
        """The narrowest task of a row."""
        named = [words(row[n]) for n in self.columns.tasks if words(row[n])]
        return numbered(named[-1])[1] if named else ""

    def _number(self, row: Sequence[Cell]) -> str:
        at = self.columns.number
        return words(row[at]) if at >= 0 and not row[at].merged else ""


def _parts(pieces: Sequence[Piece], whole: Duties | None) -> bool:
    """Whether the points of a cell part among them just those who answer for the row."""
    parted = {name.full for piece in pieces for name in named(piece.meaning)}
    return len(pieces) > 1 and parted == {name.full for name in named(whole)}

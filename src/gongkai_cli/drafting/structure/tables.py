"""A plan's table: which rows are chapters, which are items, and what they say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..words import dates, duties, numbers
from ..words.columns import NUMBER, Columns, by_content, header, words
from .paragraphs import Piece, read_pieces, whole
from .sketch import ItemSketch, SectionSketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Cell, Due, Duties, Table

_NOTHING = {"—", "——", "-", "/", "无", "\\"}
_BLANK = "　"
_SUPPOSED = "“{}”一格是空的，按上一行的“{}”登记，请核对。"
_BY_CONTENT = "各栏按内容认出（栏名没有写明是要求、责任单位还是期限），请核对。"
_SUM = re.compile(r"[合总小]\s*计")


class TableReader:
    """Makes sections and items of a document's tables, one after the other.

    Args:
        year: The plan's year, for dates that name none.
        known: Names of units that are known from elsewhere.
    """

    def __init__(self, year: int, known: Sequence[str]) -> None:
        self.year = year
        self.known = known
        self._columns: Columns | None = None
        self._last: SectionSketch | None = None

    def sections(self, table: Table) -> list[SectionSketch]:
        """Make sections and items of a table; one without labels goes on with the one before."""
        head, columns = header(table)
        if columns is None and self._columns and self._last and _fits(table, self._columns):
            _Rows(self, self._columns, table, self._last).take_all(0)
            return []
        doubts = [] if columns else [_BY_CONTENT]
        if columns is None:
            head, columns = 1, by_content(table, self.known)
        if columns is None:
            return [_as_paragraphs(table)]
        labels = [words(cell) for row in table.rows[:head] for cell in row if not cell.merged]
        root = SectionSketch("", table.place, columns=[*filter(None, labels)], doubts=doubts)
        self._columns, self._last = columns, root
        _Rows(self, columns, table, root).take_all(head)
        for section in root.all_sections:
            _tell_apart(section.items)
        return [root]


def _tell_apart(items: Sequence[ItemSketch]) -> None:
    """Leave out a title that several items share: it tells none of them from the others."""
    count = Counter(item.title for item in items)
    for item in items:
        if count[item.title] > 1:
            item.title = ""


def _fits(table: Table, columns: Columns) -> bool:
    """Whether a table may go on with the one before; one with a column 序号 of its own does not."""
    labelled = bool(table.rows) and any(NUMBER.match(words(cell)) for cell in table.rows[0])
    return not labelled and all(len(row) == columns.width for row in table.rows)


class _Rows:
    """Takes the rows of a table; a row that is one cell is a chapter, a task is a heading."""

    def __init__(
        self, reader: TableReader, columns: Columns, table: Table, root: SectionSketch
    ) -> None:
        self.reader = reader
        self.columns = columns
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
            self._item(row)
        else:
            self._loose(row)

    def _is_requirement(self, row: Sequence[Cell]) -> bool:
        """Whether a row has a requirement, which neither a sum nor the labels once more are."""
        told = words(row[self.columns.text])
        return bool(told) and not _SUM.fullmatch(told) and not self._repeats_labels(row)

    def _repeats_labels(self, row: Sequence[Cell]) -> bool:
        """Whether labels stand again in the middle of a table."""
        again = header(self.table._replace(rows=(tuple(row),)))[1]
        told = {words(cell) for cell in row if words(cell)}
        same = len(told) > 1 and told <= set(self.root.columns)
        return same or (again is not None and again == self.columns)

    def _is_chapter(self, row: Sequence[Cell]) -> bool:
        """Whether a row is one cell, its number aside."""
        at = self.columns.number
        rest = [cell for n, cell in enumerate(row) if n != at or cell.merged]
        return len(rest) > 1 and all(c.merged for c in rest[1:]) and len({*map(words, rest)}) == 1

    def _open_chapter(self, row: Sequence[Cell]) -> None:
        own = self._number(row)
        cell = row[-1]
        number, heading = numbered(words(cell))
        if own and own != words(cell):
            number, heading = own, words(cell)
        self.chapter = SectionSketch(heading, cell.place, number)
        self._place(numbers.shown(number).style if number else "")
        self.task = None

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

    def _item(self, row: Sequence[Cell]) -> None:
        cell, number = row[self.columns.text], self._number(row)
        holder = self._holder(row, number)
        text = cell.text.strip()
        own = number if holder is not self.task or self.spans else ""
        if not number or self.shared:
            typed, text = numbered(text)
            below = holder is self.task and not self.spans
            own = typed or own if below else f"{own}{typed}"
        meaning, assigned, doubts = self._duties(row)
        pieces = [] if assigned else _assigned_pieces(cell.text.strip(), cell.place, self)
        title = self._title(row)
        items = [self._of_piece(piece, own if not n else "") for n, piece in enumerate(pieces)]
        items = items or [ItemSketch(text, cell.place, own, title, assigned, meaning)]
        for item in items:
            item.title = title if len(items) == 1 else ""
            self._count(item, words(row[self.columns.number]) if self.columns.number >= 0 else "")
            item.doubts += doubts
            item.due = self._due(row, item.text, item.duties)
        for n in self.columns.beside:
            if _own(row[n]):
                self._place_of(n, holder, items[-1]).append(words(row[n]))
        holder.items += items

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
        own = [words(row[n]) for n in self.columns.tasks if _own(row[n])]
        if not self.columns.tasks:
            return self._unparted()
        if self.task is None or own:
            self.task = self._open_task(row, own, number)
        return self.task

    def _unparted(self) -> SectionSketch:
        """The chapter, or what stands last in it where headings have come in between."""
        return self.chapter.sections[-1] if self.chapter.sections else self.chapter

    def _open_task(self, row: Sequence[Cell], own: Sequence[str], number: str) -> SectionSketch:
        heading = _BLANK.join(own) or self._title(row)
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

    def _duties(self, row: Sequence[Cell]) -> tuple[Duties | None, str, list[str]]:
        """Who answers, by the columns of a row; a merged cell answers for every row that it covers."""
        labels = dict(self.columns.roles)
        if any("牵头" in label for label in labels.values()):
            labels = {n: label.replace("主责", "责任") for n, label in labels.items()}
        parts: list[Duties] = []
        printed: list[str] = []
        doubts: list[str] = []
        for n in self.columns.named:
            text = row[n].text.strip()
            printed += [text] if text and not row[n].merged else []
            if n not in labels or not text or text in _NOTHING:
                continue
            meaning = duties.parse_labelled(labels[n], text, self.reader.known)
            parts.append(meaning)
            if row[n].supposed:
                doubts.append(_SUPPOSED.format(labels[n], text))
            if not meaning.names:
                doubts.append(f"“{text}”没有读出责任单位。")
        found = duties.merge(parts, three_roles=self.columns.three_roles)
        return (found if found.names else None), _BLANK.join(printed), doubts

    def _due(self, row: Sequence[Cell], text: str, meaning: Duties | None) -> Due | None:
        """Until when, by its column, what the assignment says, or the requirement's own words."""
        at = self.columns.due
        told = row[at].text.strip() if at >= 0 else ""
        if told and row[at].supposed and dates.in_sentence(text, self.reader.year):
            told = ""
        if (not told or told in _NOTHING) and meaning:
            told = meaning.due
        if not told or told in _NOTHING:
            return dates.in_sentence(text, self.reader.year)
        due = dates.read(told, self.reader.year)
        supposed = at >= 0 and row[at].supposed and told == row[at].text.strip()
        doubts = (_SUPPOSED.format("期限", told),) if supposed else ()
        return due._replace(doubts=(*due.doubts, *doubts))


def numbered(text: str) -> tuple[str, str]:
    """Split a typed number off; one of several in the same text (①…②…) is no number of the whole."""
    found = numbers.leading(text)
    if not found:
        return "", text
    alike = [
        n for n in map(numbers.leading, text.split("\n")) if n and n[0].style == found[0].style
    ]
    circled = re.search("[①-⑳]", found[0].text) and len(re.findall("[①-⑳]", text)) > 1
    return ("", text) if circled or len(alike) > 1 else (found[0].text, found[1])


def _assigned_pieces(text: str, place: str, rows: _Rows) -> list[Piece]:
    """The pieces of a requirement that say themselves who answers, each with what stands before it.

    None where nothing in the cell says so; words behind the last one belong to it.
    """
    pieces: list[Piece] = []
    waiting: list[str] = []
    lines = text.split("\n")
    for piece in (p for line in lines for p in read_pieces(line, place, rows.reader.known)):
        if piece.names_somebody:
            pieces.append(replace(piece, text="\n".join([*waiting, piece.text])))
            waiting = []
        else:
            waiting.append(whole(piece))
    if pieces and waiting:
        pieces[-1] = replace(pieces[-1], text="\n".join([pieces[-1].text, *waiting]))
    return pieces


def _own(cell: Cell) -> bool:
    return bool(words(cell)) and not cell.merged


def _as_paragraphs(table: Table) -> SectionSketch:
    """A table that is none of tasks: its words are kept."""
    rows = (" ".join(words(c) for c in row if not c.merged and words(c)) for row in table.rows)
    first, *rest = [told for told in rows if told] or [table.place]
    section = SectionSketch(first, table.place, paragraphs=rest)
    section.doubts.append("这张表没有认出各栏，照原样记为段落。")
    return section

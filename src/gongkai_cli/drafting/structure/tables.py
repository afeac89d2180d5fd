"""The tables of a document: those of tasks become sections and items, others stay as they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..words.chapter_rows import spread
from ..words.column_contents import by_content, dated_besides, longer, named_besides
from ..words.column_labels import NUMBER, header
from ..words.columns import words
from .marks import marks
from .row_cells import RowCells
from .rows import Rows
from .sketch import SectionSketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...domain.terms import Role
    from ..model import Table
    from ..words.columns import Columns
    from .marks import Marks
    from .sketch import ItemSketch

_BY_CONTENT = "各栏按内容认出（栏名没有写明是要求、责任单位还是期限），请核对。"


class TableReader:
    """Makes sections and items of a document's tables, one after the other.

    Args:
        year: The plan's year, for dates that name none.
        known: Names of units that are known from elsewhere.
        signs: What the document says of signs in tables: ★为牵头单位.
    """

    def __init__(self, year: int, known: Sequence[str], signs: Mapping[str, Role]) -> None:
        self.year = year
        self.known = known
        self.signs = signs
        self._marks: Marks | None = None
        self._columns: Columns | None = None
        self._last: SectionSketch | None = None

    def sections(self, table: Table) -> list[SectionSketch]:
        """Make sections and items of a table; one without labels goes on with the one before."""
        head, columns = header(table)
        if columns is None and self._columns and self._last and _fits(table, self._columns):
            self._rows(self._columns, table, self._last).take_all(0)
            return []
        doubts = [] if columns else [_BY_CONTENT]
        if columns is None:
            head, columns = 1, by_content(table, self.known)
        if columns is None:
            return [_as_paragraphs(table)]
        known, columns = columns, named_besides(table, head, columns, self.known)
        more = [label for n, label in columns.roles if (n, label) not in known.roles]
        doubts += [f"“{label}”一栏是单位名称，按责任单位登记，请核对。" for label in more]
        columns = dated_besides(table, head, columns)
        if columns.due != known.due:
            doubts.append(f"“{words(table.rows[head - 1][columns.due])}”一栏按期限登记，请核对。")
        doubts += _other_texts(table, head, columns)
        labels = [words(cell) for row in table.rows[:head] for cell in row if not cell.merged]
        table = spread(table, head, columns)
        root = SectionSketch("", table.place, columns=[*filter(None, labels)], doubts=doubts)
        self._columns, self._last = columns, root
        self._marks = marks(table, head, columns, self.known, self.signs)
        self._rows(columns, table, root).take_all(head)
        for section in root.all_sections:
            _tell_apart(section.items)
        return [root]

    def _rows(self, columns: Columns, table: Table, root: SectionSketch) -> Rows:
        return Rows(RowCells(columns, self.year, self.known, self._marks), table, root)


def _tell_apart(items: Sequence[ItemSketch]) -> None:
    """Leave out a title that several items share: it tells none of them from the others."""
    count = Counter(item.title for item in items)
    for item in items:
        if count[item.title] > 1:
            item.title = ""


def _other_texts(table: Table, head: int, columns: Columns) -> Iterator[str]:
    """Doubt whether the requirement stands in another column, whose words are longer."""
    names = [words(cell) for cell in table.rows[head - 1]]
    for n in longer(table.rows[head:], columns):
        own = names[columns.text]
        yield f"事项取自“{own}”一栏，“{names[n]}”一栏的字更多，请核对哪一栏是要求。"


def _fits(table: Table, columns: Columns) -> bool:
    """Whether a table may go on with the one before; one with a column 序号 of its own does not."""
    labelled = bool(table.rows) and any(NUMBER.match(words(cell)) for cell in table.rows[0])
    return not labelled and all(len(row) == columns.width for row in table.rows)


def _as_paragraphs(table: Table) -> SectionSketch:
    """A table that is none of tasks: its words are kept."""
    rows = (" ".join(words(c) for c in row if not c.merged and words(c)) for row in table.rows)
    first, *rest = [told for told in rows if told] or [table.place]
    section = SectionSketch(first, table.place, paragraphs=rest)
    section.doubts.append("这张表没有认出各栏，照原样记为段落。")
    return section

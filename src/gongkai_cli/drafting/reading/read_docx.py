"""A Word file as a ``Source``: paragraphs and tables in their order, with the numbers that Word shows.

``第n段`` counts the paragraphs of the text that hold words, from 1; those in tables, text boxes and
notes are not counted.  Headers and footers are no part of the text.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..model import Block, Cell, Line, Source, Table
from . import docx_table, refused, text_tables, unseen
from .docx_elements import at, value
from .docx_package import Package
from .docx_styles import Styles, outline_level
from .docx_words import Paragraph, Words, text_of
from .numbering import Numbering
from .remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_MARKS_DELETED = ("pPr/rPr/del", "pPr/rPr/moveFrom")
_INNER = {"p", "tbl", "a-p"}


def read(raw: bytes) -> Source:
    """Read a Word file.

    Raises:
        InvalidData: It is no Word file, none that it is safe to read, or holds no words.
    """
    package = Package(raw)
    body = _Body(package)
    for block in package.blocks():
        body.take(block)
    body.flush()
    if not body.blocks:
        raise refused.no_words(body.remarks.instead)
    return Source(tuple(_untabbed(b) for b in _tables_of(body.blocks)), body.remarks.sentences)


def _tables_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """Make tables of lines that are rows: of a table that was pasted as text."""
    for plain, run in groupby(blocks, key=_is_plain):
        if plain:
            lines = [block for block in run if isinstance(block, Line)]
            yield from text_tables.blocks(lines, "文中表")
        else:
            yield from run


def _is_plain(block: Block) -> bool:
    """Whether a block is a line that is neither numbered by Word, nor a heading, nor a note."""
    return isinstance(block, Line) and not (block.number or block.level or block.note)


def _untabbed(block: Block) -> Block:
    """A block with a blank for each tab, now that they part no cells any more."""
    if isinstance(block, Line):
        return block._replace(text=block.text.replace("\t", " "))
    rows = (tuple(c._replace(text=c.text.replace("\t", " ")) for c in row) for row in block.rows)
    return block._replace(rows=tuple(rows))


class _Body:
    """Takes the document's blocks one after the other."""

    def __init__(self, package: Package) -> None:
        styles = Styles(package.tree("styles"))
        self.blocks: list[Block] = []
        self.remarks = Remarks()
        self._styles = styles
        self._words = Words(styles)
        self._numbering = Numbering(package.tree("numbering"), styles)
        self._notes = {
            (kind, note.get("id", "")): note
            for kind in ("footnotes", "endnotes")
            for note in package.tree(kind)
        }
        self._paragraphs = self._tables = self._spots = 0
        self._carried = ""
        self._bare: set[str] = set()  # cells in which there is but an automatic number
        self._contents: tuple[int, int] | None = None  # blocks and paragraphs before it

    def take(self, block: Element) -> None:
        """Take a paragraph, a table, or what stands in the place of one."""
        if block.tag == "del":
            if any(text_of(block)) or block.find(".//delText") is not None:
                self.remarks.add("deleted", self._here(""))
        elif block.tag == "altChunk":
            self.remarks.add("chunk", self._here(""))
        elif block.tag == "tbl":
            self.flush()
            self._table(block)
        else:
            self._paragraph(block)

    def flush(self) -> None:
        """Make a line of words whose paragraph was to go on in the next one."""
        text, self._carried = self._carried, ""
        self._lines(text, "", 0)

    def _paragraph(self, element: Element) -> None:
        read = self._words.read(element)
        if "contents" in read.seen and self._contents:
            self._forget_contents(self._contents)
        if self._words.contents and self._contents is None:
            self._contents = (len(self.blocks), self._paragraphs)
        text = self._carried + read.text
        place = self._here(text)
        self._notice(read, place)
        if any(at(element, mark) is not None for mark in _MARKS_DELETED):
            self._carried = text
        else:
            self._carried = ""
            number = self._number(element, place, bare=not text.strip())
            self._lines(text, number, self._level(element))
        self.blocks += self._beside(read, place)

    def _lines(self, text: str, number: str, level: int) -> None:
        """Make the lines of a paragraph: one for each of its line breaks, a heading only one."""
        text = self._cleaned(text, self._here(text))
        if not text.strip():
            return
        self._paragraphs += 1
        place = f"第{self._paragraphs}段"
        parts = [text.replace("\n", "")] if level else text.split("\n")
        for n, words in enumerate(part.strip() for part in parts if part.strip()):
            where = f"{place}第{n + 1}行" if n else place
            self.blocks.append(Line(words, where, "" if n else number, level))

    def _here(self, text: str) -> str:
        """The place of a paragraph that comes now; of one without words, the place behind the last."""
        if text.strip():
            return f"第{self._paragraphs + 1}段"
        return f"第{self._paragraphs}段之后" if self._paragraphs else "开头"

    def _forget_contents(self, mark: tuple[int, int]) -> None:
        """Take the lines of a table of contents back, now that it has come to its end."""
        del self.blocks[mark[0] :]
        self._paragraphs, self._contents = mark[1], None

    def _number(self, element: Element, place: str, *, bare: bool) -> str:
        shown = self._numbering.next(element.find("pPr"))
        if shown.odd:
            self.remarks.add("odd", place)
        if shown.text and bare:
            self.remarks.add("bare", place)
        return shown.text

    def _level(self, element: Element) -> int:
        own = value(element, "pPr/outlineLvl")
        return outline_level(own) if own else self._styles.of(value(element, "pPr/pStyle")).level

    def _notice(self, read: Paragraph, place: str) -> None:
        for kind in read.seen:
            self.remarks.add(kind, place)
        if read.notes:
            self.remarks.add("note", place)

    def _cleaned(self, text: str, place: str) -> str:
        if unseen.count(text):
            self.remarks.add("unseen", place)
        return unseen.cleaned(text)

    # -- beside the text ---------------------------------------------------------------------------

    def _beside(self, read: Paragraph, place: str) -> Iterator[Line]:
        """Yield the lines of a paragraph's text boxes and notes."""
        for text in read.art:
            yield from self._placed(text, f"{place}艺术字")
        for box in read.boxes:
            yield from self._content(box, f"{place}文本框")
        for kind, key in read.notes:
            note = self._notes.pop((kind, key), None)
            if note is not None:
                name = "脚注" if kind == "footnotes" else "尾注"
                for line in self._content(note, f"{place}{name}"):
                    yield line._replace(note=True)

    def _content(self, element: Element, place: str) -> Iterator[Line]:
        """Yield the lines of what stands in a box or a note."""
        for block in docx_table.inside(element, _INNER):
            if block.tag == "tbl":
                self.remarks.add("nested", place)
                beside: list[Line] = []
                yield from self._placed(self._flat(block, place, beside), place)
                yield from beside
            elif block.tag == "a-p":
                yield from self._placed("".join(text_of(block)), place)
            else:
                read = self._words.read(block)
                self._notice(read, place)
                number = self._number(block, place, bare=not read.text.strip())
                yield from self._placed(read.text, place, number)
                yield from self._beside(read, place)

    def _placed(self, text: str, place: str, number: str = "") -> Iterator[Line]:
        parts = [part.strip() for part in self._cleaned(text, place).split("\n") if part.strip()]
        for n, words in enumerate(parts):
            yield Line(words, place, "" if n else number)

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        self._tables += 1
        place = f"表{self._tables}"
        beside: list[Line] = []
        table = Table(self._rows(element, place, beside), place)
        if any(cell.text for row in table.rows for cell in row):
            self.blocks.append(table)
        self.blocks += beside

    def _rows(
        self, element: Element, place: str, beside: list[Line]
    ) -> tuple[tuple[Cell, ...], ...]:
        grid = docx_table.grid(element)
        self._spots += grid.size
        if self._spots > docx_table.MOST_SPOTS:
            raise refused.crowded()
        if grid.deleted:
            self.remarks.add("deleted", place)
        rows: list[tuple[Cell, ...]] = []
        for n, spots in enumerate(grid.rows, 1):
            row: list[Cell] = []
            for column, spot in enumerate(spots):
                where = f"{place}第{n}行第{column + 1}列"
                origin = _origin(spot, row, rows[-1] if rows else (), column)
                row.append(self._cell(spot, where, origin, beside))
            rows.append(tuple(self._filled(row)))
        return tuple(rows)

    def _filled(self, row: list[Cell]) -> list[Cell]:
        """A row as it is; one that holds nothing but automatic numbers is still to be filled in."""
        told = [cell for cell in row if cell.text]
        if any(cell.place not in self._bare for cell in told):
            return row
        for cell in told:
            self.remarks.add("bare", cell.place)
        return [cell._replace(text="") for cell in row]

    def _cell(
        self, spot: docx_table.Spot, place: str, origin: Cell | None, beside: list[Line]
    ) -> Cell:
        """Read a cell; one that is covered by another has that one's text."""
        if origin is not None:
            if spot.cell is not None and "".join(text_of(spot.cell)).strip():
                self.remarks.add("covered", place)
            return Cell(origin.text, place, merged=True)
        if spot.cell is None:
            return Cell("", place)
        return Cell(self._cell_text(spot.cell, place, beside), place)

    def _cell_text(self, cell: Element, place: str, beside: list[Line]) -> str:
        """The words of a cell; one in which there is but an automatic number (序号) is that number."""
        parts: list[str] = []
        bare: list[str] = []
        for block in docx_table.inside(cell, {"p", "tbl"}):
            if block.tag == "tbl":
                self.remarks.add("nested", place)
                parts.append(self._flat(block, place, beside))
                continue
            read = self._words.read(block)
            self._notice(read, place)
            text = self._cleaned(read.text, place)
            number = self._number(block, place, bare=False)
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            if lines:
                parts.append(_numbered(number, "\n".join(lines)))
            bare += [number] if number and not lines else []
            beside += self._beside(read, place)
        told = "\n".join(part for part in parts if part)
        if bare and not told:
            self._bare.add(place)
        elif bare:
            self.remarks.add("bare", place)
        return told or "".join(bare[:1])

    def _flat(self, table: Element, place: str, beside: list[Line]) -> str:
        """The text of a table inside a cell or a box: a line for each row."""
        rows = self._rows(table, place, beside)
        texts = [[cell.text for cell in row if cell.text and not cell.merged] for row in rows]
        return "\n".join(" ".join(row) for row in texts if row)


def _origin(
    spot: docx_table.Spot, row: list[Cell], above: tuple[Cell, ...], column: int
) -> Cell | None:
    """The cell that covers a place from the left or from above."""
    if spot.goes_on == "left" and row:
        return row[-1]
    return above[column] if spot.goes_on == "above" and above else None


def _numbered(number: str, text: str) -> str:
    """Put a number in front of a text, so that ``1.`` and ``5天`` do not become ``1.5天``."""
    apart = number[-1:].isascii() and text[:1].isascii()
    return f"{number} {text}" if number and apart else number + text

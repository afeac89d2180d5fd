"""What the parts of the importer hand to each other: a document as read, and what its words mean.

``read`` makes a ``Source`` of a file, ``duties`` makes ``Duties`` of the words of an assignment, ``dates``
a ``Due`` of those of a deadline, ``outline`` puts them together, ``draft`` writes the plan file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Line(NamedTuple):
    """A paragraph as the document has it.

    Attributes:
        text: Its words; a typed number is part of them.
        place: Where it stands, in words for people: ``第12行`` of a text, ``第12段`` of a Word file.
        number: Its automatic number, as Word shows it (``（一）``, ``1.``), which is not in ``text``.
        level: The outline level of its heading style, from 1; 0 for none.
        note: Whether it is a foot- or endnote of the line before.
        indented: Whether blanks stand before it, in a text.
    """

    text: str
    place: str
    number: str = ""
    level: int = 0
    note: bool = False
    indented: bool = False

    @property
    def shown(self) -> str:
        """The line as people see it."""
        return self.number + self.text


class Cell(NamedTuple):
    """A table's cell; paragraphs in it are parted by line breaks.

    Attributes:
        text: Its words, with automatic numbers in front of the paragraphs that have them.
        place: Where it stands: ``表1第3行第2列``.
        merged: Whether it goes on from the cell above or to the left; then ``text`` is that one's.
        supposed: Whether that is only supposed, since plain text shows no merging.
        unsure: Whether its column is only supposed, since its row has not one cell for each column.
    """

    text: str
    place: str
    merged: bool = False
    supposed: bool = False
    unsure: bool = False


class Table(NamedTuple):
    """A table, as a grid: merged cells stand in every place that they cover."""

    rows: tuple[tuple[Cell, ...], ...]
    place: str


Block = Line | Table


class Source(NamedTuple):
    """A document as read, in its own order.

    ``remarks`` tell what was noticed that is no text: pictures, text boxes, deleted words.
    """

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()

    @property
    def words(self) -> Iterator[tuple[str, str]]:
        """Every word once, in order: pairs of a text and its place."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.shown, block.place
            else:
                cells = (cell for row in block.rows for cell in row if not cell.merged)
                yield from ((cell.text, cell.place) for cell in cells)


class Name(NamedTuple):
    """A unit or a group of units as an assignment names it.

    Attributes:
        text: As printed.
        full: With what was left out restored (``发展和改革局`` behind ``市生态环境局`` is 市发展和改革局).
        group: Whether it means several units: 局机关各科室, 各县（市、区）政府, 有关部门.
        open: Whether it names nobody until somebody decides: 有关部门, 等.
        alias: Another name that the document gives in a bracket behind it.
        sign: The sign right before it: ★, ○.
    """

    text: str
    full: str
    group: bool = False
    open: bool = False
    alias: str = ""
    sign: str = ""


class Duties(NamedTuple):
    """What the words of an assignment mean.

    Attributes:
        lead: Who leads (牵头、主办).
        support: Who supports (配合、参与、协办).
        responsible: Who is named with no such word, or with 负责、落实.
        due: The words of a deadline that stand in the same place.
        doubts: What is not sure, each a sentence for people.
    """

    lead: tuple[Name, ...] = ()
    support: tuple[Name, ...] = ()
    responsible: tuple[Name, ...] = ()
    due: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[Name, ...]:
        """Everybody who is named."""
        return (*self.lead, *self.responsible, *self.support)

    @property
    def supports_only(self) -> bool:
        """Whether those who support are named, and nobody else."""
        return bool(self.support) and not self.lead and not self.responsible


class Due(NamedTuple):
    """What the words of a deadline mean.

    Attributes:
        text: As printed.
        day: The last day; ``None`` where the words give none.
        ongoing: Whether the work goes on: 持续推进, 长期坚持, 全年.
        recurring: Whether it comes again: 每月28日前, 每季度末.
        milestones: The days in between, where the words name them.
        doubts: What is not sure, each a sentence for people.
        supposed: Whether an empty cell is only supposed to hold what stands above it.
    """

    text: str
    day: date | None = None
    ongoing: bool = False
    recurring: bool = False
    milestones: tuple[date, ...] = ()
    doubts: tuple[str, ...] = ()
    supposed: bool = False

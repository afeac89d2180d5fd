"""A plan in the making: sections and items with their doubts, before it is a plan file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Due, Duties


@dataclass
class ItemSketch:
    """An item: its words as printed, and what they mean.

    ``between`` and ``others`` are words beside it that are neither requirement nor assignment, such as
    a table's remark: before the assignment, and after it.  Where one number has several items, the
    further ones have none of their own: ``within`` is that number, ``part`` counts them from 2.
    ``supposed`` are doubts about who answers where a cell is empty and the one above it is taken, ``own``
    is who answers without that.
    ``closing`` is the last item of its list where a line of its own below that alone says who answers.
    """

    text: str
    place: str
    number: str = ""
    title: str = ""
    assigned: str = ""
    duties: Duties | None = None
    due: Due | None = None
    between: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    id: str = ""
    within: str = ""
    part: int = 0
    supposed: list[str] = field(default_factory=list)
    own: Duties | None = None
    closing: ItemSketch | None = None


@dataclass
class SectionSketch:
    """A heading with what stands below it; ``duties`` answer for all items below.

    A table has ``columns`` for a heading.  Items that stand between further headings have neither.
    """

    heading: str
    place: str
    number: str = ""
    assigned: str = ""
    duties: Duties | None = None
    columns: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[ItemSketch] = field(default_factory=list)
    sections: list[SectionSketch] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def all_items(self) -> Iterator[ItemSketch]:
        """Every item below it, in the document's order."""
        yield from self.items
        for section in self.sections:
            yield from section.all_items

    @property
    def all_sections(self) -> Iterator[SectionSketch]:
        """It and every section below it, in the document's order."""
        yield self
        for section in self.sections:
            yield from section.all_sections


def walk(
    sections: list[SectionSketch], above: tuple[SectionSketch, ...] = ()
) -> Iterator[tuple[ItemSketch, tuple[SectionSketch, ...]]]:
    """Every item with the headings above it, in the document's order."""
    for section in sections:
        here = (*above, section)
        for item in section.items:
            yield item, here
        yield from walk(section.sections, here)

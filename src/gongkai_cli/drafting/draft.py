"""A draft plan: put together from a document, written as a plan file with its doubts beside them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .doubts import Doubt, all_doubts
from .model import Duties, Line, Name, Source, Table
from .structure import run_on
from .structure.answers import answer, answer_by_number, due_from_above, enlist, repeat
from .structure.card_lines import carded
from .structure.chapters import Chapters
from .structure.deadlines import deadline
from .structure.facts import facts
from .structure.ids import give_ids
from .structure.label_lines import with_values
from .structure.labels import take_labels
from .structure.marks import meanings
from .structure.mend import mended
from .structure.outline import outline
from .structure.paragraphs import whole
from .structure.roster import Roster
from .structure.rules import answer_besides, apply_rules, who_else
from .structure.short_names import short_names, unsure_names
from .structure.sketch import SectionSketch
from .structure.tail import part_tail
from .structure.unread import tell_dated_headings, tell_other_days, tell_unread, unread_days
from .words.cards import turned
from .words.column_labels import MOST_LABELS, lead_rows
from .words.columns import is_one_cell
from .words.duties import ETC
from .words.unit_names import squeeze

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..domain.schema import PlanFile
    from ..domain.terms import Role
    from .model import Block
    from .structure.deadlines import Deadline
    from .structure.facts import Facts
    from .structure.node import Node
    from .structure.sketch import ItemSketch


class Draft(NamedTuple):
    """A draft plan; ``pages`` are the places of page numbers, which are left out."""

    facts: Facts
    deadline: Deadline
    sections: list[SectionSketch]
    roster: Roster
    doubts: tuple[Doubt, ...]
    pages: tuple[str, ...] = ()

    @property
    def items(self) -> Iterator[ItemSketch]:
        """Every item, in the document's order."""
        for section in self.sections:
            yield from section.all_items


def draft(source: Source, this_year: int, known: PlanFile | None = None) -> Draft:
    """Make a draft of a document.

    Args:
        source: The document as read.
        this_year: The year of a document that names none.
        known: An existing plan whose units are the dictionary.
    """
    whole, pages = mended(_untitled(carded(with_values(source.blocks))))
    whole = [*run_on.parted(whole)]
    lines = [block for block in whole if isinstance(block, Line)]
    found, blocks, tail = _parted(whole, lines, this_year)
    units = known.units if known else ()
    groups = known.groups if known else ()
    words = [*Source(tuple(whole)).words]
    order = {place: n for n, (_, place) in enumerate(words)}
    short = short_names(text for text, _ in chain(words, source.words))
    signs = meanings(text for text, _ in source.words)
    first = Roster(units, groups, short)
    _sections(blocks, found.year, first, signs)
    roster = Roster(units, groups, short)
    sections = _sections(blocks, found.year, roster, signs, first.whole_names)
    said = [*lines, *_said_in_tables(whole)]
    apply_rules(sections, said, roster.names, signs)
    enlist(sections, roster)
    _close(sections, tail)
    for section in (below for one in sections for below in one.all_sections):
        _settle(section)
    give_ids(sections)
    answer_by_number(sections, said, roster, found.year)
    answer(sections, roster, who_else(said, found.preamble, roster.names))
    answer_besides(sections, said, order, roster)
    due_from_above(sections, said, found.year)
    tell_unread(sections, roster.names)
    tell_other_days(sections, found.year)
    tell_dated_headings(sections, found.year)
    places = {item.place for section in sections for item in section.all_items}
    titles = {line.place for line in found.heading}
    due = deadline([line for line in lines if line.place not in titles], found.year, places)
    doubts = [*all_doubts(found, due, sections, roster, source)]
    beside = [*found.letter, *found.preamble, *_behind(lines, places, order)]
    doubts += [Doubt(at, "期限", told) for at, told in unread_days(beside, sections, found.year)]
    doubts += [Doubt(at, "单位", told) for at, told in unsure_names(words)]
    doubts += [Doubt(place, "页码", "页码没有放进草稿。") for place in pages]
    return Draft(found, due, sections, roster, tuple(doubts), tuple(pages))


def _behind(
    lines: Sequence[Line], items: Collection[str], order: Mapping[str, int]
) -> Iterator[Line]:
    """The lines behind the last item."""
    last = max((order.get(place, 0) for place in items), default=0)
    yield from (line for line in lines if order.get(line.place, 0) > last)


def _said_in_tables(blocks: Sequence[Block]) -> Iterator[Line]:
    """The labels of tables, and their rows of one cell: they too may say what holds for all."""
    for table in (block for block in blocks if isinstance(block, Table)):
        for n, row in enumerate(table.rows):
            if n < MOST_LABELS or is_one_cell(row):
                yield from (Line(c.text, c.place) for c in row if c.text and not c.merged)


def _untitled(blocks: Sequence[Block]) -> list[Block]:
    """Take what stands above the labels of a table out of it: its title, who filled it in."""
    made: list[Block] = []
    for block in chain.from_iterable(map(_turned, blocks)):
        if isinstance(block, Table):
            head = lead_rows(block)
            for row in block.rows[:head]:
                made += [
                    Line(cell.text, cell.place)
                    for cell in row
                    if not cell.merged and cell.text.strip()
                ]
            made.append(block._replace(rows=block.rows[head:]))
        else:
            made.append(block)
    return made


def _turned(block: Block) -> Iterator[Block]:
    yield from turned(block) if isinstance(block, Table) else (block,)


def _parted(
    whole: Sequence[Block], lines: Sequence[Line], this_year: int
) -> tuple[Facts, list[Block], list[Line]]:
    """The facts, the outline's blocks, and what stands behind it: 抄送, 印发."""
    table = next((n for n, b in enumerate(whole) if isinstance(b, Table)), None)
    top = [b for b in whole[:table] if isinstance(b, Line)]
    cells = [
        Line(cell.text, cell.place)
        for block in whole
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if not cell.merged
    ]
    found, rest = facts(top, lines, cells, this_year)
    blocks: list[Block] = [*rest, *(whole[table:] if table is not None else ())]
    return found, blocks, part_tail(blocks, found.issuer)


def _sections(
    blocks: Sequence[Block],
    year: int,
    roster: Roster,
    signs: Mapping[str, Role],
    known: Sequence[str] = (),
) -> list[SectionSketch]:
    names = [*roster.names, *known]
    root = outline(blocks, names)
    chapters = Chapters(year, names, everywhere=_named_anywhere(root), signs=signs)
    sections = [*_preface(root), *chapters.sections(root)]
    take_labels(sections)
    repeat(sections)
    enlist(sections, roster)
    return sections


def _close(sections: list[SectionSketch], tail: Sequence[Line]) -> None:
    """Put what stands behind the outline at its end: into a last chapter without tasks, if it is one."""
    words = [line.shown.strip() for line in tail]
    last = sections[-1] if sections else None
    if last and not last.items and not last.sections:
        last.paragraphs += words
    elif words:
        sections.append(SectionSketch(words[0], tail[0].place, paragraphs=words[1:]))


def _settle(section: SectionSketch) -> None:
    """Give a section without a heading its first paragraph, or its number, for one; items alone need none."""
    first = section.items and not (section.items[0].number or section.assigned)
    if section.heading or section.columns:
        return
    if section.paragraphs:
        section.heading = section.paragraphs.pop(0)
    elif section.number and not first:
        section.heading, section.number = section.number, ""


def _named_anywhere(root: Node) -> bool:
    return any(node.assigned_anywhere or node.has_table for node in root.below)


def _preface(root: Node) -> Iterator[SectionSketch]:
    """Paragraphs before the first heading of the outline, if any are left there."""
    if root.pieces:
        head, *rest = root.pieces
        yield SectionSketch(whole(head), head.place, paragraphs=[*map(whole, rest)])


def roles(found: Duties, owners: Roster) -> dict[str, list[str]]:
    """The names of each role as printed, nobody twice: who leads does not support as well."""
    seen: set[str] = set()
    named: dict[str, list[str]] = {}
    for role, names in (
        ("lead", found.lead),
        ("responsible", found.responsible),
        ("support", found.support),
    ):
        told = [n for n in names if not ETC.fullmatch(n.text) and owners.is_new(n, seen)]
        own = [owners.spelling(_printed(name)) for name in told]
        if own:
            named[role] = own
    return named


def _printed(name: Name) -> str:
    """A name as printed, without blanks and without the 等 that only leads on to a group."""
    text = squeeze(name.text)
    return text.removeprefix("等") if name.group and not name.full.startswith("等") else text

"""From the outline to sections and items: what is a requirement, what only a heading or a principle."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from ..model import Duties
from ..words import dates
from ..words.due_rules import due_of_all
from ..words.duties import merge
from ..words.duty_by_number import by_number
from ..words.everybody import everybody
from .kinds import (
    TEXT_LABEL,
    goes_on,
    has_own_text,
    holds_no_tasks,
    is_listed,
    is_part,
    is_problem,
    is_requirement,
    is_sentence,
    only_tells,
)
from .paragraphs import whole
from .sketch import ItemSketch, SectionSketch
from .tables import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...domain.terms import Role
    from ..model import Due
    from .node import Node
    from .paragraphs import Piece

_NOT_TAKEN = "下面的 {} 条都没有写明由谁负责，没有登记为事项，请核对。"
_FURTHER = "后面另起的 {} 段没有写分工，并入本项要求，请核对。"
_LEAD_LENGTH = 26
_LEAD = re.compile(rf"^([^。；;，,！？：:\n]{{2,{_LEAD_LENGTH}}})[。：:](?=\s*\S)")


class Chapters:
    """Makes sections of an outline.

    Args:
        year: The plan's year, for dates that name none.
        known: Names of units that are known from elsewhere.
        everywhere: Whether any words in the document say who answers; where none do, every
            numbered line below a chapter of tasks is an item.
        signs: What the document says of signs in tables.
    """

    def __init__(
        self, year: int, known: Sequence[str], *, everywhere: bool, signs: Mapping[str, Role]
    ) -> None:
        self.year = year
        self.known = known
        self.named = everywhere
        self._tables = TableReader(year, known, signs)

    def sections(self, root: Node) -> list[SectionSketch]:
        """The sections below the root; one without a heading for numbered lines that are items."""
        made: list[SectionSketch] = []
        listed = {node.style for node in root.below if is_listed(node)}
        if not self.named and not any(node.below for node in root.below):
            listed |= {node.style for node in root.below if is_sentence(node)}
        for before, node in zip((root, *root.below), root.below, strict=False):
            if self._is_like(node, listed):
                _beside(made, self._items(node))
            else:
                made += self._top(node, before)
        return made

    @staticmethod
    def _is_like(node: Node, listed: set[str]) -> bool:
        """Whether an outermost line is an item, since it or one that looks alike says who answers."""
        if node.style not in listed or node.below or is_problem(node):
            return False
        if node.pieces and node.is_heading:
            return node.own.names_somebody and bool(node.own.assigned)
        return is_listed(node) or not holds_no_tasks(node)

    def _top(self, node: Node, before: Node) -> Iterator[SectionSketch]:
        if node.table:
            yield from self._tables.sections(node.table)
        elif node.style != "note" and (self._has_tasks(node) or goes_on(before, node)):
            yield self._section(node)
        else:
            plain = _plain(node)
            if self.named and node.below and not holds_no_tasks(node):
                plain.doubts.append(_NOT_TAKEN.format(len(node.below)))
            yield plain

    def _has_tasks(self, node: Node) -> bool:
        if node.has_table:
            return True
        if node.below and all(by_number(below.own.text, self.known) for below in node.below):
            return False
        if self.named:
            return node.assigned_anywhere
        return not holds_no_tasks(node)

    def _section(self, node: Node) -> SectionSketch:
        """A heading with items below it."""
        own = node.own
        if is_requirement(node):
            return self._requirement_with_more(node)
        section = SectionSketch(own.text, own.place, node.number, own.assigned, own.meaning)
        section.doubts += own.doubts
        section.paragraphs += [*node.between, *node.others]
        if is_problem(node):
            _describe(node, section)
        if not (section.duties and section.duties.names):
            section.duties = everybody(own.text, self.known) or section.duties
        answered = bool(section.duties and section.duties.names)
        self._paragraphs(node, section, answered=answered)
        self._children(node, section)
        if not node.below and not section.items:
            self._only_item(node, section)
        self._due_of_all(section)
        return section

    def _due_of_all(self, section: SectionSketch) -> None:
        """Take from a chapter's own words until when its items are due: 本部分任务均于9月底前完成."""
        if section.duties and section.duties.due:
            return
        said = (section.heading, section.assigned, *section.paragraphs)
        told = (due_of_all(words, self.year) for words in said)
        found = next(filter(None, told), None)
        if found:
            section.duties = (section.duties or Duties())._replace(due=found[1].text)

    def _requirement_with_more(self, node: Node) -> SectionSketch:
        """A requirement with further ones below it: its number is the section's, its words the first item."""
        section = SectionSketch("", node.own.place, node.number)
        first = self._item_of(node.own, "")
        first.others += [*node.between, *node.others, *map(whole, node.pieces)]
        section.items.append(first)
        self._children(node, section)
        return section

    def _take_text(self, pieces: Sequence[Piece], section: SectionSketch) -> ItemSketch:
        """Make an item of paragraphs; a label before them, 整改措施：, is no part of the requirement."""
        merged = _merged(pieces)
        found = TEXT_LABEL.match(merged.text) if not section.items else None
        if found and found.end() < len(merged.text):
            section.paragraphs.append(found[0])
            merged = replace(merged, text=merged.text[found.end() :].lstrip())
        section.items.append(self._item_of(merged, ""))
        return section.items[-1]

    def _only_item(self, node: Node, section: SectionSketch) -> None:
        """A chapter without anything below: its words are the requirement."""
        if node.pieces:
            section.paragraphs = []
            item = self._take_text(node.pieces, section)
            item.others += [*node.between, *node.others]

    def _children(self, node: Node, section: SectionSketch) -> None:
        """Put what stands below a heading where it belongs.

        Neighbours are treated alike: a heading with its text on the next line is a section where
        others are sections, and a requirement where others are.
        """
        parts = any(is_part(below) for below in node.below)
        plain = [below for below in node.below if not is_part(below)]
        split = parts or all(map(has_own_text, plain))
        for below in node.below:
            if below.table:
                section.sections += self._tables.sections(below.table)
            elif below.style == "note" or only_tells(below) or self._is_principle(node, below):
                section.sections.append(_plain(below))
            elif is_part(below) or (split and has_own_text(below)):
                section.sections.append(self._section(below))
            elif section.sections:
                _beside(section.sections, self._items(below))
            else:
                section.items += self._items(below)
        if node.below and not node.own.names_somebody:
            _shared(node, section.items)

    def _is_principle(self, node: Node, below: Node) -> bool:
        """Whether nobody is named for a line of a chapter such as 保障措施, though for others there."""
        if node.own.names_somebody or below.assigned_anywhere or below.has_table:
            return False
        return self.named and holds_no_tasks(node)

    def _paragraphs(self, node: Node, section: SectionSketch, *, answered: bool) -> None:
        """Paragraphs without a number: requirements where somebody answers for them."""
        waiting: list[Piece] = []
        for piece in node.pieces:
            rule = everybody(piece.text, self.known)
            if rule and not section.duties:
                section.duties = rule
            waiting.append(piece)
            if piece.names_somebody:
                self._take_text(waiting, section)
                waiting = []
        if waiting and answered and not node.below and not section.items:
            item = self._take_text(waiting, section)
            if len(waiting) > 1 and not is_problem(node):
                item.doubts.append(f"标题下的 {len(waiting)} 段没有序号，合为一个事项，请核对。")
        elif section.items:
            section.items[-1].others += [whole(piece) for piece in waiting]
        else:
            section.paragraphs += map(whole, waiting)

    def _items(self, node: Node) -> list[ItemSketch]:
        """A numbered line as an item, or as several where it says several times who answers."""
        if not node.below and sum(p.names_somebody for p in (node.own, *node.pieces)) > 1:
            return self._several(node)
        return [self._item(node)]

    def _several(self, node: Node) -> list[ItemSketch]:
        """An item for each assignment under one number; only the first one bears it."""
        items: list[ItemSketch] = []
        waiting: list[Piece] = []
        for piece in (node.own, *node.pieces):
            waiting.append(piece)
            if piece.names_somebody:
                items.append(self._item_of(_merged(waiting), "" if items else node.number))
                waiting = []
        items[-1].others += [*node.between, *node.others, *map(whole, waiting)]
        for n, item in enumerate(items[1:], 2):
            item.within, item.part = node.number, n
        items[0].doubts.append(
            f"同一序号下有 {len(items)} 处分工，拆成 {len(items)} 个事项，请核对。"
        )
        return items

    def _item(self, node: Node) -> ItemSketch:
        """A numbered line, with the paragraphs and points that belong to it.

        What follows an assignment is no part of the requirement.
        """
        if node.own.names_somebody and not node.below:
            item = self._item_of(node.own, node.number)
            item.between += node.between
            item.others += [*node.others, *map(whole, node.pieces)]
            return item
        pieces = [node.own, *node.pieces]
        for below in node.below:
            head = f"{below.number}{below.own.text}"
            pieces += [replace(below.own, text=head), *below.pieces]
        item = self._item_of(_merged(pieces), node.number)
        last = node.newest
        if node.pieces and not node.below and not (last.apart or last.names_somebody):
            item.doubts.append(_FURTHER.format(len(node.pieces)))
        for one in (node, *node.below):
            item.between += one.between
            item.others += one.others
        return item

    def _item_of(self, piece: Piece, number: str) -> ItemSketch:
        item = ItemSketch(
            piece.text,
            piece.place,
            number,
            lead_sentence(piece.text),
            piece.assigned,
            piece.meaning,
        )
        item.doubts += piece.doubts
        item.due = self._due(piece.text, piece.meaning)
        return item

    def _due(self, text: str, meaning: Duties | None) -> Due | None:
        """An item's own deadline: in its assignment, else in its words."""
        if meaning and meaning.due:
            return dates.read(meaning.due, self.year)
        return dates.in_sentence(text, self.year)


def lead_sentence(text: str) -> str:
    """The short sentence with which a requirement begins (小标题); empty where there is none."""
    match = _LEAD.match(text)
    return match[1].strip() if match else ""


def _shared(node: Node, items: Sequence[ItemSketch]) -> None:
    """Tell all items of a list of lines below the last that say who answers, as none of theirs does.

    Of what is done about a problem some may say it themselves.
    """
    if len(items) < 2 or len(items) != len(node.below):  # noqa: PLR2004
        return
    *others, last = items
    apart = any(piece.apart for piece in (node.below[-1].own, *node.below[-1].pieces))
    if not apart or not last.duties or not last.duties.names:
        return
    own = [item for item in others if item.assigned or item.duties]
    if own and not is_problem(node):
        return
    for item in others:
        item.closing = None if item in own else last


def _describe(node: Node, section: SectionSketch) -> None:
    """Give a problem what stands before its measures: how it shows, and who answers for all of them."""
    told = [*takewhile(lambda piece: not TEXT_LABEL.match(piece.text), node.pieces)]
    node.pieces = node.pieces[len(told) :]
    section.paragraphs += [piece.text for piece in told]
    section.assigned = " ".join(filter(None, (section.assigned, *(p.assigned for p in told))))
    found = [*filter(None, (section.duties, *(piece.meaning for piece in told)))]
    section.duties = merge(found) if found else None


def _beside(sections: list[SectionSketch], items: list[ItemSketch]) -> None:
    """Put items that stand below no heading of their own behind the sections so far."""
    last = sections[-1] if sections else None
    if not last or last.heading or last.number or last.columns:
        sections.append(SectionSketch("", items[0].place))
    sections[-1].items += items


def _plain(node: Node) -> SectionSketch:
    """A chapter without tasks: every word of it is kept as a paragraph."""
    own = node.own
    assigned = f"（{own.assigned}）" if own.assigned else ""
    section = SectionSketch(f"{own.text}{assigned}", own.place, node.number)
    section.doubts += own.doubts
    section.paragraphs += [*node.between, *node.others, *map(whole, node.pieces)]
    for below in node.below:
        section.sections.append(_plain(below))
    return section


def _merged(pieces: Sequence[Piece]) -> Piece:
    """Several paragraphs as one, with the assignment that stands last."""
    first, last = pieces[0], next((p for p in reversed(pieces) if p.names_somebody), pieces[-1])
    texts = [piece.text if piece is last else whole(piece) for piece in pieces]
    doubts = [doubt for piece in pieces for doubt in piece.doubts]
    return replace(last, text="\n".join(filter(None, texts)), place=first.place, doubts=doubts)

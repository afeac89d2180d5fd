"""A draft plan: put together from a document, written as a plan file with its doubts beside them."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from .doubts import ETC, Doubt, all_doubts
from .model import Duties, Line, Name, Table
from .structure import run_on
from .structure.chapters import Chapters
from .structure.deadlines import deadline
from .structure.facts import facts
from .structure.ids import give_ids
from .structure.mend import mended
from .structure.outline import outline
from .structure.roster import Roster
from .structure.rules import apply_rules, who_else
from .structure.short_names import short_names
from .structure.sketch import SectionSketch, walk
from .words import numbers
from .words.columns import MOST_LABELS, is_one_cell, lead_rows
from .words.duties import SAME
from .words.duty_sentence import in_sentences
from .words.unit_names import squeeze
from .words.web_page import BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.schema import PlanFile
    from .model import Block, Source
    from .structure.deadlines import Deadline
    from .structure.facts import Facts
    from .structure.outline import Node
    from .structure.sketch import ItemSketch
    from .words.duty_rules import Rule

_TAIL = re.compile(
    r"^本.{1,8}自.{2,14}(?:起|之日)(?:施行|实施|执行|生效)"
    r"|^(?:抄\s*送|主题词|公开方式|此件|联系人|信息公开|附\s*件?\s*[：:]|（联系人)|印发[。.]?$|校对|打印"
)


_ANNEX = re.compile(r"附\s*件\s*[：:]")
_LAST, _LONGEST_NAME = 16, 50
_CLOSING = re.compile(
    "^.{0,44}(?:报送|上报|书面报告|报[^。，]{1,16}(?:办公室|汇总|局|厅|司|处|科|股|办))[^。]{0,20}。?$"
)


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
    whole, pages = mended(_untitled(source.blocks))
    whole = [*run_on.parted(whole)]
    lines = [block for block in whole if isinstance(block, Line)]
    found, blocks, tail = _parted(whole, lines, this_year)
    units = known.units if known else ()
    groups = known.groups if known else ()
    short = short_names(text for text, _ in source.words)
    first = Roster(units, groups, short)
    _sections(blocks, found.year, first)
    roster = Roster(units, groups, short)
    sections = _sections(blocks, found.year, roster, first.whole_names)
    said = [*lines, *_said_in_tables(whole)]
    apply_rules(sections, said, roster.names)
    _enlist(sections, roster)
    _close(sections, tail)
    give_ids(sections)
    _answer(sections, roster, who_else(said, found.preamble, roster.names))
    places = {item.place for section in sections for item in section.all_items}
    titles = {line.place for line in found.heading}
    due = deadline([line for line in lines if line.place not in titles], found.year, places)
    doubts = [*all_doubts(found, due, sections, roster, source)]
    doubts += [Doubt(place, "页码", "页码没有放进草稿。") for place in pages]
    return Draft(found, due, sections, roster, tuple(doubts), tuple(pages))


def _said_in_tables(blocks: Sequence[Block]) -> Iterator[Line]:
    """The labels of tables, and their rows of one cell: they too may say what holds for all."""
    for table in (block for block in blocks if isinstance(block, Table)):
        for n, row in enumerate(table.rows):
            if n < MOST_LABELS or is_one_cell(row):
                yield from (Line(c.text, c.place) for c in row if c.text and not c.merged)


def _untitled(blocks: Sequence[Block]) -> list[Block]:
    """Take what stands above the labels of a table out of it: its title, who filled it in."""
    made: list[Block] = []
    for block in blocks:
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
    tail: list[Line] = []
    annexes = _annexes(blocks)
    while blocks and isinstance(last := blocks[-1], Line):
        if not (_is_tail(last, found) or last.place in annexes):
            break
        tail.insert(0, last)
        blocks.pop()
    return found, blocks, tail


def _annexes(blocks: Sequence[Block]) -> set[str]:
    """The places of the annexes' names at the end of a document, the further ones on lines of their own."""
    last = [block for block in blocks[-_LAST:] if isinstance(block, Line)]
    first = next((n for n, line in enumerate(last) if _ANNEX.match(line.text.strip())), len(last))
    listed = takewhile(lambda line: numbers.leading(line.text) or line.number, last[first + 1 :])
    return {
        line.place for line in listed if len(line.text) <= _LONGEST_NAME and "。" not in line.text
    }


def _is_tail(line: Line, found: Facts) -> bool:
    words = squeeze(line.text)
    if line.number or numbers.leading(line.text) or len(words) > 60:  # noqa: PLR2004
        return False
    if _CLOSING.search(words):
        return True
    own = found.issuer and words.startswith(found.issuer) and len(words) <= len(found.issuer) + 16
    dated = re.fullmatch(
        r"[（(]?(?:\d{4}|[一二三四五六七八九〇○零]{4})年.{1,3}月.{1,3}日[）)]?", words
    )
    return bool(_TAIL.search(words) or BELOW.search(words) or own or dated)


def _sections(
    blocks: Sequence[Block], year: int, roster: Roster, known: Sequence[str] = ()
) -> list[SectionSketch]:
    names = [*roster.names, *known]
    root = outline(blocks, names)
    chapters = Chapters(year, names, everywhere=_named_anywhere(root))
    sections = [*_preface(root), *chapters.sections(root)]
    _repeat(sections)
    _enlist(sections, roster)
    return sections


def _repeat(sections: list[SectionSketch]) -> None:
    """Give an item whose assignment is 同上 that of the one before."""
    before: ItemSketch | None = None
    for item, _ in walk(sections):
        if before and before.duties and SAME.fullmatch(item.assigned.strip()):
            item.duties = before.duties
            item.doubts.append(f"“{item.assigned}”按上一项的“{before.assigned}”登记。")
        before = item


def _enlist(sections: Sequence[SectionSketch], roster: Roster) -> None:
    for section in sections:
        for below in section.all_sections:
            roster.take(_named(below.duties))
        for item in section.all_items:
            roster.take(_named(item.duties))


def _named(found: Duties | None) -> list[Name]:
    """Who is named; 等 alone is nobody."""
    return [name for name in found.names if not ETC.fullmatch(name.text)] if found else []


def _close(sections: list[SectionSketch], tail: Sequence[Line]) -> None:
    """Put what stands behind the outline at its end: into a last chapter without tasks, if it is one."""
    words = [line.shown.strip() for line in tail]
    last = sections[-1] if sections else None
    if last and not last.items and not last.sections:
        last.paragraphs += words
    elif words:
        sections.append(SectionSketch(words[0], tail[0].place, paragraphs=words[1:]))


def _named_anywhere(root: Node) -> bool:
    return any(node.assigned_anywhere or node.has_table for node in root.below)


def _preface(root: Node) -> Iterator[SectionSketch]:
    """Paragraphs before the first heading of the outline, if any are left there."""
    if root.pieces:
        head, *rest = root.pieces
        yield SectionSketch(head.text, head.place, paragraphs=[piece.text for piece in rest])


def _keep_words(section: SectionSketch) -> None:
    """A bracket that names nobody is part of the heading."""
    if section.assigned and not _named(section.duties):
        section.heading = f"{section.heading}（{section.assigned}）"
        section.assigned = ""


def _answer(
    sections: list[SectionSketch], roster: Roster, other: tuple[Rule, Duties] | None
) -> None:
    """See that somebody answers for every item: a heading above, a rule, or nobody, said plainly."""
    for section in sections:
        for below in section.all_sections:
            _keep_words(below)
    for item, above in walk(sections):
        if item.assigned and not _named(item.duties):
            item.others.insert(0, f"（{item.assigned}）")
            item.assigned = ""
        if _named(item.duties):
            _led_from_above(item, above)
            continue
        if any(_named(section.duties) for section in above):
            continue
        if other:
            rule, item.duties = other
            roster.take(item.duties.names)
            item.doubts.append(f"没有写责任单位，按“{rule.text.rstrip('。')}”登记。")
            continue
        if _said_in_sentences(item, roster):
            continue
        item.doubts += item.duties.doubts if item.duties else ()
        nobody = roster.nobody()
        item.duties = Duties(responsible=(Name(nobody, nobody, group=True, open=True),))
        item.doubts.append(f"“{item.text[:16]}”没有找到责任单位。")


def _led_from_above(item: ItemSketch, above: Sequence[SectionSketch]) -> None:
    """Who leads by a heading leads also where an item itself only says who supports."""
    own = item.duties
    if not own or own.lead or own.responsible:
        return
    for section in reversed(above):
        more = section.duties
        if more and (more.lead or more.responsible):
            item.duties = own._replace(lead=more.lead, responsible=more.responsible)
            item.doubts.append(
                f"只写了配合单位，牵头、责任单位按标题“{section.heading[:16]}”登记。"
            )
            return


def _said_in_sentences(item: ItemSketch, roster: Roster) -> bool:
    """Take who answers from the requirement's own sentences, with a doubt."""
    said = in_sentences(item.text, roster.names)
    if said is None:
        return False
    words, item.duties = said
    roster.take(item.duties.names)
    item.doubts.append(f"责任单位不是单列的，按句中的“{words}”登记，请核对。")
    return True


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
        own = [_printed(name) for name in told]
        if own:
            named[role] = own
    return named


def _printed(name: Name) -> str:
    """A name as printed, without blanks and without the 等 that only leads on to a group."""
    text = squeeze(name.text)
    return text.removeprefix("等") if name.group and not name.full.startswith("等") else text

"""The outline of a document: which line is a heading or an item, what belongs to it, who answers for it.

A number that looks like one seen before on the way up is its sibling; one that looks new is a level
below.  So any numbering is followed, whatever its marks are, restarting or running on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...domain.names import number_path
from ..model import Line, Table
from ..words import duties, numbers
from .headings import give_headings, said_at_head, said_in_heading
from .node import HEADING_LENGTH, Node
from .paragraphs import Piece, assignment, read_pieces
from .told import is_assignment, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Block, Duties
    from ..words.numbers import Number

_ANNEX = re.compile(
    r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?(?:[^。；，]{0,40})$"
)
_CAPTION = re.compile(r"表\s*[\d一二三四五六七八九十]{1,2}[\s　：:.．、][^。；，]{2,40}$")
"""What stands above a table to name it."""
_CLOSING_CHAPTER = re.compile(
    "(?:保障措施|组织保障|组织领导|组织实施|(?:工作|有关|相关|几点)要求)[：:]?"
)
"""The headings without a number of what follows the tasks."""
_REMARK = re.compile(
    r"(?:(?:附注?|注|说明)\s*[：:]|(?:以上|上述)(?:各项)?(?:工作|任务|事项)[，,]?请)\s*(?P<words>.*)"
)
"""How a remark begins that is no part of the requirement above it."""
_TASK_LABEL = re.compile(
    "(?:督查|督办|交办|具体|主要|工作|重点)?(?:事项|任务|内容|要求|措施){1,2}[：:](?=.)"
)
"""What stands before the requirement in a list of cards: 事项内容：."""
_CIRCLE = re.compile("[①-⑳]")
_ALIKE = 2
"""By how many lines like the last one it is told what closes a document."""
_OUTERMOST = {"part", "chinese"}
_INNER = {"arabic", "arabic bracket", "half bracket", "circle"}
"""Numbers that never stand above 一、: what they count before it is a list of its own."""


def outline(blocks: Iterable[Block], known: Sequence[str] = ()) -> Node:
    """Put lines and tables into an outline.

    Args:
        blocks: The document from its first heading on.
        known: Names of units that are known from elsewhere.

    Returns:
        The root, whose ``pieces`` are the paragraphs before the first heading.
    """
    reader = _Reader(known)
    for block in blocks:
        if isinstance(block, Line):
            reader.take(block)
        else:
            reader.stand(block)
    _part_closing(reader.root)
    give_headings(reader.root, known)
    return reader.root


def _part_closing(root: Node) -> None:
    """Take from the last line the paragraphs that close the document: lines like it have fewer."""
    last = root
    while last.below:
        last = last.below[-1]
    others = [node for node in root.leaves if node.style == last.style and node is not last]
    sizes = {len(other.pieces) for other in others}
    if len(others) < _ALIKE or len(sizes) > 1 or last.style in {"table", "note", "annex"}:
        return
    size = sizes.pop()
    closing = last.pieces[size:]
    whole = size > 0 or not last.is_heading or last.own.text.rstrip().endswith("。")
    if not (closing and whole) or any(piece.names_somebody for piece in closing):
        return
    doubt = "这一段在最后一项后面另起，没有并入该项，请核对。"
    first, *more = (replace(piece, doubts=[doubt]) for piece in closing)
    root.below.append(Node(first, style="note", pieces=more))
    del last.pieces[size:]


class _Reader:
    """Takes lines one after the other; ``path`` leads from the root to the node read last."""

    def __init__(self, known: Sequence[str]) -> None:
        self.root = Node(Piece("", ""))
        self.path = [self.root]
        self.known = known
        self.remark: Number | None = None
        self.remarked: Node | None = None
        self.remarks = False  # 说明： alone has been read, of which a list may follow

    def take(self, line: Line) -> None:
        found = None if line.note else _numbered(line)
        node = self.path[-1]
        if line.note and node is not self.root and not node.below:
            notes = node.others if node.newest.meaning else node.between
            notes.append(line.shown)
        elif alone := numbers.alone(line.text):
            self._open_line(alone.style, "", line, alone.text)
        elif self._is_remark(line.text, node):
            self._remark(line, node)
        elif found:
            number, words = found
            self._open_line(number.style, words, line, number.text)
        elif line.level and not is_assignment(line.text, self.known):
            style = f"heading {line.level}"
            self._open_line(style, line.text, line)
        else:
            self._go_on(line)

    def _remark(self, line: Line, node: Node) -> None:
        """Put a remark beside its requirement, or below its table."""
        if node.below:
            self._go_on(line._replace(text=line.shown))
        else:
            node.others.append(line.shown.strip())
            self.remarked = node

    def _is_remark(self, text: str, node: Node) -> bool:
        """Whether a line is a remark on the requirement above it, or counts on in one: 附：1.…, 2.…."""
        told = _REMARK.fullmatch(text.strip())
        found = numbers.leading(told["words"] if told else text)
        number = found[0] if found else None
        last = node.below[-1] if node.below else None
        if told:
            below_table = last is not None and (last.table is not None or last.style == "note")
            fits = below_table or (node is not self.root and last is None)
        elif number and self.remarks:
            fits = number_path(number.text) == "1"
        else:
            fits = bool(number and self.remark and numbers.follows(self.remark, number))
        self.remark = number if fits else None
        self.remarks = bool(told and fits and not told["words"])
        return fits

    def stand(self, table: Table) -> None:
        """Take a table: it stands below the heading read last."""
        self.path[-1].below.append(Node(Piece("", table.place), style="table", table=table))

    def _open_line(self, style: str, words: str, line: Line, number: str = "") -> None:
        own, *more = read_pieces(words, line.place, self.known)
        if not own.names_somebody:
            said = said_in_heading(own.text, self.known) or said_at_head(own.text, self.known)
            due = own.meaning.due if own.meaning else ""
            own = replace(own, meaning=said._replace(due=due or said.due) if said else own.meaning)
        self._open(style, Node(own, number, style, more))

    def _open(self, style: str, node: Node) -> None:
        """Begin a node: beside the one that looks alike, else below the one read last."""
        styles = [known.style for known in self.path]
        if style in styles:
            del self.path[styles.index(style) :]
        elif style in _OUTERMOST:
            while self.path[-1].style in _INNER:
                self.path.pop()
        self.path[-1].below.append(node)
        self.path.append(node)

    def _go_on(self, line: Line) -> None:
        """Take a line without a number: a heading, an assignment, a deadline, or a paragraph."""
        node, words = self.path[-1], line.text.strip()
        last = node.below[-1] if node.below else None
        if _ANNEX.match(words) or (node is not self.root and _CLOSING_CHAPTER.fullmatch(words)):
            del self.path[1:]
            self._open("annex", Node(Piece(words, line.place), "", "annex"))
        elif _CAPTION.match(words):
            self._open_line("caption", words, line)
        elif last and last.table:
            node.below.append(Node(Piece(words, line.place), style="note"))
        elif last and last.style == "note":
            last.pieces.append(Piece(words, line.place))
        elif not self._assigns(node, words):
            self._paragraph(node, words, line.place)

    def _assigns(self, node: Node, words: str) -> bool:
        """Take a line that says who answers, or until when, for the one above it; whether it was one."""
        told = told_by(words, self.known) if node is not self.root and node.newest.text else None
        if told:
            if told.names and node.newest.names_somebody and not node.newest.apart:
                doubt = f"“{words[:20]}”另起一行，按上面一项的分工登记，请核对。"
                told = told._replace(doubts=(*told.doubts, doubt))
            _assign(node.newest, words, told)
            return True
        on = _listed_on(node.newest, words, self.known)
        if on:
            node.newest.assigned += f" {words}"
            node.newest.meaning = on
        return on is not None

    def _paragraph(self, node: Node, words: str, place: str) -> None:
        """Take a paragraph of a line, of its remark, or of its card."""
        if node.style == "boxed" and not node.own.text and (begun := _TASK_LABEL.match(words)):
            node.own = replace(node.own, text=begun[0])
            node.pieces += read_pieces(words[begun.end() :].strip(), place, self.known)
        elif node is self.remarked:
            node.others.append(words)
        elif node.newest.alone and not node.newest.apart:
            _begin(node.newest, words)
        else:
            node.pieces += read_pieces(words, place, self.known)


def _numbered(line: Line) -> tuple[Number, str] | None:
    if line.number:
        return numbers.shown(line.number), line.text.strip()
    several = len(_CIRCLE.findall(line.text)) > 1  # points of a paragraph
    return None if several and _CIRCLE.match(line.text.strip()) else numbers.leading(line.text)


def _listed_on(piece: Piece, words: str, known: Sequence[str]) -> Duties | None:
    """Who answers where the line below an assignment is only units, which go on with it, with a doubt."""
    before = piece.meaning if piece.apart else None
    if not before or not before.names or len(words) > HEADING_LENGTH:
        return None
    found = duties.parse(words, known)
    if not found or found.due or found.doubts or not duties.only_units(found):
        return None
    told = duties.parse(f"{piece.assigned} {words}", known)
    if told is None or len(told.names) != len(before.names) + len(found.names):
        return None
    doubt = f"“{words}”另起一行，按接着上一行的单位登记，请核对。"
    return told._replace(doubts=(*told.doubts, doubt))


def _begin(piece: Piece, words: str) -> None:
    """Give an assignment that stood alone the paragraph below it."""
    piece.text, piece.assigned, piece.alone = words, piece.alone, ""
    piece.doubts = []


def _assign(piece: Piece, words: str, meaning: Duties | None) -> None:
    """Give a paragraph its assignment; a second line of it adds to the first."""
    content = assignment(words) or words
    piece.apart = True
    if piece.meaning and meaning:
        piece.told = [*(piece.told or [piece.meaning]), meaning]
        piece.assigned = f"{piece.assigned} {content}"
        piece.meaning = duties.merge(piece.told)
    else:
        piece.assigned, piece.meaning = content, meaning

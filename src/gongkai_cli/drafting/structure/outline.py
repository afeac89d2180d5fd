"""The outline of a document: which line is a heading or an item, what belongs to it, who answers for it.

A number that looks like one seen before on the way up is its sibling; one that looks new is a level
below.  So any numbering is followed, whatever its marks are, restarting or running on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..model import Duties, Line, Table
from ..words import dates, duties, numbers
from ..words.duty_words import DUE_LABEL_END, PERSONS_END, with_colons
from ..words.numbers import Number
from ..words.unit_names import is_unit, squeeze
from .paragraphs import Piece, assignment, close, read_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Block, Name

_WHOSE = re.compile(
    "(?:由)?(.{2,40}(?:主办|牵头|负责|承担|承办|协办|配合))(?:办理|落实|推进|组织|实施)*的?(?:重点)?(?:工作|任务|事项)"
)
_HEADING_LENGTH, _LONGEST_LABEL, _LONGEST_BARE = 45, 8, 60
_LONGEST_DUE = 24
_ANNEX = re.compile(
    r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,2}\s*[：:]?(?:[^。；，]{0,40})$"
)
_EVERYBODY = re.compile(
    "(?:^|[；;，,])(?P<all>[^。；;，,]{2,40}?)(?:均|都)(?:需|须|要|应)(?:抓好|做好)?(?:落实|负责)"
    "[^。；]{0,12}不再[^。；]*[。；]?$"
    "|(?:以下|下列|本(?:部分|章|节|类|段)|第[一二三四五六七八九十]+(?:部分|章|节))[^。；，]{0,16}?(?:均|都|统一|全部)?"
    "[由需须](?:由)?(?P<below>.+?)"
    "(?:[，,]?(?:表中|文中|下表|下文|以下)?(?:不再|不另|恕不)[^。；]*)?[。；]?$"
)
_COUNTED = re.compile(r"[（(]共?\s*[\d一二三四五六七八九十]+\s*[项条个件][^（）()]{0,6}[）)]$")
"""How many tasks a heading says stand below it: 区水务局（3项）."""
_BOXED = re.compile(r"[（(\[〔【［](?P<inner>[^（(\[〔【［）)\]〕】］]+)[）)\]〕】］]")
_SOME_LABEL = re.compile("(?:单位|部门|[科处股]室|主体|分工|机构|司局|班子)$")
_OTHER_LABEL = re.compile(
    "成员|组长|抄送|主送|报送|发送|印发|制发|发布|发文|来源|填报|填表|制表|编制|审批|主管|联系|汇总|[督考验]|监|检查|受理"
)
"""What labels say of other units than those who answer."""
_NOTE_LABEL = re.compile(
    "^(?:(?:督办|督查|监督|考核|审核|验收)(?:单位|部门|科室|处室)"
    "|(?:责任|分管|牵头|主管|联系|包保|包抓|挂点|督导|督办)?(?:市|县|区|局|厅)?(?:领导|责任人|负责人|联系人)"
    "|备注|(?:整改|工作|总体|主要)目标|验收标准|完成标志|成果形式|进展情况)[：:]"
)
_REMARK = re.compile(
    r"(?:(?:附注?|注|说明)\s*[：:]|(?:以上|上述)(?:各项)?(?:工作|任务|事项)[，,]?请)\s*(?P<words>.*)"
)
"""How a remark begins that is no part of the requirement above it."""


FULL = str.maketrans(",;:", "，；：")
"""Makes signs between words full, as the patterns of rules have them."""
_OUTERMOST = {"part", "chinese"}
_INNER = {"arabic", "arabic bracket", "half bracket", "circle"}
"""Numbers that never stand above 一、: what they count before it is a list of its own."""


@dataclass
class Node:
    """A numbered line, or a heading, with all that stands below it.

    ``table`` is set where it stands for a table, which then is all that it is.  ``between`` and ``others``
    are its footnotes: those that stand before its assignment, and the others.
    """

    own: Piece
    number: str = ""
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    table: Table | None = None
    between: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def printed(self) -> Number:
        """Its number, and what that looks like."""
        return Number(self.number, self.style)

    @property
    def newest(self) -> Piece:
        """The paragraph that was read last."""
        return self.pieces[-1] if self.pieces else self.own

    @property
    def is_heading(self) -> bool:
        """Whether its own words are a heading rather than a requirement."""
        words = self.own.text.strip()
        inner = words[:-1]
        return len(words) <= _HEADING_LENGTH and not re.search("[。；;！？]", inner)

    @property
    def has_table(self) -> bool:
        """Whether it stands for a table, or one stands below it."""
        return bool(self.table) or any(node.has_table for node in self.below)

    @property
    def assigned_anywhere(self) -> bool:
        """Whether it, or anything below it, says who answers."""
        pieces = (self.own, *self.pieces)
        own = any(p.names_somebody or duties_of_rule(p.text) for p in pieces)
        return own or any(node.assigned_anywhere for node in self.below)


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
    _give_headings(reader.root, known)
    return reader.root


def _give_headings(node: Node, known: Sequence[str]) -> None:
    """Where a heading is nothing but names of units, they answer for what stands below it, with a doubt.

    They lead where what stands below says only who supports.
    """
    own = node.own
    for below in node.below:
        _give_headings(below, known)
    if not node.below or node.table or own.meaning or len(own.text) > _HEADING_LENGTH:
        return
    if any(
        p.names_somebody and not p.supports_only for b in node.below for p in (b.own, *b.pieces)
    ):
        return
    found = duties.parse(_COUNTED.sub("", own.text), known)
    if found and found.names and not found.doubts and all(map(_is_office, found.names)):
        leads = any(below.own.supports_only for below in node.below)
        doubt = f"标题“{own.text}”是单位名称，按{'牵头' if leads else '责任'}单位登记，请核对。"
        both = (*found.lead, *found.responsible)
        told = found._replace(lead=both, responsible=()) if leads else found
        own.meaning = told._replace(doubts=(doubt,))


def _is_office(name: Name) -> bool:
    return name.group or is_unit(name.full)


class _Reader:
    """Takes lines one after the other; ``path`` leads from the root to the node read last."""

    def __init__(self, known: Sequence[str]) -> None:
        self.root = Node(Piece("", ""))
        self.path = [self.root]
        self.known = known
        self.remark: Number | None = None
        self.remarked: Node | None = None

    def take(self, line: Line) -> None:
        found = None if line.note else _numbered(line)
        node = self.path[-1]
        if line.note and node is not self.root and not node.below:
            notes = node.others if node.newest.meaning else node.between
            notes.append(line.shown)
        elif self._is_remark(line.text, node):
            self._remark(line, node)
        elif found:
            number, words = found
            self._open_line(number.style, words, line, number.text)
        elif line.level and not self._is_assignment(line.text):
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
        else:
            fits = bool(number and self.remark and numbers.follows(self.remark, number))
        self.remark = number if fits else None
        return fits

    def stand(self, table: Table) -> None:
        """Take a table: it stands below the heading read last."""
        self.path[-1].below.append(Node(Piece("", table.place), style="table", table=table))

    def _open_line(self, style: str, words: str, line: Line, number: str = "") -> None:
        own, *more = read_pieces(words, line.place, self.known)
        if own.meaning is None:
            own = replace(own, meaning=_said_in_heading(own.text, self.known))
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
        """Take a line without a number: an assignment, a deadline, or a paragraph."""
        node, words = self.path[-1], line.text.strip()
        last = node.below[-1] if node.below else None
        told = self._told(words) if node is not self.root and node.newest.text else None
        if _ANNEX.match(words):
            del self.path[1:]
            self._open("annex", Node(Piece(words, line.place), "", "annex"))
        elif last and last.table:
            own, *more = read_pieces(words, line.place, self.known)
            node.below.append(Node(own, style="note", pieces=more))
        elif last and last.style == "note":
            last.pieces += read_pieces(words, line.place, self.known)
        elif told:
            _assign(node.newest, words, told)
        elif node is self.remarked:
            node.others.append(words)
        else:
            node.pieces += read_pieces(words, line.place, self.known)

    def _told(self, words: str) -> Duties | None:
        """What a whole line says of the requirement above it; ``None`` for a paragraph."""
        if self._is_assignment(words):
            return self._meaning(words) or Duties()
        bare = self._bare(words)
        if bare:
            return bare
        due = _due_of(words)
        if due:
            return Duties(due=due)
        if _NOTE_LABEL.match(words) or _names_persons(words):
            named = self._meaning(words) if duties.says_role(words, self.known) else None
            return named or Duties()
        if _is_empty_label(words):
            return Duties(doubts=(f"“{words}”后面没有写单位。",))
        return None

    def _is_assignment(self, words: str) -> bool:
        """Whether a whole line says who answers: a bracket of its own, or behind a label."""
        if assignment(words, self.known):
            return True
        words = with_colons(words).strip()
        return bool(re.match(r"[^：:，。]{2,10}[：:]", words)) and self._labelled(words)

    def _bare(self, words: str) -> Duties | None:
        """What a line says that is only who does what, without bracket or label: 教育局牵头落实."""
        if len(words) > _LONGEST_BARE or re.search("[。；：]", words):
            return None
        if not duties.says_role(words, self.known):
            return None
        found = duties.parse(words, self.known)
        sure = found and found.names and not found.doubts and not found.due
        return found if sure else None

    def _labelled(self, words: str) -> bool:
        label, _, rest = re.split("([：:])", words, maxsplit=1)
        if duties.role_of_label(label) is not None:
            return bool(rest.strip())
        return _is_unknown_label(label) and duties.names_units(rest, self.known)

    def _meaning(self, words: str) -> Duties | None:
        told = assignment(words, self.known) or with_colons(words).strip()
        label, sign, rest = told.replace(":", "：").partition("：")
        unknown = sign and _is_unknown_label(label)
        found = duties.parse(close(rest if unknown else told), self.known)
        if not found or not unknown:
            return found
        return found._replace(doubts=(*found.doubts, f"“{label}”按责任单位登记，请核对。"))


def _said_in_heading(text: str, known: Sequence[str]) -> Duties | None:
    """Who answers by the words of a heading: 综合科主办的工作."""
    found = _WHOSE.fullmatch(_COUNTED.sub("", text.strip(" 。")))
    return duties.parse(found[1], known) if found else None


def duties_of_rule(text: str, known: Sequence[str] = ()) -> Duties | None:
    """Who answers for all that stands below a sentence like 以下任务均由各科室落实; ``None`` for others."""
    for sentence in re.split("(?<=[。；])", text.translate(FULL)):
        rule = duties.document_rule(sentence)
        found = None if rule and rule.says is duties.Says.UNNAMED else _EVERYBODY.search(sentence)
        told = (found["all"] or found["below"] or "") if found else ""
        meaning = duties.parse(told.strip("，,"), known) if told else None
        if meaning and meaning.names:
            return meaning
    return None


def _numbered(line: Line) -> tuple[Number, str] | None:
    if line.number:
        return numbers.shown(line.number), line.text.strip()
    return numbers.leading(line.text)


def _names_persons(words: str) -> bool:
    """Whether a line begins with a label of people: 分管校领导：."""
    label, sign, _ = words.replace(":", "：").partition("：")
    return bool(sign and PERSONS_END.fullmatch(squeeze(label)))


def _is_unknown_label(label: str) -> bool:
    """Whether words before a colon may be a label of who answers, though none that is known."""
    words = squeeze(label)
    return (
        1 < len(words) <= _LONGEST_LABEL
        and _SOME_LABEL.search(words) is not None
        and _OTHER_LABEL.search(words) is None
        and duties.role_of_label(label) is None
    )


def _due_of(words: str) -> str:
    """The deadline of a line that is nothing else, behind a label or in brackets; empty for other lines."""
    boxed = _BOXED.fullmatch(words.strip(" 。"))
    inner = boxed["inner"].strip() if boxed else ""
    label, _, rest = with_colons(inner or words).strip().replace(":", "：").partition("：")
    if rest and len(label) <= _LONGEST_LABEL and DUE_LABEL_END.fullmatch(squeeze(label)):
        return rest.strip(" 。；;")
    return inner if len(inner) <= _LONGEST_DUE and dates.is_deadline(inner) else ""


def _is_empty_label(words: str) -> bool:
    """Whether a line is no more than a label of who answers: 责任科室：."""
    return words[-1:] in {"：", ":"} and duties.role_of_label(words) is not None


def _assign(piece: Piece, words: str, meaning: Duties | None) -> None:
    """Give a paragraph its assignment; a second line of it adds to the first."""
    content = assignment(words) or words
    piece.apart = True
    if piece.meaning and meaning:
        piece.assigned = f"{piece.assigned} {content}"
        piece.meaning = duties.merge([piece.meaning, meaning])
    else:
        piece.assigned, piece.meaning = content, meaning

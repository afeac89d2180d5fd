"""Sentences that a page break, or a line's end in a scan, has cut are joined again."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ..model import Line
from ..words import dates, duties, numbers
from ..words.duty_words import DUE_LABEL_END, at_colon, is_duty_label, with_colons
from ..words.unit_names import is_group, is_unit
from ..words.web_page import ABOVE, BELOW
from .top import DOCUMENT_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Block

_ENDS = "。；;！!？?：:…"
_CLOSED = "）)】〕]”》"
_PAIRS = ("（(", "）)"), ("《", "》"), ("“", "”"), ("〔[【", "〕]】")
_PAGE = re.compile(r"[-—–－─\s]*\d{1,3}[-—–－─\s]*|第\s*\d+\s*页(?:\s*[，,/共]\s*共?\s*\d+\s*页)?")
_WHOLE = re.compile("(?:通知|方案|文件|要点|分工|分解|台账|清单|计划|表|号|日|印发|附件)$")
_ALONE = re.compile(
    r"附件|【[^】]{2,8}】|抄\s*送|公开方式|主题词|联系人|[^。，、；;：:\s]{1,10}[\s\u3000]?[^。，、；;：:\s]{1,10}[：:]|[（(]?\d{4}\s*年"
)
_ROLE_END = re.compile("(?:牵头|负责|落实|配合|参与|协办|承办)$")
_SAID = re.compile("[：:][^：:]*(?:[底末日月]前|持续推进|长期坚持|季度|半年)$")
"""How a line ends that says until when, and all that it has to say."""
_SHORT, _HEADING, _NEAR = 20, 45, 4
_ENOUGH, _NEARLY_ALL = 4, 0.8
_LONGEST = 2000
"""How long a paragraph is at most that lines are joined to."""


def mended(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Join what was cut, and leave page numbers out.

    Returns:
        The blocks, and the places of the page numbers.
    """
    lines = [b for b in blocks if isinstance(b, Line)]
    shape = _Shape(_line_width(lines), _is_indented(lines), frozenset(_closed_styles(lines)))
    made: list[Block] = []
    pages: list[str] = []
    turned, number, printed = False, 0, ""
    for block in blocks:
        page = _page_number(block, number) if isinstance(block, Line) else 0
        if page:
            number = page
            pages.append(block.place)
            turned = True
            continue
        last = made[-1] if made else None
        if (
            isinstance(block, Line)
            and isinstance(last, Line)
            and shape.joins(last, block, printed, turned=turned)
        ):
            made[-1] = last._replace(text=joined(last.text, block.text))
        else:
            made.append(block)
        turned, printed = False, block.text if isinstance(block, Line) else ""
    return made, pages


class _Shape(NamedTuple):
    """How the lines of a text look.

    Attributes:
        width: How long lines are where they were cut at a fixed width; 0 where they were not.
        indented: Whether numbered lines begin with blanks.
        closed: How the numbers of sentences look of which nearly all are whole.
    """

    width: float
    indented: bool
    closed: frozenset[str]

    def joins(self, last: Line, line: Line, printed: str, *, turned: bool) -> bool:
        """Whether a line goes on with what was joined so far, of which ``printed`` is the last line."""
        if len(last.text) > _LONGEST:
            return False
        full = bool(self.width) and len(printed.strip()) >= self.width - _NEAR
        turned = turned or _style(last) in self.closed
        return _is_cut(last, line, full=full, turned=turned) or (
            self.indented and full and _hangs(last, line)
        )


def joined(one: str, two: str) -> str:
    """Join what was cut: Chinese without a blank, words and numbers with one."""
    left, right = one.rstrip(), two.lstrip()
    between = (
        left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalnum()
    )
    return f"{left}{' ' if between else ''}{right}"


def _page_number(line: Line, before: int) -> int:
    """The page's number that a line is; 0 for others.  One without marks is the next of one before."""
    words = line.text.strip()
    if line.number or not _PAGE.fullmatch(words):
        return 0
    page = int(re.findall(r"\d+", words)[0]) or 1
    marked = re.search("[-—–－─第]", words) is not None
    return page if marked or (before and page == before + 1) else 0


def _line_width(lines: Sequence[Line]) -> float:
    """How long lines are where they were cut at a fixed width; 0 where they were not."""
    cut = [
        len(line.text.strip())
        for line in lines
        if _SHORT <= len(line.text) <= _HEADING + _NEAR
        and _is_open(line.text)
        and not (BELOW.search(line.text) or _ends_with_unit(_behind_label(line.text)))
    ]
    if len(cut) < _ENOUGH:
        return 0
    usual = median(cut)
    near = sum(abs(size - usual) <= _NEAR for size in cut)
    return usual if near * 3 >= len(cut) * 2 and usual <= _HEADING else 0


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether numbered lines begin with blanks, so that one without goes on with the one before."""
    numbered = [line for line in lines if numbers.leading(line.text)]
    return len(numbered) >= _ENOUGH and all(line.indented for line in numbered)


def _closed_styles(lines: Sequence[Line]) -> set[str]:
    """How the numbers of sentences look of which nearly all are whole: one that is not was cut."""
    ends: dict[str, list[bool]] = {}
    for line in lines:
        if style := _style(line):
            ends.setdefault(style, []).append(not _is_open(line.text))
    return {
        style
        for style, closed in ends.items()
        if len(closed) >= _ENOUGH and sum(closed) >= _NEARLY_ALL * len(closed)
    }


def _style(line: Line) -> str:
    """How a sentence's number looks; empty where it has none, or is a heading by its words."""
    if "，" not in line.text or len(line.text) < _SHORT:
        return ""
    found = (numbers.shown(line.number),) if line.number else numbers.leading(line.text)
    return found[0].style if found else ""


def _hangs(last: Line, line: Line) -> bool:
    """Whether a line without an indent stands behind an open one with it: 完|成时限：全年."""
    return last.indented and not line.indented and _is_open(last.text)


def _is_open(text: str) -> bool:
    words = text.strip()
    closed = words[-1:] in {*_ENDS, *_CLOSED} or _WHOLE.search(words) or ABOVE.search(words)
    return bool(words) and not closed


def _is_cut(last: Line, line: Line, *, full: bool, turned: bool) -> bool:
    """Whether a line goes on with the sentence of the one before, which fills its line or not."""
    one, two = last.text.strip(), line.text.strip()
    if line.number or line.level or line.note or not one or not two:
        return False
    if (_unbalanced(one) and not numbers.leading(two)) or (full and _cuts_label(one, two)):
        return True
    if one[-1] in "：:" and (announced := _announced(one, two)) is not None:
        return announced
    open_ = _is_open(one) or (full and one[-1] in _CLOSED and not duties.split_bracket(one))
    if numbers.leading(two) or not open_ or _stands_alone(two) or _SAID.search(one):
        return False
    hanging = one[-1] in "，,、" or two[0] in "，。；、）”》"
    goes_on = turned or full or _reads_on(last, one)
    return hanging or (goes_on and not _is_assigned(one, two, full=full))


def _announced(one: str, two: str) -> bool | None:
    """Whether a line holds what a label at the end of the one before announces; ``None`` without one."""
    if duties.role_of_label(one):
        return _names_only(two)
    if DUE_LABEL_END.search(one[:-1].rstrip()):
        return dates.is_deadline(two)
    return None


def _cuts_label(one: str, two: str) -> bool:
    """Whether the end of one line and the beginning of the next are a label: 完|成时限：全年.

    What is a label by itself goes on with no more than a word behind a blank: 　完成|时限：.
    """
    begun = re.match("[^。，：:\\s]{1,8}(?=[：:])", with_colons(two))
    if not begun:
        return False
    whole = is_duty_label(begun[0])
    ends = [one[-n:] for n in range(1, 5) if not whole or one[:-n][-1:].isspace()]
    return any(is_duty_label(f"{end}{begun[0]}") for end in ends)


def _reads_on(last: Line, one: str) -> bool:
    """Whether a line without an end is in the middle of a sentence, rather than a heading."""
    if last.level or last.number or numbers.leading(one):
        return len(one) > _HEADING or bool(re.search("[。；]", one))
    return len(one) >= _SHORT and bool(re.search("[，,。；、]", one))


def _is_assigned(one: str, two: str, *, full: bool) -> bool:
    """Whether a line is a whole assignment, and the one below it who signs, or a paragraph."""
    if (is_unit(two) or _ROLE_END.search(one)) and duties.names_units(one):
        return True
    return duties.names_units(_behind_label(one)) and not full and not _names_only(two)


def _ends_with_unit(words: str) -> bool:
    last = re.split(r"[、，；\s]", words)[-1]
    return is_unit(last) or is_group(last)


def _behind_label(words: str) -> str:
    """What stands behind the label of who answers that a line begins with; empty for other lines."""
    label, _, told = at_colon(with_colons(words))
    return told if duties.role_of_label(label) is not None else ""


def _names_only(words: str) -> bool:
    """Whether a line names units and nothing else, as one below 责任单位： does."""
    if numbers.leading(words) or re.search("[。：:]", words):
        return False
    return duties.names_units(words)


def _stands_alone(words: str) -> bool:
    """Whether a line begins something of its own: a label, a bracket that says who answers, a date."""
    if _ALONE.match(with_colons(words)) or DOCUMENT_NUMBER.fullmatch(words):
        return True
    split = duties.split_bracket(words)
    return bool(split and not split[0].strip())


def _unbalanced(text: str) -> bool:
    """Whether the last bracket or quotation mark that was opened is still open."""
    for opening, closing in _PAIRS:
        start = _still_open(text, opening, closing)
        if start >= 0:
            return not _closed_otherwise(text, start, closing)
    return False


def _still_open(text: str, opening: str, closing: str) -> int:
    """Where the last sign stands that was opened and not closed; -1 where none was."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in opening:
            opened.append(at)
        elif sign in closing and opened:
            opened.pop()
    return opened[-1] if opened else -1


def _closed_otherwise(text: str, start: int, closing: str) -> bool:
    """Whether another kind of bracket closes it: a slip of the pen, not a cut."""
    others = (sign for sign in "）)】〕]" if sign not in closing)
    return any(text.find(sign, start) >= 0 for sign in others)

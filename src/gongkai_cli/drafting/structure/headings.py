"""What headings and the beginnings of lines say of who answers, by names alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..words import duties
from .node import HEADING_LENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Duties
    from .node import Node

_WHOSE = re.compile(
    "(?:由)?(.{2,40}(?:主办|牵头|负责|承担|承办|协办|配合))(?:办理|落实|推进|组织|实施)*的?(?:重点)?(?:工作|任务|事项|项目|民生实事|实事|措施|建议|提案)"
)
_HEAD = re.compile("(?P<names>[^，。；：:（）()]{2,40})[：:](?=.{6})")
_COUNTED = re.compile(r"[（(]共?\s*[\d一二三四五六七八九十]+\s*[项条个件][^（）()]{0,24}[）)]$")
"""How many tasks a heading says stand below it: 区水务局（3项）."""


def give_headings(node: Node, known: Sequence[str]) -> None:
    """Where a heading is nothing but names of units, they answer for what stands below it, with a doubt.

    They lead where what stands below says only who supports.  A heading with its text on the next line
    may be one only where those beside it are too, and none above says who answers.
    """
    named = node.own.names_somebody
    texts = [below for below in node.below if not below.below and below.pieces]
    alike = not named and all(_units(below, known) for below in texts)
    for below in node.below:
        give_headings(below, known)
        if below.below or (alike and below.pieces and below.is_heading):
            _give(below, known)


def _units(node: Node, known: Sequence[str]) -> Duties | None:
    """The units that a heading consists of, and what it says of their role; ``None`` for any other."""
    text = node.own.text
    found = duties.parse(_COUNTED.sub("", text), known) if len(text) <= HEADING_LENGTH else None
    return found if found and not _is_unsure(found) else None


def _give(node: Node, known: Sequence[str]) -> None:
    own = node.own
    found = _units(node, known) if not (node.table or own.names_somebody) else None
    if not found or not _answers_below(node, found):
        return
    leads = not duties.says_role(own.text, known) and any(
        below.own.supports_only for below in node.below
    )
    as_what = f"是单位名称，按{'牵头' if leads else '责任'}单位登记"
    if found.lead or found.support:
        as_what = "写明了由谁办理，下面没有写明的事项照此登记"
    doubt = f"标题“{own.text}”{as_what}，请核对。"
    both = (*found.lead, *found.responsible)
    told = found._replace(lead=both, responsible=()) if leads else found
    due = own.meaning.due if own.meaning else found.due
    own.meaning = told._replace(due=due, doubts=(doubt,))


def _is_unsure(found: Duties) -> bool:
    """Whether the words of a heading are more, or other, than names and their roles."""
    return any(re.search("没有读懂|不像|没有写明", doubt) for doubt in found.doubts)


def _answers_below(node: Node, found: Duties) -> bool:
    """Whether the units that a heading consists of answer for lines below it that name nobody.

    Where others name somebody, a heading like 学校和校外培训机构 is no list of those who answer.
    """
    if not found.names or not duties.only_units(found):
        return False
    if not node.below:
        return not any(piece.names_somebody for piece in node.pieces)
    lines = [(b.own, *b.pieces) for b in node.below]
    named = [any(p.names_somebody and not p.supports_only for p in line) for line in lines]
    return not any(named) or not (all(named) or any(name.group for name in found.names))


def said_in_heading(text: str, known: Sequence[str]) -> Duties | None:
    """Who answers by the words of a heading: 综合科主办的工作."""
    found = _WHOSE.fullmatch(_COUNTED.sub("", text.strip(" 。")))
    return duties.parse(found[1], known) if found else None


def said_at_head(text: str, known: Sequence[str]) -> Duties | None:
    """Who answers by the names with which a line begins, with a doubt: 预算科：负责公开部门预算……."""
    found = _HEAD.match(text.strip())
    told = duties.parse(found["names"], known) if found else None
    if not found or not told or told.doubts or not duties.only_units(told):
        return None
    doubt = f"“{found['names']}”写在句首，按责任单位登记，请核对。"
    return told._replace(doubts=(doubt,)) if told.names else None

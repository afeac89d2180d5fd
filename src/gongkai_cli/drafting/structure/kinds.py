"""What a node of the outline is by its words and its place: a chapter, a requirement, a problem, a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..words import numbers
from ..words.unit_names import squeeze

if TYPE_CHECKING:
    from .node import Node

_NO_TASKS = re.compile(
    "原则|指导思想|总体要求|总体思路|工作目标|主要目标|工作要求|有关要求|其他要求|几点要求|相关要求|组织领导"
    "|组织保障|保障措施|组织实施|工作保障|附则|说明|(?:狠抓|抓好|强化|确保|推动)(?:工作|任务|责任)?落实$|基本思路|任务目标|工作步骤|时间安排|实施步骤"
)
"""What the headings of chapters speak of that hold no tasks."""
_TELLS = re.compile(
    "(?:总体|基本|进展|检查|督查|整体|完成)情况|存在的?(?:主要|突出)?问题|工作成效|取得的?成效"
)
"""What the headings of chapters speak of that only tell how things stand."""
_POINTS = {"circle", "arabic bracket", "half bracket", "letter"}
"""How points inside a requirement are numbered."""
TEXT_LABEL = re.compile(
    r"(?:整改|工作|具体|主要|重点|推进|落实|建设|实施)(?:措施|任务|举措|内容|要求)\s*[：:]"
)
"""What may stand before a requirement below a heading to say that it is one."""
_ASIDE = re.compile("[（(][^（）()]*[）)]")
_SENTENCE = 20


def is_listed(node: Node) -> bool:
    """Whether it is a requirement that says who answers, not a heading."""
    if node.table or node.below or node.style == "note" or is_problem(node):
        return False
    if not any(p.names_somebody for p in (node.own, *node.pieces)):
        return False
    return not node.is_heading or not node.pieces


def holds_no_tasks(node: Node) -> bool:
    """Whether a heading speaks of what is no task: 工作要求, 保障措施; brackets in it do not count."""
    return _NO_TASKS.search(_ASIDE.sub("", squeeze(node.own.text))) is not None


def only_tells(node: Node) -> bool:
    """Whether a chapter without anything below it tells how things stand: 总体情况."""
    return not node.below and _TELLS.fullmatch(node.own.text.strip()) is not None


def is_sentence(node: Node) -> bool:
    """Whether it is a requirement by its words alone, with nothing below it."""
    if node.table or node.below or node.pieces or node.style in _POINTS:
        return False
    return not node.is_heading or node.own.text.rstrip().endswith("。")


def is_requirement(node: Node) -> bool:
    """Whether a line with others below it is a requirement itself, as each of those is.

    It says in a sentence what is to be done and who answers, and so do all below it.
    """
    words = node.own.text
    sentence = not node.is_heading or (len(words) >= _SENTENCE and re.search("[，,]", words))
    own = node.own.names_somebody and bool(sentence)
    return own and bool(node.below) and all(is_listed(below) for below in node.below)


def is_problem(node: Node) -> bool:
    """Whether it is a problem, of which a line below says what is done about it: 整改措施：."""
    whole = node.own.names_somebody and not node.own.apart
    return not whole and any(TEXT_LABEL.match(piece.text) for piece in node.pieces)


def is_part(node: Node) -> bool:
    """Whether requirements of their own stand below it."""
    return bool(node.table) or node.style == "note" or (bool(node.below) and not _is_one_item(node))


def has_own_text(node: Node) -> bool:
    """Whether it is a heading with its requirement on the next line."""
    named = node.own.names_somebody
    return bool(node.pieces) and node.is_heading and not named and not node.below


def _is_one_item(node: Node) -> bool:
    """Whether the numbered lines below are points of one requirement, not requirements."""
    if is_problem(node) or any(below.table or below.below for below in node.below):
        return False
    *most, last = node.below
    named = [below for below in node.below if below.assigned_anywhere]
    if not named:
        points = all(below.style in _POINTS for below in node.below) and _runs_on(node)
        return points or (node.own.names_somebody and not node.is_heading)
    return bool(most) and named == [last] and not node.own.names_somebody and _runs_on(node)


def _runs_on(node: Node) -> bool:
    """Whether a list goes on with a sentence: points end with a semicolon."""
    *most, _ = node.below
    told = [below.own.text.rstrip() for below in most]
    if all(text.endswith(("；", ";")) for text in told):
        return True
    opens = node.own.text.rstrip().endswith(("：", ":"))
    return opens and not all(text.endswith("。") for text in told)


def goes_on(before: Node, node: Node) -> bool:
    """Whether the numbers of a chapter's lines go on from the chapter before: 11. behind 10."""
    last, first = before, node
    while last.below:
        last = last.below[-1]
    while first.below:
        first = first.below[0]
    own = first is not node and last is not before and not holds_no_tasks(node)
    return own and numbers.follows(last.printed, first.printed)

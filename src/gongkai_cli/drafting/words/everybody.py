"""Sentences that say who answers for all that stands below them: 以下任务均由各科室落实."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import duties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Duties

_EVERYBODY = re.compile(
    "(?:^|[；;，,])(?P<all>[^。；;，,]{2,40}?)(?:均|都)(?:需|须|要|应)(?:抓好|做好)?(?:落实|负责)"
    "[^。；]{0,12}不再[^。；]*[。；]?$"
    "|(?:以下|下列|本(?:部分|章|节|类|段)|第[一二三四五六七八九十]+(?:部分|章|节))[^。；，]{0,16}?(?:均|都|统一|全部)?"
    "[由需须](?:由)?(?P<below>.+?)"
    "(?:[，,]?(?:表中|文中|下表|下文|以下)?(?:不再|不另|恕不)[^。；]*)?[。；]?$"
)
_AS = re.compile(
    "本(?:部分|章|节|类)(?:任务|工作)?(?:的)?(?P<label>(?:主办|牵头|责任|承办)(?:部门|单位|科室|处室|股室))(?:均|统一|都)?为"
    "(?P<names>[^，。；]{2,40})"
)
"""A sentence that says who answers as a label does: 本部分主办部门均为党群工作部."""
_FULL = str.maketrans(",;:", "，；：")
"""Makes signs between words full, as the patterns of rules have them."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, with the signs between words in full width."""
    return re.split("(?<=[。；])", text.translate(_FULL))


def everybody(text: str, known: Sequence[str] = ()) -> Duties | None:
    """Who answers for all that stands below a sentence like 以下任务均由各科室落实; ``None`` for others."""
    for sentence in sentences(text):
        as_label = _AS.search(sentence)
        if as_label:
            return duties.parse_labelled(as_label["label"], as_label["names"].strip("）)"), known)
        rule = duties.document_rule(sentence)
        found = None if rule and rule.says is duties.Says.UNNAMED else _EVERYBODY.search(sentence)
        told = (found["all"] or found["below"] or "") if found else ""
        meaning = duties.parse(told.strip("，,"), known) if told else None
        if meaning and meaning.names:
            return meaning
    return None

"""Finds who answers for a requirement in its own sentences: 由市教育局牵头，市民政局配合，开展……."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import narrow
from .duties import merge, only_units, parse, says_role
from .duty_scan import find_labels, pairs
from .duty_words import with_colons
from .unit_names import is_cut_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Duties
    from .duty_scan import Label

_CLAUSE = re.compile("[^。；;，,：:！？]+")
_ROLE = re.compile("^(?:由|请|责成)?[^由]{2,60}?(?:牵头|主办|承办|负责|配合|协办|协助|参与|参加)")
_DO = (
    "共同|开展|完成|做|制[定订]|推[进动]|建[立设成]|组织|出台|印发|编制|加[强快]|健全|落实|实施|研究|优化|完善|提出|梳理|统筹|指导"
    "|督促|确保|打造|构建|探索|启动|发布|公布|公开|修订|清理|排查|整治|培育|支持|引导|协调|按"
)
_WITH = re.compile(f"^(?:由|请|责成)[^由]{{2,40}}?会同[^由]{{2,60}}?(?=[于在对]|{_DO}|$)")
_ALONG = re.compile(f"^会同[^由]{{2,40}}?(?=[于在对]|{_DO}|$)")
"""Those who support the one of the clause before: 由区城管局牵头，会同区水务公司于7月底前……."""
_INSIDE = re.compile("由[^由]{2,60}?(?:牵头|主办|承办|负责)(?!的|人)")
"""Who carries out what a clause begins with: 用地手续由市自然资源局负责."""
_OBLIGED = re.compile("^(?P<names>.{3,60}?)(?:要|应当|必须|须)(?![求急点闻])")
"""Units that stand first in a sentence and have to do something: 市应急管理局要按照……."""
_OPENING = re.compile("^(?:由|请|责成)|(?:牵头|主办|承办|负责)$")
_SENTENCE = re.compile("[。\n]")
_LONGEST_BRACKET = 100


def in_sentences(text: str, known: Sequence[str] = ()) -> tuple[str, Duties] | None:
    """Find who answers, where no bracket at the end and no label says it.

    Args:
        text: The requirement.
        known: Names of units that are known from elsewhere.

    Returns:
        The words that say it, and what they mean; ``None`` where there are none.
    """
    for find in (_brackets, _behind_labels, _clauses, _obliged):
        said = list(find(text, known))
        if said:
            return "，".join(words for words, _ in said), merge(found for _, found in said)
    return None


def labelled(text: str) -> Iterator[tuple[Label, str]]:
    """Every label in a text, with what it announces up to the sentence's end or the next label."""
    labels = [*find_labels(narrow(with_colons(text)))]
    stops = [*(label.start for label in labels[1:]), len(text)]
    for label, stop in zip(labels, stops, strict=False):
        yield label, _SENTENCE.split(text[label.end : stop])[0].strip(" 　；;，,）)")


def _behind_labels(text: str, known: Sequence[str]) -> Iterator[tuple[str, Duties]]:
    """Units behind a label in the middle of a paragraph."""
    for label, told in labelled(text):
        words = text[label.start : label.end] + told
        found = parse(words, known) if not label.due and not label.persons else None
        if found and found.names:
            yield words, found


def _brackets(text: str, known: Sequence[str]) -> Iterator[tuple[str, Duties]]:
    """Brackets with a role word or a label in the middle of a sentence."""
    for opener, closer in sorted(pairs(narrow(text))[0].items()):
        words = text[opener + 1 : closer]
        if len(words) <= _LONGEST_BRACKET and says_role(words, known):
            found = parse(words, known)
            if found and found.names:
                yield words, found


def _clauses(text: str, known: Sequence[str]) -> Iterator[tuple[str, Duties]]:
    """Clauses that begin with a unit and its role; the first one with 由, or as the one who leads."""
    begun = False
    for clause in _CLAUSE.findall(text):
        role = _ROLE.match(clause.strip()) or _WITH.match(clause.strip())
        role = role or (_ALONG.match(clause.strip()) if begun else _INSIDE.search(clause))
        found = parse(role[0], known) if role else None
        if role and found and found.names and _are_whole(found):
            if begun or _OPENING.search(role[0]):
                begun = True
                yield role[0], found
        elif begun:
            return


def _obliged(text: str, known: Sequence[str]) -> Iterator[tuple[str, Duties]]:
    """The units with which a sentence begins that says what they have to do."""
    for sentence in _SENTENCE.split(text):
        told = _OBLIGED.match(sentence.strip())
        found = parse(told["names"], known) if told else None
        named = found and not all(name.group for name in found.names)
        if told and found and named and not found.doubts and _are_whole(found):
            yield told["names"], found
            return


def _are_whole(found: Duties) -> bool:
    """Whether every name is one, and none goes on with other words: 各单位要明确专人."""
    return only_units(found) and not any(is_cut_short(name.text) for name in found.names)

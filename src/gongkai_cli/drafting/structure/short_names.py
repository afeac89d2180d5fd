"""Short names that a document gives a unit in a sentence: 政务服务管理局（以下简称政数局）."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import plain
from ..words.unit_names import is_unit, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORT = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{3,40})[（(](?:以下|下文)?(?:统一)?(?:简称|下称)[为：:]?"
    r"[“\"《]?(?P<short>[\u4e00-\u9fff]{2,16})[”\"》]?[）)]"
)
_PLAIN = 14
"""How long a name is at most that is sure where it begins a clause."""
_LEVEL = "[省市州县区旗]"
_BEFORE = re.compile(
    "^.*(?:第[一二三四五六七八九十百]+[条章节]|由|向|[报送]请?|请|会同|联合|以及|所[列称指属辖]|下设|设在"
    "|各[^，。]{1,6}[及和]|[为是](?!民)|(?<!目)的|(?<!财)经(?!济|信|贸|开|营)"
    f"|(?:在|根据|按照|依据)(?={_LEVEL}|国|局)|(?<!参)与(?={_LEVEL})|和(?={_LEVEL})"
    f"|(?:落实|发挥|履行|强化|依托|成立|设立|组建)(?={_LEVEL}|国|全|局))"
)
"""What stands in front of the name in the same clause."""


def short_names(texts: Iterable[str]) -> dict[str, str]:
    """Find the short names that a document explains.

    Returns:
        The full name for each short one; short ones in their plain form.
    """
    found: dict[str, str] = {}
    for text in texts:
        for _, short, full in _explained(text):
            found.setdefault(plain(short), full)
    return found


def unsure_names(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Doubt the full names that do not begin where a clause does, or are long.

    Args:
        words: The document's texts with their places.

    Returns:
        The place of each, and what is not sure.
    """
    told: set[str] = set()
    for text, place in words:
        for before, short, full in _explained(text):
            sure = full == before and len(full) <= _PLAIN
            if not sure and short not in told:
                told.add(short)
                yield place, f"简称“{short}”按“{full}”登记，请核对。"


def _explained(text: str) -> Iterator[tuple[str, str, str]]:
    """The short names that a text explains: what stands in front of each, it, and its full name."""
    for match in _SHORT.finditer(squeeze(text)):
        before, short = match["before"], match["short"]
        full = _name_at_end(before)
        if full and plain(short) != plain(full):
            yield before, short, full


def _name_at_end(words: str) -> str:
    """The unit with whose name some words end; empty where they end with none."""
    cut = _BEFORE.sub("", words)
    return next((name for name in (cut, words) if is_unit(name)), "")

"""The numbers in front of headings and items: ``一、``, ``（一）``, ``1.``, ``①``, ``第三条``, ``2.1``."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...domain.names import narrow, number_path

_CN = "一二三四五六七八九十百零〇"
_SHAPES = (
    ("part", rf"第\s*[{_CN}\d]+\s*(?:部分|章|编)[、，,：:]?"),
    ("node", rf"第\s*[{_CN}\d]+\s*节[、，,：:]?"),
    ("article", rf"第\s*[{_CN}\d]+\s*(?:条|项)[、，,：:]?"),
    ("named", rf"(?:问题|任务|事项|举措)\s*[{_CN}\d]{{1,3}}\s*(?:[：:、.．]|(?=[\s　]))"),
    ("stem", r"[甲乙丙丁戊己庚辛壬癸]\s*[、．.](?![^。；]{0,3}[、，,])"),
    ("formal", r"[壹贰叁肆伍陆柒捌玖拾]{1,3}\s*[、．.]"),
    ("dash", r"\d{1,2}[-－]\d{1,2}[.．、]?(?=[\s　])"),
    ("chinese", rf"[{_CN}]{{1,4}}\s*[、．.]"),
    ("chinese bracket", rf"[（(〔\[【]\s*[{_CN}]{{1,4}}\s*[）)〕\]】]\s*[、．.]?"),
    ("decimal", r"\d{1,2}(?:[.．]\d{1,2})+[.．、]?(?=[^\d.．%％万亿个项元年月日])"),
    (
        "arabic",
        (
            r"\d{1,3}\s*(?:[.．、](?!\d)|[.．、](?=\d{1,4}\s*[年月])|、(?=\d{3})|[.．](?=\d{3}[、，]))"
            r"|\d{1,2}[.．](?=\d{2,5}(?:平方米|公里|千瓦|万|亿|吨|人|户|名|家|个|辆|元))"
        ),
    ),
    (
        "plain",
        (
            r"\d{1,2}(?=[ \u3000]+(?![年月日号时分个项家人万亿元公米平吨条处名次])"
            r"[\u4e00-\u9fff]{2,20}(?:[（(][^（）()]*[）)])?$)"
        ),
    ),
    ("arabic bracket", r"[（(〔\[]\s*\d{1,3}\s*[）)〕\]][、．.]?"),
    ("half bracket", r"\d{1,3}\s*[）)]"),
    ("circle", r"[①-⑳]\s*[、．.]?"),
    ("letter", r"[A-Za-z]\s*[.．、）)]"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _SHAPES)

_ALONE = re.compile(
    rf"[【\[〔]\s*(?:督[查办]|重点|交办)?(?:问题|任务|事项|举措)\s*[{_CN}\d]{{1,3}}\s*[】\]〕]"
    r"|(?:序\s*号|编\s*号)\s*[：:]\s*\d{1,3}|第\s*\d{1,3}\s*项"
)


class Number(NamedTuple):
    """A number as printed, and what it looks like; numbers of one level look alike."""

    text: str
    style: str


def alone(text: str) -> Number | None:
    """The number that a line is and nothing more: 【督查事项1】."""
    words = text.strip()
    return Number(words, "boxed") if _ALONE.fullmatch(words) else None


def leading(text: str) -> tuple[Number, str] | None:
    """Split the number off a line.

    Returns:
        The number and the words behind it; ``None`` where the line has none.
    """
    stripped = text.lstrip(" 　\t")
    for style, pattern in _PATTERNS:
        match = pattern.match(stripped)
        if match and stripped[match.end() :].strip():
            printed = match.group().strip()
            return Number(printed, _level(style, printed)), stripped[match.end() :].strip()
    return None


def shown(number: str) -> Number:
    """What an automatic number looks like; one that is like none of those known is a style of its own."""
    for style, pattern in _PATTERNS:
        if pattern.fullmatch(number.strip()) or pattern.match(f"{number.strip()}字"):
            return Number(number.strip(), _level(style, number))
    return Number(number.strip(), f"automatic {re.sub('[0-9一-十]+', '#', narrow(number))}")


def follows(before: Number, number: Number) -> bool:
    """Whether a number is the next one of its kind: 2. behind 1."""
    here, there = number_path(number.text), number_path(before.text)
    counted = here.isdecimal() and there.isdecimal() and number.style == before.style
    return counted and int(here) == int(there) + 1


def _level(style: str, printed: str) -> str:
    """``1.1`` and ``1.1.1`` are two levels."""
    return f"{style} {len(re.findall('[0-9]+', narrow(printed)))}" if style == "decimal" else style

"""The shapes that days and deadlines have in texts, and which day each of them means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..model import Due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
}
_CHINESE = "一二三四五六七八九十"
_ZERO = "〇○零ＯO"
_YEAR = rf"(?:(?P<y>\d\s*\d\s*\d\s*\d|[{_CHINESE}{_ZERO}]{{4}})\s*年|(?P<this>今年|当年|本年)?)\s*"
_MONTH = rf"(?P<m>\d\s*\d?|[{_CHINESE}]{{1,3}})\s*月(?:份)?\s*"
_DAY = rf"(?P<d>\d\s*\d?|[{_CHINESE}]{{1,3}})\s*[日号]"
_BEFORE = (
    r"(?P<before>\s*(?:[（(](?:含当日|含|(?:星期|周)[一二三四五六日天])[）)])?"
    r"(?:之前|以前|(?:下班|中午|上班)?前))?"
)
SIGNS = r"\s*(?P<sign>[./-])\s*"
"""What parts year, month and day in numbers."""
_ENDS = {"上旬": 10, "中旬": 20, "初": 5, "上半月": 15}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LASTING = (
    "持续(?:推进|开展|实施|优化|落实)?|长期(?:坚持|推进|开展|落实)?|年内持续|常态化?(?:推进|开展|落实)?|常年"
    r"|全\s*年|经常性|动态(?:更新|调整|管理)|贯穿全年"
)
FIRM = re.compile("前$|[底末内月]$|完成$")
"""How a deadline ends where it stands in a sentence."""
TO = r"\s*[—–\-~～至到]+\s*"
"""What stands between the first and the last day of a span."""
_DONE = "完成|办结|建成|投入|投用|竣工|开工|动工|启动|上线|印发|出台|发布"
_EVERY = (
    r"每(?:个)?\s*(?:月|季度?|半年|年|(?:周|星期)[一二三四五六日天]?|日|工作日)(?:度)?\s*(?:末月?|首月|底|初|第?一?个月)?\s*"
    r"(?:(?<=[年度])\d\s*\d?\s*月\s*(?:底|末|[上中下]旬)?)?(?:\d\s*\d?\s*[日号])?\s*(?:[（(][^）)]*[）)])?\s*(?:之前|以前|前)?"
)


class _Rule(NamedTuple):
    """A shape that deadlines have, and what it means in a year."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], int], Due | None]


def find_all(text: str, year: int) -> list[Due]:
    """Find the deadlines in a text, in its order; those that lie inside others are left out."""
    found: list[Due] = []
    end = 0
    for match, due in sorted(_found(text, year), key=lambda p: (p[0].start(), -p[0].end())):
        if match.start() >= end and match.group().strip():
            found.append(due._replace(text=match.group().strip()))
            end = match.end()
    return found


def full_date(text: str) -> date | None:
    """Read a date with its year, in Arabic or Chinese numerals: ``二○○七年四月十三日``."""
    match = re.search(rf"(?P<y>\d{{4}}|[{_CHINESE}{_ZERO}]{{4}})\s*年\s*{_MONTH}{_DAY}", text)
    try:
        return _day(match, 0) if match else None
    except ValueError:  # 2月30日
        return None


def number(text: str) -> int:
    """Read a number in Arabic or Chinese numerals: ``十三``, ``二〇二二``, ``1 2``.

    Raises:
        ValueError: It is none.
    """
    bare = re.sub(r"\s", "", text)
    if not bare or bare.isdecimal():
        return int(bare)
    if "十" not in bare:
        return int("".join(str(_DIGITS[sign]) for sign in bare))
    tens, _, ones = bare.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _found(text: str, year: int) -> Iterator[tuple[re.Match[str], Due]]:
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            due = _meaning(rule, match, year)
            if due is not None:
                yield match, due


def _meaning(rule: _Rule, match: re.Match[str], year: int) -> Due | None:
    words = match.group().strip()
    if not words:
        return None
    try:
        return rule.meaning(match, year)
    except (ValueError, KeyError):
        return Due(words, doubts=(f"“{words}”不是一个日子，可能有误。",))


def _year(match: re.Match[str], year: int) -> int:
    return number(match["y"]) if match["y"] else year


def _day(match: re.Match[str], year: int) -> date:
    return date(_year(match, year), number(match["m"]), number(match["d"]))


def _exact(match: re.Match[str], year: int) -> Due:
    return Due("", _day(match, year))


def _span(match: re.Match[str], year: int) -> Due:
    """The last day of ``3月22日—28日``."""
    month = number(match["m"] or match["from"])
    return Due("", date(_year(match, year), month, number(match["d"])))


def _month_end(match: re.Match[str], year: int) -> Due:
    return Due("", _last(_year(match, year), number(match["m"])))


def _month_in_numbers(match: re.Match[str], year: int) -> Due | None:
    """The last day of ``2019.06``, where that is all or a deadline's end follows."""
    whole = match.group().strip() == match.string.strip()
    return _month_end(match, year) if whole or FIRM.search(match.group()) else None


def _part_of_month(match: re.Match[str], year: int) -> Due:
    month, part = number(match["m"]), match["part"]
    whole = _last(_year(match, year), month)
    return Due("", whole.replace(day=_ENDS[part]) if part in _ENDS else whole)


def _before_month(match: re.Match[str], year: int) -> Due:
    """``8月前`` is over with the last day of July, to the letter; some mean the end of August."""
    month, of = number(match["m"]), _year(match, year)
    day = _last(of, month - 1) if month > 1 else _last(of - 1, 12)
    words = match.group().strip()
    doubt = f"“{words}”按{day.month}月{day.day}日登记，也可能是指{month}月底。"
    return Due("", day, doubts=(doubt,))


def _year_end(match: re.Match[str], year: int) -> Due:
    return Due("", date(_year(match, year), 12, 31))


def _quarter(match: re.Match[str], year: int) -> Due:
    day, words = _last(_year(match, year), _QUARTERS[match["q"]] * 3), match.group().strip()
    vague = words.endswith("前") and not re.search("[末底]", words)
    doubt = f"“{words}”按{day.month}月{day.day}日登记，也可能是指这个季度开始以前。"
    return Due("", day, doubts=(doubt,) if vague else ())


def _half(match: re.Match[str], year: int) -> Due:
    return Due("", _last(_year(match, year), 6 if match["half"] == "上" else 12))


def _again(match: re.Match[str], year: int) -> Due:
    words = match.group()
    inside = re.search(r"[（(](.*)[）)]", words)
    days = _listed(inside[1], year) if inside else ()
    doubt = f"“{words.strip()}”是定期的，没有登记为某一天。"
    return Due("", None, recurring=True, milestones=days, doubts=(doubt,))


def _listed(text: str, year: int) -> tuple[date, ...]:
    """The days in ``分别在6月、9月和12月底``: the last word holds for all."""
    if not re.search("底|末", text):
        return tuple(due.day for due in find_all(text, year) if due.day)
    months = re.findall(rf"(\d\s*\d?|[{_CHINESE}]{{1,3}})\s*月", text)
    return tuple(_last(year, number(month)) for month in months)


def _lasting(match: re.Match[str], year: int) -> Due:
    del match, year
    return Due("", ongoing=True)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _rule(pattern: str, meaning: Callable[[re.Match[str], int], Due | None]) -> _Rule:
    return _Rule(re.compile(pattern), meaning)


_RULES = (
    _rule(_EVERY, _again),
    _rule(r"(?:上、?下半年|春、?秋[季两]?(?:学期)?)各[^，；。]{0,4}?[\d一两二]\s*次", _again),
    _rule(
        rf"(?<![\d.])(?P<y>20\d\d){SIGNS}(?P<m>\d{{1,2}})\s*(?P=sign)\s*(?P<d>\d{{1,2}})(?![\d.])日?"
        + _BEFORE,
        _exact,
    ),
    _rule(
        rf"(?<![\d.])(?P<y>20\d\d){SIGNS}(?P<m>1[0-2]|0?[1-9])(?![\d./万亿%-])(?:月|底|月底)?{_BEFORE}",
        _month_in_numbers,
    ),
    _rule(
        rf"(?<!\d){_YEAR}(?P<from>\d\s*\d?)\s*月\s*\d\s*\d?\s*[日号]?{TO}(?:{_MONTH})?{_DAY}{_BEFORE}",
        _span,
    ),
    _rule(rf"(?<!\d){_YEAR}\d\s*\d?\s*月?{TO}{_MONTH}(?:底|末)?{_BEFORE}(?!\s*\d)", _month_end),
    _rule(_YEAR + _MONTH + _DAY + _BEFORE, _exact),
    _rule(_YEAR + _MONTH + r"(?:底|末)" + _BEFORE, _month_end),
    _rule(_YEAR + _MONTH + r"(?P<part>上旬|中旬|下旬|上半月|下半月|初)" + _BEFORE, _part_of_month),
    _rule(_YEAR + _MONTH + r"(?:之前|以前|前)", _before_month),
    _rule(_YEAR + _MONTH + rf"(?=(?:{_DONE}|$))", _month_end),
    _rule(
        r"(?:(?P<y>\d{4})\s*年|今年|本年|当年|年)\s*(?:年)?(?:底|末)(?:之前|以前|前)?", _year_end
    ),
    _rule(
        r"(?P<y>\d{4})\s*年(?:内|度内|前)|(?<![一两二三四五六七八九十半\d每])(?:年内|年度内)(?!持续)",
        _year_end,
    ),
    _rule(_YEAR + r"第?(?P<q>[一二三四1-4])\s*季度(?:末|底|内)?(?:之前|以前|前)?", _quarter),
    _rule(_YEAR + r"(?P<half>[上下])半年(?:内)?(?:之前|以前|前)?", _half),
    _rule(rf"(?<!期攻坚、)(?:{_LASTING})(?!.*阶段)", _lasting),
)

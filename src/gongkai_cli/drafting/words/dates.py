"""What the words of a deadline mean: ``6月底前``, ``每季度末月25日前``, ``第三季度``, ``持续推进``."""

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
_ANY_YEAR = 2000
_CHINESE = "一二三四五六七八九十"
_ZERO = "〇○零ＯO"
_YEAR = rf"(?:(?P<y>\d\s*\d\s*\d\s*\d|[{_CHINESE}{_ZERO}]{{4}})\s*年|(?P<this>今年|当年|本年)?)\s*"
_MONTH = rf"(?P<m>\d\s*\d?|[{_CHINESE}]{{1,3}})\s*月(?:份)?\s*"
_DAY = rf"(?P<d>\d\s*\d?|[{_CHINESE}]{{1,3}})\s*[日号]"
_BEFORE = (
    r"(?P<before>\s*(?:[（(](?:含当日|含|(?:星期|周)[一二三四五六日天])[）)])?"
    r"(?:之前|以前|(?:下班|中午|上班)?前))?"
)
_SIGNS = r"\s*(?P<sign>[./-])\s*"
_NUMBERS = re.compile(
    rf"(?P<m>\d{{1,2}}){_SIGNS}(?P<d>\d{{1,2}})|(?P<y>20\d\d)(?P<month>\d\d)(?P<day>\d\d)"
)
"""A day in numbers without a year, or without signs: they are one only where a deadline stands."""
_ENDS = {"上旬": 10, "中旬": 20, "初": 5, "上半月": 15}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LASTING = (
    "持续(?:推进|开展|实施|优化|落实)?|长期(?:坚持|推进|开展|落实)?|年内持续|常态化?(?:推进|开展|落实)?|常年"
    "|全年|经常性"
)
_FIRM = re.compile("前$|[底末内月]$|完成$")
_TO = r"\s*[—–\-~～至到]+\s*"
_KEPT = re.compile("(?:延[长续期]?|执行|有效|施行|实施)(?:期|期限)?(?:截)?[至到为][^。；，,]*")
"""Until when something is valid, which is no deadline."""
_FESTIVE = re.compile(
    "(?:“五一”|“十一”|五一|十一|国庆|春节|元旦|中秋|端午|清明)(?:国际)?(?:劳动)?节?(?:假期|假日|长假|小长假)?前"
    "|(?:主?汛期?|[春秋新]季?学期|开学|高考|两会)(?:开始|来临|到来)?前"
)
_PERIOD = re.compile(
    r"(?:^|[。；;，,：:\s]|[拟将]?[于在])(?P<period>(?:\d{4}年|今年|本年)?(?:第?[一二三四]季度|[上下]半年))"
    "(?![的、和与及度以末内前至到—-])"
)
_DONE = "完成|办结|建成|投入|投用|竣工|开工|动工|启动|上线|印发|出台|发布"
_EVERY = (
    r"每(?:个)?\s*(?:月|季度?|半年|年|(?:周|星期)[一二三四五六日天]?|日|工作日)(?:度)?\s*(?:末月?|首月|底|初|第?一?个月)?\s*"
    r"(?:(?<=[年度])\d\s*\d?\s*月\s*(?:底|末|[上中下]旬)?)?(?:\d\s*\d?\s*[日号])?\s*(?:[（(][^）)]*[）)])?\s*(?:之前|以前|前)?"
)


class _Rule(NamedTuple):
    """A shape that deadlines have, and what it means in a year."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], int], Due | None]


def parse(text: str, year: int) -> Due | None:
    """Read words that are a deadline: a table's cell, what follows 完成时限：, a bracket's tail.

    Args:
        text: The words.
        year: The plan's year, for dates that name none.

    Returns:
        What they mean; ``None`` where there is nothing of a deadline in them.  A deadline whose day
        cannot be told has a doubt.
    """
    words = text.strip(" 　\t\n，,。；;、")
    found = find_all(words, year)
    if found:
        return _one_of(found, words)._replace(text=words)
    told = re.search(r"同步|工作日内|日内|按.*(?:要求|规定|通知)|阶段|\d+\s*[日号]", words)
    if told or _FESTIVE.search(words):
        return _vague(words)
    return None


def is_deadline(text: str) -> bool:
    """Whether words are a deadline, in whatever year."""
    return parse(text, _ANY_YEAR) is not None


def read(text: str, year: int) -> Due:
    """Read words that stand where a deadline stands; what is none of them has a doubt."""
    return (
        parse(text, year)
        or _in_numbers(text, year)
        or Due(text, doubts=(f"“{text}”没有读出期限。",))
    )


def _in_numbers(text: str, year: int) -> Due | None:
    """A day in numbers alone: ``6.30`` or ``20190630``."""
    found = _NUMBERS.fullmatch(text.strip(" 　。前"))
    if not found:
        return None
    month, day = found["m"] or found["month"], found["d"] or found["day"]
    try:
        return Due(text, date(_year(found, year), int(month), int(day)))
    except ValueError:
        return None


def _one_of(found: list[Due], words: str = "") -> Due:
    """What several deadlines in the same words come to: the last day, with a doubt."""
    days = [due for due in found if due.day]
    if not days:
        return found[0]
    last = max(days, key=lambda due: due.day or date.min)
    if len(found) == 1:
        return last
    told = "、".join(f"“{due.text}”" for due in found)
    named = f"“{words}”里" if words else ""
    doubt = f"{named}有几个期限（{told}），登记为“{last.text}”。"
    return last._replace(doubts=(*last.doubts, doubt))


def in_sentence(text: str, year: int) -> Due | None:
    """Find the deadline of a requirement in its own words.

    What comes again, or is told by a feast, has words alone, with a doubt.
    """
    words = _KEPT.sub("", text)
    every = find_all(words, year)
    found = [due for due in every if due.day and _is_firm(due.text)]
    if found:
        return _one_of(found)
    again = (due for due in every if due.recurring and due.text[-1] in "前末底")
    return next(again, None) or _period(words, year) or _festive(words)


def _is_firm(text: str) -> bool:
    """Whether words in a sentence are a deadline: 6月底前, 于3月22日—28日."""
    return bool(_FIRM.search(text) or re.search(rf"[月日]{_TO}\d", text))


def _period(text: str, year: int) -> Due | None:
    """A quarter or half a year with which a clause begins: 第三季度组织开展…."""
    found = _PERIOD.search(text)
    due = parse(found["period"], year) if found else None
    doubt = f"“{due.text}”写在句中，按期末登记，请核对。" if due else ""
    return due._replace(doubts=(*due.doubts, doubt)) if due else None


def _festive(text: str) -> Due | None:
    found = _FESTIVE.search(text)
    return _vague(found[0]) if found else None


def _vague(words: str) -> Due:
    return Due(words, doubts=(f"“{words}”没有写明是哪一天。",))


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
    return _day(match, 0) if match else None


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
    return _month_end(match, year) if whole or _FIRM.search(match.group()) else None


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
    return Due("", days[-1] if days else None, recurring=True, milestones=days, doubts=(doubt,))


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
    _rule(
        rf"(?<![\d.])(?P<y>20\d\d){_SIGNS}(?P<m>\d{{1,2}})\s*(?P=sign)\s*(?P<d>\d{{1,2}})(?![\d.])日?"
        + _BEFORE,
        _exact,
    ),
    _rule(
        rf"(?<![\d.])(?P<y>20\d\d){_SIGNS}(?P<m>1[0-2]|0?[1-9])(?![\d./万亿%-])(?:月|底|月底)?{_BEFORE}",
        _month_in_numbers,
    ),
    _rule(
        rf"(?<!\d){_YEAR}(?P<from>\d\s*\d?)\s*月\s*\d\s*\d?\s*[日号]?{_TO}(?:{_MONTH})?{_DAY}{_BEFORE}",
        _span,
    ),
    _rule(rf"(?<!\d){_YEAR}\d\s*\d?\s*月?{_TO}{_MONTH}(?:底|末)?{_BEFORE}(?!\s*\d)", _month_end),
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

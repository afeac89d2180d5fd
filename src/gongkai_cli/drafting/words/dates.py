"""What the words of a deadline mean: ``6月底前``, ``每季度末月25日前``, ``第三季度``, ``持续推进``."""

from __future__ import annotations

import re
from datetime import date

from ..model import Due
from .date_shapes import FIRM, SIGNS, TO, find_all

_ANY_YEAR = 2000
_NUMBERS = re.compile(
    rf"(?P<m>\d{{1,2}}){SIGNS}(?P<d>\d{{1,2}})|(?P<y>20\d\d)(?P<month>\d\d)(?P<day>\d\d)"
)
"""A day in numbers without a year, or without signs: they are one only where a deadline stands."""
_KEPT = re.compile("(?:延[长续期]?|执行|有效|施行|实施)(?:期|期限)?(?:截)?[至到为][^。；，,]*")
"""Until when something is valid, which is no deadline."""
_NO_DEADLINE = re.compile(
    "前(?:出台|制定|印发|发布|公布|施行|形成|成立|设立|取得|建成|竣工|入库|签订|发生)"
    "(?:[、和并]?(?:出台|制定|印发|发布|公布|施行|实施|生效|形成|投用|使用|验收))*(?:但[^，。；]{0,8})?的"
    "|年内(?=[^，。；]{0,10}(?:不少于|不低于|不得少于|至少))"
)
"""Words behind which no deadline stands: 12月31日前出台的文件, 年内培训不少于2次."""
_AFTERWARDS = re.compile(
    "(?:前|底|末|日)[^，。；]{0,12}[，,](?:此后|之后|其后|并)[^，。；]{0,4}(?:长期坚持|持续推进|常态化|长期保持)"
)
"""How a sentence says that what is due on a day goes on after it."""
_LASTS = re.compile("[，,](贯穿全年|(?:长期|常态化?|持续)(?:坚持|推进|开展))[。；]?\\s*$")
"""The last clause of a sentence that says that its work goes on."""
_FESTIVE = re.compile(
    "(?:“五一”|“十一”|五一|十一|国庆|春节|元旦|中秋|端午|清明)(?:国际)?(?:劳动)?节?(?:假期|假日|长假|小长假)?前"
    "|(?:主?汛期?|[春秋新]季?学期|开学|高考|两会)(?:开始|来临|到来)?前"
)
_PERIOD = re.compile(
    r"(?:^|[。；;，,：:\s]|[拟将]?[于在])(?P<period>(?:\d{4}年|今年|本年)?(?:第?[一二三四]季度|[上下]半年))"
    "(?![的、和与及度以末内前至到—-])"
)


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
    if not any(due.day for due in found):
        found = [due for clause in re.split("[，,；;]", words) for due in find_all(clause, year)]
    if found:
        return _one_of(found, words)._replace(text=words)
    told = re.search(
        r"同步|工作日内|日内|按.*(?:要求|规定|通知)|阶段|(?<![第\d])\d+\s*[日号]", words
    )
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
        return Due(text, date(int(found["y"] or year), int(month), int(day)))
    except ValueError:
        return None


def _one_of(found: list[Due], words: str = "") -> Due:
    """What several deadlines in the same words come to: the last day, with a doubt.

    What goes on behind a day goes on after it: 10月底前完成，并长期坚持.
    """
    days = [due for due in found if due.day]
    again = next((due for due in found if due.recurring), None)
    if not days:
        return found[0]
    listed = words.startswith("每") and not any(re.search("[前底末]", due.text) for due in days)
    if again and ("分别" in words or listed):  # 每半年一次，分别于6月20日、12月20日前
        return again._replace(milestones=tuple(due.day for due in days if due.day))
    last = max(days, key=lambda due: due.day or date.min)
    if len(found) == 1:
        return last
    told = "、".join(f"“{due.text}”" for due in found)
    named = f"“{words}”里" if words else ""
    doubt = f"{named}有几个期限（{told}），登记为“{last.text}”。"
    after = any(due.ongoing for due in found[found.index(last) + 1 :])
    return last._replace(ongoing=after, doubts=(*last.doubts, doubt))


def in_sentence(text: str, year: int) -> Due | None:
    """Find the deadline of a requirement in its own words.

    What comes again, or is told by a feast, has words alone, with a doubt.  A day before the plan's
    year is none.
    """
    words = _NO_DEADLINE.sub("", _KEPT.sub("", text))
    every = find_all(words, year)
    found = [due for due in every if due.day and due.day.year >= year and _is_firm(due.text)]
    if found:
        due = _one_of(found)
        return due._replace(ongoing=due.ongoing or bool(_AFTERWARDS.search(words)))
    lasts = _LASTS.search(words)
    if lasts:
        return Due(lasts[1], ongoing=True)
    again = (due for due in every if due.recurring and due.text[-1] in "前末底")
    return next(again, None) or _period(words, year) or _festive(words)


def _is_firm(text: str) -> bool:
    """Whether words in a sentence are a deadline: 6月底前, 于3月22日—28日."""
    return bool(FIRM.search(text) or re.search(rf"[月日]{TO}\d", text))


def _period(text: str, year: int) -> Due | None:
    """A quarter or half a year with which a clause begins: 第三季度组织开展…."""
    periods = (parse(found["period"], year) for found in _PERIOD.finditer(text))
    dues = [due for due in periods if due and due.day]
    if not dues:
        return None
    last = _one_of(dues)
    doubt = f"“{last.text}”写在句中，按期末登记，请核对。"
    return last._replace(doubts=(*last.doubts, doubt))


def _festive(text: str) -> Due | None:
    found = _FESTIVE.search(text)
    return _vague(found[0]) if found else None


def _vague(words: str) -> Due:
    return Due(words, doubts=(f"“{words}”没有写明是哪一天。",))

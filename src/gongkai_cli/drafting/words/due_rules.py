"""Sentences that say until when all that stands below them is due: 本部分任务均于9月底前完成."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import dates
from .date_shapes import find_all

if TYPE_CHECKING:
    from ..model import Due

_UNWRITTEN = "(?:未|没有)(?:单独|另行|特别)?(?:注明|明确|列明|标明|写明)"
_ANSWERING = "各?(?:主办|承办|责任|牵头)(?:单位|部门|科室)"
_OWN_PART = "本(?:部分|章|节|类|项)"
_ALL = re.compile(
    "(?:(?:本|该)(?:部分|章|节|类|段|表|清单|台账|方案)|以[上下]|上述|下列|各[项件]|每件|所有|全部|其余|其他|表[中内]|"
    f"{_UNWRITTEN})"
    "[^。；]{0,16}?(?:任务|工作|事项|措施|项目|建议|提案|议案|点位|问题|时限|期限|时间|各[项条]|内容)[^。；]*?(?:完成|办结|落实到位|整改到位|销号)"
    "|本(?:部分|章|节|类)[^。；]*?(?:时限|期限|完成时间)(?:均|统一|都)?为"
    "|除[^。；，]{0,16}外[，,]?[^。；]{0,8}(?:均|一律|统一|都)[^。；]*?(?:完成|办结|到位)"
    f"|{_ANSWERING}[^。；]{{0,4}}[应须要][^。；]*?(?:办结|完成(?!自查|总结|报))"
)
_LASTS = re.compile(
    "(?:本(?:部分|章|节|类)|以[上下]|上述|下列|各项|所有)[^。；，]{0,8}(?:任务|工作|事项|措施|各项)[^。；，]{0,4}?"
    "(?P<due>贯穿全年|全年(?:推进|落实|坚持)|长期坚持|持续推进|常态化(?:推进|开展))"
)
_AROUND_IT = re.compile(
    r"[于在需须要应拟的类：:，,、；;（）()\s]|[均都]|统一|全部|确保|力争|计划|重点|主要|各项|任务|事项|项目|工作|措施|问题"
    r"|完成|办结|整改|落实|推进|开展|实施|到位|坚持|见效|共?\d+[项条个件]"
)
"""What stands around the deadline in a heading that is one and says little else."""
_ASIDE = re.compile(r"[（(](?P<words>[^（）()]+)[）)]$")
_COUNT = re.compile(r"^共?\d+[项条个件][，,、；;]")
_GOES_ON = re.compile("推进|坚持|落实|开展|实施|常态|长期")
_LONGEST_HEADING = 24
_EDGES = " 　。；（）()"
_UNLESS = re.compile(f"除[^。；，]{{0,16}}外|{_UNWRITTEN}[^。；，]{{0,8}}(?:的|者)")
"""By which a sentence says that it is for what has no deadline of its own."""
_PART = re.compile(f"{_OWN_PART}|以[上下]|上述|下列")
_EVERY = re.compile(f"各[项件]|每件|{_ANSWERING}")
"""By which a sentence is for all that a document holds, or for a part of it."""


def due_of_all(text: str, year: int) -> tuple[str, Due] | None:
    """Find the sentence of a text that says until when all tasks below it are due.

    Returns:
        The sentence, and what it means; ``None`` where there is none.
    """
    for sentence in re.split("(?<=[。；])", text):
        lasts = _LASTS.search(sentence)
        due = dates.parse(lasts["due"], year) if lasts else None
        if due:
            return sentence.strip(_EDGES), due
        found = dates.in_sentence(sentence, year) if _ALL.search(sentence) else None
        if found and (found.day or found.recurring):
            return sentence.strip(_EDGES), found
    return None


def due_of_heading(heading: str, year: int) -> Due | None:
    """Read a heading that is a deadline and words such as 完成事项: 第一季度完成事项, 全年持续推进类.

    So may be the bracket at its end, or its last clause: 人大建议（7件，6月30日前办结）.

    Returns:
        What it means, with a doubt; ``None`` where the heading says anything else.
    """
    aside = _ASIDE.search(heading)
    inner = aside["words"] if aside else ""
    said = (heading, inner, heading.rpartition("，")[2])
    found = next(filter(None, (all_deadline(words, year) for words in said)), None)
    found = found or _begins_with(re.split("[，,；;]", inner)[-1], year)
    if found is None:
        return None
    doubt = f"没有写期限，按标题“{heading}”登记，请核对。"
    return found._replace(doubts=(*found.doubts, doubt))


def _begins_with(clause: str, year: int) -> Due | None:
    """The deadline with which a short clause begins: 12月底前具备开工条件."""
    found = dates.in_sentence(clause, year) if len(clause) <= _LONGEST_HEADING else None
    return found if found and found.day and clause.startswith(found.text) else None


def all_deadline(words: str, year: int) -> Due | None:
    """Read words that are a deadline and say little else: 6月底前办结, 全年持续推进类.

    Returns:
        What they mean; ``None`` where they say anything else.
    """
    words = _COUNT.sub("", words)
    found = dates.parse(words, year) if len(words) <= _LONGEST_HEADING else None
    if found is None or not (found.day or found.ongoing):
        return None
    rest = words
    for due in find_all(words, year):
        rest = rest.replace(due.text, "", 1)
    vague = found.ongoing and not _GOES_ON.search(words)
    return None if vague or _AROUND_IT.sub("", rest) else found


def is_for_the_rest(sentence: str) -> bool:
    """Whether a sentence is for all of the document that has no deadline of its own.

    It says so, 除注明外, 未注明的, or is for everything: 各件提案均须于8月底前办结.
    """
    unless = _UNLESS.search(sentence) is not None and not re.search(_OWN_PART, sentence)
    return unless or (_EVERY.search(sentence) is not None and not _PART.search(sentence))

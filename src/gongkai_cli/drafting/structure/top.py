"""Parts what stands above a plan's outline: the letter, the plan's own heading, the preamble."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..words import numbers
from ..words.unit_names import is_unit, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Line

_TITLE = re.compile(
    r"(?:方案|要点|计划|分工|分工表|分解|分解表|任务表|任务|台账|清单|安排|一览表|[任分责][务解任]书|实施意见|意见|措施|办法|细则|矩阵|任务卡"
    r"|20\d\d年[^。；，]{2,40}(?:事项|工作|行动|项目)|[\u4e00-\u9fff]{3}表|(?:推进|进展|落实|完成)情况|(?:交办|督办|督查|任务)(?:通知)?单|会议?纪要|情况的?通报)"
    r"\s*(?:[（(][^）)]{1,12}[）)])?$"
)
_REST = re.compile(
    "(?:重点)?(?:任务|责任|工作|实施|落实|分工|推进|整改|行动)*(?:方案|分工|分解|分解表|分工表|清单|台账)"
)
"""What of a title, on a line of its own, is only its end."""
_LABEL = re.compile("(?:工作|重点|主要|具体)(?:任务|工作|事项|措施)")
"""What stands above a table's column rather than above a plan."""
_GOES_ON = re.compile("以?及(?!时)|[和与暨]|并(?!联)")
_NOT_TITLE = re.compile(r"^(?:附?表\s*\d|附件|抄送|公开方式|联系人|各|关于印发)|[。；;：:，,]$")
BODY = re.compile(
    r"[\u4e00-\u9fff（）]{2,24}?(?:局|厅|委员会|委|人民政府|政府|办公室|办公厅|部|署|司|院|大学|学院|学校|街道办事处"
    r"|办事处|街道|医院|督查室|党组|党委|领导小组|有限公司|集团|公司|中心|银行|协会|联合会|总工会|管委会)"
)
"""A body that issues documents, at the end of a short line or at the beginning of a title."""
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[［(（]\s*(20\d\d)\s*[〕\]］)）]\s*\d+\s*号"
)
"""A document's number, with its year as the group: 云政办〔2021〕5号."""
_BESIDE = re.compile(r"[（(](?:20\d\d[-—–至到]+20\d\d年?|20\d\d年(?:度|版)?|试行|修订稿?)[）)]")
"""What stands in a bracket on the line below a title as a part of it."""
_BEGUN = re.compile(
    "贯彻|落实|推进|推动|促进|提升|优化|开展|加强|深化|实施|行动|工作|督察|建设|整治|关于"
)
"""What a title's first line speaks of where its end stands on the next: 三年行动, 整改任务清单."""
_SHORTEST_TITLE, _LONGEST_TITLE, _LONGEST_PART, _LONG_PART = 4, 60, 30, 8


def split(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line], int]:
    """Part the lines before the first numbered heading: letter, the plan's heading, preamble.

    Returns:
        The three parts, and how many lines they are.
    """
    first = _first_heading(lines)
    top = list(lines[:first])
    at = _title_at(top)
    if at is None:
        return top, [], [], first
    start, end = at
    return top[:start], top[start:end], top[end:], first


def _first_heading(lines: Sequence[Line]) -> int:
    """Where the outline begins: at the first numbered heading behind the plan's title."""
    title = _title_at(lines)
    behind = title[1] if title else 0
    for n, line in enumerate(lines):
        if n < behind:
            continue
        if line.number or line.level or numbers.alone(line.text) or numbers.leading(line.text):
            return n
    return len(lines)


def _title_at(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where the plan's own heading stands: the last title before its first numbered line.

    A letter that sends the plan has numbered lines seldom, and never before the plan's heading
    without one of its own; several lines may make one title.
    """
    found: tuple[int, int] | None = None
    for n, line in enumerate(lines):
        if (line.number or numbers.leading(line.text)) and found:
            break
        if _is_title(line.text) and not line.number:
            if found and run_together(lines[slice(*found)]).endswith(run_together([line])):
                continue
            found = (_title_start(lines, n), n + 1)
        elif found and found[1] == n and _BESIDE.fullmatch(squeeze(line.text)):
            found = (found[0], n + 1)
    return found


def _is_title(text: str) -> bool:
    words = text.strip()
    return (
        _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE
        and bool(_TITLE.search(words))
        and not _NOT_TITLE.search(words)
        and not _LABEL.fullmatch(words)
        and numbers.leading(words) is None
        and not re.search("[。；，]", words)
    )


def _title_start(lines: Sequence[Line], n: int) -> int:
    """A title may begin some lines above its last one: short lines without any mark at their end."""
    start = n
    while start and (
        _is_part_of_title(lines[start - 1].text, lines[start].text)
        or _is_sent_as_one(lines, start - 1, n)
    ):
        start -= 1
    return start


def _is_sent_as_one(lines: Sequence[Line], start: int, n: int) -> bool:
    """Whether a letter above names the lines from one to another as the title of what it sends."""
    joined, above = (run_together(part) for part in (lines[start : n + 1], lines[:start]))
    fits = len(lines[start].text) <= _LONGEST_PART and not _NOT_TITLE.search(lines[start].text)
    return fits and joined in above


def _is_part_of_title(text: str, below: str) -> bool:
    words = text.strip()
    if (
        not words
        or len(words) > _LONGEST_PART
        or re.search(r"[。；：，:;,>＞»]|首页|号$|印发$|^附件|文件$|日$|^[（(]", words)
    ):
        return False
    if _GOES_ON.match(below.strip()) or _REST.fullmatch(squeeze(below)):
        return True
    if _is_title(words):
        return False
    if re.match("关于(?!印发|下发|转发)", words):
        return True
    if len(words) >= _LONG_PART and _BEGUN.search(words):
        return True
    complete = BODY.fullmatch(words) or is_unit(words) or re.search(r"20\d\d\s*年", words)
    return bool(complete) and not re.search(r"(?:局|厅|政府)20\d\d", below.strip())


def run_together(lines: Sequence[Line]) -> str:
    """The words of some lines without blanks, as one."""
    return squeeze("".join(line.text for line in lines))

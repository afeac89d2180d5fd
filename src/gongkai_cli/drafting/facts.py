"""The facts of a document: its letter, title, number, issuer, dates and basis, told by their shapes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from . import dates, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from .model import Line

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}\s*[〔\[［(（]\s*(20\d\d)\s*[〕\]］)）]\s*\d+\s*号")
_TITLE = re.compile(
    r"(?:方案|要点|计划|分工|分工表|分解|分解表|任务表|任务|台账|清单|安排|一览表|[任分责][务解任]书|实施意见|意见|措施"
    r"|[\u4e00-\u9fff]{3}表|(?:推进|进展|落实|完成)情况)"
    r"\s*(?:[（(][^）)]{1,12}[）)])?$"
)
_NOT_TITLE = re.compile("^(?:附件|抄送|公开方式|联系人|各|关于印发)|[。；;：:，,]$")
_BASIS = re.compile(
    r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》\s*(?:[（(]\s*([^（）()]*?号)\s*[）)])?"
)
_BASED = re.compile("根据|按照|依据|为落实|为贯彻|遵循|遵照|落实$|、$|和$|及$")
_BODY = re.compile(
    r"[\u4e00-\u9fff（）]{2,24}?(?:局|厅|委员会|委|人民政府|政府|办公室|办公厅|部|署|院|大学|学院|学校|街道办事处"
    r"|办事处|街道|医院|督查室|有限公司|集团|公司|中心|银行|协会|管委会)"
)
_OTHER_YEAR, _THIS_YEAR = "标题里没有年度，按 {} 年登记。", "全文没有年度，按今年（{} 年）登记。"
_NEAR = 40
_OPENING = 3
"""How many lines of the outline may still say what the plan rests on."""
_LONGEST_TITLE, _LONGEST_PART, _BESIDE_NUMBER = 60, 30, 12


class Facts(NamedTuple):
    """What a document says of itself.

    Attributes:
        letter: The paragraphs before the plan's own heading.
        heading: The plan's own heading.
        preamble: The paragraphs between it and the first numbered heading.
        rest: What is left: headings, items, tables.
        title: The plan's title.
        doubts: What is not sure: pairs of a sentence and a place.
    """

    letter: tuple[Line, ...]
    heading: tuple[Line, ...]
    preamble: tuple[Line, ...]
    title: str
    year: int
    issuer: str
    number: str
    issued: date | None
    basis: tuple[tuple[str, str], ...]
    copied_to: tuple[str, ...]
    disclosure: str
    doubts: tuple[tuple[str, str], ...]


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
        if line.number or line.level or numbers.leading(line.text):
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
        if _is_title(line.text):
            if found and _bare(lines[slice(*found)]).endswith(_bare([line])):
                continue
            found = (_title_start(lines, n), n + 1)
    return found


def _is_title(text: str) -> bool:
    words = text.strip()
    return (
        len(words) <= _LONGEST_TITLE
        and bool(_TITLE.search(words))
        and not _NOT_TITLE.search(words)
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
    joined, above = (_bare(part) for part in (lines[start : n + 1], lines[:start]))
    return len(lines[start].text) <= _LONGEST_PART and joined in above


def _bare(lines: Sequence[Line]) -> str:
    return re.sub(r"\s+", "", "".join(line.text for line in lines))


def _is_part_of_title(text: str, below: str) -> bool:
    words = text.strip()
    if (
        not words
        or len(words) > _LONGEST_PART
        or re.search(r"[。；：，:;,]|号$|印发$|^附件|文件$|日$", words)
    ):
        return False
    if _is_title(words):
        return False
    complete = _BODY.fullmatch(words) or re.search(r"20\d\d\s*年", words)
    return bool(complete) and not re.search(r"(?:局|厅|政府)20\d\d", below.strip())


def facts(top: Sequence[Line], lines: Sequence[Line], this_year: int) -> tuple[Facts, list[Line]]:
    """Read a document's facts.

    Args:
        top: The lines before the first table, or all of them.
        lines: All lines.
        this_year: The year of a document that names none.

    Returns:
        The facts, and the lines of the outline that are among those on top.
    """
    letter, heading, preamble, first = split(top)
    title = _name(letter, heading)
    near = [*letter, *heading, *preamble[:4]]
    number = _own_number(near)
    issued = _issued(near, lines)
    year, doubt = _year(title, number, issued, lines) or (this_year, _THIS_YEAR)
    issuer = _issuer(near, title, lines)
    doubts = list(_doubts(title, issuer, heading, doubt.format(year)))
    basis = _basis([*preamble, *letter, *top[first : first + _OPENING]], title)
    made = Facts(
        tuple(letter), tuple(heading), tuple(preamble), title, year, issuer, number, issued,
        tuple(basis), tuple(_copied(lines)), _disclosure(near),
        tuple(doubts),
    )  # fmt: skip
    return made, list(top[first:])


def _name(letter: Sequence[Line], heading: Sequence[Line]) -> str:
    """The plan's title: its own heading, or what the letter says it sends."""
    own = _bare(heading)
    if own:
        return own
    told = _bare(letter)
    sent = re.search("印发(?:《([^》]+)》|([^。]{4,60}?)的通知)", told)
    return (sent[1] or sent[2]) if sent else ""


def _own_number(near: Sequence[Line]) -> str:
    """The document's number: one that stands alone on its line, or behind 文号."""
    for line in near:
        words = wide(line.text)
        match = _NUMBER.search(words)
        if match and "《" not in words:
            alone = (
                len(re.sub(r"\s", "", words)) - len(re.sub(r"\s", "", match.group()))
                <= _BESIDE_NUMBER
            )
            if alone or re.search(r"文\s*号\s*[：:]?", words):
                return re.sub(r"\s+", "", re.sub(r"^.*文\s*号\s*[：:]?", "", match.group()))
    return ""


def wide(text: str) -> str:
    """A text with ordinary digits."""
    return text.translate({0xFF10 + n: str(n) for n in range(10)})


def _issued(near: Sequence[Line], lines: Sequence[Line]) -> date | None:
    """When it was issued: the date before 印发, else the date under a signature."""
    printed = [line for line in lines if re.search("印发[）)]?[。.]?$", line.text.strip())]
    dated = [line for line in [*near, *lines[-6:]] if _is_date_line(line.text)]
    signed = [line for line in dated if not re.search("填报|填表|更新", line.text)]
    for line in [*printed, *signed]:
        found = dates.full_date(wide(line.text))
        if found:
            return found
    return None


def _is_date_line(text: str) -> bool:
    """Whether a line is a date, alone or behind a name or a label."""
    bare = re.sub(r"\s+", "", wide(text))
    day = r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年[^年月日]{1,3}月[^年月日]{1,3}日"
    return bool(re.fullmatch(rf"[（(]?[^。；，,《]{{0,40}}?{day}[）)]?", bare))


def _year(
    title: str, number: str, issued: date | None, lines: Sequence[Line]
) -> tuple[int, str] | None:
    """The plan's year with the doubt about it: the title's, else the one that its words name most."""
    titled, numbered = (re.search(r"20\d\d", text) for text in (title, number))
    if titled:
        return int(titled[0]), ""
    if numbered:
        return int(numbered[0]), _OTHER_YEAR
    if issued:
        return issued.year, _OTHER_YEAR
    years = [int(y) for line in lines for y in re.findall(r"(20\d\d)\s*年", wide(line.text))]
    told = Counter(years)
    return (max(told, key=lambda year: (told[year], year)), _OTHER_YEAR) if told else None


def _issuer(near: Sequence[Line], title: str, lines: Sequence[Line]) -> str:
    """Who issued it: the letter's head, who sends it, the title's beginning, a signature."""
    for n, line in enumerate(near):
        words = re.sub(r"\s+", "", line.text)
        if words.endswith("文件") and len(words) <= _LONGEST_PART:
            return words.removesuffix("文件")
        sent = re.match(r"([^《》，。]{3,30}?)关于(?:印发|下发|转发|报送)", words)
        if sent:
            return sent[1]
        below = re.sub(r"\s+", "", near[n + 1].text) if n + 1 < len(near) else ""
        if _BODY.fullmatch(words) and below.startswith("关于"):
            return words
        told = re.search(
            r"(?:(?:印发|制发|发文|发布)(?:单位|机关|机构)|发布机构)[：:]\s*([^\s，,）)]{3,24}?(?=文号|日期|[\s，,）)]|$))",
            line.text,
        )
        if told:
            return told[1]
    own = re.match(rf"({_BODY.pattern})(?:关于)?(?=20\d\d|二)", title)
    signed = _signatory([*near, *lines[-6:]])
    named = own[1] if own and not signed.startswith(own[1]) else signed
    return named or _maker(near)


def _maker(near: Sequence[Line]) -> str:
    """Who filled a table in, where nobody else is named."""
    for line in near:
        told = re.search(
            r"(?:填报|编制|制表|制定)(?:单位|部门)[：:]\s*([^\s，,；）)]{3,24})", line.text
        )
        if told:
            return told[1]
    return ""


def _signatory(lines: Sequence[Line]) -> str:
    """The name beside or above a date."""
    for n, line in enumerate(lines):
        if not _is_date_line(line.text):
            continue
        beside = re.match(rf"[（(]?({_BODY.pattern})(?=\s|\d|二)", line.text.strip())
        above = re.sub(r"\s+", "", lines[n - 1].text) if n else ""
        if beside:
            return beside[1]
        if _BODY.fullmatch(above):
            return above
    return ""


def _basis(lines: Sequence[Line], title: str) -> Iterator[tuple[str, str]]:
    """The documents in 《》 that a plan says it rests on."""
    seen = set()
    for line in lines:
        for match in _BASIS.finditer(line.text):
            before, behind = line.text[: match.start()], line.text[match.end() :]
            if not (_BASED.search(before[-_NEAR:]) or behind.startswith("为依据")):
                continue
            name = re.sub(r"\s+", "", match[1])
            sent = re.search("印发$|现将$|转发$", before.strip())
            own = behind.lstrip().startswith(("已经", "印发"))
            if len(name) > 6 and name not in seen and name != title and not (sent or own):  # noqa: PLR2004
                seen.add(name)
                yield name, re.sub(r"\s+", "", match[2] or "")


def _copied(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        match = re.match(r"\s*抄\s*送\s*[：:]\s*(.+?)[。.]?$", line.text.strip())
        if match:
            yield from filter(None, re.split("[，,、；;]", match[1]))


def _disclosure(lines: Sequence[Line]) -> str:
    for line in lines:
        match = re.match(
            r"\s*[（(]?(?:此件)?(?:公开方式|公开属性)[：:]\s*([\u4e00-\u9fff]+)", line.text
        )
        if match:
            return match[1]
    return ""


def _doubts(
    title: str, issuer: str, heading: Sequence[Line], year: str
) -> Iterator[tuple[str, str]]:
    place = heading[0].place if heading else ""
    if not title:
        yield "没有找到方案的标题。", place
    if year:
        yield year, place
    if not issuer:
        yield "没有找到印发单位。", place

"""The facts of a document: its letter, title, number, issuer, dates and basis, told by their shapes."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..words.date_shapes import find_all, full_date
from ..words.unit_names import is_unit, squeeze
from .top import BODY, DOCUMENT_NUMBER, run_together, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..model import Line

_BASIS = re.compile(
    r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》\s*(?:[（(]\s*([^（）()]*?号)\s*[）)])?"
)
_BASED = re.compile("根据|按照|依据|为落实|为贯彻|遵循|遵照|落实$|、$|和$|及$")
_OTHER_YEAR, _THIS_YEAR = "标题里没有年度，按 {} 年登记。", "全文没有年度，按今年（{} 年）登记。"
_DATED = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?")
_OWN_TITLE = re.compile(
    "[^。，；《》]{0,30}关于(?!印发|下发|转发)(?:[^。；《》]|《[^《》]*》){4,60}的(?:督办|交办)?(?:通知|意见|函|决定|通告)"
)
"""The title of a paper that sends no other."""
_NOT_ISSUED = re.compile("填报|填表|更新|牵头|负责|配合|参与|责任|期限|时限|完成")
"""What a line with a date is about that does not say when the document was issued."""
_NEAR = 40
_NEAR_LINES = 8
"""How many lines below the title may hold a letter, where a page puts the title above it."""
_OPENING = 3
"""How many lines of the outline may still say what the plan rests on."""
_LONGEST_HEAD, _BESIDE_NUMBER = 30, 12


class Facts(NamedTuple):
    """What a document says of itself.

    Attributes:
        letter: The paragraphs before the plan's own heading.
        heading: The plan's own heading.
        preamble: The paragraphs between it and the first numbered heading.
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


def facts(
    top: Sequence[Line], lines: Sequence[Line], cells: Sequence[Line], this_year: int
) -> tuple[Facts, list[Line]]:
    """Read a document's facts.

    Args:
        top: The lines before the first table, or all of them.
        lines: All lines.
        cells: What stands in tables, where a document may name its year.
        this_year: The year of a document that names none.

    Returns:
        The facts, and the lines of the outline that are among those on top.
    """
    letter, heading, preamble, first = split(top)
    title = _name(letter, heading)
    near = [*letter, *heading, *preamble[:_NEAR_LINES]]
    number = _own_number(near)
    issued = _issued(near, lines)
    year, doubt = _year(title, number, issued, [*lines, *cells]) or (this_year, _THIS_YEAR)
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
    own = re.sub("^【[^】]*】|^(?:附[表件]|标题|名称)[：:]", "", run_together(heading))
    if own:
        return own
    told = run_together(letter)
    sent = re.search("印发(?:《([^》]+)》|([^。]{4,60}?)的通知)", told)
    if sent:
        return sent[1] or sent[2]
    texts = ["", *(squeeze(line.text) for line in letter)]
    for above, words in pairwise(texts):
        if _OWN_TITLE.fullmatch(words):
            return f"{above}{words}" if BODY.fullmatch(above) and words[:2] == "关于" else words
    return ""


def _own_number(near: Sequence[Line]) -> str:
    """The document's number: one that stands alone on its line, or behind 文号."""
    for line in near:
        words = wide(line.text)
        match = DOCUMENT_NUMBER.search(words)
        if match and "《" not in words:
            alone = (
                len(squeeze(_DATED.sub("", words))) - len(squeeze(match.group())) <= _BESIDE_NUMBER
            )
            if alone or re.search(r"文\s*号\s*[：:]?", words):
                return squeeze(re.sub(r"^.*文\s*号\s*[：:]?", "", match.group()))
    return ""


def wide(text: str) -> str:
    """A text with ordinary digits."""
    return text.translate({0xFF10 + n: str(n) for n in range(10)})


def _issued(near: Sequence[Line], lines: Sequence[Line]) -> date | None:
    """When it was issued: the date before 印发, else the date under a signature."""
    printed = [line for line in lines if re.search("印发[）)]?[。.]?$", line.text.strip())]
    dated = [line for line in [*near, *lines[-6:]] if _is_date_line(line.text)]
    signed = [line for line in dated if not _NOT_ISSUED.search(line.text)]
    for line in [*printed, *signed]:
        found = full_date(wide(line.text))
        if found:
            return found
    return _dated_by_label(near)


def _dated_by_label(near: Sequence[Line]) -> date | None:
    """The day in numbers behind a label, as on a web page: 成文日期：2024-05-10."""
    told = _first(
        r"(?:成文|印发|发文|签发)(?:日期|时间)[：:]\s*(20\d\d[-./]\d{1,2}[-./]\d{1,2})", near
    )
    found = find_all(told, 0) if told else []
    return found[0].day if found else None


def _is_date_line(text: str) -> bool:
    """Whether a line is a date, alone or behind a name or a label."""
    words = squeeze(wide(text))
    day = r"(?:\d{4}|[一二三四五六七八九〇○零]{4})年[^年月日]{1,3}月[^年月日]{1,3}日"
    inside = r"[（(][^。；《]{0,40}?" + day + "[）)]"
    return bool(re.fullmatch(rf"{inside}|[（(]?[^。；，,《]{{0,40}}?{day}[）)]?(?:印发)?", words))


def _year(
    title: str, number: str, issued: date | None, lines: Sequence[Line]
) -> tuple[int, str] | None:
    """The plan's year with the doubt about it: the title's, else the one that its words name most."""
    titled, numbered = (re.search(r"20\d\d", text) for text in (title, number))
    if titled and numbered and int(titled[0]) > int(numbered[0]) + 1:
        titled = None  # the title names a year far ahead: 2035年远景目标
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
    texts = [squeeze(line.text) for line in near]
    own = re.match(rf"({BODY.pattern})(?:关于)?(?=20\d\d|二)", title)
    signed = _signatory([*near, *lines[-6:]], title)
    told = [*filter(None, (_head(texts), _labelled(near), _bracketed(texts)))]
    first = told[0] if told else own[1] if own else ""
    fuller = [
        name for name in (_sender(texts), signed, _unsigned(lines)) if first and first in name
    ]
    return (fuller or [first or signed])[0] or _maker(near) or _numbered(texts)


def _head(texts: Sequence[str]) -> str:
    """The body whose letterhead or sending words stand first."""
    for n, words in enumerate(texts):
        if re.search("文件$", words) and not re.search("[>＞»：:]", words[-_LONGEST_HEAD:]):
            return words.removesuffix("文件") if len(words) <= _LONGEST_HEAD else ""
        sent = _sender(texts[n : n + 2])
        if sent:
            return sent
    return ""


def _sender(texts: Sequence[str]) -> str:
    """Who sends it: what stands before 关于印发, on the line or on those above."""
    for n, words in enumerate(texts):
        sent = re.match(r"([^《》，。：:]{3,30}?)关于(?:印发|下发|转发|报送)", words)
        if sent:
            return sent[1]
        if n and words.startswith("关于") and BODY.fullmatch(texts[n - 1]):
            beside = [texts[n - 2]] if n > 1 and BODY.fullmatch(texts[n - 2]) else []
            return "、".join([*beside, texts[n - 1]])
    return ""


def _labelled(near: Sequence[Line]) -> str:
    """Who issued it by a label, as on a web page."""
    return _first(
        r"(?:(?:印发|制发|发文|发布)(?:单位|机关|机构)|发布机构|信息来源)[：:]\s*"
        r"([^\s，,）)]{3,24}?(?=文号|日期|[\s，,）)]|$))",
        near,
    )


def _first(pattern: str, lines: Sequence[Line]) -> str:
    """What the first line tells that a pattern, with one group, is found in."""
    found = (re.search(pattern, line.text) for line in lines)
    return next((one[1] for one in found if one), "")


def _bracketed(texts: Sequence[str]) -> str:
    """The body in a bracket below the title: （云山市人民政府2023年6月9日印发）."""
    pattern = rf"[（(]({BODY.pattern})[，,]?\d{{4}}年.*"
    found = (re.fullmatch(pattern, words) for words in texts)
    return next((one[1] for one in found if one), "")


def _unsigned(lines: Sequence[Line]) -> str:
    """A body alone on one of the last lines, without a date."""
    bodies = (squeeze(line.text) for line in reversed(lines[-3:]))
    return next((words for words in bodies if BODY.fullmatch(words)), "")


def _numbered(texts: Sequence[str]) -> str:
    """A body on the line above the document's number."""
    for above, words in pairwise(texts):
        if BODY.fullmatch(above) and DOCUMENT_NUMBER.fullmatch(words):
            return above
    return ""


def _maker(near: Sequence[Line]) -> str:
    """Who filled a table in, where nobody else is named."""
    return _first(r"(?:填报|编制|制表|制定)(?:单位|部门)[：:]\s*([^\s，,；）)]{3,24})", near)


def _signatory(lines: Sequence[Line], title: str) -> str:
    """The name beside or above a date; above it the one that the title begins with may be any."""
    for n, line in enumerate(lines):
        if not _is_date_line(line.text):
            continue
        beside = re.match(rf"[（(]?({BODY.pattern})(?=[\s，,]|\d|二)", line.text.strip())
        above = squeeze(lines[n - 1].text) if n else ""
        if beside:
            return beside[1]
        if BODY.fullmatch(above) or (is_unit(above) and title.startswith(above)):
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
            name = squeeze(match[1])
            sent = re.search("印发$|现将$|转发$", before.strip())
            own = behind.lstrip().startswith(("已经", "印发"))
            if len(name) > 6 and name not in seen and name != title and not (sent or own):  # noqa: PLR2004
                seen.add(name)
                yield name, squeeze(match[2] or "")


def _copied(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        match = re.match(r"\s*抄\s*送\s*[：:]\s*(.+?)[。.]?$", line.text.strip())
        if match:
            yield from filter(None, re.split("[，,、；;]", match[1]))


def _disclosure(lines: Sequence[Line]) -> str:
    return _first(r"^\s*[（(]?(?:此件)?(?:公开方式|公开属性)[：:]\s*([\u4e00-\u9fff]+)", lines)


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

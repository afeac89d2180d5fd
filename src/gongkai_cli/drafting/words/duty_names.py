"""Reads names in a stretch of words: parted by joiners, with 等, a bracket, a deadline behind."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from .duty_rules import document_rule
from .duty_scan import CLOSERS, OPENERS
from .duty_words import DUE_START, due_head, is_firm_due, role_word
from .unit_names import Kind, bare, is_cut_short, is_group, is_noun, is_whole, kind_of, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...domain.terms import Role
    from .duty_scan import View

_ALONG = (
    "会同|联合(?!参谋|会|社|国|体)|(?<=[科处局办室股厅司])会(?![议计展商员务馆所址堂场费])"
    "|(?<=[,;])会(?=[部局厅市省县区州])"
)
_JOINER = re.compile(f"以及|及其|{_ALONG}|和|与|及|或|暨|(?<!自)由")
ALL_BELOW = "本(?:章|部分|节|类)(?:各项|所有|全部)?(?:任务|工作|事项|措施)?(?:均|统一|都)?"
"""Before 由 in a heading's bracket: 本章各项由医务科牵头."""
_FIRST = re.compile(
    rf"{ALL_BELOW}由"
    r"|(?:[此该本上]项|以上[0-9一二三四五六七八九十、和至到-]{0,8}(?:项|条)?)(?:工作|任务)?由"
    r"|由|请|责成|[0-9]{1,2}[.)](?=\D)|[①-⑳]|以及|及|和(?![平田县顺龙静硕林政谐])|与|[-—*★☆●○◎▲△■□◆◇]+"
)
_ETC = re.compile(r"(?<![高初中同平均优劣])等(?P<tail>[^等]{0,14})$")
_AGENCY, _INSIDE = re.compile("(?:[局厅部府院会办]|[^党]委)$"), re.compile("(?:[科处股]|[^公]室)$")
_SHORT_REMARK = 4
"""How long the words in a bracket are that may be part of a name: （管委会）."""
_MAY_END = re.compile(
    "[委会局办科处院所心站部府区县市镇乡道筹队司团]$|[0-9A-Za-z]$|试行|[0-9]人$|^含"
)
"""How such words end: others, （断头路）, are a remark."""
_PARTY, _ORGAN = (
    re.compile("(?:党委|党工委|党组)$"),
    re.compile("(?:人民)?政府|管委会|管理委员会|办事处"),
)
"""What together runs a place: 党工委和管委会."""
_COUNT = re.compile(r"(?:[0-9]+|[一二三四五六七八九十]+)[个家]?(?:部门|单位|处室|科室|司局)")


class What(Enum):
    """What a part of an assignment's words is."""

    NAME = "name"
    VERB = "verb"
    LABEL = "label"
    DUE = "due"
    DUE_LABEL = "due label"
    PERSONS_LABEL = "persons label"  # the names behind it are people
    ALONG = "along"  # 会同, 会: the names behind it support
    COUNT = "count"  # 等三个部门, where three are named
    REST = "rest"


class Part(NamedTuple):
    """A part of the words, from ``start`` to ``end``.

    Attributes:
        sep: What stands before its piece.
        kind: What a name is.
        alias: The other name in the bracket behind a name.
        etc: Whether this is 等, which leaves open who else.
        role: What a role word, a label, or a bracket behind a name says.
        plural: Whether a role word says of several that each does a part.
        inner: The span of the bracket behind the name, where that holds a deadline or is not clear.
        unsure: What is not sure about it, in words for people.
        carries: Whether a label is of those who carry the work out: 落实单位.
    """

    what: What
    start: int
    end: int
    sep: str = ""
    kind: Kind = Kind.WORDS
    alias: str = ""
    etc: bool = False
    role: Role | None = None
    plural: bool = False
    inner: tuple[int, int] | None = None
    unsure: str = ""
    carries: bool = False


def behind_prefix(view: View, start: int, end: int) -> int:
    """Where a stretch begins when 由, a number or a joiner before its first name is left out."""
    found = _FIRST.match(view.flat, start, end)
    inside = found and (found.end() >= end or any(view.kept[found.start() : found.end()]))
    return found.end() if found and not inside else start


def ends_whole(view: View, left: str) -> bool:
    """Whether what stands before a role word ends like a name."""
    left = left.rstrip()
    return is_whole(left, view.known) or _ETC.search(left) is not None


def names_in(view: View, start: int, end: int, sep: str) -> Iterator[Part]:
    """Part a stretch at joiners that stand between two names."""
    for found in _JOINER.finditer(view.flat, start, end):
        if any(view.kept[found.start() : found.end()]) or not _joins(view, start, found, end):
            continue
        if found[0] == "由":
            yield Part(What.REST, start, found.start(), sep)
        elif found.start() > start:
            yield from _name(view, start, found.start(), sep)
        if re.fullmatch("会同?|联合", found[0]):
            yield Part(What.ALONG, found.start(), found.end())
        start, sep = found.end(), found[0]
    yield from _name(view, start, end, sep)


def _joins(view: View, start: int, found: re.Match[str], end: int) -> bool:
    stop = _due_behind(view, found.end(), end) or end
    left, right = view.flat[start : found.start()], view.flat[found.end() : stop]
    if found[0] in {"会同", "会"} and not left.strip():
        return found[0] == "会同" or is_whole(right, view.known)
    if found[0] == "由":
        return bool(left.strip()) and is_whole(right, view.known)
    if is_cut_short(left) or (_ORGAN.fullmatch(right) and _PARTY.search(left)):
        return False
    rest = _ETC.sub("", right) or right
    return ends_whole(view, left) and is_whole(rest, view.known) and not is_noun(right)


def _name(view: View, start: int, end: int, sep: str) -> Iterator[Part]:
    """Read one name: with 等 behind it, a deadline, a bracket."""
    start, end = _trim(view.flat, start, end)
    if start >= end:
        return
    etc = _etc(view, start, end)
    if etc is not None:
        yield from _name(view, start, etc, sep) if etc > start else ()
        yield Part(What.NAME, etc, end, sep, Kind.GROUP, etc=True)
        return
    cut = _due_behind(view, start, end)
    if cut:
        yield from _name(view, start, cut, sep)
        yield Part(What.DUE, cut, end)
        return
    yield _one(view, start, end, sep)


def _trim(flat: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (flat[start].isspace() or flat[start] in "-—"):
        start += 1
    while start < end and (flat[end - 1].isspace() or flat[end - 1] in "-—"):
        end -= 1
    return start, end


def _etc(view: View, start: int, end: int) -> int | None:
    found = _ETC.search(view.flat[max(start, end - 20) : end])
    at = max(start, end - 20) + found.start() if found else 0
    if not found or view.kept[at]:
        return None
    tail = found["tail"]
    fits = not tail or is_noun(tail) or is_group(tail) or _COUNT.fullmatch(tail)
    return at if fits else None


def _due_behind(view: View, start: int, end: int) -> int:
    """Find a deadline written onto a name with nothing between: 办公室6月底前."""
    for found in DUE_START.finditer(view.flat, start + 1, end):
        words = squeeze(view.flat[found.start() : end])
        if view.kept[found.start()] or due_head(words) < len(words) or not is_firm_due(words):
            continue
        if ends_whole(view, view.flat[start : found.start()]):
            return found.start()
    return 0


def _one(view: View, start: int, end: int, sep: str) -> Part:
    kind = kind_of(view.flat[start:end], view.known)
    part = Part(What.NAME, start, end, sep, kind)
    if kind is Kind.WORDS:
        return Part(What.REST, start, end, sep)
    if view.flat[end - 1] in CLOSERS and view.kept[end - 1]:
        return _with_bracket(view, part)
    if view.flat[start] in OPENERS and view.kept[start]:
        return _marked(view, part)
    if sep == "或":
        return part._replace(unsure="前面是“或”，由谁承担不明确")
    return part


def _with_bracket(view: View, part: Part) -> Part:
    """Read the bracket behind a name: a role, a deadline, another name, or not clear."""
    opener = _opener(view.flat, part.start, part.end - 1)
    inner = view.text[opener + 1 : part.end - 1]
    name = part._replace(end=_trim(view.flat, part.start, opener)[1], inner=(opener, part.end))
    flat = squeeze(view.flat[opener + 1 : part.end - 1])
    role = role_word(flat)
    if opener <= part.start:
        return part
    if role:
        return name._replace(role=role)
    if flat and due_head(flat) == len(flat):
        return name._replace(inner=(opener + 1, part.end - 1), unsure="due")
    return _alias(view, name, part, inner)


def _alias(view: View, name: Part, part: Part, inner: str) -> Part:
    if document_rule(inner):
        return name
    if part.kind is Kind.GROUP:
        return part
    own, other = bare(view.flat[name.start : name.end]), squeeze(inner)
    if kind_of(inner, view.known) is not Kind.UNIT and len(other) > _SHORT_REMARK:
        return name._replace(unsure=f"后面括号里的“{other}”没有读懂，请核对")
    if kind_of(inner, view.known) is not Kind.UNIT:
        whole = part if _MAY_END.search(other) else name
        return whole._replace(unsure="后面括号里的话不像别名，请核对")
    if _AGENCY.search(own) and _INSIDE.search(other):
        return name._replace(unsure=f"后面括号里的“{other}”像是它的内设机构，没有另作登记")
    return name._replace(alias=other)


def _opener(flat: str, start: int, closer: int) -> int:
    """Find where the bracket that closes here was opened."""
    depth = 0
    for at in range(closer, start - 1, -1):
        depth += (flat[at] in CLOSERS) - (flat[at] in OPENERS)
        if not depth:
            return at
    return start


def _marked(view: View, part: Part) -> Part:
    """Read a role in a bracket before a name: （牵头）办公室."""
    found = re.match(r"[(\[〔【]([^()\[\]〔〕【】]*)[)\]〕】]", view.flat[part.start : part.end])
    role = role_word(found[1]) if found else None
    if not found or not role:
        return part
    start = part.start + found.end()
    kind = kind_of(view.flat[start : part.end], view.known)
    return part._replace(start=start, role=role, kind=kind, inner=(part.start, start))

"""Reads the pieces of an assignment one by one: names, role words, words of a deadline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import chinese_number
from .duty_names import Part, What, behind_prefix, ends_whole, names_in
from .duty_words import due_head, is_firm_due, is_label, role_of_label, verbs
from .unit_names import Kind, is_noun, is_unit, is_whole, kind_of, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .duty_scan import Piece, View
    from .duty_words import Verb

_LONG = 200
_DATED = re.compile(
    "同步(?:发布|公布|公开|印发|组织)|[0-9一二三四五六七八九十](?:个?工作日|[日天周]|个月)(?:之|以)?内|[0-9][月日][底末]?前"
)
_CARRIES = re.compile("(?:具体)?(?:落实|实施|执行)(?:单位|部门|[科处股]室|主体)")
_INNER = re.compile("中心|小组|窗口|专班|[办站所队]")
_BEGINS = re.compile("全年|[0-9]|年[底内末]|[上下]半年|第?[一二三四]季度|每")
_ZONES = re.compile("(?:开发区|园区|功能区|新区)(?:管委会?|管理委员会)?")
_HEAD_LABEL = re.compile(
    "(?:牵头|主办|责任|配合|协办|承办|负责)(?:单位|部门|科室|处室|股室|司局)(?=.{2})"
)


def read_all(view: View, pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Read all pieces; 单位 behind 有关部门、 goes on with that group."""
    parts: list[Part] = []
    for part in (part for piece in pieces for part in read(view, piece)):
        words = view.flat[part.start : part.end]
        last = parts[-1] if parts else part
        if last.kind is Kind.GROUP and _belongs(view.flat[last.start : last.end], part, words):
            parts[-1] = last._replace(end=part.end)
        elif last.kind is Kind.GROUP and _ZONES.fullmatch(words):
            parts.append(part._replace(kind=Kind.GROUP))
        else:
            parts.append(_counted(parts, part, words) if part.etc else part)
    return tuple(parts)


def _belongs(group: str, part: Part, words: str) -> bool:
    """Whether a name is one with the group before it: 有关部门、单位, 各市、县（市、区）政府."""
    if part.sep not in {"、", "和", "与", "及", " "} or group.startswith("等"):
        return False
    if re.search("党委|各.{0,8}委$", group) and words in {"政府", "人民政府"}:
        return True
    if is_noun(words) or (group.startswith("各") and _INNER.fullmatch(words)):
        return True
    if not re.search(
        "(?:^|、)(?:各?自治[区州县]|直辖市|(?:各|有关|相关|其[他它])?[省市县区州旗镇乡]|街办|街道办?|办事处|管理处|街镇|[农林牧]场)$",
        group,
    ):
        return False
    further = re.match(
        "自治[区州县]|直辖市|计划单列市|[市州县区旗乡镇]$|(?:街办|街道办?|办事处|管理处|街镇|[农林牧]场)$",
        words,
    )
    return further is not None or (
        (part.kind is Kind.GROUP or re.search(r"政府(?:\(.*\))?$", words) is not None)
        and re.match("[市县区旗州镇乡街]", words) is not None
        and re.search("部门|单位|[科处股]室|机构|学校|企业", words) is None
    )


def _counted(parts: Sequence[Part], etc: Part, words: str) -> Part:
    """Compare the number in 等三个部门 with how many are named before it."""
    number = re.match("等([0-9]{1,2}|[一二三四五六七八九十]{1,3})", squeeze(words))
    if not number:
        return etc
    named = 0
    while named < len(parts) and parts[-1 - named].what is What.NAME:
        named += 1
    if named == chinese_number(number[1]):
        return etc._replace(what=What.COUNT)
    return etc._replace(unsure=f"与前面列出的{named}个单位数目不符")


def read(view: View, piece: Piece) -> Iterator[Part]:
    """Read a piece: first its deadline or label, then names up to each role word."""
    start, end = piece.start, piece.end
    if piece.label:
        kind = What.PERSONS_LABEL if piece.label.persons else What.DUE_LABEL
        plain = not piece.label.persons and not piece.label.due
        yield _label(view, start, end) if plain else Part(kind, start, end)
        return
    if end - start > _LONG:
        yield Part(What.REST, start, end, piece.sep)
        return
    sep = piece.sep
    while start < end:
        part, start = _next(view, start, end, sep)
        yield from part
        sep = ""


def _label(view: View, start: int, end: int) -> Part:
    words = view.flat[start:end]
    return Part(
        What.LABEL, start, end, role=role_of_label(words), carries=bool(_CARRIES.match(words))
    )


def _next(view: View, start: int, end: int, sep: str) -> tuple[list[Part], int]:
    """Read what stands first in a stretch.

    Returns:
        The parts, and where to go on.
    """
    clause = view.flat[start - 1 : start] in {",", ";"}
    start = behind_prefix(view, start, end)
    words = view.flat[start:end]
    if words.strip() == "下同":
        return [], end
    head = _HEAD_LABEL.match(words)
    if is_label(words) or (head and is_whole(words[head.end() :], view.known)):
        stop = start + head.end() if head and not is_label(words) else end
        return [_label(view, start, stop)], stop
    due = _due_end(view, start, end)
    if due > start:
        return [Part(What.DUE, start, due, sep)], due
    verb = _verb(view, start, end)
    if verb is None and clause and _is_dated(words, view):
        return [Part(What.DUE, start, end, sep)], end
    if verb is None:
        return list(names_in(view, start, end, sep)), end
    parts = list(names_in(view, start, start + verb.start, sep)) if verb.start else []
    stop = start + verb.end
    at = start + verb.start
    own = "" if verb.start else sep
    unsure = (
        f"后面的“{words[verb.start : verb.end]}”不是牵头、配合或负责，暂作配合单位"
        if verb.aside
        else ""
    )
    parts.append(Part(What.VERB, at, stop, own, role=verb.role, plural=verb.plural, unsure=unsure))
    if stop < end and not _goes_on(view, stop, end):
        parts.append(Part(What.REST, stop, end))
        stop = end
    return parts, stop


def _is_dated(words: str, view: View) -> bool:
    """Whether a clause behind units says until when: 细则在大会召开后30个工作日内印发."""
    sentence = kind_of(words, view.known) is Kind.WORDS and not words.startswith("会同")
    return sentence and _DATED.search(squeeze(words)) is not None


def _due_end(view: View, start: int, end: int) -> int:
    """Tell how far the words of a deadline go that stand first; ``start`` where none do."""
    words = view.flat[start:end]
    flat = squeeze(words)
    size = due_head(flat)
    if not size or (is_unit(flat) and not re.search("[0-9]|[前底末]", flat[:size])):
        return start
    rest = flat[size:]
    stop = _unsqueezed(view.flat, start, size)
    if not rest or rest.startswith("由") or _goes_on(view, stop, end):
        return stop
    firm = is_firm_due(flat[:size]) and _BEGINS.match(flat) is not None
    return end if firm and not is_whole(flat, view.known) else start


def _unsqueezed(flat: str, start: int, count: int) -> int:
    """Find the end of the first ``count`` signs from ``start`` that are not blank."""
    at = start
    while count:
        count -= not flat[at].isspace()
        at += 1
    return at


def _verb(view: View, start: int, end: int) -> Verb | None:
    """Find the first role word in a stretch that is one here, and no part of a name."""
    words = view.flat[start:end]
    whole = kind_of(words, view.known) is Kind.UNIT
    for verb in verbs(words):
        if any(view.kept[start + verb.start : start + verb.end]):
            continue
        left, right = words[: verb.start], words[verb.end :]
        if whole and not (verb.strong and left and right and ends_whole(view, left)):
            continue
        if not left and (not right.strip() or (verb.strong and is_whole(right, view.known))):
            return verb
        if left and (ends_whole(view, left) or (not right.strip() and verb.strong)):
            return verb
    return None


def _goes_on(view: View, start: int, end: int) -> bool:
    """Whether what stands behind a role word or a deadline is again names, and not its object."""
    words = view.flat[behind_prefix(view, start, end) : end].strip()
    if words.startswith("会同") or is_whole(words, view.known) or is_label(words):
        return True
    found = [verb for verb in verbs(words) if is_whole(words[: verb.start], view.known)]
    return bool(found) or due_head(squeeze(words)) == len(squeeze(words)) > 0

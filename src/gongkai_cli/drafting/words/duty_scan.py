"""Takes the words of an assignment apart: brackets, labels, and the pieces between separators."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from ...domain.names import narrow
from .duty_words import (
    DUE_LABEL_END,
    LABEL_END,
    PERSONS_END,
    due_head,
    is_duty_label,
    is_firm_due,
    is_label,
    role_of_label,
    role_word,
    verbs,
    with_colons,
)
from .unit_names import LONGEST, is_group, is_unit, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .unit_names import Known

OPENERS = "([〔【{〈"
CLOSERS = ")]〕】}〉"
_MATES = dict(zip(CLOSERS, OPENERS, strict=True))
_HARD = frozenset(",;。|/·•\t、\n")
_LABEL_WIDTH = 24
_NUMBER = re.compile(r"(?:^|(?<=[\s,;、。(\[〔【]))(?:[0-9]{1,2}[.)]|\([0-9]{1,2}\))(?=\D)|[①-⑳]")
_PART = re.compile(r"[、和与及]|以及|会同")
_WITH = re.compile(r"[(\[〔]((?:会同|联合)[^()\[\]〔〕]{2,60})[)\]〕]")
_ROLED = re.compile(
    r"(?<=[\u4e00-\u9fff])[(\[〔](?P<names>[^()\[\]〔〕,;:]{3,60}?)(?:配合|协助|参与|协办)[)\]〕]"
)
"""Who supports, in a bracket behind a name: 运输科（服务中心配合）."""
_BESIDE = re.compile(r"(?<=[^\n])\n(?=[(〔\[][^()〔〕\[\]、,;:\n]{2,20}[)〕\]](?:[\n、]|$))")
_ROLE_END = re.compile(r"(?:牵头|主办|配合|参与|协办|协助|负责|落实|承办|办理)\s*\Z")
_LEVELLED = re.compile(r"[省市州县区][^市县区]{1,12}[局委办厅会队联]\Z|[省市州县区]委.{2,8}\Z")
"""A whole name that begins with its level: never the end of a name that a blank has cut."""
_EVERY = re.compile("各|有关|相关")
_QUOTED = re.compile("“[^“”]{1,20}”")
"""Words in quotation marks, which part nothing: “双随机、一公开”联席会议成员单位."""
_CUT_WORD = re.compile(r"(?:公室|员会|理局|理处|.)(?:$|(?=[、,;。]))|[)\]〕】年月日0-9]")


class Label(NamedTuple):
    """A label with its colon, from ``start`` to ``end``.

    ``due`` where it announces a deadline, ``persons`` where people follow, who are no units.
    """

    start: int
    end: int
    due: bool
    persons: bool = False


class View(NamedTuple):
    """A text made ready for reading.

    Attributes:
        text: As printed.
        flat: In half width, sign for sign.
        kept: 1 where a sign belongs to a name or a bracket inside one and parts nothing.
        labels: Labels with a colon, in order.
        cuts: Where brackets part units instead of belonging to a name.
        lone: The brackets without a mate.
        known: The names that are known from elsewhere.
    """

    text: str
    flat: str
    kept: bytearray
    labels: tuple[Label, ...]
    cuts: frozenset[int]
    lone: tuple[int, ...]
    known: Known


class Piece(NamedTuple):
    """A stretch of the text between separators.

    Attributes:
        start: Its first sign.
        end: The sign behind its last.
        sep: What stands before it: ``、`` ``,`` ``;`` a blank, ``)`` for a bracket that closes; or nothing.
        label: The label that this is, if it is one.
    """

    start: int
    end: int
    sep: str
    label: Label | None = None


def pairs(flat: str) -> tuple[dict[int, int], list[int]]:
    """Match brackets, of different kinds too where they have no better mate.

    Returns:
        Where each opening bracket closes, and the brackets left over.
    """
    opened: list[int] = []
    count = dict.fromkeys(OPENERS, 0)
    mates: dict[int, int] = {}
    lone: list[int] = []
    for at, sign in enumerate(flat):
        if sign in OPENERS:
            opened.append(at)
            count[sign] += 1
        elif sign in CLOSERS:
            while count[_MATES[sign]] and flat[opened[-1]] != _MATES[sign]:
                lone.append(opened[-1])
                count[flat[opened.pop()]] -= 1
            if opened:
                count[flat[opened[-1]]] -= 1
                mates[opened.pop()] = at
            else:
                lone.append(at)
    return mates, sorted([*lone, *opened])


def look(text: str, known: Known) -> View:
    """Make a text ready for reading."""
    flat = _opened(narrow(with_colons(text)))
    labels = tuple(find_labels(flat))
    hidden = bytearray(len(flat))
    for label in labels:
        hidden[label.start : label.end] = b"\1" * (label.end - label.start)
    shown = "".join(" " if hid else sign for sign, hid in zip(flat, hidden, strict=True))
    numbers = [range(*found.span()) for found in _NUMBER.finditer(shown)]
    mates, lone = pairs(_NUMBER.sub(lambda found: " " * len(found[0]), shown))
    cuts = _cuts(flat, mates, labels) | set(lone) | {n for found in numbers for n in found}
    kept = _kept(flat, mates, cuts, known)
    return View(text, flat, kept, labels, frozenset(cuts), tuple(lone), known)


def _opened(flat: str) -> str:
    """A text of the same length in which brackets do not hide who does the work with whom.

    （会同市税务局） names another unit, and （市知识产权局） on a line of its own is one with the line above.
    """
    flat = _BESIDE.sub(" ", flat)
    return _ROLED.sub(_unboxed, _WITH.sub(r" \1 ", flat))


def _unboxed(found: re.Match[str]) -> str:
    """What stands in a bracket that names further units with a role word of their own."""
    *_, last = re.split("[、和及]", found["names"])
    return f",{found[0][1:-1]} " if is_unit(last) or is_group(last) else found[0]


def find_labels(flat: str) -> Iterator[Label]:
    """Find labels by their colon: 责任单位：, 完成时限：."""
    last = 0
    for colon in re.finditer(":", flat):
        start = _word_before(flat, max(last, colon.start() - _LABEL_WIDTH), colon.start())
        places = [at for at in range(start, colon.start()) if not flat[at].isspace()]
        words = "".join(flat[at] for at in places)
        duty, due = _role_label(words), DUE_LABEL_END.search(words)
        found = duty or due or PERSONS_END.search(words)
        if found and found[0]:
            persons = found is not duty and found is not due
            yield Label(places[found.start()], colon.end(), found is due, persons)
        last = colon.end()


def _word_before(flat: str, start: int, end: int) -> int:
    """Where the word before a colon begins, if that is a label by itself: 执行局　配合部门: is two things."""
    blank = max((found.end() for found in re.finditer(r"\s", flat[start:end])), default=0)
    word = flat[start + blank : end]
    return start + blank if blank and is_duty_label(word) else start


def _role_label(words: str) -> re.Match[str] | None:
    """The longest label of a role with which words end."""
    found = LABEL_END.search(words)
    while found and not role_of_label(found[0]):
        found = LABEL_END.search(words, found.start() + 1)
    return found


def _cuts(flat: str, mates: dict[int, int], labels: Sequence[Label]) -> set[int]:
    """Find the brackets that stand around units: those with nothing before and nothing behind."""
    before, after = _neighbours(flat)
    starts = [label.start for label in labels]
    ends = {label.end for label in labels}
    cuts: set[int] = set()
    for opener, closer in sorted(mates.items()):
        first, then = before[opener], after[closer]
        free = first < 0 or flat[first] in _HARD or first in cuts or first + 1 in ends
        loose = then == len(flat) or flat[then] in _HARD or flat[then] in OPENERS + CLOSERS
        holds = bisect_right(starts, opener) < bisect_right(starts, closer)
        dated = _is_due_behind_verb(flat, opener, closer)
        if (free and (loose or then in starts)) or holds or dated:
            cuts |= {opener, closer}
    return cuts


def _is_due_behind_verb(flat: str, opener: int, closer: int) -> bool:
    """Whether a bracket behind a role word holds a deadline: 质量科配合（9月底前完成）."""
    words = "".join(flat[opener + 1 : closer].split())
    return bool(words) and due_head(words) == len(words) and bool(_ROLE_END.search(flat[:opener]))


def _neighbours(flat: str) -> tuple[list[int], list[int]]:
    """Tell for every sign which one stands before it and which behind, blanks left out."""
    before, after, last = [-1] * len(flat), [len(flat)] * len(flat), -1
    for at, sign in enumerate(flat):
        before[at] = last
        last = at if not sign.isspace() or sign == "\n" else last
    following = len(flat)
    for at in range(len(flat) - 1, -1, -1):
        after[at] = following
        following = at if not flat[at].isspace() or flat[at] == "\n" else following
    return before, after


def _kept(flat: str, mates: dict[int, int], cuts: set[int], known: Known) -> bytearray:
    kept, reach = bytearray(len(flat)), 0
    for opener, closer in sorted(mates.items()):
        if opener in cuts or opener < reach:
            continue
        start = len(flat[:opener].rstrip())  # a blank before a bracket parts nothing
        reach = closer + 1
        kept[start:reach] = b"\1" * (reach - start)
    for found in (*_QUOTED.finditer(flat), *_known_spans(flat, known)):
        kept[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    return kept


def _known_spans(flat: str, known: Known) -> Iterator[re.Match[str]]:
    """Find the known names that hold what would part other names, the longest first."""
    names = {narrow(name) for name in known.exact.values()}
    joined = sorted((name for name in names if _PART.search(name)), key=len, reverse=True)
    if joined:
        yield from re.finditer("|".join(map(re.escape, joined)), flat)


def pieces(view: View) -> list[Piece]:
    """Part a text at its separators; what a blank or a line break tore apart is put together."""
    return list(_glued(view, _raw(view)))


def _raw(view: View) -> Iterator[Piece]:
    labels = {label.start: label for label in view.labels}
    start, sep, at = 0, "", 0
    while at < len(view.flat):
        label = labels.get(at)
        sign = _separator(view, at)
        if label is None and not sign:
            at += 1
            continue
        yield from _piece(view, start, at, sep)
        if label:
            yield Piece(label.start, label.end, ";", label)
        fresh = label is not None or view.flat[start:at].strip() != ""
        sep = _stronger("" if fresh else sep, "" if label else sign)
        at = start = label.end if label else at + 1
    yield from _piece(view, start, at, sep)


def _separator(view: View, at: int) -> str:
    sign = view.flat[at]
    if at in view.cuts:
        return ")" if sign in CLOSERS else ";"
    if view.kept[at]:
        return ""
    if sign in ";。":
        return ";"
    if sign == "." and not view.flat[at + 1 : at + 2].isdigit():
        return ";"
    if sign == ",":
        return ","
    return " " if sign.isspace() else "、" if sign in _HARD else ""


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=["", " ", "、", ",", ";", ")"].index)


def _piece(view: View, start: int, end: int, sep: str) -> Iterator[Piece]:
    while start < end and view.flat[start].isspace():
        start += 1
    while start < end and view.flat[end - 1].isspace():
        end -= 1
    if start < end:
        yield Piece(start, end, sep)


def _glued(view: View, raw: Iterator[Piece]) -> Iterator[Piece]:
    """Join pieces that a blank parts though neither side is complete: 政策 法规科."""
    held: Piece | None = None
    for piece in raw:
        if held and _torn(view, held, piece):
            held = held._replace(end=piece.end)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _torn(view: View, left: Piece, right: Piece) -> bool:
    if right.sep != " " or left.label or right.label:
        return False
    if _LEVELLED.match(view.flat, right.start, right.end) or _EVERY.match(view.flat, right.start):
        return False
    start = max(left.start, left.end - 2 * LONGEST)
    words, rest = view.flat[start : left.end], view.flat[right.start : right.end]
    if _CUT_WORD.match(rest) or words[-1].isdigit():
        return not _is_stamp(words)
    return not _complete(words, view.known)


def _is_stamp(words: str) -> bool:
    return is_firm_due(words[-LONGEST:]) and words[-1] in "前内底成"


def _complete(words: str, known: Known) -> bool:
    """Whether a stretch is something by itself: a name, a label, a role word, a deadline."""
    if is_whole(words, known) or is_label(words) or role_word(words) or words.endswith("等"):
        return True
    flat = "".join(words.split())
    found = verbs(flat)
    return bool(found and found[-1].end == len(flat)) or due_head(flat) == len(flat)

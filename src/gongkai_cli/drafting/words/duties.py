"""Understands the words by which a plan assigns work to units: 办公室牵头，各科室配合.

What names units and how names are parted is in ``unit_names`` and ``duty_reader``, what gives them
roles in ``duty_words`` and ``duty_roles``, what they leave out in ``duty_full``.  Nothing is dropped:
what was not understood is quoted in a doubt.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...domain.terms import Role
from ..model import Duties, Name
from .duty_brackets import split_deadline, split_end
from .duty_full import restore
from .duty_names import ALL_BELOW, Part, What
from .duty_reader import read_all
from .duty_roles import give_roles, units_of
from .duty_rules import Rule, Says, document_rule
from .duty_scan import look, pieces
from .duty_words import is_firm_due, is_two_roles, role_of_label
from .unit_names import Kind, is_unit, is_whole, know, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .duty_full import Restored
    from .duty_roles import Roles
    from .duty_scan import View

__all__ = [
    "ETC",
    "SAME",
    "Rule",
    "Says",
    "document_rule",
    "merge",
    "named",
    "names_units",
    "parse",
    "parse_labelled",
    "role_of_label",
    "says_role",
    "split_bracket",
    "split_due",
]

SAME = re.compile("(?:责任)?(?:单位|科室|部门)?(?:同上|同前|〃|″)")
"""An assignment that is the one before again."""
ETC = re.compile("等+(?:部门|单位|科室|处室|股室|司局|有关方面)?")
"""A name that is none: 等 alone."""
_EXCEPT = re.compile("[,，;；](?:另有|有)(?:规定|要求|明确|注明)[^,，。;；]*$")
"""What may be added to a deadline for all: 另有规定的从其规定."""
_GAP = re.compile(
    rf"(?:{ALL_BELOW}|"
    r"下同|以及|及其|或|无|[此该本上]项(?:工作|任务)?|以上[0-9一二三四五六七八九十、和至到-]{0,8}[项条]?(?:工作|任务)?|和|与|及|暨|由|请|责成|会同|联合|[0-9]{1,2}[.)]|[\W_①-⑳])+"
)
_EDGES = " \t\n,;，；、。"
_SENT_TO = re.compile("(?:报送?|送|交|向|至|经)([^，。；、,;]{2,16})$")
_KIND_OF_PLACE = re.compile(
    "(?:[省市县区乡镇村居州旗]|社区|街道|园区|林场)(?:、(?:[市县区乡镇村居]|社区|街道|园区))*"
)
_PLACE_END = re.compile("[县市区乡镇村居道园]$")
"""What a bracket holds, and what stands before it, where both are one word: 进村（社区）."""
_NOTHING = re.compile(r"[\W_无]*")
_SHORT_VERB = 20
_UNSURE_FOR_ONE = 3
_QUOTED = 60


class _Reading(NamedTuple):
    """A text as read: its parts, the roles in them and the names restored."""

    view: View
    parts: tuple[Part, ...]
    roles: Roles
    names: tuple[Restored, ...]


def parse(text: str, known: Sequence[str] = ()) -> Duties | None:
    """Understand the words of an assignment: a bracket's, a labelled line's, a cell's.

    Args:
        text: The words, with or without label and brackets.
        known: Names and aliases of units known from elsewhere; they win over guesses.

    Returns:
        What the words mean; ``None`` where they are plainly no assignment.
    """
    if SAME.fullmatch(squeeze(text)):
        name = Name(text, squeeze(text), group=True, open=True)
        return Duties(responsible=(name,))
    reading = _read(_without_rules(text), known)
    return _duties(reading) if _is_assignment(reading) else None


def names_units(text: str, known: Sequence[str] = ()) -> bool:
    """Whether words are an assignment that names anybody."""
    found = parse(text, known)
    return bool(found and found.names)


def named(found: Duties | None) -> list[Name]:
    """Everybody whom an assignment names; 等 alone is nobody."""
    return [name for name in found.names if not ETC.fullmatch(name.text)] if found else []


def only_units(found: Duties) -> bool:
    """Whether each name of an assignment is a unit's by its words, or a group's: 县教育局, 各科室."""
    return all(name.group or is_unit(name.full) for name in found.names)


def _without_rules(text: str) -> str:
    """Words without what they say of other items: rules of the document behind them, exceptions."""
    first, *more = re.split("(?<=。)", _EXCEPT.sub("", text))
    return first + "".join(sentence for sentence in more if document_rule(sentence) is None)


def says_role(text: str, known: Sequence[str] = ()) -> bool:
    """Whether words have a label or a role word: 办公室牵头, not a list of units alone."""
    return any(part.what in {What.LABEL, What.VERB} for part in _read(text, known).parts)


def parse_labelled(label: str, text: str, known: Sequence[str] = ()) -> Duties:
    """Understand words whose role a label or a column's heading gives.

    Role words in the text count more than the label; an empty text names nobody.
    """
    if _NOTHING.fullmatch(text) and "无" not in text:
        return Duties()
    role = role_of_label(label) or Role.RESPONSIBLE
    duties = _duties(_read(text, known, role))
    mixed = is_two_roles(label) and len(duties.names) > 1
    if mixed and not duties.lead and not (duties.support and duties.responsible):
        doubt = f"栏名“{label.strip()}”含两种角色，原文没有分开，请核对。"
        return duties._replace(doubts=(*duties.doubts, doubt))
    return duties


def merge(parts: Iterable[Duties], *, three_roles: bool = False) -> Duties:
    """Put the labelled lines or columns of one item together.

    Beside a lead that another line or column names, and where nobody supports by name, the responsible
    units are those who support.

    Args:
        parts: What each line or column says.
        three_roles: Whether those who support have a column of their own, which may be empty here.
    """
    every = list(parts)
    lead = tuple(name for one in every for name in one.lead)
    support = tuple(name for one in every for name in one.support)
    own = tuple(name for one in every for name in one.responsible)
    apart = not any(one.lead and one.responsible for one in every)
    if lead and own and not support and apart and not three_roles:
        support, own = own, ()
    due = "；".join(one.due for one in every if one.due)
    return Duties(lead, support, own, due, tuple(d for one in every for d in one.doubts))


def split_bracket(text: str, known: Sequence[str] = ()) -> tuple[str, str] | None:
    """Part a paragraph from the assignment at its end.

    Args:
        text: The paragraph.
        known: Names of units that are known from elsewhere.

    Returns:
        The text before, and the content of the bracket verbatim, or the words from a trailing label
        on.  Of several brackets at the end the content goes from the first one's to the last one's,
        with the brackets between (``责任单位：办公室）（6月底前完成``), so that in one pair of
        brackets it is again what was printed.  ``None`` where the end is no assignment.
    """
    return split_end(text, partial(_assigns, known=known), _dates)


def _is_other_name(before: str, content: str, known: Sequence[str]) -> bool:
    """Whether a bracket only says what else the unit is called to which something is sent."""
    sent = _SENT_TO.search(before)
    alone = not re.search("[、，,；;：:]", content) and not says_role(content, known)
    return bool(sent and alone and is_whole(sent[1], know(known)))


def split_due(text: str) -> tuple[str, str] | None:
    """Part a paragraph from a bracket at its end that only says until when: （6月底前完成）."""
    return split_deadline(text, _dates)


def _assigns(words: str, before: str = "", known: Sequence[str] = ()) -> bool:
    duties = parse(words, known)
    if duties is None or not (duties.names or "单位" in words):
        return False
    if _KIND_OF_PLACE.fullmatch(squeeze(words)) and _PLACE_END.search(before):
        return False
    return not _is_other_name(before, words, known)


def _dates(words: str) -> bool:
    duties = parse(words)
    return duties is not None and not duties.names and bool(duties.due)


def _read(text: str, known: Sequence[str], label: Role | None = None) -> _Reading:
    view = look(text, know(known))
    parts = read_all(view, pieces(view))
    roles = give_roles(parts, label)
    return _Reading(view, parts, roles, tuple(restore(view, roles.placed)))


def _is_assignment(reading: _Reading) -> bool:
    """Whether a text assigns work; a label says so, otherwise names must outweigh other words."""
    parts, roles = reading.parts, reading.roles
    if any(part.what is What.LABEL for part in parts):
        return True
    if any(part.what is What.DUE_LABEL for part in parts):
        return bool(roles.due or roles.placed)
    named = [one.part for one in roles.placed]
    good = units_of(named)
    wrong = sum(end - start for start, end in roles.rest)
    wrong += sum(part.end - part.start for part in named if part.kind is Kind.WORDS)
    if not named:
        return not wrong and _only_due(reading)
    if any(part.what is What.VERB for part in parts):
        return wrong <= good if good else not wrong and _led_by_unsure(reading)
    unsure = sum(part.kind is Kind.UNSURE for part in named)
    if any(part.etc and part.end - part.start > 1 for part in named):
        return not wrong
    sure = sum(part.kind in {Kind.UNIT, Kind.GROUP} and not part.etc for part in named)
    return not wrong and sure > 0 and unsure <= _UNSURE_FOR_ONE * sure


def _led_by_unsure(reading: _Reading) -> bool:
    """Whether names that do not end like units are told to lead, in a few words."""
    leads = any(one.role is Role.LEAD for one in reading.roles.placed)
    return leads and len(reading.view.text) <= _SHORT_VERB


def _only_due(reading: _Reading) -> bool:
    words = squeeze(_due(reading.view, reading.roles.due))
    verbs = any(part.what is What.VERB for part in reading.parts)
    return bool(words) and is_firm_due(words) and not verbs


def _duties(reading: _Reading) -> Duties:
    roles = reading.roles
    by_role = {
        role: tuple(
            restored.name
            for restored, one in zip(reading.names, roles.placed, strict=True)
            if one.role is role
        )
        for role in Role
    }
    inner = [p.part.inner for p in roles.placed if p.part.unsure == "due" and p.part.inner]
    due = _due(reading.view, sorted([*roles.due, *inner]))
    doubts = tuple(_doubts(reading))
    return Duties(by_role[Role.LEAD], by_role[Role.SUPPORT], by_role[Role.RESPONSIBLE], due, doubts)


def _due(view: View, spans: Sequence[tuple[int, int]]) -> str:
    """The words of a deadline verbatim; what stands apart is joined by ``；``."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not view.flat[joined[-1][1] : start].strip(" ,、\t\n"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return "；".join(view.text[start:end].strip() for start, end in joined)


def _doubts(reading: _Reading) -> Iterable[str]:
    """Say everything that is not sure; the same of several names in one sentence."""
    said: dict[str, list[str]] = {}
    for restored, one in zip(reading.names, reading.roles.placed, strict=True):
        unsure = one.part.unsure if one.part.unsure != "due" else ""
        for why in dict.fromkeys((restored.unsure, one.unsure, unsure)):
            if why:
                said.setdefault(why, []).append(f"“{restored.name.text}”")
    yield from (f"{''.join(names)}{why}。" for why, names in said.items())
    text = reading.view.text
    yield from (f"“{text[a:b]}”后面没有写单位。" for a, b in reading.roles.empty)
    yield from (
        f"“{words}”按前面的单位办理、后面的单位配合登记，请核对。" for words in _along(reading)
    )
    left = _left(reading)
    if left:
        yield f"{''.join(f'“{words}”' for words in left)}没有读懂，请核对。"
    if _unbalanced(reading.view):
        yield f"括号不成对：“{_short(text)}”。"


def _along(reading: _Reading) -> Iterator[str]:
    """The words of 会同 behind a name that no role word closes: they may be read in two ways."""
    for before, part in pairwise(reading.parts):
        if before.what is What.NAME and part.what is What.ALONG:
            yield reading.view.text[part.start : part.end]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def _unbalanced(view: View) -> bool:
    """Whether a bracket lacks its mate; those between two brackets of one paragraph do not."""
    between = {n for m in re.finditer(r"[)\]〕】]\s*[(\[〔【]", view.flat) for n in m.span()}
    return any(at not in between and at + 1 not in between for at in view.lone)


def _left(reading: _Reading) -> list[str]:
    """Quote what no name, role word, label or deadline accounts for."""
    view = reading.view
    seen = bytearray(len(view.flat))
    rest = set(reading.roles.rest)
    for part in reading.parts:
        if (part.start, part.end) not in rest:
            _mark(seen, part.start, part.end)
            _mark(seen, *(part.inner or (0, 0)))
    left, start = [], -1
    for at in range(len(seen) + 1):
        gone = at == len(seen) or seen[at]
        if not gone and start < 0:
            start = at
        elif gone and start >= 0:
            if not _GAP.fullmatch(view.flat, start, at):
                left.append(view.text[start:at].strip(_EDGES))
            start = -1
    return left


def _mark(seen: bytearray, start: int, end: int) -> None:
    seen[start:end] = b"\1" * (end - start)

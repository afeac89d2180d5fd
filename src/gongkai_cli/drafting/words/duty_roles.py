"""Gives every name of an assignment its role, from the labels before and the role words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...domain.terms import Role
from .duty_names import Part, What
from .unit_names import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FOLLOW = "前面已有牵头单位、后面没有角色词，暂作配合单位"
_MARKED = "后面没有角色词，而后文有单位标明牵头，暂作配合单位"
_BEFORE = "后面没有角色词，而后文有单位配合，暂作责任单位"
_COMMA_LEAD = "与牵头单位之间是逗号，暂一并作牵头单位"
_FIRST = "后面是逗号，是否由它牵头原文没有写明，暂都作责任单位"


class Placed(NamedTuple):
    """A name with its role.

    Attributes:
        part: The name.
        role: Its role.
        by: What gave the role: a label, a role word, or nothing.
        run: Which list of names it stands in; counted from 0.
        unsure: What is not sure about the role.
    """

    part: Part
    role: Role
    by: What | None
    run: int
    unsure: str = ""


class Roles(NamedTuple):
    """All names with their roles, and the spans of deadlines, labels left empty and what is left."""

    placed: tuple[Placed, ...]
    due: tuple[tuple[int, int], ...]
    rest: tuple[tuple[int, int], ...]
    empty: tuple[tuple[int, int], ...]


class _Desk:
    """Names wait here until a label or a role word tells what they are."""

    def __init__(self, label: Role | None) -> None:
        self.waiting: list[tuple[Part, bool]] = []
        self.placed: list[Placed] = []
        self.due: list[tuple[int, int]] = []
        self.rest: list[tuple[int, int]] = []
        self.empty: list[tuple[int, int]] = []
        self.label, self.bare, self.along, self.dated = label, False, False, False
        self.last: Part | None = None
        self.run, self.heading = 0, label
        self.leads, self.persons = label is Role.LEAD, False

    def take(self, part: Part) -> None:
        """Put one part where it belongs."""
        if part.sep == ")":
            self.flush()
            self.label, self.bare, self.dated, self.persons = self.heading, False, False, False
        elif part.sep == ";" and self.label is self.heading:
            self.flush()
        if part.what in {What.LABEL, What.DUE_LABEL, What.PERSONS_LABEL}:
            self._take_label(part)
        elif self.persons:
            return
        elif part.what is What.NAME:
            self._take_name(part)
        elif part.what is What.VERB:
            self._take_verb(part)
        elif part.what is What.ALONG:
            self.along = True
        elif part.what is not What.COUNT:
            due = part.what is What.DUE or self.dated
            (self.due if due else self.rest).append((part.start, part.end))
            self.last = None

    def _take_name(self, part: Part) -> None:
        if self.dated and not (part.kind in {Kind.UNIT, Kind.GROUP} and part.sep in {";", ")"}):
            self.due.append((part.start, part.inner[1] if part.inner else part.end))
            return
        self.dated, self.last = False, None
        self.waiting.append((part, self.along))

    def _take_verb(self, part: Part) -> None:
        if self.dated and not self.waiting:
            self.due.append((part.start, part.end))
        elif self.bare or not self.waiting:
            self.flush()
            self.label, self.bare, self.last = part.role, True, part
        else:
            self._close(part)
            self.bare = False

    def _take_label(self, part: Part) -> None:
        self.flush()
        self._left_empty()
        self.label, self.bare, self.last = part.role, False, part
        self.dated = part.what is What.DUE_LABEL
        self.persons = part.what is What.PERSONS_LABEL
        self.leads = self.leads or part.role is Role.LEAD

    def _left_empty(self) -> None:
        if self.last and self.last.what is What.LABEL:
            self.empty.append((self.last.start, self.last.end))
        self.last = None

    def _close(self, verb: Part) -> None:
        """Give the names that wait the role of the word behind them."""
        role = verb.role or Role.RESPONSIBLE
        led = any(one.role is Role.LEAD and one.by is What.VERB for one in self.placed)
        if role is Role.RESPONSIBLE and self.label and not self.bare and not led:
            role = self.label
        parted = [n for n, (part, _) in enumerate(self.waiting) if part.sep in {",", ";"}]
        cut = max(parted, default=0)
        for n, (part, along) in enumerate(self.waiting):
            given, why = self._reached(role, verb) if n < cut else (role, verb.unsure)
            self._place(part, Role.SUPPORT if along else given, What.VERB, why)
        self._end_run()

    def _reached(self, role: Role, verb: Part) -> tuple[Role, str]:
        """Tell what names before a comma are, when the role word stands behind others."""
        if role is Role.LEAD:
            return role, _COMMA_LEAD
        if role is Role.SUPPORT and self.label is Role.LEAD and not self.bare:
            return self.label, ""
        if verb.plural or (role is Role.SUPPORT and self.leads):
            return role, ""
        if role is Role.SUPPORT:
            return self.label or Role.RESPONSIBLE, "" if self.label else _BEFORE
        return (Role.SUPPORT, _FOLLOW) if self.leads and self.label is None else (role, "")

    def flush(self) -> None:
        """Give the names that wait the role of the label before them, or of no word at all."""
        beside = any(along for _, along in self.waiting)
        for part, along in self.waiting:
            if along:
                self._place(part, Role.SUPPORT, What.VERB, "")
            elif beside and self.label in {None, Role.RESPONSIBLE}:
                self._place(part, Role.LEAD, What.VERB, "")
            elif self.label and not (self.leads and self._led_by_word()):
                self._place(part, self.label, What.LABEL, "")
            elif self.leads:
                self._place(part, Role.SUPPORT, None, _FOLLOW)
            else:
                self._place(part, Role.RESPONSIBLE, None, "")
        self._end_run()

    def _led_by_word(self) -> bool:
        """Whether under a label 责任单位 somebody was named as the lead by a word."""
        led = any(one.role is Role.LEAD and one.by is What.VERB for one in self.placed)
        return led and self.label is Role.RESPONSIBLE

    def _place(self, part: Part, role: Role, by: What | None, why: str) -> None:
        if part.role and not (part.role is Role.RESPONSIBLE and self.label):
            role, by, why = part.role, What.VERB, ""  # 牵头单位：甲、乙（按职责分工负责） both lead
        self.placed.append(Placed(part, role, by, self.run, why))
        self.leads = self.leads or role is Role.LEAD

    def _end_run(self) -> None:
        self.run += bool(self.waiting)
        self.waiting, self.along = [], False

    def done(self) -> Roles:
        """Give what still waits its role, and hand over."""
        self.flush()
        self._left_empty()
        return Roles(tuple(self.placed), tuple(self.due), tuple(self.rest), tuple(self.empty))


def give_roles(parts: Sequence[Part], label: Role | None = None) -> Roles:
    """Give every name its role.

    Args:
        parts: The parts of the words, in order.
        label: The role that a heading over them gives.
    """
    desk = _Desk(label)
    for part in parts:
        desk.take(part)
    roles = desk.done()
    labels = {part.role for part in parts if part.what is What.LABEL} | {label}
    carrying = any(part.carries for part in parts)
    if Role.LEAD in labels and Role.SUPPORT not in labels and not carrying:
        roles = roles._replace(placed=tuple(map(_beside_lead, roles.placed)))
    roles = roles._replace(placed=_beside_marked(_by_brackets(roles.placed)))
    plain = label is None and all(one.by is None for one in roles.placed)
    return roles._replace(placed=_first_of(roles.placed)) if plain else roles


def _by_brackets(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Where lists end with brackets of different roles, each holds for all: 甲、乙（主办），丙（协办）."""
    if len({one.part.role for one in placed if one.part.role}) < 2:  # noqa: PLR2004
        return placed
    made = [*placed]
    for n in range(len(made) - 2, -1, -1):
        one, behind = made[n], made[n + 1]
        told = behind.part.role or (behind.by is What.VERB and not placed[n + 1].by)
        if told and not one.part.role and behind.part.sep == "、":
            made[n] = one._replace(role=behind.role, by=What.VERB, unsure="")
    return tuple(made)


def _beside_marked(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Before one of a list that a bracket names the lead, the others support: 甲、乙（牵头）、丙."""
    leads = [n for n, one in enumerate(placed) if one.part.role is Role.LEAD]
    first = leads[0] if leads else 0
    plain = all(one.by is not What.VERB and one.role is Role.RESPONSIBLE for one in placed[:first])
    if not first or not plain or any(one.part.sep != "、" for one in placed[1 : first + 1]):
        return placed
    told = (one._replace(role=Role.SUPPORT, unsure=_MARKED) for one in placed[:first])
    return (*told, *placed[first:])


def _beside_lead(one: Placed) -> Placed:
    """Beside 牵头单位：, and without 配合单位：, the 责任单位： are those who support."""
    labelled = one.by is What.LABEL and one.role is Role.RESPONSIBLE
    return one._replace(role=Role.SUPPORT) if labelled else one


def _first_of(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Doubt whether a single unit leads that a comma parts from a list behind it."""
    seps = [one.part.sep for one in placed]
    alone = len(placed) > 1 and seps[1] == "," and placed[0].part.kind is Kind.UNIT
    listed = alone and any(sep not in {",", ";", ")"} for sep in seps[2:])
    return (placed[0]._replace(unsure=_FIRST), *placed[1:]) if listed else placed


def units_of(parts: Iterable[Part]) -> int:
    """Count the signs of names that are sure to be names."""
    return sum(p.end - p.start for p in parts if p.kind in {Kind.UNIT, Kind.GROUP})

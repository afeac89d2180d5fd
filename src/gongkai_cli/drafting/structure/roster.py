"""The units and groups that a draft plan names, gathered from all its assignments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...domain.names import plain
from ..words.duty_full import written_level
from ..words.unit_names import is_unit, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ...domain.schema import GroupForm, UnitForm
    from ..model import Name

NOBODY = "未写明责任单位"
"""The open group that stands where the document names nobody."""
_INSIDE = re.compile("(?:科|股|处|室|司|党委办|办公室|办|队)$")
_OUTSIDE = re.compile(
    "(?:中心|站|所|院|队|馆|公司|学校|大学|医院|分局|总队|支队|大队|协会|集团|处)$"
)
_WITHIN = re.compile(
    "(?:科|股|处|(?<!公)室|中心|站|所|馆|公司|集团|学校|大学|[医学]院|卫生院|研究院)$"
)
"""How units end that are no office of a government's own: part of one, or below it."""
_PLACES = re.compile("(?:街道|镇|乡|人民政府|政府|管委会|管委|街道办事处|办事处)$")
_BUREAU = re.compile("(?:局|委|厅|委员会|部|银行|法院|检察院|联社|工会|妇联|团委|支行|公室)$")
_GROUP_KINDS = (
    (re.compile("局属|直属|所属|下属|事业单位"), "局属单位"),
    (re.compile("科室|处室|股室|司局|内设机构|各科|各处|各股"), "科室"),
)
"""Groups within an office, which stand for all its units of a kind; others name nobody."""


@dataclass
class Unit:
    """A unit of the draft."""

    name: str
    kind: str
    aliases: list[str] = field(default_factory=list)
    confirmed: bool = True
    note: str = ""


@dataclass
class Group:
    """A group of the draft; an open one names nobody until somebody decides."""

    name: str
    kind: str = ""
    aliases: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    open: bool = False
    note: str = ""


class Roster:
    """Gathers units and groups; what is known from an existing plan comes first.

    Args:
        units: Units of an existing plan.
        groups: Its groups.
        short: The full names for short ones that the document explains.
    """

    def __init__(
        self,
        units: Sequence[UnitForm] = (),
        groups: Sequence[GroupForm] = (),
        short: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._short = short
        self._units: dict[str, Unit] = {}
        self._groups: dict[str, Group] = {}
        self._owner: dict[str, Unit | Group] = {}
        self._used: set[str] = set()
        self._printed: set[str] = set()
        for unit in units:
            self._add(
                Unit(unit.name, unit.kind, list(unit.aliases), unit.confirmed, unit.note or "")
            )
        for group in groups:
            known = Group(group.name, group.kind or "", list(group.aliases), list(group.members))
            known.open, known.note = group.open, group.note or ""
            self._add(known)

    def _add(self, made: Unit | Group) -> Unit | Group:
        table: dict[str, Unit | Group] = self._units if isinstance(made, Unit) else self._groups  # type: ignore[assignment]
        table[made.name] = made
        for name in (made.name, *made.aliases):
            self._owner.setdefault(plain(name), made)
        return made

    def take(self, names: Iterable[Name]) -> None:
        """Take the names of an assignment."""
        for name in names:
            owner = self._known(name)
            if owner is None:
                owner = self._like(name) or self._add(_made(self._spelled_out(name)))
            self._used.add(owner.name)
            if plain(name.text) == plain(owner.name):
                self._printed.add(owner.name)
            for other in (name.text, name.full, name.alias):
                self._alias(owner, other)

    def _known(self, name: Name) -> Unit | Group | None:
        """Whose name it is, as printed, in full, or as the document explains it."""
        names = (name.full, name.text, self._spelled_out(name).full)
        return next((found for one in names if (found := self._owner.get(plain(one)))), None)

    def _spelled_out(self, name: Name) -> Name:
        """A name with what the document says that it is short for."""
        full = self._short.get(plain(name.full)) or self._short.get(plain(name.text))
        return name._replace(full=full) if full else name

    def _like(self, name: Name) -> Unit | Group | None:
        """A group that is the same under another spelling: 局机关各科室, 机关各科室, 各科室."""
        if not name.group or name.open:
            return None
        bare = _bare(name.full)
        return next(
            (g for g in self._groups.values() if _bare(g.name) == bare and not g.open), None
        )

    def _alias(self, owner: Unit | Group, name: str) -> None:
        if name and plain(name) not in self._owner:
            owner.aliases.append(squeeze(name))
            self._owner[plain(name)] = owner

    def owner(self, name: Name) -> str:
        """The unit or group that a name is of."""
        found = self._owner.get(plain(name.text))
        return found.name if found else name.text

    def spelling(self, text: str) -> str:
        """A name as it is listed: the document may print it in full width once and half width again."""
        found = self._owner.get(plain(text))
        listed = (found.name, *found.aliases) if found else ()
        return next((name for name in listed if plain(name) == plain(text)), text)

    def is_new(self, name: Name, seen: set[str]) -> bool:
        """Whether a name's owner has not been seen yet; it has now."""
        key = self.owner(name)
        new = key not in seen
        seen.add(key)
        return new

    def nobody(self) -> str:
        """The group that stands where the document names nobody."""
        if NOBODY not in self._groups:
            self._add(
                Group(NOBODY, open=True, note="原文没有写明，待办公室明确后写入事项的 decided。")
            )
        self._used.add(NOBODY)
        return NOBODY

    @property
    def whole_names(self) -> list[str]:
        """Names that the document prints in full: by these others can be completed."""
        units = [u.name for u in self._units.values() if u.confirmed and u.name in self._printed]
        return [*units, *(group.name for group in self._groups.values())]

    @property
    def names(self) -> list[str]:
        """Every name and alias, longest first."""
        return sorted(
            (n for made in self._owner.values() for n in (made.name, *made.aliases)),
            key=len,
            reverse=True,
        )

    @property
    def units(self) -> Iterator[Unit]:
        """The units that the draft names, or that one of its groups holds, in their order."""
        kinds = {g.kind for g in self._groups.values() if g.name in self._used and not g.open}
        members = {m for g in self._groups.values() if g.name in self._used for m in g.members}
        for unit in self._units.values():
            if unit.name in self._used or unit.kind in kinds or unit.name in members:
                yield unit

    @property
    def groups(self) -> Iterator[Group]:
        """The groups that the draft names; one that holds nobody is open."""
        kinds = {unit.kind for unit in self.units}
        for group in self._groups.values():
            if group.name not in self._used:
                continue
            if not group.open and not group.members and group.kind not in kinds:
                group.open = True
                group.note = group.note or "原文没有点名其中的单位，待办公室明确。"
            yield group


def _made(name: Name) -> Unit | Group:
    if name.group or name.open:
        kind = "" if name.open else _group_kind(name.full)
        return Group(name.full, kind, open=name.open or not kind)
    return Unit(name.full, unit_kind(name.full), confirmed=_is_whole(name.full))


def unit_kind(name: str) -> str:
    """What kind of unit a name is of, by its ending."""
    if _PLACES.search(name):
        return "地方"
    if written_level(name)[:1] in {*"省市州盟县区旗"} and not _WITHIN.search(name):
        return "部门"
    if re.search("(?:中心|站|所|院|馆|公司|学校|医院)$", name):
        return "局属单位"
    if _BUREAU.search(name) and not re.search("(?:科|股|处|室)$", name):
        return "部门"
    return "科室" if _INSIDE.search(name) or not _OUTSIDE.search(name) else "局属单位"


def _is_whole(name: str) -> bool:
    """Whether a name ends as names of units do; 管理 for 管理科 does not."""
    return bool(
        is_unit(name)
        or _INSIDE.search(name)
        or _OUTSIDE.search(name)
        or _PLACES.search(name)
        or _BUREAU.search(name)
    )


def _group_kind(name: str) -> str:
    return next((kind for pattern, kind in _GROUP_KINDS if pattern.search(name)), "")


def _bare(name: str) -> str:
    """A group's name without what offices leave out: 局机关, 本局, 各."""
    return re.sub("^(?:我局|本局|局机关|机关|局|市局|委机关|厅机关)?各?", "", plain(name))

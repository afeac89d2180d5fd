"""Tables in which units head the columns, and signs in the rows say who leads and who supports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...domain.terms import Role
from ..model import Duties
from ..words import duties
from ..words.columns import words
from ..words.duty_full import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Cell, Name, Table
    from ..words.columns import Columns

_MEANING = re.compile(
    rf"(?P<sign>[{SIGNS}])[”\"’]?\s*(?:[号的者]|标[记注]|单位|部门|科室|[为是：:—-]|表示|代表|指)*[“\"]?(?P<role>牵头|主办|主责|责任|负责|承办|配合|协办|协同|参与)"
)
_ROLES = {
    Role.LEAD: {"牵头", "主办", "主责"},
    Role.SUPPORT: {"配合", "协办", "协同", "参与"},
}
_ORDER = (Role.LEAD, Role.SUPPORT, Role.RESPONSIBLE)
_FEWEST = 2
_UNTOLD = "表中的“{}”没有说明是什么意思，按责任单位登记，请核对。"


class Marks(NamedTuple):
    """The columns that units head, with those units, and what the signs in them mean."""

    columns: tuple[tuple[int, Sequence[Name]], ...]
    roles: Mapping[str, Role]

    def duties(self, row: Sequence[Cell]) -> Duties | None:
        """Who answers by the signs of a row; ``None`` where none stands in it."""
        named: dict[Role, list[Name]] = {role: [] for role in Role}
        doubts: list[str] = []
        for n, units in self.columns:
            sign = words(row[n])
            if sign:
                named[self.roles.get(sign, Role.RESPONSIBLE)] += units
            if sign and sign not in self.roles:
                doubts.append(_UNTOLD.format(sign))
        found = Duties(
            lead=tuple(named[Role.LEAD]),
            support=tuple(named[Role.SUPPORT]),
            responsible=tuple(named[Role.RESPONSIBLE]),
            doubts=tuple(dict.fromkeys(doubts)),
        )
        return found if found.names else None


def meanings(texts: Iterable[str]) -> dict[str, Role]:
    """What a document says of its signs: ★为牵头单位，○为配合单位."""
    found = (match for text in texts for match in _MEANING.finditer(text))
    return {match["sign"]: _role(match["role"]) for match in found}


def marks(
    table: Table, head: int, columns: Columns, known: Sequence[str], roles: Mapping[str, Role]
) -> Marks | None:
    """The columns of a table that units head and that hold nothing but signs; ``None`` for fewer than two."""
    rows = [row for row in table.rows[head:] if len(row) == columns.width]
    found: list[tuple[int, Sequence[Name]]] = []
    for n in columns.others:
        told = [words(row[n]) for row in rows if words(row[n]) and not row[n].merged]
        named = duties.parse(words(table.rows[head - 1][n]), known) if told else None
        if named and named.names and all(len(sign) == 1 and sign in SIGNS for sign in told):
            found.append((n, named.names))
    return Marks(tuple(found), roles) if len(found) >= _FEWEST else None


def by_signs(found: Duties | None, roles: Mapping[str, Role]) -> Duties | None:
    """An assignment in which signs before names say who leads: ★县林业局、县公安局; the others support."""
    if not found or not any(roles.get(name.sign) is Role.LEAD for name in found.responsible):
        return found
    told = [(name, roles.get(name.sign, Role.SUPPORT)) for name in found.responsible]
    lead, support, own = (tuple(n for n, r in told if r is role) for role in _ORDER)
    return found._replace(
        lead=(*found.lead, *lead), support=(*found.support, *support), responsible=own
    )


def _role(word: str) -> Role:
    return next((role for role, told in _ROLES.items() if word in told), Role.RESPONSIBLE)

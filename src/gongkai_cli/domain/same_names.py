"""Which unit or group of one plan is which of another: by names, then by aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .plan import Group, Unit


def same_names(old: Sequence[Unit | Group], new: Sequence[Unit | Group]) -> dict[str, str]:
    """Lead from names of one plan to those of the other that mean the same.

    Equal names come first, then a name that is the other's alias, then a common alias.
    """
    spellings: dict[str, list[int]] = {}
    for n, one in enumerate(new):
        for name in _spellings(one):
            spellings.setdefault(name, []).append(n)
    ranked = [
        (-_owners(name, one, new[n]), abs(o - n), min(o, n), max(o, n), o, n)
        for o, one in enumerate(old)
        for name in _spellings(one)
        for n in spellings.get(name, ())
    ]
    same: dict[str, str] = {}
    taken: set[int] = set()
    for *_, o, n in sorted(ranked):
        if old[o].name not in same and n not in taken:
            same[old[o].name] = new[n].name
            taken.add(n)
    return same


def _spellings(one: Unit | Group) -> set[str]:
    return {plain(name) for name in (one.name, *one.aliases)}


def _owners(name: str, *holders: Unit | Group) -> int:
    """How many bear a spelling as their own name, not as an alias."""
    return sum(plain(holder.name) == name for holder in holders)

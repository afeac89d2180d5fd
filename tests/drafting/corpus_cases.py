"""The corpus of plan documents: each with its bytes and what a careful reader registers from it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from corpus import long_plan, shipped
from corpus.builders import BUILDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

THIS_YEAR = 2026
"""The year of a document that names none."""
CORPUS = Path(__file__).resolve().parent / "corpus"
GENERATED: dict[str, Callable[[], dict[str, Any]]] = {
    "long_plan": long_plan.expected,
    "shipped_by_path": shipped.expected_by_path,
    "shipped_in_table": shipped.expected_in_table,
}
"""Expectations that are made, not written, by the name that the file gives."""


class Basis(NamedTuple):
    """A document that the plan rests on."""

    title: str
    number: str | None = None


class Facts(NamedTuple):
    """What the document says of itself; None and empty where it says nothing."""

    title: str
    year: int
    issuer: str | None = None
    number: str | None = None
    issued: date | None = None
    due: date | None = None
    due_text: str | None = None
    report_to: str | None = None
    disclosure: str | None = None
    copied_to: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()


class Item(NamedTuple):
    """One requirement, as ``corpus/README.md`` describes its parts."""

    number: str
    text: str
    title: str | None = None
    assigned: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    due: date | None = None
    due_text: str | None = None
    ongoing: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who has a role."""
        return self.lead + self.support + self.responsible


class Case(NamedTuple):
    """A document and what it says."""

    name: str
    file: str
    raw: bytes
    about: str
    tags: frozenset[str]
    document: Facts
    items: tuple[Item, ...]
    doubts: tuple[str, ...]
    units: tuple[str, ...]
    aliases: Mapping[str, str]


@cache
def cases() -> tuple[Case, ...]:
    """All cases by name."""
    return tuple(_case(path) for path in sorted(CORPUS.glob("*.expected.yaml")))


def case(name: str) -> Case:
    """The case of that name."""
    return next(one for one in cases() if one.name == name)


def _case(path: Path) -> Case:
    told = yaml.safe_load(path.read_text("utf-8"))
    builder, made = told.pop("builder", None), told.pop("generated", None)
    said = {**told, **(GENERATED[made]() if made else {})}
    return Case(
        name=path.name.removesuffix(".expected.yaml"),
        file=said.pop("file"),
        raw=BUILDERS[builder]() if builder else (CORPUS / told["file"]).read_bytes(),
        about=said.pop("about"),
        tags=frozenset(said.pop("tags")),
        document=_facts(said.pop("document")),
        items=tuple(Item(**_frozen(item)) for item in said.pop("items")),
        doubts=tuple(said.pop("doubts")),
        units=tuple(said.pop("units")),
        aliases=MappingProxyType(said.pop("aliases", {})),
        **said,
    )


def _facts(document: dict[str, Any]) -> Facts:
    basis = tuple(Basis(**one) for one in document.get("basis", ()))
    return Facts(**_frozen({**document, "basis": basis}))


def _frozen(parts: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in parts.items()}

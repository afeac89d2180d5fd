"""The styles of a Word file: what a paragraph gets from its style, through those it is based on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .docx_elements import at, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_LEVELS = range(9)
_BODY_TEXT = 9


class Style(NamedTuple):
    """What matters of a style.

    Attributes:
        level: The outline level of its headings, from 1; 0 for none.
        number_id: The numbering that it has; empty for none.
        depth: The numbering's level that it names, from 0; ``None`` where it names none.
        numbered_by: The styles, nearest first, that the numbering may name at one of its levels.
        hidden: Whether its text is hidden.
        struck: Whether its text is struck out.
    """

    level: int = 0
    number_id: str = ""
    depth: int | None = None
    numbered_by: tuple[str, ...] = ()
    hidden: bool = False
    struck: bool = False


class Styles:
    """The styles by their ids; those that are missing or go in circles do no harm."""

    def __init__(self, part: Element) -> None:
        self._elements = {element.get("styleId", ""): element for element in part.findall("style")}
        self._default = next(
            (
                key
                for key, element in self._elements.items()
                if element.get("type") == "paragraph"
                and element.get("default") in {"1", "true", "on"}
            ),
            "",
        )
        self._known: dict[str, Style] = {}

    def of(self, style_id: str) -> Style:
        """Give a style, the default one for no id."""
        style_id = style_id or self._default
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def list_id(self, style_id: str) -> str:
        """The numbering that a numbering style stands for."""
        return value(self._elements.get(style_id), "pPr/numPr/numId")

    def _resolved(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        properties = [p for _, e in chain if (p := at(e, "pPr/numPr")) is not None]
        ids = [said for p in properties if (said := value(p, "numId"))]
        depths = [said for p in properties if (said := value(p, "ilvl"))]
        return Style(
            self._level(style_id, [element for _, element in chain]),
            ids[0] if ids else "",
            number(depths[0], 0) if depths else None,
            tuple(key for key, _ in chain),
            _is_on(chain, "rPr/vanish"),
            _is_on(chain, "rPr/strike") or _is_on(chain, "rPr/dstrike"),
        )

    def _chain(self, style_id: str) -> Iterator[tuple[str, Element]]:
        """Yield a style and those that it is based on, each once."""
        seen: set[str] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            element = self._elements[style_id]
            yield style_id, element
            style_id = value(element, "basedOn")

    def _level(self, style_id: str, chain: list[Element]) -> int:
        """The outline level that the nearest style says, by number or by its built-in name."""
        if not chain:
            return _by_name(style_id)
        for element in chain:
            said = value(element, "pPr/outlineLvl")
            level = outline_level(said) if said else _by_name(value(element, "name"))
            if said or level:
                return level
        return 0


def _is_on(chain: Sequence[tuple[str, Element]], path: str) -> bool:
    """Whether the nearest style that says anything of a switch has it on."""
    said = next((found for _, e in chain if (found := at(e, path)) is not None), None)
    return said is not None and is_on(said)


def outline_level(said: str) -> int:
    """Turn an outline level of the file (0 to 8; 9 is body text) into one from 1; 0 for none."""
    level = number(said, _BODY_TEXT)
    return level + 1 if level in _LEVELS else 0


def _by_name(name: str) -> int:
    found = _HEADING.fullmatch(name.strip())
    return int(found[1]) if found else 0

"""Automatic numbers of a Word file's paragraphs, as Word shows them (ECMA-376 part 1, 17.9).

Counters belong to the abstract numbering: instances (``w:num``) of the same one go on counting where
the other stopped, and one that overrides a start begins anew where it is used first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from . import numerals
from .docx_elements import at, is_on, number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from .docx_styles import Style, Styles

_DEPTHS = 9
_LONGEST = 255
_PLACEHOLDER = re.compile("%([1-9])")


class Level(NamedTuple):
    """One level of a numbering.

    Attributes:
        start: Its first number.
        style: The format of its numbers.
        text: What is shown, with ``%1`` … ``%9`` for the numbers of the levels.
        restart: It begins anew behind this level or one above it, counted from 1; 0 for never.
        legal: Whether all numbers in its text are Arabic.
        pattern: An example of the numbers, where the format is the document's own.
        linked: The paragraph style that has it.
    """

    start: int = 0
    style: str = "decimal"
    text: str = ""
    restart: int = 0
    legal: bool = False
    pattern: str = ""
    linked: str = ""


class Definition(NamedTuple):
    """An instance of a numbering: whose counters it uses, its levels, the starts that it overrides."""

    counters: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Shown(NamedTuple):
    """A paragraph's number; ``odd`` is a format that is not known, written in Arabic digits."""

    text: str = ""
    odd: str = ""


class Numbering:
    """Counts a document's paragraphs, in their order.

    Args:
        part: The numbering part.
        styles: The document's styles.
    """

    def __init__(self, part: Element, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {e.get("abstractNumId", ""): e for e in part.findall("abstractNum")}
        self._instances = {e.get("numId", ""): e for e in part.findall("num")}
        self._known: dict[str, Definition | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Element | None) -> Shown:
        """Count a paragraph and give its number.

        Args:
            properties: The paragraph's ``w:pPr``, if it has any.
        """
        style = self._styles.of(value(properties, "pStyle"))
        number_id = value(properties, "numPr/numId") or style.number_id
        definition = self._definition(number_id)
        if definition is None:
            return Shown()
        depth = self._depth(properties, style, definition)
        return self._shown(definition, depth, self._count(number_id, definition, depth))

    def _depth(self, properties: Element | None, style: Style, definition: Definition) -> int:
        """Tell a paragraph's level: its own, the one that names its style, the style's, the first."""
        own = value(properties, "numPr/ilvl")
        if own or value(properties, "numPr/numId"):
            return min(number(own, 0), _DEPTHS - 1)
        linked = [level.linked for level in definition.levels]
        for name in style.numbered_by:
            if name in linked:
                return linked.index(name)
        return min(style.depth or 0, _DEPTHS - 1)

    def _count(self, number_id: str, definition: Definition, depth: int) -> list[int]:
        """Count one more at a level; give the numbers of all levels down to it."""
        counters = self._counters.setdefault(definition.counters, [None] * _DEPTHS)
        if (number_id, depth) not in self._begun:
            self._begun.add((number_id, depth))
            if depth in definition.starts:
                counters[depth] = None
        so_far = counters[depth]
        counters[depth] = _start(definition, depth) if so_far is None else so_far + 1
        for deeper in range(depth + 1, _DEPTHS):
            if depth < definition.levels[deeper].restart:
                counters[deeper] = None
        return self._down_to(depth, counters, definition)

    def _down_to(self, depth: int, counters: list[int | None], definition: Definition) -> list[int]:
        """Give the numbers down to a level; those above that have not come yet count as begun."""
        numbers = [
            _start(definition, n) if (number_ := counters[n]) is None else number_
            for n in range(depth + 1)
        ]
        counters[: depth + 1] = numbers
        return numbers

    def _shown(self, definition: Definition, depth: int, numbers: list[int]) -> Shown:
        level = definition.levels[depth]
        if level.style == "bullet":
            return Shown()
        odd: list[str] = []

        def filled(found: re.Match[str]) -> str:
            n = int(found[1]) - 1
            return _written(numbers[n], definition.levels[n], level, odd) if n <= depth else ""

        text = _PLACEHOLDER.sub(filled, level.text)
        return Shown(text.strip(), odd[0] if odd else "")

    def _definition(self, number_id: str) -> Definition | None:
        """Look an instance up; ``None`` for none, such as 0, which takes a style's numbering away."""
        if number_id not in self._known:
            self._known[number_id] = self._read(number_id)
        return self._known[number_id]

    def _read(self, number_id: str) -> Definition | None:
        instance = self._instances.get(number_id)
        if instance is None or number_id == "0":
            return None
        key = self._followed(number_id)
        if key not in self._abstract:
            return None
        found = {number(e.get("ilvl"), -1): _level(e) for e in self._abstract[key].findall("lvl")}
        starts: dict[int, int] = {}
        for override in instance.findall("lvlOverride"):
            depth = number(override.get("ilvl"), -1)
            own = override.find("lvl")
            if own is not None:
                found[depth] = _level(own)
            start = override.find("startOverride")
            if start is not None:
                starts[depth] = number(start.get("val"), 0)
        return Definition(
            key, tuple(found.get(n, Level(restart=n)) for n in range(_DEPTHS)), starts
        )

    def _followed(self, number_id: str) -> str:
        """Find the abstract numbering that has the levels: some only name a style that has another."""
        seen: set[str] = set()
        while number_id not in seen:
            seen.add(number_id)
            key = value(self._instances.get(number_id), "abstractNumId")
            link = value(self._abstract.get(key), "numStyleLink")
            if not link:
                return key
            number_id = self._styles.list_id(link)
        return ""


def _start(definition: Definition, depth: int) -> int:
    return definition.starts.get(depth, definition.levels[depth].start)


def _written(value_: int, level: Level, shown_in: Level, odd: list[str]) -> str:
    """Write a level's number; a format that is not known is told in ``odd``."""
    if shown_in.legal:
        return str(value_)
    if level.pattern:
        return numerals.padded(value_, level.pattern)
    text = numerals.write(value_, level.style)
    if text is None:
        odd.append(level.style)
    return str(value_) if text is None else text


def _level(element: Element) -> Level:
    depth = number(element.get("ilvl"), 0)
    chosen = at(element, "mc-AlternateContent/mc-Choice/numFmt")
    form = chosen if chosen is not None else element.find(".//numFmt")
    restart = number(value(element, "lvlRestart"), depth)
    return Level(
        number(value(element, "start"), 0),
        "decimal" if form is None else form.get("val", "decimal"),
        value(element, "lvlText")[:_LONGEST],
        min(restart, depth),
        is_on(element.find("isLgl")),
        "" if form is None else form.get("format", ""),
        value(element, "pStyle"),
    )

"""The elements of a Word file's parts, with short names, whatever prefixes a program chose.

Those of WordprocessingML have their bare names (``p``), others a prefix and a hyphen (``mc-Choice``);
attributes have their local names.  The usual namespaces of ECMA-376 and the strict ones come out alike.
What says only how something looks is left out on the way, so that a long document takes little memory.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ...storage import zipped
from . import refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_BLOCKS = 400_000
_MOST_BLOCK = 1_000_000
_MOST_SIGNS = 10_000_000
_OOXML = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_SPACES = {
    "wordprocessingml/main": "",
    "officeDocument/math": "m-",
    "drawingml/main": "a-",
    "drawingml/picture": "pic-",
    "drawingml/chart": "chart-",
    "drawingml/diagram": "dgm-",
    "markup-compatibility": "mc-",
}
_OTHERS = {
    "urn:schemas-microsoft-com:vml": "v-",
    "urn:schemas-microsoft-com:office:office": "o-",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "chart-",
}
_BLOCKS = {"p", "tbl", "r", "altChunk", "m-oMathPara", "m-oMath"}
_DELETED = {"del", "moveFrom"}
_TEXTS = {"t", "instrText", "delText", "m-t", "a-t"}
_LOOKS = {
    *("rFonts", "sz", "szCs", "b", "bCs", "i", "iCs", "color", "lang", "kern"),
    *("spacing", "ind", "jc", "u", "shd", "highlight", "snapToGrid", "bidi"),
    *("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "w"),
    *("widowControl", "keepNext", "keepLines", "adjustRightInd", "tabs"),
}
"""Elements that say only how something looks; they are not kept."""


class Builder:
    """Makes trees of the elements of a part: of the document's blocks, or one of the whole part.

    ``root`` is the name of the part's outermost element.
    """

    def __init__(self, *, blocks: bool) -> None:
        self.root = ""
        self._only_blocks = blocks
        self._trees: list[Element] = []
        self._builder: ET.TreeBuilder | None = None
        self._outside: list[str] = []  # the elements around a tree
        self._depth = self._count = self._signs = self._blocks = 0
        self._in_text = self._chosen = False

    def taken(self) -> list[Element]:
        """Hand over the trees that are complete."""
        trees, self._trees = self._trees, []
        return trees

    def start(self, name: str, attributes: zipped.Attributes) -> None:
        """Take the start of an element."""
        tag = _tag(name)
        if self._builder is None:
            self.root = self.root or tag
            if self._only_blocks and tag not in _BLOCKS:
                self._outside.append(tag)
                self._chosen &= tag != "mc-AlternateContent"
                return
            builder = self._begin()
        elif tag in _LOOKS:
            return
        else:
            builder = self._builder
        self._depth += 1
        self._count += 1
        if self._count > _MOST_BLOCK:
            raise zipped.TooMany
        self._in_text = tag in _TEXTS
        if attributes:
            attributes = {key.rpartition(" ")[2]: v for key, v in attributes.items()}
        builder.start(tag, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._builder is None:
            self._outside.pop()
            return
        tag = _tag(name)
        if tag not in _LOOKS:
            self._in_text = False
            self._builder.end(tag)
            self._depth -= 1
            if not self._depth:
                self._finish(self._builder.close())

    def _begin(self) -> ET.TreeBuilder:
        self._builder, self._count = ET.TreeBuilder(), 0
        self._blocks += 1
        if self._blocks > _MOST_BLOCKS:
            raise refused.too_large("有几十万段")
        return self._builder

    def _finish(self, tree: Element) -> None:
        """Keep a tree, but not the second of two alternatives; what was deleted stays marked so."""
        self._builder = None
        if self._chosen and "mc-Fallback" in self._outside:
            return
        self._chosen |= "mc-Choice" in self._outside
        if _DELETED & set(self._outside):
            wrapper = ET.Element("del")
            wrapper.append(tree)
            tree = wrapper
        self._trees.append(tree)

    def data(self, text: str) -> None:
        """Take a run of text."""
        if self._builder is not None and self._in_text:
            self._signs += len(text)
            if self._signs > _MOST_SIGNS:
                raise refused.too_large("有一千多万字")
            self._builder.data(text)


@lru_cache(maxsize=4096)
def _tag(name: str) -> str:
    """The short name of an element; ``?-`` in front of what is in no namespace that matters."""
    space, _, local = name.rpartition(" ")
    return _prefix(space) + local


def _prefix(space: str) -> str:
    """Tell a namespace by its end, which the usual and the strict one have in common."""
    if space.startswith(_OOXML):
        plain = space.replace("/2006/", "/").removesuffix("/2006")
        return next((prefix for end, prefix in _SPACES.items() if plain.endswith(end)), "?-")
    return _OTHERS.get(space, "?-")


def at(element: Element | None, path: str) -> Element | None:
    """Go down from an element, ``pPr/rPr``; several times as fast as the library's own paths."""
    for step in path.split("/"):
        if element is None:
            return None
        element = element.find(step)
    return element


def value(element: Element | None, path: str, default: str = "") -> str:
    """The ``w:val`` of what a path leads to from an element."""
    found = at(element, path)
    return default if found is None else found.get("val", default)


def number(text: str | None, default: int) -> int:
    """Read a whole number as attributes have it; what is none, or has no bounds, is the default."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else default  # noqa: PLR2004


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and on (17.17.4, ``ST_OnOff``)."""
    return element is not None and element.get("val", "1") not in {"0", "false", "off"}

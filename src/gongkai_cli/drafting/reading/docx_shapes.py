"""What is drawn into a paragraph: text boxes, words as shapes, pictures, charts, embedded files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_KINDS = {
    "txbxContent": "box",
    "a-txBody": "box",
    "v-textpath": "art",
    "pic-pic": "picture",
    "v-imagedata": "picture",
    "chart-chart": "chart",
    "dgm-relIds": "diagram",
    "o-OLEObject": "object",
    "control": "object",
}


def shapes(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield what a drawing holds: its kind, as those of ``remarks``, and its element.

    Args:
        element: A ``drawing`` (DrawingML), a ``pict`` (VML) or an ``object``.
    """
    found = list(_found(element))
    embedded = any(kind == "object" for kind, _ in found)
    for kind, inner in found:
        preview = embedded and kind == "picture"
        empty = kind == "art" and not inner.get("string")
        if not preview and not empty:
            yield kind, inner


def _found(element: Element) -> Iterator[tuple[str, Element]]:
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind:
            yield kind, child
        if child.tag == "mc-AlternateContent":
            chosen = next((one for one in child if len(one)), None)
            if chosen is not None:
                yield from _found(chosen)
        elif kind != "box":
            yield from _found(child)

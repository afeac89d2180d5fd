"""The words of a Word file's paragraphs, and what stands among them that is no text.

Words in insertions, content controls, links and fields' results count; deleted ones do not.  A field
may span several paragraphs, so paragraphs have to be read in their order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from .docx_elements import at, is_on, value
from .docx_shapes import shapes
from .docx_styles import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from .docx_styles import Styles

_PRIVATE_USE = range(0xE000, 0xF900)
_SYMBOLS = {
    0xF0FC: "√",
    0xF0FB: "×",
    0xF0A8: "□",
    0xF06F: "□",
    0xF0FE: "☑",
    0xF052: "☑",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
}
"""Signs of the font Wingdings that documents use."""
_WITHOUT_RESULT = re.compile(r"\s*(?:eq|autonum|autonumlgl|autonumout|listnum)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*toc\b", re.IGNORECASE)
_SPACE = " \t\r\n"
_STRIKES = ("strike", "dstrike")


class Paragraph(NamedTuple):
    """A paragraph's words.

    Attributes:
        text: Its words, with line breaks where it has any.
        seen: What was noticed, as the kinds of ``remarks``.
        boxes: The contents of its text boxes.
        art: Words that are drawn as shapes.
        notes: Its foot- and endnotes: the kind of part and the note's id.
    """

    text: str
    seen: tuple[str, ...] = ()
    boxes: tuple[Element, ...] = ()
    art: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


class Field:
    """A field that is open: its instruction so far, and where in the paragraph its result may begin."""

    def __init__(self, begun: int, *, first: bool) -> None:
        self.begun = begun
        self.instruction = ""
        self.has_result = False
        self.first = first


class Words:
    """Reads paragraphs one after the other.

    ``contents`` tells whether a table of contents is open behind the paragraph that was read last.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[Field] = []
        self._clear()

    @property
    def contents(self) -> bool:
        """Whether a table of contents goes on behind this paragraph."""
        return any(_is_contents(field) for field in self._fields)

    def read(self, paragraph: Element) -> Paragraph:
        """Read a paragraph."""
        self._clear()
        self._style = self._styles.of(value(paragraph, "pPr/pStyle"))
        self._walk(paragraph)
        for field in self._fields:
            field.begun = 0
            # An instruction does not go beyond its paragraph: no broken field swallows the document.
            field.has_result = True
        return Paragraph(
            "".join(self._pieces),
            tuple(self._seen),
            tuple(self._boxes),
            tuple(self._art),
            tuple(self._notes),
        )

    def _clear(self) -> None:
        self._pieces: list[str] = []
        self._seen: dict[str, None] = {}
        self._boxes: list[Element] = []
        self._art: list[str] = []
        self._notes: list[tuple[str, str]] = []

    def _walk(self, parent: Element) -> None:
        for child in parent:
            taken = self._TAKEN.get(child.tag)
            if taken:
                taken(self, child)
            elif not child.tag.endswith("Pr"):
                self._walk(child)

    def _run(self, run: Element) -> None:
        before = len(self._pieces)
        self._walk(run)
        why = self._why_left_out(run) if len(self._pieces) > before else ""
        if why:
            del self._pieces[before:]
            self._notice(why)

    def _why_left_out(self, run: Element) -> str:
        """The kind of remark why a run does not count; empty where it does."""
        style = value(run, "rPr/rStyle")
        named = self._styles.of(style) if style else Style()
        if _switched(run, "vanish", self._style.hidden or named.hidden):
            return "hidden"
        struck = self._style.struck or named.struck
        return "struck" if any(_switched(run, name, struck) for name in _STRIKES) else ""

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.tag == "t" and element.get("space") != "preserve":
            text = text.strip(_SPACE)  # as Word does
        if text:
            self._pieces.append(text.replace("\n", " ").replace("\t", " "))

    def _symbol(self, element: Element) -> None:
        try:
            sign = int(element.get("char", ""), 16)
        except ValueError:
            sign = 0xF000
        known = _SYMBOLS.get(sign) if "Wingdings" in element.get("font", "") else None
        is_sign = 0x20 < sign <= 0x10FFFF and sign not in _PRIVATE_USE and chr(sign).isprintable()  # noqa: PLR2004
        if known or is_sign:
            self._pieces.append(known or chr(sign))
        else:
            self._notice("symbol")

    def _deleted(self, element: Element) -> None:
        if any(inner.text for inner in element.iter() if inner.tag in {"t", "delText"}):
            self._notice("deleted")

    def _inserted(self, element: Element) -> None:
        before = len(self._pieces)
        self._walk(element)
        if len(self._pieces) > before:
            self._notice("inserted")

    def _ruby(self, element: Element) -> None:
        self._notice("ruby")
        for base in element.findall("rubyBase"):
            self._walk(base)

    def _note(self, element: Element) -> None:
        self._notes.append((element.tag.removesuffix("Reference") + "s", element.get("id", "")))

    def _comment(self, _: Element) -> None:
        self._notice("comment")

    def _break(self, _: Element) -> None:
        self._pieces.append("\n")

    def _tab(self, _: Element) -> None:
        self._pieces.append("\t")

    def _hyphen(self, _: Element) -> None:
        self._pieces.append("-")

    def _alternate(self, element: Element) -> None:
        for chosen in element:
            if len(chosen):  # the first one that holds anything is what is shown
                self._walk(chosen)
                return

    def _shape(self, element: Element) -> None:
        for kind, found in shapes(element):
            if kind == "box":
                self._boxes.append(found)
            elif kind == "art":
                self._art.append(found.get("string", ""))
            self._notice(kind)

    def _field_sign(self, element: Element) -> None:
        kind = element.get("fldCharType")
        if kind == "begin":
            first = not "".join(self._pieces).strip()
            self._fields.append(Field(len(self._pieces), first=first))
        elif kind == "separate" and self._fields and not self._fields[-1].has_result:
            self._fields[-1].has_result = True
            del self._pieces[self._fields[-1].begun :]
        elif kind == "end" and self._fields:
            self._field_end(self._fields.pop())

    def _field_end(self, field: Field) -> None:
        if _is_contents(field):
            self._notice("contents")
        if _is_contents(field) or not field.has_result:
            del self._pieces[field.begun :]
        if not field.has_result and _WITHOUT_RESULT.match(field.instruction):
            self._notice("field")

    def _instruction(self, element: Element) -> None:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction += (element.text or "")[:100]

    def _notice(self, kind: str) -> None:
        self._seen[kind] = None

    def _skip(self, _: Element) -> None:
        """Take no notice."""

    _TAKEN: ClassVar[dict[str, Callable[[Words, Element], None]]] = {
        "r": _run,
        "t": _text,
        "m-t": _text,
        "sym": _symbol,
        "br": _break,
        "cr": _break,
        "tab": _tab,
        "ptab": _tab,
        "noBreakHyphen": _hyphen,
        "del": _deleted,
        "moveFrom": _deleted,
        "ins": _inserted,
        "moveTo": _inserted,
        "ruby": _ruby,
        "footnoteReference": _note,
        "endnoteReference": _note,
        "commentReference": _comment,
        "mc-AlternateContent": _alternate,
        "drawing": _shape,
        "pict": _shape,
        "object": _shape,
        "fldChar": _field_sign,
        "instrText": _instruction,
        "delText": _skip,
    }


def _switched(run: Element, name: str, by_style: bool) -> bool:  # noqa: FBT001
    """Whether a switch of a run is on: by its own properties, else by its styles'."""
    own = at(run, f"rPr/{name}")
    return by_style if own is None else is_on(own)


def _is_contents(field: Field) -> bool:
    """Whether a field is a table of contents that begins with its paragraph."""
    return field.first and bool(_CONTENTS.match(field.instruction))


def text_of(element: Element) -> Iterator[str]:
    """Yield every word in an element, shown or not."""
    return (inner.text or "" for inner in element.iter() if inner.tag in {"t", "m-t", "a-t"})

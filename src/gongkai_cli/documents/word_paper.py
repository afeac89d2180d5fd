"""An official document in Word: the page of GB/T 9704-2012, or an office's own template."""

from __future__ import annotations

import io
import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..output.text import chinese_date, safe_lines
from . import word_styles as styles
from .narrative import Heading
from .word_blank import blank
from .word_page import landscape, number_pages, set_page
from .word_template import joined_styles, open_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from ..domain.plan import Fonts
    from .narrative import Block

BODY_MARK = "{{正文}}"
"""The paragraph of a template in whose place the text goes; without one it goes behind all else."""
KEEP = "<w:keepNext/>"
"""Keeps a paragraph on the page of the next one: no signature stands on a page of its own."""
LINE_LENGTH = 28
"""Characters in a line (GB/T 9704-2012, 5.2.3)."""
_TITLE_LENGTH = 19.5
_STEP = 2
"""By how many characters the lines of a title differ at least."""
_P, _FACTS, _STYLE, _RUN, _RUN_FACTS, _RUN_STYLE, _BREAK, _TEXT, _VALUE = (
    f"{{{styles.NAMESPACE}}}{name}"
    for name in ("p", "pPr", "pStyle", "r", "rPr", "rStyle", "br", "t", "val")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNPRINTABLE = r"[\ud800-\udfff\ufffe\uffff]"


class Part(NamedTuple):
    """Words in a paragraph; what is ``missing`` is marked so that the office finds it."""

    text: str
    missing: bool = False


class Paper:
    """A Word document that is written from its beginning to its end.

    Args:
        fonts: The fonts of the styles; those that a template has stay as they are.
        template: A Word file whose styles, page and letterhead are used.

    Raises:
        InvalidData: The template cannot be read.
    """

    def __init__(self, fonts: Fonts, template: Path | None = None) -> None:
        self._document = open_template(template) if template else _standard(fonts)
        self._is_standard = template is None
        self._ids = joined_styles(self._document, fonts) if template else {}
        self._body: Any = self._document.element.body
        self._mark = self._marked()
        self._end = self._body.sectPr if self._mark is None else self._mark

    def _marked(self) -> Any:
        """The paragraph of a template in whose place the text goes, if it has one."""
        for paragraph in self._document.paragraphs:
            if BODY_MARK in paragraph.text:
                return paragraph._p  # noqa: SLF001 - python-docx has no other way to an element
        return None

    def style(self, key: str) -> str:
        """The id that one of our styles has in this document."""
        return self._ids.get(key, key)

    # -- text -------------------------------------------------------------------------------------

    def paragraph(self, style: str, *parts: Part | str, format_: str = "") -> Any:
        """Add a paragraph; line breaks in its text stay.

        Args:
            style: One of ``word_styles``.
            parts: Its words.
            format_: What it has besides its style, as the content of ``w:pPr`` behind the style.
        """
        made = paragraph(self.style(style), parts, format_, missing=self.style(styles.MISSING))
        self.add(made)
        return made

    def add(self, element: Any) -> None:
        """Add an element made elsewhere."""
        self._end.addprevious(element)

    def blank_line(self) -> None:
        """Leave a line empty (空一行), on the page of what follows."""
        self.paragraph(styles.PLAIN, format_=KEEP)

    def title(self, words: Sequence[str], format_: str = "") -> None:
        """Add the title; no line ends within one of the words (7.3.1)."""
        self.paragraph(styles.TITLE, "\n".join(title_lines(words)), format_=format_)
        self.blank_line()

    def heading(self, level: int, text: str) -> None:
        """Add a heading; ``level`` counts from 1: 一、（一）1. （1）."""
        self.paragraph(styles.HEADINGS[level - 1], text)

    def body(self, *parts: Part | str, format_: str = "") -> None:
        """Add a paragraph of the text."""
        self.paragraph(styles.BODY, *parts, format_=format_)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Add headings and paragraphs; the last one stays on the page of what follows."""
        *most, last = blocks
        for block in most:
            self._block(block)
        self._block(last, KEEP)

    def _block(self, block: Block, format_: str = "") -> None:
        if isinstance(block, Heading):
            self.heading(block.level, block.text)
        else:
            parts = (Part(block.text), Part(block.missing, missing=True))
            self.body(*(part for part in parts if part.text), format_=format_)

    def annex_note(self, names: Sequence[str]) -> None:
        """Name the annexes, one blank line under the text (7.3.4)."""
        self.blank_line()
        if len(names) == 1:
            self.paragraph(styles.ANNEX_NOTE, f"附件：{names[0]}")
        for n, name in enumerate(names if len(names) > 1 else (), 1):
            self.paragraph(styles.ANNEX_NOTE, f"{'附件：' if n == 1 else '　　　'}{n}.{name}")

    def signature(self, name: str, day: date) -> None:
        """Add the name and the date, one blank line under what is above (7.3.5.2, no seal)."""
        text = chinese_date(day)
        at_name, at_date = signature_places(length(name), length(text))
        self.blank_line()
        self.paragraph(styles.SIGNATURE, name, format_=_indent(at_name))
        self.paragraph(styles.DATE, text, format_=_indent(at_date))

    def annex(self, title: str) -> None:
        """Begin an annex on a new landscape page: the label, and the title on the third line (7.3.4)."""
        self._close()
        landscape(self._document, own=self._is_standard)
        self.paragraph(styles.ANNEX_LABEL, "附件")
        self.blank_line()
        self.paragraph(styles.ANNEX_TITLE, title)
        self.blank_line()

    def _close(self) -> None:
        """Take the mark away, and go on behind all that the template holds."""
        if self._mark is not None:
            self._body.remove(self._mark)
            self._mark = None
        self._end = self._body.sectPr

    # -- the file ---------------------------------------------------------------------------------

    def bytes(self, title: str, author: str, at: datetime) -> bytes:
        """Finish the document.

        Returns:
            The bytes of a ``.docx`` file.
        """
        self._close()
        facts = self._document.core_properties
        facts.title, facts.author, facts.comments = _fit(title)[:255], _fit(author)[:255], ""
        facts.last_modified_by, facts.keywords, facts.revision = facts.author, "", 1
        facts.created = facts.modified = at
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()


def length(text: str) -> float:
    """How long a text is, in characters: those of ASCII take half the room."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def signature_places(name: float, day: float) -> tuple[float, float]:
    """Where a name and a date begin, in characters from the left of the line (7.3.5.2).

    The name ends two characters from the right, and the date begins two characters after it does; where
    the date is the longer one, it is the date that ends two characters from the right.
    """
    if day <= name:
        at = LINE_LENGTH - 2 - name
        return max(at, 0), max(at, 0) + 2
    at = LINE_LENGTH - 2 - day
    return at - 2, at


def title_lines(words: Sequence[str]) -> list[str]:
    """Part a title into lines of the shape of a trapezium or a rhombus, without breaking a word.

    Args:
        words: What may not be broken, in order; a word that is longer than a line stays whole.
    """
    for breaks in range(len(words)):
        choices = []
        for places in combinations(range(1, len(words)), breaks):
            edges = [0, *places, len(words)]
            lines = ["".join(words[a:b]).strip() for a, b in pairwise(edges)]
            sizes = [length(line) for line in lines]
            if max(sizes) <= _TITLE_LENGTH and _is_shapely(sizes):
                choices.append((max(sizes) - min(sizes), lines))
        if choices:
            return min(choices)[1]
    return ["".join(words)]


def _is_shapely(sizes: Sequence[float]) -> bool:
    """Whether lines grow, shrink, or grow and then shrink: no hourglass, no oblong."""
    longest = sizes.index(max(sizes))
    rising, falling = sizes[: longest + 1], sizes[longest:]
    grows = all(a + _STEP <= b for a, b in pairwise(rising))
    return grows and all(a >= b + _STEP for a, b in pairwise(falling))


def _indent(characters: float) -> str:
    twips, hundredths = round(characters * styles.CHARACTER), round(characters * 100)
    return f'<w:ind w:leftChars="{hundredths}" w:left="{twips}"/><w:jc w:val="left"/>'


def _fit(text: str) -> str:
    """A text as XML can hold it, without signs that act on a screen."""
    return re.sub(_UNPRINTABLE, "?", safe_lines(text))


def paragraph(
    style: str, parts: Iterable[Part | str], format_: str = "", *, missing: str = styles.MISSING
) -> Any:
    """Make a paragraph; ``style`` and ``missing`` are ids of styles in its document."""
    from lxml.etree import Element, SubElement

    made = Element(_P)
    facts = SubElement(made, _FACTS)
    SubElement(facts, _STYLE).set(_VALUE, style)
    for fact in _elements(format_):
        facts.append(fact)
    for part in parts:
        words = Part(part) if isinstance(part, str) else part
        for n, line in enumerate(_fit(words.text).split("\n")):
            run = SubElement(made, _RUN)
            if words.missing:
                SubElement(SubElement(run, _RUN_FACTS), _RUN_STYLE).set(_VALUE, missing)
            if n:
                SubElement(run, _BREAK)
            text = SubElement(run, _TEXT)
            text.text = line
            text.set(_SPACE, "preserve")
    return made


def _elements(xml: str) -> list[Any]:
    if not xml:
        return []
    from lxml.etree import fromstring

    return list(fromstring(f'<w:pPr xmlns:w="{styles.NAMESPACE}">{xml}</w:pPr>'))


def _standard(fonts: Fonts) -> Any:
    """An empty document on the standard's page."""
    from docx import Document

    document = Document(io.BytesIO(blank(fonts)))
    set_page(document)
    number_pages(document)
    return document

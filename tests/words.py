"""Word files in tests: their parts as XML, their paragraphs with style and text."""

from __future__ import annotations

import io
import zipfile
from typing import Any, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Line(NamedTuple):
    """A paragraph of the body: its style's name, its text, and what of it is marked as missing."""

    style: str
    text: str
    missing: str


def part(raw: bytes, name: str) -> Any:
    """A part of a Word file as XML."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return etree.fromstring(archive.read(name))


def names(raw: bytes) -> list[str]:
    """The names of a file's parts."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.namelist()


def lines(raw: bytes) -> list[Line]:
    """The body's own paragraphs, tables left out."""
    styles = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
        for style in part(raw, "word/styles.xml").iter(f"{W}style")
    }
    body = part(raw, "word/document.xml").find(f"{W}body")
    return [_line(paragraph, styles) for paragraph in body.iterchildren(f"{W}p")]


def _line(paragraph: Any, styles: dict[str, str]) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    runs = list(paragraph.iterchildren(f"{W}r"))
    marked = [run for run in runs if run.find(f"{W}rPr/{W}rStyle") is not None]
    named = styles[style.get(f"{W}val")] if style is not None else ""
    return Line(named, text_of(runs), text_of(marked))


def text_of(elements: Any) -> str:
    """The words in some elements; a line break in them is one in the text."""
    signs = {f"{W}br": "\n"}
    return "".join(
        signs.get(node.tag, node.text or "")
        for element in elements
        for node in element.iter(f"{W}t", f"{W}br")
    )


def rows(raw: bytes) -> list[list[str]]:
    """The cells of the body's table, row by row."""
    table = part(raw, "word/document.xml").find(f"{W}body/{W}tbl")
    return [
        ["\n".join(text_of([p]) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]

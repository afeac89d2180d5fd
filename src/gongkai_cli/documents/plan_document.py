"""The plan itself as a Word document, printed back from the registry word for word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..domain.expand import is_first_items
from ..domain.plan import Fonts
from . import word_styles as styles
from .word_paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from ..domain.schema import ItemForm, PlanFile, SectionForm

_LEVELS = (
    r"[一二三四五六七八九十]+、",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+[.．、]",
    r"[（(]\d+[）)]",
)
"""How the numbers of the four levels of headings look (GB/T 9704-2012, 7.3.3)."""


def write(file: PlanFile, at: datetime, template: Path | None = None) -> bytes:
    """Make the file's bytes.

    Args:
        file: The plan with every sentence of its source.
        at: The moment at which it is made.
        template: The office's own Word file, whose page, letterhead and styles are used.

    Raises:
        InvalidData: The template cannot be read.
    """
    fonts = file.settings.fonts
    paper = Paper(Fonts(fonts.title, fonts.body, fonts.heading, fonts.subheading), template)
    if file.letter:
        _letter(file, paper)
    if file.heading:
        words = re.findall(r"\s*\S+", file.heading)
        paper.title(words, "<w:pageBreakBefore/>" if file.letter else "")
    for text in file.preamble:
        paper.body(text)
    for section in file.sections:
        _section(section, paper)
    return paper.bytes(file.document.title, file.document.issuer, at)


def _letter(file: PlanFile, paper: Paper) -> None:
    """The notice with which the plan was issued: each paragraph in the place that it has there."""
    number = file.document.number
    for text in file.letter:
        if text == number:
            paper.paragraph(styles.DOCUMENT_NUMBER, text)
            paper.blank_line()
        elif text.endswith("文件") and text.startswith(file.document.issuer):
            paper.paragraph(styles.LETTERHEAD, text)
        elif re.match("关于印发|.+关于", text) and text.endswith("通知"):
            paper.title([text])
        elif text.endswith(("：", ":")):
            paper.paragraph(styles.ADDRESSEE, text)
        elif re.match("抄送|公开方式|.+印发$", text) or text == f"{file.document.issuer}办公室":
            paper.paragraph(styles.IMPRINT, text)
        else:
            paper.body(text)


def _section(section: SectionForm, paper: Paper, depth: int = 1) -> None:
    assigned = f"（{section.assigned}）" if section.assigned else ""
    text = f"{section.number or ''}{section.heading or ''}{assigned}"
    first = section.number or "" if is_first_items(section) else ""
    if text and not first:
        paper.heading(_level(section.number or "", depth), text)
    if section.columns:
        paper.body("　".join(section.columns))
    for paragraph in section.paragraphs:
        paper.body(paragraph)
    for n, item in enumerate(section.items):
        for text in _item(item, item.number or ("" if n else first)):
            paper.body(text)
    for below in section.sections:
        _section(below, paper, depth + 1)


def _item(item: ItemForm, number: str) -> Iterator[str]:
    """An item's paragraphs: one, unless words of a table's further columns stand beside it."""
    head, assigned = f"{number}{item.text}", f"（{item.assigned}）" if item.assigned else ""
    if not item.between:
        yield head + assigned
    else:
        yield from (head, *item.between)
        yield from (assigned,) if assigned else ()
    yield from item.others


def _level(number: str, depth: int) -> int:
    """The level of a heading by how its number looks, else by how deep it stands."""
    for level, pattern in enumerate(_LEVELS, 1):
        if re.match(pattern, number):
            return level
    return min(depth, len(_LEVELS))

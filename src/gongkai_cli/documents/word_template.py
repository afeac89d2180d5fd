"""An office's own Word file as the beginning of a document: its page, letterhead and styles."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ..domain.errors import InvalidData
from ..storage.files import reason
from .word_styles import styles_xml

if TYPE_CHECKING:
    from pathlib import Path

    from ..domain.plan import Fonts


def open_template(template: Path) -> Any:
    """Open a Word file.

    Raises:
        InvalidData: It is not there, or is no Word file.
    """
    from docx import Document

    try:
        raw = template.read_bytes()
    except OSError as problem:
        raise InvalidData(
            f"读不了模板 {template}：{reason(problem)}。", "请检查路径和权限。"
        ) from problem
    try:
        return Document(io.BytesIO(raw))
    except Exception as problem:  # damage shows as a dozen kinds of error
        raise InvalidData(
            f"模板 {template} 不是 Word 文件（.docx），或已损坏。",
            "请用 WPS 或 Word 打开，另存为“Word 文档（.docx）”再试。",
        ) from problem


def joined_styles(document: Any, fonts: Fonts) -> dict[str, str]:
    """Give a document the styles that it lacks; those that it has by name are its own and stay.

    Returns:
        For each of our styles' ids the id that it has in this document.
    """
    from docx.oxml import parse_xml

    sheet = document.styles.element
    own = {_name(style): style for style in sheet.iterchildren(_tag("style"))}
    taken = {_id(style) for style in own.values()}
    ids: dict[str, str] = {}
    lacking: list[Any] = []
    for style in parse_xml(styles_xml(fonts)).iterchildren(_tag("style")):
        key, known = _id(style), own.get(_name(style))
        if known is None:
            lacking.append(style)
            ids[key] = f"Gongkai{key}" if key in taken else key
        else:
            ids[key] = _id(known)
    for style in lacking:
        sheet.append(_renamed(style, ids))
    return ids


def _renamed(style: Any, ids: dict[str, str]) -> Any:
    """A style whose own id, and those of the styles that it names, are those of the document."""
    style.set(_tag("styleId"), ids[_id(style)])
    for name in ("basedOn", "next"):
        for other in style.iterchildren(_tag(name)):
            other.set(_tag("val"), ids[other.get(_tag("val"))])
    return style


def _id(style: Any) -> str:
    return str(style.get(_tag("styleId")))


def _name(style: Any) -> str:
    named = style.find(_tag("name"))
    return str(named.get(_tag("val"))).casefold() if named is not None else ""


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")

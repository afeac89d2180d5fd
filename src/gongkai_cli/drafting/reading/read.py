"""A plan document as a ``Source``, whatever file it comes in: what it is shows in it, not in its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.errors import InvalidData
from ...storage import kinds
from ...storage.files import reason
from . import decode, read_docx, read_text, refused

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Source

MOST_BYTES = 50 << 20
"""The largest file that is read."""
_STANDARD_INPUT = {"", "-", "标准输入"}
_MARKDOWN = (".md", ".markdown")
_NO_TEXT = (
    *(".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".odt", ".rtf", ".pdf"),
    *(".ofd", ".xlsx", ".xlsm", ".xls", ".et", ".ppt", ".pptx", ".dps", ".zip", ".rar", ".7z"),
    *(".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"),
)


def fetch(path: Path) -> bytes:
    """Get a file's bytes, no more than ``read`` needs to refuse one that is too large.

    Raises:
        InvalidData: There is none, it is a folder, or it cannot be opened.
    """
    if path.is_dir():
        told = f"{path} 是文件夹，不是文档。"
        raise InvalidData(told, "请写明里面的哪一个文件。")
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a name that can be none
        why = reason(problem) if isinstance(problem, OSError) else "没有这个文件"
        raise InvalidData(f"{path} 读不了：{why}。", "请核对文件名和权限。") from problem


def read(raw: bytes, name: str) -> Source:
    """Read a document.

    Args:
        raw: The file's bytes.
        name: Its name, for its ending and for messages; empty or ``-`` for standard input.

    Raises:
        InvalidData: It is no document that can be read; the message begins with its name.
    """
    try:
        return _read(raw, name)
    except InvalidData as problem:
        subject = "标准输入" if name in _STANDARD_INPUT else f"{name} "
        raise InvalidData(f"{subject}{problem.message}", problem.remedy) from problem


def _read(raw: bytes, name: str) -> Source:
    if not raw:
        raise refused.empty()
    if len(raw) > MOST_BYTES:
        raise refused.large_file(len(raw), MOST_BYTES)
    if raw.startswith(kinds.OLE):
        raise refused.password() if kinds.has_password(raw) else refused.ole(raw)
    if raw.startswith(b"PK\x03\x04"):
        return read_docx.read(raw)
    found = kinds.kind(raw)
    if found and found.code == "xml":
        raise refused.word_xml(is_word=b"wordml" in raw[:4096] or b"xmlPackage" in raw[:4096])
    if found:
        raise refused.known(found.code, found.words)
    return _text(raw, name.lower())


def _text(raw: bytes, name: str) -> Source:
    ending = next((ending for ending in _NO_TEXT if name.endswith(ending)), "")
    try:
        text = decode.decode(raw)
    except InvalidData:
        if ending:
            raise refused.ending_only(ending, is_text=False) from None
        raise
    if ending:
        raise refused.ending_only(ending, is_text=True)
    return read_text.read(text, marked=name.endswith(_MARKDOWN))

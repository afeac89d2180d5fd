"""What a file that came from outside is, by how it begins: an ending proves nothing."""

from __future__ import annotations

from typing import NamedTuple

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How the compound files of the older office programs begin ([MS-CFB] 2.2)."""


class Kind(NamedTuple):
    """A kind of file: its code, and how a sentence names it (``是 PDF``)."""

    code: str
    words: str


_STARTS = (
    (b"%pdf", Kind("pdf", "是 PDF")),
    (b"{\\rtf", Kind("rtf", "是 RTF 文档")),
    (b"<!doctype html", Kind("html", "是网页")),
    (b"<html", Kind("html", "是网页")),
    (b"mime-version:", Kind("html", "是网页")),
    (b"<?xml", Kind("xml", "是 XML")),
    (b"\x89png", Kind("picture", "是图片")),
    (b"\xff\xd8\xff", Kind("picture", "是图片")),
    (b"gif8", Kind("picture", "是图片")),
    (b"ii*\0", Kind("picture", "是图片")),
    (b"mm\0*", Kind("picture", "是图片")),
    (b"rar!", Kind("archive", "是 RAR 压缩包")),
    (b"7z\xbc\xaf", Kind("archive", "是 7z 压缩包")),
    (b"\x1f\x8b", Kind("archive", "是 gzip 压缩包")),
)


def kind(raw: bytes) -> Kind | None:
    """Tell what a file is; ``None`` where nothing shows it."""
    head = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    riff = head.startswith(b"riff") and head[8:12] == b"webp"
    bitmap = head.startswith(b"bm") and head[6:10] == bytes(4)  # two reserved words
    heic = head[4:12] in {b"ftypheic", b"ftypmif1", b"ftypheix"}
    return Kind("picture", "是图片") if riff or bitmap or heic else None


def has_password(raw: bytes) -> bool:
    """Whether a compound file holds an encrypted package ([MS-OFFCRYPTO] 2.3.4.4)."""
    return raw.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in raw

"""The package of a Word file: its parts, found as its relationships say, read safely."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ...domain.errors import InvalidData
from ...storage import zipped
from . import refused
from .docx_elements import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_PARTS = 5_000
_MOST_RECORDS = 20_000
_MOST_XML = 256 << 20
_MOST_SMALL = 24 << 20
_BOUNDS = zipped.Bounds(deepest=128, most=8_000_000)
_RECORD = b"PK\x01\x02"  # the head of a file's record in an archive's directory


class Package:
    """A Word file's parts.

    Raises:
        InvalidData: It is something else, is damaged, or asks for too much.
    """

    def __init__(self, raw: bytes) -> None:
        if raw.count(_RECORD) > _MOST_RECORDS:
            raise refused.too_many_parts()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except Exception as problem:  # damage shows as a dozen kinds of error
            raise refused.damaged() from problem
        infos = self._archive.infolist()
        if len(infos) > _MOST_PARTS:
            raise refused.too_many_parts()
        self._parts = {_plain(info.filename): info for info in infos}
        self._main = self._find_main()
        self._related = dict(self._relationships(self._main))

    def blocks(self) -> Iterator[Element]:
        """Yield the document's paragraphs and tables, one after the other, each with all in it."""
        builder = Builder(blocks=True)
        for _ in self._walk(self._main, _MOST_XML, builder):
            yield from builder.taken()
        if builder.root != "document":
            raise refused.other_package(self._parts)

    def tree(self, kind: str) -> Element:
        """Read a part that belongs to the document: ``styles``; an empty element if there is none."""
        part = self._related.get(kind, "")
        if part not in self._parts:
            return ET.Element("none")
        return self._tree(part)

    def _tree(self, part: str) -> Element:
        builder = Builder(blocks=False)
        for _ in self._walk(part, _MOST_SMALL, builder):
            pass
        return next(iter(builder.taken()))

    def _find_main(self) -> str:
        """Find the document as the package's relationships, else its content types, name it."""
        mains = [part for kind, part in self._relationships("") if kind == "officeDocument"]
        for part in [*mains, *self._by_content_type(), "word/document.xml"]:
            if part in self._parts:
                return part
        raise refused.other_package(self._parts)

    def _by_content_type(self) -> list[str]:
        if "[content_types].xml" not in self._parts:
            return []
        return [
            _plain(element.get("PartName", ""))
            for element in self._tree("[content_types].xml")
            if re.search(r"word.*\.(document|template).*main", element.get("ContentType", ""))
        ]

    def _relationships(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield what a part is related to inside the package: the last word of the kind, the part."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if rels not in self._parts:
            return
        for element in self._tree(rels):
            kind, target = element.get("Type", ""), element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.join("/", folder, target.replace("\\", "/"))
                yield kind.rpartition("/")[2], _plain(posixpath.normpath(target))

    def _walk(self, part: str, most: int, builder: Builder) -> Iterator[None]:
        info = self._parts[part]
        if info.flag_bits & 1:
            raise refused.password()
        if info.file_size > most:
            raise refused.too_large(f"展开后有 {info.file_size >> 20} MB")
        try:
            yield from zipped.walk(
                self._bytes(info), _BOUNDS, builder.start, builder.end, builder.data
            )
        except zipped.Unsafe as problem:
            raise refused.unsafe(problem, info.filename) from problem

    def _bytes(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._archive.open(info) as stream:
                yield from zipped.chunks(stream)
        except InvalidData:
            raise
        except Exception as problem:  # damage shows as a dozen kinds of error
            raise refused.damaged() from problem


def _plain(name: str) -> str:
    """A part's name as names are compared (part 2, 6.2.2.3): without case."""
    return name.replace("\\", "/").lstrip("/").lower()

"""The package of a workbook that came from outside: what it is, and whether it is safe to read.

Before any library reads it, every part is walked once (``storage/zipped.py``).  The same walk picks up
what the cells' reader leaves out: merged cells and links.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InvalidData
from ..storage import kinds, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..storage.zipped import Attributes

MOST_BYTES = 50 << 20
"""The largest file that is read; forms with pictures pasted in stay below."""
_MOST_XML = 24 << 20
_MOST_PARTS = 2_000
_BOUNDS = zipped.Bounds(deepest=64, most=1_500_000)
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml"
_MOST_WIDE = 2_000
_STRINGS = "xl/sharedStrings.xml"
_PICKED = {"sheet", "mergeCell", "hyperlink", "Relationship"}
_RESEND = "请让填报单位重发一次。"
_SAVE_AS = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再收。"


class SheetExtras(NamedTuple):
    """What the cells' reader does not tell of a sheet: merged ranges, and addresses by cell."""

    merged: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Package(NamedTuple):
    """A workbook's package, walked once.

    ``extras`` are by the sheet's name; ``left_out`` names what it holds besides cells; ``strings``
    are the shared strings as they stand, with their escapes, where it has any.
    """

    raw: bytes
    extras: dict[str, SheetExtras]
    left_out: tuple[str, ...]
    strings: list[str] | None = None


class Unreadable(InvalidData):
    """A file that is no workbook, or none that it is safe to read; ``code`` is for findings."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.code = code


def open_package(raw: bytes) -> Package:
    """Walk a file's parts.

    Raises:
        Unreadable: It is something else, is damaged, or asks for too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(_zipped(raw)))
        names = archive.namelist()
        _is_workbook(names)
        picked = {name: _walk(archive, name) for name in _parts(archive)}
        strings = _strings(archive) if _STRINGS in picked else None
    except Unreadable:
        raise
    except Exception as problem:  # damage shows as a dozen kinds of error
        raise Unreadable("form-damaged", "文件不完整，读不了。", _RESEND) from problem
    return Package(raw, dict(_extras(picked)), tuple(_left_out(names)), strings)


def _zipped(raw: bytes) -> bytes:
    """Refuse what is no zip archive, and say what it is."""
    if not raw:
        raise Unreadable("form-damaged", "是空文件。", _RESEND)
    if len(raw) > MOST_BYTES:
        size = f"文件有 {len(raw) >> 20} MB，超过 {MOST_BYTES >> 20} MB，不读。"
        raise Unreadable("form-large", size, "请删去表里的图片和多余的工作表再收。")
    if raw.startswith(kinds.OLE):
        if kinds.has_password(raw):
            raise Unreadable(
                "form-password", "设了打开密码，读不了。", "请让填报单位取消密码再发。"
            )
        raise Unreadable("form-format", "是旧格式（.xls、.et 或 .doc），读不了。", _SAVE_AS)
    if not raw.startswith(b"PK"):
        found = kinds.kind(raw)
        told = f"{found.words if found else '内容认不出来'}，不是 Excel 工作簿。"
        raise Unreadable("form-format", told, _SAVE_AS)
    return raw


def _is_workbook(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    for part, kind in (
        ("xl/workbook.bin", "是二进制工作簿（.xlsb）"),
        ("word/document.xml", "是 Word 文档"),
        ("content.xml", "是 OpenDocument 文件（.ods）"),
        ("ppt/presentation.xml", "是演示文稿"),
    ):
        if part in names:
            raise Unreadable("form-format", f"{kind}，不是 .xlsx。", _SAVE_AS)
    raise Unreadable("form-format", "压缩包里没有工作簿，不是 .xlsx。", _SAVE_AS)


def _parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """Name the parts that a reader may take for XML, whatever they are called, each small enough."""
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        told = f"压缩包里有 {len(infos)} 个部件，不像填报表，不读。"
        raise Unreadable("form-large", told, _SAVE_AS)
    xml = [info for info in infos if zipped.may_be_xml(archive, info)]
    for info in xml:
        if info.file_size > _MOST_XML:
            where = "有一张工作表" if info.filename.startswith("xl/worksheets/") else "有个部件"
            raise _too_large(where, f"展开后有 {info.file_size >> 20} MB")
    total = sum(info.file_size for info in xml)
    if total > 2 * _MOST_XML:
        raise _too_large("内容", f"展开后有 {total >> 20} MB")
    yield from (info.filename for info in xml)


def _too_large(where: str, size: str) -> Unreadable:
    return Unreadable(
        "form-large",
        f"{where}{size}，太大，不读：多半是给成千上万的空行设了格式。",
        "请打开表，选中最后一项以下的所有行，删除后保存再收。",
    )


def _walk(archive: zipfile.ZipFile, name: str) -> list[tuple[str, Attributes]]:
    """Walk a part's elements; give those that matter besides cells, with their attributes."""
    picked: list[tuple[str, Attributes]] = []
    wide = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal wide
        wide += attributes.get("r", "")[2:3].isalpha()  # from column AAA on; readers fill the gap
        if wide > _MOST_WIDE:
            told = "有一张工作表在很靠右的列（AAA 以后）有上千个格子，不读。"
            raise Unreadable("form-large", told, "请删去表右边多余的列再收。")
        if tag.startswith(_STRICT):
            told = "是“严格的 Open XML”格式，读不了。"
            raise Unreadable("form-format", told, _SAVE_AS)
        local = tag.rpartition(" ")[2]
        if local in _PICKED:
            picked.append((local, {k.rpartition(" ")[2]: v for k, v in attributes.items()}))

    with archive.open(name) as stream:
        try:
            for _ in zipped.walk(zipped.chunks(stream), _BOUNDS, start):
                pass
        except zipped.Unsafe as problem:
            raise _unsafe(problem, name) from problem
    return picked


def _unsafe(problem: zipped.Unsafe, name: str) -> Unreadable:
    if isinstance(problem, zipped.Doctype):
        told = "内部有文档类型声明（DOCTYPE），不安全，不读。"
        return Unreadable("form-unsafe", told, _SAVE_AS)
    if isinstance(problem, zipped.TooDeep):
        return Unreadable("form-unsafe", "内部结构嵌套太深，不像填报表，不读。", _SAVE_AS)
    if isinstance(problem, zipped.TooMany):
        return _too_large("有一张工作表", "有一百多万个格子")
    return Unreadable("form-damaged", f"部件 {name} 不是完整的 XML，读不了。", _SAVE_AS)


def _extras(
    picked: dict[str, list[tuple[str, Attributes]]],
) -> Iterator[tuple[str, SheetExtras]]:
    """Join sheets' names, parts and links (ECMA-376 part 2, relationships)."""
    targets = _targets(picked, "xl/workbook.xml")
    for tag, sheet in picked.get("xl/workbook.xml", []):
        part = targets.get(sheet.get("id", ""), "")
        if tag == "sheet" and part in picked:
            addresses = _targets(picked, part)
            yield (
                sheet.get("name", ""),
                SheetExtras(
                    tuple(a.get("ref", "") for t, a in picked[part] if t == "mergeCell"),
                    tuple(
                        (a.get("ref", ""), _address(addresses[a["id"]], a))
                        for t, a in picked[part]
                        if t == "hyperlink" and a.get("id") in addresses
                    ),
                ),
            )


def _address(target: str, attributes: Attributes) -> str:
    """A link's address, with what stands behind # in it: a workbook keeps the two apart."""
    place = attributes.get("location", "")
    return f"{target}#{place}" if place and "#" not in target else target


def _targets(picked: dict[str, list[tuple[str, Attributes]]], part: str) -> dict[str, str]:
    """What a part's relationships lead to, by id: parts of the package by name, else addresses."""
    folder, _, name = part.rpartition("/")
    found = {}
    for tag, attributes in picked.get(f"{folder}/_rels/{name}.rels", []):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[attributes.get("Id", "")] = target
    return found


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """Read the shared strings; signs over characters (``rPh``) are no part of the text."""
    from xml.etree import ElementTree as ET

    root = ET.fromstring(archive.read(_STRINGS))  # noqa: S314 - walked before
    space = root.tag.partition("}")[0] + "}"
    return [
        "".join(t.text or "" for p in si if p.tag != f"{space}rPh" for t in p.iter(f"{space}t"))
        for si in root.iter(f"{space}si")
    ]


def _left_out(names: list[str]) -> Iterator[str]:
    if any(name.startswith(("xl/comments", "xl/threadedComments")) for name in names):
        yield "批注"
    if any(name.startswith("xl/media/") for name in names):
        yield "图片"
    elif any(name.startswith("xl/drawings/drawing") for name in names):
        yield "图形、文本框"
    if any(name.startswith("xl/embeddings/") for name in names):
        yield "嵌入的文件"

"""What is no document that can be read: one sentence, a remedy, and never a traceback."""

from __future__ import annotations

import io
import zipfile
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

import pytest
from docx_files import (
    HEAD,
    SPACES,
    abstract,
    docx,
    item,
    level,
    num,
    p,
    packed,
    style,
    styled,
    tbl,
    tc,
    tr,
    with_part,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.drafting.reading.read import MOST_BYTES, fetch, read

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
DOCUMENT = "word/document.xml"
SAVE_AS = "请用 WPS 或 Word 打开，另存为“Word 文档（.docx）”再试。"
AGAIN = "请重新拷贝一份；WPS 或 Word 能打开的，另存为“Word 文档（.docx）”再试。"
OCR = "请先用 OCR 识别成文字，存为 .docx 或 .txt 再试。"
ONLY_WORDS = "请只留下方案的文字，另存一份再试。"
FROM_SHEET = "请把表格复制到 Word 文档里，存为 .docx 再试。"
CHOSEN = "请核对是不是选错了文件。"
SMALL = docx(p("甲"))
WIDE_ROW = tr(tc(properties='<w:gridSpan w:val="999999"/>')).encode()
PICTURE = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def document(*pieces: bytes | Iterable[bytes]) -> bytes:
    """A file whose ``w:body`` holds these bytes."""
    head = f"{HEAD}<w:document {SPACES}><w:body>".encode()
    parts = [[piece] if isinstance(piece, bytes) else piece for piece in pieces]
    return with_part(SMALL, DOCUMENT, chain([head], *parts, [b"</w:body></w:document>"]))


def nested(start: bytes, end: bytes) -> bytes:
    return document(start * 10_000 + end * 10_000)


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE w [<!ENTITY e0 "x">{levels}]><w:document {SPACES}><w:body>&e11;</w:body></w:document>'
    return with_part(SMALL, DOCUMENT, xml.encode())


def locked() -> bytes:
    """A document's part that is marked as encrypted in the archive."""
    raw = bytearray(packed({DOCUMENT: b"<w/>"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


class Case(NamedTuple):
    name: str
    raw: bytes
    message: str
    remedy: str


CASES = [
    Case("方案.docx", b"", "方案.docx 是空文件。", CHOSEN),
    Case("-", b"", "标准输入是空文件。", CHOSEN),
    Case("标准输入", b"", "标准输入是空文件。", CHOSEN),
    Case("", b" \n\t\r\n", "标准输入里没有文字。", CHOSEN),
    Case("a.docx", docx(p()), "a.docx 里没有文字。", CHOSEN),
    Case("a.docx", docx(p(PICTURE)), "a.docx 里没有文字，只有图片。", OCR),
    Case(
        "a.doc",
        OLE + wide("WordDocument"),
        "a.doc 是旧格式的 Word 或 WPS 文档（.doc、.wps），读不了。",
        SAVE_AS,
    ),
    Case(
        "a.docx",
        OLE + wide("WordDocument"),
        "a.docx 是旧格式的 Word 或 WPS 文档（.doc、.wps），读不了。",
        SAVE_AS,
    ),
    Case("a.et", OLE + wide("Workbook"), "a.et 是旧格式的表格（.xls、.et），读不了。", FROM_SHEET),
    Case(
        "a.ppt",
        OLE + wide("PowerPoint Document"),
        "a.ppt 是旧格式的演示文稿（.ppt、.dps），读不了。",
        "请把文字复制到 Word 文档里，存为 .docx 再试。",
    ),
    Case("a.wps", OLE + b"?", "a.wps 是旧格式的文件，读不了。", SAVE_AS),
    Case(
        "a.docx",
        OLE + wide("EncryptedPackage"),
        "a.docx 设了打开密码，读不了。",
        "请打开文件取消密码，保存后再试。",
    ),
    Case("a.docx", locked(), "a.docx 设了打开密码，读不了。", "请打开文件取消密码，保存后再试。"),
    Case(
        "a.docx",
        b"%PDF-1.7 x",
        "a.docx 是 PDF，读不了。",
        "请用 WPS 或 Word 转成“Word 文档（.docx）”再试；扫描件请先用 OCR 识别成文字。",
    ),
    Case("a.doc", b"\xef\xbb\xbf<html><p>", "a.doc 是网页，读不了。", SAVE_AS),
    Case("a.docx", b"<!DOCTYPE HTML><p>", "a.docx 是网页，读不了。", SAVE_AS),
    Case("a.rtf", b"{\\rtf1 x}", "a.rtf 是 RTF 文档，读不了。", SAVE_AS),
    Case("a.png", b"\x89PNG\r\n\x1a\n\0", "a.png 是图片，读不了。", OCR),
    Case("a.jpg", b"\xff\xd8\xff\xe0\0", "a.jpg 是图片，读不了。", OCR),
    Case("a.bmp", b"BM\x10\x20\0\0\0\0\0\0", "a.bmp 是图片，读不了。", OCR),
    Case("a.tif", b"II*\0\0\0", "a.tif 是图片，读不了。", OCR),
    Case("a.rar", b"Rar!\x1a\x07", "a.rar 是 RAR 压缩包，读不了。", "请解开以后再试。"),
    Case(
        "a.doc",
        b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://x/wordml">',
        "a.doc 是 Word 的 XML 文件，读不了。",
        SAVE_AS,
    ),
    Case("a.xml", b"<?xml version='1.0'?><a/>", "a.xml 是 XML，读不了。", SAVE_AS),
    Case(
        "a.xlsx",
        packed({"xl/workbook.xml": b"<a/>"}),
        "a.xlsx 是 Excel 工作簿，读不了。",
        FROM_SHEET,
    ),
    Case(
        "a.odt",
        packed({"mimetype": b"x", "content.xml": b"<a/>"}),
        "a.odt 是 OpenDocument 文件（.odt、.ods），读不了。",
        SAVE_AS,
    ),
    Case(
        "a.ofd",
        packed({"OFD.xml": b"<a/>"}),
        "a.ofd 是 OFD 版式文件，读不了。",
        "请用 OFD 阅读器或 WPS 转成“Word 文档（.docx）”再试。",
    ),
    Case("a.zip", packed({"方案.docx": SMALL}), "a.zip 是压缩包，不是文档。", "请解开以后再试。"),
    Case(
        "a.docx",
        with_part(SMALL, DOCUMENT, b"<workbook/>"),
        "a.docx 是压缩包，不是文档。",
        "请解开以后再试。",
    ),
    Case("a.docx", SMALL[:-60], "a.docx 不完整或已损坏，读不了。", AGAIN),
    Case(
        "a.docx",
        with_part(SMALL, DOCUMENT, b"<w:document>"),
        "a.docx 内部的 word/document.xml 不是完整的 XML，读不了。",
        AGAIN,
    ),
    Case("a.docx", entities(), "a.docx 内部有文档类型声明（DOCTYPE），不安全，不读。", SAVE_AS),
    Case(
        "a.docx",
        nested(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
        "a.docx 内部结构嵌套太深，不读。",
        SAVE_AS,
    ),
    Case(
        "a.docx",
        nested(b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"),
        "a.docx 内部结构嵌套太深，不读。",
        SAVE_AS,
    ),
    Case(
        "a.docx",
        document(repeat(b" " * (1 << 20), 300)),
        "a.docx 展开后有 300 MB，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        document(b"<w:p><w:r><w:t>", repeat(b"x" * (1 << 20), 12), b"</w:t></w:r></w:p>"),
        "a.docx 有一千多万字，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        document(b'<w:p w:x="', repeat(b"x" * (1 << 20), 12), b'"/>'),
        "a.docx 内部结构太庞杂，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        document(b"<w:tbl>", repeat(WIDE_ROW, 600), b"</w:tbl>"),
        "a.docx 的表格有几十万格，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        document(repeat(tbl(WIDE_ROW.decode()).encode(), 600)),
        "a.docx 的表格有几十万格，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        document(repeat(b"<w:p/>" * 1000, 401)),
        "a.docx 有几十万段，太大，不读。",
        ONLY_WORDS,
    ),
    Case(
        "a.docx",
        packed({str(n): b"" for n in range(5_001)}),
        "a.docx 内部的部件太多，不像 Word 文档，不读。",
        SAVE_AS,
    ),
    Case(
        "a.docx",
        "一、加强公开".encode(),
        "a.docx 的扩展名是 .docx，内容却是纯文字。",
        "请把扩展名改为 .txt 再试。",
    ),
    Case("a.pdf", b"\x81\0\x01", "a.pdf 的扩展名是 .pdf，内容却认不出来，可能已损坏。", AGAIN),
    Case("a.txt", b"ab\0\1\2\3", "a.txt 不是文字，内容认不出来。", SAVE_AS),
    Case("a.txt", bytes(range(1, 32)), "a.txt 不是文字，内容认不出来。", SAVE_AS),
    Case("a.txt", b"\xff\xff\xff\xff", "a.txt 不是文字，内容认不出来。", SAVE_AS),
    Case(
        "a.txt",
        "一、加强政策解读\n（一）".encode() + b"\xff\xff" + "责任单位".encode(),
        "a.txt 第2行有不合 UTF-8 编码的字节，可能已损坏。",
        "请用记事本打开，核对后另存为 UTF-8。",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message)
def test_what_cannot_be_read_is_said_with_what_to_do(case: Case) -> None:
    with pytest.raises(InvalidData) as refused:
        read(case.raw, case.name)
    assert (refused.value.message, refused.value.remedy) == (case.message, case.remedy)


def test_a_file_that_is_too_large_is_refused_before_anything_looks_at_it() -> None:
    with pytest.raises(InvalidData) as refused:
        read(b"a" * (MOST_BYTES + 1), "a.txt")
    assert refused.value.message == "a.txt 有 50 MB，超过 50 MB，不读。"


def test_folders_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(InvalidData) as folder:
        fetch(tmp_path)
    assert folder.value.message == f"{tmp_path} 是文件夹，不是文档。"
    with pytest.raises(InvalidData) as missing:
        fetch(tmp_path / "没有.docx")
    assert missing.value.message == f"{tmp_path / '没有.docx'} 读不了：没有这个文件或目录。"


# -- damage ----------------------------------------------------------------------------------------

RICH = docx(
    styled("标题", "A"),
    item("甲", 1),
    p(PICTURE, '<w:r><w:footnoteReference w:id="1"/></w:r>', "乙"),
    tbl(
        tr(tc("一", properties='<w:gridSpan w:val="2"/>')),
        tr("二", tc("三", properties="<w:vMerge/>")),
    ),
    parts={
        "styles": style("A", '<w:name w:val="heading 1"/><w:basedOn w:val="B"/>') + style("B"),
        "numbering": abstract(0, level(0, "decimal", "%1.")) + num(1, 0),
        "footnotes": f'<w:footnote w:id="1">{p("注")}</w:footnote>',
    },
)
NAMES = zipfile.ZipFile(io.BytesIO(RICH)).namelist()


def survives(raw: bytes, name: str) -> None:
    """Reading gives a source or refuses; anything else goes through."""
    told = name or "标准输入"
    try:
        assert read(raw, name).blocks
    except InvalidData as refused:
        told = refused.message
    assert told.startswith(name or "标准输入")


@given(st.binary(max_size=300), st.sampled_from(["", "a.txt", "a.md", "a.docx", "a.pdf"]))
def test_any_bytes_are_read_or_refused(raw: bytes, name: str) -> None:
    survives(raw, name)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    survives(text.encode(encoding, "ignore"), "a.md")


@example([(RICH.rindex(b"PK\x01\x02") + 28, 0)])  # a part without a name
@given(st.lists(st.tuples(st.integers(0, len(RICH) - 1), st.integers(0, 255)), max_size=20))
def test_a_damaged_archive_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(RICH)
    for at, byte in changes:
        raw[at] = byte
    survives(bytes(raw), "a.docx")


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_a_damaged_part_is_read_or_refused(name: str, chance: random.Random) -> None:
    with zipfile.ZipFile(io.BytesIO(RICH)) as archive:
        xml = archive.read(name)
    for _ in range(chance.randint(1, 4)):
        cut = sorted(chance.randrange(len(xml) + 1) for _ in range(2))
        piece = xml[cut[0] : cut[1]] if chance.random() < 0.5 else b""
        odd = chance.choice(
            [b"", piece * 2, b"-1", b"99999999999", b"<w:p/>", b"\xff", b'w:val=""']
        )
        at = chance.randrange(len(xml) + 1)
        xml = xml[:at] + odd + xml[at + chance.randint(0, 6) :]
    survives(with_part(RICH, name, xml), "a.docx")


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_a_part_with_other_values_is_read_or_refused(name: str, chance: random.Random) -> None:
    with zipfile.ZipFile(io.BytesIO(RICH)) as archive:
        xml = archive.read(name)
    pieces = xml.split(b'"')
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, len(pieces), 2)
        pieces[at] = chance.choice(
            [b"", b"-1", b"9", b"1e9", b"99999999999", b"A", b"B", b"restart"]
        )
    survives(with_part(RICH, name, b'"'.join(pieces)), "a.docx")

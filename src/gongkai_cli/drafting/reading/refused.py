"""Why a document cannot be read, and what to do; the file's name is put in front of each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.errors import InvalidData
from ...storage import zipped

if TYPE_CHECKING:
    from collections.abc import Collection

SAVE_AS = "请用 WPS 或 Word 打开，另存为“Word 文档（.docx）”再试。"
_OCR = "请先用 OCR 识别成文字，存为 .docx 或 .txt 再试。"
_AGAIN = "请重新拷贝一份；WPS 或 Word 能打开的，另存为“Word 文档（.docx）”再试。"
_UNPACK = "请解开以后再试。"
_FROM_SHEET = "请把表格复制到 Word 文档里，存为 .docx 再试。"
_FROM_SLIDES = "请把文字复制到 Word 文档里，存为 .docx 再试。"
_REMEDIES = {
    "pdf": "请用 WPS 或 Word 转成“Word 文档（.docx）”再试；扫描件请先用 OCR 识别成文字。",
    "picture": _OCR,
    "archive": _UNPACK,
}
_OLE_STREAMS = (
    ("WordDocument", "是旧格式的 Word 或 WPS 文档（.doc、.wps）", SAVE_AS),
    ("Workbook", "是旧格式的表格（.xls、.et）", _FROM_SHEET),
    ("PowerPoint Document", "是旧格式的演示文稿（.ppt、.dps）", _FROM_SLIDES),
)
_PACKAGES = (
    ("xl/workbook.xml", "是 Excel 工作簿", _FROM_SHEET),
    ("xl/workbook.bin", "是二进制工作簿（.xlsb）", _FROM_SHEET),
    ("ppt/presentation.xml", "是演示文稿", _FROM_SLIDES),
    ("ofd.xml", "是 OFD 版式文件", "请用 OFD 阅读器或 WPS 转成“Word 文档（.docx）”再试。"),
    ("content.xml", "是 OpenDocument 文件（.odt、.ods）", SAVE_AS),
    ("meta-inf/container.xml", "是电子书（.epub）", SAVE_AS),
)


def empty() -> InvalidData:
    """A file of no bytes."""
    return InvalidData("是空文件。", "请核对是不是选错了文件。")


def no_words(what: str = "") -> InvalidData:
    """A document without a word; ``what`` tells what it holds instead."""
    if what:
        return InvalidData(f"里没有文字，只有{what}。", _OCR)
    return InvalidData("里没有文字。", "请核对是不是选错了文件。")


def large_file(size: int, most: int) -> InvalidData:
    """A file of too many bytes."""
    return InvalidData(
        f"有 {size >> 20} MB，超过 {most >> 20} MB，不读。", "请删去里面的图片，另存一份再试。"
    )


def too_large(why: str) -> InvalidData:
    """A document that asks for too much memory."""
    return InvalidData(f"{why}，太大，不读。", "请只留下方案的文字，另存一份再试。")


def too_many_parts() -> InvalidData:
    """An archive with more members than a document has."""
    return InvalidData("内部的部件太多，不像 Word 文档，不读。", SAVE_AS)


def damaged() -> InvalidData:
    """A package that cannot be unpacked."""
    return InvalidData("不完整或已损坏，读不了。", _AGAIN)


def password() -> InvalidData:
    """A document that is encrypted."""
    return InvalidData("设了打开密码，读不了。", "请打开文件取消密码，保存后再试。")


def unsafe(problem: zipped.Unsafe, part: str) -> InvalidData:
    """A part that it is not safe to read, or that is no XML."""
    if isinstance(problem, zipped.Doctype):
        return InvalidData("内部有文档类型声明（DOCTYPE），不安全，不读。", SAVE_AS)
    if isinstance(problem, zipped.TooDeep):
        return InvalidData("内部结构嵌套太深，不读。", SAVE_AS)
    if isinstance(problem, zipped.TooMany):
        return too_large("内部结构太庞杂")
    return InvalidData(f"内部的 {part} 不是完整的 XML，读不了。", _AGAIN)


def other_package(names: Collection[str]) -> InvalidData:
    """A zip archive that is no Word document; ``names`` are its parts', in lower case."""
    for part, words, remedy in _PACKAGES:
        if part in names:
            return InvalidData(f"{words}，读不了。", remedy)
    return InvalidData("是压缩包，不是文档。", _UNPACK)


def ole(raw: bytes) -> InvalidData:
    """A compound file of the older programs, told by its streams."""
    for stream, words, remedy in _OLE_STREAMS:
        if stream.encode("utf-16-le") in raw:
            return InvalidData(f"{words}，读不了。", remedy)
    return InvalidData("是旧格式的文件，读不了。", SAVE_AS)


def word_xml(*, is_word: bool) -> InvalidData:
    """A single XML file; Word writes such ones too."""
    return InvalidData("是 Word 的 XML 文件，读不了。" if is_word else "是 XML，读不了。", SAVE_AS)


def known(code: str, words: str) -> InvalidData:
    """A file whose kind shows at its beginning."""
    return InvalidData(f"{words}，读不了。", _REMEDIES.get(code, SAVE_AS))


def ending_only(ending: str, *, is_text: bool) -> InvalidData:
    """A file that is not what its name says."""
    if is_text:
        told = f"的扩展名是 {ending}，内容却是纯文字。"
        return InvalidData(told, "请把扩展名改为 .txt 再试。")
    return InvalidData(f"的扩展名是 {ending}，内容却认不出来，可能已损坏。", _AGAIN)


def binary() -> InvalidData:
    """Bytes that are no text."""
    return InvalidData("不是文字，内容认不出来。", SAVE_AS)


def broken_text(line: int) -> InvalidData:
    """A text that is UTF-8 up to a line."""
    return InvalidData(
        f"第{line}行有不合 UTF-8 编码的字节，可能已损坏。", "请用记事本打开，核对后另存为 UTF-8。"
    )


def crowded() -> InvalidData:
    """Tables with too many cells."""
    return too_large("的表格有几十万格")

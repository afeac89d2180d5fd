"""The text that bytes stand for: UTF-8, UTF-16 or GB18030, with or without a mark at the beginning."""

from __future__ import annotations

import codecs
import re

from . import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURE = 8
_MOST_CONTROL = 0.01
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_COMMON = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_LEAST_COMMON = 0.9


def decode(raw: bytes) -> str:
    """Decode a text.

    Raises:
        InvalidData: The bytes are no text, or one that is damaged.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    if b"\0" in raw:
        return _of_two_bytes(raw)
    try:
        text = raw.decode()
    except UnicodeDecodeError as problem:
        text = _of_china(raw, problem)
    return _proved(text)


def _marked(raw: bytes, encoding: str) -> str:
    try:
        return _proved(raw.decode(encoding))
    except UnicodeDecodeError as problem:
        if encoding == "utf-8":
            raise refused.broken_text(raw.count(b"\n", 0, problem.start) + 1) from problem
        raise refused.binary() from problem


def _of_two_bytes(raw: bytes) -> str:
    """Decode what holds zero bytes, as UTF-16 has them in line breaks, blanks and digits."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_COMMON.findall(text)) >= _LEAST_COMMON * len(text):
            return _proved(text)
    raise refused.binary()


def _of_china(raw: bytes, problem: UnicodeDecodeError) -> str:
    """Decode what is no UTF-8 as GB18030, unless it is UTF-8 up to a place where it is damaged."""
    sound = raw[: problem.start]
    if sum(byte >= 0xC0 for byte in sound) >= _SURE:  # noqa: PLR2004 - the first of several bytes
        raise refused.broken_text(sound.count(b"\n") + 1)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        raise refused.binary() from problem


def _proved(text: str) -> str:
    """Refuse a text that holds zeros, or more than a few control signs."""
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > max(_MOST_CONTROL * len(text), 1):
        raise refused.binary()
    return text

"""Text made safe and measured: control characters, widths of Chinese signs, dates and rates."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_CONTROLS = (*range(32), *range(127, 160))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)
_HARMFUL = dict.fromkeys(_CONTROLS, "?") | dict.fromkeys(_DIRECTIONS, "")
ESCAPES = {code: f"\\u{code:04x}" for code in (*range(127, 160), *_DIRECTIONS)}
"""What JSON leaves as it is although a terminal would act on it."""
_ONE_LINE = _HARMFUL | {9: " ", 10: " ", 13: " ", 0x2028: " ", 0x2029: " "}
_NEVER_FIRST = "，。；：、！？）〕】》”’…—"
"""Signs that never begin a line."""
_HANGING, _NARROWEST = 4, 20
_LINES = _HARMFUL | {9: " ", 10: "\n", 13: "", 0x2028: "\n", 0x2029: "\n"}


def one_line(text: str) -> str:
    """Make what a person typed safe to print on one line: no control signs, no tabs, no breaks."""
    return text if text.isprintable() else text.translate(_ONE_LINE)


def safe_lines(text: str) -> str:
    """Make what a person typed safe to print, keeping its line breaks."""
    return text if text.isprintable() else text.translate(_LINES)


def width(text: str) -> int:
    """How many columns a text takes: wide signs take two, marks that combine none."""
    if text.isascii():
        return len(text)
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def fitting(text: str, available: int) -> str:
    """Cut a text to what fits into some columns."""
    for n, sign in enumerate(text):
        available -= _sign_width(sign)
        if available < 0:
            return text[:n]
    return text


def folded(text: str, columns: int) -> Iterator[str]:
    """Part a line that is too wide into several; the further ones hang below the first.

    Args:
        text: The line.
        columns: How wide a line may be; below twenty it stays as it is.
    """
    indent = len(text) - len(text.lstrip(" ")) + _HANGING
    while columns >= _NARROWEST and width(text) > columns:
        cut = len(fitting(text, columns))
        while cut > indent + 1 and text[cut] in _NEVER_FIRST:
            cut -= 1
        yield text[:cut].rstrip()
        text = " " * indent + text[cut:].lstrip()
    yield text


def percent(rate: float) -> str:
    """Write a rate from 0 to 1: ``42.9%``."""
    return f"{rate:.1%}"


def chinese_date(day: date) -> str:
    """Write a date as official documents do: ``2019年12月5日`` (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese_number(n: int) -> str:
    """Write a number from 1 to 9999 as headings count: ``十二``, ``一百零三``."""
    digits = [int(digit) for digit in str(n)]
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        text += _DIGITS[digit] + (_UNITS[place] if digit else "")
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text

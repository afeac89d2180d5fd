"""Numbers of automatic numbering as Word writes them (ECMA-376 part 1, 17.18.59, ``ST_NumberFormat``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_LETTERS = 26
_MOST_LETTERS = 30 * _LETTERS
_MOST_ROMAN = 3_999
_MOST_CHINESE = 9_999
_TEENS = range(10, 20)


def write(value: int, style: str) -> str | None:
    """Write a number; ``None`` where the format is none of those known.

    Args:
        value: The number, from 0.
        style: The format's name in the file: ``chineseCounting``.
    """
    writer = _WRITERS.get(style)
    if writer is None:
        return None
    return writer(value)


def padded(value: int, pattern: str) -> str:
    """Write a number by an example of the first ones: ``001, 002, 003, ...``."""
    first = pattern.partition(",")[0].strip()
    return str(value).zfill(len(first)) if first.isdecimal() else str(value)


def _chinese(value: int, digits: str = _DIGITS, units: Sequence[str] = _UNITS) -> str:
    """Write with units: 一百零五."""
    if not 0 < value <= _MOST_CHINESE:
        return str(value) if value else digits[0]
    text, gap = "", False
    for place in reversed(range(len(units))):
        digit = value // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[place]
        gap = not digit
    return text


def _counted(value: int) -> str:
    """Write as people count: 十二, not 一十二."""
    text = _chinese(value)
    return text[1:] if value in _TEENS else text


def _counted_below_100(value: int) -> str:
    return _counted(value) if value < 100 else _spelled(value)  # noqa: PLR2004 - the standard's


def _spelled(value: int) -> str:
    """Write digit by digit: 二〇."""
    return "".join(("〇" + _DIGITS[1:])[int(digit)] for digit in str(value))


def _japanese(value: int) -> str:
    """Write with units, a one in front of none: 百二十."""
    text = _chinese(value).replace(_DIGITS[0], "") if value else "〇"
    for unit in _UNITS[1:]:
        text = text.replace("一" + unit, unit)
    return text


def _row(signs: str) -> Callable[[int], str]:
    """Count with signs that stand in a row; beyond them in Arabic digits."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _from(first: str, count: int) -> Callable[[int], str]:
    return _row("".join(chr(ord(first) + n) for n in range(count)))


def _letters(first: str) -> Callable[[int], str]:
    """Count a … z, aa, bb, … as Word does."""

    def written(value: int) -> str:
        if not 0 < value <= _MOST_LETTERS:
            return str(value)
        return chr(ord(first) + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)

    return written


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


_circled = _row("".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260)))))
_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _counted_below_100,
    "taiwaneseCounting": _counted_below_100,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda value: _chinese(value, _LEGAL, _LEGAL_UNITS),
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}

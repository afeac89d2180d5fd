"""Text made safe and measured as terminals do."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gongkai_cli.output.text import chinese_date, folded, one_line, percent, safe_lines, width

CHINESE = "汕尾市住建局2019年（三）1.①“解读”，。、；：！？《》〔〕【】—…·●▲○√─│　abcＡＢＣ"


@given(st.text())
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    for safe, allowed in ((one_line(text), ""), (safe_lines(text), "\n")):
        for sign in safe:
            assert sign in allowed or unicodedata.category(sign) not in {"Cc", "Zl", "Zp"}
            assert unicodedata.bidirectional(sign) not in {
                *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
            }


@given(st.text(alphabet=CHINESE))
def test_plain_words_are_left_alone(text: str) -> None:
    assert one_line(text.replace("　", "")) == text.replace("　", "")


def test_breaks_and_tabs_become_blanks_or_stay_breaks() -> None:
    assert one_line("甲\t乙\n丙\r丁\u2028戊") == "甲 乙 丙 丁 戊"
    assert safe_lines("甲\r\n乙\u2029丙") == "甲\n乙\n丙"


@given(st.text(alphabet=[sign for sign in CHINESE if sign not in "…—·●▲○√①“”"]))
def test_widths_are_those_of_the_terminal_library(text: str) -> None:
    assert width(text) == cell_len(text)


def test_marks_that_combine_take_no_column() -> None:
    assert width("e\u0301") == 1
    assert width("汉字abc") == 7


@pytest.mark.parametrize(
    ("rate", "words"), [(0, "0.0%"), (1, "100.0%"), (3 / 7, "42.9%"), (0.9999, "100.0%")]
)
def test_a_rate_has_one_decimal(rate: float, words: str) -> None:
    assert percent(rate) == words


def test_a_date_is_written_as_the_standard_has_it() -> None:
    assert chinese_date(date(2019, 1, 5)) == "2019年1月5日"


@given(st.text(alphabet="公开预算，。（）ab1 ", max_size=200), st.integers(20, 120))
def test_a_folded_line_fits_and_loses_nothing(text: str, columns: int) -> None:
    parts = list(folded(text, columns))
    assert all(width(part) <= columns for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_further_lines_hang_below_the_first_and_begin_with_no_closing_sign() -> None:
    assert list(folded("  [1.1] 公开预算决算（财务科）", 21)) == [
        "  [1.1] 公开预算决算",
        "      （财务科）",
    ]
    assert list(folded("一二三四五六七八九十。", 20)) == ["一二三四五六七八九", "    十。"]
    assert list(folded("不够宽的终端照原样写，一个字也不拆", 10)) == [
        "不够宽的终端照原样写，一个字也不拆"
    ]

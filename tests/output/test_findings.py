"""Findings as people read them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gongkai_cli.domain.findings import Place, error
from gongkai_cli.domain.source import Coverage, Missing
from gongkai_cli.output.findings import coverage_text, finding_text, tally

if TYPE_CHECKING:
    from gongkai_cli.domain.findings import Finding


def found(excerpt: str, column: int, width: int) -> Finding:
    place = Place("plan.yaml", 7, column, excerpt, width)
    return error("code", (), "不对。", "改正。")._replace(place=place)


@given(st.text(alphabet="汉字abc，。 （）", min_size=1, max_size=300), st.data())
def test_the_caret_stands_under_what_it_means(excerpt: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(excerpt)))
    size = data.draw(st.integers(1, 8))
    lines = finding_text(found(excerpt, column, size)).splitlines()
    assert lines[0] == f"plan.yaml:7:{column}: 错误 [code] 不对。"
    if not excerpt.strip():
        assert len(lines) == 2
        return
    shown, carets = lines[1].partition(" │ ")[2], lines[2].partition(" │ ")[2]
    assert cell_len(shown) <= 104
    first = carets.index("^")
    before = ""
    for sign in shown:
        if cell_len(before) >= first:
            break
        before += sign
    assert cell_len(before) == first
    rest = shown[len(before) :].removesuffix("…")
    assert rest.startswith(excerpt[column - 1 :][:size][: len(rest)])
    assert excerpt[column - 1] == shown[len(before)]


def test_a_finding_without_a_place_has_no_excerpt() -> None:
    assert finding_text(error("a-b", (), "不对。", "")) == "错误 [a-b] 不对。"


def test_a_line_of_five_million_signs_is_cut_at_once() -> None:
    begun = time.monotonic()
    text = finding_text(found("长" * 5_000_000, 4_000_000, 5_000_000))
    assert time.monotonic() - begun < 2
    assert len(text) < 1000
    assert "…长" in text


def test_what_stands_in_the_file_is_harmless_on_the_terminal() -> None:
    text = finding_text(found("a: \x1b[31m红\u202e\x07", 4, 3))
    assert not set(text) & set("\x1b\u202e\x07")


def test_findings_are_counted_by_severity() -> None:
    assert tally([]) == "没有问题"
    assert tally([found("a", 1, 1)] * 2) == "2 处错误"


def test_a_share_is_full_only_when_not_a_sign_is_missing() -> None:
    missing = (Missing(1, 1, "字"),)
    almost = coverage_text(Coverage(100_000, 99_999, missing, ()))
    assert "99999/100000 字（99.99%）" in almost
    assert "99999/99999 字（100%）" in almost

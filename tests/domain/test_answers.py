"""What words in a form mean: states, evidence, and what of a text a cell can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.answers import evidence_text, fit, read_evidence, read_state, same_text
from gongkai_cli.domain.progress import Evidence
from gongkai_cli.domain.terms import State

PROOFS = st.lists(
    st.builds(
        Evidence,
        st.text(min_size=1).filter(lambda text: bool(text.strip())),
        st.sampled_from(["", "https://example.gov.cn/1.html", "http://a.cn/?x=1;y=2"]),
        st.sampled_from(["", "0" * 64]),
    ),
    max_size=4,
)


@pytest.mark.parametrize("state", State)
def test_a_states_own_word_and_code_are_read(state: State) -> None:
    assert read_state(state.word) is state
    assert read_state(f" {state.value.upper()}。") is state


@pytest.mark.parametrize("text", ["", "搞定", "已完成一半", "100%", "无"])
def test_words_that_mean_no_state_are_not_guessed(text: str) -> None:
    assert read_state(text) == ()


def test_words_that_may_mean_several_states_are_not_guessed() -> None:
    assert read_state("持续推进") == (State.IN_PROGRESS, State.ONGOING)
    assert read_state("未完成") == (State.NOT_STARTED, State.IN_PROGRESS)


@pytest.mark.parametrize(
    ("text", "proofs"),
    [
        ("", []),
        ("汕建办字〔2019〕30号", [Evidence("汕建办字〔2019〕30号")]),
        ("甲；乙\n丙", [Evidence("甲"), Evidence("乙"), Evidence("丙")]),
        ("http://a.cn/1", [Evidence("http://a.cn/1", "http://a.cn/1")]),
        ("公示：https://a.cn/1.html，第3条", [Evidence("公示 第3条", "https://a.cn/1.html")]),
        (
            "http://a.cn/1,http://a.cn/2",
            [Evidence(u, u) for u in ("http://a.cn/1", "http://a.cn/2")],
        ),
        (
            "https://a.cn/公开/1.html",
            [Evidence("https://a.cn/公开/1.html", "https://a.cn/公开/1.html")],
        ),
        ("见http://a.cn/it's（一）", [Evidence("见 （一）", "http://a.cn/it's")]),
        (
            "公示 https://a.cn/1 通报 https://a.cn/2 （原件）",
            [Evidence("公示", "https://a.cn/1"), Evidence("通报 （原件）", "https://a.cn/2")],
        ),
    ],
)
def test_evidence_is_read_line_by_line_with_its_addresses(
    text: str, proofs: list[Evidence]
) -> None:
    assert list(read_evidence(text)) == proofs


@given(PROOFS)
def test_evidence_that_was_shown_comes_back_as_it_was(proofs: list[Evidence]) -> None:
    shown = [proof for proof in proofs if evidence_text([proof])]
    assert [*read_evidence(evidence_text(proofs), proofs)] == shown


@given(st.text())
def test_what_a_cell_holds_is_the_same_text_again(text: str) -> None:
    assert fit(fit(text)) == fit(text)
    assert same_text(text, fit(text))


def test_control_signs_and_lengths_that_a_cell_cannot_hold_are_dealt_with() -> None:
    assert fit("a\x00b\x1b[31m\r\nc\ud800") == "a?b?[31m\nc?"
    for sign in ("长", "😀"):
        cut = fit(sign * 40_000)
        assert len(cut.encode("utf-16-le")) == 64_000
        assert cut.endswith("……（太长，全文见台账）")

"""What became of a text: runs that a person can read, and nothing of either text lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.word_diff import Op, difference

SIGNS = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
WORDS = st.lists(
    st.sampled_from(
        ["政务", "公开", "公", "，", "。", "2019", "2020", "年", "A", "1", " ", "\n", "做好"]
    ),
    max_size=30,
).map("".join)


def shown(old: str, new: str) -> str:
    return "".join(SIGNS[piece.op].format(piece.text) for piece in difference(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("照旧。", "照旧。", "照旧。"),
        ("", "新写的", "{+新写的+}"),
        ("删去的", "", "[-删去的-]"),
        ("围绕2019年工作", "围绕2020年工作", "围绕[-2019-]{+2020+}年工作"),
        ("共12项", "共123项", "共[-12-]{+123+}项"),
        ("第3项", "第13项", "第[-3-]{+13+}项"),
        ("登录APP办理", "登录App办理", "登录[-APP-]{+App+}办理"),
        (
            "做好甲工作。做好乙工作。",
            "做好甲工作。做好丙工作。做好乙工作。",
            "做好甲工作。{+做好丙工作。+}做好乙工作。",
        ),
        (
            "做好甲工作。做好丙工作。做好乙工作。",
            "做好甲工作。做好乙工作。",
            "做好甲工作。[-做好丙工作。-]做好乙工作。",
        ),
        ("每季度通报一次", "每半年公布一次", "每[-季度通报-]{+半年公布+}一次"),
        ("按月上报数据情况", "按季上传数据情况", "按[-月上报-]{+季上传+}数据情况"),
        ("按月逐级上报数据", "按季逐级上传数据", "按[-月-]{+季+}逐级上[-报-]{+传+}数据"),
        ("公开，及时更新", "公开,及时更新", "公开[-，-]{+,+}及时更新"),
    ],
)
def test_changes_stand_in_runs_that_can_be_read(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(WORDS | st.text(max_size=40), WORDS | st.text(max_size=40))
def test_what_stayed_and_went_is_the_old_text_what_stayed_and_came_the_new(
    old: str, new: str
) -> None:
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.INSERT) == old
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new
    assert all(piece.text for piece in pieces)


@given(WORDS, WORDS)
def test_there_is_no_confetti(old: str, new: str) -> None:
    pieces = difference(old, new)
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.op is Op.EQUAL:
            assert len(piece.text) > 2, (before, piece, after)
    for one, other in itertools.pairwise(pieces):
        assert one.op is not other.op
        assert (one.op, other.op) != (Op.INSERT, Op.DELETE)


@given(WORDS, WORDS)
def test_no_number_and_no_english_word_is_cut(old: str, new: str) -> None:
    for text, other in ((old, Op.INSERT), (new, Op.DELETE)):
        at = 0
        for piece in difference(old, new):
            if piece.op is other:
                continue
            at += len(piece.text)
            around = text[at - 1 : at + 1]
            assert not (len(around) == 2 and around.isascii() and around.isalnum())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("的" * 30_000, "的" * 29_999 + "了"),
        ("，" * 20_000 + "甲", "乙" + "，" * 19_999),
        ("甲，乙" * 20_000, "乙，甲" * 20_000),
    ],
)
def test_texts_of_any_size_are_compared(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.op is not Op.INSERT) == old
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new

"""Names as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain import names
from gongkai_cli.domain.errors import NotFound, WrongUsage
from gongkai_cli.domain.terms import Lamp, Role, State

NUMERALS = "一二三四五六七八九"


def chinese(number: int) -> str:
    """Write a number below 100 as documents do."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (NUMERALS[ones - 1] if ones else "")


@given(st.integers(1, 99))
def test_a_chinese_number_is_read_as_it_is_written(number: int) -> None:
    assert names.chinese_number(chinese(number)) == number
    assert names.chinese_number(str(number)) == number


@given(st.tuples(*[st.integers(1, 40)] * 3), st.sampled_from("（）()"), st.booleans())
def test_a_printed_number_path_round_trips(
    path: tuple[int, int, int],
    bracket: str,
    short: bool,  # noqa: FBT001
) -> None:
    left, right = ("（", "）") if bracket in "（）" else ("(", ")")
    first, second, third = path
    printed = [
        f"{left}{chinese(first)}{right}{second}.{left}{third}{right}",
        f"{left}{chinese(first)}{right} {second}．{left}{third}{right}",
        f"{chinese(first)}{second}({third})",
        f"{chinese(first)}、{second}、（{third}）",
        f"{first}.{second}.{third}",
    ]
    if short and third <= 20:
        printed.append(f"（{chinese(first)}）{second}.{chr(0x245F + third)}")
    for number in printed:
        assert names.item_id(number) == f"{first}.{second}.{third}"


@pytest.mark.parametrize("text", ["", " ", "城乡科", "3.1a", "三级", "v1", "。", "十十", "一百"])
def test_what_is_no_number_is_no_item(text: str) -> None:
    assert names.item_id(text) in {"", *({"20"} if text == "十十" else ())}


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    found = names.item_id(text)
    assert found == "" or all(part.isdigit() for part in found.split("."))


def test_an_unknown_item_brings_the_ones_below_or_the_nearest() -> None:
    ids = {"3.1.1": "扶贫", "3.1.2": "生态", "5.1": "领导"}
    assert names.find_item(ids, "五、1") == "5.1"
    with pytest.raises(NotFound) as refused:
        names.find_item(ids, "三1")
    assert "3.1.1（扶贫）、3.1.2（生态）" in refused.value.remedy
    assert "5.1" not in refused.value.remedy


def test_a_section_is_found_by_its_number_only_as_a_whole() -> None:
    ids = {"1.1": "", "11.1": "", "11.2.1": ""}
    assert names.find_section(ids, "（十一）") == "11"
    assert names.find_section(ids, "十一2.") == "11.2"
    for wrong in ("二", "1.1.1", "11.2.1.1", "办公室"):
        with pytest.raises(NotFound):
            names.find_section(ids, wrong)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("已完成", State.DONE),
        ("done", State.DONE),
        (" DONE ", State.DONE),
        ("长期坚持", State.ONGOING),
        ("ｄｏｎｅ", State.DONE),
    ],
)
def test_states_are_named_by_word_or_code_whatever_the_width(typed: str, state: State) -> None:
    assert names.find_state(typed) is state


def test_lamps_are_named_by_colour_word_or_code() -> None:
    assert {names.find_lamp(word) for word in ("红", "逾期", "red")} == {Lamp.RED}
    assert {names.find_lamp(word) for word in ("黄", "临期", "受阻")} == {Lamp.YELLOW}
    assert names.find_role("牵头") is Role.LEAD
    with pytest.raises(WrongUsage) as refused:
        names.find_state("完成啦")
    assert "“已完成”" in refused.value.remedy


def test_nearest_puts_the_best_first_and_leaves_out_what_is_far() -> None:
    known = ["城乡科", "财务科", "办公室"]
    assert names.nearest("城乡可", known)[0] == "城乡科"
    assert names.nearest("城乡", known)[0] == "城乡科"
    assert names.nearest("交通厅", known) == []


@pytest.mark.parametrize(
    ("numbers", "joined"),
    [
        (["（三）", "1.", "（1）"], "（三）1.（1）"),
        (["6", "1."], "6.1."),
        (["", "二、", ""], "二、"),
        (["六", "二、"], "六.二、"),
        (["2", "2.1", "2.1.1"], "2.1.1"),
        (["（二）", "3.1"], "（二）3.1"),
    ],
)
def test_numbers_behind_each_other_stay_apart(numbers: list[str], joined: str) -> None:
    assert names.joined_numbers(numbers) == joined

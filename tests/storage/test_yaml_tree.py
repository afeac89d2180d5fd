"""YAML with places: scalars stay text, and what cannot be read is a finding where it stands."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.storage.yaml_tree import Spot, parse

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
YAML_LIKE = st.lists(
    st.sampled_from(
        [
            "a",
            "键",
            ": ",
            ":",
            "- ",
            "\n",
            "  ",
            "[",
            "]",
            "{",
            "}",
            ",",
            '"',
            "'",
            "|",
            ">",
            "&x ",
            "*x",
            "!t ",
            "#",
            "%",
            "@",
            "`",
            "? ",
            "---\n",
            "...\n",
            "\t",
            "\r\n",
            "\\",
            "~",
            "<<: ",
            "\u2028",
            "\x85",
            "\ufeff",
            "no",
            "12:30",
        ]
    ),
    max_size=40,
).map("".join)


def codes(text: str) -> list[tuple[str, Spot]]:
    return [(finding.code, spot) for finding, spot in parse(text).findings]


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "on",
        "yes",
        "off",
        "y",
        "true",
        "null",
        "~",
        "12:30",
        "0123",
        "1e3",
        "0x1F",
        "1_000",
        "2019-12-25",
        "2019-12-25T09:30:00Z",
        "1.10",
        ".5",
        ".inf",
        "=",
        "<<",
    ],
)
def test_a_scalar_is_the_text_that_was_typed(scalar: str) -> None:
    tree = parse(f"a: {scalar}\n{scalar}: b\nc: [{scalar}, '{scalar}']\n")
    assert tree.findings == []
    assert tree.value == {"a": scalar, scalar: "b", "c": [scalar, scalar]}


def test_only_what_is_left_empty_is_nothing() -> None:
    assert parse("a:\nb: ''\nc: [ ]\n").value == {"a": None, "b": "", "c": []}


def test_every_value_and_key_has_its_place() -> None:
    tree = parse("甲: 乙\n丙:\n  - 丁\n  - {戊: 己}\n")
    assert tree.spot(("甲",)) == (0, 3)
    assert tree.spot(("甲",), key=True) == (0, 0)
    assert tree.spot(("丙", 1, "戊")) == (3, 8)
    assert tree.spot(("丙", 1, "戊"), key=True) == (3, 5)
    assert tree.spot(("丙", 9, "没有")) == tree.spot(("丙",)) == (2, 2)
    assert tree.spot(()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "words", "spot"),
    [
        ("a: b: c\n", "冒号", (0, 4)),
        ("a: 1\n中文：值\nc: 1\n", "冒号要半角", (1, 0)),
        ("a:\n  - x\n - y\n", "缩进不对", (2, 1)),
        ("a: [x, y\nb: 1\n", "方括号、花括号", (0, 3)),
        ('a: 中\nb: "没有收尾\nc: 1\n', "引号没有收尾", (1, 3)),
        ("a: - x\n", "列表项", (0, 3)),
        ('a: "\\q"\n', "反斜杠", (0, 4)),
        ("a: @x\n", "不能用的符号", (0, 3)),
        ("a:\n\tb: 1\n", "制表符", (1, 0)),
        ("a:\n  b: 1\n\tc: 1\n", "制表符", (2, 0)),
        ("a: *重要\n", "开头", (0, 4)),
        ("a: !重要\n", "开头", (0, 4)),
        ("a: |文字\n", "另起一行", (0, 4)),
        ("中文: 中文\nb: 字\x07\n", "控制字符", (1, 4)),
        ("中文: \x00\n", "控制字符", (0, 4)),
    ],
)
def test_a_mistake_in_writing_is_explained_where_it_is(
    text: str, words: str, spot: tuple[int, int]
) -> None:
    ((finding, place),) = parse(text).findings
    assert finding.code == "yaml-syntax"
    assert words in finding.message
    assert place == spot


def test_duplicates_aliases_tags_and_odd_keys_are_all_found_at_once() -> None:
    text = "a: &x 1\na: 2\nb: *x\nc: !t 3\n[k]: 4\n{m: n}: 5\n"
    assert codes(text) == [
        ("duplicate-key", (1, 0)),
        ("yaml-alias", (2, 3)),
        ("yaml-tag", (3, 3)),
        ("yaml-key", (4, 0)),
        ("yaml-key", (5, 0)),
    ]
    assert parse(text).value["a"] == "1"


def test_depth_is_bounded_and_said_where_it_goes_too_far() -> None:
    assert parse("[" * 60 + "]" * 60).findings == []
    assert codes("[" * 61 + "]" * 61) == [("yaml-depth", (0, 60))]
    assert codes("- " * 10_000 + "x") == [("yaml-depth", (0, 120))]


def test_an_empty_text_is_nothing_and_no_mistake() -> None:
    for text in ("", "\n", "# 只有注释\n", "---\n"):
        assert (parse(text).value, parse(text).findings) == (None, [])


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT | YAML_LIKE)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    tree = parse(text)
    lines = text.count("\n") + text.count("\r") + sum(map(text.count, "\x85\u2028\u2029")) + 1
    for finding, spot in tree.findings:
        assert finding.message
        assert finding.remedy
        assert 0 <= spot.line <= lines
        assert spot.column >= 0


@settings(deadline=None, max_examples=200)
@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_what_pyyaml_writes_is_read_back(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    tree = parse(text)
    assert tree.findings == []
    assert tree.value == value

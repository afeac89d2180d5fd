"""Texts and Markdown as lines with their places, in whatever encoding they come."""

from __future__ import annotations

import pytest

from gongkai_cli.drafting.model import Cell, Line, Source, Table
from gongkai_cli.drafting.reading.read import read

TEXT = "某局2020年要点\r\n\r\n一、加强公开\n  （一）政策解读。（责任单位：办公室）\r完"
LINES = [
    Line("某局2020年要点", "第1行"),
    Line("一、加强公开", "第3行"),
    Line("（一）政策解读。（责任单位：办公室）", "第4行", indented=True),
    Line("完", "第5行"),
]


def markdown(text: str) -> Source:
    return read(text.encode(), "方案.md")


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
    ],
    ids=["utf-8", "mark", "utf-16", "big", "le bare", "be bare", "gb18030", "utf-32"],
)
def test_every_encoding_and_every_line_break_gives_the_same_lines(raw: bytes) -> None:
    assert list(read(raw, "方案.txt").blocks) == LINES


@pytest.mark.parametrize("name", ["", "-", "方案", "方案.TXT", "方案.csv"])
def test_standard_input_and_other_endings_are_plain_text(name: str) -> None:
    assert [line.text for line in plain(read("# 一\n- 二\n|三|四|".encode(), name))] == [
        "# 一",
        "- 二",
        "|三|四|",
    ]


def plain(source: Source) -> list[Line]:
    return [block for block in source.blocks if isinstance(block, Line)]


def test_signs_that_nobody_sees_are_left_out_and_told() -> None:
    source = read("甲\u200b乙\x07丙\u2028丁\n戊".encode(), "a.txt")
    assert source.blocks == (Line("甲乙丙", "第1行"), Line("丁", "第1行"), Line("戊", "第2行"))
    assert source.remarks == ("看不见的控制符没有读：第1行。",)


def test_an_old_text_of_one_short_line_is_no_utf_8() -> None:
    assert read("责任".encode("gb18030"), "").blocks == (Line("责任", "第1行"),)


def test_markdown_headings_have_levels_and_marks_are_taken_off() -> None:
    source = markdown("# 方案 #\n\n## 一、**加强**公开\n---\n- 甲\n* 乙\n1. 丙 2\\*3\n#丁\n**戊**")
    assert source.blocks == (
        Line("方案", "第1行", level=1),
        Line("一、加强公开", "第3行", level=2),
        Line("甲", "第5行"),
        Line("乙", "第6行"),
        Line("1. 丙 2*3", "第7行"),
        Line("#丁", "第8行"),
        Line("戊", "第9行"),
    )


def test_a_markdown_table_is_a_table() -> None:
    source = markdown("前\n| 序号 | 任务 |\n|:--|--:|\n| 1 | 甲<br>**乙**\\|丙 |\n| 2 |\n\n| 后 |")
    assert source.blocks == (
        Line("前", "第1行"),
        Table(
            (
                (Cell("序号", "表1第1行第1列"), Cell("任务", "表1第1行第2列")),
                (Cell("1", "表1第2行第1列"), Cell("甲\n乙|丙", "表1第2行第2列")),
                (Cell("2", "表1第3行第1列"), Cell("", "表1第3行第2列")),
            ),
            "表1",
        ),
        Line("| 后 |", "第7行"),
    )


def test_a_table_without_outer_strokes_is_one_too() -> None:
    (table,) = markdown("序号 | 任务\n--- | ---\n1 | 甲").blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["序号", "任务"], ["1", "甲"]]


def test_strokes_that_are_no_table_stay_words() -> None:
    assert [block.place for block in markdown("甲|乙\n\n|---|\n丙").blocks] == [
        "第1行",
        "第3行",
        "第4行",
    ]

"""Automatic numbers as Word shows them: formats, levels, restarts, and where they come from."""

from __future__ import annotations

import pytest
from docx_files import abstract, docx, item, level, num, p, style, styled, tbl, tc, tr

from gongkai_cli.drafting.model import Line, Source, Table
from gongkai_cli.drafting.reading import numerals
from gongkai_cli.drafting.reading.read import read

CHAPTERS = (
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)
DECIMAL = tuple(level(n, "decimal", ".".join(f"%{k + 1}" for k in range(n + 1))) for n in range(3))


def numbered(*body: str, numbering: str, styles: str = "") -> Source:
    return read(docx(*body, parts={"numbering": numbering, "styles": styles}), "a.docx")


def numbers(*body: str, numbering: str, styles: str = "") -> list[str]:
    source = numbered(*body, numbering=numbering, styles=styles)
    return [block.number for block in source.blocks if isinstance(block, Line)]


def steps(*depths: int, key: int = 1) -> list[str]:
    return [item("甲", key, depth) for depth in depths]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九"}),
        ("chineseCountingThousand", {10: "十", 12: "十二", 101: "一百零一", 110: "一百一十"}),
        ("chineseCountingThousand", {111: "一百一十一", 1010: "一千零一十", 1001: "一千零一"}),
        ("japaneseCounting", {10: "十", 11: "十一", 21: "二十一"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 100_000: "100000"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 1994: "mcmxciv", 9999: "9999"}),
        ("upperRoman", {14: "XIV", 40: "XL"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "36"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalFullWidth", {12: "１２"}),
        ("bullet", {1: ""}),
        ("none", {7: ""}),
    ],
)
def test_formats(kind: str, shown: dict[int, str]) -> None:
    assert {value: numerals.write(value, kind) for value in shown} == shown


def test_levels_count_on_and_begin_anew_below_a_higher_one() -> None:
    found = numbers(
        *steps(0, 1, 1, 2, 3, 3, 2, 1, 2, 0, 1), numbering=abstract(0, *CHAPTERS) + num(1, 0)
    )
    assert found == (
        ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "2.", "（三）", "1.", "二、", "（一）"]
    )


def test_a_level_shows_those_above_it_and_counts_them_as_begun() -> None:
    definition = abstract(0, *DECIMAL) + num(1, 0)
    assert numbers(*steps(0, 1, 2, 1, 2), numbering=definition) == [
        "1",
        "1.1",
        "1.1.1",
        "1.2",
        "1.2.1",
    ]
    assert numbers(*steps(1, 1, 0, 1), numbering=definition) == ["1.1", "1.2", "2", "2.1"]


def test_legal_numbers_are_arabic_throughout() -> None:
    levels = (
        level(0, "chineseCounting", "第%1条"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
    )
    assert numbers(*steps(0, 0, 1), numbering=abstract(0, *levels) + num(1, 0)) == [
        *("第一条", "第二条", "2.1"),
    ]


@pytest.mark.parametrize(
    ("restart", "last"), [('<w:lvlRestart w:val="0"/>', "（3）"), ("", "（1）")]
)
def test_a_level_may_never_begin_anew(restart: str, last: str) -> None:
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "（%2）", more=restart))
    found = numbers(*steps(0, 1, 1, 0, 1), numbering=abstract(0, *levels) + num(1, 0))
    assert found == ["1.", "（1）", "（2）", "2.", last]


def test_a_level_may_begin_anew_below_another_only() -> None:
    levels = (
        *(level(0, "decimal", "%1."), level(1, "decimal", "%2)")),
        level(2, "decimal", "(%3)", more='<w:lvlRestart w:val="1"/>'),
    )
    found = numbers(*steps(0, 1, 2, 1, 2, 0, 2), numbering=abstract(0, *levels) + num(1, 0))
    assert found == ["1.", "1)", "(1)", "2)", "(2)", "2.", "(1)"]


def test_instances_of_one_numbering_go_on_unless_they_override_the_start() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    definition = abstract(0, *CHAPTERS) + num(1, 0) + num(2, 0) + num(3, 0, over)
    body = [item("甲", key) for key in (1, 2, 1, 3, 3, 1)]
    assert numbers(*body, numbering=definition) == ["一、", "二、", "三、", "五、", "六、", "七、"]


def test_an_instance_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    definition = abstract(0, *CHAPTERS) + num(1, 0) + num(2, 0, own)
    assert numbers(item("甲", 1), item("乙", 2), numbering=definition) == ["一、", "B)"]


def test_start_none_and_bullets() -> None:
    levels = (
        *(level(0, "decimal", "%1.", 3), level(1, "bullet", "●"), level(2, "none", "附件")),
        level(3, "decimal", "%4", None),
    )
    found = numbers(*steps(0, 1, 2, 3), numbering=abstract(0, *levels) + num(1, 0))
    assert found == ["3.", "", "附件", "0"]


def test_styles_bring_numbers_and_levels_and_zero_takes_them_away() -> None:
    styles = (
        style(
            "A",
            '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        )
        + style("B", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("C", '<w:basedOn w:val="B"/>')
    )
    levels = (
        level(0, "decimal", "%1", more='<w:pStyle w:val="A"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="B"/>'),
    )
    zero = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = [styled("甲", "A"), styled("乙", "B"), styled("丙", "C"), styled("丁", "A", zero)]
    found = numbers(
        *body, styled("戊", "A"), numbering=abstract(0, *levels) + num(1, 0), styles=styles
    )
    assert found == ["1", "1.1", "1.2", "", "2"]


def test_a_numbering_may_point_to_a_style() -> None:
    styles = style("L", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering")
    definition = abstract(0, more='<w:numStyleLink w:val="L"/>') + abstract(1, *DECIMAL)
    found = numbers(
        *steps(0, 1), item("甲", 2), numbering=definition + num(1, 0) + num(2, 1), styles=styles
    )
    assert found == ["1", "1.1", "2"]


def test_circles_of_styles_and_links_end() -> None:
    styles = (
        style("A", '<w:basedOn w:val="B"/>')
        + style("B", '<w:basedOn w:val="A"/>')
        + style("L", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "numbering")
    )
    definition = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    found = numbers(
        styled("甲", "A"), item("乙", 1), item("丙", 9), numbering=definition, styles=styles
    )
    assert found == ["", "", ""]


def test_numbers_go_on_through_tables_and_stand_in_front_of_their_paragraphs() -> None:
    cells = tr(tc(item("乙", 1)), tc(item("丙", 1), item("5天", 2)))
    source = numbered(
        *(item("甲", 1), tbl(cells), item("丁", 1)),
        numbering=abstract(0, *CHAPTERS)
        + abstract(1, level(0, "decimal", "%1."))
        + num(1, 0)
        + num(2, 1),
    )
    first, table, last = source.blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["二、乙", "三、丙\n1. 5天"]
    assert [first, last] == [Line("甲", "第1段", "一、"), Line("丁", "第2段", "四、")]


def test_a_number_without_words_counts_and_is_told() -> None:
    source = numbered(
        *(item("甲", 1), item("", 1), item("乙", 1)), numbering=abstract(0, *CHAPTERS) + num(1, 0)
    )
    assert source.blocks == (Line("甲", "第1段", "一、"), Line("乙", "第2段", "三、"))
    assert source.remarks == ("只有编号、没有文字的段落没有读：第1段之后。",)


def test_an_unknown_format_is_arabic_and_told() -> None:
    source = numbered(item("甲", 1), numbering=abstract(0, level(0, "aiueo", "%1.")) + num(1, 0))
    assert source.blocks == (Line("甲", "第1段", "1."),)
    assert source.remarks == ("编号的样式认不出来，读作阿拉伯数字：第1段。",)


def test_a_format_of_the_documents_own_is_followed() -> None:
    own = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert numbers(item("甲", 1), numbering=abstract(0, own) + num(1, 0)) == ["007"]


def test_only_the_first_line_of_a_paragraph_has_the_number() -> None:
    found = numbers(
        p(
            "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>",
            properties='<w:numPr><w:numId w:val="1"/></w:numPr>',
        ),
        numbering=abstract(0, *CHAPTERS) + num(1, 0),
    )
    assert found == ["一、", ""]

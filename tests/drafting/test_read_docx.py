"""Word files: every word once, in its place, and a remark on what is no plain text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from conftest import SOURCE
from docx_files import (
    TYPES,
    abstract,
    docx,
    field,
    item,
    level,
    num,
    p,
    run,
    style,
    styled,
    tbl,
    tc,
    tr,
    with_part,
)

from gongkai_cli.domain.names import plain
from gongkai_cli.drafting.model import Line, Source, Table
from gongkai_cli.drafting.reading.read import fetch, read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BOX = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
DRAWING = (
    "<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    f"{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
PICTURE = (
    "<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic>"
    "</wp:inline></w:drawing>"
)


def alternate(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def of(*body: str, **parts: str) -> Source:
    return read(docx(*body, parts=parts), "方案.docx")


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Line)]


def rows(source: Source, n: int = 0) -> list[list[str]]:
    """A table's texts; what goes on from elsewhere has a star."""
    table = [block for block in source.blocks if isinstance(block, Table)][n]
    return [[cell.text + "*" * cell.merged for cell in row] for row in table.rows]


def test_paragraphs_with_words_are_counted_and_empty_ones_are_not() -> None:
    source = of(p("甲"), p(), p("　 "), p("乙"), tbl(tr("丙")), p("丁"))
    assert [(block.place, getattr(block, "text", "")) for block in source.blocks] == [
        ("第1段", "甲"),
        ("第2段", "乙"),
        ("表1", ""),
        ("第3段", "丁"),
    ]
    assert source.remarks == ()
    assert list(source.words) == [
        *(("甲", "第1段"), ("乙", "第2段"), ("丙", "表1第1行第1列"), ("丁", "第3段")),
    ]


def test_words_in_every_wrapper_are_read() -> None:
    wrapped = [
        f"<w:hyperlink>{run('一')}</w:hyperlink>",
        f"<w:smartTag>{run('二')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('三')}</w:sdtContent></w:sdt>",
        f'<w:fldSimple w:instr="DATE">{run("四")}</w:fldSimple>',
        field("REF a", run("五")),
        "<m:oMath><m:r><m:t>六</m:t></m:r></m:oMath>",
        f"<w:customXml><w:bdo>{run('七')}</w:bdo></w:customXml>",
        alternate(run("八"), run("九")),
    ]
    assert texts(of(p(*wrapped))) == ["一二三四五六七八"]


def test_wrappers_of_whole_paragraphs_are_looked_through() -> None:
    inner = f"<w:sdt><w:sdtContent>{p('甲')}{tbl(tr('乙'))}</w:sdtContent></w:sdt>"
    twice = alternate(p("丙"), p("丙"))
    assert texts(of(f"<w:customXml>{inner}</w:customXml>", twice)) == ["甲", "丙"]


def test_signs_that_are_elements() -> None:
    signs = (
        '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t xml:space="preserve">'
        ' 丙 </w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="宋体" w:char="4E01"/></w:r>'
    )
    assert texts(of(p(signs))) == ["甲 乙- 丙 √丁"]


def test_a_symbol_that_is_not_known_is_told() -> None:
    source = of(p("甲", '<w:r><w:sym w:font="Webdings" w:char="F0FC"/></w:r>'))
    assert source.remarks == ("特殊符号没有读：第1段。",)


def test_a_line_break_makes_lines_but_not_of_a_heading() -> None:
    broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
    source = of(p(broken), p(broken, properties='<w:outlineLvl w:val="0"/>'))
    assert source.blocks == (
        Line("甲", "第1段"),
        Line("乙", "第1段第2行"),
        Line("甲乙", "第2段", level=1),
    )


def test_blanks_around_words_count_only_where_they_are_kept() -> None:
    source = of("<w:p><w:r><w:t>\n  甲\n</w:t><w:t>乙</w:t></w:r></w:p>")
    assert texts(source) == ["甲乙"]


def test_deleted_words_are_left_out_and_inserted_ones_read() -> None:
    source = of(
        p(
            "甲",
            "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
            f"<w:ins>{run('新')}</w:ins>",
            f"<w:moveFrom>{run('去')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo>",
        )
    )
    assert texts(source) == ["甲新来"]
    assert source.remarks == (
        "修订中删去的文字没有读：第1段。",
        "修订中增加的文字读作正文：第1段。",
    )


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert texts(of(p("甲", properties=mark), p("乙"), p("丙", properties=mark))) == ["甲乙", "丙"]


def test_a_deleted_block_and_a_deleted_row_are_left_out() -> None:
    gone = f"<w:moveFrom>{p('去')}</w:moveFrom>"
    source = of(p("甲"), gone, tbl(tr("乙"), tr("旧", properties="<w:del/>")))
    assert (texts(source), rows(source)) == (["甲"], [["乙"]])
    assert source.remarks == ("修订中删去的文字没有读：第1段之后、表1。",)


def test_hidden_words_are_left_out_and_told() -> None:
    source = of(
        p("甲", run("乙", "<w:vanish/>"), run("丙", '<w:vanish w:val="0"/>')),
        styled("丁", "H"),
        p("戊"),
        styles=style("H", "<w:rPr><w:vanish/></w:rPr>"),
    )
    assert texts(source) == ["甲丙", "戊"]
    assert source.remarks == ("隐藏文字没有读：第1段、第1段之后。",)


def test_words_struck_out_are_left_out_and_told() -> None:
    source = of(
        p("甲", run("乙", "<w:strike/>"), run("丙", "<w:dstrike/>"), "丁"),
        p("戊", run("己", '<w:rStyle w:val="S"/>')),
        p(run("庚", '<w:rStyle w:val="S"/><w:strike w:val="0"/><w:dstrike w:val="0"/>')),
        styles=style("S", "<w:rPr><w:strike/></w:rPr>", "character"),
    )
    assert texts(source) == ["甲丁", "戊", "庚"]
    assert source.remarks == ("带删除线的文字没有读：第1段、第2段。",)


def test_an_automatic_number_alone_in_a_cell_is_its_text() -> None:
    tasks = ("公开预算", "公开决算", "")
    source = of(
        tbl(tr("序号", "任务"), *(tr(tc(item("", 1)), task) for task in tasks)),
        numbering=abstract(1, level(0, "decimal", "%1")) + num(1, 1),
    )
    assert rows(source) == [["序号", "任务"], ["1", "公开预算"], ["2", "公开决算"], ["", ""]]
    assert source.remarks == ("只有编号、没有文字的段落没有读：表1第4行第1列。",)


def test_notes_follow_their_paragraph() -> None:
    source = of(
        p(
            "甲",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            '<w:r><w:endnoteReference w:id="2"/></w:r>',
        ),
        p("乙"),
        footnotes=f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", "脚上")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("尾上")}{p("二")}</w:endnote>',
    )
    assert source.blocks == (
        Line("甲", "第1段"),
        Line("脚上", "第1段脚注", note=True),
        Line("尾上", "第1段尾注", note=True),
        Line("二", "第1段尾注", note=True),
        Line("乙", "第2段"),
    )
    assert source.remarks == ("脚注、尾注读在所在的段落或表格之后：第1段。",)


@pytest.mark.parametrize(
    "shape",
    [
        DRAWING,
        VML,
        alternate(DRAWING, VML),
    ],
    ids=["drawing", "vml", "both"],
)
def test_a_text_box_follows_its_paragraph_once(shape: str) -> None:
    source = of(p(f"<w:r>{shape}</w:r>"), p("甲", f"<w:r>{shape}</w:r>"))
    assert source.blocks == (
        Line("框里", "开头文本框"),
        Line("甲", "第1段"),
        Line("框里", "第1段文本框"),
    )
    assert source.remarks == ("文本框的文字读在所在的段落或表格之后：开头、第1段。",)


def test_words_that_are_drawn() -> None:
    source = of(
        p("甲", '<w:r><w:pict><v:shape><v:textpath string="红头"/></v:shape></w:pict></w:r>')
    )
    assert source.blocks == (Line("甲", "第1段"), Line("红头", "第1段艺术字"))


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (PICTURE, "图片没有读，图里的文字请补录：第1段。"),
        ("<w:pict><v:imagedata/></w:pict>", "图片没有读，图里的文字请补录：第1段。"),
        ("<w:drawing><c:chart/></w:drawing>", "图表没有读：第1段。"),
        ("<w:drawing><dgm:relIds/></w:drawing>", "SmartArt 图形没有读，图里的文字请补录：第1段。"),
        ("<w:object><v:imagedata/><o:OLEObject/></w:object>", "嵌入的对象没有读：第1段。"),
        ("<w:commentReference/>", "批注没有读：第1段。"),
        (
            f"<w:ruby><w:rt>{run('jia')}</w:rt><w:rubyBase>{run('乙')}</w:rubyBase></w:ruby>",
            "拼音没有读：第1段。",
        ),
    ],
    ids=["picture", "vml picture", "chart", "diagram", "object", "comment", "ruby"],
)
def test_what_is_no_text_is_told(inner: str, told: str) -> None:
    source = of(p("甲", f"<w:r>{inner}</w:r>"))
    assert source.remarks == (told,)
    assert texts(source)[0].startswith("甲")
    assert "jia" not in texts(source)[0]


def test_a_foreign_document_inside_is_told() -> None:
    assert of(p("甲"), "<w:altChunk/>").remarks == ("插入的外部文档没有读：第1段之后。",)


def test_many_places_are_cut_short() -> None:
    source = of(*(p("甲", f"<w:r>{PICTURE}</w:r>") for _ in range(12)))
    assert source.remarks[0].endswith("第7段、第8段 等 12 处。")


# -- fields ----------------------------------------------------------------------------------------


def test_results_of_fields_count_and_their_instructions_do_not() -> None:
    nested = field(f"IF {field('PAGE', run('7'))} = 1", run("是"))
    assert texts(
        of(p("甲", field(" HYPERLINK x", run("乙")), nested, field("XE a", None), "丙"))
    ) == [
        "甲乙是丙",
    ]


def test_a_circle_made_by_a_field_is_told() -> None:
    source = of(p(field(" eq \\o\\ac(○,1)", None), "甲"))
    assert (texts(source), source.remarks) == (["甲"], ("带圈字符等域没有读，请补录：第1段。",))


def test_a_field_without_an_end_swallows_nothing() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    source = of(p("甲", begun, "乙"), p("丙", begun), p("丁", end, "戊"))
    assert texts(source) == ["甲乙", "丙", "丁戊"]


def contents(*lines: str, end: str) -> list[str]:
    begun = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    first, *others = lines
    return [p(begun, first), *map(p, others), p(end, "一、甲")]


def test_a_table_of_contents_is_left_out_and_told() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    source = of(p("标题"), *contents("一、甲 1", "二、乙 2", end=end), p("丙"))
    assert source.blocks == (Line("标题", "第1段"), Line("一、甲", "第2段"), Line("丙", "第3段"))
    assert source.remarks == ("目录没有读，它由标题生成：第2段。",)


def test_a_table_of_contents_without_an_end_stays() -> None:
    assert texts(of(*contents("一、甲 1", "二、乙 2", end=""))) == [
        "一、甲 1",
        "二、乙 2",
        "一、甲",
    ]


# -- headings --------------------------------------------------------------------------------------


def test_levels_come_from_the_paragraph_the_style_or_its_name() -> None:
    styles = (
        style("1", '<w:name w:val="heading 1"/>')
        + style("2", '<w:name w:val="公文二级"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("3", '<w:name w:val="我的"/><w:basedOn w:val="2"/>')
        + style("4", '<w:name w:val="标题 4"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
        + style("5", '<w:name w:val="正文"/>', more='w:default="1"')
    )
    own = '<w:outlineLvl w:val="{}"/>'
    source = of(
        *(styled("甲", key) for key in ("1", "2", "3", "4", "Heading6", "没有")),
        p("乙"),
        styled("丙", "1", own.format(2)),
        styled("丁", "1", own.format(9)),
        styles=styles,
    )
    levels = [block.level for block in source.blocks if isinstance(block, Line)]
    assert levels == [1, 2, 2, 0, 6, 0, 0, 3, 0]


# -- tables ----------------------------------------------------------------------------------------


def test_merged_cells_stand_in_every_place_that_they_cover() -> None:
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    source = of(
        tbl(
            tr(tc("序号", properties=begin), tc("单位", properties='<w:gridSpan w:val="2"/>')),
            tr(tc(properties=goes_on), "牵头", "配合"),
            tr(tc("甲", properties=begin), "乙", tc("丙", "丁")),
            tr(tc(properties=goes_on), "戊", tc()),
        )
    )
    assert rows(source) == [
        ["序号", "单位", "单位*"],
        ["序号*", "牵头", "配合"],
        ["甲", "乙", "丙\n丁"],
        ["甲*", "戊", ""],
    ]


def test_old_merging_shorter_rows_and_gaps() -> None:
    source = of(
        tbl(
            tr("一", "二", "三"),
            tr(tc("甲", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>")),
            tr("乙", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert rows(source) == [["一", "二", "三"], ["甲", "甲*", ""], ["", "乙", ""]]


def test_a_cell_that_goes_on_from_nothing_is_its_own() -> None:
    assert rows(of(tbl(tr(tc("甲", properties="<w:vMerge/>"), "乙")))) == [["甲", "乙"]]


def test_words_under_a_merged_cell_are_told() -> None:
    source = of(
        tbl(
            tr(tc("甲", properties='<w:vMerge w:val="restart"/>')),
            tr(tc("乙", properties="<w:vMerge/>")),
        )
    )
    assert (rows(source), source.remarks) == (
        [["甲"], ["甲*"]],
        ("被合并的格遮住的文字没有读：表1第2行第1列。",),
    )


def test_columns_in_which_no_cell_begins_are_none() -> None:
    two = '<w:gridSpan w:val="2"/>'
    source = of(tbl(tr(tc("一", properties=two), "二"), tr(tc("三", properties=two), "四")))
    assert rows(source) == [["一", "二"], ["三", "四"]]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = tbl(tr("内1", "内2"), tr("内3", "内4"))
    source = of(tbl(tr(tc("前", inner, "后"), "右")), tbl(tr("二")))
    assert rows(source) == [["前\n内1 内2\n内3 内4\n后", "右"]]
    assert rows(source, 1) == [["二"]]
    assert source.remarks == ("表格里套的表格读作外面那一格的文字：表1第1行第1列。",)


def test_rows_and_cells_in_wrappers() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}{tc('乙')}</w:tr></w:sdtContent></w:sdt>"
    assert rows(of(tbl(row))) == [["甲", "乙"]]


def test_boxes_and_notes_in_cells_follow_the_table() -> None:
    box = f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    source = of(
        tbl(tr(tc(p("甲", box)), tc(p("乙", note)))),
        p("丙"),
        footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
    )
    assert rows(source) == [["甲", "乙"]]
    assert source.blocks[1:] == (
        Line("框里", "表1第1行第1列文本框"),
        Line("注", "表1第1行第2列脚注", note=True),
        Line("丙", "第1段"),
    )


# -- other producers -------------------------------------------------------------------------------


def test_strict_files_are_read() -> None:
    raw = docx(p("甲"), tbl(tr("乙")), strict=True)
    assert [text for text, _ in read(raw, "a.docx").words] == ["甲", "乙"]


def test_parts_are_found_by_relationships_whatever_they_are_called() -> None:
    raw = docx(
        styled("甲", "x"),
        parts={"styles": style("x", '<w:name w:val="heading 2"/>')},
        main="正文/d.xml",
    )
    assert read(raw, "a.docx").blocks == (Line("甲", "第1段", level=2),)


def test_parts_are_found_by_content_types_where_relationships_are_missing() -> None:
    raw = with_part(docx(p("甲"), main="x/y.xml"), "_rels/.rels", b"<r/>")
    assert texts(read(raw, "a.docx")) == ["甲"]


def test_prefixes_are_the_producers_own() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("甲")))) as archive:
        xml = archive.read("word/document.xml")
    other = re.sub(rb"<(/?)w:", rb"<\1ns0:", xml).replace(b"xmlns:w=", b"xmlns:ns0=")
    raw = with_part(docx(p("x")), "word/document.xml", re.sub(rb"\bw:", rb"ns0:", other))
    assert texts(read(raw, "a.docx")) == ["甲"]


def test_macro_files_are_read_as_documents() -> None:
    kinds = f'<Types><Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>'
    raw = with_part(docx(p("甲")), "[Content_Types].xml", kinds.encode())
    assert texts(read(with_part(raw, "word/vbaProject.bin", b"\0"), "a.docm")) == ["甲"]


@pytest.mark.parametrize("name", ["方案.doc", "方案.txt", "-"])
def test_a_word_file_is_known_whatever_it_is_called(name: str) -> None:
    assert texts(read(docx(p("甲")), name)) == ["甲"]


def test_a_plan_that_was_printed_is_read_back_word_for_word(folder: Path, gongkai: Run) -> None:
    assert gongkai("report", "--kind", "分工方案", "-o", "x.docx").code == 0
    printed = "".join(text for text, _ in read(fetch(folder / "x.docx"), "x.docx").words)
    assert plain(printed) == plain(SOURCE.read_text("utf-8"))

"""`gongkai report -o 报告.docx`: a 落实情况报告 in GB/T 9704-2012, checked as XML against the standard."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import scenes
import words
from hypothesis import given
from hypothesis import strategies as st
from words import W

from gongkai_cli.documents import plan_document, word_report
from gongkai_cli.documents.word_paper import length, signature_places, title_lines
from gongkai_cli.domain.plan import Fonts
from gongkai_cli.domain.schema import verbatim
from gongkai_cli.domain.source import compare
from gongkai_cli.domain.terms import Lamp
from gongkai_cli.output.text import chinese_number, percent

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FONTS = {
    "Title": "方正小标宋简体",
    "Normal": "仿宋_GB2312",
    "heading 1": "黑体",
    "heading 2": "楷体_GB2312",
    "heading 3": "仿宋_GB2312",
    "heading 4": "仿宋_GB2312",
    "附件标识": "黑体",
    "footer": "宋体",
}
SIZES = {"Title": 44, "Normal": 32, "footer": 28}
MM = 1440 / 25.4


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    plan = scenes.scene(tmp_path_factory.mktemp("word") / "half", "half")
    return word_report.write(scenes.dossier(plan))


def made(tmp_path: Path, kind: str, **options: Any) -> bytes:
    return word_report.write(scenes.dossier(scenes.scene(tmp_path / kind, kind), **options))


def value(element: Any, path: str, name: str = "val") -> str:
    return str(element.find("/".join(f"{W}{step}" for step in path.split("/"))).get(f"{W}{name}"))


def style_named(raw: bytes, name: str) -> Any:
    styles = words.part(raw, "word/styles.xml").iter(f"{W}style")
    (found,) = [style for style in styles if value(style, "name") == name]
    return found


def sections(raw: bytes) -> list[Any]:
    return list(words.part(raw, "word/document.xml").iter(f"{W}sectPr"))


# -- the page (5.2, 7.5) ---------------------------------------------------------------------------


def test_the_page_has_the_papers_size_and_margins(half: bytes) -> None:
    page = sections(half)[0]
    size, margins = page.find(f"{W}pgSz"), page.find(f"{W}pgMar")
    assert [round(int(size.get(f"{W}{side}")) / MM) for side in "wh"] == [210, 297]
    edges = [
        round(int(margins.get(f"{W}{edge}")) / MM) for edge in ("top", "right", "bottom", "left")
    ]
    assert edges == [37, 26, 35, 28]


def test_the_grid_is_of_22_lines_and_28_characters(half: bytes) -> None:
    page = sections(half)[0]
    grid, margins = page.find(f"{W}docGrid"), page.find(f"{W}pgMar")
    assert grid.get(f"{W}type") == "linesAndChars"
    pitch = int(grid.get(f"{W}linePitch"))
    character = 320 + int(grid.get(f"{W}charSpace")) / 4096 * 20
    size = page.find(f"{W}pgSz")
    high = int(size.get(f"{W}h")) - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))
    wide = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert high // pitch == 22
    assert wide // character == 28
    spacing = style_named(half, "Normal").find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == (str(pitch), "exact")


def test_fonts_are_named_for_chinese_and_sizes_are_the_standards(half: bytes) -> None:
    for name, font in FONTS.items():
        assert value(style_named(half, name), "rPr/rFonts", "eastAsia") == font, name
    for name, size in SIZES.items():
        assert value(style_named(half, name), "rPr/sz") == str(size), name
    for style in words.part(half, "word/styles.xml").iter(f"{W}style"):
        assert style.find(f"{W}rPr/{W}b") is None, "none is bold"


def test_another_font_can_be_set_for_machines_that_lack_one(office: Path, gongkai: Run) -> None:
    plan = office / "data" / "plan2019.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("  # fonts:", "  fonts:"), encoding="utf-8")
    assert gongkai("report", "-o", "报告.docx").code == 0
    raw = (office / "报告.docx").read_bytes()
    assert value(style_named(raw, "Title"), "rPr/rFonts", "eastAsia") == "宋体"
    assert value(style_named(raw, "heading 2"), "rPr/rFonts", "eastAsia") == "楷体"
    fonts = words.part(raw, "word/fontTable.xml").iter(f"{W}font")
    assert {font.get(f"{W}name") for font in fonts} == {"宋体", "仿宋", "黑体", "楷体"}


def test_page_numbers_stand_outside_between_dashes(half: bytes) -> None:
    assert words.part(half, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    footers = {}
    relations = words.part(half, "word/_rels/document.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for reference in sections(half)[0].iter(f"{W}footerReference"):
        identity = next(v for k, v in reference.attrib.items() if k.endswith("}id"))
        footers[reference.get(f"{W}type")] = words.part(half, f"word/{targets[identity]}")
    for kind, side, edge in (("default", "right", "right"), ("even", "left", "left")):
        paragraph = footers[kind].find(f"{W}p")
        assert words.text_of([paragraph]) == "— 1 —"
        assert value(paragraph, "pPr/jc") == side
        assert value(paragraph, "pPr/ind", edge) == "280", "one character of 14 pt in"
        assert "PAGE" in "".join(node.text for node in paragraph.iter(f"{W}instrText"))


def test_the_annex_is_landscape_with_its_headings_on_every_page(half: bytes) -> None:
    upright, turned = sections(half)
    assert upright.find(f"{W}pgSz").get(f"{W}orient") is None
    size = turned.find(f"{W}pgSz")
    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))
    table = words.part(half, "word/document.xml").find(f"{W}body/{W}tbl")
    headed = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert headed == [True] + [False] * 28


# -- a draft to finish -----------------------------------------------------------------------------


def test_headings_are_words_own_and_make_an_outline(half: bytes) -> None:
    levels = [f"heading {n}" for n in range(1, 5)]
    for n, name in enumerate(levels):
        assert value(style_named(half, name), "pPr/outlineLvl") == str(n)
    outline = [line for line in words.lines(half) if line.style in levels]
    first = [line.text for line in outline if line.style == "heading 1"]
    assert first == ["一、主要工作开展情况", "二、存在问题", "三、下一步打算"]
    assert [line.text for line in outline if line.style == "heading 2"][:2] == [
        "（一）着眼稳定预期, 加强政策解读和回应关切",
        "（二）强化权力监督，深入推进决策和执行公开",
    ]
    assert sum(line.style == "heading 3" for line in outline) == 28


def test_there_are_no_text_boxes_and_no_formatting_outside_styles(half: bytes) -> None:
    body = words.part(half, "word/document.xml")
    assert not [n for n in body.iter() if "txbx" in n.tag or n.tag.endswith("}pict")]
    inside = {node.tag for run in body.iter(f"{W}rPr") for node in run}
    assert inside <= {f"{W}rStyle"}


def test_it_begins_and_ends_as_a_report_upward_does(half: bytes) -> None:
    found = [line for line in words.lines(half) if line.text]
    assert found[0] == (
        "Title",
        "汕尾市住房和城乡建设局关于\n2019年政务公开工作要点落实情况的报告",
        "",
    )
    assert found[1][:2] == ("主送机关", "汕尾市人民政府办公室：")
    assert found[2].text == (
        "根据《汕尾市人民政府办公室关于印发汕尾市2019年政务公开工作要点分工方案的通知》"
        "（汕府办函〔2019〕157号）要求，现将《汕尾市住房和城乡建设局2019年政务公开工作要点"
        "分工实施方案》（汕建办字〔2019〕23号）落实情况报告如下："
    )
    texts = [line.text for line in found]
    end = texts.index("特此报告。")
    assert texts[end + 1 :] == [
        "附件：2019年政务公开工作要点落实情况汇总表",
        "汕尾市住房和城乡建设局",
        "2019年12月20日",
        "附件",
        "2019年政务公开工作要点落实情况汇总表",
    ]


def test_the_signature_never_stands_on_a_page_alone(half: bytes) -> None:
    body = words.part(half, "word/document.xml").find(f"{W}body")
    paragraphs = list(body.iterchildren(f"{W}p"))
    texts = [words.text_of([paragraph]) for paragraph in paragraphs]
    first, last = texts.index("特此报告。"), texts.index("2019年12月20日")
    styles = {
        s.get(f"{W}styleId"): s for s in words.part(half, "word/styles.xml").iter(f"{W}style")
    }
    for paragraph in paragraphs[first:last]:
        own = paragraph.find(f"{W}pPr/{W}keepNext")
        named = styles[value(paragraph, "pPr/pStyle")].find(f"{W}pPr/{W}keepNext")
        assert own is not None or named is not None, words.text_of([paragraph])


# -- what it says ----------------------------------------------------------------------------------


def test_lead_units_come_first_and_units_that_said_the_same_stand_together(
    small: Path, gongkai: Run
) -> None:
    for args in (
        ("1.2", "推进中", "--unit", "办公室", "--note", "配合做了"),
        ("1.2", "已完成", "--unit", "城乡科", "--note", "牵头做了；"),
    ):
        assert gongkai("status", "set", *args).code == 0
    assert gongkai("report", "-o", "报告.docx").code == 0
    found = [line.text for line in words.lines((small / "报告.docx").read_bytes())]
    at = found.index("2.回应关切（已完成）")
    assert found[at + 1 : at + 3] == [
        "城乡科（牵头，已完成）：牵头做了。",
        "办公室（配合，推进中）：配合做了。",
    ]


@pytest.mark.parametrize("kind", scenes.SCENES)
def test_its_figures_are_those_of_the_summary(kind: str, tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / kind, kind)
    found = scenes.dossier(plan).report.totals
    (text,) = [
        line.text
        for line in words.lines(word_report.write(scenes.dossier(plan)))
        if line.text.startswith("截至")
    ]
    numbers = re.findall(r"[\d.]+%?", text)
    assert f"方案确定的{found.items}个事项中，已完成{found.complete}个" in text
    assert f"应反馈{found.assignments}项次，已反馈{found.reported}项次" in text
    assert percent(found.completion_rate) in numbers
    assert percent(found.reported_rate) in numbers


def test_where_nothing_was_reported_it_says_so_and_marks_it(tmp_path: Path) -> None:
    found = words.lines(made(tmp_path, "empty"))
    told = [line for line in found if line.missing]
    assert [line.text for line in told if "未反馈" in line.text] == ["（未反馈，待补）"] * 28
    assert all(line.text.endswith(line.missing) for line in told)
    style = style_named(made(tmp_path / "again", "empty"), "待补")
    assert value(style, "rPr/shd", "fill") == "FFF200"


def test_problems_are_what_is_late_blocked_or_not_reported(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "half", "half")
    texts = [
        line.text for line in words.lines(word_report.write(scenes.dossier(plan, scenes.LATE)))
    ]
    problems = texts[texts.index("二、存在问题") : texts.index("三、下一步打算")]
    assert [text for text in problems if text.startswith("（")] == [
        "（一）逾期事项",
        "（二）受阻事项",
        "（三）尚未反馈",
    ]
    late = scenes.dossier(plan, scenes.LATE).report.totals
    assert sum("已过12天" in text for text in problems) == late.lamps[Lamp.RED]
    assert (
        "1.放管服改革信息公开：行政审批科：省级审批系统接口未开放，需市政务服务数据管理局协调。"
        in problems
    )
    assert problems[-1].startswith(f"应反馈而未反馈{late.assignments - late.reported}项次：")


def test_what_comes_next_is_what_is_open(tmp_path: Path) -> None:
    texts = [line.text for line in words.lines(made(tmp_path, "half"))]
    steps = texts[texts.index("三、下一步打算") + 1 : texts.index("特此报告。")]
    assert steps[0] == "下列27个事项在2019年12月25日前办结、反馈："
    assert steps[1] == "1.政策文件解读：政策法规科、城乡科、管理科、质安科办结。"
    assert any("办公室办结；局机关党委办、" in step and step.endswith("反馈。") for step in steps)
    assert steps[-1].startswith("长期坚持2个事项：")


def test_when_all_is_done_it_says_so(tmp_path: Path) -> None:
    texts = [line.text for line in words.lines(made(tmp_path, "complete"))]
    assert "没有逾期、受阻的事项，各单位均已反馈。" in texts
    assert "各事项均已办结、反馈。" in texts
    told = [line.missing for line in words.lines(made(tmp_path / "2", "complete"))]
    assert {*told} == {"", "（“各相关科室”未指明是哪些单位，待明确）"}


def test_a_new_deadline_after_the_old_one_is_for_the_office_to_set(tmp_path: Path) -> None:
    found = words.lines(made(tmp_path, "half", today=scenes.LATE))
    assert "（期限已过，新的期限待补）" in [line.missing for line in found]


def test_a_units_report_is_its_own_and_goes_to_the_office(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "half", "half")
    raw = word_report.write(scenes.dossier(plan, unit="行政审批科"))
    found = [line.text for line in words.lines(raw) if line.text]
    assert found[:2] == ["行政审批科关于2019年政务公开\n工作要点落实情况的报告", "办公室："]
    assert "本单位已办结" in "".join(found)
    assert "1.放管服改革信息公开（受阻）" in found
    assert "管理科" not in "".join(found)
    assert "行政审批科" in found[-4:]


def test_the_annexed_table_has_every_item_with_what_was_said(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "half", "half")
    dossier = scenes.dossier(plan)
    head, *rows = words.rows(word_report.write(dossier))
    assert head == [
        "序号", "主要任务", "牵头单位\n（责任单位）", "配合单位", "完成情况", "落实情况", "佐证",
    ]  # fmt: skip
    assert [row[0] for row in rows] == [str(n) for n in range(1, 29)]
    for work, row in zip(dossier.works, rows, strict=True):
        assert row[1] == f"{work.item.title}\n{work.item.text}"
        assert row[3] == "、".join(work.item.support)
        for part in work.standings:
            assert part.unit in row[5]
            if part.word:
                assert part.word.entry.note in row[5]
                assert all(proof.title in row[6] for proof in part.word.entry.evidence)


@pytest.mark.parametrize("kind", ["long"])
def test_what_people_typed_stays_text(kind: str, tmp_path: Path) -> None:
    raw = made(tmp_path, kind)
    said = "\n".join(line.text for line in words.lines(raw))
    assert '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}' in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "]]>&amp;<w:p/>" in said


# -- the office's own template ---------------------------------------------------------------------


def template(path: Path, *, mark: bool) -> Path:
    """A file as Chinese Word makes it: styles have numbers for ids, and there is a letterhead."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm

    document: Any = Document()
    heading = document.styles["Heading 1"]
    heading.element.set(qn("w:styleId"), "1")
    heading.font.name = "华文中宋"
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.sections[0].footer.paragraphs[0].text = "本局页脚"
    document.add_paragraph("某局文件（本局文头）")
    if mark:
        document.add_paragraph("{{正文}}")
        document.add_paragraph("抄送：某某。")
    document.save(str(path))
    return path


@pytest.mark.parametrize("mark", [True, False])
def test_the_offices_own_template_gives_letterhead_styles_and_page(
    mark: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    plan = scenes.scene(tmp_path / "half", "half")
    raw = word_report.write(scenes.dossier(plan), template(tmp_path / "own.docx", mark=mark))
    found = words.lines(raw)
    texts = [line.text for line in found]
    assert texts[0] == "某局文件（本局文头）"
    assert texts[1].startswith("汕尾市住房和城乡建设局关于")
    assert "{{正文}}" not in texts
    if mark:
        assert texts.index("特此报告。") < texts.index("抄送：某某。") < texts.index("附件")
    head = next(p for p in words.part(raw, "word/document.xml").iter(f"{W}p")
                if words.text_of([p]) == "一、主要工作开展情况")  # fmt: skip
    assert value(head, "pPr/pStyle") == "1", "the template's own style, whatever its id"
    assert value(style_named(raw, "heading 1"), "rPr/rFonts", "ascii") == "华文中宋"
    assert any("本局页脚" in words.text_of([words.part(raw, name)])
               for name in words.names(raw) if "footer" in name)  # fmt: skip
    assert sections(raw)[-1].find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    own = {s.get(f"{W}styleId") for s in words.part(raw, "word/styles.xml").iter(f"{W}style")}
    used = {s.get(f"{W}val") for s in words.part(raw, "word/document.xml").iter(f"{W}pStyle")}
    assert used <= own


def test_a_template_that_is_none_is_refused(office: Path, gongkai: Run) -> None:
    (office / "坏.docx").write_bytes(b"PK\x03\x04 no")
    (office / "表.xlsx").write_bytes(b"")
    for name, told in (
        ("没有.docx", "错误：读不了模板 没有.docx：没有这个文件或目录。\n请检查路径和权限。\n"),
        (
            "坏.docx",
            (
                "错误：模板 坏.docx 不是 Word 文件（.docx），或已损坏。\n"
                "请用 WPS 或 Word 打开，另存为“Word 文档（.docx）”再试。\n"
            ),
        ),
    ):
        answer = gongkai("report", "-o", "报告.docx", "--template", name)
        assert (answer.code, answer.out, answer.err) == (3, "", told)
        assert not (office / "报告.docx").exists()
    answer = gongkai("report", "-o", "报告.md", "--template", "坏.docx")
    assert (answer.code, answer.err) == (
        2,
        "错误：模板只用于 Word 文件。\n请把文件名的结尾写成 .docx，或去掉 --template。\n",
    )


# -- the plan itself -------------------------------------------------------------------------------


def test_the_plan_is_printed_back_word_for_word(office: Path, gongkai: Run) -> None:
    assert gongkai("report", "--kind", "分工方案", "-o", "方案.docx").code == 0
    raw = (office / "方案.docx").read_bytes()
    printed = [line.text for line in words.lines(raw)]
    source = (office / "data" / "plan2019-source.txt").read_text(encoding="utf-8")
    found = compare([((n,), text) for n, text in enumerate(printed)], source)
    assert (found.missing, found.extra) == ((), ())
    assert found.source_held == found.source_size > 3900
    file = scenes.registry(office / "data" / "plan2019.yaml").plan_file()
    kept = "".join("".join(text for _, text in verbatim(file)).split())
    assert "".join("".join(printed).split()) == kept


def test_the_plans_headings_have_their_levels(office: Path) -> None:
    file = scenes.registry(office / "data" / "plan2019.yaml").plan_file()
    found = words.lines(plan_document.write(file, scenes.AT))
    levels = {line.text[:3]: line.style for line in found if line.style.startswith("heading")}
    assert levels["一、工"] == "heading 1"
    assert levels["（一）"] == "heading 2"
    assert levels["1.深"] == "heading 3"
    assert found[0][:2] == ("发文机关标志", "汕尾市住房和城乡建设局文件")


def test_the_plan_goes_into_word_files_only_and_whole(office: Path, gongkai: Run) -> None:
    for args in (("-o", "方案.md"), ("-o", "方案.docx", "--unit", "城乡科")):
        answer = gongkai("report", "--kind", "分工方案", *args)
        assert (answer.code, answer.err) == (
            2,
            "错误：分工方案只能整份写成 Word 文件。\n请去掉 --unit，文件名以 .docx 结尾。\n",
        )
    answer = gongkai("report", "--kind", "别的", "-o", "方案.docx")
    assert (answer.code, answer.err) == (
        2,
        "错误：没有“别的”这种文件。\n可用：落实情况报告、分工方案。\n",
    )
    assert gongkai("report", "--kind", "分工方案").code == 2
    assert not list(office.glob("方案*"))


# -- shapes ----------------------------------------------------------------------------------------


@given(st.lists(st.text("甲乙丙丁12", min_size=1, max_size=12), min_size=1, max_size=8))
def test_title_lines_break_no_word_and_keep_a_shape(parts: list[str]) -> None:
    lines = title_lines(parts)
    assert "".join(lines) == "".join(parts)
    if len(lines) > 1:
        sizes = [length(line) for line in lines]
        assert max(sizes) <= 20
        falls = [a > b for a, b in pairwise(sizes)]
        assert falls == sorted(falls), "no hourglass"
        assert all(a != b for a, b in pairwise(sizes)), "no oblong"


@given(st.integers(2, 26), st.sampled_from([6.5, 7, 7.5]))
def test_the_signature_keeps_the_standards_distances(name: int, day: float) -> None:
    at_name, at_date = signature_places(name, day)
    assert at_date - at_name == 2
    longer, at = (name, at_name) if day <= name else (day, at_date)
    assert at + longer == 26, "two characters from the right"


def test_numbers_of_headings_are_chinese() -> None:
    told = {1: "一", 10: "十", 12: "十二", 20: "二十", 101: "一百零一", 110: "一百一十"}
    assert {n: chinese_number(n) for n in told} == told


def test_the_usual_fonts_are_those_of_the_standard() -> None:
    assert Fonts() == ("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312")

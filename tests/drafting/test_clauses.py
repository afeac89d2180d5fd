"""Paragraphs that say more than once who answers, or say it in the middle of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafts import doubts, imported, rows

from gongkai_cli.drafting.words.clauses import clauses

if TYPE_CHECKING:
    from gongkai_cli.drafting.importing import Imported

HEADING = "一、加强政策公开\n"


def found(*lines: str) -> Imported:
    return imported(HEADING + "\n".join(lines))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("编制目录。（办公室牵头）", 1),
        ("编制目录。（办公室牵头）更新指南。（法规科、人事科）", 2),
        ("编制目录（办公室牵头）；更新指南（法规科负责）。", 2),
        ("编制目录。（办公室）更新指南。（法规科）开展解读。（宣传科）", 3),
        ("公开下属单位（图书馆、档案馆）；公开年报。（办公室负责）", 1),
        ("各县（市、区）；公开年报。（办公室负责）", 1),
        ("①编制目录（办公室）②更新指南（法规科）", 2),
        ("编制目录。（办公室牵头）（6月底前）", 1),
        ("编制目录。（办公室牵头）同时更新指南。", 2),
    ],
)
def test_a_paragraph_is_parted_behind_each_assignment(words: str, parts: int) -> None:
    made = clauses(words)
    assert len(made) == parts
    assert "".join(made) == words


def test_each_assignment_under_one_number_is_an_item() -> None:
    made = found(
        "1.规范发布。编制目录。（办公室牵头）更新指南。（法规科负责）开展解读（责任单位：宣传科）。",
        "2.公开年报。（办公室）",
    )
    assert rows(made) == [
        ("1.1", "规范发布。编制目录。", ("办公室",), None),
        ("1.1.2", "更新指南。", ("法规科",), None),
        ("1.1.3", "开展解读", ("宣传科",), None),
        ("1.2", "公开年报。", ("办公室",), None),
    ]
    assert any("同一序号下有 3 处分工" in doubt.text for doubt in made.doubts)


def test_words_behind_the_last_assignment_stay_with_it() -> None:
    made = found("1.编制目录。（办公室牵头）同时更新指南。", "2.公开年报。（办公室）")
    assert rows(made)[0][:3] == ("1.1", "编制目录。（办公室牵头）同时更新指南。", ("办公室",))
    assert any("写在句中" in doubt.text for doubt in made.doubts)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("由教育科牵头，宣传科配合，开展公开日活动。", ("宣传科", "教育科")),
        ("公开年报（办公室牵头），每年一次。", ("办公室",)),
        ("办公室负责编制目录，法规科配合，年底前完成。", ("办公室", "法规科")),
        (
            "由住建局牵头，城管局、昌宁水务集团配合，治理易涝点。",
            ("住建局", "城管局", "昌宁水务集团"),
        ),
        ("由信息科会同归集科于10月底前完成编制。", ("信息科", "归集科")),
        ("由财政局会同发改委，争取资金。", ("发改委", "财政局")),
        ("应急局、粮食局要按照要求完成物资盘点。", ("应急局", "粮食局")),
        ("自由裁量基准及时公开。", ("未写明责任单位",)),
        ("各单位要明确专人负责公开工作。", ("未写明责任单位",)),
    ],
)
def test_who_answers_is_read_from_the_sentence_where_nothing_else_says_it(
    sentence: str, named: tuple[str, ...]
) -> None:
    made = found(f"1.{sentence}", "2.公开年报。（办公室）")
    assert rows(made)[0][1:3] == (sentence, named)
    assert any(doubt.about == "1.1" for doubt in made.doubts)


@pytest.mark.parametrize("end", ["（办公室负责）。", "（办公室负责）；", "。（办公室）。"])
def test_a_stop_behind_an_assignment_is_no_word_lost(end: str) -> None:
    made = found(f"1.编制目录{end}", "2.公开年报。（办公室）")
    assert not any("没有放进草稿" in doubt.text for doubt in made.doubts)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("责任领导：王芳    责任科室：法规科", ("法规科",)),
        ("责任科室：\n法规科、财务科", ("法规科", "财务科")),
        ("完成时限：6月底前\n责任科室：法规科", ("法规科",)),
        ("分管领导：王芳\n责任科室：法规科", ("法规科",)),
        ("【具体负责】法规科\n【配合部门】财务科\n【时间节点】6月底前", ("法规科", "财务科")),
        ("责任主体：法规科\n督办单位：机关党委\n办结时限：9月底", ("法规科",)),
        ("抓落实单位：法规科　督办单位：机关党委", ("法规科",)),
        ("责任科室：", ("未写明责任单位",)),
    ],
)
def test_labelled_lines_below_a_requirement(lines: str, names: tuple[str, ...]) -> None:
    made = found(f"1.编制目录。\n{lines}", "2.公开年报。\n责任科室：办公室")
    assert rows(made)[0][1:3] == ("编制目录。", names)
    assert ("后面没有写单位" in doubts(made)) == lines.endswith("：")


def test_another_name_of_the_unit_that_something_is_sent_to_assigns_nothing() -> None:
    made = found(
        "1.编制目录，6月底前报司法局（依法治县办）。（办公室）",
        "2.公开年报，报司法局（依法治县办）。",
    )
    assert [row.names for row in rows(made)] == [("办公室",), ("未写明责任单位",)]


def test_a_label_in_the_middle_of_a_paragraph_is_read_with_a_doubt() -> None:
    made = imported(
        "一、加强公开\n1.公开决算。责任单位：办公室。决算含三公经费，每年公布一次并逐项说明。\n2.公开预算。（财务科）\n"
    )
    assert rows(made)[0].names == ("办公室",)
    assert rows(made)[0].text.endswith("逐项说明。")
    assert doubts(made, "1.1") == "责任单位不是单列的，按句中的“责任单位：办公室”登记，请核对。"


def test_a_label_that_was_not_read_is_doubted() -> None:
    made = imported(
        "一、加强公开\n1.公开决算。牵头单位：办公室。决算含三公经费，每年公布一次并逐项说明。（财务科）\n"
    )
    assert rows(made)[0].names == ("财务科",)
    assert "“牵头单位：办公室”没有当作分工或期限登记，请核对。" in doubts(made, "1.1")


def test_a_deadline_behind_a_label_that_was_not_read_is_doubted() -> None:
    from gongkai_cli.drafting.structure.sketch import ItemSketch, SectionSketch
    from gongkai_cli.drafting.structure.unread import tell_unread

    item = ItemSketch("公开预算。", "第1行", assigned="责任领导：王某 完成时限：11月底前")
    tell_unread([SectionSketch("公开", "第1行", items=[item])], ())
    assert item.doubts == ["“完成时限：11月底前”没有当作分工或期限登记，请核对。"]

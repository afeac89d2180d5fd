"""Text copied from pages and sheets: tables whose rows or cells are lines, lists in one paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from drafts import TITLE, Row, doubts, imported, plan_of, rows

from gongkai_cli.domain.expand import placed_items
from gongkai_cli.drafting.importing import import_plan

LABELS = ("序号", "工作任务", "责任科室", "完成时限")
CELLS = [
    ("1", "公布权责清单。", "法规科", "6月底前"),
    ("2", "公布年度预算。", "财务科、办公室", "3月20日前"),
]
EXPECTED = [
    ("1", "公布权责清单。", ("法规科",), date(2021, 6, 30)),
    ("2", "公布年度预算。", ("办公室", "财务科"), date(2021, 3, 20)),
]


@pytest.mark.parametrize(
    ("between", "around"),
    [("\t", ""), ("|", ""), (" | ", "|"), ("｜", ""), ("\t", "\t"), ("   ", "")],
    ids=["tabs", "strokes", "framed", "wide strokes", "tabs around", "blanks"],
)
def test_a_table_pasted_as_text_is_a_table(between: str, around: str) -> None:
    text = "\n".join(f"{around}{between.join(row)}{around}" for row in [LABELS, *CELLS])
    assert rows(imported(text)) == EXPECTED


def test_a_table_with_each_cell_on_its_own_line_is_a_table() -> None:
    assert rows(imported("\n".join(cell for row in [LABELS, *CELLS] for cell in row))) == EXPECTED


def test_cells_on_lines_of_their_own_find_their_columns_by_what_they_say() -> None:
    lines = [
        "序号",
        "工作任务",
        "具体要求",
        "责任领导",
        "责任分工",
        "完成时限",
        "牵头科室",
        "配合科室",
    ]
    lines += [
        "一、决策公开",
        "1",
        "权责清单",
        "公布清单。",
        "何 涛",
        "法规科",
        "办公室",
        "财务科",
        "6月底前",
    ]
    lines += ["二、财务公开", "2", "公布预算。", "财务科", "3月20日前"]
    made = imported("\n".join(lines))
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [row.text for row in rows(made)] == ["公布清单。", "公布预算。"]
    assert [row.id for row in rows(made)] == ["1.1", "2.2"]
    assert [(o.lead, o.support) for o in owners] == [
        (("法规科",), ("办公室", "财务科")),
        (("财务科",), ()),
    ]


def test_strokes_on_lines_of_their_own_part_cells() -> None:
    cells = [
        "工作任务",
        "具体要求",
        "责任科室",
        "时限要求",
        "清单",
        "1",
        "公布清单。",
        "法规科",
        "6月底前",
    ]
    cells += [
        "2",
        "公布目录。",
        "办公室",
        "年底前",
        "预算",
        "3",
        "公布预算。",
        "财务科",
        "3月20日前",
    ]
    found = rows(imported("\n|\n".join([*cells, "打印本页 关闭窗口"])))
    assert [(row.text, row.names) for row in found] == [
        ("公布清单。", ("法规科",)),
        ("公布目录。", ("办公室",)),
        ("公布预算。", ("财务科",)),
    ]


def test_a_chapters_line_between_rows_is_a_heading_for_those_below_it() -> None:
    lines = [
        "\t".join(LABELS),
        "一、决策公开",
        "\t".join(CELLS[0]),
        "二、财务公开",
        "\t".join(CELLS[1]),
    ]
    assert [row.id for row in rows(imported("\n".join(lines)))] == ["1.1", "2.2"]


def test_a_cell_of_several_lines_in_quotation_marks_stays_one_cell() -> None:
    lines = [
        "\t".join(LABELS),
        '1\t"公布权责清单。\n随时更新。"\t法规科\t6月底前',
        "\t".join(CELLS[1]),
    ]
    found = rows(imported("\n".join(lines)))
    assert ["".join(row.text.split()) for row in found] == [
        "公布权责清单。随时更新。",
        "公布年度预算。",
    ]


def test_cells_that_go_on_from_the_row_above_and_are_left_out_are_put_back() -> None:
    labels = "序号\t工作任务\t具体要求\t责任科室"
    lines = [
        labels,
        "1\t决策公开\t公布清单。\t法规科",
        "公布目录。\t办公室",
        "2\t财务公开\t公布预算。\t财务科",
    ]
    assert [(row.text, row.names) for row in rows(imported("\n".join(lines)))] == [
        ("公布清单。", ("法规科",)),
        ("公布目录。", ("办公室",)),
        ("公布预算。", ("财务科",)),
    ]


def test_tabs_in_front_of_lines_make_no_table() -> None:
    text = "一、加强公开\n\t1.公布清单。（法规科）\n\t2.公布预算。（财务科）"
    assert [row.names for row in rows(imported(text))] == [("法规科",), ("财务科",)]


def test_a_list_pasted_into_one_paragraph_is_parted_at_its_numbers() -> None:
    text = (
        "一、加强公开。（一）公布权责清单，按照2021年1.5万件的规模逐项更新并说明依据，方便群众随时查询。（责任科室：法规科）"
        "（二）公布年度预算，做到表格齐全、说明清楚。（责任科室：财务科）（三）办好局长信箱。（责任科室：办公室）"
    )
    found = rows(imported(text))
    assert [row.names for row in found] == [("法规科",), ("财务科",), ("办公室",)]
    assert "1.5万件" in found[0].text


def test_points_inside_a_requirement_do_not_part_it() -> None:
    text = (
        "一、加强公开\n1.公布三类信息：（一）权责清单和办事指南，随时更新；（二）年度预算和决算，表格齐全；（三）人事任免、"
        "招考录用，以及法律法规规定的其他信息。（责任科室：办公室）\n2.公布年报。（责任科室：办公室）"
    )
    assert len(rows(imported(text))) == 2
    assert "没有放进草稿" not in doubts(imported(text))


def test_a_row_with_a_sum_is_no_item() -> None:
    table = [LABELS, *CELLS, ("", "合 计", "", "")]
    assert rows(imported("\n".join("\t".join(row) for row in table))) == EXPECTED


def test_labels_in_two_rows_keep_their_columns() -> None:
    lines = [
        "序号\t工作任务\t责任分工\t完成时限",
        "\t\t牵头科室\t配合科室\t",
        "1\t公布权责清单。\t法规科\t办公室\t6月底前",
        "2\t公布年度预算。\t财务科\t—\t3月20日前",
    ]
    made = imported("\n".join(lines))
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support) for o in owners] == [(("法规科",), ("办公室",)), (("财务科",), ())]
    assert [row.due for row in rows(made)] == [date(2021, 6, 30), date(2021, 3, 20)]


def test_one_label_over_two_columns_is_told_by_what_the_cells_hold() -> None:
    lines = [
        "工作任务\t序号\t具体要求\t责任科室\t完成时限",
        "决策公开\t目录\t1\t公布清单。\t法规科\t6月底前",
        "\t会议\t2\t公布纪要。\t办公室\t3月20日前",
        "工作任务\t序号\t具体要求\t责任科室\t完成时限",
        "财务公开\t预算\t3\t公布预算。\t财务科\t年底前",
    ]
    assert [(row.text, row.names) for row in rows(imported("\n".join(lines)))] == [
        ("公布清单。", ("法规科",)),
        ("公布纪要。", ("办公室",)),
        ("公布预算。", ("财务科",)),
    ]


def test_cells_of_several_lines_are_put_together_without_quotation_marks_too() -> None:
    lines = ["\t".join(LABELS), "1\t公布权责清单。\t法规科", "财务科", "各分局\t6月底前"]
    lines += ["2\t公布年度预算。\t财务科\t3月20日前"]
    assert [row.names for row in rows(imported("\n".join(lines)))] == [
        ("各分局", "法规科", "财务科"),
        ("财务科",),
    ]


def test_units_on_further_lines_of_the_last_cell_belong_to_its_row() -> None:
    lines = [
        "序号\t工作任务\t责任科室",
        "1\t公布权责清单。\t法规科、",
        "财务科",
        "2\t公布年度预算。\t财务科",
    ]
    assert [row.names for row in rows(imported("\n".join(lines)))] == [
        ("法规科", "财务科"),
        ("财务科",),
    ]


def test_who_answers_is_taken_from_the_row_above_where_nobody_is_named_with_a_doubt() -> None:
    lines = ["\t".join(LABELS), "\t".join(CELLS[0]), "2\t公布年度预算。\t\t"]
    made = imported("\n".join(lines))
    assert rows(made)[1][2:] == (("法规科",), date(2021, 6, 30))
    assert "“责任科室”一格是空的，按上一行的“法规科”登记，请核对。" in doubts(made, "2")
    assert "“期限”一格是空的，按上一行的“6月底前”登记，请核对。" in doubts(made, "2")


def test_chapters_of_two_levels_may_stand_between_rows() -> None:
    first, second = ("\t".join(cells) for cells in CELLS)
    again = "1\t公布采购结果。\t办公室\t年底前"
    lines = ["\t".join(LABELS), "一、决策", "（一）清单", first, "（二）预算", second]
    lines += ["二、采购", "（一）结果", again]
    assert [row.id for row in rows(imported("\n".join(lines)))] == ["1.1.1", "1.2.2", "2.1.1"]


def test_a_number_may_stand_right_before_a_month() -> None:
    made = imported("一、加强公开\n8.9月底前公布清单。（法规科）\n9.下半年公布目录。（办公室）\n")
    assert [(row.id, row.text, str(row.due)) for row in rows(made)] == [
        ("1.8", "9月底前公布清单。", "2021-09-30"),
        ("1.9", "下半年公布目录。", "2021-12-31"),
    ]


def test_names_that_a_line_breaks_are_written_whole() -> None:
    lines = ["|序号|工作任务|责任科室|", "|-|-|-|", "|1|公布清单。|政策<br>法规科、各有关<br>单位|"]
    made = import_plan("\n".join([TITLE, *lines]).encode(), "清单.md", 2021)
    assert made.errors == ()
    assert rows(made)[0].names == ("各有关单位", "政策法规科")


def test_a_number_over_several_typed_ones_is_kept() -> None:
    lines = [
        "|序号|工作要求|责任科室|",
        "|-|-|-|",
        "|1|（1）公布清单。|法规科|",
        "|2|（1）公布预算。|财务科|",
    ]
    made = import_plan("\n".join([TITLE, *lines]).encode(), "清单.md", 2021)
    assert "没有放进草稿" not in doubts(made)


def test_what_a_page_says_below_a_table_is_no_unit() -> None:
    lines = [cell for row in [LABELS, *CELLS] for cell in row]
    made = imported("\n".join([*lines, "扫一扫在手机打开当前页", "【打印本页】　【关闭窗口】"]))
    assert rows(made) == EXPECTED


def test_a_columns_label_is_no_title() -> None:
    lines = [cell for row in [LABELS, *CELLS] for cell in row]
    made = imported("\n".join(["请各科室落实。", "工作任务", *lines]))
    assert plan_of(made).document.title == TITLE.strip()


def test_a_table_with_strokes_on_their_own_lines_may_label_its_numbers() -> None:
    cells = ["工作任务", "序号", "具体要求", "责任科室", "时限要求"]
    cells += ["主动公开", "1", "公布权责清单。", "法规科", "6月底前"]
    cells += ["2", "公布年度预算。", "财务科、办公室", "3月20日前"]
    assert rows(imported("\n|\n".join([*cells, ""]))) == EXPECTED


def test_lines_that_are_only_who_does_what_part_requirements_without_numbers() -> None:
    made = imported(
        "一、加强公开\n（一）主动公开\n公布权责清单。\n市司法局牵头落实\n公布年度预算。\n"
        "市财政局牵头，市教育局、各县（区）配合\n（二）解读\n制作图解。\n市政府办公室负责\n"
    )
    assert [row.names for row in rows(made)] == [
        ("市司法局",),
        ("各县（区）", "市教育局", "市财政局"),
        ("市政府办公室",),
    ]


def test_who_signs_below_the_last_assignment_is_not_joined_to_it() -> None:
    made = imported(
        "一、加强公开\n1.公布权责清单。\n责任科室：法规科\n配合科室：办公室、各乡镇财政所\n云山市财政局\n2021年3月5日\n"
    )
    assert rows(made)[0].names == ("办公室", "各乡镇财政所", "法规科")


def test_labels_that_a_cells_line_breaks_cut_are_put_together() -> None:
    made = imported(
        "序\n号\t反馈问题\t整改措施\t牵头\n单位\t责任\n单位\t整改时限\n"
        "1\t重视不够。\t纳入考核。\t市委办\t市财政局\n市水利局\t9月底前\n2\t雨污不分。\t改造管网。\t市住建局\t/\t8月底前\n"
    )
    assert [(row.text, row.names, row.due) for row in rows(made)] == [
        ("纳入考核。", ("市委办", "市水利局", "市财政局"), date(2021, 9, 30)),
        ("改造管网。", ("市住建局",), date(2021, 8, 31)),
    ]


def test_other_labels_begin_another_table_and_the_chapter_above_them_stays_with_it() -> None:
    made = imported(
        "一、整治（1项）\n序号\t整治内容\t主办部门\t协办部门\t完成日期\n1\t清除危岩。\t工务部\t工务段\t4月30日\n"
        "二、值守（2项）\n序号\t具体要求\t责任部门\t时限\n1\t实行值班。\t各单位\t全年\n2\t及时报告。\t调度所\t6月底前\n"
        "附：联络员名单\n序号\t科室\t联络员\t短号\n1\t门诊部\t陈思\t6021\n"
    )
    assert [(row.id, row.text, row.names) for row in rows(made)] == [
        ("1.1", "清除危岩。", ("工务段", "工务部")),
        ("2.1", "实行值班。", ("各单位",)),
        ("2.2", "及时报告。", ("调度所",)),
    ]


def test_cards_copied_as_text_are_an_item_each() -> None:
    text = (
        "任务编号\t1\t任务名称\t章程修订\n具体要求\t修订章程，完成校内征求意见。\t\t\n牵头部门\t法规处\t配合部门\t工会\n"
        "完成时限\t10月31日前\t成果形式\t文本\n"
        "任务编号\t2\t任务名称\t制度清理\n具体要求\t（1）开展清理；\n（2）公布目录。\t\t\n牵头部门\t办公室\t配合部门\t无\n"
        "完成时限\t6月30日前\t成果形式\t目录\n"
    )
    made = import_plan((TITLE + text).encode(), "方案.txt", 2021)
    assert "未放进草稿" not in {doubt.about for doubt in made.doubts}
    assert [(row.text, row.names, row.due) for row in rows(made)] == [
        ("修订章程，完成校内征求意见。", ("工会", "法规处"), date(2021, 10, 31)),
        ("（1）开展清理；\n（2）公布目录。", ("办公室",), date(2021, 6, 30)),
    ]


def test_what_a_page_has_below_a_document_is_no_part_of_its_last_item() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（财务科）\n二、工作要求\n（一）加强领导，及时报告。\n某局办公室\n2021年4月16日\n"
        "【打印本页】  【关闭窗口】\n上一篇：关于开展活动的通知\n网站地图 | 联系我们 | 主办单位：某局办公室\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。"]


def test_who_filled_a_table_in_is_no_row_of_it() -> None:
    made = imported(
        "序号\t工作任务\t责任科室\t完成时限\n1\t公开预算。\t财务科\t6月底前\n填表人：\t审核人：\t\t\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。"]


def test_who_signs_below_a_table_of_lines_is_none_of_its_cells() -> None:
    made = imported(
        "序号\n工作任务\n责任科室\n完成时限\n1\n公开预算。\n财务科\n6月底前\n2\n公开决算。\n财务科\n全年\n"
        "清和区司法局\n2021年3月3日\n"
    )
    assert [row.names for row in rows(made)] == [("财务科",), ("财务科",)]
    assert rows(made)[1].due is None


def test_a_lead_sentence_in_bold_goes_on_in_the_line_below_it() -> None:
    made = import_plan(
        (
            "# 云山市2021年政务公开工作要点分工\n\n## 一、政务服务\n\n"
            "1. **推行全程网办。**\n   优化功能，6月底前实现邮寄到家。\n   - 牵头单位：教师处\n\n"
            "2. **做好解读。**\n   - 牵头单位：法规处\n"
        ).encode(),
        "方案.md",
        2026,
    )
    assert [item.text for item in made.draft.items] == [
        "推行全程网办。优化功能，6月底前实现邮寄到家。",
        "做好解读。",
    ]


def test_a_link_in_markdown_is_its_words() -> None:
    made = imported(
        "1.在[官网](http://www.example.org/)公示价格。（物价科）\n2.公开采购。（办公室）\n"
    )
    assert rows(made)[0].text.startswith("在[官网]")
    raw = "# 云山市2021年政务公开工作要点分工\n\n1. 在[官网](http://www.example.org/)公示价格。（物价科）\n"
    marked = import_plan(raw.encode(), "方案.md", 2026)
    assert [item.text for item in marked.draft.items] == ["在官网公示价格。"]


def test_labels_on_lines_of_their_own_take_the_line_below_them() -> None:
    told = (
        "责任单位\n县司法局\n完成时限\n6月底前\n",
        "责任单位\n县政府办公室、县融媒体中心\n完成时限\n9月底前\n",
    )
    bare = (f"1. 公开规章。\n{told[0]}", f"2. 开展政策解读培训。\n{told[1]}")
    card = (f"1\n工作任务\n公开规章。\n{told[0]}", f"2\n工作任务\n开展政策解读培训。\n{told[1]}")
    for text in (bare, card):
        made = imported("一、政策公开\n" + "\n".join(text), moved=text is card)
        assert rows(made) == [
            Row("1.1", "公开规章。", ("县司法局",), date(2021, 6, 30)),
            Row("1.2", "开展政策解读培训。", ("县政府办公室", "县融媒体中心"), date(2021, 9, 30)),
        ]


def test_a_blank_behind_a_label_is_as_good_as_a_colon() -> None:
    made = imported("1. 公开规章。\n责任单位　司法局\n完成时限　6月底前\n2. 公开预算。（财政局）\n")
    assert rows(made)[0] == Row("1", "公开规章。", ("司法局",), date(2021, 6, 30))


def test_a_second_requirement_in_a_row_of_lines_is_doubted_and_numbered_points_are_not() -> None:
    labels = "序号\n工作任务\n责任科室\n完成时限\n"
    made = imported(
        f"{labels}1\n公开预算。\n公开决算。\n财务科\n6月底前\n2\n①公开名单。\n②公开结果。\n法规科\n9月底前\n"
    )
    assert "格数与栏数不一致" in doubts(made, "1")
    assert "格数与栏数不一致" not in doubts(made, "2")


def test_where_a_row_has_fewer_units_than_columns_of_them_that_is_doubted() -> None:
    labels = "序号\n工作任务\n牵头科室\n配合科室\n完成时限\n"
    made = imported(
        f"{labels}1\n公开预算。\n财务科\n办公室\n6月底前\n2\n公开决算。\n法规科\n9月底前\n3\n公开采购。\n办公室\n财务科\n年底前\n"
    )
    assert [row.names for row in rows(made)] == [
        ("办公室", "财务科"),
        ("法规科",),
        ("办公室", "财务科"),
    ]
    assert "格数与栏数不一致" in doubts(made, "2")
    assert "格数与栏数不一致" not in doubts(made, "1") + doubts(made, "3")


def test_people_may_stand_beside_units_below_one_label_of_a_pasted_table() -> None:
    made = imported(
        "序号\t整改措施\t责任分工\t整改时限\n\t\t责任领导\t牵头股室\t配合股室\t\n"
        "1\t修订学习制度。\t杨国栋\t办公室\t机关党支部\t7月底前\n2\t公开结果。\t刘敏\t法规股\t财务股\t8月底前\n"
    )
    assert [row.names for row in rows(made)] == [("办公室", "机关党支部"), ("法规股", "财务股")]


def test_eight_labels_of_columns_are_no_card() -> None:
    made = imported(
        "公开类别\t序号\t公开任务\t具体内容\t责任科室\t协办科室\t完成时间\t监督科室\n"
        "社会\t1\t信息\t公开医院概况。\t办公室\t宣传科\t6月底前\t监察室\n"
        "\t2\t价格\t公开药品价格。\t物价科\t设备科\t8月底前\t监察室\n"
    )
    assert [row.text for row in rows(made)] == ["公开医院概况。", "公开药品价格。"]


def test_several_labels_may_each_stand_over_some_of_the_labels_below() -> None:
    made = imported(
        "序号\t考核指标\t推进措施\t任务分工\t完成时间\n\t一级指标\t目标值\t\t牵头单位\t配合单位\t\n"
        "1\t主体\t4.2万户\t深化登记改革。\t市场局\t税务局\t6月底前\n2\t融资\t≥12%\t扩大贷款投放。\t金融局\t财政局\t8月底前\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("深化登记改革。", ("市场局", "税务局")),
        ("扩大贷款投放。", ("财政局", "金融局")),
    ]


def test_a_pasted_matrix_of_signs_is_read() -> None:
    made = imported(
        "表中“★”为牵头部门，“○”为配合部门。\n序号\t工作任务\t责任部门\t完成时间\n\t\t院办公室\t医务部\t护理部\t\n"
        "1\t开展自评。\t★\t○\t\t3月15日前\n2\t修订制度。\t\t★\t○\t4月底前\n"
    )
    found = [(p.owner.lead, p.owner.support, p.form.due) for p in placed_items(plan_of(made))]
    assert found == [
        (("院办公室",), ("医务部",), date(2021, 3, 15)),
        (("医务部",), ("护理部",), date(2021, 4, 30)),
    ]


def test_labels_that_stand_again_below_a_chapter_begin_its_own_table() -> None:
    labels = "序号\t公开事项\t责任科室\n"
    made = imported(
        f"一、基础信息（3月底前完成）\n{labels}1\t公开概况。\t办公室\n2\t公开目录。\t院务科\n"
        f"二、行风\n{labels}3\t公开医德。\t监察室\n4\t公开收费。\t财务科\n"
    )
    assert [row.due for row in rows(made)] == [date(2021, 3, 31)] * 2 + [None] * 2


def test_values_of_pasted_cards_may_stand_in_quotation_marks() -> None:
    card = (
        '任务编号\t{}\t任务名称\t{}\n工作内容\t"1.签订责任书。\n2.实行调整。"\n'
        "牵头部门\t人力部\t配合部门\t各子公司\n"
    )
    made = imported(
        card.format("G-1", "任期制") + "\n" + card.format("G-2", "末等调整"), moved=True
    )
    assert [row.text for row in rows(made)] == ["1.签订责任书。\n2.实行调整。"] * 2


def test_a_bracket_with_blanks_in_its_date_is_a_deadline() -> None:
    made = imported(
        "一、服务（办公室）\n1.送书上门，不少于三千册。（12 月 底前）\n2.公开目录。（6月底前）\n"
    )
    assert [(row.text, row.due) for row in rows(made)] == [
        ("送书上门，不少于三千册。", date(2021, 12, 31)),
        ("公开目录。", date(2021, 6, 30)),
    ]


def test_footnotes_of_markdown_stand_beside_their_requirement() -> None:
    raw = (
        "# 云山市2021年政务公开工作要点分工\n\n1. 推广直提直装，不少于60家。[^1]\n   - 责任单位：监管处\n"
        "2. 公开采购。\n   - 责任单位：财务处\n\n[^1]: 直提，指货物在船边提走。\n"
    )
    made = import_plan(raw.encode(), "方案.md", 2026)
    first, _ = made.draft.items
    assert first.text == "推广直提直装，不少于60家。"
    assert first.between == ["直提，指货物在船边提走。"]
    assert made.coverage is not None
    assert made.coverage.missing == ()


def test_cells_in_quotation_marks_may_stand_below_labels_that_are_not_known() -> None:
    made = imported(
        "重点领域\t公开事项\t公开要求及责任单位\n"
        '项目\t公路\t"1.公开建设计划，4月底前发布。（规划处、财务处）\n2.公开施工许可。（建设处）"\n'
        "出行\t路况\t公开出行信息，及时更新。（运输处）\n许可\t目录\t公开事项目录，及时更新。（法规处）\n"
    )
    assert [row.text for row in rows(made)] == [
        "公开建设计划，4月底前发布。",
        "公开施工许可。",
        "公开出行信息，及时更新。",
        "公开事项目录，及时更新。",
    ]


def test_a_quotation_mark_that_takes_lines_in_does_not_change_what_is_a_table() -> None:
    made = imported(
        '甲\t乙\t"丙\n丁"\t戊\n一、任务\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n'
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开采购。"]


def test_the_width_of_the_next_table_says_nothing_of_the_labels_above() -> None:
    made = imported(
        "表二　道路\n序号\t整治事项\t整治内容及要求\t责任单位\t责任领导\t完成时限\n"
        '1\t道路\t完成道路治理。\t"公安局\n交通局"\t刘志刚\t9月底前\n2\t客运\t建立平台。\t交通局\t王某\t8月底前\n'
        "表三　建筑\n序号\t存在问题\t整改措施\t牵头单位\t配合单位\t督办单位\t完成时限\n"
        + "".join(
            f"{n}\t问题\t排查工程{n}。\t住建局\t城管局\t督查室\t年底前\n" for n in range(3, 7)
        )
    )
    assert [row.names for row in rows(made)[:3]] == [
        ("交通局", "公安局"),
        ("交通局",),
        ("住建局", "城管局"),
    ]


def test_who_signs_below_a_pasted_table_does_not_answer_for_its_last_row() -> None:
    made = imported(
        "序号\t工作任务\t责任单位\t配合单位\n1\t公开预算。\t财务科\t办公室\n2\t开展演练。\t消防站\t平安办、各社区居委会\n"
        "梧桐街道安全生产委员会\n2021年3月5日\n"
    )
    assert rows(made)[-1].names == ("各社区居委会", "平安办", "消防站")

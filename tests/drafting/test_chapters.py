"""What is an item, what a heading, what neither."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from docx_files import docx, p
from drafts import TITLE, doubts, imported, plan_of, rows

from gongkai_cli.documents.plan_document import write
from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.domain.expand import placed_items
from gongkai_cli.drafting.importing import import_plan
from gongkai_cli.drafting.model import Line
from gongkai_cli.drafting.structure.mend import mended

MEASURES = """\
一、降低门槛。实行负面清单，6月底前公布。（责任单位：发展科、审批科）
二、加大支持。提高信用贷款比重。（责任单位：金融科）
三、减轻负担。落实税收优惠。
（责任单位：财务科）
四、保护权益。
开展案件专项清理，每月通报。（责任单位：法规科）
本措施自印发之日起施行，有效期三年。
"""


def test_outermost_numbers_may_be_those_of_the_items() -> None:
    made = imported(MEASURES, title="云山市2021年支持民营经济若干措施\n")
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1", ("发展科", "审批科")),
        ("2", ("金融科",)),
        ("3", ("财务科",)),
        ("4", ("法规科",)),
    ]
    assert rows(made)[0].due == date(2021, 6, 30)
    assert "自印发之日" not in rows(made)[-1].text


def test_an_outermost_item_without_assignment_is_one_among_others_and_doubted() -> None:
    made = imported(
        "1.公开预算。（财务科）\n2.公开人事信息。\n3.公开采购。（办公室）\n4.工作要求：认真落实。\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开人事信息。", "公开采购。"]
    assert "没有找到责任单位" in doubts(made, "2")


def test_chapters_and_items_may_stand_beside_each_other() -> None:
    made = imported(
        "一、公开预算。（财务科）\n二、加强公开\n（一）公开采购。（办公室）\n（二）公开招考。（人事科）\n"
    )
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1", ("财务科",)),
        ("2.1", ("办公室",)),
        ("2.2", ("人事科",)),
    ]


def test_a_numbered_line_at_the_end_stays_in_its_chapter() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n二、工作要求\n（一）落实责任。\n"
        "（二）各科室于12月10日前将落实情况报办公室。\n"
    )
    assert [section.heading for section in made.draft.sections] == ["加强公开", "工作要求"]


def test_what_follows_the_last_item_without_a_number_is_kept_beside_it() -> None:
    made = imported(
        "1.公开预算。（财务科）\n2.公开采购。（办公室）\n请各科室于12月10日前将落实情况报办公室。\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开采购。"]
    assert plan_of(made).document.due == date(2021, 12, 10)


def test_items_between_headings_keep_the_documents_order() -> None:
    made = imported(
        "一、加强公开\n（一）政策。\n1.公开文件。（办公室）\n2.公开解读。（法规科）\n"
        "（二）公开预算，逐项说明。（财务科）\n（三）服务。\n1.公开指南。（审批科）\n2.公开结果。（审批科）\n"
    )
    assert [row.id for row in rows(made)] == ["1.1", "1.2", "2", "3.1", "3.2"]
    assert "位置与原件不同" not in doubts(made)


def test_a_deadline_inside_an_item_is_not_the_plans() -> None:
    made = imported(
        "一、加强公开\n1.各科室于6月底前报送目录。（办公室）\n2.公开预算。（财务科）\n"
        "二、工作要求\n各科室于12月5日前将落实情况报送办公室。\n"
    )
    assert plan_of(made).document.due == date(2021, 12, 5)


def test_without_a_year_of_its_own_a_document_is_taken_for_this_years_with_a_doubt() -> None:
    made = imported(
        "1.公开预算，6月底前完成。（财务科）\n2.公开采购。（办公室）\n", title="政务公开任务清单\n"
    )
    assert plan_of(made).document.year == 2026
    assert rows(made)[0].due == date(2026, 6, 30)
    assert "全文没有年度，按今年（2026 年）登记。" in doubts(made)


def test_the_year_that_the_words_name_most_is_taken_where_the_title_names_none() -> None:
    text = "1.在2022年6月底前公开2022年预算，与2025年规划衔接。（财务科）\n2.公开采购。（办公室）\n"
    made = imported(text, title="政务公开任务清单\n")
    assert plan_of(made).document.year == 2022
    assert "标题里没有年度，按 2022 年登记。" in doubts(made)


def test_what_nobody_answers_for_below_safeguards_is_no_item_beside_what_somebody_does() -> None:
    made = imported(
        "一、加强公开\n（一）公开预算。（财务科）\n（二）公开采购。（办公室）\n二、保障措施\n（一）加强领导。定期研究。\n"
        "（二）强化督办。定期通报。（办公室）\n（三）加强宣传。推广经验。\n"
    )
    assert [row.id for row in rows(made)] == ["1.1", "1.2", "2.2"]


def test_notes_of_several_lines_below_a_table_stay_behind_it() -> None:
    table = "序号\t工作任务\t责任科室\n1\t公开预算。\t财务科\n2\t公开采购。\t办公室\n"
    made = imported(table + "注：任务有变动的，报办公室。\n联系人：王芳\n电话：6022018\n")
    assert made.draft.sections[0].columns == ["序号", "工作任务", "责任科室"]
    assert "位置与原件不同" not in doubts(made)


def test_what_stands_elsewhere_in_the_draft_is_told_as_such_and_not_as_lost() -> None:
    made = imported(
        "1.公开预算。（财务科）\n2.公开采购。（办公室）\n一、附则\n本方案由办公室解释。\n"
    )
    assert "没有放进草稿" not in doubts(made)


def test_points_without_an_assignment_of_their_own_belong_to_their_requirement() -> None:
    made = imported(
        "一、政务服务（审批科）\n1.推动事项“免证办”，其中：\n①出生类事项；\n②就业类事项；\n③养老类事项。\n"
        "2.公开指南。\n二、其他\n3.公开预算。（财务科）\n"
    )
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1.1", ("审批科",)),
        ("1.2", ("审批科",)),
        ("2.3", ("财务科",)),
    ]
    assert "③养老类事项。" in rows(made)[0].text


def test_a_heading_may_say_in_its_words_who_leads_and_items_who_supports() -> None:
    made = imported(
        "一、综合科主办的工作\n1.修订目录。\n2.办好栏目。（协办：法规科）\n二、财务科牵头、人事科配合的工作\n3.公开预算。\n"
    )
    found = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support) for o in found] == [
        (("综合科",), ()),
        (("综合科",), ("法规科",)),
        (("财务科",), ("人事科",)),
    ]
    assert "按标题“综合科主办的工作”登记" in doubts(made, "1.2")


def test_the_same_as_above_is_what_the_item_above_says() -> None:
    made = imported("一、加强公开\n1.公开预算。（财务科、办公室）\n2.公开决算。（同上）\n")
    assert rows(made)[1].names == ("办公室", "财务科")
    assert "“同上”按上一项的“财务科、办公室”登记。" in doubts(made, "1.2")


def test_formal_and_paired_numbers_and_stems_are_numbers() -> None:
    made = imported(
        "壹、看得到\n1-1　设置屏幕。（服务中心）\n1-2　更换公开栏。（办公室）\n"
        "贰、听得懂\n2-1　拍短视频。（办公室）\n"
    )
    assert len(rows(made)) == 3
    made = imported(
        "甲、推动落地（招商科）\n1.1 公布清单。\n乙、推动提速（审批科）\n2.1 压缩时限。\n"
    )
    assert [row.names for row in rows(made)] == [("招商科",), ("审批科",)]


def test_a_chapter_whose_numbers_go_on_holds_items_though_nobody_is_named() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n二、加强宣传\n3.组织宣传周活动。\n4.开展培训。\n"
        "三、工作要求\n5.各科室要落实责任。\n"
    )
    assert [row.id for row in rows(made)] == ["1.1", "1.2", "2.3", "2.4"]
    assert "没有找到责任单位" in doubts(made, "2.3")


def test_a_chapter_whose_numbers_begin_anew_is_none_of_items_where_nobody_is_named() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n二、强化督查\n1.每季度通报。\n2.纳入考核。\n"
    )
    assert [row.id for row in rows(made)] == ["1.1", "1.2"]


def test_a_footnote_is_no_part_of_its_requirement() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    raw = docx(
        p(TITLE.strip()),
        p("一、加强公开"),
        p("1.推进多测合一。", mark.format(1)),
        p("责任科室：测绘科"),
        p("2.公开预算。（财务科）", mark.format(2)),
        p("3.公开决算。（财务科）"),
        parts={
            "footnotes": f'<w:footnote w:id="1">{p("多测合一是指整合测绘。")}</w:footnote>'
            f'<w:footnote w:id="2">{p("预算含三公经费。")}</w:footnote>'
        },
    )
    made = import_plan(raw, "方案.docx", 2026)
    first, second, _ = made.draft.items
    assert (first.text, first.between) == ("推进多测合一。", ["多测合一是指整合测绘。"])
    assert (second.text, second.others) == ("公开预算。", ["预算含三公经费。"])
    assert made.coverage
    assert made.coverage.missing == ()


def test_whole_sentences_below_a_requirement_are_items_and_parts_of_one_are_not() -> None:
    made = imported(
        "一、加强公开（财务科）\n1.按以下安排推进：\n（1）公开预算，4月底前完成。\n（2）公开决算，8月底前完成。\n"
        "2.做好下列工作：\n（1）自查；\n（2）整改。\n"
    )
    assert [(row.id, row.due) for row in rows(made)] == [
        ("1.1", date(2021, 4, 30)),
        ("1.2", date(2021, 8, 31)),
        ("2", None),
    ]


def test_from_when_a_paper_is_in_force_is_no_part_of_its_last_item() -> None:
    made = imported(
        "一、加强公开（财务科）\n（一）公开预算。\n（二）公开决算。\n本措施自印发之日起施行，有效期至2026年12月31日。\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开决算。"]


def test_units_behind_an_unknown_label_answer_with_a_doubt() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。\n包干单位：财务科、办公室\n2.公开采购。（财务科）\n成员单位：人事科、法规科\n"
    )
    assert [row.names for row in rows(made)] == [("办公室", "财务科"), ("财务科",)]
    assert "“包干单位”按责任单位登记" in doubts(made, "1.1")


def test_a_number_may_stand_before_a_telephone_number() -> None:
    made = imported(
        "一、加强公开\n1、公开预算。（财务科）\n2、12345热线按时办结。（办公室）\n3、6月底前公开决算。（财务科）\n"
    )
    assert [row.text for row in rows(made)] == [
        "公开预算。",
        "12345热线按时办结。",
        "6月底前公开决算。",
    ]


def test_a_heading_that_is_a_unit_answers_for_what_stands_below_it_with_a_doubt() -> None:
    made = imported(
        "一、县水利局\n1.更新公示牌，4月底前完成。\n2.修订运用计划。\n二、县住建局、县城管局\n1.清淤42公里。\n"
    )
    assert [row.names for row in rows(made)] == [
        ("县水利局",),
        ("县水利局",),
        ("县住建局", "县城管局"),
    ]
    assert "标题“县水利局”是单位名称" in doubts(made)


def test_units_in_headings_lead_where_items_say_only_who_supports() -> None:
    made = imported(
        "一、区水务局（2项）\n1.修订预案。（配合单位：区气象局；完成时限：3月31日前）\n2.落实队伍。\n"
        "二、区住建局、区城管局（共1项）\n1.清淤45公里。（配合单位：区财政局）\n"
    )
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support) for o in owners] == [
        (("区水务局",), ("区气象局",)),
        (("区水务局",), ()),
        (("区住建局", "区城管局"), ("区财政局",)),
    ]
    assert "标题“区水务局（2项）”是单位名称，按牵头单位登记" in doubts(made)


def test_a_headings_deadline_is_that_of_items_without_one() -> None:
    made = imported(
        "一、管网问题\n责任单位：市住建局\n整改时限：2021年10月底前\n1.完成普查。\n2.改造管网，6月底前完成。\n"
        "二、码头问题\n责任单位：市交通局\n整改时限：长期坚持\n1.逐一排查。\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("市住建局",), date(2021, 10, 31)),
        (("市住建局",), date(2021, 6, 30)),
        (("市交通局",), None),
    ]
    (*_, last) = placed_items(plan_of(made))
    assert last.form.ongoing


def test_a_line_without_the_indent_of_all_others_goes_on_with_a_full_one() -> None:
    made = imported(
        "    一、产业扶贫\n"
        "    1．发展壮大特色种植。新栽花椒八百亩，补植补造\n"
        "一千亩，每户有劳动能力的贫困户掌握一门实用技术。\n"
        "    牵头单位：乡农业服务中心　　配合单位：乡财政所、各\n"
        "村委会　　完成时限：4月底前\n"
        "    2．落实小额信贷。对有意愿且符合条件的贫困户应贷\n"
        "尽贷。\n"
        "    牵头单位：乡扶贫工作站　　配合单位：乡信用社　　完\n"
        "成时限：9月底前\n"
        "    3．控辍保学。建立适龄儿童少年就学台账，实行乡干部、\n"
        "村干部、教师三级包保。\n"
        "    牵头单位：乡中心学校　　配合单位：乡派出所、乡民政\n"
        "办　　完成时限：全年\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("乡农业服务中心", "乡财政所", "各村委会"), date(2021, 4, 30)),
        (("乡信用社", "乡扶贫工作站"), date(2021, 9, 30)),
        (("乡中心学校", "乡民政办", "乡派出所"), None),
    ]


def test_a_name_printed_in_two_widths_is_one() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（镇财政所、各村（社区））\n2.公开采购。（镇财政所牵头,各村(社区)落实）\n"
    )
    assert made.errors == ()
    assert [row.names for row in rows(made)] == [("各村（社区）", "镇财政所")] * 2


def test_a_bracket_that_was_not_closed_takes_in_no_further_item() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（责任单位：办公室\n2.公开采购。（财务科）\n3.公开决算。（各县（市）政府\n"
        "4.公开招标。（人事科）\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("公开预算。", ("办公室",)),
        ("公开采购。", ("财务科",)),
        ("公开决算。", ("各县（市）政府",)),
        ("公开招标。", ("人事科",)),
    ]


def test_a_bracket_that_goes_on_in_the_next_line_may_hold_others() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（责任单位：市财政局，各县（市、区）政府；完成时限：\n10月15日前）\n2.公开采购。（市财政局）\n"
    )
    assert rows(made)[0].names == ("各县（市、区）政府", "市财政局")
    assert rows(made)[0].due == date(2021, 10, 15)


def test_a_heading_like_a_group_is_none_of_those_who_answer_where_what_is_below_names_them() -> (
    None
):
    made = imported(
        "一、学校和校外培训机构\n1.拉网排查。\n2.严格准入。\n牵头单位：县教育局\n配合单位：县公安局\n完成时限：4月底前\n"
        "二、公共场所\n1.公开台账。（县文旅局）\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("县公安局", "县教育局"), date(2021, 4, 30)),
        (("县公安局", "县教育局"), date(2021, 4, 30)),
        (("县文旅局",), None),
    ]


def test_a_remark_is_no_part_of_the_requirement_above_it() -> None:
    made = imported(
        "一、加强公开（财务科）\n1.公开预算。\n2.公开决算。\n附注：未列入的内容由各单位抓好落实。\n"
        "二、加强解读\n3.公开解读。（办公室）\n附：1.督查安排另行通知。\n2.联系人：王宁，电话：0000-5551234。\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开决算。", "公开解读。"]
    *_, last = made.draft.items
    assert last.others == ["附：1.督查安排另行通知。", "2.联系人：王宁，电话：0000-5551234。"]


def test_a_label_may_have_blanks_inside() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。\n牵　头：财务科\n配　合：办公室\n时　限：2021年6月底前\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("办公室", "财务科"), date(2021, 6, 30))
    ]


def test_headings_may_say_how_many_tasks_somebody_leads() -> None:
    made = imported(
        "一、由市发改委牵头办理的任务（2项）\n1.实施重点项目。\n会办单位：市财政局　　办结时限：12月底前\n"
        "2.编制规划。\n会办单位：无　　办结时限：6月底前\n"
    )
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support) for o in owners] == [
        (("市发改委",), ("市财政局",)),
        (("市发改委",), ()),
    ]


def test_a_requirement_with_further_ones_below_it_is_an_item_as_they_are() -> None:
    made = imported(
        "一、加强公开\n（一）持续实施职业技能提升行动，提高培训针对性。（人社部牵头，财政部参加）\n具体措施：\n"
        "1.出台规划。（人社部负责，6月底前完成）\n2.加强监管。（财政部负责）\n（二）公开预算。（财政部）\n"
    )
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1", ("人社部", "财政部")),
        ("1.1", ("人社部",)),
        ("1.2", ("财政部",)),
        ("2", ("财政部",)),
    ]
    printed = write(plan_of(made), datetime(2021, 3, 1, tzinfo=UTC))
    assert rows(import_plan(printed, "方案.docx", 2021)) == rows(made)


def test_a_deadline_behind_a_label_ends_a_paragraph() -> None:
    made = imported(
        "一、加强公开（财务科）\n1.形成目录初稿。时限要求：4月底前。\n2.公开决算（含附表）。完成时限：持续推进\n"
    )
    assert [(row.text, row.due) for row in rows(made)] == [
        ("形成目录初稿。", date(2021, 4, 30)),
        ("公开决算（含附表）。", None),
    ]


def test_a_heading_that_ends_like_a_unit_is_parted_from_who_answers() -> None:
    made = imported(
        "一、建设一站式服务中心（牵头单位：后勤处；配合单位：教务处）\n1.完成场地改造。\n2.推动招聘信息进村（社区）。\n"
        "二、加强公开\n1.公开预算。（财务处）\n"
    )
    assert [row.names for row in rows(made)] == [
        ("后勤处", "教务处"),
        ("后勤处", "教务处"),
        ("财务处",),
    ]
    assert rows(made)[1].text == "推动招聘信息进村（社区）。"


@pytest.mark.parametrize(
    "line", ["（完成时限：8月底前）", "[8月底前]", "【8月底前】", "〔完成时间〕8月底前"]
)
def test_a_line_that_is_only_a_deadline_is_the_requirements_above_it(line: str) -> None:
    made = imported(f"一、加强公开（财务科）\n1.公开预算。\n{line}\n2.公开决算。\n")
    assert [(row.text, row.due) for row in rows(made)] == [
        ("公开预算。", date(2021, 8, 31)),
        ("公开决算。", None),
    ]


def test_a_number_may_have_a_blank_behind_it_where_points_are_counted_below_it() -> None:
    made = imported(
        "1 优化流程\n1.1 分时段预约。\n主责部门：门诊部　完成时间：6月底前\n"
        "2 保障措施\n2.1 加强领导。\n2.2 每季度通报。\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [("分时段预约。", ("门诊部",))]


def test_a_deadline_may_stand_on_the_line_below_its_label() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。\n责任单位：财务科、办公室。完成时限：\n持续推进\n2.公开决算。\n"
        "责任单位：财务科、办公室。完成时限：\n2021年9 月30 日前\n"
    )
    assert [row.due for row in rows(made)] == [None, date(2021, 9, 30)]
    assert made.draft.sections[0].items[0].due
    assert made.draft.sections[0].items[0].due.ongoing


def test_chapters_stand_above_what_a_list_before_them_counts() -> None:
    made = imported(
        "1. 本表按牵头单位分解。\n2. 以下任务均需各乡镇人民政府落实，不再逐项列出。\n"
        "一、县农业农村局牵头（2项）\n1、新建农田。（配合单位：县财政局；10月底前）\n2、稳定产能。\n"
        "二、县扶贫办牵头（1项）\n1、落实政策。（配合单位：县民政局）\n"
    )
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support) for o in owners] == [
        (("县农业农村局",), ("县财政局", "各乡镇人民政府")),
        (("县农业农村局",), ("各乡镇人民政府",)),
        (("县扶贫办",), ("县民政局", "各乡镇人民政府")),
    ]


def test_a_heading_may_name_a_units_tasks_and_a_closing_request_is_no_part_of_the_last() -> None:
    made = imported(
        "一、教务处牵头任务\n1、制定方案。（配合部门：信息中心）\n2、开展摸底。\n"
        "二、总务处牵头任务\n1、储备物资。（4月5日前完成）\n2、落实日报告。\n以上任务请各部门逐项落实。\n"
        "东湖区第三中学\n2021年3月30日\n"
    )
    owners = [placed.owner for placed in placed_items(plan_of(made))]
    assert [o.lead for o in owners] == [("教务处",), ("教务处",), ("总务处",), ("总务处",)]
    assert rows(made)[-1].text == "落实日报告。"


def test_who_only_supports_is_doubted() -> None:
    made = imported("一、加强公开\n1.公开预算。（配合单位：办公室）\n2.公开决算。（财务科）\n")
    assert doubts(made, "1.1") == "只写了配合单位，没有牵头或责任单位，请核对。"


def test_the_few_items_without_a_deadline_are_named() -> None:
    made = imported(
        "一、加强公开\n"
        + "".join(f"{n}.公开第{n}批。（财务科，{n}月底前）\n" for n in range(1, 5))
        + "5.公开采购。（办公室）\n"
    )
    assert "多数事项有期限，1.5（共 1 个）没有读出期限，请核对。" in doubts(made, "期限")


def test_a_target_is_no_requirement() -> None:
    made = imported(
        "一、矿山修复不到位\n整改目标：应治尽治。\n牵头督导单位：市资规局\n责任单位：各县人民政府\n"
        "①完成图斑核查。\n②实施削坡复绿。\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("完成图斑核查。", ("各县人民政府", "市资规局")),
        ("实施削坡复绿。", ("各县人民政府", "市资规局")),
    ]


def test_a_line_may_name_a_person_before_it_says_who_answers() -> None:
    made = imported(
        "一、人才培养\n1．培养方案\n制定培养方案。\n"
        "分管校领导：陈明　　责任部门：教务处、各学院　　完成时限：6月30日前\n"
        "2．专业认证\n落实整改要求。\n分管校领导：刘芳　　责任部门：教务处　　完成时限：全年\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("制定培养方案。", ("各学院", "教务处")),
        ("落实整改要求。", ("教务处",)),
    ]


def test_a_number_may_stand_before_two_telephone_numbers() -> None:
    made = imported("一、服务\n8．增设手语。（市残联）\n9．120、110开通短信。（市公安局）\n")
    assert [row.text for row in rows(made)] == ["增设手语。", "120、110开通短信。"]


def test_circled_points_of_one_paragraph_are_its_own() -> None:
    made = imported(
        "一、通关\n（一）规范收费\n①公布清单；②免除费用；③开展检查。\n主办：财务处；时限：6月底前\n"
        "（二）优化流程\n推行预约。\n主办：监管处；时限：全年\n"
    )
    assert [row.text for row in rows(made)] == ["①公布清单；②免除费用；③开展检查。", "推行预约。"]


def test_numbered_labels_with_labelled_lines_below_them_are_items() -> None:
    made = imported(
        "【督查事项1】\n事项内容：推进道路改造。\n承办单位：市住建局（主办），市资规局、海北区政府（协办）\n办结时限：9月25日前\n"
        "【督查事项2】\n事项内容：排查燃气隐患。\n承办单位：市城管局（主办）\n办结时限：8月31日前\n"
    )
    assert [(row.id, row.text, row.names, row.due) for row in rows(made)] == [
        ("1", "推进道路改造。", ("市住建局", "市资规局", "海北区政府"), date(2021, 9, 25)),
        ("2", "排查燃气隐患。", ("市城管局",), date(2021, 8, 31)),
    ]


def test_blanks_inside_a_deadline_do_not_hide_an_assignment() -> None:
    made = imported(
        "一、任务\n1.削减总量。(市发改委、市统计局,年 底 前)\n2.公开 3 月 5 日数据。[办公室  3 月 10 日前]\n"
    )
    assert [(row.text, row.names, row.due) for row in rows(made)] == [
        ("削减总量。", ("市发改委", "市统计局"), date(2021, 12, 31)),
        ("公开 3 月 5 日数据。", ("办公室",), date(2021, 3, 10)),
    ]


def test_a_line_that_has_said_until_when_is_whole() -> None:
    made = imported(
        "一、任务\n1.推行任期制。\n牵头部门：人力资源部；配合部门：各所属企业；时限要求：4月底前\n报送要求\n"
        "各部门于每季度末月15日前将进展报办公室，年度总结于12月25日前报送。\n"
    )
    assert rows(made)[0].due == date(2021, 4, 30)


def test_who_carries_out_beside_a_lead_is_responsible() -> None:
    made = imported(
        "一、任务\n1.整合资源。\n牵头部门：战略部；落实单位：东公司、西公司；时限：年底前\n2.公开。（办公室）\n"
    )
    first, *_ = placed_items(plan_of(made))
    assert (first.owner.lead, first.owner.responsible) == (("战略部",), ("东公司", "西公司"))


def test_a_bare_number_is_a_page_behind_the_page_before_it() -> None:
    text = (
        "一、任务\n1.公开预算，做到及时、准确、完\n- 1 -\n整。（财务科）\n"
        "2.实现省、市、县三级贯\n2\n通，压缩时间。（办公室）\n"
    )
    made = import_plan((TITLE + text).encode(), "方案.txt", 2021)
    assert [row.text for row in rows(made)] == [
        "公开预算，做到及时、准确、完整。",
        "实现省、市、县三级贯通，压缩时间。",
    ]


def test_remarks_alone_are_no_items() -> None:
    note = "注：1. 完成时限以最终验收为准。\n"
    text = f"②验收合格后方可开放。\t市文物局\n{note}{note}"
    with pytest.raises(InvalidData, match="没有找到工作事项"):
        import_plan((TITLE + text).encode(), "方案.md", 2021)


def test_a_number_with_nothing_to_head_it_heads_itself() -> None:
    made = imported("【督查事项1】\n责任单位：财务科\n完成时限：6月底前\n【督查事项2】\n")
    assert plan_of(made).sections


def test_a_line_of_units_below_an_assignment_goes_on_with_it_and_is_doubted() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。\n牵头单位：预算科\n配合单位：国库科\n绩效科\n"
        "2.公开采购。\n责任单位：办公室\n\n云山市财政局\n2021年3月1日\n"
    )
    one, two = (placed.owner for placed in placed_items(plan_of(made)))
    assert (one.lead, one.support) == (("预算科",), ("国库科", "绩效科"))
    assert "“绩效科”另起一行" in doubts(made, "1.1")
    assert (two.responsible, doubts(made, "1.2")) == (("办公室",), "")


def test_a_bracket_before_the_full_stop_is_part_of_the_requirement() -> None:
    made = imported(
        "一、加强公开\n1.公开债务信息（按月发布)。（债务科负责）\n2.公开预算。（6月底前）（预算科）\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("公开债务信息（按月发布)。", ("债务科",)),
        ("公开预算。", ("预算科",)),
    ]
    assert doubts(made, "1.1") == ""


def test_a_heading_that_is_units_answers_for_the_lines_below_it_that_name_nobody() -> None:
    made = imported(
        "一、财政所\n1.公开补贴。\n2.开展检查。（财政所牵头，农经站配合）\n"
        "二、由医务部牵头，护理部配合（9月底前完成）\n1.公开医师信息。\n"
    )
    assert [(row.id, row.names, row.due) for row in rows(made)] == [
        ("1.1", ("财政所",), None),
        ("1.2", ("农经站", "财政所"), None),
        ("2.1", ("医务部", "护理部"), date(2021, 9, 30)),
    ]
    assert "按责任单位登记" in doubts(made, "一、财政所")
    assert "写明了由谁办理" in doubts(made, "二、由医务部牵头，护理部配合")


def test_numbered_lines_of_a_chapter_that_names_nobody_are_doubted() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。（财务科）\n二、完善平台\n1.升级网站。\n2.开设专栏。\n"
        "三、工作要求\n1.加强领导。\n"
    )
    assert [row.id for row in rows(made)] == ["1.1"]
    assert "下面的 2 条都没有写明由谁负责，没有登记为事项" in doubts(made, "二、完善平台")
    assert doubts(made, "三、工作要求") == ""


def test_outermost_sentences_are_items_where_nobody_is_named_at_all() -> None:
    made = imported("一、公开预算情况，细化内容。\n二、由办公室牵头，法规科配合，做好解读。\n")
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1", ("未写明责任单位",)),
        ("2", ("办公室", "法规科")),
    ]


def test_a_label_before_a_requirement_is_no_part_of_it() -> None:
    made = imported(
        "一、管网建设滞后。\n整改目标：补齐短板。\n整改措施：开展排查，建立台账。\n责任单位：城建科\n整改时限：6月底前\n"
        "二、扬尘管控不严。\n整改措施：严格检查。\n责任单位：质安科\n整改时限：长期坚持\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("开展排查，建立台账。", ("城建科",)),
        ("严格检查。", ("质安科",)),
    ]


def test_minutes_end_with_who_was_there() -> None:
    made = imported(
        "一、关于排查。由水务科牵头，4月底前完成。\n二、关于治理。由城建科负责，5月底前完成。\n"
        "会议强调，各科室要抓好落实。\n出席：李卫东\n记录：林涛\n"
    )
    assert [row.text for row in rows(made)] == [
        "关于排查。由水务科牵头，4月底前完成。",
        "关于治理。由城建科负责，5月底前完成。",
    ]


def test_what_is_done_about_a_problem_has_what_its_labels_say_before_or_behind_it() -> None:
    made = imported(
        "一、管网建设滞后，老城区混流严重。\n整改类型：限期整改\n牵头单位：城建科\n整改时限：6月底前\n整改措施：\n"
        "1.开展普查。\n2.实施改造。（市政科负责，5月底前）\n"
        "二、反馈问题：扬尘管控不严，群众反映强烈。\n整改时限：9月底前\n整改措施：\n1、开展检查。\n2、建立台账。\n"
        "责任领导：刘某\n责任单位：质安科\n"
        "三、反馈问题：矿山修复缓慢，8处采坑未治理。\n整改目标：完成修复。\n整改时限：11月底前\n"
        "整改措施：编制方案，组织实施。\n责任单位：村镇科\n"
    )
    assert [(row.id, row.text, row.names, str(row.due)) for row in rows(made)] == [
        ("1.1", "开展普查。", ("城建科",), "2021-06-30"),
        ("1.2", "实施改造。", ("市政科",), "2021-05-31"),
        ("2.1", "开展检查。", ("质安科",), "2021-09-30"),
        ("2.2", "建立台账。", ("质安科",), "2021-09-30"),
        ("3", "编制方案，组织实施。", ("村镇科",), "2021-11-30"),
    ]


def test_a_label_of_most_requirements_is_part_of_none() -> None:
    made = imported(
        "一、整治\n1.工作任务：清理垃圾，建立台账。\n责任单位：城管科\n2.工作任务：配备保洁员。\n责任单位：财务科\n"
        "3.重点任务：建立制度。\n责任单位：办公室\n",
        moved=True,
    )
    assert [row.text for row in rows(made)] == [
        "清理垃圾，建立台账。",
        "配备保洁员。",
        "重点任务：建立制度。",
    ]
    assert "“工作任务：”等 2 处在草稿里的位置与原件不同" in doubts(made)


def test_who_answers_may_stand_before_the_requirement() -> None:
    made = imported(
        "一、整治\n1.【餐饮股牵头，各所配合，5月底前】督促学校食堂配备食品安全员。\n"
        "2.【食安办负责，长期坚持】\n组织包保干部开展督导。\n3.【重点】开展保健食品行业清理整治。（食品股）\n",
        moved=True,
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("督促学校食堂配备食品安全员。", ("各所", "餐饮股")),
        ("组织包保干部开展督导。", ("食安办",)),
        ("【重点】开展保健食品行业清理整治。", ("食品股",)),
    ]
    assert rows(made)[0].due == date(2021, 5, 31)


def test_who_answers_may_stand_behind_a_dash_on_a_line_of_its_own() -> None:
    made = imported(
        "一、加强公开\n1.公开投资计划。\n——规划处、建设处，公路局；每月15日前\n2.公开执法信息。\n——法规处；全年\n"
    )
    assert [row.names for row in rows(made)] == [("公路局", "建设处", "规划处"), ("法规处",)]


def test_three_labelled_lines_are_three_roles_in_any_order() -> None:
    made = imported(
        "1.公开预算。\n牵头单位：财务科\n责任单位：预算科\n配合单位：办公室\n2.公开采购。（办公室）\n"
    )
    owner = next(iter(placed_items(plan_of(made)))).owner
    assert (owner.lead, owner.support, owner.responsible) == (("财务科",), ("办公室",), ("预算科",))


def test_a_unit_may_head_its_paragraph_and_a_units_heading_its_text() -> None:
    made = imported(
        "一、办公室\n统筹政务公开工作，编制要点。（3月底前）\n二、预算科：负责公开部门预算，6月底前完成。\n"
        "三、法规科、宣传科\n做好解读。\n开展访谈。\n"
    )
    assert [(row.id, row.names, row.due) for row in rows(made)] == [
        ("1", ("办公室",), date(2021, 3, 31)),
        ("2", ("预算科",), date(2021, 6, 30)),
        ("3", ("宣传科", "法规科"), None),
    ]
    assert "“预算科”写在句首" in doubts(made, "2")
    assert "标题下的 2 段没有序号" in doubts(made, "3")


def test_a_further_line_behind_an_items_own_bracket_is_doubted() -> None:
    made = imported(
        "1.编制规划。（配合单位：财务科）\n牵头单位：教育科\n2.新建学校3所（办公室，8月底前）。\n",
        moved=True,
    )
    assert "“牵头单位：教育科”另起一行" in doubts(made, "1")
    assert rows(made)[1][1:] == ("新建学校3所", ("办公室",), date(2021, 8, 31))


def test_a_sentence_is_no_heading_and_a_closing_request_no_requirement() -> None:
    made = imported(
        "1.公开预算，由预算科负责。\n2.做好政策解读，由法规科牵头。\n请各科室于12月10日前将落实情况报办公室。\n"
        "云山市财政局\n2021年3月1日\n",
        title="云山市财政局2021年政务公开工作任务分工\n",
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("公开预算，由预算科负责。", ("预算科",)),
        ("做好政策解读，由法规科牵头。", ("法规科",)),
    ]


def test_a_bracket_closed_twice_is_read() -> None:
    made = imported(
        "1.公开预算。（财务科牵头，办公室、工商联等配合））\n2.公开采购。（办公室）\n", moved=True
    )
    assert rows(made)[0].text == "公开预算。"
    assert set(rows(made)[0].names) >= {"财务科", "办公室", "工商联"}


def test_blocks_with_a_serial_number_on_a_line_of_its_own_are_items() -> None:
    made = imported(
        "序号：1\n工作任务：公开部门预算\n责任科室：预算科\n完成时限：6月底前\n"
        "序号：2\n工作任务：公开部门决算\n责任科室：国库科\n完成时限：8月底前\n",
        moved=True,
    )
    assert [(row.text, row.names, row.due) for row in rows(made)] == [
        ("公开部门预算", ("预算科",), date(2021, 6, 30)),
        ("公开部门决算", ("国库科",), date(2021, 8, 31)),
    ]


def test_lines_may_say_who_answers_for_those_above_and_until_when_behind_a_dash() -> None:
    made = imported(
        "一、振兴\n1.公开规划。\n2.公开标准。\n以上任务由振兴股牵头，社会股配合，9月30日前完成。\n"
        "二、改革\n3.公开指南。\n——牵头科室：改革股　配合科室：各股室\n——完成时间：10月底前\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("振兴股", "社会股"), date(2021, 9, 30)),
        (("振兴股", "社会股"), date(2021, 9, 30)),
        (("各股室", "改革股"), date(2021, 10, 31)),
    ]


def test_what_follows_the_tasks_may_have_a_heading_without_a_number() -> None:
    made = imported(
        "一、整治\n1.开展清淤。（水务科）\n2.加强监测。（环境科）\n保障措施\n1.加强组织领导。\n2.严格督导问责。\n"
    )
    assert [row.text for row in rows(made)] == ["开展清淤。", "加强监测。"]


CARDS = """\
一、重点公开
【序号】01
【事项名称】公开预算
【具体措施】在网站公开部门预算，
并做好解读。
【责任科室】财务科（牵头）、办公室
【完成时限】6月底前
【进展】○
【序号】02
【事项名称】公开决算
【具体措施】公开部门决算。
【责任科室】财务科
【完成时限】长期坚持
【进展】○
审核：张某
"""


def test_cards_written_as_lines_are_items() -> None:
    made = imported(CARDS, moved=True)
    assert [(row.id, row.text, row.names, row.due) for row in rows(made)] == [
        ("1", "在网站公开部门预算，\n并做好解读。", ("办公室", "财务科"), date(2021, 6, 30)),
        ("2", "公开部门决算。", ("财务科",), None),
    ]
    assert "审核：张某" in made.text


def test_labelled_lines_below_numbered_ones_are_no_cards() -> None:
    made = imported(
        "1.公开预算。\n工作目标：全面公开。\n责任单位：财务科\n完成时限：6月底前\n"
        "2.公开决算。\n工作目标：全面公开。\n责任单位：财务科\n完成时限：8月底前\n"
    )
    assert [row.text for row in rows(made)] == ["公开预算。", "公开决算。"]


def test_a_line_that_names_a_person_first_may_say_until_when() -> None:
    made = imported(
        "1.新建公路。\n牵头单位：交通科  责任单位：各乡镇\n责任领导：王某    完成时限：11月底前\n"
        "2.改造小区。（住建科）\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("交通科", "各乡镇"), date(2021, 11, 30)),
        (("住建科",), None),
    ]


def test_a_plain_number_may_stand_before_a_heading_that_says_who_answers() -> None:
    made = imported(
        "1 门诊服务\n1.1 公开专家信息。（门诊部）\n2 住院服务（护理部牵头，各科室参与）\n2.1 公开清单。\n"
    )
    assert [(row.id, row.names) for row in rows(made)] == [
        ("1.1", ("门诊部",)),
        ("2.1", ("各科室", "护理部")),
    ]


def test_another_day_in_an_items_own_words_is_doubted() -> None:
    made = imported(
        "1.开展活动，8月15日前走进县博物馆。（办公室，9月底前）\n2.年内公开预算。（财务科，9月底前）\n"
    )
    assert "要求里写着“8月15日前”，期限按“9月底前”登记" in doubts(made, "1")
    assert "要求里写着" not in doubts(made, "2")


def test_a_last_sentence_that_says_who_answers_needs_no_bracket() -> None:
    made = imported(
        "1.公开饮水信息，纳入验收资料。农水股、供水总站负责落实。\n2.公开采购。（办公室）\n"
    )
    assert rows(made)[0][1:3] == ("公开饮水信息，纳入验收资料。", ("供水总站", "农水股"))


def test_several_brackets_on_a_line_of_their_own_say_who_answers() -> None:
    made = imported(
        "1.做好宣传，开展活动。\n〔外联部，工会〕〔6月至9月〕\n2.落实值班制度。\n〔办公室（总值班室）牵头，各部门落实〕〔全过程〕\n",
        moved=True,
    )
    assert [row.names for row in rows(made)] == [("外联部", "工会"), ("办公室", "各部门")]
    assert rows(made)[0].due == date(2021, 9, 30)


def test_a_heading_that_ends_like_a_unit_is_none_where_its_text_says_who_answers() -> None:
    made = imported(
        "一、产业\n（一）跨境电商产业园\n加快园区建设。\n牵头单位：投资局\n（二）航空枢纽\n推动货站扩建。\n牵头单位：经发局\n"
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("加快园区建设。", ("投资局",)),
        ("推动货站扩建。", ("经发局",)),
    ]


def test_units_that_a_heading_calls_responsible_do_not_lead() -> None:
    made = imported(
        "一、教务处负责\n1.公开专业设置。\n2.发布报告。（各学院配合）\n二、财务处（牵头）、审计处\n3.公开预算。\n"
    )
    found = [placed.owner for placed in placed_items(plan_of(made))]
    assert [(o.lead, o.support, o.responsible) for o in found] == [
        ((), (), ("教务处",)),
        ((), ("各学院",), ("教务处",)),
        (("财务处",), ("审计处",), ()),
    ]


def test_a_further_paragraph_without_an_assignment_is_doubted() -> None:
    made = imported("一、办公室负责\n1.编制目录。\n2.保障安全。\n办公室将于11月组织检查。\n")
    assert "后面另起的 1 段没有写分工" in doubts(made, "1.2")


def test_a_number_may_stand_before_a_quantity() -> None:
    made = imported("1.检查工地。（质安科）\n2.5000平方米以上工地安装设施。（质安科）\n")
    assert rows(made)[1].text == "5000平方米以上工地安装设施。"


def test_long_lines_of_labels_do_not_hide_how_wide_a_text_was_cut() -> None:
    lines = [
        "　　（一）对全乡七座污水处理站逐站排查，修复破损管网二公",
        "里，确保出水稳定达标。",
        "　　责任领导：龙某    牵头单位：乡建设办    配合单位：财政所、大塘村、石鼓村    完成时限：9月底前",
        "　　（二）与第三方运维公司重新签订协议，明确巡查频次和考核",
        "条款，台账报乡里备查。",
        "　　责任领导：龙某    牵头单位：乡建设办    配合单位：财政所、大塘村、石鼓村    完成时限：7月底前",
        "　　（三）禁养区内的养殖场限期关停搬迁，拆除栏舍，清运粪",
        "污，做好思想工作。",
        "　　责任领导：吴某    牵头单位：农服中心    配合单位：综合行政执法大队、各村    完成时限：8月底前",
        "　　（四）限养区养殖场全部配套建设粪污贮存和资源化利用设",
        "施，配套率达到要求。",
        "　　责任领导：吴某    牵头单位：农服中心    配合单位：综合行政执法大队、各村    完成时限：年底前",
    ]
    made = imported("\n".join(lines))
    assert (
        rows(made)[0].text == "对全乡七座污水处理站逐站排查，修复破损管网二公里，确保出水稳定达标。"
    )
    assert len(rows(made)) == 4


def test_how_a_problem_shows_is_no_requirement() -> None:
    made = imported(
        "一、水质超标。\n督察发现，断面有5个月超标。\n牵头单位：环境科\n整改时限：6月底前\n整改措施：\n1.开展溯源。\n2.实施补水。\n"
        "二、扬尘突出。\n督察发现，裸土未覆盖。\n责任单位：质安科\n整改措施：开展检查，严肃查处。\n",
        moved=True,
    )
    assert [(row.id, row.text, row.names, str(row.due)) for row in rows(made)] == [
        ("1.1", "开展溯源。", ("环境科",), "2021-06-30"),
        ("1.2", "实施补水。", ("环境科",), "2021-06-30"),
        ("2", "开展检查，严肃查处。", ("质安科",), "None"),
    ]


def test_a_numbered_sentence_without_an_end_goes_on_where_the_others_are_whole() -> None:
    whole = "".join(
        f"{n}.新建幼儿园{n}所，新增学位一千个，全部投入使用。（教育科）\n" for n in range(1, 6)
    )
    made = imported(
        f"一、教育\n{whole}6.建成医院东院区并投入使用，每个县至少有1所医院达\n到三级医院服务能力。（卫健科）\n"
    )
    assert (
        rows(made)[-1].text == "建成医院东院区并投入使用，每个县至少有1所医院达到三级医院服务能力。"
    )


def test_a_short_name_has_the_ending_with_which_the_document_prints_it() -> None:
    made = imported("一、市容\n1.整治占道。（市容管理科）\n2.清洗道路。（市容、环卫管理科）\n")
    assert [(unit.name, unit.aliases) for unit in plan_of(made).units] == [
        ("市容管理科", ("市容",)),
        ("环卫管理科", ()),
    ]


def test_a_paragraph_below_a_long_label_of_units_is_none_of_them() -> None:
    labels = [
        "办公室、政策法规处、各文件起草处室",
        "建设管理处、综合规划处、省公路局",
        "人事教育处、办公室、交通干部学校",
    ]
    items = "".join(
        f"　　（{n}）公开第{n}类信息。\n　　责任单位：{names}\n"
        for n, names in zip("一二三", labels, strict=True)
    )
    made = imported(f"　　一、任务\n{items}　　各单位要结合实际细化措施，确保落到实处。\n")
    assert rows(made)[-1].names == ("交通干部学校", "人事教育处", "办公室")
    assert "没有读懂" not in doubts(made)


def test_lines_without_an_end_are_joined_to_paragraphs_of_some_length_only() -> None:
    lines = [Line(f"甲{n}乙{n}丙{n}丁{n}戊{n}", f"第{n}行") for n in range(1000, 4000)]
    made, _ = mended(lines)
    assert max(len(line.text) for line in made if isinstance(line, Line)) < 2100


def test_a_line_that_ends_early_ends_a_paragraph_of_cut_lines() -> None:
    full = "健全政策文件的集中公开制度并做好历史文件的梳理"
    texts = [full, full, full, full, "归集工作", "各科室要落实责任。"]
    made, _ = mended([Line(text, f"第{n}行") for n, text in enumerate(texts, 1)])
    assert [line.text for line in made if isinstance(line, Line)] == [
        f"{full * 4}归集工作",
        "各科室要落实责任。",
    ]


def test_what_closes_a_document_is_no_part_of_its_last_item() -> None:
    items = "一、服务（办公室）\n1.公开目录。\n2.公开指南。\n3.公开收费。\n"
    made = imported(items + "各科室要对照本清单细化措施，确保落实。\n会议还研究了其他事项。\n")
    assert [row.text for row in rows(made)] == ["公开目录。", "公开指南。", "公开收费。"]
    assert "没有并入该项" in doubts(made)


def test_paragraphs_of_several_items_belong_to_them() -> None:
    made = imported(
        "一、服务（办公室）\n1.公开目录。\n目录每年更新。\n2.公开指南。\n3.公开收费。\n收费标准在大厅公示。\n"
    )
    assert rows(made)[-1].text == "公开收费。\n收费标准在大厅公示。"


def test_chapters_that_only_tell_how_things_stand_hold_no_item() -> None:
    made = imported(
        "一、总体情况\n项目中已完工7个，正常推进17个。\n二、整改任务\n1.加快建设。（民政局）\n2.补办手续。（住建局）\n"
        "三、附　则\n3.本方案自印发之日起施行。\n"
    )
    assert [row.text for row in rows(made)] == ["加快建设。", "补办手续。"]


def test_what_closes_a_document_is_no_part_of_the_last_text_below_a_heading() -> None:
    made = imported(
        "一、服务（办公室）\n1.公开目录\n编制目录，及时更新。\n2.公开指南\n编制指南，及时更新。\n"
        "3.公开收费\n公示收费标准，及时更新。\n各单位要明确联络员，加强会商。\n"
    )
    assert rows(made)[-1].text == "公示收费标准，及时更新。"
    assert "没有并入该项" in doubts(made)

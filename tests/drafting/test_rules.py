"""What a document says once of who answers, applied to its items."""

from __future__ import annotations

from datetime import date

import pytest
from docx_files import docx, p
from drafts import TITLE, doubts, imported, plan_of, rows

from gongkai_cli.domain.expand import placed_items
from gongkai_cli.drafting.importing import Imported, import_plan


def owners(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """Lead, support and responsible of each item."""
    return owners_in(imported(text))


def owners_in(made: Imported) -> list[tuple[tuple[str, ...], ...]]:
    found = [placed.owner for placed in placed_items(plan_of(made))]
    return [(tuple(o.lead), tuple(o.support), tuple(o.responsible)) for o in found]


ITEMS = "一、加强公开\n1.公开预算。（财务科、办公室）\n2.公开采购。（办公室）\n"


def test_the_first_unit_leads_where_the_document_says_so() -> None:
    rule = "二、工作要求\n有两个以上责任科室的，排在第一位的为牵头科室。\n"
    assert owners(ITEMS + rule) == [
        (("财务科",), ("办公室",), ()),
        ((), (), ("办公室",)),
    ]


def test_whoever_need_not_be_named_again_answers_besides_and_is_doubted() -> None:
    text = "以下任务均需各分局落实，不再列出。\n" + ITEMS
    assert owners(text) == [
        ((), (), ("财务科", "办公室", "各分局")),
        ((), (), ("办公室", "各分局")),
    ]
    assert "加上了各分局，请核对" in doubts(imported(text), "1.1")


def test_a_rule_beside_a_name_in_a_bracket_names_nobody() -> None:
    text = "一、任务\n1.公开预算。（财务科（第一责任科室为牵头科室，下同）、办公室）\n2.公开采购。（人事科）"
    assert owners(text)[0] == (("财务科",), ("办公室",), ())


def test_a_rule_reaches_items_whose_heading_answers_for_them() -> None:
    text = "各分局均须抓好落实，以下不再列出。\n一、任务（财务科牵头）\n1.公开预算。\n2.公开决算。（办公室）"
    assert owners(text) == [
        (("财务科",), ("各分局",), ()),
        ((), (), ("办公室", "各分局")),
    ]


def test_a_unit_named_alone_leads_where_the_document_says_so() -> None:
    rule = "列第一位的责任科室为牵头科室，仅列一个责任科室的由该科室牵头负责。\n"
    assert owners(rule + ITEMS) == [
        (("财务科",), ("办公室",), ()),
        (("办公室",), (), ()),
    ]


def test_the_semicolon_parts_who_leads_from_who_supports_where_the_document_says_so() -> None:
    rule = "说明：分号前的为牵头科室，分号后的为配合科室。\n"
    text = (
        "一、任务\n1.公开预算。（财务科、办公室；人事科）\n2.公开采购。（办公室；财务科、人事科）\n"
    )
    assert owners(rule + text) == [
        (("财务科", "办公室"), ("人事科",), ()),
        (("办公室",), ("财务科", "人事科"), ()),
    ]


@pytest.mark.parametrize("others", ["", "，其余为配合科室", "，其他科室配合"])
def test_a_single_unit_leads_where_nothing_is_said_of_there_being_several(others: str) -> None:
    rule = f"各项任务的责任科室，列第一位的为牵头科室{others}。\n"
    assert owners(rule + ITEMS) == [
        (("财务科",), ("办公室",), ()),
        (("办公室",), (), ()),
    ]
    assert "登记为牵头，请核对" in doubts(imported(rule + ITEMS), "1.2")


@pytest.mark.parametrize(
    "rule",
    [
        "未注明责任科室的任务，由各分局负责。",
        "没有列明责任单位的，均由各分局负责落实。",
        "本要点未明确责任部门的任务由各分局承担。",
        "以下任务除注明责任单位的外，由各分局负责落实。",
    ],
)
def test_who_answers_where_nobody_is_named_is_doubted(rule: str) -> None:
    text = f"现作如下分工。{rule}\n一、加强公开\n1.公开预算。（财务科牵头）\n2.公开采购。\n"
    assert owners(text) == [(("财务科",), (), ()), ((), (), ("各分局",))]
    assert f"按“{rule.rstrip('。')}”登记" in doubts(imported(text), "1.2")


def test_a_chapter_may_say_who_answers_for_all_of_it() -> None:
    text = (
        "一、加强公开\n1.公开预算。（财务科）\n二、分局任务\n"
        "本部分任务均由各分局负责落实，不再逐项列出。\n1.公开办事指南。\n2.公开电话。\n"
    )
    assert owners(text)[1:] == [((), (), ("各分局",))] * 2


def test_who_answers_below_the_title_answers_where_nobody_is_named() -> None:
    text = (
        "（审批局牵头，各部门配合）\n制定本方案。\n一、任务\n1.公开预算。\n2.公开采购。（财务科）\n"
    )
    assert owners(text) == [(("审批局",), ("各部门",), ()), ((), (), ("财务科",))]
    assert "按“（审批局牵头，各部门配合）”登记" in doubts(imported(text), "1.1")


def test_who_is_personally_responsible_is_no_rule() -> None:
    rule = "二、工作要求\n各科室主要负责人为第一责任人，要明确一名信息员具体负责。\n"
    assert owners(ITEMS + rule)[0] == ((), (), ("财务科", "办公室"))


def test_a_rule_may_stand_in_a_footnote_of_an_assignment() -> None:
    note = "责任科室有两个以上的，排在第一位的为牵头科室，其余为配合科室，下同。"
    raw = docx(
        p(TITLE.strip()),
        p("一、加强公开"),
        p("1.公开预算。"),
        p("责任科室：财务科、办公室", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        p("2.公开采购。（办公室、人事科）"),
        parts={"footnotes": f'<w:footnote w:id="1">{p(note)}</w:footnote>'},
    )
    assert owners_in(import_plan(raw, "方案.docx", 2026)) == [
        (("财务科",), ("办公室",), ()),
        (("办公室",), ("人事科",), ()),
    ]


def test_a_line_below_the_last_of_a_list_answers_for_all_of_it_with_a_doubt() -> None:
    text = (
        "一、加强公开\n（一）重点领域\n1.公开预算。\n2.公开采购。\n3.公开决算。\n"
        "（财务科负责，办公室配合）\n（二）政策解读\n1.公开解读。（办公室）\n2.公开问答。（办公室）\n"
    )
    assert owners(text) == [((), ("办公室",), ("财务科",))] * 3 + [((), (), ("办公室",))] * 2
    assert "按本组末尾的“财务科负责，办公室配合”登记，请核对" in doubts(imported(text))


def test_a_rule_reaches_every_row_of_a_table_below_it_and_none_above() -> None:
    table = "序号\t工作任务\t牵头科室\n" + "".join(
        f"{n}\t公开第{n}批。\t财务科\n" for n in range(1, 7)
    )
    rule = "以下各项任务均需各社区居委会配合落实，表中不再逐一列出。\n"
    assert owners(f"{rule}一、市容\n{table}") == [(("财务科",), ("各社区居委会",), ())] * 6
    text = f"一、市容\n{table}二、环境\n{rule}{table}"
    assert owners(text) == [(("财务科",), (), ())] * 6 + [(("财务科",), ("各社区居委会",), ())] * 6


def test_a_rule_may_be_about_one_part() -> None:
    text = (
        "第二部分各项任务均需各市卫健委落实，不再列出。\n"
        "第一部分 机关任务\n（一）公开预算。责任部门：财务处。\n"
        "第二部分 基层任务\n（一）公开名录。责任部门：医政处。\n（二）公开电话。牵头部门：办公室。\n"
    )
    assert owners(text) == [
        ((), (), ("财务处",)),
        ((), (), ("医政处", "各市卫健委")),
        (("办公室",), ("各市卫健委",), ()),
    ]


def test_who_answers_where_nobody_is_named_comes_before_a_line_below_others() -> None:
    rule = "以下任务由消安委统筹，未注明责任单位的由平安办负责。\n"
    text = "一、巩固提升\n1、组织回头看。\n2、建好消防站。\n（救援站牵头，各社区落实）\n"
    assert owners(f"二、任务\n{rule}{text}".replace("二、任务\n", ""))[0] == ((), (), ("平安办",))
    closing = text.replace("（救援站", "（以上由救援站")
    assert owners(f"{rule}{closing}")[0] == (("救援站",), (), ("各社区",))


def test_a_rule_in_an_items_own_bracket_reaches_that_item_too() -> None:
    text = (
        "一、任务\n1.完善设施。（责任单位：省商务厅。以下任务均需各市政府落实，不再列出）\n"
        "2.加强监管。（责任单位：省市监局）\n"
    )
    assert owners(text) == [
        ((), (), ("省商务厅", "各市政府")),
        ((), (), ("省市监局", "各市政府")),
    ]


def test_an_empty_cell_is_for_whoever_answers_where_nobody_is_named() -> None:
    table = "序号\t工作任务\t责任单位\n1\t公开预算。\t区财政局\n2\t公开年报。\t\n3\t公开采购。\t区财政局\n"
    rule = "以下任务均需各街道落实，不再列出。未注明责任单位的由区府办负责。\n"
    assert owners(f"{rule}{table}") == [
        ((), (), ("区财政局", "各街道")),
        ((), (), ("区府办", "各街道")),
        ((), (), ("区财政局", "各街道")),
    ]
    assert "按上一行" not in doubts(imported(f"{rule}{table}"))


def test_a_chapter_or_a_rule_may_say_until_when_what_has_no_deadline_is_due() -> None:
    made = imported(
        "以下任务除注明时限的外，均须于11月底前完成。\n"
        "一、加强公开（本部分任务除已注明时限的外，均于9月底前完成）\n1.公开预算。（财务科）\n"
        "2.公开决算。（财务科，8月底前）\n二、加强解读\n本部分任务应于10月底前完成。\n1.做好解读。（办公室）\n"
        "三、完善平台\n1.升级网站。（信息科）\n"
    )
    assert [str(row.due) for row in rows(made)] == [
        "2021-09-30",
        "2021-08-31",
        "2021-10-31",
        "2021-11-30",
    ]
    assert "按“以下任务除注明时限的外，均须于11月底前完成”登记" in doubts(made, "3.1")


def test_a_line_may_say_by_their_numbers_who_answers_for_items() -> None:
    made = imported(
        "一、加强公开\n1.公开预算。\n2.公开决算。\n二、加强解读\n3.做好解读。\n4.升级网站。\n三、责任分工\n"
        "（一）第1至2项由财务科牵头，办公室配合，8月底前完成。\n（二）第3、4项由信息科负责；第5项由法规科负责。\n"
    )
    assert [(row.id, row.names, row.due) for row in rows(made)] == [
        ("1.1", ("办公室", "财务科"), date(2021, 8, 31)),
        ("1.2", ("办公室", "财务科"), date(2021, 8, 31)),
        ("2.3", ("信息科",), None),
        ("2.4", ("信息科",), None),
    ]
    assert "按“第3、4项由信息科负责”登记" in doubts(made, "2.3")


def test_a_line_below_others_dates_them_only_where_it_names_a_day() -> None:
    made = imported(
        "一、加强公开\n（一）预算\n1.公开预算。\n2.开展检查，11月15日前通报。\n"
        "（以上两项由预算科、国库科牵头）\n（二）采购\n1.公开采购。（办公室）\n"
    )
    assert [(row.names, row.due) for row in rows(made)] == [
        (("国库科", "预算科"), None),
        (("国库科", "预算科"), date(2021, 11, 15)),
        (("办公室",), None),
    ]


def test_where_no_lead_is_named_the_first_may_lead() -> None:
    rule = "各项任务未明确牵头单位的，由排在首位的责任单位牵头。\n"
    assert owners(rule + ITEMS) == [
        (("财务科",), ("办公室",), ()),
        (("办公室",), (), ()),
    ]


def test_what_comes_again_is_not_due_by_a_rule_for_what_has_no_deadline() -> None:
    made = imported(
        "未注明时限的任务，均于11月底前完成。\n一、加强公开\n1.每周三发布监测周报。（疾控科）\n2.公开名单。（办公室）\n"
    )
    assert [row.due for row in rows(made)] == [None, date(2021, 11, 30)]


def test_a_rule_for_what_has_no_deadline_comes_before_the_row_above() -> None:
    made = imported(
        "序号\t工作任务\t责任科室\t完成时限\n1\t公开预算。\t财务科\t6月底前\n2\t公开名单。\t办公室\t\n"
        "注：未注明完成时限的任务，均于11月底前完成。\n"
    )
    assert [row.due for row in rows(made)] == [date(2021, 6, 30), date(2021, 11, 30)]


def test_a_rule_on_what_has_no_lead_does_not_make_everybody_lead() -> None:
    note = "注：责任科室未注明牵头的，按职责分工共同负责。\n"
    assert owners(ITEMS + note) == [((), (), ("财务科", "办公室")), ((), (), ("办公室",))]


def test_a_chapter_may_say_that_its_tasks_go_on() -> None:
    made = imported(
        "一、加强公开\n本部分任务贯穿全年，常抓不懈。\n1.公开预算。（财务科）\n2.公开决算。（财务科，8月底前）\n"
    )
    forms = [placed.form for placed in placed_items(plan_of(made))]
    assert [(form.due, form.ongoing) for form in forms] == [
        (None, True),
        (date(2021, 8, 31), False),
    ]


def test_a_chapters_heading_may_say_for_all_of_it_who_and_until_when() -> None:
    made = imported(
        "第一部分 厂务公开（本部分主办部门均为党群部，时限均为11月20日前，另有说明的从其说明）\n"
        "1、公开规划。\n2、公开薪酬。\n协办：人事部\n时限：10月底前\n"
    )
    found = [(p.owner.lead, p.owner.support, p.form.due) for p in placed_items(plan_of(made))]
    assert found == [
        (("党群部",), (), date(2021, 11, 20)),
        (("党群部",), ("人事部",), date(2021, 10, 31)),
    ]


def test_a_heading_that_names_a_day_and_was_not_read_as_a_deadline_is_doubted() -> None:
    made = imported(
        "一、6月底前建成的平台管理\n1.公开预算。（财务科）\n2.公开采购，8月底前完成。（办公室）\n"
    )
    assert [row.due for row in rows(made)] == [None, date(2021, 8, 31)]
    assert "标题里写着“6月底”" in doubts(made)


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("一、6月底前完成的任务", date(2021, 6, 30)),
        ("一、上半年完成事项（2项）", date(2021, 6, 30)),
        ("一、代表建议（2件，6月30日前办结）", date(2021, 6, 30)),
        ("一、年底前工作", date(2021, 12, 31)),
        ("一、前期项目（3个，总投资17.9亿元，12月底前具备开工条件）", date(2021, 12, 31)),
        ("一、2021年重点工作", None),
        ("一、全年工作任务", None),
        ("一、上半年公开的清单目录", None),
    ],
)
def test_a_heading_may_be_a_deadline(heading: str, due: date | None) -> None:
    made = imported(f"{heading}\n1.公开预算。（财务科）\n2.公开采购，8月底前完成。（办公室）\n")
    assert [row.due for row in rows(made)] == [due, date(2021, 8, 31)]
    assert ("没有写期限，按标题" in doubts(made, "1.1")) == bool(due)


def test_a_heading_of_who_leads_may_count_its_projects_and_date_them() -> None:
    made = imported(
        "一、教育局牵头的项目（1项）\n1.新建幼儿园。\n配合单位：财政局\n完成时限：8月底前\n"
        "二、卫健局、水利局共同牵头的项目（2项，均于11月底前完成）\n2.开展体检。\n配合单位：医保局\n3.配备设备。\n"
    )
    found = [(p.owner.lead, p.owner.support, p.form.due) for p in placed_items(plan_of(made))]
    assert found == [
        (("教育局",), ("财政局",), date(2021, 8, 31)),
        (("卫健局", "水利局"), ("医保局",), date(2021, 11, 30)),
        (("卫健局", "水利局"), (), date(2021, 11, 30)),
    ]


def test_who_is_with_the_lead_in_the_next_clause_supports() -> None:
    made = imported(
        "一、管网改造\n（一）由城管局牵头，会同水务公司于7月28日前优化施工方案，减少影响。\n（二）由财政局负责，8月10日前拨付资金。\n"
    )
    found = [
        (p.owner.lead, p.owner.support, p.owner.responsible) for p in placed_items(plan_of(made))
    ]
    assert found == [(("城管局",), ("水务公司",), ()), ((), (), ("财政局",))]


def test_whoever_is_with_the_lead_may_stand_before_any_verb() -> None:
    made = imported(
        "一、服务\n1.由市场局牵头，会同工信局、商务局建立服务站。\n2.由办公室会同财务科编制目录。\n"
    )
    found = [(p.owner.lead, p.owner.support) for p in placed_items(plan_of(made))]
    assert found == [(("市场局",), ("工信局", "商务局")), (("办公室",), ("财务科",))]


def test_who_carries_out_what_a_clause_begins_with_may_stand_in_it() -> None:
    made = imported("一、服务\n1.用地手续由资源局负责，5月10日前办结。\n2.由办公室负责编制目录。\n")
    assert [row.names for row in rows(made)] == [("资源局",), ("办公室",)]


def test_an_items_own_bracket_is_not_led_by_the_heading() -> None:
    made = imported(
        "一、管理（牵头单位：民政局）\n1.开展巡查。\n2.引进物业。（责任单位：房管中心）\n"
    )
    found = [(p.owner.lead, p.owner.responsible) for p in placed_items(plan_of(made))]
    assert found == [(("民政局",), ()), ((), ("房管中心",))]


def test_a_heading_may_end_in_its_deadline() -> None:
    made = imported(
        "一、消除隐患，11月底前完成（牵头站所：林业站）\n1.清理可燃物。\n2.修剪树障，10月31日前完成。\n"
    )
    assert [row.due for row in rows(made)] == [date(2021, 11, 30), date(2021, 10, 31)]


def test_a_rule_of_one_chapter_dates_no_other() -> None:
    made = imported(
        "序号\t主要措施\t责任科室\t完成时限\n一、住院（本部分任务除单列时限的外，均于9月底前完成）\n"
        "1\t推行床旁结算，每日主动巡视。\t护理部\t\n2\t开通扫码点餐。\t营养科\t10月底前\n"
        "二、院后\n3\t开展随访。\t随访中心\t\n4\t公开电话。\t办公室\t年底前\n"
    )
    assert [row.due for row in rows(made)] == [
        date(2021, 9, 30),
        date(2021, 10, 31),
        None,
        date(2021, 12, 31),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "表中所列点位除备注另有要求外，均须于8月20日前整改到位。",
        "未单独列明完成时限的任务，均须于8月20日前完成。",
        "列首位的为牵头单位；除已明确时限的外，均须于8月20日前完成。",
        "现予交办，各主办单位应于8月20日前办结并书面答复提案人。",
    ],
)
def test_what_has_no_deadline_is_due_by_a_rule(rule: str) -> None:
    made = imported(
        f"{rule}\n序号\t测评要求\t牵头科室\t备注\n1\t楼道内无堆物。\t文明办\t\n2\t明码标价。\t市场科\t必查点位，8月10日前完成\n"
    )
    assert [row.due for row in rows(made)] == [date(2021, 8, 20), date(2021, 8, 10)]


def test_a_day_above_the_items_that_was_not_taken_for_theirs_is_doubted() -> None:
    made = imported(
        "为推进工作，力争8月20日前完成全部攻坚目标，制定本方案。\n一、公开\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n"
    )
    assert [row.due for row in rows(made)] == [None, None]
    assert "没有当作各事项的期限登记" in doubts(made)


def test_a_sentence_of_an_item_is_no_rule_for_the_others() -> None:
    made = imported(
        "一、公开（办公室）\n1.公布改造计划，10月底前公开各项任务完成情况。\n2.公开采购。\n3.公开预算，6月底前完成。\n"
    )
    assert [row.due for row in rows(made)] == [date(2021, 10, 31), None, date(2021, 6, 30)]


def test_a_heading_of_who_answers_may_have_a_deadline_in_its_bracket() -> None:
    made = imported("一、由各社区负责的任务（完成时限：8月底前）\n1.清理楼道。\n2.入户宣传。\n")
    assert [(row.names, row.due) for row in rows(made)] == [(("各社区",), date(2021, 8, 31))] * 2


def test_a_heading_that_ends_like_a_unit_is_none_where_those_beside_it_are_not() -> None:
    made = imported(
        "一、调解（牵头单位：综治办）\n1.建强调处中心\n整合力量，实行一站式受理。\n2.加强风险管控\n逐一建档，每月走访。\n",
    )
    assert [(row.text, row.names) for row in rows(made)] == [
        ("整合力量，实行一站式受理。", ("综治办",)),
        ("逐一建档，每月走访。", ("综治办",)),
    ]


def test_a_line_may_count_the_items_above_it_for_which_it_says_who_answers() -> None:
    made = imported(
        "一、消费\n1.公开商圈。（商务厅）\n2.创建放心消费。\n3.畅通投诉渠道。\n（以上两项责任单位：市场局、商务厅；完成时限：持续推进）\n"
        "4.汇总政策。（办公室，6月底前）\n"
    )
    assert [row.names for row in rows(made)] == [
        ("商务厅",),
        ("商务厅", "市场局"),
        ("商务厅", "市场局"),
        ("办公室",),
    ]
    assert [item.due.ongoing for item in made.draft.items if item.due] == [True, True, False]

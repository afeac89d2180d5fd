"""What the rows and columns of a plan's table are: items, chapters, labels once more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx_files import docx, p, tbl, tc, tr
from drafts import TITLE, doubts, plan_of

from gongkai_cli.domain.checks import check_plan
from gongkai_cli.domain.expand import placed_items
from gongkai_cli.drafting.importing import Imported, import_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def table(*rows: str) -> Imported:
    """Import a table below a title, a text for each row, its cells parted by strokes."""
    text = "\n".join(row.replace("|", "\t") for row in rows)
    made = import_plan((TITLE + text).encode(), "方案.txt", 2026)
    assert made.errors == ()
    return made


def word(*rows: str) -> Imported:
    """Import a Word file with a table below a title."""
    return import_plan(docx(p(TITLE.strip()), tbl(*rows)), "方案.docx", 2026)


def markdown(*rows: str) -> Imported:
    """Import a text with a table of Markdown below a title."""
    return import_plan((TITLE + "\n".join(rows)).encode(), "方案.md", 2026)


def owners(made: Imported) -> list[tuple[tuple[str, ...], ...]]:
    """Lead, support and responsible of each item."""
    found = [placed.owner for placed in placed_items(plan_of(made))]
    return [(tuple(o.lead), tuple(o.support), tuple(o.responsible)) for o in found]


def ids(made: Imported) -> list[str]:
    return [item.id for item in made.draft.items]


def test_with_three_columns_of_roles_each_keeps_its_own_in_every_row() -> None:
    made = table(
        "序号|工作任务|牵头科室|配合科室|责任单位",
        "1|公开预算。|财务科|办公室|各分局",
        "2|公开决算。|财务科|—|各分局",
    )
    assert owners(made) == [
        (("财务科",), ("办公室",), ("各分局",)),
        (("财务科",), (), ("各分局",)),
    ]


def test_without_a_column_for_support_those_beside_a_lead_support() -> None:
    made = table("序号|工作任务|牵头科室|责任单位", "1|公开预算。|财务科|各分局")
    assert owners(made) == [(("财务科",), ("各分局",), ())]


def test_rows_whose_task_is_a_heading_are_counted_by_their_own_numbers() -> None:
    made = table(
        "序号|存在问题|整改措施|责任科室",
        "1|公开不全|补充公开预算。|财务科",
        "2|解读单一|制作图解。|办公室",
    )
    assert ids(made) == ["1", "2"]
    assert [section.heading for section in made.draft.sections[0].sections] == [
        "公开不全",
        "解读单一",
    ]
    assert made.coverage
    assert made.coverage.missing == ()


def test_a_column_between_task_and_requirement_keeps_its_place() -> None:
    made = table(
        "序号|工作任务|任务来源|具体措施|责任科室",
        "1|财政公开|市委一号文件|公开预算。|财务科",
        "2|政策解读|政府工作报告|制作图解。|办公室",
    )
    assert [item.text for item in made.draft.items] == ["公开预算。", "制作图解。"]
    assert made.coverage
    assert made.coverage.missing == ()


def test_what_only_stands_elsewhere_is_told_once() -> None:
    made = table(
        "序号|依据|工作任务|责任科室",
        "1|条例第十九条|公开预算。|财务科",
        "2|条例第二十条|公开决算。|财务科",
    )
    told = [doubt.text for doubt in made.doubts if doubt.about == "次序"]
    assert len(told) == 1
    assert told[0].endswith("在草稿里的位置与原件不同，文字都在。")


def test_labels_that_stand_again_in_two_rows_are_no_items() -> None:
    down, further = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    labels = (
        tr(
            tc("序号", properties=down),
            tc("工作任务", properties=down),
            tc("责任分工", properties='<w:gridSpan w:val="2"/>'),
        ),
        tr(tc(properties=further), tc(properties=further), "牵头科室", "责任科室"),
    )
    first = tr("1", "公开预算。", "财务科", "办公室")
    second = tr("2", "公开决算。", "财务科", "办公室")
    made = word(*labels, first, *labels, second)
    assert [item.text for item in made.draft.items] == ["公开预算。", "公开决算。"]


def test_points_of_a_row_stay_in_its_requirement() -> None:
    made = markdown(
        "| 序号 | 工作任务 | 责任科室 |\n| --- | --- | --- |\n"
        "| 1 | （1）公开预算。<br>（2）公开决算。 | 财务科 |\n| 2 | 1.公开采购。 | 办公室 |\n"
        "| 3 | （1）公布政策；（2）编制清单。 | 办公室 |\n"
    )
    assert [item.text for item in made.draft.items] == [
        "（1）公开预算。\n（2）公开决算。",
        "1.公开采购。",
        "（1）公布政策；（2）编制清单。",
    ]
    assert doubts(made, "1") == ""


def test_a_rule_may_stand_in_a_label() -> None:
    made = table(
        "序号|重点任务|分管领导|责任部门（列首位的为牵头部门）|完成时间",
        "1|公开预算。|王明|财务处、办公室|5月底前",
        "2|公开决算。|王明|财务处|7月",
    )
    assert owners(made) == [
        (("财务处",), ("办公室",), ()),
        (("财务处",), (), ()),
    ]


UNKNOWN = (
    ("顺序", "工作方向", "干什么", "谁来干", "何时干完"),
    ("1", "财政公开", "公开年度预算和三公经费。", "财务科、办公室", "5月底前"),
    ("2", "财政公开", "公开年度决算和绩效评价结果。", "财务科", "2021.9.30"),
    ("3", "政策解读", "制作图解并在网站发布。", "法规科牵头，办公室配合", "持续推进"),
)


def in_word(rows: Sequence[Sequence[str]]) -> Imported:
    return word(*(tr(*row) for row in rows))


@pytest.mark.parametrize("bring", [in_word, lambda rows: table(*map("|".join, rows))])
def test_columns_with_unknown_labels_are_told_by_what_stands_in_them(
    bring: Callable[[Sequence[Sequence[str]]], Imported],
) -> None:
    made = bring(UNKNOWN)
    assert owners(made) == [
        ((), (), ("财务科", "办公室")),
        ((), (), ("财务科",)),
        (("法规科",), ("办公室",), ()),
    ]
    dues = [item.due.day if item.due else None for item in made.draft.items]
    assert dues == [date(2021, 5, 31), date(2021, 9, 30), None]
    assert "各栏按内容认出" in doubts(made)


def test_a_table_in_which_nobody_is_named_stays_as_it_is() -> None:
    made = table(
        "科室|人数|电话",
        "甲|3|5551",
        "乙|4|5552",
        "丙|5|5553",
        "",
        "一、任务",
        "1.公开预算。（财务科）",
        "2.公开决算。（财务科）",
    )
    assert [item.text for item in made.draft.items] == ["公开预算。", "公开决算。"]


def test_a_cell_may_say_itself_who_answers_for_each_of_its_points() -> None:
    made = markdown(
        "| 序号 | 重点任务 | 主要措施及责任单位 | 完成时限 |\n| --- | --- | --- | --- |\n"
        "| 1 | 财政公开 | （1）公开预算。（财务科牵头，办公室配合）<br>（2）公开决算。（人事科） | 9月 |\n"
        "| 2 | 政策解读 | 制作图解。（法规科） | 全年 |\n"
    )
    assert [(item.id, item.text) for item in made.draft.items] == [
        ("1.1", "公开预算。"),
        ("1.2", "公开决算。"),
        ("2", "制作图解。"),
    ]
    assert owners(made) == [
        (("财务科",), ("办公室",), ()),
        ((), (), ("人事科",)),
        ((), (), ("法规科",)),
    ]
    assert made.coverage
    assert made.coverage.missing == ()


def test_points_with_units_of_their_own_under_the_same_numbers_are_items() -> None:
    rows = (
        ("序号", "整改任务", "具体措施", "责任单位", "完成时限"),
        (
            "6",
            "政务公开",
            ("1.公开预算。", "2.公开指南。"),
            ("1.财政局", "2.民政局"),
            ("1.5月底前", "2.长期坚持"),
        ),
        ("7", "政策解读", ("1.制作图解。", "2.召开发布会。"), "法规科", "6月底前"),
    )
    cells = [[one if isinstance(one, str) else tc(*one) for one in row] for row in rows]
    made = word(*(tr(*row) for row in cells))
    assert [(item.id, item.text) for item in made.draft.items] == [
        ("6.1", "公开预算。"),
        ("6.2", "公开指南。"),
        ("7", "1.制作图解。\n2.召开发布会。"),
    ]
    assert owners(made) == [((), (), ("财政局",)), ((), (), ("民政局",)), ((), (), ("法规科",))]
    dues = [(item.due.day, item.due.ongoing) for item in made.draft.items if item.due]
    assert dues == [(date(2021, 5, 31), False), (None, True), (date(2021, 6, 30), False)]


def test_who_is_mainly_responsible_beside_a_lead_is_responsible() -> None:
    made = table(
        "序号|工作任务|牵头单位|主责单位|协办单位",
        "1|公开预算。|财政局|各区政府|民政局",
        "2|公开决算。|财政局|各区政府|—",
    )
    assert owners(made) == [
        (("财政局",), ("民政局",), ("各区政府",)),
        (("财政局",), (), ("各区政府",)),
    ]


def test_a_row_of_markdown_from_which_merging_took_a_cell_finds_its_columns() -> None:
    made = markdown(
        "| 领域 | 事项及要求 | 责任分工 | 时间 |\n| --- | --- | --- | --- |",
        "| 文化 | 检查上网场所。 | 市场股牵头，执法队配合 | 4月—6月 |",
        "| 检查歌舞场所。 | 市场股牵头，执法队配合 | 9月底前 | |",
    )
    assert [item.text for item in made.draft.items] == ["检查上网场所。", "检查歌舞场所。"]
    assert owners(made) == [(("市场股",), ("执法队",), ())] * 2


def test_a_row_of_markdown_with_one_cell_is_a_chapter() -> None:
    made = markdown(
        "| 序号 | 工作任务 | 责任科室 |\n| --- | --- | --- |",
        "| 一、财政公开 | | |\n| 1 | 公开预算。 | 财务科 |",
        "| 二、政策解读 | | |\n| 2 | 制作图解。 | 法规科 |",
    )
    assert ids(made) == ["1.1", "2.2"]


def test_an_empty_cell_of_the_first_row_is_not_filled_from_the_labels() -> None:
    made = markdown(
        "| 序号 | 工作任务 | 责任科室 |\n| --- | --- | --- |",
        "| 1 | 公开预算。 | |\n| 2 | 制作图解。 | 法规科 |",
    )
    assert "责任科室”登记" not in doubts(made)
    assert "没有找到责任单位" in doubts(made, "1")


def test_what_is_wrong_stands_above_what_is_to_be_done() -> None:
    made = table(
        "序号|隐患情况|整改措施|责任单位",
        "1|柜门锈蚀。|更换柜门。|档案馆",
        "2|线路老化。|更换线路。|档案馆",
    )
    assert [section.heading for section in made.draft.sections[0].sections] == [
        "柜门锈蚀。",
        "线路老化。",
    ]
    assert made.coverage
    assert made.coverage.missing == ()


def test_a_line_below_a_table_stays_below_it() -> None:
    raw = docx(
        p(TITLE.strip()),
        p("一、公共服务"),
        tbl(
            tr("序号", "工作任务", "责任单位"),
            tr("1", "公开预算。", "财政局"),
            tr("2", "公开决算。", "财政局"),
        ),
        p("备注：“园区”指开发区。"),
    )
    made = import_plan(raw, "方案.docx", 2026)
    assert made.coverage
    assert made.coverage.missing == ()


def test_rows_of_one_number_below_a_task_are_counted_below_it() -> None:
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    assert ids(
        word(
            tr("序号", "项目", "要求", "责任单位"),
            tr(tc("（一）民生", properties='<w:gridSpan w:val="4"/>')),
            tr(*(tc(text, properties=begin) for text in ("3", "养老")), "新建中心。", "民政局"),
            tr(*(tc(properties=goes_on) for _ in range(2)), "发放津贴。", "财政局"),
            tr("4", "教育", "新建学校。", "教育局"),
        )
    ) == ["3", "3.2", "4"]


def test_a_row_that_prints_but_a_part_of_who_answers_keeps_that_beside_it() -> None:
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    made = word(
        tr("序号", "工作任务", "牵头单位", "配合单位"),
        tr("1", "公开预算。", tc("财政局", properties=begin), "民政局"),
        tr("2", "公开决算。", tc(properties=goes_on), "教育局"),
    )
    assert owners(made) == [(("财政局",), ("民政局",), ()), (("财政局",), ("教育局",), ())]
    codes = {finding.code for finding in check_plan(plan_of(made))}
    assert "name-not-printed" not in codes
    assert made.coverage
    assert made.coverage.missing == ()


def test_units_under_a_label_that_says_nothing_of_them_are_responsible_with_a_doubt() -> None:
    made = table(
        "序号|工作任务|责任领导|挂钩|配合单位",
        "1|公开预算。|王明|财政所|各村",
        "2|公开决算。|李红|财政所|各村",
        "3|公开低保。|张伟|民政办|各村",
    )
    assert owners(made)[0] == ((), ("各村",), ("财政所",))
    assert "“挂钩”一栏是单位名称" in doubts(made)


def test_the_offices_of_a_township_are_who_answers() -> None:
    made = table(
        "序号|工作任务|责任站所|配合单位", "1|公开预算。|财政所|各村", "2|公开低保。|民政办|各村"
    )
    assert owners(made)[0] == ((), ("各村",), ("财政所",))
    assert "一栏是单位名称" not in doubts(made)


def test_a_row_with_a_chinese_number_a_heading_and_nothing_else_is_a_chapter() -> None:
    rows = (
        "| 序号 | 工作任务 | 责任科室 | 完成时限 | 备注 |",
        "|---|---|---|---|---|",
        "| **一** | **责任体系建设** | | | |",
        "| 1 | 公开预算。 | 财务科、办公室 | 6月底前 | |",
        "| 二 | 重点领域整治 | | | |",
        "| 2 | 公开采购。 | 办公室 | 每季度 | |",
    )
    made = markdown(*rows)
    assert [(item.id, item.text) for item in made.draft.items] == [
        ("1.1", "公开预算。"),
        ("2.2", "公开采购。"),
    ]
    cells = [
        [cell.strip(" *") for cell in row.strip("|").split("|")] for row in rows if "-" not in row
    ]
    assert ids(in_word(cells)) == ids(made)


CARDS = [
    ("反馈问题", "管网混错接。"),
    ("整改措施", "1.完成排查。\n2.改造管网。"),
    ("责任人", "分管副市长"),
    ("牵头单位", "市住建局"),
    ("责任单位", "市财政局、市水务集团"),
    ("整改时限", "2021年6月底前"),
]


def test_cards_of_labels_and_values_are_an_item_each() -> None:
    second = [(label, value.replace("市住建局", "市水利局")) for label, value in CARDS]
    cards = [
        tbl(*(tr(tc(label), tc(*value.split("\n"))) for label, value in card))
        for card in (CARDS, second)
    ]
    made = import_plan(
        docx(p(TITLE.strip()), p("问题一"), cards[0], p("问题二"), cards[1]), "方案.docx", 2026
    )
    assert made.errors == ()
    assert owners(made) == [
        (("市住建局",), ("市财政局", "市水务集团"), ()),
        (("市水利局",), ("市财政局", "市水务集团"), ()),
    ]
    assert [item.text for item in made.draft.items] == ["1.完成排查。\n2.改造管网。"] * 2
    assert "未放进草稿" not in {doubt.about for doubt in made.doubts}


def test_cards_may_stand_one_below_the_other_in_one_table_with_pairs_side_by_side() -> None:
    card = (
        tr(tc("督查事项"), tc("公开预算。"), tc("编号"), tc("1")),
        tr(tc("责任单位"), tc("财务科"), tc("办理时限"), tc("6月底前")),
    )
    made = word(*card, *card)
    assert made.coverage
    assert "未放进草稿" not in {doubt.about for doubt in made.doubts}
    assert owners(made) == [((), (), ("财务科",))] * 2
    assert [item.due and item.due.day for item in made.draft.items] == [date(2021, 6, 30)] * 2


def test_a_chapter_of_a_table_may_say_who_answers_for_its_rows() -> None:
    made = word(
        tr(*map(tc, ("序号", "工作任务", "责任科室", "时限"))),
        tr(tc("一、值守保障（责任单位：区防汛办）", properties='<w:gridSpan w:val="4"/>')),
        tr(*map(tc, ("1", "双人值班。", "", "6月底前"))),
        tr(*map(tc, ("2", "盘点物资。", "物资科", "6月底前"))),
    )
    assert owners(made) == [((), (), ("区防汛办",)), ((), (), ("物资科",))]


def test_the_requirement_is_in_the_column_that_spells_out_what_the_other_names() -> None:
    made = table(
        "序号|整治内容|整治标准|牵头科室|配合单位|完成时限",
        "1|占道经营|主次干道无流动摊点，沿街商铺无店外经营、跨门经营现象。|城管办|执法队|6月底前",
        "2|户外广告|拆除破损、违规户外广告和门头牌匾，清理乱贴乱画小广告。|城管办|—|7月底前",
    )
    assert [item.title for item in made.draft.items] == ["占道经营", "户外广告"]
    assert owners(made) == [(("城管办",), ("执法队",), ()), (("城管办",), (), ())]


def test_what_stands_over_two_labels_of_who_answers_adds_nothing() -> None:
    wide, tall = '<w:gridSpan w:val="2"/>', "<w:vMerge{}/>"
    restart, on = tall.format(' w:val="restart"'), tall.format("")
    made = word(
        tr(
            tc("序号", properties=restart),
            tc("工作任务", properties=restart),
            tc("责任分工", properties=wide),
        ),
        tr(tc("", properties=on), tc("", properties=on), tc("牵头科室"), tc("配合单位")),
        tr(*map(tc, ("1", "公开预算。", "财务科", "办公室、人事科"))),
        tr(*map(tc, ("2", "公开决算。", "财务科", ""))),
    )
    assert owners(made) == [(("财务科",), ("办公室", "人事科"), ()), (("财务科",), (), ())]
    assert "两种角色" not in doubts(made)


def test_a_label_copied_from_a_spreadsheet_may_have_two_lines() -> None:
    made = table(
        '序号|问题摘要|"整改任务\n及措施"|牵头单位|协同单位|整改时限|备注',
        "1|编制不细化|将代编资金细化到项目。|区财政局|各预算单位|2021/3/31|",
        '2|盘活不及时|收回结余资金。|区财政局|"区住建局\n区教育局"|2021/2/28|',
    )
    assert [item.text for item in made.draft.items] == ["将代编资金细化到项目。", "收回结余资金。"]
    assert owners(made) == [
        (("区财政局",), ("各预算单位",), ()),
        (("区财政局",), ("区住建局", "区教育局"), ()),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        (
            "序号|工作任务|责任分工|责任分工|完成时限",
            "序号|工作任务|牵头科室|配合单位|完成时限",
        ),
        ("序号|工作任务|责任分工||完成时限", "||牵头科室|配合单位|"),
    ],
)
def test_two_rows_of_labels_between_tabs_are_read_as_one(labels: tuple[str, str]) -> None:
    made = table(*labels, "1|公开预算。|财务科|办公室|6月底前", "2|公开决算。|财务科||8月底前")
    assert owners(made) == [(("财务科",), ("办公室",), ()), (("财务科",), (), ())]
    assert ids(made) == ["1", "2"]


MATRIX = (
    "序号|工作任务|党政办|应急办|各村（社区）|时限",
    "1|公示责任人。|○|★|○|4月20日前",
    "2|组建突击队。|★||○|5月15日前",
)


def test_units_may_head_columns_in_which_signs_say_who_leads() -> None:
    made = import_plan(
        (
            TITLE + "\n".join(MATRIX).replace("|", "\t") + "\n注：★为牵头单位，○为配合单位。\n"
        ).encode(),
        "方案.txt",
        2026,
    )
    assert owners(made) == [
        (("应急办",), ("党政办", "各村（社区）"), ()),
        (("党政办",), ("各村（社区）",), ()),
    ]
    assert made.coverage
    assert made.coverage.missing == ()


@pytest.mark.parametrize("note", ["标“★”的为牵头单位，其余为配合单位。", "注：带★号的为牵头单位。"])
def test_a_sign_before_a_name_may_say_who_leads(note: str) -> None:
    made = table(
        note,
        "序号|工作任务|责任单位|时限",
        "1|定额管理。|★县林业局、县公安局|10月底前",
        "2|矿山复绿。|县自然资源局|9月底前",
        "3|联合执法。|★县公安局、★县林业局，县市监局|全年",
    )
    assert owners(made) == [
        (("县林业局",), ("县公安局",), ()),
        ((), (), ("县自然资源局",)),
        (("县公安局", "县林业局"), ("县市监局",), ()),
    ]


def test_what_a_proposal_is_called_is_the_requirement_and_not_who_made_it() -> None:
    made = table(
        "序号|编号|建议标题|领衔代表|主办单位|会办单位|办结时限",
        "1|第003号|关于治理农村污水的建议|蒋红霞|市生态环境局|市财政局|6月30日前",
        "2|第011号|关于增设公交线路的建议|马俊|市交通局|市公交集团|5月31日前",
    )
    assert [item.text for item in made.draft.items] == [
        "关于治理农村污水的建议",
        "关于增设公交线路的建议",
    ]


def test_signs_that_nobody_explains_are_doubted() -> None:
    made = table(*(row.replace("★", "√").replace("○", "√") for row in MATRIX))
    assert owners(made) == [
        ((), (), ("党政办", "应急办", "各村（社区）")),
        ((), (), ("党政办", "各村（社区）")),
    ]
    assert "“√”没有说明是什么意思，按责任单位登记，请核对。" in doubts(made, "1")


def test_points_with_units_of_their_own_are_items_beside_a_column_that_names_just_those() -> None:
    made = table(
        "序号|工作任务|责任股室|时限",
        "1|①核查冷链食品（流通股）②评估快检情况（检测中心）|流通股、检测中心|9月底前",
        "2|清查门店（含摊贩）。|餐饮股|全年",
    )
    assert owners(made) == [((), (), ("流通股",)), ((), (), ("检测中心",)), ((), (), ("餐饮股",))]
    assert made.coverage
    assert "未放进草稿" not in {doubt.about for doubt in made.doubts}


def test_a_column_of_deadlines_under_another_label_is_taken_with_a_doubt() -> None:
    made = table(
        "序号|工作任务|责任科室|要求",
        "1|公开预算。|财务科|6月底前",
        "2|公开决算。|财务科|8月底前",
        "3|公开采购。|办公室|持续推进",
    )
    assert [str(item.due and item.due.day) for item in made.draft.items][:2] == [
        "2021-06-30",
        "2021-08-31",
    ]
    assert "“要求”一栏按期限登记，请核对。" in doubts(made)


def test_who_made_a_proposal_does_not_answer_for_it() -> None:
    made = table(
        "编号|提案题目|提案人|主办单位|会办单位",
        "第011号|关于夜间文旅的提案|农工党支部|县文旅局|县商务局",
        "第017号|关于融资环境的提案|县工商联|县财政局|人行县支行",
        "第026号|关于无障碍设施的提案|县妇联|县住建局|县残联",
    )
    assert [lead for lead, _, _ in owners(made)] == [("县文旅局",), ("县财政局",), ("县住建局",)]
    assert all(not own for _, _, own in owners(made))


def test_remarks_that_are_counted_below_a_table_are_no_items() -> None:
    made = table(
        "序号|工作任务|责任科室",
        "1|公开预算。|财务科",
        "2|公开决算。|财务科",
        "注：1.责任科室有多个的，列首位的为牵头科室。",
        "2.各责任科室于每季度末将进展报办公室。",
    )
    assert [item.text for item in made.draft.items] == ["公开预算。", "公开决算。"]


def test_the_time_that_counts_is_the_one_until_when() -> None:
    made = table(
        "序号|整改措施|责任单位|启动时间|完成时间",
        "1|公开预算。|财务科|1月|3月底",
        "2|公开决算。|财务科|立行立改|9月底，并长期坚持",
    )
    dues = [placed.form for placed in placed_items(plan_of(made))]
    assert [(str(form.due), form.ongoing) for form in dues] == [
        ("2021-03-31", False),
        ("2021-09-30", True),
    ]


def test_a_day_in_the_requirement_is_finer_than_its_month_in_a_column() -> None:
    made = table(
        "序号|工作内容|责任科室|完成时间",
        "1|发布年报，1月20日前报办公室。|信息科|1月",
        "2|公开预算，3月10日前报办公室。|财务科|2月",
        "3|公布清单，并动态更新。|办公室|6月底前公布，并动态更新",
    )
    dues = [placed.form for placed in placed_items(plan_of(made))]
    assert [(str(form.due), form.ongoing) for form in dues] == [
        ("2021-01-20", False),
        ("2021-02-28", False),
        ("2021-06-30", True),
    ]


def test_a_cell_may_refer_to_the_requirement_for_who_answers_and_until_when() -> None:
    made = markdown(
        "|序号|工作措施|责任科室|时限|",
        "|---|---|---|---|",
        "|1|①公开预算。（财务科负责，6月底前）<br>②公开采购。（办公室牵头，法规科配合，9月底前）|见工作措施|分项确定|",
        "|2|公开年报。|办公室|3月底前|",
    )
    assert owners(made) == [
        ((), (), ("财务科",)),
        (("办公室",), ("法规科",), ()),
        ((), (), ("办公室",)),
    ]
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [date(2021, 6, 30), date(2021, 9, 30), date(2021, 3, 31)]


def test_the_same_as_above_is_also_the_deadline_above_and_a_chapter_may_date_its_rows() -> None:
    made = table(
        "序号|工作任务|责任科室|完成时限",
        "1|公开预算。|财务科|6月底前",
        "2|公开决算。|同上|同上",
    )
    assert [placed.form.due for placed in placed_items(plan_of(made))] == [date(2021, 6, 30)] * 2
    assert "“同上”按上一项的期限“6月底前”登记" in doubts(made, "2")
    made = word(
        tr(tc("序号"), tc("工作任务"), tc("责任科室"), tc("完成时限")),
        tr(
            tc(
                "一、重点公开（10月底前完成，另有规定的从其规定）",
                properties='<w:gridSpan w:val="4"/>',
            )
        ),
        tr(tc("1"), tc("公开预算。"), tc("财务科"), tc("")),
        tr(tc("2"), tc("公开决算。"), tc("财务科"), tc("8月底前")),
    )
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [date(2021, 10, 31), date(2021, 8, 31)]


def test_points_spell_out_what_longer_names_only_name() -> None:
    made = table(
        "序号|改革任务|工作要点|责任科室|完成时间",
        "1|推进国家三级公立医院绩效考核|对照考核结果逐项制定措施。|质控科|6月底前",
        "2|加强临床专科建设|新开展新技术项目不少于20项。|医务科|年底前",
    )
    assert [item.text for item in made.draft.items] == [
        "对照考核结果逐项制定措施。",
        "新开展新技术项目不少于20项。",
    ]


def test_a_column_with_longer_words_than_the_requirement_is_doubted() -> None:
    made = table(
        "序号|任务|背景|责任科室",
        "1|编制指南|去年评估中群众反映办事指南不全、查找不便。|办公室",
        "2|做好解读|去年评估中群众反映政策看不懂、问不到人。|法规科",
    )
    assert [item.text for item in made.draft.items] == ["编制指南", "做好解读"]
    assert "事项取自“任务”一栏，“背景”一栏的字更多" in doubts(made)


def test_the_same_as_above_may_be_the_lead_alone() -> None:
    made = table(
        "序号|工作任务|牵头单位|配合单位",
        "1|公开预算。|财务科|办公室",
        "2|公开决算。|同上|法规科",
    )
    assert owners(made) == [
        (("财务科",), ("办公室",), ()),
        (("财务科",), ("法规科",), ()),
    ]
    assert "“同上”按上一项的“财务科”登记" in doubts(made, "2")


def test_the_name_of_a_table_may_say_until_when_and_is_no_item() -> None:
    rows = (
        tr(tc("序号"), tc("工作任务"), tc("责任科室")),
        tr(tc("1"), tc("公开预算。"), tc("财务科")),
    )
    made = import_plan(
        docx(
            p(TITLE.strip()),
            p("表1　预算公开"),
            tbl(*rows),
            p("表2　采购公开（完成时限：10月底前）"),
            tbl(*rows),
            p("联系人：刘某（局办公室）"),
        ),
        "方案.docx",
        2026,
    )
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [None, date(2021, 10, 31)]


def test_a_cell_that_refers_to_the_requirement_leaves_the_day_to_it() -> None:
    made = table(
        "序号|工作内容|责任科室|完成时限",
        "1|开展排查，7月15日前整改到位。|信息科|见工作内容",
        "2|公开预算。|财务科|8月底前",
    )
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [date(2021, 7, 15), date(2021, 8, 31)]


@pytest.mark.parametrize("label", ["主要内容和成果形式", "具体措施及完成标志"])
def test_a_label_that_begins_with_the_requirement_is_its_label(label: str) -> None:
    made = table(
        f"序号|改革任务|{label}|责任部门|完成时间",
        "1|董事会建设|制定授权管理办法，明确授权事项和程序。|办公室|6月底前",
    )
    assert [item.text for item in made.draft.items] == ["制定授权管理办法，明确授权事项和程序。"]


def test_a_chapter_that_is_a_deadline_dates_its_rows() -> None:
    made = table(
        "序号|重点工作|工作内容|责任单位",
        "一、第一季度完成事项||||",
        "1|水利建设|完成水毁修复。|水利局",
        "二、全年持续推进事项|||",
        "2|作风建设|纠治形式主义。|办公室",
        "三、全年重点工作|||",
        "3|队伍建设|举办培训班。|办公室",
    )
    forms = [placed.form for placed in placed_items(plan_of(made))]
    assert [(form.due, form.ongoing) for form in forms] == [
        (date(2021, 3, 31), False),
        (None, True),
        (None, False),
    ]
    assert "没有写期限，按标题“第一季度完成事项”登记" in doubts(made)


def test_an_empty_cell_is_not_filled_where_only_support_has_a_column() -> None:
    made = table(
        "一、法治保障（司法局牵头）",
        "序号|工作任务|配合单位",
        "1|组建服务团。|工商联、工会",
        "2|评估文件。|",
    )
    assert owners(made) == [(("司法局",), ("工商联", "工会"), ()), (("司法局",), (), ())]


def test_who_leads_by_a_chapter_leads_where_the_cell_of_the_lead_is_empty() -> None:
    rows = [
        tr(tc("序号"), tc("工作任务"), tc("牵头单位"), tc("责任单位")),
        tr(tc("一、生态环境（牵头单位：环境局）", properties='<w:gridSpan w:val="4"/>')),
        tr(tc("1"), tc("整治排污口。"), tc(""), tc("水利局、公安局")),
        tr(tc("2"), tc("公开水质。"), tc("办公室"), tc("水利局")),
    ]
    made = word(*rows)
    assert owners(made) == [
        (("环境局",), ("水利局", "公安局"), ()),
        (("办公室",), ("水利局",), ()),
    ]
    assert "没有写牵头单位，按标题“生态环境”登记" in doubts(made, "1.1")


def test_the_number_of_a_proposal_is_no_deadline() -> None:
    made = table(
        "序号|建议编号|建议题目|领衔代表|主办单位",
        "1|第002号|关于加装电梯的建议|高文斌|住建局",
        "2|第007号|关于交通组织的建议|罗静|公安局",
        "3|第011号|关于茶产业的建议|蔡永福|农业局",
    )
    assert [placed.form.due for placed in placed_items(plan_of(made))] == [None, None, None]
    assert "期限登记" not in doubts(made)


def test_buttons_of_a_page_below_a_table_are_no_row() -> None:
    made = table(
        "序号|工作任务|责任科室", "1|公开预算。|财务科", "注：逐项落实。", "打印本页|关闭窗口"
    )
    assert [item.text for item in made.draft.items] == ["公开预算。"]


def test_an_empty_deadline_is_that_of_the_chapter_rather_than_of_the_row_above() -> None:
    made = table(
        "序号|工作任务|责任科室|完成时限",
        "一、健康（10月底前完成）",
        "1|开展筛查。|卫健科|8月底前",
        "2|公开预算。|财务科|",
    )
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [date(2021, 8, 31), date(2021, 10, 31)]
    assert "“期限”一格是空的，按标题的“10月底前完成”登记" in doubts(made, "1.2")


def test_a_value_that_sounds_like_a_label_is_one_of_a_card() -> None:
    def card(name: str) -> str:
        return tbl(
            tr(tc("任务编号"), tc("GS-01"), tc("任务名称"), tc(name)),
            tr(
                tc("工作内容"), tc("建成调度平台，远程监控。", properties='<w:gridSpan w:val="3"/>')
            ),
            tr(tc("牵头部门"), tc("运营部"), tc("配合部门"), tc("工程部")),
        )

    made = import_plan(
        docx(p(TITLE.strip()), card("数字水务平台建设"), p("二、经营"), card("降本增效")),
        "方案.docx",
        2026,
    )
    assert owners(made) == [(("运营部",), ("工程部",), ())] * 2


def test_a_place_is_not_who_answers() -> None:
    made = table(
        "序号|演练内容|牵头单位|配合单位|演练时间|地点",
        "1|开展防汛演练。|平安办|城建办|5月31日前|枫溪社区",
        "2|开展消防演练。|平安办|消防站|6月16日|翠湖社区",
        "3|开展反恐演练。|派出所|综合执法队|9月底前|枫林小学",
    )
    assert owners(made)[0] == (("平安办",), ("城建办",), ())


def test_who_leads_by_a_chapter_leads_those_in_a_column_of_responsible_units() -> None:
    made = table(
        "序号|工作任务|责任单位|完成时限",
        "一、组织管理（包抓领导：王某　牵头单位：爱卫办）",
        "1|落实经费。|政府办、财政局|5月底前",
        "2|开展宣传。|爱卫办、融媒体中心|6月底前",
    )
    assert owners(made) == [
        (("爱卫办",), ("政府办", "财政局"), ()),
        ((), (), ("爱卫办", "融媒体中心")),
    ]
    assert "没有写牵头单位，按标题“组织管理" in doubts(made, "1.1")


def test_an_empty_cell_of_units_is_for_those_of_the_chapter() -> None:
    made = table(
        "序号|工作任务|责任单位",
        "一、病媒防制（牵头单位：疾控中心）",
        "1|开展灭鼠。|各乡镇",
        "2|摸清底数。|",
    )
    assert owners(made) == [(("疾控中心",), ("各乡镇",), ()), (("疾控中心",), (), ())]
    assert "按标题写明的登记" in doubts(made, "1.2")


def test_a_remark_may_be_the_deadline_where_there_is_no_other() -> None:
    made = table(
        "序号|提案编号|案由|主办单位|备注",
        "1|012|关于加装电梯的提案|住建局|重点督办",
        "2|019|关于托管机构的提案|教育局|6月底前办结",
        "3|023|关于蜜柚品牌的提案|农业局|",
        "说明：",
        "1.除备注栏另有要求的外，各件提案均须于8月31日前办结。",
        "2.主办单位要主动沟通。（建议提案股）。",
    )
    dues = [placed.form.due for placed in placed_items(plan_of(made))]
    assert dues == [date(2021, 8, 31), date(2021, 6, 30), date(2021, 8, 31)]
    assert "期限取自旁边一格的“6月底前办结”" in doubts(made, "2")
    assert "未放进草稿" not in {doubt.about for doubt in made.doubts}


def test_a_column_whose_cells_end_with_who_answers_is_that_of_the_requirements() -> None:
    cells = [
        tc(
            "1.公开建设计划、投资规模，4月底前发布。（责任单位：规划处、财务处）",
            "2.公开施工许可。（责任单位：建设处）",
        ),
        tc("公开农村公路建设计划。（责任单位：公路局）"),
        tc("公开出行信息。（责任单位：运输处、公路局）"),
    ]
    rows = [
        tr(tc("重点领域"), tc("公开事项"), tc("公开要求及责任单位")),
        *(tr(tc("建设"), tc("公路"), cell) for cell in cells),
    ]
    made = word(*rows)
    assert [item.text for item in made.draft.items] == [
        "公开建设计划、投资规模，4月底前发布。",
        "公开施工许可。",
        "公开农村公路建设计划。",
        "公开出行信息。",
    ]


@pytest.mark.parametrize("label", ["整改措施及分工", "整改措施、责任单位和完成时限"])
def test_measures_with_units_and_days_of_their_own_are_no_deadline(label: str) -> None:
    cells = [
        "1.开展排查。（责任科室：监管科；完成时限：6月底前）\n2.公布名单。（责任科室：办公室；完成时限：5月20日前）",
        "制定办法。（责任科室：人事科；完成时限：7月31日前）",
        "修订制度。（责任科室：财务科；完成时限：8月底前）",
    ]
    made = table(
        f"序号|反馈问题|{label}|责任领导|整改进展",
        *(f'{n}|问题{n}|"{cell}"|王某|' for n, cell in enumerate(cells, 1)),
    )
    found = [(placed.form.text, placed.form.due) for placed in placed_items(plan_of(made))]
    assert found == [
        ("开展排查。", date(2021, 6, 30)),
        ("公布名单。", date(2021, 5, 20)),
        ("制定办法。", date(2021, 7, 31)),
        ("修订制度。", date(2021, 8, 31)),
    ]


@pytest.mark.parametrize("labels", [("牵头委室", "配合委室"), ("牵头小组", "协助小组")])
def test_labels_that_only_begin_like_known_ones_give_their_roles(labels: tuple[str, str]) -> None:
    made = table(
        f"时间安排|序号|监督项目|工作内容|{labels[0]}|{labels[1]}",
        "3月|1|计划|公布年度监督工作计划，分解议题。|办公室|财经科、法制科",
        "4月|2|检查|检查条例贯彻实施情况，召开座谈会。|财经科|法制科",
        "5月|3|调研|开展学前教育专题调研，形成报告。|教科科|代表科",
    )
    assert owners(made) == [
        (("办公室",), ("财经科", "法制科"), ()),
        (("财经科",), ("法制科",), ()),
        (("教科科",), ("代表科",), ()),
    ]


def test_the_first_label_of_cards_may_be_counted() -> None:
    def card(n: int) -> str:
        return tbl(
            tr(tc(f"问题{n}"), tc("学习研讨不深入。", properties='<w:gridSpan w:val="3"/>')),
            tr(tc("整改措施"), tc(f"修订学习办法{n}。", properties='<w:gridSpan w:val="3"/>')),
            tr(tc("责任领导"), tc("何某"), tc("牵头部门"), tc("宣传部")),
            tr(tc("配合部门"), tc("组织部"), tc("整改时限"), tc("9月底前")),
        )

    made = import_plan(docx(p(TITLE.strip()), card(1), p(""), card(2)), "方案.docx", 2026)
    assert owners(made) == [(("宣传部",), ("组织部",), ())] * 2
    assert [item.text for item in made.draft.items] == ["修订学习办法1。", "修订学习办法2。"]

"""What a document says of itself, told by the shapes of its first and last lines."""

from __future__ import annotations

from datetime import date

import pytest
from docx_files import abstract, docx, item, level, num, p
from drafts import TITLE, doubts, imported, plan_of, rows

from gongkai_cli.drafting.importing import import_plan
from gongkai_cli.drafting.structure.short_names import short_names

ITEMS = "一、加强公开\n1.公开预算。（财务科）\n2.公开采购。（办公室）\n"


def test_a_title_of_several_lines_is_told_by_the_letter_that_sends_it() -> None:
    made = imported(
        "现将《深化“放管服”改革2021年重点任务分工方案》印发给你们。\n云山市人民政府办公室\n2021年3月5日\n"
        "深化“放管服”改革\n2021年重点任务分工方案\n" + ITEMS,
        title="",
    )
    assert plan_of(made).document.title == "深化“放管服”改革2021年重点任务分工方案"


def test_a_title_may_begin_on_a_line_above() -> None:
    made = imported(
        ITEMS,
        title="关于加快推进数据\n有序共享的2021年重点任务责任分工\n（定阳市人民政府办公室，2021年8月25日）\n",
    )
    document = plan_of(made).document
    assert document.title == "关于加快推进数据有序共享的2021年重点任务责任分工"
    assert (document.issuer, document.issued) == ("定阳市人民政府办公室", date(2021, 8, 25))


def test_a_tables_own_title_does_not_replace_a_longer_one_above_it() -> None:
    table = "2021年重点任务台账\n序号\t工作任务\t责任处室\n1\t公开预算。\t财务处\n2\t公开采购。\t办公室\n"
    made = imported(table, title="海东省教育厅2021年重点任务台账\n")
    assert plan_of(made).document.title == "海东省教育厅2021年重点任务台账"


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("发布机构：云山市教育局", "issuer", "云山市教育局"),
        ("（云山市教育局2021年3月5日印发）", "issuer", "云山市教育局"),
        ("中共云山市教育局党组\n2021年3月5日", "issuer", "中共云山市教育局党组"),
        ("印发单位：云山市教育局  日期：2021年3月5日", "issuer", "云山市教育局"),
        ("文号：云教发〔2021〕5号", "number", "云教发〔2021〕5号"),
        ("成文日期：2021-03-05　有效性：有效", "issued", date(2021, 3, 5)),
        ("文 号 云教发〔2021〕5号", "number", "云教发〔2021〕5号"),
        ("云山市人民政府督查室　2021年3月5日", "issuer", "云山市人民政府督查室"),
        ("（2021年3月5日印发）", "issued", date(2021, 3, 5)),
        ("首页 > 信息公开 > 政策文件\n云山市教育局\n2021年3月5日印发", "issuer", "云山市教育局"),
        (
            "中共云山市委办公室\n云山市人民政府办公室\n关于印发清单的通知",
            "issuer",
            "中共云山市委办公室、云山市人民政府办公室",
        ),
    ],
)
def test_what_stands_on_a_line_of_its_own(line: str, key: str, value: object) -> None:
    made = imported(f"{line}\n{ITEMS}", title="2021年政务公开任务清单\n")
    assert getattr(plan_of(made).document, key) == value


def test_the_day_on_which_reports_are_sent_is_the_plans_deadline() -> None:
    text = "二、工作要求\n办公室将于12月20日前组织检查，各科室请于11月30日前报送落实情况。\n"
    made = imported(ITEMS + text)
    assert plan_of(made).document.due == date(2021, 11, 30)
    assert "还有期限“12月20日前”" in doubts(made)


def test_what_a_page_has_below_the_plan_is_no_item() -> None:
    made = imported(
        ITEMS + "扫一扫在手机打开当前页\n【打印本页】  【关闭窗口】\n"
        "主办：云山市人民政府办公室  网站标识码：3600000001\n"
    )
    assert len([*made.draft.items]) == 2


def test_a_year_and_a_kind_of_work_are_title_enough() -> None:
    made = imported(ITEMS, title="青榆街道2017年文体惠民政务公开重点事项\n青街办发〔2017〕19号\n")
    document = plan_of(made).document
    assert (document.title, document.number) == (
        "青榆街道2017年文体惠民政务公开重点事项",
        "青街办发〔2017〕19号",
    )


def test_a_deadline_in_brackets_of_another_kind_is_not_lost() -> None:
    made = imported("一、任务（财务科）\n1.公开预算。〔10月31日前完成〕\n2.公开决算。\n")
    assert "没有放进草稿" not in doubts(made)


def test_a_page_number_behind_an_assignment_takes_nothing_with_it() -> None:
    made = import_plan(
        f"{TITLE}一、加强公开\n1.公开预算。〔财务科〕\n- 1 -\n2.公开采购。〔办公室〕\n".encode(),
        "方案.txt",
        2021,
    )
    assert "没有放进草稿" not in doubts(made).replace("页码没有放进草稿", "")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("云山大学2021年工作要点\n及任务分工", "云山大学2021年工作要点及任务分工"),
        ("云山市医院2021年重点工作\n实施方案", "云山市医院2021年重点工作实施方案"),
        ("云山大学2021年信息公开工作要点\n任务分解", "云山大学2021年信息公开工作要点任务分解"),
        ("云山县三年行动实施方案\n（2021—2023年）", "云山县三年行动实施方案（2021—2023年）"),
        ("云山县2021年任务分工方案\n（试行）", "云山县2021年任务分工方案（试行）"),
    ],
)
def test_a_title_may_go_on_on_the_line_below(lines: str, title: str) -> None:
    assert plan_of(imported(ITEMS, title=f"{lines}\n")).document.title == title


def test_a_period_in_the_title_is_no_deadline() -> None:
    made = imported(ITEMS, title="云山市2021年上半年测评反馈问题整改任务清单\n")
    assert made.draft.deadline.day is None


def test_a_short_name_that_a_sentence_explains_is_the_unit_of_the_full_one() -> None:
    made = imported(
        "整治工作由镇农业农村办公室（以下简称“镇农业办”）统筹协调。\n一、任务\n"
        "1.公开预算。（镇农业办牵头，镇财政所配合）\n2.公开采购。（镇农业农村办公室、农业办）\n"
    )
    unit = next(unit for unit in plan_of(made).units if "农业" in unit.name)
    assert (unit.name, unit.aliases, unit.confirmed) == (
        "镇农业农村办公室",
        ("镇农业办", "农业办"),
        True,
    )


def test_a_short_name_is_found_where_a_line_ends_in_the_full_one() -> None:
    made = imported(
        "　　为做好2021年学校安全管理工作，落实县校园安全工作领导\n"
        "小组办公室（以下简称校安办）职责，制定方案。\n"
        "　　一、任务\n　　1.公开预算。（校安办）\n"
    )
    unit = plan_of(made).units[0]
    assert (unit.name, unit.aliases) == ("县校园安全工作领导小组办公室", ("校安办",))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "由市政务服务和数据管理局（以下简称市政数局）牵头",
            {"市政数局": "市政务服务和数据管理局"},
        ),
        ("报市政府办公室（简称“市府办”）备案", {"市府办": "市政府办公室"}),
        (
            "为落实县校园安全工作领导小组办公室（以下简称校安办）职责",
            {"校安办": "县校园安全工作领导小组办公室"},
        ),
        ("第二条 河长制工作办公室（以下简称河长办）负责", {"河长办": "河长制工作办公室"}),
        ("由质安股会同县质量监督站（以下简称质监站）排查", {"质监站": "县质量监督站"}),
        ("会同清单所列党政综合办公室（以下简称党政办）", {"党政办": "党政综合办公室"}),
        (
            "结合集团及所属净源污水处理有限公司（以下简称净源公司）",
            {"净源公司": "净源污水处理有限公司"},
        ),
        ("各分局以及市环境保护执法支队（以下简称执法支队）", {"执法支队": "市环境保护执法支队"}),
        (
            "坚持引领，在市治理领导小组办公室（以下简称市治理办）统筹下",
            {"市治理办": "市治理领导小组办公室"},
        ),
        ("领导小组下设迎评工作办公室（以下简称“迎评办”），设在科室", {"迎评办": "迎评工作办公室"}),
        ("根据市营商环境监督局（以下简称“市营商局”）建议", {"市营商局": "市营商环境监督局"}),
        ("《条例》（以下简称《条例》）", {}),
        ("认真做好公开工作（以下简称公开）", {}),
    ],
)
def test_only_units_have_short_names(text: str, short: dict[str, str]) -> None:
    assert short_names([text]) == short


def test_what_a_page_says_of_itself_does_not_run_into_the_number_below_it() -> None:
    made = imported(
        "时间：2021-04-15 09:22   来源：区政府办公室   点击：586\n\n锦政办规〔2021〕2号\n\n各街道办事处：\n"
        f"现将要点印发给你们。\n2021年4月12日\n锦云区2021年政务公开工作要点\n{ITEMS}",
        title="锦云区人民政府办公室关于印发锦云区2021年政务公开工作要点的通知\n",
    )
    assert plan_of(made).document.number == "锦政办规〔2021〕2号"


def test_a_year_far_ahead_in_the_title_is_not_the_plans() -> None:
    made = imported(
        f"云政发〔2021〕5号\n{ITEMS}", title="云山市“十四五”规划和2035年远景目标任务分工方案\n"
    )
    assert plan_of(made).document.year == 2021


def test_a_deadline_among_the_last_lines_is_not_the_day_of_issue() -> None:
    made = imported(
        f"云山市教育局\n2021年3月18日\n云山市教育局2021年工作要点\n{ITEMS}3.公开招考。\n（人事科牵头，2021年9月30日前完成）\n",
        title="关于印发工作要点的通知\n",
    )
    assert plan_of(made).document.issued == date(2021, 3, 18)


def test_a_paper_that_sends_no_other_has_its_own_title() -> None:
    made = imported(
        f"各科室：\n现安排如下。\n{ITEMS}", title="关于做好2021年公共机构节能工作的通知\n"
    )
    assert plan_of(made).document.title == "关于做好2021年公共机构节能工作的通知"


def test_annexes_at_the_end_are_no_part_of_the_last_item() -> None:
    made = imported(
        f"{ITEMS}3.公开招考。\n请各科室于2021年11月20日前将总结报送办公室。\n联系人：许晓岚。\n"
        "附件：1.目标分解表\n      2.评分标准\n云山市教育局\n2021年3月26日\n"
    )
    assert [item.text for item in made.draft.items] == ["公开预算。", "公开采购。", "公开招考。"]


def test_a_heading_that_word_numbers_is_no_title() -> None:
    raw = docx(
        p("云山市人民政府办公室"),
        p("关于分解落实常务会议议定事项的通知"),
        item("关于旧房改造工作", 1),
        p("明确迁改方案。"),
        p("（责任单位：市住建局）"),
        item("关于2021年度政府规章立法计划", 1),
        p("按期报送送审稿。"),
        p("（责任单位：市司法局）"),
        parts={"numbering": abstract(1, level(0, "chineseCounting", "%1、")) + num(1, 1)},
    )
    made = import_plan(raw, "通知.docx", 2021)
    assert [found.text for found in made.draft.items] == ["明确迁改方案。", "按期报送送审稿。"]


def test_what_says_who_answers_above_the_outline_is_doubted() -> None:
    made = import_plan(
        "某局文件\n推进旧房改造。（责任单位：市住建局）\n某局2021年政务公开工作要点\n".encode()
        + ITEMS.encode(),
        "通知.txt",
        2021,
    )
    assert "“推进旧房改造。（责任单位：市住建局）”写明了分工" in doubts(made, "正文以前")
    assert doubts(imported(f"（审批局牵头，各部门配合）\n{ITEMS}"), "正文以前") == ""


def test_a_day_that_is_none_signs_nothing() -> None:
    made = import_plan(f"{TITLE}{ITEMS}某市住房局\n2021年2月30日\n".encode(), "通知.txt", 2021)
    assert made.errors == ()
    assert plan_of(made).document.issued is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "岚溪县贯彻落实2021年省督察\n反馈意见整改任务清单\n",
            "岚溪县贯彻落实2021年省督察反馈意见整改任务清单",
        ),
        ("石梁县安全生产三年行动\n2021年度任务清单\n", "石梁县安全生产三年行动2021年度任务清单"),
        ("临江区2021年建议和提案交办单\n", "临江区2021年建议和提案交办单"),
        (
            "华淮集团2021年任务清单\n（集团第一次会议审议通过）\n表1 集团总部任务清单\n",
            "华淮集团2021年任务清单",
        ),
    ],
)
def test_titles_of_lists_are_read_whole(lines: str, title: str) -> None:
    table = "序号\t任务\t责任单位\n1\t公开预算。\t财务科\n2\t公开采购。\t办公室\n"
    assert plan_of(imported(table, title=lines)).document.title == title


def test_who_signs_may_be_any_body_with_whose_name_the_title_begins() -> None:
    made = imported(
        "一、资源建设\n1.公开书目。（采编部）\n2.落实值守制度，确保安全。（保卫科）\n云山市图书馆\n2021年2月10日\n",
        title="云山市图书馆2021年工作要点\n",
    )
    document = plan_of(made).document
    assert (document.issuer, document.issued) == ("云山市图书馆", date(2021, 2, 10))
    assert rows(made)[-1].text == "落实值守制度，确保安全。"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云山市2021年政务公开工作要点\n分工方案\n", "云山市2021年政务公开工作要点分工方案"),
        (
            "云山市促进高校毕业生就业\n2021年重点任务分工方案\n",
            "云山市促进高校毕业生就业2021年重点任务分工方案",
        ),
        (
            "云山县民政局关于县委巡察组\n反馈意见整改任务台账\n",
            "云山县民政局关于县委巡察组反馈意见整改任务台账",
        ),
        (
            "云山县人民政府\n关于做好2021年政务公开工作的通知\n各乡镇：\n现将任务通知如下：\n",
            "云山县人民政府关于做好2021年政务公开工作的通知",
        ),
        ("标题：云山市2021年政务公开重点任务清单\n", "云山市2021年政务公开重点任务清单"),
        (
            "当前位置：首页 > 信息公开 > 重点领域\n云山市2021年禁毒实施方案\n",
            "云山市2021年禁毒实施方案",
        ),
        ("云山市政府常务会议纪要\n2021年3月5日\n", "云山市政府常务会议纪要"),
        ("关于2021年民生项目督查情况的通报\n各区政府：\n", "关于2021年民生项目督查情况的通报"),
        ("云山市第三中学\n2021年美育工作计划\n", "云山市第三中学2021年美育工作计划"),
        ("云山医院2021年迎评任务分工矩阵\n", "云山医院2021年迎评任务分工矩阵"),
    ],
)
def test_titles_of_one_line_and_of_two(head: str, title: str) -> None:
    assert plan_of(imported(ITEMS, title=head)).document.title == title


def test_a_short_name_whose_full_one_may_begin_earlier_is_doubted() -> None:
    made = imported(
        "在市治理领导小组办公室（以下简称市治理办）统筹下，县教育局（以下简称教局）制定要点。\n"
        "一、任务\n1.公开预算。（市治理办）\n2.公开采购。（教局）\n"
    )
    assert "简称“市治理办”按“市治理领导小组办公室”登记，请核对。" in doubts(made)
    assert "简称“教局”" not in doubts(made)

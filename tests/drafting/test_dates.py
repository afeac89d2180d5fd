"""What the words of a deadline mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.drafting.words import dates
from gongkai_cli.drafting.words.date_shapes import find_all, full_date

YEAR = 2021


def day(text: str) -> str:
    found = dates.parse(text, YEAR)
    return str(found.day) if found and found.day else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("于 12 月 25 日前", "2021-12-25"),
        ("2022年10月底前", "2022-10-31"),
        ("2022年6月底前", "2022-06-30"),
        ("到2019年6月底", "2019-06-30"),
        ("2019年9月底前", "2019-09-30"),
        ("于6月10日前", "2021-06-10"),
        ("2023年12月31日前", "2023-12-31"),
        ("2019年12月1日前", "2019-12-01"),
        ("2021年2月底前", "2021-02-28"),
        ("2020 年 2 月 底", "2020-02-29"),
        ("6月底完成", "2021-06-30"),
        ("12月25日（含当日）前", "2021-12-25"),
        ("十一月三十日前", "2021-11-30"),
        ("二○二二年四月十三日", "2022-04-13"),
        ("年底前", "2021-12-31"),
        ("今年年底前", "2021-12-31"),
        ("2022年底", "2022-12-31"),
        ("2022年年底前", "2022-12-31"),
        ("年内完成", "2021-12-31"),
        ("2022年内", "2022-12-31"),
        ("第三季度", "2021-09-30"),
        ("2022年第一季度末", "2022-03-31"),
        ("三季度前", "2021-09-30"),
        ("上半年", "2021-06-30"),
        ("2022年下半年", "2022-12-31"),
        ("11月中旬", "2021-11-20"),
        ("2月下旬前", "2021-02-28"),
        ("９月３０日前", "2021-09-30"),
        ("2021年8月前", "2021-07-31"),
        ("1月前", "2020-12-31"),
        ("2021年10月", "2021-10-31"),
        ("9月30日", "2021-09-30"),
        ("3月22日—28日", "2021-03-28"),
        ("3月22日至4月5日", "2021-04-05"),
        ("6月—10月", "2021-10-31"),
        ("7-9月", "2021-09-30"),
        ("10月15日（星期三）前", "2021-10-15"),
        ("2022/6/30", "2022-06-30"),
        ("2022-06-30前", "2022-06-30"),
        ("2022.6.30前完成", "2022-06-30"),
        ("2022.6.30；2022.8.15", "2022-08-15"),
        ("2022.06", "2022-06-30"),
        ("2022/11", "2022-11-30"),
        ("10月15日下班前", "2021-10-15"),
        ("10月15日17:00前", "2021-10-15"),
    ],
)
def test_a_day_is_told(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6.30", "2021-06-30"), ("6/30前", "2021-06-30"), ("20220630", "2022-06-30")],
)
def test_numbers_alone_are_a_day_only_where_a_deadline_stands(text: str, expected: str) -> None:
    assert str(dates.read(text, YEAR).day) == expected
    assert not dates.is_deadline(text)


@pytest.mark.parametrize("text", ["13.5", "2022.13亿元", "20229999", "0.5"])
def test_other_numbers_are_no_day(text: str) -> None:
    assert dates.read(text, YEAR).day is None


def test_numbers_in_a_sentence_are_a_day_where_a_deadlines_end_follows() -> None:
    found = dates.in_sentence("覆盖率比2020.12提高，2021.6.30前投资2021.5万元。", YEAR)
    assert found
    assert (found.text, found.day, found.doubts) == ("2021.6.30前", date(2021, 6, 30), ())


def test_of_several_quarters_that_begin_clauses_the_last_counts() -> None:
    found = dates.in_sentence("对系统开展测评，第二季度完成测评，第三季度完成整改。", YEAR)
    assert found
    assert found.day == date(2021, 9, 30)
    assert "有几个期限" in found.doubts[0]


def test_what_goes_on_behind_a_day_goes_on_after_it() -> None:
    due = dates.parse("10月底前完成，并长期坚持", YEAR)
    assert due
    assert (str(due.day), due.ongoing, bool(due.doubts)) == ("2021-10-31", True, True)
    before = dates.parse("全年推进，12月底前完成", YEAR)
    assert before
    assert not before.ongoing


@pytest.mark.parametrize(
    "text",
    ["持续推进", "长期坚持", "全年", "年内持续推进", "常态化推进", "全年持续推进", "长期", "全 年"],
)
def test_work_that_goes_on(text: str) -> None:
    found = dates.parse(text, YEAR)
    assert found is not None
    assert (found.ongoing, found.day, found.doubts) == (True, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "每月28日前",
        "每年6月、12月",
        "每季度末月25日前",
        "每月5日前上报",
        "每季度",
        "每半年",
        "每年",
        "每周",
        "每季度首月15日前",
    ],
)
def test_work_that_comes_again(text: str) -> None:
    found = dates.parse(text, YEAR)
    assert found is not None
    assert found.recurring
    assert found.day is None


def test_quarters_ends_are_milestones() -> None:
    found = dates.parse("每季度末(分别在6月、9月和12月底)", YEAR)
    assert found is not None
    assert found.recurring
    assert found.milestones == (date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "在30个工作日内上报",
        "与规范性文件同步发布",
        "按短期攻坚、中期推进和长期坚持三个阶段",
        "分别于615日、1215日前",
        "国庆节前",
        "2022年汛期前",
        "新学期开学前",
        "2月30日前",
        "13月1日前",
    ],
)
def test_what_names_no_day_is_doubted(text: str) -> None:
    found = dates.parse(text, YEAR)
    assert found is not None
    assert found.doubts
    assert not found.ongoing
    assert found.day is None


@pytest.mark.parametrize(
    "text", ["", "城乡科", "做好信息公开工作", "围绕 2019 年政府工作任务", "见附件3"]
)
def test_other_words_are_no_deadline(text: str) -> None:
    assert dates.parse(text, YEAR) is None


def test_a_month_that_may_be_meant_whole_is_doubted() -> None:
    found = dates.parse("2021年8月前", YEAR)
    assert found is not None
    assert found.doubts == ("“2021年8月前”按7月31日登记，也可能是指8月底。",)


def test_deadlines_are_found_in_a_sentence() -> None:
    text = "各单位要于6月10日前报送半年总结，12月10日前报送全年总结，全年持续推进。"
    assert [(due.text, due.day) for due in find_all(text, YEAR)][:2] == [
        ("6月10日前", date(2021, 6, 10)),
        ("12月10日前", date(2021, 12, 10)),
    ]


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("6月底前建成平台。", "6月底前", "2021-06-30"),
        ("9月建成投用，全年开放。", "9月", "2021-09-30"),
        ("第三季度组织开展评查，结果予以通报。", "第三季度", "2021-09-30"),
        ("评查结果于第三季度向社会公布。", "第三季度", "2021-09-30"),
        ("上半年开展一次培训。", "上半年", "2021-06-30"),
        ("企业于4月22日—28日完成报告。", "4月22日—28日", "2021-04-28"),
        ("每月10日前通报上月数据。", "每月10日前", ""),
        ("每季度末更新一次项目库。", "每季度末", ""),
        ("首批于“五一”假期前发放。", "“五一”假期前", ""),
    ],
)
def test_a_requirements_own_words_may_say_until_when(
    sentence: str, text: str, expected: str
) -> None:
    found = dates.in_sentence(sentence, YEAR)
    assert found is not None
    assert (found.text, str(found.day or "")) == (text, expected)
    assert bool(found.doubts) == (not text.endswith(("底前", "9月", "28日")))


@pytest.mark.parametrize(
    "sentence",
    [
        "总结第三季度的做法。",
        "第一、第二季度数据合并公布。",
        "政策延续执行至2021年12月底。",
        "本措施有效期至2021年12月31日。",
        "信息形成后20个工作日内公开。",
        "全年开展两次抽查。",
        "年内抽查比例不低于30%。",
        "对2021年9月30日前出台的文件开展清理。",
        "清理2021年6月30日前制定并印发但已失效的文件。",
        "清理2020年12月底前的存量。",
    ],
)
def test_what_a_requirement_says_of_other_times_is_no_deadline(sentence: str) -> None:
    assert dates.in_sentence(sentence, YEAR) is None


def test_full_dates_are_read_in_both_kinds_of_numerals() -> None:
    for text in (
        "2007年4月13日",
        "二○○七年四月十三日",
        "二〇〇七年四月十三日印发",
        "2007 年 4 月 13 日",
    ):
        assert full_date(text) == date(2007, 4, 13)
    assert full_date("4月13日") is None


@given(st.text(alphabet="0123456789年月日前底末每季度上下半旬持续推进第一二三四十〇○ 于到、（）"))
def test_any_words_are_read_or_not_but_never_break(text: str) -> None:
    found = dates.parse(text, YEAR)
    if found and found.day:
        assert 1 <= found.day.month <= 12
    find_all(text, YEAR)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_written_out_is_read_back(value: date) -> None:
    text = f"{value.year}年{value.month}月{value.day}日前"
    assert day(text) == str(value)


def test_of_several_deadlines_in_one_cell_the_last_is_taken_with_a_doubt() -> None:
    found = dates.parse("预算3月底前，决算9月底前", YEAR)
    assert found is not None
    assert found.day == date(2021, 9, 30)
    assert found.doubts == (
        "“预算3月底前，决算9月底前”里有几个期限（“3月底前”、“9月底前”），登记为“9月底前”。",
    )


def test_days_that_come_again_are_listed_and_none_is_the_deadline() -> None:
    found = dates.parse("每半年一次，分别于6月20日、12月20日前完成", YEAR)
    assert found is not None
    assert (found.day, found.recurring) == (None, True)
    assert found.milestones == (date(2021, 6, 20), date(2021, 12, 20))


def test_what_a_sentence_says_goes_on_after_a_day_goes_on() -> None:
    found = dates.in_sentence("公开采购结果，8月31日前完成首次公开，此后长期坚持。", YEAR)
    assert found is not None
    assert (found.day, found.ongoing) == (date(2021, 8, 31), True)


def test_once_in_either_half_of_the_year_names_no_day() -> None:
    found = dates.parse("上、下半年各1次", YEAR)
    assert found is not None
    assert (found.day, found.recurring) == (None, True)


def test_what_is_published_by_a_day_is_due_on_it() -> None:
    found = dates.in_sentence("建立清单，8月15日前公布首批地块的控制性指标。", YEAR)
    assert found is not None
    assert found.day == date(2021, 8, 15)


def test_work_that_goes_on_and_is_told_of_from_time_to_time_goes_on() -> None:
    found = dates.parse("持续推进，每半年通报一次", YEAR)
    assert found is not None
    assert found.ongoing


def test_a_sentences_last_clause_may_say_that_its_work_goes_on() -> None:
    for words in ("指导企业开展信用修复，常态化推进", "完善会商机制，贯穿全年。"):
        found = dates.in_sentence(words, YEAR)
        assert found is not None
        assert (found.day, found.ongoing) == (None, True)
    assert dates.in_sentence("持续推进信用修复，完善机制。", YEAR) is None


def test_a_month_before_a_comma_is_over_at_its_end() -> None:
    found = dates.parse("2021年10月，长期坚持", YEAR)
    assert found is not None
    assert (found.day, found.ongoing) == (date(2021, 10, 31), True)

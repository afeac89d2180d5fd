"""The words of an assignment mean what a reader of plans takes them to mean."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from duty_phrases import LIKE_REAL, NO_ASSIGNMENT, REAL
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.terms import Role
from gongkai_cli.drafting.words.duties import (
    Says,
    document_rule,
    merge,
    parse,
    parse_labelled,
    role_of_label,
    split_bracket,
)
from gongkai_cli.drafting.words.unit_names import squeeze

if TYPE_CHECKING:
    from gongkai_cli.drafting.model import Duties, Name


def name(one: Name) -> str:
    text = one.text.replace("\n", "⏎")
    text += f">{one.full}" if one.full != one.text else ""
    text += f"={one.alias}" if one.alias else ""
    return text + ("~" if one.open else "*" if one.group else "")


def shown(duties: Duties | None) -> str:
    if duties is None:
        return "None"
    roles = {"牵头": duties.lead, "责任": duties.responsible, "配合": duties.support}
    parts = [f"{role} {' | '.join(map(name, names))}" for role, names in roles.items() if names]
    return "; ".join([*parts, *([f"期限 {duties.due}"] if duties.due else [])])


def quoted(duties: Duties | None) -> str:
    return " ".join(re.findall("“([^”]*)”", "".join(duties.doubts))) if duties else ""


@pytest.mark.parametrize(("words", "meaning", "doubted"), [*REAL, *LIKE_REAL])
def test_words_of_an_assignment_are_understood(words: str, meaning: str, doubted: str) -> None:
    duties = parse(words)
    assert shown(duties) == meaning
    assert quoted(duties) == doubted


@pytest.mark.parametrize("words", [words for words, meaning, _ in LIKE_REAL if "\n" not in words])
@pytest.mark.parametrize("brackets", ["（）", "()", "〔〕", "[]", "【】"])
def test_brackets_around_an_assignment_change_nothing(words: str, brackets: str) -> None:
    assert shown(parse(brackets[0] + words + brackets[1])) == shown(parse(words))


@pytest.mark.parametrize("words", NO_ASSIGNMENT)
def test_what_is_no_assignment_is_left_alone(words: str) -> None:
    assert parse(words) is None
    assert split_bracket(f"做好有关工作（{words}）") is None


@pytest.mark.parametrize(
    ("words", "known", "full"),
    [
        ("城乡科，管理、市政、质安", ["城乡科", "市政科"], "城乡科 管理 市政科 质安"),
        ("发展和改革局", ["市发展和改革局"], "市发展和改革局"),
        ("市司法局、公积金中心", ["市公积金中心"], "市司法局 市公积金中心"),
        ("局办公室、法规科", ["法规科"], "局办公室 法规科"),
        ("审计和内控、办公室", ["审计和内控"], "审计和内控 办公室"),
        ("人秘、法制与信访室", ["人秘", "法制与信访室"], "人秘 法制与信访室"),
        ("办公室和法规科工作组", ["办公室和法规科工作组"], "办公室和法规科工作组"),
        ("监测、预警中心、办公室", ["监测、预警中心"], "监测、预警中心 办公室"),
    ],
)
def test_what_is_known_wins_over_guesses(words: str, known: list[str], full: str) -> None:
    duties = parse(words, known)
    assert duties is not None
    assert " ".join(one.full for one in duties.names) == full
    if "管理" not in words:
        assert not duties.doubts


def test_a_short_name_that_may_be_two_known_units_is_doubted() -> None:
    duties = parse("办公室、市政", ["市政科", "市政处"])
    assert duties is not None
    assert duties.responsible[1].full == "市政"
    assert duties.doubts == ("“市政”可能是市政科、市政处，请核对。",)


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        (
            "城乡科，市政科、财务科",
            "“城乡科”后面是逗号，是否由它牵头原文没有写明，暂都作责任单位。",
        ),
        (
            "市司法局牵头，市有关单位",
            "“市有关单位”前面已有牵头单位、后面没有角色词，暂作配合单位。",
        ),
        ("局办公室、法规科", "“法规科”前面可能省略了“局”，暂补上。"),
        ("综合、财务科", "“综合”可能与后面的单位共用“科”，暂照此补全。"),
        ("责任单位：", "“责任单位：”后面没有写单位。"),
        ("责任单位：办公室。经费：5万", "“经费：5万”没有读懂，请核对。"),
        ("（责任单位：办公室", "括号不成对：“（责任单位：办公室”。"),
    ],
)
def test_what_is_not_sure_is_said(words: str, doubt: str) -> None:
    duties = parse(words)
    assert duties is not None
    assert duties.doubts == (doubt,)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("责任单位", Role.RESPONSIBLE),
        ("责任部门：", Role.RESPONSIBLE),
        ("责 任 科 室", Role.RESPONSIBLE),
        ("责任处室", Role.RESPONSIBLE),
        ("责任股室", Role.RESPONSIBLE),
        ("责任司局", Role.RESPONSIBLE),
        ("责任单位（科室）", Role.RESPONSIBLE),
        ("责任(配合)单位", Role.RESPONSIBLE),
        ("责任\n单位", Role.RESPONSIBLE),
        ("承办单位", Role.RESPONSIBLE),
        ("落实单位", Role.RESPONSIBLE),
        ("责任分工", Role.RESPONSIBLE),
        ("牵头单位", Role.LEAD),
        ("牵头（责任）单位", Role.LEAD),
        ("牵头单位（部门）", Role.LEAD),
        ("主办单位", Role.LEAD),
        ("第一牵头单位", Role.LEAD),
        ("牵头", Role.LEAD),
        ("配合单位", Role.SUPPORT),
        ("协办单位", Role.SUPPORT),
        ("参与部门", Role.SUPPORT),
        ("配合", Role.SUPPORT),
        ("工作任务", None),
        ("任务", None),
        ("备注", None),
        ("完成时限", None),
        ("时限要求", None),
        ("具体要求", None),
        ("序号", None),
        ("落实情况", None),
        ("完成情况", None),
        ("责任人", None),
        ("责任领导", None),
        ("分管领导", None),
        ("联系人", None),
        ("细化分工", None),
        ("公开主体内容", None),
        ("", None),
    ],
)
def test_a_heading_gives_a_role_or_none(label: str, role: Role | None) -> None:
    assert role_of_label(label) is role
    assert role_of_label("　".join(label)) is role


@pytest.mark.parametrize(
    ("label", "words", "meaning"),
    [
        ("责任单位", "市司法局 市财政局", "责任 市司法局 | 市财政局"),
        ("牵头单位", "办公室\n法规科", "牵头 办公室 | 法规科"),
        ("配合单位", "各科室", "配合 各科室*"),
        ("责任科室", "办公室牵头，各科室配合", "牵头 办公室; 配合 各科室*"),
        ("牵头（责任）单位", "办公室负责", "牵头 办公室"),
        ("责任单位", "城乡科，管理、市政", "责任 城乡科 | 管理 | 市政"),
        ("责任单位", "办公室（6月底前）", "责任 办公室; 期限 6月底前"),
        ("责任单位", "牵头单位：办公室；配合单位：各科室", "牵头 办公室; 配合 各科室*"),
        ("配合单位", "", ""),
        ("配合单位", "——", ""),
    ],
)
def test_a_column_gives_its_role_to_what_stands_in_it(label: str, words: str, meaning: str) -> None:
    assert shown(parse_labelled(label, words)) == meaning


def test_a_column_of_two_roles_is_doubted_where_several_stand_in_it() -> None:
    assert parse_labelled("责任（配合）单位", "办公室、法规科").doubts
    assert not parse_labelled("责任（配合）单位", "办公室").doubts
    assert not parse_labelled("责任（配合）单位", "办公室牵头，法规科配合").doubts


def test_labelled_lines_of_one_item_are_put_together() -> None:
    lead, own = parse("牵头单位：区司法局"), parse("责任单位：各街道、区直各部门")
    support = parse("配合单位：区财政局")
    assert lead
    assert own
    assert support
    assert shown(merge([lead, own])) == "牵头 区司法局; 配合 各街道* | 区直各部门*"
    every = "牵头 区司法局; 责任 各街道* | 区直各部门*; 配合 区财政局"
    assert shown(merge([lead, own, support])) == every
    assert shown(merge([own])) == shown(own)


@pytest.mark.parametrize(
    ("text", "before", "content"),
    [
        ("公开信息。（办公室）", "公开信息。", "办公室"),
        ("公开信息(办公室牵头,各科室配合)。", "公开信息", "办公室牵头,各科室配合"),
        ("公开信息〔各县（市、区)人民政府】；", "公开信息", "各县（市、区)人民政府"),
        ("《细则(试行)》公开[责任单位：办公室]", "《细则(试行)》公开", "责任单位：办公室"),
        ("公开（责任单位：办公室）（6月底前完成）", "公开", "责任单位：办公室）（6月底前完成"),
        ("公开。（6月底前）（办公室）。", "公开。", "6月底前）（办公室"),
        ("公开（规划信息处(爱卫办)）", "公开", "规划信息处(爱卫办)"),
        ("公开（牵头单位：市司法局〔法制办）", "公开", "牵头单位：市司法局〔法制办"),
        ("公开（责任单位：办公室", "公开", "责任单位：办公室"),
        ("公开。责任单位：办公室", "公开。", "责任单位：办公室"),
        ("公开。责任单位：信息处（爱卫办）。", "公开。", "责任单位：信息处（爱卫办）"),
        ("公开。牵头单位：甲局。配合单位：乙局。", "公开。", "牵头单位：甲局。配合单位：乙局"),
        ("公开。 责任部门:房产处,时限要求:持续推进", "公开。", "责任部门:房产处,时限要求:持续推进"),
        ("责任单位：办公室", "", "责任单位：办公室"),
        ("（各科室）", "", "各科室"),
    ],
)
def test_the_assignment_at_a_paragraphs_end_is_found(text: str, before: str, content: str) -> None:
    assert split_bracket(text) == (before, content)
    assert parse(content) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "（一）加强公开",
        "按《方案》（汕府办函〔2019〕157号）",
        "公开各科室（办公室）的信息",
        "推进公开（6月底前完成）",
        "规划信息处（爱卫办）",
        "推进公开（各科室），年底前完成",
        "请各单位明确责任单位：并报送",
        "）办公室（",
    ],
)
def test_a_paragraph_without_an_assignment_is_not_parted(text: str) -> None:
    assert split_bracket(text) is None


def test_two_brackets_in_one_pair_are_read_as_one_assignment() -> None:
    parted = split_bracket("公开。（牵头单位：办公室）（各科室配合，6月底前完成）")
    assert parted is not None
    assert shown(parse(parted[1])) == "牵头 办公室; 配合 各科室*; 期限 6月底前完成"


@pytest.mark.parametrize(
    ("sentence", "says", "names"),
    [
        ("列第一位的责任单位为牵头单位或汇总单位", Says.FIRST_LEADS, ""),
        ("有两个以上责任单位的，排在首位的为牵头单位。", Says.FIRST_LEADS, ""),
        ("责任单位中第一个单位负责牵头，其他单位配合。", Says.FIRST_LEADS, ""),
        ("未明确牵头单位的，由责任单位牵头。", Says.OWNER_LEADS, ""),
        ("对本方案未明确牵头单位的项目", Says.EACH_OWN, ""),
        ("未注明牵头部门的任务，各单位按职责分工负责。", Says.EACH_OWN, ""),
        ("以下任务均需各科室落实，不再列出", Says.EVERYBODY, "各科室"),
        ("以上任务均由各县（市）政府负责，不再列出。", Says.EVERYBODY, "各县（市）政府"),
    ],
)
def test_rules_said_once_for_the_document_are_recognised(
    sentence: str, says: Says, names: str
) -> None:
    rule = document_rule(sentence)
    assert rule is not None
    assert (rule.says, rule.names, rule.text) == (says, names, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "各科室要认真落实。",
        "办公室牵头，各科室配合",
        "第一季度完成公开",
        "",
        "市政府办公室第一时间公开",
    ],
)
def test_other_sentences_are_no_rules(sentence: str) -> None:
    assert document_rule(sentence) is None


SIGNS = st.sampled_from(
    ["办公室", "法规科", "市", "牵头", "配合", "负责", "责任单位：", "完成时限：", "6月底前", "各科室",
     "等", "和", "与", "及", "、", "，", "；", "。", " ", "\n", "（", "）", "〔", "]", "由", "会同",
     "有关部门", "管理", "甲", "12", "：", "“", "按职责分工"]
)  # fmt: skip
PHRASES = st.lists(SIGNS, max_size=14).map("".join)
EXPLAINED = re.compile(
    r"(?:\0|[\W_]|以及|及其|和|与|及|或|由|请|会同|联合|(?:牵头|配合|负责)[和与及、\s]*(?=责任单位|：)"
    r"|牵头|配合|负责|落实|按职责分工|责任单位|完成时限|12|等)*"
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), PHRASES))
def test_no_text_breaks_the_reading(text: str) -> None:
    parse(text, ["办公室", text[:5]])
    parse_labelled("责任单位", text)
    parted = split_bracket(text)
    if parted:
        assert parted[0] in text
        assert parted[1] in text
    document_rule(text)
    role_of_label(text)


@settings(deadline=None)
@given(PHRASES)
def test_nothing_is_dropped(text: str) -> None:
    duties = parse_labelled("责任单位", text)
    doubts = "".join(duties.doubts)
    pieces = [*(one.text for one in duties.names), *(one.alias for one in duties.names)]
    pieces += [*duties.due.split("；"), *re.findall("“([^”]*)”", doubts)]
    text = squeeze(text)  # names and aliases have no blanks
    for piece in sorted(filter(None, map(squeeze, pieces)), key=len, reverse=True):
        text = text.replace(piece, "\0")
    assert EXPLAINED.fullmatch(text.replace("“", "")), (text, duties)


UNITS = st.lists(
    st.sampled_from(["办公室", "计划与财务科", "市发展和改革局", "安全与质量处", "市水务中心"]),
    min_size=1,
    max_size=5,
    unique=True,
)


@settings(deadline=None)
@given(UNITS, st.sampled_from(["、", "，", "；", " ", "\n", "和", "及", "、 "]))
def test_joined_units_are_found_again(units: list[str], joiner: str) -> None:
    duties = parse(joiner.join(units))
    assert duties is not None
    assert [one.text for one in duties.names] == units


@settings(deadline=None)
@given(UNITS, UNITS, st.sampled_from("，；、 "))
def test_leads_and_supporters_are_kept_apart(lead: list[str], support: list[str], sep: str) -> None:
    duties = parse(f"{'、'.join(lead)}牵头{sep}{'、'.join(support)}配合")
    assert duties is not None
    assert [one.text for one in duties.lead] == lead
    assert [one.text for one in duties.support] == support
    assert not duties.responsible


@pytest.mark.parametrize(
    "part",
    ["，", "、", "（", "）", "（）", "甲、", "办公室、", "牵头", "负责单位", "责任单位：", "(办公室)",
     "a ", "和", "办公室和", "：", "1.", "6月底前，", "各", "等", "\n"],
)  # fmt: skip
def test_time_grows_with_the_length_only(part: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.process_time()
        parse(text)
        split_bracket(text)
        parse_labelled("责任单位", text)
        document_rule(text)
        return time.process_time() - start

    assert seconds(24_000) < 12 * seconds(4_000) + 1


def test_deeply_nested_brackets_do_not_overflow() -> None:
    text = "（" * 20_000 + "办公室" + "）" * 20_000
    assert shown(parse(text)) == "责任 办公室"
    split_bracket(text)

"""The shipped plan: every sentence of the document is in it, and every assignment is as printed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT, SHIPPED, SOURCE

from gongkai_cli.domain.expand import expand, placed_sections
from gongkai_cli.domain.terms import Role
from gongkai_cli.storage.plan_file import json_schema, load

if TYPE_CHECKING:
    from conftest import Run

    from gongkai_cli.domain.expand import Expanded

OFFICES = {"办公室", "局机关党委办", "政策法规科", "财务科", "行政审批科", "城乡科"} | {
    *("市政科", "管理科", "质安科")
}
CENTRE = "市公共事业事务中心"
LEADS = {
    "2.3.2": ["政策法规科"],
    "3.2.1": ["行政审批科"],
    "3.2.2": ["行政审批科"],
    "3.2.3": ["政策法规科"],
    "4.1.1": ["办公室"],
    "4.1.3": ["办公室"],
    "4.2": ["办公室"],
    "4.3.1": ["行政审批科"],
    "4.3.2": ["办公室"],
    "5.1": ["办公室"],
    "5.2.1": ["办公室"],
    "5.3.1": ["办公室", "局机关党委办"],
    "5.3.2": ["政策法规科"],
}
PUBLISHED = {
    "1.1.1": "本地区的政府门户网站",
    "2.1": "本地区政府门户网站五公开栏目",
    "2.2.2": "本单位政府门户网站五公开栏目",
    "2.3.1": "统一的执法信息公示平台",
    "3.1.1": "本单位政府门户网站的重点领域栏目",
    "3.1.2": "本单位政府门户网站的重点领域栏目",
    "4.1.3": "市政府门户网站或本单位网站",
}


def squeezed(text: str) -> str:
    """Leave out blanks, and make brackets and punctuation half-width."""
    pairs = str.maketrans("（），：；．", "(),:;.")
    return re.sub(r"\s", "", text.translate(pairs))


@pytest.fixture(scope="module")
def shipped() -> Expanded:
    return expand(load(SHIPPED).valid)


def units(shipped: Expanded, item: str) -> dict[str, Role]:
    return {a.unit: a.role for a in shipped.assignments if a.item == item}


def test_it_has_28_items_in_five_chapters_and_ten_units(shipped: Expanded) -> None:
    assert len(shipped.items) == 28
    assert [sum(i.chapter == c for i in shipped.items) for c in "12345"] == [5, 5, 6, 6, 6]
    assert {unit.name for unit in shipped.plan.units} == OFFICES | {CENTRE}
    assert {unit.name for unit in shipped.plan.units if unit.kind == "局属单位"} == {CENTRE}
    assert {str(item.due) for item in shipped.items} == {"2019-12-25"}


def test_every_character_of_the_source_is_in_it_both_ways(process: Run) -> None:
    answer = process("--plan", str(SHIPPED), "check", "--source", str(SOURCE))
    assert answer.code == 0
    assert "错误" not in answer.out
    sizes = re.findall(r"(\d+)/(\d+) 字（100%）", answer.out)
    whole = len(squeezed(SOURCE.read_text("utf-8")))
    assert sizes == [(str(whole), str(whole))] * 2


def test_it_gives_no_warnings_but_those_that_wait_for_the_office() -> None:
    codes = [finding.code for finding in load(SHIPPED).findings]
    assert sorted(set(codes)) == ["group-incomplete", "unconfirmed-unit", "undecided"]
    assert (codes.count("undecided"), codes.count("unconfirmed-unit")) == (2, 2)


def test_each_requirement_and_its_bracket_stand_in_the_source_verbatim(shipped: Expanded) -> None:
    source = squeezed(SOURCE.read_text("utf-8"))
    for item in shipped.items:
        assert f"{squeezed(item.text)}({squeezed(item.assigned)})" in source
        assert source.count(squeezed(item.text)) == 1


def test_the_published_schema_is_what_the_models_make() -> None:
    published = json.loads((ROOT / "data" / "plan.schema.json").read_bytes())
    assert published == json_schema(), "更新：gongkai plan schema > data/plan.schema.json"


@pytest.mark.usefixtures("folder")
def test_the_published_schema_is_what_the_command_prints(gongkai: Run) -> None:
    printed = gongkai("plan", "schema").out
    assert (ROOT / "data" / "plan.schema.json").read_text("utf-8") == printed
    schema = json.loads(printed)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    assert {"document", "units", "sections"} <= set(schema["required"])


def test_names_with_a_comma_after_the_first_are_all_responsible(shipped: Expanded) -> None:
    assert units(shipped, "3.1.2") == dict.fromkeys(
        ["城乡科", "管理科", "市政科", "质安科", CENTRE], Role.RESPONSIBLE
    )


def test_short_names_wait_for_confirmation(shipped: Expanded) -> None:
    found = {unit.name: unit for unit in shipped.plan.units if not unit.confirmed}
    assert {name: unit.aliases for name, unit in found.items()} == {
        "管理科": ("管理",),
        "质安科": ("质安",),
    }


def test_the_open_group_is_nobody_until_somebody_decides(shipped: Expanded) -> None:
    group = shipped.plan.group("各相关科室")
    assert group
    assert group.open
    assert group.members == ()
    assert set(group.candidates) == OFFICES
    for item in ("3.2.1", "3.2.2"):
        assert units(shipped, item) == {"行政审批科": Role.LEAD}
    assert {i.id for i in shipped.items if i.undecided} == {"3.2.1", "3.2.2"}


def test_the_three_spellings_of_the_bureaus_offices_are_one_group(shipped: Expanded) -> None:
    group = shipped.plan.group("局机关各科室")
    assert group
    assert shipped.plan.group("机关各科室") == shipped.plan.group("各科室") == group
    assert set(group.members) == OFFICES
    bureau = shipped.plan.group("局属各单位")
    assert bureau
    assert bureau.members == (CENTRE,)


def test_who_leads_is_as_printed_and_no_supporter_of_the_same_item(shipped: Expanded) -> None:
    leads = {i.id: list(i.lead) for i in shipped.items if i.lead}
    assert leads == LEADS
    for item, names in LEADS.items():
        found = units(shipped, item)
        assert [unit for unit, role in found.items() if role is Role.LEAD] == names
        if item not in {"3.2.1", "3.2.2"}:
            others = (OFFICES | {CENTRE}) - set(names)
            assert {u for u, role in found.items() if role is Role.SUPPORT} == others
    pairs = [(a.item, a.unit) for a in shipped.assignments]
    assert len(pairs) == len(set(pairs)) == 233


def test_the_second_chapters_heading_keeps_its_bracket() -> None:
    file = load(SHIPPED).valid
    (second,) = [s for s, _ in placed_sections(file) if s.number == "（二）"]
    assert second.heading == "强化权力监督，深入推进决策和执行公开"
    assert second.assigned == "局机关各科室、局属各单位"


def test_where_to_publish_is_quoted_from_seven_items(shipped: Expanded) -> None:
    found = {i.id: i.publish_to for i in shipped.items if i.publish_to}
    assert found == {item: (channel,) for item, channel in PUBLISHED.items()}
    assert all(PUBLISHED[i.id] in i.text for i in shipped.items if i.publish_to)

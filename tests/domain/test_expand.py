"""From the file to the plan: groups become units, headings answer for what is below them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conftest import SMALL_PLAN
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.expand import digest, expand
from gongkai_cli.domain.terms import Role
from gongkai_cli.storage.plan_file import load_bytes

if TYPE_CHECKING:
    from gongkai_cli.domain.expand import Expanded


def expanded(*changes: tuple[str, str]) -> Expanded:
    text = SMALL_PLAN
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return expand(load_bytes(Path("plan2019.yaml"), text.encode()).valid)


def roles(plan: Expanded, item: str) -> list[tuple[str, Role]]:
    return [(a.unit, a.role) for a in plan.assignments if a.item == item]


def test_a_unit_that_leads_does_not_also_support_through_its_group() -> None:
    plan = expanded(
        ("assigned: 城乡科牵头，办公室配合", "assigned: 城乡科牵头，各科室配合"),
        ("support: [办公室]", "support: [各科室]"),
    )
    assert roles(plan, "1.2") == [("城乡科", Role.LEAD), ("办公室", Role.SUPPORT)]
    (item,) = [item for item in plan.items if item.id == "1.2"]
    assert (item.lead, item.support) == (("城乡科",), ("各科室",))


def test_an_alias_in_the_document_stays_there_and_means_the_unit() -> None:
    plan = expanded(
        ("assigned: 城乡科牵头，办公室配合", "assigned: 城乡牵头，办公室配合"),
        ("lead: [城乡科]", "lead: [城乡]"),
    )
    assert roles(plan, "1.2")[0] == ("城乡科", Role.LEAD)
    assert plan.items[1].lead == ("城乡",)


def test_a_named_unit_keeps_its_role_against_a_group_of_another_role() -> None:
    plan = expanded(
        ("assigned: 城乡科牵头，办公室配合", "assigned: 各科室牵头，办公室配合"),
        ("lead: [城乡科]", "lead: [各科室]"),
    )
    assert roles(plan, "1.2") == [("城乡科", Role.LEAD), ("办公室", Role.SUPPORT)]


def test_a_headings_assignment_holds_for_items_without_their_own() -> None:
    plan = expanded(
        ("    heading: 加强政策解读\n", "    heading: 加强政策解读\n    responsible: [事务中心]\n"),
        ("        assigned: 办公室\n        responsible: [办公室]\n", ""),
    )
    assert roles(plan, "1.1") == [("事务中心", Role.RESPONSIBLE)]
    assert roles(plan, "1.2")[0] == ("城乡科", Role.LEAD)


def test_an_open_group_is_nobody_until_it_is_decided() -> None:
    plan = expanded()
    assert roles(plan, "2.1") == [("事务中心", Role.LEAD)]
    assert plan.items[2].undecided == ("各相关科室",)
    group = plan.plan.group("各相关科室")
    assert group
    assert (group.open, group.members, group.candidates) == (True, (), ("办公室", "城乡科"))
    decided = "support: [各相关科室]\n        decided: {各相关科室: [城乡]}"
    after = expanded(("support: [各相关科室]", decided))
    assert roles(after, "2.1") == [("事务中心", Role.LEAD), ("城乡科", Role.SUPPORT)]
    assert after.items[2].undecided == ()


def test_an_item_has_its_own_deadline_or_the_plans() -> None:
    assert [str(item.due) for item in expanded().items] == [
        "2019-12-25",
        "2019-11-30",
        "2019-12-25",
    ]


def test_a_title_is_made_where_the_office_gave_none() -> None:
    plan = expanded(("        title: 回应关切\n", ""))
    assert plan.items[1].title == "积极回应社会关切"


@given(st.text(max_size=40), st.text(alphabet=" \n\t\u3000", max_size=5), st.integers(0, 40))
def test_the_digest_ignores_blanks_only(text: str, blank: str, at: int) -> None:
    assert digest(text[:at] + blank + text[at:]) == digest(text)
    assert digest(text + "（") != digest(text + "(")
    assert digest(text + "字") != digest(text)


def test_a_chapter_without_a_heading_is_called_like_the_item_whose_number_it_bears() -> None:
    plan = expanded(
        ("    heading: 加强政策解读\n", ""),
        ('      - id: "1.1"\n        number: "1."\n', '      - id: "1"\n'),
    )
    first, _ = plan.plan.chapters
    item, below, _ = plan.items
    assert (item.path, below.path) == ((), ("发布政策文件",))
    assert (first.number, first.heading) == ("（一）", "发布政策文件")

"""Two plans held against each other: items are known by what they say, whatever their number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SHIPPED, SMALL_PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.dossier import Work
from gongkai_cli.domain.expand import expand
from gongkai_cli.domain.plan_carry import carried
from gongkai_cli.domain.plan_diff import Change, Names, Part, compare
from gongkai_cli.domain.plan_match import ALIKE, grams, likeness
from gongkai_cli.domain.progress import Entry, Standing, Word
from gongkai_cli.domain.schema import PlanFile
from gongkai_cli.domain.terms import Role, State
from gongkai_cli.storage.plan_file import load, load_bytes

if TYPE_CHECKING:
    from gongkai_cli.domain.expand import Expanded
    from gongkai_cli.domain.plan_diff import Pair, PlanDiff

UNITS = ("办公室", "城乡科", "事务中心")
REAL = expand(load(SHIPPED).valid)
TEXTS = [item.text for item in REAL.items]


def plan(*items: dict[str, Any] | str, **facts: Any) -> Expanded:
    """Make a plan of one section; an item may be its text alone."""
    made = [{"text": item} if isinstance(item, str) else item for item in items]
    usual = {"title": "方案", "year": 2019, "issuer": "某局", "due": "2019-12-25"}
    units = facts.pop("units", [{"name": name, "kind": "科室"} for name in UNITS])
    groups = facts.pop("groups", [])
    forms = [
        {"id": f"1.{n}", "number": f"{n}.", "responsible": ["办公室"], **item}
        for n, item in enumerate(made, 1)
    ]
    return expand(
        PlanFile.model_validate(
            {
                "format": 1,
                "document": {**usual, **facts},
                "units": units,
                "groups": groups,
                "sections": [{"number": "一、", "heading": "任务", "items": forms}],
            }
        )
    )


def small(*changes: tuple[str, str]) -> Expanded:
    text = SMALL_PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return expand(load_bytes(Path("plan.yaml"), text.encode()).valid)


def matched(found: PlanDiff) -> list[tuple[str, str]]:
    return [(pair.old.id, pair.new.id) for pair in found.pairs]


def lone(found: PlanDiff) -> tuple[list[str], list[str]]:
    return [one.item.id for one in found.added], [one.item.id for one in found.dropped]


def only(found: PlanDiff) -> Pair:
    (pair,) = found.pairs
    assert lone(found) == ([], [])
    return pair


# -- what belongs together -------------------------------------------------------------------------


def test_a_plan_has_no_difference_from_itself() -> None:
    found = compare(REAL, REAL)
    assert found.same
    assert matched(found) == [(item.id, item.id) for item in REAL.items]
    assert found.totals() == {
        "added": 0,
        "dropped": 0,
        "reworded": 0,
        "reassigned": 0,
        "redated": 0,
        "moved": 0,
        "retitled": 0,
        "unchanged": 28,
    }


def test_no_two_items_of_the_shipped_plan_may_be_taken_for_one() -> None:
    texts = [grams(text) for text in TEXTS]
    likest = max(likeness(a, b) for n, a in enumerate(texts) for b in texts[:n])
    assert likest < ALIKE - 0.1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("围绕2019年政府工作任务，加大公开力度。", "围绕2020年政府工作任务，加大公开力度。"),
        ("由城建科牵头做好危房改造信息公开。", "由村镇建设科牵头做好危房改造信息公开。"),
        (
            "认真做好重要政策文件解读工作。",
            "认真做好重要政策文件解读工作。解读材料与文件同步组织、同步审签、同步部署。",
        ),
        (TEXTS[0] + TEXTS[1], TEXTS[0]),
        (TEXTS[0], TEXTS[1] + TEXTS[0]),
        ("深入推进政务服务“一网、一门、一次”改革。", "深入推进政务服务,\n“一网一门一次”改革"),
        ("加强舆情研判，及时回应关切。", "及时回应关切，加强舆情监测研判。"),
    ],
)
def test_what_changes_from_year_to_year_leaves_an_item_known(old: str, new: str) -> None:
    pair = only(compare(plan(old), plan(new)))
    assert pair.reworded
    assert ALIKE <= pair.likeness <= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("做好扶贫信息公开工作。", "加强政务新媒体建设和管理。"),
        ("做好住房保障信息公开工作。", "做好舆情回应。"),
        ("公开", "解读"),
        ("……", "！！"),
        (TEXTS[3], TEXTS[20]),
    ],
)
def test_other_requirements_are_other_items(old: str, new: str) -> None:
    titled = {"text": old, "title": "旧"}, {"text": new, "title": "新"}
    found = compare(plan(titled[0]), plan(titled[1]))
    assert (matched(found), lone(found)) == ([], (["1.1"], ["1.1"]))


def test_a_common_title_makes_up_for_a_good_deal_of_rewording() -> None:
    old, new = "每月公开危房改造进度和补助对象名单。", "按季度公开农村危房改造进度和完成情况。"
    assert not compare(plan(old), plan(new)).pairs
    forms = [{"text": text, "title": "危房改造"} for text in (old, new)]
    assert only(compare(plan(forms[0]), plan(forms[1]))).likeness < ALIKE


def test_the_most_alike_belong_together_wherever_they_stand() -> None:
    old = plan("每月公开保障房分配结果。", "每月公开保障房建设进度。")
    new = plan("每季公开保障房建设进度。", "每季公开保障房分配结果。")
    assert matched(compare(old, new)) == [("1.2", "1.1"), ("1.1", "1.2")]


def test_titles_decide_between_texts_that_are_equally_alike() -> None:
    text = "按要求公开{}信息并及时更新。"
    forms = [
        {"text": text.format("房屋"), "title": "甲"},
        {"text": text.format("市政"), "title": "乙"},
    ]
    new = [
        {"text": text.format("园林"), "title": "乙"},
        {"text": text.format("燃气"), "title": "甲"},
    ]
    assert matched(compare(plan(*forms), plan(*new))) == [("1.2", "1.1"), ("1.1", "1.2")]


def test_place_decides_between_texts_that_are_alike_in_everything() -> None:
    text = "按要求公开{}信息并及时更新。"
    forms = [{"text": text.format(word), "title": word} for word in ("房屋", "市政", "园林")]
    found = compare(plan(*forms[:2]), plan("做好舆情回应。", forms[2]))
    assert matched(found) == [("1.2", "1.2")]


def test_the_year_counts_for_nothing() -> None:
    assert likeness(grams("完成2019年任务"), grams("完成 2020 年任务。")) == 1
    assert likeness(grams("完成2019件任务"), grams("完成2020件任务")) < 1


@pytest.mark.parametrize("units", [("办公室", "办公室"), ("办公室", "城乡科")])
def test_equal_texts_are_told_apart_by_title_then_by_order(units: tuple[str, str]) -> None:
    before, after = units
    old = [{"text": "按要求落实。", "title": t, "assigned": before} for t in ("甲", "乙", "乙")]
    new = [
        {"text": "按要求落实。", "title": t, "assigned": after} for t in ("乙", "丙", "甲", "乙")
    ]
    found = compare(plan(*old), plan(*new))
    assert matched(found) == [("1.2", "1.1"), ("1.1", "1.3"), ("1.3", "1.4")]
    assert lone(found) == (["1.2"], [])


def test_equal_texts_with_new_titles_are_told_apart_by_assignment() -> None:
    old = [{"text": "按要求落实。", "title": t, "assigned": t} for t in UNITS]
    new = [{"text": "按要求落实。", "assigned": t} for t in reversed(UNITS)]
    pairs = [("1.3", "1.1"), ("1.2", "1.2"), ("1.1", "1.3")]
    assert matched(compare(plan(*old), plan(*new))) == pairs


def test_an_item_cut_in_two_is_known_and_its_other_part_remarked() -> None:
    whole, other = TEXTS[0] + TEXTS[5], TEXTS[9]
    old, new = plan(whole, other), plan(TEXTS[0], other, TEXTS[5])
    cut, joined = compare(old, new), compare(new, old)
    assert len(cut.pairs) == 2
    (part,) = cut.added
    assert part.whole is not None
    assert (part.whole.id, cut.dropped) == ("1.1", ())
    (part,) = joined.dropped
    assert part.whole is not None
    assert (part.whole.id, joined.added) == ("1.1", ())


def test_what_is_only_alike_is_not_called_a_part() -> None:
    old = plan("每月公开保障房分配结果和轮候名单。")
    new = plan("每月公开保障房分配结果和轮候名册。", "每月公开保障房分配结果和轮候次序。")
    assert [one.whole for one in compare(old, new).added] == [None]


# -- what changed in an item -----------------------------------------------------------------------


def test_a_new_number_is_no_change_of_the_requirement() -> None:
    found = compare(
        plan("甲乙丙丁。", "戊己庚辛。"), plan("新的事项。", "甲乙丙丁。", "戊己庚辛。")
    )
    assert [pair.changes for pair in found.pairs] == [("moved",), ("moved",)]
    assert (found.totals()["unchanged"], found.totals()["moved"]) == (2, 2)
    assert lone(found) == (["1.1"], [])


def test_blanks_are_no_rewording_but_signs_are() -> None:
    assert not only(compare(plan("甲乙 丙丁。"), plan("甲乙\n丙丁。"))).reworded
    assert only(compare(plan("甲乙丙丁戊己。"), plan("甲乙丙丁戊己；"))).reworded


def test_a_title_taken_from_the_text_is_not_a_change_of_its_own() -> None:
    assert only(compare(plan("做好甲类信息公开。"), plan("做好乙类信息公开。"))).changes == (
        "reworded",
    )
    old, new = ({"text": "做好甲类信息公开。", "title": title} for title in ("甲类", "甲类公开"))
    assert only(compare(plan(old), plan(new))).changes == ("retitled",)


def test_parts_are_compared_after_groups_are_expanded() -> None:
    group = {"name": "各科室", "members": ["办公室", "城乡科"]}
    old = plan({"text": "甲", "responsible": ["各科室"]}, groups=[group])
    new = plan({"text": "甲", "responsible": ["城乡科", "办公室"]})
    assert compare(old, new).pairs[0].unchanged
    larger = {**group, "members": [*UNITS]}
    pair = only(compare(old, plan({"text": "甲", "responsible": ["各科室"]}, groups=[larger])))
    assert (pair.dropped, pair.added) == ((), (Part(Role.RESPONSIBLE, "事务中心"),))


def test_another_role_is_another_part() -> None:
    old = plan({"text": "甲", "responsible": [], "lead": ["城乡科"], "support": ["办公室"]})
    new = plan({"text": "甲", "responsible": [], "lead": ["办公室"], "support": ["事务中心"]})
    pair = only(compare(old, new))
    assert pair.dropped == (Part(Role.LEAD, "城乡科"), Part(Role.SUPPORT, "办公室"))
    assert pair.added == (Part(Role.LEAD, "办公室"), Part(Role.SUPPORT, "事务中心"))


def test_a_unit_is_the_same_by_an_alias_on_either_side() -> None:
    renamed = [{"name": "城乡建设科", "kind": "科室", "aliases": ["城乡科"]}]
    old = plan(
        {"text": "甲", "responsible": ["城乡科"]}, units=[{"name": "城乡科", "kind": "科室"}]
    )
    new = plan({"text": "甲", "responsible": ["城乡建设科"]}, units=renamed)
    found = compare(old, new)
    assert only(found).unchanged
    assert found.units == Names(renamed=(("城乡科", "城乡建设科"),))
    assert compare(new, old).units == Names(renamed=(("城乡建设科", "城乡科"),))


def test_a_group_that_names_nobody_is_a_part_until_somebody_decides() -> None:
    old = small()
    new = small(
        (
            "        support: [各相关科室]\n",
            "        support: [各相关科室]\n        decided: {各相关科室: [城乡科]}\n",
        )
    )
    pair = compare(old, new).pairs[-1]
    assert pair.dropped == (Part(Role.SUPPORT, "各相关科室", undecided=True),)
    assert pair.added == (Part(Role.SUPPORT, "城乡科"),)


def test_the_plans_deadline_moves_items_along_without_redating_each() -> None:
    old, new = plan("甲", {"text": "乙", "due": "2019-11-30"}), "2020-12-20"
    later = plan("甲", {"text": "乙", "due": "2020-11-30"}, due=new)
    found = compare(old, later)
    assert [pair.redated for pair in found.pairs] == [False, True]
    assert found.facts == (Change("due", "2019-12-25", new),)
    own = compare(
        old, plan({"text": "甲", "due": "2020-06-30"}, {"text": "乙", "due": "2019-11-30"}, due=new)
    )
    assert [pair.redated for pair in own.pairs] == [True, False]


def test_to_go_on_for_good_is_another_deadline() -> None:
    assert only(compare(plan("甲"), plan({"text": "甲", "ongoing": True}))).changes == ("redated",)


def test_the_plans_own_facts_units_and_chapters_are_compared() -> None:
    more = (
        "  - {name: 事务中心, kind: 局属单位}",
        "  - {name: 事务中心, kind: 局属单位}\n  - {name: 信息科, kind: 科室}",
    )
    found = compare(
        small(),
        small(more, ("year: 2019", "year: 2020"), ("heading: 完善制度规范", "heading: 健全制度")),
    )
    assert found.facts == (Change("year", "2019", "2020"),)
    assert found.units == Names(added=("信息科",))
    assert found.chapters == Names(("健全制度",), ("完善制度规范",))
    assert not found.same


# -- whatever the plans ----------------------------------------------------------------------------

CLAUSES = (
    "做好政策解读",
    "公开办事指南",
    "回应社会关切",
    "更新栏目",
    "2019年",
    "2020年",
    "报送",
    "甲乙",
)
ITEMS = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5).map("，".join),
        "title": st.sampled_from(("甲", "乙", "丙")),
        "responsible": st.lists(st.sampled_from(UNITS), min_size=1, unique=True),
        "due": st.sampled_from(("2019-12-25", "2019-11-30")),
    }
)
PLANS = st.lists(ITEMS, min_size=1, max_size=8).map(lambda items: plan(*items))


@given(PLANS)
def test_any_plan_has_no_difference_from_itself(one: Expanded) -> None:
    assert compare(one, one).same


@given(st.data())
def test_another_order_with_other_numbers_adds_and_drops_nothing(data: st.DataObject) -> None:
    items = data.draw(st.lists(ITEMS, min_size=1, max_size=8, unique_by=lambda item: item["text"]))
    order = data.draw(st.permutations(items))
    found = compare(plan(*items), plan(*order))
    assert lone(found) == ([], [])
    assert found.totals()["unchanged"] == len(items)
    assert [pair.old.text for pair in found.pairs] == [pair.new.text for pair in found.pairs]


@given(PLANS, PLANS)
def test_every_item_is_matched_once_or_stands_alone(one: Expanded, other: Expanded) -> None:
    found = compare(one, other)
    olds = [pair.old.id for pair in found.pairs] + [x.item.id for x in found.dropped]
    news = [pair.new.id for pair in found.pairs] + [x.item.id for x in found.added]
    assert sorted(olds) == sorted(item.id for item in one.items)
    assert sorted(news) == sorted(item.id for item in other.items)


@settings(max_examples=300)
@given(PLANS, PLANS)
def test_the_way_back_is_the_mirror_of_the_way_there(one: Expanded, other: Expanded) -> None:
    there, back = compare(one, other), compare(other, one)
    assert sorted(matched(there)) == sorted((new, old) for old, new in matched(back))
    assert (there.added, there.dropped) == (back.dropped, back.added)
    turned = {pair.new.id: pair for pair in back.pairs}
    for pair in there.pairs:
        mirror = turned[pair.old.id]
        assert set(pair.added) == set(mirror.dropped)
        assert pair.changes == mirror.changes
        assert pair.likeness == mirror.likeness
    assert [(f.field, f.new, f.old) for f in there.facts] == [*back.facts]


# -- what is carried over --------------------------------------------------------------------------


def said(item: str, unit: str, state: State) -> Word:
    day = date(2019, 11, 5).isoformat()
    at = f"{day}T09:00:00+08:00"
    return Word(Entry("1", at, item, unit, "progress", state, day, "", (), "", "cli", (), ""))


def test_what_is_unfinished_goes_with_who_owes_it_and_what_takes_it_up() -> None:
    old = small()
    new = small(
        ("text: 积极回应社会关切，做好舆情研判。", "text: 积极回应社会关切，做好舆情监测研判。")
    )
    first, second, third = old.items
    works = [
        Work(
            first,
            State.DONE,
            (Standing("办公室", Role.RESPONSIBLE, said("1.1", "办公室", State.DONE)),),
        ),
        Work(
            second,
            State.IN_PROGRESS,
            (
                Standing("城乡科", Role.LEAD, said("1.2", "城乡科", State.IN_PROGRESS)),
                Standing("办公室", Role.SUPPORT, said("1.2", "办公室", State.IN_PROGRESS)),
            ),
        ),
        Work(third, State.NOT_STARTED, (Standing("事务中心", Role.LEAD),)),
    ]
    lines = carried(compare(old, new), works)
    assert [line.work.item.id for line in lines] == ["1.2", "2.1"]
    assert [[part.unit for part in line.waiting] for line in lines] == [["城乡科"], ["事务中心"]]
    (heir,) = lines[0].heirs
    assert heir.pair is not None
    assert (heir.item.id, heir.pair.changes) == ("1.2", ("reworded",))


def test_what_nothing_takes_up_has_no_heir_and_a_part_has_the_whole() -> None:
    old = plan(TEXTS[0], TEXTS[5], TEXTS[9])
    new = plan(TEXTS[0] + TEXTS[5])
    works = [Work(item, State.BLOCKED, ()) for item in old.items]
    heirs = [[heir.item.id for heir in line.heirs] for line in carried(compare(old, new), works)]
    assert heirs == [["1.1"], ["1.1"], []]

"""What a document says once of who answers, applied to its items."""

from __future__ import annotations

from drafts import doubts, imported, plan_of

from gongkai_cli.domain.expand import placed_items


def owners(text: str) -> list[tuple[tuple[str, ...], ...]]:
    """Lead, support and responsible of each item."""
    found = [placed.owner for placed in placed_items(plan_of(imported(text)))]
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

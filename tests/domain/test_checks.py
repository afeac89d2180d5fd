"""What the checks let pass; what they find is in the gallery."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SMALL_PLAN

from gongkai_cli.domain.checks import check_plan
from gongkai_cli.domain.findings import Severity
from gongkai_cli.storage.plan_file import load_bytes


def codes(*changes: tuple[str, str]) -> list[str]:
    text = SMALL_PLAN
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file = load_bytes(Path("plan2019.yaml"), text.encode()).file
    assert file
    return [finding.code for finding in check_plan(file)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("kind: 局属单位}", "kind: 局属单位, confirmed: true}"), id="confirmed"),
        pytest.param(("support: [办公室]", "support: []"), id="no support"),
        pytest.param(("due: 2019-11-30", "due: 2019-10-13"), id="due on the day of issue"),
        pytest.param(
            ("assigned: 城乡科牵头，办公室配合", "assigned: 城乡科 牵头,办公室　配合"), id="width"
        ),
        pytest.param(('number: "2."', 'number: "２．"'), id="full-width number"),
        pytest.param(('number: "2."', "number: ②"), id="circled number"),
    ],
)
def test_what_is_right_is_not_found(change: tuple[str, str]) -> None:
    assert codes(change) == ["undecided"]


def test_a_decided_open_group_is_no_longer_asked_for() -> None:
    decided = "support: [各相关科室]\n        decided: {各相关科室: [城乡]}"
    assert codes(("support: [各相关科室]", decided)) == []
    empty = "support: [各相关科室]\n        decided: {各相关科室: []}"
    assert codes(("support: [各相关科室]", empty)) == []


def test_days_off_of_the_plans_own_make_an_unknown_year_known() -> None:
    far = ("  due: 2019-12-25\n", "  due: 2099-12-25\n")
    assert codes(far) == ["calendar-unknown", "undecided"]
    own = ("units:\n", "settings: {holidays: [2099-10-01]}\nunits:\n")
    assert codes(far, own) == ["undecided"]


def test_items_that_stand_between_sections_need_no_heading() -> None:
    between = ("  - number: （一）\n    heading: 加强政策解读\n    items:", "  - items:")
    assert "missing-key" not in codes(between)


def test_only_errors_make_a_plan_unusable() -> None:
    soft = [("2019-10-13", "2019-12-31"), ('id: "1.2"', 'id: "1.9"')]
    text = SMALL_PLAN
    for old, new in soft:
        text = text.replace(old, new)
    loaded = load_bytes(Path("plan2019.yaml"), text.encode())
    assert {f.severity for f in loaded.findings} == {Severity.WARNING}
    assert loaded.valid


ITEM = '      - id: "1.1"\n        number: "1."\n        title: 发布政策文件\n'
BARE = ("    heading: 加强政策解读\n", "")


def test_a_sections_number_may_be_that_of_its_first_item() -> None:
    first = ITEM.replace('"1.1"', '"1"').replace('        number: "1."\n', "")
    assert codes(BARE, (ITEM, first)) == ["undecided"]
    assert "missing-key" in codes(BARE)

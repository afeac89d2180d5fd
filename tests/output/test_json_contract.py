"""The JSON contract: the exact keys and types of every answer; a change needs a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from forms import fill

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

NONE = type(None)
HEAD = {"schema_version": int, "kind": str, "plan": dict, "as_of": str}
PLAN = {"title": str, "year": int, "due": str}
ITEM = {
    "id": str,
    "number": str,
    "path": list,
    "title": str,
    "text": str,
    "assigned": str,
    "lead": list,
    "support": list,
    "responsible": list,
    "undecided": list,
    "due": str,
    "ongoing": bool,
    "publish_to": list,
    "remark": (str, NONE),
    "state": str,
    "lamp": str,
    "assignments": list,
}
ASSIGNMENT = {
    "unit": str,
    "role": str,
    "state": str,
    "lamp": str,
    "date": (str, NONE),
    "note": str,
    "evidence": list,
    "by": (str, NONE),
    "entry": (str, NONE),
    "concurrent": bool,
    "reworded": bool,
}
TOTALS = {
    "items": int,
    "complete": int,
    "completion_rate": float,
    "assignments": int,
    "reported": int,
    "reported_rate": float,
    "states": dict,
    "lamps": dict,
}
FIGURES = {
    "lead": int,
    "responsible": int,
    "support": int,
    "total": int,
    "reported": int,
    "finished": int,
    "late": int,
    "reported_rate": float,
}
UNIT = {"unit": str, "kind": str, "aliases": list, "confirmed": bool, **FIGURES}
OWED = {
    "unit": str,
    "item": str,
    "title": str,
    "role": str,
    "state": str,
    "owes": str,
    "due": str,
    "lamp": str,
}
ENTRY = {
    "id": str,
    "kind": str,
    "at": str,
    "item": str,
    "unit": str,
    "state": (str, NONE),
    "date": str,
    "note": str,
    "evidence": list,
    "by": str,
    "via": str,
    "prev": list,
    "retracts": (str, NONE),
}
CHANGE = {
    "entry": str,
    "item": str,
    "unit": str,
    "before": (str, NONE),
    "after": (str, NONE),
}
FINDING = {
    "code": str,
    "severity": str,
    "message": str,
    "remedy": str,
    "file": (str, NONE),
    "line": (int, NONE),
    "column": (int, NONE),
    "cell": (str, NONE),
}
STATES = {"not_started", "in_progress", "done", "ongoing", "not_applicable", "blocked"}
LAMPS = {"red", "yellow", "green", "complete"}
ROLES = {"lead", "responsible", "support"}


def has_form(value: Any, form: dict[str, Any]) -> None:
    """Hold an object against its keys and types, exactly."""
    assert set(value) == set(form)
    for key, kind in form.items():
        assert isinstance(value[key], kind), (key, value[key])
        assert not (kind is int and isinstance(value[key], bool))


def is_item(item: Any, more: dict[str, Any] | None = None) -> None:
    has_form(item, {**ITEM, **(more or {})})
    assert item["state"] in STATES
    assert item["lamp"] in LAMPS
    for part in item["assignments"]:
        has_form(part, ASSIGNMENT)
        assert part["role"] in ROLES
        for proof in part["evidence"]:
            assert {"title"} <= set(proof) <= {"title", "url", "sha256", "date", "column"}


@pytest.fixture
def told(small: Path, gongkai: Run) -> Run:
    """A plan on which something was said, taken back and proved."""
    (small / "佐证.txt").write_text("截图", "utf-8")
    gongkai("status", "set", "1.1", "推进中", "-e", "https://x.gov.cn/a", "-e", "佐证.txt")
    gongkai("status", "set", "1.2", "受阻", "-u", "城乡科", "--note", "无法\n公开")
    gongkai("status", "set", "2.1", "已完成")
    gongkai("status", "undo")
    return gongkai


def head(answer: Any, kind: str, more: dict[str, Any]) -> None:
    has_form(answer, {**HEAD, **more})
    has_form(answer["plan"], PLAN)
    assert (answer["schema_version"], answer["kind"]) == (1, kind)
    assert answer["as_of"] == "2019-11-20"


def test_list(told: Run) -> None:
    answer = told("list", "--json").json
    head(answer, "items", {"items": list})
    assert [item["id"] for item in answer["items"]] == ["1.1", "1.2", "2.1"]
    for item in answer["items"]:
        is_item(item, {"maybe": list})
    maybe = told("list", "--unit", "城乡科", "--json").json["items"][-1]
    assert (maybe["id"], maybe["maybe"], maybe["undecided"]) == ("2.1", ["城乡科"], ["各相关科室"])


def test_show(told: Run) -> None:
    answer = told("show", "1.2", "--json").json
    head(answer, "items", {"items": list})
    (item,) = answer["items"]
    is_item(item)
    assert item["number"] == "（一）2."
    assert item["path"] == ["加强政策解读"]
    assert (item["lead"], item["support"], item["responsible"]) == (["城乡科"], ["办公室"], [])
    assert item["assigned"] == "城乡科牵头，办公室配合"
    assert item["text"] == "积极回应社会关切，做好舆情研判。"
    first = item["assignments"][0]
    assert (first["unit"], first["state"], first["note"]) == ("城乡科", "blocked", "无法\n公开")


def test_report(told: Run) -> None:
    answer = told("report", "--json").json
    head(
        answer,
        "report",
        {
            "unit": (str, NONE),
            "days_left": int,
            "workdays_left": int,
            "totals": dict,
            "by_section": list,
            "by_unit": list,
            "outstanding": list,
        },
    )
    assert answer["unit"] is None
    assert told("report", "--json", "--unit", "城乡").json["unit"] == "城乡科"
    has_form(answer["totals"], TOTALS)
    assert set(answer["totals"]["states"]) == STATES
    assert set(answer["totals"]["lamps"]) == LAMPS
    assert len(answer["by_section"]) == 2
    for section in answer["by_section"]:
        has_form(section, {"section": str, "number": str, "heading": str, **TOTALS})
    for line in answer["by_unit"]:
        has_form(line, {"unit": str, **FIGURES})
    assert answer["outstanding"]
    for line in answer["outstanding"]:
        has_form(line, OWED)
        assert line["owes"] in {"report", "finish"}


def test_units(told: Run) -> None:
    answer = told("units", "--json").json
    head(answer, "units", {"units": list})
    assert [unit["unit"] for unit in answer["units"]] == ["办公室", "城乡科", "事务中心"]
    for unit in answer["units"]:
        has_form(unit, UNIT)
    page = told("units", "城乡", "--json").json
    head(page, "unit", {"unit": dict, "items": list, "maybe": list})
    has_form(page["unit"], UNIT)
    for item in page["items"]:
        is_item(item)
    assert ([item["id"] for item in page["items"]], page["maybe"]) == (["1.2"], ["2.1"])


def test_status_log(told: Run) -> None:
    answer = told("status", "log", "--json").json
    head(answer, "log", {"entries": list})
    assert [entry["kind"] for entry in answer["entries"]] == ["progress"] * 3 + ["retract"]
    for entry in answer["entries"]:
        has_form(entry, ENTRY)
    first, *_, last = answer["entries"]
    assert (first["state"], first["retracts"], first["via"]) == ("in_progress", None, "cli")
    assert (last["state"], last["retracts"]) == (None, answer["entries"][2]["id"])


def test_status_set_and_undo(told: Run) -> None:
    for args, dry in ((["set", "1.1", "已完成"], False), (["undo", "--dry-run"], True)):
        answer = told("status", *args, "--json").json
        head(answer, "changes", {"dry_run": bool, "changes": list})
        assert answer["dry_run"] is dry
        (change,) = answer["changes"]
        has_form(change, CHANGE)


def test_check(told: Run, small: Path) -> None:
    (small / "source.txt").write_text("别的文字\n", "utf-8")
    answer = told("check", "--json", "--source", "source.txt").json
    has_form(answer, {"schema_version": int, "kind": str, "findings": list, "source": dict})
    assert (answer["schema_version"], answer["kind"]) == (1, "check")
    for finding in answer["findings"]:
        has_form(finding, FINDING)
        assert finding["severity"] in {"error", "warning", "info"}
    has_form(
        answer["source"],
        {"characters": int, "held": int, "plan_characters": int, "plan_printed": int},
    )
    without = told("check", "--json").json
    has_form(without, {"schema_version": int, "kind": str, "findings": list})


def test_format_json_is_the_same(told: Run) -> None:
    for args in (["list"], ["show", "1.1"], ["report"], ["units"], ["status", "log"]):
        assert told(*args, "--format", "json") == told(*args, "--json")


def test_collect(small: Path, gongkai: Run) -> None:
    gongkai("form", "export", "--unit", "城乡科", "-o", "a.xlsx")
    fill(
        small / "a.xlsx", {"1.2": {"完成情况": "已完成", "佐证": "http://a.cn/1", "填报人": "李四"}}
    )
    answer = gongkai("form", "collect", "a.xlsx", "--yes", "--json").json
    has_form(
        answer,
        {
            "schema_version": int,
            "kind": str,
            "plan": dict,
            "as_of": str,
            "dry_run": bool,
            "forms": list,
            "changes": list,
            "received": list,
            "empty": list,
            "earlier": dict,
            "missing": dict,
            "before": dict,
            "after": dict,
        },
    )
    assert (answer["kind"], answer["dry_run"]) == ("collect", False)
    (form,) = answer["forms"]
    has_form(
        form,
        {
            "file": str,
            "unit": (str, NONE),
            "remarks": list,
            "findings": list,
            "missing": list,
            "rows": list,
        },
    )
    (row,) = form["rows"]
    has_form(
        row,
        {
            "cell": str,
            "item": (str, NONE),
            "outcome": str,
            "state": (str, NONE),
            "note": str,
            "evidence": list,
            "by": (str, NONE),
            "date": (str, NONE),
            "differences": list,
            "remarks": list,
            "findings": list,
        },
    )
    assert row["outcome"] == "new"
    for difference in row["differences"]:
        has_form(difference, {"field": str, "before": str, "after": str})
    fields = [difference["field"] for difference in row["differences"]]
    assert fields == ["state", "evidence", "by"]
    for change in answer["changes"]:
        has_form(change, CHANGE)
    assert answer["before"].keys() == answer["after"].keys()


@pytest.mark.usefixtures("small")
def test_an_empty_collection_has_the_same_form(gongkai: Run) -> None:
    gongkai("form", "export", "--unit", "城乡科", "-o", "a.xlsx")
    answer = gongkai("form", "collect", "a.xlsx", "--dry-run", "--json").json
    (row,) = answer["forms"][0]["rows"]
    assert (row["outcome"], row["state"], row["date"]) == ("blank", None, None)
    assert (answer["changes"], answer["before"]) == ([], answer["after"])

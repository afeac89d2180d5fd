"""`gongkai report`: figures that agree with what the items themselves say."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

FINISHED = {"done", "ongoing", "not_applicable"}
LAMPS = ["red", "yellow", "green", "complete"]
STATES = ["in_progress", "done", "ongoing", "not_applicable", "blocked", "not_started"]


def say_much(gongkai: Run, seed: int, times: int = 30) -> None:
    """Record many words on the shipped plan, always the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311
    items = gongkai("list", "--json").json["items"]
    for _ in range(times):
        item = chance.choice(items)
        units = [part["unit"] for part in item["assignments"]]
        chosen = chance.sample(units, min(len(units), chance.randint(1, 10)))
        state, day = chance.choice(STATES), f"2019-11-{chance.randint(1, 30):02d}"
        options = [word for unit in chosen for word in ("--unit", unit)]
        args = ("status", "set", item["id"], state, *options, "--date", day)
        assert gongkai(*args, "--today", "2019-11-30").code == 0


def naive(items: list[dict[str, Any]]) -> dict[str, Any]:
    """Work the figures out from the items alone, with the design's rules."""
    parts = [part for item in items for part in item["assignments"]]
    complete = sum(_complete(item) for item in items)
    reported = sum(part["date"] is not None for part in parts)
    return {
        "items": len(items),
        "complete": complete,
        "completion_rate": round(complete / len(items), 4),
        "assignments": len(parts),
        "reported": reported,
        "reported_rate": round(reported / len(parts), 4),
        "states": {s: sum(item["state"] == s for item in items) for s in STATES},
        "lamps": {lamp: sum(item["lamp"] == lamp for item in items) for lamp in LAMPS},
    }


def _complete(item: dict[str, Any]) -> bool:
    told = [part["state"] for part in item["assignments"] if part["role"] != "support"]
    return set(told) <= FINISHED and set(told) != {"not_applicable"}


def _owing(part: dict[str, Any]) -> bool:
    if part["state"] in FINISHED:
        return False
    return part["role"] != "support" or part["date"] is None


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("seed", "today"), [(1, "2019-11-15"), (2, "2019-12-12"), (3, "2020-01-02")]
)
def test_figures_agree_with_a_naive_count_of_the_items(seed: int, today: str, gongkai: Run) -> None:
    say_much(gongkai, seed)
    items = gongkai("list", "--json", "--today", today).json["items"]
    report = gongkai("report", "--json", "--today", today).json
    assert report["totals"] == naive(items)
    for section in report["by_section"]:
        below = [item for item in items if item["id"].split(".")[0] == section["section"]]
        assert {key: section[key] for key in naive(below)} == naive(below)
    parts = [(item, part) for item in items for part in item["assignments"]]
    for line in report["by_unit"]:
        own = [part for _, part in parts if part["unit"] == line["unit"]]
        roles = Counter(part["role"] for part in own)
        assert [line[role] for role in ("lead", "responsible", "support")] == [
            roles[role] for role in ("lead", "responsible", "support")
        ]
        assert line["total"] == len(own)
        assert line["reported"] == sum(part["date"] is not None for part in own)
        assert line["finished"] == sum(part["state"] in FINISHED for part in own)
        assert line["late"] == (sum(map(_owing, own)) if today > "2019-12-25" else 0)
        assert line["reported_rate"] == round(line["reported"] / len(own), 4)
    owed = {(line["unit"], line["item"], line["role"]) for line in report["outstanding"]}
    assert len(owed) == len(report["outstanding"])
    assert owed == {(p["unit"], i["id"], p["role"]) for i, p in parts if _owing(p)}
    assert all(
        (line["owes"] == "report") == (part["date"] is None)
        for line in report["outstanding"]
        for item, part in parts
        if (item["id"], part["unit"]) == (line["item"], line["unit"])
    )


@pytest.mark.usefixtures("office")
def test_one_units_report_is_about_its_part_alone(gongkai: Run) -> None:
    say_much(gongkai, 4, times=30)
    whole = gongkai("report", "--json").json
    own = gongkai("report", "--unit", "市政", "--json").json
    (line,) = own["by_unit"]
    assert line == next(line for line in whole["by_unit"] if line["unit"] == "市政科")
    assert own["outstanding"] == [o for o in whole["outstanding"] if o["unit"] == "市政科"]
    assert own["totals"]["items"] == line["total"] == own["totals"]["assignments"]


@pytest.mark.usefixtures("small")
def test_the_most_urgent_comes_first(gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "受阻")
    owed = gongkai("report", "--json", "--today", "2019-12-02").json["outstanding"]
    assert [(o["lamp"], o["item"], o["unit"]) for o in owed] == [
        ("red", "1.2", "办公室"),
        ("red", "1.2", "城乡科"),
        ("yellow", "1.1", "办公室"),
        ("green", "2.1", "事务中心"),
    ]


@pytest.mark.usefixtures("small")
def test_supporters_owe_a_report_and_do_not_hold_the_item_open(gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "已完成", "--unit", "城乡科")
    report = gongkai("report", "--json").json
    assert (report["totals"]["complete"], report["totals"]["reported"]) == (1, 1)
    assert ("办公室", "1.2", "report") in {
        (o["unit"], o["item"], o["owes"]) for o in report["outstanding"]
    }
    gongkai("status", "set", "1.2", "推进中", "--unit", "办公室")
    report = gongkai("report", "--json").json
    assert "1.2" not in {o["item"] for o in report["outstanding"]}


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("day", "left", "work"),
    [
        ("2019-12-11", 14, 10),
        ("2019-12-18", 7, 5),
        ("2019-12-20", 5, 3),
        ("2019-12-25", 0, 0),
        ("2019-12-26", -1, 0),
    ],
)
def test_days_left_are_counted_by_the_calendar(
    day: str, left: int, work: int, gongkai: Run
) -> None:
    report = gongkai("report", "--json", "--today", day).json
    assert (report["days_left"], report["workdays_left"]) == (left, work)
    assert report["as_of"] == day


@pytest.mark.usefixtures("office")
def test_the_page_shows_both_rates_and_never_mixes_them(gongkai: Run) -> None:
    gongkai("status", "set", "3.1.1", "4.1.2", "推进中", "--unit", "城乡科")
    gongkai("status", "set", "3.1.1", "已完成")
    gongkai("status", "set", "1.1.1", "推进中", "--unit", "城乡科")
    facts = {row[0]: row[1] for row in gongkai("report").rows if len(row) == 2}
    assert facts["完成率"] == "3.6%（事项 28，已完成 1）"
    assert facts["反馈率"] == "0.9%（应反馈 233，已反馈 2）"


def test_a_report_is_written_as_the_name_asks(office: Path, gongkai: Run) -> None:
    gongkai("status", "set", "3.1.1", "已完成")
    for name in ("报告.md", "报告.csv", "报告.JSON", "下级/报告.md"):
        answer = gongkai("report", "-o", name)
        assert (answer.code, answer.out, answer.err) == (0, "", f"已写入 {name}。\n")
    markdown = (office / "报告.md").read_text("utf-8")
    assert markdown.startswith(
        "# 汕尾市住房和城乡建设局2019年政务公开工作要点分工实施方案落实情况\n"
    )
    assert "截至2019年11月20日" in markdown
    raw = (office / "报告.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert ["完成率", "3.6%"] in rows
    assert json.loads((office / "报告.JSON").read_bytes()) == gongkai("report", "--json").json
    assert raw.decode() == gongkai("report", "--csv").out
    assert not list(office.rglob("*.tmp"))


def test_a_report_does_not_replace_a_file_unless_forced(office: Path, gongkai: Run) -> None:
    (office / "报告.md").write_text("我的", "utf-8")
    answer = gongkai("report", "-o", "报告.md")
    assert (answer.code, answer.out) == (3, "")
    assert "报告.md 已存在" in answer.err
    assert "--force" in answer.err
    assert (office / "报告.md").read_text("utf-8") == "我的"
    assert gongkai("report", "-o", "报告.md", "--force").code == 0
    assert (office / "报告.md").read_text("utf-8").startswith("# ")


def test_what_people_typed_is_harmless_in_files(small: Path, gongkai: Run) -> None:
    plan = small / "plan2019.yaml"
    title = r"=1+1|[x](javascript:1) <script> \e[31m\u202e**粗**"
    plan.write_text(
        plan.read_text("utf-8").replace("title: 回应关切", f'title: "{title}"'), "utf-8"
    )
    gongkai("report", "-o", "r.md")
    gongkai("report", "-o", "r.csv")
    markdown, table = (small / "r.md").read_text("utf-8"), (small / "r.csv").read_text("utf-8-sig")
    assert not set(markdown + table) & set("\x1b\u202e")
    line = next(line for line in markdown.splitlines() if "javascript" in line)
    assert "=1+1\\|\\[x\\](javascript:1) \\<script\\>" in line
    assert "\\*\\*粗\\*\\*" in line
    cells = [
        row[-1] for row in csv.reader(io.StringIO(table, newline="")) if "javascript" in str(row)
    ]
    assert cells
    assert all(cell.startswith("'=") for cell in cells)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("columns", [80, 120])
def test_a_report_fits_the_terminal_and_names_every_item_owed(columns: int, gongkai: Run) -> None:
    say_much(gongkai, 5, times=20)
    answer = gongkai("report", "--format", "table", COLUMNS=str(columns))
    assert max(map(cell_len, answer.out.splitlines())) <= columns
    owed = gongkai("report", "--json").json["outstanding"]
    tail = answer.out.split("未反馈、未完成", 1)[1]
    assert Counter(o["item"] for o in owed) == Counter(
        word for word in tail.split() if word[0].isdigit() and "." in word
    )


@pytest.mark.usefixtures("small")
def test_when_nothing_is_owed_the_report_says_so(gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "已完成")
    gongkai("status", "set", "1.2", "已完成", "-u", "城乡科,办公室")
    gongkai("status", "set", "2.1", "长期坚持")
    answer = gongkai("report", "--format", "table", COLUMNS="100")
    assert answer.out.rstrip().endswith("无")
    report = gongkai("report", "--json", "--today", "2020-06-01").json
    assert (report["outstanding"], report["totals"]["completion_rate"]) == ([], 1.0)
    assert report["totals"]["lamps"] == {"red": 0, "yellow": 0, "green": 0, "complete": 3}

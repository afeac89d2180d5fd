"""`gongkai list`: which rows, in which form."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from conftest import run_process
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answer, Run

CHAPTERS = {"1": 5, "2": 5, "3": 6, "4": 6, "5": 6}


def ids(answer: Answer) -> list[str]:
    assert (answer.code, answer.err) == (0, "")
    return [row[0] for row in answer.rows]


@pytest.mark.usefixtures("office")
def test_without_filters_every_item_is_listed_in_the_documents_order(gongkai: Run) -> None:
    found = ids(gongkai("list"))
    assert len(found) == 28
    assert (found[0], found[5], found[-1]) == ("1.1.1", "2.1", "5.3.2")
    assert {key: sum(i.startswith(f"{key}.") for i in found) for key in CHAPTERS} == CHAPTERS


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("--section 三", ["3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.3"]),
        ("--section （三）2.", ["3.2.1", "3.2.2", "3.2.3"]),
        ("--section 3.1", ["3.1.1", "3.1.2"]),
        ("--section 三1 --section 五1", ["3.1.1", "3.1.2", "5.1"]),
        ("--section 三、1", ["3.1.1", "3.1.2"]),
        ("--section 三，五1", ["3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.3", "5.1"]),
        ("--search 扶贫", ["3.1.1"]),
        ("--search 网络问政", ["1.3.1"]),
        ("--search 放管服 --section 三", ["3.2.1", "3.2.2", "3.2.3"]),
        ("--role 牵头 --section 三", ["3.2.1", "3.2.2", "3.2.3"]),
        ("--role lead --search 证明", ["3.2.3"]),
        ("--unit 局机关党委办 --role 牵头", ["5.3.1"]),
        ("--unit 行政审批科 --role 牵头", ["3.2.1", "3.2.2", "4.3.1"]),
        ("--unit 财务科 --section 三", ["3.2.1", "3.2.2", "3.2.3", "3.3"]),
        ("--unit 财务科 --section 三 --role 责任", ["3.3"]),
        ("--due-before 2019-12-24", []),
        ("--lamp 红", []),
        ("--state 已完成", []),
    ],
)
def test_a_filter_keeps_what_it_names(args: str, expected: list[str], gongkai: Run) -> None:
    assert ids(gongkai("list", *args.split())) == expected


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("args", "count"),
    [
        ("--due-before 2019-12-25", 28),
        ("--due-before 2019年12月25日", 28),
        ("--lamp 绿", 28),
        ("--lamp 正常", 28),
        ("--state 未启动", 28),
        ("--state not_started,推进中", 28),
        ("--unit 市公共事业事务中心", 24),
        ("--unit 办公室", 25),
    ],
)
def test_a_filter_that_everything_passes_leaves_everything(
    args: str, count: int, gongkai: Run
) -> None:
    assert len(ids(gongkai("list", *args.split()))) == count


@pytest.mark.usefixtures("office")
def test_a_unit_is_known_by_its_alias(gongkai: Run) -> None:
    assert gongkai("list", "--unit", "管理") == gongkai("list", "--unit", "管理科")
    assert gongkai("list", "--unit", "市政") == gongkai("list", "--unit", "市政科")
    assert gongkai("list", "--unit", "质安").rows


@pytest.mark.usefixtures("office")
def test_an_open_group_is_marked_as_undecided_and_nobodys(gongkai: Run) -> None:
    roles = {row[0]: row[2] for row in gongkai("list", "--unit", "城乡科").rows}
    assert (roles["3.2.1"], roles["3.2.2"]) == ("待明确", "待明确")
    assert (roles["3.1.1"], roles["3.2.3"]) == ("责任", "配合")
    leader = {row[0]: row[2] for row in gongkai("list", "--unit", "行政审批科").rows}
    assert leader["3.2.1"] == "牵头"
    bureau = gongkai("list", "--unit", "市公共事业事务中心", "--section", "三").rows
    assert "3.2.1" not in [row[0] for row in bureau]


@pytest.mark.usefixtures("small")
def test_a_decision_turns_an_open_group_into_units(gongkai: Run, small: Path) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(f"{text}        decided: {{各相关科室: [城乡科]}}\n", "utf-8")
    assert [r[:3] for r in gongkai("list", "--unit", "城乡").rows] == [
        ["1.2", "回应关切", "牵头"],
        ["2.1", "办事服务公开", "配合"],
    ]
    assert [r[0] for r in gongkai("list", "--unit", "办公室").rows] == ["1.1", "1.2"]


@pytest.mark.usefixtures("small")
def test_several_units_get_a_line_each(gongkai: Run) -> None:
    both = gongkai("list", "--unit", "城乡科", "--unit", "办公室", "--section", "一")
    assert [row[:4] for row in both.rows] == [
        ["1.1", "发布政策文件", "办公室", "责任"],
        ["1.2", "回应关切", "城乡科", "牵头"],
        ["1.2", "回应关切", "办公室", "配合"],
    ]
    assert both == gongkai("list", "--unit", "城乡科、办公室", "--section", "一")


@pytest.mark.usefixtures("small")
def test_state_and_lamp_with_a_unit_are_the_units_own(gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "已完成", "--unit", "办公室")
    assert [r[0] for r in gongkai("list", "--unit", "办公室", "--state", "已完成").rows] == ["1.2"]
    assert gongkai("list", "--state", "已完成").out == ""
    assert [r[0] for r in gongkai("list", "--unit", "办公室", "--lamp", "完成").rows] == ["1.2"]
    gongkai("status", "set", "1.2", "长期坚持", "--unit", "城乡科")
    assert [r[0] for r in gongkai("list", "--state", "ongoing").rows] == ["1.2"]
    assert [r[0] for r in gongkai("list", "--lamp", "complete").rows] == ["1.2"]


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2019-12-10", "正常"),
        ("2019-12-11", "临期"),
        ("2019-12-25", "临期"),
        ("2019-12-26", "逾期"),
    ],
)
@pytest.mark.usefixtures("office")
def test_lamps_change_ten_working_days_before_and_the_day_after(
    day: str, word: str, gongkai: Run
) -> None:
    assert {row[4] for row in gongkai("list", "--today", day).rows} == {word}


@pytest.mark.usefixtures("office")
def test_today_may_stand_before_or_behind_the_command_or_in_the_environment(gongkai: Run) -> None:
    late = gongkai("--today", "2019-12-26", "list")
    assert late.rows[0][4] == "逾期"
    assert gongkai("list", "--today=2019.12.26") == late
    assert gongkai("list", "--today", "2019年12月26日") == late
    assert gongkai("list", GONGKAI_TODAY="2019-12-26") == late
    assert gongkai("list", "--today", "2019-12-26", GONGKAI_TODAY="2019-11-01") == late


@pytest.mark.usefixtures("small")
def test_entries_dated_later_than_today_are_left_out(gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中", "--date", "2019-11-05")
    gongkai("status", "set", "1.1", "已完成", "--date", "2019-11-18")
    states = [gongkai("list", "--today", f"2019-11-{day}").rows[0][3] for day in ("04", "05", "18")]
    assert states == ["未启动", "推进中", "已完成"]


def strange(folder: Path, text: str) -> None:
    """Put some text where people type: a title, an assignment, a unit's name."""
    plan = folder / "plan2019.yaml"
    whole = plan.read_text("utf-8")
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    plan.write_text(whole.replace("title: 回应关切", f"title: {quoted}"), "utf-8")


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/tmp/x]", "[bold", ":smile:", "长" * 300])
@pytest.mark.parametrize("form", ["plain", "csv", "json", "table"])
def test_nothing_is_cut_wrapped_or_eaten_as_markup(
    text: str, form: str, small: Path, gongkai: Run
) -> None:
    strange(small, text)
    answer = gongkai("list", "--format", form, COLUMNS="2000")
    assert answer.code == 0
    assert text in answer.out


@pytest.mark.usefixtures("small")
def test_piped_output_is_tab_separated_with_no_colour(process: Run) -> None:
    answer = process("list", FORCE_COLOR="1")
    assert answer.out.splitlines()[0] == ("1.1\t发布政策文件\t办公室\t未启动\t正常\t2019-12-25")
    assert "\x1b" not in answer.out


@pytest.mark.parametrize("form", ["plain", "csv", "table", "json"])
def test_control_characters_never_reach_standard_output(
    form: str, small: Path, gongkai: Run
) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8")
    text = text.replace("title: 回应关切", r'title: "前\e[31m\a\r\t后\u202E尾\x9b\x7f"')
    plan.write_text(text, "utf-8")
    answer = gongkai("list", "--format", form, COLUMNS="200")
    assert answer.code == 0
    line = next(line for line in answer.out.split("\n") if "前" in line)
    assert "后" in line
    assert not set(line.removesuffix("\r")) & set("\x1b\a\r\u202e\x9b\x7f")
    if form == "json":
        assert answer.json["items"][1]["title"] == "前\x1b[31m\a\r\t后\u202e尾\x9b\x7f"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "args", [["list"], ["list", "-u", "城乡科"], ["list", "-u", "城乡科,市政"]]
)
def test_a_table_fits_the_terminal_with_its_columns_aligned(
    columns: int, args: list[str], gongkai: Run
) -> None:
    answer = gongkai(*args, "--format", "table", COLUMNS=str(columns))
    heading, rule, *rows = answer.out.splitlines()
    assert rows
    assert set(rule) == {"─"}
    assert max(cell_len(line) for line in answer.out.splitlines()) <= columns
    start = cell_len(heading[: heading.index("期限")])
    for row in rows:
        assert cell_len(row[: row.index("12-25")]) == start
    title = cell_len(heading[: heading.index("标题")])
    assert all(re.match(r"\d[\d.]* +$", row[:title]) for row in rows)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", r"\t=1", r"\r=1"])
def test_csv_opens_in_excel_with_chinese_intact_and_nothing_run(
    formula: str, small: Path, gongkai: Run
) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8").replace("title: 回应关切", f'title: "{formula}回应"')
    plan.write_text(text, "utf-8")
    answer = gongkai("list", "--csv")
    assert answer.out.startswith("\ufeff编号,标题,")
    title = list(csv.reader(io.StringIO(answer.out, newline="")))[2][1]
    assert title.endswith("回应")
    assert title.startswith("'")
    assert gongkai("list", "--csv") == gongkai("list", "--format", "csv")


def test_what_is_not_in_the_consoles_code_page_does_not_crash(office: Path) -> None:
    plan = office / "data" / "plan2019.yaml"
    plan.write_text(
        plan.read_text("utf-8").replace("title: 扶贫信息公开", "title: 扶贫🎉"), "utf-8"
    )
    said = [
        in_gbk(*args)
        for args in (["list"], ["list", "--format", "table"], ["list", "--json"], ["show", "3.1.1"])
    ]
    assert all("扶贫?" in out for out in said)
    assert "●红" in in_gbk("report")
    assert "扶贫?" in in_gbk("status", "set", "3.1.1", "已完成")
    assert in_gbk("check")


def in_gbk(*args: str) -> str:
    """Run a process on a console of the code page that Chinese Windows has."""
    done = run_process(args, {"PYTHONIOENCODING": "gbk", "COLUMNS": "100"})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    return done.stdout.decode("gbk")

"""`gongkai plan diff`: what changed from one plan to another, shown to people and programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SMALL_PLAN
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answer, Run

NONE = type(None)
CHANGES = (
    ("2019年政务公开", "2020年政务公开"),
    ("year: 2019", "year: 2020"),
    ("issued: 2019-10-13", "issued: 2020-04-01"),
    ("due: 2019-12-25", "due: 2020-12-25"),
    ("due: 2019-11-30", "due: 2020-10-31"),
    (
        "{name: 事务中心, kind: 局属单位}",
        "{name: 市事务中心, kind: 局属单位, aliases: [事务中心]}\n  - {name: 信息科, kind: 科室}",
    ),
    ("        title: 发布政策文件", "        title: 营商环境专栏"),
    ("及时在门户网站发布政策文件及解读。", "开设优化营商环境专栏，每月更新一次。"),
    ("        publish_to: [门户网站]\n", ""),
    ("做好舆情研判。", "做好舆情监测、研判和处置，每季度通报一次。"),
    ("assigned: 城乡科牵头，办公室配合", "assigned: 信息科牵头，城乡科、办公室配合"),
    (
        "lead: [城乡科]\n        support: [办公室]",
        "lead: [信息科]\n        support: [城乡科, 办公室]",
    ),
    ('- id: "1.2"\n        number: "2."', '- id: "1.3"\n        number: "3."'),
)
NEXT_PLAN = SMALL_PLAN
for _old, _new in CHANGES:
    assert _old in NEXT_PLAN
    NEXT_PLAN = NEXT_PLAN.replace(_old, _new)

OLD, NEW = "plan2019.yaml", "plan2020.yaml"
PAGE = """\
旧方案  某局2019年政务公开工作要点分工方案
新方案  某局2020年政务公开工作要点分工方案
变化    新增 1、删去 1、改写 1、分工改变 1、期限改变 1、未变 1；编号改变 1

方案
  名称        某局[-2019-]{+2020+}年政务公开工作要点分工方案
  年度        [-2019-]{+2020+}
  印发日期    [-2019-10-13-]{+2020-04-01+}
  全案期限    [-2019-12-25-]{+2020-12-25+}
  随全案改期  1 个事项
  单位        {+信息科+}
  单位改名    [-事务中心-]{+市事务中心+}

新增（1）
1.1  营商环境专栏
  原文  {+开设优化营商环境专栏，每月更新一次。+}
  分工  办公室
  期限  2020-12-25

删去（1）
1.1  发布政策文件
  原文  [-及时在门户网站发布政策文件及解读。-]
  分工  办公室
  期限  2019-12-25

改变（1）
1.2 → 1.3  回应关切
  改写  积极回应社会关切，做好舆情[-研判-]{+监测、研判和处置，每季度通报一次+}。
  分工  牵头 [-城乡科-]{+信息科+}；配合 {+城乡科+}
  期限  [-2019-11-30-]{+2020-10-31+}
"""
CARRY = """
旧方案未完成的事项，截至2019年11月20日（2）
1.2  回应关切（推进中）
  未办结  城乡科（牵头，推进中）、办公室（配合，未反馈）
  新方案  1.3 回应关切（已改写、分工有变、期限有变）
2.1  办事服务公开（未启动）
  未办结  事务中心（牵头，未反馈）、各相关科室（待明确）
  新方案  2.1 办事服务公开
"""
LINES = [
    ["合计", "", "", "", "新增 1、删去 1、改写 1、分工改变 1、期限改变 1、未变 1；编号改变 1"],
    ["方案", "", "", "名称", "某局[-2019-]{+2020+}年政务公开工作要点分工方案"],
    ["方案", "", "", "年度", "[-2019-]{+2020+}"],
    ["方案", "", "", "印发日期", "[-2019-10-13-]{+2020-04-01+}"],
    ["方案", "", "", "全案期限", "[-2019-12-25-]{+2020-12-25+}"],
    ["方案", "", "", "随全案改期", "1 个事项"],
    ["方案", "", "", "单位", "{+信息科+}"],
    ["方案", "", "", "单位改名", "[-事务中心-]{+市事务中心+}"],
    [
        "新增",
        "",
        "1.1",
        "营商环境专栏",
        "开设优化营商环境专栏，每月更新一次。（分工：办公室；期限：2020-12-25）",
    ],
    [
        "删去",
        "1.1",
        "",
        "发布政策文件",
        "及时在门户网站发布政策文件及解读。（分工：办公室；期限：2019-12-25）",
    ],
    [
        "改写",
        "1.2",
        "1.3",
        "回应关切",
        "积极回应社会关切，做好舆情[-研判-]{+监测、研判和处置，每季度通报一次+}。",
    ],
    ["分工", "1.2", "1.3", "回应关切", "牵头 [-城乡科-]{+信息科+}；配合 {+城乡科+}"],
    ["期限", "1.2", "1.3", "回应关切", "[-2019-11-30-]{+2020-10-31+}"],
    ["编号", "1.2", "1.3", "回应关切", "[-（一）2.-]{+（一）3.+}"],
]


@pytest.fixture
def two(small: Path) -> Path:
    """A folder with this year's plan and the next one's."""
    (small / NEW).write_text(NEXT_PLAN, "utf-8")
    return small


def diff(gongkai: Run, *more: str, **env: str) -> Answer:
    answer = gongkai("plan", "diff", OLD, NEW, *more, **env)
    assert answer.code == 0
    return answer


def tell(gongkai: Run) -> None:
    """Say in the old plan's ledger that 1.1 is done and 1.2 is not."""
    for words in (("1.1", "已完成"), ("1.2", "推进中", "-u", "城乡科")):
        assert gongkai("status", "set", *words, "--plan", OLD).code == 0


@pytest.mark.usefixtures("two")
def test_a_terminal_shows_a_summary_and_sections(gongkai: Run) -> None:
    assert diff(gongkai, "--format", "table", COLUMNS="80") == (0, PAGE, "")


@pytest.mark.usefixtures("two")
def test_carry_names_what_is_unfinished_and_what_takes_it_up(gongkai: Run) -> None:
    tell(gongkai)
    answer = diff(gongkai, "--format", "table", "--carry", COLUMNS="80")
    assert answer == (0, PAGE + CARRY, "")
    lines = diff(gongkai, "--carry").rows[len(LINES) :]
    assert lines == [
        [
            "未完成",
            "1.2",
            "1.3",
            "回应关切",
            (
                "推进中；未办结：城乡科（牵头，推进中）、办公室（配合，未反馈）；"
                "新方案：1.3 回应关切（已改写、分工有变、期限有变）"
            ),
        ],
        [
            "未完成",
            "2.1",
            "2.1",
            "办事服务公开",
            "未启动；未办结：事务中心（牵头，未反馈）、各相关科室（待明确）；新方案：2.1 办事服务公开",
        ],
    ]


@pytest.mark.usefixtures("two")
def test_a_pipe_gets_a_line_for_each_change(process: Run) -> None:
    answer = diff(process, FORCE_COLOR="1")
    assert answer.rows == LINES
    assert (answer.err, "\x1b" in answer.out) == ("", False)


@pytest.mark.usefixtures("two")
def test_csv_has_the_same_lines_below_their_names(gongkai: Run) -> None:
    answer = diff(gongkai, "--format", "csv")
    first, *lines = csv.reader(io.StringIO(answer.out.removeprefix("\ufeff"), newline=""))
    assert first == ["变化", "旧编号", "新编号", "标题", "内容"]
    assert lines == LINES


@pytest.mark.usefixtures("two")
def test_what_is_unfinished_depends_on_the_day(gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "已完成", "--date", "2019-11-18", "--plan", OLD)

    def unfinished(day: str) -> list[str]:
        carry = diff(gongkai, "--carry", "--json", "--today", day).json["carry"]
        return [line["item"] for line in carry]

    assert unfinished("2019-11-17") == ["1.1", "1.2", "2.1"]
    assert unfinished("2019-11-18") == ["1.2", "2.1"]


@pytest.mark.usefixtures("two")
def test_what_nothing_takes_up_is_said_to_have_no_match(gongkai: Run) -> None:
    answer = diff(gongkai, "--carry")
    assert answer.rows[len(LINES)] == [
        "未完成",
        "1.1",
        "",
        "发布政策文件",
        "未启动；未办结：办公室（责任，未反馈）；新方案：无对应",
    ]
    assert answer.err == "提示：plan2019.yaml 还没有落实记录，全部事项都按未启动列出。\n"


@pytest.mark.usefixtures("two")
def test_when_all_is_done_nothing_is_carried_over(gongkai: Run) -> None:
    for words in (("1.1", "已完成"), ("1.2", "已完成", "-u", "城乡科"), ("2.1", "长期坚持")):
        gongkai("status", "set", *words, "--plan", OLD)
    page = diff(gongkai, "--carry", "--format", "table", COLUMNS="80").out
    assert page == PAGE + "\n旧方案未完成的事项，截至2019年11月20日（0）\n无\n"
    assert diff(gongkai, "--carry", "--json").json["carry"] == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("form", ["table", "plain", "csv"])
def test_the_same_file_twice_has_no_difference(form: str, gongkai: Run) -> None:
    answer = gongkai("plan", "diff", OLD, OLD, "--format", form, COLUMNS="80")
    assert (answer.code, answer.err) == (0, "")
    assert "两个方案没有差别：3 个事项都未变" in answer.out


@pytest.mark.usefixtures("two")
def test_plans_in_the_wrong_order_are_remarked(gongkai: Run) -> None:
    answer = gongkai("plan", "diff", NEW, OLD)
    assert answer.code == 0
    assert answer.err == ("提示：旧方案是 2020 年的，新方案是 2019 年的，先后是否写反了？\n")


def test_a_match_that_is_not_sure_and_a_part_say_so(small: Path, gongkai: Run) -> None:
    both = "及时在门户网站发布政策文件及解读。积极回应社会关切，做好舆情研判。"
    text = SMALL_PLAN.replace("及时在门户网站发布政策文件及解读。", both)
    start, end = text.index('      - id: "1.2"'), text.index("  - number: （二）")
    (small / NEW).write_text(text[:start] + text[end:], "utf-8")
    rows = diff(gongkai).rows
    assert rows[1][:4] == ["删去", "1.2", "", "回应关切"]
    assert rows[1][4].endswith("像是并入了新方案 1.1（发布政策文件））")
    (small / NEW).write_text(
        SMALL_PLAN.replace(
            "推行办事服务事项一站式公开。", "推行办事服务事项网上公开，一次办好。"
        ).replace("title: 办事服务公开", "title: 网上办事"),
        "utf-8",
    )
    text = diff(gongkai, "--format", "table", COLUMNS="80").out
    assert "请核对是否同一事项" in text


def test_an_invalid_plan_ends_with_3_and_its_findings(two: Path, gongkai: Run) -> None:
    (two / NEW).write_text(NEXT_PLAN.replace("lead:", "leda:"), "utf-8")
    answer = gongkai("plan", "diff", OLD, NEW)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("plan2020.yaml:")
    assert "[unknown-key] 没有“leda”这个键。" in answer.err
    assert "错误：方案文件 plan2020.yaml 有 2 处错误，改正后再试。" in answer.err
    (two / OLD).write_text(SMALL_PLAN.replace("lead:", "leda:"), "utf-8")
    answer = gongkai("plan", "diff", OLD, NEW)
    assert answer.code == 3
    assert "错误：两个方案文件共有 4 处错误，改正后再试。" in answer.err
    assert "plan2019.yaml:" in answer.err


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ((OLD,), 2, "错误：缺少新方案。"),
        ((), 2, "错误：缺少旧方案。"),
        ((OLD, NEW, NEW), 2, "错误：多了不认识的内容"),
        ((OLD, NEW, "--format", "xml"), 2, "错误：没有“xml”这种格式。"),
        ((OLD, NEW, "--json", "--format", "csv"), 2, "错误：不能同时用"),
        ((OLD, NEW, "--today", "明天"), 2, "错误：“明天”不是日期。"),
        ((OLD, "没有.yaml"), 3, "错误：读不了文件 没有.yaml"),
        (("没有.yaml", NEW, "--carry"), 3, "错误：读不了文件 没有.yaml"),
    ],
)
def test_wrong_requests_are_refused(
    args: tuple[str, ...], code: int, says: str, gongkai: Run
) -> None:
    answer = gongkai("plan", "diff", *args)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(says)


HOSTILE = '"[red]前[/red]\\e[31m\\a后\\u202E尾\\x9b[/x]"'


@pytest.mark.parametrize("form", ["table", "plain", "csv", "json"])
def test_hostile_text_is_harmless_and_not_read_as_markup(
    form: str, two: Path, gongkai: Run
) -> None:
    text = NEXT_PLAN.replace("title: 回应关切", f"title: {HOSTILE}")
    text = text.replace("text: 开设优化营商环境专栏，每月更新一次。", f"text: {HOSTILE}")
    text = text.replace("assigned: 办公室\n", f"assigned: {HOSTILE}\n", 1)
    (two / NEW).write_text(text, "utf-8")
    answer = diff(gongkai, "--carry", "--format", form, COLUMNS="200")
    assert "[red]前[/red]" in answer.out
    assert not set(answer.out) & set("\x1b\a\u202e\x9b")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_page_fits_the_terminal_and_loses_nothing(columns: int, two: Path, gongkai: Run) -> None:
    longer = "做好舆情监测、研判和处置，" * 20
    (two / NEW).write_text(NEXT_PLAN.replace("做好舆情监测、研判和处置，", longer), "utf-8")
    page = diff(gongkai, "--carry", "--format", "table", COLUMNS=str(columns)).out
    assert max(cell_len(line) for line in page.splitlines()) <= columns
    whole = "".join("".join(line.split()) for line in page.splitlines())
    assert whole.count("做好舆情监测、研判和处置，") + whole.count("监测、研判和处置，") >= 20
    assert "每季度通报一次" in whole


@pytest.mark.usefixtures("two")
def test_a_colour_terminal_shows_signs_as_well(
    gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    page = diff(gongkai, "--format", "table", COLUMNS="80").out
    assert "\x1b[9;31m[-研判-]\x1b[0m\x1b[1;32m{+监测、研判和处置，每季度通报一次+}\x1b[0m" in page
    plain = diff(gongkai, "--format", "table", COLUMNS="80", NO_COLOR="1").out
    assert "\x1b[9m[-研判-]\x1b[0m" in plain


# -- the JSON contract -----------------------------------------------------------------------------

PLAN = {"file": str, "title": str, "year": int, "number": (str, NONE), "due": str}
TOTALS = dict.fromkeys(
    (
        "added",
        "dropped",
        "reworded",
        "reassigned",
        "redated",
        "moved",
        "retitled",
        "unchanged",
    ),
    int,
)
NAMES = {"added": list, "dropped": list, "renamed": list}
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
    "assignments": list,
    "part_of": (str, NONE),
}
SIDE = {"id": str, "number": str, "title": str, "text": str, "due": str, "ongoing": bool}
PAIR = {
    "old": dict,
    "new": dict,
    "likeness": float,
    "changes": list,
    "words": list,
    "dropped": list,
    "added": list,
    "due_of_plan": bool,
}
PART = {"unit": str, "role": str, "undecided": bool}
CARRIED = {
    "item": str,
    "title": str,
    "state": str,
    "due": str,
    "waiting": list,
    "undecided": list,
    "matches": list,
}


def has_form(value: Any, form: dict[str, Any]) -> None:
    assert set(value) == set(form)
    for key, kind in form.items():
        assert isinstance(value[key], kind), (key, value[key])


@pytest.mark.usefixtures("two")
def test_json_has_every_match_with_its_changes(gongkai: Run) -> None:
    tell(gongkai)
    answer = diff(gongkai, "--carry", "--json").json
    assert (answer["schema_version"], answer["kind"]) == (1, "plan_diff")
    assert (answer["as_of"], answer["same"]) == ("2019-11-20", False)
    assert [*answer] == [
        "schema_version",
        "kind",
        "as_of",
        "old",
        "new",
        "same",
        "totals",
        "facts",
        "units",
        "chapters",
        "added",
        "dropped",
        "matched",
        "carry",
    ]
    has_form(answer["old"], PLAN)
    assert (answer["old"]["file"], answer["new"]["file"]) == (OLD, NEW)
    has_form(answer["totals"], TOTALS)
    has_form(answer["units"], NAMES)
    has_form(answer["chapters"], NAMES)
    assert answer["units"]["renamed"] == [{"old": "事务中心", "new": "市事务中心"}]
    for fact in answer["facts"]:
        has_form(fact, {"field": str, "old": str, "new": str})
    for item in (*answer["added"], *answer["dropped"]):
        has_form(item, ITEM)
        for part in item["assignments"]:
            has_form(part, PART)
    first, second = answer["matched"]
    for pair in (first, second):
        has_form(pair, PAIR)
        has_form(pair["old"], SIDE)
        has_form(pair["new"], SIDE)
    assert first["changes"] == ["moved", "reworded", "reassigned", "redated"]
    assert [(piece["op"], piece["text"]) for piece in first["words"]][1:3] == [
        ("delete", "研判"),
        ("insert", "监测、研判和处置，每季度通报一次"),
    ]
    for part in (*first["added"], *first["dropped"]):
        has_form(part, PART)
    assert (second["changes"], second["words"], second["due_of_plan"]) == ([], [], True)
    for line in answer["carry"]:
        has_form(line, CARRIED)
        for part in line["waiting"]:
            has_form(part, {"unit": str, "role": str, "state": str, "reported": bool})
        for heir in line["matches"]:
            has_form(heir, {"item": str, "title": str, "likeness": (float, NONE), "changes": list})


@pytest.mark.usefixtures("two")
def test_json_without_carry_says_that_it_was_not_asked_for(gongkai: Run) -> None:
    assert diff(gongkai, "--json").json["carry"] is None
    assert diff(gongkai, "--json") == diff(gongkai, "--format", "json")
    assert json.loads(gongkai("plan", "diff", OLD, OLD, "--json").out)["same"] is True


def test_the_width_of_a_numbers_signs_is_no_change(small: Path, gongkai: Run) -> None:
    text = (small / "plan2019.yaml").read_text(encoding="utf-8")
    other = text.replace("number: （一）", 'number: "(一)"').replace(
        'number: "1."', 'number: "１."'
    )
    (small / "新.yaml").write_text(other, encoding="utf-8")
    told = gongkai("plan", "diff", "plan2019.yaml", "新.yaml", "--json").json
    assert told["totals"]["unchanged"] == 3, told["totals"]
    assert not told["totals"].get("moved")

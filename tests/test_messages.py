"""What the program says to wrong requests, word for word: one sentence, a remedy, an exit code."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


class Wrong(NamedTuple):
    """A wrong request and the answer to it."""

    request: str
    code: int
    says: str


UNITS = "办公室、局机关党委办、政策法规科、财务科、行政审批科、城乡科、市政科、管理科、质安科"
STATES = "可用：未启动、推进中、已完成、长期坚持、不涉及、受阻。"

REFUSED = [
    Wrong("lsit", 2, "没有“lsit”这个命令。\n是不是：list、init、units？用法见 gongkai --help。"),
    Wrong("status st", 2, "没有“st”这个命令。\n是不是：set？用法见 gongkai status --help。"),
    Wrong(
        "list --unti 城乡科",
        2,
        "没有 --unti 这个选项。\n是不是：--unit？用法见 gongkai list --help。",
    ),
    Wrong("list -x", 2, "没有 -x 这个选项。\n用法见 gongkai list --help。"),
    Wrong("list --unit", 2, "--unit 后面要写明值。\n用法见 gongkai --help。"),
    Wrong("list --json=1", 2, "--json 后面不能有值。\n用法见 gongkai --help。"),
    Wrong("list 多余", 2, "多了不认识的内容：多余。\n用法见 gongkai list --help。"),
    Wrong("list --format xml", 2, "没有“xml”这种格式。\n可用：table、plain、csv、json。"),
    Wrong("list --json --csv", 2, "不能同时用 json 和 csv 两种格式。\n请只选一种。"),
    Wrong("list --role 主办", 2, "没有“主办”这个角色。\n可用：牵头、责任、配合。"),
    Wrong("list --state 完成了", 2, f"没有“完成了”这个状态。\n是不是“已完成”？{STATES}"),
    Wrong("list --lamp 蓝", 2, "没有“蓝”这个灯。\n可用：红、黄、绿、完成。"),
    Wrong("list --section 九", 4, "没有序号为“九”的章节。\n章节序号有：1、2、3、4、5。"),
    Wrong("list --due-before 明天", 2, "“明天”不是日期。\n日期写成 2019-12-25 的样子。"),
    Wrong("list --due-before 2019-02-30", 2, "没有 2019-02-30 这一天。\n请核对月和日。"),
    Wrong(
        "list --unit 城乡可",
        4,
        "没有名为“城乡可”的单位。\n是不是：城乡科？全部单位见 gongkai units。",
    ),
    Wrong(
        "list --unit 各相关科室",
        4,
        "没有名为“各相关科室”的单位。\n“各相关科室”未指明是哪些单位，请写具体单位。",
    ),
    Wrong(
        "list --unit 局机关各科室",
        4,
        f"没有名为“局机关各科室”的单位。\n“局机关各科室”是单位组，请写其中的单位：{UNITS}。",
    ),
    Wrong(
        "units 某某",
        4,
        f"没有名为“某某”的单位。\n方案中的单位有：{UNITS}、市公共事业事务中心。",
    ),
    Wrong("show", 2, "缺少事项。\n用法见 gongkai show --help。"),
    Wrong("show 9.9", 4, "没有编号为“9.9”的事项。\n全部事项见 gongkai list。"),
    Wrong(
        "show 3.1",
        4,
        "没有编号为“3.1”的事项。\n"
        "是不是：3.1.1（扶贫信息公开）、3.1.2（生态环境信息公开）？全部事项见 gongkai list。",
    ),
    Wrong(
        "status set 3.1.1",
        2,
        "要写明事项和状态。\n如：gongkai status set 3.1.1 已完成 --unit 城乡科",
    ),
    Wrong("status set 3.1.1 搞定", 2, f"没有“搞定”这个状态。\n{STATES}"),
    Wrong(
        "status set 3.1.2 已完成",
        2,
        "事项 3.1.2 有 5 个单位，要用 --unit 写明是哪个。\n"
        "分工：城乡科（责任）、管理科（责任）、市政科（责任）、质安科（责任）、市公共事业事务中心（责任）。",
    ),
    Wrong(
        "status set 3.1.1 已完成 --unit 财务科",
        4,
        "事项 3.1.1 没有分给“财务科”。\n分工：城乡科（责任）。",
    ),
    Wrong(
        "status set 3.2.1 已完成 --unit 财务科",
        4,
        "事项 3.2.1 没有分给“财务科”。\n"
        "分工：行政审批科（牵头）。“各相关科室”待明确，先在方案里写 decided。",
    ),
    Wrong(
        "status set 3.1.1 已完成 --date 2019-12-01",
        2,
        "日期 2019-12-01 还没有到。\n今天是 2019-11-20，请写今天或以前的日期。",
    ),
    Wrong(
        "status set 3.1.1 已完成 --evidence 没有/此文件.pdf",
        3,
        "没有佐证文件 没有/此文件.pdf。\n请检查路径；文号、网址可以直接写。",
    ),
    Wrong("status undo", 4, "还没有可以撤销的记录。"),
    Wrong(
        "status undo 01X",
        4,
        "没有记录号为“01X”的记录，或它已经撤销。\n记录号见 gongkai status log。",
    ),
    Wrong("form export --all", 2, "没有写明放到哪里。\n如：gongkai form export --all -o 填报表"),
    Wrong(
        "form export -o 表",
        2,
        "没有写明是哪些单位。\n请写 --unit 单位，或用 --all 导出全部单位。",
    ),
    Wrong("form export --all --unit 城乡科 -o 表", 2, "--all 和 --unit 不能同时用。\n请只写一个。"),
    Wrong(
        "form export --all -o 表.xlsx",
        2,
        "有 10 份表，不能都写成 表.xlsx。\n请写目录或 .zip 文件。",
    ),
    Wrong(
        "form export --all -o data/plan2019.yaml",
        3,
        "写不了 data/plan2019.yaml/2019年政务公开落实情况填报表-办公室.xlsx："
        "同名的文件已经存在。\n请检查磁盘空间和权限。",
    ),
    Wrong("form collect", 2, "缺少文件…。\n用法见 gongkai form collect --help。"),
    Wrong("form collect 没有.xlsx --yes", 3, "没有 没有.xlsx 这个文件或目录。\n请检查路径。"),
    Wrong(
        "form collect 没有.xlsx",
        2,
        "没有人可以确认是否写入。\n请加 --yes 直接写入，或加 --dry-run 只看。",
    ),
    Wrong("report -o 报告.pdf", 2, "不会写“.pdf”这种文件。\n"),
    Wrong(
        "--plan 没有.yaml list",
        3,
        "没有方案文件 没有.yaml。\n请检查 --plan 或 GONGKAI_PLAN 的路径。",
    ),
    Wrong("--today 昨天 list", 2, "“昨天”不是日期。\n日期写成 2019-12-25 的样子。"),
    Wrong(
        "check --source 没有.txt",
        3,
        "没有.txt 读不了：没有这个文件或目录。\n请核对文件名和权限。",
    ),
    Wrong(
        "init data/plan2019.yaml",
        3,
        "写不了 data/plan2019.yaml/data/plan2019.yaml：路径中间有一段不是目录。\n",
    ),
]


@pytest.mark.parametrize("wrong", REFUSED, ids=[wrong.request for wrong in REFUSED])
@pytest.mark.usefixtures("office")
def test_a_wrong_request_is_answered_with_what_to_do(wrong: Wrong, gongkai: Run) -> None:
    answer = gongkai(*shlex.split(wrong.request))
    expected = f"错误：{wrong.says}"
    # What ends with a line break here may go on in words that change with every new form.
    said = answer.err if expected.endswith("\n") else answer.err.removesuffix("\n")
    assert said.startswith(expected) if expected.endswith("\n") else said == expected
    assert (answer.code, answer.out) == (wrong.code, "")


@pytest.mark.usefixtures("office")
def test_no_command_at_all_shows_the_help_and_says_what_is_missing(gongkai: Run) -> None:
    answer = gongkai()
    assert answer.err.startswith("用法：gongkai [选项] 命令 …\n")
    assert answer.err.endswith("错误：要写明命令。\n")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    "command",
    [
        "",
        "list",
        "show",
        "units",
        "status",
        "status set",
        "status log",
        "status undo",
        "form",
        "form export",
        "form collect",
        "report",
        "check",
        "plan",
        "plan schema",
        "init",
    ],
)
@pytest.mark.usefixtures("folder")
def test_help_is_chinese(command: str, gongkai: Run) -> None:
    answer = gongkai(*command.split(), "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"用法：gongkai {command}".rstrip())
    for english in ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Show this", "required"):
        assert english not in answer.out


def test_findings_in_the_plan_come_before_the_refusal(gongkai: Run, small: Path) -> None:
    plan = small / "plan2019.yaml"
    plan.write_text(plan.read_text("utf-8").replace("lead: [城乡科]", "lead: [规划处]"), "utf-8")
    answer = gongkai("list")
    assert (answer.code, answer.out) == (3, "")
    first, *_, last = answer.err.splitlines()
    assert first.startswith("plan2019.yaml:32:16: 错误 [unknown-unit] 没有名为“规划处”的单位。")
    assert last == "错误：方案文件 plan2019.yaml 有 1 处错误，改正后再试。"


def test_a_wall_of_findings_is_cut_and_says_so(gongkai: Run, small: Path) -> None:
    plan = small / "plan2019.yaml"
    lines = "".join(f"多余{n}: 甲\n" for n in range(25))
    plan.write_text(plan.read_text("utf-8") + lines, "utf-8")
    answer = gongkai("list")
    assert answer.err.count("[unknown-key]") == 20
    assert "……另有 5 处，全部见 gongkai check。" in answer.err

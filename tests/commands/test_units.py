"""`gongkai units`: the units and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

# Counted by hand from the printed document: leads, is responsible, supports.
SHIPPED = {
    "办公室": (7, 12, 4),
    "局机关党委办": (1, 11, 10),
    "政策法规科": (3, 11, 8),
    "财务科": (0, 12, 11),
    "行政审批科": (3, 12, 10),
    "城乡科": (0, 13, 11),
    "市政科": (0, 13, 11),
    "管理科": (0, 12, 11),
    "质安科": (0, 12, 11),
    "市公共事业事务中心": (0, 13, 11),
}


@pytest.mark.usefixtures("office")
def test_every_unit_has_its_tasks_by_role(gongkai: Run) -> None:
    rows = gongkai("units").rows
    assert {row[0]: tuple(map(int, row[1:4])) for row in rows} == SHIPPED
    assert all(int(row[4]) == sum(map(int, row[1:4])) for row in rows)


@pytest.mark.usefixtures("small")
def test_figures_follow_what_was_said(gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "已完成")
    gongkai("status", "set", "1.2", "推进中", "--unit", "办公室")
    rows = gongkai("units", "--today", "2019-12-26").rows
    #                牵头 责任 配合 合计 已反馈 未反馈 已办结 逾期 反馈率
    assert rows[0] == ["办公室", *["0", "1", "1", "2", "2", "0", "1", "0", "100.0%"]]
    assert rows[1] == ["城乡科", *["1", "0", "0", "1", "0", "1", "0", "1", "0.0%"]]
    assert rows[2] == ["事务中心", *["1", "0", "0", "1", "0", "1", "0", "1", "0.0%"]]


@pytest.mark.usefixtures("small")
def test_a_unit_without_items_is_listed(gongkai: Run, small: Path) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8").replace(
        "groups:\n", "  - {name: 新科, kind: 局属单位}\ngroups:\n"
    )
    plan.write_text(text, "utf-8")
    for form in ("plain", "csv", "json", "table"):
        answer = gongkai("units", "--format", form)
        assert (answer.code, answer.err) == (0, "")
        assert "新科" in answer.out
    assert gongkai("units", "新科").code == 0


@pytest.mark.usefixtures("office")
def test_a_units_page_says_what_is_its(gongkai: Run) -> None:
    answer = gongkai("units", "管理")
    facts = {row[0]: row[1] for row in answer.rows if len(row) == 2}
    assert facts["单位"] == "管理科（全称待核实）"
    assert facts["任务"] == "牵头 0，责任 12，配合 11，共 23"
    assert [row[0] for row in answer.rows if "待明确" in row] == ["3.2.1", "3.2.2"]
    assert gongkai("units", "管理科") == answer


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("args", [["units"], ["units", "城乡科"]])
def test_units_fit_the_terminal(columns: int, args: list[str], gongkai: Run) -> None:
    answer = gongkai(*args, "--format", "table", COLUMNS=str(columns))
    assert max(map(cell_len, answer.out.splitlines())) <= columns
    assert "…" not in answer.out or args != ["units"]

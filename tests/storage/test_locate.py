"""Which plan a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.storage.locate import locate

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")


def test_the_newest_year_counts_and_ledgers_and_schemas_are_no_plans(tmp_path: Path) -> None:
    put(tmp_path, "plan2018.yaml", "plan2020.yml", "plan2020.progress.yaml")
    put(tmp_path, "plan2021.progress-城乡科.yaml", "plan.schema.yaml", "plan2022.txt", "xplan.yaml")
    found = locate(None, tmp_path)
    assert found.plan == tmp_path / "plan2020.yml"
    assert found.ledger == tmp_path / "plan2020.progress.yaml"
    assert not found.embedded


def test_data_comes_before_the_folder_itself(tmp_path: Path) -> None:
    put(tmp_path, "plan2030.yaml", "data/plan2019.yaml")
    assert locate(None, tmp_path).plan == tmp_path / "data" / "plan2019.yaml"


def test_the_nearest_parent_that_has_one_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "data/plan2019.yaml", "a/plan2018.yaml")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    assert locate(None, tmp_path / "a" / "b" / "c").plan == tmp_path / "a" / "plan2018.yaml"
    (tmp_path / "x").mkdir()
    assert locate(None, tmp_path / "x").plan == tmp_path / "data" / "plan2019.yaml"


def test_what_is_given_is_a_file_or_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "甲.yaml", "plan2019.yaml", "e/data/plan2020.yaml")
    assert locate(str(tmp_path / "甲.yaml"), tmp_path).ledger == tmp_path / "甲.progress.yaml"
    assert locate(str(tmp_path), tmp_path / "e").plan == tmp_path / "plan2019.yaml"
    assert locate(str(tmp_path / "e"), tmp_path).plan.name == "plan2020.yaml"
    (tmp_path / "空").mkdir()
    for wrong in ("空", "没有.yaml"):
        with pytest.raises(InvalidData):
            locate(str(tmp_path / wrong), tmp_path)


def test_the_command_line_comes_before_the_environment(small: Path, gongkai: Run) -> None:
    other = (small / "plan2019.yaml").read_text("utf-8").replace("发布政策文件\n", "另一份\n", 1)
    (small / "乙.yaml").write_text(other, "utf-8")
    assert gongkai("list").rows[0][1] == "发布政策文件"
    assert gongkai("list", GONGKAI_PLAN="乙.yaml").rows[0][1] == "另一份"
    both = gongkai("--plan", "plan2019.yaml", "list", GONGKAI_PLAN="乙.yaml")
    assert both.rows[0][1] == "发布政策文件"
    assert gongkai("list", "--plan=乙.yaml").rows[0][1] == "另一份"
    assert gongkai("list", "--plan", "乙.yaml").rows[0][1] == "另一份"


def test_of_several_plans_of_a_year_the_shortest_name_is_taken_and_the_others_are_told(
    small: Path, gongkai: Run
) -> None:
    text = (small / "plan2019.yaml").read_text("utf-8")
    for name in ("plan2019法治.yaml", "plan2018.yaml"):
        (small / name).write_text(text.replace("政务公开", "法治政府建设"), "utf-8")
    told = (
        "提示：这里同年的方案还有 plan2019法治.yaml，用的是 plan2019.yaml；要用别的，请写 --plan。"
    )
    assert gongkai("list").err.strip() == told
    assert gongkai("--plan", "plan2019法治.yaml", "list").err == ""

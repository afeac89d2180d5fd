"""`gongkai init` and the plan inside the package: from nothing to a folder of one's own."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED, SOURCE

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_folder_is_made_that_works_at_once(folder: Path, gongkai: Run) -> None:
    answer = gongkai("init", "台账")
    assert answer.code == 0
    made = folder / "台账"
    assert files(made) == [
        ".gitattributes",
        "data/plan.schema.json",
        "data/plan2019-source.txt",
        "data/plan2019.yaml",
        "说明.md",
    ]
    assert answer.out.count("已建立 ") == 5
    assert (made / "data" / "plan2019.yaml").read_bytes() == SHIPPED.read_bytes()
    assert (made / "data" / "plan2019-source.txt").read_bytes() == SOURCE.read_bytes()
    assert json.loads((made / "data" / "plan.schema.json").read_bytes())["title"]
    inside = gongkai("check", "--plan", "台账", "--source", "台账/data/plan2019-source.txt")
    assert inside.code == 0


def test_the_plan_names_the_schema_beside_it(folder: Path, gongkai: Run) -> None:
    gongkai("init")
    first = (folder / "data" / "plan2019.yaml").read_text("utf-8").splitlines()[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert (folder / "data" / name).is_file()


@pytest.mark.parametrize("there", ["data/plan2019.yaml", "说明.md", ".gitattributes"])
def test_nothing_is_overwritten_and_then_nothing_is_made(
    there: str, folder: Path, gongkai: Run
) -> None:
    mine = folder / there
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("我的", "utf-8")
    answer = gongkai("init")
    assert (answer.code, answer.out) == (3, "")
    assert f"已有 {there}，没有改动。" in answer.err
    assert files(folder) == [there]
    assert mine.read_text("utf-8") == "我的"


def test_git_merges_two_offices_ledgers(folder: Path, gongkai: Run) -> None:
    gongkai("init")
    done = subprocess.run(
        ["git", "check-attr", "merge", "data/plan2019.progress.yaml"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "GIT_DIR": str(folder / ".git")},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        done = subprocess.run(
            ["git", "check-attr", "merge", "data/plan2019.progress.yaml"],
            cwd=folder,
            capture_output=True,
            check=True,
        )
    assert done.stdout.decode().strip().endswith("merge: union")


def test_without_any_plan_the_embedded_one_answers_with_a_hint_only_once(
    folder: Path, process: Run
) -> None:
    first = process("list")
    assert (first.code, len(first.rows)) == (0, 28)
    assert first.err.startswith("提示：附近没有方案文件，用的是自带的 2019 年方案")
    assert "gongkai init" in first.err
    second = process("list")
    assert (second.out, second.err) == (first.out, "")
    assert files(folder) == []


def test_the_embedded_plans_ledger_is_the_users_own(
    folder: Path, tmp_path: Path, gongkai: Run
) -> None:
    assert gongkai("status", "set", "3.1.1", "已完成").code == 0
    assert files(folder) == []
    ledger = tmp_path / "home" / "data" / "gongkai" / "plan2019.progress.yaml"
    assert '"3.1.1"' in ledger.read_text("utf-8")
    assert gongkai("list", "--state", "已完成").rows[0][0] == "3.1.1"

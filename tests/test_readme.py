"""README: its commands work, in both languages."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("gongkai ")]


def test_both_languages_give_the_same_two_set_up_commands() -> None:
    chinese, english = README.split("## In English")
    pattern = r"^python3 -m venv .*$"
    assert re.findall(pattern, chinese, re.MULTILINE) == re.findall(pattern, english, re.MULTILINE)
    assert len(re.findall(pattern, chinese, re.MULTILINE)) == 2


def test_every_command_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GONGKAI_PLAN", "GONGKAI_UNIT", "GONGKAI_BY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GONGKAI_TODAY", "2019-12-12")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    folder = tmp_path
    for command in COMMANDS:
        arguments = shlex.split(command)[1:]
        if "--install-completion" in arguments:
            continue
        done = subprocess.run(
            [sys.executable, "-m", "gongkai_cli", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (command, done.returncode, "错误" in done.stderr) == (command, 0, False)
        if arguments[0] == "init":
            folder = tmp_path / arguments[1]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_to_files(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongkai_cli", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    listed = done.stdout.partition("命令：")[2]
    names = re.findall(r"^  (\w+) +\S", listed, re.MULTILINE)
    assert len(names) == 10
    for name in names:
        assert f"gongkai {name}" in README
        one = subprocess.run(
            [sys.executable, "-m", "gongkai_cli", name, "--help"],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert one.returncode == 0
        assert one.stdout.startswith(f"用法：gongkai {name}")


def test_the_pre_commit_hook_runs_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split() == ["gongkai", "check"]
    assert hook["pass_filenames"] is False
    for name in ("data/plan2019.yaml", "plan2020.yml", "data/plan2019.progress.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "src/gongkai_cli/domain/plan.py")


def test_editors_accept_the_shipped_plan_by_its_schema() -> None:
    schema = json.loads((ROOT / "data" / "plan.schema.json").read_text(encoding="utf-8"))
    plan = yaml.safe_load((ROOT / "data" / "plan2019.yaml").read_text(encoding="utf-8"))
    # Editors read YAML 1.2, where a date is text.
    as_editors_see_it = json.loads(json.dumps(plan, default=str))
    jsonschema.Draft202012Validator(schema).validate(as_editors_see_it)
    as_editors_see_it["document"]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        jsonschema.Draft202012Validator(schema).validate(as_editors_see_it)

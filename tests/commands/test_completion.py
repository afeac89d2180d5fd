"""Completion, asked for as the shells ask: through ``_GONGKAI_COMPLETE``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def offered(process: Run, words: str) -> list[str]:
    """Ask as bash does; the last of the words is the one being typed."""
    typed = words.split(" ")
    answer = process(
        _GONGKAI_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(typed) - 1)
    )
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("gongkai st", ["status"]),
        ("gongkai list --unit 城", ["城乡科"]),
        ("gongkai list -u 市", ["市政科", "市公共事业事务中心"]),
        ("gongkai units 财", ["财务科"]),
        ("gongkai show 3.1", ["3.1.1", "3.1.2"]),
        ("gongkai status set 5.3", ["5.3.1", "5.3.2"]),
        ("gongkai status set 3.1.1 已", ["已完成"]),
        ("gongkai status set 3.1.1 已完成 --unit 城", ["城乡科"]),
        ("gongkai status log 4.1", ["4.1.1", "4.1.2", "4.1.3"]),
        ("gongkai list --state 推", ["推进中"]),
        ("gongkai list --role 牵", ["牵头"]),
        ("gongkai report --unit 政", ["政策法规科"]),
    ],
)
def test_units_items_and_states_are_offered(words: str, expected: list[str], process: Run) -> None:
    assert offered(process, words) == expected


def test_the_plan_on_the_command_line_is_the_one_asked(small: Path, process: Run) -> None:
    (small / "plan2019.yaml").rename(small / "甲.yaml")
    assert offered(process, "gongkai --plan 甲.yaml list --unit 事") == ["事务中心"]


def test_a_broken_plan_offers_nothing_and_says_nothing(small: Path, process: Run) -> None:
    (small / "plan2019.yaml").write_text("乱写", "utf-8")
    assert offered(process, "gongkai list --unit 城") == []


@pytest.mark.usefixtures("office")
def test_other_shells_see_titles(process: Run) -> None:
    answer = process(_GONGKAI_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="gongkai show 3.1.1")
    assert answer.code == 0
    assert "3.1.1" in answer.out
    assert "扶贫信息公开" in answer.out


@pytest.mark.usefixtures("folder")
def test_the_script_for_a_shell_can_be_had(process: Run) -> None:
    answer = process("--show-completion", "bash")
    assert answer.code == 0
    assert "_GONGKAI_COMPLETE=complete_bash" in answer.out

"""Two offices that record on their own and join their ledgers with real git."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import yaml
from processes import Office

from gongkai_cli.storage.ledger import HEADER

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Clone(Office):
    """An office whose folder is a git repository."""

    def git(self, *args: str, succeeds: bool = True) -> str:
        private = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": self.folder.name,
            "GIT_AUTHOR_EMAIL": "office@example.com",
            "GIT_COMMITTER_NAME": self.folder.name,
            "GIT_COMMITTER_EMAIL": "office@example.com",
            "LC_ALL": "C",
        }
        done = subprocess.run(
            ["git", *args],
            cwd=self.folder,
            env=self.environment(**private),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) is succeeds, done
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "登记")
        return self.git("rev-parse", "HEAD")

    def clone(self, name: str) -> Clone:
        made = Clone(self.folder.with_name(name), self.home.with_name(f"{name}-home"))
        made.home.mkdir()
        self.git("clone", "--quiet", str(self.folder), str(made.folder))
        return made

    def merge(self, other: Clone, commit: str, *, succeeds: bool = True) -> None:
        self.git("fetch", "--quiet", str(other.folder), commit)
        self.git("merge", "--no-edit", commit, succeeds=succeeds)

    def markers(self) -> list[int]:
        """The lines of the ledger that are marks of a conflict."""
        lines = self.ledger.read_text(encoding="utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if line.startswith(MARKERS)]


def _init(base: Path) -> Clone:
    """A folder made by `gongkai init`, under git."""
    home = base / "home"
    home.mkdir()
    made = Clone(base / "局", home)
    assert Clone(base, home).run("init", made.folder.name).code == 0
    made.git("init", "--quiet", "--initial-branch", "main")
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return made


@pytest.fixture
def two(tmp_path: Path) -> tuple[Clone, Clone]:
    """Two clones of a folder in which something has been recorded before."""
    origin = _init(tmp_path)
    origin.record("set", "3.1.1", "推进中", "--by", "先前")
    origin.commit()
    return origin.clone("甲"), origin.clone("乙")


def _record_on_both_sides(left: Clone, right: Clone) -> list[str]:
    """Some of its own on each side, and on both something about 3.1.1; gives all ids."""
    ids = left.record("set", "1.1.1", "1.2.1", "已完成", "--unit", "办公室,城乡科", "--by", "甲")
    ids += right.record("set", "4.1.2", "已完成", "--by", "乙")
    ids += left.record("set", "3.1.1", "已完成", "--by", "甲")
    ids += right.record("set", "2.1", "不涉及", "--unit", "财务科", "--by", "乙")
    return ids + right.record("set", "3.1.1", "受阻", "--by", "乙")


def test_a_merge_keeps_every_entry_of_both_sides(two: tuple[Clone, Clone]) -> None:
    left, right = two
    before = [row["id"] for row in left.rows()]
    ids = before + _record_on_both_sides(left, right)
    at_left, at_right = left.commit(), right.commit()
    left.merge(right, at_right)
    right.merge(left, at_left)
    for clone in two:
        assert clone.markers() == []
        assert sorted(row["id"] for row in clone.rows()) == sorted(ids)
        assert yaml.safe_load(clone.ledger.read_bytes()) == clone.rows()
        assert clone.ledger.read_text(encoding="utf-8").startswith(HEADER)
        assert {entry["id"] for entry in clone.ask("status", "log")["entries"]} == set(ids)
    assert left.answers() == right.answers()


def test_the_first_entries_of_both_sides_merge_too(tmp_path: Path) -> None:
    origin = _init(tmp_path)
    origin.commit()
    left, right = origin.clone("甲"), origin.clone("乙")
    ids = left.record("set", "3.1.1", "已完成") + right.record("set", "4.1.2", "推进中")
    left.commit()
    left.merge(right, right.commit())
    assert {row["id"] for row in left.rows()} == set(ids)
    assert left.ledger.read_text(encoding="utf-8").startswith(HEADER)
    assert left.findings() == []
    assert left.said("3.1.1", "城乡科")["state"] == "done"
    assert left.said("4.1.2", "办公室")["state"] == "in_progress"


def test_what_both_sides_changed_is_reported_until_an_entry_has_seen_both(
    two: tuple[Clone, Clone],
) -> None:
    left, right = two
    _record_on_both_sides(left, right)
    left.commit()
    left.merge(right, right.commit())

    (finding,) = left.findings()
    assert (finding["code"], finding["severity"]) == ("concurrent", "warning")
    (later,) = [n for n, row in enumerate(left.rows(), 2) if row["state"] == "blocked"]
    assert finding["line"] == later
    assert left.run("check").code == 0

    part = left.said("3.1.1", "城乡科")
    assert (part["state"], part["by"], part["concurrent"]) == ("blocked", "乙", True)
    listed = {item["id"]: item["state"] for item in left.ask("list")["items"]}
    assert listed["3.1.1"] == "blocked"
    assert "同时修改" in left.run("show", "3.1.1").out

    left.record("set", "3.1.1", "长期坚持", "--by", "甲")
    assert left.findings() == []
    part = left.said("3.1.1", "城乡科")
    assert (part["state"], part["concurrent"]) == ("ongoing", False)


def test_the_later_word_decides_whatever_time_zones_the_computers_are_set_to(
    two: tuple[Clone, Clone],
) -> None:
    left, right = two
    for clone, zone, state in ((left, "CST-8", "推进中"), (right, "UTC", "已完成")):
        words = ("status", "set", "4.1.2", state, "--date", "2019-11-05")
        assert clone.run(*words, environment={"TZ": zone}).code == 0
    left.commit()
    left.merge(right, right.commit())
    assert left.said("4.1.2", "办公室")["state"] == "done"


def test_entries_about_different_things_are_not_reported(two: tuple[Clone, Clone]) -> None:
    left, right = two
    left.record("set", "1.1.1", "已完成", "--unit", "办公室")
    right.record("set", "1.1.1", "已完成", "--unit", "城乡科")
    left.commit()
    left.merge(right, right.commit())
    assert left.findings() == []


def test_an_undo_on_one_side_counts_after_the_merge(two: tuple[Clone, Clone]) -> None:
    left, right = two
    (first,) = (row["id"] for row in left.rows())
    left.record("undo", first)
    right.record("set", "4.1.2", "已完成")
    left.commit()
    left.merge(right, right.commit())
    assert left.findings() == []
    assert left.said("3.1.1", "城乡科")["state"] == "not_started"


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_marks_of_a_conflict_are_reported_by_line_and_the_entries_of_both_sides_count(
    two: tuple[Clone, Clone], style: str
) -> None:
    left, right = two
    ids = _record_on_both_sides(left, right)
    (left.folder / ".git" / "info" / "attributes").write_text("data/*.yaml merge=text\n")
    left.git("config", "merge.conflictStyle", style)
    left.commit()
    left.merge(right, right.commit(), succeeds=False)
    marks = left.markers()
    assert len(marks) == {"merge": 3, "diff3": 4}[style]

    found = left.codes()
    assert [line for code, line in found if code == "ledger-conflict"] == marks
    assert {code for code, _ in found} == {"ledger-conflict", "concurrent"}
    assert left.run("check").code == 1
    assert f"{len(marks)} 处问题" in left.run("list").err
    assert set(ids) < {entry["id"] for entry in left.ask("status", "log")["entries"]}
    assert left.said("4.1.2", "办公室")["state"] == "done"
    assert left.said("1.2.1", "城乡科")["state"] == "done"

    left.record("set", "3.1.1", "已完成")
    lines = left.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    left.ledger.write_text("".join(line for line in lines if not line.startswith(MARKERS)))
    assert left.findings() == []

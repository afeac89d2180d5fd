"""`gongkai status`: saying how far the work is, looking at what was said, taking it back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LEDGER = "plan2019.progress.yaml"


def lines(folder: Path) -> list[dict[str, Any]]:
    """Read the ledger as a JSON parser does: one entry per line behind ``- ``."""
    path = folder / LEDGER
    text = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line[2:]) for line in text if line.startswith("- ")]


def states(gongkai: Run, item: str) -> dict[str, str]:
    (found,) = gongkai("show", item, "--json").json["items"]
    return {part["unit"]: part["state"] for part in found["assignments"]}


def test_the_only_unit_of_an_item_need_not_be_named(small: Path, gongkai: Run) -> None:
    answer = gongkai("status", "set", "1.1", "推进中", "--note", "已拟稿")
    (line,) = lines(small)
    assert (line["item"], line["unit"], line["state"]) == ("1.1", "办公室", "in_progress")
    assert (line["note"], line["date"], line["by"]) == ("已拟稿", "2019-11-20", "张三")
    assert (line["via"], line["prev"], len(line["id"])) == ("cli", [], 26)
    assert answer.out.startswith("1.1 发布政策文件　办公室：未反馈 → 推进中")
    assert line["id"] in answer.out
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize("name", ["1.1", "一1", "（一）1.", "(一)1", "一、1"])
def test_an_item_is_named_as_the_paper_has_it(name: str, small: Path, gongkai: Run) -> None:
    assert gongkai("status", "set", name, "done").code == 0
    assert [line["item"] for line in lines(small)] == ["1.1"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("未启动", "not_started"),
        ("推进中", "in_progress"),
        ("已完成", "done"),
        ("长期坚持", "ongoing"),
        ("不涉及", "not_applicable"),
        ("受阻", "blocked"),
    ],
)
def test_a_state_is_named_by_its_word_or_its_code(word: str, code: str, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", word)
    assert states(gongkai, "1.1") == {"办公室": code}
    gongkai("status", "set", "1.1", "推进中")
    gongkai("status", "set", "1.1", code)
    assert states(gongkai, "1.1") == {"办公室": code}


@pytest.mark.usefixtures("office")
def test_several_items_and_units_are_set_at_once(gongkai: Run) -> None:
    answer = gongkai("status", "set", "1.1.1", "2.1", "已完成", "-u", "管理", "-u", "市政,财务科")
    assert len(answer.out.splitlines()) == 6
    for item in ("1.1.1", "2.1"):
        done = {unit for unit, state in states(gongkai, item).items() if state == "done"}
        assert done == {"管理科", "市政科", "财务科"}


def test_several_are_set_wholly_or_not_at_all(office: Path, gongkai: Run) -> None:
    answer = gongkai("status", "set", "1.1.1", "4.1.2", "已完成", "--unit", "财务科")
    assert (answer.code, answer.out) == (4, "")
    assert not (office / "data" / LEDGER).exists()


def test_a_second_word_names_the_first(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中")
    answer = gongkai("status", "set", "1.1", "已完成")
    first, second = lines(small)
    assert second["prev"] == [first["id"]]
    assert "推进中 → 已完成" in answer.out


def test_evidence_is_a_url_a_number_or_a_file_with_its_digest(small: Path, gongkai: Run) -> None:
    (small / "佐证.txt").write_bytes("网页截图".encode())
    proofs = ("https://www.example.gov.cn/a.html", "汕建办字〔2019〕23号", "佐证.txt")
    options = [word for proof in proofs for word in ("--evidence", proof)]
    assert gongkai("status", "set", "1.1", "已完成", *options).code == 0
    digest = hashlib.sha256("网页截图".encode()).hexdigest()
    assert lines(small)[0]["evidence"] == [
        {"title": proofs[0], "url": proofs[0]},
        {"title": proofs[1]},
        {"title": "佐证.txt", "sha256": digest},
    ]


def test_evidence_that_is_not_there_is_refused(small: Path, gongkai: Run) -> None:
    answer = gongkai("status", "set", "1.1", "已完成", "-e", "./没有.pdf")
    assert (answer.code, answer.out) == (3, "")
    assert lines(small) == []


def test_who_says_it_is_by_then_the_environment(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中", "--by", "李四", GONGKAI_BY="王五")
    gongkai("status", "set", "1.1", "已完成", GONGKAI_BY="王五")
    assert [line["by"] for line in lines(small)] == ["李四", "王五"]


def test_the_day_is_as_given_and_not_to_come(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中", "--date", "2019年11月5日")
    assert lines(small)[0]["date"] == "2019-11-05"
    assert gongkai("status", "set", "1.1", "已完成", "--date", "2019-11-21").code == 2
    assert len(lines(small)) == 1
    later = ("status", "set", "1.1", "已完成", "--date", "2019-11-21", "--today", "2019-11-21")
    assert gongkai(*later).code == 0


def test_a_dry_run_writes_nothing_and_says_what_would_change(small: Path, gongkai: Run) -> None:
    before = sorted(path.name for path in small.iterdir())
    answer = gongkai("status", "set", "1.1", "已完成", "--dry-run")
    assert "未反馈 → 已完成" in answer.out
    assert (answer.code, answer.err) == (0, "只是看看，没有写入。\n")
    assert sorted(path.name for path in small.iterdir()) == before
    gongkai("status", "set", "1.1", "推进中")
    ledger = (small / LEDGER).read_bytes()
    gongkai("status", "undo", "--dry-run")
    assert (small / LEDGER).read_bytes() == ledger


@pytest.mark.usefixtures("small")
def test_the_unit_may_come_from_the_environment(gongkai: Run) -> None:
    assert gongkai("status", "set", "1.2", "已完成", GONGKAI_UNIT="城乡").code == 0
    assert states(gongkai, "1.2") == {"城乡科": "done", "办公室": "not_started"}
    gongkai("status", "set", "1.2", "受阻", "--unit", "办公室", GONGKAI_UNIT="城乡")
    assert states(gongkai, "1.2") == {"城乡科": "done", "办公室": "blocked"}


@pytest.mark.usefixtures("small")
def test_without_a_unit_it_says_whose_the_item_is(gongkai: Run) -> None:
    answer = gongkai("status", "set", "1.2", "已完成")
    assert (answer.code, answer.out) == (2, "")
    assert "城乡科（牵头）、办公室（配合）" in answer.err


def test_what_was_said_is_listed_oldest_first(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中", "--note", "第一\t步", "--date", "2019-11-01")
    gongkai("status", "set", "1.2", "受阻", "--unit", "城乡科", "--by", "李四")
    gongkai("status", "set", "1.2", "已完成", "--unit", "办公室")
    rows = gongkai("status", "log").rows
    assert [row[0] for row in rows] == [line["id"] for line in lines(small)]
    assert rows[0][1:7] == ["2019-11-01", "1.1", "办公室", "推进中", "第一 步", "张三"]
    assert rows[1][3:7] == ["城乡科", "受阻", "", "李四"]
    assert gongkai("status", "log", "一2").rows == rows[1:]
    assert gongkai("status", "log", "--unit", "办公室").rows == [rows[0], rows[2]]
    assert gongkai("status", "log", "1.2", "--unit", "城乡").rows == [rows[1]]
    assert gongkai("status", "log", "--today", "2019-11-01").rows == rows[:1]


def test_undo_takes_back_the_newest_and_leaves_a_trail(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中")
    gongkai("status", "set", "1.1", "已完成")
    answer = gongkai("status", "undo")
    assert "办公室：已完成 → 推进中" in answer.out
    assert states(gongkai, "1.1") == {"办公室": "in_progress"}
    first, second, third = lines(small)
    assert (third["kind"], third["retracts"]) == ("retract", second["id"])
    rows = gongkai("status", "log").rows
    assert [row[4] for row in rows] == ["推进中", "已完成（已撤销）", f"撤销 {second['id']}"]
    gongkai("status", "undo")
    assert states(gongkai, "1.1") == {"办公室": "not_started"}
    assert lines(small)[-1]["retracts"] == first["id"]
    assert gongkai("status", "undo").code == 4


@pytest.mark.usefixtures("small")
def test_undo_takes_the_beginning_of_an_entrys_number(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中")
    gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科")
    first, second = lines(small)
    assert gongkai("status", "undo", "01").code == 2
    assert gongkai("status", "undo", second["id"].lower()).code == 0
    assert states(gongkai, "1.2")["城乡科"] == "not_started"
    assert states(gongkai, "1.1")["办公室"] == "in_progress"
    assert gongkai("status", "undo", second["id"]).code == 4
    assert gongkai("status", "undo", first["id"]).code == 0


def test_the_ledger_loads_as_yaml_whatever_people_type(small: Path, gongkai: Run) -> None:
    import yaml

    note = "引号\" '、#号: {花} [方] *星 &和 \\ \u2028行\u0085断\ufeff\x7f 🎉\n第二行\t="
    gongkai("status", "set", "1.1", "推进中", "--note", note)
    gongkai("status", "set", "1.1", "已完成")
    text = (small / LEDGER).read_text("utf-8")
    loaded = yaml.safe_load(text)
    assert [entry["state"] for entry in loaded] == ["in_progress", "done"]
    assert loaded[0]["note"] == note
    assert text.count("\n- ") == 2
    assert gongkai("show", "1.1", "--json", "--today", "2019-11-20").code == 0
    assert gongkai("status", "log", "--json").json["entries"][0]["note"] == note


@pytest.mark.parametrize("form", ["plain", "csv", "table", "json"])
@pytest.mark.parametrize("command", ["show 1.1", "status log"])
@pytest.mark.usefixtures("small")
def test_a_note_is_shown_whole_and_harmless(command: str, form: str, gongkai: Run) -> None:
    note = "[red]红[/red] [/tmp/x] \x1b[2J\a\r\u202e =1 \x9b尾"
    assert gongkai("status", "set", "1.1", "推进中", "--note", note).code == 0
    answer = gongkai(*command.split(), "--format", form, COLUMNS="300")
    assert answer.code == 0
    assert "[red]红[/red] [/tmp/x] " in answer.out
    assert not set(answer.out.replace("\r\n", "\n")) & set("\x1b\a\r\u202e\x9b")


@pytest.mark.usefixtures("small")
def test_typed_names_are_harmless_in_errors_and_answers(gongkai: Run) -> None:
    said = gongkai("list", "--unit", "\x1b[31m红\u202e")
    assert said.code == 4
    assert not set(said.err) & set("\x1b\u202e")
    set_ = gongkai("status", "set", "1.1", "推进中", "--by", "\x1b]0;x\a")
    assert "\x1b" not in set_.out + gongkai("status", "log").out

"""Real processes that write one ledger at once, are killed, or have to wait for its lock."""

from __future__ import annotations

import fcntl
import json
import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from processes import Office, finish, make_office, refused

from gongkai_cli.__main__ import run
from gongkai_cli.domain.errors import Busy
from gongkai_cli.storage import ledger, lock

if TYPE_CHECKING:
    import subprocess

WRITERS, EACH, ALONE = 8, 200, 20
"""Each writer's first commands start alone, as users' do; the others are split off and come faster."""
ROUNDS, KILLS = 4, 50
DEPARTMENTS = (
    "办公室,局机关党委办,政策法规科,财务科,行政审批科"
    ",城乡科,市政科,管理科,质安科,市公共事业事务中心"
)
SHARED = ("1.1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "2.1", "2.2.1", "2.2.2", "2.3.1", "2.3.2")
STATES = ("未启动", "推进中", "已完成", "长期坚持", "不涉及", "受阻")
LOST_LINES = {"ledger-torn", "ledger-line", "ledger-batch"}


@pytest.fixture
def own(tmp_path: Path) -> Office:
    return make_office(tmp_path)


# -- many writers -----------------------------------------------------------------------------------


def _record_often(office: Office, writer: int, pairs: list[tuple[str, str]]) -> list[str]:
    chance = random.Random(writer)  # noqa: S311
    acknowledged: list[str] = []
    for number in range(EACH):
        item, unit = chance.choice(pairs)
        words = ("status", "set", item, chance.choice(STATES), "--unit", unit, "--json")
        own = ("--by", f"{writer}", "--note", f"第{number}次")
        run = office.split if number >= ALONE else office.run_alone
        done = run(*words, *own)
        assert done.code == 0, done
        acknowledged += [change["entry"] for change in done.json["changes"]]
    return acknowledged


def test_eight_writers_at_once_lose_nothing_and_see_each_other(own: Office) -> None:
    items = own.ask("list")["items"]
    pairs = [(item["id"], part["unit"]) for item in items for part in item["assignments"]][:40]
    with ProcessPoolExecutor(WRITERS) as pool:
        jobs = [pool.submit(_record_often, own, writer, pairs) for writer in range(WRITERS)]
        acknowledged = [entry for job in jobs for entry in job.result()]

    rows = own.rows()
    assert len(acknowledged) == WRITERS * EACH
    assert sorted(row["id"] for row in rows) == sorted(acknowledged)
    assert len({row["id"] for row in rows}) == WRITERS * EACH
    said = {(row["by"], row["note"]) for row in rows}
    assert said == {(f"{w}", f"第{n}次") for w in range(WRITERS) for n in range(EACH)}
    assert yaml.safe_load(own.ledger.read_bytes()) == rows
    assert own.ledger.read_text(encoding="utf-8").count(ledger.HEADER) == 1
    assert own.findings() == []
    assert _unseen(rows) == []


def _unseen(rows: list[dict[str, Any]]) -> list[str]:
    """Entries that do not name as seen just the one before them about the same item and unit."""
    before: dict[tuple[str, str], str] = {}
    unseen = []
    for row in rows:
        pair = (row["item"], row["unit"])
        if row["prev"] != ([before[pair]] if pair in before else []):
            unseen.append(row["id"])
        before[pair] = row["id"]
    return unseen


# -- kills ------------------------------------------------------------------------------------------


class Command(NamedTuple):
    """A command that may be killed; `by` marks its entries, of which there are `size`."""

    by: str
    words: tuple[str, ...]
    size: int


def _command(chance: random.Random, number: int) -> Command:
    by = f"第{number}号命令"
    if chance.random() < 0.4:
        return Command(by, ("3.1.1", chance.choice(STATES), "--by", by), 1)
    items = chance.sample(SHARED, chance.randint(2, len(SHARED)))
    note = "多" * chance.choice((1, 100, 800))
    words = (*items, chance.choice(STATES), "--unit", DEPARTMENTS, "--note", note)
    return Command(by, (*words, "--by", by), 10 * len(items))


def _start(office: Office, command: Command) -> subprocess.Popen[bytes]:
    return office.start("status", "set", *command.words)


def _kill_when_it_writes(office: Office, process: subprocess.Popen[bytes]) -> None:
    """Kill a process as soon as the ledger grows, or when it has ended without that."""
    size = office.ledger.stat().st_size
    while process.poll() is None and office.ledger.stat().st_size == size:
        pass
    process.kill()


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_kill_at_any_moment_loses_no_acknowledged_entry_and_no_part_of_a_batch(
    own: Office, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    begun = time.monotonic()
    own.record("set", "3.1.1", "推进中", "--by", "开头")
    life = 1.3 * (time.monotonic() - begun)
    commands = [_command(chance, number) for number in range(KILLS)]
    acknowledged = set()
    for command in commands:
        process = _start(own, command)
        if chance.random() < 0.5:
            _kill_when_it_writes(own, process)
        else:
            time.sleep(chance.uniform(0, life))
            process.kill()
        if finish(process).code == 0:
            acknowledged.add(command.by)
        assert own.run("list").code == 0

    counted = Counter(entry["by"] for entry in own.ask("status", "log")["entries"])
    sizes = {command.by: command.size for command in commands} | {"开头": 1}
    assert all(counted[by] == sizes[by] for by in counted)
    assert acknowledged <= set(counted)
    _assert_what_does_not_count_is_reported(own, set(sizes) - set(counted))
    warm = own.answers()
    own.forget()
    assert own.answers() == warm
    (last,) = own.record("set", "3.1.1", "已完成")
    assert own.said("3.1.1", "城乡科")["entry"] == last


def _assert_what_does_not_count_is_reported(office: Office, uncounted: set[str]) -> None:
    text = office.ledger.read_text(encoding="utf-8", errors="replace")
    begun = [by for by in uncounted if f'"by": "{by}"' in text]
    codes = {finding["code"] for finding in office.findings()}
    assert codes <= LOST_LINES
    assert not begun or codes


def test_a_killed_batch_of_many_megabytes_is_there_whole_or_not_counted(own: Office) -> None:
    own.record("set", "3.1.1", "推进中", "--by", "开头")
    note = "长" * 40_000  # 100 entries of 120 KB: the write takes long enough to be cut
    words = (*SHARED, "已完成", "--unit", DEPARTMENTS, "--note", note)
    cut = 0
    for number in range(6):
        command = Command(f"第{number}号命令", (*words, "--by", f"第{number}号命令"), 100)
        before = own.ledger.stat().st_size
        process = _start(own, command)
        _kill_when_it_writes(own, process)
        done = finish(process)
        cut += 0 < own.ledger.stat().st_size - before < 100 * len(note.encode())
        counted = Counter(entry["by"] for entry in own.ask("status", "log")["entries"])
        assert counted["开头"] == 1
        assert counted[command.by] in ({100} if done.code == 0 else {0, 100})
        if counted[command.by] == 0 and own.ledger.stat().st_size > before:
            assert {code for code, _ in own.codes()} & LOST_LINES
        os.truncate(own.ledger, before)
    assert cut, "no kill has cut a write: the test shows nothing"


# -- the lock ---------------------------------------------------------------------------------------


def _hold(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def test_a_lock_that_stays_taken_is_refused_with_exit_code_5(
    own: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own.record("set", "3.1.1", "推进中")
    before = own.ledger.read_bytes()
    monkeypatch.setattr(ledger, "PATIENCE", 0.2)
    handle = _hold(own.ledger)
    code = run(["--plan", str(own.plan), "status", "set", "3.1.1", "已完成"])
    printed = capsys.readouterr()
    os.close(handle)
    assert code == 5
    assert printed.out == ""
    assert "plan2019.progress.yaml" in printed.err
    assert own.ledger.read_bytes() == before


def test_a_lock_is_waited_for_only_so_long(own: Office) -> None:
    handle = _hold(own.ledger)
    with pytest.raises(Busy), lock.locked(own.ledger, 0.2):
        pytest.fail("two writers at once")
    os.close(handle)
    with lock.locked(own.ledger, 0.2) as free:
        assert os.fstat(free).st_size == 0


def test_reading_does_not_wait_for_a_writer(own: Office) -> None:
    own.record("set", "3.1.1", "推进中")
    handle = _hold(own.ledger)
    done = own.run("show", "3.1.1")
    os.close(handle)
    assert done.code == 0
    assert "推进中" in done.out


def test_a_killed_writer_leaves_no_lock_behind(own: Office) -> None:
    own.record("set", "3.1.1", "推进中")
    handle = _hold(own.ledger)
    waiting = own.start("status", "set", "3.1.1", "受阻")
    _wait_until_open(waiting.pid, own.ledger)
    waiting.kill()
    assert finish(waiting).code < 0
    os.close(handle)
    own.record("set", "3.1.1", "已完成")
    assert [row["state"] for row in own.rows()] == ["in_progress", "done"]


def _wait_until_open(process: int, path: Path) -> None:
    """Wait until a process has a file open; with its lock taken, it then waits for that."""
    link = path.resolve()
    for _ in range(3000):
        if link in map(_target, Path(f"/proc/{process}/fd").iterdir()):
            return
        time.sleep(0.01)
    pytest.fail(f"the process has not opened {path}")


def _target(link: Path) -> Path | None:
    try:
        return link.readlink()
    except OSError:
        return None


def test_who_waited_writes_to_the_ledger_that_git_has_put_in_place_meanwhile(own: Office) -> None:
    own.record("set", "3.1.1", "推进中", "--by", "旧")
    pulled = own.ledger.read_text(encoding="utf-8").replace('"by": "旧"', '"by": "新"')
    handle = _hold(own.ledger)
    waiting = own.start("status", "set", "3.1.1", "已完成", "--by", "等")
    _wait_until_open(waiting.pid, own.ledger)
    fresh = own.ledger.with_name("fresh")
    fresh.write_text(pulled, encoding="utf-8")
    fresh.replace(own.ledger)
    os.close(handle)
    assert finish(waiting).code == 0
    assert [row["by"] for row in own.rows()] == ["新", "等"]


def test_a_waiting_writer_has_seen_what_was_written_while_it_waited(own: Office) -> None:
    (first,) = own.record("set", "3.1.1", "推进中")
    handle = _hold(own.ledger)
    waiting = own.start("status", "set", "3.1.1", "已完成")
    _wait_until_open(waiting.pid, own.ledger)
    row = own.rows()[0] | {"id": "01ZZZZZZZZZZZZZZZZZZZZZZZZ", "prev": [first]}
    line = f"- {json.dumps(row, ensure_ascii=False)}\n"
    with own.ledger.open("a", encoding="utf-8") as stream:
        stream.write(line)
    os.close(handle)
    assert finish(waiting).code == 0
    assert own.rows()[-1]["prev"] == ["01ZZZZZZZZZZZZZZZZZZZZZZZZ"]


def test_a_reader_who_meets_a_half_written_line_waits_for_its_end(own: Office) -> None:
    own.record("set", "3.1.1", "推进中", "--by", "先")
    line = own.ledger.read_bytes().splitlines(keepends=True)[-1]
    line = line.replace("先".encode(), "后".encode()).replace(b'{"id": "', b'{"id": "X')
    handle = _hold(own.ledger)
    with own.ledger.open("ab") as stream:
        stream.write(line[:100])
        stream.flush()
        reading = own.start("status", "log", "--json")
        _wait_until_open(reading.pid, own.ledger)
        stream.write(line[100:])
    threading.Timer(0.1, os.close, [handle]).start()
    done = finish(reading)
    assert (done.code, done.err) == (0, "")
    assert [entry["by"] for entry in done.json["entries"]] == ["先", "后"]


def test_a_ledger_that_is_a_folder_is_refused_in_chinese(own: Office) -> None:
    own.ledger.mkdir()
    assert refused(own.run("status", "set", "3.1.1", "已完成"), 3)
    assert refused(own.run("list"), 3)

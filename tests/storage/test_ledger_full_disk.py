"""A full disk: the ledger stays as it was, the user is told, and with room again all goes on."""

from __future__ import annotations

import resource
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from processes import Office, make_office, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BATCH = ("set", "1.1.1", "1.2.1", "已完成", "--unit", "办公室,城乡科,财务科", "--note", "说" * 200)
ONE = ("set", "3.1.1", "已完成", "--note", "说" * 200)
COMMANDS = pytest.mark.parametrize(("words", "size"), [(ONE, 1), (BATCH, 6)], ids=["one", "batch"])


@pytest.fixture
def own(tmp_path: Path) -> Office:
    made = make_office(tmp_path)
    made.record("set", "3.1.1", "推进中")
    return made


def _no_file_over(size: int) -> Callable[[], None]:
    """Let a process make no file larger than this many bytes."""

    def limit() -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))

    return limit


@COMMANDS
@pytest.mark.parametrize("room", [0, 1, 700])
def test_without_room_the_ledger_stays_as_it_was_byte_for_byte(
    own: Office, words: tuple[str, ...], size: int, room: int
) -> None:
    before = own.ledger.read_bytes()
    done = own.run("status", *words, before=_no_file_over(len(before) + room))
    assert refused(done, 3, 5)
    assert "磁盘" in done.err
    assert own.ledger.read_bytes() == before
    assert own.findings() == []

    assert len(own.record(*words)) == size
    assert own.ledger.read_bytes().startswith(before)
    assert len(own.rows()) == 1 + size


@pytest.mark.parametrize("room", [0, 20])
def test_without_room_for_the_first_entry_the_ledger_stays_empty(own: Office, room: int) -> None:
    own.ledger.unlink()
    done = own.run("status", *ONE, before=_no_file_over(room))
    assert refused(done, 3, 5)
    assert not own.ledger.exists() or own.ledger.read_bytes() == b""
    assert own.findings() == []
    assert own.run("list").code == 0
    own.record(*ONE)
    assert own.ledger.read_text(encoding="utf-8").startswith("# ")
    assert len(own.rows()) == 1


def test_without_room_after_a_torn_line_the_torn_line_stays_as_it_was(own: Office) -> None:
    with own.ledger.open("ab") as stream:
        stream.write(b'- {"id": "01')
    before = own.ledger.read_bytes()
    done = own.run("status", *ONE, before=_no_file_over(len(before) + 10))
    assert refused(done, 3, 5)
    assert own.ledger.read_bytes() == before


def test_without_room_for_the_index_every_answer_is_the_same(own: Office) -> None:
    before = own.run("report", "--json")
    own.forget()
    assert own.run("report", "--json", before=_no_file_over(5000)) == before
    assert list(own.cache.rglob("*.tmp")) == []
    assert own.run("report", "--json") == before


# -- a disk of its own ------------------------------------------------------------------------------


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    """A file system of 256 KB."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=256k", "gongkai-test", str(place)]
    try:
        done = subprocess.run(words, capture_output=True, check=False, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip(f"mount is not permitted: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _fill(disk: Path) -> Path:
    """Leave no room on a disk; gives the file that takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        while True:
            try:
                stream.write(bytes(512))
            except OSError:
                return filler


@COMMANDS
def test_on_a_full_disk_the_ledger_stays_as_it_was_byte_for_byte(
    tmp_path: Path, words: tuple[str, ...], size: int
) -> None:
    more_than_a_page = (*words, "--note", "说" * 3000)
    with _small_disk(tmp_path / "disk") as disk:
        own = Office(make_office(disk).folder, tmp_path / "home")
        own.record("set", "3.1.1", "推进中")
        filler = _fill(disk)
        before = own.ledger.read_bytes()
        done = own.run("status", *more_than_a_page)
        assert refused(done, 3, 5)
        assert "磁盘已满" in done.err
        assert own.ledger.read_bytes() == before
        assert own.run("list").code == 0

        filler.unlink()
        assert len(own.record(*more_than_a_page)) == size
        assert len(own.rows()) == 1 + size
        assert own.findings() == []


def test_with_the_cache_on_a_full_disk_every_answer_is_the_same(own: Office) -> None:
    before = own.answers()
    own.forget()
    with _small_disk(own.cache) as disk:
        _fill(disk)
        assert own.answers() == before
        (entry,) = own.record(*ONE)
        assert own.said("3.1.1", "城乡科")["entry"] == entry

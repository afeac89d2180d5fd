"""The index: never believed when it does not fit, and never to be seen in an answer."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import SMALL_PLAN
from hypothesis import given, settings
from hypothesis import strategies as st
from processes import Office, finish, make_office

from gongkai_cli.domain.errors import NotFound
from gongkai_cli.domain.query import Filter
from gongkai_cli.domain.terms import State
from gongkai_cli.storage import index
from gongkai_cli.storage.locate import Location
from gongkai_cli.storage.registry import Registry, Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EARLY, LATE = "2019-11-05", "2019-11-20"
SHARED = ("1.1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "2.1", "2.2.1", "2.2.2", "2.3.1", "2.3.2")
UNITS = "办公室,政策法规科,财务科,城乡科,市政科"


@pytest.fixture
def own(tmp_path: Path) -> Office:
    made = make_office(tmp_path)
    _record_a_few(made)
    return made


def _record_a_few(office: Office) -> None:
    said = ("--note", "已公开", "--evidence", "https://example.gov.cn/1", "--by", "张三")
    office.record("set", "3.1.1", "推进中", "--date", EARLY, *said)
    office.record("set", "3.1.2", "受阻", "--unit", "城乡科", "--date", EARLY, *said)
    office.record("set", "3.1.1", "已完成", "--date", LATE, *said)
    (mistake,) = office.record("set", "3.3", "不涉及", "--unit", "市政科", "--date", LATE)
    office.record("undo", mistake)


def _record_500_more(office: Office) -> None:
    """Ten commands of 50 entries, on days before and after `LATE`; over 64 KB twice."""
    states = ("推进中", "已完成", "受阻", "长期坚持", "不涉及")
    for number in range(10):
        day = date(2019, 11, 16) + timedelta(days=number)
        said = (states[number % 5], "--unit", UNITS, "--note", f"第{number}次", "--date", str(day))
        assert len(office.record("set", *SHARED, *said)) == 50


def _change_a_digit_of_the_deadline(plan: Path) -> None:
    """Change one byte of a plan; its size and its times stay."""
    before = plan.stat()
    raw = plan.read_bytes()
    assert raw.count(b"\n  due: 2019-12-25\n") == 1
    plan.write_bytes(raw.replace(b"\n  due: 2019-12-25\n", b"\n  due: 2019-12-24\n"))
    os.utime(plan, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = plan.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_plan_changed_in_one_byte_with_the_same_size_and_time_is_read_again(own: Office) -> None:
    assert own.ask("list")["plan"]["due"] == "2019-12-25"
    _change_a_digit_of_the_deadline(own.plan)
    listed = own.ask("list")
    assert listed["plan"]["due"] == "2019-12-24"
    assert {item["due"] for item in listed["items"]} == {"2019-12-24"}
    assert {item["state"] for item in listed["items"] if item["id"] == "3.1.1"} == {"done"}


def test_a_plan_that_has_become_longer_at_its_end_is_read_again(own: Office) -> None:
    assert own.run("list").code == 0
    with own.plan.open("ab") as stream:
        stream.write(b"\nno_such_key: 1\n")
    assert own.run("list").code == 3


def test_an_index_that_fits_is_used_and_left_as_it_is(own: Office) -> None:
    before = own.answers()
    kept = own.index.stat()
    assert own.answers() == before
    now = own.index.stat()
    assert (now.st_ino, now.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)


def _garbage(path: Path) -> None:
    path.write_bytes(b"\x00garbage " * 5000)


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _torn_in_a_page(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 100)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _zeros_behind_the_first_page(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(16384)
        stream.write(bytes(size - 16384))


def _zeros_in_the_second_half(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(size // 2)
        stream.write(bytes(size - size // 2))


@pytest.mark.parametrize(
    "spoil",
    [
        _garbage,
        _truncated,
        _torn_in_a_page,
        _empty,
        _folder,
        _zeros_behind_the_first_page,
        _zeros_in_the_second_half,
    ],
)
def test_a_spoilt_index_changes_no_answer(own: Office, spoil: Callable[[Path], None]) -> None:
    before = own.answers()
    spoil(own.index)
    assert own.answers() == before
    assert own.record("set", "3.1.1", "长期坚持")
    assert own.said("3.1.1", "城乡科")["state"] == "ongoing"


def test_a_spoilt_index_is_replaced_by_a_good_one(own: Office) -> None:
    own.run("list")
    _garbage(own.index)
    own.run("list")
    assert own.index.read_bytes().startswith(b"SQLite format 3\x00")


@pytest.mark.parametrize("place", ["", "gongkai", "gongkai/index"])
def test_a_file_in_the_place_of_the_cache_folder_changes_no_answer(own: Office, place: str) -> None:
    before = own.answers()
    own.forget()
    blocked = own.cache / place
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("x")
    assert own.answers() == before
    own.record("set", "3.1.1", "长期坚持")
    assert own.said("3.1.1", "城乡科")["state"] == "ongoing"
    assert blocked.read_text() == "x"


def test_many_who_build_the_index_at_once_all_answer_alike(own: Office) -> None:
    before = own.run("list", "--json")
    for _ in range(3):
        own.forget()
        started = [own.start("list", "--json") for _ in range(6)]
        assert [finish(process) for process in started] == [before] * 6
        assert [path.suffix for path in own.index.parent.iterdir()] == [".sqlite"]
    assert own.run("list", "--json") == before


def test_deleting_the_cache_changes_no_answer(own: Office) -> None:
    warm = own.answers()
    own.forget()
    assert own.answers() == warm


def test_after_500_more_entries_a_warm_index_answers_as_an_empty_cache(own: Office) -> None:
    own.run("list")
    _record_500_more(own)
    own.record("set", "3.1.1", "受阻", "--date", LATE)
    warm, warm_past = own.answers(), own.answers("--today", LATE)
    own.forget()
    cold, cold_past = own.answers(), own.answers("--today", LATE)
    assert warm == cold
    assert warm_past == cold_past
    assert warm != warm_past


def test_the_fold_takes_the_grown_ledger_into_the_index(own: Office) -> None:
    own.run("list")
    small = own.index.stat()
    _record_500_more(own)
    own.run("list")
    assert own.index.stat().st_size > small.st_size + index._FOLD_BYTES


def test_an_earlier_day_is_shown_as_if_the_later_entries_were_not_there(
    own: Office, tmp_path: Path
) -> None:
    _record_500_more(own)
    then = make_office(tmp_path, "then")
    lines = own.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    days = [None, *(row["date"] for row in own.rows())]
    early = [line for line, day in zip(lines, days, strict=True) if day is None or day <= LATE]
    assert 1 < len(early) < len(lines)
    then.ledger.write_text("".join(early), encoding="utf-8")

    assert own.answers("--today", LATE) == then.answers("--today", LATE)
    own.forget()
    assert own.answers("--today", LATE) == then.answers("--today", LATE)


def test_an_index_made_while_a_batch_was_half_written_counts_the_whole_batch_later(
    own: Office,
) -> None:
    own.record("set", *SHARED[:2], "已完成", "--unit", UNITS)
    own.forget()
    cold = own.answers()
    whole = own.ledger.read_bytes()
    batch = whole.index(b"\n", whole.rindex(b'"kind": "retract"')) + 1
    for cut in (batch + 200, batch + (len(whole) - batch) // 2, len(whole) - 1):
        own.ledger.write_bytes(whole[:cut])
        own.forget()
        own.run("list")
        own.ledger.write_bytes(whole)
        assert own.answers() == cold


def test_a_ledger_that_git_has_rewritten_is_read_from_its_beginning(own: Office) -> None:
    own.run("list")
    header, *lines = own.ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    own.ledger.write_text("".join([header, *lines[1:], lines[0]]), encoding="utf-8")
    warm = own.answers()
    own.forget()
    assert own.answers() == warm


def test_a_ledger_that_is_gone_counts_no_longer(own: Office) -> None:
    own.run("list")
    own.ledger.unlink()
    assert own.ask("status", "log")["entries"] == []
    assert own.said("3.1.1", "城乡科")["state"] == "not_started"


def test_an_id_that_clashes_with_a_folded_entry_is_answered_as_from_an_empty_cache(
    own: Office,
) -> None:
    own.forget()
    own.run("list")
    row = own.rows()[0]
    line = own.ledger.read_text(encoding="utf-8").splitlines()[1]
    clash = line.replace('"item": "3.1.1"', '"item": "4.1.2"').replace("城乡科", "办公室")
    assert row["id"] in clash
    assert clash != line
    with own.ledger.open("a", encoding="utf-8") as stream:
        stream.write(clash + "\n")
    warm = own.answers()
    own.forget()
    assert own.answers() == warm
    assert own.said("4.1.2", "办公室")["state"] == "not_started"


# -- any sequence of changes ------------------------------------------------------------------------

PAIRS = (("1.1", "办公室"), ("1.2", "城乡科"), ("1.2", "办公室"), ("2.1", "事务中心"))
NOON = datetime.fromisoformat("2019-11-05T12:00:00+08:00")
FIRST_DAY = date(2019, 11, 5)


class Change(NamedTuple):
    """Somebody records, or takes back; `look` says who then looks: nobody, or as of which day."""

    pairs: tuple[tuple[str, str], ...]
    state: State
    day: int
    minute: int
    undo: int | None
    look: int | None


CHANGES = st.lists(
    st.builds(
        Change,
        pairs=st.lists(st.sampled_from(PAIRS), min_size=1, max_size=3, unique=True).map(tuple),
        state=st.sampled_from(State),
        day=st.integers(0, 4),
        minute=st.integers(0, 5),
        undo=st.none() | st.integers(0, 9),
        look=st.none() | st.integers(0, 4),
    ),
    min_size=1,
    max_size=12,
)


@contextmanager
def _scratch() -> Iterator[tuple[Location, Path]]:
    """A small plan in a folder of its own, and the cache that is used for it."""
    with (
        tempfile.TemporaryDirectory(prefix="gongkai-test-") as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        plan = Path(name) / "plan2019.yaml"
        plan.write_text(SMALL_PLAN, encoding="utf-8")
        patch.setenv("XDG_CACHE_HOME", str(Path(name) / "cache"))
        yield Location(plan, plan.with_name("plan2019.progress.yaml")), Path(name) / "cache"


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def _make(location: Location, change: Change) -> None:
    registry = Registry(location, _day(change.day))
    at = NOON + timedelta(days=change.day, minutes=change.minute)
    if change.undo is None:
        registry.record(change.pairs, Saying(change.state, _day(change.day), at, by="张三"))
        return
    entries = registry.entries()
    try:
        registry.undo(entries[change.undo % len(entries)].id if entries else "", at, "李四")
    except NotFound:
        return


def _answers(location: Location, day: int) -> list[Any]:
    """Everything that the registry says, as of a day; the order of dictionaries counts."""
    registry = Registry(location, _day(day))
    ids = list(registry.titles())
    reports = [registry.report(unit) for unit in ("", "办公室", "城乡科", "事务中心")]
    return [
        registry.works(ids),
        registry.rows(Filter()),
        registry.rows(Filter(units=("办公室", "城乡科"))),
        repr(reports),
        registry.entries(),
        registry.problems,
    ]


@settings(deadline=None, max_examples=30)
@given(changes=CHANGES, fold=st.sampled_from([0, 700, 2000, 64 * 1024]))
def test_whatever_is_recorded_and_taken_back_a_warm_index_answers_as_an_empty_cache(
    changes: list[Change], fold: int
) -> None:
    with _scratch() as (location, cache), pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_FOLD_BYTES", fold)
        for change in changes:
            _make(location, change)
            if change.look is not None:
                _answers(location, change.look)
        warm = [_answers(location, day) for day in range(5)]
        for day in range(5):
            shutil.rmtree(cache)
            assert warm[day] == _answers(location, day), day


@settings(deadline=None, max_examples=25)
@given(changes=CHANGES, day=st.integers(0, 3))
def test_as_of_any_day_the_answers_are_those_of_a_ledger_that_ends_there(
    changes: list[Change], day: int
) -> None:
    with _scratch() as (location, cache):
        for change in changes:
            _make(location, change)
        shown = _answers(location, day)
        kept = [
            line
            for line in location.ledger.read_bytes().splitlines(keepends=True)
            if line.startswith(b"#") or _date_of(line) <= str(_day(day))
        ]
        location.ledger.write_bytes(b"".join(kept))
        shutil.rmtree(cache)
        assert shown == _answers(location, day)


def _date_of(line: bytes) -> str:
    return line.decode().partition('"date": "')[2][:10]

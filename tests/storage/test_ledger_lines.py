"""What stands in ledger files: what counts, and how everything that does not is reported."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from processes import Office, make_office

from gongkai_cli.domain.ledger import from_record
from gongkai_cli.domain.progress import PROGRESS, Entry, Evidence, Word
from gongkai_cli.domain.terms import State
from gongkai_cli.storage import ledger, ledger_lines
from gongkai_cli.storage.examine import examine
from gongkai_cli.storage.locate import user_cache
from gongkai_cli.storage.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

BEFORE = date(2019, 12, 1)
GOOD: dict[str, Any] = {
    "id": "01DRXK0000000000000000000A",
    "at": "2019-11-05T09:30:12+08:00",
    "item": "3.1.1",
    "unit": "城乡科",
    "state": "done",
    "date": "2019-11-05",
    "note": "已公开",
    "by": "张三",
    "via": "cli",
    "prev": [],
}


@pytest.fixture
def own(tmp_path: Path) -> Office:
    return make_office(tmp_path)


def _row(**changed: Any) -> str:
    """A ledger line like the good one; `None` leaves a field out."""
    record = {key: value for key, value in (GOOD | changed).items() if value is not None}
    return "- " + json.dumps(record, ensure_ascii=False)


def _write(office: Office, *rows: str) -> None:
    """Write a ledger: the header is line 1, so the first row is line 2."""
    text = ledger.HEADER + "".join(f"{row}\n" for row in rows)
    office.ledger.write_bytes(text.encode(errors="surrogateescape"))


def _codes(office: Office) -> list[tuple[str, int]]:
    """What the examination finds in the ledger: code and line."""
    findings = examine(office.location).findings
    places = [(finding.code, finding.place) for finding in findings]
    return [(code, place.line) for code, place in places if place and ".progress" in place.file]


def _registry(office: Office, day: date = date.max) -> Registry:
    return Registry(office.location, day)


def _counted(office: Office) -> list[str]:
    return [entry.id for entry in _registry(office).entries()]


def _word(office: Office, item: str, unit: str) -> Word | None:
    """What counts of all that a unit said about an item."""
    (work,) = _registry(office).works([item])
    (standing,) = [part for part in work.standings if part.unit == unit]
    return standing.word


def _state(office: Office, item: str, unit: str) -> State | None:
    word = _word(office, item, unit)
    return word and word.state


# -- what does not count is reported ----------------------------------------------------------------


def _bad(**changed: Any) -> str:
    """A line about something else than the good one."""
    return _row(**{"id": "B", "item": "4.1.2", "unit": "办公室"} | changed)


BAD = {
    "not JSON": ('- {"id": "01", ', "ledger-line"),
    "no list item": ("3.1.1 已完成", "ledger-line"),
    "not a mapping": ("- [1, 2]", "ledger-line"),
    "no item": (_bad(item=None), "ledger-line"),
    "no unit": (_bad(unit=None), "ledger-line"),
    "no id": (_bad(id=None), "ledger-line"),
    "no time": (_bad(at=None), "ledger-line"),
    "no date": (_bad(date=None), "ledger-line"),
    "no state": (_bad(state=None), "ledger-line"),
    "wrong state": (_bad(state="finished"), "ledger-line"),
    "state of a wrong type": (_bad(state=["done"]), "ledger-line"),
    "wrong date": (_bad(date="2019-02-30"), "ledger-line"),
    "wrong time": (_bad(at="昨天"), "ledger-line"),
    "note of a wrong type": (_bad(note=["x"]), "ledger-line"),
    "wrong prev": (_bad(prev="A"), "ledger-line"),
    "wrong evidence": (_bad(evidence=["x"]), "ledger-line"),
    "wrong batch": (_bad(batch=["x"]), "ledger-line"),
    "retraction of nothing": (_bad(kind="retract", state=None), "ledger-line"),
    "deep nesting": ('- {"id": ' + "[" * 100_000, "ledger-line"),
    "bytes that are no UTF-8": (_bad(note="\udced\udca0\udc80"), "ledger-line"),
    "half a line in another encoding": (_bad(note="\udcd2\udcd1"), "ledger-line"),
    "unknown item": (_bad(item="9.9.9"), "ledger-item"),
    "unknown unit": (_bad(unit="国土科"), "ledger-unit"),
    "unassigned unit": (_bad(unit="财务科"), "ledger-assignment"),
    "unknown kind": (_bad(kind="delegate"), "ledger-kind"),
    "conflict mark": ("<<<<<<< HEAD", "ledger-conflict"),
    "part of a batch": (_bad(batch=["B", 2]), "ledger-batch"),
}


@pytest.mark.parametrize(("row", "code"), BAD.values(), ids=BAD)
def test_a_line_that_does_not_count_is_reported_with_its_place_and_changes_nothing(
    own: Office, row: str, code: str
) -> None:
    _write(own, _row())
    report = _registry(own, BEFORE).report()
    _write(own, _row(), row)
    assert _codes(own)[:1] == [(code, 3)]
    for cache in ("kept", "empty"):
        registry = _registry(own, BEFORE)
        assert registry.report() == report, cache
        assert registry.problems == 1, cache
        shutil.rmtree(user_cache())

    _write(own, _row(), row, _row(id="C", item="4.1.3", unit="办公室"))
    assert _codes(own) == [(code, 3)]
    assert _state(own, "3.1.1", "城乡科") is _state(own, "4.1.3", "办公室") is State.DONE


def test_every_bad_line_is_reported_at_once_and_counted_where_data_are_listed(own: Office) -> None:
    rows = [row for row, _ in BAD.values() if "批" not in row]
    _write(own, *rows, _row())
    reported = {line for _, line in own.codes()}
    assert reported == set(range(2, 2 + len(rows)))
    listed = own.run("list")
    assert listed.code == 0
    assert f"{len(rows)} 处问题" in listed.err
    assert own.said("3.1.1", "城乡科")["state"] == "done"


def test_half_of_a_surrogate_pair_stops_no_command(own: Office) -> None:
    _write(own, _row(note="NOTE").replace("NOTE", "\\ud83d"))
    for words in ("list", "report", "show 3.1.1", "status log", "status log --csv", "check"):
        done = own.run(*words.split())
        assert (done.code, done.err) == (0, ""), words
    own.answers()
    assert _state(own, "3.1.1", "城乡科") is State.DONE


def test_a_number_too_large_to_read_is_reported_in_chinese(own: Office) -> None:
    _write(own, _row(size=1).replace('"size": 1', '"size": ' + "9" * 5000))
    (finding,) = own.findings()
    assert (finding["code"], finding["line"]) == ("ledger-line", 2)
    assert "limit" not in finding["message"]


def test_an_entry_of_an_unknown_kind_is_no_rival_of_those_that_count(own: Office) -> None:
    _write(own, _row(), _row(id="B", kind="delegate"))
    assert _codes(own) == [("ledger-kind", 3)]
    word = _word(own, "3.1.1", "城乡科")
    assert word is not None
    assert (word.entry.id, word.rivals) == (GOOD["id"], ())


def test_a_date_ahead_of_the_entry_is_reported(own: Office) -> None:
    _write(own, _row(date="2019-11-06"))
    assert _codes(own) == [("ledger-date", 2)]


def test_a_date_is_compared_with_the_day_at_the_writer_s_place(own: Office) -> None:
    _write(own, _row(at="2019-11-05T07:00:00+08:00"))
    assert _codes(own) == []


def test_a_retraction_of_an_unknown_entry_is_reported(own: Office) -> None:
    _write(own, _row(), _row(id="B", kind="retract", state=None, retracts="没有"))
    assert _codes(own) == [("ledger-retract", 3)]
    assert _state(own, "3.1.1", "城乡科") is State.DONE


def test_a_retraction_under_another_item_is_reported_and_does_not_count(own: Office) -> None:
    target = GOOD["id"]
    wrong = _row(id="B", kind="retract", state=None, retracts=target, item="4.1.2", unit="办公室")
    _write(own, _row(), wrong)
    assert _codes(own) == [("ledger-retract", 3)]
    assert _state(own, "3.1.1", "城乡科") is State.DONE


def test_a_retraction_may_name_the_unit_by_an_alias(own: Office) -> None:
    said = _row(item="3.1.2", unit="市政科")
    undone = _row(
        id="B", kind="retract", state=None, retracts=GOOD["id"], item="3.1.2", unit="市政"
    )
    _write(own, said, undone)
    assert _codes(own) == []
    assert _state(own, "3.1.2", "市政科") is None


def test_an_entry_under_an_old_name_of_the_unit_counts_and_can_be_undone(own: Office) -> None:
    _write(own, _row(item="3.1.2", unit="市政"))
    assert _codes(own) == []
    assert _state(own, "3.1.2", "市政科") is State.DONE
    (change,) = own.ask("status", "undo", GOOD["id"])["changes"]
    assert (change["before"], change["after"]) == ("done", None)
    assert _codes(own) == []
    assert _state(own, "3.1.2", "市政科") is None


# -- equal ids --------------------------------------------------------------------------------------


def test_equal_lines_count_once_without_a_word(own: Office) -> None:
    _write(own, _row(), _row(), _row())
    assert _codes(own) == []
    assert _counted(own) == [GOOD["id"]]


def test_equal_ids_with_different_words_are_an_error_and_the_first_counts(own: Office) -> None:
    _write(own, _row(), _row(state="blocked"))
    assert _codes(own) == [("ledger-id-clash", 3)]
    assert _counted(own) == [GOOD["id"]]
    assert _state(own, "3.1.1", "城乡科") is State.DONE


# -- torn ends and batches --------------------------------------------------------------------------


@pytest.mark.parametrize("cut", [1, 40, "已"])
def test_a_torn_last_line_is_reported_and_the_next_entry_starts_a_new_line(
    own: Office, cut: int | str
) -> None:
    torn = _row(id="B").encode()
    torn = torn[: torn.index(cut.encode()) + 1 if isinstance(cut, str) else cut]
    _write(own, _row())
    with own.ledger.open("ab") as stream:
        stream.write(torn)
    before = own.ledger.read_bytes()
    assert _codes(own) == [("ledger-torn", 3)]
    assert own.run("check").code == 0
    assert "1 处问题" in own.run("list").err

    (entry,) = own.record("set", "4.1.2", "已完成")
    assert own.ledger.read_bytes().startswith(before + b"\n- {")
    assert _codes(own) == [("ledger-line", 3)]
    assert _counted(own) == [GOOD["id"], entry]
    assert own.said("4.1.2", "办公室")["entry"] == entry


def test_a_last_line_that_only_lacks_its_end_counts(own: Office) -> None:
    own.ledger.write_text(_row(), encoding="utf-8")
    assert _codes(own) == []
    (entry,) = own.record("set", "4.1.2", "已完成")
    assert _counted(own) == [GOOD["id"], entry]
    assert _codes(own) == []


def test_a_batch_counts_whole_or_not_at_all_wherever_it_is_cut() -> None:
    alone = _row(id="A").encode() + b"\n"
    batch = b"".join(
        _row(id=f"B{n}", item="1.1.1", unit=unit, batch=["B0", 3]).encode() + b"\n"
        for n, unit in enumerate(("办公室", "财务科", "城乡科"))
    )
    after = b"\n" + _row(id="Z").encode() + b"\n"
    whole = len(batch) - 1  # without the last line's end
    for cut, end in itertools.product(range(len(batch) + 1), (b"", after)):
        reading = ledger_lines.read([ledger.Text(Path("x"), alone + batch[:cut] + end)])
        ids = [line.entry.id for line in reading.lines]
        counted = ["B0", "B1", "B2"] if cut >= whole else []
        assert ids == ["A", *counted, *(["Z"] if end else [])]
        assert bool(reading.findings) == (0 < cut < whole)


# -- other writers' habits --------------------------------------------------------------------------


def test_a_ledger_with_crlf_reads_as_one_with_lf(own: Office) -> None:
    _write(own, _row(), "", _row(id="B", item="4.1.2", unit="办公室"))
    plain = own.answers()
    own.ledger.write_bytes(own.ledger.read_bytes().replace(b"\n", b"\r\n"))
    own.forget()
    assert own.answers() == plain
    assert _codes(own) == []
    (entry,) = own.record("set", "3.1.1", "受阻")
    assert own.said("3.1.1", "城乡科")["entry"] == entry
    assert _codes(own) == []


def test_a_ledger_that_an_editor_saved_with_a_byte_order_mark_reads_the_same(own: Office) -> None:
    _write(own, _row())
    own.ledger.write_bytes(b"\xef\xbb\xbf" + own.ledger.read_bytes())
    assert _codes(own) == []
    assert _counted(own) == [GOOD["id"]]


def test_comments_blank_lines_and_a_document_start_are_no_entries(own: Office) -> None:
    _write(own, "---", "# 说明", "", "  ", _row())
    assert _codes(own) == []
    assert _counted(own) == [GOOD["id"]]


def test_fields_that_a_later_version_adds_are_left_alone(own: Office) -> None:
    _write(own, _row(reviewed={"by": "李四"}))
    assert _codes(own) == []
    assert _counted(own) == [GOOD["id"]]


def test_a_further_ledger_file_beside_the_plan_is_read(own: Office) -> None:
    (first,) = own.record("set", "3.1.1", "推进中")
    further = own.plan.with_name("plan2019.progress-城乡科.yaml")
    said = _row(id="01DRXK0000000000000000000B", prev=[first], at="2099-01-01T00:00:00+08:00")
    further.write_text(f"{said}\nbad\n", encoding="utf-8")
    assert set(_counted(own)) == {first, "01DRXK0000000000000000000B"}
    assert _state(own, "3.1.1", "城乡科") is State.DONE
    (finding,) = own.findings()
    assert finding["code"] == "ledger-line"
    assert finding["file"].endswith("plan2019.progress-城乡科.yaml")
    assert finding["line"] == 2

    before = further.read_bytes()
    (last,) = own.record("set", "3.1.1", "长期坚持")
    assert own.rows()[-1]["id"] == last
    assert own.rows()[-1]["prev"] == ["01DRXK0000000000000000000B"]
    assert further.read_bytes() == before

    further.unlink()
    assert first in _counted(own)
    assert "01DRXK0000000000000000000B" not in _counted(own)


@pytest.mark.parametrize(
    "name", ["plan2018.progress.yaml", "plan2019.progress.yaml.bak", "x-plan2019.progress.yaml"]
)
def test_other_files_beside_the_plan_are_not_read(own: Office, name: str) -> None:
    own.plan.with_name(name).write_text(_row(), encoding="utf-8")
    assert own.run("status", "log", "--json").json["entries"] == []


# -- any words --------------------------------------------------------------------------------------

CONTROLS = "".join(map(chr, [*range(1, 32), *range(0x7F, 0xA0)]))
STRANGE = [
    "第一行\n第二行\r\n第三行\t完",
    "\u2028\u2029\ufeff\u200b\u202e\ufffe\uffff",
    CONTROLS,
    '- {"id": "x"}\n<<<<<<< HEAD\n---\n# 注',
    "\"\\'`$%{}[]:,&*!|>@",
    "[bold]粗[/bold] \x1b[31m红\x1b[0m 😀𠮷",
]


def test_every_sign_of_a_note_comes_back_and_the_ledger_has_a_line_for_each_entry(
    own: Office,
) -> None:
    for note in STRANGE:
        own.record("set", "3.1.1", "推进中", "--note", note, "--evidence", note, "--by", note)
    logged = own.ask("status", "log")["entries"]
    assert [entry["note"] for entry in logged] == STRANGE
    assert [entry["by"] for entry in logged] == STRANGE
    assert [entry["evidence"] for entry in logged] == [[{"title": note}] for note in STRANGE]
    text = own.ledger.read_bytes().decode()
    assert len(text.splitlines()) == 1 + len(STRANGE)
    assert [row["note"] for row in own.rows()] == STRANGE
    assert _codes(own) == []


@pytest.mark.parametrize("note", STRANGE)
def test_a_yaml_reader_reads_the_same_note(own: Office, note: str) -> None:
    own.record("set", "3.1.1", "推进中", "--note", note)
    assert yaml.safe_load(own.ledger.read_bytes()) == own.rows()
    assert own.rows()[0]["note"] == note


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENTRIES = st.builds(
    Entry,
    id=st.uuids().map(str),
    at=st.just("2019-11-05T09:30:12+08:00"),
    item=st.just("3.1.1"),
    unit=st.just("城乡科"),
    kind=st.just(PROGRESS),
    state=st.sampled_from(State),
    day=st.dates().map(str),
    note=TEXTS,
    evidence=st.lists(st.builds(Evidence, TEXTS, TEXTS), max_size=2).map(tuple),
    by=TEXTS,
    via=TEXTS,
    prev=st.lists(TEXTS, max_size=2).map(tuple),
    digest=TEXTS,
    retracts=st.just(""),
    batch=st.none(),
)


@settings(deadline=None, max_examples=60)
@given(batches=st.lists(st.lists(ENTRIES, min_size=1, max_size=3), max_size=4))
@example([[from_record(GOOD | {"note": note})] for note in (CONTROLS, "\u2028\ufffe\uffff")][:1])
def test_whatever_is_written_is_read_again_one_line_for_each_entry(
    batches: Sequence[Sequence[Entry]],
) -> None:
    with tempfile.TemporaryDirectory(prefix="gongkai-test-") as name:
        path = Path(name) / "plan2019.progress.yaml"
        path.touch()
        for batch in batches:
            with ledger.writing(path) as writer:
                writer.append(batch)
        raw = path.read_bytes()
    entries = list(itertools.chain(*batches))
    reading = ledger_lines.read([ledger.Text(path, raw)])
    assert reading.findings == []
    assert [line.entry._replace(batch=None) for line in reading.lines] == entries
    assert len(raw.decode().splitlines()) == len(entries) + bool(entries)
    loaded = yaml.safe_load(raw) or []
    assert [row.get("note", "") for row in loaded] == [entry.note for entry in entries]


def test_ids_made_later_sort_later_and_never_meet() -> None:
    moments = [datetime.fromtimestamp(1_572_917_412 + n, UTC) for n in range(200)]
    ids = [ledger.new_id(moment) for moment in moments]
    assert ids == sorted(ids)
    assert len({ledger.new_id(moments[0]) for _ in range(1000)}) == 1000
    assert {len(made) for made in ids} == {26}

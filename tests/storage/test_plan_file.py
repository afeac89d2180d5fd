"""The plan file: read and validated whole, every finding in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHIPPED, SMALL_PLAN
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.storage.plan_file import load, load_bytes

HERE = Path("plan2019.yaml")


def found(text: str) -> list[tuple[str, int, int]]:
    findings = load_bytes(HERE, text.encode()).findings
    return [(f.code, f.place.line, f.place.column) for f in findings if f.place]


def test_the_small_plan_is_valid_and_shows_what_waits() -> None:
    loaded = load_bytes(HERE, SMALL_PLAN.encode())
    assert loaded.errors == []
    assert [finding.code for finding in loaded.findings] == ["undecided"]
    assert len(loaded.valid.units) == 3


def test_yaml_1_1_traps_stay_text() -> None:
    text = SMALL_PLAN.replace("title: 发布政策文件", "title: no").replace("事务中心", "0123")
    text = text.replace("报告", "on").replace("各科室", "12:30")
    file = load_bytes(HERE, text.encode()).valid
    assert file.sections[0].items[0].title == "no"
    assert [unit.name for unit in file.units][-1] == "0123"
    assert file.groups[0].name == "12:30"


def test_a_byte_order_mark_and_windows_line_ends_move_nothing() -> None:
    plain = found(SMALL_PLAN)
    assert [place[1:] for place in plain] == [(38, 13)]
    raw = b"\xef\xbb\xbf" + SMALL_PLAN.replace("\n", "\r\n").encode()
    loaded = load_bytes(HERE, raw)
    assert [(f.code, f.place.line, f.place.column) for f in loaded.findings if f.place] == plain


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("  issuer: 某局\n", "", ("missing-key", 3, 3)),
        ("lead: [城乡科]", "leader: [城乡科]", ("unknown-key", 32, 9)),
        ("due: 2019-11-30", "due: 20191130", ("wrong-date", 34, 14)),
        ("due: 2019-11-30", "due: 2019-11-31", ("wrong-date", 34, 14)),
        ("year: 2019", "year: 二〇一九年", ("wrong-value", 4, 9)),
        ("kind: 局属单位", "kind: 公司", ("wrong-value", 12, 24)),
        ("open: true", "open: 是", ("wrong-value", 15, 25)),
        ("support: [办公室]", "support: 办公室", ("wrong-value", 33, 18)),
    ],
)
def test_one_mistake_is_one_finding(old: str, new: str, finding: tuple[str, int, int]) -> None:
    assert SMALL_PLAN.count(old) == 1
    assert found(SMALL_PLAN.replace(old, new)) == [finding]


def test_an_invalid_plan_cannot_be_used_and_carries_every_error() -> None:
    text = SMALL_PLAN.replace("lead: [城乡科]", "lead: [规划处]").replace('"2.1"', '"1.1"')
    with pytest.raises(InvalidData) as refused:
        _ = load_bytes(HERE, text.encode()).valid
    assert sorted(f.code for f in refused.value.findings) == ["duplicate-id", "unknown-unit"]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "没有.yaml", "没有这个文件"), (tmp_path, "目录")):
        with pytest.raises(InvalidData) as refused:
            load(path)
        assert reason in refused.value.message


def test_other_encodings_are_named_with_their_line() -> None:
    ((code, line, _),) = [
        (f.code, f.place.line, f.place.column)
        for f in load_bytes(HERE, SMALL_PLAN.encode("gb18030")).findings
        if f.place
    ]
    assert (code, line) == ("encoding", 3)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200) | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_no_bytes_make_the_reader_fail(raw: bytes) -> None:
    loaded = load_bytes(HERE, raw)
    assert loaded.file is None
    assert loaded.errors
    assert all(finding.place for finding in loaded.findings)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_to_a_real_plan_makes_the_reader_fail(data: st.DataObject) -> None:
    text = SHIPPED.read_text("utf-8")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    put = data.draw(st.text(alphabet="\n\t :-[]{}\"'#&*!|>%@`,?中a1", max_size=6))
    loaded = load_bytes(HERE, (text[:start] + put + text[end:]).encode())
    lines = (text[:start] + put + text[end:]).splitlines()
    for finding in loaded.findings:
        assert finding.place
        assert 1 <= finding.place.line <= len(lines) + 1

"""`gongkai check`: how it is run and how it ends; what it finds is in the gallery."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

SOURCE = Path(__file__).resolve().parents[2] / "data" / "plan2019-source.txt"


@pytest.mark.usefixtures("small")
def test_a_clean_plan_ends_with_0(gongkai: Run) -> None:
    answer = gongkai("check", "--json")
    assert answer.code == 0
    assert [finding["code"] for finding in answer.json["findings"]] == ["undecided"]


def test_errors_end_with_1_and_stand_on_standard_output(small: Path, gongkai: Run) -> None:
    plan = small / "plan2019.yaml"
    plan.write_text(plan.read_text("utf-8").replace('id: "1.2"', 'id: "1.1"'), "utf-8")
    for args in (["check"], ["check", "--json"]):
        answer = gongkai(*args)
        assert (answer.code, answer.err) == (1, "")
        assert "duplicate-id" in answer.out


def test_everything_wrong_is_found_at_once(small: Path, gongkai: Run) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8")
    for old, new in (
        ("lead: [城乡科]", "lead: [规划处]"),
        ("due: 2019-11-30", "due: 2019-09-30"),
        ('id: "2.1"', 'id: "1.1"'),
    ):
        text = text.replace(old, new)
    plan.write_text(text, "utf-8")
    (small / "plan2019.progress.yaml").write_text("乱写\n", "utf-8")
    found = {finding["code"] for finding in gongkai("check", "--json").json["findings"]}
    assert found >= {"unknown-unit", "due-before-issue", "duplicate-id", "ledger-line"}


def test_the_source_may_be_gbk_or_windows(office: Path, gongkai: Run) -> None:
    source = office / "data" / "plan2019-source.txt"
    text = source.read_text("utf-8")
    for raw in (
        text.encode("gb18030"),
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    ):
        source.write_bytes(raw)
        answer = gongkai("check", "--source", str(source))
        assert answer.code == 0
        assert answer.out.count("（100%）") == 2


def test_the_source_may_be_utf_16_markdown_or_word(office: Path, gongkai: Run) -> None:
    source = office / "data" / "plan2019-source.txt"
    text = source.read_text(encoding="utf-8")
    (office / "原文.txt").write_bytes(text.encode("utf-16"))
    (office / "原文.md").write_text(f"# {text.lstrip()}", encoding="utf-8")
    assert gongkai("report", "--kind", "分工方案", "-o", "原文.docx").code == 0
    for name in ("原文.txt", "原文.md", "原文.docx"):
        answer = gongkai("check", "--source", name)
        assert (answer.code, "原文 3902/3902 字（100%）" in answer.out) == (0, True), name


def test_a_source_in_no_known_encoding_is_refused(office: Path, gongkai: Run) -> None:
    (office / "x.txt").write_bytes(b"\xff\xfe\xff\xff\x80")
    answer = gongkai("check", "--source", "x.txt")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("错误：x.txt 不是文字，内容认不出来。")


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.pdf", b"%PDF-1.7 ", "a.pdf 是 PDF，读不了。"),
        ("empty.txt", b"", "empty.txt 是空文件。"),
        ("blank.txt", b" \n", "blank.txt"),
    ],
)
def test_a_source_that_is_no_document_is_refused_as_by_the_import(
    name: str, raw: bytes, told: str, office: Path, gongkai: Run
) -> None:
    (office / name).write_bytes(raw)
    answer = gongkai("check", "--source", name)
    assert (answer.code, answer.out) == (3, "")
    assert told in answer.err


def test_a_source_in_another_encoding_is_read(office: Path, gongkai: Run) -> None:
    (office / "x.txt").write_bytes(SOURCE.read_text("utf-8").encode("gb18030"))
    assert "（100%）在方案里" in gongkai("check", "--source", "x.txt").out


def _bomb() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    return "a0: &a0 哈\n" + "\n".join(levels) + "\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(_bomb().encode(), "yaml-alias", id="alias bomb"),
        pytest.param(b"a: " + b"[" * 10_000, "yaml-depth", id="10,000 open brackets"),
        pytest.param(
            b"".join(b" " * n + b"a:\n" for n in range(2_000)), "yaml-depth", id="2,000 indents"
        ),
        pytest.param(b"- " * 10_000 + b"x", "yaml-depth", id="10,000 lists in lists"),
        pytest.param(b"title: " + "长".encode() * 1_700_000, "unknown-key", id="5 MB line"),
        pytest.param(b"x" * 5_000_000, "wrong-value", id="5 MB word"),
        pytest.param(b"format: 1\x00\n", "yaml-syntax", id="NUL"),
        pytest.param(b"format: \x1b[31m1\n", "yaml-syntax", id="ESC"),
        pytest.param(b"format: !!python/object/apply:os.system [ls]\n", "yaml-tag", id="tag"),
        pytest.param(b"format: !!python/name:os.system\n", "yaml-tag", id="tag without value"),
        pytest.param(b"\xff\xfe\x00", "encoding", id="UTF-16"),
        pytest.param("{" * 3000 + "}" * 3000, "yaml-depth", id="3,000 braces"),
    ],
)
def test_a_hostile_plan_is_a_finding_and_quick(
    content: bytes | str, code: str, folder: Path, gongkai: Run, process: Run
) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "plan2019.yaml").write_bytes(raw)
    begun = time.monotonic()
    answer = process("check")  # a process can be stopped if it hangs
    assert time.monotonic() - begun < 5
    assert (answer.code, answer.err) == (1, "")
    assert f"[{code}]" in answer.out
    assert len(answer.out) < 100_000
    assert "\x1b" not in answer.out
    listed = gongkai("list")
    assert (listed.code, listed.out) == (3, "")
    assert "Traceback" not in listed.err


@pytest.mark.parametrize(
    "line",
    [
        b"- {" + b'"a": {' * 10_000 + b"\n",
        b"- " + b"[" * 100_000 + b"\n",
        b'- {"id": "\x00\x1b[31m\xff"}\n',
        b"- {" + b'"note": "' + b"x" * 5_000_000 + b'"}\n',
        b'- {"id": NaN, "at": Infinity}\n',
        b'- {"id": 1e999999}\n',
        b'- {"batch": ["a", ' + b"9" * 5000 + b"]}\n",
    ],
    ids=["deep", "deep list", "control", "5 MB", "NaN", "huge", "huge integer"],
)
def test_a_hostile_ledger_line_is_a_finding_and_quick(
    line: bytes, small: Path, gongkai: Run, process: Run
) -> None:
    (small / "plan2019.progress.yaml").write_bytes(line)
    begun = time.monotonic()
    answer = process("check")  # a process can be stopped if it hangs
    assert time.monotonic() - begun < 5
    assert (answer.code, answer.err) == (1, "")
    assert "plan2019.progress.yaml:1:1: 错误 [ledger-line]" in answer.out
    assert "\x1b" not in answer.out
    listed = gongkai("list")
    assert listed.code == 0
    assert len(listed.rows) == 3
    assert listed.err == "警告：台账有 1 处问题，有的记录没有计入，详见 gongkai check。\n"

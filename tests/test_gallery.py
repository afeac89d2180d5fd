"""The gallery of findings: every code from a small broken plan, with the exact words of ``check``.

Each folder of ``tests/gallery`` is a case; ``expected.txt`` is what ``gongkai check`` says there.  When
the wording changes on purpose, ``python tests/test_gallery.py --renew`` writes the files anew: then
read the difference.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.cells import cell_len

GALLERY = Path(__file__).resolve().parent / "gallery"
SRC = GALLERY.parent.parent / "src" / "gongkai_cli"
CASES = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())
_HEAD = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): \S+ \[(?P<code>[a-z-]+)\] ")
_MAKERS = {"error", "warning", "info", "finding_at", "_note", "Finding"}

MARKED: dict[str, list[str]] = {
    "calendar-unknown": ["2099-12-25"],
    "channel-not-printed": ["政务微博"],
    "concurrent": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX03"…'],
    "day-clash": ["2019-12-20"],
    "decided-unknown": ["各相关科室", "规划处"],
    "due-before-issue": ["2019-12-25", "2019-06-30"],
    "duplicate-id": ['"1.1"', '"1.1"'],
    "duplicate-key": ["issuer"],
    "duplicate-name": ["办公室", "城乡科", "各科室"],
    "empty-file": ["# 还没有写内容"],
    "empty-group": ["局属各单位"],
    "empty-value": ["", ""],
    "encoding": [],
    "group-incomplete": ["各科室"],
    "id-number": ['"1.3"'],
    "idle-unit": ["事务中心"],
    "ledger-assignment": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "ledger-batch": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX01"…'],
    "ledger-conflict": ["<<<<<<< HEAD", "=======", ">>>>>>> 城乡科"],
    "ledger-date": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX01"…'],
    "ledger-id-clash": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX01"…'],
    "ledger-item": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "ledger-kind": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "ledger-line": [
        "办公室：已完成",
        "- {办公室: 已完成}",
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX03"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX04"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX05"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX06"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX07"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX08"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX09"…',
        '- {"id": "01DSP5N3R0GHJKMNPQRSTVWX10"…',
        "- [1, 2]",
    ],
    "ledger-retract": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "ledger-torn": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "ledger-unit": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX02"…'],
    "missing-key": ["title", "id"],
    "missing-key-heading": ["number", "paragraphs"],
    "name-not-printed": ["办公室"],
    "no-assignment": ['"1.1"'],
    "no-roles": ["办公室"],
    "reworded": ['- {"id": "01DSP5N3R0GHJKMNPQRSTVWX01"…'],
    "role-clash": ["城乡"],
    "source-extra": ["及时", "，各科室配合"],
    "source-missing": ["，及时解疑释惑", "（三）其他要求"],
    "unconfirmed-unit": ["城乡科", "市政科"],
    "undecided": ['"1.2"'],
    "unfilled": ["（标题待补）", "（印发单位待补）"],
    "unknown-group": ["全体科室"],
    "unknown-key": ["电话", "responsable"],
    "unknown-unit": ["城乡科", "城乡处", "办公厅", "办公厅", "规划处", "规划处"],
    "wrong-date": ["2019年10月13日", "2019-02-30", "[2019-11-30]"],
    "wrong-value": [
        "2",
        "二〇一九",
        "[某局]",
        '"  "',
        "市政府办公室",
        "某市工作要点",
        "是",
        "3天",
        "999",
        "处室",
        "{a: b}",
        "1.0",
        "一.1",
        "各科室",
    ],
    "wrong-value-empty-list": ["1019", "[]"],
    "wrong-value-top": ["- 一份列表"],
    "yaml-alias": ["*zb", "*zb"],
    "yaml-depth": ["[[[某局]"],
    "yaml-documents": ["---"],
    "yaml-key": ["[甲, 乙]"],
    "yaml-syntax": ["[城乡科"],
    "yaml-syntax-colon": [":"],
    "yaml-syntax-control": ["?局"],
    "yaml-syntax-quote": ['"积极回应社会关切。'],
    "yaml-syntax-star": ["积极回应社会关切。"],
    "yaml-syntax-tab": [" issuer"],
    "yaml-syntax-wide-colon": ["issuer：某局"],
    "yaml-tag": ["!!python/object/apply:os.system [某局", "!!python/object/apply:os.system [某局"],
}
"""What each case underlines, read and agreed to one by one; renewing leaves it alone.

… stands for the rest of a long ledger line.
"""


class Shown(NamedTuple):
    """One finding as ``expected.txt`` shows it."""

    code: str
    file: str
    line: int
    column: int
    excerpt: str
    carets: str


def checked(case: str) -> str:
    """Run ``gongkai check`` in a case's folder."""
    from gongkai_cli.__main__ import run

    args = ["check"]
    if (GALLERY / case / "source.txt").exists():
        args += ["--source", "source.txt"]
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(GALLERY / case),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run(args)
    assert err.getvalue() == ""
    return f"$ gongkai {' '.join(args)}\n{out.getvalue()}[退出码 {code}]\n"


def expected(case: str) -> str:
    return (GALLERY / case / "expected.txt").read_bytes().decode()


def shown(text: str) -> list[Shown]:
    """Read the findings with an excerpt."""
    lines = text.split("\n")
    found = []
    for n, line in enumerate(lines):
        head = _HEAD.match(line)
        if head and " │ " in lines[n + 1]:
            place = int(head["line"]), int(head["column"])
            found.append(Shown(head["code"], head["file"], *place, lines[n + 1], lines[n + 2]))
    return found


def codes_in_source() -> set[str]:
    """Collect the codes of all findings that ``check`` can make; those of forms have their own gallery."""
    found: set[str] = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _MAKERS:
                found |= _words(node.args)
            elif isinstance(node, ast.Assign) and [_name(t) for t in node.targets] == ["code"]:
                found |= _words(list(ast.walk(node.value)))
    return {code for code in found if not code.startswith("form-")}


def _name(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _words(nodes: list[ast.expr] | list[ast.AST]) -> set[str]:
    values = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return {v for v in values if isinstance(v, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", v)}


@pytest.mark.parametrize("case", CASES)
def test_check_says_exactly_what_is_expected(case: str) -> None:
    assert checked(case) == expected(case)


@pytest.mark.parametrize("case", CASES)
def test_a_case_shows_the_code_that_it_is_named_after(case: str) -> None:
    codes = set(re.findall(r" \[([a-z-]+)\] ", expected(case)))
    assert any(case == code or case.startswith(f"{code}-") for code in codes)


def test_every_code_has_a_case() -> None:
    codes = codes_in_source()
    assert len(codes) > 40
    assert codes <= set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_caret_stands_under_the_right_text(case: str) -> None:
    marked = []
    for one in shown(expected(case)):
        margin, _, excerpt = one.excerpt.partition(" │ ")
        assert int(margin) == one.line
        assert re.fullmatch(r"      │  *\^+", one.carets)
        first = cell_len(one.carets[: one.carets.index("^")]) - cell_len("      │ ")
        marked.append(_by_columns(excerpt, first, one.carets.count("^")))
        line = (GALLERY / case / one.file).read_text(encoding="utf-8").split("\n")[one.line - 1]
        # Control characters are shown as a blank or a question mark.
        plain = line.replace("\t", " ").replace("\a", "?")
        assert plain[one.column - 1 :].startswith(marked[-1])
    assert len(marked) == len(MARKED[case])
    for text, right in zip(marked, MARKED[case], strict=True):
        assert text == right or (right.endswith("…") and text.startswith(right[:-1]))


def _by_columns(text: str, first: int, size: int) -> str:
    """Cut what stands in some columns of a terminal."""
    cut, column = "", 0
    for sign in text:
        if first <= column < first + size:
            cut += sign
        column += cell_len(sign)
    return cut


def renew() -> None:
    """Write every ``expected.txt`` anew."""
    with tempfile.TemporaryDirectory() as home:
        for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
            del os.environ[name]
        os.environ["XDG_CACHE_HOME"] = os.environ["XDG_DATA_HOME"] = home
        for case in CASES:
            (GALLERY / case / "expected.txt").write_bytes(checked(case).encode())


if __name__ == "__main__":
    if sys.argv[1:] != ["--renew"]:
        sys.exit("用法：python tests/test_gallery.py --renew")
    renew()

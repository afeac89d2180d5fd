"""The proof that nothing of the source is lost: what is cut out is reported, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conftest import SHIPPED, SOURCE
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.schema import verbatim
from gongkai_cli.domain.source import Missing, compare
from gongkai_cli.storage.plan_file import load

if TYPE_CHECKING:
    from gongkai_cli.domain.findings import Loc


@cache
def words() -> tuple[tuple[Loc, str], ...]:
    return tuple(verbatim(load(SHIPPED).valid))


@cache
def source() -> str:
    return SOURCE.read_text("utf-8")


def signs(text: str) -> str:
    return "".join(text.split())


def test_the_shipped_plan_and_its_source_agree_to_the_last_sign() -> None:
    found = compare(words(), source())
    assert (found.missing, found.extra) == ((), ())
    assert found.source_size == found.plan_size == len(signs(source()))
    assert found.source_held == found.plan_printed == found.source_size


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_exactly_what_is_cut_out_of_the_plan_is_missing(data: st.DataObject) -> None:
    known = list(words())
    n = data.draw(st.integers(0, len(known) - 1))
    loc, text = known[n]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 60)))
    known[n] = (loc, text[:start] + text[end:])
    found = compare(known, source())
    cut = len(signs(text[start:end]))
    assert found.extra == ()
    assert found.plan_printed == found.plan_size == found.source_size - cut
    assert sum(len(signs(run.text)) for run in found.missing) == cut
    assert found.source_held == found.source_size - cut
    lines = source().splitlines()
    for run in found.missing:
        assert lines[run.line - 1][run.column - 1 :].startswith(run.text)
    # What is left of the source is what is left of the plan.
    assert _without(found.missing, lines) == _narrow("".join(t for _, t in known))


def _without(missing: tuple[Missing, ...], lines: list[str]) -> str:
    gone = {(run.line, run.column + k) for run in missing for k in range(len(run.text))}
    kept = [
        sign
        for row, line in enumerate(lines, 1)
        for column, sign in enumerate(line, 1)
        if (row, column) not in gone
    ]
    return _narrow("".join(kept))


def _narrow(text: str) -> str:
    full = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    return signs(text.translate(full))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_exactly_what_is_added_to_the_plan_is_extra(data: st.DataObject) -> None:
    known = list(words())
    n = data.draw(st.integers(0, len(known) - 1))
    added = data.draw(st.text(alphabet="ＡＢＣ鑫焱淼犇", min_size=1, max_size=20))
    loc, text = known[n]
    at = data.draw(st.integers(0, len(text)))
    known[n] = (loc, text[:at] + added + text[at:])
    found = compare(known, source())
    assert found.missing == ()
    assert [(run.loc, run.text) for run in found.extra] == [(loc, added)]
    assert (found.extra[0].offset, found.source_held) == (at, found.source_size)


def test_a_changed_word_is_both_missing_and_extra_in_its_place() -> None:
    found = compare([(("a",), "一二三。四五六")], "零\n一二三。四伍六")
    assert [(m.line, m.column, m.text) for m in found.missing] == [(1, 1, "零"), (2, 6, "伍")]
    assert [(e.loc, e.offset, e.text) for e in found.extra] == [(("a",), 5, "五")]


def test_blanks_and_width_do_not_count_and_order_does() -> None:
    assert compare([((), "（一）甲，乙")], " ( 一 )\n甲,\u3000乙\ufeff\n").missing == ()
    turned = compare([((), "甲甲甲。"), ((), "乙乙乙。")], "乙乙乙。甲甲甲。")
    assert turned.missing
    assert turned.extra


def test_an_empty_plan_or_source_holds_nothing() -> None:
    assert [run.text for run in compare([], "甲\n乙").missing] == ["甲", "乙"]
    assert [run.text for run in compare([((), "甲")], "").extra] == ["甲"]
    assert compare([], "").source_size == 0

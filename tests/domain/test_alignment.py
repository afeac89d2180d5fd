"""Where two sequences differ, exactly where that is quick and soundly where it is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.alignment import differences

WORDS = st.lists(st.sampled_from("，。甲乙丙丁戊己庚辛"), max_size=60)


@given(WORDS, WORDS)
def test_what_lies_between_the_differences_is_alike(one: list[str], other: list[str]) -> None:
    at, other_at = 0, 0
    for run in differences(one, other):
        assert not run.is_empty
        assert one[at : run.start] == other[other_at : run.other_start]
        at, other_at = run.stop, run.other_stop
    assert one[at:] == other[other_at:]


@given(WORDS)
def test_a_sequence_does_not_differ_from_itself(one: list[str]) -> None:
    assert list(differences(one, one)) == []


def test_what_was_put_in_is_told_even_between_what_is_often_repeated() -> None:
    rows = [part for n in range(3000) for part in (f"第{n}项", "，", "办公室", "。")]
    changed = [*rows[:6000], "另", "，", *rows[6000:]]
    assert [tuple(run) for run in differences(rows, changed)] == [(6000, 6000, 6000, 6002)]


def test_a_change_in_each_of_many_rows_is_told_row_by_row() -> None:
    one = [part for n in range(2000) for part in (f"第{n}项", "，", "办公室")]
    other = [part for n in range(2000) for part in (f"第{n}项", "；", "办公室")]
    assert sum(1 for _ in differences(one, other)) == 2000


def test_where_nothing_is_unique_the_whole_is_still_accounted_for() -> None:
    one, other = ["，", "。"] * 1500, ["。", "，"] * 1500
    held = 3000 - sum(run.stop - run.start for run in differences(one, other))
    assert 0 <= held < 3000

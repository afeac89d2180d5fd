"""What counts of all that was said about an item, by the rules of the design's section 2."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.progress import (
    PROGRESS,
    RETRACT,
    Entry,
    Standing,
    Word,
    active,
    heads,
    item_complete,
    item_state,
    newest_word,
)
from gongkai_cli.domain.terms import Role, State

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, ONGOING, NONE = State.DONE, State.ONGOING, State.NOT_APPLICABLE
FRESH, BUSY, BLOCKED = State.NOT_STARTED, State.IN_PROGRESS, State.BLOCKED
LEAD, RESPONSIBLE, SUPPORT = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


def said(name: str, *prev: str, at: int = 0, state: State = DONE) -> Entry:
    """Somebody says something at a minute of the hour, having seen some entries."""
    moment = f"2019-11-05T09:{at:02}:00.000+08:00"
    what = ("3.1.1", "城乡科", PROGRESS, state, "2019-11-05")
    return Entry(name, moment, *what, "", (), "", "cli", prev, "")


def undone(name: str, target: str, at: int = 0) -> Entry:
    """Somebody retracts an entry."""
    return said(name, at=at)._replace(kind=RETRACT, state=None, retracts=target)


def ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


# -- what is active ---------------------------------------------------------------------------------


def test_nothing_said_is_nothing_active() -> None:
    assert active([]) == []
    assert heads([]) == []
    assert newest_word([]) is None


def test_active_entries_come_newest_first() -> None:
    assert ids(active([said("A", at=1), said("C", at=3), said("B", at=2)])) == ["C", "B", "A"]


def test_entries_of_one_moment_are_ordered_by_their_ids() -> None:
    assert ids(active([said("A"), said("C"), said("B")])) == ["C", "B", "A"]


def test_newer_means_the_moment_whatever_the_time_zone() -> None:
    here = said("A")._replace(at="2019-11-05T09:30:00.000+08:00")
    later = said("B")._replace(at="2019-11-05T02:00:00.000+00:00")
    assert ids(active([here, later])) == ["B", "A"]
    assert ids(heads([here, later])) == ["B", "A"]


def test_a_retracted_entry_and_the_retraction_are_not_active() -> None:
    assert ids(active([said("A"), said("B", "A"), undone("R", "B")])) == ["A"]


def test_a_retraction_that_is_itself_retracted_does_not_count() -> None:
    entries = [said("A"), undone("R1", "A"), undone("R2", "R1")]
    assert ids(active(entries)) == ["A"]


@pytest.mark.parametrize("length", range(8))
def test_a_chain_of_retractions_takes_away_and_gives_back_by_turns(length: int) -> None:
    chain = [undone(f"R{n}", f"R{n - 1}" if n else "A") for n in range(length)]
    assert ids(active([said("A"), *chain])) == ([] if length % 2 else ["A"])


def test_a_retraction_counts_even_where_its_clock_was_behind() -> None:
    assert active([said("A", at=30), undone("R", "A", at=1)]) == []


def test_retractions_of_the_same_entry_count_once() -> None:
    entries = [said("A"), undone("R1", "A"), undone("R2", "A"), undone("X", "R1")]
    assert active(entries) == []
    assert ids(active([*entries, undone("Y", "R2")])) == ["A"]


def test_a_retraction_of_something_unknown_takes_nothing_away() -> None:
    assert ids(active([said("A"), undone("R", "?")])) == ["A"]


def test_retractions_that_retract_each_other_come_to_an_end() -> None:
    active([said("A"), undone("R1", "R2"), undone("R2", "R1"), undone("R3", "R3")])


# -- which entries nobody has seen ------------------------------------------------------------------


def test_the_entry_that_has_seen_the_other_decides_even_where_its_clock_was_behind() -> None:
    assert ids(heads([said("A", at=30), said("B", "A", at=1)])) == ["B"]


def test_two_who_have_not_seen_each_other_are_both_heads_the_later_first() -> None:
    first, left, right = said("A"), said("B", "A", at=1), said("C", "A", at=2)
    assert ids(heads([first, left, right])) == ["C", "B"]
    word = newest_word([first, left, right])
    assert word == Word(right, (left,))


def test_an_entry_that_has_seen_both_settles_it() -> None:
    entries = [said("A"), said("B", "A"), said("C", "A"), said("D", "B", "C")]
    assert newest_word(entries) == Word(entries[3])


def test_after_an_undo_the_word_before_counts_again() -> None:
    entries = [said("A", state=BUSY), said("B", "A", state=DONE), undone("R", "B")]
    word = newest_word(entries)
    assert word is not None
    assert word.state is BUSY


def test_what_a_later_entry_saw_only_through_a_retracted_one_stays_seen() -> None:
    entries = [said("A"), said("B", "A"), said("C", "B"), undone("R", "B")]
    assert ids(heads(entries)) == ["C"]


def test_what_was_seen_through_an_entry_that_is_missing_is_a_rival() -> None:
    assert ids(heads([said("A"), said("C", "B", at=1)])) == ["C", "A"]


def test_entries_that_claim_to_have_seen_each_other_leave_the_reader_alive() -> None:
    assert heads([said("A", "B"), said("B", "A")]) == []
    assert newest_word([said("A", "A"), said("B", at=1)]) == Word(said("B", at=1))


def test_a_single_retraction_says_nothing() -> None:
    assert newest_word([undone("R", "A")]) is None


def test_a_unit_that_has_said_nothing_has_not_started() -> None:
    assert Standing("城乡科", LEAD).state is FRESH
    assert Standing("城乡科", LEAD, Word(said("A", state=BLOCKED))).state is BLOCKED


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Entries and retractions, each of which may have seen and retracted any before it."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 9))):
        known = ids(entries)
        at = draw(st.integers(0, 3))
        name = f"{draw(st.integers(0, 9))}-{number}"
        if draw(st.booleans()) and known:
            entries.append(undone(name, draw(st.sampled_from(known)), at))
        else:
            some = st.lists(st.sampled_from(known), unique=True) if known else st.just([])
            seen: list[str] = draw(some)
            state = draw(st.sampled_from(State))
            entries.append(said(name, *seen, at=at, state=state))
    return entries


def stands(entry: Entry, entries: Sequence[Entry]) -> bool:
    """The rule as it is told: what a standing retraction retracts does not stand."""
    return not any(
        other.retracts == entry.id and stands(other, entries)
        for other in entries
        if other.kind == RETRACT
    )


def has_seen(later: Entry, earlier: Entry, entries: Sequence[Entry]) -> bool:
    """The rule as it is told: seen directly, or through another entry."""
    return any(
        name == earlier.id or has_seen(middle, earlier, entries)
        for name in later.prev
        for middle in entries
        if middle.id == name
    )


@given(histories())
def test_active_is_what_stands(entries: list[Entry]) -> None:
    wanted = [e for e in entries if e.kind == PROGRESS and stands(e, entries)]
    assert active(entries) == sorted(wanted, key=lambda e: (e.at, e.id), reverse=True)


@given(histories())
def test_heads_are_the_standing_entries_that_no_standing_entry_has_seen(
    entries: list[Entry],
) -> None:
    standing = [e for e in entries if e.kind == PROGRESS and stands(e, entries)]
    wanted = {e.id for e in standing if not any(has_seen(o, e, entries) for o in standing)}
    assert set(ids(heads(entries))) == wanted
    assert bool(standing) == bool(wanted)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_never_matters(entries: list[Entry], chance: object) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert active(shuffled) == active(entries)
    assert heads(shuffled) == heads(entries)
    assert newest_word(shuffled) == newest_word(entries)


@given(histories(), st.data())
def test_to_retract_and_to_retract_that_again_changes_nothing(
    entries: list[Entry], data: st.DataObject
) -> None:
    if not entries:
        return
    target = data.draw(st.sampled_from(ids(entries)))
    back = [*entries, undone("R1", target), undone("R2", "R1")]
    assert active(back) == active(entries)
    assert newest_word(back) == newest_word(entries)


@given(histories(), st.sampled_from(State))
def test_who_has_seen_all_heads_decides(entries: list[Entry], state: State) -> None:
    last = said("last", *ids(heads(entries)), state=state)
    assert newest_word([*entries, last]) == Word(last)


# -- the state of an item ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([], FRESH),
        ([(LEAD, FRESH)], FRESH),
        ([(LEAD, BUSY)], BUSY),
        ([(LEAD, DONE)], DONE),
        ([(RESPONSIBLE, DONE)], DONE),
        ([(LEAD, ONGOING)], ONGOING),
        ([(LEAD, NONE)], NONE),
        ([(LEAD, BLOCKED)], BLOCKED),
        ([(LEAD, DONE), (LEAD, NONE)], DONE),
        ([(LEAD, DONE), (RESPONSIBLE, ONGOING)], ONGOING),
        ([(RESPONSIBLE, ONGOING), (RESPONSIBLE, NONE)], ONGOING),
        ([(RESPONSIBLE, DONE), (RESPONSIBLE, FRESH)], BUSY),
        ([(RESPONSIBLE, NONE), (RESPONSIBLE, FRESH)], BUSY),
        ([(RESPONSIBLE, DONE), (RESPONSIBLE, BLOCKED)], BLOCKED),
        ([(LEAD, DONE), (SUPPORT, FRESH)], DONE),
        ([(LEAD, DONE), (SUPPORT, BLOCKED)], DONE),
        ([(LEAD, FRESH), (SUPPORT, DONE)], FRESH),
        ([(LEAD, NONE), (SUPPORT, DONE)], NONE),
        ([(SUPPORT, DONE)], FRESH),
    ],
)
def test_an_item_s_state_follows_from_those_who_answer_for_it(
    parts: list[tuple[Role, State]], state: State
) -> None:
    assert item_state(parts) is state


PARTS = st.lists(st.tuples(st.sampled_from(Role), st.sampled_from(State)), max_size=6)


def complete(parts: Sequence[tuple[Role, State]]) -> bool:
    """The rule of the design, in its own words."""
    answers = [state for role, state in parts if role in {LEAD, RESPONSIBLE}]
    finished = all(state in {DONE, ONGOING, NONE} for state in answers)
    return finished and any(state is not NONE for state in answers)


@given(PARTS)
def test_an_item_is_complete_when_all_who_answer_have_finished_and_one_had_to_act(
    parts: list[tuple[Role, State]],
) -> None:
    assert item_complete(item_state(parts)) is complete(parts)


def test_the_rule_holds_for_every_three_units() -> None:
    every = list(itertools.product(Role, State))
    for parts in itertools.product(every, repeat=3):
        assert item_complete(item_state(parts)) is complete(parts), parts


@given(PARTS, st.lists(st.sampled_from(State), max_size=3))
def test_supporters_never_change_an_item_s_state(
    parts: list[tuple[Role, State]], supporters: list[State]
) -> None:
    assert item_state([*parts, *((SUPPORT, state) for state in supporters)]) is item_state(parts)


@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_units_never_matters(parts: list[tuple[Role, State]], chance: object) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert item_state(shuffled) is item_state(parts)


@pytest.mark.parametrize("state", State)
def test_only_done_and_ongoing_items_are_complete(state: State) -> None:
    assert item_complete(state) is (state in {DONE, ONGOING})

"""Rates and totals: small numbers worked out by hand; the whole is held against items elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_cli.domain.progress import item_state
from gongkai_cli.domain.summary import Owed, Totals
from gongkai_cli.domain.terms import Role, State

LEAD, RESPONSIBLE, SUPPORT = Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT


def test_the_two_rates_have_their_own_denominators() -> None:
    totals = Totals(items=4, complete=1, states={}, lamps={}, assignments=10, reported=7)
    assert (totals.completion_rate, totals.reported_rate) == (0.25, 0.7)


def test_an_empty_part_has_rates_of_zero() -> None:
    nothing = Totals(0, 0, {}, {}, 0, 0)
    assert (nothing.completion_rate, nothing.reported_rate) == (0.0, 0.0)


def test_what_is_owed_is_a_report_until_something_was_said() -> None:
    owed = Owed("办公室", LEAD, State.NOT_STARTED, False, date(2019, 12, 25), ("1.1",))  # noqa: FBT003
    assert owed.what == "report"
    assert owed._replace(reported=True).what == "finish"


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([], State.NOT_STARTED),
        ([(SUPPORT, State.DONE)], State.NOT_STARTED),
        ([(LEAD, State.NOT_STARTED), (SUPPORT, State.DONE)], State.NOT_STARTED),
        ([(LEAD, State.DONE), (SUPPORT, State.NOT_STARTED)], State.DONE),
        ([(LEAD, State.DONE), (SUPPORT, State.BLOCKED)], State.DONE),
        ([(LEAD, State.DONE), (RESPONSIBLE, State.NOT_STARTED)], State.IN_PROGRESS),
        ([(LEAD, State.DONE), (RESPONSIBLE, State.NOT_APPLICABLE)], State.DONE),
        ([(LEAD, State.DONE), (LEAD, State.ONGOING)], State.ONGOING),
        ([(LEAD, State.NOT_APPLICABLE)], State.NOT_APPLICABLE),
        ([(LEAD, State.DONE), (LEAD, State.BLOCKED)], State.BLOCKED),
        ([(LEAD, State.IN_PROGRESS)], State.IN_PROGRESS),
    ],
)
def test_an_items_state_follows_from_those_who_answer(
    parts: list[tuple[Role, State]], state: State
) -> None:
    assert item_state(parts) is state

"""Working days and the days when lamps change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain import calendar
from gongkai_cli.domain.clock import Clock
from gongkai_cli.domain.plan import Settings
from gongkai_cli.domain.terms import Lamp, Role, State

PLAIN = Settings()
DUE = date(2019, 12, 25)


@pytest.mark.parametrize(
    ("count", "day"), [(3, date(2019, 12, 20)), (5, date(2019, 12, 18)), (10, date(2019, 12, 11))]
)
def test_working_days_before_the_plans_deadline(count: int, day: date) -> None:
    assert calendar.workdays_before(DUE, count, PLAIN) == day


def test_twenty_working_days_over_the_spring_festival_that_was_extended() -> None:
    start, end = date(2019, 12, 31), date(2020, 2, 5)
    assert calendar.workdays_left(start, end, PLAIN) == 20
    assert calendar.workdays_left(start, end - timedelta(days=1), PLAIN) == 19


def test_make_up_days_are_worked_and_holidays_are_not() -> None:
    assert calendar.is_workday(date(2019, 10, 12), PLAIN)  # a Saturday that made up for 国庆
    assert not calendar.is_workday(date(2019, 10, 4), PLAIN)  # a Friday


def test_the_plans_own_days_come_first() -> None:
    own = Settings(holidays=(date(2019, 12, 24),), workdays=(date(2019, 12, 22),))
    assert not calendar.is_workday(date(2019, 12, 24), own)
    assert calendar.is_workday(date(2019, 12, 22), own)
    assert calendar.workdays_before(DUE, 3, own) == date(2019, 12, 20)
    assert calendar.workdays_before(DUE, 2, own) == date(2019, 12, 22)


def test_a_year_without_a_notice_counts_monday_to_friday() -> None:
    assert calendar.is_known(2019)
    assert not calendar.is_known(2099)
    assert calendar.is_workday(date(2099, 10, 1), PLAIN)  # a Thursday
    assert not calendar.is_workday(date(2099, 10, 3), PLAIN)


def test_a_deadline_may_exclude_its_day() -> None:
    strict = Settings(due_inclusive=False)
    assert calendar.milestones(DUE, PLAIN).last_day == DUE
    assert calendar.milestones(DUE, strict).last_day == date(2019, 12, 24)
    assert Clock(DUE, strict).item_lamp(State.IN_PROGRESS, DUE) is Lamp.RED


@given(st.dates(date(2010, 1, 1), date(2025, 12, 1)), st.integers(0, 40))
def test_going_back_and_counting_forward_agree(day: date, count: int) -> None:
    start = calendar.workdays_before(day, count, PLAIN)
    worked = [d for d in _between(start, day) if calendar.is_workday(d, PLAIN)]
    assert len(worked) == count
    assert count == 0 or worked[0] == start


def _between(first: date, end: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((end - first).days)]


@pytest.mark.parametrize(
    ("day", "state", "lamp"),
    [
        (date(2019, 12, 10), State.NOT_STARTED, Lamp.GREEN),
        (date(2019, 12, 10), State.BLOCKED, Lamp.YELLOW),
        (date(2019, 12, 11), State.IN_PROGRESS, Lamp.YELLOW),
        (date(2019, 12, 25), State.IN_PROGRESS, Lamp.YELLOW),
        (date(2019, 12, 26), State.IN_PROGRESS, Lamp.RED),
        (date(2019, 12, 26), State.BLOCKED, Lamp.RED),
        (date(2019, 12, 26), State.DONE, Lamp.COMPLETE),
        (date(2019, 12, 26), State.ONGOING, Lamp.COMPLETE),
        (date(2019, 12, 26), State.NOT_APPLICABLE, Lamp.RED),
    ],
)
def test_an_items_lamp(day: date, state: State, lamp: Lamp) -> None:
    assert Clock(day, PLAIN).item_lamp(state, DUE) is lamp


def test_a_supporter_who_has_reported_is_not_late() -> None:
    clock = Clock(date(2019, 12, 26), PLAIN)
    doing = State.IN_PROGRESS
    assert clock.unit_lamp(Role.SUPPORT, doing, DUE, reported=True) is Lamp.GREEN
    assert clock.unit_lamp(Role.SUPPORT, State.BLOCKED, DUE, reported=True) is Lamp.YELLOW
    assert clock.unit_lamp(Role.SUPPORT, State.NOT_STARTED, DUE, reported=False) is Lamp.RED
    assert clock.unit_lamp(Role.RESPONSIBLE, doing, DUE, reported=True) is Lamp.RED
    assert clock.unit_lamp(Role.LEAD, State.NOT_APPLICABLE, DUE, reported=True) is Lamp.COMPLETE

"""Working days by the State Council's calendar, with make-up days, and the dates when lamps change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .plan import Settings


_DAY = timedelta(days=1)
_SATURDAY = 5


class Milestones(NamedTuple):
    """The days that matter for one due date: the last day in time, and when lamps change."""

    last_day: date
    yellow_from: date
    urgent_from: date


def is_workday(day: date, settings: Settings) -> bool:
    """Tell whether offices work on a day.

    The plan's own overrides come first, then the yearly 国务院办公厅 notice on holidays; a year
    that has no notice yet counts Monday to Friday (see ``is_known``).
    """
    if day in settings.workdays:
        return True
    if day in settings.holidays:
        return False
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY


def is_known(year: int) -> bool:
    """Tell whether the calendar holds the holidays of a year."""
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True


def is_guessed(first: date, last: date, settings: Settings) -> bool:
    """Tell whether working days between two days are only a guess, Monday to Friday."""
    years = range(first.year, last.year + 1)
    return not (settings.holidays or settings.workdays or all(map(is_known, years)))


def workdays_before(day: date, count: int, settings: Settings) -> date:
    """Go back a number of working days from a day, which itself does not count."""
    while count > 0:
        day -= _DAY
        count -= is_workday(day, settings)
    return day


def workdays_left(today: date, last_day: date, settings: Settings) -> int:
    """Count the working days after today up to and with the last day; 0 once it is past."""
    days = (last_day - today).days
    return sum(is_workday(today + n * _DAY, settings) for n in range(1, days + 1))


def milestones(due: date, settings: Settings) -> Milestones:
    """Work out the days that matter for a due date."""
    last_day = due if settings.due_inclusive else due - _DAY
    return Milestones(
        last_day,
        workdays_before(last_day, settings.yellow_days, settings),
        workdays_before(last_day, settings.urgent_days, settings),
    )

"""Dates as people write them: ``2019-11-05``, ``2019.11.5``, ``2019年11月5日``, ``11月5日``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .names import narrow, plain

# Patterns stay text until they are needed: every command loads this module.
_FULL = r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"
_TIME = r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$"
_YEAR_2000 = 36526
_SHORT = r"(\d{1,2})[月./-](\d{1,2})日?"


def full_day(text: str) -> date | None:
    """Read a date that names its year.

    Args:
        text: What was typed; blanks inside, full-width signs and a time of day do no harm.

    Returns:
        The day, or ``None`` where the text has no such form.

    Raises:
        ValueError: It has the form, and there is no such day.
    """
    bare = plain(re.sub(_TIME, "", narrow(text).strip()))
    found = re.fullmatch(_FULL, bare) or re.fullmatch(_COMPACT, bare)
    return date(*map(int, found.groups())) if found else None


def serial_day(text: str) -> date | None:
    """Read a day as a workbook counts it, five digits from 36526 (2000-01-01) on."""
    bare = plain(text)
    number = int(bare) if re.fullmatch("[0-9]{5}", bare) else 0
    return date(1899, 12, 30) + timedelta(number) if number >= _YEAR_2000 else None


def short_day(text: str, first_year: int, last: date) -> date | None:
    """Read a date without its year: the latest such day up to ``last``, from ``first_year`` on.

    Where there is none up to ``last``, it is the one of ``first_year``, which is still to come.

    Returns:
        The day, or ``None`` where the text has no such form.

    Raises:
        ValueError: It has the form, and there is no such day in any of these years.
    """
    found = re.fullmatch(_SHORT, plain(text))
    if not found:
        return None
    month, day = map(int, found.groups())
    days = [d for year in range(first_year, last.year + 1) if (d := _date(year, month, day))]
    past = [d for d in days if d <= last]
    return past[-1] if past else date(first_year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

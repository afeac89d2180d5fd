"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_cli.domain.days import full_day, short_day

LAST = date(2019, 11, 20)


@pytest.mark.parametrize(
    "text",
    ["2019-11-05", "2019.11.5", "2019/11/5", "2019年11月5日", "２０１９－１１－５", "20191105"],
)
def test_a_date_with_its_year(text: str) -> None:
    assert full_day(text) == date(2019, 11, 5)


@pytest.mark.parametrize(
    "text", ["2019 年 11 月 5 日", "2019-11-05 09:30", "2019-11-05T09:30:12.5"]
)
def test_blanks_and_a_time_of_day_do_no_harm(text: str) -> None:
    assert full_day(text) == date(2019, 11, 5)


@pytest.mark.parametrize("text", ["", "11月5日", "2019年11月", "五号", "19-11-05", "2019-11-05起"])
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert full_day(text) is None


@pytest.mark.parametrize("text", ["2019-02-30", "2019-13-01", "20190230"])
def test_a_day_that_is_not_in_the_calendar_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        full_day(text)


@pytest.mark.parametrize("text", ["11月5日", "11.5", "11-05", "11/5", "１１月５日", "11 月 5 日"])
def test_a_date_without_its_year_is_the_latest_that_has_come(text: str) -> None:
    assert short_day(text, 2019, LAST) == date(2019, 11, 5)


@pytest.mark.parametrize(
    ("text", "first_year", "last", "day"),
    [
        ("12月25日", 2019, date(2020, 1, 10), date(2019, 12, 25)),
        ("1月5日", 2019, date(2020, 1, 10), date(2020, 1, 5)),
        ("12月1日", 2019, LAST, date(2019, 12, 1)),
        ("2月29日", 2019, date(2020, 3, 1), date(2020, 2, 29)),
    ],
)
def test_the_year_is_the_plans_or_a_later_one(
    text: str, first_year: int, last: date, day: date
) -> None:
    assert short_day(text, first_year, last) == day


def test_a_day_that_no_year_has_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"."):
        short_day("2月30日", 2019, LAST)

"""Deadlines as a calendar file (RFC 5545) that Outlook, phones and WPS take in: one event a due date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ..domain.calendar import workdays_before
from ..domain.expand import digest
from ..domain.forms import plan_id
from ..domain.matter import matter
from ..output.text import one_line
from . import notice as says

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..domain.clock import Clock
    from ..domain.plan import Item
    from ..domain.summary import Owed
    from .notice import Notice

_PRODUCT = "-//gongkai//gongkai//ZH"
_HOUR = timedelta(hours=9)
"""When on its day an alarm rings."""


def write(notice: Notice, clock: Clock) -> bytes:
    """Make the file's bytes: for each day until which something is owed an event with its alarms.

    An event that is written again has the same identity, so that calendars replace it.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for day, owed in _days(notice, clock).items():
        made.add_component(_event(notice, day, owed))
    return bytes(made.to_ical())


def _days(notice: Notice, clock: Clock) -> dict[date, list[tuple[Owed, Item]]]:
    """What is owed until which day: the new one, if one is set, else each item's last day in time."""
    days: dict[date, list[tuple[Owed, Item]]] = {}
    for _, owed in notice.open_items:
        for part, item in owed:
            day = notice.by if notice.renewed else clock.days(part.due).last_day
            days.setdefault(day, []).append((part, item))
    return dict(sorted(days.items()))


def _event(notice: Notice, day: date, owed: list[tuple[Owed, Item]]) -> Any:
    from datetime import UTC

    from icalendar import Event

    plan, event = notice.plan, Event()
    event.add("uid", f"{plan_id(plan)}-{digest(notice.unit)}-{day:%Y%m%d}@gongkai")
    event.add("dtstamp", notice.at.astimezone(UTC))
    event.add("last-modified", notice.at.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add(
        "summary", one_line(f"{notice.unit}：{matter(plan).field}落实情况期限（{len(owed)}项）")
    )
    event.add("description", _description(notice, owed))
    event.add("transp", "TRANSPARENT")
    for alarm in _alarms(notice, day):
        event.add_component(alarm)
    return event


def _description(notice: Notice, owed: list[tuple[Owed, Item]]) -> str:
    plan = notice.plan
    lines = [f"{plan.title} {plan.number}".strip()]
    lines += [one_line(says.line(part, item, plan)) for part, item in owed]
    lines += [f"联系人：{one_line(plan.settings.contact)}"] if plan.settings.contact else []
    return "\n".join(lines)


def _alarms(notice: Notice, day: date) -> Iterator[Any]:
    """Ring when lamps change and on the last day, at nine; not on days that are past."""
    from icalendar import Alarm

    settings = notice.plan.settings
    counts = (settings.yellow_days, settings.urgent_days, 0)
    for ring in sorted({workdays_before(day, count, settings) for count in counts}):
        if ring >= notice.today:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            field = matter(notice.plan).field
            alarm.add("description", f"{field}落实情况，{day.month}月{day.day}日到期")
            alarm.add("trigger", _HOUR - timedelta((day - ring).days))
            yield alarm

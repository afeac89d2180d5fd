"""Progress over time as lines and bars, worked out in the units of an SVG picture."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..domain.history import history
from ..output.table import Column, Table, cell
from ..output.text import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.dossier import Dossier
    from ..domain.history import DayLine
    from ..domain.summary import Report

_LEFT, _RIGHT, _TOP, _GAP, _BOTTOM = 52, 84, 44, 26, 24
_BARS = 56
_WIDEST = 16.0
_LABEL = 92
"""What a picture's parts measure."""


class Bar(NamedTuple):
    """A day's entries."""

    x: float
    y: float
    width: float
    height: float
    told: str


class Line(NamedTuple):
    """A rate over time; ``style`` tells it from the other one without colour."""

    style: str
    points: str
    end_x: float
    end_y: float


class Mark(NamedTuple):
    """A place on an axis with its label."""

    at: float
    label: str
    anchor: str = "middle"


class Picture(NamedTuple):
    """The chart in one size."""

    kind: str
    width: int
    height: int
    left: float
    right: float
    top: float
    base: float
    floor: float
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    rates: tuple[Mark, ...]
    days: tuple[Mark, ...]
    most: Mark
    due: Mark
    today: Mark


class Chart(NamedTuple):
    """The chart, wide and narrow, and its figures; one unit's has no 完成率, which is not its own."""

    wide: Picture | None
    narrow: Picture | None
    figures: Table
    whole: bool
    told: str


class _Scale(NamedTuple):
    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        share = (day - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)


def chart(dossier: Dossier) -> Chart:
    """Draw how the plan came on; nothing where nothing was ever said."""
    report = dossier.report
    lines = history(dossier.works, dossier.entries)
    whole = not report.unit
    pictures = [
        _picture(kind, size, lines, report) if lines else None
        for kind, size in (("wide", (1080, 320)), ("narrow", (300, 300)))
    ]
    return Chart(pictures[0], pictures[1], _figures(lines, report), whole, _told(lines, report))


def _told(lines: Sequence[DayLine], report: Report) -> str:
    if not lines:
        return "还没有记录。"
    found = report.totals
    rates = f"反馈率 {percent(found.reported_rate)}"
    if not report.unit:
        rates += f"，完成率 {percent(found.completion_rate)}"
    entries = sum(line.entries for line in lines)
    return (
        f"{lines[0].day} 至 {report.as_of}，共 {entries} 条记录；{rates}；期限 {report.plan.due}。"
    )


def _figures(lines: Sequence[DayLine], report: Report) -> Table:
    names = ["日期", "记录", "已反馈", "反馈率", *([] if report.unit else ["已完成", "完成率"])]
    columns = tuple(Column(name, right=name != "日期") for name in names)
    found = report.totals
    rows = []
    for line in lines:
        values: list[object] = [line.day, line.entries, line.reported]
        values.append(percent(_share(line.reported, found.assignments)))
        if not report.unit:
            values += [line.complete, percent(_share(line.complete, found.items))]
        rows.append(tuple(cell(value) for value in values))
    return Table(columns, tuple(rows), "逐日数字")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _picture(kind: str, size: tuple[int, int], lines: Sequence[DayLine], report: Report) -> Picture:
    width, height = size
    floor = height - _BOTTOM
    base = floor - _BARS - _GAP
    last = max(report.plan.due, report.as_of, lines[-1].day) + timedelta(1)
    first = min(lines[0].day, report.as_of, report.plan.due) - timedelta(1)
    scale = _Scale(first, last, _LEFT, width - (_RIGHT if kind == "wide" else 20))
    most = max(line.entries for line in lines)
    due, today = _marks(scale, report)
    return Picture(
        kind,
        width,
        height,
        scale.left,
        scale.right,
        _TOP,
        base,
        floor,
        tuple(_bar(line, scale, floor, most) for line in lines),
        tuple(_lines(lines, scale, base, report)),
        tuple(Mark(_y(rate / 100, base), f"{rate}%") for rate in (0, 25, 50, 75, 100)),
        tuple(_ticks(scale, 8 if kind == "wide" else 4)),
        Mark(floor - _BARS, str(most)),
        due,
        today,
    )


def _y(share: float, base: float) -> float:
    return round(base - share * (base - _TOP), 1)


def _bar(line: DayLine, scale: _Scale, floor: float, most: int) -> Bar:
    room = (scale.right - scale.left) / (scale.last - scale.first).days
    width = round(max(1.5, min(_WIDEST, room * 0.7)), 1)
    height = round(max(2.0, line.entries / most * _BARS), 1)
    told = f"{line.day}：{line.entries} 条记录"
    return Bar(round(scale.x(line.day) - width / 2, 1), floor - height, width, height, told)


def _lines(lines: Sequence[DayLine], scale: _Scale, base: float, report: Report) -> list[Line]:
    found = report.totals
    rates = [("reported", [_share(line.reported, found.assignments) for line in lines])]
    if not report.unit:
        rates.append(("complete", [_share(line.complete, found.items) for line in lines]))
    days = [line.day for line in lines]
    return [_steps(style, days, values, scale, base, report.as_of) for style, values in rates]


def _steps(  # noqa: PLR0913
    style: str,
    days: Sequence[date],
    values: Sequence[float],
    scale: _Scale,
    base: float,
    end: date,
) -> Line:
    """A rate stays as it is until the next day on which something was said."""
    height = _y(0, base)
    points = [f"{scale.left},{height}"]
    for day, value in zip(days, values, strict=True):
        x = scale.x(day)
        points.append(f"{x},{height}")
        height = _y(value, base)
        points.append(f"{x},{height}")
    end_x = scale.x(max(end, days[-1]))
    return Line(style, " ".join([*points, f"{end_x},{height}"]), end_x, height)


def _ticks(scale: _Scale, most: int) -> list[Mark]:
    span = (scale.last - scale.first).days
    step = max(1, -(-span // most))
    years = scale.first.year != scale.last.year
    days = [scale.first + timedelta(n) for n in range(step, span, step)]
    form = "%y-%m-%d" if years else "%m-%d"
    return [Mark(scale.x(day), f"{day:{form}}") for day in days]


def _marks(scale: _Scale, report: Report) -> tuple[Mark, Mark]:
    """The deadline and the report's day: the earlier one's label to its left, the other's right."""
    due, today = scale.x(report.plan.due), scale.x(report.as_of)
    labels = f"期限 {report.plan.due:%m-%d}", f"截至 {report.as_of:%m-%d}"
    anchors = ("end", "start") if due < today else ("start", "end")
    made = zip((due, today), labels, anchors, strict=True)
    return tuple(_placed(at, label, anchor, scale) for at, label, anchor in made)  # type: ignore[return-value]


def _placed(at: float, label: str, anchor: str, scale: _Scale) -> Mark:
    if anchor == "end" and at < scale.left + _LABEL:
        anchor = "start"
    if anchor == "start" and at > scale.right - _LABEL and scale.right - scale.left < 4 * _LABEL:
        anchor = "end"
    return Mark(at, label, anchor)

"""The sheet 分单位统计: the figures of units and of chapters, each with a chart of its rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.terms import Lamp, State
from ..output.text import one_line
from .workbook_charts import Bars, Place, draw
from .workbook_sheet import PAGE_HEIGHT, RED, Sheet, facts, titled
from .workbook_table import COUNT_FORMAT, HEADER_HEIGHT, RATE_FORMAT, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.dossier import Dossier
    from ..domain.summary import Report, Totals, UnitLine

NAME = "分单位统计"
_WIDTHS = (26, *(7.8,) * 9, 1.5, 74)
_CHART_COLUMN = len(_WIDTHS)
_UNITS = ("单位", "牵头", "责任", "配合", "合计", "已反馈", "未反馈", "已办结", "逾期", "反馈率")
_CHAPTERS = (
    *("章节", "事项", "已完成", "完成率", "应反馈", "已反馈", "反馈率"),
    *(f"{lamp.colour}灯" for lamp in (Lamp.RED, Lamp.YELLOW, Lamp.GREEN)),
)
_TOTAL = "合计"
_HEAD, _TITLE_HEIGHT, _GAP = 150.0, 24.0, 14.0
_CHART_WIDTH, _LEAST_CHART, _UNDER = 392.0, 190.0, 6.0
_MOST = 25
"""How many rows stand beside one chart, and on one page where the sheet needs several."""
_LEAST_SCALE = 0.7
"""How small a page may be printed for all to be on one."""

Line = tuple[str | float, ...]


class Panel(NamedTuple):
    """A table and the chart beside it.

    Attributes:
        title: What stands above the table.
        names: The headings.
        lines: The rows; the first part of each is its name.
        total: The row below them.
        charted: The heading of the column that the chart shows.
        chart_title: What stands above the chart.
        colour: Of the chart's bars.
        alarm: The heading of the column in which anything over 0 is bad.
        filtered: Whether its headings have a filter; a sheet has one only.
    """

    title: str
    names: tuple[str, ...]
    lines: Sequence[Line]
    total: Line
    charted: str
    chart_title: str
    colour: str
    alarm: str
    filtered: bool = False

    @property
    def pages(self) -> list[Sequence[Line]]:
        """The rows as they stand beside one chart each, evenly parted."""
        count = -(-len(self.lines) // _MOST) or 1
        size = -(-len(self.lines) // count) or 1
        return [self.lines[n * size : (n + 1) * size] for n in range(count)]


def add(book: Any, dossier: Dossier) -> None:
    """Write the sheet: on one page, or on several where it would be too small to read.

    Chapters come first, as on the terminal; so the headings that are repeated on further pages are
    those of the units, whose table goes on there.
    """
    report = dossier.report
    sheet = Sheet(book, NAME, _WIDTHS)
    chapters, units = (
        _Placed(sheet, panel) for panel in (chapters_panel(report), units_panel(report))
    )
    spread = chapters.height + units.height + _HEAD > PAGE_HEIGHT / _LEAST_SCALE
    if spread:
        sheet.on_pages(_LEAST_SCALE)
    else:
        sheet.on_one_page()
    notes = [*facts(report), _states(report)]
    sheet.head(titled(report, "落实情况分单位统计"), notes, below=0)
    chapters.write(spread=spread)
    sheet.add([], _GAP)
    if spread:
        sheet.begin_page()
    units.write(spread=spread)
    sheet.frame(report, units.table.header if spread else 0)


def units_panel(report: Report) -> Panel:
    """The figures of each unit; of one unit's report there is nothing to add up or to compare."""
    lines = [_unit_line(line) for line in report.units]
    sums = [sum(int(line[n]) for line in lines) for n in range(1, len(_UNITS) - 1)]
    total: Line = (_TOTAL, *sums, report.totals.reported_rate)
    drawn = ("反馈率", "各单位反馈率", "3B6EA5", "逾期")
    return Panel("按单位", _UNITS, lines, total, *drawn, filtered=True)


def chapters_panel(report: Report) -> Panel:
    """The figures of each chapter."""
    lines = [_chapter_line(f"{c.number}{c.heading}", c.totals) for c in report.chapters]
    total = _chapter_line(_TOTAL, report.totals)
    return Panel("按章节", _CHAPTERS, lines, total, "完成率", "各章节完成率", "5E8C61", "红灯")


def _unit_line(line: UnitLine) -> Line:
    return (
        line.unit,
        line.lead,
        line.responsible,
        line.support,
        line.total,
        line.reported,
        line.total - line.reported,
        line.finished,
        line.late,
        line.reported_rate,
    )


def _chapter_line(name: str, found: Totals) -> Line:
    return (
        name,
        found.items,
        found.complete,
        found.completion_rate,
        found.assignments,
        found.reported,
        found.reported_rate,
        *(found.lamps[lamp] for lamp in (Lamp.RED, Lamp.YELLOW, Lamp.GREEN)),
    )


def _states(report: Report) -> str:
    counts = "　".join(f"{state.word} {report.totals.states[state]}" for state in State)
    return f"事项完成情况：{counts}"


class _Placed:
    """A panel on its way into the sheet."""

    def __init__(self, sheet: Sheet, panel: Panel) -> None:
        self.sheet = sheet
        self.panel = panel
        self.table = Table(sheet, [_column(name, n) for n, name in enumerate(panel.names)])

    @property
    def height(self) -> float:
        """How high it is, about, in points."""
        lines = (*self.panel.lines, self.panel.total)
        rows = HEADER_HEIGHT + sum(self.table.height(line) for line in lines)
        return _TITLE_HEIGHT + _GAP + max(_LEAST_CHART, rows)

    def write(self, *, spread: bool) -> None:
        """Write it, each page's rows with a chart beside them."""
        panel, sheet = self.panel, self.sheet
        sheet.line(panel.title, sheet.ink.bold, _TITLE_HEIGHT)
        alone = len(panel.pages) == 1
        row, above = sheet.rows + 1, sheet.written
        self.table.start()
        for n in range(len(panel.pages)):
            if n and spread:
                sheet.begin_page()
            if not alone:  # a chart beside the headings would be repeated with them
                row, above = sheet.rows + 1, sheet.written
            shown = self._rows(n)
            if len(panel.lines) > 1:
                height = max(_LEAST_CHART, sheet.written - above)
                if height > sheet.written - above:
                    sheet.add([], above + height - sheet.written)
                place = Place(_CHART_COLUMN, row, sheet.rows, _CHART_WIDTH, height)
                draw(sheet.made, self._bars(n, shown), place)
        sheet.add([], _UNDER)

    def _rows(self, n: int) -> tuple[int, int]:
        """Write a page's rows, on the last with what ends the table; the first and the last row."""
        first = self.sheet.rows + 1
        for line in self.panel.pages[n]:
            self.table.row(line)
        last = self.sheet.rows
        if n + 1 == len(self.panel.pages):
            self._end()
        return first, last

    def _end(self) -> None:
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import Font

        if self.panel.filtered:
            self.table.finish()
        if len(self.panel.lines) > 1:
            self.table.total(self.panel.total)
        letter = _letter(self.panel, self.panel.alarm)
        area = f"{letter}{self.table.header + 1}:{letter}{self.sheet.rows}"
        rule: Any = CellIsRule  # its types are not known
        red = rule(operator="greaterThan", formula=["0"], font=Font(color=RED, bold=True))
        self.sheet.made.conditional_formatting.add(area, red)

    def _bars(self, n: int, rows: tuple[int, int]) -> Bars:
        panel = self.panel
        lines, pages = panel.pages[n], len(panel.pages)
        charted = panel.names.index(panel.charted)
        return Bars(
            panel.chart_title if pages == 1 else f"{panel.chart_title}（{n + 1}/{pages}）",
            panel.charted,
            panel.colour,
            NAME,
            rows,
            _letter(panel, panel.charted),
            [one_line(str(line[0])) for line in lines],
            [float(line[charted]) for line in lines],
        )


def _letter(panel: Panel, name: str) -> str:
    return "ABCDEFGHIJ"[panel.names.index(name)]


def _column(name: str, n: int) -> Column:
    if n == 0:
        return Column(name, _WIDTHS[0])
    looks = RATE_FORMAT if name.endswith("率") else COUNT_FORMAT
    return Column(name, _WIDTHS[n], centred=True, looks=looks)

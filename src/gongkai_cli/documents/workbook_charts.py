"""The bar charts of the summary workbook: a rate for each unit or chapter, drawn by the office program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..output.text import width
from .workbook_table import RATE_FORMAT

if TYPE_CHECKING:
    from collections.abc import Sequence

_AXIS, _GRID = "595959", "D9D9D9"
_TYPE = 9
_ABOVE, _BELOW, _FIGURE = 32.0, 24.0, 42.0
"""What the title, the scale and a bar's figure take, in points."""


class Bars(NamedTuple):
    """What a chart shows.

    Attributes:
        title: What stands above it.
        series: What the rates are called.
        colour: Of the bars.
        sheet: The sheet that holds the figures.
        rows: The first and the last row that it shows.
        column: The letter of the column with the rates; the names are in ``A``.
        names: What the cells say, so that a reader that computes nothing shows it too.
        rates: The same of the rates, 0 to 1.
    """

    title: str
    series: str
    colour: str
    sheet: str
    rows: tuple[int, int]
    column: str
    names: Sequence[str]
    rates: Sequence[float]


class Place(NamedTuple):
    """Which column and rows of a sheet a chart covers, and how large they are, in points."""

    column: int
    first: int
    last: int
    width: float
    height: float


def draw(sheet: Any, bars: Bars, place: Place) -> None:
    """Draw a chart over some cells of a sheet, the first row's bar on top."""
    from openpyxl.chart import BarChart

    made: Any = BarChart()
    made.type, made.gapWidth, made.legend = "bar", 45, None
    made.title = bars.title
    made.title.tx.rich.p[0].r[0].rPr = _type(1200, "000000")
    made.title.overlay = False
    made.series.append(_series(bars))
    made.x_axis.scaling.orientation = "maxMin"
    made.y_axis.scaling.min, made.y_axis.scaling.max = 0, 1
    made.y_axis.majorUnit, made.y_axis.crosses = 0.2, "max"
    made.y_axis.number_format, made.y_axis.axPos = "0%", "b"
    for axis in (made.x_axis, made.y_axis):
        axis.delete = False
        axis.txPr = _rich(_TYPE * 100, _AXIS)
        axis.majorTickMark = "none"
    made.y_axis.majorGridlines.spPr = _outline(_GRID)
    made.graphical_properties = _outline(_GRID)
    made.roundedCorners = False
    made.layout = _layout(bars, place)
    made.anchor = _anchor(place)
    sheet.add_chart(made)


def _layout(bars: Bars, place: Place) -> Any:
    """Where the bars are: room for the longest name on the left, for ``100.0%`` on the right."""
    from openpyxl.chart.layout import Layout, ManualLayout

    names = min(0.55 * place.width, max(map(width, bars.names)) * _TYPE / 2 + 12)
    return Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner",
            xMode="edge",
            yMode="edge",
            x=names / place.width,
            w=(place.width - names - _FIGURE) / place.width,
            y=_ABOVE / place.height,
            h=(place.height - _ABOVE - _BELOW) / place.height,
        )
    )


def _anchor(place: Place) -> Any:
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    column, first, last = place.column, place.first, place.last
    start = AnchorMarker(col=column - 1, row=first - 1)
    return TwoCellAnchor("oneCell", _from=start, to=AnchorMarker(col=column, row=last))


def _series(bars: Bars) -> Any:
    from openpyxl.chart.data_source import (
        AxDataSource,
        NumData,
        NumDataSource,
        NumRef,
        NumVal,
        StrData,
        StrRef,
        StrVal,
    )
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.series import Series, SeriesLabel
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    names = [StrVal(n, name) for n, name in enumerate(bars.names)]
    rates = [NumVal(n, v=str(rate)) for n, rate in enumerate(bars.rates)]
    cat = StrRef(_place(bars, "A"), StrData(len(names), names))
    val = NumRef(_place(bars, bars.column), NumData(RATE_FORMAT, len(rates), rates))
    made: Any = Series(idx=0, order=0, cat=AxDataSource(strRef=cat), val=NumDataSource(numRef=val))
    made.tx = SeriesLabel(v=bars.series)
    made.spPr = GraphicalProperties(solidFill=bars.colour, ln=LineProperties(noFill=True))
    made.invertIfNegative = False
    made.dLbls = DataLabelList(numFmt=RATE_FORMAT, dLblPos="outEnd", showVal=True)
    for other in ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        setattr(made.dLbls, other, False)
    made.dLbls.txPr = _rich(_TYPE * 100, _AXIS)
    return made


def _place(bars: Bars, column: str) -> str:
    first, last = bars.rows
    return f"'{bars.sheet}'!${column}${first}:${column}${last}"


def _type(size: int, colour: str) -> Any:
    from openpyxl.drawing.text import CharacterProperties

    return CharacterProperties(sz=size, b=False, solidFill=colour)


def _rich(size: int, colour: str) -> Any:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    # Without runs of its own: the library would add an empty one.
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_type(size, colour)), r=[])
    return RichText(p=[paragraph])


def _outline(colour: str) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill=colour, w=9525))

"""A sheet of the summary workbook, written row by row: its head, its panes, how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.matter import named
from ..output import pages
from ..output.text import chinese_date, safe_lines
from .cells import FONT, HEADER_FILL, TITLE_FONT, TYPE_SIZE, line_count, put, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.summary import Report

PAGE_HEIGHT = 530.0
"""What of the height of an A4 page, landscape, the margins leave, in points."""
_FACTS = (("方案",), ("单位", "截至", "期限"), ("反馈率", "完成率", "事项灯"), ("注意",))
RED = "9C0006"
_LAMPS = (
    ("逾期", RED, "FBDAD7"),
    ("临期", "7F6000", "FFF2CC"),
    ("受阻", "7F6000", "FFF2CC"),
    ("正常", "375623", "E2F0D9"),
    ("完成", "404040", "E7E6E6"),
)
"""What a lamp's cell ends with, and its colours."""


class Ink:
    """The looks of cells, each made once."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side(style="thin", color="8A8A8A")
        self.border = Border(left=line, right=line, top=line, bottom=line)
        self.body = {size: Font(name=FONT, size=size) for size in range(8, TYPE_SIZE + 1)}
        self.title = Font(name=TITLE_FONT, size=18)
        self.bold = Font(name=TITLE_FONT, size=TYPE_SIZE)
        self.shade = PatternFill("solid", start_color=HEADER_FILL)
        self.left = Alignment(vertical="center", wrap_text=True)
        self.top = Alignment(vertical="top", wrap_text=True)
        self.centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.top_centre = Alignment(horizontal="center", vertical="top", wrap_text=True)


class Sheet:
    """A sheet and how far it is written: how many rows, and how many points they are high."""

    def __init__(self, book: Any, name: str, widths: Sequence[float]) -> None:
        from openpyxl.utils import get_column_letter

        self.made: Any = book.create_sheet(name)
        self.ink = Ink()
        self.widths = widths
        self.last_column = get_column_letter(len(widths))
        self.rows, self.written = 0, 0.0
        for column, size in enumerate(widths, 1):
            self.made.column_dimensions[get_column_letter(column)].width = round(size + 0.7, 2)
        self.made.sheet_view.zoomScale, self.made.sheet_view.showGridLines = 85, False
        _set_page(self.made)

    def add(self, cells: Sequence[Any], height: float) -> None:
        """Write a row of the library's cells."""
        self.rows, self.written = self.rows + 1, self.written + height
        self.made.row_dimensions[self.rows].height = round(height, 2)
        self.made.append(cells)
        del self.made.row_dimensions[self.rows]  # written: a long sheet need not keep them

    def line(self, text: str, font: Any, height: float = 0.0, alignment: Any = None) -> None:
        """Write a line over all columns."""
        self.made.merged_cells.add(f"A{self.rows + 1}:{self.last_column}{self.rows + 1}")
        room = sum(self.widths)
        lines = line_count(text, room * TYPE_SIZE / font.size)
        cell = self.cell(font, alignment or self.ink.left)
        put(cell, safe_lines(text))
        self.add([cell], height or row_height(1, lines, TYPE_SIZE))

    def cell(self, font: Any, alignment: Any, border: Any = None, fill: Any = None) -> Any:
        """Make a cell, which may be written again and again with other values."""
        from openpyxl.cell import WriteOnlyCell

        made: Any = WriteOnlyCell(self.made)
        made.font, made.alignment = font, alignment
        if border:
            made.border = border
        if fill:
            made.fill = fill
        return made

    def head(self, title: str, facts: Sequence[str], below: int = 1) -> None:
        """Write the title and the facts, and freeze them with the headings below.

        Args:
            title: What the sheet is called.
            facts: A line each.
            below: How many rows below them stay in sight too.
        """
        self.made.freeze_panes = f"B{len(facts) + below + 2}"
        self.line(title, self.ink.title, 32.0, self.ink.centre)
        for fact in facts:
            self.line(fact, self.ink.body[TYPE_SIZE])

    def on_one_page(self) -> None:
        """Print the whole sheet on one page; to be said before the first row."""
        self.made.page_setup.fitToHeight = 1

    def on_pages(self, scale: float) -> None:
        """Print as many pages as are begun; to be said before the first row.

        Excel heeds no page that is begun by hand where it is to fit columns to the page.
        """
        self.made.sheet_properties.pageSetUpPr.fitToPage = False
        self.made.page_setup.fitToWidth = self.made.page_setup.fitToHeight = None
        self.made.page_setup.scale = round(scale * 100)

    def begin_page(self) -> None:
        """Let what follows be printed on a new page."""
        from openpyxl.worksheet.pagebreak import Break

        self.made.row_breaks.append(Break(id=self.rows))

    def frame(self, report: Report, header: int) -> None:
        """Say what is printed: all rows, the headings on every page, the pages counted."""
        self.made.print_area = f"A1:{self.last_column}{self.rows}"
        if header:
            self.made.print_title_rows = f"{header}:{header}"
        self.made.oddFooter.left.text = "&A"
        self.made.oddFooter.center.text = "第 &P 页，共 &N 页"
        self.made.oddFooter.right.text = f"截至{chinese_date(report.as_of)}"

    def colour_lamps(self, letter: str, first: int, last: int) -> None:
        """Let the lamps of a column have their colours, also after somebody has changed one."""
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import Font, PatternFill

        area = f"{letter}{first}:{letter}{last}"
        formula_rule: Any = FormulaRule  # its types are not known
        for word, colour, fill in _LAMPS:
            rule = formula_rule(
                formula=[f'RIGHT({letter}{first},2)="{word}"'],
                font=Font(color=colour, bold=word == "逾期"),
                fill=PatternFill(bgColor=fill, fill_type="solid"),
            )
            self.made.conditional_formatting.add(area, rule)


def facts(report: Report) -> list[str]:
    """A sheet's head: the plan, the day, the deadline, the two rates, the lamps."""
    known = dict(pages.report_facts(report))
    lines = [[f"{name}：{known[name]}" for name in names if name in known] for names in _FACTS]
    return ["　　".join(line) for line in lines if line]


def titled(report: Report, name: str) -> str:
    """What a sheet is called at its top."""
    unit = f"（{report.unit}）" if report.unit else ""
    return named(report.plan, f"{name}{unit}")


def _set_page(made: Any) -> None:
    from openpyxl.worksheet.page import PageMargins

    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9  # A4
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.5, footer=0.25)
    made.print_options.horizontalCentered = True

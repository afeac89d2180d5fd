"""The table annexed to the report: 落实情况汇总表, an item a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.answers import evidence_text
from ..domain.terms import Lamp
from . import word_styles as styles
from .accounts import accounts, lamp, proofs, silent, state_word
from .word_page import twips
from .word_paper import Part, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.dossier import Dossier, Work
    from .word_paper import Paper

    Lines = Sequence[Part | str]

_COLUMNS = {
    "序号": 11,
    "主要任务": 55,
    "牵头单位\n（责任单位）": 25,
    "配合单位": 20,
    "完成情况": 18,
    "落实情况": 52,
    "佐证": 44,
}
"""The columns and their widths in millimetres: together the 225 mm of a landscape line."""
_CENTRED = {"序号", "完成情况"}


def table(dossier: Dossier, paper: Paper) -> Any:
    """Make the table, for a paper whose styles it takes."""
    from docx.oxml import parse_xml

    widths = [twips(size) for size in _COLUMNS.values()]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made: Any = parse_xml(
        f'<w:tbl xmlns:w="{styles.NAMESPACE}"><w:tblPr><w:tblStyle w:val="{paper.style(styles.TABLE)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    made.append(_row([[name] for name in _COLUMNS], paper, head=True))
    for n, work in enumerate(dossier.works, 1):
        made.append(_row([list(lines) for lines in _cells(n, work, dossier)], paper))
    return made


def _row(cells: Sequence[Lines], paper: Paper, *, head: bool = False) -> Any:
    """A row; that of headings is repeated on every page, others may go on on the next one."""
    from lxml.etree import fromstring

    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    place = "center" if head else "top"
    empty = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(size)}" w:type="dxa"/><w:vAlign w:val="{place}"/>'
        "</w:tcPr></w:tc>"
        for size in _COLUMNS.values()
    )
    made = fromstring(f'<w:tr xmlns:w="{styles.NAMESPACE}">{repeated}{empty}</w:tr>')
    style = paper.style(styles.TABLE_HEAD if head else styles.TABLE_TEXT)
    missing = paper.style(styles.MISSING)
    for name, cell, lines in zip(_COLUMNS, list(made)[-len(_COLUMNS) :], cells, strict=True):
        format_ = '<w:jc w:val="center"/>' if name in _CENTRED and not head else ""
        for line in lines or [""]:
            cell.append(paragraph(style, [line], format_, missing=missing))
    return made


def _cells(n: int, work: Work, dossier: Dossier) -> Iterator[Lines]:
    item = work.item
    unit = dossier.report.unit
    late = lamp(work, dossier.clock, unit) is Lamp.RED
    yield [str(n)]
    yield [item.title, item.text]
    yield ["、".join((*item.lead, *item.responsible))]
    yield ["、".join(item.support)]
    yield [state_word(work, unit), *([Lamp.RED.word] if late else [])]
    yield list(_said(work))
    yield [
        f"{unit}：{line}"
        for unit, given in proofs(work)
        for line in evidence_text(given).split("\n")
    ]


def _said(work: Work) -> Iterator[Part | str]:
    for account in accounts(work):
        yield f"{account.head}{'：' if account.note else ''}{account.note}"
    missing = silent(work)
    if missing:
        yield Part(f"未反馈：{'、'.join(missing)}", missing=True)

"""Pages of GB/T 9704-2012: paper, margins, grid and page numbers, upright and for wide tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .word_styles import CHARACTER, FOOTER, LINE, NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH, _HEIGHT = 210, 297
_TOP, _LEFT, _RIGHT, _BOTTOM = (
    37,
    28,
    26,
    35,
)  # 天头, 订口; what is left beside 版心 156 × 225 (5.2.1)
_NUMBER_BELOW = 7
"""Millimetres from the text area to the page number (7.5)."""
_NUMBER_HEIGHT = 280
"""The height of the page number's line, 14 pt, in twips."""
_TYPE_SIZE = 320
"""3号 in twips: what the character grid adds to or takes from."""
_EDGE = 280
"""One character of the page number's size, by which it is set in (空一字)."""


def twips(millimetres: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def set_page(document: Any) -> None:
    """Set paper, margins and grid of an empty document: 22 lines of 28 characters (5.2.3)."""
    _put(document.element.body.sectPr, _upright())


def _upright() -> str:
    below = twips(_BOTTOM - _NUMBER_BELOW) - _NUMBER_HEIGHT
    return _page((_WIDTH, _HEIGHT), (_TOP, _RIGHT, _BOTTOM, _LEFT), below) + _grid()


def _page(size: tuple[int, int], margins: tuple[int, int, int, int], below: int) -> str:
    width, height = map(twips, size)
    turned = ' w:orient="landscape"' if width > height else ""
    top, right, bottom, left = map(twips, margins)
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{twips(15)}" w:footer="{below}" w:gutter="0"/>'
    )


def _grid() -> str:
    space = round((CHARACTER - _TYPE_SIZE) / 20 * 4096)
    return f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{space}"/>'


def _put(section: Any, content: str) -> None:
    """Put a section's page and grid in place of what it has; its headers and footers stay."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    for name in ("w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid"):
        for old in section.findall(qn(name)):
            section.remove(old)
    for new in list(parse_xml(f'<w:sectPr xmlns:w="{NAMESPACE}">{content}</w:sectPr>')):
        section.append(new)


def number_pages(document: Any) -> None:
    """Number pages: — 1 —, odd ones at the right, even ones at the left, one character in (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    odd = f'<w:ind w:right="{_EDGE}"/><w:jc w:val="right"/>'
    even = f'<w:ind w:left="{_EDGE}"/><w:jc w:val="left"/>'
    _replace(section.footer, lambda: _number(odd))
    _replace(section.even_page_footer, lambda: _number(even))


def _replace(part: Any, make: Callable[[], Any]) -> None:
    """Put one element into a header or footer, in place of what it has."""
    part.is_linked_to_previous = False
    for old in list(part._element):  # noqa: SLF001 - python-docx has no other way to an element
        part._element.remove(old)  # noqa: SLF001
    for new in make():
        part._element.append(new)  # noqa: SLF001


def _number(format_: str) -> list[Any]:
    from docx.oxml import parse_xml

    return [parse_xml(_number_xml(format_).replace("<w:p>", f'<w:p xmlns:w="{NAMESPACE}">', 1))]


def _number_xml(format_: str) -> str:
    """A paragraph with the number of its page between two 一字线."""

    def run(content: str) -> str:
        return f"<w:r>{content}</w:r>"

    def mark(kind: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{kind}"/>')

    field = mark("begin") + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
    field += mark("separate") + run("<w:t>1</w:t>") + mark("end")
    dash = (
        run('<w:t xml:space="preserve">— </w:t>')
        + field
        + run('<w:t xml:space="preserve"> —</w:t>')
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{format_}</w:pPr>{dash}</w:p>'


# -- wide tables -----------------------------------------------------------------------------------


def landscape(document: Any, *, own: bool) -> None:
    """End the upright pages after the last paragraph, and go on with landscape ones.

    Args:
        document: The document; its last element before the section is a paragraph.
        own: Whether the pages are those of the standard; a template's are only turned.
    """
    from copy import deepcopy

    section = document.element.body.sectPr
    last = section.getprevious()
    last.get_or_add_pPr().append(deepcopy(section))
    for reference in section.xpath("w:headerReference|w:footerReference"):
        section.remove(reference)
    if own:
        _put(section, _turned())
        _number_turned(document.sections[-1])
    else:
        page = document.sections[-1]
        page.page_width, page.page_height = page.page_height, page.page_width
        page.orientation = 1


def _turned() -> str:
    """The upright page turned by a quarter to the left: its bottom is the left edge (5.4)."""
    return _page((_HEIGHT, _WIDTH), (_LEFT, _TOP, _RIGHT, _BOTTOM), twips(10))


def _number_turned(section: Any) -> None:
    """Number landscape pages where upright ones have their number (附表页码位置与其他页一致)."""
    _replace(section.header, lambda: _beside("bottom"))
    _replace(section.even_page_header, lambda: _beside("top"))
    for footer in (section.footer, section.even_page_footer):
        _replace(footer, _nothing)


def _nothing() -> list[Any]:
    from docx.oxml import parse_xml

    empty = f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{FOOTER}"/></w:pPr></w:p>'
    return [parse_xml(empty)]


def _beside(end: str) -> list[Any]:
    """A cell at the left edge of the page whose text runs down: it reads right when the page is turned."""
    from docx.oxml import parse_xml

    x = twips(_BOTTOM - _NUMBER_BELOW) - _NUMBER_HEIGHT - 40
    wide, tall = _NUMBER_HEIGHT + 80, twips(30)
    y = twips(_LEFT) + _EDGE if end == "top" else twips(_WIDTH - _RIGHT) - _EDGE - tall
    align = "left" if end == "top" else "right"
    table = (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0"'
        f' w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{x}" w:tblpY="{y}"/>'
        f'<w:tblW w:w="{wide}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{tall}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{wide}" w:type="dxa"/><w:textDirection w:val="tbRl"/>'
        '<w:vAlign w:val="center"/></w:tcPr>'
        f'{_number_xml(f"""<w:jc w:val="{align}"/>""")}</w:tc></w:tr></w:tbl>'
    )
    return [parse_xml(table), *_nothing()]

"""The styles of official documents, as GB/T 9704-2012 (党政机关公文格式) sets them, in WordprocessingML.

They are Word's own built-in styles where there is one, so that the navigation pane shows the outline
and a style that is changed once changes everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..domain.plan import Fonts

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE_NUMBER_FONT = "宋体"
LINE = 579
"""The line pitch in twentieths of a point: 22 lines take the 225 mm of the page's text area (7.1)."""
CHARACTER = 315.86
"""The character pitch in twentieths of a point: 28 characters take the 156 mm of a line (7.1)."""
_SIZE_1, _SIZE_2, _SIZE_3, _SIZE_4, _SIZE_5 = 52, 44, 32, 28, 21
"""1号, 2号, 3号, 4号 and 5号, in half points."""

PLAIN, TITLE, BODY, ADDRESSEE = "Normal", "Title", "BodyText", "Addressee"
SIGNATURE, DATE = "Signature", "Date"
ANNEX_NOTE, ANNEX_LABEL, ANNEX_TITLE = "AnnexNote", "AnnexLabel", "AnnexTitle"
TABLE_HEAD, TABLE_TEXT, TABLE = "TableHead", "TableText", "AnnexTable"
FOOTER, MISSING = "Footer", "Missing"
LETTERHEAD, DOCUMENT_NUMBER, IMPRINT = "Letterhead", "DocumentNumber", "Imprint"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")


def styles_xml(fonts: Fonts) -> str:
    """Write the style sheet of a document.

    Args:
        fonts: The names of the fonts to use.
    """
    return "".join(
        (
            f'<w:styles xmlns:w="{NAMESPACE}">',
            _defaults(fonts),
            *_paragraph_styles(fonts),
            _MISSING,
            _TABLE,
            "</w:styles>",
        )
    )


def _defaults(fonts: Fonts) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(fonts.body)}{_size(_SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _paragraph_styles(fonts: Fonts) -> Iterable[str]:
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    # The page has the grid, and the text keeps to it without: LibreOffice lays a grid of characters
    # out wrongly (a sign that is wider than its cell gets two), and leaves it be where lines are free.
    body = f'{_font(fonts.body)}<w:spacing w:val="{_CLOSER}"/>{_size(_SIZE_3)}'
    normal = f'<w:widowControl w:val="0"/>{_FREE}{exact}<w:jc w:val="both"/>'
    yield _style("Normal", "Normal", normal, body, default=True)
    yield _style(TITLE, "Title", _CENTRED, _font(fonts.title) + _size(_SIZE_2), after=BODY)
    yield _style(ADDRESSEE, "主送机关", "", "", after=BODY)
    yield _style(BODY, "Body Text", _INDENT, "")
    for level, font in enumerate((fonts.heading, fonts.subheading, fonts.body, fonts.body)):
        outline = f'<w:keepNext/>{_INDENT}<w:outlineLvl w:val="{level}"/>'
        yield _style(HEADINGS[level], f"heading {level + 1}", outline, _font(font), after=BODY)
    yield _style(SIGNATURE, "Signature", "<w:keepNext/>", "", after=DATE)
    yield _style(DATE, "Date", "", "")
    yield _style(ANNEX_NOTE, "附件说明", f"<w:keepNext/>{_INDENT}", "")
    yield _style(ANNEX_LABEL, "附件标识", "<w:keepNext/>", _font(fonts.heading))
    annex_title = f'<w:keepNext/>{_CENTRED}<w:outlineLvl w:val="0"/>'
    yield _style(ANNEX_TITLE, "附件标题", annex_title, _font(fonts.title) + _size(_SIZE_2))
    yield from _table_styles(fonts)
    yield _style(FOOTER, "footer", _SMALL, _font(PAGE_NUMBER_FONT) + _WIDE + _size(_SIZE_4))
    yield from _letter_styles(fonts)


def _table_styles(fonts: Fonts) -> Iterable[str]:
    head = f'{_TIGHT}<w:jc w:val="center"/>'
    yield _style(TABLE_HEAD, "表格栏目", head, _font(fonts.heading) + _WIDE + _size(_SIZE_5))
    yield _style(
        TABLE_TEXT, "表格文字", f'{_ANYWHERE}{_TIGHT}<w:jc w:val="left"/>', _WIDE + _size(_SIZE_5)
    )


def _letter_styles(fonts: Fonts) -> Iterable[str]:
    """发文机关标志 (7.2.4, red, its size is the office's choice), 发文字号 (7.2.5), 版记 (7.4)."""
    red = f'{_font(fonts.title)}<w:color w:val="FF0000"/>{_size(_SIZE_1)}'
    tall = '<w:spacing w:before="240" w:after="240" w:line="240" w:lineRule="auto"/>'
    yield _style(LETTERHEAD, "发文机关标志", f'{tall}<w:jc w:val="center"/>', red)
    yield _style(DOCUMENT_NUMBER, "发文字号", _CENTRED, "")
    edge = f'<w:ind w:left="{_SIZE_4 * 10}" w:right="{_SIZE_4 * 10}"/>'
    yield _style(IMPRINT, "版记", edge, _size(_SIZE_4))


_FREE = '<w:snapToGrid w:val="0"/>'
_CLOSER = -6
"""By how much 28 characters of 3号 have to be closer to fit into a line, each, in twips."""
_CENTRED = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{round(CHARACTER * 2)}"/>'
_WIDE = '<w:spacing w:val="0"/>'
_ANYWHERE = '<w:wordWrap w:val="0"/>'
"""Addresses are broken where the line ends."""
_SMALL = '<w:spacing w:line="280" w:lineRule="exact"/><w:jc w:val="left"/>'
_TIGHT = '<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="exact"/>'
_MISSING = (
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{MISSING}"><w:name w:val="待补"/>'
    '<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/></w:rPr></w:style>'
)
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="附表"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_BUILT_IN = {"Normal", TITLE, BODY, SIGNATURE, DATE, FOOTER, *HEADINGS}


def _style(  # noqa: PLR0913
    key: str, name: str, paragraph: str, run: str, *, after: str = "", default: bool = False
) -> str:
    kind = ' w:default="1"' if default else "" if key in _BUILT_IN else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _font(name: str) -> str:
    quoted = quoteattr(name)
    return f"<w:rFonts w:ascii={quoted} w:hAnsi={quoted} w:eastAsia={quoted} w:cs={quoted}/>"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'

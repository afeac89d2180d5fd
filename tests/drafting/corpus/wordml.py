"""Word files written part by part, so that each holds exactly the WordprocessingML that it tries."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
}
_BY = 'w:author="办公室" w:date="2022-05-06T09:00:00Z"'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/></w:sectPr>'
)
"""A sheet of GB/T 9704; the lines of its body are in the style Normal."""
_DAY = (2020, 1, 1, 0, 0, 0)

Level = tuple[str, str]
"""A level of a list: the kind of its numerals and the words around them, as in ``（%2）``."""


class Xml(str):
    """A piece of markup, to tell it from words that are still to be escaped."""

    __slots__ = ()


class Cell(NamedTuple):
    """A table cell; each line of its text is a paragraph, a vertical tab a break within one."""

    text: str
    span: int = 1
    merge: str = ""
    """``restart`` where cells merged downward begin, ``continue`` in those below."""


def run(text: str, *, bold: bool = False) -> Xml:
    """Words of one look; a vertical tab is a line break, a form feed a page break."""
    words = escape(text).replace("\v", '</w:t><w:br/><w:t xml:space="preserve">')
    words = words.replace("\f", '</w:t><w:br w:type="page"/><w:t xml:space="preserve">')
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return Xml(f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>')


def inserted(text: str) -> Xml:
    """Words that a reviewer added."""
    return Xml(f'<w:ins w:id="1" {_BY}>{run(text)}</w:ins>')


def deleted(text: str) -> Xml:
    """Words that a reviewer struck out."""
    words = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return Xml(f'<w:del w:id="2" {_BY}>{words}</w:del>')


def link(text: str, anchor: str = "here") -> Xml:
    """Words that lead elsewhere."""
    return Xml(f'<w:hyperlink w:anchor="{anchor}">{run(text)}</w:hyperlink>')


def footnote(number: int) -> Xml:
    """The mark of a footnote."""
    return Xml(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def control(content: Xml) -> Xml:
    """A content control (sdt) around runs or around paragraphs."""
    return Xml(
        f'<w:sdt><w:sdtPr><w:alias w:val="责任"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def para(*pieces: str, style: str = "", level: int | None = None, numbering: int = 1) -> Xml:
    """A paragraph, numbered by Word where a level of a list is given."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        looks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
    body = "".join(p if isinstance(p, Xml) else run(p) for p in pieces)
    return Xml(f"<w:p><w:pPr>{looks}</w:pPr>{body}</w:p>")


def paras(text: str) -> Xml:
    """A paragraph for each line that is not empty."""
    return Xml("".join(para(line) for line in text.strip().splitlines() if line.strip()))


def table(rows: Sequence[Sequence[str | Cell]], *, repeat: int = 1) -> Xml:
    """A table whose first rows repeat on each page."""
    columns = max(sum(c.span if isinstance(c, Cell) else 1 for c in row) for row in rows)
    grid = "<w:gridCol/>" * columns
    body = "".join(_row(row, head=n < repeat) for n, row in enumerate(rows))
    return Xml(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


def _row(cells: Sequence[str | Cell], *, head: bool) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{properties}{''.join(_cell(c) for c in cells)}</w:tr>"


def _cell(cell: str | Cell) -> str:
    text, span, merge = cell if isinstance(cell, Cell) else Cell(cell)
    looks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    looks += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    body = "".join(para(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{body}</w:tc>"


def file(
    *body: Xml,
    lists: Sequence[Sequence[Level]] = (),
    headings: Sequence[int] = (),
    notes: Sequence[str] = (),
) -> bytes:
    """A Word file: its body, its lists, which level of the first list each heading style has."""
    parts = {
        "document": f"<w:document {_SPACES}><w:body>{''.join(body)}{_PAGE}</w:body></w:document>",
        "styles": f"<w:styles {_SPACES}>{_styles(headings)}</w:styles>",
        "numbering": f"<w:numbering {_SPACES}>{_numbering(lists)}</w:numbering>",
        "footnotes": f"<w:footnotes {_SPACES}>{_notes(notes)}</w:footnotes>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            **_packaging(),
            **{f"word/{n}.xml": c for n, c in parts.items()},
        }.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), f"{_HEAD}{content}", zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _styles(headings: Sequence[int]) -> str:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    )
    for n, level in enumerate(headings, 1):
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        styles += (
            f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/>'
            f'<w:basedOn w:val="a"/><w:pPr>{numbered}<w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        )
    return styles


def _numbering(lists: Sequence[Sequence[Level]]) -> str:
    kinds = ""
    for n, levels in enumerate(lists, 1):
        kinds += f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>'
        for depth, (kind, words) in enumerate(levels):
            kinds += (
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                f'<w:suff w:val="nothing"/><w:lvlText w:val="{words}"/></w:lvl>'
            )
        kinds += "</w:abstractNum>"
    return kinds + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(lists) + 1)
    )


def _notes(notes: Sequence[str]) -> str:
    return "".join(
        f'<w:footnote w:id="{n}">{para(text)}</w:footnote>' for n, text in enumerate(notes, 1)
    )


def _packaging() -> dict[str, str]:
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(_PARTS)
        if name != "document"
    )
    main = f'<Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    xml = f"{_PACKAGE}/content-types"
    rels = f"{_PACKAGE}/relationships"
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = "".join(
        f'<Default Extension="{extension}" ContentType="{content}"/>'
        for extension, content in (("rels", kind), ("xml", "application/xml"))
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{xml}">{defaults}{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{rels}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{targets}</Relationships>',
    }

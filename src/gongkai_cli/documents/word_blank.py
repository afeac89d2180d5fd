"""An empty Word document of GB/T 9704-2012: its styles, its page, and nothing else.

The package (ECMA-376 part 2) is written here rather than taken from the library's own template, which
is for letter paper, in Japanese and English, with a hundred styles that no official document has.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from .word_styles import NAMESPACE, PAGE_NUMBER_FONT, styles_xml

if TYPE_CHECKING:
    from ..domain.plan import Fonts

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_PARTS = ("styles", "settings", "fontTable")
_SAME = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "仿宋": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
}
"""What a font is called on machines that have it under another name."""


def blank(fonts: Fonts) -> bytes:
    """Make an empty document.

    Args:
        fonts: The fonts of its styles.

    Returns:
        The bytes of a ``.docx`` file whose page is not set up yet.
    """
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(
            [*((name, f"{name}.xml") for name in _PARTS), ("theme", "theme/theme1.xml")]
        ),
        "word/document.xml": f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:sectPr/></w:body></w:document>',
        "word/styles.xml": styles_xml(fonts),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(fonts),
        "word/theme/theme1.xml": _theme(fonts),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _XML + text)
    return stream.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((part, part) for part in _PARTS))
    )
    overrides += f'<Override PartName="/word/theme/theme1.xml" ContentType="{_THEME_TYPE}"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'


def _compatibility(name: str, value: int) -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'


_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="640"/><w:drawingGridVerticalSpacing w:val="289"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    f"<w:compat><w:useFELayout/>{_compatibility('compatibilityMode', 15)}"
    f"{_compatibility('overrideTableStyleFontSizeAndJustification', 1)}"
    f"{_compatibility('enableOpenTypeFeatures', 1)}</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)


def _font_table(fonts: Fonts) -> str:
    listed = "".join(map(_font, dict.fromkeys((*fonts, PAGE_NUMBER_FONT))))
    return f'<w:fonts xmlns:w="{NAMESPACE}">{listed}</w:fonts>'


def _font(name: str) -> str:
    also = f"<w:altName w:val={quoteattr(_SAME[name])}/>" if name in _SAME else ""
    return (
        f'<w:font w:name={quoteattr(name)}>{also}<w:charset w:val="86"/>'
        '<w:family w:val="auto"/></w:font>'
    )


def _theme(fonts: Fonts) -> str:
    """The theme that Word asks of every document; no style refers to it."""
    dark, light = "1F3864", "E7E6E6"
    shades = {"dk1": "000000", "lt1": "FFFFFF", "dk2": dark, "lt2": light}
    shades |= {f"accent{n}": dark for n in range(1, 7)} | {"hlink": "0563C1", "folHlink": "954F72"}
    colours = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in shades.items())
    body, title = quoteattr(fonts.body), quoteattr(fonts.title)
    faces = "".join(
        f'<a:{kind}><a:latin typeface={name}/><a:ea typeface={name}/><a:cs typeface=""/></a:{kind}>'
        for kind, name in (("majorFont", title), ("minorFont", body))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colours}</a:clrScheme><a:fontScheme name="公文">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )

"""Minimal Word files made of WordprocessingML snippets."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph; what is no markup becomes a run."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int, depth: int = 0, more: str = "") -> str:
    """A paragraph of a list."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=numbered + more) if text else p(properties=numbered + more)


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>{more}')


def field(instruction: str, result: str | None) -> str:
    """A field in its long form; ``None`` for one without a result."""
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tc(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(piece if piece.startswith("<") else p(piece) for piece in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(depth: int, style: str, text: str, start: int | None = 1, more: str = "") -> str:
    begun = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{depth}">{begun}<w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, abstract_key: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{overrides}</w:num>'


def style(key: str, inner: str = "", kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}" {more}>{inner}</w:style>'


def docx(
    *body: str,
    parts: Mapping[str, str] | None = None,
    main: str = "word/document.xml",
    strict: bool = False,
) -> bytes:
    """Make a file.

    Args:
        body: What is in ``w:body``.
        parts: The insides of further parts by their kind: ``styles``, ``numbering``, ``footnotes``.
        main: What the document's part is called.
        strict: Whether the namespaces are those of ISO/IEC 29500 Strict.
    """
    parts = parts or {}
    folder = main.rpartition("/")[0]
    files = {
        "[Content_Types].xml": _content_types(main),
        "_rels/.rels": _rels([("officeDocument", main)]),
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": _rels(
            [(kind, f"{kind}.xml") for kind in parts]
        ),
        main: f"{HEAD}<w:document {SPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        **{
            f"{folder}/{kind}.xml": f"{HEAD}<w:{kind} {SPACES}>{inner}</w:{kind}>"
            for kind, inner in parts.items()
        },
    }
    if strict:
        files = {name: _strict(text) for name, text in files.items()}
    return packed({name: text.encode() for name, text in files.items()})


def packed(files: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """Zip files up; a long one may come in pieces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for piece in [content] if isinstance(content, bytes) else content:
                    member.write(piece)
    return stream.getvalue()


def with_part(raw: bytes, name: str, content: bytes | Iterable[bytes]) -> bytes:
    """Replace or add a part of a file."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files: dict[str, bytes | Iterable[bytes]] = {n: archive.read(n) for n in archive.namelist()}
    return packed({**files, name: content})


def _content_types(main: str) -> str:
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{TYPES}.document.main+xml"/></Types>'
    )


def _rels(targets: Iterable[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def _strict(text: str) -> str:
    for usual in ("wordprocessingml", "officeDocument", "drawingml"):
        text = text.replace(
            f"http://schemas.openxmlformats.org/{usual}/2006/",
            f"http://purl.oclc.org/ooxml/{usual}/",
        )
    return text

"""The XML parts of zip packages that came from outside, taken apart safely.

Workbooks and Word files are such packages (ECMA-376 part 2).  Parts are read with expat: no document
type (so no entity bombs), bounded depth, number and size of elements.  How large a part may be is
the caller's to say: ``ZipInfo.file_size`` is also the most that the archive gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

Attributes = dict[str, str]

_CHUNK = 1 << 18
_LONGEST_TOKEN = 8 << 20
_XML_STARTS = {b"<", b"\xef", b"\xff", b"\xfe", b"\x00"}  # a tag, or the marks of UTF-8 and UTF-16


class Bounds(NamedTuple):
    """How deep elements may be nested, and how many there may be."""

    deepest: int
    most: int


class Unsafe(Exception):
    """A part that it is not safe to read."""


class Doctype(Unsafe):
    """It declares a document type, hence perhaps entities."""


class TooDeep(Unsafe):
    """Its elements are nested too deep."""


class TooMany(Unsafe):
    """It has too many elements, or one of more than ``_LONGEST_TOKEN``."""


class NotXml(Unsafe):
    """It is no XML."""


def may_be_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Look at how a part begins: a name proves nothing, since the package says what a part is."""
    with archive.open(info) as stream:
        head = stream.read(64)
    return info.filename.endswith((".xml", ".rels")) or head.lstrip()[:1] in _XML_STARTS


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Read a stream piece by piece."""
    while piece := stream.read(_CHUNK):
        yield piece


def walk(
    pieces: Iterable[bytes],
    bounds: Bounds,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    data: Callable[[str], object] | None = None,
) -> Iterator[None]:
    """Walk a part's elements; yields after each piece, so that what was found can be taken away.

    Args:
        pieces: The part's bytes.
        bounds: What it may hold.
        start: Called for each element; a name is ``namespace name``, or the bare name without one.
        end: Called at its end.
        data: Called for each run of text.

    Raises:
        Unsafe: One of its kinds.
    """
    parser = _parser(bounds, start, end)
    parser.CharacterDataHandler = data
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise TooMany
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, LookupError) as problem:  # LookupError: no such encoding
        raise NotXml from problem
    yield


def _parser(
    bounds: Bounds,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None,
) -> expat.XMLParserType:
    depth = count = 0

    def started(tag: str, attributes: Attributes) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > bounds.deepest:
            raise TooDeep
        if count > bounds.most:
            raise TooMany
        start(tag, attributes)

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(tag)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Doctype

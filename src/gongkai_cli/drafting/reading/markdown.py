"""The little of Markdown that plan documents use: headings, bold words, bullets and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Line, Table
from . import text_grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Block

_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?")
_BULLET = re.compile(r"[-*+]\s+|>\s?")
_LEAD = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+\*\*[^*]+[。：:！]\*\*")
_LISTED = re.compile(r"\d{1,3}[.)]|[（(]|\*\*[^*]{2,8}[：:]|[^。，]{2,8}[：:]|\|")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?!\*)")
_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:https?:|mailto:|/|#)[^()\s]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARK = re.compile(r"\[\^([^\]\s]{1,20})\](?!:)")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*")
"""A footnote's mark in the text, and how the footnote itself begins."""
_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_WIDE = 200


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Take Markdown's marks off lines, and make tables of those that are rows."""
    notes = {found[1]: line for line in lines if (found := _NOTE.match(line.text))}
    tables = 0
    n = 0
    while n < len(lines):
        end = _table_end(lines, n)
        if end > n:
            tables += 1
            yield _table(lines[n:end], f"表{tables}")
        else:
            end = n + 1 + _leads(lines, n)
            yield from _paragraph(lines[n:end])
        yield from _notes(lines[n:end], notes)
        n = end
    yield from map(_note, notes.values())


def _paragraph(lines: Sequence[Line]) -> Iterator[Line]:
    """A line, with the one it leads; none where it is empty, or a footnote, which stands elsewhere."""
    plain = _line(lines[0])
    text = "".join([plain.text, *(_plain(line.text.strip()) for line in lines[1:])])
    if text and not _NOTE.match(lines[0].text):
        yield plain._replace(text=text)


def _notes(lines: Sequence[Line], notes: dict[str, Line]) -> Iterator[Line]:
    """The footnotes of some lines, each taken once."""
    for mark in (mark for line in lines for mark in _MARK.findall(line.text)):
        if mark in notes:
            yield _note(notes.pop(mark))


def _note(line: Line) -> Line:
    return Line(_plain(_NOTE.sub("", line.text)), line.place, note=True)


def _leads(lines: Sequence[Line], n: int) -> bool:
    """Whether a numbered line is a lead sentence in bold, and the line below goes on with its paragraph."""
    if n + 1 == len(lines) or not _LEAD.fullmatch(lines[n].text.strip()):
        return False
    below = lines[n + 1]
    listed = _BULLET.match(below.text.strip()) or _LISTED.match(below.text.strip())
    return below.indented and bool(below.text.strip()) and not listed and _follows(lines[n], below)


def _line(line: Line) -> Line:
    heading = _HEADING.fullmatch(line.text)
    if heading:
        return Line(_plain(heading[2]), line.place, level=len(heading[1]))
    if _RULE.fullmatch(line.text):
        return line._replace(text="")
    bullet = _BULLET.match(line.text)
    return line._replace(text=_plain(line.text[bullet.end() :] if bullet else line.text))


def _plain(text: str) -> str:
    """Take off the marks of bold and slanted words, and strokes in front of signs that mark nothing."""
    text = _LINK.sub(r"\1", _MARK.sub("", text))
    return _ESCAPED.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))).strip()


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Tell where a table ends that begins at a line; the line itself where there is none."""
    if not _is_row(lines[start].text) or start + 1 == len(lines):
        return start
    if not ("|" in lines[start + 1].text and _SEPARATOR.fullmatch(lines[start + 1].text)):
        return start
    if not _follows(lines[start], lines[start + 1]):
        return start
    end = start + 2
    while end < len(lines) and _is_row(lines[end].text) and _follows(lines[end - 1], lines[end]):
        end += 1
    return end


def _is_row(text: str) -> bool:
    return bool(_PIPE.search(text))


def _follows(line: Line, other: Line) -> bool:
    """Whether no blank line stands between two."""
    return _number(other) - _number(line) <= 1


def _number(line: Line) -> int:
    return int(line.place[1:-1])


def _table(lines: Iterable[Line], place: str) -> Table:
    texts = [_cells(line.text) for line in lines]
    del texts[1]  # the row of strokes below the headings
    return text_grid.made(texts, 1, place)


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|")
    inner = re.sub(r"(?<!\\)\|$", "", inner)
    parts = _PIPE.split(inner)
    if len(parts) > _MOST_WIDE:
        parts = [*parts[: _MOST_WIDE - 1], "|".join(parts[_MOST_WIDE - 1 :])]
    return [_plain(re.sub(r"\s*<br\s*/?>\s*", "\n", part)) for part in parts]

"""A paragraph with the assignment that it ends with, or several of them where it assigns several things."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ...domain.names import narrow
from ..words import duties
from ..words.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Duties

_PAIRS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_CLOSERS = ("）", ")", "】", "〕", "]")
_IN_DATES = re.compile(
    r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=[\d底末初上中下])|(?<=[日底])\s+(?=前)"
)
_BOXES = [
    re.compile(rf"{start}([^{start}{end}]+){end}(?:{start}[^{start}{end}]+{end})+")
    for start, end in (("（", "）"), (r"\(", r"\)"), (r"\[", r"\]"), ("〔", "〕"), ("【", "】"))
]
"""A line of several brackets of one kind: 〔办公室、工会〕〔6月至9月〕."""
_HEAD = re.compile(
    r"[【\[〔（(](?P<inner>[^【\[〔（()）〕\]】]+)[】\]〕）)]\s*(?P<text>[^、，,；;。：:\s].*)",
    re.DOTALL,
)
_LAST = re.compile(
    r"(?P<text>.{8,}[。；])\s*"
    r"(?P<last>[^。；\d][^。；]{3,50}(?:牵头|负责|落实|配合|参与|协办|承办|实施))。?",
    re.DOTALL,
)
_SHORTEST = 8
"""How long a requirement is at least behind a bracket that says who answers."""
_split = lru_cache(maxsize=4096)(duties.split_bracket)  # each line is asked about more than once


@dataclass
class Piece:
    """A paragraph with its assignment, if it ends with one, or if the next line is one (``apart``).

    ``told`` is what each of its lines says of who answers; ``alone`` is an assignment that stands before
    its paragraph, on a line of its own.
    """

    text: str
    place: str
    assigned: str = ""
    meaning: Duties | None = None
    doubts: list[str] = field(default_factory=list)
    apart: bool = False
    told: list[Duties] = field(default_factory=list)
    alone: str = ""

    @property
    def names_somebody(self) -> bool:
        """Whether its assignment names anybody; it may be a deadline alone."""
        return bool(self.meaning and self.meaning.names)

    @property
    def supports_only(self) -> bool:
        """Whether its assignment names those who support and nobody else."""
        return bool(self.meaning and self.meaning.supports_only)


def whole(piece: Piece) -> str:
    """A piece's words with its assignment in brackets again."""
    return f"{piece.text}（{piece.assigned}）" if piece.assigned else piece.text


def read_pieces(words: str, place: str, known: Sequence[str] = ()) -> list[Piece]:
    """Read a paragraph: a piece for each thing that it assigns.

    Words behind the last assignment belong to what stands before it; that assignment is read where it
    stands, with a doubt.
    """
    parts = clauses(words, known)
    pieces = [_read(part.strip(), place, known) for part in parts]
    if len(pieces) == 1 or pieces[-1].names_somebody:
        return pieces
    *before, named, _ = pieces
    whole = (parts[-2] + parts[-1]).strip()
    doubt = f"“{named.assigned}”写在句中，按整项的分工登记，请核对。"
    return [*before, replace(named, text=whole, assigned="", doubts=[*named.doubts, doubt])]


def assignment(words: str, known: Sequence[str] = ()) -> str:
    """What a line says of who answers that is nothing else; empty for any other line."""
    found = _parted(words, known)
    if found and not found[0].strip():
        return found[1]
    line = words.strip(" 。")
    boxes = next(filter(None, (boxes.fullmatch(line) for boxes in _BOXES)), None)
    return line[1:-1] if boxes and duties.names_units(boxes[1], known) else ""


def _parted(words: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Part a line from the assignment at its end; known names help where the words alone do not."""
    found = _split(words) or _closed_up(words, _split)
    if found is None and known and words.rstrip(" 。；;").endswith(_CLOSERS):
        return duties.split_bracket(words, known)
    return found


def _closed_up(
    words: str, split: Callable[[str], tuple[str, str] | None]
) -> tuple[str, str] | None:
    """Part a line that has blanks inside its dates; its text keeps them."""
    closed = close(words)
    found = split(closed) if closed != words else None
    if not found:
        return None
    size, at = sum(not sign.isspace() for sign in found[0]), 0
    while size:
        size -= not words[at].isspace()
        at += 1
    return words[:at], found[1]


def _read(words: str, place: str, known: Sequence[str]) -> Piece:
    split = _parted(words, known) or _begun(words, known) or duties.split_due(words)
    split = split or _closed_up(words, duties.split_due) or _ended(words, known)
    meaning = duties.parse(close(split[1]), known) if split else None
    if not split or meaning is None:
        return Piece(words, place)
    text, content = split
    if not text.strip():
        return Piece(words, place, "", meaning, ["只有责任单位，没有要求。"], alone=content)
    return Piece(text.rstrip(), place, content, meaning, _mismatched(words, text, content))


def _begun(words: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Part a line from the bracket with which it begins, if that says who answers: 【餐饮股牵头】督促……."""
    found = _HEAD.match(words.strip())
    if not found or len(found["text"]) < _SHORTEST:
        return None
    told = duties.parse(found["inner"], known)
    plain = told and told.names and not told.doubts
    return (found["text"], found["inner"]) if plain else None


def _ended(words: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Part a line from a last sentence that says who answers and nothing else: …。甲股、乙站负责落实。."""
    found = _LAST.fullmatch(words.strip())
    if not found or not duties.says_role(found["last"], known):
        return None
    told = duties.parse(found["last"], known)
    sure = told and told.names and not told.doubts and duties.only_units(told)
    return (found["text"], found["last"]) if sure else None


def _mismatched(words: str, text: str, content: str) -> list[str]:
    """Doubt a bracket that another kind of bracket closes; full and half width are one kind."""
    first = narrow(words[len(text) :].lstrip()[:1])
    last = narrow(words.rstrip(" 。；;.")[-1:])
    same = _PAIRS.get(first, last) == last
    return [] if same else [f"“{content}”前后的括号不成对，请核对。"]


def close(text: str) -> str:
    """A text without the blanks that scans have inside dates: ``10 月 底前``."""
    return _IN_DATES.sub("", text)

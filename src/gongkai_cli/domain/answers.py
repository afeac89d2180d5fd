"""What a unit's words in a form mean: states as offices write them, evidence in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .names import plain
from .progress import Evidence
from .terms import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .progress import Entry

CELL_SIZE = 32_000
"""How many UTF-16 units of a text go into a cell; a workbook takes 32,767."""
_CUT = "……（太长，全文见台账）"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_URL = re.compile(
    r"https?://(?:(?!https?://)[^\s，。；、（）《》〈〉【】「」“”<>])+", re.IGNORECASE
)
_TO_URL = re.compile(rf".*?{_URL.pattern}", re.IGNORECASE)
_TRIM = " ：:，,、;；"
_MARKS = "。．.，,；;！!√✓✔☑ "

_SAID: dict[State, str] = {
    State.NOT_STARTED: "未开始 没有开始 尚未开始 尚未启动 没有启动 未开展 尚未开展 没有开展 未办理",
    State.IN_PROGRESS: "推进 正在推进 进行中 正在进行 办理中 正在办理 落实中 正在落实 开展中 部分完成",
    State.DONE: "完成 完成了 已经完成 全部完成 已全部完成 办结 已办结 完结 已完结 办毕 完毕 已办理 已落实",
    State.ONGOING: "已完成并长期坚持 完成并长期坚持 已完成、长期坚持 已完成,长期坚持 坚持长期",
    State.NOT_APPLICABLE: "未涉及 无涉及 没有涉及 不适用 无此事项",
    State.BLOCKED: "遇阻 有困难 存在困难 推进困难",
}
_WORDS = {word: state for state in State for word in (state.word, state.value)}
_WORDS |= {plain(word): state for state, words in _SAID.items() for word in words.split()}
_UNCLEAR: dict[str, tuple[State, State]] = {
    "未完成": (State.NOT_STARTED, State.IN_PROGRESS),
    "没有完成": (State.NOT_STARTED, State.IN_PROGRESS),
    "尚未完成": (State.NOT_STARTED, State.IN_PROGRESS),
    "持续推进": (State.IN_PROGRESS, State.ONGOING),
    "持续开展": (State.IN_PROGRESS, State.ONGOING),
    "长期推进": (State.IN_PROGRESS, State.ONGOING),
}


class Answer(NamedTuple):
    """What a unit says of an item; ``day`` and ``by`` are empty where it does not say."""

    state: State
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    by: str = ""
    day: date | None = None


def read_state(text: str) -> State | tuple[State, ...]:
    """Read a state as offices write it.

    Returns:
        The state; where the words may mean several, those; an empty tuple where they mean none.
    """
    word = plain(text).strip(_MARKS)
    return _WORDS[word] if word in _WORDS else _UNCLEAR.get(word, ())


def tidy(text: str) -> str:
    """Make texts comparable: one kind of line break, no blanks around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fit(text: str) -> str:
    """What of a text a workbook's cell can hold: no control signs, not over ``CELL_SIZE``."""
    text = tidy(_ILLEGAL.sub("?", tidy(text)))
    if len(text) * 2 <= CELL_SIZE or len(text.encode("utf-16-le")) <= CELL_SIZE * 2:
        return text
    room = (CELL_SIZE - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").rstrip() + _CUT


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same once both have been through a cell."""
    return one == other or fit(one) == fit(other)


def evidence_text(proofs: Iterable[Evidence]) -> str:
    """Write evidence into one cell, a line for each piece."""
    return fit("\n".join(map(_line, proofs)))


def _line(proof: Evidence) -> str:
    shown = proof.title if proof.url in {"", proof.title} else f"{proof.title} {proof.url}"
    return " ".join(fit(shown).split())


def read_evidence(text: str, known: Iterable[Evidence] = ()) -> tuple[Evidence, ...]:
    """Read the evidence that a cell names: a line each, or parted by ``；``.

    Args:
        text: What the cell holds.
        known: Evidence named before; a line that still says the same is that very piece, with what
            the cell does not show (a file's SHA-256, a date, a column).
    """
    before: dict[str, list[Evidence]] = {}
    for proof in known:
        before.setdefault(_line(proof), []).append(proof)
    lines = [" ".join(line.split()) for line in tidy(text).split("\n")]
    parted = [[line] if line in before else line.split("；") for line in lines]
    found: list[Evidence] = []
    for piece in (" ".join(piece.split()) for pieces in parted for piece in pieces):
        if before.get(piece):
            same = before[piece]
            found.append(same.pop(0) if len(same) > 1 else same[0])
        elif piece:
            found += map(_proof, _one_url_each(piece))
    return tuple(found)


def _one_url_each(piece: str) -> list[str]:
    """Part a piece behind its addresses; what follows the last one belongs to it."""
    parts = _TO_URL.findall(piece)
    if not parts:
        return [piece]
    return [*parts[:-1], parts[-1] + piece[sum(map(len, parts)) :]]


def _proof(piece: str) -> Evidence:
    found = _URL.search(piece)
    if not found:
        return Evidence(piece)
    url = found.group().rstrip(",;")
    around = (piece[: found.start()].strip(_TRIM), piece[found.end() :].strip(_TRIM))
    return Evidence(" ".join(filter(None, around)) or url, url)


def answer_of(entry: Entry) -> Answer:
    """What an entry of the ledger says, as an answer."""
    from datetime import date

    state = entry.state or State.NOT_STARTED
    return Answer(state, entry.note, entry.evidence, entry.by, date.fromisoformat(entry.day))

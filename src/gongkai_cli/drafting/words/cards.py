"""Cards: tables in which a label stands to the left of each value, turned into tables of one row each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import Cell, Line, Table
from . import duties
from .column_labels import columns_of, is_label
from .columns import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Block

_LABEL = re.compile(r"[\u4e00-\u9fff（）()、/及和]{2,12}\d{0,3}")
_COUNT = re.compile(r"\d+$")
_FEWEST = 3
"""How many labels a card has at least."""


class _Card(NamedTuple):
    labels: list[Cell]
    values: list[Cell]


def are_labels(cells: Sequence[str]) -> bool:
    """Whether cells are labels with a value behind each; where most of these are labels, it is a header."""
    values = cells[1::2]
    named = sum(map(is_label, values))
    if len(cells) % 2 or not cells or (named > 1 and named * 2 > len(values)):
        return False
    return all(map(_LABEL.fullmatch, cells[::2]))


def uncounted(label: str) -> str:
    """A label without the number of its card: 问题 of 问题1."""
    return _COUNT.sub("", label)


def holds_cards(table: Table) -> bool:
    """Whether a table is one of cards and nothing else."""
    return bool(_cards(_unmerged(table)))


def turned(table: Table) -> Iterator[Block]:
    """Make of a table of cards one for each card, with a row of labels and a row of values.

    Rows of one cell above or below the cards come before or behind it as lines.  A table that holds no
    cards stays as it is.
    """
    rows = _unmerged(table)
    pairs = [n for n, row in enumerate(rows) if len(row) > 1]
    inside = rows[pairs[0] : pairs[-1] + 1] if pairs else []
    cards = _cards(inside)
    if not cards:
        yield table
        return
    yield from _lines(rows[: pairs[0]])
    yield from (Table((tuple(c.labels), tuple(c.values)), c.labels[0].place) for c in cards)
    yield from _lines(rows[pairs[-1] + 1 :])


def _unmerged(table: Table) -> list[list[Cell]]:
    return [[cell for cell in row if not cell.merged] for row in table.rows]


def _lines(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    yield from (Line(c.text, c.place) for row in rows for c in row if c.text.strip())


def _cards(rows: Sequence[Sequence[Cell]]) -> list[_Card]:
    """The cards that stand one below the other; none where a row is no pairs of label and value."""
    cards: list[_Card] = []
    for row in rows:
        if not are_labels([words(cell) for cell in row]):
            return []
        for label, value in zip(row[::2], row[1::2], strict=True):
            if not cards or uncounted(words(label)) == uncounted(words(cards[0].labels[0])):
                cards.append(_Card([], []))
            cards[-1].labels.append(label)
            cards[-1].values.append(value)
    return cards if _is_whole(cards) else []


def _is_whole(cards: Sequence[_Card]) -> bool:
    """Whether all cards have the same labels, which say what is to be done and who answers."""
    if not cards or len(cards[0].labels) < _FEWEST:
        return False
    named = [[uncounted(words(label)) for label in card.labels] for card in cards]
    columns = columns_of(named[0])
    if columns is None or any(one != named[0] for one in named):
        return False
    texts = (card.values[columns.text].text for card in cards)
    return bool(columns.roles) or any(_assigns(text) for text in texts)


def _assigns(text: str) -> bool:
    """Whether a line of a requirement says itself who answers."""
    return any(duties.split_bracket(line) for line in text.split("\n"))

"""A line of the outline, with all that stands below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..words.everybody import everybody
from ..words.numbers import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Table
    from .paragraphs import Piece

HEADING_LENGTH = 45
"""How long a heading is at most."""


@dataclass
class Node:
    """A numbered line, or a heading, with all that stands below it.

    ``table`` is set where it stands for a table, which then is all that it is.  ``between`` and ``others``
    are its footnotes: those that stand before its assignment, and the others.
    """

    own: Piece
    number: str = ""
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    table: Table | None = None
    between: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def printed(self) -> Number:
        """Its number, and what that looks like."""
        return Number(self.number, self.style)

    @property
    def newest(self) -> Piece:
        """The paragraph that was read last."""
        return self.pieces[-1] if self.pieces else self.own

    @property
    def is_heading(self) -> bool:
        """Whether its own words are a heading rather than a requirement."""
        words = self.own.text.strip()
        sentence = re.search("[。；;！？]", words[:-1]) or re.fullmatch(".*[，,].*。", words)
        return len(words) <= HEADING_LENGTH and not sentence

    @property
    def has_table(self) -> bool:
        """Whether it stands for a table, or one stands below it."""
        return bool(self.table) or any(node.has_table for node in self.below)

    @property
    def assigned_anywhere(self) -> bool:
        """Whether it, or anything below it, says who answers."""
        pieces = (self.own, *self.pieces)
        own = any(p.names_somebody or everybody(p.text) for p in pieces)
        return own or any(node.assigned_anywhere for node in self.below)

    @property
    def leaves(self) -> Iterator[Node]:
        """The lines below it that have nothing below themselves."""
        for below in self.below:
            yield from below.leaves if below.below else (below,)

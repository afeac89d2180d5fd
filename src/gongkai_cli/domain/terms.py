"""The fixed words of the work: states, roles and lamps, each with its code and its Chinese word."""

from __future__ import annotations

from enum import Enum
from typing import Self


class _Term(Enum):
    """A term with a code (``value``), the Chinese word and a sign that a GBK console can print."""

    word: str
    sign: str
    __hash__ = object.__hash__  # members are single; the usual hash of a name is slow

    def __new__(cls, code: str, word: str, sign: str = "") -> Self:
        term = object.__new__(cls)
        term._value_ = code
        term.word = word
        term.sign = sign
        return term


class State(_Term):
    """What a unit says of an item; lateness is never a state."""

    NOT_STARTED = "not_started", "未启动"
    IN_PROGRESS = "in_progress", "推进中"
    DONE = "done", "已完成"
    ONGOING = "ongoing", "长期坚持"
    NOT_APPLICABLE = "not_applicable", "不涉及"
    BLOCKED = "blocked", "受阻"

    @property
    def finished(self) -> bool:
        """Whether nothing more is owed this year."""
        return self in _FINISHED


_FINISHED = frozenset({State.DONE, State.ONGOING, State.NOT_APPLICABLE})


class Role(_Term):
    """What a unit is to an item."""

    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    SUPPORT = "support", "配合"

    @property
    def answers(self) -> bool:
        """Whether the item stays open until this unit has finished; supporters only owe a report."""
        return self is not Role.SUPPORT


class Lamp(_Term):
    """The light that a leader sees, derived from state, due date and today.

    A yellow lamp is near its due date or blocked; ``colour`` is what counts of lamps are called.
    """

    RED = "red", "逾期", "●"
    YELLOW = "yellow", "临期", "▲"
    GREEN = "green", "正常", "○"
    COMPLETE = "complete", "完成", "√"

    @property
    def colour(self) -> str:
        """The colour's Chinese word."""
        return {"red": "红", "yellow": "黄", "green": "绿"}.get(self.value, "完成")


LAMP_NAMES = {lamp.word: lamp for lamp in Lamp} | {"受阻": Lamp.YELLOW}
"""Further names by which a lamp may be asked for."""


class Outcome(_Term):
    """What a row of a returned form is to the registry."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    SAME = "same", "相同"
    CONFLICT = "conflict", "冲突"
    INVALID = "invalid", "不合格"
    BLANK = "blank", "未填"

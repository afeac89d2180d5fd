"""Findings: what is wrong with data, where, and what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Loc = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding matters; only errors make ``check`` fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class Place(NamedTuple):
    """Where a finding is: line and column count from 1, columns in characters.

    In a workbook they are 0, and ``cell`` says where: ``落实情况!F9``, or nothing for the whole file.
    """

    file: str
    line: int
    column: int
    excerpt: str
    width: int = 1
    cell: str = ""

    @property
    def where(self) -> str:
        """The place as messages begin with it: ``file:line:column``, or ``file!sheet!cell``."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}!{self.cell}" if self.cell else self.file


def in_workbook(file: str, cell: str = "") -> Place:
    """A place in a workbook: a cell like ``落实情况!F9``, or the file as a whole."""
    return Place(file, 0, 0, "", cell=cell)


class Finding(NamedTuple):
    """Something wrong with data.

    ``loc`` is the path inside the document, as pydantic writes it; the file's reader turns it into
    ``place``.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    place: Place | None = None
    loc: Loc = ()


def error(code: str, loc: Loc, message: str, remedy: str) -> Finding:
    """Make a finding that makes the data invalid."""
    return Finding(code, Severity.ERROR, message, remedy, loc=loc)


def error_in(place: Place, code: str, message: str, remedy: str) -> Finding:
    """Make a finding that makes data invalid whose place is known already."""
    return error(code, (), message, remedy)._replace(place=place)


def warning(code: str, loc: Loc, message: str, remedy: str) -> Finding:
    """Make a finding that somebody should look at."""
    return Finding(code, Severity.WARNING, message, remedy, loc=loc)


def info(code: str, loc: Loc, message: str, remedy: str) -> Finding:
    """Make a finding that is good to know."""
    return Finding(code, Severity.INFO, message, remedy, loc=loc)

"""Requests that cannot be carried out: one sentence, a remedy, and the exit code.

Bad *data* is not an exception but a list of findings (``domain.findings``); ``InvalidData`` carries
such a list when a command cannot go on with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .findings import Finding


class GongkaiError(Exception):
    """A request that cannot be carried out.

    Args:
        message: One sentence that says what is wrong.
        remedy: What to do about it; may be empty.
    """

    exit_code = 2

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUsage(GongkaiError):
    """The command line asks for something that makes no sense."""


class InvalidData(GongkaiError):
    """A file cannot be read, cannot be written, or does not hold what it should."""

    exit_code = 3

    def __init__(self, message: str, remedy: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message, remedy)
        self.findings = tuple(findings)


class NotFound(GongkaiError):
    """No such item, unit or entry."""

    exit_code = 4


class Busy(GongkaiError):
    """Locked, or changed by somebody else."""

    exit_code = 5

"""A report as a file: the ending of its name chooses the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.errors import WrongUsage
from . import csv_report, json_report, markdown_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..domain.dossier import Dossier

    Writer = Callable[[Dossier], bytes]

WRITERS: dict[str, Writer] = {
    ".md": markdown_report.write,
    ".csv": csv_report.write,
    ".json": json_report.write,
}
"""For each ending the function that makes a file's bytes."""


def writer_for(path: Path) -> Writer:
    """Choose the writer for a file.

    Raises:
        WrongUsage: No writer makes such files.
    """
    found = WRITERS.get(path.suffix.lower())
    if found is None:
        endings = "、".join(WRITERS)
        raise WrongUsage(
            f"不会写“{path.suffix or path.name}”这种文件。", f"文件名的结尾可用：{endings}。"
        )
    return found

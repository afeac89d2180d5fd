"""A report as a file: the ending of its name chooses the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.errors import WrongUsage
from . import (
    csv_report,
    json_report,
    markdown_report,
    page_report,
    word_report,
    workbook_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..domain.dossier import Dossier

    Writer = Callable[[Dossier], bytes]

WORD = ".docx"
WRITERS: dict[str, Writer] = {
    WORD: word_report.write,
    ".xlsx": workbook_report.write,
    ".html": page_report.write,
    ".md": markdown_report.write,
    ".csv": csv_report.write,
    ".json": json_report.write,
}
"""For each ending the function that makes a file's bytes."""


def writer_for(path: Path, template: Path | None = None) -> Writer:
    """Choose the writer for a file.

    Args:
        path: The file.
        template: The office's own Word file to begin with, for Word files only.

    Raises:
        WrongUsage: No writer makes such files, or none that takes a template.
    """
    ending = path.suffix.lower()
    if ending not in WRITERS:
        endings = "、".join(WRITERS)
        raise WrongUsage(
            f"不会写“{path.suffix or path.name}”这种文件。", f"文件名的结尾可用：{endings}。"
        )
    if template is None:
        return WRITERS[ending]
    if ending != WORD:
        raise WrongUsage(
            "模板只用于 Word 文件。", "请把文件名的结尾写成 .docx，或去掉 --template。"
        )
    return lambda dossier: word_report.write(dossier, template)

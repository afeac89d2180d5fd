"""The report as a Word document in the official format: a draft for a person to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import narrative, word_styles
from .word_paper import Paper, Part
from .word_table import table

if TYPE_CHECKING:
    from pathlib import Path

    from ..domain.dossier import Dossier


def write(dossier: Dossier, template: Path | None = None) -> bytes:
    """Make the file's bytes.

    Args:
        dossier: What the report shows.
        template: The office's own Word file, whose page, letterhead and styles are used.

    Raises:
        InvalidData: The template cannot be read.
    """
    report = dossier.report
    paper = Paper(report.plan.settings.fonts, template)
    paper.title(narrative.title_words(report))
    to = narrative.addressee(report)
    paper.paragraph(word_styles.ADDRESSEE, Part(to or "（主送机关待补）", missing=not to), "：")
    paper.blocks(narrative.blocks(dossier))
    annex = narrative.annex_title(report)
    paper.annex_note([annex])
    signatory = report.unit or report.plan.issuer
    paper.signature(signatory, report.as_of)
    paper.annex(annex)
    paper.add(table(dossier, paper))
    return paper.bytes("".join(narrative.title_words(report)), signatory, dossier.at)

"""A 催办通知 as a Word document in the official format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import notice as says
from . import word_styles
from .word_paper import Paper

if TYPE_CHECKING:
    from .notice import Notice


def write(notice: Notice) -> bytes:
    """Make the file's bytes."""
    plan = notice.plan
    paper = Paper(plan.settings.fonts)
    paper.title(says.title_words(plan))
    paper.paragraph(word_styles.ADDRESSEE, f"{notice.unit}：")
    paper.blocks(says.blocks(notice))
    paper.signature(notice.signatory, notice.today)
    return paper.bytes("".join(says.title_words(plan)), notice.signatory, notice.at)

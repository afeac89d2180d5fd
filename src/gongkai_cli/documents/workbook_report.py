"""The summary workbook (落实情况汇总表): items, figures with charts, what is owed, the ledger."""

from __future__ import annotations

import io
from datetime import UTC
from typing import TYPE_CHECKING

from . import workbook_figures, workbook_items, workbook_lists
from .cells import cell_text
from .workbook_sheet import titled

if TYPE_CHECKING:
    from ..domain.dossier import Dossier

_SHEETS = (
    workbook_items.add,
    workbook_figures.add,
    workbook_lists.add_owed,
    workbook_lists.add_entries,
)


def write(dossier: Dossier) -> bytes:
    """Make the file's bytes.

    The library writes each row when it is given, so that a long ledger takes little memory; figures
    are values, since it computes no formula and many viewers show one without a value as empty.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for add in _SHEETS:
        add(book, dossier)
    book.properties.title = cell_text(titled(dossier.report, "落实情况汇总表"))
    book.properties.creator = cell_text(dossier.report.plan.issuer)
    book.properties.created = dossier.at.astimezone(UTC).replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

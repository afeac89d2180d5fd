"""The report as CSV for Excel: the tables one below the other, what is owed item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..output import tables
from ..output.table import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.dossier import Dossier
    from ..domain.summary import Report


def text(report: Report, titles: Mapping[str, str]) -> str:
    """Write the tables with a byte order mark, harmless to spreadsheets."""
    whole, chapters, units, _ = tables.report_tables(report)
    return csv_text([whole, chapters, units, tables.owed_items(report, titles)])


def write(dossier: Dossier) -> bytes:
    """Make the file's bytes, in UTF-8."""
    return text(dossier.report, dossier.titles).encode()

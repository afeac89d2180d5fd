"""The report as JSON: the same as ``gongkai report --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..output import json_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.dossier import Dossier
    from ..domain.summary import Report


def text(report: Report, titles: Mapping[str, str]) -> str:
    """Write the report's JSON."""
    return json_form.document(
        "report", report.plan, report.as_of, **json_form.report(report, titles)
    )


def write(dossier: Dossier) -> bytes:
    """Make the file's bytes."""
    return text(dossier.report, dossier.titles).encode()

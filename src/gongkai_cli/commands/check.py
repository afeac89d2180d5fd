"""``gongkai check``: everything that is wrong with the plan and the ledger, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.findings import Severity
from ..output import console, findings, json_form
from . import options
from .session import session


def command(
    context: typer.Context,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="文件", help="方案原文（.txt、.docx、.md），逐字核对"),
    ] = None,
    json: options.Json = False,
) -> int:
    """检查方案和台账，一次列出全部问题；有错误时退出码为 1。"""
    from ..storage.examine import examine

    with console.patience("正在检查方案和台账"):
        path = Path(source) if source else None
        found = examine(session(context).location, path, _words(path) if path else None)
    if json:
        console.write(json_form.check(found.findings, found.coverage))
    else:
        lines = [findings.finding_text(finding) for finding in found.findings]
        if found.coverage:
            lines.append(findings.coverage_text(found.coverage))
        lines.append(findings.summary(found.findings, found.checked))
        console.write("".join(f"{line}\n" for line in lines))
    return int(any(finding.severity is Severity.ERROR for finding in found.findings))


def _words(source: Path) -> str | None:
    """The words of a document, a line a paragraph or cell; ``None`` for a plain text, which has lines."""
    from ..drafting.importing import words_of
    from ..drafting.reading.read import fetch

    raw = fetch(source)
    if source.suffix.lower() in {"", ".txt"} and _is_plain(raw):
        return None
    return words_of(raw, source.name)


def _is_plain(raw: bytes) -> bool:
    """Whether a file is text in UTF-8 with words in it."""
    try:
        return bool(raw.decode().strip())
    except UnicodeDecodeError:
        return False

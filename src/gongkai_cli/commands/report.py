"""``gongkai report``: where the plan stands, on the terminal or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..output import console, pages, tables
from ..output.table import Format
from . import options
from .session import chosen_format, now, session

if TYPE_CHECKING:
    from ..storage.registry import Registry


def command(
    context: typer.Context,
    unit: options.OneUnit = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="文件", help="写成文件：.md、.csv、.json"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已有时替换")] = False,
    form: options.Form = None,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """报告总体进度、各章节、各单位，以及谁还欠什么。"""
    wanted = chosen_format(form, json=json, csv=csv)
    registry = session(context).registry()
    own = registry.unit(unit) if unit else ""
    if output:
        _write(registry, own, Path(output), replace=force)
        return
    found = registry.report(own)
    if wanted is Format.JSON:
        from ..documents import json_report

        console.write(json_report.text(found, registry.titles()))
    elif wanted is Format.CSV:
        from ..documents import csv_report

        console.write(csv_report.text(found, registry.titles()))
    else:
        console.show_page(pages.report_facts(found), tables.report_tables(found)[1:], wanted)


def _write(registry: Registry, unit: str, path: Path, *, replace: bool) -> None:
    from ..documents.report_file import writer_for
    from ..storage.files import write_whole

    write = writer_for(path)
    with console.patience(f"正在写 {path.name}"):
        content = write(registry.dossier(now(), unit))
    write_whole(path, content, replace=replace)
    console.notice(f"已写入 {path}。")

"""``gongkai report``: where the plan stands, on the terminal or as a file."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.errors import WrongUsage
from ..output import console, pages, tables
from ..output.table import Format
from . import options
from .session import chosen_format, now, session

if TYPE_CHECKING:
    from ..storage.registry import Registry

_REPORT, _PLAN = "落实情况报告", "分工方案"
_KINDS = (_REPORT, _PLAN)


def command(
    context: typer.Context,
    unit: options.OneUnit = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="文件", help="写成文件：.docx、.xlsx、.html、.md、.csv、.json"
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="文件", help="写 .docx 时，用本单位 Word 文件的版式、样式和文头"
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="种类",
            help="写 .docx 时，写成落实情况报告（默认），还是照原文印出分工方案",
        ),
    ] = _REPORT,
    force: Annotated[bool, typer.Option("--force", help="文件已有时替换")] = False,
    form: options.Form = None,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """报告总体进度、各章节、各单位，以及谁还欠什么。

    -o 写成文件：Word 落实情况报告（公文格式）、Excel 汇总表、网页看板等，由文件名的结尾决定。
    """
    wanted = chosen_format(form, json=json, csv=csv)
    registry = session(context).registry()
    own = registry.unit(unit) if unit else ""
    if kind not in _KINDS:
        raise WrongUsage(f"没有“{kind}”这种文件。", f"可用：{'、'.join(_KINDS)}。")
    if output:
        gc.enable()
        pattern = Path(template) if template else None
        if kind == _PLAN:
            _write_plan(registry, own, Path(output), pattern, replace=force)
        else:
            _write(registry, own, Path(output), pattern, replace=force)
        return
    if template or kind == _PLAN:
        raise WrongUsage("没有写明写成哪个文件。", "如：gongkai report -o 落实情况报告.docx")
    _show(registry, own, wanted)


def _show(registry: Registry, unit: str, wanted: Format) -> None:
    found = registry.report(unit)
    if wanted is Format.JSON:
        from ..documents import json_report

        console.write(json_report.text(found, registry.titles()))
    elif wanted is Format.CSV:
        from ..documents import csv_report

        console.write(csv_report.text(found, registry.titles()))
    else:
        console.show_page(pages.report_facts(found), tables.report_tables(found)[1:], wanted)


def _write(
    registry: Registry, unit: str, path: Path, template: Path | None, *, replace: bool
) -> None:
    from ..documents.report_file import writer_for

    write = writer_for(path, template)
    with console.patience(f"正在写 {path.name}"):
        content = write(registry.dossier(now(), unit))
    _save(path, content, replace=replace)


def _write_plan(
    registry: Registry, unit: str, path: Path, template: Path | None, *, replace: bool
) -> None:
    from ..documents import plan_document
    from ..documents.report_file import WORD

    if path.suffix.lower() != WORD or unit:
        raise WrongUsage("分工方案只能整份写成 Word 文件。", "请去掉 --unit，文件名以 .docx 结尾。")
    _save(path, plan_document.write(registry.plan_file(), now(), template), replace=replace)


def _save(path: Path, content: bytes, *, replace: bool) -> None:
    from ..storage.files import write_whole

    write_whole(path, content, replace=replace)
    console.notice(f"已写入 {path}。")

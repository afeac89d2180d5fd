"""``gongkai form export``: an Excel form for each unit, with just its own items."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.errors import WrongUsage
from ..domain.forms import form_title
from ..domain.query import Filter
from ..output import console
from . import options
from .session import now, session
from .several import placed, write_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..storage.registry import Registry

_MANY = 8


def command(
    context: typer.Context,
    unit: options.Units = None,
    all_: Annotated[bool, typer.Option("--all", help="全部单位")] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="目录", help="放到哪个目录；写 文件.zip 就打成一个包"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已有时替换")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """给每个单位导出一份 Excel 填报表，只有它自己的事项，已报过的都填好。"""
    gc.enable()
    if not output:
        raise WrongUsage("没有写明放到哪里。", "如：gongkai form export --all -o 填报表")
    registry = session(context).registry()
    units = _units(registry, unit, everyone=all_)
    target = Path(output)
    if target.suffix.lower() == ".xlsx" and len(units) > 1:
        raise WrongUsage(f"有 {len(units)} 份表，不能都写成 {target}。", "请写目录或 .zip 文件。")
    write_files(placed(target, _forms(registry, units)), replace=force, dry_run=dry_run)
    _tell_undecided(registry, units)


def _units(registry: Registry, given: Sequence[str] | None, *, everyone: bool) -> list[str]:
    if everyone and given:
        raise WrongUsage("--all 和 --unit 不能同时用。", "请只写一个。")
    if everyone:
        return [line.unit for line in registry.report().units]
    units = options.units_given(registry, given)
    if not units:
        raise WrongUsage("没有写明是哪些单位。", "请写 --unit 单位，或用 --all 导出全部单位。")
    return units


def _forms(registry: Registry, units: Sequence[str]) -> dict[str, bytes]:
    from ..documents import form_files, form_writer

    at = now()
    made: dict[str, bytes] = {}
    names = form_files.file_names(form_title(registry.plan), units, ".xlsx")
    for unit in console.counted("正在导出", units):
        duties = registry.duties(unit)
        if not duties:
            console.notice(f"{unit}没有分到事项，不导出。")
            continue
        form = form_writer.Made(registry.plan, unit, duties, at, registry.today)
        made[names[unit]] = form_writer.write(form)
    return made


def _tell_undecided(registry: Registry, units: Sequence[str]) -> None:
    """Say which items are left out because nobody has decided whose they are."""
    left_out: dict[str, list[str]] = {}
    for row in registry.rows(Filter(units=tuple(units))):
        if row.maybe:
            left_out.setdefault(row.unit, []).append(row.item.id)
    for items in dict.fromkeys(map(tuple, left_out.values())):
        names = "、".join(unit for unit, own in left_out.items() if tuple(own) == items)
        shown = "、".join(items[:_MANY]) + (f" 等 {len(items)} 项" if len(items) > _MANY else "")
        console.notice(f"{shown} 待明确是哪些单位，没有列入这些单位的表：{names}。")

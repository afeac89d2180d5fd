"""``gongkai units``: the units and how far they are, or one unit's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.query import Filter
from ..domain.summary import UnitLine
from ..output import console, json_form, pages, tables
from ..output.table import Format
from . import options
from .session import chosen_format, session

if TYPE_CHECKING:
    from ..storage.registry import Registry


def command(
    context: typer.Context,
    unit: Annotated[
        str | None,
        typer.Argument(metavar="单位", help="单位名称或简称", autocompletion=options.complete_unit),
    ] = None,
    form: options.Form = None,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """列出各单位的任务数和进度；写明单位的，显示该单位的一页。"""
    wanted = chosen_format(form, json=json, csv=csv)
    registry = session(context).registry()
    if unit:
        _page(registry, registry.unit(unit), wanted)
    else:
        _overview(registry, wanted)


def _lines(registry: Registry) -> dict[str, UnitLine]:
    """Every unit's figures; a unit without items has zeros."""
    lines = {line.unit: line for line in registry.report().units}
    idle = UnitLine("", 0, 0, 0, 0, 0, 0)
    return {u.name: lines.get(u.name, idle._replace(unit=u.name)) for u in registry.plan.units}


def _overview(registry: Registry, wanted: Format) -> None:
    lines = _lines(registry)
    if wanted is Format.JSON:
        units = [json_form.unit(facts, lines[facts.name]) for facts in registry.plan.units]
        console.write(json_form.document("units", registry.plan, registry.today, units=units))
        return
    console.show_table(tables.units(lines.values()), wanted)


def _page(registry: Registry, name: str, wanted: Format) -> None:
    facts = next(unit for unit in registry.plan.units if unit.name == name)
    line = _lines(registry)[name]
    rows = registry.rows(Filter(units=(name,)))
    if wanted is Format.JSON:
        clock = registry.clock
        works = registry.works([row.item.id for row in rows if not row.maybe])
        maybe = [row.item.id for row in rows if row.maybe]
        console.write(
            json_form.document(
                "unit",
                registry.plan,
                registry.today,
                unit=json_form.unit(facts, line),
                items=[json_form.work(work, clock) for work in works],
                maybe=maybe,
            )
        )
        return
    table = tables.items(rows, (name,), registry.plan.year)
    console.show_page(pages.unit_facts(facts, line), [table], wanted)

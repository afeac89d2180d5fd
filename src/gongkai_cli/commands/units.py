"""``gongkai units``: the units and how far they are, or one unit's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.query import Filter
from ..domain.summary import UnitLine
from ..output import console, pages, tables
from ..output.table import Format
from . import options
from .session import chosen_format, session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..domain.plan import Unit
    from ..domain.query import Row
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
        console.write(_overview_json(registry, lines))
        return
    console.show_table(tables.units(lines.values()), wanted)


def _page(registry: Registry, name: str, wanted: Format) -> None:
    facts = next(unit for unit in registry.plan.units if unit.name == name)
    line = _lines(registry)[name]
    rows = registry.rows(Filter(units=(name,)))
    if wanted is Format.JSON:
        console.write(_page_json(registry, facts, line, rows))
        return
    table = tables.items(rows, (name,), registry.plan.year)
    console.show_page(pages.unit_facts(facts, line), [table], wanted)


def _overview_json(registry: Registry, lines: Mapping[str, UnitLine]) -> str:
    from ..output import json_form

    units = [json_form.unit(facts, lines[facts.name]) for facts in registry.plan.units]
    return json_form.document("units", registry.plan, registry.today, units=units)


def _page_json(registry: Registry, facts: Unit, line: UnitLine, rows: Sequence[Row]) -> str:
    from ..output import json_form

    clock = registry.clock
    works = registry.works([row.item.id for row in rows if not row.maybe])
    return json_form.document(
        "unit",
        registry.plan,
        registry.today,
        unit=json_form.unit(facts, line),
        items=[json_form.work(work, clock) for work in works],
        maybe=[row.item.id for row in rows if row.maybe],
    )

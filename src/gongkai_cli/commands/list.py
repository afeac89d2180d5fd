"""``gongkai list``: items, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..domain import names
from ..domain.query import Filter
from ..output import console, tables
from ..output.table import Format
from . import options
from .session import chosen_format, parse_day, session, split_names, split_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.query import Row
    from ..storage.registry import Registry


def command(
    context: typer.Context,
    unit: options.Units = None,
    role: options.Roles = None,
    state: options.States = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="章节", help="章节序号，如 三、（三）1."),
    ] = None,
    lamp: options.Lamps = None,
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="日期", help="期限不晚于这一天")
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", metavar="文字", help="标题、原文、分工里有这些字")
    ] = None,
    form: options.Form = None,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """列出事项；各个条件同时起作用。

    带 --unit 时，状态和灯是该单位自己的；角色为“待明确”的，原文只写了“各相关科室”一类，
    还没有定下是哪些单位。
    """
    wanted_form = chosen_format(form, json=json, csv=csv)
    registry = session(context).registry()
    wanted = Filter(
        units=tuple(dict.fromkeys(registry.unit(name) for name in split_names(unit))),
        roles=tuple(names.find_role(name) for name in split_names(role)),
        states=tuple(names.find_state(name) for name in split_names(state)),
        sections=tuple(
            names.find_section(registry.titles(), name) for name in split_numbers(section)
        ),
        lamps=tuple(names.find_lamp(name) for name in split_names(lamp)),
        due_before=parse_day(due_before) if due_before else None,
        search=search or "",
    )
    rows = registry.rows(wanted)
    if wanted_form is Format.JSON:
        console.write(_json(registry, rows))
        return
    console.show_table(tables.items(rows, wanted.units, registry.plan.year), wanted_form)
    if wanted_form is Format.TABLE:
        console.notice(_foot(rows))


def _foot(rows: Sequence[Row]) -> str:
    if not rows:
        return "没有符合条件的事项。"
    maybe = sum(bool(row.maybe) for row in rows)
    sure = f"共 {len(rows) - maybe} 项"
    return f"{sure}，另有 {maybe} 项待明确。" if maybe else f"{sure}。"


def _json(registry: Registry, rows: Sequence[Row]) -> str:
    from ..output import json_form

    maybe: dict[str, list[str]] = {}
    for row in rows:
        if row.maybe:
            maybe.setdefault(row.item.id, []).append(row.unit)
    works = registry.works(list(dict.fromkeys(row.item.id for row in rows)))
    clock = registry.clock
    listed = [{**json_form.work(w, clock), "maybe": maybe.get(w.item.id, [])} for w in works]
    return json_form.document("items", registry.plan, registry.today, items=listed)

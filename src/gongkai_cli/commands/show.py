"""``gongkai show``: one item, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..output import console, pages, tables
from ..output.table import Format
from . import options
from .session import chosen_format, session, split_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.dossier import Work
    from ..storage.registry import Registry


def command(
    context: typer.Context,
    item: Annotated[
        list[str],
        typer.Argument(
            metavar="事项",
            help="编号，如 3.1.1、三1(1)、（三）1.（1）",
            autocompletion=options.complete_item,
        ),
    ],
    form: options.Form = None,
    json: options.Json = False,
) -> None:
    """显示事项全文、分工、各单位的落实情况和存疑之处。"""
    wanted = chosen_format(form, json=json)
    registry = session(context).registry()
    ids = [registry.item_id(name) for name in split_numbers(item)]
    works = registry.works(list(dict.fromkeys(ids)))
    if wanted is Format.JSON:
        console.write(_json(registry, works))
        return
    for work in works:
        _show(registry, work, wanted)


def _json(registry: Registry, works: Sequence[Work]) -> str:
    from ..output import json_form

    clock = registry.clock
    listed = [json_form.work(work, clock) for work in works]
    return json_form.document("items", registry.plan, registry.today, items=listed)


def _show(registry: Registry, work: Work, wanted: Format) -> None:
    clock = registry.clock
    table = tables.standings(work.item, work.standings, clock)
    facts = pages.item_facts(work, registry.plan, clock)
    console.show_page(facts, [table], wanted)

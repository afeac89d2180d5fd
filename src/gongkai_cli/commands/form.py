"""``gongkai form``: Excel forms out to the units, and back into the registry."""

from __future__ import annotations

import typer

from . import form_collect, form_export

app = typer.Typer(
    help="导出、收回 Excel 填报表",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.command("export")(form_export.command)
app.command("collect")(form_collect.command)

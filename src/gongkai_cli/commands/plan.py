"""``gongkai plan``: what concerns the plan file itself."""

from __future__ import annotations

import typer

from ..output import console, json_form

app = typer.Typer(
    help="方案文件的格式", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


@app.callback(options_metavar="[选项]", subcommand_metavar="命令 …")
def group() -> None:
    """方案文件的格式。"""


@app.command("schema")
def schema() -> None:
    """输出方案文件的 JSON Schema，供编辑器补全和检查。"""
    from ..storage.plan_file import json_schema

    console.write(json_form.dumps(json_schema()))

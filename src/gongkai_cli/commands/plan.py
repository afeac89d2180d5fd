"""``gongkai plan``: a plan document becomes a plan file, two plans are compared, and the file's form."""

from __future__ import annotations

import typer

from ..output import console, json_form
from . import plan_diff, plan_import

app = typer.Typer(
    help="导入、比较方案文件，方案文件的格式",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback(options_metavar="[选项]", subcommand_metavar="命令 …")
def group() -> None:
    """导入、比较方案文件，方案文件的格式。"""


@app.command("schema")
def schema() -> None:
    """输出方案文件的 JSON Schema，供编辑器补全和检查。"""
    from ..storage.plan_file import json_schema

    console.write(json_form.dumps(json_schema()))


app.command("import")(plan_import.command)
app.command("diff")(plan_diff.command)

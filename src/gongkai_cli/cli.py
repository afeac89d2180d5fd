"""The command line: which commands there are, loaded when they are called, in Chinese."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from . import __version__
from .commands.session import Session
from .output import console
from .output.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click import Command, Context, HelpFormatter


class _Entry(NamedTuple):
    module: str
    help: str


COMMANDS: dict[str, _Entry] = {
    "list": _Entry("list", "列出事项，可按单位、角色、状态、灯等筛选"),
    "show": _Entry("show", "显示一个事项的全文和各单位的落实情况"),
    "units": _Entry("units", "列出各单位的任务数和进度"),
    "status": _Entry("status", "登记、查看、撤销落实情况"),
    "form": _Entry("form", "导出、收回 Excel 填报表"),
    "report": _Entry("report", "报告总体进度，以及谁还欠什么；写成 Word、Excel、网页"),
    "remind": _Entry("remind", "列出要催办的，给各单位写催办通知、日历文件"),
    "check": _Entry("check", "检查方案和台账，逐字核对原文"),
    "plan": _Entry("plan", "导入、比较方案文件，方案文件的格式"),
    "init": _Entry("init", "建立自己的工作目录"),
}
_GLOBAL = ("--plan", "--today")


class _Chinese:
    """Help in Chinese, its columns aligned and its lines broken by what signs take on a screen."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write ``用法：…``."""
        pieces = [piece.strip("{}") for piece in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write(f"用法：{ctx.command_path} {' '.join(pieces)}\n")

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the command does."""
        del ctx
        for paragraph in (self.help or "").split("\n\n"):  # type: ignore[attr-defined]
            formatter.write("\n")
            _write_wrapped(formatter, "".join(paragraph.split("\n")), 2)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what comes last."""
        del ctx
        if self.epilog:  # type: ignore[attr-defined]
            formatter.write("\n")
            for line in self.epilog.split("\n"):  # type: ignore[attr-defined]
                _write_wrapped(formatter, line, 0)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments, options and subcommands."""
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record:
                text = "显示本说明" if "--help" in param.opts else record[1]
                text = text.replace("[required]", "").strip()
                records[param.param_type_name].append((record[0], text))
        _write_list(formatter, "参数", records["argument"])
        _write_list(formatter, "选项", records["option"])
        _write_list(formatter, "命令", self.briefs(ctx))

    def briefs(self, ctx: Context) -> list[tuple[str, str]]:
        """The subcommands, each with its help in one line."""
        del ctx
        return []


def _write_list(formatter: HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write(f"\n{heading}：\n")
    indent = min(max(width(name) for name, _ in rows), 24) + 4
    for name, text in rows:
        gap = " " * (indent - 2 - width(name)) if width(name) + 4 <= indent else f"\n{' ' * indent}"
        formatter.write(f"  {name}{gap}")
        _write_wrapped(formatter, text, indent, first=indent)


def _write_wrapped(formatter: HelpFormatter, text: str, indent: int, *, first: int = 0) -> None:
    """Write a paragraph; ``first`` columns of its first line are already taken."""
    room = max(formatter.width - indent, 20)
    lines = [""]
    for sign in text:
        if width(lines[-1] + sign) > room and sign not in "，。、；：）":
            lines.append("")
        lines[-1] += sign
    lead = " " * (indent - first)
    formatter.write(lead + f"\n{' ' * indent}".join(lines) + "\n")


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """A group of commands whose help is Chinese."""

    def briefs(self, ctx: Context) -> list[tuple[str, str]]:
        """The subcommands, each with the first sentence of its help."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, (c.help or "").partition("\n")[0]) for name, c in commands if c]


class LazyGroup(ChineseGroup):
    """The top of the command line: a command's module is imported when the command is called."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Every command, in the order in which people need them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return load(cmd_name)

    def briefs(self, ctx: Context) -> list[tuple[str, str]]:
        """The commands with their help, without importing them."""
        del ctx
        return [(name, entry.help) for name, entry in COMMANDS.items()]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Let the global options stand behind the command as well as before it."""
        return super().parse_args(ctx, hoisted(args))


def hoisted(args: Sequence[str]) -> list[str]:
    """Move global options and their values to the front; nothing behind ``--`` is touched."""
    end = list(args).index("--") if "--" in args else len(args)
    front: list[str] = []
    rest: list[str] = []
    words = iter(args[:end])
    for word in words:
        if word in _GLOBAL:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith(tuple(f"{name}=" for name in _GLOBAL)):
            front.append(word)
        else:
            rest.append(word)
    return [*front, *rest, *args[end:]]


def load(name: str) -> Command:
    """Import a command and make it."""
    module: Any = import_module(f".commands.{COMMANDS[name].module}", __package__)
    made = getattr(module, "app", None)
    if made is None:
        made = typer.Typer(rich_markup_mode=None, add_completion=False)
        made.command(name, cls=ChineseCommand, options_metavar="[选项]")(module.command)
    else:
        made.info.cls = ChineseGroup
        made.info.options_metavar = "[选项]"
        made.info.subcommand_metavar = "命令 …"
        for info in made.registered_commands:
            info.cls = ChineseCommand
            info.options_metavar = "[选项]"
    command = typer.main.get_command(made)
    command.name = name
    return command


def _version(wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        console.write_line(f"gongkai {__version__}")
        raise typer.Exit


def _completion_is_wanted() -> bool:
    """Typer's completion costs every start some milliseconds, and its two options show English help."""
    return "_GONGKAI_COMPLETE" in os.environ or sys.argv[1:2] in (
        ["--install-completion"],
        ["--show-completion"],
    )


app = typer.Typer(
    cls=LazyGroup,
    help="政务公开工作要点分工方案：登记、查询、报告。",
    epilog="--plan 和 --today 写在命令前后都可以。各命令的说明：gongkai 命令 --help\n"
    "让终端补全单位、事项和状态：gongkai --install-completion",
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=_completion_is_wanted(),
)


@app.callback()
def root(
    context: typer.Context,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="文件", help="方案文件；也可设 GONGKAI_PLAN")
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="日期", help="截至这一天的情况；也可设 GONGKAI_TODAY"),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="显示版本", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Keep the global options for the command."""
    del version
    context.obj = Session(plan, today)

"""The command line: which commands there are, loaded when they are called, in Chinese."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from . import __version__
from .commands.session import Session
from .output import console

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
    "report": _Entry("report", "报告总体进度，以及谁还欠什么"),
    "check": _Entry("check", "检查方案和台账，逐字核对原文"),
    "plan": _Entry("plan", "方案文件的格式"),
    "init": _Entry("init", "建立自己的工作目录"),
}
_GLOBAL = ("--plan", "--today")


class _Chinese:
    """Help with Chinese headings."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record:
                name, text = record
                if "--help" in param.opts:
                    text = "显示本说明"
                records[param.param_type_name].append((name, text.replace("[required]", "").strip()))
        for kind, heading in (("argument", "参数"), ("option", "选项")):
            if records[kind]:
                with formatter.section(heading):
                    formatter.write_dl(records[kind])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the subcommands, if there are any."""


class ChineseCommand(_Chinese, TyperCommand):
    """A command whose help is Chinese."""


class ChineseGroup(_Chinese, TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the subcommands."""
        with formatter.section("命令"):
            formatter.write_dl([(name, self.brief(ctx, name)) for name in self.list_commands(ctx)])

    def brief(self, ctx: Context, name: str) -> str:
        """A command's help in one line."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=60) if command else ""


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

    def brief(self, ctx: Context, name: str) -> str:
        """A command's help in one line, without importing it."""
        del ctx
        return COMMANDS[name].help

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
        made.command(name, cls=ChineseCommand)(module.command)
    else:
        made.info.cls = ChineseGroup
        for info in made.registered_commands:
            info.cls = ChineseCommand
    command = typer.main.get_command(made)
    command.name = name
    return command


def _version(wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        console.write_line(f"gongkai {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup,
    help="政务公开工作要点分工方案：登记、查询、催办、报告。",
    epilog="--plan 和 --today 写在命令前后都可以。各命令的说明：gongkai 命令 --help",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=True,
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

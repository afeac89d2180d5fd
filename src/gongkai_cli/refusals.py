"""How the program says no: requests, wrong usage, and its own mistakes, each with an exit code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .domain.errors import GongkaiError, InvalidData, WrongUsage
from .domain.names import nearest
from .output import console
from .output.findings import finding_text

if TYPE_CHECKING:
    from collections.abc import Callable

INTERNAL = 70
_DAMAGE = ("DatabaseError", "OperationalError", "JSONDecodeError")  # only the index can cause these
_SHOWN = 20


def report(problem: GongkaiError) -> int:
    """Say what cannot be done; findings in the data come first, each in its place."""
    if isinstance(problem, InvalidData):
        for finding in problem.findings[:_SHOWN]:
            console.notice(finding_text(finding))
        more = len(problem.findings) - _SHOWN
        if more > 0:
            console.notice(f"……另有 {more} 处，全部见 gongkai check。")
    console.complain(problem)
    return problem.exit_code


def unexpected(problem: Exception) -> int:
    """Turn what the command line's parser refuses into Chinese; own up to anything else."""
    usage = _usage(problem)
    if usage:
        return report(usage)
    if os.environ.get("GONGKAI_DEBUG"):
        raise problem
    if type(problem).__name__ in _DAMAGE:
        from .storage.index_file import discard

        discard()
        return report(InvalidData("缓存已损坏，现已清除。", "请再运行一次。"))
    name = type(problem).__name__
    console.complain(
        GongkaiError(
            f"程序内部出错（{name}：{problem}）。",
            "设 GONGKAI_DEBUG=1 再运行一次，把显示的内容发给开发者。",
        )
    )
    return INTERNAL


def _usage(problem: Any) -> WrongUsage | None:
    """The parser's own exceptions are known by name: their module is the parser's private matter."""
    kinds = [kind.__name__ for kind in type(problem).__mro__]
    if "UsageError" not in kinds:
        return None
    context: Any = getattr(problem, "ctx", None)
    if "NoArgsIsHelpError" in kinds:
        console.notice(context.get_help())
        return WrongUsage("要写明命令。")
    told = next((tell for kind, tell in _TELL.items() if kind in kinds), _other)
    path = context.command_path if context else "gongkai"
    message, remedy = told(problem)
    return WrongUsage(message, f"{remedy}用法见 {path} --help。")


def _no_option(problem: Any) -> tuple[str, str]:
    known = problem.possibilities or []
    if not known and problem.ctx:
        options = [name for param in problem.ctx.command.params for name in param.opts]
        known = nearest(problem.option_name, [name for name in options if name.startswith("--")])
    hint = f"是不是：{'、'.join(known)}？" if known else ""
    return f"没有 {problem.option_name} 这个选项。", hint


def _missing(problem: Any) -> tuple[str, str]:
    name = getattr(problem.param, "metavar", None) or getattr(problem.param, "name", "")
    return f"缺少{name}。", ""


def _no_value(problem: Any) -> tuple[str, str]:
    if "does not take" in str(problem.message):
        return f"{problem.option_name} 后面不能有值。", ""
    return f"{problem.option_name} 后面要写明值。", ""


def _bad(problem: Any) -> tuple[str, str]:
    name = getattr(problem.param, "name", "")
    return f"{name} 的值不对：{problem.message}", ""


def _other(problem: Any) -> tuple[str, str]:
    message = str(problem.message)
    if message.startswith("No such command"):
        typed = message.split("'")[1] if "'" in message else ""
        near = nearest(typed, problem.ctx.command.list_commands(problem.ctx))
        return f"没有“{typed}”这个命令。", f"是不是：{'、'.join(near)}？" if near else ""
    if message.startswith("Missing command"):
        return "要写明命令。", ""
    if message.startswith("Got unexpected extra argument"):
        return f"多了不认识的内容：{message.rpartition('(')[2].rstrip(')')}。", ""
    return f"命令写得不对：{message}", ""


_TELL: dict[str, Callable[[Any], tuple[str, str]]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _no_value,
    "BadParameter": _bad,
}

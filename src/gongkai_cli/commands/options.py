"""Options that several commands share, with their help and their completion."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain.errors import GongkaiError
from ..domain.terms import Lamp, Role, State
from .session import Session, split_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..storage.registry import Registry


def _registry(context: typer.Context) -> Registry:
    given = context.find_root().params
    return Session(given.get("plan"), given.get("today")).quiet_registry()


def complete_unit(context: typer.Context, incomplete: str) -> list[str]:
    """Offer unit names."""
    try:
        names = [unit.name for unit in _registry(context).plan.units]
    except GongkaiError:
        return []
    return [name for name in names if name.startswith(incomplete)]


def complete_item(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer item ids, with their titles as help."""
    try:
        titles = _registry(context).titles()
    except GongkaiError:
        return []
    return [(item, title) for item, title in titles.items() if item.startswith(incomplete)]


def complete_item_or_state(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer item ids and states, as ``status set`` takes them one after the other."""
    states = [(state.word, state.value) for state in State if state.word.startswith(incomplete)]
    return [*complete_item(context, incomplete), *states]


def _words(words: list[str]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit", "-u", metavar="单位", help="单位名称或简称，可多次", autocompletion=complete_unit
    ),
]
OneUnit = Annotated[
    str | None,
    typer.Option(
        "--unit", "-u", metavar="单位", help="单位名称或简称", autocompletion=complete_unit
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        metavar="角色",
        help="牵头、责任、配合",
        autocompletion=_words([r.word for r in Role]),
    ),
]
States = Annotated[
    list[str] | None,
    typer.Option(
        "--state",
        metavar="状态",
        help="、".join(state.word for state in State),
        autocompletion=_words([state.word for state in State]),
    ),
]
Lamps = Annotated[
    list[str] | None,
    typer.Option(
        "--lamp",
        metavar="灯",
        help="红（逾期）、黄（临期、受阻）、绿（正常）、完成",
        autocompletion=_words(["红", "黄", "绿", *(lamp.word for lamp in Lamp)]),
    ),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Csv = Annotated[bool, typer.Option("--csv", help="输出 CSV，可用 Excel 打开")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="格式",
        help="table、plain、csv、json",
        autocompletion=_words(["table", "plain", "csv", "json"]),
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看会改什么，不写入")]
By = Annotated[
    str | None, typer.Option("--by", metavar="姓名", help="记录人；默认 GONGKAI_BY 或系统用户")
]


def person(by: str | None) -> str:
    """Who records: as given, else ``GONGKAI_BY``, else the system's user."""
    given = by or os.environ.get("GONGKAI_BY")
    if given:
        return given
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def units_given(registry: Registry, given: Sequence[str] | None) -> list[str]:
    """The units that a command is about: as given, else ``GONGKAI_UNIT``, else none."""
    usual = os.environ.get("GONGKAI_UNIT")
    named = split_names(given) or split_names([usual] if usual else None)
    return list(dict.fromkeys(registry.unit(name) for name in named))

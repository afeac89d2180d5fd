"""``gongkai status``: say how far the work is, look at what was said, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain import names
from ..domain.errors import InvalidData, NotFound, WrongUsage
from ..domain.progress import Evidence, active
from ..output import console, pages, tables
from ..output.table import Format
from ..storage.registry import Saying
from . import options
from .session import chosen_format, now, parse_day, session, split_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date as Date  # noqa: N812

    from ..domain.progress import Entry
    from ..storage.registry import Change, Registry

app = typer.Typer(
    help="登记、查看、撤销落实情况",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
_MANY = 8


@app.command("set")
def set_(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="事项… 状态",
            help="一个或几个事项编号，最后写状态",
            autocompletion=options.complete_item_or_state,
        ),
    ],
    unit: options.Units = None,
    note: Annotated[
        str | None, typer.Option("--note", "-m", metavar="说明", help="落实情况")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence", "-e", metavar="网址或文件", help="佐证：网址、文件、文号，可多次"
        ),
    ] = None,
    by: options.By = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="日期", help="完成或情况发生的日期；默认今天")
    ] = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """登记落实情况，如：gongkai status set 3.1.1 已完成 --unit 城乡科。

    不写 --unit 的，用环境变量 GONGKAI_UNIT；事项只有一个单位的，就是那个单位。
    """
    if len(words) < 2:  # noqa: PLR2004
        raise WrongUsage("要写明事项和状态。", "如：gongkai status set 3.1.1 已完成 --unit 城乡科")
    *items, state = words
    found = names.find_state(state)
    registry = session(context).registry()
    ids = list(dict.fromkeys(registry.item_id(name) for name in split_numbers(items)))
    saying = Saying(
        found,
        _day(registry, date),
        now(),
        _typed(note or ""),
        tuple(_proof(_typed(given)) for given in evidence or ()),
        _typed(options.person(by)),
    )
    changes = registry.record(_pairs(registry, ids, unit), saying, dry_run=dry_run)
    _tell(registry, changes, json=json, dry_run=dry_run)


def _day(registry: Registry, date: str | None) -> Date:
    day = parse_day(date) if date else registry.today
    if day > registry.today:
        raise WrongUsage(
            f"日期 {day} 还没有到。", f"今天是 {registry.today}，请写今天或以前的日期。"
        )
    return day


def _typed(text: str) -> str:
    """Refuse what cannot be written down as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WrongUsage(
            "输入的文字里有不能识别的字符。", "请检查终端的编码，改用 UTF-8。"
        ) from None
    return text


def _proof(given: str) -> Evidence:
    """A URL is recorded; a file is recorded with its name and SHA-256; other words as they are."""
    if "://" in given:
        return Evidence(given, given)
    path = Path(given)
    if not path.is_file():
        if path.suffix and ("/" in given or "\\" in given):
            raise InvalidData(f"没有佐证文件 {given}。", "请检查路径；文号、网址可以直接写。")
        return Evidence(given)
    import hashlib

    from ..storage.files import reason

    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise InvalidData(
            f"读不了佐证文件 {given}：{reason(problem)}。", "请检查权限。"
        ) from problem
    return Evidence(path.name, sha256=digest)


def _pairs(
    registry: Registry, ids: Sequence[str], given: Sequence[str] | None
) -> list[tuple[str, str]]:
    units = options.units_given(registry, given)
    return [(item, unit) for item in ids for unit in _units_for(registry, item, units)]


def _units_for(registry: Registry, item: str, units: Sequence[str]) -> Sequence[str]:
    assigned = [unit for unit, _ in registry.units_of(item)]
    if not units:
        if len(assigned) == 1:
            return assigned
        raise WrongUsage(
            f"事项 {item} 有 {len(assigned)} 个单位，要用 --unit 写明是哪个。",
            _whose(registry, item),
        )
    for unit in units:
        if unit not in assigned:
            raise NotFound(f"事项 {item} 没有分给“{unit}”。", _whose(registry, item))
    return units


def _whose(registry: Registry, item: str) -> str:
    parts = registry.units_of(item)
    shown = "、".join(f"{unit}（{role.word}）" for unit, role in parts[:_MANY])
    more = f"等 {len(parts)} 个单位" if len(parts) > _MANY else ""
    undecided = registry.works([item])[0].item.undecided
    hint = f"“{'、'.join(undecided)}”待明确，先在方案里写 decided。" if undecided else ""
    return f"分工：{shown}{more}。{hint}"


def _tell(registry: Registry, changes: Sequence[Change], *, json: bool, dry_run: bool) -> None:
    if json:
        console.write(_changes_json(registry, changes, dry_run=dry_run))
        return
    if dry_run:
        console.notice("只是看看，没有写入。")
    titles = {
        work.item.id: work.item.title for work in registry.works([c.entry.item for c in changes])
    }
    for change in changes:
        console.write_line(pages.change_line(change, titles[change.entry.item]))


def _changes_json(registry: Registry, changes: Sequence[Change], *, dry_run: bool) -> str:
    from ..output import json_form

    made = [json_form.change(change) for change in changes]
    return json_form.document(
        "changes", registry.plan, registry.today, dry_run=dry_run, changes=made
    )


def _log_json(registry: Registry, lines: Sequence[Entry]) -> str:
    from ..output import json_form

    entries = [json_form.entry(line) for line in lines]
    return json_form.document("log", registry.plan, registry.today, entries=entries)


@app.command("log")
def log(
    context: typer.Context,
    item: Annotated[
        str | None,
        typer.Argument(metavar="事项", help="事项编号", autocompletion=options.complete_item),
    ] = None,
    unit: options.OneUnit = None,
    form: options.Form = None,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """按时间先后列出记录：谁、什么时候、说了什么。"""
    wanted = chosen_format(form, json=json, csv=csv)
    registry = session(context).registry()
    lines = registry.entries(
        registry.item_id(item) if item else "", registry.unit(unit) if unit else ""
    )
    if wanted is Format.JSON:
        console.write(_log_json(registry, lines))
        return
    gone = {line.id for line in lines} - {line.id for line in active(lines)}
    console.show_table(tables.entries(lines, gone), wanted)
    if wanted is Format.TABLE and not lines:
        console.notice("还没有记录。")


@app.command("undo")
def undo(
    context: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(metavar="记录号", help="记录号或它的开头几位；不写就是最新的一条"),
    ] = None,
    by: options.By = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """撤销一条记录；原记录仍留在台账里。"""
    registry = session(context).registry()
    change = registry.undo(entry or "", now(), _typed(options.person(by)), dry_run=dry_run)
    _tell(registry, [change], json=json, dry_run=dry_run)

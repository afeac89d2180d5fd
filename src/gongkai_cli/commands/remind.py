"""``gongkai remind``: who owes what, by urgency; notices and calendar files for those who do."""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..domain import names
from ..domain.errors import WrongUsage
from ..domain.matter import named
from ..domain.reminders import Urgency, by_unit, reminders
from ..output import console, tables
from ..output.table import Format
from ..output.text import chinese_date
from . import options
from .session import chosen_format, now, parse_day, session, split_names
from .several import placed, write_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..documents.notice import Notice
    from ..domain.reminders import Reminder
    from ..storage.registry import Registry

_A_WEEK = 7
_FILES = {"docx": "催办通知", "txt": "催办通知", "ics": "期限提醒"}
"""The kinds of files, and what they are called."""


def command(
    context: typer.Context,
    unit: options.Units = None,
    lamp: options.Lamps = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="目录", help="给每个单位写一份，放到这个目录"),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help="写文件：docx 通知（默认）、txt 短文、ics 日历；不写文件：table、plain、csv、json",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="日期", help="新的期限；原期限已过的必须写")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已有时替换")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
    csv: options.Csv = False,
) -> None:
    """列出谁还欠什么，最急的在前；-o 给每个单位写一份催办通知或日历文件。

    只写文件，不发送。
    """
    if output and (form or "docx") not in _FILES:
        raise WrongUsage(f"不会写“{form}”这种文件。", f"可用：{'、'.join(_FILES)}。")
    if not output and (form in _FILES or by):
        raise WrongUsage("没有写明放到哪里。", "如：gongkai remind -o 催办")
    registry = session(context).registry()
    parts = reminders(
        registry.report().outstanding,
        registry.clock,
        [registry.unit(name) for name in split_names(unit)],
        [names.find_lamp(name) for name in split_names(lamp)],
    )
    if output:
        gc.enable()
        day = _new_day(registry, parts, by)
        files = _files(registry, parts, form or "docx", day)
        write_files(placed(Path(output), files), replace=force, dry_run=dry_run)
        if not parts:
            console.notice("没有要催办的。")
    else:
        _show(registry, parts, chosen_format(form, json=json, csv=csv))


def _show(registry: Registry, parts: Sequence[Reminder], wanted: Format) -> None:
    if wanted is Format.JSON:
        from ..output import json_form

        listed = json_form.reminders(parts, registry.titles())
        plan, today = registry.plan, registry.today
        console.write(json_form.document("reminders", plan, today, reminders=listed))
    elif wanted is Format.CSV:
        console.show_table(tables.reminded_items(parts, registry.titles()), wanted)
    else:
        console.show_table(tables.reminders(parts, registry.plan.due.year), wanted)
    if wanted is Format.TABLE:
        console.notice(_foot(parts))


def _foot(parts: Sequence[Reminder]) -> str:
    if not parts:
        return "没有要催办的。"
    counts = [
        f"{urgency} {sum(len(p.owed.items) for p in parts if p.urgency is urgency)} 项"
        for urgency in Urgency
        if any(p.urgency is urgency for p in parts)
    ]
    return f"{len(by_unit(parts))} 个单位：{'，'.join(counts)}。"


def _new_day(registry: Registry, parts: Sequence[Reminder], given: str | None) -> date | None:
    """The new day until which to report; none where the original one holds.

    Raises:
        WrongUsage: It is past, or there is none although an original one is past.
    """
    if given:
        day = parse_day(given)
        if day < registry.today:
            today = chinese_date(registry.today)
            raise WrongUsage(f"新的期限 {day} 已经过了。", f"今天是{today}，请写今天以后的日期。")
        return day
    if any(part.days_left < 0 for part in parts):
        raise WrongUsage(
            "有的事项期限已过，通知里要写新的期限。",
            f"请写 --by 日期，如 --by {registry.today + timedelta(_A_WEEK)}。",
        )
    return None


def _files(
    registry: Registry, parts: Sequence[Reminder], kind: str, day: date | None
) -> dict[str, bytes]:
    from ..documents import form_files

    own = by_unit(parts)
    title = named(registry.plan, _FILES[kind])
    file_names = form_files.file_names(title, list(own), f".{kind}")
    return {
        file_names[unit]: _written(registry, _notice(registry, unit, own[unit], day), kind)
        for unit in console.counted("正在写", list(own))
    }


def _notice(registry: Registry, unit: str, parts: tuple[Reminder, ...], day: date | None) -> Notice:
    from ..documents.notice import Notice

    plan = registry.plan
    ids = list(dict.fromkeys(item for part in parts for item in part.owed.items))
    items = {work.item.id: work.item for work in registry.works(ids)}
    last = day or registry.clock.days(plan.due).last_day
    return Notice(plan, unit, parts, items, registry.today, last, now(), day is not None)


def _written(registry: Registry, notice: Notice, kind: str) -> bytes:
    if kind == "ics":
        from ..documents import calendar_file

        return calendar_file.write(notice, registry.clock)
    if kind == "docx":
        from ..documents import notice_document

        return notice_document.write(notice)
    from ..documents.notice import text

    return text(notice).encode("utf-8-sig")

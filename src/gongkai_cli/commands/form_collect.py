"""``gongkai form collect``: what came back, held against the registry, and written in one go."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..domain.errors import InvalidData, WrongUsage
from ..domain.terms import Outcome
from ..output import console
from ..output.table import Format
from . import options
from .session import chosen_format, now, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..documents.collection import Received
    from ..domain.summary import Totals
    from ..storage.registry import Change, Record, Registry


class Wish(NamedTuple):
    """How a collection is to be done."""

    dry_run: bool
    yes: bool
    skip_bad: bool
    prefer_form: bool
    form: Format


def command(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="文件…", help="交回的表、放表的目录，或 .zip 压缩包")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不问，直接写入")] = False,
    dry_run: options.DryRun = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="有不合格的行，先收其余的行")
    ] = False,
    prefer: Annotated[
        str | None,
        typer.Option("--prefer", metavar="form", help="有冲突的行，写 form 就以表为准"),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="目录", help="不合格的表，写一份标出问题的副本"),
    ] = None,
    json: options.Json = False,
) -> int:
    """收回填报表：先逐行对照台账，确认以后一次写入。

    每一行是新增、变更、相同、冲突（导出以后台账又有新的记录）、不合格或未填。冲突的行不写入，
    除非用 --prefer form；有不合格的行，全部不写入，除非用 --skip-bad。
    """
    gc.enable()  # workbooks are full of cycles, and there may be hundreds
    if prefer not in {None, "form"}:
        raise WrongUsage(f"--prefer 后面不能写“{prefer}”。", "只能写 form：以表为准。")
    if not (yes or dry_run) and (json or not console.can_ask()):
        raise WrongUsage("没有人可以确认是否写入。", "请加 --yes 直接写入，或加 --dry-run 只看。")
    if output and Path(output).is_file():
        raise WrongUsage(f"{output} 是文件，不是目录。", "-o 后面请写目录。")
    wish = Wish(dry_run, yes, skip_bad, prefer is not None, chosen_format(None, json=json))
    registry = session(context).registry()
    received = _read(registry, paths)
    if wish.form is not Format.JSON:
        _preview(received, wish.form)
    if output:
        _send_back(received, Path(output), dry_run=dry_run)
    before = registry.report().totals
    records = _to_write(registry, received, wish)
    changes = _write(registry, records, wish)
    _close(registry, received, len(records), changes, before, wish)
    return _exit_code(received, wish)


def _read(registry: Registry, paths: Sequence[str]) -> list[Received]:
    from ..documents import collection, form_files

    found = form_files.find([Path(path) for path in paths])
    if found.passed_over:
        console.notice(f"不是表格，没有看：{'、'.join(found.passed_over)}。")
    if not found.sources:
        raise InvalidData("没有找到表格文件。", "请写明表格文件、放表格的目录，或 .zip 压缩包。")
    return collection.read(console.counted("正在读表", found.sources), registry)


def _preview(received: Sequence[Received], form: Format) -> None:
    from ..documents import collection_view

    if form is Format.PLAIN:
        console.show_table(collection_view.plain_table(received), form)
        return
    facts = [("收到", collection_view.outcome_line(received))]
    console.show_page(facts, collection_view.tables(received), form)


def _bad(received: Sequence[Received]) -> int:
    return sum(one.count(Outcome.INVALID) for one in received)


def _send_back(received: Sequence[Received], folder: Path, *, dry_run: bool) -> None:
    """Write a copy of each form with problems, beside nothing that is there already."""
    from ..documents import form_files, form_return
    from ..documents.package import Unreadable
    from ..storage.files import write_whole

    taken = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    forms = Counter(one.source.path for one in received)
    for one in received:
        if not one.count(Outcome.INVALID):
            continue
        if forms[one.source.path] > 1:
            console.notice(f"{one.form.file} 里有几个单位的表，没有写副本，请分别告诉各单位。")
            continue
        name = form_files.returned_name(one.form.file, taken)
        taken.append(name)
        try:
            if not dry_run:
                write_whole(folder / name, form_return.write(one.source.read(), one.judged))
        except Unreadable as problem:
            console.notice(f"{one.form.file}：{problem.message}{problem.remedy}")
            continue
        console.notice(f"{'将写入' if dry_run else '已写入'} {folder / name}，请退回{one.unit}。")


def _to_write(registry: Registry, received: Sequence[Received], wish: Wish) -> list[Record]:
    """What there is to write: nothing where a row is bad and bad rows are not to be skipped."""
    from ..documents import collection

    if _bad(received) and not wish.skip_bad:
        return []
    return collection.records(received, registry, now(), prefer_form=wish.prefer_form)


def _write(registry: Registry, records: Sequence[Record], wish: Wish) -> list[Change]:
    if wish.dry_run or not records:
        return []
    if not wish.yes and not console.confirmed(f"写入 {len(records)} 条记录吗？"):
        return []
    return registry.record_all(records)


def _close(
    registry: Registry,
    received: Sequence[Received],
    planned: int,
    changes: Sequence[Change],
    before: Totals,
    wish: Wish,
) -> None:
    """Say what was written, who is still missing, and what that changed."""
    from ..documents import collection, collection_view

    there = collection.attendance(received, registry)
    after = registry.report().totals
    if wish.form is Format.JSON:
        console.write(
            collection_view.document(
                registry, received, changes, there, (before, after), wish.dry_run
            )
        )
    else:
        told = ("将写入", planned) if wish.dry_run else ("写入", len(changes))
        facts = [(told[0], f"{told[1]} 条记录"), *collection_view.attendance_facts(there)]
        facts += collection_view.figure_facts(before, after) if changes else []
        console.write_line("")
        console.show_page(facts, [], wish.form)
    _explain(received, wish)


def _explain(received: Sequence[Received], wish: Wish) -> None:
    """Say what was not written, and what to do about it."""
    rows = [row for one in received for row in one.judged if row.outcome is Outcome.CONFLICT]
    contested = sum(row.contested for row in rows)
    if wish.dry_run:
        console.notice("只是看看，没有写入。")
    if len(rows) > contested and not wish.prefer_form:
        console.notice(
            f"冲突的 {len(rows) - contested} 行没有写入。核实后，以表为准的加 --prefer form 再收一次。"
        )
    if contested:
        console.notice(f"几份表说法不一的 {contested} 行没有写入，请每个单位只收一份。")
    refused = sum(bool(one.findings) for one in received)
    if refused:
        console.complain(InvalidData(f"有 {refused} 份没有收，原因见上。", ""))
    if _bad(received) and wish.skip_bad:
        console.notice(f"不合格的 {_bad(received)} 行没有写入。")
    elif _bad(received):
        told = f"有 {_bad(received)} 行不合格{'。' if wish.dry_run else '，什么都没有写入。'}"
        console.complain(
            InvalidData(told, "改好的表收到后，把原来的移走再收；先收其余的行，请加 --skip-bad。")
        )


def _exit_code(received: Sequence[Received], wish: Wish) -> int:
    """3 where a row keeps all from being written, or a file could not be taken at all."""
    stopped = _bad(received) and not wish.skip_bad
    return InvalidData.exit_code if stopped or any(one.findings for one in received) else 0

"""``gongkai plan diff``: what changed from one plan to another, and what is to be carried over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..output import console
from ..output.table import Format
from . import options
from .session import chosen_format, session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ..domain.plan_carry import Carried
    from ..domain.plan_diff import PlanDiff
    from .session import Session


def command(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="旧方案", help="旧的方案文件")],
    new: Annotated[str, typer.Argument(metavar="新方案", help="新的方案文件")],
    carry: Annotated[
        bool,
        typer.Option("--carry", help="另列旧方案台账里没有完成的事项，以及新方案里对应的事项"),
    ] = False,
    form: options.Form = None,
    json: options.Json = False,
) -> None:
    """对照两个方案：事项的增删、改写、分工和期限改变。

    事项按文字认，不按编号认；文字差得多的会注明，请核对。改写的逐字标出：[-删去的字-]、
    {+增加的字+}。
    """
    wanted = chosen_format(form, json=json)
    asked = session(context)
    day = asked.day
    with console.patience("正在对照"):
        found = _compared(Path(old), Path(new))
    carried = _carried(found, Path(old), asked) if carry else None
    with console.patience("正在整理"):
        show = _laid_out(found, (old, new), carried, day, wanted)
    show()
    if found.old.year > found.new.year:
        console.notice(
            f"提示：旧方案是 {found.old.year} 年的，新方案是 {found.new.year} 年的，先后是否写反了？"
        )


def _compared(old: Path, new: Path) -> PlanDiff:
    """Read two plans and compare them.

    Raises:
        InvalidData: A file cannot be read or is not valid; all errors of both are told at once.
    """
    from ..domain.errors import InvalidData
    from ..domain.expand import expand
    from ..domain.plan_diff import compare
    from ..storage import plan_file

    read = [plan_file.load(path) for path in (old, new)]
    if old != new and all(plan.errors for plan in read):
        errors = [finding for plan in read for finding in plan.errors]
        raise InvalidData(f"两个方案文件共有 {len(errors)} 处错误，改正后再试。", "", errors)
    before, after = (plan.valid for plan in read)
    return compare(expand(before), expand(after))


def _carried(found: PlanDiff, old: Path, asked: Session) -> tuple[Carried, ...]:
    """What the old plan's ledger has unfinished."""
    from ..domain.plan_carry import carried

    registry = asked._replace(plan=str(old)).registry()
    if not registry.entries():
        console.notice(f"提示：{old} 还没有落实记录，全部事项都按未启动列出。")
    return carried(found, registry.works(None))


def _laid_out(
    found: PlanDiff,
    files: tuple[str, str],
    carried: Sequence[Carried] | None,
    day: date,
    wanted: Format,
) -> Callable[[], None]:
    """Lay the answer out, and return what prints it."""
    if wanted is Format.JSON:
        from ..output import plan_diff_json

        return partial(console.write, plan_diff_json.document(found, files, carried, day))
    if wanted is Format.TABLE:
        from ..output import plan_diff_page

        page = list(plan_diff_page.page(found, carried, day))
        return partial(console.render, page, console.rich_console())
    from ..output import plan_diff

    return partial(console.show_table, plan_diff.table(found, carried), wanted)

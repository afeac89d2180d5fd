"""What every command shares: which plan, which day, how to print; the one place with a clock."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.days import full_day
from ..domain.errors import WrongUsage
from ..output import console
from ..output.table import Format

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import typer

    from ..storage.locate import Location
    from ..storage.registry import Registry


class Session(NamedTuple):
    """The global options of one command."""

    plan: str | None
    today: str | None

    @property
    def day(self) -> date:
        """Today, or the day as of which the command works."""
        given = self.today or os.environ.get("GONGKAI_TODAY")
        return parse_day(given) if given else now().date()

    @property
    def location(self) -> Location:
        """Which plan the command is about; files in this folder have short names."""
        from ..storage.locate import locate

        here = Path.cwd()
        found = locate(self.plan or os.environ.get("GONGKAI_PLAN"), here)
        return found._replace(plan=_short(found.plan, here), ledger=_short(found.ledger, here))

    def registry(self) -> Registry:
        """Open the registry; say once where it is if it is the embedded one, and what is wrong with it."""
        location = self.location
        if location.embedded:
            _hint(location)
        if location.rivals:
            _choose(location)
        with console.patience("方案或台账有改动，正在整理"):
            registry = self.quiet_registry()
            problems = registry.problems
        if problems:
            console.notice(
                f"警告：台账有 {problems} 处问题，有的记录没有计入，详见 gongkai check。"
            )
        return registry

    def quiet_registry(self) -> Registry:
        """Open the registry without a word, for completion."""
        from ..storage.registry import Registry

        return Registry(self.location, self.day)


def _short(path: Path, here: Path) -> Path:
    return path.relative_to(here) if path.is_relative_to(here) else path


def session(context: typer.Context) -> Session:
    """The session of the command that runs."""
    found = context.find_object(Session)
    return found or Session(None, None)


def now() -> datetime:
    """The moment, with its time zone."""
    return datetime.now().astimezone()


def _choose(location: Location) -> None:
    """Say which plan of several of the same year it is."""
    others = "、".join(location.rivals)
    console.notice(
        f"提示：这里同年的方案还有 {others}，用的是 {location.plan.name}；要用别的，请写 --plan。"
    )


def _hint(location: Location) -> None:
    """Say where the embedded plan's ledger is, the first time only."""
    told = location.ledger.with_name("hint-shown")
    if told.exists():
        return
    console.notice(f"提示：附近没有方案文件，用的是自带的 2019 年方案，台账在 {location.ledger}。")
    console.notice("要建自己的，请运行 gongkai init 目录。")
    try:
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch()
    except OSError:
        return


def parse_day(text: str) -> date:
    """Read a date as people write it: ``2019-11-05``, ``2019.11.5``, ``2019年11月5日``.

    Raises:
        WrongUsage: It is no date.
    """
    try:
        found = full_day(text)
    except ValueError:
        raise WrongUsage(f"没有 {text} 这一天。", "请核对月和日。") from None
    if found:
        return found
    raise WrongUsage(f"“{text}”不是日期。", "日期写成 2019-12-25 的样子。")


def chosen_format(form: str | None, *, json: bool = False, csv: bool = False) -> Format:
    """Decide how to print: as asked for, else a table on a terminal and plain text in a pipe.

    Raises:
        WrongUsage: There is no such form, or two are asked for.
    """
    asked = [name for name, wanted in (("json", json), ("csv", csv)) if wanted]
    asked += [form] if form else []
    if len(set(asked)) > 1:
        raise WrongUsage(f"不能同时用 {' 和 '.join(asked)} 两种格式。", "请只选一种。")
    if not asked:
        return Format.TABLE if console.is_terminal() else Format.PLAIN
    try:
        return Format(asked[0])
    except ValueError:
        raise WrongUsage(f"没有“{asked[0]}”这种格式。", f"可用：{'、'.join(Format)}。") from None


def split_names(given: Iterable[str] | None) -> list[str]:
    """Take several names from repeated options, each of which may hold several (``甲,乙``, ``甲、乙``)."""
    names = _parts(given, "[,，、;；]")
    if given and not names:
        raise WrongUsage("选项后面没有写名称。", "请写明名称，或去掉这个选项。")
    return names


def split_numbers(given: Iterable[str] | None) -> list[str]:
    """Take several numbers of items or sections.

    ``、`` also stands inside a number (``三、1``): it parts two where a chapter or an id begins after it.
    """
    return _parts(given, r"[,，;；]|、(?=[（(]?[一二三四五六七八九十]|[0-9]+\.[0-9])")


def _parts(given: Iterable[str] | None, between: str) -> list[str]:
    parts = [part.strip() for text in given or () for part in re.split(between, text)]
    return [part for part in parts if part]

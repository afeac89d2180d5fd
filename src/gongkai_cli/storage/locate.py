"""Which plan a command is about, and where its ledger is."""

from __future__ import annotations

import os
import sys
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from ..domain.errors import InvalidData

_PACKAGE = Path(__file__).resolve().parent.parent
_EXAMPLE = "plan2019.yaml"
_ENDINGS = (".yaml", ".yml")


class Location(NamedTuple):
    """A plan file and its own ledger.

    Attributes:
        plan: The plan file.
        ledger: Its ledger.
        embedded: Whether it is the plan inside the package.
        rivals: Names of other plans of its year beside it, where it was not asked for by name.
    """

    plan: Path
    ledger: Path
    embedded: bool = False
    rivals: tuple[str, ...] = ()


def locate(given: str | None, folder: Path) -> Location:
    """Find the plan: the one given, the nearest one at or above a folder, or the embedded one.

    Args:
        given: A plan file, or a folder that holds one.
        folder: Where the command runs.

    Raises:
        InvalidData: What was given is not there.
    """
    if given:
        return _given(Path(given))
    for place in (folder, *folder.parents):
        found = _newest(place / "data") or _newest(place)
        if found:
            return found
    plan = example(_EXAMPLE)
    return Location(plan, user_data() / ledger_name(plan), embedded=True)


def _given(path: Path) -> Location:
    if not path.is_dir():
        if not path.exists():
            raise InvalidData(f"没有方案文件 {path}。", "请检查 --plan 或 GONGKAI_PLAN 的路径。")
        return beside(path)
    found = _newest(path) or _newest(path / "data")
    if found is None:
        raise InvalidData(f"目录 {path} 里没有方案文件（plan*.yaml）。", "请写明方案文件的路径。")
    return found


def beside(plan: Path) -> Location:
    """A plan with its ledger beside it."""
    return Location(plan, plan.with_name(ledger_name(plan)))


def ledger_name(plan: Path) -> str:
    """The name of a plan's own ledger: ``plan2019.progress.yaml``."""
    return f"{plan.stem}.progress.yaml"


def _newest(folder: Path) -> Location | None:
    """The plan file of the latest year in a folder; of several the one with the shortest name."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return None
    plans = [n for n in names if n.startswith("plan") and n.endswith(_ENDINGS)]
    plans = [name for name in plans if ".progress" not in name and ".schema" not in name]
    if not plans:
        return None
    year = max(map(_year, plans))
    first, *rivals = sorted((n for n in plans if _year(n) == year), key=lambda n: (len(n), n))
    return beside(folder / first)._replace(rivals=tuple(rivals))


def _year(name: str) -> str:
    """The digits behind ``plan`` in a plan file's name."""
    return "".join(takewhile(str.isdecimal, name.removeprefix("plan")))


def example(name: str) -> Path:
    """A file that comes with the program: in the installed package, or in the source tree."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.exists() else _PACKAGE.parent.parent / "data" / name


def user_data() -> Path:
    """The user's data folder for this program."""
    from platformdirs import user_data_path

    return user_data_path("gongkai", appauthor=False)


def user_cache() -> Path:
    """The user's cache folder for this program.

    Every command needs it, so the plain case does not pay for importing platformdirs.
    """
    if sys.platform == "linux":
        base = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "gongkai"
    from platformdirs import user_cache_path

    return user_cache_path("gongkai", appauthor=False)

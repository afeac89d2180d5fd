"""Every document that is not kept as plain text, by the name that its expectations give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .long_plan import long_plan
from .prose import articles, auto_numbered, environment, labelled
from .shipped import plan2019_numbered, plan2019_table, plan2019_typed
from .tables import annex, register, task_table, two_roles

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent


def county_gb18030() -> bytes:
    """The county's text as an old Windows program saves it."""
    return (HERE / "county.txt").read_text("utf-8").replace("\n", "\r\n").encode("gb18030")


def street_utf16() -> bytes:
    """The street's text as Notepad saves it when asked for Unicode."""
    return (HERE / "street.txt").read_text("utf-8").replace("\n", "\r\n").encode("utf-16")


BUILDERS: dict[str, Callable[[], bytes]] = {
    build.__name__: build
    for build in (
        annex,
        articles,
        auto_numbered,
        county_gb18030,
        environment,
        labelled,
        long_plan,
        plan2019_numbered,
        plan2019_table,
        plan2019_typed,
        register,
        street_utf16,
        task_table,
        two_roles,
    )
}

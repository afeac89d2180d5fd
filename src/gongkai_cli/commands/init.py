"""``gongkai init``: a folder of one's own, with the plan, the schema and a short note."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..output import console


def command(
    folder: Annotated[str, typer.Argument(metavar="目录", help="新的工作目录；默认当前目录")] = ".",
) -> None:
    """建立自己的工作目录：方案、编辑器用的 schema、git 设置和说明。"""
    from ..storage.workspace import create

    made = create(Path(folder))
    for path in made:
        console.write_line(f"已建立 {path}")
    console.notice(f"在 {Path(folder).resolve()} 里运行 gongkai，用的就是这份方案。")

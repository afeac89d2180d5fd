"""A folder of one's own: what ``gongkai init`` puts there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..domain.errors import InvalidData
from .files import write_whole
from .locate import example
from .plan_file import json_schema

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "plan2019.yaml"
SCHEMA = "plan.schema.json"
SOURCE = "plan2019-source.txt"
_ATTRIBUTES = """\
# 台账一行一条、只增不改：两边都登记过的，合并时两边都保留。
data/*.progress*.yaml merge=union text eol=lf
"""
_NOTE = """\
# 政务公开台账

- data/plan2019.yaml 是方案，由人来写：事项、分工、期限。改完运行 `gongkai check`。
- data/plan2019.progress.yaml 是台账，由程序写入，只增不改，请不要手工改动。
- data/plan2019-source.txt 是方案原文，`gongkai check --source data/plan2019-source.txt` 逐字核对。
- 换成本单位的方案：另写 data/plan2020.yaml，程序取年份最新的一份。

常用：

    gongkai list --unit 城乡科
    gongkai status set 3.1.1 已完成 --unit 城乡科 --note 已在重点领域栏目公开
    gongkai form export --all -o 填报表
    gongkai form collect 收件
    gongkai report
"""


def create(folder: Path) -> list[Path]:
    """Make a working folder.

    Returns:
        The files made.

    Raises:
        InvalidData: One of the files is there already (then none is made), or cannot be written.
    """
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    contents = {
        folder / "data" / PLAN: example(PLAN).read_bytes(),
        folder / "data" / SOURCE: example(SOURCE).read_bytes(),
        folder / "data" / SCHEMA: schema.encode(),
        folder / ".gitattributes": _ATTRIBUTES.encode(),
        folder / "说明.md": _NOTE.encode(),
    }
    there = [path for path in contents if path.exists()]
    if there:
        names = "、".join(str(path) for path in there)
        raise InvalidData(f"已有 {names}，没有改动。", "请换一个目录。")
    for path, content in contents.items():
        write_whole(path, content, replace=False)
    return list(contents)

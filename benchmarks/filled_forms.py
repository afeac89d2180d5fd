"""Forms to measure with: 200 units with the real plan's 28 items each, every row filled in.

``python filled_forms.py FOLDER`` writes a plan, lets the program export its forms into ``forms``, and fills
them in with openpyxl, as another program would.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from registries import DUE, real_duties

UNITS = 200
_HEADER = 5
_STATES = ("已完成", "推进中", "长期坚持", "受阻", "不涉及")
_NOTE = "已在门户网站重点领域栏目公开政策文件及解读{n}件，回应社会关切{n}次，答复群众留言{n}条。"


def plan() -> dict[str, Any]:
    """The plan as its file holds it: every unit answers for every item."""
    return {
        "format": "1",
        "document": {
            "title": "某市2019年政务公开工作要点",
            "year": "2019",
            "issuer": "某市",
            "due": DUE,
        },
        "units": [{"name": f"第{n:03}科", "kind": "科室"} for n in range(1, UNITS + 1)],
        "groups": [{"name": "各科室", "kind": "科室", "complete": "true"}],
        "sections": [
            {
                "number": "一、",
                "heading": "重点任务",
                "items": [
                    {"id": f"1.{n}", "number": f"{n}.", "text": d.text, "responsible": ["各科室"]}
                    for n, d in enumerate(real_duties(), 1)
                ],
            }
        ],
    }


def fill(path: Path) -> None:
    """Fill every row of a form in."""
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    for row in range(_HEADER + 1, sheet.max_row + 1):
        said = (_STATES[row % 5], _NOTE.format(n=row), f"https://www.example.gov.cn/{row}.html")
        for column, value in enumerate((*said, "张三", date(2019, 11, 5)), 6):
            sheet.cell(row, column).value = value
    book.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    (folder / "data").mkdir(parents=True)
    text = json.dumps(plan(), ensure_ascii=False)
    (folder / "data" / "plan2019.yaml").write_text(text, encoding="utf-8")
    command = [
        str(Path(sys.executable).with_name("gongkai")),
        "form",
        "export",
        "--all",
        "-o",
        "forms",
    ]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for path in (folder / "forms").iterdir():
        fill(path)


if __name__ == "__main__":
    main()

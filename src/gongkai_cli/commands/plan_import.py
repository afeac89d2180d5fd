"""``gongkai plan import``: a plan document becomes a draft plan file, every doubt shown."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..domain.errors import InvalidData, WrongUsage
from ..output import console
from ..output.text import one_line
from .session import session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..drafting.doubts import Doubt
    from ..drafting.importing import Imported
    from ..drafting.structure.sketch import SectionSketch

_MOST_SHOWN = 40


def command(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="文件", help="方案：.docx、.txt、.md；写 - 读标准输入")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="文件", help="草稿写到哪里，如 data/plan2020.yaml"),
    ] = None,
    units: Annotated[
        str | None,
        typer.Option("--units", metavar="文件", help="用现有方案的单位作词典"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看大纲和疑问，不写入")] = False,
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """把方案文件导入成草稿：事项、分工、期限、单位，拿不准的逐一列出。

    已有的文件不覆盖。
    """
    from ..drafting.importing import import_plan
    from ..storage.plan_file import load

    gc.enable()
    if not output and not dry_run:
        raise WrongUsage(
            "没有写明草稿放到哪里。", "如：-o data/plan2020.yaml；只看看的，加 --dry-run。"
        )
    known = load(Path(units)).valid if units else None
    raw, name = _read(document)
    this_year = session(context).day.year
    with console.patience(f"正在读 {name}"):
        made = import_plan(raw, name, this_year, known)
    if made.errors:
        raise InvalidData(
            "导入的草稿还有错误，没有写入。", "请把这份文件反馈给开发者。", made.errors
        )
    if output and not dry_run:
        _write(Path(output), made.text)
    if json:
        console.write(_json(made, name))
        return
    if dry_run:
        for line in _tree(made):
            console.write_folded(line)
    _tell(made, output if not dry_run else None)


def _read(document: str) -> tuple[bytes, str]:
    from ..drafting.reading.read import MOST_BYTES, fetch

    if document == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1), "标准输入"
    path = Path(document)
    return fetch(path), path.name


def _write(path: Path, text: str) -> None:
    from ..storage.files import is_there, write_whole

    if is_there(path):
        raise InvalidData(f"{path} 已存在，没有改动。", "请换一个名称，或先把它移开。")
    write_whole(path, text.encode(), replace=False)


# -- what was made ---------------------------------------------------------------------------------


def _tree(made: Imported) -> Iterator[str]:
    """The outline as a tree: headings and items with their ids, titles and assignments."""
    facts = made.draft.facts
    yield one_line(f"{facts.title}　{facts.number}".strip())
    tables: list[str] = []
    for section in made.draft.sections:
        yield from _branch(section, "", tables)


def _branch(section: SectionSketch, indent: str, tables: list[str]) -> Iterator[str]:
    """A section with all below it; the columns of tables alike, such as cards, are told once."""
    if section.number or section.heading:
        apart = " " if section.number[-1:].isdigit() else ""
        yield one_line(f"{indent}{section.number}{apart}{section.heading}"[:100])
    columns = f"表：{'、'.join(section.columns)}" if section.columns else ""
    if columns and columns not in tables[-1:]:
        tables.append(columns)
        yield one_line(f"{indent}{columns}")
    for item in section.items:
        named = item.assigned or "、".join(
            n.text for n in (item.duties.names if item.duties else ())
        )
        own = f"　期限：{item.due.text}" if item.due else ""
        brief = item.title or item.text[:24].rstrip("。")
        doubt = "　待核" if item.doubts or (item.duties and item.duties.doubts) else ""
        yield one_line(f"{indent}  [{item.id}] {brief}　（{named}）{own}{doubt}")
    for below in section.sections:
        yield from _branch(below, f"{indent}  ", tables)


def _tell(made: Imported, written: str | None) -> None:
    """Say how much was found, how complete it is, and every doubt."""
    items = list(made.draft.items)
    units = list(made.draft.roster.units)
    coverage = made.coverage
    console.notice(f"事项 {len(items)} 个，单位 {len(units)} 个，待核 {len(made.doubts)} 处。")
    if coverage:
        size, held = coverage.source_size, made.held
        apart = f"；其中 {made.moved} 字的位置与原件不同" if made.moved else ""
        share = held / size if size else 1
        console.notice(f"原文 {size} 字，放进草稿 {held} 字，{share:.2%}{apart}。")
    for line in _doubts(made.doubts):
        console.write_folded(line)
    if written:
        console.notice(f"已写入 {written}。请核对待核之处，再运行 gongkai check。")


def _doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    """A line for each doubt; the same of several items is said once."""
    same: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        same.setdefault(doubt.text, []).append(doubt)
    for text, (first, *more) in same.items():
        place = f"{first.place}{'起' if more else ''} " if first.place else ""
        about = "、".join(dict.fromkeys(doubt.about for doubt in (first, *more)))
        yield f"{place}[{about}] {text}"


def _json(made: Imported, name: str) -> str:
    from ..output import json_form

    facts, due, coverage = made.draft.facts, made.draft.deadline, made.coverage
    body: dict[str, Any] = {
        "schema_version": json_form.SCHEMA_VERSION,
        "kind": "import",
        "source": name,
        "plan": {
            "title": facts.title,
            "year": facts.year,
            "due": str(due.day) if due.day else None,
        },
        "items": [
            {
                "id": item.id,
                "number": item.number,
                "title": item.title,
                "text": item.text,
                "assigned": item.assigned,
                "due": str(item.due.day) if item.due and item.due.day else None,
                "due_text": item.due.text if item.due else None,
                "place": item.place,
            }
            for item in made.draft.items
        ],
        "units": [
            {"unit": unit.name, "confirmed": unit.confirmed} for unit in made.draft.roster.units
        ],
        "doubts": [doubt._asdict() for doubt in made.doubts],
        "characters": coverage.source_size if coverage else None,
        "held": made.held if coverage else None,
        "moved": made.moved if coverage else None,
    }
    return json_form.dumps(body)

"""Terminal, JSON, Word, Excel and the page say the same: every figure is that of one summary."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
import scenes
import words
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from conftest import Run

Rows = dict[str, list[str]]
CHAPTER = ("items", "complete", "completion_rate", "reported_rate")
LAMPS = ("red", "yellow", "green")
UNIT = ("lead", "responsible", "support", "total", "reported", "finished", "late", "reported_rate")
CHAPTER_HEADS = ("事项", "已完成", "完成率", "反馈率", "红灯", "黄灯", "绿灯")
UNIT_HEADS = ("牵头", "责任", "配合", "合计", "已反馈", "已办结", "逾期", "反馈率")


def shown(value: Any) -> str:
    return f"{value:.1%}" if isinstance(value, float) else str(value)


def from_json(report: Any) -> tuple[Rows, Rows, list[str]]:
    chapters = {
        line["number"] + line["heading"]: [
            *(shown(line[key]) for key in CHAPTER),
            *(shown(line["lamps"][lamp]) for lamp in LAMPS),
        ]
        for line in report["by_section"]
    }
    units = {line["unit"]: [shown(line[key]) for key in UNIT] for line in report["by_unit"]}
    owed = [f"{line['unit']} {line['item']}" for line in report["outstanding"]]
    return chapters, units, sorted(owed)


def picked(head: Sequence[str], rows: Iterable[Sequence[str]], wanted: Sequence[str]) -> Rows:
    """The wanted columns of a table, by what stands first in its rows."""
    places = [list(head).index(name) for name in wanted]
    return {row[0].removesuffix("全称待核实"): [row[n] for n in places] for row in rows}


# -- the terminal ----------------------------------------------------------------------------------


def from_terminal(text: str) -> tuple[str, Rows, Rows, list[str]]:
    facts, chapters, units, owed = (part.splitlines() for part in text.strip().split("\n\n"))
    tables = [[line.split("\t") for line in part[1:]] for part in (chapters, units, owed)]
    parts = [picked(tables[0][0], tables[0][1:], CHAPTER_HEADS)]
    parts.append(picked(tables[1][0], tables[1][1:], UNIT_HEADS))
    named = [f"{row[2]} {item}" for row in tables[2][1:] for item in row[6].split()]
    return " ".join(facts), parts[0], parts[1], sorted(named)


# -- Excel -----------------------------------------------------------------------------------------


def from_excel(raw: bytes) -> tuple[str, Rows, Rows, list[str]]:
    book = load_workbook(io.BytesIO(raw))
    lines = [[cell(c) for c in row] for row in book["分单位统计"].iter_rows()]
    chapters = table(lines, "章节", CHAPTER_HEADS)
    units = table(lines, "单位", UNIT_HEADS)
    owed = [[cell(c) for c in row] for row in book["未反馈清单"].iter_rows()]
    head = next(n for n, row in enumerate(owed) if row[0] == "序号")
    unit, item = owed[head].index("单位"), owed[head].index("编号")
    named = [f"{row[unit]} {row[item]}" for row in owed[head + 1 :] if row[item]]
    return " ".join(" ".join(line) for line in lines[:5]), chapters, units, sorted(named)


def cell(c: Any) -> str:
    if c.value is None:
        return ""
    return f"{c.value:.1%}" if c.number_format == "0.0%" else str(c.value)


def table(lines: list[list[str]], first: str, wanted: Sequence[str]) -> Rows:
    start = next(n for n, row in enumerate(lines) if row[0] == first)
    rows = []
    for row in lines[start + 1 :]:
        if not row[0] or row[0] in {"合计", "按单位", "按章节"}:
            break
        rows.append(row)
    return picked(lines[start], rows, wanted)


# -- the page --------------------------------------------------------------------------------------


def from_page(raw: bytes) -> tuple[str, Rows, Rows, list[str]]:
    page: Any = lxml.html.fromstring(raw)
    tables = [
        [[" ".join(c.text_content().split()) for c in row] for row in made.iter("tr")]
        for made in page.iter("table")
    ]
    (chapters,) = [picked(h, r, CHAPTER_HEADS) for h, *r in tables if h[0] == "章节"]
    (units,) = [picked(h, r, UNIT_HEADS) for h, *r in tables if h[0] == "单位" and "合计" in h]
    named = []
    for owed in page.xpath("//table[contains(@class, 'owed')]"):
        lines = [[" ".join(c.text_content().split()) for c in row] for row in owed.iter("tr")]
        unit, items = lines[0].index("单位"), lines[0].index("事项")
        named += [f"{row[unit]} {item}" for row in lines[1:] for item in row[items].split()]
    text = " ".join(page.xpath("//main")[0].text_content().split())
    return text, chapters, units, sorted(named)


# -- all of them -----------------------------------------------------------------------------------


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", scenes.SCENES)
@pytest.mark.parametrize("today", [scenes.AS_OF, scenes.LATE], ids=str)
@pytest.mark.parametrize("unit", ["", "行政审批科"])
def test_every_figure_is_the_same_everywhere(
    kind: str, today: Any, unit: str, folder: Path, gongkai: Run
) -> None:
    plan = scenes.scene(folder / "office", kind)
    args = ["--plan", str(plan), "--today", str(today), "report"]
    args += ["--unit", unit] if unit else []
    report = gongkai(*args, "--json").json
    chapters, units, owed = from_json(report)
    totals = report["totals"]
    for name in ("报告.docx", "汇总表.xlsx", "看板.html"):
        assert gongkai(*args, "-o", name).code == 0
    for told in (
        from_terminal(gongkai(*args, "--format", "plain").out),
        from_excel((folder / "汇总表.xlsx").read_bytes()),
        from_page((folder / "看板.html").read_bytes()),
    ):
        assert told[1] == chapters
        assert told[2] == units
        assert told[3] == owed
        text = bare(told[0])
        assert shown(totals["reported_rate"]) in text
        assert shown(totals["completion_rate"]) in text
        assert f"应反馈{totals['assignments']}，已反馈{totals['reported']}" in text
        assert f"事项{totals['items']}，已完成{totals['complete']}" in text
    in_words(words.lines((folder / "报告.docx").read_bytes()), report)


def in_words(lines: Sequence[words.Line], report: Any) -> None:
    totals = report["totals"]
    (text,) = [line.text for line in lines if line.text.startswith("截至")]
    assert f"{totals['items']}个事项中，已完成{totals['complete']}个" in text
    assert f"应反馈{totals['assignments']}项次，已反馈{totals['reported']}项次" in text
    assert f"完成率{shown(totals['completion_rate'])}" in text
    assert f"反馈率{shown(totals['reported_rate'])}" in text
    for state, word in (("in_progress", "推进中"), ("blocked", "受阻"), ("not_started", "未启动")):
        count = totals["states"][state]
        assert f"{word}{count}个" in text or not count
    if totals["lamps"]["red"]:
        assert f"逾期{totals['lamps']['red']}个" in text

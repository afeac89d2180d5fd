"""The plan of 2019 that comes with the program, as three offices might have typed it in Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from .wordml import Cell, Xml, file, para, paras, table

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3] / "data"
_LEVELS = [
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
]


class Placed(NamedTuple):
    """An item with the numbered headings above it, from the outermost."""

    above: tuple[dict[str, Any], ...]
    item: dict[str, Any]


def plan() -> dict[str, Any]:
    """The shipped plan as YAML gives it."""
    read: dict[str, Any] = yaml.safe_load((DATA / "plan2019.yaml").read_text("utf-8"))
    return read


def placed(sections: list[dict[str, Any]], *above: dict[str, Any]) -> Iterator[Placed]:
    """Walk the items in the document's order."""
    for section in sections:
        here = (*above, section)
        for item in section.get("items", ()):
            yield Placed(here, item)
        yield from placed(section.get("sections", []), *here)


def _bracket(part: dict[str, Any]) -> str:
    return f"（{part['assigned']}）" if "assigned" in part else ""


def plan2019_typed() -> bytes:
    """Each line of the source as a paragraph, its numbers typed."""
    return file(paras((DATA / "plan2019-source.txt").read_text("utf-8")))


def _opening() -> Xml:
    whole = plan()
    return Xml("".join(para(t) for t in [*whole["letter"], whole["heading"], *whole["preamble"]]))


def _numbered(sections: list[dict[str, Any]], level: int = 0) -> Iterator[Xml]:
    for section in sections:
        yield para(section["heading"] + _bracket(section), level=level)
        yield from (para(text) for text in section.get("paragraphs", ()))
        for item in section.get("items", ()):
            level_of_item = level + 1 if "number" in item else None
            yield para(item["text"] + _bracket(item), level=level_of_item)
        yield from _numbered(section.get("sections", []), level + 1)


def plan2019_numbered() -> bytes:
    """All numbers counted by Word."""
    return file(_opening(), *_numbered(plan()["sections"]), lists=[_LEVELS])


def plan2019_table() -> bytes:
    """The items in a table, numbered through, under a row for each chapter."""
    first, main, last = plan()["sections"]
    return file(
        _opening(),
        *_prose(first),
        para(main["number"] + main["heading"]),
        table([("序号", "工作任务", "具体要求", "责任科室"), *_rows(main["sections"])]),
        *_prose(last),
    )


def _prose(section: dict[str, Any]) -> Iterator[Xml]:
    yield para(section["number"] + section["heading"])
    yield from (para(text) for text in section["paragraphs"])


def _rows(chapters: list[dict[str, Any]]) -> Iterator[tuple[str | Cell, ...]]:
    count = 0
    for chapter in chapters:
        yield (Cell(chapter["number"] + chapter["heading"] + _bracket(chapter), span=4),)
        for task in chapter["sections"]:
            merged = Cell(task["heading"], merge="restart" if len(task["items"]) > 1 else "")
            for item in task["items"]:
                count += 1
                yield (str(count), merged, item["text"], item["assigned"])
                merged = Cell("", merge="continue")


def expected_by_path() -> dict[str, Any]:
    """What the plan says, its items numbered by the headings above them."""
    return _expected(in_table=False)


def expected_in_table() -> dict[str, Any]:
    """What the plan says, its items numbered through within their chapters and with their tasks."""
    return _expected(in_table=True)


def _expected(*, in_table: bool) -> dict[str, Any]:
    whole = plan()
    full = {alias: unit["name"] for unit in whole["units"] for alias in unit.get("aliases", ())}
    return {
        "document": whole["document"],
        "items": [
            _item(place, str(n) if in_table else "", full)
            for n, place in enumerate(placed(whole["sections"]), 1)
        ],
        "doubts": ["管理", "质安", "各相关科室"],
        "units": [unit["name"] for unit in whole["units"]],
        "aliases": full,
    }


def _item(place: Placed, row: str, full: dict[str, str]) -> dict[str, Any]:
    above, item = place
    numbers = [section["number"] for section in (above[:2] if row else above)]
    roles: dict[str, Any] = {
        role: [full.get(name, name) for name in item[role]]
        for role in ("lead", "support", "responsible")
        if role in item
    }
    return {
        "number": "".join([*numbers, row or item.get("number", "")]),
        "text": item["text"],
        "assigned": item["assigned"],
        **({"title": above[-1]["heading"]} if row else {}),
        **roles,
    }

"""The figures as Markdown tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cases import FORM_ROWS, GROWTH, LARGE, LARGEST, PEER_SIZES, ROWS, SMALL, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NAMES = {"taskwarrior": "Taskwarrior", "todoman": "todoman", "doorstop": "Doorstop"}
_LARGEST_COLD_MB = 1536


class Figure(NamedTuple):
    """A case's medians: its ratio to the empty interpreter and its seconds; its peak memory in MB."""

    ratio: float
    seconds: float
    megabytes: float


Figures = dict[tuple[str, int], Figure | None]
"""By row and size; ``None`` where the process failed."""


def target(row: Row, size: int) -> int:
    """The ratio that a row is to reach at a size; 0 for none."""
    within = GROWTH * row.large if row.name in {"list", "set", "report"} else 0
    return {SMALL: row.small, LARGE: row.large, LARGEST: within}.get(size, 0)


def memory_target(row: Row, size: int) -> int:
    """The peak memory in MB that a row is to keep to at a size; 0 for none."""
    if size == LARGEST:
        return _LARGEST_COLD_MB if row.name == "cold" else 0
    return row.megabytes if size == LARGE else 0


def own_table(figures: Figures, sizes: Sequence[int]) -> str:
    """Our own commands: a row for each, with its targets; a figure that misses its target is bold."""
    heads = ["命令", *(f"{size:,} 项" for size in sizes), "内存 MB", "指标"]
    rows = [
        [row.label, *_ratios(row, figures, sizes), _memory(row, figures, sizes), _targets(row)]
        for row in ROWS
        if any((row.name, size) in figures for size in sizes)
    ]
    return _markdown(heads, rows)


def _ratios(row: Row, figures: Figures, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        if (row.name, size) not in figures:
            yield ""
            continue
        found = figures[row.name, size]
        yield _bold(f"{found.ratio:.1f}×", found.ratio, target(row, size)) if found else "**失败**"


def _memory(row: Row, figures: Figures, sizes: Iterable[int]) -> str:
    """Peak memory at 10,000 and 100,000 items; of forms, whose number is always the same, at 28."""
    shown = []
    for size in sizes:
        found = figures.get((row.name, size))
        if found and (size >= LARGE or row.name in FORM_ROWS):
            limit = memory_target(row, size)
            shown.append(_bold(f"{found.megabytes:.0f}", found.megabytes, limit))
    return " · ".join(shown)


def _bold(text: str, value: float, limit: float) -> str:
    return f"**{text}**" if limit and value > limit else text


def _targets(row: Row) -> str:
    parts = [f"{size:,} 项 ≤ {limit}×" for size in (SMALL, LARGE) if (limit := target(row, size))]
    if row.megabytes:
        parts.append(f"≤ {row.megabytes} MB")
    return "，".join(parts)


def peer_table(figures: Figures, sizes: Sequence[int], missing: Iterable[str]) -> str:
    """Listing what one owner has, beside other programs."""
    sizes = [size for size in sizes if size in PEER_SIZES]
    heads = ["列出一个单位的事项", *(f"{size:,} 项" for size in sizes)]
    names = {"list": "gongkai", **_NAMES}
    rows = [
        [label, *_cells(figures, name, sizes)]
        for name, label in names.items()
        if any((name, size) in figures for size in sizes)
    ]
    absent = "".join(f"\n没有安装，未测：{_NAMES[name]}。\n" for name in missing)
    return _markdown(heads, rows) + absent


def _cells(figures: Figures, name: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        found = figures.get((name, size))
        yield f"{found.ratio:.1f}×" if found else "失败" if (name, size) in figures else ""


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in heads[1:])]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, rule, *rows))


def floors(seconds: Mapping[int, float]) -> str:
    """What the empty interpreter took, in milliseconds."""
    shown = "、".join(f"{1000 * value:.1f}" for value in seconds.values())
    return f"1× 是同一轮里 `python -c pass` 的中位数（各规模依次 {shown} 毫秒）。\n"

"""The difference of two plans on a terminal: sections of items, each change a line below its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.word_diff import Op
from . import plan_diff as words
from .text import chinese_date, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType
    from rich.table import Table as Grid

    from ..domain.plan import Item, Plan
    from ..domain.plan_carry import Carried
    from ..domain.plan_diff import Lone, Pair, PlanDiff

_STYLES = {Op.EQUAL: "", Op.DELETE: "red strike", Op.INSERT: "bold green"}


def page(
    found: PlanDiff, carried: Sequence[Carried] | None, as_of: date
) -> Iterator[RenderableType]:
    """Lay a difference out for a terminal; what a file holds is never read as markup."""
    yield _facts(
        [
            ("旧方案", _plan_name(found.old)),
            ("新方案", _plan_name(found.new)),
            ("变化", words.summary(found)),
        ]
    )
    yield from _plan_section(found)
    yield from _lone_section("新增", found.added, added=True)
    yield from _lone_section("删去", found.dropped, added=False)
    yield from _pair_section([pair for pair in found.pairs if words.pair_lines(pair)])
    yield from _moved_section([p for p in found.pairs if p.changes == ("moved",)])
    if carried is not None:
        yield from _carried_section(carried, as_of)


def _plan_name(plan: Plan) -> str:
    return f"{plan.title}　{plan.number}".strip()


def _heading(title: str, count: int) -> Iterator[RenderableType]:
    from rich.text import Text

    yield ""
    yield Text(f"{title}（{count}）", style="bold underline")


def _grid(indent: int) -> Grid:
    from rich.table import Table as RichTable

    grid = RichTable.grid(padding=(0, 2, 0, 0))
    if indent:
        grid.add_column(width=indent)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _facts(facts: Iterable[tuple[str, str]]) -> RenderableType:
    from rich.text import Text

    grid = _grid(0)
    for label, text in facts:
        grid.add_row(Text(label, style="bold"), Text(one_line(text)))
    return grid


def _lines(lines: Iterable[words.Line]) -> RenderableType:
    from rich.text import Text

    grid = _grid(0)
    for line in lines:
        text = Text()
        for piece in line.pieces:
            text.append(one_line(words.marked(piece)), _STYLES[piece.op])
        grid.add_row(Text(f"  {one_line(line.label)}"), text)
    return grid


def _head(number: str, title: str, remark: str = "") -> RenderableType:
    from rich.text import Text

    text = Text(overflow="fold")
    text.append(one_line(number), "bold cyan")
    text.append(f"  {one_line(title)}", "bold")
    if remark:
        text.append(f"（{one_line(remark)}）", "yellow")
    return text


def _plan_section(found: PlanDiff) -> Iterator[RenderableType]:
    from rich.text import Text

    lines = words.plan_lines(found)
    if lines:
        yield ""
        yield Text("方案", style="bold underline")
        yield _lines(lines)


def _lone_section(title: str, lones: Sequence[Lone], *, added: bool) -> Iterator[RenderableType]:
    if not lones:
        return
    yield from _heading(title, len(lones))
    for lone in lones:
        yield _head(lone.item.id, lone.item.title, words.whole_text(lone, added=added))
        yield _lines(words.lone_lines(lone, added=added))


def _pair_section(pairs: Sequence[Pair]) -> Iterator[RenderableType]:
    if not pairs:
        return
    yield from _heading("改变", len(pairs))
    for pair in pairs:
        yield _head(words.number_text(pair), pair.new.title, words.doubt(pair))
        yield _lines(words.pair_lines(pair))


def _moved_section(pairs: Sequence[Pair]) -> Iterator[RenderableType]:
    if not pairs:
        return
    yield from _heading("只改编号", len(pairs))
    for pair in pairs:
        yield _head(words.number_text(pair), pair.new.title)


def _carried_section(carried: Sequence[Carried], as_of: date) -> Iterator[RenderableType]:
    from rich.text import Text

    yield from _heading(f"旧方案未完成的事项，截至{chinese_date(as_of)}", len(carried))
    for line in carried:
        yield _carried_head(line.work.item, line)
        yield _facts([("  未办结", words.waiting_text(line)), ("  新方案", words.heirs_text(line))])
    if not carried:
        yield Text("无")


def _carried_head(item: Item, line: Carried) -> RenderableType:
    return _head(item.id, item.title, line.work.state.word)

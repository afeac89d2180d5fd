"""Tables: widths never exceed the terminal, nothing is markup, CSV runs nothing."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from gongkai_cli.output.table import (
    GAP,
    Cell,
    Column,
    Table,
    cell,
    csv_text,
    fitted_widths,
    plain_lines,
    terminal,
)

WORDS = st.text(alphabet="城乡科管理abc 12，。[]/\\", max_size=60)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables with short fixed columns and flexible ones of any content."""
    flexible = draw(st.integers(1, 3))
    columns = [
        Column("编号"),
        Column("灯", right=draw(st.booleans())),
        *(Column(f"列{n}", flex=draw(st.integers(1, 3))) for n in range(flexible)),
    ]
    row = st.tuples(
        st.just(cell("3.1.1")), st.just(Cell("正常", "○正常")), *[WORDS.map(cell)] * flexible
    )
    rows = draw(st.lists(row, max_size=5))
    return Table(tuple(columns), tuple(rows), wrap=draw(st.booleans()))


def printed(table: Table, available: int) -> list[str]:
    console = Console(width=available, file=io.StringIO(), markup=False, highlight=False)
    with console.capture() as captured:
        console.print(terminal(table, available))
    return captured.get().splitlines()


@settings(deadline=None, max_examples=60)
@given(tables(), st.integers(60, 200))
def test_a_table_never_exceeds_the_terminal(table: Table, available: int) -> None:
    widths = fitted_widths(table, available)
    assert sum(widths) + GAP * (len(widths) - 1) <= available
    assert all(cell_len(line) <= available for line in printed(table, available))


@settings(deadline=None, max_examples=60)
@given(tables(), st.integers(60, 200))
def test_what_wraps_loses_nothing(table: Table, available: int) -> None:
    lines = printed(table._replace(wrap=True), available)
    shown = sorted("".join("".join(lines).split()))
    cells = "".join(part.shown for row in table.rows for part in row)
    heads = "".join(column.name for column in table.columns)
    assert [s for s in shown if s != "─"] == sorted("".join((cells + heads).split()))


def test_room_goes_first_to_those_that_need_least() -> None:
    columns = (Column("甲", flex=1), Column("乙", flex=1))
    rows = ((cell("短的一句话"), cell("长" * 100)),)
    assert fitted_widths(Table(columns, rows), 80) == [10, 68]


@given(st.lists(st.lists(ANY.map(cell), min_size=3, max_size=3).map(tuple), max_size=4))
def test_plain_lines_have_a_tab_between_cells_and_none_inside(
    rows: list[tuple[Cell, ...]],
) -> None:
    table = Table((Column("甲"), Column("乙"), Column("丙")), tuple(rows))
    lines = list(plain_lines(table))
    assert len(lines) == len(rows)
    assert all(line.count("\t") == 2 and len(line.splitlines()) <= 1 for line in lines)


@given(st.lists(ANY, min_size=1, max_size=4))
@example(["\n@sum(1)", "\u3000=1", "＝1", "\t+1"])
def test_no_cell_of_a_csv_begins_a_formula_or_acts_on_a_terminal(texts: list[str]) -> None:
    table = Table(tuple(Column("列") for _ in texts), (tuple(map(cell, texts)),))
    text = csv_text([table])
    assert text.startswith("\ufeff")
    assert not set(text[1:].replace("\r\n", "")) & set("\x1b\x07\r\x00\x9b\u202e")
    row = list(csv.reader(io.StringIO(text[1:], newline="")))[1]
    assert len(row) == len(texts)
    for written in row:
        assert not written.lstrip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", "[link=file:///etc/passwd]x[/link]"])
def test_markup_is_shown_as_it_was_typed(text: str) -> None:
    table = Table((Column("甲", flex=1),), ((cell(text),),))
    assert text in "\n".join(printed(table, 100))

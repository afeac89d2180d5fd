"""Filters: each narrows what the others leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from conftest import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from gongkai_cli.domain.expand import expand
from gongkai_cli.domain.query import Filter, Row, select
from gongkai_cli.domain.terms import Lamp, Role, State
from gongkai_cli.storage.plan_file import load

STATES, LAMPS = list(State), list(Lamp)
ROWS = [
    Row(item, "", None, STATES[n % 6], LAMPS[n % 4])
    for n, item in enumerate(expand(load(Path(SHIPPED)).valid).items)
]
FILTERS = st.builds(
    Filter,
    states=st.lists(st.sampled_from(STATES), max_size=2).map(tuple),
    lamps=st.lists(st.sampled_from(LAMPS), max_size=2).map(tuple),
    roles=st.lists(st.sampled_from(list(Role)), max_size=2).map(tuple),
    sections=st.lists(st.sampled_from(["1", "3.1", "5", "3.3"]), max_size=2).map(tuple),
    due_before=st.none() | st.just(date(2019, 12, 25)) | st.just(date(2019, 12, 24)),
    search=st.sampled_from(["", "公开", "政务 公开", "（试行）", "没有这几个字"]),
)


def test_an_empty_filter_keeps_everything_in_order() -> None:
    assert select(ROWS, Filter()) == ROWS


@given(FILTERS)
def test_a_filter_is_the_intersection_of_its_parts(wanted: Filter) -> None:
    empty = Filter()
    kept = set(range(len(ROWS)))
    for field in Filter._fields:
        part = empty._replace(**{field: getattr(wanted, field)})
        kept &= {n for n, row in enumerate(ROWS) if part.accepts(row)}
    assert [ROWS.index(row) for row in select(ROWS, wanted)] == sorted(kept)


def test_words_are_found_whatever_their_width_and_blanks() -> None:
    found = [row.item.id for row in select(ROWS, Filter(search="细则(试行) 》"))]
    assert found == ["1.1.1"]
    assert select(ROWS, Filter(search="细则（试行）》")) == select(
        ROWS, Filter(search="细则(试行)》")
    )


def test_a_section_does_not_take_in_its_namesakes() -> None:
    row = ROWS[0]
    eleven = row._replace(item=row.item._replace(id="11.1"))
    assert select([row, eleven], Filter(sections=("1",))) == [row]
    exact = row._replace(item=row.item._replace(id="3.3"))
    assert select([exact], Filter(sections=("3.3",))) == [exact]

"""The importer against the corpus: what it finds, what it reads of it, and that nothing is lost."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from corpus_cases import THIS_YEAR, cases

from gongkai_cli.domain import schema
from gongkai_cli.domain.expand import Placed, expand, placed_items
from gongkai_cli.domain.source import compare
from gongkai_cli.drafting.importing import Imported, import_plan, one_line
from gongkai_cli.drafting.reading.read import read
from gongkai_cli.drafting.structure.roster import NOBODY
from gongkai_cli.storage.plan_file import load, load_bytes

if TYPE_CHECKING:
    from corpus_cases import Case, Item

    from gongkai_cli.domain.schema import PlanFile

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "plan2019.yaml"
SHAPES = ("plan2019_typed", "plan2019_numbered", "plan2019_table")
CASES = {case.name: case for case in cases()}


class Score(NamedTuple):
    """How many items of a document were found, and read exactly."""

    items: int
    found: int
    duties: int
    dates: int
    more: int


@cache
def imported(name: str) -> Imported:
    case = CASES[name]
    return import_plan(case.raw, case.file, THIS_YEAR)


def plan_of(made: Imported) -> PlanFile:
    assert made.errors == ()
    file = load_bytes(Path("plan.yaml"), made.text.encode()).file
    assert file is not None
    return file


def bare(text: str | None) -> str:
    return "".join((text or "").split())


def score(name: str) -> Score:
    case, file = CASES[name], plan_of(imported(name))
    by_text: dict[str, list[Placed]] = {}
    for placed in placed_items(file):
        by_text.setdefault(bare(placed.form.text), []).append(placed)
    pairs = [
        (item, by_text[bare(item.text)].pop(0))
        for item in case.items
        if by_text.get(bare(item.text))
    ]
    return Score(
        len(case.items),
        len(pairs),
        sum(same_duties(case, file, item, placed) for item, placed in pairs),
        sum(item.due == p.form.due and item.ongoing == p.form.ongoing for item, p in pairs),
        sum(map(len, by_text.values())),
    )


def same_duties(case: Case, file: PlanFile, item: Item, placed: Placed) -> bool:
    known = {name: u.name for u in file.units for name in (u.name, *u.aliases)}
    known |= {name: g.name for g in file.groups for name in (g.name, *g.aliases)}

    def whole(names: tuple[str, ...]) -> list[str]:
        full = (known.get(name, name) for name in names if name != NOBODY)
        return sorted(case.aliases.get(name, name) for name in full)

    owner = placed.owner
    told = (owner.lead, owner.support, owner.responsible)
    return [*map(whole, told)] == [*map(whole, (item.lead, item.support, item.responsible))]


# -- the shipped plan ------------------------------------------------------------------------------


def test_the_shipped_plan_comes_out_of_its_source_text() -> None:
    source = SHIPPED.with_name("plan2019-source.txt")
    made = import_plan(source.read_bytes(), source.name, THIS_YEAR)
    shipped, drafted = (load(SHIPPED).valid, plan_of(made))
    for one, two in zip(placed_items(shipped), placed_items(drafted), strict=True):
        assert one.form.id == two.form.id
        assert bare(one.form.text) == bare(two.form.text)
        assert bare(one.form.assigned) == bare(two.form.assigned)
        for role in ("lead", "support", "responsible"):
            assert getattr(one.owner, role) == getattr(two.owner, role)
    for key in (
        "title",
        "year",
        "issuer",
        "number",
        "issued",
        "due",
        "report_to",
        "basis",
        "copied_to",
        "disclosure",
    ):
        assert getattr(shipped.document, key) == getattr(drafted.document, key), key
    assert made.coverage is not None
    assert (made.coverage.missing, made.coverage.extra) == ((), ())


@pytest.mark.parametrize("name", SHAPES)
def test_the_shipped_plan_comes_out_of_word_files_of_three_shapes(name: str) -> None:
    shipped = expand(load(SHIPPED).valid)
    drafted = expand(plan_of(imported(name)))
    assert [bare(i.text) for i in drafted.items] == [bare(i.text) for i in shipped.items]
    for one, two in zip(shipped.items, drafted.items, strict=True):
        assert (one.lead, one.support, one.responsible) == (two.lead, two.support, two.responsible)
    if name != "plan2019_table":
        assert [i.id for i in drafted.items] == [i.id for i in shipped.items]


# -- the corpus ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_item_is_found_and_no_other(name: str) -> None:
    found = score(name)
    assert (found.found, found.more) == (found.items, 0)


@pytest.mark.parametrize("name", CASES)
def test_who_answers_and_until_when_is_read(name: str) -> None:
    found = score(name)
    assert (found.duties, found.dates) == (found.items, found.items)


@pytest.mark.parametrize("name", CASES)
def test_not_a_character_is_lost_in_silence(name: str) -> None:
    made = imported(name)
    assert made.coverage is not None
    told = "".join(bare(doubt.text) for doubt in made.doubts)
    for run in made.coverage.missing:
        assert bare(run.text) in told or "页码" in told


@pytest.mark.parametrize("name", CASES)
def test_the_draft_is_a_plan_that_check_accepts(name: str) -> None:
    made = imported(name)
    assert made.errors == ()
    assert all(
        f"# 待核：{doubt.text}" in made.text for doubt in made.doubts if doubt.about[0].isdigit()
    )


@pytest.mark.parametrize("name", CASES)
def test_what_is_doubtful_is_doubted(name: str) -> None:
    made = imported(name)
    marked = [line for line in made.text.splitlines() if "# 待核" in line]
    told = "".join([*(doubt.text for doubt in made.doubts), *marked])
    for words in CASES[name].doubts:
        assert bare(words) in bare(told), words


@pytest.mark.parametrize("name", CASES)
def test_the_documents_facts_are_read(name: str) -> None:
    said, read_ = CASES[name].document, plan_of(imported(name)).document
    for key in ("title", "number", "issuer"):
        if getattr(said, key):
            told = unicodedata.normalize("NFKC", bare(getattr(read_, key)))
            assert told == unicodedata.normalize("NFKC", bare(getattr(said, key))), key
    assert read_.year == said.year
    assert said.issued is None or read_.issued == said.issued
    assert said.due is None or read_.due == said.due


def test_the_draft_accounts_for_its_source_as_check_does() -> None:
    case = CASES["bureau"]
    file = plan_of(imported("bureau"))
    text = "\n".join(one_line(words) for words, _ in read(case.raw, case.file).words)
    found = compare(schema.verbatim(file), text)
    assert (found.missing, found.extra) == ((), ())


def test_an_existing_plans_units_are_the_dictionary() -> None:
    raw = "某局2020年政务公开工作要点\n一、任务\n1.发布政策。（管理、质安负责）\n".encode()
    known = load(SHIPPED).valid
    names = [unit.name for unit in plan_of(import_plan(raw, "方案.txt", THIS_YEAR, known)).units]
    assert names == ["管理科", "质安科"]


def test_the_readme_tells_the_figures() -> None:
    scores = [score(name) for name in CASES]
    items, found, duties, dates = (sum(s[n] for s in scores) for n in range(4))
    assert found == duties == dates == items
    readme = (SHIPPED.parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"{len(CASES)} 份测试文件" in readme
    assert f"有 {items} 个事项，找到 {found} 个" in readme


@pytest.mark.parametrize("name", CASES)
def test_a_draft_holds_no_words_that_its_document_does_not(name: str) -> None:
    made = imported(name)
    assert made.coverage is not None
    assert made.moved or made.coverage.extra == ()

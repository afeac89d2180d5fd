"""The corpus itself: its expectations stand in its documents, its files open, nothing is left untried."""

from __future__ import annotations

import calendar
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import docx
import pytest
from corpus.builders import BUILDERS
from corpus_cases import CORPUS, Case, case, cases
from words import W, part

if TYPE_CHECKING:
    from collections.abc import Iterator

STRUCTURES = {
    "who": "ministry province city bureau district county street zone university hospital",
    "years": "y2018 y2019 y2020 y2021 y2022 y2023 y2024 y2025 y2026",
    "kinds": "kind-plan kind-breakdown kind-list kind-register kind-law kind-environment "
    "kind-measures kind-supervision kind-inspection kind-report",
    "files": "txt md pasted-table web-page gb18030 utf16 docx typed-numbers auto-numbering "
    "heading-styles tracked-changes hyperlink content-control footnote line-break-in-paragraph shipped long",
    "numbers": "num-chinese num-arabic-restarts num-arabic-runs num-section-runs num-circled "
    "num-comma num-fullwidth-dot num-chapter-article num-items-outermost third-level "
    "no-third-level level-missing",
    "where responsibilities stand": "bracket-end bracket-own-line bracket-heading bracket-below-title "
    "bracket-none label-line label-other label-in-bracket two-labels no-duty",
    "brackets": "bracket-square bracket-tortoise bracket-lenticular bracket-nested "
    "bracket-mismatched alias-in-bracket",
    "brackets that assign nothing": "trial-no-duty including-no-duty no-duty-bracket",
    "tables": "table several-tables table-merged table-two-roles table-span-row table-deadline "
    "table-remarks table-continued table-title-row table-after-prose cell-lines",
    "rules": "rule-first-leads rule-responsible-leads rule-for-all rule-unnamed",
    "roles": "role-host role-joint role-divided role-each-leads role-three role-assist "
    "role-co-run role-supervise",
    "names": "elided-prefix elision-trap shared-suffix short-names comma-peers name-with-and "
    "group closed-group open-group",
    "deadlines": "due-date due-month-end due-year-end due-quarter due-recurring due-ongoing "
    "due-whole-year due-in-sentence due-line due-ambiguous bracket-deadline "
    "whole-year-no-deadline plan-due no-plan-due two-stages",
    "around and within": "letter annex basis issued-chinese issued-in-bracket title-two-lines "
    "lead-sentence item-of-two-paragraphs page-break blanks-in-dates half-full-mixed typing-error",
}
"""What plans are made of: the tags of which each must be somewhere in the corpus."""
GROUP = re.compile("各|有关|相关|处室$")
"""What every group's name holds."""
PAGE_NUMBER = re.compile(r"(?m)^\s*—\s*\d+\s*—\s*$")
NUMBER = re.compile(
    r"第.{1,3}?[章条]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、?|\d+[.．、]?|[①-⑳]"
)
"""A heading's or an item's own number.  Full-width digits are digits too."""
DAY = re.compile(r"(?:(\d+)月)(?:(\d+)日|底)")

every_case = pytest.mark.parametrize("one", cases(), ids=lambda one: one.name)


def bare(text: str) -> str:
    """The signs of a text without white space."""
    return re.sub(r"\s", "", text)


def even(text: str) -> str:
    """A text with all its signs in one width."""
    return unicodedata.normalize("NFKC", text)


def told(one: Case) -> str:
    """Read what a document's body says, by means of the test's own."""
    if one.file.endswith(".docx"):
        body = part(one.raw, "word/document.xml")
        return bare("".join(t.text or "" for t in body.iter(f"{W}t")))
    if one.file.endswith(".md"):
        return bare(re.sub(r"\*\*|<br>", "", one.raw.decode()))
    encoding = "gb18030" if "gb18030" in one.tags else "utf-16" if "utf16" in one.tags else "utf-8"
    return bare(PAGE_NUMBER.sub("", one.raw.decode(encoding)))


def quoted(one: Case) -> Iterator[str]:
    """Everything in a case that must be the document's own words."""
    facts = one.document
    yield from filter(None, (facts.title, facts.number, facts.issuer, facts.due_text))
    yield from filter(None, (facts.report_to, facts.disclosure))
    yield from facts.copied_to
    for basis in facts.basis:
        yield from filter(None, basis)
    for item in one.items:
        yield from filter(None, (item.title, item.assigned, item.due_text))
    yield from one.doubts
    yield from (alias for alias in one.aliases if len(alias) > 1)


@every_case
def test_expected_words_stand_in_the_document(one: Case) -> None:
    words = told(one)
    assert not [text for text in quoted(one) if bare(text) not in words]


@every_case
def test_requirements_stand_in_the_document_in_this_order(one: Case) -> None:
    words, at = told(one), 0
    for item in one.items:
        assert bare(item.text) in words[at:], item.number
        at = words.index(bare(item.text), at) + len(bare(item.text))
    assert one.items


@every_case
def test_items_have_numbers_of_their_own(one: Case) -> None:
    assert len({item.number for item in one.items}) == len(one.items)
    for item in one.items:
        assert "".join(NUMBER.findall(item.number)) == item.number


@pytest.mark.parametrize(
    "one", [c for c in cases() if "auto-numbering" not in c.tags], ids=lambda one: one.name
)
def test_typed_numbers_stand_before_their_item_from_the_outermost(one: Case) -> None:
    words, end = even(told(one)), 0
    for item in one.items:
        end = words.index(even(bare(item.text)), end)
        at = end
        for number in reversed(NUMBER.findall(item.number)):
            at = words.rfind(even(number), 0, at)
            assert at >= 0, item.number
        end += 1


@every_case
def test_whoever_has_a_role_is_a_unit_or_a_group(one: Case) -> None:
    named = {name for item in one.items for name in item.names}
    assert {name for name in named if not GROUP.search(name)} == set(one.units)
    assert set(one.aliases.values()) <= set(one.units)
    assert not set(one.aliases) & named


@every_case
def test_nobody_has_two_roles_in_an_item(one: Case) -> None:
    assert not [item.number for item in one.items if len(set(item.names)) < len(item.names)]


@every_case
def test_only_what_lacks_a_responsibility_is_without_one(one: Case) -> None:
    idle = [item for item in one.items if not item.names]
    assert len(idle) == ("no-duty" in one.tags)


@every_case
def test_days_are_what_their_words_say(one: Case) -> None:
    facts = one.document
    for due, text, number in [
        (facts.due, facts.due_text, "document"),
        *((item.due, item.due_text, item.number) for item in one.items),
    ]:
        assert text or not due, number
        if due and (days := DAY.findall(bare(even(text or "")))):
            month, day = days[-1]
            last = calendar.monthrange(due.year, due.month)[1]
            assert (due.month, due.day) == (int(month), int(day) if day else last), number
            printed = re.match(r"\d{4}(?=年)", bare(even(text or "")))
            assert due.year == (int(printed[0]) if printed else facts.year), number


@every_case
def test_what_goes_on_says_so_and_what_does_not_is_no_deadline(one: Case) -> None:
    for item in one.items:
        goes_on = item.due_text in {"持续推进", "长期坚持", "长期", "全年"}
        assert item.ongoing == goes_on, item.number


@pytest.mark.parametrize(
    "one", [c for c in cases() if c.file.endswith(".docx")], ids=lambda one: one.name
)
def test_word_files_open_in_another_reader(one: Case) -> None:
    document = docx.Document(io.BytesIO(one.raw))
    texts = [p.text for p in document.paragraphs]
    texts += [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert any(texts)
    assert bool(document.tables) == ("table" in one.tags)


def test_encodings_are_what_they_are_called() -> None:
    with pytest.raises(UnicodeDecodeError):
        case("county").raw.decode("utf-8")
    assert case("street").raw[:2] in {b"\xff\xfe", b"\xfe\xff"}


def test_the_corpus_is_as_varied_as_plans_are() -> None:
    kinds = Counter(one.file.rpartition(".")[2] for one in cases())
    assert kinds["txt"] >= 6
    assert kinds["docx"] >= 8
    known = {tag for tags in STRUCTURES.values() for tag in tags.split()}
    used = {tag for one in cases() for tag in one.tags}
    assert used == known


def test_every_document_has_its_expectations() -> None:
    files = {one.file for one in cases()}
    assert {path.name for path in CORPUS.glob("*.txt")} <= files
    assert len(files) == len(cases())
    told_of = {path.read_text("utf-8") for path in CORPUS.glob("*.expected.yaml")}
    assert all(any(f"builder: {name}\n" in text for text in told_of) for name in BUILDERS)


def test_the_long_plan_is_long_and_always_the_same() -> None:
    one = case("long_plan")
    assert len(one.items) == 600
    assert len(told(one)) > 60_000
    assert BUILDERS["long_plan"]() == one.raw


def test_the_shipped_plan_has_its_items_in_every_shape() -> None:
    shapes = [one for one in cases() if "shipped" in one.tags]
    assert [len(one.items) for one in shapes] == [28, 28, 28]
    assert len({tuple((i.text, i.assigned, i.names) for i in one.items) for one in shapes}) == 1

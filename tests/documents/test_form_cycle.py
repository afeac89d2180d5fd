"""Out and back: for any plan, any words before and any answers, collecting gives just those answers."""

from __future__ import annotations

import io
import json
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from forms import ASKED, HEADER, columns
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai_cli.documents import cells, collection, form_writer
from gongkai_cli.documents.form_files import Source
from gongkai_cli.domain.answers import Answer, answer_of, evidence_text, fit, tidy
from gongkai_cli.domain.progress import Evidence
from gongkai_cli.domain.terms import Outcome, State
from gongkai_cli.storage.locate import beside
from gongkai_cli.storage.registry import Registry, Saying

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2019, 11, 20)
NOW = datetime(2019, 11, 20, 9, tzinfo=UTC)
UNITS = ("办公室", "城乡科", "计划与财务科")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SAID = WORDS.filter(lambda text: bool(text.strip()))
TYPED = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        exclude_characters="\ufffe\uffff",
        include_characters="\n\t",
    ),
    max_size=60,
) | st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "'", "_x000D_", "_x005F_", "0123", "1e5", "a\n\nb", "<b>&amp;"]
)
PROOFS = st.lists(
    st.sampled_from(
        ["汕建办字〔2019〕30号", "https://a.gov.cn/1", "公示 https://a.gov.cn/2", "=x"]
    ),
    unique=True,
)


class Filled(NamedTuple):
    """What a unit types into a row."""

    state: State
    note: str
    evidence: list[str]
    by: str
    day: date | None


FILLED = st.builds(
    Filled,
    st.sampled_from(State),
    TYPED,
    PROOFS,
    TYPED,
    st.none() | st.dates(date(2019, 1, 1), TODAY),
)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a plan as its file holds it."""
    items = draw(st.integers(1, 4))
    return {
        "format": "1",
        "document": {"title": "方案", "year": "2019", "issuer": "某局", "due": "2019-12-25"},
        "units": [{"name": name, "kind": "科室"} for name in UNITS],
        "sections": [
            {
                "number": "一、",
                "heading": draw(SAID),
                "items": [
                    {
                        "id": f"1.{n + 1}",
                        "number": f"{n + 1}.",
                        "text": draw(SAID),
                        "lead": [draw(st.sampled_from(UNITS[::2]))],
                        "support": ["城乡科"],
                    }
                    for n in range(items)
                ],
            }
        ],
    }


def registry_of(folder: Path, plan: dict[str, Any]) -> Registry:
    text = json.dumps(plan, ensure_ascii=False)
    # YAML takes other signs than JSON as they are.
    safe = (s if s.isprintable() or s > "\uffff" else f"\\u{ord(s):04x}" for s in text)
    (folder / "plan2019.yaml").write_text("".join(safe), "utf-8")
    return Registry(beside(folder / "plan2019.yaml"), TODAY)


def say_before(registry: Registry, draw: st.DataObject, unit: str) -> None:
    """Let some words be there already, whatever they hold."""
    for duty in registry.duties(unit):
        if draw.draw(st.booleans()):
            proofs = tuple(Evidence(title, sha256="0" * 64) for title in draw.draw(st.lists(SAID)))
            state, day = draw.draw(st.sampled_from(State)), TODAY - timedelta(days=9)
            saying = Saying(state, day, NOW, draw.draw(WORDS), proofs, draw.draw(WORDS))
            registry.record([(duty.item.id, unit)], saying)


def form_of(registry: Registry, unit: str) -> bytes:
    made = form_writer.Made(registry.plan, unit, registry.duties(unit), NOW, TODAY)
    return form_writer.write(made)


def typed_in(form: bytes, answers: Mapping[str, Filled]) -> bytes:
    """Fill a form in, with the escapes that a person's program writes."""
    book = load_workbook(io.BytesIO(form))
    sheet: Any = book.worksheets[0]
    known = columns(sheet)
    for row in range(HEADER + 1, sheet.max_row + 1):
        answer = answers.get(sheet.cell(row, 1).value)
        if answer:
            texts = (answer.state.word, answer.note, "\n".join(answer.evidence), answer.by)
            for heading, text in zip(ASKED, texts, strict=False):
                cell = sheet.cell(row, known[heading])
                cell.value = None
                if text:
                    cells.put(cell, text)
            sheet.cell(row, known["填报日期"]).value = answer.day
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def collect(registry: Registry, form: bytes) -> list[collection.Received]:
    return collection.read([Source("a.xlsx", "a.xlsx", lambda: form)], registry)


def current(registry: Registry, unit: str) -> dict[str, Answer]:
    return {
        duty.item.id: answer_of(duty.heads[0]) for duty in registry.duties(unit) if duty.entries
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from(UNITS[:2]), st.data())
def test_out_filled_in_and_back_gives_just_those_answers_and_twice_gives_nothing_new(
    plan: dict[str, Any], unit: str, draw: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        registry = registry_of(Path(name), plan)
        say_before(registry, draw, unit)
        registry = Registry(registry.location, TODAY)
        before = current(registry, unit)
        form = form_of(registry, unit)
        untouched = collect(registry, form)
        assert not collection.records(untouched, registry, NOW)
        ids = [duty.item.id for duty in registry.duties(unit)]
        chosen = draw.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        answers = {item: draw.draw(FILLED) for item in chosen}
        received = collect(registry, typed_in(form, answers))
        assert not [row for one in received for row in (*one.findings, *_invalid(one))]
        registry.record_all(collection.records(received, registry, NOW))
        told = current(Registry(registry.location, TODAY), unit)
        assert told.keys() == before.keys() | answers.keys()
        for item, answer in told.items():
            if item in answers:
                holds(answer, answers[item], before.get(item), unit)
            else:
                assert answer == before[item]
        again = collect(Registry(registry.location, TODAY), typed_in(form, answers))
        assert not collection.records(again, registry, NOW, prefer_form=True)


def _invalid(one: collection.Received) -> list[Any]:
    return [row for row in one.judged if row.outcome is Outcome.INVALID]


def holds(answer: Answer, filled: Filled, before: Answer | None, unit: str) -> None:
    """What is recorded is what was typed; what was not given is as it was, or the usual."""
    assert answer.state is filled.state
    assert fit(answer.note) == fit(tidy(filled.note))
    assert evidence_text(answer.evidence).split("\n") == (filled.evidence or [""])
    signed = " ".join(filled.by.split())
    usual = [unit] if before is None else [unit, " ".join(fit(before.by).split())]
    assert " ".join(fit(answer.by).split()) in ([signed] if signed else usual)
    days = [filled.day] if filled.day else [TODAY, before.day if before else TODAY]
    assert answer.day in days

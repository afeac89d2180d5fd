"""The JSON contract: every answer carries ``schema_version`` and ``kind``.

A field that is renamed or changes its type needs a new version; new fields do not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .findings import finding_json
from .text import ESCAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ..domain.clock import Clock
    from ..domain.dossier import Work
    from ..domain.findings import Finding
    from ..domain.plan import Item, Plan, Unit
    from ..domain.progress import Entry, Evidence, Standing
    from ..domain.reminders import Reminder
    from ..domain.source import Coverage
    from ..domain.summary import Owed, Report, Totals, UnitLine
    from ..storage.registry import Change

SCHEMA_VERSION = 1


def document(kind: str, plan: Plan, as_of: date, **parts: Any) -> str:
    """Write an answer about a plan."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "plan": {"title": plan.title, "year": plan.year, "due": str(plan.due)},
        "as_of": str(as_of),
    }
    return dumps({**head, **parts})


def dumps(value: Any) -> str:
    """Write JSON as people can read it too, ending with a line break; control signs are escaped."""
    return json.dumps(value, ensure_ascii=False, indent=2).translate(ESCAPES) + "\n"


def work(done: Work, clock: Clock) -> dict[str, Any]:
    """Make an item with its assignments."""
    item = done.item
    return {
        **item_facts(item),
        "state": done.state.value,
        "lamp": clock.item_lamp(done.state, item.due).value,
        "assignments": [_standing(part, item, clock) for part in done.standings],
    }


def item_facts(item: Item) -> dict[str, Any]:
    """Make what the document says of an item."""
    return {
        "id": item.id,
        "number": item.number,
        "path": list(item.path),
        "title": item.title,
        "text": item.text,
        "assigned": item.assigned,
        "lead": list(item.lead),
        "support": list(item.support),
        "responsible": list(item.responsible),
        "undecided": list(item.undecided),
        "due": str(item.due),
        "ongoing": item.ongoing,
        "publish_to": list(item.publish_to),
        "remark": item.note or None,
    }


def _standing(part: Standing, item: Item, clock: Clock) -> dict[str, Any]:
    said = part.word.entry if part.word else None
    lamp = clock.unit_lamp(part.role, part.state, item.due, reported=said is not None)
    return {
        "unit": part.unit,
        "role": part.role.value,
        "state": part.state.value,
        "lamp": lamp.value,
        "date": said.day if said else None,
        "note": said.note if said else "",
        "evidence": [evidence(proof) for proof in said.evidence] if said else [],
        "by": said.by if said else None,
        "entry": said.id if said else None,
        "concurrent": bool(part.word and part.word.rivals),
        "reworded": bool(said and said.digest and said.digest != item.digest),
    }


def evidence(proof: Evidence) -> dict[str, str]:
    """Make a piece of evidence; what is not known is left out."""
    return {key: value for key, value in proof._asdict().items() if value}


def entry(line: Entry) -> dict[str, Any]:
    """Make an entry of the ledger."""
    return {
        "id": line.id,
        "kind": line.kind,
        "at": line.at,
        "item": line.item,
        "unit": line.unit,
        "state": line.state.value if line.state else None,
        "date": line.day,
        "note": line.note,
        "evidence": [evidence(proof) for proof in line.evidence],
        "by": line.by,
        "via": line.via,
        "prev": list(line.prev),
        "retracts": line.retracts or None,
    }


def change(made: Change) -> dict[str, Any]:
    """Make what an entry changed."""
    return {
        "entry": made.entry.id,
        "item": made.entry.item,
        "unit": made.entry.unit,
        "before": made.before.value if made.before else None,
        "after": made.after.value if made.after else None,
    }


def unit(facts: Unit, line: UnitLine) -> dict[str, Any]:
    """Make a unit with its figures."""
    return {
        "unit": facts.name,
        "kind": facts.kind,
        "aliases": list(facts.aliases),
        "confirmed": facts.confirmed,
        **_unit_figures(line),
    }


def _unit_figures(line: UnitLine) -> dict[str, Any]:
    return {
        "lead": line.lead,
        "responsible": line.responsible,
        "support": line.support,
        "total": line.total,
        "reported": line.reported,
        "finished": line.finished,
        "late": line.late,
        "reported_rate": round(line.reported_rate, 4),
    }


def report(found: Report, titles: Mapping[str, str]) -> dict[str, Any]:
    """Make the parts of a report."""
    return {
        "unit": found.unit or None,
        "days_left": found.days_left,
        "workdays_left": found.workdays_left,
        "totals": totals(found.totals),
        "by_section": [
            {"section": c.key, "number": c.number, "heading": c.heading, **totals(c.totals)}
            for c in found.chapters
        ],
        "by_unit": [{"unit": line.unit, **_unit_figures(line)} for line in found.units],
        "outstanding": list(outstanding(found.outstanding, titles)),
    }


def totals(found: Totals) -> dict[str, Any]:
    """Make the figures of a whole or a part; rates are from 0 to 1."""
    return {
        "items": found.items,
        "complete": found.complete,
        "completion_rate": round(found.completion_rate, 4),
        "assignments": found.assignments,
        "reported": found.reported,
        "reported_rate": round(found.reported_rate, 4),
        "states": {state.value: count for state, count in found.states.items()},
        "lamps": {lamp.value: count for lamp, count in found.lamps.items()},
    }


def outstanding(owed: Sequence[Owed], titles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """Make what is owed, a line for each unit and item."""
    for part in owed:
        for item in part.items:
            yield {
                "unit": part.unit,
                "item": item,
                "title": titles[item],
                "role": part.role.value,
                "state": part.state.value,
                "owes": part.what,
                "due": str(part.due),
                "lamp": part.lamp.value,
            }


def reminders(parts: Sequence[Reminder], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Make what units are to be reminded of, a line for each unit and item."""
    return [
        {**line, "urgency": part.urgency.code, "days_left": part.days_left}
        for part in parts
        for line in outstanding([part.owed], titles)
    ]


def check(findings: Sequence[Finding], coverage: Coverage | None) -> str:
    """Write the answer of a check."""
    body: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "kind": "check",
        "findings": [finding_json(finding) for finding in findings],
    }
    if coverage:
        body["source"] = {
            "characters": coverage.source_size,
            "held": coverage.source_held,
            "plan_characters": coverage.plan_size,
            "plan_printed": coverage.plan_printed,
        }
    return dumps(body)

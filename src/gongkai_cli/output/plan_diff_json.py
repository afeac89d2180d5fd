"""The difference of two plans for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..domain.word_diff import difference
from .json_form import SCHEMA_VERSION, dumps, item_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..domain.plan import Item, Plan
    from ..domain.plan_carry import Carried, Heir
    from ..domain.plan_diff import Lone, Names, Pair, Part, PlanDiff


def document(
    found: PlanDiff,
    files: tuple[str, str],
    carried: Sequence[Carried] | None,
    as_of: date,
) -> str:
    """Write the answer of a comparison.

    Args:
        found: The difference.
        files: The old and the new file, as they were named.
        carried: What is unfinished, if that was asked for.
        as_of: The day as of which it is unfinished.
    """
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "kind": "plan_diff",
            "as_of": str(as_of),
            "old": _plan(found.old, files[0]),
            "new": _plan(found.new, files[1]),
            "same": found.same,
            "totals": found.totals(),
            "facts": [{"field": f.field, "old": f.old, "new": f.new} for f in found.facts],
            "units": _names(found.units),
            "chapters": _names(found.chapters),
            "added": [_lone(lone) for lone in found.added],
            "dropped": [_lone(lone) for lone in found.dropped],
            "matched": [_pair(pair) for pair in found.pairs],
            "carry": None if carried is None else [_carried(line) for line in carried],
        }
    )


def _plan(plan: Plan, file: str) -> dict[str, Any]:
    return {
        "file": file,
        "title": plan.title,
        "year": plan.year,
        "number": plan.number or None,
        "due": str(plan.due),
    }


def _names(names: Names) -> dict[str, Any]:
    return {
        "added": list(names.added),
        "dropped": list(names.dropped),
        "renamed": [{"old": old, "new": new} for old, new in names.renamed],
    }


def _part(part: Part) -> dict[str, Any]:
    return {"unit": part.unit, "role": part.role.value, "undecided": part.undecided}


def _lone(lone: Lone) -> dict[str, Any]:
    """Make an item that only one plan has; ``part_of`` is an item of the other plan."""
    return {
        **item_facts(lone.item),
        "assignments": [_part(part) for part in lone.parts],
        "part_of": lone.whole.id if lone.whole else None,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    """Make a match; ``words`` lead from the old text to the new one, where they differ."""
    pieces = difference(pair.old.text, pair.new.text) if pair.reworded else ()
    return {
        "old": _side(pair.old),
        "new": _side(pair.new),
        "likeness": round(pair.likeness, 4),
        "changes": list(pair.changes),
        "words": [{"op": piece.op.value, "text": piece.text} for piece in pieces],
        "dropped": [_part(part) for part in pair.dropped],
        "added": [_part(part) for part in pair.added],
        "due_of_plan": pair.due_of_plan,
    }


def _side(item: Item) -> dict[str, Any]:
    facts = item_facts(item)
    return {key: facts[key] for key in ("id", "number", "title", "text", "due", "ongoing")}


def _carried(line: Carried) -> dict[str, Any]:
    item = line.work.item
    return {
        "item": item.id,
        "title": item.title,
        "state": line.work.state.value,
        "due": str(item.due),
        "waiting": [
            {
                "unit": part.unit,
                "role": part.role.value,
                "state": part.state.value,
                "reported": part.word is not None,
            }
            for part in line.waiting
        ],
        "undecided": list(item.undecided),
        "matches": [_heir(heir) for heir in line.heirs],
    }


def _heir(heir: Heir) -> dict[str, Any]:
    """Make an item of the new plan; ``likeness`` is null where it only holds a part."""
    pair = heir.pair
    return {
        "item": heir.item.id,
        "title": heir.item.title,
        "likeness": round(pair.likeness, 4) if pair else None,
        "changes": list(pair.changes) if pair else [],
    }

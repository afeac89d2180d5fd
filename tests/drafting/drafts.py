"""Short documents and what the importer makes of them, for tests of one structure at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus_cases import THIS_YEAR

from gongkai_cli.domain.expand import placed_items
from gongkai_cli.drafting.importing import Imported, import_plan
from gongkai_cli.storage.plan_file import load_bytes

if TYPE_CHECKING:
    from datetime import date

    from gongkai_cli.domain.schema import PlanFile

TITLE = "云山市2021年政务公开工作要点分工\n"


class Row(NamedTuple):
    """An item of a draft: who has a role, whatever role it is, in the order of names."""

    id: str
    text: str
    names: tuple[str, ...]
    due: date | None = None


def imported(text: str, *, title: str = TITLE, moved: bool = False) -> Imported:
    """Import a text below a title; the draft must hold every word of it, where it stood unless ``moved``."""
    made = import_plan((title + text).encode(), "方案.txt", THIS_YEAR)
    assert made.errors == ()
    assert made.coverage is not None
    assert moved or made.coverage.missing == ()
    assert not [doubt for doubt in made.doubts if doubt.about == "未放进草稿"]
    return made


def plan_of(made: Imported) -> PlanFile:
    """The draft as a plan."""
    return load_bytes(Path("plan.yaml"), made.text.encode()).valid


def rows(made: Imported) -> list[Row]:
    """The draft's items."""
    return [
        Row(
            placed.form.id,
            placed.form.text,
            tuple(sorted({*placed.owner.lead, *placed.owner.support, *placed.owner.responsible})),
            placed.form.due,
        )
        for placed in placed_items(plan_of(made))
    ]


def doubts(made: Imported, about: str = "") -> str:
    """What is doubted, of one item or of all, in one text."""
    return "\n".join(d.text for d in made.doubts if not about or d.about.split()[0] == about)

"""The figures by day are those of reports as of these days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from gongkai_cli.domain.history import history
from gongkai_cli.storage.locate import Location
from gongkai_cli.storage.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LATER = "2019-12-31"


def record(gongkai: Run, *args: str) -> None:
    assert gongkai("status", *args, GONGKAI_TODAY=LATER).code == 0


def opened(folder: Path, day: str) -> Registry:
    plan = folder / "plan2019.yaml"
    return Registry(
        Location(plan, plan.with_name("plan2019.progress.yaml")), date.fromisoformat(day)
    )


def test_each_days_figures_are_those_of_a_report_as_of_that_day(small: Path, gongkai: Run) -> None:
    record(gongkai, "set", "1.1", "推进中", "--date", "2019-11-01")
    record(gongkai, "set", "1.2", "已完成", "--unit", "城乡", "--date", "2019-11-05")
    record(gongkai, "set", "1.1", "已完成", "--date", "2019-11-07")
    record(gongkai, "set", "1.2", "受阻", "--unit", "城乡科", "--date", "2019-11-07")
    record(gongkai, "set", "2.1", "不涉及", "--date", "2019-11-09")
    record(gongkai, "undo")
    dossier = opened(small, LATER).dossier(datetime.now(UTC))
    lines = history(dossier.works, dossier.entries)
    assert [(str(line.day), line.entries, line.reported, line.complete) for line in lines] == [
        ("2019-11-01", 1, 1, 0),
        ("2019-11-05", 1, 2, 1),
        ("2019-11-07", 2, 2, 1),
        ("2019-11-09", 1, 3, 1),
        ("2019-12-31", 1, 2, 1),
    ]
    for line in lines:
        found = opened(small, str(line.day)).report().totals
        assert (line.reported, line.complete) == (found.reported, found.complete)


def test_one_units_dossier_has_its_own_words_only(small: Path, gongkai: Run) -> None:
    record(gongkai, "set", "1.2", "推进中", "--unit", "城乡", "--date", "2019-11-05")
    record(gongkai, "set", "1.2", "推进中", "--unit", "办公室", "--date", "2019-11-06")
    dossier = opened(small, LATER).dossier(datetime.now(UTC), "城乡科")
    assert [(w.item.id, [p.unit for p in w.standings]) for w in dossier.works] == [
        ("1.2", ["城乡科"])
    ]
    assert [(e.item, e.unit) for e in dossier.entries] == [("1.2", "城乡科")]

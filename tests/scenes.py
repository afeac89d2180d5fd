"""The shipped plan as it may stand in a year: nothing reported, half of it, all, and very long notes."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_cli.domain.progress import Evidence
from gongkai_cli.domain.terms import Role, State
from gongkai_cli.storage.locate import Location
from gongkai_cli.storage.registry import Record, Registry, Saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai_cli.domain.dossier import Dossier

PLAN = Path(__file__).resolve().parents[1] / "data" / "plan2019.yaml"
AS_OF = date(2019, 12, 20)
"""Three working days before the deadline."""
LATE = date(2020, 1, 6)
"""After the deadline."""
AT = datetime.fromisoformat("2019-12-20T09:30:00+08:00")

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7*7 }}',
    '=HYPERLINK("http://example.com","点我")',
    "@SUM(A1)\t+1-1",
    "]]>&amp;<w:p/> _x0041_ \u202e反写 \x1b[31m",
)
"""What must stay text in every document."""

_NOTES = (
    "已在门户网站重点领域栏目公开 12 条，并同步发布政策解读 3 篇。",
    "已制定实施细则，正在征求各科室意见，预计 12 月 15 日前印发。",
    "组织专题培训 1 期，参训 46 人；印发宣传册 500 份。",
    "完成目录清单梳理，发布办事指南 28 份。",
    "舆情监测每周一报，本年度回应群众留言 37 条。",
)


def scene(folder: Path, kind: str) -> Path:
    """Make a folder with the plan and a ledger.

    Args:
        folder: Where; it must not exist.
        kind: ``empty``, ``half``, ``complete`` or ``long``.

    Returns:
        The plan file.
    """
    (folder / "data").mkdir(parents=True)
    plan = Path(shutil.copy(PLAN, folder / "data"))
    made = registry(plan)
    made.record_all([Record(*pair, saying, ()) for pair, saying in _SAID[kind](made)])
    return plan


def registry(plan: Path, today: date = AS_OF) -> Registry:
    """Open a scene's registry as of a day."""
    return Registry(Location(plan, plan.with_name("plan2019.progress.yaml")), today)


def dossier(plan: Path, today: date = AS_OF, unit: str = "") -> Dossier:
    """All that documents show of a scene, as of a day."""
    return registry(plan, today).dossier(AT, unit)


def _parts(made: Registry) -> list[tuple[tuple[str, str], Role]]:
    return [
        ((work.item.id, part.unit), part.role)
        for work in made.works(None)
        for part in work.standings
    ]


def _saying(n: int, state: State, note: str, evidence: tuple[Evidence, ...] = ()) -> Saying:
    day = date(2019, 10, 21) + timedelta(n * 7 % 58)
    at = datetime.combine(day, datetime.min.time(), AT.tzinfo).replace(
        hour=9 + n % 8, minute=n % 60
    )
    return Saying(state, day, at, note, evidence, by=("李四", "王五", "赵六")[n % 3])


def _proof(n: int) -> tuple[Evidence, ...]:
    page = Evidence(f"重点领域信息公开第{n}期", f"https://www.example.gov.cn/zwgk/{n}.html")
    return (page,) if n % 2 else (page, Evidence(f"汕建函〔2019〕{n}号"))


def _nothing(made: Registry) -> Iterator[tuple[tuple[str, str], Saying]]:
    del made
    yield from ()


def _half(made: Registry) -> Iterator[tuple[tuple[str, str], Saying]]:
    """Two units say nothing at all; the others are done, on their way, blocked or not concerned."""
    states = cycle(
        (State.DONE, State.DONE, State.IN_PROGRESS, State.DONE, State.ONGOING, State.NOT_STARTED)
    )
    for n, (pair, role) in enumerate(_parts(made)):
        if pair[1] in {"管理科", "质安科"} or (role is Role.SUPPORT and n % 3 == 0):
            continue
        state = next(states)
        if pair == ("3.2.1", "行政审批科"):
            state = State.BLOCKED
        elif role is Role.SUPPORT and n % 7 == 0:
            state = State.NOT_APPLICABLE
        note = {
            State.BLOCKED: "省级审批系统接口未开放，需市政务服务数据管理局协调。",
            State.NOT_APPLICABLE: "本科室不涉及该项工作。",
            State.NOT_STARTED: "",
        }.get(state, _NOTES[n % len(_NOTES)])
        yield pair, _saying(n, state, note, _proof(n) if state.finished and note else ())


def _complete(made: Registry) -> Iterator[tuple[tuple[str, str], Saying]]:
    for n, (pair, _) in enumerate(_parts(made)):
        yield pair, _saying(n, State.DONE, _NOTES[n % len(_NOTES)], _proof(n))


def _long(made: Registry) -> Iterator[tuple[tuple[str, str], Saying]]:
    for n, (pair, _) in enumerate(_parts(made)):
        note = HOSTILE[n % len(HOSTILE)] + "\n" + "".join(_NOTES) * (50 if n % 40 == 0 else 0)
        proofs = tuple(_proof(k)[0] for k in range(n % 12))
        state = State.BLOCKED if n % 5 == 0 else State.DONE
        yield pair, _saying(n, state, note, (*proofs, Evidence(HOSTILE[0])))


_SAID: dict[str, Callable[[Registry], Iterator[tuple[tuple[str, str], Saying]]]] = {
    "empty": _nothing,
    "half": _half,
    "complete": _complete,
    "long": _long,
}
SCENES = tuple(_SAID)

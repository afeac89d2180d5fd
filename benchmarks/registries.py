"""Registries to measure with: the real plan's 28 items, or any number of synthetic ones.

``python registries.py FOLDER --items 10000`` writes ``data/plan2019.yaml`` and its ledger.  The same
arguments always give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gongkai_cli.domain.expand import digest, expand
from gongkai_cli.domain.ledger import to_record
from gongkai_cli.domain.progress import PROGRESS, Entry, Evidence
from gongkai_cli.domain.terms import State
from gongkai_cli.storage.ledger import HEADER
from gongkai_cli.storage.plan_file import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

REAL = 28
REAL_PLAN = Path(__file__).parent.parent / "data" / "plan2019.yaml"
CHAPTERS = 20
SECTION = 25
QUIET, BUSY = "档案科", "城乡科"
QUIET_ITEMS = 28
DUE = "2019-12-25"
_DUES = (DUE, DUE, DUE, "2019-10-31", "2019-11-30", "2019-12-15", "2019-12-20")
_CHINA = timezone(timedelta(hours=8))
_FIRST_DAY = datetime(2019, 10, 14, 8, 30, tzinfo=_CHINA)
_LAST_SECOND = 58 * 24 * 3600
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DEPARTMENTS = (  # noqa: SIM905
    "办公室 党委办 政策法规科 财务科 行政审批科 城乡科 市政科 管理科 质安科 人事科 规划科 房产科 "
    "保障科 村镇科 勘察科 消防科 科技科 信访科 审计科 督查科 宣传科 建管科 园林科 环卫科 燃气科 "
    "供水科 排水科 节能科 档案科 征收科"
).split()
_BUREAUS = (  # noqa: SIM905
    "市公共事业事务中心 市建设工程质量监督站 市建设工程安全监督站 市房产管理中心 市白蚁防治所 "
    "市园林管理处 市环境卫生管理处 市路灯管理所 市城建档案馆 市造价管理站"
).split()
UNITS = (*_DEPARTMENTS, *_BUREAUS)
_GROUPS = {
    "工程管理各科室": ("质安科", "建管科", "勘察科"),
    "公用事业各单位": ("市政科", "市公共事业事务中心", "市路灯管理所", "供水科"),
}
_OPEN, _WITHIN = "各相关科室", "工程管理各科室"
_CHANNEL = "政府门户网站的重点领域栏目"
_CLAUSES = (
    f"并在{_CHANNEL}进行公开",
    "认真落实政策解读工作机制，将政策解读贯穿至政策发布全链条",
    "按照“谁起草谁解读”原则，切实做到政策性文件与解读方案、解读材料同步组织、同步审签、同步部署",
    "对涉及群众切身利益、容易引起社会关注的政策文件，要认真做好舆情风险评估研判",
    "进一步强化舆情回应意识，落实政务舆情回应的主体责任，增强回应的针对性",
    "涉及公共利益和公众权益的重大事项，除依法应当保密的外，要主动向社会公布决策草案、决策依据",
    "通过听证座谈、网络征集、咨询协商、媒体沟通等多种形式，广泛听取意见",
    "围绕2019年政府工作任务，加大系列政策措施的执行和落实情况公开力度",
    "积极开展决策执行效果评估，及时调整完善，并将相关情况向社会公开",
    "严格落实行政执法公示制度，规范行政执法行为，强化行政执法社会监督",
    "集中向社会依法公开行政执法职责、执法依据、执法程序、监督途径和执法结果等信息",
    "着力做好工程建设项目审批制度改革、压缩企业开办时间、优化企业注销办理流程等方面的信息公开",
    "做好住房保障、市政设施、生态环境、危房改造、垃圾处理等领域的信息公开工作",
    "采用图片图表、音频视频等群众喜闻乐见的展现形式，多用客观数据、生动案例，进行多方位解读",
)
_HEADINGS = ("加强重点领域信息公开", "推进重要决策公开", "积极回应社会关切", "深化政务服务公开")
_TITLES = ("政策文件解读", "重大决策预公开", "行政执法公示", "舆情风险研判", "住房保障信息公开")
_NOTES = ("已在门户网站公开。", "正在征求意见，预计下周报审。", "材料已收齐，待局领导审定后发布。")


class Duty(NamedTuple):
    """An item: what the ledger, and the registries of other programs, need of it."""

    id: str
    title: str
    text: str
    units: tuple[str, ...]
    due: str


class Draft(NamedTuple):
    """An item as it is written in a plan file; ``roles`` hold names as the document prints them."""

    duty: Duty
    roles: Mapping[str, tuple[str, ...]]
    decided: tuple[str, ...]
    ongoing: bool


def drafts(count: int) -> Iterator[Draft]:
    """Draw synthetic items, in the document's order."""
    chance = random.Random(count)
    quiet = {n * count // QUIET_ITEMS for n in range(QUIET_ITEMS)}
    below = -(-count // CHAPTERS)
    for n in range(count):
        section, item = divmod(n % below, SECTION)
        path = f"{n // below + 1}.{section + 1}.{item + 1}"
        yield _draft(path, chance, quiet=n in quiet)


def _draft(path: str, chance: random.Random, *, quiet: bool) -> Draft:
    roles, units, decided = _roles(chance)
    if quiet:
        roles, units = {"responsible": (QUIET,)}, (QUIET,)
        decided = ()
    text = _text(chance)
    title = f"{chance.choice(_TITLES)}{path}"
    duty = Duty(path, title, text, units, chance.choice(_DUES))
    return Draft(duty, roles, decided, ongoing=chance.random() < 0.1)


def _text(chance: random.Random) -> str:
    clauses = chance.sample(_CLAUSES, len(_CLAUSES))
    text = clauses.pop()
    while len(text) < 185:
        text += f"；{clauses.pop()}"
    return f"{text}。"


def _roles(
    chance: random.Random,
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]]:
    """Draw an assignment: its names by role, the units they stand for, and what was decided."""
    names = tuple(chance.sample([unit for unit in UNITS if unit != QUIET], chance.randint(1, 5)))
    kind = chance.random()
    if kind < 0.05:
        group = chance.choice(list(_GROUPS))
        return {"responsible": (group,)}, _GROUPS[group], ()
    if kind < 0.1:
        chosen = _GROUPS[_WITHIN][:2] if chance.random() < 0.5 else ()
        lead = next(name for name in UNITS if name not in _GROUPS[_WITHIN] and name != QUIET)
        return {"lead": (lead,), "support": (_OPEN,)}, (lead, *chosen), chosen
    if kind < 0.5 and len(names) > 1:
        return {"lead": names[:1], "support": names[1:]}, names, ()
    return {"responsible": names}, names, ()


def plan_text(count: int) -> Iterator[str]:
    """Write a plan file piece by piece, laid out as people do."""
    yield _head()
    chapter = section = ""
    for draft in drafts(count):
        path = draft.duty.id.split(".")
        if path[0] != chapter:
            chapter, section = path[0], ""
            yield _heading(6, f"（{chinese(int(chapter))}）", int(chapter)) + "        sections:\n"
        if path[1] != section:
            section = path[1]
            yield _heading(10, f'"{section}."', int(section)) + "            items:\n"
        yield _item(draft, path[2])


def _head() -> str:
    units = "".join(f"  - name: {name}\n    kind: 科室\n\n" for name in _DEPARTMENTS)
    units += "".join(f"  - name: {name}\n    kind: 局属单位\n\n" for name in _BUREAUS)
    groups = "".join(
        f"  - name: {name}\n    members: [{', '.join(members)}]\n    complete: true\n\n"
        for name, members in _GROUPS.items()
    )
    return (
        "# yaml-language-server: $schema=plan.schema.json\nformat: 1\n\ndocument:\n"
        "  title: 某市某局2019年政务公开工作要点分工实施方案\n  year: 2019\n  issuer: 某市某局\n"
        f"  issued: 2019-10-13\n  due: {DUE}\n  due_text: 12月25日前\n  report_to: 办公室\n\n"
        f"units:\n{units}groups:\n{groups}"
        f"  - name: {_OPEN}\n    open: true\n    within: {_WITHIN}\n\n"
        "sections:\n  - number: 二、\n    heading: 主要内容及任务分解\n    sections:\n"
    )


def _heading(indent: int, number: str, n: int) -> str:
    space = " " * indent
    return f"{space}- number: {number}\n{space}  heading: {_HEADINGS[n % len(_HEADINGS)]}\n"


def _item(draft: Draft, number: str) -> str:
    duty = draft.duty
    lines = [
        f'- id: "{duty.id}"',
        f"  number: （{number}）",
        f"  title: {duty.title}",
        f"  text: {duty.text}",
        f"  assigned: {_bracket(draft.roles)}",
        *(f"  {role}: [{', '.join(names)}]" for role, names in draft.roles.items()),
        *_extras(draft),
    ]
    return "".join(f"              {line}\n" for line in lines) + "\n"


def _extras(draft: Draft) -> Iterator[str]:
    if draft.decided:
        yield f"  decided: {{{_OPEN}: [{', '.join(draft.decided)}]}}"
    if draft.duty.due != DUE:
        yield f"  due: {draft.duty.due}"
    if draft.ongoing:
        yield "  ongoing: true"
    if _CHANNEL in draft.duty.text:
        yield f"  publish_to: [{_CHANNEL}]"


def _bracket(roles: Mapping[str, tuple[str, ...]]) -> str:
    words = {"lead": "牵头", "support": "配合", "responsible": ""}
    return "，".join("、".join(names) + words[role] for role, names in roles.items())


def chinese(number: int) -> str:
    """Write a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones]}".replace(
        " ", ""
    )


def entries(duties: Iterable[Duty], most: int) -> list[Entry]:
    """Draw 0 to ``most`` entries for each item, oldest first; each has seen the one before it."""
    chance = random.Random(most)
    made: list[Entry] = []
    for duty in duties:
        known: dict[str, str] = {}
        times = chance.randint(0, most) if duty.units else 0
        for second in sorted(chance.sample(range(_LAST_SECOND), times)):
            unit = chance.choice(duty.units)
            made.append(_entry(duty, unit, second, known.get(unit), chance))
            known[unit] = made[-1].id
    return sorted(made, key=lambda entry: entry.order)


def _entry(duty: Duty, unit: str, second: int, seen: str | None, chance: random.Random) -> Entry:
    at = _FIRST_DAY + timedelta(seconds=second)
    url = f"https://www.example.gov.cn/zwgk/{second}.html"
    return Entry(
        id=_ulid(at, chance),
        at=at.isoformat(timespec="milliseconds"),
        item=duty.id,
        unit=unit,
        kind=PROGRESS,
        state=chance.choice(list(State)),
        day=at.date().isoformat(),
        note=chance.choice(_NOTES),
        evidence=(Evidence(url, url),) if chance.random() < 0.3 else (),
        by="张三",
        via="cli",
        prev=(seen,) if seen else (),
        digest=digest(duty.text),
    )


def _ulid(at: datetime, chance: random.Random) -> str:
    number = int(at.timestamp() * 1000) << 80 | chance.getrandbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def ledger_text(made: Iterable[Entry]) -> Iterator[str]:
    """Write a ledger line by line, as the program does."""
    yield HEADER
    for entry in made:
        yield f"- {json.dumps(to_record(entry), ensure_ascii=False)}\n"


def real_duties() -> list[Duty]:
    """The items of the real plan."""
    made = expand(load(REAL_PLAN).valid)
    units: dict[str, list[str]] = {item.id: [] for item in made.items}
    for part in made.assignments:
        units[part.item].append(part.unit)
    return [Duty(i.id, i.title, i.text, tuple(units[i.id]), str(i.due)) for i in made.items]


def duties(count: int) -> list[Duty]:
    """The items of a registry: the real plan's, or synthetic ones."""
    return real_duties() if count == REAL else [draft.duty for draft in drafts(count)]


def write(folder: Path, count: int, most: int = 3) -> None:
    """Write ``data/plan2019.yaml`` and its ledger into a folder.

    Args:
        folder: Where; it is made if need be.
        count: How many items; 28 are those of the real plan.
        most: How many entries an item has at most; half as many on average.
    """
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    plan = data / "plan2019.yaml"
    if count == REAL:
        shutil.copyfile(REAL_PLAN, plan)
    else:
        plan.write_text("".join(plan_text(count)), encoding="utf-8")
    lines = ledger_text(entries(duties(count), most))
    (data / "plan2019.progress.yaml").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=3, help="entries per item, at most")
    options = parser.parse_args()
    write(options.folder, options.items, options.most)


if __name__ == "__main__":
    main()

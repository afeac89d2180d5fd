"""What a 落实情况报告 says, without its looks: headings and paragraphs from what units reported.

Nothing is put into the office's mouth: a figure comes from the summary, a sentence on what was done from
a unit's note.  Where nobody said anything the text says so, marked for the office to find.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..domain.matter import matter
from ..domain.terms import Lamp, State
from ..output.text import chinese_date, chinese_number, percent
from .accounts import accounts, blocked, lamp, silent, state_word, unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.dossier import Dossier, Work
    from ..domain.summary import Report, Totals
    from .accounts import Account


class Heading(NamedTuple):
    """A heading; ``level`` counts from 1."""

    level: int
    text: str


class Words(NamedTuple):
    """A paragraph; ``missing`` at its end is for the office to fill in."""

    text: str
    missing: str = ""


Block = Heading | Words


def title_words(report: Report) -> list[str]:
    """The report's title, in words that no line may break."""
    who = report.unit or report.plan.issuer
    return [who, "关于", *matter(report.plan).words, "落实情况", "的报告"]


def annex_title(report: Report) -> str:
    """What the annexed table is called."""
    return "".join([*matter(report.plan).words, "落实情况汇总表"])


def addressee(report: Report) -> str:
    """To whom the report goes; empty where the plan does not say."""
    return report.plan.report_to if report.unit else report.plan.settings.addressee


def opening(report: Report) -> Words:
    """What the report is about and rests on."""
    plan = report.plan
    basis = f"根据{cited(plan.basis[0].title, plan.basis[0].number)}要求，" if plan.basis else ""
    return Words(f"{basis}现将{cited(plan.title, plan.number)}落实情况报告如下：")


def cited(title: str, number: str) -> str:
    """A document's title in its marks, and its number (GB/T 9704-2012, 7.3.3)."""
    return f"《{title}》{f'（{number}）' if number else ''}"


def blocks(dossier: Dossier) -> Iterator[Block]:
    """The report's text, from its first heading to its last paragraph."""
    yield opening(dossier.report)
    yield Heading(1, "一、主要工作开展情况")
    yield figures(dossier.report)
    yield from _done(dossier)
    yield Heading(1, "二、存在问题")
    yield from _problems(dossier)
    yield Heading(1, "三、下一步打算")
    yield from _next(dossier)
    yield Words("特此报告。")


def figures(report: Report) -> Words:
    """The figures, in the words and numbers of the summary."""
    found = report.totals
    whose = f"{report.unit}参与的" if report.unit else "方案确定的"
    counts = "，".join(_counts(found))
    return Words(
        f"截至{chinese_date(report.as_of)}，{whose}{found.items}个事项中，{counts}，"
        f"完成率{percent(found.completion_rate)}。各事项应反馈{found.assignments}项次，"
        f"已反馈{found.reported}项次，反馈率{percent(found.reported_rate)}。{_own(report)}"
    )


def _own(report: Report) -> str:
    """What a unit has finished of its own parts, in its own report."""
    return "".join(f"本单位已办结{line.finished}项。" for line in report.units if report.unit)


def _counts(found: Totals) -> Iterator[str]:
    ongoing = found.states[State.ONGOING]
    more = f"（其中长期坚持{ongoing}个）" if ongoing else ""
    yield f"已完成{found.complete}个{more}"
    for state in (State.IN_PROGRESS, State.BLOCKED, State.NOT_STARTED, State.NOT_APPLICABLE):
        if found.states[state] or state is State.IN_PROGRESS:
            yield f"{state.word}{found.states[state]}个"
    if found.lamps[Lamp.RED]:
        yield f"逾期{found.lamps[Lamp.RED]}个"


# -- what was done ---------------------------------------------------------------------------------


def _done(dossier: Dossier) -> Iterator[Block]:
    unit = dossier.report.unit
    headings = {chapter.key: chapter.heading for chapter in dossier.report.plan.chapters}
    chapters = groupby(dossier.works, key=lambda work: work.item.chapter)
    for n, (key, works) in enumerate(chapters, 1):
        yield Heading(2, f"（{chinese_number(n)}）{headings.get(key, '').rstrip('。')}")
        for k, work in enumerate(works, 1):
            yield Heading(3, f"{k}.{work.item.title}（{state_word(work, unit)}）")
            yield from _told(work, alone=bool(unit))


def _told(work: Work, *, alone: bool) -> Iterator[Words]:
    """What units say that they did, a paragraph for each role, and who has said nothing.

    Args:
        work: The item.
        alone: Whether the report is that of one unit, which need not be named.
    """
    for _, group in groupby(accounts(work), key=lambda account: account.role):
        told = list(group)
        bare = [account for account in told if not account.note and account.state in _TO_TELL]
        missing = f"（{_names(bare, alone=alone)}未写做了什么，待补）" if bare else ""
        yield Words("".join(_sentence(account, alone=alone) for account in told), missing)
    owing = silent(work)
    if owing:
        whole = alone or len(owing) == len(work.standings)
        yield Words("", "（未反馈，待补）" if whole else f"（{'、'.join(owing)}未反馈，待补）")
    for name in work.item.undecided:
        yield Words("", f"（“{name}”未指明是哪些单位，待明确）")


_TO_TELL = {State.IN_PROGRESS, State.DONE, State.ONGOING, State.BLOCKED}
"""The states in which there is something to tell."""


def _names(told: Sequence[Account], *, alone: bool) -> str:
    return "" if alone else "、".join(unit for account in told for unit in account.units)


def _sentence(account: Account, *, alone: bool) -> str:
    if alone:
        return _ended(account.note or account.state.word)
    return _ended(f"{account.head}{'：' if account.note else ''}{account.note}")


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "…")) else f"{text.rstrip('；;，,')}。"


# -- what is wrong ---------------------------------------------------------------------------------


def _problems(dossier: Dossier) -> Iterator[Block]:
    clock, unit = dossier.clock, dossier.report.unit
    late = [work for work in dossier.works if lamp(work, clock, unit) is Lamp.RED]
    stuck = [work for work in dossier.works if blocked(work)]
    owing = dossier.report.totals.assignments - dossier.report.totals.reported
    parts = [
        ("逾期事项", [_late(n, work, dossier) for n, work in enumerate(late, 1)]),
        ("受阻事项", [_stuck(n, work) for n, work in enumerate(stuck, 1)]),
        ("尚未反馈", [_owing(dossier, owing)] if owing else []),
    ]
    found = [(heading, lines) for heading, lines in parts if lines]
    for n, (heading, lines) in enumerate(found, 1):
        yield Heading(2, f"（{chinese_number(n)}）{heading}")
        yield from lines
    if not found:
        yield Words("没有逾期、受阻的事项，各单位均已反馈。")


def _late(n: int, work: Work, dossier: Dossier) -> Words:
    over = (dossier.report.as_of - dossier.clock.days(work.item.due).last_day).days
    who = "" if dossier.report.unit else "、".join(unfinished(work))
    verb = f"，{who}尚未办结" if who else ""
    return Words(f"{n}.{work.item.title}：期限{chinese_date(work.item.due)}，已过{over}天{verb}。")


def _stuck(n: int, work: Work) -> Words:
    told = blocked(work)
    said = "；".join(f"{'、'.join(a.units)}：{a.note.rstrip('。')}" for a in told if a.note)
    units = "、".join(unit for a in told if not a.note for unit in a.units)
    missing = f"（{units}未写受阻原因，待补）" if units else ""
    return Words(f"{n}.{work.item.title}：{said}{'。' if said else ''}", missing)


def _owing(dossier: Dossier, owing: int) -> Words:
    units = [
        f"{line.unit}{line.total - line.reported}项"
        for line in dossier.report.units
        if line.total > line.reported
    ]
    return Words(f"应反馈而未反馈{owing}项次：{'、'.join(units)}。")


# -- what comes next -------------------------------------------------------------------------------


def _next(dossier: Dossier) -> Iterator[Block]:
    owing = [work for work in dossier.works if unfinished(work) or silent(work)]
    if owing:
        yield _until(len(owing), dossier)
    for n, work in enumerate(owing, 1):
        yield _step(n, work, dossier)
    unit = dossier.report.unit
    lasting = [w for w in dossier.works if state_word(w, unit) == State.ONGOING.word]
    ongoing = [work.item.title for work in lasting]
    if not owing:
        yield Words("各事项均已办结、反馈。")
    if ongoing:
        yield Words(f"长期坚持{len(ongoing)}个事项：{'、'.join(ongoing)}。")


def _until(number: int, dossier: Dossier) -> Words:
    plan = dossier.report.plan
    if dossier.report.as_of > dossier.clock.days(plan.due).last_day:
        return Words(f"下列{number}个事项尚待办结、反馈：", "（期限已过，新的期限待补）")
    return Words(f"下列{number}个事项在{chinese_date(plan.due)}前办结、反馈：")


def _step(n: int, work: Work, dossier: Dossier) -> Words:
    """Who still has to do what on an item, and until when where that is another day than the plan's."""
    to_finish = unfinished(work)
    to_report = [unit for unit in silent(work) if unit not in to_finish]
    alone = bool(dossier.report.unit)
    what = [
        f"{'' if alone else '、'.join(units)}{verb}"
        for units, verb in ((to_finish, "办结"), (to_report, "反馈"))
        if units
    ]
    item, own = work.item, ""
    if item.due != dossier.report.plan.due:
        own = f"（期限{chinese_date(item.due)}）"
    return Words(f"{n}.{item.title}{own}：{'；'.join(what)}。")

"""What a plan is about, in the words of its title: documents and forms are named after that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .plan import Plan

_YEAR = re.compile(r"\d{4}(?:[-—–至到]+\d{4})?年度?")
_OPENING = re.compile("^(?:关于|印发|贯彻|落实|做好|开展)+")
_BESIDE = re.compile(r"(?:的通知|（[^（）]*）|\([^()]*\))+$|（[^（）]*年[^（）]*）")
_PAPER = re.compile(
    "(?:及|和|的)?(?<!重点)(?<!主要)(?:"
    "(?:任务|责任|职责)*(?:分工|分解)(?:落实|实施|工作)?(?:方案|意见|清单|台账|一览表|表)?"
    "|(?:实施|工作|落实|推进|任务|责任)*(?:方案|意见|清单|台账|一览表))$"
)
"""What a plan is as a paper: 分工方案, 任务分解表, 工作台账."""
_WHAT = re.compile("的?(?:工作要点|(?:重点|主要)?(?:工作任务|任务|工作)|若干措施|行动计划)$")
_SEAM = re.compile("(?<=公开|改革|建设|环境|管理|服务)(?!$)")


class Matter(NamedTuple):
    """What a plan is about.

    Attributes:
        year: 2019年.
        subject: 政务公开工作要点; 工作 where the title does not tell.
    """

    year: str
    subject: str

    @property
    def field(self) -> str:
        """The subject in short: 政务公开."""
        return _WHAT.sub("", self.subject) or self.subject

    @property
    def words(self) -> list[str]:
        """The year and the subject, in words that no line may break."""
        words = (*_SEAM.split(self.field), self.subject.removeprefix(self.field))
        return [self.year, *(word for word in words if word)]


def matter(plan: Plan) -> Matter:
    """Read out of a plan's title what the plan is about."""
    title = _PAPER.sub("", _BESIDE.sub("", plan.title))
    before, year, after = _parted(title)
    if year and _WHAT.sub("", after):
        return Matter(f"{plan.year}年", _OPENING.sub("", after))
    subject = _OPENING.sub("", before.removeprefix(plan.issuer)) + after
    return Matter(f"{plan.year}年", subject or "工作")


def _parted(title: str) -> tuple[str, str, str]:
    """What stands before the year, the year, and what stands behind it."""
    found = _YEAR.search(title)
    return (title[: found.start()], found[0], title[found.end() :]) if found else (title, "", "")


def named(plan: Plan, what: str) -> str:
    """The title of a paper on a plan: 2019年政务公开落实情况反馈表 for ``落实情况反馈表``."""
    about = matter(plan)
    return f"{about.year}{about.field}{what}"

"""What a plan is about, read out of its title: reports, forms and notices are named after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import SMALL_PLAN

from gongkai_cli.domain.expand import expand
from gongkai_cli.domain.matter import matter, named
from gongkai_cli.storage.plan_file import load_bytes

if TYPE_CHECKING:
    from gongkai_cli.domain.plan import Plan

OWN_TITLE = "某局2019年政务公开工作要点分工方案"


def titled(title: str) -> Plan:
    """Make a plan of 某局 for 2019 that has another title."""
    text = SMALL_PLAN.replace(OWN_TITLE, f'"{title}"')
    return expand(load_bytes(Path("plan2019.yaml"), text.encode()).valid).plan


@pytest.mark.parametrize(
    ("title", "subject", "field"),
    [
        (OWN_TITLE, "政务公开工作要点", "政务公开"),
        ("某局政务公开工作要点分工方案（2019年）", "政务公开工作要点", "政务公开"),
        ("贯彻落实2019年政务公开重点工作分工方案", "政务公开重点工作", "政务公开"),
        ("2019年度院务公开工作实施方案", "院务公开", "院务公开"),
        ("松陵县2019年法治政府建设工作要点及责任分工", "法治政府建设工作要点", "法治政府建设"),
        ("某局2019年优化营商环境重点任务分解表", "优化营商环境重点任务", "优化营商环境"),
        (
            "深化“放管服”改革优化营商环境2019年重点任务分工方案",
            "深化“放管服”改革优化营商环境重点任务",
            "深化“放管服”改革优化营商环境",
        ),
        ("繁荣文旅市场的若干措施", "繁荣文旅市场的若干措施", "繁荣文旅市场"),
        ("关于做好2019年民生实事的通知", "民生实事", "民生实事"),
        ("重点工作台账", "重点工作", "重点工作"),
        ("某局2019年分工方案", "工作", "工作"),
    ],
)
def test_title_tells_what_a_plan_is_about(title: str, subject: str, field: str) -> None:
    told = matter(titled(title))
    assert (told.year, told.subject, told.field) == ("2019年", subject, field)
    assert "".join(told.words) == f"2019年{subject}"


def test_papers_are_named_after_the_field() -> None:
    plan = titled("松陵县2019年法治政府建设工作要点")
    assert named(plan, "落实情况填报表") == "2019年法治政府建设落实情况填报表"

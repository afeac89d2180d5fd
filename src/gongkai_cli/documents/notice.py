"""What a 催办通知 says: the basis, the original date, what is open, the new date, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..domain.forms import form_title
from ..domain.matter import matter
from ..output.text import chinese_date, chinese_number
from .narrative import Heading, Words, cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from ..domain.plan import Item, Plan
    from ..domain.reminders import Reminder
    from ..domain.summary import Owed
    from .narrative import Block

_KINDS = {"report": "未反馈", "finish": "已反馈、未办结"}


class Notice(NamedTuple):
    """A notice to one unit.

    ``items`` are those that the reminders name, by id.  ``by`` is the last day on which the unit is now
    asked to report; ``renewed`` tells that it is another than the original one.
    """

    plan: Plan
    unit: str
    parts: tuple[Reminder, ...]
    items: Mapping[str, Item]
    today: date
    by: date
    at: datetime
    renewed: bool = False

    @property
    def signatory(self) -> str:
        """Who sends it: the office to which units report, else the plan's issuer."""
        return self.plan.report_to or self.plan.issuer

    @property
    def open_items(self) -> list[tuple[str, list[tuple[Owed, Item]]]]:
        """What the unit owes: for each kind that there is the items, in the document's order."""
        return [(kind, owed) for what, kind in _KINDS.items() if (owed := self._owing(what))]

    def _owing(self, what: str) -> list[tuple[Owed, Item]]:
        parts = [part.owed for part in self.parts if part.owed.what == what]
        found = {item: part for part in parts for item in part.items}
        return [(found[id_], item) for id_, item in self.items.items() if id_ in found]


def title_words(plan: Plan) -> list[str]:
    """The notice's title, in words that no line may break."""
    return ["关于", "催办", *matter(plan).words, "落实情况", "的通知"]


def opening(notice: Notice) -> str:
    """What the notice rests on, and how the unit stands."""
    plan = notice.plan
    counts = [f"{len(owed)}项{kind}" for kind, owed in notice.open_items]
    own = "（含当日）" if plan.settings.due_inclusive else ""
    return (
        f"按照{cited(plan.title, plan.number)}，有关工作落实情况应于{chinese_date(plan.due)}前"
        f"{own}报{notice.signatory}。"
        f"截至{chinese_date(notice.today)}，{notice.unit}尚有{'、'.join(counts)}。"
    )


def asked(notice: Notice) -> tuple[str, str]:
    """What the unit is to do until when; and what is missing of the contact."""
    plan = notice.plan
    contact = f"联系人：{plan.settings.contact}。" if plan.settings.contact else ""
    others = any(item.due != plan.due for item in notice.items.values())
    but = "，另注期限的按所注期限" if others and not notice.renewed else ""
    what = (
        f"请于{chinese_date(notice.by)}前（含当日{but}）将上述事项的落实情况填入"
        f"《{form_title(plan)}》，报{notice.signatory}。"
        f"逾期仍未反馈的，列为未反馈事项写入落实情况报告。{contact}"
    )
    return what, "" if contact else "（联系人和电话待补）"


def blocks(notice: Notice) -> Iterator[Block]:
    """The notice's text, from its opening to what is asked."""
    yield Words(opening(notice))
    for k, (kind, owed) in enumerate(notice.open_items, 1):
        yield Heading(1, f"{chinese_number(k)}、{kind}的事项")
        for n, (part, item) in enumerate(owed, 1):
            yield Words(f"{n}.{line(part, item, notice.plan)}{item.text}")
    yield Words(*asked(notice))


def line(part: Owed, item: Item, plan: Plan) -> str:
    """Name an item: number as printed, title, role, what was said, and its own date if it has one."""
    said = f"，{part.state.word}" if part.reported else ""
    own = f"，期限{chinese_date(item.due)}" if item.due != plan.due else ""
    return f"{item.number}{item.title}（{part.role.word}{said}{own}）。"


def text(notice: Notice) -> str:
    """Write the notice as a short text to copy into OA or WeChat."""
    body = [f"【催办】{notice.unit}：", opening(notice)]
    for kind, owed in notice.open_items:
        body.append(f"{kind}（{len(owed)}项）：")
        body += [f"{n}. {line(part, item, notice.plan)}" for n, (part, item) in enumerate(owed, 1)]
    return "\n".join([*body, "".join(asked(notice)), signed(notice)]) + "\n"


def signed(notice: Notice) -> str:
    """Who says so, and when."""
    return f"{notice.signatory}　{chinese_date(notice.today)}"

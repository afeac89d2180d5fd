"""Which item a row of a returned form is about, however the sheet was edited."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from .answers import fit
from .expand import digest
from .findings import Finding, error_in, in_workbook
from .forms import ANSWERS, Field
from .names import item_id
from .progress import heads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from .forms import FormRow, Mark
    from .plan import Item
    from .progress import Entry
    from .terms import Role


_ENOUGH = 400
_ALIKE = 0.5
"""The share of two texts from which on one may be a rewording of the other."""


class Duty(NamedTuple):
    """A unit's part in an item, with all that was ever said of it."""

    item: Item
    role: Role
    entries: tuple[Entry, ...] = ()

    @property
    def heads(self) -> list[Entry]:
        """What counts, the deciding entry first."""
        return heads(self.entries)


class Desk(NamedTuple):
    """What the rows of one unit's form are judged by.

    ``first_year`` is the plan's year, for dates that name none; nobody reports a day after ``today``.
    ``words`` leads from the digest of a requirement to its item, where only one has that text.
    """

    file: str
    unit: str
    duties: Mapping[str, Duty]
    marks: Mapping[str, Mark]
    words: Mapping[str, str]
    first_year: int
    today: date


class Identity(NamedTuple):
    """The item that a row is about, none, or what is wrong with it; with what there is to remark."""

    item: str = ""
    remark: str = ""
    finding: Finding | None = None


def wrong(  # noqa: PLR0913
    row: FormRow, field: Field, code: str, message: str, remedy: str, desk: Desk
) -> Finding:
    """Make a finding about a cell."""
    return error_in(in_workbook(desk.file, row.place(field)), code, message, remedy)


def shown_words(item: Item) -> str:
    """The digest of a requirement as a cell can hold it."""
    text = fit(item.text)
    return item.digest if text == item.text else digest(text)


def unique_words(duties: Iterable[Duty]) -> dict[str, str]:
    """Lead from the digest of a requirement to its item, where only one has that text."""
    items: dict[str, list[str]] = {}
    for duty in duties:
        items.setdefault(shown_words(duty.item), []).append(duty.item.id)
    return {words: same[0] for words, same in items.items() if len(same) == 1}


def identify(row: FormRow, desk: Desk) -> Identity:
    """Say which item of the unit a row is about.

    The number names the item, and the requirement's text or the hidden part must bear it out; a row
    that has lost its number is known by the others.  A row with no answer in it may be about none.
    """
    number = row.cell(Field.ID).text
    named = "" if row.cell(Field.ID).day else item_id(number)  # 1.2.1 may have become a date
    by_words = desk.words.get(digest(row.cell(Field.TEXT).text), "")
    if by_words and by_words == named:
        return Identity(named)
    if by_words and (not named or _marked(row, desk) == by_words):
        wrote = f"编号写作“{number}”" if number else "没有编号"
        return Identity(by_words, f"{wrote}，按具体要求认出是 {by_words}。")
    if named in desk.duties and not by_words:
        return _borne_out(row, named, desk)
    if not number and (marked := _marked(row, desk)) and _is_still(row, marked, desk):
        return Identity(marked, f"没有编号，按隐藏信息认出是 {marked}。")
    if not any(row.cell(field).filled for field in ANSWERS):
        return Identity()
    return Identity(finding=_stranger(row, named or number, by_words, desk))


def _is_still(row: FormRow, item: str, desk: Desk) -> bool:
    """Whether a row's text, where it has any, may be the item's: the same, or one made from it."""
    text, now = row.cell(Field.TEXT).text, desk.duties[item].item.text
    if not text or digest(text) == shown_words(desk.duties[item].item):
        return True
    pair = SequenceMatcher(None, text[:_ENOUGH], now[:_ENOUGH], autojunk=False)
    return pair.ratio() >= _ALIKE


def _marked(row: FormRow, desk: Desk) -> str:
    return row.mark.item if row.mark and row.mark.item in desk.duties else ""


def _borne_out(row: FormRow, named: str, desk: Desk) -> Identity:
    item, mark = desk.duties[named].item, desk.marks.get(named)
    if digest(row.cell(Field.TEXT).text) == shown_words(item):
        return Identity(named)
    if mark is None:
        message = f"编号是 {named}，具体要求与方案不一样，不能确定是不是这一项。"
        remedy = "请重新导出该单位的表，把填的内容贴过去。"
        return Identity(finding=wrong(row, Field.TEXT, "form-item", message, remedy, desk))
    if not _is_still(row, named, desk):
        message = f"编号是 {named}，具体要求却不是现在方案里这一项的。"
        remedy = "方案改过编号或要求的，请重新导出该单位的表，把填的内容贴过去。"
        return Identity(finding=wrong(row, Field.TEXT, "form-item", message, remedy, desk))
    if mark.digest != item.digest:
        return Identity(named, "事项文字在导出以后改过，请复核。")
    return Identity(named, "表里的具体要求被改动过，按编号认定。")


def _stranger(row: FormRow, name: str, by_words: str, desk: Desk) -> Finding:
    if by_words:
        message = f"编号是 {name}，具体要求却是 {by_words} 的。"
        remedy = "请改回导出时的编号和要求，或删去这一行。"
    elif name:
        message = f"“{name}”不是分给{desk.unit}的事项。"
        remedy = "请核对编号；多出来的行请删去。"
    else:
        message = "这一行填了内容，却看不出是哪个事项。"
        remedy = "请补上编号，或删去这一行。"
    return wrong(row, Field.ID, "form-item", message, remedy, desk)

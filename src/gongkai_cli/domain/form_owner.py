"""Which plan and which unit a returned form belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .findings import Finding, error_in, in_workbook
from .forms import plan_id
from .names import plain, unit_names

if TYPE_CHECKING:
    from .forms import Form
    from .plan import Plan

_SURE = 3
"""How many signs a name must have to be looked for inside other words."""


class Owner(NamedTuple):
    """Whose form it is, with what there is to remark; or what is wrong with it."""

    unit: str = ""
    remark: str = ""
    finding: Finding | None = None


def owner(form: Form, plan: Plan) -> Owner:
    """Say whose form it is: by its hidden part and its head, which must not disagree.

    The file's name counts only where the form itself names nobody.
    """
    if _is_foreign(form, plan):
        told = f"《{form.plan_title}》" if form.plan_title else "另一份方案"
        message = f"这是{told}的填报表，不是《{plan.title}》的。"
        return _wrong(form, "form-plan", message, "请用 --plan 写明那份方案，或让单位填对的表。")
    names = unit_names(plan)
    hidden, shown = names.get(plain(form.unit)), _in_head(form.unit_label, names)
    if hidden and shown and hidden != shown:
        message = f"表头写的是“{shown}”，隐藏信息却是“{hidden}”的。"
        remedy = f"请用导出给“{shown}”的表重填；不能拿别的单位的表来改。"
        return _wrong(form, "form-unit", message, remedy)
    if hidden and form.unit_label and not shown:
        remark = f"表头的单位写作“{form.unit_label}”，按隐藏信息认定是{hidden}。"
        return Owner(hidden, remark)
    if hidden or shown:
        return Owner(hidden or shown or "")
    return _by_file_name(form, names)


def _is_foreign(form: Form, plan: Plan) -> bool:
    if form.plan:
        return form.plan != plan_id(plan)
    return bool(form.plan_title) and not plain(form.plan_title).startswith(plain(plan.title))


def _in_head(label: str, names: dict[str, str]) -> str | None:
    """The unit that the head names, with whatever is said beside it: ``市政科（李四）``."""
    bare = plain(re.sub(r"[（(].*", "", label, flags=re.DOTALL))
    return names.get(plain(label)) or names.get(bare) or _only_one_in(label, names)


def _only_one_in(text: str, names: dict[str, str]) -> str | None:
    """The one unit whose name stands in a text; ``None`` where there is none, or more than one."""
    bare = plain(text)
    found = {name for spelled, name in names.items() if len(spelled) >= _SURE and spelled in bare}
    return found.pop() if len(found) == 1 else None


def _by_file_name(form: Form, names: dict[str, str]) -> Owner:
    written = form.unit_label or form.unit
    found = None if written else _only_one_in(form.file.rpartition("/")[2], names)
    if found:
        return Owner(found, f"表里没有写单位，按文件名认定是{found}。")
    message = f"方案里没有名为“{written}”的单位。" if written else "看不出是哪个单位的表。"
    remedy = (
        "请在表头写明“填报单位：单位名称”。"
        if written
        else ("请在表头写明“填报单位：单位名称”，或把文件名改成带单位名称的。")
    )
    return _wrong(form, "form-unit", message, remedy)


def _wrong(form: Form, code: str, message: str, remedy: str) -> Owner:
    return Owner(finding=error_in(in_workbook(form.file), code, message, remedy))

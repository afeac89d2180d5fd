"""Which plan and which unit a returned form belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .findings import Finding, error, in_workbook
from .forms import plan_id
from .names import plain, unit_names

if TYPE_CHECKING:
    from .forms import Form
    from .plan import Plan


def owner(form: Form, plan: Plan) -> str | Finding:
    """Say whose form it is: by its hidden part, by what its head says, or by its file's name.

    Returns:
        The unit's name; or what is wrong: another plan, no unit that the plan knows, or two.
    """
    if _is_foreign(form, plan):
        told = f"《{form.plan_title}》" if form.plan_title else "另一份方案"
        message = f"这是{told}的填报表，不是《{plan.title}》的。"
        return _wrong(form, "form-plan", message, "请用 --plan 写明那份方案，或让单位填对的表。")
    names = unit_names(plan)
    hidden, shown = (names.get(plain(name)) for name in (form.unit, form.unit_label))
    if hidden and shown and hidden != shown:
        message = f"表头写的是“{shown}”，隐藏信息却是“{hidden}”的。"
        remedy = f"请用导出给“{shown}”的表重填；不能拿别的单位的表来改。"
        return _wrong(form, "form-unit", message, remedy)
    found = hidden or shown or _in_file_name(form.file, names)
    if found:
        return found
    written = form.unit_label or form.unit
    message = f"方案里没有名为“{written}”的单位。" if written else "看不出是哪个单位的表。"
    remedy = "请在表头写明“填报单位：单位名称”，或把文件名改成带单位名称的。"
    return _wrong(form, "form-unit", message, remedy)


def _is_foreign(form: Form, plan: Plan) -> bool:
    if form.plan:
        return form.plan != plan_id(plan)
    return bool(form.plan_title) and not plain(form.plan_title).startswith(plain(plan.title))


def _in_file_name(file: str, names: dict[str, str]) -> str:
    """The unit with the longest name in the file's name, whatever else stands there."""
    stem = plain(file.rpartition("/")[2])
    found = [spelled for spelled in names if spelled in stem]
    return names[max(found, key=len)] if found else ""


def _wrong(form: Form, code: str, message: str, remedy: str) -> Finding:
    return error(code, (), message, remedy)._replace(place=in_workbook(form.file))

"""`gongkai form collect`: whatever happened to a form, its answers come back and nothing is overwritten."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from forms import HEADER, collect, edit, export, fill, outcomes, put, row_of
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run
    from forms import Said

UNIT = "城乡科"
MOMENT = datetime(2019, 11, 5, 9, 30)  # noqa: DTZ001 - cells know no time zones
DONE: Said = {
    "完成情况": "已完成",
    "落实情况": "已在门户网站公开。",
    "佐证": "公示页 https://example.gov.cn/1.html\n汕建办字〔2019〕30号",
    "填报人": "李四",
    "填报日期": date(2019, 11, 5),
}


def said(gongkai: Run, item: str, unit: str = UNIT) -> Any:
    """What the registry knows of a unit's part in an item."""
    (shown,) = gongkai("show", item, "--json").json["items"]
    (part,) = [part for part in shown["assignments"] if part["unit"] == unit]
    return part


def log(gongkai: Run) -> list[Any]:
    entries: list[Any] = gongkai("status", "log", "--json").json["entries"]
    return entries


# -- what comes back -------------------------------------------------------------------------------


def test_answers_are_recorded_with_the_file_sheet_and_cell_that_they_came_from(
    office: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"3.1.1": DONE})
    answer = collect(gongkai, form)
    assert (answer.code, answer.err) == (0, "")
    assert outcomes(answer) == {"3.1.1": "new"}
    (entry,) = log(gongkai)
    assert (entry["state"], entry["date"], entry["by"]) == ("done", "2019-11-05", "李四")
    assert entry["note"] == "已在门户网站公开。"
    assert entry["evidence"] == [
        {"title": "公示页", "url": "https://example.gov.cn/1.html"},
        {"title": "汕建办字〔2019〕30号"},
    ]
    row = row_of(load_workbook(form).worksheets[0], "3.1.1")
    assert entry["via"] == f"form:a.xlsx!落实情况!F{row}"


def test_the_log_says_which_cell_of_which_form_an_entry_came_from(
    small: Path, gongkai: Run
) -> None:
    collect(gongkai, fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE}))
    gongkai("status", "set", "1.1", "推进中")
    assert [row[-1] for row in gongkai("status", "log").rows] == ["form:a.xlsx!落实情况!F6", "cli"]


def test_collecting_the_same_form_again_changes_nothing(office: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"3.1.1": DONE, "2.1": DONE})
    collect(gongkai, form)
    ledger = (office / "data" / "plan2019.progress.yaml").read_bytes()
    again = collect(gongkai, form)
    assert outcomes(again) == {"3.1.1": "same", "2.1": "same"}
    assert again.json["changes"] == []
    assert (office / "data" / "plan2019.progress.yaml").read_bytes() == ledger


def test_a_form_that_nobody_filled_in_brings_nothing(office: Path, gongkai: Run) -> None:
    gongkai("status", "set", "3.1.1", "推进中", "--unit", UNIT, "--note", "在办")
    before = log(gongkai)
    answer = collect(gongkai, export(gongkai, UNIT, office / "a.xlsx"))
    assert outcomes(answer) == {"3.1.1": "same"}
    assert log(gongkai) == before


def test_a_name_and_a_day_that_are_not_given_are_the_units_and_today(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": "推进中"}})
    collect(gongkai, form)
    part = said(gongkai, "1.2")
    assert (part["by"], part["date"]) == (UNIT, "2019-11-20")
    later = collect(gongkai, form, "--today", "2019-11-25")
    assert outcomes(later) == {"1.2": "same"}


def test_the_difference_of_a_changed_row_is_shown(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", UNIT, "--note", "已发布第一批共三十件文件")
    form = export(gongkai, UNIT, small / "a.xlsx")
    fill(form, {"1.2": {"完成情况": "已完成", "落实情况": "已发布第二批共三十件文件"}})
    answer = gongkai("form", "collect", str(form), "--dry-run")
    (row,) = [line for line in answer.rows if line[0] == "a.xlsx"]
    assert row[1:5] == ["落实情况!F6", UNIT, "1.2", "变更"]
    assert row[5] == (
        "完成情况：推进中 → 已完成；落实情况：已发布第一批共三十件文件 → 已发布第二批共三十件文件"
        "（内容改了，填报日期还是 2019-11-20）"
    )


def test_evidence_that_is_not_touched_keeps_what_the_cell_does_not_show(
    small: Path, gongkai: Run
) -> None:
    (small / "页面.pdf").write_bytes(b"%PDF")
    args = ("--unit", UNIT, "--evidence", "页面.pdf")
    gongkai("status", "set", "1.2", "推进中", *args)
    form = export(gongkai, UNIT, small / "a.xlsx")
    fill(form, {"1.2": {"完成情况": "已完成", "佐证": "页面.pdf\n新的一件"}})
    assert outcomes(collect(gongkai, form)) == {"1.2": "changed"}
    first, second = said(gongkai, "1.2")["evidence"]
    assert (first["title"], len(first["sha256"])) == ("页面.pdf", 64)
    assert second == {"title": "新的一件"}


# -- whatever happened to the file -----------------------------------------------------------------


def _rename(sheet: Any) -> None:
    sheet.title = "Sheet1 (2)"


def _move_columns(sheet: Any) -> None:
    """Put the columns into another order, headings and all; lay the head of the form aside."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    width = sheet.max_column
    order = [4, 9, 1, 10, 3, 6, 2, 8, 5, 7, *range(11, width + 1)]
    for row in range(HEADER, sheet.max_row + 1):
        values = [(sheet.cell(row, c).value, sheet.cell(row, c).data_type) for c in order]
        for column, (value, kind) in enumerate(values, 1):
            sheet.cell(row, column).value = value
            sheet.cell(row, column).data_type = kind


def _sort_rows(sheet: Any) -> None:
    rows = range(HEADER + 1, sheet.max_row + 1)
    values = [[cell.value for cell in sheet[row]] for row in rows]
    for row, line in zip(rows, reversed(values), strict=True):
        for column, value in enumerate(line, 1):
            put(sheet.cell(row, column), value)


def _sort_rows_without_the_hidden_column(sheet: Any) -> None:
    hidden = [sheet.cell(r, 11).value for r in range(HEADER + 1, sheet.max_row + 1)]
    _sort_rows(sheet)
    for row, value in enumerate(hidden, HEADER + 1):
        put(sheet.cell(row, 11), value)


def _blank_rows(sheet: Any) -> None:
    sheet.insert_rows(HEADER + 2, 3)
    sheet.insert_rows(1, 2)


def _wider(sheet: Any) -> None:
    for column in range(1, 11):
        sheet.column_dimensions[get_column_letter(column)].width = 60


def _insert_column(sheet: Any) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(2)


def _more_sheets(sheet: Any) -> None:
    sheet.parent.create_sheet("空白")
    sheet.parent.move_sheet("空白", -1)


def _delete_other_rows(sheet: Any) -> None:
    keep = {row_of(sheet, "3.1.1"), row_of(sheet, "1.1.1")}
    for row in range(sheet.max_row, HEADER, -1):
        if row not in keep:
            sheet.delete_rows(row)


def _say_more_in_headings(sheet: Any) -> None:
    sheet.cell(HEADER, 6).value = "完成情况（下拉选择）"
    sheet.cell(HEADER, 8).value = " 佐 证 ："


def _repeat_the_heading(sheet: Any) -> None:
    sheet.insert_rows(HEADER + 3)
    for column in range(1, 11):
        put(sheet.cell(HEADER + 3, column), sheet.cell(HEADER, column).value)


EDITS = [
    _rename,
    _move_columns,
    _sort_rows,
    _sort_rows_without_the_hidden_column,
    _blank_rows,
    _wider,
    _insert_column,
    _more_sheets,
    _delete_other_rows,
    _say_more_in_headings,
    _repeat_the_heading,
]


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change.__name__.strip("_"))
def test_an_edited_form_brings_the_same_answers(change: Any, office: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"3.1.1": DONE, "1.1.1": DONE})
    edit(form, change, to=office / "新建 Microsoft Excel 工作表(1).xlsx")
    form.unlink()
    answer = collect(gongkai, office)
    assert (answer.code, outcomes(answer)) == (0, {"3.1.1": "new", "1.1.1": "new"})
    for item in ("3.1.1", "1.1.1"):
        part = said(gongkai, item)
        assert (part["state"], part["note"], part["by"], part["date"]) == (
            *("done", "已在门户网站公开。", "李四", "2019-11-05"),
        )
        assert len(part["evidence"]) == 2


def test_rows_that_were_deleted_are_named(office: Path, gongkai: Run) -> None:
    form = export(gongkai, "财务科", office / "a.xlsx")
    edit(form, lambda sheet: sheet.delete_rows(row_of(sheet, "3.3")))
    answer = collect(gongkai, form)
    assert answer.json["forms"][0]["missing"] == ["3.3"]
    assert "表里没有这些事项：3.3。" in answer.json["forms"][0]["remarks"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2019.11.5", "2019-11-05"),
        ("2019/11/05", "2019-11-05"),
        ("２０１９年１１月５日", "2019-11-05"),
        ("2019-11-05 09:30:00", "2019-11-05"),
        ("20191105", "2019-11-05"),
        (20191105, "2019-11-05"),
        ("11月5日", "2019-11-05"),
        ("11.5", "2019-11-05"),
        ("11 月 5 日", "2019-11-05"),
        (43774, "2019-11-05"),
        (43774.4, "2019-11-05"),
        (MOMENT, "2019-11-05"),
        (date(2019, 11, 5), "2019-11-05"),
    ],
    ids=str,
)
def test_dates_are_read_however_they_were_typed(
    typed: object, day: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": "推进中"}})

    def type_it(sheet: Any) -> None:
        put(sheet["J6"], typed)
        if isinstance(typed, int | float):
            sheet["J6"].number_format = "General"

    edit(form, type_it)
    assert collect(gongkai, form).code == 0
    assert said(gongkai, "1.2")["date"] == day


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("完成", "done"),
        ("已办结", "done"),
        (" 已完成 ", "done"),
        ("已完成。", "done"),
        ("√已完成", "done"),
        ("已　完成", "done"),
        ("ＤＯＮＥ", "done"),
        ("正在推进", "in_progress"),
        ("进行中", "in_progress"),
        ("已完成并长期坚持", "ongoing"),
        ("不涉及", "not_applicable"),
        ("有困难", "blocked"),
        ("尚未启动", "not_started"),
    ],
)
def test_states_are_read_as_offices_write_them(
    typed: str, state: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": typed}})
    answer = collect(gongkai, form)
    assert said(gongkai, "1.2")["state"] == state
    (row,) = answer.json["forms"][0]["rows"]
    word = {"done": "已完成", "in_progress": "推进中", "ongoing": "长期坚持"}.get(state)
    told = f"“{typed.strip()}”读作“{word}”。"
    if typed.strip() in {"已完成", "不涉及"}:
        assert row["remarks"] == []
    elif word:
        assert row["remarks"] == [told]


def test_a_form_that_lost_its_hidden_part_is_matched_by_number_and_text(
    office: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"3.1.1": DONE})
    edit(form, lambda sheet: sheet.delete_cols(11))
    answer = collect(gongkai, form)
    assert outcomes(answer) == {"3.1.1": "new"}
    assert answer.json["forms"][0]["remarks"] == ["隐藏信息丢失，按编号和具体要求核对。"]
    again = collect(gongkai, form)
    assert outcomes(again) == {"3.1.1": "same"}


def test_without_the_hidden_part_nothing_that_is_known_is_overwritten(
    small: Path, gongkai: Run
) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", UNIT)
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    edit(form, lambda sheet: sheet.delete_cols(11))
    answer = collect(gongkai, form)
    assert outcomes(answer) == {"1.2": "conflict"}
    assert said(gongkai, "1.2")["state"] == "in_progress"
    assert outcomes(collect(gongkai, form, "--prefer", "form")) == {"1.2": "conflict"}
    assert said(gongkai, "1.2")["state"] == "done"


def test_a_row_without_its_number_is_known_by_its_text(office: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"3.1.1": DONE})

    def forget(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "3.1.1"), 1).value = None
        sheet.delete_cols(11)

    answer = collect(gongkai, edit(form, forget))
    assert outcomes(answer) == {"3.1.1": "new"}
    rows = {row["item"]: row for row in answer.json["forms"][0]["rows"]}
    assert rows["3.1.1"]["remarks"] == ["没有编号，按具体要求认出是 3.1.1。"]


def test_a_number_that_a_spreadsheet_turned_into_another_is_known_by_its_text(
    office: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"5.1": DONE})

    def mangle(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "5.1"), 1).value = date(2019, 5, 1)

    answer = collect(gongkai, edit(form, mangle))
    assert outcomes(answer) == {"5.1": "new"}


def test_merged_answer_cells_count_for_every_row_that_they_cover(
    office: Path, gongkai: Run
) -> None:
    form = export(gongkai, UNIT, office / "a.xlsx")

    def merge(sheet: Any) -> None:
        for letter, value in zip("FGHIJ", DONE.values(), strict=True):
            put(sheet[f"{letter}6"], value)
            sheet.merge_cells(f"{letter}6:{letter}8")

    answer = collect(gongkai, edit(form, merge))
    assert outcomes(answer) == {"1.1.1": "new", "1.2.1": "new", "1.2.2": "new"}
    assert said(gongkai, "1.2.2")["note"] == "已在门户网站公开。"


def test_an_address_behind_other_words_is_evidence_too(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "佐证": "公示页面"}})

    def link(sheet: Any) -> None:
        sheet["H6"].hyperlink = "https://example.gov.cn/behind.html"

    collect(gongkai, edit(form, link))
    assert said(gongkai, "1.2")["evidence"] == [
        {"title": "公示页面", "url": "https://example.gov.cn/behind.html"}
    ]


def test_what_is_not_collected_is_named(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def add(sheet: Any) -> None:
        from openpyxl.comments import Comment

        put(sheet["L5"], "备注")
        put(sheet["L6"], "请办公室协调网站权限")
        put(sheet["G12"], "以上情况属实")
        sheet["A9"] = "注：本表一式两份"
        sheet["F6"].comment = Comment("批注", "张三")
        sheet.parent.create_sheet("附表")["A1"] = "明细"

    answer = collect(gongkai, edit(form, add))
    (told,) = answer.json["forms"]
    assert told["remarks"] == [
        "表外的格没有收：L6“请办公室协调网站权限”。",
        "别的工作表没有收：“附表”。",
        "批注没有收，请看原表。",
    ]
    remarks = [row["remarks"] for row in told["rows"] if row["item"] is None]
    assert ["不是事项，没有收：注：本表一式两份"] in remarks
    stray = [row for row in told["rows"] if row["outcome"] == "invalid"]
    assert [row["findings"][0]["cell"] for row in stray] == ["落实情况!A12"]


# -- conflicts -------------------------------------------------------------------------------------


def test_what_the_registry_learned_after_the_export_is_a_conflict(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    gongkai("status", "set", "1.2", "受阻", "--unit", UNIT, "--by", "王五")
    answer = collect(gongkai, form)
    assert outcomes(answer) == {"1.2": "conflict"}
    (row,) = answer.json["forms"][0]["rows"]
    assert row["remarks"] == ["台账在导出以后有新的记录：受阻（王五，2019-11-20）。"]
    assert row["differences"][0] == {"field": "state", "before": "受阻", "after": "已完成"}
    assert "冲突的 1 行没有写入" in answer.err
    assert said(gongkai, "1.2")["state"] == "blocked"


def test_prefer_form_settles_a_conflict_for_good(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    gongkai("status", "set", "1.2", "受阻", "--unit", UNIT)
    assert collect(gongkai, form, "--prefer", "form").code == 0
    part = said(gongkai, "1.2")
    assert (part["state"], part["concurrent"]) == ("done", False)
    assert outcomes(collect(gongkai, form, "--prefer", "form")) == {"1.2": "same"}
    assert len(log(gongkai)) == 2


def test_last_months_form_after_this_months_is_a_conflict_and_changes_nothing(
    small: Path, gongkai: Run
) -> None:
    october = fill(export(gongkai, UNIT, small / "10月.xlsx"), {"1.2": {"完成情况": "推进中"}})
    collect(gongkai, october)
    november = fill(export(gongkai, UNIT, small / "11月.xlsx"), {"1.2": DONE})
    assert outcomes(collect(gongkai, november)) == {"1.2": "changed"}
    entries = log(gongkai)
    assert outcomes(collect(gongkai, october)) == {"1.2": "conflict"}
    assert outcomes(collect(gongkai, november)) == {"1.2": "same"}
    assert log(gongkai) == entries


def test_a_row_that_nobody_touched_is_no_conflict_with_what_came_later(
    small: Path, gongkai: Run
) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", UNIT)
    form = export(gongkai, UNIT, small / "a.xlsx")
    gongkai("status", "set", "1.2", "已完成", "--unit", UNIT)
    answer = collect(gongkai, form)
    assert outcomes(answer) == {"1.2": "same"}
    assert said(gongkai, "1.2")["state"] == "done"


def test_an_entry_that_was_undone_after_the_export_is_a_conflict(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", UNIT)
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    gongkai("status", "undo")
    assert outcomes(collect(gongkai, form)) == {"1.2": "conflict"}


def test_the_same_form_twice_in_one_collection_is_taken_once(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    shutil.copy(form, small / "a(1).xlsx")
    answer = collect(gongkai, small)
    rows = [form["rows"][0]["outcome"] for form in answer.json["forms"]]
    assert rows == ["new", "same"]
    assert len(answer.json["changes"]) == 1


def test_two_forms_that_say_different_things_are_a_conflict_that_no_option_settles(
    small: Path, gongkai: Run
) -> None:
    form = export(gongkai, UNIT, small / "a.xlsx")
    fill(form, {"1.2": {"完成情况": "受阻"}}, to=small / "b.xlsx")
    fill(form, {"1.2": DONE})
    for options in ([], ["--prefer", "form"]):
        answer = collect(gongkai, small / "a.xlsx", small / "b.xlsx", *options)
        assert set(outcomes(answer).values()) == {"conflict"}
        assert answer.json["changes"] == []
        assert "几份表说法不一的 2 行没有写入，请每个单位只收一份。" in answer.err
    told = [form["rows"][0]["remarks"] for form in answer.json["forms"]]
    assert told == [["b.xlsx 里说的不一样，请只收一份。"], ["a.xlsx 里说的不一样，请只收一份。"]]


# -- what changed in the plan meanwhile ------------------------------------------------------------


def test_a_requirement_reworded_after_the_export_is_taken_and_left_for_review(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    plan = small / "plan2019.yaml"
    plan.write_text(plan.read_text("utf-8").replace("积极回应", "及时回应"), "utf-8")
    answer = collect(gongkai, form)
    assert outcomes(answer) == {"1.2": "new"}
    (row,) = answer.json["forms"][0]["rows"]
    assert row["remarks"] == ["事项文字在导出以后改过，请复核。"]
    codes = [f["code"] for f in gongkai("check", "--json").json["findings"]]
    assert "reworded" in codes


def test_an_item_taken_from_the_unit_after_the_export_is_refused(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, "办公室", small / "a.xlsx"), {"1.2": DONE})
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8").replace("城乡科牵头，办公室配合", "城乡科牵头")
    plan.write_text(text.replace("        support: [办公室]\n", ""), "utf-8")
    answer = collect(gongkai, form)
    (found,) = [f for row in answer.json["forms"][0]["rows"] for f in row["findings"]]
    assert found["message"] == "“1.2”不是分给办公室的事项。"


# -- all or nothing --------------------------------------------------------------------------------


def test_one_bad_row_keeps_everything_out_unless_skip_bad_is_given(
    small: Path, gongkai: Run
) -> None:
    good = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    bad = fill(
        export(gongkai, "办公室", small / "b.xlsx"), {"1.1": {"完成情况": "搞定"}, "1.2": DONE}
    )
    answer = collect(gongkai, good, bad)
    assert answer.code == 3
    assert answer.err == (
        "错误：有 1 行不合格，什么都没有写入。\n"
        "改好的表收到后，把原来的移走再收；先收其余的行，请加 --skip-bad。\n"
    )
    assert not (small / "plan2019.progress.yaml").exists()
    answer = collect(gongkai, good, bad, "--skip-bad")
    assert (answer.code, len(answer.json["changes"])) == (0, 2)
    assert answer.err == "不合格的 1 行没有写入。\n"


def test_a_good_row_beside_a_bad_one_of_the_same_item_is_not_taken(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": "搞定"}})

    def twice(sheet: Any) -> None:
        for column in (1, 3, 11):
            put(sheet.cell(9, column), sheet.cell(6, column).value)
        put(sheet["F9"], "已完成")

    answer = collect(gongkai, edit(form, twice), "--skip-bad")
    assert [row["outcome"] for row in answer.json["forms"][0]["rows"]] == ["invalid", "invalid"]
    assert log(gongkai) == []


def test_forms_that_came_back_empty_are_not_in(small: Path, gongkai: Run) -> None:
    export(gongkai, UNIT, small / "a.xlsx")
    answer = gongkai("form", "collect", "a.xlsx", "--dry-run")
    assert answer.out.rstrip().split("\n\n")[-1].splitlines() == [
        "将写入\t0 条记录",
        "空表\t1 个单位：城乡科",
        "还没收到\t3 个单位：办公室（2 项未反馈）、城乡科（1 项未反馈）、事务中心（1 项未反馈）",
    ]


def test_a_unit_that_has_reported_all_another_way_is_not_missed(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "2.1", "已完成", "--unit", "事务中心")
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    assert collect(gongkai, form).json["missing"] == {"办公室": 2}


def test_all_forms_are_written_as_one_batch(small: Path, gongkai: Run) -> None:
    forms = [
        fill(export(gongkai, unit, small / f"{unit}.xlsx"), {"1.2": DONE})
        for unit in ("办公室", UNIT)
    ]
    collect(gongkai, *forms)
    lines = (small / "plan2019.progress.yaml").read_text("utf-8").splitlines()
    batches = {tuple(json.loads(line[2:])["batch"]) for line in lines if line.startswith("- ")}
    assert [size for _, size in batches] == [2]


def test_a_file_that_cannot_be_read_leaves_the_others_alone(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    (small / "b.xlsx").write_bytes(form.read_bytes()[:3000])
    answer = collect(gongkai, form, small / "b.xlsx")
    assert (answer.code, len(answer.json["changes"])) == (3, 1)
    (finding,) = answer.json["forms"][1]["findings"]
    assert finding["message"] == "文件不完整，读不了。"
    assert answer.err == "错误：有 1 份没有收，原因见上。\n"


def test_a_name_and_a_day_that_were_not_given_are_shown_in_the_preview(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": "已完成"}})
    answer = gongkai("form", "collect", str(form), "--dry-run")
    assert "已完成（没有写填报人、填报日期，记作单位、收表日）\n" in answer.out


def test_a_dry_run_writes_nothing(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    answer = gongkai("form", "collect", str(form), "--dry-run", "--json")
    assert (answer.code, answer.json["dry_run"], answer.json["changes"]) == (0, True, [])
    assert answer.err == "只是看看，没有写入。\n"
    assert not (small / "plan2019.progress.yaml").exists()


def test_nothing_is_written_when_nobody_is_there_to_say_yes(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    answer = gongkai("form", "collect", str(form))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "错误：没有人可以确认是否写入。\n请加 --yes 直接写入，或加 --dry-run 只看。\n"
    )


@pytest.mark.parametrize(("typed", "count"), [("y", 1), ("是", 1), ("n", 0), ("", 0)])
def test_it_asks_before_it_writes(
    typed: str, count: int, small: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai_cli.output import console

    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    monkeypatch.setattr(console, "can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", _Lines(typed))
    answer = gongkai("form", "collect", str(form))
    assert answer.code == 0
    assert "写入 1 条记录吗？[y/N] " in answer.err
    assert f"写入\t{count} 条记录\n" in answer.out
    assert len(log(gongkai)) == count


class _Lines:
    def __init__(self, line: str) -> None:
        self.line = line

    def readline(self) -> str:
        return f"{self.line}\n" if self.line else ""

    def isatty(self) -> bool:
        return True


def test_what_somebody_else_said_between_look_and_write_stops_the_write(
    small: Path, gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai_cli.output import console

    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def meanwhile(_: str) -> bool:
        line = json.dumps(
            {
                "id": "01DSP5N3R0GHJKMNPQRSTVWX01",
                "at": "2019-11-20T09:00:00+08:00",
                "item": "1.2",
                "unit": UNIT,
                "state": "blocked",
                "date": "2019-11-20",
                "prev": [],
            }
        )
        (small / "plan2019.progress.yaml").write_text(f"- {line}\n", "utf-8")
        return True

    monkeypatch.setattr(console, "can_ask", lambda: True)
    monkeypatch.setattr(console, "confirmed", meanwhile)
    answer = gongkai("form", "collect", str(form))
    assert answer.code == 5
    assert answer.err == ("错误：台账刚刚有人改过，什么都没有写入。\n请再运行一次，看新的对照。\n")
    assert len(log(gongkai)) == 1


# -- the way back to the unit, and the end ---------------------------------------------------------


def test_a_copy_with_the_problems_marked_can_be_sent_back_and_collected(
    office: Path, gongkai: Run
) -> None:
    form = export(gongkai, UNIT, office / "城乡.xlsx")
    fill(form, {"3.1.1": {**DONE, "完成情况": "搞定"}, "1.1.1": DONE})
    answer = collect(gongkai, form, "-o", "退回")
    copy = office / "退回" / "城乡-退回.xlsx"
    assert f"已写入 退回/{copy.name}，请退回{UNIT}。" in answer.err
    sheet: Any = load_workbook(copy).worksheets[0]
    row = row_of(sheet, "3.1.1")
    problems = {cell.value: cell.column for cell in sheet[HEADER]}["问题"]
    assert sheet.cell(row, problems).value == (
        "“搞定”不是完成情况。请选一个：未启动、推进中、已完成、长期坚持、不涉及、受阻。"
    )
    marked = [c.coordinate for line in sheet for c in line if c.fill.start_color.rgb == "00F8CBAD"]
    assert marked == [f"F{row}"]
    assert sheet.row_dimensions[row].height > 40
    assert [c.value for c in sheet[row][5:9]] == ["搞定", *list(DONE.values())[1:4]]
    fill(copy, {"3.1.1": {"完成情况": "已完成"}})
    again = collect(gongkai, copy)
    assert outcomes(again) == {"3.1.1": "new", "1.1.1": "new"}
    assert again.json["forms"][0]["remarks"] == []


def test_a_copy_never_replaces_a_file(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"落实情况": "好"}})
    for _ in range(2):
        collect(gongkai, form, "-o", small)
    assert sorted(p.name for p in small.glob("a-*.xlsx")) == ["a-退回(2).xlsx", "a-退回.xlsx"]


def test_the_end_says_whose_forms_are_in_and_what_changed(small: Path, gongkai: Run) -> None:
    first = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    answer = gongkai("form", "collect", str(first), "--yes")
    assert answer.out.rstrip().split("\n\n")[-1].splitlines() == [
        "写入\t1 条记录",
        "这次收到\t1 个单位：城乡科",
        "还没收到\t2 个单位：办公室（2 项未反馈）、事务中心（1 项未反馈）",
        "反馈率\t0.0% → 25.0%（+1）",
        "完成率\t0.0% → 33.3%（+1）",
    ]
    second = fill(export(gongkai, "办公室", small / "b.xlsx"), {"1.1": DONE})
    answer = collect(gongkai, second)
    assert answer.json["received"] == ["办公室"]
    assert list(answer.json["earlier"]) == [UNIT]
    assert answer.json["missing"] == {"事务中心": 1}
    assert answer.json["before"]["reported"] == 1
    assert answer.json["after"]["reported"] == 2


# -- where forms are found -------------------------------------------------------------------------


def test_a_folder_and_a_zip_are_searched_and_scraps_are_passed_over(
    small: Path, gongkai: Run
) -> None:
    folder = small / "收件"
    (folder / "深" / "一层").mkdir(parents=True)
    one = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    shutil.move(one, folder / "深" / "一层" / "a.xlsx")
    two = fill(export(gongkai, "办公室", small / "b.xlsx"), {"1.1": DONE})
    with zipfile.ZipFile(folder / "其余.zip", "w") as archive:
        archive.write(two, "办公室/b.xlsx")
        archive.writestr("__MACOSX/办公室/._b.xlsx", b"x")
        archive.writestr("说明.txt", b"x")
    two.unlink()
    (folder / "~$a.xlsx").write_bytes(b"x")
    (folder / ".隐藏.xlsx").write_bytes(b"x")
    (folder / "说明.pdf").write_bytes(b"x")
    answer = collect(gongkai, folder)
    assert answer.code == 0
    assert [form["file"] for form in answer.json["forms"]] == [
        "其余.zip/办公室/b.xlsx",
        "深/一层/a.xlsx",
    ]
    assert answer.err == "不是表格，没有看：其余.zip/说明.txt、说明.pdf。\n"
    assert {e["via"] for e in log(gongkai)} == {
        "form:其余.zip/办公室/b.xlsx!落实情况!F6",
        "form:深/一层/a.xlsx!落实情况!F6",
    }


def test_an_archive_made_on_chinese_windows_has_readable_names(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    (small / "a.zip").write_bytes(_gbk_zip("城乡科.xlsx", form.read_bytes()))
    answer = collect(gongkai, small / "a.zip")
    assert [one["file"] for one in answer.json["forms"]] == ["a.zip/城乡科.xlsx"]


def _gbk_zip(name: str, content: bytes) -> bytes:
    """Make an archive whose one member's name is GBK, and does not say so."""
    import io

    stand_in = "x" * len(name.encode("gbk"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(stand_in, content)
    return stream.getvalue().replace(stand_in.encode(), name.encode("gbk"))


@pytest.mark.usefixtures("small")
def test_a_path_that_is_not_there_is_refused(gongkai: Run) -> None:
    answer = collect(gongkai, "没有.xlsx")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == "错误：没有 没有.xlsx 这个文件或目录。\n请检查路径。\n"


def test_an_empty_folder_is_refused(small: Path, gongkai: Run) -> None:
    (small / "空").mkdir()
    answer = collect(gongkai, "空")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("错误：没有找到表格文件。\n")


@pytest.mark.usefixtures("small")
def test_prefer_takes_form_only(gongkai: Run) -> None:
    answer = gongkai("form", "collect", "a.xlsx", "--prefer", "registry")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "错误：--prefer 后面不能写“registry”。\n只能写 form：以表为准。\n"

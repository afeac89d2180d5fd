"""`gongkai form export`: a form for each unit, with just its own items, that an office would send."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from forms import ASKED, HEADER, columns, row_of
from openpyxl import load_workbook

from gongkai_cli.domain.terms import State

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TITLE = "2019年政务公开落实情况填报表"


def opened(path: Path) -> Any:
    return load_workbook(path).worksheets[0]


def exported(gongkai: Run, unit: str) -> Any:
    assert gongkai("form", "export", "--unit", unit, "-o", "表").code == 0
    from pathlib import Path

    return opened(Path("表") / f"{TITLE}-{unit}.xlsx")


def values(sheet: Any, row: int) -> dict[str, Any]:
    return {name: sheet.cell(row, column).value for name, column in columns(sheet).items()}


def test_all_exports_a_file_for_every_unit_that_has_items(office: Path, gongkai: Run) -> None:
    answer = gongkai("form", "export", "--all", "-o", "表")
    units = [line["unit"] for line in gongkai("units", "--json").json["units"]]
    names = [f"{TITLE}-{unit}.xlsx" for unit in units]
    assert answer.out.splitlines() == [f"已写入 表/{name}" for name in names]
    assert sorted(path.name for path in (office / "表").iterdir()) == sorted(names)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("unit", ["城乡科", "办公室", "市公共事业事务中心"])
def test_a_form_holds_the_units_own_items_verbatim_and_nothing_else(
    unit: str, gongkai: Run
) -> None:
    sheet = exported(gongkai, unit)
    items = gongkai("list", "--json").json["items"]
    own = [(i, p) for i in items for p in i["assignments"] if p["unit"] == unit]
    rows = [values(sheet, row) for row in range(HEADER + 1, sheet.max_row + 1)]
    assert [row["编号"] for row in rows] == [item["id"] for item, _ in own]
    assert [row["具体要求"] for row in rows] == [item["text"] for item, _ in own]
    assert [row["工作任务"] for row in rows] == ["\n".join(item["path"]) for item, _ in own]
    roles = {"lead": "牵头", "support": "配合", "responsible": "责任"}
    assert [row["角色"] for row in rows] == [roles[part["role"]] for _, part in own]
    assert {row["要求完成时限"] for row in rows} == {"2019年\n12月25日前"}
    assert all(row[name] is None for row in rows for name in ASKED)


@pytest.mark.usefixtures("office")
def test_no_other_unit_is_named_outside_the_printed_requirements(gongkai: Run) -> None:
    gongkai("status", "set", "3.1.2", "受阻", "--unit", "市政科", "--note", "市政科的话")
    sheet = exported(gongkai, "城乡科")
    text_column = columns(sheet)["具体要求"]
    told = "\n".join(
        str(cell.value)
        for row in sheet
        for cell in row
        if cell.column != text_column and cell.value
    )
    for unit in ("市政科", "财务科", "质安科", "市公共事业事务中心"):
        assert unit not in told


@pytest.mark.usefixtures("office")
def test_the_head_names_the_plan_the_unit_the_deadline_and_how_to_fill_it_in(gongkai: Run) -> None:
    sheet = exported(gongkai, "城乡科")
    assert sheet["A1"].value == TITLE
    assert sheet["A2"].value == (
        "方案：汕尾市住房和城乡建设局2019年政务公开工作要点分工实施方案（汕建办字〔2019〕23号）"
    )
    assert sheet["A3"].value == "填报单位：城乡科"
    assert sheet["D3"].value == "报送期限：2019年12月25日前（含当日），报办公室"
    assert sheet["A4"].value.startswith("填写说明：请只填浅黄色的格。")
    assert len(sheet["A4"].value.split("\n")) == 1
    assert {"A1:J1", "A2:J2", "A3:C3", "D3:J3", "A4:J4"} == {str(r) for r in sheet.merged_cells}


@pytest.mark.usefixtures("office")
def test_what_the_unit_said_before_is_filled_in(gongkai: Run) -> None:
    gongkai(
        *("status", "set", "3.1.1", "已完成", "--unit", "城乡科", "--by", "李四"),
        *("--note", "已公开。\n共 3 批。", "--date", "2019-11-05"),
        *("--evidence", "https://example.gov.cn/1.html", "--evidence", "汕建办字〔2019〕30号"),
    )
    sheet = exported(gongkai, "城乡科")
    row = values(sheet, row_of(sheet, "3.1.1"))
    assert [row[name] for name in ASKED] == [
        "已完成",
        "已公开。\n共 3 批。",
        "https://example.gov.cn/1.html\n汕建办字〔2019〕30号",
        "李四",
        datetime(2019, 11, 5),  # noqa: DTZ001 - cells know no time zones
    ]


@pytest.mark.usefixtures("office")
def test_input_cells_are_open_and_tinted_and_the_rest_is_locked_without_a_password(
    gongkai: Run,
) -> None:
    sheet = exported(gongkai, "城乡科")
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatRows
    asked = {columns(sheet)[name] for name in ASKED}
    for row in sheet.iter_rows(min_row=HEADER + 1):
        for cell in row:
            assert cell.protection.locked is (cell.column not in asked)
            assert (cell.fill.start_color.rgb == "00FFF8E1") is (cell.column in asked)
    for row in sheet.iter_rows(max_row=HEADER):
        assert all(cell.protection.locked for cell in row)


@pytest.mark.usefixtures("office")
def test_states_and_dates_are_checked_as_they_are_typed_with_words_in_chinese(gongkai: Run) -> None:
    sheet = exported(gongkai, "城乡科")
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    last = sheet.max_row
    states = rules["完成情况"]
    assert states.formula1 == f'"{",".join(state.word for state in State)}"'
    assert (str(states.sqref), states.type, states.showErrorMessage) == (
        f"F6:F{last}",
        "list",
        True,
    )
    assert states.error == "请从下拉列表中选：未启动、推进中、已完成、长期坚持、不涉及、受阻。"
    days = rules["填报日期"]
    assert (days.type, days.operator, str(days.sqref)) == ("date", "between", f"J6:J{last}")
    first = date(1899, 12, 30).toordinal()
    assert date.fromordinal(first + int(days.formula1)) == date(2019, 1, 1)
    assert date.fromordinal(first + int(days.formula2)) == date(2020, 12, 31)
    assert days.error == "请写日期，如 2019-11-05。"
    assert all(rule.allowBlank and not rule.showDropDown for rule in rules.values())


@pytest.mark.usefixtures("office")
def test_it_prints_on_a4_landscape_with_the_heading_on_every_page(gongkai: Run) -> None:
    sheet = exported(gongkai, "城乡科")
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.print_area == f"'落实情况'!$A$1:$J${sheet.max_row}"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.freeze_panes == "B6"
    assert all(cell.alignment.wrap_text for row in sheet["A6:J9"] for cell in row)


@pytest.mark.usefixtures("small")
def test_a_row_is_high_enough_for_its_longest_text(gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科", "--note", "很长" * 200)
    sheet = exported(gongkai, "城乡科")
    # 30 columns take 14 Chinese signs a line; type of 10 points takes at least 12 points a line.
    assert sheet.row_dimensions[6].height >= 400 / 15 * 12
    assert sheet.row_dimensions[6].height <= 409


@pytest.mark.usefixtures("small")
def test_very_long_texts_are_set_in_smaller_type_rather_than_cut(gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科", "--note", "很长" * 500)
    sheet = exported(gongkai, "城乡科")
    cell = sheet.cell(6, columns(sheet)["落实情况"])
    assert cell.value == "很长" * 500
    assert 6 <= cell.font.size < 10
    assert sheet.row_dimensions[6].height <= 409


@pytest.mark.usefixtures("office")
def test_the_hidden_part_names_plan_unit_items_words_and_newest_entries(gongkai: Run) -> None:
    made = gongkai("status", "set", "3.1.1", "推进中", "--unit", "城乡科", "--json")
    (entry,) = [change["entry"] for change in made.json["changes"]]
    sheet = exported(gongkai, "城乡科")
    hidden = sheet.max_column
    assert sheet.column_dimensions[sheet.cell(1, hidden).column_letter].hidden
    own = json.loads(sheet.cell(HEADER, hidden).value)
    assert own == {"gongkai": 1, "plan": own["plan"], "unit": "城乡科", "on": "2019-11-20"}
    assert own["plan"].startswith("2019-")
    marks = [json.loads(sheet.cell(r, hidden).value) for r in range(6, sheet.max_row + 1)]
    assert [mark[0] for mark in marks] == [sheet.cell(r, 1).value for r in range(6, 30)]
    assert {mark[0]: mark[2] for mark in marks if mark[2]} == {"3.1.1": [entry]}
    assert len({mark[1] for mark in marks}) == len(marks)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("note", ["=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_a_note_that_looks_like_a_formula_goes_out_as_text(
    note: str, small: Path, gongkai: Run
) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科", f"--note={note}")
    sheet = exported(gongkai, "城乡科")
    cell = sheet.cell(6, columns(sheet)["落实情况"])
    assert (cell.value, cell.data_type, cell.number_format) == (note, "s", "@")
    with zipfile.ZipFile(small / "表" / f"{TITLE}-城乡科.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_zip_holds_the_same_forms(office: Path, gongkai: Run) -> None:
    assert gongkai("form", "export", "--all", "-o", "全部.zip").out == "已写入 全部.zip\n"
    with zipfile.ZipFile(office / "全部.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 10
        name = f"{TITLE}-城乡科.xlsx"
        (office / "one.xlsx").write_bytes(archive.read(name))
    assert opened(office / "one.xlsx")["A3"].value == "填报单位：城乡科"


def test_a_file_that_is_there_already_is_kept_unless_force_is_given(
    small: Path, gongkai: Run
) -> None:
    (small / "表").mkdir()
    there = small / "表" / f"{TITLE}-城乡科.xlsx"
    there.write_bytes(b"mine")
    answer = gongkai("form", "export", "--all", "-o", "表")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.splitlines()[-2:] == [
        f"错误：表/{TITLE}-城乡科.xlsx已存在，什么都没有写。",
        "请换一个目录；要替换，请加 --force。",
    ]
    assert [path.name for path in (small / "表").iterdir()] == [there.name]
    assert there.read_bytes() == b"mine"
    assert gongkai("form", "export", "--all", "-o", "表", "--force").code == 0
    assert there.read_bytes() != b"mine"


def test_a_dry_run_says_what_it_would_write(small: Path, gongkai: Run) -> None:
    answer = gongkai("form", "export", "--unit", "城乡", "-o", "表", "--dry-run")
    assert answer.out == f"将写入 表/{TITLE}-城乡科.xlsx\n"
    assert not (small / "表").exists()


@pytest.mark.usefixtures("small")
def test_items_that_may_be_the_units_are_left_out_and_said_so(gongkai: Run) -> None:
    answer = gongkai("form", "export", "--all", "-o", "表")
    assert answer.err == "2.1 待明确是哪些单位，没有列入这些单位的表：办公室、城乡科。\n"


def test_a_unit_without_items_gets_no_form(small: Path, gongkai: Run) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8").replace("groups:", "  - {name: 档案馆, kind: 局属单位}\ngroups:")
    plan.write_text(text, "utf-8")
    answer = gongkai("form", "export", "--unit", "档案馆", "-o", "表")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "档案馆没有分到事项，不导出。\n"
    assert not (small / "表").exists()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc", "_.._etc"),
        ("a/b\\c", "a_b_c"),
        ("C:科", "C_科"),
        ("科\u202egpj", "科_gpj"),
        ("长" * 90, "长" * 60),
    ],
    ids=["dots", "slashes", "colon", "direction", "long"],
)
def test_no_units_name_leads_out_of_the_folder(
    name: str, file: str, small: Path, gongkai: Run
) -> None:
    plan = small / "plan2019.yaml"
    text, quoted = plan.read_text("utf-8"), json.dumps(name)
    for place in ("name: 事务中心", "lead: [事务中心]"):
        text = text.replace(place, place.replace("事务中心", quoted))
    plan.write_text(text, "utf-8")
    answer = gongkai("form", "export", "--all", "-o", "表")
    assert answer.code == 0, answer
    there = sorted(path.name for path in small.rglob("*.xlsx"))
    assert f"{TITLE}-{file}.xlsx" in there
    assert len(there) == 3
    assert all(path.parent == small / "表" for path in small.rglob("*.xlsx"))


@pytest.mark.usefixtures("small")
def test_the_form_shows_the_day_asked_for(gongkai: Run) -> None:
    gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科", "--date", "2019-11-01")
    gongkai("status", "set", "1.2", "已完成", "--unit", "城乡科", "--date", "2019-11-15")
    assert gongkai("form", "export", "--unit", "城乡科", "-o", "a.xlsx").code == 0
    args = ("form", "export", "--unit", "城乡科", "-o", "b.xlsx", "--today", "2019-11-10")
    assert gongkai(*args).code == 0
    from pathlib import Path

    told = [opened(Path(name)).cell(6, 6).value for name in ("a.xlsx", "b.xlsx")]
    assert told == ["已完成", "推进中"]

"""Hard use of forms: put together, renamed, renumbered, damaged, hostile; nothing goes astray."""

from __future__ import annotations

import io
import os
import re
import shutil
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from forms import HEADER, collect, edit, export, fill, outcomes, part, put, rewrite
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Answer, Run
    from forms import Said

UNIT, OTHER = "城乡科", "办公室"
SHEET = "xl/worksheets/sheet1.xml"
DONE: Said = {"完成情况": "已完成", "落实情况": "做好了"}


def told(answer: Answer) -> dict[str, Any]:
    (form,) = answer.json["forms"]
    return dict(form)


def recorded(gongkai: Run) -> set[tuple[str, str, str]]:
    """What the ledger holds: unit, item, note."""
    entries = gongkai("status", "log", "--json").json["entries"]
    return {(entry["unit"], entry["item"], entry["note"]) for entry in entries}


def replace(path: Path, old: bytes, new: bytes, name: str = SHEET) -> Path:
    xml = re.sub(rb"&#(\d{4,});", _sign, part(path, name))
    assert old in xml
    return rewrite(path, {name: xml.replace(old, new)})


def _sign(reference: re.Match[bytes]) -> bytes:
    """A sign that openpyxl wrote as a number, as it does where lxml is installed."""
    return chr(int(reference[1])).encode()


def reword(small: Path, *changes: tuple[str, str]) -> None:
    plan = small / "plan2019.yaml"
    text = plan.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    plan.write_text(text, "utf-8")


# -- whose it is -----------------------------------------------------------------------------------


def test_forms_of_two_units_put_into_one_workbook_stay_each_units_own(
    small: Path, gongkai: Run
) -> None:
    one = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "落实情况": "城乡科做的"}})
    two = fill(
        export(gongkai, OTHER, small / "b.xlsx"), {"1.2": {**DONE, "落实情况": "办公室做的"}}
    )
    source: Any = load_workbook(two).worksheets[0]

    def add_sheet(sheet: Any) -> None:
        copy = sheet.parent.create_sheet("第二张")
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    put(copy[cell.coordinate], cell.value)

    def add_below(sheet: Any) -> None:
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    put(sheet.cell(cell.row + 20, cell.column), cell.value)

    for n, change in enumerate((add_sheet, add_below)):
        both = edit(one, change, to=small / f"合并{n}.xlsx")
        answer = gongkai("form", "collect", str(both), "--dry-run", "--json")
        rows = [
            (f["unit"], r["note"]) for f in answer.json["forms"] for r in f["rows"] if r["note"]
        ]
        assert rows == [(UNIT, "城乡科做的"), (OTHER, "办公室做的")]


def test_a_unit_that_the_form_states_is_not_overruled_by_the_files_name(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / f"报{OTHER}.xlsx"), {"1.2": DONE})
    reword(
        small, ("name: 城乡科", "name: 城建科"), (", aliases: [城乡]", ""), ("[城乡科]", "[城建科]")
    )
    answer = collect(gongkai, form)
    assert answer.code == 3
    assert told(answer)["findings"][0]["message"] == "方案里没有名为“城乡科”的单位。"
    assert recorded(gongkai) == set()


def test_the_files_name_says_whose_a_form_is_where_nothing_else_does(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "报来的城乡科表.xlsx"), {"1.2": DONE})

    def forget(sheet: Any) -> None:
        put(sheet["A3"], "")
        sheet.delete_cols(11)

    edit(form, forget)
    answer = collect(gongkai, form)
    assert "表里没有写单位，按文件名认定是城乡科。" in told(answer)["remarks"]
    assert recorded(gongkai) == {(UNIT, "1.2", "做好了")}
    shutil.copy(form, small / "城乡表.xlsx")  # 城乡 is an alias, too short to be sure of
    refused = collect(gongkai, small / "城乡表.xlsx")
    assert told(refused)["findings"][0]["message"] == "看不出是哪个单位的表。"


@pytest.mark.parametrize("label", ["办公室（李四）", "本局办公室"])
def test_a_head_that_names_another_unit_with_more_words_is_refused(
    label: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    edit(form, lambda sheet: put(sheet["A3"], f"填报单位：{label}"))
    assert told(collect(gongkai, form))["findings"][0]["code"] == "form-unit"


def test_a_head_that_nobody_can_read_is_remarked_on(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    edit(form, lambda sheet: put(sheet["A3"], "填报单位：李四"))
    remark = "表头的单位写作“李四”，按隐藏信息认定是城乡科。"
    assert remark in told(collect(gongkai, form))["remarks"]


# -- which item it is ------------------------------------------------------------------------------


def test_an_answer_does_not_go_to_an_item_that_has_taken_its_number(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    reword(
        small, ("积极回应社会关切，做好舆情研判。", "财政预决算和三公经费按时按规定向社会公布。")
    )
    answer = collect(gongkai, form)
    (row,) = told(answer)["rows"]
    assert row["findings"][0]["message"] == "编号是 1.2，具体要求却不是现在方案里这一项的。"
    assert recorded(gongkai) == set()


def test_a_row_is_not_known_by_its_hidden_part_alone_where_its_text_is_another(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def mangle(sheet: Any) -> None:
        put(sheet["A6"], "")
        put(sheet["C6"], "财政预决算和三公经费按时按规定向社会公布")

    assert told(collect(gongkai, edit(form, mangle)))["rows"][0]["outcome"] == "invalid"


def test_a_number_of_thousands_of_digits_is_no_item(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    edit(form, lambda sheet: put(sheet["A6"], "1" * 5_000))
    assert outcomes(collect(gongkai, form)) == {"1.2": "new"}


# -- what it says ----------------------------------------------------------------------------------


def test_what_a_unit_did_not_touch_stays_as_it_was_to_the_last_sign(
    small: Path, gongkai: Run
) -> None:
    for folder, content in (("甲", b"1"), ("乙", b"2")):
        (small / folder).mkdir()
        (small / folder / "a.pdf").write_bytes(content)
    note = "有\x07铃" + "长" * 33_000
    proofs = ("--evidence", "甲/a.pdf", "--evidence", "乙/a.pdf")
    gongkai("status", "set", "1.2", "推进中", "--unit", UNIT, "--note", note, *proofs)
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"完成情况": "已完成"}})
    assert outcomes(collect(gongkai, form)) == {"1.2": "changed"}
    before, after = gongkai("status", "log", "--json").json["entries"]
    assert after["state"] == "done"
    assert after["note"] == before["note"] == note
    assert after["evidence"] == before["evidence"]
    assert len({proof["sha256"] for proof in after["evidence"]}) == 2


def test_the_part_of_an_address_behind_the_hash_is_kept(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "佐证": "公开页"}})

    def link(sheet: Any) -> None:
        sheet["H6"].hyperlink = "https://example.gov.cn/"
        sheet["H6"].hyperlink.location = "/detail?id=5"

    answer = collect(gongkai, edit(form, link))
    assert told(answer)["rows"][0]["evidence"] == [
        {"title": "公开页", "url": "https://example.gov.cn/#/detail?id=5"}
    ]


def test_an_address_behind_a_state_is_no_part_of_it(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def link(sheet: Any) -> None:
        sheet["F6"].hyperlink = "https://example.gov.cn/"

    assert outcomes(collect(gongkai, edit(form, link))) == {"1.2": "new"}


@pytest.mark.parametrize(("typed", "code"), [(11.1, "form-date"), ("1899", "form-date")])
def test_a_number_that_may_be_any_day_is_refused(
    typed: object, code: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "填报日期": typed}})
    (row,) = told(collect(gongkai, form))["rows"]
    assert [found["code"] for found in row["findings"]] == [code]


@pytest.mark.parametrize("typed", ["43774", 20191105, "2019\u200b-11-05"])
def test_a_day_may_be_a_serial_eight_digits_or_hold_signs_that_nobody_sees(
    typed: object, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "填报日期": typed}})
    (row,) = told(collect(gongkai, form))["rows"]
    assert row["date"] == "2019-11-05"


def test_a_cell_with_more_than_a_cell_can_hold_is_refused(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    replace(form, "做好了".encode(), b"x" * 70_000)
    (row,) = told(collect(gongkai, form))["rows"]
    assert row["findings"][0]["message"] == "“落实情况”有 70000 字，一格最多 32767 字。"


def test_an_exact_heading_comes_before_one_that_says_more(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def twins(sheet: Any) -> None:
        put(sheet["B5"], "落实情况（上月）")
        put(sheet["B6"], "上月的话")

    answer = collect(gongkai, edit(form, twins))
    assert told(answer)["rows"][0]["note"] == "做好了"
    assert "表外的格没有收：B5“落实情况（上月）”、B6“上月的话”。" in told(answer)["remarks"] or (
        "表外的格没有收：B6“上月的话”。" in told(answer)["remarks"]
    )


@pytest.mark.parametrize("heading", ["落实情况", "佐证"])
def test_a_form_that_lost_the_column_of_an_answer_is_refused(
    heading: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    column = {"落实情况": "G5", "佐证": "H5"}[heading]
    answer = collect(gongkai, edit(form, lambda sheet: put(sheet[column], "进展")))
    assert told(answer)["findings"][0]["message"] == f"少了“{heading}”列，不收。"


def test_a_form_whose_sheet_is_hidden_is_taken_and_said_so(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})

    def hide(sheet: Any) -> None:
        sheet.parent.create_sheet("封面")
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    answer = collect(gongkai, edit(form, hide))
    assert outcomes(answer) == {"1.2": "new"}
    assert "工作表“落实情况”是隐藏的，照样收了。" in told(answer)["remarks"]


def test_what_stands_above_the_headings_is_named(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    edit(form, lambda sheet: put(sheet["L3"], "请尽快答复"))
    assert told(collect(gongkai, form))["remarks"] == ["表外的格没有收：L3“请尽快答复”。"]


@pytest.mark.parametrize("note", ["已印发落实情况填报表", "方案：已报送", "填报单位：城乡科"])
def test_a_note_that_reads_like_the_head_of_a_form_is_a_note(
    note: str, small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {**DONE, "落实情况": note}})
    collect(gongkai, form)
    assert recorded(gongkai) == {(UNIT, "1.2", note)}


def test_merged_answers_are_remarked_on(office: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, office / "a.xlsx"), {"1.1.1": DONE})

    def merge(sheet: Any) -> None:
        sheet.merge_cells("F6:F7")

    answer = collect(gongkai, edit(form, merge))
    assert told(answer)["remarks"] == ["合并的格，盖住的每一行都算填了：F7“已完成”。"]
    assert outcomes(answer) == {"1.1.1": "new", "1.2.1": "new"}


# -- where it is -----------------------------------------------------------------------------------


def test_two_files_of_one_name_in_an_archive_are_both_read(small: Path, gongkai: Run) -> None:
    forms = [
        fill(export(gongkai, unit, small / f"{n}.xlsx"), {"1.2": DONE})
        for n, unit in enumerate((UNIT, OTHER))
    ]
    with warnings.catch_warnings(), zipfile.ZipFile(small / "a.zip", "w") as archive:
        warnings.simplefilter("ignore")  # the library warns of the equal names that are meant here
        for form in forms:
            archive.writestr("表.xlsx", form.read_bytes())
        archive.writestr("说明.docx", b"x")
    answer = collect(gongkai, small / "a.zip")
    assert [form["unit"] for form in answer.json["forms"]] == [UNIT, OTHER]
    assert "没有看：a.zip/说明.docx。" in answer.err


def test_files_of_one_name_in_two_folders_are_told_apart(small: Path, gongkai: Run) -> None:
    for folder in "甲乙":
        (small / folder).mkdir()
        export(gongkai, UNIT, small / folder / "表.xlsx")
    fill(small / "甲" / "表.xlsx", {"1.2": DONE})
    fill(small / "乙" / "表.xlsx", {"1.2": {"完成情况": "受阻"}})
    answer = collect(gongkai, "甲", "乙")
    assert [form["file"] for form in answer.json["forms"]] == ["甲/表.xlsx", "乙/表.xlsx"]
    assert answer.json["forms"][0]["rows"][0]["remarks"] == [
        "乙/表.xlsx 里说的不一样，请只收一份。"
    ]


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes elsewhere")
def test_a_file_name_in_gbk_is_read_and_recorded(small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    (small / "收").mkdir()
    form.rename(small / "收" / os.fsdecode("城乡科.xlsx".encode("gbk")))
    answer = collect(gongkai, "收")
    assert told(answer)["file"] == "城乡科.xlsx"
    assert len(recorded(gongkai)) == 1


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_what_is_no_plain_file_is_passed_over_and_its_name_is_harmless(
    small: Path, gongkai: Run
) -> None:
    export(gongkai, UNIT, small / "a.xlsx")
    os.mkfifo(small / "管道.xlsx")
    (small / "\x1b]0;x\x07.txt").write_bytes(b"x")
    (small / "链接").symlink_to(small)
    answer = collect(gongkai, small)
    assert answer.err.startswith("不是表格，没有看：链接（链接）、")
    assert "管道.xlsx" in answer.err
    assert "\x1b" not in answer.err
    refused = collect(gongkai, "管道.xlsx")
    assert refused.err.startswith("错误：管道.xlsx 不是普通文件。\n")


def test_a_name_that_is_too_long_is_not_there(small: Path, gongkai: Run) -> None:
    del small
    assert collect(gongkai, "长" * 200 + ".xlsx").code == 3
    answer = gongkai("form", "export", "--all", "-o", "长" * 200)
    assert (answer.code, "名称太长" in answer.err) == (3, True)


def test_a_unit_named_in_control_signs_gets_a_form(small: Path, gongkai: Run) -> None:
    reword(
        small,
        ("name: 事务中心", 'name: "\\x1b[31m红"'),
        ("lead: [事务中心]", 'lead: ["\\x1b[31m红"]'),
    )
    assert gongkai("form", "export", "--all", "-o", "表").code == 0


# -- damage and malice -----------------------------------------------------------------------------


def _renamed_part(path: Path, content: bytes) -> None:
    """Move the sheet to a part whose name says nothing of XML."""
    types = part(path, "[Content_Types].xml").replace(b"sheet1.xml", b"sheet1.dat")
    rels = part(path, "xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet1.dat")
    rewrite(
        path,
        {
            "[Content_Types].xml": types,
            "xl/_rels/workbook.xml.rels": rels,
            SHEET: None,
            "xl/worksheets/sheet1.dat": content,
        },
    )


def doctype_under_another_name(path: Path) -> None:
    xml = part(path, SHEET)
    _renamed_part(path, b'<!DOCTYPE w [<!ENTITY a "aa">]>' + xml)


def doctype_in_utf16(path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "aa">]><w/>'
    rewrite(path, {SHEET: text.encode("utf-16")})


def bomb_under_another_name(path: Path) -> None:
    _renamed_part(path, part(path, SHEET) + b" " * (30 << 20))


def wide_cells(path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(9, 4_000))
    replace(path, b"</sheetData>", rows + b"</sheetData>")


def many_merged(path: Path) -> None:
    """Merge one cell over thousands of rows, thousands of times."""
    rows = b"".join(b'<row r="%d"><c r="L%d"><v>1</v></c></row>' % (n, n) for n in range(9, 2_009))
    replace(path, b"</sheetData>", rows + b"</sheetData>")
    merged = b'<mergeCell ref="L9:L2008"/>' * 1_000
    replace(path, b"</mergeCells>", merged + b"</mergeCells>")


def many_answers(path: Path) -> None:
    rows = (f'<row r="{n}"><c r="F{n}" t="str"><v>x</v></c></row>' for n in range(9, 60_000))
    replace(path, b"</sheetData>", "".join(rows).encode() + b"</sheetData>")


def strict(path: Path) -> None:
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    replace(path, old, b"http://purl.oclc.org/ooxml/spreadsheetml/main", "xl/workbook.xml")


def odd_encoding(path: Path) -> None:
    rewrite(path, {SHEET: b'<?xml version="1.0" encoding="gb2312"?>' + part(path, SHEET)})


def bad_directory(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-6:-2] = b"\xff\xff\xff\x7f"
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (doctype_under_another_name, "form-unsafe"),
        (doctype_in_utf16, "form-unsafe"),
        (bomb_under_another_name, "form-large"),
        (wide_cells, "form-large"),
        (many_merged, "form-large"),
        (many_answers, "form-large"),
        (strict, "form-format"),
        (odd_encoding, "form-damaged"),
        (bad_directory, "form-damaged"),
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_a_hostile_file_is_refused_and_leaves_the_others_alone(
    damage: Callable[[Path], None], code: str, small: Path, gongkai: Run
) -> None:
    good = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE})
    bad = export(gongkai, OTHER, small / "b.xlsx")
    damage(bad)
    answer = collect(gongkai, good, bad)
    assert answer.code == 3
    assert [f["code"] for f in answer.json["forms"][1]["findings"]] == [code]
    assert len(recorded(gongkai)) == 1


def test_a_damaged_file_in_an_archive_leaves_the_others_alone(small: Path, gongkai: Run) -> None:
    good = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": DONE}).read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.xlsx", b"PK" + bytes(range(256)) * 40)
        archive.writestr("2.xlsx", good)
        archive.writestr("3.zip", b"PK")
    raw = bytearray(stream.getvalue())
    start = raw.index(b"1.xlsx") + 6
    raw[start : start + 40] = b"\xff" * 40
    (small / "b.zip").write_bytes(raw)
    answer = collect(gongkai, small / "b.zip")
    messages = [f["findings"][0]["message"] for f in answer.json["forms"] if f["findings"]]
    assert messages == ["压缩包已损坏，这个文件读不了。", "是压缩包里的压缩包，不读。"]
    assert len(recorded(gongkai)) == 1


def test_a_cell_in_the_last_row_and_the_last_column_does_not_burden_the_copy(
    small: Path, gongkai: Run
) -> None:
    form = fill(export(gongkai, UNIT, small / "a.xlsx"), {"1.2": {"落实情况": "好"}})

    def stray(sheet: Any) -> None:
        put(sheet["L1048576"], "x")
        put(sheet["XFD9"], "y")

    collect(gongkai, edit(form, stray), "-o", "退回")
    sheet: Any = load_workbook(small / "退回" / "a-退回.xlsx").worksheets[0]
    headings = {cell.value: cell.column_letter for cell in sheet[HEADER]}
    assert headings["问题"] == "M"
    assert sheet["M6"].value.startswith("填了内容，没有选完成情况。")


def test_thousands_of_rows_of_one_item_are_told_in_few_words(small: Path, gongkai: Run) -> None:
    form = export(gongkai, UNIT, small / "a.xlsx")

    def multiply(sheet: Any) -> None:
        for n in range(6, 306):
            for column in (1, 3, 11):
                put(sheet.cell(n, column), sheet.cell(6, column).value)
            put(sheet.cell(n, 6), "已完成")
            put(sheet.cell(n, 7), str(n))

    answer = collect(gongkai, edit(form, multiply))
    assert {row["outcome"] for row in told(answer)["rows"]} == {"invalid"}
    message = told(answer)["rows"][0]["findings"][0]["message"]
    assert message.endswith("落实情况!F10等 300 行。")

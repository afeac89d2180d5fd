"""Forms that went through a real LibreOffice: opened, filled in and rearranged by hand, saved, collected."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest
from office import missing, step
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Answer, Run
    from office import LibreOffice, Step

UNIT = "城乡科"
HEADER, FIRST, LAST = 5, 6, 29
STATE, NOTE, EVIDENCE, BY, DAY, MARK = "FGHIJK"
LETTERS = {"state": STATE, "note": NOTE, "evidence": EVIDENCE, "by": BY, "day": DAY}
ITEMS = (
    *("1.1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "2.1", "2.2.1", "2.2.2", "2.3.1", "2.3.2"),
    *("3.1.1", "3.1.2", "3.2.3", "4.1.1", "4.1.3", "4.2", "4.3.1", "4.3.2"),
    *("5.1", "5.2.1", "5.2.2", "5.2.3", "5.3.1", "5.3.2"),
)
"""The unit's items, in the order of its form."""
TODAY = "2019-11-20"
LOST = "隐藏信息丢失"
SIGNS = (
    *("=1+1", "+86 一条", "-已办", "@王科长", '=HYPERLINK("http://x")', "'=1+1", "''引号"),
    *("1.10", "007", "12%", "2019-11-5", "TRUE", "1e5", "#N/A", "<b>&amp;", "“引”、『号』"),
    *("第一条\n第二条\n\n第四条", "=甲\n=乙", "a\tb", "😀𠮷"),
)
"""Texts that a workbook could take for something else."""
ESCAPES = ("第_x0041_栏", "_x000D_", "x005F_")
"""Texts that look like the workbook's own way of writing control signs (ECMA-376 part 1, 22.9.2.19)."""


class Said(NamedTuple):
    """What was said of an item; evidence as titles."""

    state: str
    note: str = ""
    evidence: tuple[str, ...] = ()
    by: str = UNIT
    day: str = TODAY


class Typist(Protocol):
    """Gives what LibreOffice saved after some steps in a form."""

    def __call__(self, *steps: Step, form: Path = ..., name: str = ...) -> Path:
        """Begin with the unit's form as it is sent out, or with another one; save under a name."""


@pytest.fixture
def form(office: Path, gongkai: Run) -> Path:
    """The unit's form as it is sent out."""
    return export(gongkai, office)


@pytest.fixture
def typed(libreoffice: LibreOffice, form: Path) -> Typist:
    """Let LibreOffice edit the form."""

    def call(*steps: Step, form: Path = form, name: str = "交回.xlsx") -> Path:
        return libreoffice.typed(form, form.with_name(name), steps)

    return call


def export(gongkai: Run, folder: Path) -> Path:
    path = folder / "填报表.xlsx"
    answer = gongkai("form", "export", "--unit", UNIT, "-o", str(path), "--force")
    assert answer.code == 0, answer
    return path


def collect(gongkai: Run, path: Path) -> Any:
    """Collect a form that must be taken, and give the answer."""
    answer = gongkai("form", "collect", str(path), "--yes", "--json")
    assert answer.code == 0, answer
    return answer.json


def preview(gongkai: Run, path: Path) -> Answer:
    return gongkai("form", "collect", str(path), "--dry-run")


def recorded(gongkai: Run) -> dict[str, Said]:
    """All that the registry holds, by item; of none more than one entry."""
    entries = gongkai("status", "log", "--json").json["entries"]
    said = {entry["item"]: _said(entry) for entry in entries}
    assert len(said) == len(entries)
    return said


def _said(entry: dict[str, Any]) -> Said:
    proofs = tuple(proof["title"] for proof in entry["evidence"])
    return Said(entry["state"], entry["note"], proofs, entry["by"], entry["date"])


def cell(item: str, column: str) -> str:
    """Where something of an item stands in a form as it is sent out."""
    return f"{column}{FIRST + ITEMS.index(item)}"


def fill(item: str, **parts: str) -> list[Step]:
    """Type into an item's row."""
    return [step("type", cell=cell(item, LETTERS[name]), text=text) for name, text in parts.items()]


def sheet_of(path: Path) -> Any:
    """The sheet that LibreOffice wrote, as another program reads it."""
    return load_workbook(path).worksheets[0]


def say(gongkai: Run, item: str, note: str, *more: str) -> None:
    """Record something at the office itself."""
    told = ("--unit", UNIT, f"--note={note}", "--by=张三", *more)
    answer = gongkai("status", "set", item, "推进中", *told)
    assert answer.code == 0, answer


# -- opened and saved --------------------------------------------------------------------------------


def test_a_form_that_was_only_converted_says_nothing_new(
    libreoffice: LibreOffice, gongkai: Run, form: Path
) -> None:
    saved = libreoffice.convert(form, form.parent / "saved", "xlsx")
    answer = collect(gongkai, saved)
    assert (answer["changes"], answer["forms"][0]["remarks"]) == ([], [])
    assert recorded(gongkai) == {}
    assert sheet_of(saved).column_dimensions[MARK].hidden


@pytest.mark.parametrize("notes", [SIGNS, ESCAPES], ids=["signs", "escapes"])
@pytest.mark.parametrize("way", ["convert", "open and save"])
def test_what_was_said_before_comes_back_as_the_very_same_text(
    notes: tuple[str, ...], way: str, libreoffice: LibreOffice, gongkai: Run, office: Path
) -> None:
    for item, note in zip(ITEMS, notes, strict=False):
        say(gongkai, item, note, f"--evidence={note}", "--date=2019-11-05")
    form, before = export(gongkai, office), recorded(gongkai)
    if way == "convert":
        saved = libreoffice.convert(form, office / "saved", "xlsx")
    else:
        saved = libreoffice.typed(form, office / "saved.xlsx")
    answer = collect(gongkai, saved)
    outcomes = {row["item"]: row["outcome"] for row in answer["forms"][0]["rows"]}
    assert outcomes == dict.fromkeys(ITEMS, "blank") | dict.fromkeys(before, "same")
    assert answer["changes"] == []
    assert recorded(gongkai) == before


# -- what it looks like there ------------------------------------------------------------------------


def test_what_is_printed_cannot_be_typed_over(typed: Typist, form: Path) -> None:
    sheet = sheet_of(typed(*(step("type", cell=f"{c}{FIRST}", text="改") for c in "ABCDEFGHIK")))
    printed = sheet_of(form)
    assert sheet.protection.sheet
    for column in "ABCDEK":
        assert sheet[f"{column}{FIRST}"].value == printed[f"{column}{FIRST}"].value
    assert [sheet[f"{column}{FIRST}"].value for column in "FGHI"] == ["改"] * 4


def test_only_what_is_to_be_filled_in_is_unlocked(typed: Typist) -> None:
    sheet = sheet_of(typed())
    unlocked = {
        here.coordinate for row in sheet.iter_rows() for here in row if not here.protection.locked
    }
    asked = (STATE, NOTE, EVIDENCE, BY, DAY)
    assert unlocked == {f"{c}{row}" for c in asked for row in range(FIRST, LAST + 1)}


def test_headings_stay_in_sight_and_the_hidden_part_out_of_it(typed: Typist) -> None:
    sheet = sheet_of(typed())
    pane = sheet.sheet_view.pane
    assert (pane.state, pane.xSplit, pane.ySplit) == ("frozen", 1, HEADER)
    assert sheet.column_dimensions[MARK].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_states_are_offered_in_a_list_and_days_are_checked(typed: Typist) -> None:
    rules = {str(rule.sqref): rule for rule in sheet_of(typed()).data_validations.dataValidation}
    states, days = (rules[f"{column}{FIRST}:{column}{LAST}"] for column in (STATE, DAY))
    assert (states.type, states.formula1) == (
        "list",
        '"未启动,推进中,已完成,长期坚持,不涉及,受阻"',
    )
    assert not states.showDropDown, "the arrow is hidden where this is set"
    assert (days.type, days.operator) == ("date", "between")


def test_every_printed_page_has_the_headings(libreoffice: LibreOffice, form: Path) -> None:
    pdf = libreoffice.convert(form, form.parent / "print", "pdf")
    pages = pages_of(pdf)
    assert len(pages) > 1
    headings = ["编号", "工作任务", "具体要求", "角色", "完成情况", "落实情况", "佐证", "填报人"]
    for page in pages:
        assert any(all(word in line for word in headings) for line in page.splitlines()), page


def pages_of(pdf: Path) -> list[str]:
    reader = shutil.which("pdftotext")
    if reader is None:
        missing("pdftotext")
    done = subprocess.run(
        [reader, "-layout", "-enc", "UTF-8", str(pdf), "-"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode().split("\f")[:-1]


# -- filled in ---------------------------------------------------------------------------------------


def assert_recorded(gongkai: Run, path: Path, said: dict[str, Said]) -> None:
    """A form brings just these answers; once they are in, it brings nothing."""
    assert len(collect(gongkai, path)["changes"]) == len(said)
    assert recorded(gongkai) == said
    assert collect(gongkai, path)["changes"] == []


def test_states_are_read_as_offices_write_them(typed: Typist, gongkai: Run) -> None:
    words = {
        "已完成": "done",
        "完成": "done",
        "已办结": "done",
        " 已完成 ": "done",
        "　已　完成。": "done",
        "ＤＯＮＥ": "done",
        "√已完成": "done",
        "推进中": "in_progress",
        "正在推进": "in_progress",
        "未启动": "not_started",
        "已完成，长期坚持": "ongoing",
        "不涉及": "not_applicable",
        "受阻": "blocked",
    }
    lines = dict(zip(ITEMS, words.items(), strict=False))
    steps = [made for item, (word, _) in lines.items() for made in fill(item, state=word)]
    said = {item: Said(state) for item, (_, state) in lines.items()}
    assert_recorded(gongkai, typed(*steps), said)


@pytest.mark.parametrize("do", ["type", "text"])
def test_days_are_read_as_people_write_them(do: str, typed: Typist, gongkai: Run) -> None:
    days = ["2019-11-5", "2019.11.5", "2019/11/5", "2019年11月5日", "２０１９．１１．５"]
    lines = dict(zip(ITEMS, days, strict=False))
    steps = [step(do, cell=cell(item, DAY), text=day) for item, day in lines.items()]
    steps += [made for item in lines for made in fill(item, state="已完成")]
    said = dict.fromkeys(lines, Said("done", day="2019-11-05"))
    assert_recorded(gongkai, typed(*steps), said)


def test_a_day_may_lack_its_year_or_be_a_bare_number(typed: Typist, gongkai: Run) -> None:
    path = typed(
        *fill("1.1.1", state="已完成"),
        *fill("1.2.1", state="已完成"),
        step("text", cell=cell("1.1.1", DAY), text="11月5日"),
        step("number", cell=cell("1.2.1", DAY), value=43774),
    )
    said = dict.fromkeys(["1.1.1", "1.2.1"], Said("done", day="2019-11-05"))
    assert_recorded(gongkai, path, said)


@pytest.mark.parametrize("do", ["type", "text"])
def test_a_day_may_be_eight_digits(do: str, typed: Typist, gongkai: Run) -> None:
    day = step(do, cell=cell("1.1.1", DAY), text="20191105")
    path = typed(*fill("1.1.1", state="已完成"), day)
    assert_recorded(gongkai, path, {"1.1.1": Said("done", day="2019-11-05")})


@pytest.mark.parametrize("notes", [SIGNS, ESCAPES], ids=["signs", "escapes"])
@pytest.mark.parametrize("do", ["type", "text"])
def test_texts_stay_what_was_written(
    do: str, notes: tuple[str, ...], typed: Typist, gongkai: Run
) -> None:
    lines = dict(zip(ITEMS, notes, strict=False))
    steps = [step(do, cell=cell(item, NOTE), text=note) for item, note in lines.items()]
    steps += [made for item in lines for made in fill(item, state="推进中", by="李四")]
    said = {item: Said("in_progress", note, by="李四") for item, note in lines.items()}
    assert_recorded(gongkai, typed(*steps), said)


def test_evidence_has_a_line_for_each_piece(typed: Typist, gongkai: Run) -> None:
    proofs = "政策解读 https://example.gov.cn/1.html\n=汕建〔2019〕5号\n-截图"
    path = typed(*fill("1.1.1", state="已完成", evidence=proofs))
    said = Said("done", evidence=("政策解读", "=汕建〔2019〕5号", "-截图"))
    assert_recorded(gongkai, path, {"1.1.1": said})


def test_a_merged_answer_counts_for_every_row_that_it_covers(typed: Typist, gongkai: Run) -> None:
    path = typed(
        *fill("1.1.1", state="已完成", note="三项一并\n在专栏公开", day="2019-11-5"),
        *(step("merge", area=f"{c}{FIRST}:{c}{FIRST + 2}") for c in (STATE, NOTE, DAY)),
    )
    said = Said("done", "三项一并\n在专栏公开", day="2019-11-05")
    assert_recorded(gongkai, path, dict.fromkeys(ITEMS[:3], said))


def test_what_a_merged_answer_hides_does_not_count(typed: Typist, gongkai: Run) -> None:
    path = typed(
        *fill("1.1.1", state="已完成"),
        *fill("1.2.1", state="受阻"),
        step("merge", area=f"{STATE}{FIRST}:{STATE}{FIRST + 1}"),
    )
    assert_recorded(gongkai, path, dict.fromkeys(ITEMS[:2], Said("done")))


@pytest.mark.parametrize("column", [STATE, NOTE, EVIDENCE, BY, DAY])
def test_a_formula_is_refused_where_it_stands(column: str, typed: Typist, gongkai: Run) -> None:
    formula = step("formula", cell=f"{column}{FIRST}", text="=1+1")
    path = typed(*fill("1.1.1", state="已完成"), *fill("1.2.1", state="已完成"), formula)
    answer = gongkai("form", "collect", str(path), "--yes")
    assert answer.code == 3
    (refused,) = (row for row in answer.rows if "不合格" in row)
    assert refused[1] == f"落实情况!{column}{FIRST}"
    assert "是公式" in refused[-1]
    assert recorded(gongkai) == {}


def test_a_form_that_was_sent_back_can_be_mended_and_collected(
    typed: Typist, gongkai: Run, office: Path
) -> None:
    wrong = [
        *fill("1.1.1", state="完成了吗", note="=1+1", day="2019-11-5"),
        *fill("1.2.1", note="略"),
    ]
    path = typed(*wrong, *fill("1.2.2", state="已完成", note="-甲\n-乙"))
    assert gongkai("form", "collect", str(path), "--yes", "-o", "退回").code == 3
    (returned,) = (office / "退回").iterdir()
    right = [*fill("1.1.1", state="推进中"), *fill("1.2.1", state="受阻")]
    mended = typed(*right, form=returned, name="改好.xlsx")
    assert "完成了吗" in sheet_of(mended)[f"L{FIRST}"].value
    said = {
        "1.1.1": Said("in_progress", "=1+1", day="2019-11-05"),
        "1.2.1": Said("blocked", "略"),
        "1.2.2": Said("done", "-甲\n-乙"),
    }
    assert_recorded(gongkai, mended, said)


# -- rearranged --------------------------------------------------------------------------------------

FILLED = (
    *fill("1.1.1", state="已完成", note="=已公开 12 条", by="李四", day="2019-11-5"),
    *fill("1.2.2", state="推进中", note="第一步\n第二步", evidence="汕建〔2019〕5号"),
    *fill("3.1.1", state="长期坚持", day="2019-11-6"),
    *fill("5.3.2", state="受阻", note="缺人手"),
)
ANSWERS = {
    "1.1.1": Said("done", "=已公开 12 条", by="李四", day="2019-11-05"),
    "1.2.2": Said("in_progress", "第一步\n第二步", ("汕建〔2019〕5号",)),
    "3.1.1": Said("ongoing", day="2019-11-06"),
    "5.3.2": Said("blocked", "缺人手"),
}
OPEN = step("unprotect")
REARRANGED: dict[str, list[Step]] = {
    "sorted": [OPEN, step("sort", area=f"A{FIRST}:K{LAST}", column="C", ascending=False)],
    "sorted without the hidden column": [
        OPEN,
        step("sort", area=f"A{FIRST}:J{LAST}", column="C"),
    ],
    "sorted by what was answered": [OPEN, step("sort", area=f"A{FIRST}:K{LAST}", column=STATE)],
    "answers moved to the front": [
        OPEN,
        step("insert_columns", column="A", count=5),
        step("move", area=f"K{HEADER}:O{LAST}", to=f"A{HEADER}"),
        step("delete_columns", column="K", count=5),
    ],
    "two columns changed places": [
        OPEN,
        step("insert_columns", column=NOTE),
        step("move", area=f"I{HEADER}:I{LAST}", to=f"G{HEADER}"),
        step("delete_columns", column="I"),
    ],
    "the hidden column moved to the front": [
        OPEN,
        step("insert_columns", column="A"),
        step("move", area=f"L{HEADER}:L{LAST}", to=f"A{HEADER}"),
    ],
    "blank rows put in": [
        OPEN,
        step("insert_rows", row=20, count=3),
        step("insert_rows", row=FIRST),
        step("insert_rows", row=1, count=2),
    ],
    "the head deleted": [OPEN, step("delete_rows", row=1, count=2), step("delete_rows", row=2)],
    "columns put in": [
        OPEN,
        step("insert_columns", column="A", count=2),
        step("insert_columns", column="I"),
        step("text", cell=f"I{HEADER}", text="科长意见"),
        step("text", cell=f"I{FIRST}", text="同意"),
    ],
    "columns deleted": [OPEN, step("delete_columns", column="D", count=2)],
    "renamed": [step("rename", name="Sheet1 (2)")],
    "sheets added": [
        step("add_sheet", name="汇总", rows=[["科室", "件数"], [UNIT, "4"]]),
        step("add_sheet", name="说明", rows=[["编号", "说明"], ["1.1.1", "略"]], first=True),
    ],
    "copied into a new workbook": [step("rename", name="单独"), step("take_out")],
    "the hidden column deleted": [OPEN, step("delete_columns", column=MARK)],
}


@pytest.mark.parametrize("steps", REARRANGED.values(), ids=REARRANGED)
def test_a_rearranged_form_brings_the_same_answers(
    steps: list[Step], typed: Typist, gongkai: Run, form: Path
) -> None:
    path = typed(*FILLED, *steps)
    sent, returned = cells_of(form), cells_of(path)
    assert returned.keys() != sent.keys() or not sent["落实情况"] <= returned["落实情况"]
    assert_recorded(gongkai, path, ANSWERS)


def cells_of(path: Path) -> dict[str, set[tuple[str, str]]]:
    """What stands where, sheet by sheet."""
    return {
        sheet.title: {(c.coordinate, str(c.value)) for row in sheet for c in row if c.value}
        for sheet in load_workbook(path).worksheets
    }


def test_everything_at_once_brings_the_same_answers(typed: Typist, gongkai: Run) -> None:
    names = ("sorted", "columns put in", "blank rows put in", "renamed", "sheets added")
    steps = [made for name in names for made in REARRANGED[name]]
    assert_recorded(gongkai, typed(*FILLED, *steps, name="新建 工作表(1).xlsx"), ANSWERS)


def test_rows_that_were_deleted_are_named(typed: Typist, gongkai: Run) -> None:
    path = typed(*FILLED, OPEN, step("delete_rows", row=9, count=3))
    assert f"表里没有这些事项：{' '.join(ITEMS[3:6])}。" in preview(gongkai, path).out
    assert_recorded(gongkai, path, ANSWERS)


def test_what_is_not_collected_is_named(typed: Typist, gongkai: Run) -> None:
    shown = preview(gongkai, typed(*REARRANGED["columns put in"], *REARRANGED["sheets added"])).out
    assert "表外的格没有收：" in shown
    assert "“同意”" in shown
    assert "别的工作表没有收：“说明”、“汇总”。" in shown


def test_without_its_hidden_column_a_form_is_known_by_numbers_and_texts(
    typed: Typist, gongkai: Run
) -> None:
    steps = [*REARRANGED["sorted"], step("delete_columns", column=MARK)]
    path = typed(*FILLED, *steps)
    shown = preview(gongkai, path)
    assert LOST in shown.out
    assert shown.code == 0
    assert_recorded(gongkai, path, ANSWERS)


def test_a_form_sorted_apart_from_its_hidden_column_still_tells_what_its_unit_saw(
    typed: Typist, gongkai: Run, office: Path
) -> None:
    say(gongkai, "1.1.1", "已发 3 篇")
    say(gongkai, "1.2.1", "没有变")
    form = export(gongkai, office)
    say(gongkai, "1.2.1", "后来又变了")
    steps = [*fill("1.1.1", note="已发 4 篇"), *fill("1.2.1", note="单位不知道")]
    path = typed(*steps, *REARRANGED["sorted without the hidden column"], form=form)
    outcomes = {row["item"]: row["outcome"] for row in collect(gongkai, path)["forms"][0]["rows"]}
    assert (outcomes["1.1.1"], outcomes["1.2.1"]) == ("changed", "conflict")


def test_without_its_hidden_column_a_form_overrides_nothing(
    typed: Typist, gongkai: Run, office: Path
) -> None:
    say(gongkai, "1.1.1", "已发 3 篇")
    say(gongkai, "1.2.1", "没有变")
    form, before = export(gongkai, office), recorded(gongkai)
    path = typed(
        *fill("1.1.1", state="已完成"), OPEN, step("delete_columns", column=MARK), form=form
    )
    answer = collect(gongkai, path)
    outcomes = {row["item"]: row["outcome"] for row in answer["forms"][0]["rows"]}
    assert (outcomes["1.1.1"], outcomes["1.2.1"]) == ("conflict", "same")
    assert recorded(gongkai) == before


# -- other formats -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "kind"), [("ods", "是 OpenDocument 文件（.ods）"), ("xls", "是旧格式")]
)
def test_another_format_is_refused_with_what_to_do(
    ending: str, kind: str, libreoffice: LibreOffice, gongkai: Run, form: Path
) -> None:
    answer = preview(gongkai, libreoffice.convert(form, form.parent / "saved", ending))
    assert answer.code == 3
    assert kind in answer.out
    assert "另存为“Excel 工作簿（.xlsx）”" in answer.out

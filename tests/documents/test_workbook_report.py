"""The summary workbook: its figures are the report's, nothing is lost, everything can be printed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import scenes
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from gongkai_cli.documents import json_report, workbook_report
from gongkai_cli.documents.cells import TALLEST
from gongkai_cli.domain.summary import UnitLine
from gongkai_cli.domain.terms import Lamp, Role, State
from gongkai_cli.storage.registry import Record, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

    from gongkai_cli.domain.dossier import Dossier

ITEMS, FIGURES, OWED, ENTRIES = "汇总表", "分单位统计", "未反馈清单", "记录"
HEADINGS = {
    ITEMS: [
        *("序号", "编号", "工作任务", "具体要求", "牵头（责任）单位", "配合单位", "期限"),
        *("完成情况", "灯", "落实情况", "佐证"),
    ],
    OWED: ["序号", "灯", "期限", "单位", "角色", "情况", "尚需", "编号", "标题"],
    ENTRIES: [
        *("记录号", "日期", "事项", "单位", "内容", "说明", "佐证", "记录人", "记录时间", "来源"),
    ],
}
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CARRIED = "（续"


def book(made: Dossier) -> Any:
    """A dossier's workbook as another program reads it."""
    return load_workbook(io.BytesIO(workbook_report.write(made)))


def parts(made: Dossier, name: str) -> dict[str, str]:
    """The workbook's parts whose names match, as they stand in the file."""
    with zipfile.ZipFile(io.BytesIO(workbook_report.write(made))) as archive:
        found = sorted(n for n in archive.namelist() if re.search(name, n))
        return {n: etree.tostring(etree.fromstring(archive.read(n)), encoding=str) for n in found}


def bounds(area: str) -> tuple[int, int, int, int]:
    """The first column and row of an area, and the last ones."""
    left, top, right, last = range_boundaries(area)
    return left or 0, top or 0, right or 0, last or 0


def header(sheet: Any) -> int:
    """The row of the headings: the first of those that have the filter."""
    return bounds(sheet.auto_filter.ref)[1]


def table(sheet: Any) -> list[dict[str, Any]]:
    """The rows that have the filter, by heading."""
    left, top, right, last = bounds(sheet.auto_filter.ref)
    rows = [[plain(cell.value) for cell in row] for row in sheet.iter_rows(top, last, left, right)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def plain(value: Any) -> Any:
    """What a cell says to a reader: escapes of the format undone."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def chapters(sheet: Any) -> list[list[Any]]:
    """The rows of the table of chapters, without its headings, with what adds them up."""
    rows = [[cell.value for cell in row[:10]] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "章节")
    end = next(n for n, row in enumerate(rows) if row[0] == "按单位")
    return [row for row in rows[start + 1 : end] if row[0]]


def whole(rows: list[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    """Put rows together that carry a text on, by what the row begins with."""
    found: dict[Any, dict[str, Any]] = {}
    for row in rows:
        mark = row[key].split(f"\n{CARRIED}")[0]
        if mark not in found:
            found[mark] = dict(row)
        else:
            for name in ("落实情况", "佐证", "说明", "具体要求"):
                if row.get(name):
                    found[mark][name] = f"{found[mark][name]}{row[name]}"
    return found


def squeezed(text: str) -> str:
    """A text without what breaks its lines."""
    return re.sub(r"\s", "", text)


@pytest.fixture(params=["empty", "half", "complete", "long", "late", "one unit"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Dossier:
    """The plan as it may stand."""
    kind = {"late": "half", "one unit": "half"}.get(request.param, request.param)
    plan = scenes.scene(tmp_path / "scene", kind)
    today = scenes.LATE if request.param == "late" else scenes.AS_OF
    return scenes.dossier(plan, today, "城乡科" if request.param == "one unit" else "")


@pytest.fixture
def half(tmp_path: Path) -> Dossier:
    return scenes.dossier(scenes.scene(tmp_path / "scene", "half"))


@pytest.fixture
def long(tmp_path: Path) -> Dossier:
    return scenes.dossier(scenes.scene(tmp_path / "scene", "long"))


def report(made: Dossier) -> Any:
    """What ``gongkai report --json`` says."""
    return json.loads(json_report.text(made.report, made.titles))


# -- figures ---------------------------------------------------------------------------------------


def test_the_sheets_have_the_columns_that_offices_expect(made: Dossier) -> None:
    found = book(made)
    assert found.sheetnames == [ITEMS, FIGURES, OWED, ENTRIES]
    for name, headings in HEADINGS.items():
        assert [cell.value for cell in found[name][header(found[name])]] == headings


def test_the_figures_of_units_are_those_of_the_report(made: Dossier) -> None:
    sheet = book(made)[FIGURES]
    shown = {row.pop("单位"): row for row in table(sheet)}
    told = {line["unit"]: line for line in report(made)["by_unit"]}
    assert list(shown) == list(told)
    for unit, line in told.items():
        assert shown[unit] == {
            "牵头": line["lead"],
            "责任": line["responsible"],
            "配合": line["support"],
            "合计": line["total"],
            "已反馈": line["reported"],
            "未反馈": line["total"] - line["reported"],
            "已办结": line["finished"],
            "逾期": line["late"],
            "反馈率": pytest.approx(line["reported_rate"], abs=5e-5),
        }


def test_units_add_up_to_the_totals(half: Dossier) -> None:
    sheet, told = book(half)[FIGURES], report(half)["totals"]
    last = bounds(sheet.auto_filter.ref)[3]
    assert sheet.cell(last + 1, 1).value is None  # where a filter ends
    total = [cell.value for cell in sheet[last + 2][:10]]
    sums = [sum(row[name] for row in table(sheet)) for name in list(table(sheet)[0])[1:-1]]
    assert total[:-1] == ["合计", *sums]
    assert total[4:6] == [told["assignments"], told["reported"]]
    assert total[-1] == pytest.approx(told["reported_rate"], abs=5e-5)


def test_the_figures_of_chapters_are_those_of_the_report(made: Dossier) -> None:
    told = report(made)
    expected = [(f"{c['number']}{c['heading']}", c) for c in told["by_section"]]
    if len(expected) > 1:
        expected.append(("合计", told["totals"]))
    for row, (name, figures) in zip(chapters(book(made)[FIGURES]), expected, strict=True):
        lamps = figures["lamps"]
        assert row == [
            name,
            figures["items"],
            figures["complete"],
            pytest.approx(figures["completion_rate"], abs=5e-5),
            figures["assignments"],
            figures["reported"],
            pytest.approx(figures["reported_rate"], abs=5e-5),
            *(lamps["red"], lamps["yellow"], lamps["green"]),
        ]


def test_items_counted_in_the_sheet_give_the_totals(made: Dossier) -> None:
    rows = [row for row in table(book(made)[ITEMS]) if CARRIED not in row["编号"]]
    told = report(made)["totals"]
    lamps = {lamp.value: lamp for lamp in Lamp}
    shown = Counter(row["灯"][0] for row in rows)
    assert [row["序号"] for row in rows] == list(range(1, told["items"] + 1))
    assert {lamps[name].sign: n for name, n in told["lamps"].items() if n} == dict(shown)
    states = Counter(row["完成情况"] for row in rows)
    assert {s.word: n for s in State if (n := told["states"][s.value])} == dict(states)


def test_rates_look_as_they_do_on_the_terminal(half: Dossier) -> None:
    sheet = book(half)[FIGURES]
    cells = {
        cell.number_format for row in sheet.iter_rows() for cell in row if type(cell.value) is float
    }
    assert cells == {"0.0%"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_sheet_says_what_it_is_about(made: Dossier) -> None:
    for sheet in book(made).worksheets:
        head = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, 5))
        assert head.startswith("2019年政务公开")
        assert f"方案：{made.report.plan.title}　{made.report.plan.number}" in head
        assert "期限：2019年12月25日" in head
        assert f"反馈率：{made.report.totals.reported_rate:.1%}（应反馈" in head
        assert f"完成率：{made.report.totals.completion_rate:.1%}（事项" in head
        assert (f"单位：{made.report.unit}" in head) == bool(made.report.unit)


def test_what_is_owed_is_that_of_the_report_in_its_order(made: Dossier) -> None:
    told, rows = report(made)["outstanding"], table(book(made)[OWED])
    if not told:
        assert [row["序号"] for row in rows] == ["无"]
        return
    states = {state.value: state.word for state in State}
    roles = {role.value: role.word for role in Role}
    assert [list(row.values()) for row in rows] == [
        [
            n,
            row["灯"],
            datetime.fromisoformat(line["due"]),
            line["unit"],
            roles[line["role"]],
            "未反馈" if line["owes"] == "report" else states[line["state"]],
            {"report": "反馈", "finish": "办结"}[line["owes"]],
            line["item"],
            line["title"],
        ]
        for n, (line, row) in enumerate(zip(told, rows, strict=True), 1)
    ]
    lamps = {lamp.value: lamp for lamp in Lamp}
    for line, row in zip(told, rows, strict=True):
        lamp = lamps[line["lamp"]]
        blocked = line["lamp"] == "yellow" and line["state"] == "blocked"
        assert row["灯"] == f"{lamp.sign}{'受阻' if blocked else lamp.word}"


# -- what was said ---------------------------------------------------------------------------------


def test_an_item_stands_as_the_document_has_it(half: Dossier) -> None:
    rows = whole(table(book(half)[ITEMS]), "编号")
    assert list(rows) == [work.item.id for work in half.works]
    for work in half.works:
        row, item = rows[work.item.id], work.item
        assert row["具体要求"] == item.text
        assert row["工作任务"] == "\n".join(item.path)
        assert row["牵头（责任）单位"] == "、".join(item.lead + item.responsible)
        assert (row["配合单位"] or "") == "、".join(item.support)
        assert row["期限"] == datetime.combine(item.due, datetime.min.time())


def test_each_unit_is_named_with_what_it_said_or_as_silent(made: Dossier) -> None:
    rows = whole(table(book(made)[ITEMS]), "编号")
    for work in made.works:
        said = squeezed(rows[work.item.id]["落实情况"] or "")
        heads, _, rest = said.partition("未反馈：")
        silent = re.split("待明确：", rest)[0].split("、") if rest else []
        assert set(silent) == {part.unit for part in work.standings if part.word is None}
        for part in work.standings:
            if part.word:
                assert part.unit in heads
                assert f"{part.role.word}，{part.state.word}）" in heads


def test_an_open_group_is_to_be_decided(half: Dossier) -> None:
    said = whole(table(book(half)[ITEMS]), "编号")["3.2.1"]["落实情况"]
    assert said.splitlines()[-1] == "待明确：各相关科室"
    assert said.startswith("行政审批科（牵头，受阻）：省级审批系统接口未开放")


def test_evidence_has_its_address_and_its_unit(half: Dossier) -> None:
    rows = whole(table(book(half)[ITEMS]), "编号")
    for work in half.works:
        shown = squeezed(rows[work.item.id]["佐证"] or "")
        for part in work.standings:
            for proof in part.word.entry.evidence if part.word else ():
                assert squeezed(f"{proof.title}{proof.url}") in shown
                assert part.unit in shown or len(work.standings) == 1


def test_the_ledger_is_all_there_also_what_was_retracted(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "scene", "half")
    registry = scenes.registry(plan)
    registry.undo("", scenes.AT + timedelta(hours=1), "张三")
    made = scenes.dossier(plan)
    rows = whole(table(book(made)[ENTRIES]), "记录号")
    assert list(rows) == [entry.id for entry in made.entries]
    for entry in made.entries:
        row = rows[entry.id]
        assert row["日期"] == datetime.fromisoformat(entry.day)
        assert (row["事项"], row["单位"]) == (entry.item, entry.unit)
        assert (row["说明"] or "", row["记录人"]) == (entry.note, entry.by)
        assert [url for proof in entry.evidence if (url := proof.url) not in row["佐证"]] == []
        assert row["记录时间"] == datetime.fromisoformat(entry.at).replace(tzinfo=None)
        assert row["来源"] == "命令"
    gone = made.entries[-1].retracts
    assert rows[made.entries[-1].id]["内容"] == f"撤销 {gone}"
    assert rows[gone]["内容"].endswith("（已撤销）")


def test_an_entry_from_a_form_names_its_cell(half: Dossier) -> None:
    entry = half.entries[0]._replace(via="form:城乡科.xlsx!落实情况!F9")
    rows = table(book(half._replace(entries=(entry,)))[ENTRIES])
    assert [row["来源"] for row in rows] == ["城乡科.xlsx!落实情况!F9"]


def test_nothing_that_was_typed_is_run(long: Dossier) -> None:
    for xml in parts(long, r"^xl/worksheets/sheet\d+\.xml$").values():
        assert "<f>" not in xml
        assert 't="str"' not in xml
        assert "_x0041_" not in xml.replace("_x005F_x0041_", "")  # it would be read as A
    assert not parts(long, "hyperlink")
    rows = table(book(long)[ENTRIES])
    said = {row["说明"].split("\n")[0] for row in rows if CARRIED not in row["记录号"]}
    assert '=HYPERLINK("http://example.com","点我")' in said
    assert "@SUM(A1) +1-1" in said
    assert "]]>&amp;<w:p/> _x0041_ 反写 ?[31m" in said


def test_a_long_note_goes_on_in_rows_below_and_loses_nothing(long: Dossier) -> None:
    found = book(long)
    items, entries = (whole(table(found[ITEMS]), "编号"), whole(table(found[ENTRIES]), "记录号"))
    for entry in long.entries:
        note = squeezed(entry.note.replace("\u202e", "").replace("\x1b", "?"))
        assert squeezed(entries[entry.id]["说明"]) == note
        assert note in squeezed(items[entry.item]["落实情况"])


def test_a_note_larger_than_a_cell_loses_nothing(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "scene", "empty")
    note = "".join(f"第{n}条，" for n in range(9000))
    saying = Saying(State.DONE, scenes.AS_OF, scenes.AT, note, by="张三")
    scenes.registry(plan).record_all([Record("3.1.1", "城乡科", saying, ())])
    found = book(scenes.dossier(plan))
    assert whole(table(found[ITEMS]), "编号")["3.1.1"]["落实情况"].endswith(note[-30:])
    (row,) = whole(table(found[ENTRIES]), "记录号").values()
    assert row["说明"] == note


def test_rows_that_carry_a_text_on_can_be_filtered_and_sorted_with_their_item(
    long: Dossier,
) -> None:
    rows = table(book(long)[ITEMS])
    first: dict[str, dict[str, Any]] = {}
    assert any(CARRIED in row["编号"] for row in rows)
    for row in rows:
        own = first.setdefault(row["编号"].split("\n")[0], row)
        same = ("序号", "工作任务", "牵头（责任）单位", "配合单位", "期限", "完成情况", "灯")
        assert [row[name] for name in same] == [own[name] for name in same]
        assert row is own or not row["具体要求"]


def test_no_row_is_higher_than_excel_shows(made: Dossier) -> None:
    for sheet in book(made).worksheets:
        heights = [sheet.row_dimensions[n + 1].height for n in range(sheet.max_row)]
        assert all(0 < height <= TALLEST for height in heights)


# -- the sheets ------------------------------------------------------------------------------------


def test_the_headings_have_a_filter_and_stay_in_sight(made: Dossier) -> None:
    found = book(made)
    for name, headings in HEADINGS.items():
        sheet = found[name]
        left, top, right, last = bounds(sheet.auto_filter.ref)
        assert (left, right, last) == (1, len(headings), sheet.max_row)
        assert sheet.freeze_panes == f"B{top + 1}"
        assert sheet.print_title_rows == f"${top}:${top}"


def test_every_sheet_is_printed_on_a4_landscape(made: Dossier) -> None:
    for sheet in book(made).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth) == (
            True,
            1,
        )
        assert sheet.page_setup.fitToHeight == (1 if sheet.title == FIGURES else 0)
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert bounds(sheet.print_area.split("!")[1])[3] >= sheet.max_row


def test_a_lamp_has_sign_and_word_and_its_colour_follows_them(made: Dossier) -> None:
    found = book(made)
    for name in (ITEMS, OWED):
        sheet = found[name]
        letter = "ABCDEFGHIJK"[HEADINGS[name].index("灯")]
        ((area, rules),) = [(str(r.sqref), r.rules) for r in sheet.conditional_formatting]
        assert area.split(":")[0] == f"{letter}{header(sheet) + 1}"
        assert bounds(area)[3] == sheet.max_row
        words = ("逾期", "临期", "受阻", "正常", "完成")
        for word, rule in zip(words, rules, strict=True):
            assert rule.formula == [f'RIGHT({letter}{header(sheet) + 1},2)="{word}"']
            assert rule.dxf.fill.bgColor.rgb[-6:] != "000000"
        for row in sheet.iter_rows(header(sheet) + 1, min_col=1):
            lamp = row[HEADINGS[name].index("灯")]
            assert lamp.fill.fill_type is None
            assert lamp.value is None or re.fullmatch("●逾期|▲临期|▲受阻|○正常|√完成", lamp.value)


def test_after_the_deadline_open_items_are_late(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "scene", "half")
    found = book(scenes.dossier(plan, scenes.LATE))
    assert {row["灯"] for row in table(found[ITEMS])} == {"●逾期", "√完成"}
    assert {row["灯"] for row in table(found[OWED])} == {"●逾期"}
    assert "已过 12 天" in found[ITEMS]["A3"].value
    rules = [str(rule.sqref) for rule in found[FIGURES].conditional_formatting]
    assert len(rules) == 2


def test_signs_that_a_file_cannot_hold_are_seen_as_such(half: Dossier) -> None:
    plan = half.report.plan._replace(title="方案\x1b\u202e名", issuer="某\x00局")
    lines = (UnitLine("甲\x07科", 1, 0, 0, 0, 0, 0), UnitLine("=乙科", 1, 0, 0, 1, 1, 0))
    found = book(half._replace(report=half.report._replace(plan=plan, units=lines)))
    assert "方案：方案?名" in found[ITEMS]["A2"].value
    assert found.properties.creator == "某?局"
    assert [row["单位"] for row in table(found[FIGURES])] == ["甲?科", "=乙科"]


def test_the_file_says_what_it_is_and_who_made_it_when(half: Dossier) -> None:
    facts = book(half).properties
    assert facts.title == "2019年政务公开落实情况汇总表"
    assert facts.creator == "汕尾市住房和城乡建设局"
    assert facts.created == datetime.fromisoformat("2019-12-20T01:30:00")  # UTC


# -- charts ----------------------------------------------------------------------------------------


def charts(made: Dossier) -> Iterator[tuple[str, Any]]:
    """The titles of the charts, and the charts."""
    for xml in parts(made, r"^xl/charts/chart\d+\.xml$").values():
        chart: Any = etree.fromstring(xml)
        yield "".join(chart.find(f".//{CHART}title").itertext()), chart


def values(found: Any, chart: Any, kind: str) -> tuple[list[Any], list[str]]:
    """What the cells hold that a chart refers to, and what it holds itself of them."""
    source = chart.find(f".//{CHART}{kind}")
    name, _, area = source.find(f".//{CHART}f").text.replace("$", "").partition("!")
    cells = [cell.value for (cell,) in found[name.strip("'")][area]]
    return cells, [value.text for value in source.iter(f"{CHART}v")]


def test_charts_show_the_rates_beside_them(half: Dossier) -> None:
    found, told = book(half), report(half)
    drawn = dict(charts(half))
    assert list(drawn) == ["各章节完成率", "各单位反馈率"]
    expected = {
        "各章节完成率": {
            f"{c['number']}{c['heading']}": c["completion_rate"] for c in told["by_section"]
        },
        "各单位反馈率": {line["unit"]: line["reported_rate"] for line in told["by_unit"]},
    }
    for title, chart in drawn.items():
        names, kept_names = values(found, chart, "cat")
        rates, kept_rates = values(found, chart, "val")
        shown = {name: round(rate, 4) for name, rate in zip(names, rates, strict=True)}
        assert shown == expected[title]
        assert (kept_names, list(map(float, kept_rates))) == (names, rates)


def test_charts_reach_from_0_to_100_per_cent_with_both_axes(half: Dossier) -> None:
    for _, chart in charts(half):
        assert [e.get("val") for e in chart.iter(f"{CHART}delete")] == ["0", "0"]
        scale = chart.find(f".//{CHART}valAx/{CHART}scaling")
        assert [scale.find(f"{CHART}{end}").get("val") for end in ("min", "max")] == ["0", "1"]
        assert chart.find(f".//{CHART}dLbls/{CHART}showVal").get("val") == "1"
        assert chart.find(f".//{CHART}legend") is None


def test_one_unit_is_not_compared_with_itself(tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "scene", "half")
    made = scenes.dossier(plan, unit="城乡科")
    found = book(made)
    assert [title for title, _ in charts(made)] == ["各章节完成率"]
    assert [row["单位"] for row in table(found[FIGURES])] == ["城乡科"]
    assert {row["单位"] for row in table(found[OWED])} == {"城乡科"}
    assert {row["单位"] for row in table(found[ENTRIES])} == {"城乡科"}
    assert found[ITEMS]["A1"].value == "2019年政务公开落实情况汇总表（城乡科）"
    for row in table(found[ITEMS]):
        assert row["落实情况"].startswith(("城乡科（", "未反馈：城乡科"))


@pytest.mark.parametrize(("count", "pages"), [(24, 1), (40, 2), (130, 6)])
def test_many_units_go_onto_pages_with_a_chart_each(count: int, pages: int, half: Dossier) -> None:
    lines = tuple(UnitLine(f"单位{n}", 0, 4, 0, n % 5, 0, 0) for n in range(count))
    made = half._replace(report=half.report._replace(units=lines))
    found, drawn = book(made), [chart for title, chart in charts(made) if "单位" in title]
    sheet = found[FIGURES]
    assert len(drawn) == pages
    names = [name for chart in drawn for name in values(found, chart, "cat")[0]]
    assert names == [line.unit for line in lines]
    assert max(len(values(found, chart, "cat")[0]) for chart in drawn) <= 25
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # Excel would heed no page break
    assert len(sheet.row_breaks.brk) == pages  # one before the units, and between their pages
    assert sheet.print_title_rows == f"${header(sheet)}:${header(sheet)}"


def test_a_day_that_workbooks_do_not_know_is_a_text(half: Dossier) -> None:
    entry = half.entries[0]._replace(day="1899-12-31", at="1899-12-31T09:00:00+08:00")
    (row,) = table(book(half._replace(entries=(entry,)))[ENTRIES])
    assert (row["日期"], row["记录时间"]) == ("1899-12-31", "1899-12-31T09:00:00+08:00")


def test_the_command_writes_it(gongkai: Run, tmp_path: Path) -> None:
    plan = scenes.scene(tmp_path / "scene", "half")
    path = tmp_path / "落实情况汇总表.xlsx"
    answer = gongkai("--plan", str(plan), "--today", "2019-12-20", "report", "-o", str(path))
    assert (answer.code, answer.out) == (0, "")
    assert load_workbook(path).sheetnames == [ITEMS, FIGURES, OWED, ENTRIES]

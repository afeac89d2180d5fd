"""The page's structure and figures, without a browser: what it says is what the report says."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest
from scenes import AS_OF, HOSTILE, LATE, SCENES, dossier, registry, scene

from gongkai_cli.documents import page_report, page_view
from gongkai_cli.domain.history import history
from gongkai_cli.domain.progress import Evidence
from gongkai_cli.domain.terms import Lamp, State
from gongkai_cli.output import tables
from gongkai_cli.output.text import percent
from gongkai_cli.storage.registry import Record, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from gongkai_cli.domain.dossier import Dossier
    from gongkai_cli.output.table import Table

_VOID = {"meta", "link", "input", "col", "img", "br", "hr"}


class Element(NamedTuple):
    """An element of the page."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str]

    @property
    def text(self) -> str:
        """All its text, blanks as one."""
        return " ".join("".join(self.strings()).split())

    def strings(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.strings()

    def all(self, tag: str = "", **wanted: str) -> list[Element]:
        """Find elements below; ``id_`` and ``class_`` ask for attributes with Python's words."""
        asked = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [found for found in self._below() if found.answers(tag, asked)]

    def one(self, tag: str = "", **wanted: str) -> Element:
        (found,) = self.all(tag, **wanted)
        return found

    def answers(self, tag: str, asked: dict[str, str]) -> bool:
        return tag in {"", self.tag} and all(
            value in self.attributes.get(name, "").split()
            if name == "class"
            else self.attributes.get(name) == value
            for name, value in asked.items()
        )

    def _below(self) -> Iterator[Element]:
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part._below()


class Reader(HTMLParser):
    """Reads a page into elements, and refuses ends that do not fit their beginnings."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, [])
        self.open[-1].parts.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read(found: Dossier) -> Element:
    reader = Reader()
    reader.feed(page_report.write(found).decode())
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


@pytest.fixture(params=SCENES)
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each scene's plan."""
    return scene(tmp_path / "scene", request.param)


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """The plan of which half is done."""
    return scene(tmp_path / "scene", "half")


def rows_of(table: Element) -> list[list[str]]:
    (body,) = table.all("tbody")
    return [
        [part.text for part in row.parts if isinstance(part, Element)] for row in body.all("tr")
    ]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def section(page: Element, name: str) -> Element:
    return page.one("section", id_=name)


@pytest.mark.parametrize("day", [AS_OF, LATE], ids=["before", "after the deadline"])
def test_its_figures_are_the_reports(plan: Path, day: date) -> None:
    found = dossier(plan, day)
    report, totals, page = found.report, found.report.totals, read(found)
    deadline, reported, complete, lamps = (
        card.text for card in page.one(class_="figures").all("div", class_="card")
    )
    assert tables.days_left(report).replace(" ", "") in deadline.replace(" ", "")
    rate = percent(totals.reported_rate)
    assert reported == f"反馈率 {rate} 应反馈 {totals.assignments}，已反馈 {totals.reported}"
    rate = percent(totals.completion_rate)
    assert complete == f"完成率 {rate} 事项 {totals.items}，已完成 {totals.complete}"
    counts = [totals.lamps[lamp] for lamp in Lamp]
    assert [int(n) for n in re.findall(r"\d+", lamps)] == counts
    states = page.one("ul", class_="states").text
    assert states == " ".join(f"{state.word} {totals.states[state]}" for state in State)


def test_its_tables_are_the_terminals(plan: Path) -> None:
    found = dossier(plan)
    page = read(found)
    chapters = rows_of(section(page, "chapters").one("table"))
    assert chapters == texts(tables.chapters(found.report))
    units = rows_of(section(page, "units").one("table"))
    assert [[row[0].removesuffix("全称待核实"), *row[1:]] for row in units] == texts(
        tables.units(found.report.units)
    )
    owed = section(page, "debts").all("table")
    assert (rows_of(owed[0]) if owed else []) == texts(tables.outstanding(found.report))


def test_its_days_are_the_historys(plan: Path) -> None:
    found = dossier(plan)
    lines = history(found.works, found.entries)
    page = section(read(found), "progress")
    if not lines:
        assert "还没有记录。" in page.text
        return
    assert [row[:3] + row[4:5] for row in rows_of(page.one("table"))] == [
        [str(line.day), str(line.entries), str(line.reported), str(line.complete)] for line in lines
    ]
    for chart in page.all("svg", class_="chart"):
        bars = chart.one("g", class_="bars").all("rect")
        assert [bar.text for bar in bars] == [
            f"{line.day}：{line.entries} 条记录" for line in lines
        ]


def test_the_matrix_has_a_cell_for_each_units_part(plan: Path) -> None:
    found = dossier(plan)
    columns = [line.unit for line in found.report.units]
    matrix = section(read(found), "matrix").one("table")
    heads = [head.text.rstrip("*") for head in matrix.all("th", class_="unit")]
    assert heads == columns
    for work, row in zip(found.works, matrix.all("tr", class_="i"), strict=True):
        told: dict[str, str] = {}
        column = 0
        for cell in row.all("td")[1:]:
            if "aria-label" in cell.attributes:
                told[columns[column]] = cell.attributes["aria-label"]
            column += int(cell.attributes.get("colspan", "1"))
        assert column == len(columns)
        expected = {
            part.unit: f"{part.state.word if part.word else '未反馈'}，{part.role.word}"
            for part in work.standings
        }
        assert {unit: said for unit, said in told.items() if said != "待明确"} == expected
        assert ("待明确" in told.values()) == bool(work.item.undecided)


def test_after_the_deadline_open_parts_are_marked_late(half: Path) -> None:
    found = dossier(half, LATE)
    matrix = section(read(found), "matrix")
    late = matrix.all("td", class_="late")
    assert len(late) == sum(line.late for line in found.report.units)
    assert all(cell.attributes["aria-label"].endswith("，逾期") for cell in late)
    assert not section(read(dossier(half)), "matrix").all("td", class_="late")


def test_every_item_has_its_text_notes_and_evidence(plan: Path) -> None:
    found = dossier(plan)
    page = read(found)
    for work in found.works:
        shown = page.one("div", id_=f"i{work.item.id}")
        assert " ".join(work.item.text.split()) in shown.text
        for part in work.standings:
            row = next(
                r for r in shown.all("tr") if r.all("th") and r.all("th")[0].text == part.unit
            )
            said = part.word.entry if part.word else None
            assert (said.by in row.text and said.day in row.text) if said else "未反馈" in row.text
            for proof in said.evidence if said else ():
                assert proof.title in "".join(row.strings())


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    page = read(dossier(scene(tmp_path / "scene", "long")))
    assert len(page.all("script")) == 1
    assert not page.all("img")
    names = {name for element in page.all() for name in element.attributes}
    assert not {name for name in names if name.startswith("on") or name == "style"}
    text = "".join(page.one("section", id_="items").strings())
    for hostile in HOSTILE[:3]:
        assert hostile.replace("\t", " ") in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)


def say(
    plan: Path, state: State, note: str = "", *evidence: Evidence, unit: str = "城乡科"
) -> None:
    made = registry(plan)
    at = dossier(plan).at
    made.record_all([Record("3.1.1", unit, Saying(state, AS_OF, at, note, evidence, "李四"), ())])


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.gov.cn/1.html?a=1&b=%22", True),
        ("HTTP://example.gov.cn", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("佐证/照片.jpg", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool, tmp_path: Path) -> None:  # noqa: FBT001
    plan = scene(tmp_path / "scene", "empty")
    say(plan, State.DONE, "", Evidence("佐证材料", url))
    proof = read(dossier(plan)).one("div", id_="i3.1.1").one("ul", class_="proofs")
    links = proof.all("a")
    if linked:
        assert links[0].attributes == {
            "href": url,
            "rel": "noopener noreferrer",
            "target": "_blank",
        }
    else:
        assert not links
        assert url.strip() in proof.text
    assert "佐证材料" in proof.text


def test_doubts_are_told(tmp_path: Path) -> None:
    plan, elsewhere = (scene(tmp_path / name, "empty") for name in ("here", "there"))
    say(plan, State.DONE)
    say(elsewhere, State.BLOCKED)
    ledger = elsewhere.with_name("plan2019.progress.yaml")
    shutil.copy(ledger, plan.with_name("plan2019.progress-城乡科.yaml"))
    words = plan.read_text("utf-8")
    item = next(work.item for work in dossier(plan).works if work.item.id == "3.1.1")
    plan.write_text(words.replace(item.text, f"及时{item.text}"), encoding="utf-8")
    page = read(dossier(plan))
    (row,) = page.one("div", id_="i3.1.1").one("tbody").all("tr")
    assert [mark.text for mark in row.all("em")] == ["同时修改", "文字已改，请复核"]
    doubts = page.one("div", id_="i3.1.1").one("ul", class_="doubts").text
    assert "同时修改：另有" in doubts
    assert "事项文字已改，请复核" in doubts
    assert "“管理科”的全称待核实。" in page.one("div", id_="i1.1.1").text
    assert "“各相关科室”未指明是哪些单位" in page.one("div", id_="i3.2.1").text


def test_one_units_page_shows_its_own_part(half: Path) -> None:
    found = dossier(half, unit="市政科")
    page = read(found)
    assert (
        page.one("head")
        .one("title")
        .text.startswith(f"{found.report.plan.title}落实情况（市政科）")
    )
    matrix = section(page, "matrix")
    assert [head.text for head in matrix.all("th", class_="unit")] == ["市政科"]
    assert len(matrix.all("tr", class_="i")) == found.report.totals.items
    assert "完成率" not in section(page, "progress").text
    last = rows_of(section(page, "progress").one("table"))[-1]
    assert last[2:] == [
        str(found.report.totals.reported),
        percent(found.report.totals.reported_rate),
    ]


def test_the_first_screen_names_the_most_urgent_and_the_silent(half: Path) -> None:
    urgent, silent = read(dossier(half)).one("div", class_="attention").all("section")
    assert urgent.all("a")[0].text == "3.2.1 放管服改革信息公开"
    assert "受阻" in urgent.all("li")[0].text
    assert [a.text for a in silent.all("a")[:2]] == ["管理科", "质安科"]
    assert "23 项未反馈，共 23 项" in silent.text


def test_where_all_is_done_nothing_is_urgent(tmp_path: Path) -> None:
    page = read(dossier(scene(tmp_path / "scene", "complete")))
    text = page.one("div", class_="attention").text
    assert "没有逾期、临期、受阻的事项。" in text
    assert "各单位都已反馈。" in text
    assert "都已反馈、完成。" in section(page, "debts").text


def test_the_policy_lets_in_the_pages_own_style_and_script_only(half: Path) -> None:
    content = page_report.write(dossier(half)).decode()
    page = read(dossier(half))
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'{_digest(content, 'style')}'",
        "script-src": f"'{_digest(content, 'script')}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert page.one("meta", name="referrer").attributes["content"] == "no-referrer"


def _digest(content: str, tag: str) -> str:
    (block,) = re.findall(f"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
    return f"sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}"


def test_it_refers_to_no_other_file(plan: Path) -> None:
    page = read(dossier(plan))
    for element in page.all():
        for name in ("src", "href", "srcset", "data", "action", "poster", "background"):
            target = element.attributes.get(name, "")
            web = element.tag == "a" and target.startswith("https://www.example.gov.cn/")
            assert web or target in {"", "data:,"} or target.startswith("#"), (element.tag, target)
    style = page.one("style").text
    assert "url(" not in style
    assert "@import" not in style


def test_links_inside_lead_somewhere_without_a_script(plan: Path) -> None:
    page = read(dossier(plan))
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    targets = {a.attributes["href"][1:] for a in page.all("a") if a.attributes["href"][0] == "#"}
    assert targets <= set(ids)


def test_signs_of_lamps_are_the_terminals(half: Path) -> None:
    style = read(dossier(half)).one("style").text
    for lamp in Lamp:
        assert f".lamp.{lamp.value[0]}::before{{content:'{lamp.sign}'" in style


def test_heads_of_tables_say_what_they_head(plan: Path) -> None:
    page = read(dossier(plan))
    for table in page.all("table"):
        heads = table.all("th")
        assert all(head.attributes.get("scope") for head in heads)
        assert "aria-labelledby" in table.attributes or "aria-label" in table.attributes


def test_a_large_plans_details_wait_where_only_a_page_without_scripts_shows_them(
    half: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_view, "LARGE", 10)
    page = read(dossier(half))
    groups = page.all("details", class_="group")
    assert all("open" not in group.attributes for group in groups)
    assert sum(len(group.one("noscript").all("details")) for group in groups) == 28

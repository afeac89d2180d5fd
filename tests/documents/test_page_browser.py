"""The page in a real Chromium: filters, address, details, keys, screens, paper, and nothing leaves it."""

from __future__ import annotations

import os
import re
import subprocess
from itertools import product
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, urlencode

import pytest
from browser import HEIGHTS, Missing, running, visiting
from playwright.sync_api import expect
from scenes import AS_OF, HOSTILE, LATE, SCENES, dossier, registry, scene

from gongkai_cli.documents import page_matrix, page_report, page_view
from gongkai_cli.domain.query import Filter
from gongkai_cli.domain.terms import Lamp, State
from gongkai_cli.output import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from browser import Scheme, Visit
    from playwright.sync_api import Browser, Page

UNIT = "城乡科"
WIDTHS = sorted(HEIGHTS)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
TABS = 600
"""More stops than any page here has."""

SHOWN = """() => [...document.querySelectorAll("tr.i")]
    .filter((row) => row.offsetParent).map((row) => row.querySelector("b").textContent)"""
LISTED = """() => [...document.querySelectorAll("#items .item > summary b")]
    .filter((head) => head.offsetParent).map((head) => head.textContent)"""
OWED = """() => [...document.querySelectorAll("tr.debt .ids a")]
    .filter((link) => link.offsetParent)
    .map((link) => [link.closest("tr").querySelector("th").textContent, link.textContent])"""
UNREADABLE = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [x, y, z]) =>
    [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a)];
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => {
      part /= 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = numbers(getComputedStyle(element).backgroundColor);
    return own[3] === 0 ? ground(element.parentElement) : over(own, ground(element.parentElement));
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    const text = walk.currentNode.textContent.trim();
    if (!text || !element.checkVisibility()) continue;
    if (element.closest("script, option, title, dialog:not([open])")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size === 0) continue;
    const back = ground(element);
    const front = over(numbers(element.closest("svg") ? style.fill : style.color), back);
    const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const bar = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < bar) found.push(`${ratio.toFixed(2)} ${element.className} ${text.slice(0, 20)}`);
  }
  return found;
}"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((part) => {
  if (part.closest(".scroll table, .sr, thead, dialog:not([open]), svg > *")) return false;
  if (!part.checkVisibility()) return false;
  const box = part.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
}).map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 20)}`)"""
STOP = """() => {
  const at = document.activeElement;
  return at === document.body ? null : at.name || at.dataset.go || at.getAttribute("href")
    || at.id || at.className || at.tagName;
}"""
WANTED = """() => [...document.querySelectorAll("a, button, select, input, summary")]
  .filter((part) => part.checkVisibility() && !part.disabled && part.tabIndex >= 0
    && !part.closest("dialog:not([open])"))
  .map((at) => at.name || at.getAttribute("href") || at.id || at.className || at.tagName)"""


def missing(program: str) -> NoReturn:
    """Leave a check out where a program is not installed; where all checks count it must be."""
    told = f"{program} is not installed"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests; each visit has a profile of its own."""
    try:
        with running(tmp_path_factory.mktemp("chromium")) as browser:
            yield browser
    except Missing as problem:
        missing(str(problem))


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each scene's plan; nobody writes to them."""
    folder = tmp_path_factory.mktemp("scenes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        return {kind: scene(folder / kind, kind) for kind in SCENES}


def write(plan: Path, day: date = AS_OF, unit: str = "", name: str = "看板") -> Path:
    """Write a scene's page beside its plan, once for all tests."""
    target = plan.with_name(f"{name}-{day}-{unit}.html")
    if not target.exists():
        target.write_bytes(page_report.write(dossier(plan, day, unit)))
    return target


@pytest.fixture
def half(plans: dict[str, Path]) -> Path:
    """The page of the plan of which half is done."""
    return write(plans["half"])


@pytest.fixture
def visit(chromium: Browser, half: Path) -> Iterator[Visit]:
    """That page, open at a desk."""
    with visiting(chromium, half) as opened:
        yield opened
        assert opened.said == []


def choose(page: Page, **wanted: str) -> None:
    for name, value in wanted.items():
        if name == "q":
            page.fill("[name=q]", value)
            page.wait_for_timeout(250)
        else:
            page.select_option(f"[name={name}]", value)


def shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SHOWN)
    assert page.evaluate(LISTED) == found
    return found


def count(page: Page) -> str:
    return page.inner_text("#count")


# -- nothing said, nothing asked ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", SCENES)
@pytest.mark.parametrize("day", [AS_OF, LATE], ids=["before", "after the deadline"])
def test_it_is_quiet_and_asks_for_nothing(
    kind: str, day: date, plans: dict[str, Path], chromium: Browser
) -> None:
    path = write(plans[kind], day)
    with visiting(chromium, path) as visit:
        page = visit.page
        assert tables.days_left(dossier(plans[kind], day).report).split("，")[0] in page.inner_text(
            ".deadline"
        )
        choose(page, unit=UNIT, state="done", q="公开")
        page.click("[name=clear]")
        page.click("#open-all")
        page.locator("tr.i th a").first.click()
        page.keyboard.press("Escape")
        assert len(shown(page)) == 28
        assert visit.said == []
        assert {url.split("#")[0] for url in visit.asked} == {path.as_uri()}


def test_the_policy_stops_what_is_not_the_pages_own(visit: Visit) -> None:
    visit.page.evaluate(
        """() => {
          const image = document.createElement("img");
          image.src = "https://example.com/1.png";
          const script = document.createElement("script");
          script.textContent = "window.broken = 1";
          document.body.append(image, script);
        }"""
    )
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate("window.broken") is None
    assert all("Content Security Policy" in line for line in visit.said)
    assert len(visit.said) == 2
    visit.said.clear()


def test_what_people_typed_stays_text(plans: dict[str, Path], chromium: Browser) -> None:
    with visiting(chromium, write(plans["long"])) as visit:
        page = visit.page
        page.click("#open-all")
        text = page.inner_text("#items")
        assert HOSTILE[0] in text
        assert HOSTILE[1] in text
        page.locator("td.p").first.click()
        assert HOSTILE[0] in page.inner_text("dialog")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 1
        assert visit.said == []


# -- filters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["", UNIT, "管理科", "行政审批科"])
def test_filters_show_what_the_list_shows(unit: str, visit: Visit, plans: dict[str, Path]) -> None:
    of = registry(plans["half"])
    for state, lamp in product([None, *State], [None, *Lamp]):
        values = {"state": state.value if state else "", "lamp": lamp.value if lamp else ""}
        choose(visit.page, unit=unit, **values)
        parts = ((unit,) if unit else (), (state,) if state else (), (lamp,) if lamp else ())
        rows = of.rows(Filter(units=parts[0], states=parts[1], lamps=parts[2]))
        assert shown(visit.page) == [row.item.id for row in rows]
        if any(parts):
            told = re.sub("（其中.*?）", "", count(visit.page))
            assert told == f"筛选后 {len(rows)} 项，共 28 项"


def test_filters_narrow_what_is_owed(visit: Visit, plans: dict[str, Path]) -> None:
    report = registry(plans["half"]).report()
    owed = [(part.unit, item) for part in report.outstanding for item in part.items]
    assert [tuple(pair) for pair in visit.page.evaluate(OWED)] == owed
    choose(visit.page, unit="管理科", q="栏目")
    expected = [pair for pair in owed if pair[0] == "管理科" and pair[1] in shown(visit.page)]
    assert 0 < len(expected) < len(owed)
    assert [tuple(pair) for pair in visit.page.evaluate(OWED)] == expected
    counts = visit.page.locator("tr.debt:visible .count").all_inner_texts()
    assert sum(map(int, counts)) == len(expected)


def test_not_reported_can_be_asked_for(visit: Visit, plans: dict[str, Path]) -> None:
    choose(visit.page, unit="管理科", state="unreported")
    lines = {line.unit: line for line in registry(plans["half"]).report().units}
    assert len(shown(visit.page)) == lines["管理科"].total - lines["管理科"].reported
    choose(visit.page, unit="办公室")
    assert shown(visit.page) == []
    assert visit.page.is_visible("#matrix .nothing")
    assert count(visit.page) == "筛选后 0 项，共 28 项"


def test_what_an_open_group_may_mean_is_found_and_counted_apart(visit: Visit) -> None:
    choose(visit.page, unit=UNIT)
    assert {"3.2.1", "3.2.2"} <= set(shown(visit.page))
    assert count(visit.page) == "筛选后 26 项（其中 2 项待明确），共 28 项"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("放管服 改革信息公开", ["3.2.1"]),
        ("省级审批系统接口", ["3.2.1"]),
        ("汕建函〔2019〕110号", None),
        ("ＺＷＧＫ/110", []),
        ("没有这样的字", []),
    ],
)
def test_text_is_sought_in_titles_texts_notes_and_evidence(
    text: str, found: list[str] | None, visit: Visit, plans: dict[str, Path]
) -> None:
    if found is None:
        found = [
            work.item.id
            for work in dossier(plans["half"]).works
            if any(
                proof.title == text
                for part in work.standings
                if part.word
                for proof in part.word.entry.evidence
            )
        ]
        assert len(found) == 1
    choose(visit.page, q=text)
    assert shown(visit.page) == found


@pytest.mark.parametrize("text", ["栏目", "政府 门户网站", "３．１", "<div"])
def test_text_finds_at_least_what_the_list_finds(
    text: str, visit: Visit, plans: dict[str, Path]
) -> None:
    choose(visit.page, q=text)
    listed = {row.item.id for row in registry(plans["half"]).rows(Filter(search=text))}
    assert listed <= set(shown(visit.page))
    assert len(shown(visit.page)) < 28


def test_the_number_of_items_is_announced_and_filters_are_cleared(visit: Visit) -> None:
    page = visit.page
    assert page.get_attribute("#count", "role") == "status"
    assert count(page) == "共 28 项"
    assert page.is_disabled("[name=clear]")
    choose(page, unit=UNIT, state="done", lamp="yellow", q="公开")
    page.click("[name=clear]")
    assert count(page) == "共 28 项"
    assert [page.input_value(f"[name={name}]") for name in ("unit", "state", "lamp", "q")] == [
        ""
    ] * 4
    assert len(shown(page)) == 28
    assert "#" not in page.url


def test_figures_lead_to_the_items_they_count(visit: Visit, plans: dict[str, Path]) -> None:
    totals = registry(plans["half"]).report().totals
    for lamp, number in totals.lamps.items():
        visit.page.click(f".lamps [data-filter='lamp={lamp.value}']")
        assert len(shown(visit.page)) == number
    for state, number in totals.states.items():
        visit.page.click(f".states [data-filter='state={state.value}']")
        assert len(shown(visit.page)) == number
    visit.page.click("thead .unit a >> text=管理科")
    assert visit.page.input_value("[name=unit]") == "管理科"
    visit.page.click("#units tr:has-text('市政科') [data-name=未反馈] a")
    assert len(shown(visit.page)) == 5


# -- the address -------------------------------------------------------------------------------------


def test_the_address_keeps_the_filter(visit: Visit, chromium: Browser, half: Path) -> None:
    choose(visit.page, unit=UNIT, state="done", lamp="complete", q="公开")
    found = shown(visit.page)
    assert 0 < len(found) < 28
    address = visit.page.url.split("#")[1]
    with visiting(chromium, half, f"#{address}") as again:
        assert shown(again.page) == found
        assert again.page.input_value("[name=q]") == "公开"
        assert again.page.input_value("[name=unit]") == UNIT
        again.page.reload()
        assert shown(again.page) == found


def test_back_and_forward_restore_the_filter(visit: Visit) -> None:
    page = visit.page
    page.click("thead .unit a >> text=管理科")
    narrowed = shown(page)
    page.click("#units a >> text=市政科")
    page.go_back()
    assert page.input_value("[name=unit]") == "管理科"
    assert shown(page) == narrowed
    page.go_back()
    assert len(shown(page)) == 28
    page.go_forward()
    assert shown(page) == narrowed


def test_the_address_keeps_the_open_item(visit: Visit, chromium: Browser, half: Path) -> None:
    choose(visit.page, unit=UNIT)
    visit.page.click("tr.i a >> text=3.1.2")
    address = visit.page.url.split("#")[1]
    with visiting(chromium, half, f"#{address}") as again:
        assert "3.1.2" in again.page.inner_text("dialog h2")
        assert again.page.input_value("[name=unit]") == UNIT
    visit.page.go_back()
    expect(visit.page.locator("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    "address",
    [
        "#unit=<script>alert(1)</script>&state=__proto__&lamp=constructor",
        '#q="><img src=x onerror=alert(1)>',
        "#item=../../etc&unit=%E0%A4%A&%%%",
        "#%E0%A4%A",
        "#javascript:alert(1)",
        f"#q={quote('长' * 5000)}",
        "#unit&state&&&=&item",
        "#matrix",
        "#i9.9.9",
    ],
)
def test_a_hostile_address_does_no_harm(address: str, chromium: Browser, half: Path) -> None:
    with visiting(chromium, half, address) as visit:
        page = visit.page
        assert visit.said == []
        assert page.input_value("[name=unit]") == ""
        assert page.locator("img").count() == 0
        assert len(page.input_value("[name=q]")) <= 100
        assert count(page) == "共 28 项" or "#q=" in address
        choose(page, q="省级审批系统接口")
        assert shown(page) == ["3.2.1"]


# -- details -----------------------------------------------------------------------------------------


def test_a_click_on_an_item_opens_its_text_notes_and_evidence(
    visit: Visit, plans: dict[str, Path]
) -> None:
    page = visit.page
    work = next(w for w in dossier(plans["half"]).works if w.item.id == "3.1.2")
    page.click("tr.i a >> text=3.1.2")
    text = page.inner_text("dialog")
    assert work.item.text in text
    said = [part.word.entry for part in work.standings if part.word]
    assert said
    assert all(entry.note in text for entry in said)
    proofs = [proof for entry in said for proof in entry.evidence]
    links = page.locator("dialog .proofs a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == [proof.url for proof in proofs if proof.url]
    page.click("dialog [data-go=next]")
    assert "3.2.1" in page.inner_text("dialog h2")
    assert "待明确" in page.inner_text("dialog")
    page.click("dialog [data-go=close]")
    expect(page.locator("dialog")).to_be_hidden()
    assert "#" not in page.url


def test_a_click_on_a_cell_points_out_the_unit(visit: Visit) -> None:
    row = visit.page.locator("tr.i", has_text="3.1.2")
    row.locator("td.p").nth(1).click()
    assert visit.page.inner_text("dialog tr.here th") == "市政科"


def test_items_open_where_they_are_listed(visit: Visit) -> None:
    page = visit.page
    head = page.locator("#items .item > summary", has_text="3.3")
    body = page.locator("#items .body[id='i3.3']")
    expect(body).to_be_hidden()
    head.click()
    expect(body).to_be_visible()
    head.focus()
    page.keyboard.press("Enter")
    expect(body).to_be_hidden()
    page.click("#open-all")
    assert page.locator("#items .body:visible").count() == 28


def test_keys_alone_reach_an_item_and_come_back(visit: Visit) -> None:
    page = visit.page
    page.locator("tr.i th a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    at = page.evaluate("document.activeElement.ariaLabel")
    assert at == page.locator("tr.i").nth(2).locator("td.p").nth(1).get_attribute("aria-label")
    page.keyboard.press("Enter")
    assert "1.2.2" in page.inner_text("dialog h2")
    assert page.inner_text("dialog tr.here th") == "局机关党委办"
    assert page.evaluate("document.activeElement.id") == "sheet-title"
    page.keyboard.press("ArrowRight")
    assert "1.3.1" in page.inner_text("dialog h2")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    assert page.evaluate("document.activeElement.ariaLabel") == at
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hash") == "#i1.2.2"
    page.keyboard.press("Control+End")
    assert page.evaluate("document.activeElement.hash") == "#i5.3.2"


def test_tab_reaches_every_control(visit: Visit) -> None:
    page = visit.page
    wanted = page.evaluate(WANTED)
    page.locator("body").evaluate("(body) => body.focus()")
    reached: list[str] = []
    for _ in range(TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(STOP)
        if at is None:
            break
        reached.append(at)
    assert reached[0] == "#matrix"
    assert not set(wanted) - set(reached)
    order = [name for name in reached if name in {"unit", "state", "lamp", "q"}]
    assert order == ["unit", "state", "lamp", "q"]


def test_the_skip_link_leads_to_the_matrix(visit: Visit) -> None:
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "matrix"


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit.page
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid" in outline
        assert not outline.startswith("0px")


def test_chapters_fold(visit: Visit) -> None:
    page = visit.page
    page.locator(".fold").first.click()
    assert page.locator(".fold").first.get_attribute("aria-expanded") == "false"
    assert page.evaluate(SHOWN)[0] == "2.1"
    page.locator(".fold").first.click()
    assert page.evaluate(SHOWN)[0] == "1.1.1"


# -- screens and paper -------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["half", "long"])
def test_it_fits_the_screen_and_can_be_read(
    kind: str,
    width: int,
    scheme: Scheme,
    plans: dict[str, Path],
    chromium: Browser,
) -> None:
    path = write(plans[kind], LATE if kind == "long" else AS_OF)
    with visiting(chromium, path, width=width, scheme=scheme) as visit:
        page = visit.page
        page.click("#open-all")
        page.click(".days summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(UNREADABLE) == []
        choose(page, unit=UNIT)
        page.click("tr.i a >> text=3.1.2")
        assert page.evaluate("document.querySelector('.sheet-body').scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(UNREADABLE) == []


def test_the_measure_of_contrast_notices_faint_text(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('h1').style.color = 'rgb(200 200 200)'")
    assert len(visit.page.evaluate(UNREADABLE)) == 1


def test_on_a_phone_the_matrix_scrolls_by_itself_under_fixed_heads(
    chromium: Browser, half: Path
) -> None:
    with visiting(chromium, half, width=360) as visit:
        page = visit.page
        page.locator(".scroll").evaluate("(box) => box.scrollTo(200, 300)")
        box, head, corner = (
            page.locator(part).first.bounding_box()
            for part in (".scroll", "tr.i th", "thead .item")
        )
        assert box
        assert head
        assert corner
        assert abs(head["x"] - box["x"]) <= 2
        assert abs(corner["x"] - box["x"]) <= 2
        assert abs(corner["y"] - box["y"]) <= 2


def test_colour_is_never_the_only_sign(visit: Visit) -> None:
    bare = visit.page.evaluate(
        """() => [...document.querySelectorAll("td.p")].filter((cell) => !cell.innerText.trim()).length"""
    )
    assert bare == 0
    visit.page.set_viewport_size({"width": 768, "height": 900})
    unlike = visit.page.evaluate(
        """() => [...document.querySelectorAll(".legend .spoken .p")].map((sign) =>
             `${sign.textContent} ${getComputedStyle(sign).outlineStyle}`)"""
    )
    assert len(unlike) == len(set(unlike)) == len(page_matrix.LEGEND)


def pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def test_it_prints_on_a4_with_nothing_cut_off(
    visit: Visit, tmp_path: Path, plans: dict[str, Path]
) -> None:
    page, report = visit.page, dossier(plans["half"]).report
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert page.evaluate(OUTSIDE) == []
    page.pdf(path=tmp_path / "a4.pdf", prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", tmp_path / "a4.pdf"], capture_output=True, check=True)
    assert re.search(r"Page size:.*A4", info.stdout.decode())
    found = pages(tmp_path / "a4.pdf")
    text = "".join("".join(found).split())
    assert not [control for control in ("单位全部", "上一项", "点事项或格子") if control in text]
    assert "全部展开。" in text
    for line in report.units:
        assert line.unit[:3] in text
    for item in dossier(plans["half"]).works:
        assert item.item.id in text
    matrix = [sheet for sheet in found if re.search(r"事项\s+灯\s", sheet) and "未反馈" in sheet]
    assert len(matrix) >= 2


def test_print_says_what_is_printed(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    choose(page, unit="管理科")
    page.locator("#items .item:visible > summary").first.click()
    page.pdf(path=tmp_path / "a4.pdf", prefer_css_page_size=True)
    text = "".join("".join(pages(tmp_path / "a4.pdf")).split())
    assert "已筛选：单位“管理科”；筛选后25项（其中2项待明确），共28项。" in text
    assert "只印已展开的1项，共28项" in text
    assert "认真落实《广东省政府系统政策解读工作细则" in text


# -- without scripts, one unit, a large plan ---------------------------------------------------------


def test_without_scripts_everything_can_be_read(chromium: Browser, half: Path) -> None:
    with visiting(chromium, half, scripts=False) as visit:
        page = visit.page
        expect(page.locator("#filters")).to_be_hidden()
        expect(page.locator(".fold").first).to_be_hidden()
        expect(page.locator("tr.i")).to_have_count(28)
        expect(page.locator("tr.i").last).to_be_visible()
        body = page.locator("[id='i3.2.1']")
        expect(body).to_be_hidden()
        page.click("#matrix tr.i a >> text=3.2.1")
        expect(body).to_be_visible()
        expect(body).to_contain_text("省级审批系统接口未开放")


def test_one_units_page_filters_its_items(plans: dict[str, Path], chromium: Browser) -> None:
    with visiting(chromium, write(plans["half"], unit="市政科")) as visit:
        assert len(shown(visit.page)) == 24
        choose(visit.page, unit="市政科", state="unreported")
        assert len(shown(visit.page)) == 5
        assert visit.said == []


@pytest.fixture
def large(plans: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same page, made as that of a large plan."""
    monkeypatch.setattr(page_view, "LARGE", 10)
    return write(plans["half"], name="大")


def test_a_large_plans_chapters_are_closed_until_asked_for(chromium: Browser, large: Path) -> None:
    with visiting(chromium, large) as visit:
        page = visit.page
        assert page.evaluate(SHOWN) == []
        page.locator(".fold").nth(1).click()
        assert page.evaluate(SHOWN) == ["2.1", "2.2.1", "2.2.2", "2.3.1", "2.3.2"]
        choose(page, q="省级审批系统接口")
        assert page.evaluate(SHOWN) == ["3.2.1"]
        page.click("tr.i a >> text=3.2.1")
        assert "省级审批系统接口" in page.inner_text("dialog")
        page.keyboard.press("Escape")
        page.click("#items summary >> text=（三）")
        assert page.evaluate(LISTED) == ["3.2.1"]
        assert visit.said == []


def test_a_large_plans_page_can_be_read_without_scripts(chromium: Browser, large: Path) -> None:
    with visiting(chromium, large, scripts=False) as visit:
        expect(visit.page.locator("tr.i").last).to_be_visible()
        visit.page.click("#matrix tr.i a >> text=3.2.1")
        expect(visit.page.locator("[id='i3.2.1']")).to_contain_text("省级审批系统接口未开放")


def test_an_address_to_an_item_of_a_large_plan_opens_it(chromium: Browser, large: Path) -> None:
    with visiting(chromium, large, "#" + urlencode({"item": "5.3.2"})) as visit:
        assert "5.3.2" in visit.page.inner_text("dialog h2")

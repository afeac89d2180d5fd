"""Word files as a real LibreOffice lays them out: pages, lines, characters, page numbers."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest
import scenes

from gongkai_cli.documents import plan_document, word_report

if TYPE_CHECKING:
    from pathlib import Path

    from office import LibreOffice

MM = 72 / 25.4


class Word(NamedTuple):
    """A word on a page, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page of a PDF: its size in points and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def lines(self) -> list[str]:
        """Its lines from the top, blanks left out."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            found.setdefault(round(word.top / 10), []).append(word)
        return ["".join(w.text for w in found[top]) for top in sorted(found)]


def pages(pdf: Path) -> list[Page]:
    """Read a PDF with poppler."""
    done = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, encoding="utf-8", check=True
    )
    return [_page(text) for text in done.stdout.split("<page ")[1:]]


def _page(text: str) -> Page:
    width, height = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', text)[:2])
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', text
    )
    return Page(width, height, tuple(Word(w[4], *map(float, w[:4])) for w in words))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, libreoffice: LibreOffice) -> list[Page]:
    folder = tmp_path_factory.mktemp("word")
    plan = scenes.scene(folder / "half", "half")
    path = folder / "报告.docx"
    path.write_bytes(word_report.write(scenes.dossier(plan)))
    return pages(libreoffice.convert(path, folder, "pdf"))


def is_upright(page: Page) -> bool:
    return page.width < page.height


def test_pages_are_a4_and_the_annex_is_turned(report: list[Page]) -> None:
    sizes = [(round(page.width / MM), round(page.height / MM)) for page in report]
    turned = sizes.index((297, 210))
    assert {*sizes[:turned]} == {(210, 297)}
    assert {*sizes[turned:]} == {(297, 210)}


def test_full_pages_have_22_lines_of_up_to_28_characters(report: list[Page]) -> None:
    body = [page for page in report if is_upright(page)]
    full = [page.lines for page in body[1:-2]]
    for *lines, number in full:
        assert re.fullmatch(r"—\d+—", number)
        assert 21 <= len(lines) <= 22  # a heading stays with the line that follows it
    chinese = [line for lines in full for line in lines if not re.search("[ -~—]", line)]
    assert max(map(len, chinese)) in {28, 29}, "a mark may hang behind the line"


def test_page_numbers_stand_outside_under_the_text(report: list[Page]) -> None:
    for n, page in enumerate(report, 1):
        if not is_upright(page):
            continue
        below = page.height - 35 * MM
        marks = sorted((w for w in page.words if w.top > below), key=lambda word: word.left)
        assert [word.text for word in marks] == ["—", str(n), "—"]
        assert marks[0].top - below == pytest.approx(7 * MM, abs=2 * MM)
        if n % 2:
            assert marks[-1].right == pytest.approx(page.width - 26 * MM - 14, abs=4)
        else:
            assert marks[0].left == pytest.approx(28 * MM + 14, abs=4)


def test_turned_pages_are_numbered_where_upright_ones_are(report: list[Page]) -> None:
    turned = [(n, page) for n, page in enumerate(report, 1) if not is_upright(page)]
    for n, page in turned:
        (mark,) = [w for w in page.words if w.text == str(n) and w.right < 35 * MM]
        assert mark.right == pytest.approx(28 * MM, abs=4 * MM), "7 mm left of the table"
        if n % 2:
            assert mark.bottom > page.height / 2
        else:
            assert mark.top < page.height / 2


def test_the_table_repeats_its_headings(report: list[Page]) -> None:
    turned = [page for page in report if not is_upright(page)]
    assert len(turned) > 3
    for page in turned:
        assert "落实情况" in [word.text for word in page.words]


def test_the_signature_has_text_on_its_page(report: list[Page]) -> None:
    last = [page for page in report if is_upright(page)][-1]
    text = "".join(last.lines)
    assert "特此报告。" in text
    assert "2019年12月20日" in text


def test_the_plan_prints(tmp_path: Path, libreoffice: LibreOffice) -> None:
    plan = scenes.scene(tmp_path / "empty", "empty")
    path = tmp_path / "方案.docx"
    path.write_bytes(plan_document.write(scenes.registry(plan).plan_file(), scenes.AT))
    printed = pages(libreoffice.convert(path, tmp_path, "pdf"))
    assert printed[0].lines[0] == "汕尾市住房和城乡建设局文件"
    assert printed[1].lines[:2] == ["汕尾市住房和城乡建设局2019", "年政务公开工作要点分工实施方案"]

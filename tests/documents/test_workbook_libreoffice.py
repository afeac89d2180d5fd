"""The summary workbook in a real LibreOffice: printed, looked at row by row, saved again."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import scenes
from office import missing, step
from openpyxl import load_workbook

from gongkai_cli.documents import workbook_report

if TYPE_CHECKING:
    from pathlib import Path

    from office import LibreOffice

A4 = "841.89 x 595"


@pytest.fixture(params=scenes.SCENES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook."""
    made = scenes.dossier(scenes.scene(tmp_path / "scene", request.param))
    written = tmp_path / f"{request.param}.xlsx"
    written.write_bytes(workbook_report.write(made))
    return written


def poppler(program: str, *args: object) -> str:
    found = shutil.which(program)
    if not found:
        missing(program)
    done = subprocess.run([found, *map(str, args)], capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_page_is_a4_landscape_and_nothing_is_missing(
    path: Path, libreoffice: LibreOffice
) -> None:
    pdf = libreoffice.convert(path, path.parent / "pdf", "pdf")
    facts = poppler("pdfinfo", "-l", 9999, pdf)
    sizes = re.findall(r"Page +\d+ size: +(.+) pts", facts)
    assert len(sizes) == int(re.findall(r"Pages: +(\d+)", facts)[0])
    assert all(size.startswith(A4) for size in sizes)
    printed = squeezed(poppler("pdftotext", "-raw", pdf, "-"))
    assert f"第1页，共{len(sizes)}页" in printed
    for sheet in load_workbook(path).worksheets:
        assert squeezed(sheet["A1"].value) in printed
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and len(cell.value) < 12:
                    assert squeezed(cell.value) in printed, (sheet.title, cell.coordinate)


def test_rows_are_as_high_as_what_stands_in_them(path: Path, libreoffice: LibreOffice) -> None:
    fitted = libreoffice.typed(path, path.with_name("fitted.xlsx"), [step("fit_rows")])
    own, theirs = load_workbook(path), load_workbook(fitted)
    for sheet in own.worksheets:
        for row in range(2, sheet.max_row + 1):
            needed = theirs[sheet.title].row_dimensions[row].height
            if any(cell.value is not None for cell in sheet[row]) and needed:
                assert sheet.row_dimensions[row].height >= needed - 1, (sheet.title, row)


def test_saved_again_it_says_the_same(path: Path, libreoffice: LibreOffice) -> None:
    saved: Any = load_workbook(libreoffice.typed(path, path.with_name("saved.xlsx")))
    own: Any = load_workbook(path)
    for sheet in own.worksheets:
        again = saved[sheet.title]
        assert again.auto_filter.ref == sheet.auto_filter.ref
        assert again.freeze_panes == sheet.freeze_panes
        assert len(again._charts) == len(sheet._charts)
        assert rules(again) == rules(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                kept = again[cell.coordinate].value
                if isinstance(cell.value, float):
                    assert kept == pytest.approx(cell.value)
                else:
                    assert plain(kept) == plain(cell.value), (sheet.title, cell.coordinate)


def plain(value: Any) -> Any:
    """What a cell says to a reader: escapes of the format undone."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value or ""


def rules(sheet: Any) -> list[tuple[str, int]]:
    """The areas with conditional formats, and how many each has."""
    found = sheet.conditional_formatting
    return sorted((str(formats.sqref), len(formats.rules)) for formats in found)

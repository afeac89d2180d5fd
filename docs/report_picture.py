"""Draw docs/report.png: the first two pages of a Word report, as LibreOffice prints them.

Run: ``python docs/report_picture.py`` (needs LibreOffice, poppler-utils and ImageMagick).  Fonts that a
machine lacks are stood in for by those that are nearest among Debian's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from scenes import dossier, scene  # noqa: E402

from gongkai_cli.documents import word_report  # noqa: E402

_STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "AR PL KaitiM GB",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
}


def main() -> None:
    """Make the picture from a registry of which half is reported."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = folder / "report.docx"
        report.write_bytes(word_report.write(dossier(scene(folder / "half", "half"))))
        _draw(report, _fonts(folder))


def _fonts(folder: Path) -> Path:
    aliases = "".join(
        f'<alias binding="same"><family>{font}</family><prefer><family>{other}</family></prefer></alias>'
        for font, other in _STAND_INS.items()
    )
    made = folder / "fonts.conf"
    made.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return made


def _draw(report: Path, fonts: Path) -> None:
    folder = report.parent
    office = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(report)]
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(convert, check=True, capture_output=True, env=env)
    pages = ["pdftoppm", "-r", "75", "-l", "2", "-png", str(report.with_suffix(".pdf"))]
    subprocess.run([*pages, str(folder / "page")], check=True)
    drawn = sorted(map(str, folder.glob("page-*.png")))
    frame = ["-bordercolor", "#c8c8c8", "-border", "1"]
    look = [*frame, "-bordercolor", "white", "-border", "8", "+append", "-colors", "64"]
    subprocess.run(["convert", *drawn, *look, f"PNG8:{HERE / 'report.png'}"], check=True)


if __name__ == "__main__":
    main()

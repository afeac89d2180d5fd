"""Draw docs/page.png: the page of the plan half done, as Chromium shows it.

Run: ``python docs/page_picture.py`` (needs Chromium, Playwright and ImageMagick).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

import browser as chromium  # noqa: E402
from scenes import dossier, scene  # noqa: E402

from gongkai_cli.documents import page_report  # noqa: E402

WIDTH, HEIGHT = 1440, 1500


def main() -> None:
    """Make the picture from a scratch registry."""
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch, "page.html")
        page.write_bytes(page_report.write(dossier(scene(Path(scratch, "scene"), "half"))))
        _draw(page, HERE / "page.png")


def _draw(page: Path, target: Path) -> None:
    with (
        chromium.running(page.parent) as browser,
        chromium.visiting(browser, page, width=WIDTH) as visit,
    ):
        visit.page.screenshot(
            path=target,
            full_page=True,
            clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT},
        )
    subprocess.run(
        ["convert", str(target), "+dither", "-colors", "128", f"PNG8:{target}"], check=True
    )


if __name__ == "__main__":
    main()

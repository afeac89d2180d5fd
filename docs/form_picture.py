"""Draw docs/form.png: the first page of a unit's form, as LibreOffice prints it.

Run: ``python docs/form_picture.py`` (needs LibreOffice, poppler-utils and ImageMagick).
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from gongkai_cli.documents import form_writer
from gongkai_cli.domain.progress import Evidence
from gongkai_cli.domain.terms import State
from gongkai_cli.storage.locate import beside
from gongkai_cli.storage.registry import Registry, Saying
from gongkai_cli.storage.workspace import PLAN, create

HERE = Path(__file__).parent
UNIT = "城乡科"
NOW = datetime(2019, 12, 2, 9, 30, tzinfo=UTC)
PAGE = "https://www.example.gov.cn/zwgk/1.html"
SAID = {
    "1.1.1": (State.ONGOING, "政策文件与解读同步发布，全年解读 6 件。", PAGE),
    "1.2.1": (State.IN_PROGRESS, "已制定舆情应对预案，正在征求意见。", ""),
}


def main() -> None:
    """Make the picture from a scratch registry."""
    with tempfile.TemporaryDirectory() as scratch:
        create(Path(scratch))
        registry = Registry(beside(Path(scratch, "data", PLAN)), date(2019, 12, 2))
        for item, (state, note, url) in SAID.items():
            proofs = (Evidence("解读专栏", url),) if url else ()
            saying = Saying(state, registry.today, NOW, note, proofs, "李四")
            registry.record([(item, UNIT)], saying)
        registry = Registry(registry.location, registry.today)
        made = form_writer.Made(registry.plan, UNIT, registry.duties(UNIT), NOW, registry.today)
        form = Path(scratch, "form.xlsx")
        form.write_bytes(form_writer.write(made))
        _draw(form, HERE / "form")


def _draw(form: Path, target: Path) -> None:
    office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(form.parent)]
    subprocess.run([*office, str(form)], check=True, capture_output=True)
    pages = ["pdftoppm", "-r", "90", "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*pages, str(form.with_suffix(".pdf")), str(target)], check=True)
    picture = target.with_suffix(".png")
    subprocess.run(["convert", str(picture), "-colors", "64", f"PNG8:{picture}"], check=True)


if __name__ == "__main__":
    main()

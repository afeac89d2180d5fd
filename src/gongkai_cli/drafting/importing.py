"""The import of a plan document as a whole: read, drafted, written, and proved to be complete."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain import schema
from ..domain.errors import InvalidData
from ..domain.names import narrow
from ..domain.source import compare
from ..storage.plan_file import load_bytes
from .doubts import Doubt
from .draft import draft
from .plan_text import plan_text
from .reading.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..domain.findings import Finding
    from ..domain.schema import PlanFile
    from ..domain.source import Coverage, Missing
    from .draft import Draft


class Imported(NamedTuple):
    """What an import made of a document.

    Attributes:
        text: The plan file's text.
        draft: The draft that it was written from.
        doubts: What is not sure, words of the document that found no place among it.
        errors: What is wrong with the plan file as it is; empty where ``check`` accepts it.
        coverage: How the plan file and the document agree; ``None`` where the file has errors.
        moved: How many signs of the document stand elsewhere in the draft than in the document.
    """

    text: str
    draft: Draft
    doubts: tuple[Doubt, ...]
    errors: tuple[Finding, ...]
    coverage: Coverage | None
    moved: int = 0

    @property
    def held(self) -> int:
        """How many signs of the document stand in the draft, wherever."""
        return self.coverage.source_held + self.moved if self.coverage else 0


def import_plan(raw: bytes, name: str, this_year: int, known: PlanFile | None = None) -> Imported:
    """Make a plan file of a document.

    Args:
        raw: The document.
        name: What it is called.
        this_year: The year of a document that names none.
        known: An existing plan whose units are the dictionary.

    Raises:
        InvalidData: The document cannot be read, or has no work items.
    """
    source = read(raw, name)
    made = draft(source, this_year, known)
    if not any(made.items):
        raise InvalidData(
            f"{name} 里没有找到工作事项。",
            "请确认它是方案；事项要有序号，或者在有“责任单位”一栏的表里。",
        )
    text = plan_text(made, Path(name).name)
    loaded = load_bytes(Path("plan.yaml"), text.encode())
    if loaded.file is None or loaded.errors:
        return Imported(text, made, made.doubts, tuple(loaded.errors), None)
    words = list(source.words)
    here, there = schema.verbatim(loaded.file), "\n".join(one_line(w) for w, _ in words)
    coverage = compare(here, there)
    moved = _moved(coverage, _signs("".join(told for _, told in here)), _signs(there))
    left = _left_out(coverage, moved, [place for _, place in words])
    lost = tuple(doubt for doubt in left if doubt.place not in made.pages)
    size = sum(len("".join(run.text.split())) for run in moved)
    return Imported(text, made, (*made.doubts, *lost), (), coverage, size)


def _moved(coverage: Coverage, here: str, there: str) -> list[Missing]:
    """The words that the draft holds as often as the document does: they only stand elsewhere."""
    return [
        run
        for run in coverage.missing
        if all(
            here.count(piece) >= there.count(piece)
            for piece in filter(None, map(_signs, run.text.split()))
        )
    ]


def _left_out(
    coverage: Coverage, moved: Sequence[Missing], places: Sequence[str]
) -> Iterator[Doubt]:
    """What of the document has no place in the draft, or another than in the document."""
    for run in coverage.missing:
        if run not in moved:
            yield Doubt(places[run.line - 1], "未放进草稿", f"“{run.text}”没有放进草稿。")
    if moved:
        more = f"等 {len(moved)} 处" if len(moved) > 1 else ""
        told = f"“{moved[0].text}”{more}在草稿里的位置与原件不同，文字都在。"
        yield Doubt(places[moved[0].line - 1], "次序", told)


def _signs(text: str) -> str:
    """A text without blanks and brackets, in half width."""
    return re.sub(r"[\s()\[\]【】〔〕]", "", narrow(text))


def words_of(raw: bytes, name: str) -> str:
    """The words of a document, a line for each paragraph or cell.

    Raises:
        InvalidData: It cannot be read.
    """
    return "\n".join(one_line(words) for words, _ in read(raw, name).words)


def one_line(text: str) -> str:
    """A piece of a document on one line, so that lines count pieces."""
    return " ".join(text.split())

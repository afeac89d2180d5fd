"""A full examination of a plan and its ledger, straight from the files: no index is asked."""

from __future__ import annotations

import codecs
import gc
from typing import TYPE_CHECKING, NamedTuple

from ..domain import schema
from ..domain.errors import InvalidData
from ..domain.expand import expand
from ..domain.findings import Place, error
from ..domain.ledger import Known, check_ledger
from ..domain.names import unit_names
from ..domain.source import Coverage, Extra, compare
from . import ledger, ledger_lines
from .plan_file import LoadedPlan, Placer, load_bytes, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..domain.findings import Finding
    from .locate import Location


class Checked(NamedTuple):
    """How much was looked at."""

    items: int
    units: int
    entries: int


class Examination(NamedTuple):
    """Everything that was found, in the order of the files."""

    findings: tuple[Finding, ...]
    checked: Checked
    coverage: Coverage | None = None


def examine(location: Location, source: Path | None = None, text: str | None = None) -> Examination:
    """Check the plan, its ledger files and, if one is given, the source document.

    Args:
        location: Which plan.
        source: The source document.
        text: Its words, where it is no text file: a line for each paragraph or cell.

    Raises:
        InvalidData: A file cannot be read at all.
    """
    gc.freeze()
    gc.disable()
    raw = read_bytes(location.plan)
    loaded = load_bytes(location.plan, raw)
    findings = list(loaded.findings)
    items = units = 0
    known = None
    if loaded.file and not loaded.errors:
        expanded = expand(loaded.file)
        items, units = len(expanded.items), len(expanded.plan.units)
        known = Known(
            {item.id: item.digest for item in expanded.items},
            _Spellings(unit_names(expanded.plan)),
            frozenset((a.item, a.unit) for a in expanded.assignments),
        )
    entries, problems = _ledger(location, known)
    coverage = None
    if source and loaded.file:
        coverage, differences = _source(loaded, raw, source, text)
        problems += differences
    return Examination(tuple(findings + problems), Checked(items, units, entries), coverage)


class _Spellings(dict[str, str]):
    """Unit names by their spelling, however it is typed."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        from ..domain.names import plain

        return super().get(plain(name), default)


def _ledger(location: Location, known: Known | None) -> tuple[int, list[Finding]]:
    paths = ledger.paths(location.plan, location.ledger)
    reading = ledger_lines.read([ledger.Text(path, read_bytes(path)) for path in paths])
    problems = reading.findings
    if known:
        problems = problems + check_ledger(reading.lines, known)
    problems.sort(key=_place)
    return len(reading.lines), ledger_lines.with_excerpts(problems)


def _place(finding: Finding) -> tuple[str, int]:
    return (finding.place.file, finding.place.line) if finding.place else ("", 0)


def _source(
    loaded: LoadedPlan, raw: bytes, source: Path, text: str | None
) -> tuple[Coverage, list[Finding]]:
    if loaded.file is None:
        raise AssertionError
    if text is None:
        text = _decoded(source, read_bytes(source))
    coverage = compare(schema.verbatim(loaded.file), text)
    findings = [*_missing(coverage, source, text.splitlines())]
    placer = Placer.of(loaded.path, raw)
    for run, finding in zip(coverage.extra, _extra(coverage), strict=True):
        findings.append(_narrowed(placer.placed(finding), run))
    return coverage, findings


def _narrowed(finding: Finding, run: Extra) -> Finding:
    """Mark the words themselves, where they stand on the line on which their text begins."""
    place = finding.place
    if place is None:
        return finding
    at = place.excerpt.find(run.text, place.column - 1 + max(run.offset - 1, 0))
    if at < 0:
        return finding
    return finding._replace(place=place._replace(column=at + 1, width=len(run.text)))


def _decoded(path: Path, raw: bytes) -> str:
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidData(f"读不懂 {path}：编码不对。", "请另存为 UTF-8 的文本文件。")


def _missing(coverage: Coverage, source: Path, lines: list[str]) -> Iterator[Finding]:
    for run in coverage.missing:
        place = Place(str(source), run.line, run.column, lines[run.line - 1], len(run.text))
        finding = error(
            "source-missing",
            (),
            f"方案里没有原文的“{run.text}”。",
            "请在方案的相应位置补上，照录原文。",
        )
        yield finding._replace(place=place)


def _extra(coverage: Coverage) -> Iterator[Finding]:
    for run in coverage.extra:
        yield error(
            "source-extra",
            run.loc,
            f"“{run.text}”不在原文的这个位置。",
            "照录的内容请与原文一致；自己的话写进 note。",
        )

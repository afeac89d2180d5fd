"""Findings as people read them: the place, the line with a caret under it, the remedy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ..domain.findings import Severity
from .text import fitting, one_line, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..domain.findings import Finding, Place
    from ..domain.source import Coverage
    from ..storage.examine import Checked

_LONGEST = 100
_BEFORE = 30


def finding_text(finding: Finding) -> str:
    """Write one finding: ``file:line:column: 错误 [code] message``, the excerpt, the remedy."""
    head = f"{finding.severity.word} [{finding.code}] {one_line(finding.message)}"
    lines = [head]
    if finding.place:
        place = finding.place
        lines = [f"{one_line(place.where)}: {head}", *_excerpt(place)]
    if finding.remedy:
        lines.append(f"  改法：{one_line(finding.remedy)}")
    return "\n".join(lines)


def _excerpt(place: Place) -> Iterable[str]:
    """The line with a caret that stands right under Chinese text; a long line is cut around it."""
    text = place.excerpt
    if not text.strip():
        return
    fits = fitting(text, _LONGEST) == text
    start = 0 if fits else max(0, place.column - 1 - _BEFORE)
    lead = "…" if start else ""
    cut = fitting(text[start:], _LONGEST)
    before = one_line(lead + text[start : place.column - 1])
    marked = one_line(cut[place.column - 1 - start :][: place.width])
    margin = f"{place.line:>5} │ "
    tail = "…" if start + len(cut) < len(text) else ""
    yield f"{margin}{one_line(lead + cut)}{tail}"
    yield f"      │ {' ' * width(before)}{'^' * max(1, width(marked))}"


def tally(findings: Sequence[Finding]) -> str:
    """Count findings by severity: ``2 处错误，1 处警告``."""
    counts = Counter(finding.severity for finding in findings)
    return "，".join(f"{counts[s]} 处{s.word}" for s in Severity if counts[s]) or "没有问题"


def summary(findings: Sequence[Finding], checked: Checked) -> str:
    """Say what was looked at and how much was found."""
    looked = f"{checked.items} 个事项、{checked.units} 个单位、{checked.entries} 条记录"
    return f"检查了 {looked}：{tally(findings)}。" if checked.items else f"{tally(findings)}。"


def coverage_text(coverage: Coverage) -> str:
    """Say how much of the source is in the plan, and how much of the plan is from the source."""
    held = _share(coverage.source_held, coverage.source_size)
    printed = _share(coverage.plan_printed, coverage.plan_size)
    return f"原文核对：原文 {held}在方案里；方案照录的内容 {printed}出自原文。"


def _share(part: int, whole: int) -> str:
    # Rounded down, so that 100 % means every character.
    hundredths = part * 10000 // whole if whole else 10000
    return f"{part}/{whole} 字（{hundredths / 100:g}%）"


def finding_json(finding: Finding) -> dict[str, Any]:
    """Make a finding's JSON form."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "file": place.file if place else None,
        "line": place.line if place and place.line else None,
        "column": place.column if place and place.line else None,
        "cell": place.cell if place and place.cell else None,
    }

"""A draft as the text of a plan file, in the layout that people write, doubts as comments beside."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from .doubts import item_doubts, section_doubts
from .draft import roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .doubts import Doubt
    from .draft import Draft
    from .model import Duties
    from .structure.facts import Facts
    from .structure.roster import Roster
    from .structure.sketch import ItemSketch, SectionSketch

_PLAIN = re.compile(
    r"[\u4e00-\u9fffA-Za-z“《【（〔①-⑳][^\n\t\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u2028\u2029]*"
)
_NOT_PLAIN = re.compile(r": | #|:$|^(?:true|false|yes|no|on|off|null|y|n|~)$", re.IGNORECASE)
_FLOW = re.compile(r"[,\[\]{}]")


def plan_text(draft: Draft, origin: str) -> str:
    """Write a draft.

    Args:
        draft: The draft.
        origin: The document's name, for people.

    Returns:
        The text of a plan file.
    """
    return "\n".join(_lines(draft, origin)) + "\n"


def _lines(draft: Draft, origin: str) -> Iterator[str]:
    found = draft.facts
    yield "# yaml-language-server: $schema=plan.schema.json"
    yield f"# {_comment(found.title or origin)}的事项登记表，由 {_comment(origin)} 导入，是草稿。"
    yield f"# 有“待核”的共 {len(draft.doubts)} 处，核实、改正以后删去那一行注释。"
    yield ""
    yield "format: 1"
    yield ""
    yield "# 文件要素"
    yield from _document(draft)
    yield ""
    yield "# 单位"
    yield from _units(draft.roster, draft.doubts)
    groups = list(_groups(draft.roster, draft.doubts))
    yield from groups
    yield ""
    yield from _listed("letter", [line.shown.strip() for line in found.letter], "# 印发通知")
    heading = " ".join(line.shown.strip() for line in found.heading)
    if heading:
        yield "# 正文"
        yield f"heading: {_scalar(heading)}"
        yield ""
    yield from _listed("preamble", [line.shown.strip() for line in found.preamble])
    yield "sections:"
    for section in draft.sections:
        yield from _section(section, draft.roster, 2)


def _comment(text: str) -> str:
    return re.sub(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+", " ", text
    ).strip()


def _document(draft: Draft) -> Iterator[str]:
    found, due = draft.facts, draft.deadline
    year = found.year
    yield "document:"
    yield from (f"  # 待核：{_comment(text)}" for text, _ in found.doubts)
    yield f"  title: {_scalar(found.title or '（标题待补）')}"
    yield f"  year: {year}"
    yield f"  issuer: {_scalar(found.issuer or '（印发单位待补）')}"
    yield from _given("number", found.number)
    yield from _given("issued", str(found.issued or ""))
    yield from _given("disclosure", found.disclosure)
    if found.copied_to:
        yield f"  copied_to: {_flow(found.copied_to)}"
    yield from _basis(found)
    yield from (f"  # 待核：{_comment(text)}" for text in due.doubts)
    yield f"  due: {due.day or f'{year}-12-31'}"
    yield from _given("due_text", due.text)
    yield from _given("report_to", due.report_to)


def _given(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {key}: {text if key == 'issued' else _scalar(text)}"


def _basis(found: Facts) -> Iterator[str]:
    if found.basis:
        yield "  basis:"
    for title, number in found.basis:
        yield f"    - title: {_scalar(title)}"
        if number:
            yield f"      number: {_scalar(number)}"


def _units(roster: Roster, doubts: Sequence[Doubt]) -> Iterator[str]:
    units = list(roster.units)
    yield "units:"
    if not units:
        yield "  # 待核：没有找到任何单位。"
        yield "  - name: （单位待补）"
        yield "    kind: 科室"
    for unit in units:
        yield from _beside(unit.name, doubts)
        yield f"  - name: {_scalar(unit.name)}"
        yield f"    kind: {unit.kind}"
        if unit.aliases:
            yield f"    aliases: {_flow(unit.aliases)}"
        if not unit.confirmed:
            yield "    confirmed: false"
        if unit.note:
            yield f"    note: {_scalar(unit.note)}"


def _beside(name: str, doubts: Sequence[Doubt]) -> Iterator[str]:
    """The doubts about a unit or a group, as comments."""
    for doubt in doubts:
        if doubt.name == name:
            yield f"  # 待核：{_comment(doubt.text)}"


def _groups(roster: Roster, doubts: Sequence[Doubt]) -> Iterator[str]:
    groups = list(roster.groups)
    if not groups:
        return
    yield ""
    yield "# 单位组：一个名称代表多个单位"
    yield "groups:"
    for group in groups:
        yield from _beside(group.name, doubts)
        yield f"  - name: {_scalar(group.name)}"
        if group.aliases:
            yield f"    aliases: {_flow(group.aliases)}"
        if group.open:
            yield "    open: true"
        elif group.kind:
            yield f"    kind: {group.kind}"
        if group.members:
            yield f"    members: {_flow(group.members)}"
        if group.note:
            yield f"    note: {_scalar(group.note)}"


def _listed(key: str, texts: Sequence[str], comment: str = "") -> Iterator[str]:
    texts = [text for text in texts if text]
    if not texts:
        return
    if comment:
        yield comment
    yield f"{key}:"
    yield from (f"  - {_scalar(text)}" for text in texts)
    yield ""


def _section(section: SectionSketch, roster: Roster, depth: int) -> Iterator[str]:
    lead, inner = " " * depth, " " * (depth + 2)
    for text in section_doubts(section):
        yield f"{lead}# 待核：{_comment(text)}（{section.place}）"
    first = lead + "- "
    for key, words in (("number", section.number), ("heading", section.heading)):
        if words:
            yield f"{first}{key}: {_scalar(words)}"
            first = inner
    if section.columns:
        yield f"{first}columns: {_flow(section.columns)}"
        first = inner
    yield from _assigned(section.assigned, section.duties, roster, inner)
    if section.paragraphs:
        yield f"{inner}paragraphs:"
        yield from (f"{inner}  - {_scalar(text)}" for text in section.paragraphs if text.strip())
    if section.items:
        yield f"{first}items:"
        for item in section.items:
            yield from _item(item, roster, depth + 4)
    if section.sections:
        yield f"{inner}sections:"
        for below in section.sections:
            yield from _section(below, roster, depth + 4)


def _item(item: ItemSketch, roster: Roster, depth: int) -> Iterator[str]:
    lead, inner = " " * depth, " " * (depth + 2)
    for text in item_doubts(item):
        yield f"{lead}# 待核：{_comment(text)}（{item.place}）"
    yield f'{lead}- id: "{item.id}"'
    if item.number:
        yield f"{inner}number: {_scalar(item.number)}"
    if item.title:
        yield f"{inner}title: {_scalar(item.title)}"
    yield f"{inner}text: {_scalar(item.text)}"
    yield from _texts("between", item.between, inner)
    yield from _assigned(item.assigned, item.duties, roster, inner)
    yield from _due(item, inner)
    yield from _texts("others", item.others, inner)
    yield ""


def _texts(key: str, texts: Sequence[str], lead: str) -> Iterator[str]:
    if texts:
        yield f"{lead}{key}:"
    yield from (f"{lead}  - {_scalar(text)}" for text in texts)


def _assigned(assigned: str, duties: Duties | None, roster: Roster, lead: str) -> Iterator[str]:
    if assigned:
        yield f"{lead}assigned: {_scalar(assigned)}"
    for role, names in roles(duties, roster).items() if duties else ():
        yield f"{lead}{role}: {_flow(names)}"


def _due(item: ItemSketch, lead: str) -> Iterator[str]:
    due = item.due
    if due is None:
        return
    if due.day:
        yield f"{lead}due: {due.day}"
    yield f"{lead}due_text: {_scalar(due.text)}"
    if due.ongoing:
        yield f"{lead}ongoing: true"


def _flow(texts: Iterable[str]) -> str:
    return f"[{', '.join(_scalar(text, flow=True) for text in texts)}]"


def _scalar(text: str, *, flow: bool = False) -> str:
    """Write a text so that YAML reads just that text; as it stands where that is safe."""
    words = text.strip()
    plain = _PLAIN.fullmatch(words) and not _NOT_PLAIN.search(words)
    if plain and not (flow and _FLOW.search(words)):
        return words
    fitting = re.sub("[\ud800-\udfff\ufffe\uffff]", "?", words)
    return json.dumps(fitting, ensure_ascii=False).translate(_ESCAPED)


_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}

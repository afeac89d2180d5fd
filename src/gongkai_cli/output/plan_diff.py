"""The difference of two plans in words: what each change says, and the table that pipes read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ..domain.terms import Role
from ..domain.word_diff import Op, Piece, difference
from .table import Cell, Column, Table, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..domain.plan_carry import Carried, Heir
    from ..domain.plan_diff import Change, Lone, Names, Pair, PlanDiff

Pieces = tuple[Piece, ...]

NO_DIFFERENCE = "两个方案没有差别"
NO_HEIR = "无对应"
_SIGNS = {Op.EQUAL: ("", ""), Op.DELETE: ("[-", "-]"), Op.INSERT: ("{+", "+}")}
_FACTS = {
    "title": "名称",
    "year": "年度",
    "number": "文号",
    "issuer": "印发单位",
    "issued": "印发日期",
    "due": "全案期限",
    "report_to": "报送",
}
_COUNTS = {
    "added": "新增",
    "dropped": "删去",
    "reworded": "改写",
    "reassigned": "分工改变",
    "redated": "期限改变",
    "unchanged": "未变",
}
_MORE_COUNTS = {"moved": "编号改变", "retitled": "标题改变"}
_SURE, _SURE_BY_TITLE = 0.7, 0.5
"""How alike two texts must be for their match to need no second look."""


class Line(NamedTuple):
    """One change: what kind it is, and its words."""

    label: str
    pieces: Pieces


def marked(piece: Piece) -> str:
    """Write a piece with its signs, which tell what went and what came where there is no colour."""
    before, after = _SIGNS[piece.op]
    return f"{before}{piece.text}{after}"


def plain_text(pieces: Iterable[Piece]) -> str:
    """Write pieces on one line."""
    return "".join(map(marked, pieces))


def summary(found: PlanDiff) -> str:
    """Count what happened to the items."""
    totals = found.totals()
    if found.same:
        return f"{NO_DIFFERENCE}：{totals['unchanged']} 个事项都未变"
    told = "、".join(f"{word} {totals[code]}" for code, word in _COUNTS.items())
    more = "、".join(
        f"{word} {totals[code]}" for code, word in _MORE_COUNTS.items() if totals[code]
    )
    return f"{told}；{more}" if more else told


# -- the plan as a whole ---------------------------------------------------------------------------


def plan_lines(found: PlanDiff) -> list[Line]:
    """What changed in the plan as a whole."""
    lines = [Line(_FACTS[one.field], _fact_pieces(one)) for one in found.facts]
    following = sum(pair.due_of_plan and pair.old.due != pair.new.due for pair in found.pairs)
    if following:
        lines.append(Line("随全案改期", _kept(f"{following} 个事项")))
    lines += _names_lines("单位", found.units)
    lines += _names_lines("章节", found.chapters)
    return lines


def _fact_pieces(one: Change) -> Pieces:
    """The title word by word, anything else whole."""
    compared = difference if one.field == "title" else _replaced
    return compared(one.old, one.new)


def _names_lines(label: str, names: Names) -> Iterator[Line]:
    if names.added or names.dropped:
        yield Line(label, _exchanged(names.dropped, names.added))
    for old, new in names.renamed:
        yield Line(f"{label}改名", _replaced(old, new))


def _kept(text: str) -> Pieces:
    return (Piece(Op.EQUAL, text),) if text else ()


def _replaced(old: str, new: str) -> Pieces:
    pieces = (Piece(Op.DELETE, old), Piece(Op.INSERT, new))
    return tuple(piece for piece in pieces if piece.text)


def _exchanged(gone: Sequence[str], come: Sequence[str]) -> Pieces:
    return _replaced("、".join(gone), "、".join(come))


# -- items -----------------------------------------------------------------------------------------


def pair_lines(pair: Pair) -> list[Line]:
    """What changed in an item, other than its number."""
    lines = []
    if pair.retitled:
        lines.append(Line("标题", difference(pair.old.title, pair.new.title)))
    if pair.reworded:
        lines.append(Line("改写", difference(pair.old.text, pair.new.text)))
    if pair.reassigned:
        lines.append(Line("分工", assignment_pieces(pair)))
    if pair.redated:
        lines.append(Line("期限", due_pieces(pair)))
    return lines


def assignment_pieces(pair: Pair) -> Pieces:
    """Say role by role who no longer has a part and who has one now."""
    roles = []
    for role in Role:
        gone, come = (
            [
                f"{part.unit}（待明确）" if part.undecided else part.unit
                for part in parts
                if part.role is role
            ]
            for parts in (pair.dropped, pair.added)
        )
        if gone or come:
            roles.append((*_kept(f"{role.word} "), *_exchanged(gone, come)))
    return _joined(roles)


def _joined(parts: Iterable[Pieces]) -> Pieces:
    return tuple(chain.from_iterable((*_kept("；" if n else ""), *p) for n, p in enumerate(parts)))


def due_pieces(pair: Pair) -> Pieces:
    """Say when the item was due and when it is now, and whether it goes on."""
    parts = []
    if pair.old.due != pair.new.due:
        parts.append(_replaced(str(pair.old.due), str(pair.new.due)))
    if pair.old.ongoing != pair.new.ongoing:
        op = Op.INSERT if pair.new.ongoing else Op.DELETE
        parts.append((Piece(op, "长期坚持"),))
    return _joined(parts)


def number_text(pair: Pair) -> str:
    """The id of an item in both plans, or both ids, or how its printed number changed."""
    if pair.old.id != pair.new.id:
        return f"{pair.old.id} → {pair.new.id}"
    if pair.moved:
        return f"{pair.new.id}（{pair.old.number or '无序号'} → {pair.new.number or '无序号'}）"
    return pair.new.id


def doubt(pair: Pair) -> str:
    """What there is to remark of a match that is not sure."""
    sure = _SURE_BY_TITLE if pair.old.title == pair.new.title else _SURE
    if pair.likeness >= sure:
        return ""
    return f"文字相近 {pair.likeness:.0%}，请核对是否同一事项"


def lone_lines(lone: Lone, *, added: bool) -> list[Line]:
    """What an item says that only one plan has."""
    op = Op.INSERT if added else Op.DELETE
    item = lone.item
    lines = [
        Line("原文", (Piece(op, item.text),)),
        Line("分工", _kept(item.assigned)),
        Line("期限", _kept(str(item.due))),
    ]
    return [line for line in lines if line.pieces]


def whole_text(lone: Lone, *, added: bool) -> str:
    """Say of which item of the other plan an item seems to be a part."""
    if lone.whole is None:
        return ""
    whole = f"{lone.whole.id}（{lone.whole.title}）"
    return f"像是从旧方案 {whole}拆出的" if added else f"像是并入了新方案 {whole}"


# -- what is carried over --------------------------------------------------------------------------


def waiting_text(line: Carried) -> str:
    """Who still owes something, and how far each is."""
    names = [
        f"{part.unit}（{part.role.word}，{part.state.word if part.word else '未反馈'}）"
        for part in line.waiting
    ]
    names += [f"{name}（待明确）" for name in line.work.item.undecided]
    return "、".join(names) or "无"


def heirs_text(line: Carried) -> str:
    """Which items of the new plan take an unfinished one up."""
    return "；".join(map(_heir_text, line.heirs)) or NO_HEIR


def _heir_text(heir: Heir) -> str:
    return f"{heir.item.id} {heir.item.title}{_remark(heir)}"


def _remark(heir: Heir) -> str:
    if heir.pair is None:
        return "（像是其中一部分）"
    words = {"reworded": "已改写", "reassigned": "分工有变", "redated": "期限有变"}
    told = "、".join(words[code] for code in heir.pair.changes if code in words)
    return f"（{told}）" if told else ""


# -- for pipes -------------------------------------------------------------------------------------


def table(found: PlanDiff, carried: Sequence[Carried] | None) -> Table:
    """All differences, a line each."""
    names = ("变化", "旧编号", "新编号", "标题", "内容")
    rows = [
        ("合计", "", "", "", summary(found)),
        *(("方案", "", "", line.label, plain_text(line.pieces)) for line in plan_lines(found)),
        *(_lone_row(lone, added=True) for lone in found.added),
        *(_lone_row(lone, added=False) for lone in found.dropped),
        *(row for pair in found.pairs for row in _pair_rows(pair)),
        *map(_carried_row, carried or ()),
    ]
    made: tuple[tuple[Cell, ...], ...] = tuple(tuple(map(cell, row)) for row in rows)
    return Table(tuple(Column(name) for name in names), made)


def _lone_row(lone: Lone, *, added: bool) -> tuple[str, ...]:
    item = lone.item
    told = [f"分工：{item.assigned}" if item.assigned else "", f"期限：{item.due}"]
    told.append(whole_text(lone, added=added))
    content = f"{item.text}（{'；'.join(filter(None, told))}）"
    kind, ids = ("新增", ("", item.id)) if added else ("删去", (item.id, ""))
    return kind, *ids, item.title, content


def _pair_rows(pair: Pair) -> Iterator[tuple[str, ...]]:
    ids = pair.old.id, pair.new.id, pair.new.title
    for line in pair_lines(pair):
        text = plain_text(line.pieces)
        told = f"{text}（{doubt(pair)}）" if line.label == "改写" and doubt(pair) else text
        yield line.label, *ids, told
    if pair.moved:
        yield "编号", *ids, plain_text(_replaced(pair.old.number, pair.new.number))


def _carried_row(line: Carried) -> tuple[str, ...]:
    item = line.work.item
    news = "、".join(heir.item.id for heir in line.heirs)
    told = f"{line.work.state.word}；未办结：{waiting_text(line)}；新方案：{heirs_text(line)}"
    return "未完成", item.id, news, item.title, told

"""What a whole line says of the requirement above it: who answers, until when, or neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Duties
from ..words import dates, duties
from ..words.duty_words import DUE_LABEL_END, at_colon, is_person_label, with_colons
from ..words.unit_names import squeeze
from .paragraphs import assignment, close

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_LABEL, _LONGEST_BARE, _LONGEST_DUE = 8, 60, 24
_DASH = re.compile(r"[—–―－-]{1,3}\s*(?=[\u4e00-\u9fff])")
_ABOVE = re.compile("(?:以上|上述)[^，。；]{0,10}?(?:均|统一)?由")
_BOXED = re.compile(r"[（(\[〔【［](?P<inner>[^（(\[〔【［）)\]〕】］]+)[）)\]〕】］]")
_SOME_LABEL = re.compile("(?:单位|部门|[科处股]室|主体|分工|机构|司局|班子)$")
_OTHER_LABEL = re.compile(
    "成员|组长|抄送|主送|报送|发送|印发|制发|发布|发文|来源|填报|填表|制表|编制|审批|主管|联系|汇总|[督考验]|监|检查|受理"
)
"""What labels say of other units than those who answer."""
_NOTE_LABEL = re.compile(
    "^(?:(?:督办|督查|监督|考核|审核|验收)(?:单位|部门|科室|处室)"
    "|(?:责任|分管|牵头|主管|联系|包保|包抓|挂点|督导|督办)?(?:市|县|区|局|厅)?(?:领导|责任人|负责人|联系人)"
    "|(?:整改|问题|任务|事项)(?:类型|类别|来源|性质|状态)|整改(?:标准|成效|情况)|销号标准"
    "|(?:问题|反馈)(?:表述|描述|概述|情况|表现)"
    "|备注|(?:整改|工作|总体|主要|年度|建设|预期|阶段|绩效|任务)目标|验收标准|完成标志|成果形式|进展情况)[：:]"
)


def told_by(words: str, known: Sequence[str]) -> Duties | None:
    """What a whole line says of the requirement above it; ``None`` for a paragraph."""
    dash = _DASH.match(words)
    line = words[dash.end() :] if dash else words
    if is_assignment(line, known):
        return _meaning(line, known) or Duties()
    bare = _bare(line, known) or (_listed(line, known) if dash else _of_above(line, known))
    if bare:
        return bare
    due = _due_of(line)
    return Duties(due=due) if due else _noted(line, known)


def _noted(words: str, known: Sequence[str]) -> Duties | None:
    """What a line behind a label says that names no unit that answers, or none at all."""
    if _NOTE_LABEL.match(words) or _names_persons(words):
        told = _meaning(words, known) or Duties()
        return told if duties.says_role(words, known) else Duties(due=told.due)
    if _is_empty_label(words):
        return Duties(doubts=(f"“{words}”后面没有写单位。",))
    return None


def is_assignment(words: str, known: Sequence[str]) -> bool:
    """Whether a whole line says who answers: a bracket of its own, or behind a label."""
    if assignment(words, known):
        return True
    words = with_colons(words).strip()
    return bool(re.match(r"[^：:，。]{2,10}[：:]", words)) and _labelled(words, known)


def _bare(words: str, known: Sequence[str]) -> Duties | None:
    """What a line says that is only who does what, without bracket or label: 教育局牵头落实."""
    if len(words) > _LONGEST_BARE or re.search("[。；：]", words):
        return None
    if not duties.says_role(words, known):
        return None
    found = duties.parse(words, known)
    sure = found and found.names and not found.doubts and not found.due
    return found if sure else None


def _listed(words: str, known: Sequence[str]) -> Duties | None:
    """What the words behind a dash say that are nothing but units and a deadline: ——财务处；6月底前."""
    told = duties.parse(close(words), known)
    return told if told and _is_read(told) and duties.only_units(told) else None


def _of_above(words: str, known: Sequence[str]) -> Duties | None:
    """What a sentence says of the lines above it: 以上2项由农业股牵头，改革股配合，10月底前完成."""
    told = duties.parse(close(words.rstrip("。")), known) if _ABOVE.match(words) else None
    return told if told and _is_read(told) else None


def _is_read(told: Duties) -> bool:
    """Whether an assignment names somebody, and no words of it are left over."""
    return bool(told.names) and not any("没有读懂" in doubt for doubt in told.doubts)


def _labelled(words: str, known: Sequence[str]) -> bool:
    label, _, rest = at_colon(words)
    if duties.role_of_label(label) is not None:
        return bool(rest.strip())
    return _is_unknown_label(label) and duties.names_units(rest, known)


def _meaning(words: str, known: Sequence[str]) -> Duties | None:
    told = assignment(words, known) or with_colons(words).strip()
    label, sign, rest = at_colon(told)
    unknown = sign and _is_unknown_label(label)
    found = duties.parse(close(rest if unknown else told), known)
    if not found or not unknown:
        return found
    return found._replace(doubts=(*found.doubts, f"“{label}”按责任单位登记，请核对。"))


def _names_persons(words: str) -> bool:
    """Whether a line begins with a label of people: 分管校领导：."""
    label, sign, _ = at_colon(words)
    return bool(sign and is_person_label(squeeze(label)))


def _is_unknown_label(label: str) -> bool:
    """Whether words before a colon may be a label of who answers, though none that is known."""
    words = squeeze(label)
    return (
        1 < len(words) <= _LONGEST_LABEL
        and _SOME_LABEL.search(words) is not None
        and _OTHER_LABEL.search(words) is None
        and duties.role_of_label(label) is None
    )


def _due_of(words: str) -> str:
    """The deadline of a line that is nothing else, behind a label or in brackets; empty for other lines."""
    boxed = _BOXED.fullmatch(words.strip(" 。"))
    inner = boxed["inner"].strip() if boxed else ""
    label, _, rest = at_colon(with_colons(inner or words).strip())
    if rest and len(label) <= _LONGEST_LABEL and DUE_LABEL_END.fullmatch(squeeze(label)):
        return rest.strip(" 。；;")
    return inner if len(inner) <= _LONGEST_DUE and dates.is_deadline(inner) else ""


def _is_empty_label(words: str) -> bool:
    """Whether a line is no more than a label of who answers: 责任科室：."""
    return words[-1:] in {"：", ":"} and duties.role_of_label(words) is not None

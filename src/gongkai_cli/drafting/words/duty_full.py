"""Restores what names leave out: a level written once for several, an ending that others share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...domain.names import plain
from ..model import Name
from .duty_tails import tails
from .unit_names import LEVELS, Kind, bare, is_group, is_open, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .duty_names import Part
    from .duty_roles import Placed
    from .duty_scan import View
    from .unit_names import Known

_OWN_WORDS = re.compile(  # the level's sign begins another word
    r"市(?:场|民(?!政|宗|族|防|委|航)|容|域|郊|区(?=[^委政]{2}科)|值|政(?![府协务法研工策数]))|区(?:域|块|划|间)"
    r"|县域|省际|州际|局域|镇痛|旗舰|县(?:镇|乡(?!村振兴))|盟友"
)
_NATIONAL = re.compile(
    r"国家|国有(?!资产)|铁路|武警|银保监会|证监会|边境|海事|出入境|人行|金融监管总局|国务院|中国|中央|中共|全国|人民银行|最高|国网|驻|团[省市区县]|[省市区县]"
)
_APART = re.compile(  # such offices answer to nobody at this level, or bear a place's name
    r"(?:支行|分行|银行|分局|[银证保]监(?:局|组)|(?<!中心)管委会?|开发区|新区|高新区|经开区|园区|海关|公司|集团|大学|学院|学校|[街镇乡]"
    r"|街道|办事处|社区|村)$|.政府|^..(?:供电|派出|司法|财政|税务|国土|市场监管)所$|^.{2,3}[市县区]"
    r"|(?:[车工机电]务|供电|客运|车辆)段$|.(?:保护区|风景区|景区|水库|灌区)管理(?:局|处|所)$"
    r"|.{2}(?<!地方)(?:金融监管|检验检疫|证监|海事|邮政管理|通信管理|供电|烟草专卖|铁路)局$"
)
_BRANCH = re.compile("(?:公安|生态环境|环保|自然资源|规划|国土|市场监管|税务)分局")
"""A branch without a place's name is the one of this county or district."""
_PLACED = re.compile(
    r"((?:高新|经开|新)区|[\u4e00-\u9fff]{1,2}(?:[^城]市(?!场)|[\u4e00-\u9fff][县区]))(?!委员会)(?:市场)?[^市县区]{2,}(?:局|委|办|厅|中心|办公室)$"
)
_GOVERNMENT = re.compile("(?:局|委|厅|委员会|[检法]院|部)$")
_OFFICE = re.compile("(?<!党政)(?<!综合)(?<!院长)(?<!校长)(?<!主任)(?<!人民政府)..[^委府]办公室$")
"""An office that carries a matter on for a whole place: 政务服务管理办公室."""
_INSIDE = re.compile("[科处股室]$")
_BESIDE = re.compile("(?:办|队|中心|站|所|团委|妇联|工会|武装部|卫生院|敬老院)$")
_COUNT = "(?P<count>[一二三四五六七八九十])(?P<end>部|科|处|股|室|司|庭|所|组|队|中队|大队|分局|局)"
_COUNTED, _COUNT_END = re.compile(_COUNT), re.compile(f"(?P<name>.+?){_COUNT}")
_COMMITTEE = re.compile("(?P<place>[\u4e00-\u9fff]{1,6})(?P<level>[省市州盟县旗区])委")
_OWN_GOVERNMENT = re.compile("([省市州盟县旗区])(?:人民)?政府")
_PARTY = "党委"
_PARTY_OWN = re.compile("(?:组织|宣传|统战|统一战线工作|教师工作|学生工作|研究生工作|保卫|武装)部")
"""The departments of a party committee, whose sign a list may write but once."""
_OFFICES = "部厅委院校"
"""The signs with which an office's own units begin: 部信息中心."""
SIGNS = "★☆●○◎▲△■□◆◇√✓"
"""What may stand before a name, or in a cell, to say what a unit is to do."""
_LOCAL = re.compile(
    "(?:城投|城建|建投|国投|产投|交投|农投|水投|文旅|旅投|水务|供水|自来水|公交|燃气|供电|供热|热力|环卫)(?:公司|集团)"
)
"""Companies without a place's name are those of the place: 城投公司 behind 县水利局."""


_BEGUN = re.compile("由|请|会同|联合(?!国|会|大|总|参)|其中|所[列称指]|上述|以上")
"""How words begin that are no names, however they end."""


class Restored(NamedTuple):
    """A name restored, and what is not sure about it."""

    name: Name
    unsure: str = ""


class _Level(NamedTuple):
    """The level that was last written out, and in which list of names."""

    sign: str
    run: int
    party: bool


def restore(view: View, placed: Sequence[Placed]) -> list[Restored]:
    """Make names of all parts, in the document's order."""
    shared = tails(view, placed)
    level: _Level | None = None
    names: list[Restored] = []
    for one, tail in zip(placed, shared, strict=True):
        restored = _governed(_counted(_restore(view, one, tail, level), names), names)
        sign = view.flat[one.part.start - 1 : one.part.start]
        if sign and sign in SIGNS:
            restored = restored._replace(name=restored.name._replace(sign=sign))
        names.append(restored)
        level = _level(restored.name, one, level)
    return names


def _governed(restored: Restored, before: Sequence[Restored]) -> Restored:
    """The government behind its party committee has the place's name too: 云岭县委、县政府."""
    whole = _COMMITTEE.fullmatch(before[-1].name.full) if before else None
    own = _OWN_GOVERNMENT.fullmatch(restored.name.full)
    if not whole or not own or own[1] != whole["level"]:
        return restored
    full = f"{whole['place']}{restored.name.full}"
    return Restored(restored.name._replace(full=full), f"按前面的单位补全为“{full}”")


def _counted(restored: Restored, before: Sequence[Restored]) -> Restored:
    """One of several units that are only counted has the name of the one before: 交易一部、二部."""
    short = _COUNTED.fullmatch(restored.name.full)
    whole = _COUNT_END.fullmatch(before[-1].name.full) if short and before else None
    if not short or not whole or whole["end"] != short["end"]:
        return restored
    full = f"{whole['name']}{short[0]}"
    return Restored(restored.name._replace(full=full), f"按前面的单位补全为“{full}”")


def _restore(view: View, one: Placed, tail: str, level: _Level | None) -> Restored:
    part, text = one.part, view.text[one.part.start : one.part.end]
    printed = squeeze(text)
    if part.kind is Kind.GROUP and not tail:
        return Restored(_group(part, text, printed))
    beside = level if level and level.run == one.run else None
    exact = _exact(view.known, plain(printed), beside)
    name = Name(text, exact or printed, alias=part.alias)
    if exact:
        unsure = _maybe(bare(exact), beside) if beside and not written_level(exact) else ""
        return Restored(name, unsure)
    found = _known(view.known, plain(printed), level, part.kind)
    if found:
        return _one_of(name, found)
    if part.kind is Kind.UNSURE or tail:
        whole = _with_tail(name, tail, view.known)
        restored = _with_level(whole.name, one.run, level) if tail else whole
        return Restored(restored.name, whole.unsure or restored.unsure)
    if part.kind is Kind.UNIT:
        made = _with_level(name, one.run, level)
        return (
            made._replace(unsure=made.unsure or "不像单位名称，请核对")
            if _BEGUN.match(printed)
            else made
        )
    return Restored(name, "不像单位名称，请核对")


def _group(part: Part, text: str, printed: str) -> Name:
    named = part.etc and is_group(printed[1:]) and not printed[1].isdigit()
    full = printed[1:] if named else printed
    return Name(text, full, group=True, open=part.etc or is_open(printed))


def _exact(known: Known, key: str, level: _Level | None) -> str:
    """The known name that a name is: with the level of its list, with its office's sign, or as it is."""
    signs = (*([level.sign] if level else []), *_OFFICES, "")
    return next((known.exact[sign + key] for sign in signs if sign + key in known.exact), "")


def _known(known: Known, key: str, level: _Level | None, kind: Kind) -> tuple[str, ...]:
    """Find the known names that a name may be short for."""
    if level and level.sign + key in known.exact:
        return (known.exact[level.sign + key],)
    if key in known.headless:
        return known.headless[key]
    return known.tailless.get(key, ()) if kind is not Kind.UNIT else ()


def _one_of(name: Name, found: tuple[str, ...]) -> Restored:
    if len(found) == 1:
        return Restored(name._replace(full=found[0]))
    return Restored(name, f"可能是{'、'.join(found[:3])}，请核对")


def _with_tail(name: Name, tail: str, known: Known) -> Restored:
    full = name.full + tail
    if not tail:
        return Restored(name, "不像单位全称，请核对")
    if plain(full) in known.exact:
        return Restored(name._replace(full=known.exact[plain(full)]))
    return Restored(name._replace(full=full), f"可能与后面的单位共用“{tail}”，暂照此补全")


def _with_level(name: Name, run: int, level: _Level | None) -> Restored:
    key = bare(name.full)
    if level is None or _is_of_no_level(key):
        return Restored(name)
    if level.sign == _PARTY:
        return _of_party(name, run, level)
    own = _BRANCH.fullmatch(key) and level.sign in "县区"
    if own or (_LOCAL.fullmatch(key) and level.sign in "市县区" and run == level.run):
        return _levelled(name, run, level, sure=False)
    if _APART.search(key):
        return Restored(name, _maybe(key, level) if run == level.run else "")
    inside = _INSIDE.search(key) is not None
    fits = _BESIDE.search(key) or inside if level.sign in "局镇" else not inside
    beside = level.sign not in "局镇" and run == level.run
    if not fits and not (beside and _OFFICE.search(key)):
        return Restored(name)
    sure = level.sign not in "局镇" and _GOVERNMENT.search(key) is not None
    return _levelled(name, run, level, sure=sure)


def _is_of_no_level(key: str) -> bool:
    """Whether a name has its level already, or is one that has none."""
    if written_level(key) or key in {"办公室", "党委", "机关党委"} or key[0] in "厅0123456789":
        return True
    return _NATIONAL.match(key) is not None and not _OWN_WORDS.match(key)


def _of_party(name: Name, run: int, level: _Level) -> Restored:
    """A department of the party committee behind another one: 党委组织部、宣传部."""
    theirs = run == level.run and _PARTY_OWN.fullmatch(name.full)
    return _levelled(name, run, level, sure=False) if theirs else Restored(name)


def _maybe(key: str, level: _Level) -> str:
    """The doubt about a company in a list of a place's offices: it may be the place's."""
    owned = level.sign in "市县区" and key.endswith(("公司", "集团")) and not _NATIONAL.match(key)
    return f"按原文登记，也可能是“{level.sign}{key}”" if owned else ""


def _levelled(name: Name, run: int, level: _Level, *, sure: bool) -> Restored:
    party = level.party and name.full.endswith(("部", "网信办", "政法委"))
    sign = f"{level.sign}委" if party else level.sign
    full = sign + name.full
    if sure and not level.party and run == level.run:
        return Restored(name._replace(full=full))
    return Restored(name._replace(full=full), f"前面可能省略了“{sign}”，暂补上")


def written_level(key: str) -> str:
    """The level's sign that a name begins with; empty where the sign belongs to another word."""
    found = re.match(f"自治[区州县旗]|[{LEVELS}]", key)
    real = found and not _OWN_WORDS.match(key) and len(key) > len(found[0]) + 1
    return found[0] if found and real else ""


def _written_place(key: str) -> str:
    """The place with its sign that a government's office begins with: 汕尾市 of 汕尾市住建局."""
    found = _PLACED.match(key)
    return found[1] if found else ""


def _level(name: Name, one: Placed, level: _Level | None) -> _Level | None:
    if name.group:
        return level
    sign = written_level(bare(name.full)) or _written_place(bare(name.full))
    if not sign and name.full.startswith(_PARTY) and name.full.endswith("部"):
        return _Level(_PARTY, one.run, party=False)
    if sign:
        return _Level(sign, one.run, party=bool(re.match(r".委(?!员)", bare(name.full))))
    return None if _NATIONAL.match(name.full) and level is None else level

"""Restores what names leave out: a level written once for several, an ending that others share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ...domain.names import plain
from ..model import Name
from .unit_names import LEVELS, Kind, bare, is_group, is_open, is_unit, squeeze, unit_end

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
    r"((?:[\u4e00-\u9fff]{1,2}(?:[^城]市|[\u4e00-\u9fff][县区])|(?:高新|经开|新)区))(?!委员会)[^市县区]{2,}(?:局|委|办|厅|中心|办公室)$"
)
_GOVERNMENT = re.compile("(?:局|委|厅|委员会|[检法]院|部)$")
_OFFICE = re.compile("(?<!党政)(?<!综合)(?<!院长)(?<!校长)(?<!主任)(?<!人民政府)..[^委府]办公室$")
"""An office that carries a matter on for a whole place: 政务服务管理办公室."""
_INSIDE = re.compile("[科处股室]$")
_BESIDE = re.compile("(?:办|队|中心|站|所|团委|妇联|工会|武装部|卫生院|敬老院)$")
_PLACE_TAIL = re.compile(
    r"(?:国家级|省级)?(?:经济|高新|技术|产业|工业|农业|科技|综合|保税|旅游|循环)*"
    r"(?:开发区|高新区|经开区|园区|[产工农]业园|科技园|物流园|创业园|新区|示范区|度假区|合作区|功能区|保税区)(?:管委会|管理委员会|管委)?"
    r"|(?:国家级|省级|市级)?(?:自然保护区|风景名胜区|风景区|旅游区|景区|森林公园|湿地公园|地质公园|水库|灌区)"
    r"(?:管委会|管理(?:局|处|所|站|委员会|中心))"
    r"|(?:管委会|管理委员会|管委)|[市县区旗]?(?:人民)?政府|街道办?事?处?|镇人民政府|乡人民政府|片区管理(?:办公室|委员会|处|局|所)|社区|[村镇乡市县区]"
)
_TOWN = re.compile("(?P<kind>镇|乡|街道)(?P<end>(?:人民)?政府|办事处)$")
_ZONE = re.compile("(?:经济区|示范区|开发区|高新区|经开区|新区|园区|度假区|保税区|合作区|功能区)$")
_ZONE_KIND = re.compile("(?:开发|示范|度假|合作|功能|保税|园|新)区(?:管委会|管理委员会|管委)?$")
_QUALIFIED = re.compile("(?:经济|高新|技术|产业|工业|农业|科技|综合|旅游|循环)$")
_ZONE_TAIL = re.compile(
    "(?:经济|示范|开发|高新|经开|新|园|度假|保税|合作|功能)区(管委会|管理委员会)$"
)
_COUNT = "(?P<count>[一二三四五六七八九十])(?P<end>部|科|处|股|室|庭|所|组|队|中队|大队|分局)"
_COUNTED, _COUNT_END = re.compile(_COUNT), re.compile(f"(?P<name>.+?){_COUNT}")
_SHORT = 4
_LONG_TAIL = re.compile(
    "(?:[内外]科|(?:[分子]|码头|集团|项目|供电|运营)公司|(?:生态)?环境(?:管理|保护|监察)?[处科股]|检察部"
    "|(?:项目|事业|营业|经理|金融)部|(?:招生|就业)办公室"
    "|事业发展中心|(?:交警|执法|消防救援)(?:大队|中队|支队)"
    "|(?:税务|供电|自然资源|财政|司法)所|税务分局)$"
)
"""Endings of two words that are shared as a whole: 化工、煤炭、电力分公司."""
_PLACED_TAIL = re.compile(
    "(?:庭|海关|.厂|.矿|小学|中学|幼儿园|(?:泵|变电|收费|水文|气象|林业|检查)站|敬老院|法院|检察院|[村居社区民]委会|[村居社区民]委员会|卫生院|派出所)$"
)
"""How names end that begin with a place, or a word of its length, of which the rest is shared."""
_COURT = re.compile("[民刑行审执][一二三四五六]")
"""A court's chambers are counted: 民一、民二、行政庭."""
_PARTY = "党委"
_PARTY_OWN = re.compile("(?:组织|宣传|统战|统一战线工作|教师工作|学生工作|研究生工作|保卫|武装)部")
"""The departments of a party committee, whose sign a list may write but once."""
_PLACES_ONLY = re.compile("村镇|乡镇|镇村|社区|街道|园区")
_INNER_END = re.compile("[科股处室]$")
_LONGER, _LONGER_BUREAU = 4, 6
"""By how many signs a complete name may be longer than one that shares its ending."""
_OFFICES = "部厅委院校"
"""The signs with which an office's own units begin: 部信息中心."""
SIGNS = "★☆●○◎▲△■□◆◇√✓"
"""What may stand before a name, or in a cell, to say what a unit is to do."""
_LOCAL = re.compile(
    "(?:城投|城建|建投|国投|产投|交投|农投|水投|文旅|旅投|水务|供水|自来水|公交|燃气|供电|供热|热力|环卫)(?:公司|集团)"
)
"""Companies without a place's name are those of the place: 城投公司 behind 县水利局."""
_SHARED = {
    *"科处股室司局办部委厅站所",
    "公司",
    "煤矿",
    "支队",
    "大队",
    "中心",
    "办公室",
    "林场",
    "农场",
    "牧场",
    "茶场",
}


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
    tails = _tails(view, placed)
    level: _Level | None = None
    names: list[Restored] = []
    for one, tail in zip(placed, tails, strict=True):
        restored = _counted(_restore(view, one, tail, level), names)
        sign = view.flat[one.part.start - 1 : one.part.start]
        if sign and sign in SIGNS:
            restored = restored._replace(name=restored.name._replace(sign=sign))
        names.append(restored)
        level = _level(restored.name, one, level)
    return names


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
        return _with_level(name, one.run, level)
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
    if written_level(key) or key in {"办公室", "党委", "机关党委"} or key[0] == "厅":
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


def _tails(view: View, placed: Sequence[Placed]) -> list[str]:
    """Tell for every name which ending it shares with the next complete one of its list."""
    tails = [""] * len(placed)
    behind: tuple[str, int] | None = None  # the complete name, and its list
    given = ""  # the ending that the names between have
    for n in range(len(placed) - 1, -1, -1):
        part, run = placed[n].part, placed[n].run
        printed = bare(view.text[part.start : part.end])
        beside = behind[0] if behind and behind[1] == run else ""
        if part.kind is Kind.UNSURE or (
            _PLACES_ONLY.fullmatch(printed) and _INNER_END.search(beside)
        ):
            tails[n] = given = (given or _tail(beside, printed)) if beside else ""
        elif part.kind is Kind.GROUP:
            behind, given = None, ""
        else:
            zone = _ZONE_TAIL.search(beside)
            tails[n] = zone[1] if zone and _ZONE.search(printed) else _town_tail(beside, printed)
            behind, given = (printed + tails[n], run), ""
        if part.sep in {",", ";", ")", " "}:
            behind, given = None, ""
    return tails


def _town_tail(complete: str, short: str) -> str:
    """What a place's government behind a place of its kind adds to it: 黄土岭镇、石槽镇人民政府."""
    found = _TOWN.search(complete)
    kinds = ("镇", "乡") if found and found["kind"] != "街道" else ("街道",)
    return found["end"] if found and short.endswith(kinds) else ""


def _tail(complete: str, short: str) -> str:
    """The ending of a complete name that a short one before it may share."""
    place = next(
        (complete[n:] for n in range(2, len(complete)) if _PLACE_TAIL.fullmatch(complete, n)), ""
    )
    kind = _ZONE_KIND.search(place)
    if kind and len(short) > _SHORT and _QUALIFIED.search(short):
        return kind[0]
    if place:
        return place[1:] if short[-1:] == place[0] and place[0] in "市县区旗镇乡" else place
    long = _LONG_TAIL.search(complete)
    if long and len(complete) > len(long[0]):
        return long[0]
    if _COURT.fullmatch(short) and complete.endswith("庭"):
        return "庭"
    if _PLACED_TAIL.search(complete) and len(complete) > len(short) + 1:
        return complete[len(short) :]
    end = unit_end(complete)
    longest = len(short) + (_LONGER_BUREAU if end == "局" else _LONGER)
    fits = (
        end in _SHARED
        and len(complete) > len(end)
        and is_unit(short + end)
        and len(complete) <= longest
    )
    return end if fits else ""

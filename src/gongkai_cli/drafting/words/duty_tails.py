"""The endings that names share: 管理、市政科, 城东、城西街道办事处."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...domain.names import plain
from .unit_names import Kind, bare, is_unit, unit_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .duty_roles import Placed
    from .duty_scan import View
    from .unit_names import Known

_PLACE_TAIL = re.compile(
    r"(?:国家级|省级)?(?:经济|高新|技术|产业|工业|农业|科技|综合|保税|旅游|循环)*"
    r"(?:开发区|高新区|经开区|园区|[产工农]业园|科技园|物流园|创业园|新区|示范区|度假区|合作区|功能区|保税区)(?:管委会|管理委员会|管委)?"
    r"|(?:国家级|省级|市级)?(?:自然保护区|风景名胜区|风景区|旅游区|景区|森林公园|湿地公园|地质公园|水库|灌区)"
    r"(?:管委会|管理(?:局|处|所|站|委员会|中心))"
    r"|(?:管委会|管理委员会|管委)|[市县区旗]?(?:人民)?政府|街道办?事?处?|[镇乡](?:人民)?政府|片区管理(?:办公室|委员会|处|局|所)|社区(?:居委会|居民委员会)?|村(?:委会|民委员会)?|[镇乡市县区]"
)
_TOWN = re.compile("(?P<kind>镇|乡|街道)(?P<end>(?:人民)?政府|办事处)$")
_ZONE = re.compile("(?:经济区|示范区|开发区|高新区|经开区|新区|园区|度假区|保税区|合作区|功能区)$")
_ZONE_KIND = re.compile("(?:开发|示范|度假|合作|功能|保税|园|新)区(?:管委会|管理委员会|管委)?$")
_QUALIFIED = re.compile("(?:经济|高新|技术|产业|工业|农业|科技|综合|旅游|循环)$")
_ZONE_TAIL = re.compile(
    "(?:经济|示范|开发|高新|经开|新|园|度假|保税|合作|功能)区(管委会|管理委员会)$"
)
_LONG_TAIL = re.compile(
    "(?:[内外]科|(?:[分子]|码头|集团|项目|供电|运营)公司|(?:生态)?环境(?:管理|保护|监察)?[处科股]|检察部"
    "|(?:项目|事业|营业|经理|金融)部|(?:招生|就业)办公室"
    "|事业发展中心|(?:交警|执法|消防救援)(?:大队|中队|支队)"
    "|(?:税务|供电|自然资源|财政|司法)所|(?:税务)?分局|监管[科股处])$"
)
"""Endings of two words that are shared as a whole: 化工、煤炭、电力分公司."""
_BRANCH_TAIL = re.compile("(?:分局|分公司)$")
_PLACED_TAIL = re.compile(
    "(?:庭|海关|(?:[车工机电]务|供电|客运|车辆)段|.厂|.矿|小学|中学|幼儿园|(?:泵|变电|收费|水文|气象|林业|检查)站|敬老院|(?:机场|供水|水务|燃气|公交|矿业|电力|供电|热力|港口|码头)公司|法院|检察院|[村居社区民]委会|[村居社区民]委员会|卫生院|派出所)$"
)
"""How names end that begin with a place, or a word of its length, of which the rest is shared."""
_ORDINAL = re.compile("第[一二三四五六七八九十]")
_CARRIER = re.compile("移动|联通|电信|铁塔|广电")
"""Companies of which a place has a branch each: 移动、联通、电信汾泽分公司."""
_COURT = re.compile("[民刑行审执][一二三四五六]")
"""A court's chambers are counted: 民一、民二、行政庭."""
_PLACES_ONLY = re.compile("村镇|乡镇|镇村|社区|街道|园区")
_INNER_END = re.compile("[科股处室]$")
_LONGER, _LONGER_BUREAU = 4, 7
"""By how many signs a complete name may be longer than one that shares its ending."""
_SHARED = {
    *"科处股室司局办部委厅站所",
    "公司",
    "学院",
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
_MANAGED = re.compile("管理[科股处室]$")
"""What a longer name shares with short ones: 市容、环境卫生管理科."""
_SHORT, _STEM = 4, 2
_LEVELS = (*"市县区旗镇乡",)


def tails(view: View, placed: Sequence[Placed]) -> list[str]:
    """Tell for every name which ending it shares with the next complete one of its list."""
    found = [""] * len(placed)
    behind: tuple[str, int] | None = None  # the complete name, and its list
    given = ""  # the ending that the names between have
    for n in range(len(placed) - 1, -1, -1):
        part, run = placed[n].part, placed[n].run
        printed = bare(view.text[part.start : part.end])
        beside = behind[0] if behind and behind[1] == run else ""
        if part.kind is Kind.UNSURE or (
            _PLACES_ONLY.fullmatch(printed) and _INNER_END.search(beside)
        ):
            told = _known_tail(beside, printed, view.known)
            found[n] = given = (told or given or _tail(beside, printed)) if beside else ""
        elif part.kind is Kind.GROUP:
            behind, given = None, ""
        else:
            zone = _ZONE_TAIL.search(beside)
            found[n] = zone[1] if zone and _ZONE.search(printed) else _town_tail(beside, printed)
            behind, given = (printed + found[n], run), ""
        if part.sep in {",", ";", ")", " "}:
            behind, given = None, ""
    return found


def _known_tail(complete: str, short: str, known: Known) -> str:
    """The ending of a complete name with which a short one is a name that is known: 管理科 of 环卫管理科."""
    tails = (complete[n:] for n in range(1, len(complete)))
    return next((tail for tail in tails if plain(short + tail) in known.exact), "")


def _town_tail(complete: str, short: str) -> str:
    """What a place's government behind a place of its kind adds to it: 黄土岭镇、石槽镇人民政府."""
    found = _TOWN.search(complete)
    kinds = ("镇", "乡") if found and found["kind"] != "街道" else ("街道",)
    return found["end"] if found and short.endswith(kinds) else ""


def _same_beginning(complete: str, short: str) -> bool:
    """Whether names begin alike: 食品生产、食品经营管理处; 第一、第二装卸分公司."""
    for alike in (_ORDINAL, _CARRIER):
        if alike.fullmatch(short):
            return alike.match(complete) is not None
    if len(short) == _STEM and complete[:1] != short[:1] and complete[1:2] == short[1:]:
        return True  # 胸部、腹部放疗科
    return len(short) > _STEM and complete.startswith(short[:_STEM])


def _tail(complete: str, short: str) -> str:
    """The ending of a complete name that a short one before it may share."""
    if place := _place_tail(complete, short):
        return place
    if _same_beginning(complete, short) and len(complete) > len(short) + 1:
        return complete[len(short) :]
    long = (pattern.search(complete) for pattern in (_LONG_TAIL, _BRANCH_TAIL))
    shared = next((tail[0] for tail in long if tail and len(complete) > len(tail[0])), "")
    if shared:
        return shared
    if _COURT.fullmatch(short) and complete.endswith("庭"):
        return "庭"
    if _PLACED_TAIL.search(complete) and len(complete) > len(short) + 1:
        return complete[len(short) :]
    return _last_word(complete, short)


def _place_tail(complete: str, short: str) -> str:
    """What stands behind the place's name in a complete name: 区管委会 of 高新区管委会."""
    place = next(
        (complete[n:] for n in range(2, len(complete)) if _PLACE_TAIL.fullmatch(complete, n)), ""
    )
    kind = _ZONE_KIND.search(place)
    if kind and len(short) > _SHORT and _QUALIFIED.search(short):
        return kind[0]
    levelled = place[:1] in _LEVELS and short[-1:] in _LEVELS
    return place[1:] if levelled else place


def _last_word(complete: str, short: str) -> str:
    """The word for its kind of unit with which a complete name ends, where it fits a short one: 科."""
    end = unit_end(complete)
    longest = len(short) + (_LONGER_BUREAU if end == "局" else _LONGER)
    if end not in _SHARED or len(complete) <= len(end) or not is_unit(short + end):
        return ""
    if len(complete) <= longest:
        return end
    managed = _MANAGED.search(complete)
    return managed[0] if managed else ""

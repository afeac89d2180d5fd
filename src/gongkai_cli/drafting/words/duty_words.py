"""The words that give units their roles: verbs behind names, labels before them, words of a deadline."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...domain.names import narrow
from ...domain.terms import Role
from .unit_names import squeeze

_LEAD = "牵头|主办|主抓|抓总|主责|总负责|主要责任|首要责任"
_SUPPORT = (
    "配合|参与|参加|(?<!政)协办|(?<![委员工协学商])会办(?!公)|(?<=[资改健建信农法]委)会办(?!公)"
    "|协助|协作|协同|会同(?:办理|落实|做好|推进)|提供(?:技术|数据|服务|业务|信息)?(?:支持|支撑|保障)"
)
_OWN = "负责|落实|承办|承担|办理|实施|执行|完成"
_HOW = (
    r"按(?:照)?(?:各自)?(?:工作|岗位)?职[责能](?:权限|任务|范围)?(?:和?分工)?|按(?:照)?(?:各自|任务|责任)?分工"
    r"|[根依]据?(?:各自)?职责(?:分工)?|结合(?:各自)?职责(?:分工)?|在?各自职责范围内|结合(?:本地|本单位|各自|工作)?实际|各司其职|各负其责"
    r"|分别|共同|具体|统一|联合|协同|各自|统筹|密切|积极|全力|主动|分工|抓好|做好"
)
_MORE = (
    "督导|督办|督促|组织|协调|推进|推动|抓好|抓|做好|开展"
    "|汇总|统筹|指导|监督|到位|跟进|相关工作|有关工作|工作|好"
)
_ASIDE_WORDS = (
    "组织(?:实施|推进|开展)|推进|推动|督办|督查|督导|督促|监督|指导|审核|把关|验收|考核|汇总"
    "|跟踪|协调|统筹"
)
_ORG = "单位|部门|科室|处室|股室|司局|科股室|部室|委办局|机构|主体|责任"
VERB = re.compile(
    rf"(?:{_HOW}|,)*+(?P<core>{_LEAD}|{_SUPPORT}|{_OWN})(?:{_LEAD}|{_SUPPORT}|{_OWN}|{_HOW}|{_MORE})*+"
    rf"(?!{_ORG}|[人的])|(?:{_HOW})++$|(?<=[科处局办室股厅司校院社馆队])会$"
    rf"|(?:按职[责能])?(?P<aside>(?:{_ASIDE_WORDS})(?:{_MORE}|{_ASIDE_WORDS})*+)$"
)
"""A role word; ``aside`` is what a unit does beside those who carry the work out: 督办, 汇总."""
_LEADS, _SUPPORTS = re.compile(_LEAD), re.compile(rf"{_SUPPORT}|^会$")
_PLURAL = re.compile("分别|共同|分工|职责|联合|各自|各司|各负")
_STRONG = re.compile("牵头|主办|主责|抓总|主抓|配合|参与|协办|会办|协助|负责|落实|承办|职责|分工")

_TITLES = f"{_LEAD}|{_SUPPORT}|责任|{_OWN}"
_ORGS = (
    "单位|部门|科室|处室|股室|司局|科股室|部室|委办局|委室|委办|机构|主体|院系|科所|站所|站办所|办所|中心|企业|学院|支部|镇街|村居"
    "|科|处|股|室|司|局"
)
_QUALIFIERS = (
    "(?:主要|第一|首要|具体|抓|[省市区县州局校院][级直内]|本级|项目|工作|任务|整改|我局|总|拟|共同)"
)
_ASIDE = r"[(\[〔【][^()\[\]〔〕【】:]{0,12}[)\]〕】]"
_BODY = (
    rf"(?:{_QUALIFIERS}{{0,2}}(?:牵头督[导办]|{_TITLES}|{_ASIDE}(?={_ORGS}))"
    rf"(?:{_TITLES}|{_ORGS}|{_ASIDE}|[和及与或/、])*+(?:[和及与/、]?(?:责任|负责|联系)人)?"
    rf"|(?:责任|职责|部门|单位|[科处股]室)分工)"
)
_LABEL = re.compile(_BODY)
_ROLE_ASIDE = re.compile(rf"(?:{_TITLES}|{_ORGS}|[和及与或/、])+")
"""What brackets inside a label hold: 责任（配合）单位."""
LABEL_END = re.compile(rf"(?:{_BODY}|(?<![\u4e00-\u9fff])会)$")
_LONG_ORGS = _ORGS.removesuffix("|科|处|股|室|司|局")
_BARE_LABEL = re.compile(
    rf"(?:{_QUALIFIERS})?(?:{_TITLES})+(?:{_ASIDE})?(?:{_LONG_ORGS})+(?:{_ASIDE})?"
)
_SURE = re.compile(
    rf"单位|部门|[科处股]室|司局|部室|委办局|机构|主体|责任|{_LEAD}|{_SUPPORT}|负责|承办"
)
DUE_LABEL_END = re.compile(
    "(?:完成|办结|整改|责任|工作|推进|任务|落实|报送|公开|计划|达标|办理|实施|总体){0,2}"
    "(?:时限|时间|期限|日期|进度|时段)(?:要求|安排|节点|进度|表|时限)*$"
)


PERSONS_END = re.compile(
    "(?:(?:督办|督查|监督|考核)(?:单位|部门|科室|处室)|(?:责任|分管|牵头|主管|联系|包保|包抓|挂点|督导|督办|具体)?(?:[省市州县区局厅委院校]级?)?"
    "(?:领导|责任人|负责人|联系人|经办人|承办人)|联系(?:电话|方式)|电话)$"
)
"""A label behind which people are named, or who only oversees."""
_RULE_ASIDE = re.compile(r"[(\[][^()\[\]]*(?:第一|首)[^()\[\]]*(?:牵头|主办|负责)[^()\[\]]*[)\]]$")
"""A rule behind a label: 责任单位（列首位的为牵头单位）."""
_OVER = re.compile("^(?:(?:责任|职责|任务|工作)(?:分工|落实|划分)|分工)(?=..)")
"""What stands above several columns of who answers: 责任分工 over 牵头单位 and 配合单位."""


_COLONS = str.maketrans("∶﹕︰", "：：：")
_BOXED = re.compile(
    r"(?P<open>[【\[〔［])(?P<label>[^【\[〔［\]】〕］]{2,12})[】\]〕］](?P<colon>\s*[：:])?(?=\s*[^\s、，；。,;）)])"
)
_SPACED = re.compile(
    r"^[ \t\u3000]*(?P<label>[\u4e00-\u9fff（）()]{2,12})[ \t\u3000](?=[ \t\u3000]*\S)",
    re.MULTILINE,
)
_NOUN = re.compile("(?:单位|部门|科室|处室|股室|司局|时限|时间|期限)$")


def with_colons(text: str) -> str:
    """A text of the same length in which boxed labels have a colon instead: 【牵头部门】 is ``牵头部门：``.

    So do labels with one of the signs that only look like a colon, and those at a line's beginning with
    a blank behind them.
    """
    text = _SPACED.sub(_spaced, text.translate(_COLONS))
    return _BOXED.sub(_unboxed, text) if any(sign in text for sign in "【[〔［") else text


def at_colon(words: str) -> tuple[str, str, str]:
    """Part words at their first colon, of either width: what stands before it, the colon, the rest."""
    return words.replace(":", "：").partition("：")


def _spaced(found: re.Match[str]) -> str:
    label = found["label"]
    return f"{found[0][:-1]}：" if _NOUN.search(label) and is_duty_label(label) else found[0]


def _unboxed(found: re.Match[str]) -> str:
    label, before = found["label"], found.string[: found.start()]
    begins = not before or before[-1].isspace() or before[-1] in "。；，;,：:）)】"
    words = squeeze(label)
    if not is_duty_label(words) or not (begins or _NOUN.search(words)):
        return found[0]
    return f" {label}：{' ' * len(found['colon'] or '')}"


class Verb(NamedTuple):
    """A role word in a text, from ``start`` to ``end``.

    Attributes:
        plural: Whether it says of several that each does a part: 分别, 按职责分工.
        strong: Whether it stands for a role even behind what is no complete name.
        aside: Whether it is no role of a plan: who does so is registered as support, with a doubt.
    """

    start: int
    end: int
    role: Role
    plural: bool
    strong: bool
    aside: bool = False


def verbs(text: str) -> list[Verb]:
    """Find the role words in a half-width text."""
    return [_verb(found) for found in VERB.finditer(text) if found[0].strip(",")]


def _verb(found: re.Match[str]) -> Verb:
    words = found[0]
    lead, support = _LEADS.search(words), _SUPPORTS.search(words)
    aside = bool(found["aside"])
    role = Role.LEAD if lead else Role.SUPPORT if support or aside else Role.RESPONSIBLE
    plural = _PLURAL.search(words) is not None
    strong = _STRONG.search(words) is not None or words == "会"
    return Verb(found.start(), found.end(), role, plural, strong, aside)


def is_duty_label(words: str) -> bool:
    """Whether words are a label of who answers, or of until when, and nothing else."""
    return role_of_label(words) is not None or DUE_LABEL_END.fullmatch(words) is not None


def is_person_label(words: str) -> bool:
    """Whether words are a label of people, or of who only oversees, and nothing else."""
    return PERSONS_END.fullmatch(words) is not None


def role_of_label(label: str) -> Role | None:
    """The role that a heading or a label gives: 牵头单位, 责任（配合）单位, 责任科室.

    What stands outside brackets decides; a label of both 牵头 and 配合 leaves it to the words below it.

    Returns:
        The role; ``None`` where the heading is no label of responsibility.
    """
    text = _OVER.sub("", _RULE_ASIDE.sub("", narrow(squeeze(label))).strip(":*"))
    if text == "会":
        return Role.SUPPORT
    if len(text) > 30 or not _LABEL.fullmatch(text) or not _SURE.search(text):  # noqa: PLR2004
        return None
    if text in {"落实", "完成", "实施", "执行", "办理"}:
        return None
    within = [one for one in re.finditer(_ASIDE, text) if one.end() < len(text)]
    if not all(_ROLE_ASIDE.fullmatch(one[0][1:-1]) for one in within):
        return None
    outside = re.sub(_ASIDE, "", text)
    words = outside if re.search(_TITLES, outside) else text
    return _mixed(words)


def _mixed(words: str) -> Role:
    lead, support = _LEADS.search(words), re.search(_SUPPORT, words)
    own = re.search(r"责任|负责|承办", words)
    if lead and not support:
        return Role.LEAD
    return Role.SUPPORT if support and not lead and not own else Role.RESPONSIBLE


def is_two_roles(label: str) -> bool:
    """Whether a label speaks of supporters and of others at once: 责任（配合）单位."""
    words = narrow(squeeze(label))
    return bool(re.search(_SUPPORT, words) and re.search(rf"责任|负责|承办|{_LEAD}", words))


def is_label(text: str) -> bool:
    """Whether a text without a colon is a label all the same: 责任单位."""
    flat = narrow(squeeze(text))
    return len(flat) <= 20 and _BARE_LABEL.fullmatch(flat) is not None  # noqa: PLR2004


def role_word(text: str) -> Role | None:
    """The role that a bracket behind a name gives: （牵头）, （配合单位）."""
    flat = narrow(squeeze(text))
    found = VERB.fullmatch(flat) if len(flat) <= 20 else None  # noqa: PLR2004
    return _verb(found).role if found else role_of_label(flat)


_D = r"[0-9]{1,4}"
_POINT = (
    rf"(?:{_D}年)?{_D}月份?(?:{_D}[日号]?)?|[0-9]{{4}}年|[本今当次明]年度?|年"
    r"|第?[一二三四1-4]季度|[上下]半年|[月季]度?"
)
_DATE = rf"(?:{_POINT})(?:[上中下]旬|底|末|初|中|内|份)*(?:之前|以前|前|之内|内|起|止)?"
_EACH = rf"每(?:个)?(?:半年|季度?|年度?|月|周|日|天|旬|学期)(?:{_DATE}|[初中末底]|{_D}[日号])*前?"
_SPAN = (
    rf"(?:[^,;、。()0-9]{{2,16}}(?:后|起)的?)?(?:{_D}|[一二三四五六七八九十两]+)"
    "个?(?:工作日|日|天|周|月)(?:之内|以内|内|前)"
)
_KEEP = (
    "长期|持续|常态|常年|全年|即时|实时|适时|随时|立即|按(?:季度|年度|[月季年时])|分阶段"
    '|(?:[0-9]{4}年)?[“"]?(?:五一|十一|七一|八一|国庆|春节|元旦|中秋|端午|清明|重阳)[”"]?(?:国际)?(?:劳动)?节?(?:假期|期间)?前'
    "|(?:入?汛|主?汛期|防火期|采暖季|供暖季|[节假]日|节假日|春节|国庆|元旦|[寒暑]假)"
    "(?:(?:期间|期内|内|前|后)(?:持续|坚持)?|(?:长期)?(?:持续|坚持))"
    "|按(?:照)?[^,;、。()]{0,10}(?:规定|要求|明确|确定|通知)的?(?:时间|时限|期限|进度|节点)(?:要求|节点)?"
    "|[春夏秋冬]季(?:学期)?(?:开学|结束)?[前初后末]?|贯穿全年|(?:贯穿[^,;、。]{0,8})?全过程|近期|限时|长效|(?:每?半年|[一每]年|每(?:季度?|月|周|旬))[至少不于]{0,4}[一二两1-4]次"
)
_DO = (
    "完成|办结|落实到位|落实|推进|坚持|推动|上报|报送|公开|公示|公布|发布|更新|执行|实施|开展|办理|到位|进行|化|常态化|长期|持续"
    "|印发|出台|建成|投入使用|投用|启动|上线|竣工|开工|验收|拨付|兑现"
    "|并|且|和|至|到|、|,|-|—|~|取得实效|见效|全部|基本|阶段性|每季度|及时|动态|做好|抓好|定期|各(?:公开|发布|开展|组织|报送)?[一1两二]次|一次|(?:不少于|至少)[0-9一二三四两]+次"
)
_TIME = rf"(?:{_EACH}|{_SPAN}|{_KEEP}|{_DATE})"
_WHEN = rf"(?:于|在|到|截至|截止到?|力争|确保|原则上|须|应|并|且|分别)*(?:{_TIME})"
DUE_HEAD = re.compile(rf"{_WHEN}(?:{_TIME}|{_DO})*+")
_SENT = re.compile(r"(?:前|内|底|末|初|日)?(?:报|交|送|上报|反馈|提交|汇总|向|发)")
_STRONG_DUE = re.compile(rf"[前底末内旬]|完成|办结|{_KEEP}|每|季度|半年|工作日")
DUE_START = re.compile(
    rf"(?:于|在|力争|确保)?(?:[0-9]{{1,4}}年|[0-9]{{1,2}}月|年[底内末]|每[月季年周]|{_KEEP})"
)


def due_head(text: str) -> int:
    """How much of the beginning of a half-width text, without blanks, is the words of a deadline."""
    found = DUE_HEAD.match(text)
    if found is None or found[0] in {"年", "月", "季"}:
        return 0
    rest = text[found.end() :]
    if rest[:1] in {"(", "〔", "["} and rest[-1:] in {")", "〕", "]"}:
        return len(text)
    return len(text) if _SENT.match(rest) else found.end()


def is_firm_due(text: str) -> bool:
    """Whether words of a deadline are more than a date: 6月底前, not 2019年6月."""
    return _STRONG_DUE.search(text) is not None

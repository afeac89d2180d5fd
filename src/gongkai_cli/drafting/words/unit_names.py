"""What a unit's name looks like: by how it ends, not by a list of one document's units."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ...domain.names import narrow, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 40
"""No unit's name is longer; a longer text is a sentence."""
_SHORT = 8
_ONE_SIGN = {*"水气电热声一二三四五六七八九十"}
"""What a unit may be for whose ending stands further on: 水、大气、土壤环境管理处."""

_ENDS = (
    "科|处|局|办|室|股|厅|司|委|部|署|中心|专班|小组|工作组|[备责导坚进查班察驻访]组|指挥部.{2,8}组|监管?组|[^部]分区|党组|机关|机关党"
    "|国务院|法院|检察院|医院|卫生院|保健院|研究院|科学院|学院|书院|设计院|福利院|敬老院|党校|学校|.院"
    "|派出所|[^场厕]所|支队|大队|中队|总队|.队|图书馆|档案馆|文化馆|博物馆|纪念馆|方志馆|[^场]馆"
    "|[^网]站|电视台|电台|广播台|气象台|融媒|通讯社|新华社|报社|出版社|供销社|总社|联社|联合社|合作社|旅行社"
    "|委员会|(?:[管党居村业工组筹执团]委|常委|理事|董事|监事)会|工会|协会|学会|商会|联合会|基金会"
    "|红十字会|促进会|贸促会|[安爱消防]委会|[证银保]监会|研究会|侨联|妇联|残联|文联|台联|工商联|社科联|科协|政协|作协|记协"
    "|公司|集团|兵团|煤矿|车间|工区|银行|支行|分行|央行|农商行|海关|大学|中学|小学|幼儿园|[一二三四五六七八九十]中"
    "|(?:[车工机电]务|供电|客运|车辆)段|[林农牧茶渔盐马果]场|直属库|[粮油]库|水厂|电厂|.厂|政府|人大|党工委|管委|开发区|园区|新区|高新区|经开区|示范区|保税区"
    "|合作区|功能区|度假区|[产工农]业园|科技园|高新园|物流园|创业园|办事处|街道|[^城]镇|.乡|社区|[^农]村|团中央|共青团|最高[检法]"
    "|(?:立案|审判|审监|刑|民|行政|[一二三四五]|[^开]法|速裁|少年)庭|本部|总部|分部|事务所|交易所|窗口|(?:服务|热线)平台|军区|.系"
)
_END = re.compile(rf"(?:{_ENDS})$")
_WORDS = re.compile(  # words that end like a unit and are none
    r"(?:干部|全部|内部|外部|局部|头部|胸部|腹部|颈部|[东南西北中]部|(?<!医)学科|专科|本科|百科|布局|格局|全局|大局|开局|结局|破局|教室|温室"
    r"|[督催承主查举代帮经通快网申民]办|(?<!政)协办|(?<!公)开办|(?<!军)转办"
    r"|(?<![妇残文侨])联办|(?<!外)交办|(?<![委员工协学商])会办|(?<=[资改健建信农法]委)会办|(?<![稽督检审巡侦])查处|[到好之]处|(?<!协)调处|(?<![运应利使])用处|处处|控股|参股|入股|原委|[^政党]常委"
    r"|[大餐展]厅|部署|签署|网站|场所|社会|[出住入]院|体系|关系|联系|方面|机会|现场"
    r"|(?<!服务)(?<!热线)平台|部队|排队|工厂|家乡|城乡|干系|不会|都会|将会)$"
)
_QUANTITY = re.compile("[0-9](?:所|处|家|院|部|站|队|室|社|中|系|村|厂|场|馆)$")
"""How a number of things ends that is no unit: 新建学校3所."""
_BARE = re.compile(
    "实验室|公司|集团|医院|学校|学院|大学|中学|小学|政府|社区|机关|中心|园区|小组"
    "|窗口|总部|本部|人大|新区|开发区|分局|乡|镇|村|街道|办事处|管委会|管委|会议"
)
_STARTS = re.compile(
    r"详见|参见|(?:具体|分别)见|见(?=附|.{0,8}[栏列条项]$|第|上|下|《|表|措施|整改|工作|具体|各|左|右|前|后|举措|主要|重点|正文|内容|要求|清单)|含(?!山)|包括|包含|除(?!险)|例如|如(?![东皋意])|即(?!墨)|以[下上]"
    r"|简称|下称|抄送|报(?!社|刊|业)|上报|凡|对(?!外|台|口|接)|把|将(?!乐|军)|按|依(?!兰|安|法)|根据|其中"
    r"|该|本(?=方案|办法|通知|要点)|注[:]|拟|已|未(?![来成央名])|无(?![线锡为棣极])|不(?!动)|并|要(?!素)"
    r"|应(?!急|城|县|用|对)|在(?!线|职)|从(?!化|江)|向(?!阳)|至|经(?=过|市|县|省|区)|原则|可|专人|是"
)
_WITHIN = re.compile(
    r"(?<!设区)的|[了把“”\"《》<>%@#=+*?!:。,;…]|认真|及时|加强|做好|进一步|确保|开展|按照|根据|严格|不断|切实"
    r"|要求|必须|应当|不得|是否|需要|工作职能|性指标|本方案|予以|为了|对象|情况|以下|简称|同步|附件"
)
_BRACKETS = re.compile(r"[(\[〔【{〈][^()\[\]〔〕【】{}〈〉]*[)\]〕】}〉]|[“”]")
_LEVELS_ONLY = re.compile(r"[(\[〔【][市区县旗州盟乡镇、]+[)\]〕】](?=.)")

GENERIC = (
    "单位|部门|科室|处室|股室|司局|科股室|部室|委办局|机构|企业|公司|学校|院系|学院|团体|组织|社区|街道|乡镇"
    "|镇街|街镇|村|镇|乡|县区|区县|县市区|园区|成员|政府|管委会|办事处|委员会|医院|主体|院所|中心|支队|大队|庭|站段"
)
_PLAIN_NOUNS = "单位|部门|科室|处室|股室|司局|科股室|部室|委办局|机构|企业|企事业单位|事业单位"
_NOUN_END = re.compile(rf"(?:{GENERIC})$")
_ORG_END = re.compile(rf"(?:{_PLAIN_NOUNS}|乡镇|镇街|街镇|县区|区县|县市区|院系|委局|部委|子公司)$")
_BARE_NOUN = re.compile(rf"(?:{_PLAIN_NOUNS})")
_PLACES = re.compile(
    r"(?:乡镇|镇街|街镇|镇乡|县区|区县|县市区|市县区|县市|市县|街道|乡|镇|社区|村居?|镇村)"
    r"(?:街道)?(?:人民)?(?:政府|办事处|党委|党工委|管委会?|居?村?委会)?"
)
_SOME_PLACES = re.compile("(?:有关|相关|其[他它])[省市县区州旗镇乡]")
_EVERY = re.compile(r"各(?!.{0,6}[次遍]$|项(?!目)|类|种|自|方|环节|领域|界|式|行各|阶段|个环)")
_SOME = re.compile(r"有关|相关|其[他它]|涉及|对口|相应|属地")
_PER_ITEM = re.compile(r"有关|相关|其[他它]|涉及|对口|相应|主管|责任|属地|承办")
_BELOW = re.compile(
    "(?:[局县区市省校院厅委]属|下属|所属|直属|二级|基层)(?:企?事业|国有)?"
    "(?:单位|学院|企业|公司|机构|学校|医院|部门|院系|高校)$"
)
_TOLD = re.compile(
    "^(?:[省市县区州]级?)?(?:各)?(?:具?有|承担|负有|行使|涉及)[^的,。;]{2,16}的(?:各|有关|相关|行政|各级)*(?:单位|部门|机构|机关|[科处股]室|企业)$"
)
"""A group told by what it does: 负有安全监管职责的部门."""
_ALL = re.compile(r"(?:所有|全体|全部|全市|全县|全区|全省|全局|全院|全校)(?=.)")


class Kind(Enum):
    """What a text between two joiners is."""

    UNIT = "unit"
    GROUP = "group"
    UNSURE = "unsure"  # short enough for a name, yet it does not end like one
    WORDS = "words"  # no name at all


class Known(NamedTuple):
    """The names that are known from elsewhere, by their plain form, and by what may be left out."""

    exact: dict[str, str]
    headless: dict[str, tuple[str, ...]]
    tailless: dict[str, tuple[str, ...]]


def know(names: Iterable[str]) -> Known:
    """Index names: as they are, without their first sign, without the ending of a unit."""
    exact = {plain(name): name.strip() for name in names if name.strip()}
    headless: dict[str, tuple[str, ...]] = {}
    tailless: dict[str, tuple[str, ...]] = {}
    for key, name in exact.items():
        if key[0] in LEVELS:
            headless[key[1:]] = (*headless.get(key[1:], ()), name)
        end = _END.search(key[-8:])
        if end:
            stem = key[: -len(unit_end(key))]
            tailless[stem] = (*tailless.get(stem, ()), name)
    return Known(exact, headless, tailless)


LEVELS = "省市州盟县旗区局镇"
"""The signs that stand before the names of a government's units: 市司法局."""


def unit_end(name: str) -> str:
    """The part of a name that says what kind of unit it is: ``科`` of 城乡科; empty where none does."""
    long = re.search(
        r"(?:中心|办公室|委员会|管委会|公司|集团|煤矿|支队|大队|学院|医院|开发区|[林农牧茶]场)$",
        name,
    )
    short = re.search(r"[科处局办室股厅司委部署站所]$", name)
    found = long or short
    return found[0] if found else ""


def squeeze(text: str) -> str:
    """Leave out what is blank."""
    return "".join(text.split())


def bare(text: str) -> str:
    """A name in half width, without blanks and without what stands in brackets."""
    return _BRACKETS.sub("", narrow(squeeze(text)))


def is_unit(text: str) -> bool:
    """Whether a text ends and reads like the name of one unit."""
    name = bare(text)
    if re.fullmatch("[A-Z]{2,6}", name):
        return True  # ICU
    return (
        1 < len(name) <= LONGEST
        and not _BARE.fullmatch(name)
        and _END.search(name[-8:]) is not None
        and not _WORDS.search(name[-4:])
        and not _QUANTITY.search(name[-4:])
        and not is_sentence(name)
    )


def is_group(text: str) -> bool:
    """Whether a text names several units at once: 各科室, 市直有关部门, 县（市、区）人民政府."""
    flat, name = narrow(squeeze(text)), bare(text)
    if not 1 < len(name) <= LONGEST or (is_sentence(name) and not _TOLD.match(name)):
        return False
    if _EVERY.search(name) or _PLACES.fullmatch(name.replace("、", "")):
        return True
    if (_SOME.search(name) or _ALL.match(name)) and _NOUN_END.search(name):
        return True
    if _BELOW.search(name) or _SOME_PLACES.fullmatch(name) or _TOLD.match(name):
        return True
    if _LEVELS_ONLY.search(flat) and _END.search(name[-8:]):
        return True
    return _ORG_END.search(name) is not None and _BARE_NOUN.fullmatch(name) is None


def is_cut_short(text: str) -> bool:
    """Whether a group's name stops before its noun: 各市（州）文化, of 各市（州）文化和旅游局."""
    name = bare(text)
    whole = (_NOUN_END, _END, _ORG_END)
    return (
        _EVERY.match(name) is not None
        and not any(pattern.search(name[-8:]) for pattern in whole)
        and _PLACES.fullmatch(name.removeprefix("各").replace("、", "")) is None
    )


def is_open(text: str) -> bool:
    """Whether a group names nobody until somebody decides."""
    name = bare(text)
    return _PER_ITEM.search(name) is not None or _TOLD.match(name) is not None


def is_noun(text: str) -> bool:
    """Whether a text is no more than 单位, 部门: it goes on with the group before it."""
    return _BARE_NOUN.fullmatch(bare(text)) is not None


def is_sentence(text: str) -> bool:
    """Whether a text reads like a sentence or a remark rather than a name."""
    return _STARTS.match(text) is not None or _WITHIN.search(text) is not None


def kind_of(text: str, known: Known) -> Kind:
    """Tell what a text is; what is known counts first."""
    name = bare(text)
    if is_group(text):
        return Kind.GROUP
    if name.lower() in known.exact or plain(text) in known.exact or is_unit(text):
        return Kind.UNIT
    if len(name) > LONGEST or is_sentence(name):
        return Kind.WORDS
    short = (len(name) > 1 or name in _ONE_SIGN) and len(name) <= _SHORT and name.isalpha()
    return Kind.UNSURE if short else Kind.WORDS


def is_whole(text: str, known: Known) -> bool:
    """Whether a text is a complete name, of one unit or a group."""
    return kind_of(text, known) in {Kind.UNIT, Kind.GROUP}

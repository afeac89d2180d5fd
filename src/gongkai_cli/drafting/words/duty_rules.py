"""Rules of assignment that a document says once, for all its items."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from ...domain.names import narrow
from .unit_names import squeeze

_FIRST = re.compile(
    r"(?:第一(?!责任人)(?:位|个|家|名|责任)?|首位|首个|最前|之首|前列|排名第一)[^。;]{0,24}(?:牵头|汇总|主办|总?负责)"
)
_ONLY = re.compile(
    r"(?:只|仅)(?:有|列|明确)?[^。;]{0,4}(?:一|1)(?:个|家)[^。;]{0,12}(?:单位|部门|[科处股]室)[^。;]{0,8}牵头"
)
_SEVERAL = re.compile("[两二2]个|以上|多个|几个|共同")
_BEFORE = re.compile(
    "分号(?:之|以)?前[^。]{0,10}牵头[^。]{0,10}分号(?:之|以)?后[^。]{0,10}(?:配合|参与|协办)"
)
_NO_LEAD = re.compile(
    r"(?:未|没有|没)(?:有)?(?:具体)?(?:明确|注明|标明|列明|指定|确定|写明|设)?[^。;]{0,4}牵头"
)
_OWNER = re.compile(
    r"(?:责任|负责|承办)(?:单位|部门|科室|处室|股室|司局)[^。;,未没]{0,6}(?:牵头|为牵头)"
)
_ALL = re.compile(
    r"(?:以下|下列|上述|以上|其余|其他|未列明|各项|本(?:部分|章|节|类|段))[^。;]{0,16}?(?:均|都|由|需|须)+(?:由|需|须|要|应)*"
    r"(?P<names>[^。;,]{2,60}?)(?:共同|分别|按[^,。;]{2,8})?(?:落实|负责|完成|执行|承担|办理)"
)
_BESIDES = re.compile(
    r"(?P<names>[^。;,]{2,40}?)(?:均|都)(?:需|须|要|应)(?:抓好|做好)?(?:落实|负责)[^。;]{0,12}不再"
)
_UNNAMED = re.compile(
    r"(?:未|没有|没)(?:有)?(?:具体|单独|逐项)?(?:注明|列明|标明|写明|明确|指定|列出|标注)(?:具体)?(?:责任|负责|承办|落实)?"
    r"(?:单位|部门|[科处股]室|司局)[^。;]{0,12}?[,]?(?:统一|均|都|一律)?由"
    r"(?P<names>[^。;]{2,60}?(?:负责|落实|承担|牵头|办理|承办|实施))"
)
_UNLESS_NAMED = re.compile(
    r"除[^。;,]{0,8}(?:注明|列明|标明|写明|明确|标注)[^。;,]{0,8}外[,]?(?:其余|其他|以下)?[^。;,]{0,6}?(?:均|都|一律|统一)?由"
    r"(?P<names>[^。;]{2,60}?(?:负责|落实|承担|牵头|办理|承办|实施))"
)
_REPEAT = re.compile(r"不再(?:逐一|逐项|一一|另行|单独|重复)*(?:列出|列明|注明|标注|列|说明)")


class Says(Enum):
    """What a document's rule says."""

    FIRST_LEADS = "first_leads"  # the unit named first leads
    ONLY_LEADS = "only_leads"  # a unit that is named alone leads
    ALONE_LEADS = "alone_leads"  # the first leads, and nothing is said of there being several
    BEFORE_LEADS = (
        "before_leads"  # who stands before the semicolon leads, who stands behind supports
    )
    OWNER_LEADS = "owner_leads"  # where no lead is named, the responsible unit leads
    EACH_OWN = "each_own"  # where no lead is named, each does its own part
    UNNAMED = "unnamed"  # who answers where nobody is named
    EVERYBODY = "everybody"  # the items below are for units that are not named again


class Rule(NamedTuple):
    """A rule for the whole document.

    Attributes:
        says: What it says.
        text: The sentence as printed.
        names: The words that name the units, for ``Says.EVERYBODY`` and ``Says.UNNAMED``.
        repeats: Whether it says that they are not named again: 不再列出.
    """

    says: Says
    text: str
    names: str = ""
    repeats: bool = False


def further_rules(sentence: str) -> list[Rule]:
    """Rules that a sentence says besides, or by the signs between units."""
    flat, text = narrow(squeeze(sentence)), sentence.strip()
    told = [
        (Says.ONLY_LEADS, bool(_ONLY.search(flat))),
        (Says.ALONE_LEADS, bool(_first_leads(flat) and not _SEVERAL.search(flat))),
        (Says.BEFORE_LEADS, bool(_BEFORE.search(flat))),
    ]
    return [Rule(says, text) for says, holds in told if holds]


def document_rule(sentence: str) -> Rule | None:
    """Read a rule of assignment that a document says once.

    Returns:
        The rule; ``None`` where the sentence is none.
    """
    if len(sentence) > 600:  # noqa: PLR2004
        return None
    flat = narrow(squeeze(sentence))
    text = sentence.strip()
    nobody = _UNNAMED.search(flat) or _UNLESS_NAMED.search(flat)
    if nobody:
        return Rule(Says.UNNAMED, text, _printed(sentence, flat, nobody))
    if _NO_LEAD.search(flat):
        says = Says.OWNER_LEADS if _OWNER.search(flat) else Says.EACH_OWN
        says = Says.FIRST_LEADS if _first_leads(flat) else says
        return Rule(says, text)
    if _first_leads(flat):
        return Rule(Says.FIRST_LEADS, text)
    found = _ALL.search(flat) or _BESIDES.search(flat)
    if found and (_REPEAT.search(flat) or re.search("均|都", found[0])):
        repeats = _REPEAT.search(flat) is not None
        return Rule(Says.EVERYBODY, text, _printed(sentence, flat, found), repeats)
    return None


def _first_leads(flat: str) -> bool:
    return bool(_FIRST.search(flat) and re.search("单位|部门|[科处股]室|司局", flat))


def _printed(sentence: str, flat: str, found: re.Match[str]) -> str:
    """The words as printed that were found in the half-width text without blanks."""
    places = [at for at, sign in enumerate(sentence) if not sign.isspace()]
    if len(places) != len(flat):
        return found["names"]
    start, end = found.span("names")
    return sentence[places[start] : places[end - 1] + 1]

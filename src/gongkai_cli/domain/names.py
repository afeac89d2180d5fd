"""Names as people type them: units, items, states, roles and lamps, with the nearest right ones."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from .errors import NotFound, WrongUsage
from .terms import LAMP_NAMES, Lamp, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .plan import Plan

_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF))
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile("[0-9一二三四五六七八九十]")
_NUMBER = r"[0-9]+|[一二三四五六七八九十]+"
_DECIMAL = re.compile(r"\d+[.．]\d")
_ITEM = r"[0-9一二三四五六七八九十.()、\-]+"
_CIRCLED = {0x2460 + n: f".{n + 1}" for n in range(20)}
_MANY = 12

_T = TypeVar("_T", State, Role, Lamp)


def narrow(text: str) -> str:
    """Turn full-width signs into their half-width forms."""
    return text.translate(_WIDTH)


def plain(text: str) -> str:
    """Reduce a name to what counts when two are compared: half-width, nothing blank, lower case."""
    text = "".join(narrow(text).split()).lower()
    return text if text.isprintable() else text.translate(_UNSEEN)


def chinese_number(numeral: str) -> int:
    """Read a whole number below 100: ``十二`` is 12, ``二十`` is 20; Arabic digits too."""
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def joined_numbers(numbers: Iterable[str]) -> str:
    """Put the numbers of headings and of an item behind each other: ``（三）1.（1）``.

    Where nothing stands between the digits of two, a stop does: ``6.1`` of 6 and 1.  A number that
    repeats the one above it stands for both: ``2.1`` of 2 and 2.1.
    """
    joined = ""
    for number in _further(numbers):
        apart = not (_NUMERAL.match(joined[-1:]) and _NUMERAL.match(number))
        joined += number if apart else f".{number}"
    return joined


def _further(numbers: Iterable[str]) -> list[str]:
    """Numbers without those that the next one repeats."""
    kept: list[str] = []
    for number in numbers:
        repeats = kept and _DECIMAL.match(number) is not None
        if repeats and number_path(number).startswith(f"{number_path(kept[-1])}."):
            kept.pop()
        kept.append(number)
    return kept


def number_path(number: str) -> str:
    """Turn numbers as the paper prints them into an id: ``（三）1.（1）`` becomes ``3.1.1``."""
    numerals = re.findall(_NUMBER, narrow(number.translate(_CIRCLED)))
    try:
        return ".".join(str(chinese_number(numeral)) for numeral in numerals)
    except (KeyError, ValueError):  # no such numeral, or one of thousands of digits
        return ""


def item_id(name: str) -> str:
    """Turn an item's name as people type it (``三1(1)``, ``（三）1.（1）``) into its id.

    Returns:
        The id, or an empty string where the text is no such name.
    """
    text = plain(name.translate(_CIRCLED))
    return number_path(text) if re.fullmatch(_ITEM, text) else ""


def nearest(name: str, right: Iterable[str], count: int = 3) -> list[str]:
    """List the right names most like a wrong one, best first."""
    wanted = plain(name)
    scored = [(_likeness(wanted, plain(candidate)), candidate) for candidate in right]
    scored.sort(key=lambda pair: -pair[0])
    return [candidate for score, candidate in scored[:count] if score > 0.4]  # noqa: PLR2004


def _likeness(one: str, other: str) -> float:
    bonus = 0.3 if one and (one in other or other in one) else 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() + bonus


def unit_names(plan: Plan) -> dict[str, str]:
    """Map every spelling of a unit, made plain, to the unit's name."""
    names = {plain(alias): unit.name for unit in plan.units for alias in unit.aliases}
    return names | {plain(unit.name): unit.name for unit in plan.units}


def find_unit(plan: Plan, name: str) -> str:
    """Find a unit by its name or an alias.

    Raises:
        NotFound: There is no such unit; the remedy names the nearest ones.
    """
    found = unit_names(plan).get(plain(name))
    if found is None:
        raise NotFound(
            f"没有名为“{name}”的单位。", _group_hint(plan, name) or _unit_hint(plan, name)
        )
    return found


def _unit_hint(plan: Plan, name: str) -> str:
    names = [unit.name for unit in plan.units]
    near = nearest(name, names)
    if near:
        return f"是不是：{'、'.join(near)}？全部单位见 gongkai units。"
    if len(names) <= _MANY:
        return f"方案中的单位有：{'、'.join(names)}。"
    return "全部单位见 gongkai units。"


def _group_hint(plan: Plan, name: str) -> str:
    group = plan.group(name)
    if group is None:
        return ""
    if group.open:
        return f"“{name}”未指明是哪些单位，请写具体单位。"
    return f"“{name}”是单位组，请写其中的单位：{'、'.join(group.members[:_MANY])}。"


def find_item(ids: Mapping[str, str], name: str) -> str:
    """Find an item by its id or by its number as printed.

    Args:
        ids: The titles of all items, by id.
        name: What was typed.

    Raises:
        NotFound: There is no such item; the remedy names the nearest ones.
    """
    wanted = item_id(name) or name.strip()
    if wanted in ids:
        return wanted
    below = [known for known in ids if known.startswith(f"{wanted}.")]
    near = below[:3] or nearest(wanted, ids)
    hint = "、".join(f"{known}（{ids[known]}）" for known in near)
    remedy = f"是不是：{hint}？" if hint else ""
    raise NotFound(f"没有编号为“{name}”的事项。", f"{remedy}全部事项见 gongkai list。")


def find_state(name: str) -> State:
    """Find a state by its Chinese word or its code."""
    return _term(State, "状态", name, {state.word: state for state in State})


def find_role(name: str) -> Role:
    """Find a role by its Chinese word or its code."""
    return _term(Role, "角色", name, {role.word: role for role in Role})


def find_lamp(name: str) -> Lamp:
    """Find a lamp by its colour, its Chinese word or its code."""
    lamps = {lamp.colour: lamp for lamp in Lamp}
    return _term(Lamp, "灯", name, lamps, LAMP_NAMES)


def _term(
    kind: type[_T],
    label: str,
    name: str,
    words: Mapping[str, _T],
    more: Mapping[str, _T] | None = None,
) -> _T:
    """Look a term up by its code, its usual ``words``, or ``more`` that are not offered."""
    known = {**(more or {}), **words, **{term.value: term for term in kind}}
    found = known.get(plain(name))
    if found is not None:
        return found
    near = nearest(name, words, 1)
    first = f"是不是“{near[0]}”？" if near else ""
    raise WrongUsage(f"没有“{name}”这个{label}。", f"{first}可用：{'、'.join(words)}。")


def find_section(ids: Mapping[str, str], name: str) -> str:
    """Find a chapter or section by its number (``三``, ``（三）1.``, ``3.1``) as the head of ids.

    Raises:
        NotFound: No item stands below such a number.
    """
    wanted = item_id(name)
    if wanted and any(known == wanted or known.startswith(f"{wanted}.") for known in ids):
        return wanted
    keys = dict.fromkeys(known.partition(".")[0] for known in ids)
    raise NotFound(f"没有序号为“{name}”的章节。", f"章节序号有：{'、'.join(keys)}。")

"""YAML with places: every scalar as text, every value with its line and column.

Built from the parser's events, so that nothing is guessed about types (``no``, ``12:30`` and ``0123``
stay text), duplicate keys are seen, and aliases, tags and deep nesting are refused before they cost.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from ..domain.findings import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.findings import Finding, Loc

_PARSER: Any = getattr(yaml, "CLoader", yaml.Loader)
_DEEPEST = 60
_NESTING = "exceeded maximum nesting depth"
"""What libyaml says (from PyYAML 6.0.4 on) where it reads ahead into too deep a nesting itself."""
_SYNTAX = {
    "mapping values are not allowed": (
        "这里不能再出现冒号：上一行可能没有写完，或缩进不对；冒号要半角，后面空一格"
    ),
    "could not find expected ':'": "这里缺少冒号；冒号要半角，后面空一格",
    "did not find expected key": "缩进不对，或引号、括号没有配对",
    "did not find expected '-' indicator": "列表的缩进不对",
    "did not find expected ',' or": "方括号、花括号里缺少逗号，或没有收尾",
    "found character that cannot start any token": "这里有不能用的符号；缩进请用空格，不用制表符",
    "found unexpected end of stream": "引号没有收尾",
    "block sequence entries are not allowed": "这里不能写列表项，请另起一行并缩进",
    "did not find expected alphabetic or numeric character": "文字不能以 & 或 * 开头，请加引号",
    "did not find expected whitespace": "文字不能以 ! 开头，请加引号",
    "did not find expected comment": "竖线、大于号后面的文字要另起一行",
    "control characters are not allowed": "这里有看不见的控制字符，请删去",
    "found a tab character": "缩进请用空格，不用制表符",
    "found unknown escape character": "双引号里的反斜杠用法不对，请改用单引号",
}
_UNCLOSED = (
    "did not find expected ',' or",
    "found unexpected end of stream",
    "could not find expected ':'",
)
_CONTROL = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class Spot(NamedTuple):
    """A place in a text; line and column count from 0."""

    line: int
    column: int


class Tree:
    """A parsed document: plain ``value`` (dict, list, str, None) and where each part stands."""

    def __init__(self) -> None:
        self.value: Any = None
        self.findings: list[tuple[Finding, Spot]] = []
        self._places: dict[int, array[int]] = {}

    def spot(self, loc: Loc, *, key: bool = False) -> Spot:
        """Find the value at a path, or what comes nearest to it above.

        Args:
            loc: Keys and positions from the root.
            key: The place of the last key itself instead of its value.
        """
        value, found = self.value, Spot(0, 0)
        for n, step in enumerate(loc):
            position = _position(value, step)
            if position is None:
                break
            places = self._places[id(value)]
            at = position * 4 + (0 if key and n == len(loc) - 1 else 2)
            found = Spot(places[at], places[at + 1])
            value = value[step]
        return found


def _position(value: Any, step: str | int) -> int | None:
    if isinstance(value, dict) and step in value:
        return list(value).index(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return step
    return None


def parse(text: str) -> Tree:
    """Parse a YAML text of one document.

    Returns:
        The tree; its ``findings`` hold syntax errors, duplicate keys, aliases and tags.
    """
    tree = Tree()
    try:
        _Builder(tree, iter(_PARSER(text).get_event, None)).build()
    except yaml.MarkedYAMLError as problem:
        told = str(problem.problem or problem.context)
        finding = _too_deep() if _NESTING in told else _syntax(told)
        tree.findings.append((finding, _where(problem)))
    except yaml.reader.ReaderError:
        found = re.search(_CONTROL, text)
        before = text[: found.start()] if found else ""
        spot = Spot(before.count("\n"), len(before) - before.rfind("\n") - 1)
        tree.findings.append((_syntax("control characters are not allowed"), spot))
    except _TooDeep as problem:
        tree.findings.append((_too_deep(), problem.spot))
    return tree


def _too_deep() -> Finding:
    return error("yaml-depth", (), "层次太深。", f"最多 {_DEEPEST} 层，请检查缩进。")


def _where(problem: yaml.MarkedYAMLError) -> Spot:
    """Where something went wrong; what was opened and never closed is marked where it opens."""
    unclosed = any(part in str(problem.problem) for part in _UNCLOSED)
    marks = (problem.problem_mark, problem.context_mark)
    mark = next((mark for mark in (marks[::-1] if unclosed else marks) if mark), None)
    return Spot(mark.line, mark.column) if mark else Spot(0, 0)


def _syntax(problem: str) -> Finding:
    words = next((word for part, word in _SYNTAX.items() if part in problem), "")
    return error(
        "yaml-syntax", (), f"YAML 写法不对：{words or '这里读不下去'}。", "请对照上下几行改正。"
    )


class _TooDeep(Exception):
    def __init__(self, spot: Spot) -> None:
        super().__init__()
        self.spot = spot


class _Builder:
    """Makes values from events; ``places`` holds, per child, the key's and the value's spot."""

    def __init__(self, tree: Tree, events: Iterator[Any]) -> None:
        self.tree = tree
        self.events = events
        self.depth = 0

    def build(self) -> None:
        next(self.events)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(
                        "yaml-documents", event, "一个文件里只能有一份内容。", "请删去多余的“---”。"
                    )
                    break
                self.tree.value = self._value(next(self.events))

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag is not None:
                self._tag(event)
            return None if event.value == "" and not event.style else event.value
        if kind is yaml.AliasEvent:
            self._note("yaml-alias", event, "不能用引用（*名称）。", "请把内容写全。")
            return None
        if event.tag is not None:
            self._tag(event)
        if self.depth >= _DEEPEST:
            raise _TooDeep(_spot(event))
        self.depth += 1
        made = self._mapping() if kind is yaml.MappingStartEvent else self._sequence()
        self.depth -= 1
        return made

    def _mapping(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        places: array[int] = array("I")
        for key in self.events:
            if type(key) is yaml.MappingEndEvent:
                break
            name = self._key(key)
            if name is None:
                self._value(next(self.events))
                continue
            event = next(self.events)
            at, of = key.start_mark, event.start_mark
            value = self._value(event)
            if name in made:
                self._note("duplicate-key", key, f"“{name}”重复。", "同一层里一个键只能写一次。")
                continue
            made[name] = value
            places.extend((at.line, at.column, of.line, of.column))
        self.tree._places[id(made)] = places  # noqa: SLF001
        return made

    def _key(self, event: Any) -> str | None:
        if type(event) is yaml.ScalarEvent:
            return str(event.value)
        self._note("yaml-key", event, "键必须是文字。", "请检查这一行的冒号和括号。")
        self._value(event)
        return None

    def _sequence(self) -> list[Any]:
        made: list[Any] = []
        places: array[int] = array("I")
        for event in self.events:
            if type(event) is yaml.SequenceEndEvent:
                break
            at = event.start_mark
            made.append(self._value(event))
            places.extend((at.line, at.column, at.line, at.column))
        self.tree._places[id(made)] = places  # noqa: SLF001
        return made

    def _tag(self, event: Any) -> None:
        self._note("yaml-tag", event, f"不能用标签（{event.tag}）。", "请删去感叹号开头的标签。")

    def _note(self, code: str, event: Any, message: str, remedy: str) -> None:
        self.tree.findings.append((error(code, (), message, remedy), _spot(event)))


def _spot(event: Any) -> Spot:
    return Spot(event.start_mark.line, event.start_mark.column)

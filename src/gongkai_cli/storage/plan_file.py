"""The plan file: read, validated whole, with every finding in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.checks import check_plan
from ..domain.errors import InvalidData
from ..domain.findings import Finding, Place, Severity, error
from ..domain.names import nearest
from ..domain.schema import (
    Basis,
    Document,
    Fonts,
    GroupForm,
    ItemForm,
    PlanFile,
    SectionForm,
    Settings,
    UnitForm,
)
from .files import reason
from .yaml_tree import Spot, Tree, parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic import BaseModel

    from ..domain.findings import Loc

_FORMS: dict[str, type[BaseModel]] = {
    "document": Document,
    "basis": Basis,
    "settings": Settings,
    "fonts": Fonts,
    "units": UnitForm,
    "groups": GroupForm,
    "sections": SectionForm,
    "items": ItemForm,
}


class LoadedPlan(NamedTuple):
    """A plan file as read; ``file`` is ``None`` where it does not have the right form."""

    path: Path
    file: PlanFile | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """The findings that make the plan unusable."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def valid(self) -> PlanFile:
        """The plan, if nothing is wrong with it.

        Raises:
            InvalidData: With every error.
        """
        if self.file is None or self.errors:
            raise InvalidData(
                f"方案文件 {self.path.name} 有 {len(self.errors)} 处错误，改正后再试。",
                "",
                self.errors,
            )
        return self.file


def load(path: Path) -> LoadedPlan:
    """Read and check a plan file.

    Raises:
        InvalidData: The file cannot be read at all.
    """
    return load_bytes(path, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        InvalidData: The file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InvalidData(
            f"读不了文件 {path}：{reason(problem)}。", "请检查路径和权限。"
        ) from problem


def load_bytes(path: Path, raw: bytes) -> LoadedPlan:
    """Check a plan file that has been read."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return LoadedPlan(path, None, (_encoding(path, raw, problem),))
    tree = parse(text)
    placer = Placer(path, text, tree)
    findings = [placer.placed(finding, spot) for finding, spot in tree.findings]
    if tree.value is None and findings:
        return LoadedPlan(path, None, tuple(findings))
    file, problems = validate(tree.value)
    if file is not None:
        problems = check_plan(file)
    findings += [placer.placed(finding) for finding in problems]
    return LoadedPlan(path, file, tuple(sorted(findings, key=_position)))


def _position(finding: Finding) -> tuple[int, int]:
    return (finding.place.line, finding.place.column) if finding.place else (0, 0)


def _encoding(path: Path, raw: bytes, problem: UnicodeDecodeError) -> Finding:
    line = raw[: problem.start].count(b"\n") + 1
    finding = error("encoding", (), "文件不是 UTF-8 编码。", "请另存为 UTF-8 再试。")
    return finding._replace(place=Place(str(path), line, 1, ""))


class Placer:
    """Turns paths inside the document into places in its text."""

    @classmethod
    def of(cls, path: Path, raw: bytes) -> Placer:
        """Make one for a file whose form is known to be right."""
        text = raw.decode("utf-8-sig")
        return cls(path, text, parse(text))

    def __init__(self, path: Path, text: str, tree: Tree) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.tree = tree

    def placed(self, finding: Finding, spot: Spot | None = None) -> Finding:
        """Give a finding its place: a spot in the text, or where its ``loc`` leads."""
        key = finding.code in {"unknown-key", "decided-unknown"}
        spot = spot or self.tree.spot(finding.loc, key=key)
        excerpt = self.lines[spot.line] if spot.line < len(self.lines) else ""
        width = _width(excerpt, spot.column)
        place = Place(str(self.path), spot.line + 1, spot.column + 1, excerpt, width)
        return finding._replace(place=place)


_WIDEST = 200
_ENDS = {"'": "'", '"': '"', "[": "]", "{": "}"}


def _width(excerpt: str, column: int) -> int:
    """How many signs to underline: the scalar that begins there."""
    rest = excerpt[column : column + _WIDEST]
    if not rest:
        return 1
    end = _ENDS.get(rest[0])
    if end:
        stop = rest.find(end, 1)
        return stop + 1 if stop > 0 else len(rest)
    for stop, sign in enumerate(rest):
        if sign in ",]}" or rest.startswith((": ", " #"), stop) or rest[stop:] == ":":
            return max(stop, 1)
    return max(len(rest.rstrip()), 1)


def validate(value: Any) -> tuple[PlanFile | None, list[Finding]]:
    """Hold a parsed document against the schema.

    Returns:
        The file's form, or ``None`` and the findings.
    """
    from pydantic import ValidationError

    if value is None:
        return None, [error("empty-file", (), "文件是空的。", "gongkai init 可以生成一份样例。")]
    try:
        return PlanFile.model_validate(value), []
    except ValidationError as problem:
        return None, [_finding(detail) for detail in _causes(problem.errors(include_url=False))]


def _causes(details: Sequence[Any]) -> list[Any]:
    """Leave out that a list is too short where that only follows from errors inside it."""
    return [
        detail
        for detail in details
        if detail["type"] != "too_short"
        or not any(_is_below(other["loc"], detail["loc"]) for other in details)
    ]


def _is_below(loc: Loc, above: Loc) -> bool:
    return len(loc) > len(above) and loc[: len(above)] == above


def _finding(detail: Any) -> Finding:
    kind, loc = detail["type"], tuple(s for s in detail["loc"] if s != "[key]")
    context = detail.get("ctx", {})
    name = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if kind == "missing":
        return error(
            "missing-key", loc, f"缺少 {loc[-1]}（{_meaning(loc)}）。", f"请补上 {loc[-1]}: …。"
        )
    if kind == "extra_forbidden":
        return _unknown_key(loc)
    if detail["input"] is None:
        return error("empty-value", loc, f"{name} 没有内容。", "请写上内容，或删去这一行。")
    if kind == "value_error":
        return _wrong_date(loc, name, detail)
    message, remedy = _TYPES.get(kind, ("写法不对", "请对照样例改正。"))
    if not loc:
        return error(
            "wrong-value", loc, "文件的最外层应是若干个键，如 format: 1。", "请对照样例改正。"
        )
    words = re.split(", | or ", str(context.get("expected", "")).replace("'", ""))
    *most, last = dict.fromkeys(words)
    values = {**context, "expected": f"{'、'.join(most)} 或 {last}" if most else last}
    return error(
        "wrong-value", loc, f"{name} {message.format(**values)}。", remedy.format(**values)
    )


_TYPES = {
    "string_type": ("应是一段文字", "请写成一行文字；含冒号、井号的加引号。"),
    "tuple_type": ("应是列表", "请写成 [甲, 乙]，或每项一行、前面加“- ”。"),
    "model_type": ("下面应有若干个键", "请在下一行缩进后写“键: 值”。"),
    "model_attributes_type": ("下面应有若干个键", "请在下一行缩进后写“键: 值”。"),
    "dict_type": ("应是“键: 值”", "请写成 {{各相关科室: [甲科, 乙科]}}。"),
    "int_parsing": ("应是整数", "请写阿拉伯数字。"),
    "int_type": ("应是整数", "请写阿拉伯数字。"),
    "bool_parsing": ("应是 true 或 false", "“是”写 true，“否”写 false。"),
    "bool_type": ("应是 true 或 false", "“是”写 true，“否”写 false。"),
    "literal_error": ("只能是 {expected}", "请改成其中之一。"),
    "string_too_short": ("没有内容", "请写上内容，或删去这一行。"),
    "too_short": ("是空的", "至少要有一项。"),
    "string_pattern_mismatch": (
        "应是数字和点，如 3.1.1",
        "按原文序号写，如（三）1.（1）写 3.1.1。",
    ),
    "greater_than_equal": ("不能小于 {ge}", "请改成合理的数。"),
    "less_than_equal": ("不能大于 {le}", "请改成合理的数。"),
}


def _wrong_date(loc: Loc, name: str, detail: Any) -> Finding:
    given = detail["input"]
    if not isinstance(given, str):
        return error("wrong-date", loc, f"{name} 应是一个日期。", "日期写成 2019-12-25 的样子。")
    if "no_such_day" in detail["msg"]:
        return error("wrong-date", loc, f"{name} 的日期“{given}”不存在。", "请核对月和日。")
    return error("wrong-date", loc, f"{name} 的“{given}”不是日期。", "日期写成 2019-12-25 的样子。")


def _form(loc: Loc) -> type[BaseModel]:
    names = [step for step in loc[:-1] if isinstance(step, str)]
    return _FORMS.get(names[-1], PlanFile) if names else PlanFile


def _meaning(loc: Loc) -> str:
    field = _form(loc).model_fields.get(str(loc[-1]))
    return field.description or "" if field else ""


def _unknown_key(loc: Loc) -> Finding:
    known = list(_form(loc).model_fields)
    near = nearest(str(loc[-1]), known)
    hint = f"是不是：{'、'.join(near)}？" if near else ""
    return error(
        "unknown-key", loc, f"没有“{loc[-1]}”这个键。", f"{hint}这里可用：{'、'.join(known)}。"
    )


def json_schema() -> dict[str, Any]:
    """The JSON Schema of plan files, made from the models; its descriptions are for editors."""
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        def field_title_should_be_set(self, schema: Any) -> bool:
            del schema
            return False

    schema = PlanFile.model_json_schema(schema_generator=Untitled)
    for form in (schema, *schema["$defs"].values()):
        form.pop("description", None)
        form.pop("title", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongkai 方案文件",
        **schema,
    }

"""The form of a plan file: what may stand in ``data/plan2019.yaml``, and what each field means.

These models are the schema.  ``gongkai plan schema`` prints the JSON Schema made from them.  They
describe the file as people write it; ``domain.expand`` turns a valid file into a ``domain.plan.Plan``.
The field descriptions are Chinese because editors show them to those who write the file.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ID_PATTERN = r"^[0-9]+(\.[0-9]+)*$"


def _iso_date(value: Any) -> Any:
    """Accept only ``YYYY-MM-DD``: pydantic alone would read ``20191225`` as seconds since 1970."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        raise ValueError("iso_date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("no_such_day") from None


Day = Annotated[date, BeforeValidator(_iso_date)]
Text = Annotated[str, Field(min_length=1)]
Names = tuple[Text, ...]
Kind = Literal["科室", "局属单位", "部门", "地方"]
"""An office inside, a unit below, a department beside, or a government below."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Basis(_Form):
    """A document that this plan rests on."""

    title: Text = Field(description="文件名称，不加书名号")
    number: Text | None = Field(default=None, description="文号")


class Document(_Form):
    """The facts of the plan document."""

    title: Text = Field(description="方案名称")
    year: Annotated[int, Field(ge=2000, le=2100)] = Field(description="方案年度")
    issuer: Text = Field(description="印发单位全称")
    number: Text | None = Field(default=None, description="文号")
    issued: Day | None = Field(default=None, description="印发日期")
    disclosure: Text | None = Field(default=None, description="公开方式")
    copied_to: Names = Field(default=(), description="抄送单位")
    basis: tuple[Basis, ...] = Field(default=(), description="依据文件")
    due: Day = Field(description="全案报送期限")
    due_text: Text | None = Field(default=None, description="期限的原文写法")
    report_to: Text | None = Field(default=None, description="落实情况报给谁")


class Fonts(_Form):
    """The fonts of documents (GB/T 9704-2012), for machines that lack some."""

    title: Text = Field(default="方正小标宋简体", description="标题")
    body: Text = Field(default="仿宋_GB2312", description="正文")
    heading: Text = Field(default="黑体", description="一级标题")
    subheading: Text = Field(default="楷体_GB2312", description="二级标题")


class Settings(_Form):
    """How this plan counts days, whom to ask, and what its documents say and look like."""

    due_inclusive: bool = Field(default=True, description="“25日前”含25日当天")
    yellow_days: Annotated[int, Field(ge=0, le=250)] = Field(
        default=10, description="期限前几个工作日起亮黄灯"
    )
    urgent_days: Annotated[int, Field(ge=0, le=250)] = Field(
        default=3, description="期限前几个工作日起为紧急"
    )
    contact: Text | None = Field(default=None, description="联系人和电话")
    holidays: tuple[Day, ...] = Field(default=(), description="另行放假的日子（节假日表之外）")
    workdays: tuple[Day, ...] = Field(default=(), description="另行上班的日子（节假日表之外）")
    addressee: Text | None = Field(default=None, description="落实情况报告的主送机关")
    fonts: Fonts = Field(default=Fonts(), description="Word 文件的字体")


class UnitForm(_Form):
    """A 科室 or 局属单位 that can be held to account."""

    name: Text = Field(description="单位名称")
    kind: Kind = Field(description="机关科室、局属单位，或同级部门、下级地方")
    aliases: Names = Field(default=(), description="简称和别的写法")
    confirmed: bool = Field(default=True, description="原文只有简称、全称待核实的，写 false")
    note: Text | None = Field(default=None, description="说明")


class GroupForm(_Form):
    """A name that stands for several units."""

    name: Text = Field(description="单位组名称")
    aliases: Names = Field(default=(), description="别的写法")
    kind: Kind | None = Field(default=None, description="包含这一类的全部单位")
    members: Names = Field(default=(), description="逐个列出的成员单位")
    open: bool = Field(default=False, description="未指明是哪些单位（如“各相关科室”）")
    within: Text | None = Field(default=None, description="未指明时，可能是哪个单位组里的单位")
    complete: bool = Field(default=False, description="成员单位已补齐，不再提示")
    note: Text | None = Field(default=None, description="说明")


class _Assigned(_Form):
    assigned: Text | None = Field(default=None, description="括号里的责任分工，照录原文，不带括号")
    lead: Names = Field(default=(), description="牵头单位，照原文的写法")
    support: Names = Field(default=(), description="配合单位，照原文的写法")
    responsible: Names = Field(
        default=(), description="责任单位（原文没有写牵头、配合），照原文的写法"
    )
    note: Text | None = Field(default=None, description="说明、存疑之处")


class ItemForm(_Assigned):
    """One requirement with its own assignment."""

    id: Annotated[str, Field(pattern=ID_PATTERN)] = Field(description="编号路径，如 3.1.1")
    number: Text | None = Field(default=None, description="原文序号，如（1）；原文没有第三级的不写")
    title: Text | None = Field(default=None, description="简短标题，由办公室拟，不是原文")
    text: Text = Field(description="具体要求，照录原文，不带序号和括号")
    decided: dict[Text, Names] = Field(
        default_factory=dict, description="未指明的单位组，办公室定为哪些单位"
    )
    due: Day | None = Field(default=None, description="本项期限；不写就按全案期限")
    due_text: Text | None = Field(default=None, description="本项期限的原文写法")
    ongoing: bool = Field(default=False, description="长期坚持的事项")
    publish_to: Names = Field(default=(), description="原文指明的公开渠道、栏目，照录原文")
    between: Names = Field(
        default=(), description="原文里要求和分工之间的其他文字，如表格的时限栏，照录原文"
    )
    others: Names = Field(
        default=(), description="原文里分工后面的其他文字，如表格的备注栏，照录原文"
    )


class SectionForm(_Assigned):
    """A numbered heading with what stands below it.

    A table has ``columns`` instead of a heading, and only items that stand between further headings
    have nothing above them: then nothing but items is here.  A requirement that has others below it is
    the first item of a section that has its number and no heading.
    """

    number: Text | None = Field(default=None, description="原文序号，如 一、（一）1.")
    heading: Text | None = Field(
        default=None,
        description="标题，照录原文；表、夹在下级章节之间的事项，和序号就是首个事项的序号的，没有标题",
    )
    columns: Names = Field(default=(), description="表头各栏，照录原文")
    paragraphs: Names = Field(default=(), description="标题下不属于事项的段落，照录原文")
    items: tuple[ItemForm, ...] = Field(default=(), description="事项")
    sections: tuple[SectionForm, ...] = Field(default=(), description="下一级章节")


class PlanFile(_Form):
    """A whole plan file."""

    format: Literal[1, "1"] = Field(description="文件格式版本，现为 1")
    document: Document = Field(description="文件要素")
    settings: Settings = Field(default=Settings(), description="设置")
    units: Annotated[tuple[UnitForm, ...], Field(min_length=1)] = Field(description="单位")
    groups: tuple[GroupForm, ...] = Field(default=(), description="单位组")
    letter: Names = Field(default=(), description="印发通知的各段，照录原文")
    heading: Text | None = Field(default=None, description="方案正文标题，照录原文")
    preamble: Names = Field(default=(), description="正文标题下的各段，照录原文")
    sections: Annotated[tuple[SectionForm, ...], Field(min_length=1)] = Field(description="章节")


def verbatim(plan: PlanFile) -> list[tuple[tuple[str | int, ...], str]]:
    """List the plan's verbatim words in the order in which the document prints them.

    Returns:
        Pairs of a location in the file (as pydantic writes it) and the text that stands there;
        an assignment stands in round brackets, as in the document.
    """
    words: list[tuple[tuple[str | int, ...], str]] = []
    words += [(("letter", n), text) for n, text in enumerate(plan.letter)]
    if plan.heading:
        words.append((("heading",), plan.heading))
    words += [(("preamble", n), text) for n, text in enumerate(plan.preamble)]
    for n, section in enumerate(plan.sections):
        _section_words(section, ("sections", n), words)
    return words


def _section_words(
    section: SectionForm, at: tuple[str | int, ...], words: list[tuple[tuple[str | int, ...], str]]
) -> None:
    if section.number:
        words.append(((*at, "number"), section.number))
    if section.heading:
        words.append(((*at, "heading"), section.heading))
    if section.assigned:
        words.append(((*at, "assigned"), f"（{section.assigned}）"))
    words += [((*at, "columns", n), text) for n, text in enumerate(section.columns)]
    words += [((*at, "paragraphs", n), text) for n, text in enumerate(section.paragraphs)]
    for n, item in enumerate(section.items):
        here = (*at, "items", n)
        if item.number:
            words.append(((*here, "number"), item.number))
        words.append(((*here, "text"), item.text))
        words += [((*here, "between", k), text) for k, text in enumerate(item.between)]
        if item.assigned:
            words.append(((*here, "assigned"), f"（{item.assigned}）"))
        words += [((*here, "others", k), text) for k, text in enumerate(item.others)]
    for n, below in enumerate(section.sections):
        _section_words(below, (*at, "sections", n), words)

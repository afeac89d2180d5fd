"""Any document: no traceback, a draft that check accepts, and nothing lost in silence."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from corpus_cases import THIS_YEAR, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_cli.domain.errors import InvalidData
from gongkai_cli.domain.expand import placed_items
from gongkai_cli.domain.names import narrow
from gongkai_cli.domain.schema import verbatim
from gongkai_cli.drafting.importing import import_plan
from gongkai_cli.drafting.structure.roster import NOBODY
from gongkai_cli.storage.plan_file import load_bytes

NUMBERS = ("", *"一、 二、 （一） （二） 1. 2． （1） (2) ① 第一章 第二条 1.1 a)".split(" "))  # noqa: SIM905
WORDS = (  # noqa: SIM905
    "做好政策解读 推进信息公开。 各单位要高度重视， 及时发布； 公开渠道： 加强领导 （办公室） 〔财务科〕 "
    "（试行） （2019〕 （城乡科牵头，各科室配合） 责任单位：办公室 完成时限：6月底前 12月25日前 "
    "牵头单位：甲科、乙科 配合单位： 《条例》 附件1 "
    "抄送：某办。 第一位的为牵头单位 以下任务均由各科室落实。 #-x:[y] ' —3— 2019年12月5日"
).split(" ")
LINES = st.builds(
    lambda number, words: number + "".join(words),
    st.sampled_from(NUMBERS),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=6),
)


def bare(text: str) -> str:
    return "".join(text.split())


def signs(text: str) -> str:
    """The signs of a text in half width without white space and brackets."""
    return re.sub(r"[\s()\[\]【】〔〕]", "", narrow(text))


def accounted_for(raw: bytes, name: str) -> None:
    """See that a document is refused in words, or a valid plan that holds or doubts every word."""
    try:
        made = import_plan(raw, name, THIS_YEAR)
    except InvalidData:
        return
    assert made.errors == (), made.text
    assert made.coverage is not None
    told = "".join(bare(doubt.text) for doubt in made.doubts)
    plan = load_bytes(Path("plan.yaml"), made.text.encode()).valid
    here = signs("".join(text for _, text in verbatim(plan)))
    for run in made.coverage.missing:
        elsewhere = "文字都在" in told and all(signs(piece) in here for piece in run.text.split())
        assert bare(run.text) in told or elsewhere or "页码" in told


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_any_lines_become_a_plan_that_check_accepts_with_nothing_lost(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "replace")
    accounted_for(raw, "方案.txt")


TOLD = (  # noqa: SIM905
    "办公室 财务科 政策\u3000法规科 政策<br>法规科 各<br>科室 各有关单位 高新园（云埠镇） 市司法局 民政局 "
    "局 等 、 ， ； <br> <br>- \u3000 牵头 配合 负责 （牵头） 会同 会 和 6月底前 长期<br>坚持 责任单位： "
    "责任人： 张三 —"
).split(" ")
DUTIES = st.lists(st.sampled_from(TOLD), max_size=7).map("".join)
ROWS = st.lists(st.tuples(st.sampled_from(NUMBERS), LINES, DUTIES, DUTIES), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from(["责任单位", "牵头单位", "配合单位", "完成时限", "备注"]))
def test_any_table_becomes_a_plan_that_check_accepts_with_nothing_lost(
    rows: list[tuple[str, str, str, str]], last: str
) -> None:
    lines = [f"|序号|工作任务|责任科室|{last}|", "|-|-|-|-|"]
    for number, *cells in rows:
        row = (re.sub(r"[\s|\\]", "", cell) for cell in cells)
        lines.append(f"|{number}|{'|'.join(row)}|")
    accounted_for("\n".join(lines).encode("utf-8", "replace"), "清单.md")


TEXTS = [
    one.raw.decode()
    for one in cases()
    if one.file.endswith((".txt", ".md")) and not {"gb18030", "utf16"} & one.tags
]
"""Whole documents, to be broken."""
CARD = (
    '任务编号\tG-{0}\t任务名称\t任期制\n工作内容\t"1.签订责任书。\n2.实行调整。"\n'
    "牵头部门\t人力部\t配合部门\t子公司\n\n"
)
TABLE = (
    '类别\t序号\t任务\t要求\t责任科室\n预算\t1\t公开\t"①公开预算。\n②公开决算。"\t"牵头：财务科\n配合：办公室"\n'
    "\t2\t采购\t公开。\t法规科\n"
)
TEXTS += ["".join(CARD.format(n) for n in range(3)), TABLE]
BREAKS = st.tuples(
    st.sampled_from(["drop", "double", "swap", "cut", "join", "insert", "delete"]),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from([*'（）()、，；。：\t 　由等和及第一1２①★|"', "以上２项", "\n"]),
)


def broken(text: str, how: str, at: int, where: int, sign: str) -> str:
    """Break a document at one line."""
    lines = text.split("\n")
    n, m = at % len(lines), where % len(lines)
    k = where % (len(lines[n]) + 1)
    match how:
        case "drop":
            del lines[n]
        case "double":
            lines.insert(n, lines[n])
        case "swap":
            lines[n], lines[m] = lines[m], lines[n]
        case "cut":
            lines[n : n + 1] = [lines[n][:k], lines[n][k:]]
        case "join":
            lines[n : n + 2] = ["".join(lines[n : n + 2])]
        case "insert":
            lines[n] = f"{lines[n][:k]}{sign}{lines[n][k:]}"
        case _:
            lines[n] = f"{lines[n][:k]}{lines[n][k + 1 :]}"
    return "\n".join(lines)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(BREAKS, min_size=1, max_size=5))
def test_any_document_broken_by_hand_is_read_with_every_word_accounted_for(
    text: str, breaks: list[tuple[str, int, int, str]]
) -> None:
    for how, at, where, sign in breaks:
        text = broken(text, how, at, where, sign)
    accounted_for(text.encode(), "方案.txt")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused_in_words(raw: bytes) -> None:
    for name in ("方案.txt", "方案.docx", "方案.md"):
        with suppress(InvalidData):
            assert import_plan(raw, name, THIS_YEAR).errors == ()


UNITS = ("办公室", "财务科", "政策法规科", "行政审批科", "人事教育科", "信息中心")
ITEMS = st.lists(
    st.tuples(
        st.text("做好推进完善政务公开工作解读回应", min_size=8, max_size=40),
        st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def printed(chapters: list[list[tuple[str, list[str], bool]]]) -> str:
    """Print a plan as offices do."""
    lines = [
        "某市某局2021年政务公开工作要点分工方案",
        "一、总体要求",
        "坚持公开为常态。",
        "二、主要任务",
    ]
    for n, items in enumerate(chapters):
        lines.append(f"（{'一二三四五'[n]}）加强信息公开")
        for k, (text, units, led) in enumerate(items, 1):
            lead, others = units[:1], units[1:]
            told = "、".join(units)
            if led:
                told = f"{lead[0]}牵头" + (f"，{'、'.join(others)}配合" if others else "")
            lines.append(f"{k}.{text}。（{told}）")
    return "\n".join([*lines, "三、工作要求", "各科室于12月10日前报送落实情况。", ""])


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_any_plan_that_is_printed_is_read_back(
    chapters: list[list[tuple[str, list[str], bool]]],
) -> None:
    made = import_plan(printed(chapters).encode(), "方案.txt", THIS_YEAR)
    file = load_bytes(Path("plan.yaml"), made.text.encode()).file
    assert file is not None
    read = [
        (p.form.id, p.form.text, p.owner.lead, p.owner.support, p.owner.responsible)
        for p in placed_items(file)
    ]
    expected = [
        (
            f"{n}.{k}",
            f"{text}。",
            tuple(units[:1]) if led else (),
            tuple(units[1:]) if led else (),
            () if led else tuple(units),
        )
        for n, items in enumerate(chapters, 1)
        for k, (text, units, led) in enumerate(items, 1)
    ]
    assert read == expected
    assert NOBODY not in made.text

"""The gallery of what can be wrong with a form: each code with its place and its exact words."""

from __future__ import annotations

import ast
import io
import random
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from forms import edit, export, fill, part, put, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

SRC = Path(__file__).resolve().parents[2] / "src" / "gongkai_cli"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHEET = "xl/worksheets/sheet1.xml"
STATES = "请选一个：未启动、推进中、已完成、长期坚持、不涉及、受阻。"
SAVE_AS = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”再收。"
EMPTY_ROWS = "请打开表，选中最后一项以下的所有行，删除后保存再收。"
AS_TEXT = "请改成文字：复制这一格，“选择性粘贴”选“数值”；或重新填写。"
Change = "Callable[[Path], object]"


class Case(NamedTuple):
    """What is done to 城乡科's form, and what is said of it."""

    name: str
    code: str
    change: Callable[[Path], object]
    cell: str | None
    message: str
    remedy: str


def cell(at: str, value: object) -> Callable[[Path], object]:
    """Put something into a cell; text that begins with = is a formula."""

    def change(path: Path) -> None:
        edit(path, lambda sheet: sheet.__setitem__(at, value))

    return change


def cells(**values: object) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        def put_all(sheet: Any) -> None:
            for at, value in values.items():
                put(sheet[at], value)

        edit(path, put_all)

    return change


def content(raw: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(raw)


def parts(**changed: bytes | None) -> Callable[[Path], object]:
    names = {"sheet": SHEET, "book": "xl/workbook.xml", "rels": "xl/_rels/workbook.xml.rels"}
    return lambda path: rewrite(path, {names[key]: value for key, value in changed.items()})


def twice(path: Path) -> None:
    def change(sheet: Any) -> None:
        for column in range(1, 12):
            put(sheet.cell(7, column), sheet.cell(6, column).value)
        put(sheet["F6"], "已完成")
        put(sheet["F7"], "推进中")

    edit(path, change)


def in_front(raw: bytes) -> Callable[[Path], object]:
    """Put something behind the XML declaration of the sheet."""

    def change(path: Path) -> None:
        xml = part(path, SHEET)
        rewrite(path, {SHEET: xml.replace(b"<worksheet", raw + b"<worksheet", 1)})

    return change


def many_rows(count: int) -> Callable[[Path], object]:
    """Format rows far below the last item."""

    def change(path: Path) -> None:
        rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(9, count))
        xml = part(path, SHEET)
        rewrite(path, {SHEET: xml.replace(b"</sheetData>", rows + b"</sheetData>")})

    return change


def far_row(path: Path) -> None:
    xml = part(path, SHEET)
    row = b'<row r="2000000000"><c r="A2000000000" t="str"><v>x</v></c></row></sheetData>'
    rewrite(path, {SHEET: xml.replace(b"</sheetData>", row)})


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), raw)
    return stream.getvalue()


def bomb() -> bytes:
    """A workbook's package of a few KB with a gigabyte of blanks in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            for _ in range(256):
                sheet.write(b" " * (1 << 22))
    return stream.getvalue()


def many_parts() -> bytes:
    return zipped(xl__workbook_xml=b"<workbook/>", **{f"p{n}": b"" for n in range(2_500)})


ENTITIES = b'<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]>'

CASES = [
    Case(
        "an empty file", "form-damaged", content(b""), None, "是空文件。", "请让填报单位重发一次。"
    ),
    Case(
        "a torn file",
        "form-damaged",
        truncated,
        None,
        "文件不完整，读不了。",
        "请让填报单位重发一次。",
    ),
    Case(
        *("a part that is no XML", "form-damaged", parts(book=b"<workbook>"), None),
        *("部件 xl/workbook.xml 不是完整的 XML，读不了。", SAVE_AS),
    ),
    Case(
        *("parts that are missing", "form-damaged", parts(rels=None), None),
        *("内容不合 .xlsx 的规定，读不了。", SAVE_AS),
    ),
    Case(
        *("an old workbook", "form-format", content(OLE + b"Workbook" * 99), None),
        *("是旧格式（.xls、.et 或 .doc），读不了。", SAVE_AS),
    ),
    Case(
        "a password",
        "form-password",
        content(OLE + "EncryptedPackage".encode("utf-16-le") * 9),
        None,
        "设了打开密码，读不了。",
        "请让填报单位取消密码再发。",
    ),
    Case(
        *("a PDF", "form-format", content(b"%PDF-1.7 x"), None),
        *("是 PDF，不是 Excel 工作簿。", SAVE_AS),
    ),
    Case(
        *("a web page", "form-format", content(b"\xef\xbb\xbf<html><table>"), None),
        *("是网页，不是 Excel 工作簿。", SAVE_AS),
    ),
    Case(
        *("some text", "form-format", content("编号,完成情况".encode()), None),
        *("内容认不出来，不是 Excel 工作簿。", SAVE_AS),
    ),
    Case(
        "a Word document",
        "form-format",
        content(zipped(**{"word__document_xml": b"<w/>", "[Content_Types]_xml": b"<T/>"})),
        None,
        "是 Word 文档，不是 .xlsx。",
        SAVE_AS,
    ),
    Case(
        *("a bomb", "form-large", content(bomb()), None),
        "有一张工作表展开后有 1024 MB，太大，不读：多半是给成千上万的空行设了格式。",
        EMPTY_ROWS,
    ),
    Case(
        *("ten million rows", "form-large", many_rows(700_000), None),
        "有一张工作表展开后有 29 MB，太大，不读：多半是给成千上万的空行设了格式。",
        EMPTY_ROWS,
    ),
    Case(
        *("too many parts", "form-large", content(many_parts()), None),
        *("压缩包里有 2501 个部件，不像填报表，不读。", SAVE_AS),
    ),
    Case(
        *("a row beyond the last", "form-large", far_row, None),
        "有一张工作表的行、列或合并的格多得不像填报表，不读。",
        "请重新导出该单位的表，把填的内容贴过去。",
    ),
    Case(
        *("entities", "form-unsafe", in_front(ENTITIES), None),
        *("内部有文档类型声明（DOCTYPE），不安全，不读。", SAVE_AS),
    ),
    Case(
        *("nesting", "form-unsafe", parts(sheet=b"<a>" * 70 + b"</a>" * 70), None),
        *("内部结构嵌套太深，不像填报表，不读。", SAVE_AS),
    ),
    Case(
        *("no headings", "form-columns", cell("F5", "进展"), None),
        "没有找到填报表：工作表“落实情况”里没有“编号”“完成情况”等列名。",
        "请核对是不是发错了文件；列名改动过的请改回来。",
    ),
    Case(
        "another plan",
        "form-plan",
        cells(
            K5='{"gongkai": 1, "plan": "2018-aaaaaaaaaaaa", "unit": "城乡科"}', A2="方案：去年的"
        ),
        None,
        "这是《去年的》的填报表，不是《某局2019年政务公开工作要点分工方案》的。",
        "请用 --plan 写明那份方案，或让单位填对的表。",
    ),
    Case(
        "another unit in the head",
        "form-unit",
        cells(A3="填报单位：事务中心"),
        None,
        "表头写的是“事务中心”，隐藏信息却是“城乡科”的。",
        "请用导出给“事务中心”的表重填；不能拿别的单位的表来改。",
    ),
    Case(
        "a unit that is not in the plan",
        "form-unit",
        cells(A3="填报单位：规划处", K5=""),
        None,
        "方案里没有名为“规划处”的单位。",
        "请在表头写明“填报单位：单位名称”。",
    ),
    Case(
        "no unit at all",
        "form-unit",
        cells(A3="", K5=""),
        None,
        "看不出是哪个单位的表。",
        "请在表头写明“填报单位：单位名称”，或把文件名改成带单位名称的。",
    ),
    Case(
        *("an item of others", "form-item", cells(A6="2.1", C6="别的", F6="已完成"), "落实情况!A6"),
        *("“2.1”不是分给城乡科的事项。", "请核对编号；多出来的行请删去。"),
    ),
    Case(
        *(
            "a number with another text",
            "form-item",
            cells(A6="2.1", F6="已完成", K6=""),
            "落实情况!A6",
        ),
        *("编号是 2.1，具体要求却是 1.2 的。", "请改回导出时的编号和要求，或删去这一行。"),
    ),
    Case(
        "an answer to nothing",
        "form-item",
        cells(G9="顺带说一下"),
        "落实情况!A9",
        "这一行填了内容，却看不出是哪个事项。",
        "请补上编号，或删去这一行。",
    ),
    Case(
        "a text that nothing bears out",
        "form-item",
        cells(C6="改过的要求", K5="", K6="", F6="已完成"),
        "落实情况!C6",
        "编号是 1.2，具体要求与方案不一样，不能确定是不是这一项。",
        "请重新导出该单位的表，把填的内容贴过去。",
    ),
    Case(
        *("a formula", "form-cell", cell("F6", '="已"&"完成"'), "落实情况!F6"),
        *("“完成情况”是公式。", AS_TEXT),
    ),
    Case(
        *("a formula to another file", "form-cell", cell("G6", "=[1]表!A1"), "落实情况!G6"),
        *("“落实情况”是引用别的文件的公式。", AS_TEXT),
    ),
    Case(
        "a picture in a cell",
        "form-cell",
        cell("H6", '=_xlfn.DISPIMG("ID_1",1)'),
        "落实情况!H6",
        "“佐证”是嵌在格里的图片，登记不了。",
        AS_TEXT,
    ),
    Case(
        *("an error value", "form-cell", cell("G6", "#N/A"), "落实情况!G6"),
        *("“落实情况”是错误值（#N/A）。", AS_TEXT),
    ),
    Case(
        *("an unknown state", "form-state", cells(F6="搞定"), "落实情况!F6"),
        *("“搞定”不是完成情况。", STATES),
    ),
    Case(
        *("an unclear state", "form-state", cells(F6="持续推进"), "落实情况!F6"),
        *("“持续推进”说不准：“推进中”，还是“长期坚持”？", STATES),
    ),
    Case(
        *("no state", "form-state", cells(G6="已公开"), "落实情况!F6"),
        *("填了内容，没有选完成情况。", STATES),
    ),
    Case(
        *("no date", "form-date", cells(F6="已完成", J6="上周五"), "落实情况!J6"),
        *("“上周五”不是日期。", "请写成 2019-11-20 的样子。"),
    ),
    Case(
        *("no such day", "form-date", cells(F6="已完成", J6="2019.2.30"), "落实情况!J6"),
        *("没有“2019.2.30”这一天。", "请写成 2019-11-20 的样子。"),
    ),
    Case(
        *("a day to come", "form-date", cells(F6="已完成", J6="12月1日"), "落实情况!J6"),
        "填报日期 2019-12-01 还没有到。",
        "收表日是 2019-11-20，请写这一天或以前的日期。",
    ),
    Case(
        *("a day of long ago", "form-date", cells(F6="已完成", J6="2009-11-05"), "落实情况!J6"),
        *("填报日期 2009-11-05 早于方案年度，像是写错了。", "请写成 2019-11-20 的样子。"),
    ),
    Case(
        *("an answer cleared", "form-cleared", cells(F6=None, J6=None, I6=None), "落实情况!F6"),
        "1.2 原先报的是“推进中”，表里清空了。",
        "请填上现在的情况；要撤回的，请办公室用 gongkai status undo 撤销。",
    ),
    Case(
        *("an item in two rows", "form-twice", twice, "落实情况!A6"),
        *("1.2 有几行，填的不一样：落实情况!F6、落实情况!F7。", "请只留一行。"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_wrong_is_said_with_its_place_and_what_would_be_right(
    case: Case, small: Path, gongkai: Run
) -> None:
    if case.code == "form-cleared":
        gongkai("status", "set", "1.2", "推进中", "--unit", "城乡科")
    form = export(gongkai, "城乡科", small / "a.xlsx")
    case.change(form)
    answer = gongkai("form", "collect", "a.xlsx", "--dry-run", "--json")
    assert answer.code == 3
    (told,) = answer.json["forms"]
    found = [*told["findings"], *(f for row in told["rows"] for f in row["findings"])]
    assert {key: found[0][key] for key in ("code", "cell", "message", "remedy")} == {
        "code": case.code,
        "cell": case.cell,
        "message": case.message,
        "remedy": case.remedy,
    }
    assert (found[0]["file"], found[0]["line"], found[0]["severity"]) == ("a.xlsx", None, "error")
    shown = gongkai("form", "collect", "a.xlsx", "--dry-run")
    place = case.cell or ""
    assert f"a.xlsx\t{place}\t" in shown.out
    assert f"\t{case.message}改法：{case.remedy}" in shown.out


def test_every_code_has_a_case() -> None:
    codes: set[str] = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"form-[a-z]+", str(node.value)):
                codes.add(str(node.value))
    assert codes == {case.code for case in CASES}
    assert len(codes) > 10


def test_all_that_is_wrong_is_said_at_once(small: Path, gongkai: Run) -> None:
    form = fill(
        export(gongkai, "办公室", small / "a.xlsx"),
        {"1.1": {"完成情况": "搞定", "填报日期": "以后"}, "1.2": {"落实情况": "好"}},
    )
    answer = gongkai("form", "collect", str(form), "--dry-run", "--json")
    rows = answer.json["forms"][0]["rows"]
    codes = [[f["code"] for f in row["findings"]] for row in rows]
    assert codes == [["form-state", "form-date"], ["form-state"]]


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_leads_to_a_traceback(seed: int, small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, "城乡科", small / "a.xlsx"), {"1.2": {"完成情况": "已完成"}})
    raw = bytearray(form.read_bytes())
    chance = random.Random(seed)  # noqa: S311
    if seed % 2:
        form.write_bytes(raw[: chance.randrange(len(raw))])
    else:
        for _ in range(chance.randint(1, 30)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        form.write_bytes(raw)
    answer = gongkai("form", "collect", str(form), "--dry-run")
    assert answer.code in {0, 3}
    assert "内部出错" not in answer.err


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_inside_a_part_leads_to_a_traceback(seed: int, small: Path, gongkai: Run) -> None:
    form = fill(export(gongkai, "城乡科", small / "a.xlsx"), {"1.2": {"完成情况": "已完成"}})
    chance = random.Random(seed)  # noqa: S311
    names = [
        SHEET,
        "xl/workbook.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
    ]
    name = chance.choice([*names, "xl/_rels/workbook.xml.rels", "docProps/core.xml"])
    xml = part(form, name)
    words = sorted(set(re.findall(rb'[A-Za-z:]+="[^"]*"|<[a-zA-Z/][^>]*>|>[^<]+<', xml)))
    for word in chance.sample(words, min(3, len(words))):
        change = chance.choice([b"", b"x", b'r="-1"', b'ref="A1:"', b'count="99999999"', word * 2])
        xml = xml.replace(word, change, chance.randint(1, 3))
    rewrite(form, {name: xml})
    answer = gongkai("form", "collect", str(form), "--dry-run", "-o", "退回")
    assert answer.code in {0, 3}
    assert "内部出错" not in answer.err

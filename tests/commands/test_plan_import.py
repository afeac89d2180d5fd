"""`gongkai plan import`: a document becomes a draft that `check` accepts, every doubt shown."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import scenes

from gongkai_cli.documents import plan_document

if TYPE_CHECKING:
    from conftest import Run

SOURCE = Path(__file__).resolve().parents[2] / "data" / "plan2019-source.txt"
SMALL = """\
云溪市住房和城乡建设局文件
云建办〔2022〕8号
云溪市住房和城乡建设局2022年政务公开工作要点分工方案
根据《云溪市2022年政务公开工作要点》（云府办函〔2022〕3号），制定本方案。
一、重点任务
（一）做好政策解读。政策文件与解读材料同步发布。（办公室牵头，各科室配合；6月底前）
（二）规范办事公开。（质安、办公室，每季度末月25日前）
二、工作要求
各科室于12月10日前将落实情况报局办公室。
"""


@pytest.fixture
def document(folder: Path) -> Path:
    path = folder / "方案.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_draft_is_written_and_every_doubt_is_listed(document: Path, gongkai: Run) -> None:
    answer = gongkai("plan", "import", document.name, "-o", "data/plan2022.yaml")
    assert answer.code == 0
    assert answer.err == (
        "事项 2 个，单位 2 个，待核 4 处。\n"
        "原文 197 字，放进草稿 197 字，100.00%。\n"
        "已写入 data/plan2022.yaml。请核对待核之处，再运行 gongkai check。\n"
    )
    assert "[1.2] “每季度末月25日前”是定期的，没有登记为某一天。" in answer.out
    text = (document.parent / "data/plan2022.yaml").read_text(encoding="utf-8")
    assert "  due: 2022-12-10\n" in text
    assert "# 待核：“每季度末月25日前”是定期的，没有登记为某一天。（第7行）" in text
    checked = gongkai("check", "--source", document.name)
    assert checked.code == 0
    assert "（100%）在方案里" in checked.out
    listed = gongkai("list", "--json").json["items"]
    assert [(item["id"], item["title"], item["due"]) for item in listed] == [
        ("1.1", "做好政策解读", "2022-06-30"),
        ("1.2", "规范办事公开", "2022-12-10"),
    ]


def test_an_existing_file_is_never_overwritten(document: Path, gongkai: Run) -> None:
    target = document.parent / "plan2022.yaml"
    target.write_text("我的", encoding="utf-8")
    answer = gongkai("plan", "import", document.name, "-o", target.name)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == ("错误：plan2022.yaml 已存在，没有改动。\n请换一个名称，或先把它移开。\n")
    assert target.read_text(encoding="utf-8") == "我的"


def test_a_dry_run_shows_the_outline_as_a_tree_and_writes_nothing(
    document: Path, gongkai: Run
) -> None:
    answer = gongkai("plan", "import", document.name, "--dry-run", "-o", "plan2022.yaml")
    assert answer.code == 0
    assert answer.out.splitlines()[:5] == [
        "云溪市住房和城乡建设局2022年政务公开工作要点分工方案　云建办〔2022〕8号",
        "一、重点任务",
        "  [1.1] 做好政策解读　（办公室牵头，各科室配合；6月底前）　期限：6月底前",
        "  [1.2] 规范办事公开　（质安、办公室，每季度末月25日前）　期限：每季度末月25日前　待核",
        "二、工作要求",
    ]
    assert [path.name for path in document.parent.iterdir()] == ["方案.txt"]


def test_the_same_doubt_of_several_items_is_listed_once(document: Path, gongkai: Run) -> None:
    rule = "以下任务均需各分局落实，不再列出。"
    document.write_text(SMALL.replace("（一）", f"{rule}\n（一）", 1), encoding="utf-8")
    answer = gongkai("plan", "import", document.name, "--dry-run")
    told = "按“以下任务均需各分局落实，不再列出”加上了各分局，请核对。"
    assert f"第7行起 [1.1、1.2] {told}\n" in answer.out
    assert "待核 7 处" in answer.err


def test_json_names_items_units_doubts_and_completeness(document: Path, gongkai: Run) -> None:
    told = gongkai("plan", "import", document.name, "--dry-run", "--json").json
    assert (told["schema_version"], told["kind"]) == (1, "import")
    assert told["plan"] == {
        "title": "云溪市住房和城乡建设局2022年政务公开工作要点分工方案",
        "year": 2022,
        "due": "2022-12-10",
    }
    assert [item["id"] for item in told["items"]] == ["1.1", "1.2"]
    assert told["held"] == told["characters"] > 150
    assert told["doubts"]


def test_text_may_be_pasted_on_standard_input(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongkai_cli", "plan", "import", "-", "-o", "plan2022.yaml"],
        cwd=folder,
        input=SMALL.encode("gb18030"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "云建办〔2022〕8号" in (folder / "plan2022.yaml").read_text(encoding="utf-8")


def test_what_the_program_prints_as_word_it_reads_back(folder: Path, gongkai: Run) -> None:
    plan = scenes.scene(folder / "office", "empty")
    file = scenes.registry(plan).plan_file()
    (folder / "方案.docx").write_bytes(plan_document.write(file, scenes.AT))
    assert gongkai("plan", "import", "方案.docx", "-o", "data/plan2019.yaml").code == 0
    same = gongkai("plan", "diff", str(plan), "data/plan2019.yaml", "--json").json
    assert not [pair for pair in same["pairs"] if pair.get("reworded")] if "pairs" in same else True
    checked = gongkai("check", "--source", "方案.docx")
    assert checked.code == 0
    assert "原文 3902/3902 字（100%）" in checked.out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("方案.txt",),
            "错误：没有写明草稿放到哪里。\n如：-o data/plan2020.yaml；只看看的，加 --dry-run。\n",
        ),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    args: tuple[str, ...], told: str, document: Path, gongkai: Run
) -> None:
    del document
    answer = gongkai("plan", "import", *args)
    assert (answer.code, answer.out, answer.err) == (2, "", told)


@pytest.mark.parametrize("name", ["方案.doc", "方案.pdf", "方案.xlsx", "没有.docx", "目录"])
def test_other_files_are_refused_with_a_remedy(name: str, folder: Path, gongkai: Run) -> None:
    content = {"方案.doc": bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "方案.pdf": b"%PDF-1.7"}
    if name == "目录":
        (folder / name).mkdir()
    elif name != "没有.docx":
        (folder / name).write_bytes(content.get(name, b"PK\x05\x06" + b"\0" * 18))
    answer = gongkai("plan", "import", name, "--dry-run")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("错误：")
    assert len(answer.err.splitlines()) == 2


def test_units_of_an_existing_plan_are_taken(office: Path, gongkai: Run) -> None:
    (office / "方案.txt").write_text(SMALL, encoding="utf-8")
    args = ("--units", "data/plan2019.yaml", "-o", "data/plan2022.yaml")
    assert gongkai("plan", "import", "方案.txt", *args).code == 0
    text = (office / "data/plan2022.yaml").read_text(encoding="utf-8")
    assert "- name: 质安科\n    kind: 科室\n    aliases: [质安]" in text


def test_hostile_words_stay_words(folder: Path, gongkai: Run) -> None:
    text = SMALL.replace("政策文件与解读", "#{}[]: - \"'\\ \x1b[31m\u202e&x *y !!python 文件与解读")
    (folder / "方案.txt").write_text(text, encoding="utf-8")
    assert gongkai("plan", "import", "方案.txt", "-o", "plan2022.yaml").code == 0
    raw = (folder / "plan2022.yaml").read_bytes()
    assert b"\x1b" not in raw
    assert gongkai("list").code == 0
    shown = gongkai("show", "1.1").out
    assert "!!python" in shown
    assert io.StringIO(shown).read() == shown


CARDS = """\
云溪市2022年政务公开工作台账
一、重点公开
【序号】01
【事项名称】公开预算
【具体措施】在网站公开部门预算。
【责任科室】财务科
【序号】02
【事项名称】公开决算
【具体措施】在网站公开部门决算。
【责任科室】财务科
"""


def test_words_that_stand_elsewhere_count_as_held_and_are_told(
    document: Path, gongkai: Run
) -> None:
    document.write_text(CARDS, encoding="utf-8")
    answer = gongkai("plan", "import", document.name, "--dry-run")
    assert "，100.00%；其中 " in answer.err
    assert " 字的位置与原件不同。\n" in answer.err
    assert answer.out.count("表：【序号】、【事项名称】、【具体措施】、【责任科室】") == 1
    assert "\n    01 公开预算\n" in answer.out
    told = gongkai("plan", "import", document.name, "--dry-run", "--json").json
    assert told["held"] == told["characters"]
    assert told["moved"] > 0

"""`gongkai show`: one item, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "name",
    ["三1(1)", "（三）1.（1）", "(三)1.(1)", "三、1、(1)", "三-1-1", "3．1．1", "３.１.１", "三1①"],
)
def test_an_item_is_found_however_its_number_is_written(name: str, gongkai: Run) -> None:
    assert gongkai("show", name) == gongkai("show", "3.1.1")


@pytest.mark.usefixtures("office")
def test_everything_that_is_known_of_an_item_is_shown(gongkai: Run) -> None:
    gongkai("status", "set", "3.1.1", "推进中", "--note", "已拟稿", "-e", "https://x.gov.cn/a")
    answer = gongkai("show", "3.1.1")
    facts = {row[0]: row[1] for row in answer.rows if len(row) == 2}
    assert facts["事项"] == "3.1.1  扶贫信息公开"
    assert facts["序号"] == "（三）1.（1）"
    assert facts["分工"] == "城乡科"
    assert facts["原文"].startswith("重点做好扶贫相关政策举措")
    assert facts["期限"] == "2019年12月25日（原文：12月25日前），报办公室"
    assert facts["公开渠道"] == "本单位政府门户网站的重点领域栏目"
    assert answer.rows[-2] == [
        *("城乡科", "责任", "推进中", "正常", "2019-11-20", "已拟稿", "https://x.gov.cn/a")
    ]


@pytest.mark.usefixtures("office")
def test_doubts_of_the_document_are_shown(gongkai: Run) -> None:
    doubts = "\n".join(row[1] for row in gongkai("show", "3.1.2").rows if row[0] == "存疑")
    assert "原文没有“牵头”二字" in doubts
    assert "管理科" in doubts
    assert "质安科" in doubts
    assert "各相关科室" in gongkai("show", "3.2.1").out.split("存疑", 1)[1]


@pytest.mark.usefixtures("office")
def test_several_items_are_shown_one_after_the_other(gongkai: Run) -> None:
    answer = gongkai("show", "3.3", "1.1.1,3.3")
    heads = [row[1].split()[0] for row in answer.rows if row[0] == "事项"]
    assert heads == ["1.1.1", "3.3"]
    assert [i["id"] for i in gongkai("show", "1.1.1", "3.3", "--json").json["items"]] == heads


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("item", ["1.1.1", "3.1.2", "5.1"])
def test_a_page_fits_the_terminal_and_nothing_is_lost(
    columns: int, item: str, gongkai: Run
) -> None:
    note = "已在局门户网站重点领域栏目公开，并同步在政务新媒体推送。" * 4
    gongkai("status", "set", item, "推进中", "--unit", "城乡科", "--note", note)
    answer = gongkai("show", item, "--format", "table", COLUMNS=str(columns))
    assert max(map(cell_len, answer.out.splitlines())) <= columns
    assert "…" not in answer.out
    (found,) = gongkai("show", item, "--json").json["items"]
    squeezed = "".join(answer.out.split())
    assert "".join(found["text"].split()) in squeezed


def test_two_offices_words_that_did_not_see_each_other_are_shown(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "推进中", "--by", "李四")
    ledger = small / "plan2019.progress.yaml"
    ledger.rename(small / "plan2019.progress-甲.yaml")
    (small / "hidden").mkdir()
    (small / "plan2019.progress-甲.yaml").rename(small / "hidden" / "甲")
    gongkai("status", "set", "1.1", "受阻", "--by", "王五")
    (small / "hidden" / "甲").rename(small / "plan2019.progress-甲.yaml")
    answer = gongkai("show", "1.1")
    assert "“办公室”同时修改：另有 推进中（李四）" in answer.out
    (part,) = gongkai("show", "1.1", "--json").json["items"][0]["assignments"]
    assert (part["state"], part["concurrent"]) == ("blocked", True)
    gongkai("status", "set", "1.1", "已完成")
    assert "同时修改" not in gongkai("show", "1.1").out
    assert gongkai("check").code == 0


def test_a_word_on_an_older_text_asks_for_another_look(small: Path, gongkai: Run) -> None:
    gongkai("status", "set", "1.1", "已完成")
    plan = small / "plan2019.yaml"
    plan.write_text(plan.read_text("utf-8").replace("政策文件及解读。", "政策文件。"), "utf-8")
    assert "文字已改，请复核" in gongkai("show", "1.1").out
    assert "[reworded]" in gongkai("check").out
    gongkai("status", "set", "1.1", "已完成")
    assert "文字已改" not in gongkai("show", "1.1").out

"""`gongkai remind`: who owes what, by urgency; notices and calendar files for those who do."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import scenes
import words
from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.fixture
def half(folder: Path) -> Path:
    """A folder with the shipped plan, half of it reported."""
    scenes.scene(folder / "office", "half")
    for path in (folder / "office").iterdir():
        path.rename(folder / path.name)
    return folder


def reminded(gongkai: Run, *args: str) -> list[dict[str, Any]]:
    answer = gongkai("remind", "--json", *args)
    assert answer.code == 0
    assert answer.json["kind"] == "reminders"
    return list(answer.json["reminders"])


# -- on the terminal -------------------------------------------------------------------------------


def test_it_lists_what_the_report_says_is_owed(half: Path, gongkai: Run) -> None:
    del half
    owed = gongkai("report", "--json", "--today", "2019-12-20").json["outstanding"]
    listed = reminded(gongkai, "--today", "2019-12-20")
    assert {(line["unit"], line["item"], line["owes"]) for line in listed} == {
        (line["unit"], line["item"], line["owes"]) for line in owed
    }


def test_the_most_urgent_comes_first_and_urgency_follows_the_working_days(
    small: Path, gongkai: Run
) -> None:
    del small
    assert gongkai("status", "set", "2.1", "受阻").code == 0
    for today, urgencies in {
        "2019-11-20": ["near", "near", "blocked", "normal"],
        "2019-11-27": ["urgent", "urgent", "blocked", "normal"],
        "2019-12-11": ["late", "late", "near", "blocked"],
        "2019-12-20": ["late", "late", "urgent", "urgent"],
        "2019-12-25": ["late", "late", "urgent", "urgent"],
        "2019-12-26": ["late", "late", "late", "late"],
    }.items():
        listed = reminded(gongkai, "--today", today)
        order = ["late", "urgent", "near", "blocked", "normal"]
        assert [line["urgency"] for line in listed] == sorted(urgencies, key=order.index), today
    assert [line["days_left"] for line in reminded(gongkai, "--today", "2019-12-26")] == [
        -26,
        -26,
        -1,
        -1,
    ]


def test_units_and_lamps_can_be_chosen(half: Path, gongkai: Run) -> None:
    del half
    today = ("--today", "2019-12-20")
    units = {line["unit"] for line in reminded(gongkai, "--unit", "管理,质安", *today)}
    assert units == {"管理科", "质安科"}
    assert reminded(gongkai, "--lamp", "红", *today) == []
    lamps = {line["lamp"] for line in reminded(gongkai, "--lamp", "红,黄", *today)}
    assert lamps == {"yellow"}


def test_the_table_says_how_many_of_each(half: Path, gongkai: Run) -> None:
    del half
    answer = gongkai("remind", "--format", "table", "--today", "2019-12-20", "--unit", "管理科")
    assert answer.code == 0
    head, _, first, *_ = answer.out.splitlines()
    assert head.split() == ["程度", "期限", "还剩", "单位", "角色", "情况", "项数", "事项"]
    assert first.split()[:7] == ["▲紧急", "12-25", "5", "天", "管理科", "责任", "未反馈"]
    assert answer.err == "1 个单位：紧急 23 项。\n"


def test_in_csv_each_item_has_a_line(half: Path, gongkai: Run) -> None:
    del half
    answer = gongkai("remind", "--csv", "--unit", "管理科", "--today", "2020-01-06")
    lines = answer.out.lstrip("\ufeff").splitlines()
    assert lines[0] == "程度,期限,还剩,单位,角色,情况,编号,标题"
    assert lines[1] == "逾期,2019-12-25,已过 12 天,管理科,责任,未反馈,1.1.1,政策文件解读"
    assert len(lines) == 24


@pytest.mark.usefixtures("folder")
def test_when_nothing_is_owed_it_says_so(folder: Path, gongkai: Run) -> None:
    plan = scenes.scene(folder / "office", "complete")
    answer = gongkai("--plan", str(plan), "remind", "--format", "table", "--today", "2019-12-20")
    assert (answer.code, answer.err) == (0, "没有要催办的。\n")
    written = gongkai("--plan", str(plan), "remind", "-o", "催办", "--today", "2019-12-20")
    assert (written.code, written.err) == (0, "没有要催办的。\n")
    assert not (folder / "催办").exists()


# -- notices ---------------------------------------------------------------------------------------


def test_a_notice_has_basis_dates_items_contact_and_signature(half: Path, gongkai: Run) -> None:
    plan = half / "data" / "plan2019.yaml"
    text = plan.read_text(encoding="utf-8")
    contact = "  contact: 办公室，王五，12345"
    plan.write_text(text.replace("  # contact: 办公室，姓名，电话", contact), encoding="utf-8")
    args = ("--unit", "管理科", "--by", "2020-01-10", "--today", "2020-01-06")
    answer = gongkai("remind", "-o", "催办", *args)
    assert (answer.code, answer.out) == (0, "已写入 催办/2019年政务公开催办通知-管理科.docx\n")
    found = [
        line
        for line in words.lines((half / "催办/2019年政务公开催办通知-管理科.docx").read_bytes())
        if line.text
    ]
    assert found[0][:2] == ("Title", "关于催办2019年\n政务公开工作要点落实情况的通知")
    assert found[1].text == "管理科："
    assert found[2].text == (
        "按照《汕尾市住房和城乡建设局2019年政务公开工作要点分工实施方案》（汕建办字〔2019〕23号），"
        "有关工作落实情况应于2019年12月25日前（含当日）报办公室。截至2020年1月6日，管理科尚有23项未反馈。"
    )
    assert found[3][:2] == ("heading 1", "一、未反馈的事项")
    assert found[4].text.startswith("1.（一）1.（1）政策文件解读（责任）。认真落实《广东省")
    assert sum(line.text[0].isdigit() for line in found[4:-3]) == 23
    assert found[-3].text == (
        "请于2020年1月10日前（含当日）将上述事项的落实情况填入《2019年政务公开落实情况填报表》，报办公室。"
        "逾期仍未反馈的，列为未反馈事项写入落实情况报告。联系人：办公室，王五，12345。"
    )
    assert [line.text for line in found[-2:]] == ["办公室", "2020年1月6日"]
    assert not any(line.missing for line in found)


def test_without_a_contact_the_notice_marks_the_gap(half: Path, gongkai: Run) -> None:
    args = ("--unit", "管理科", "--today", "2019-12-20")
    assert gongkai("remind", "-o", "催办", *args).code == 0
    (path,) = (half / "催办").iterdir()
    missing = [line.missing for line in words.lines(path.read_bytes()) if line.missing]
    assert missing == ["（联系人和电话待补）"]


def test_what_is_reported_but_not_finished_stands_apart(half: Path, gongkai: Run) -> None:
    args = ("--unit", "行政审批科", "--today", "2019-12-20", "--format", "txt")
    assert gongkai("remind", "-o", "催办", *args).code == 0
    (path,) = (half / "催办").iterdir()
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").splitlines()
    assert lines[0] == "【催办】行政审批科："
    assert "行政审批科尚有3项未反馈、6项已反馈、未办结。" in lines[1]
    assert lines[2] == "未反馈（3项）："
    assert lines[6] == "已反馈、未办结（6项）："
    assert "放管服改革信息公开（牵头，受阻）。" in "\n".join(lines[7:])
    assert lines[-1] == "办公室　2019年12月20日"


def test_items_with_a_date_of_their_own_say_it(small: Path, gongkai: Run) -> None:
    args = ("--unit", "城乡科", "--format", "txt", "--today", "2019-11-28")
    assert gongkai("remind", "-o", "催办", *args).code == 0
    (path,) = (small / "催办").iterdir()
    text = path.read_text(encoding="utf-8-sig")
    assert "1. （一）2.回应关切（牵头，期限2019年11月30日）。" in text
    assert "请于2019年12月25日前（含当日，另注期限的按所注期限）" in text


def test_every_unit_that_owes_gets_its_own_file(half: Path, gongkai: Run) -> None:
    owing = {line["unit"] for line in reminded(gongkai, "--today", "2019-12-20")}
    assert gongkai("remind", "-o", "催办.zip", "--today", "2019-12-20").code == 0
    with zipfile.ZipFile(half / "催办.zip") as archive:
        assert {name.rpartition("-")[2] for name in archive.namelist()} == {
            f"{unit}.docx" for unit in owing
        }


def test_a_dry_run_writes_nothing(half: Path, gongkai: Run) -> None:
    args = ("remind", "-o", "催办", "--unit", "管理科", "--today", "2019-12-20")
    answer = gongkai(*args, "--dry-run")
    assert (answer.code, answer.out) == (0, "将写入 催办/2019年政务公开催办通知-管理科.docx\n")
    assert not (half / "催办").exists()
    assert gongkai(*args).code == 0
    again = gongkai(*args)
    assert (again.code, again.out) == (3, "")
    assert "已存在，什么都没有写。" in again.err
    assert gongkai(*args, "--force").code == 0


# -- calendar files --------------------------------------------------------------------------------


def calendar(folder: Path, gongkai: Run, *args: str) -> Any:
    assert gongkai("remind", "-o", "日历", "--format", "ics", *args).code == 0
    (path,) = (folder / "日历").iterdir()
    raw = path.read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n")
    return Calendar.from_ical(raw)


def test_deadlines_are_whole_day_events_with_alarms(half: Path, gongkai: Run) -> None:
    found = calendar(half, gongkai, "--unit", "管理科", "--today", "2019-12-02")
    (event,) = found.walk("VEVENT")
    assert not event.errors
    assert event["dtstart"].dt == date(2019, 12, 25)
    assert event["dtend"].dt == date(2019, 12, 26)
    assert str(event["summary"]) == "管理科：政务公开落实情况期限（23项）"
    assert "（一）1.（1）政策文件解读（责任）。" in str(event["description"])
    midnight = datetime(2019, 12, 25, tzinfo=UTC)
    rings = [midnight + alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert [f"{ring:%m-%d %H:%M}" for ring in rings] == [
        "12-11 09:00",
        "12-20 09:00",
        "12-25 09:00",
    ]


def test_alarms_that_are_past_do_not_ring(half: Path, gongkai: Run) -> None:
    found = calendar(half, gongkai, "--unit", "管理科", "--today", "2019-12-23")
    (event,) = found.walk("VEVENT")
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=9)]


def test_each_due_date_is_an_event_and_a_new_date_is_one_for_all(small: Path, gongkai: Run) -> None:
    found = calendar(small, gongkai, "--unit", "办公室", "--today", "2019-11-20")
    assert [event["dtstart"].dt for event in found.walk("VEVENT")] == [
        date(2019, 11, 30),
        date(2019, 12, 25),
    ]
    args = ("--unit", "办公室", "--today", "2019-12-20", "--by", "2019-12-27", "--force")
    (event,) = calendar(small, gongkai, *args).walk("VEVENT")
    assert event["dtstart"].dt == date(2019, 12, 27)


def test_an_event_that_is_written_again_is_the_same_event(small: Path, gongkai: Run) -> None:
    args = ("--unit", "城乡科", "--today", "2019-11-20", "--force")
    (one,) = calendar(small, gongkai, *args).walk("VEVENT")
    (two,) = calendar(small, gongkai, *args).walk("VEVENT")
    assert one["uid"] == two["uid"]
    (other,) = calendar(small, gongkai, "--unit", "城乡科", "--today", "2019-12-20",
                        "--by", "2019-12-27", "--force").walk("VEVENT")  # fmt: skip
    assert other["uid"] != one["uid"]


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            ("-o", "催办"),
            "错误：有的事项期限已过，通知里要写新的期限。\n请写 --by 日期，如 --by 2020-01-02。\n",
        ),
        (
            ("-o", "催办", "--by", "2019-12-01"),
            "错误：新的期限 2019-12-01 已经过了。\n今天是2019年12月26日，请写今天以后的日期。\n",
        ),
        (
            ("-o", "催办", "--format", "pdf"),
            "错误：不会写“pdf”这种文件。\n可用：docx、txt、ics。\n",
        ),
        (
            ("--format", "ics"),
            "错误：没有写明放到哪里。\n如：gongkai remind -o 催办\n",
        ),
        (
            ("--by", "2019-12-27"),
            "错误：没有写明放到哪里。\n如：gongkai remind -o 催办\n",
        ),
        (
            ("--lamp", "蓝"),
            "错误：没有“蓝”这个灯。\n可用：红、黄、绿、完成。\n",
        ),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    args: tuple[str, ...], told: str, gongkai: Run
) -> None:
    answer = gongkai("remind", *args, "--today", "2019-12-26")
    assert (answer.code, answer.out, answer.err) == (2, "", told)

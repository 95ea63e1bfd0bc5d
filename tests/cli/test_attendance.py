"""rollcall: a class is registered from a shell, which has no clock but the computer's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.standing.absences import last_school_day

TODAY = date.today().isoformat()
YESTERDAY = last_school_day(TODAY, SchoolCalendar())  # the last day of school before today
BEFORE = last_school_day(YESTERDAY, SchoolCalendar())


@pytest.fixture
def school(shell, file):
    """Return (ledger file, {name: id}): three children in 三(1)班, one in 三(2)班."""
    ids = {}
    for name, number in (("王一", "1"), ("李二", "1"), ("赵涛", "1"), ("钱四", "2")):
        said = shell("add", file, "student", "-", f"name={name}", "grade=3", f"class_no={number}",
                     "school=福利镇中心小学", "--json")  # fmt: skip
        ids[name] = said.json["id"]
    return file, ids


def rules_of(shell, file, child, on):
    found = shell("due", file, "--on", on, "--json").json
    return {each["rule"] for each in found if each["student"] == child}


def test_the_contract(shell, school):
    file, ids = school
    said = shell("rollcall", file, "--school", "福利镇中心小学", "--grade", 3, "--class", 1,
                 "--on", BEFORE, "--absent", f"{ids['赵涛']},{ids['李二']}", "--json")  # fmt: skip
    assert said.code == 0, said.err
    assert said.json | {"id": ""} == {
        "id": "", "state": "new", "school": "福利镇中心小学", "grade": "3", "class": "1",
        "on": BEFORE, "kind": "点名", "listed": 3, "present": 1,
        "absent": [{"id": ids["李二"], "name": "李二"}, {"id": ids["赵涛"], "name": "赵涛"}],
        "ended": [], "away": [], "notes": [],
    }  # fmt: skip
    assert "absence_same_day" in rules_of(shell, file, ids["赵涛"], BEFORE)
    back = shell("rollcall", file, "--grade", "三年级", "--class", "1班", "--on", YESTERDAY)
    assert (back.code, back.out.splitlines()[1]) == (0, "缺勤结束：李二、赵涛")
    assert not rules_of(shell, file, ids["赵涛"], YESTERDAY) & {"absence_1", "still_missing"}
    undone = shell("undo", file)
    assert "点名：福利镇中心小学三(1)班" in undone.out
    assert "still_missing" in rules_of(shell, file, ids["赵涛"], YESTERDAY)


def test_reasons_leave_and_who_came_all_the_same(shell, school):
    file, ids = school
    until = (date.fromisoformat(YESTERDAY) + timedelta(days=1)).isoformat()
    said = shell("rollcall", file, "--grade", 3, "--class", 1, "--on", BEFORE,
                 "--absent", f"赵涛:病假:{until}，李二：旷课", "--by", "王老师")  # fmt: skip
    assert said.code == 0, said.err
    assert rules_of(shell, file, ids["赵涛"], BEFORE) == {"leave_over"}
    assert "absence_same_day" in rules_of(shell, file, ids["李二"], BEFORE)
    next_day = ("rollcall", file, "--grade", 3, "--class", 1, "--on", YESTERDAY, "--json")
    assert [each["name"] for each in shell(*next_day).json["away"]] == ["赵涛"]
    came = shell(*next_day, "--arrived", "赵涛", "--replace")
    assert (came.json["state"], came.json["present"]) == ("replaced", 3)


@pytest.mark.parametrize(
    ("words", "said", "way_on"),
    [
        (("--class", "9"), "没有三(9)班", "三(1)班、三(2)班"),
        ((), "没有写是哪个班", "三(1)班、三(2)班"),
        (("--school", "没有的小学"), "还没有学校“没有的小学”", "设置"),
        (("--class", "1", "--absent", "钱四"), "三(2)班的，不是", "换了班"),
        (("--class", "1", "--absent", "无人"), "没有找到学生“无", "姓名"),
        (("--class", "1", "--absent", "王一:火星"), "没有缺勤事由“火星”", "病假"),
        (("--class", "1", "--absent", "王一", "--arrived", "王一"), "只能记一样", ""),
        (("--class", "1", "--kind", "开会"), "点名种类", "报到"),
        (("--class", "1", "--on", "2026-10-04"), "不上课", "补课"),
        (("--class", "1", "--on", "明天吧"), "不是日期", "2026-11-21"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_way_on(shell, school, words, said, way_on):
    file, _ = school
    given = () if "--on" in words else ("--on", YESTERDAY)
    refused = shell("rollcall", file, "--grade", "3", *given, *words)
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err
    assert way_on in refused.err


def test_twice_on_one_day(shell, school):
    file, _ = school
    words = ("rollcall", file, "--grade", "3", "--class", "1", "--on", YESTERDAY)
    assert shell(*words).code == 0
    assert "没有变化" in shell(*words).out
    other = shell(*words, "--absent", "赵涛")
    assert other.code == 1
    assert "已经登记过点名" in other.err
    assert "代替" in shell(*words, "--absent", "赵涛", "--replace").out


def test_two_children_of_one_name_are_told_apart(shell, school):
    file, ids = school
    shell("add", file, "student", "-", "name=赵涛", "grade=3", "class_no=1",
          "school=福利镇中心小学", "birth_date=2017-03-11")  # fmt: skip
    words = ("rollcall", file, "--grade", "3", "--class", "1", "--on", YESTERDAY, "--absent")
    refused = shell(*words, "赵涛")
    assert (refused.code, "有 2 个“赵涛”" in refused.err) == (1, True)
    assert shell(*words, ids["赵涛"][:8]).code == 0

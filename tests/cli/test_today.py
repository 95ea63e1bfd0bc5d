"""today and board: what is to be done, folded; where all children stand."""

from __future__ import annotations

from datetime import date

import pytest

DUE = {"rule", "student", "name", "due_on", "state", "who", "action"}


@pytest.fixture
def classes(shell, file):
    """Return a ledger with five children of one class, one of another, one of none."""
    for number in range(5):
        add(shell, file, f"王{number}", "年级=三年级", "班级=1", "学校=福利镇中心小学")
    add(shell, file, "李一", "年级=四年级", "班级=2", "学校=福利镇中心小学")
    add(shell, file, "张一")
    return file


def add(shell, file, name, *given):
    said = shell("add", file, "学生", "-", f"姓名={name}", *given, "--json")
    assert said.code == 0, said.err
    return said.json["id"]


def test_children_nobody_has_seen_are_counted_by_class_and_named_where_they_are_few(shell, classes):
    found = shell("today", classes, "--json").json
    assert set(found) == {"lines", "classes", "counts", "months"}
    assert all(set(line) == DUE for line in found["lines"])
    assert found["classes"] == [
        {"school": "福利镇中心小学", "grade": "三年级", "class": "1", "unverified": 5},
        {"school": "福利镇中心小学", "grade": "四年级", "class": "2", "unverified": 1},
        {"school": "", "grade": "", "class": "", "unverified": 1},
    ]
    named = {line["name"] for line in found["lines"] if line["rule"] == "unverified"}
    assert named == {"李一", "张一"}
    plain = shell("today", classes)
    assert "福利镇中心小学 三(1)班\t5 人本学期还没有核实在校" in plain.out
    assert plain.out.count("\n") < 7


def test_the_five_of_the_board_add_up_to_all(shell, classes):
    seen = f"seen_on={date.today().isoformat()}"
    shell("add", classes, "sighting", "王0", seen, "kind=到校")
    found = shell("board", classes, "--json").json
    assert [each["standing"] for each in found["places"]] == [
        "seen", "case", "for_a_time", "gone", "unverified"
    ]  # fmt: skip
    assert found["all"] == 7 == sum(each["count"] for each in found["places"])
    for place in found["places"]:
        assert place["count"] == sum(figure["count"] for figure in place["figures"])
    assert shell("board", classes).out.startswith("全部 7 = 在校有据 ")


def test_show_says_why_and_until_when(shell, classes):
    shown = shell("show", classes, "王1", "--json").json
    assert shown["standing"] == "unverified"
    assert shown["standing_name"] == "未核实"
    assert shown["why"].endswith("查清前一直列在今日")
    assert "why: " in shell("show", classes, "王1").out


def test_an_empty_ledger_has_nobody_anywhere(shell, file):
    assert shell("today", file, "--json").json["classes"] == []
    assert shell("board", file, "--json").json["all"] == 0

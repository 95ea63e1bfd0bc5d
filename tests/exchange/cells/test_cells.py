"""What single cells say: numbers, names with remarks, schools, classes, telephones, ticks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger_app.catalogue import STUDENT
from ledger_app.exchange.cells.cell_words import as_meant
from ledger_app.exchange.cells.class_columns import read_class
from ledger_app.exchange.cells.id_cells import (
    is_register_number,
    move_register_numbers,
    read_id,
)
from ledger_app.exchange.cells.phones import first_numbers, kept_apart, without_place
from ledger_app.exchange.cells.places.school_cells import school_cell
from ledger_app.exchange.cells.remarks import (
    is_no_name,
    name_and_remark,
    says_gone,
    tells_of_leaving,
    without_numbering,
)
from ledger_app.exchange.cells.row_problem import ProblemKind
from ledger_app.exchange.cells.ticked_options import ticked
from ledger_app.exchange.layout.class_names import NOTHING, ClassName
from tests.exchange.samples import GANG, TWIN_A

TODAY = date(2026, 11, 21)
WRONG = GANG[:-1] + ("0" if GANG[-1] != "0" else "1")


# Identity numbers.


@pytest.mark.parametrize(
    "cell",
    [
        GANG,
        f" {GANG} ",
        f"G{GANG}",
        f"身份证:{GANG}",
        f"{GANG}(本人)",
        f"{GANG[:6]}-{GANG[6:14]}-{GANG[14:]}",
    ],
)
def test_a_sound_number_is_read_with_birth_date_and_sex(cell: str) -> None:
    reading = read_id(cell, TODAY)
    assert (reading.number, reading.typed, reading.problem) == (GANG, GANG, "")
    assert (reading.birth, reading.sex, reading.digits) == ("2017-03-11", "1", "")


def test_an_x_may_be_a_cross() -> None:
    ending = next(n for n in (f"5299012017031{k:04}" for k in range(9999)) if _sound(f"{n}X"))
    assert read_id(f"本人{ending}×", TODAY).number == f"{ending}X"


def _sound(number: str) -> bool:
    return not read_id(number, TODAY).problem


def test_a_wrong_number_is_said_and_remembered_as_typed() -> None:
    reading = read_id(WRONG, TODAY)
    assert (reading.number, reading.typed, reading.birth) == (None, WRONG, None)
    assert "校验不通过" in reading.problem


def test_two_sound_numbers_in_one_cell_are_nobody_s() -> None:
    assert read_id(f"{GANG} {TWIN_A}", TODAY).number is None


def test_of_a_number_cut_by_a_spreadsheet_the_sure_digits_are_left() -> None:
    reading = read_id(float(GANG[:15] + "000"), TODAY)
    assert (reading.number, reading.digits, reading.birth) == (None, GANG[:15], "2017-03-11")
    assert reading.problem


def test_a_register_number_in_the_column_of_numbers_in_class_is_moved() -> None:
    rows: list[dict[str, Any]] = [
        {"class_seat_no": f"g{GANG}"},
        {"class_seat_no": "07"},
        {"class_seat_no": f"G{GANG}", "register_no": "L1"},
    ]
    move_register_numbers(rows)
    assert rows[0] == {"register_no": f"G{GANG}"}
    assert rows[1] == {"class_seat_no": "07"}
    assert rows[2]["register_no"] == "L1"
    assert not is_register_number(GANG)


# Names and remarks.


@pytest.mark.parametrize("text", ["男", "是", "123", "汉族", "(转走)", "王*刚", "王刚、李梅"])
def test_no_name(text: str) -> None:
    assert is_no_name(text)


@pytest.mark.parametrize("text", ["王刚", "李梅*", "阿卜杜热西提·买买提江", "男才"])
def test_a_name(text: str) -> None:
    assert not is_no_name(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("王刚(转走)", ("王刚", "转走")),
        ("王刚（住校）", ("王刚", "住校")),
        ("王刚(大)", ("王刚(大)", "")),
        ("王刚", ("王刚", "")),
    ],
)
def test_a_remark_behind_a_name(text: str, parts: tuple[str, str]) -> None:
    assert name_and_remark(text) == parts


@pytest.mark.parametrize("cell", ["1.王刚", "2、王刚", "(3)王刚", "12 王刚"])
def test_a_number_before_a_name(cell: str) -> None:
    assert without_numbering(cell) == "王刚"
    assert without_numbering(7) == 7


def test_a_remark_tells_of_leaving_unless_a_column_says_where_the_child_stands() -> None:
    assert tells_of_leaving({"remark": "已转走"})
    assert not tells_of_leaving({"remark": "爱画画"})
    assert not tells_of_leaving({"remark": "已转走", "register_status": "2"})
    assert not tells_of_leaving({"remark": "已转走", "in_school_status": "2"})
    assert not tells_of_leaving({})
    assert tells_of_leaving({"remark": "转学到县一小", "register_status": "1"})


@pytest.mark.parametrize(
    "remark",
    [
        "外地就读",
        "人在广东",
        "浙江打工",
        "学籍已转",
        "查无此人",
        "不是我校学生",
        "早婚",
        "外校借读在省外就读",
        "经常旷课",
        "全家搬走",
        "重复学籍",
        "随父母去广东读书",
        "转学到县一小",
        "已毕业",
        "名在人不在",
        "在浙江上学",
        "不读了",
        "没来",
        "未入学",
        "联系不上",
        "就读于县一中",
        "到县城读书",
        "残疾，送教上门",
        "已故",
        "空挂学籍",
        "人籍分离",
        "没报到",
        "读职高",
        "回老家读书",
        "去了贵阳",
        "随母改嫁到四川",
        "在家",
        "学籍在我校，人在外地读书",
        "母亲带去广东读书",
        "2025年复学，2026年又辍学",
        "休学后未复学",
    ],
)
def test_remarks_that_a_child_is_not_in_its_class(remark: str) -> None:
    assert says_gone(remark)


@pytest.mark.parametrize(
    "remark",
    [
        "住校",
        "父母在外务工",
        "父去世",
        "父亲去世，母亲改嫁",
        "母亲下落不明",
        "转学来",
        "由外校转入",
        "转学生",
        "2024年休学，2025年复学",
        "在校就读",
        "随爷爷生活",
        "随班就读",
        "外地户口",
        "回民",
        "不住校",
        "不在校吃饭",
        "劝返复学",
        "从县一小转来",
        "奶奶在家照顾",
        "低保户",
        "班长",
        "",
    ],
)
def test_remarks_that_leave_it_there(remark: str) -> None:
    assert not says_gone(remark)


# Schools and classes.


@pytest.mark.parametrize(
    ("text", "name", "grade", "instead"),
    [
        ("石门小学", "石门小学", "", ""),
        ("石门小学三年级", "石门小学", "3", ""),
        ("福利镇初级中学七年级2班", "福利镇初级中学", "7", ""),
        ("三年级", "", "3", ""),
        ("未入学", "", "", "未入学"),
        ("辍学在家", "", "", "辍学在家"),
        ("外出务工", "", "", "外出务工"),
        ("外地小学", "外地小学", "", ""),
        ("无", "", "", "无"),
        ("—", "", "", "—"),
        ("", "", "", ""),
    ],
)
def test_a_school_s_cell(text: str, name: str, grade: str, instead: str) -> None:
    cell = school_cell(text)
    assert (cell.name, cell.class_name.grade, cell.instead) == (name, grade, instead)
    assert cell.silent is (text == "—")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("三年级", "2", ""), ("3", "2")),
        (("", "301", ""), ("3", "1")),
        (("", "", "三年级2班"), ("3", "2")),
        (("四年级", "", "三年级2班"), ("4", "2")),
        (("", "2", ""), ("5", "2")),  # the grade of the title
        (("", "", ""), ("5", "9")),
        (("五年级", "", ""), ("5", "9")),
        (("六年级", "", ""), ("6", "")),  # the title's class is another grade's
    ],
)
def test_grade_and_class_come_from_cells_before_titles(
    cells: tuple[str, str, str], expected: tuple[str, str]
) -> None:
    named = read_class(*cells, NOTHING, ClassName("5", "9")).named
    assert (named.grade, named.class_no) == expected


def test_class_101_of_a_junior_school_is_no_first_grade() -> None:
    named = read_class("", "101", "", NOTHING, ClassName("7")).named
    assert (named.grade, named.class_no) == ("7", "101")


@pytest.mark.parametrize(
    ("cells", "kind", "about"),
    [
        (("十三年级", "", ""), ProblemKind.LEFT_OUT, "grade"),
        (("", "", "大班组"), ProblemKind.LEFT_OUT, "grade"),
        (("三年级", "四(2)班", ""), ProblemKind.CHECK, "class_no"),
    ],
)
def test_a_class_that_cannot_be_told(
    cells: tuple[str, str, str], kind: ProblemKind, about: str
) -> None:
    (problem,) = read_class(*cells, NOTHING, NOTHING).problems
    assert (problem.kind, problem.about) == (kind, about)


@pytest.mark.parametrize(
    "cells", [("三年级", "2", ""), ("", "", "2班"), ("", "", ""), ("3", "", "")]
)
def test_nothing_is_said_of_a_class_that_is_clear(cells: tuple[str, str, str]) -> None:
    assert read_class(*cells, NOTHING, NOTHING).problems == ()


# Telephones, words, ticks.


def test_the_second_number_of_a_cell_goes_where_it_fits() -> None:
    first, more = first_numbers(["13800000001/13900000002", "13800000003", "王大山13800000004"])
    assert first == ["13800000001", "13800000003", "王大山13800000004"]
    assert more == {0: ["13900000002"]}
    row = {"phone": "13800000001"}
    assert without_place(row, ["13800000001", "13900000002"]) == []
    assert row["phone2"] == "13900000002"
    assert without_place(row, ["13900000002", "13900000003"]) == ["13900000003"]


def test_several_numbers_do_not_run_together() -> None:
    assert kept_apart(["13800000001 13900000002", 5]) == ["13800000001/13900000002", 5]


def test_words_that_mean_something_else_in_a_list() -> None:
    assert as_meant("boards", ["住校", "走读", "是", 1]) == ["是", "否", "是", 1]
    assert as_meant("head_relation", ["父子", "孙女"]) == ["子", "孙女"]
    assert as_meant("postcode", [1234, "550200"]) == ["001234", "550200"]
    assert as_meant("left_behind_edu", ["1", "", "否"]) == ["是", "", "否"]
    assert as_meant("left_behind_edu", ["1", "2"]) == ["1", "2"]  # codes: 1 is 单亲
    assert as_meant("address", ["住校"]) == ["住校"]


@pytest.mark.parametrize(
    ("male", "female", "value", "said"),
    [
        ("√", "", "1", ""),
        ("", "√", "2", ""),
        ("", "女", "2", ""),
        ("×", "√", "2", ""),
        ("", "", None, ""),
        ("√", "√", None, "同时勾了"),
        ("是", "否", "1", ""),
        ("未知", "", None, "看不懂"),
    ],
)
def test_the_option_that_is_ticked(male: str, female: str, value: str | None, said: str) -> None:
    found, problem = ticked(STUDENT.field("sex"), [("1", male), ("2", female)])
    assert found == value
    assert said in problem
    assert bool(problem) is bool(said)

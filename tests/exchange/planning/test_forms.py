"""A form or a card for each child: read where plain, else refused by name; lists stay lists."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.layout.assignment import Assignment, SaidColumn, SheetAssignment
from ledger_app.exchange.planning.import_plan import ImportPlan
from ledger_app.exchange.reading.workbook import Range, Workbook, Worksheet
from tests.exchange.planning.test_plan import planned
from tests.exchange.samples import CHEN, GANG, MEI

ONE, TWO = "13800000001", "13800000002"


def read(rows: list[list[Any]], *merged: Range, copies: int = 1) -> ImportPlan:
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    sheets = [Worksheet(f"登记表{n}", full, merged) for n in range(copies)]
    return planned(Workbook("a.xlsx", "0" * 64, "xlsx", tuple(sheets)), unit_school=None)


def values(plan: ImportPlan, key: str) -> list[Any]:
    return [row.values.get(key) for row in plan.rows]


def family(plan: ImportPlan, at: int = 0) -> list[tuple[str, str, str]]:
    keys = ("relation", "name", "phone")
    return [
        tuple(str(each.values.get(key) or "") for key in keys)  # type: ignore[misc]
        for each in plan.rows[at].members
    ]


FORM: list[list[Any]] = [
    ["三（2）班学生信息表"],
    ["基本情况", "姓名", "王刚", "性别", "男", "照片"],
    ["", "民族", "汉族", "出生日期", "2017年3月11日", ""],
    ["", "身份证号", GANG, "", "", ""],
    ["家庭成员", "姓名", "关系", "电话", "工作单位", ""],
    ["", "王大山", "父亲", ONE, "务农", ""],
    ["", "周小兰", "母亲", TWO, "", ""],
    ["填表人：李四", "", "", "填表日期：2026年9月1日", "", ""],
]
MERGED: list[Range] = [(0, 0, 0, 5), (1, 0, 3, 0), (1, 5, 3, 5), (3, 2, 3, 4), (4, 0, 6, 0)]


def test_a_form_is_one_child_with_its_family_and_the_class_of_its_title() -> None:
    plan = read(FORM, *MERGED)
    (row,) = plan.rows
    wanted = {"name": "王刚", "sex": "1", "id_no": GANG, "grade": "3", "class_no": "2"}
    assert wanted.items() <= dict(row.values).items()
    assert family(plan) == [("51", "王大山", ONE), ("52", "周小兰", TWO)]
    assert {each.row for each in plan.ignored} == {1, 3, 4, 5, 6, 7, 8}


def test_several_forms_on_one_sheet_each_with_what_stands_above_its_name() -> None:
    form = [["学生情况登记表"], ["班级", "三(1)班", "学号", "01"]]
    first = [*form, ["姓名", "王刚", "性别", "男"], ["身份证号", GANG, "父亲姓名", "王大山"]]
    second = [
        ["学生情况登记表"],
        ["班级", "四(2)班", "学号", "02"],
        ["姓名", "李梅", "性别", "女"],
        ["身份证号", MEI, "父亲姓名", "李小河"],
    ]
    plan = read([*first, *second])
    assert values(plan, "name") == ["王刚", "李梅"]
    assert values(plan, "class_no") == ["1", "2"]
    assert [family(plan, at)[0][1] for at in (0, 1)] == ["王大山", "李小河"]


def test_the_telephones_of_a_form_belong_to_whom_they_stand_behind() -> None:
    rows = [["姓名", "王刚", "性别", "男"], ["身份证号", GANG, "血型", "A型"]]
    rows += [["监护人姓名", "王大山", "与学生关系", "父亲", "联系电话", ONE]]
    rows += [["班主任", "周老师", "联系电话", TWO]]
    plan = read(rows)
    assert (values(plan, "guardian_phone"), values(plan, "teacher_phone")) == ([ONE], [TWO])
    assert values(plan, "phone") == [None]
    # Named, not dropped; and by no letter: the sheet has no such column.
    assert [(each.heading, each.letter) for each in plan.unmapped_columns] == [("血型", "")]


def test_a_form_with_a_value_that_is_wrong_is_read_and_the_value_said() -> None:
    rows = [["姓名", "王刚", "性别", "男"], ["民族", "汗族", "身份证号", GANG]]
    plan = read([*rows, ["出生日期", "2017年3月11日", "联系电话", ONE]])
    assert (values(plan, "name"), values(plan, "ethnic")) == (["王刚"], [None])
    assert any("汗族" in problem.text for problem in plan.problems)


def test_captions_with_what_they_do_not_ask_for_are_no_form() -> None:
    rows = [["姓名", "王刚", "性别", "血型"], ["民族", "政治", "出生日期", "籍贯"]]
    with pytest.raises(LedgerError):
        read([*rows, ["身份证号", GANG, "联系电话", ONE]])


CARD = [["姓名", "王刚"], ["性别", "男"], ["身份证号", GANG], ["家庭住址", "石门村3组"]]


@pytest.mark.parametrize(
    "rows",
    [
        CARD,
        [["学生卡"], ["姓名：王刚", "性别：男"], ["身份证号：" + GANG], ["家庭住址：石门村3组"]],
        [["一、基本情况"], *CARD, ["班主任签字：", ""]],
    ],
)
def test_a_card_with_a_line_for_each_thing_is_read(rows: list[list[Any]]) -> None:
    plan = read(rows)
    assert (values(plan, "name"), values(plan, "id_no")) == (["王刚"], [GANG])
    assert values(plan, "address") == ["石门村3组"]


def test_cards_below_each_other_and_beside_each_other_are_a_child_each() -> None:
    below = read([*CARD, [], ["姓名", "李梅"], ["性别", "女"], ["身份证号", MEI]])
    assert (values(below, "name"), values(below, "id_no")) == (["王刚", "李梅"], [GANG, MEI])
    rows = [["姓名", "王刚", "李梅", "陈一"], ["性别", "男", "女", "男"]]
    beside = read([*rows, ["身份证号", GANG, MEI, CHEN]])
    assert values(beside, "name") == ["王刚", "李梅", "陈一"]
    assert values(beside, "id_no") == [GANG, MEI, CHEN]


def test_parents_of_a_form_that_cannot_be_read_are_no_pupils() -> None:
    rows = [["姓名", "王刚(小名)x", "性别", "男"], ["出生日期", "2017-03-11", "民族", "汉"]]
    with pytest.raises(LedgerError, match="一人一张的登记表"):
        read([*rows, ["姓名", "关系", "电话", "单位"], ["王大山", "父亲", ONE, ""]])


@pytest.mark.parametrize(
    "heading",
    [
        ["姓名", "爱好特长", "性别", "血型", "民族", "政治面貌"],
        ["姓名", "奖惩情况", "性别", "民族", "身高", "年级"],
        ["序号", "姓名", "曾用名", "性别", "民族", "备注"],
    ],
)
def test_a_list_with_columns_of_its_own_stays_a_list(heading: list[str]) -> None:
    at = heading.index("姓名")
    rows = [["x"] * len(heading) for _ in range(2)]
    for row, name, sex in zip(rows, ("王刚", "李梅"), ("男", "女"), strict=True):
        row[at], row[heading.index("性别")], row[heading.index("民族")] = name, sex, "汉"
    assert values(read([heading, *rows]), "name") == ["王刚", "李梅"]


def test_that_no_school_is_named_is_said_once_for_many_forms() -> None:
    plan = read(CARD, copies=30)
    said = [problem for problem in plan.problems if "没有写是哪所学校" in problem.text]
    assert len(said) == 1
    assert "30 个名单" in said[0].text


def test_what_a_person_says_of_a_sheet_of_forms_counts() -> None:
    rows = [*CARD, [], ["姓名", "李梅"], ["性别", "女"], ["身份证号", MEI]]
    sheet = Worksheet("登记表", [row + [""] * (2 - len(row)) for row in rows])
    said = SheetAssignment(
        columns=(SaidColumn("", "家庭住址", "户口所在地"),),
        left_out=frozenset({6}),
        grade="3",
        class_no="2",
    )
    plan = planned(
        Workbook("a.xlsx", "0" * 64, "xlsx", (sheet,)), assignment=Assignment({"登记表": said})
    )
    assert values(plan, "name") == ["王刚"]
    assert (values(plan, "grade"), values(plan, "class_no")) == (["3"], ["2"])
    assert values(plan, "address") == [None]
    assert [each.reason for each in plan.ignored if each.row == 6] == ["按您的选择没有读"]

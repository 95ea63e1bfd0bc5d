"""Headings of several rows, merged or not: every caption is read under its group, or asked."""

from __future__ import annotations

from ledger_app.exchange.layout.assignment import NOT_TAKEN, SaidColumn, SheetAssignment
from ledger_app.exchange.layout.headings import Sureness, find_heading, heading_at
from tests.exchange.layout.sheets import YEAR, as_text, heading, sheet, taken

BANK = [
    ["序号", "学生情况", "", "银行卡信息", "", "", "备注"],
    ["", "姓名", "性别", "开户人", "身份证号", "卡号", ""],
    [1, "王小明", "男", "王建国", "529901198501011114", "6217", "好"],
]
DOWN = [(0, 0, 1, 0), (0, 6, 1, 6)]


def test_a_caption_under_a_group_that_nobody_understands_is_unknown() -> None:
    expected = ["-", "姓名", "性别", "-", "?", "-", "备注"]
    assert taken(*BANK, merged=[*DOWN, (0, 1, 0, 2), (0, 3, 0, 5)]) == expected
    assert taken(*BANK) == expected
    columns = heading(*BANK).columns
    assert columns[4].sure is Sureness.UNKNOWN
    assert "银行卡信息" in columns[4].doubt


def test_a_group_of_several_rows_is_read_to_its_end() -> None:
    rows = [
        ["序号", "学生情况", "", "家庭情况", "", "", ""],
        ["", "姓名", "性别", "监护人", "", "父母务工", ""],
        ["", "", "", "姓名", "联系电话", "父", "母"],
        [1, "王小明", "男", "王建国", "13900000001", "广东", "浙江"],
    ]
    spans = [(0, 0, 2, 0), (0, 1, 0, 2), (0, 3, 0, 6), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)]
    spans.append((1, 5, 1, 6))
    assert taken(*rows, merged=spans)[1:] == ["姓名", "性别", "监护人姓名", "监护人电话", "?", "?"]


def test_a_field_over_persons_is_each_persons() -> None:
    rows = [
        ["姓名", "家长姓名", "", "联系电话", ""],
        ["", "父", "母", "父亲", "母亲"],
        ["王小明", "王建国", "赵秀兰", "1", "2"],
    ]
    people = ["父姓名", "母姓名", "父亲联系电话", "母亲联系电话"]
    assert taken(*rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]) == ["姓名", *people]


def test_the_group_over_the_only_name_is_the_childs_whatever_it_is_called() -> None:
    rows = [["序号", "重点保障人群", ""], ["", "姓名", "性别"], [1, "王小明", "男"]]
    assert taken(*rows, merged=[(0, 0, 1, 0), (0, 1, 0, 2)]) == ["-", "姓名", "性别"]
    staff = [["序号", "驻村工作队员", ""], ["", "姓名", "性别"], [1, "周老师", "男"]]
    assert find_heading(sheet(*staff, merged=[(0, 0, 1, 0), (0, 1, 0, 2)]), year=YEAR) is None


def test_options_under_a_yes_or_no_field_may_be_kinds() -> None:
    rows = [["姓名", "住宿", ""], ["", "走读", "住校"], ["王小明", "√", ""]]
    assert taken(*rows)[1:] == ["就读方式·走读", "就读方式·住校"]


def test_a_title_over_the_captions_is_no_group() -> None:
    title = ["青山镇中心小学三(1)班学生花名册"]
    assert taken(title, ["姓名", "电话"], ["王小明", "1"]) == ["姓名", "联系电话"]
    lines = [["单位：青山小学", "", "2026年9月"], ["姓名", "性别", "电话"], ["王小明", "男", "1"]]
    assert taken(*lines) == ["姓名", "性别", "联系电话"]


def test_a_caption_merged_across_is_one_column() -> None:
    rows = [["姓名", "", "性别"], ["王小明", "", "男"]]
    assert taken(*rows, merged=[(0, 0, 0, 1), (1, 0, 1, 1)]) == ["姓名", "-", "性别"]
    right = [["姓名", "", "性别"], ["", "王小明", "男"]]
    assert taken(*right, merged=[(0, 0, 0, 1)]) == ["-", "姓名", "性别"]


def test_one_caption_over_relation_and_name_is_both() -> None:
    rows = [
        ["户编号", "户主（与户主关系）", "", "身份证号"],
        ["001", "户主", "王建国", ""],
        ["", "长子", "王小明", ""],
    ]
    assert taken(*rows, merged=[(0, 1, 0, 2)])[1:3] == ["与户主关系", "姓名"]


def test_what_a_person_said_counts_more_than_any_heading() -> None:
    said = SheetAssignment(
        columns=(
            SaidColumn("A", "娃娃", "姓名"),
            SaidColumn("C", "联系电话", NOT_TAKEN),
            SaidColumn("D", "住哪里", "现住址"),
        )
    )
    rows = (["娃娃", "性别", "联系电话", "住哪里"], ["王小明", "男", "1", "清泉村"])
    columns = heading(*rows, said=said).columns
    assert [as_text(column) for column in columns] == ["姓名", "性别", "-", "现住址"]
    assert [column.sure is Sureness.SAID for column in columns] == [True, False, True, True]
    assert find_heading(sheet(*rows), year=YEAR) is None


def test_a_person_may_say_which_of_two_names_is_the_childs() -> None:
    said = SheetAssignment(
        columns=(SaidColumn("C", "姓名", "姓名"), SaidColumn("A", "姓名", "家长姓名"))
    )
    rows = (["姓名", "性别", "姓名"], ["王建国", "男", "王小明"])
    columns = heading(*rows, said=said).columns
    assert [as_text(column) for column in columns] == ["监护人姓名", "性别", "姓名"]


def test_a_heading_that_was_pointed_at_is_taken_as_it_stands() -> None:
    page = sheet(["姓名", "性别"], ["学生姓名", "电话"], ["娃娃", "属啥"], ["", ""])
    found = heading_at(page, 1, 1)
    assert found is not None
    assert [as_text(column) for column in found.columns] == ["姓名", "联系电话"]
    of_nobody = heading_at(page, 2, 1)  # whose columns a person says next
    assert of_nobody is not None
    assert [column.sure for column in of_nobody.columns] == [Sureness.UNKNOWN] * 2
    assert heading_at(page, 3, 1) is None


def test_a_number_over_the_child_and_a_parent_is_each_ones() -> None:
    rows = [
        ["序号", "姓名", "身份证号码", "", "监护人", "", "联系方式", ""],
        ["", "", "学生", "家长", "姓名", "关系", "手机", "座机"],
        [1, "王小明", "", "", "王建国", "父亲", "13900000001", "0855-1234567"],
    ]
    spans = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 0, 7)]
    numbers = ["身份证件号", "监护人身份证件号"]
    guardian = ["监护人姓名", "监护人关系", "监护人电话", "备用电话"]
    assert taken(*rows, merged=spans)[1:] == ["姓名", *numbers, *guardian]
    assert taken(*rows)[1:] == ["姓名", *numbers, *guardian]


def test_a_title_above_the_captions_is_no_group_of_theirs() -> None:
    rows = [
        ["学生信息登记表"],
        ["姓名", "班主任", "手机号", "班主任电话"],
        ["王刚", "周敏", "", ""],
    ]
    assert heading(*rows).row == 1
    assert taken(*rows) == ["姓名", "班主任", "?", "班主任电话"]


def test_a_title_that_names_children_is_no_heading_of_the_columns_below() -> None:
    rows = [["福利镇的孩子", "", ""], ["姓名", "哪里人", "属啥"], ["王刚", "青山村", "马"]]
    found = find_heading(sheet(*rows), year=YEAR)
    assert found is None or found.row == 1

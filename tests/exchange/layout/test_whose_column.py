"""Whose a column is: a telephone beside an official is never the child's, and where several could
be meant it is asked."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.heading_words import meaning_of
from tests.exchange.layout.sheets import as_text, heading, taken

CHILD, OTHER_CHILD = "52990120160101101X", "529901201602041026"
GROWN_UP, OTHER_GROWN_UP = "529901198501011114", "529901198601011138"


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        # Officials: theirs, or asked where the file has no place for them.
        ("姓名 班主任 联系电话", "姓名 班主任 班主任电话"),
        ("姓名 帮扶责任人 职务 联系电话", "姓名 包保责任人 包保责任人职务 包保责任人电话"),
        ("姓名 挂钩干部 单位 手机", "姓名 包保责任人 包保责任人单位 包保责任人电话"),
        ("姓名 性别 村干部 电话", "姓名 性别 - ?"),
        ("姓名 性别 校长 联系电话", "姓名 性别 校长 ?"),
        ("姓名 性别 宿管员 电话", "姓名 性别 - ?"),
        ("姓名 性别 领款人 与学生关系 身份证号", "姓名 性别 - ? ?"),
        ("姓名 性别 一卡通户主 身份证号", "姓名 性别 - ?"),
        ("姓名 是否残疾人 联系电话", "姓名 - 联系电话"),
        ("姓名 父亲姓名 外出务工地点 联系电话", "姓名 父亲姓名 父亲工作单位 父亲联系电话"),
        ("姓名 性别 联系人 联系人电话", "姓名 性别 - ?"),
        (
            "姓名 性别 家长1 电话1 家长2 电话2",
            "姓名 性别 家长1姓名 家长1联系电话 家长2姓名 家长2联系电话",
        ),
        (
            "姓名 电话（学生） 电话（家长） 电话（帮扶人）",
            "姓名 联系电话 监护人电话 包保责任人电话",
        ),
        ("姓名 性别 开户人 身份证号 银行卡号 联系电话", "姓名 性别 - ? - ?"),
        ("姓名 性别 户主 联系电话", "姓名 性别 户主姓名 ?"),
        ("姓名 班主任 家庭住址 联系电话", "姓名 班主任 现住址 联系电话"),
        ("姓名 班主任 家长联系电话", "姓名 班主任 监护人电话"),
        ("姓名 包保责任人 备注 联系电话", "姓名 包保责任人 备注 联系电话"),
        ("姓名 包保责任人 家庭电话", "姓名 包保责任人 联系电话"),
        # The family: what its label says, until somebody's own column shows whose the stretch is.
        ("姓名 家长姓名 联系电话", "姓名 监护人姓名 联系电话"),
        ("姓名 监护人 关系 电话", "姓名 监护人姓名 监护人关系 监护人电话"),
        ("姓名 家长（关系） 家长电话", "姓名 监护人姓名 监护人电话"),
        ("姓名 家长姓名 家长（关系）", "姓名 监护人姓名 监护人关系"),
        ("姓名 父亲姓名 母亲姓名 联系电话", "姓名 父亲姓名 母亲姓名 ?"),
        # Who has a column of the own needs no bare one.
        ("姓名 监护人电话 监护人 监护人关系 电话", "姓名 监护人电话 监护人姓名 监护人关系 ?"),
        ("姓名 班主任 手机号 班主任电话", "姓名 班主任 ? 班主任电话"),
        ("姓名 母亲 父亲电话 联系电话", "姓名 母亲姓名 父亲联系电话 联系电话"),
        (
            "姓名 父亲姓名 联系电话 母亲姓名 联系电话",
            "姓名 父亲姓名 父亲联系电话 母亲姓名 母亲联系电话",
        ),
        ("姓名 父亲姓名 工作单位 电话", "姓名 父亲姓名 父亲工作单位 父亲联系电话"),
        ("姓名 受委托照护人 电话", "姓名 受委托照护人姓名 受委托照护人电话"),
        (
            "姓名 家庭成员姓名 与本人关系 联系电话 家庭成员姓名 与本人关系 联系电话",
            "姓名 家庭成员姓名 家庭成员关系 家庭成员联系电话 "
            "家庭成员2姓名 家庭成员2关系 家庭成员2联系电话",
        ),
        (
            "姓名 包保领导 联系电话 包保教师 联系电话",
            "姓名 包保责任人 包保责任人电话 包保教师 包保教师电话",
        ),
        (
            "姓名 包保干部 联系电话 包保干部 联系电话",
            "姓名 包保责任人 包保责任人电话 包保责任人2 包保责任人2电话",
        ),
        ("户主姓名 学生姓名 性别 联系电话", "户主姓名 姓名 性别 联系电话"),
    ],
)
def test_a_bare_heading_belongs_to_whom_it_stands_beside(captions: str, expected: str) -> None:
    found = taken(captions.split(), ["王小明", *["某某"] * (len(captions.split()) - 1)])
    assert found == expected.split()


def test_a_householder_before_the_childs_name_is_no_group_of_a_form() -> None:
    head = ["户主姓名", "户主身份证号", "儿童姓名", "性别", "身份证号"]
    assert taken(head, ["王建国", "", "王小明", "男", ""])[2:] == ["姓名", "性别", "身份证件号"]


def test_a_second_official_is_another_one() -> None:
    found = heading(["姓名", "包保领导", "联系电话", "包保领导", "联系电话"], ["王小明"]).columns
    assert [column.meaning.member for column in found[1:]] == ["", "", "2", "2"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((GROWN_UP, OTHER_GROWN_UP), ["监护人身份证件号", "监护人电话"]),
        ((CHILD, OTHER_CHILD), ["身份证件号", "联系电话"]),
        ((CHILD, GROWN_UP), ["?", "?"]),
        (("", ""), ["?", "?"]),
    ],
)
def test_the_cells_tell_a_parents_number_from_the_childs(
    numbers: tuple[str, str], expected: list[str]
) -> None:
    rows = [["王小明", "王建国", numbers[0], "1"], ["李雨涵", "李大山", numbers[1], "2"]]
    assert taken(["学生姓名", "家长姓名", "身份证号", "联系电话"], *rows)[2:] == expected


def test_an_account_holder_keeps_the_number_unless_it_is_a_childs() -> None:
    head = ["学生姓名", "性别", "开户人", "身份证号"]
    assert taken(head, ["王小明", "男", "王建国", GROWN_UP])[-1] == "?"
    assert taken(head, ["王小明", "男", "王建国", CHILD])[-1] == "身份证件号"


def test_an_unknown_column_of_childrens_numbers_is_their_number() -> None:
    rows = [["王小明", "男", CHILD], ["李雨涵", "女", OTHER_CHILD]]
    assert taken(["姓名", "性别", "户籍号码"], *rows)[-1] == "身份证件号"
    assert taken(["姓名", "身份证号", "户籍号码"], *rows)[-1] == "-"
    grown_up = [["王小明", "男", GROWN_UP], ["李雨涵", "女", OTHER_GROWN_UP]]
    assert taken(["姓名", "性别", "户籍号码"], *grown_up)[-1] == "-"
    with_doubt = [["王小明", "男", CHILD], ["李雨涵", "女", "县一小"]]
    assert taken(["姓名", "性别", "户籍号码"], *with_doubt)[-1] == "-"


def test_one_teacher_with_many_telephones_has_the_families() -> None:
    head = ["姓名", "班主任", "联系电话"]
    many = [["王小明", "周老师", "13900000001"], ["李雨涵", "周老师", "13900000002"]]
    assert taken(head, *many)[-1] == "?"
    one = [["王小明", "周老师", "13900000001"], ["李雨涵", "周老师", "13900000001"]]
    assert taken(head, *one)[-1] == "班主任电话"


def test_what_is_asked_says_why_and_what_it_could_be() -> None:
    columns = heading(["姓名", "父亲姓名", "母亲姓名", "联系电话"], ["王小明"]).columns
    asked = columns[-1]
    assert asked.doubt == "前面有“父亲姓名”“母亲姓名”，不知道是谁的"
    assert {"联系电话", "父亲联系电话", "母亲联系电话", "监护人联系电话"} == set(asked.choices)
    assert all(meaning_of(each).counts for each in asked.choices)


def test_a_second_name_is_nobodys_until_somebody_says_whose() -> None:
    head = ["姓名", "性别", "身份证号", "姓名", "电话"]
    found = heading(head, ["王小明", "男", CHILD, "王建国", "13900000001"]).columns
    assert [as_text(column) for column in found] == ["姓名", "性别", "身份证件号", "?", "?"]


@pytest.mark.parametrize("group", ["志愿者", "代课情况", "爱心人士"])
def test_who_stands_under_an_unknown_group_is_not_the_person_before(group: str) -> None:
    rows = [["姓名", "身份证号", "监护人", group, ""], ["", "", "", "姓名", "电话"]]
    child = ["王刚", CHILD, "王大山", "周敏", "13800000001"]
    down = [(0, at, 1, at) for at in range(3)]
    assert taken(*rows, child, merged=[*down, (0, 3, 0, 4)])[2:] == ["监护人姓名", "?", "?"]


def test_a_second_column_of_other_numbers_is_asked_about() -> None:
    """A child whose own number is missing would get somebody else's."""
    rows = [["姓名", "身份证号", "性别", "身份证号"], ["王刚", CHILD, "男", OTHER_CHILD]]
    assert taken(*rows, ["王丽", "", "女", CHILD]) == ["姓名", "身份证件号", "性别", "?"]


def test_errors_and_the_heading_of_the_next_page_are_no_teachers() -> None:
    head = ["姓名", "班主任", "联系电话"]
    rows = [["王刚", "周敏", "13800000001"], ["王丽", "#N/A", "13800000002"], head]
    assert taken(head, *rows, ["王强", "周敏", "13800000003"])[2] == "?"

"""Lists of households and of staff: children are read, grown-ups are listed and named."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.import_plan import ImportPlan
from tests.exchange.planning.test_plan import book, planned
from tests.exchange.samples import GANG, MEI, id_no

FATHER, MOTHER = id_no("19800101", 1), id_no("19820202", 2)
HEAD = ["户编号", "姓名", "与户主关系", "性别", "身份证号"]


def names(plan: ImportPlan) -> list[str]:
    return [row.name for row in plan.rows]


def kin(plan: ImportPlan, at: int) -> list[tuple[str, str]]:
    """Return the family of a row: relation and name."""
    return [(each.values["relation"], each.values["name"]) for each in plan.rows[at].members]


def test_the_householders_own_child_gets_its_parents_and_nobody_else_does() -> None:
    plan = planned(
        book(
            HEAD,
            ["01", "王大山", "户主", "男", FATHER],
            ["01", "周小兰", "妻", "女", MOTHER],
            ["01", "王刚", "长子", "男", GANG],
            ["02", "李老汉", "户主", "男", "1950"],
            ["02", "李小河", "儿子", "男", id_no("19850505", 3)],
            ["02", "李梅", "孙女", "女", MEI],
        )
    )
    assert names(plan) == ["王刚", "李梅"]
    assert kin(plan, 0) == [("51", "王大山"), ("52", "周小兰")]
    assert plan.rows[0].values["guardian_name"] == "王大山"
    assert plan.rows[1].values["head_name"] == "李老汉"
    assert "guardian_name" not in plan.rows[1].values  # which son's child it is nobody said
    assert kin(plan, 1) == []


def test_a_householder_woman_is_the_mother_and_rows_may_stand_in_any_order() -> None:
    rows = [["02", "乙二", "女", "女", MEI], ["01", "甲一", "子", "男", GANG]]
    rows += [["01", "王兰", "户主", "女", MOTHER], ["02", "李大河", "户主", "男", FATHER]]
    plan = planned(book(HEAD, *rows))
    assert (kin(plan, 0), kin(plan, 1)) == ([("51", "李大河")], [("52", "王兰")])


def test_without_numbers_of_houses_the_order_alone_links_no_other_surname() -> None:
    head = HEAD[1:]
    rows = [["王大山", "户主", "男", FATHER], ["王刚", "子", "男", GANG], ["李梅", "女", "女", MEI]]
    first, second = planned(book(head, *rows)).rows
    assert first.values["guardian_name"] == "王大山"
    assert "head_name" not in second.values


@pytest.mark.parametrize(
    ("born", "relation", "is_child"),
    [
        ("2016-01-01", "户主", True),  # a child may be householder
        ("1980-01-01", "长子", False),
        ("", "户主", False),
        ("", "之妻", False),
        ("", "儿媳", False),
        ("", "父亲", False),  # the householder's: 户主 stands in the list
        ("", "次女", True),
        ("", "外孙", True),
        ("", "", True),
        ("1950", "其他亲属", False),
    ],
)
def test_age_decides_before_what_somebody_is_to_the_householder(
    born: str, relation: str, is_child: bool
) -> None:
    head = ["姓名", "与户主关系", "性别", "出生日期"]
    rows = [["王大山", "户主", "男", "1980-02-02"], ["甲一", relation, "男", born]]
    assert names(planned(book(head, *rows))) == (["甲一"] if is_child else [])


def test_parent_and_child_of_a_school_list_stay_the_childs() -> None:
    head = ["姓名", "性别", "户主姓名", "与户主关系", "年级"]
    plan = planned(
        book(head, ["甲一", "男", "王大山", "父亲", "三"], ["乙二", "女", "李", "父子", "三"])
    )
    assert names(plan) == ["甲一", "乙二"]


def test_relation_and_name_under_one_merged_caption_are_told_by_what_they_say() -> None:
    head = ["户编号", "户主（与户主关系）", "户主（与户主关系）", "性别", "身份证号"]
    rows = [["01", "户主", "王大山", "男", FATHER], ["", "长子", "王刚", "男", GANG]]
    plan = planned(book(head, *rows))
    assert names(plan) == ["王刚"]
    assert plan.rows[0].values["head_name"] == "王大山"


STAFF: list[list[list[Any]]] = [
    [["青山镇中心小学教师花名册"], ["姓名", "性别", "出生年月"], ["周老师", "女", "1985.03"]],
    [["姓名", "性别", "职称", "联系电话"], ["周某", "女", "一级教师", "13800000001"]],
    [["姓名", "性别", "任教学科"], ["周某", "女", "语文"]],
    [["2026年教职工名册"], ["姓名", "性别", "身份证号"], ["周某", "女", MOTHER]],
    [["职务", "姓名", "电话"], ["村主任", "石光荣", "13622229999"]],
    [["姓名", "性别", "民族", "职务", "电话"], ["石光荣", "男", "汉族", "村主任", "13622229999"]],
    [["姓名", "班级", "职务", "电话"], ["周某", "三年级1班", "班主任", "13622229999"]],
    [["姓名", "职务", "电话"], ["周某", "班主任", "13622229999"], ["甲一", "班长", ""]],
    [["姓名", "职务", "电话", "住址"], ["石光荣", "会计", "13622229999", "石门村"]],
]


@pytest.mark.parametrize("rows", STAFF)
def test_a_list_of_staff_is_refused_by_name(rows: list[list[Any]]) -> None:
    with pytest.raises(LedgerError, match="教职工"):
        planned(book(*rows))


@pytest.mark.parametrize(
    "rows",
    [
        [["教师子女名单"], ["姓名", "性别"], ["甲一", "男"]],
        [
            ["包保教师名册"],
            ["学生姓名", "性别", "包保教师", "职称"],
            ["甲一", "男", "周某", "一级"],
        ],
        [["班主任：周老师"], ["姓名", "性别"], ["甲一", "男"]],
        [["三年级1班（班主任周红）花名册"], ["姓名", "性别"], ["甲一", "男"]],
        [["三年级1班班干部名单"], ["姓名", "职务", "电话"], ["甲一", "班长", "13622229999"]],
        [["姓名", "年级", "职务"], ["甲一", "三年级", "班长"]],
        [["姓名", "性别", "电话", "职务"], ["甲一", "男", "13622229999", "班长"]],
        [["姓名", "班级", "职务", "电话"], ["甲一", "三年级1班", "班干部", "13622229999"]],
        [["姓名", "职务", "电话"], ["甲一", "学习委员", "13622229999"]],
        [["姓名", "电话", "村干部", "职务"], ["甲一", "13622229999", "石光荣", "村主任"]],
        [["姓名", "父亲", "职务", "电话"], ["甲一", "甲大", "村主任", "13622229999"]],
    ],
)
def test_a_list_of_children_beside_their_teachers_is_read(rows: list[list[Any]]) -> None:
    assert names(planned(book(*rows))) == ["甲一"]


@pytest.mark.parametrize(
    "below",
    [
        [["教师名单"], ["姓名", "性别", "学历", "电话"], ["周兰", "女", "本科", "13622229999"]],
        [["姓名", "职务", "电话"], ["周兰", "村主任", "13622229999"]],
    ],
)
def test_grown_ups_listed_below_the_pupils_are_told_and_no_pupils(below: list[list[Any]]) -> None:
    plan = planned(book(["姓名", "性别", "电话"], ["甲一", "男", "13622220000"], [""], *below))
    assert names(plan) == ["甲一"]
    assert "周兰" in [row.name for row in plan.ignored]


@pytest.mark.parametrize("name", ["教师", "村干部", "全体教师"])
def test_a_sheet_called_teachers_has_no_pupils(name: str) -> None:
    with pytest.raises(LedgerError, match="教职工"):
        planned(book(["姓名", "性别", "学历"], ["周兰", "女", "本科"], name=name))


@pytest.mark.parametrize("name", ["周老师", "李校长", "石村长"])
def test_a_teacher_among_the_pupils_is_no_child_and_named(name: str) -> None:
    plan = planned(book(["姓名", "性别", "电话"], ["甲一", "男", ""], [name, "女", "13622229999"]))
    assert [row.fate.value for row in plan.rows] == ["created", "failed"]
    assert any(name in problem.text for problem in plan.problems)


@pytest.mark.parametrize("below", ["三年级2班学生名单", "教师子女名单"])
def test_more_pupils_below_a_title_stay_pupils(below: str) -> None:
    more = [["姓名", "性别", "职务", "电话"], ["乙二", "女", "班长", "13622229999"]]
    plan = planned(book(["姓名", "性别", "电话"], ["甲一", "男", ""], [""], [below], *more))
    assert names(plan) == ["甲一", "乙二"]


def test_a_year_of_birth_of_a_grown_up_in_a_class_waits_and_is_said() -> None:
    rows = [["甲一", "男", "1985.03"], ["乙二", "女", "2016.03"]]
    plan = planned(book(["姓名", "性别", "出生年月"], *rows))
    assert [row.fate.value for row in plan.rows] == ["skipped", "created"]
    assert any("出生年份是成年人的（甲一）" in problem.text for problem in plan.problems)


def test_the_householder_may_be_written_once_and_the_rest_as_their_kin() -> None:
    head = ["户主姓名", "家庭成员姓名", "与户主关系", "身份证号"]
    rows = [["王大山", "王大山", "本人", FATHER], ["", "周小兰", "之妻", MOTHER]]
    plan = planned(book(head, *rows, ["", "王刚", "之子", GANG]))
    assert names(plan) == ["王刚"]
    assert (plan.rows[0].values["head_name"], plan.rows[0].values["head_relation"]) == (
        "王大山",
        "20",
    )
    assert kin(plan, 0) == [("51", "王大山"), ("52", "周小兰")]


@pytest.mark.parametrize("caption", ["关系", "称谓", "家庭关系", "与户主的关系", "成员关系"])
def test_whatever_the_relation_is_called_the_grown_ups_are_told(caption: str) -> None:
    rows = [["王大山", "户主", "男"], ["周小兰", "配偶", "女"], ["王刚", "长子", "男"]]
    plan = planned(book(["姓名", caption, "性别"], *rows))
    assert names(plan) == ["王刚"]
    assert plan.rows[0].values["head_relation"] == "22"
    assert kin(plan, 0) == [("51", "王大山"), ("52", "周小兰")]


def test_a_list_of_pupils_with_their_guardians_is_none_of_households() -> None:
    head = ["姓名", "性别", "监护人", "关系"]
    plan = planned(book(head, ["王刚", "男", "王大山", "父亲"], ["李梅", "女", "李小河", "祖父"]))
    assert names(plan) == ["王刚", "李梅"]
    assert [row.values["guardian_relation"] for row in plan.rows] == ["51", "61"]

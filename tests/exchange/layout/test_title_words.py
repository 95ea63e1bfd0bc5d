"""What titles say beside the school: one class or several, who teaches it, which village."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.class_names import ClassName
from ledger_app.exchange.layout.sheet_titles import read_titles, sheet_context
from ledger_app.exchange.layout.title_schools import title_school
from ledger_app.exchange.layout.title_words import teacher_in, title_class, village_in


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("三(1)班、三(2)班合班学生名单", "3"),
        ("三年级1、2班", "3"),
        ("三年级(1)班和(2)班", "3"),
        ("三年级1-3班", "3"),
        ("三1班、三2班", "3"),
        ("三(1)班与四(2)班", ""),
        ("三、四年级名单", ""),
        ("三年级四年级复式班", ""),
        ("1—6年级学生名单", ""),
    ],
)
def test_of_several_classes_none_is_taken_and_it_is_said(title: str, grade: str) -> None:
    named, doubt = title_class(title)
    assert (named.grade, named.class_no) == (grade, "")
    assert title in doubt


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("2026年9月1日三（2）班", ("3", "2")),
        ("青山镇石门小学2026—2027学年度三(1)班学生名单", ("3", "1")),
        ("三-1班", ("3", "1")),
        ("三(1)班第1、2组名单", ("3", "1")),
        ("第三小学二年级", ("2", "")),
        ("初中三年级", ("9", "")),
        ("三年级共45人，男20女25", ("3", "")),
    ],
)
def test_one_class_is_taken_whatever_numbers_stand_beside_it(
    title: str, named: tuple[str, str]
) -> None:
    found, doubt = title_class(title)
    assert ((found.grade, found.class_no), doubt) == (named, "")


@pytest.mark.parametrize(
    ("title", "teacher"),
    [
        ("2班 班主任 吴老师 13999999999", ("吴老师", "13999999999")),
        ("班级：三(1)班   班主任：周大福  人数：45", ("周大福", "")),
        ("三(2)班（班主任：李明 13912345678）", ("李明", "13912345678")),
        ("班主任 张三 副班主任 李四", ("张三", "")),
        ("班主任签字：", ("", "")),
        ("班主任电话：13900000000", ("", "")),
    ],
)
def test_the_class_teacher_of_a_title(title: str, teacher: tuple[str, str]) -> None:
    assert teacher_in(title) == teacher


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("清泉村3组", ("清泉村", "3组")),
        ("青山镇清泉村", ("清泉村", "")),
        ("清泉社区", ("清泉社区", "")),
        ("三组", ("", "三组")),
        ("张家湾", ("", "张家湾")),
        ("王大湾", ("", "")),  # may be a child
        ("王村", ("", "")),
        ("王刚", ("", "")),
    ],
)
def test_a_village_alone_in_its_row(text: str, place: tuple[str, str]) -> None:
    assert village_in(text, labelled=False) == place


def test_a_village_behind_its_label() -> None:
    assert village_in("村组：清泉村三组", labelled=True) == ("清泉村", "三组")
    assert village_in("村（居）委会：石门村   填表人：张三", labelled=True) == ("石门村", "")


@pytest.mark.parametrize(
    "title",
    [
        "关于石门小学学生到清泉小学就读的名单",
        "青山镇幼儿园升石门小学一年级新生名单",
        "2026年秋季石门小学外出到县一小就读学生名单",
        "石门教学点撤并到中心小学学生分流名单",
        "由石门小学转到清泉小学",
        "石门小学、清泉小学学生名单",
        "石门小学小升初学生名单",
        "青山县教育局关于核查石门小学学生的通知",
    ],
)
def test_a_title_of_going_somewhere_or_of_two_schools_names_none(title: str) -> None:
    found = title_school(title)
    assert found.name == ""
    assert title in found.doubt


@pytest.mark.parametrize(
    ("title", "school"),
    [
        ("青山镇石门小学三年级(1)班花名册", "青山镇石门小学"),
        ("关于石门小学学生情况的名单", "石门小学"),
        ("东升小学三年级名单", "东升小学"),
        ("石门小学新生报到名单", "石门小学"),
        ("石门小学毕业班学生花名册", "石门小学"),
        ("福利镇中心小学石门教学点学生名册", "福利镇中心小学石门教学点"),
        ("填报单位：石门小学  关于到外地就读学生名单", "石门小学"),
        ("三年级(1)班花名册", ""),
    ],
)
def test_a_plain_title_names_its_school(title: str, school: str) -> None:
    assert title_school(title) == (school, "")


def test_a_sheet_named_like_a_day_is_no_class() -> None:
    for name in ("9.10", "9-1", "3.1", "12-5"):
        context = sheet_context(name)
        assert context.class_name == ClassName()
        assert name in context.class_doubt
    assert sheet_context("三(1)班").class_name == ClassName("3", "1")


def test_the_teacher_of_one_class_is_not_the_next_ones() -> None:
    first = read_titles([["一年级1班 班主任：周老师"]])
    assert first.teacher == "周老师"
    assert first.then(read_titles([["一年级2班"]])).teacher == ""
    assert first.then(read_titles([["班主任：吴老师"]])).class_name == ClassName("1", "1")


def test_the_school_year_of_a_title() -> None:
    assert read_titles([["石门小学2025—2026学年度学生名单"]]).year == "2025-2026"


def test_names_like_days_are_classes_where_they_number_those_of_several_grades() -> None:
    sheets = ("3.1", "3.2", "4.1", "4.2", "汇总")
    assert sheet_context("4.2", sheets).class_name == ClassName("4", "2")
    assert sheet_context("9.2", ("9.1", "9.2", "9.3")).class_name == ClassName()
    assert sheet_context("9.2", ("9.2", "10.1")).class_name == ClassName()


def test_sheets_that_are_numbered_through_are_no_classes() -> None:
    assert sheet_context("204", tuple(map(str, range(1, 250)))).class_name == ClassName()
    assert sheet_context("204", ("201", "204", "301")).class_name == ClassName("2", "4")

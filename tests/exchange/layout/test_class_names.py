"""Grade, class and school as titles and cells write them; what is many or none names nothing."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.exchange.layout.class_names import (
    ClassName,
    cell_class,
    class_of,
    grade_code,
    grade_of_entry,
    school_in,
    typed_class,
    unit_in,
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("三年级2班", ("3", "2", "")),
        ("七(3)班", ("7", "3", "")),
        ("初一2班", ("7", "2", "")),
        ("初三（12）班", ("9", "12", "")),
        ("福利镇初级中学一年级", ("7", "", "")),
        ("一年级十二班", ("1", "12", "")),
        ("三年级二十一班", ("3", "21", "")),
        ("301班", ("3", "1", "")),
        ("2026级1班", ("", "1", "2026")),
        ("学前班", ("0", "", "")),
        ("学前(2)班", ("0", "2", "")),
        ("年级：三 班级：2 班主任：李", ("3", "2", "")),
        ("1-6年级学生名单", ("", "", "")),
        ("一至六年级", ("", "", "")),
        ("高一(2)班", ("", "2", "")),  # no grade that the ledger knows
        ("中专二年级", ("", "", "")),
        ("一二班", ("1", "2", "")),
        ("花名册", ("", "", "")),
    ],
)
def test_a_title(text: str, named: tuple[str, str, str]) -> None:
    found = class_of(text)
    assert (found.grade, found.class_no, found.entry_year) == named


@pytest.mark.parametrize(
    ("name", "named"),
    [("七(3)", ("7", "3")), ("301", ("3", "1")), ("3.2", ("3", "2")), ("三2", ("3", "2"))],
)
def test_the_name_of_a_sheet_is_shorter(name: str, named: tuple[str, str]) -> None:
    found = class_of(name, is_sheet=True)
    assert (found.grade, found.class_no) == named


@pytest.mark.parametrize("text", ["301", "3.2", "三2"])
def test_a_title_that_says_as_little_names_no_class(text: str) -> None:
    assert class_of(text) == ClassName()


@pytest.mark.parametrize(
    ("text", "grade", "named"),
    [
        ("01", "", ("", "1")),
        ("(1)班", "", ("", "1")),
        ("一班", "", ("", "1")),
        ("301", "3", ("3", "1")),
        ("301", "", ("3", "1")),
        ("101", "7", ("", "101")),  # class 101 of a junior school
        ("341", "3", ("", "341")),
        ("十一", "", ("", "11")),
        ("十", "", ("", "10")),
        ("二十三班", "", ("", "23")),
        ("三二班", "", ("3", "2")),
        ("三二", "", ("", "三二")),
        ("十十", "", ("", "十十")),
        ("三(2)班", "", ("3", "2")),
        ("雏鹰 班", "", ("", "雏鹰班")),
    ],
)
def test_a_class_cell(text: str, grade: str, named: tuple[str, str]) -> None:
    found = cell_class(text, grade)
    assert (found.grade, found.class_no) == named


@pytest.mark.parametrize(
    ("text", "code"),
    [("3", "3"), ("三年级", "3"), ("初一", "7"), ("二年", "2"), ("六上", "6"), ("十三年级", "")],
)
def test_a_grade_cell(text: str, code: str) -> None:
    assert grade_code(text) == code


@pytest.mark.parametrize(
    ("year", "school", "grade"),
    [
        ("2026", "石门小学", "1"),
        ("2021", "石门小学", "6"),
        ("2020", "石门小学", ""),
        ("2027", "石门小学", ""),
        ("2026", "福利中学", "7"),
        ("2024", "福利中学", "9"),
        ("2023", "福利中学", ""),
        ("2026", "九年一贯制学校", ""),
        ("", "石门小学", ""),
    ],
)
def test_a_year_of_entry_is_a_grade_where_the_school_tells_the_stage(
    year: str, school: str, grade: str
) -> None:
    assert grade_of_entry(year, school, date(2026, 11, 21)) == grade


def test_the_school_year_begins_in_autumn() -> None:
    assert grade_of_entry("2026", "石门小学", date(2027, 6, 1)) == "1"
    assert grade_of_entry("2026", "石门小学", date(2027, 9, 1)) == "2"


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("福利镇中心小学2026年秋季学期花名册", "福利镇中心小学"),
        ("2026—2027学年度石门小学名单", "石门小学"),
        ("福利镇中心小学石门教学点", "福利镇中心小学石门教学点"),
        ("全县中小学学生名单", ""),
        ("各小学", ""),
        ("村小学花名册", "村小学"),
        ("一小学花名册", "一小学"),
        ("小学生花名册", ""),
        ("学校名称：石门小学", "石门小学"),
    ],
)
def test_the_school_a_title_names(text: str, school: str) -> None:
    assert school_in(text) == school


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("填报单位（盖章）：福利镇石门小学    填报时间：2026年9月", "福利镇石门小学"),
        ("学校:石门小学 班级:三(1)", "石门小学"),
        ("填报人：李老师", ""),
    ],
)
def test_the_unit_that_reports(text: str, unit: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "grade", "class_no"),
    [
        ("32", "3", "2"), ("3.2", "3", "2"), ("302", "3", "2"), ("312", "3", "12"),
        ("三2", "3", "2"), ("三（2）班", "3", "2"), ("初一2", "7", "2"), ("初三", "9", ""),
        ("三", "3", ""), ("三年级火箭班", "3", "火箭班"), ("学前1班", "0", "1"), ("青山", "", ""),
        ("十二", "", ""),
    ],
)  # fmt: skip
def test_a_class_typed_in_one_field_is_a_grade_and_what_follows(text, grade, class_no):
    found = typed_class(text)
    assert (found.grade, found.class_no) == (grade, class_no)

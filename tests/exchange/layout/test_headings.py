"""Headings, titles, class names and rows that are no children."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.exchange.layout.class_names import (
    cell_class,
    class_of,
    grade_code,
    grade_of_entry,
    school_in,
    unit_in,
)
from ledger_app.exchange.layout.heading_words import Use, meaning_of, path_meaning
from ledger_app.exchange.layout.row_kinds import Ignored, kind_of_row


@pytest.mark.parametrize(
    ("text", "grade", "class_no"),
    [
        ("一(1)班", "1", "1"),
        ("一年级（1）班", "1", "1"),
        ("福利镇中心小学 一年级(1)班 学生花名册", "1", "1"),
        ("七(3)班", "7", "3"),
        ("初一2班", "7", "2"),
        ("初三年级（4）班", "9", "4"),
        ("三年级二班", "3", "2"),
        ("二年级十二班", "2", "12"),
        ("301班", "3", "1"),
        ("五.2班", "5", "2"),
        ("学前班", "0", ""),
        ("(2)班", "", "2"),
        ("年级：三 班级：2 班主任：李老师", "3", "2"),
        ("年级：三  班主任：李老师", "3", ""),
        ("年级：三年级    班别：(2)班", "3", "2"),
        ("班级：三（2）班  班主任：李老师", "3", "2"),
        ("年级：1-6年级", "", ""),
        ("六年级", "6", ""),
        ("2026-2027学年度第一学期七年级3班花名册", "7", "3"),
        ("一至六年级学生花名册", "", ""),
        ("1-6年级花名册", "", ""),
        ("2026年秋季学期学生花名册", "", ""),
        ("初中部学生名册", "", ""),
    ],
)
def test_class_in_a_title(text: str, grade: str, class_no: str) -> None:
    found = class_of(text)
    assert (found.grade, found.class_no) == (grade, class_no)


@pytest.mark.parametrize(
    ("name", "grade"), [("301", "3"), ("1-2", "1"), ("七3", "7"), ("三(1)", "3")]
)
def test_class_in_a_sheet_name(name: str, grade: str) -> None:
    assert class_of(name, is_sheet=True).grade == grade


@pytest.mark.parametrize("name", ["Sheet1", "2026", "说明", "表1"])
def test_sheet_names_that_name_no_class(name: str) -> None:
    assert not class_of(name, is_sheet=True).grade


@pytest.mark.parametrize("text", ["01", "1", "1班", "(1)班", "（1）", "一班", "一"])
def test_one_class_written_many_ways(text: str) -> None:
    assert cell_class(text).class_no == "1"


def test_a_class_with_a_name_keeps_it() -> None:
    assert cell_class("实验班").class_no == "实验班"
    assert cell_class("301", "3").class_no == "1"
    assert cell_class("301", "5").class_no == "301"


def test_grades_by_code_name_and_alias() -> None:
    texts = ["3", "三年级", "初二", "八年级", "小学一年级", "学前班", "十年级"]
    assert [grade_code(text) for text in texts] == ["3", "3", "8", "8", "1", "0", ""]


def test_year_of_entry_needs_the_stage() -> None:
    on = date(2026, 11, 21)
    assert grade_of_entry("2024", "福利镇中心小学", on) == "3"
    assert grade_of_entry("2024", "福利镇初级中学", on) == "9"
    assert grade_of_entry("2024", "福利学校", on) == ""
    assert grade_of_entry("2010", "福利镇中心小学", on) == ""


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("福利镇中心小学 一年级(1)班 学生花名册", "福利镇中心小学"),
        ("XX县福利镇中心小学三年级(2)班信息采集表", "福利镇中心小学"),
        ("福利镇初级中学2026-2027学年度学生名册", "福利镇初级中学"),
        ("2026年秋季学期石门村教学点学生名册", "石门村教学点"),
        ("全县中小学学生花名册", ""),
        ("全国中小学生学籍信息管理系统", ""),
        ("福利镇各小学学生统计", ""),
        ("小学生基本信息表", ""),
        ("2026年秋季小学一年级新生花名册", ""),
    ],
)
def test_school_in_a_title(text: str, school: str) -> None:
    assert school_in(text) == school


def test_reporting_unit() -> None:
    line = "填报单位：福利镇中心小学（盖章）   填报时间：2026年9月5日"
    assert unit_in(line) == "福利镇中心小学"
    assert unit_in("学校(公章):石门小学  班主任:张三") == "石门小学"
    assert unit_in("学生花名册") == ""


def test_every_label_and_alias_of_the_catalogue_is_understood() -> None:
    for field in STUDENT.fields:
        for heading in (field.label, *field.aliases):
            meaning = meaning_of(heading)
            assert meaning.counts, heading
            if meaning.use is Use.STUDENT:
                assert meaning.field is not None


def test_members_of_the_national_template() -> None:
    for number in (1, 2, 3):
        for field in TABLES["family_member"].fields:
            meaning = meaning_of(f"成员{number}{field.label}")
            assert (meaning.use, meaning.field) == (Use.MEMBER, field)
            assert meaning.member == f"成员{number}"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("姓名*", "name"),
        ("★姓 名", "name"),
        ("1.姓名", "name"),
        ("身份证号\n(18位)", "id_no"),
        ("出生日期(如20120305)", "birth_date"),
        ("与学生的关系", "guardian_relation"),
        ("学生性别", "sex"),
        ("ＱＱ", ""),
        ("母语", ""),
    ],
)
def test_headings_as_clerks_write_them(heading: str, key: str) -> None:
    field = meaning_of(heading).field
    assert (field.key if field else "") == key


def test_a_group_heading_decides_whose_a_column_is() -> None:
    father = path_meaning(("父亲信息", "姓名"))
    assert (father.use, father.member) == (Use.MEMBER, "父亲")
    assert path_meaning(("父亲", "文化程度")).use is Use.UNKNOWN
    assert path_meaning(("监护人", "联系电话")).field == STUDENT.field("guardian_phone")
    assert path_meaning(("基本信息", "姓名")).field == STUDENT.field("name")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["", "", "", ""], Ignored.BLANK),
        (["12", "", "", ""], Ignored.BLANK),
        (["合  计", "36人", "", ""], Ignored.SUM),
        (["", "小计", "", "3"], Ignored.SUM),
        (["一年级小计：", "", "20", ""], Ignored.SUM),
        (["其中：男生20人，女生16人", "", "", ""], Ignored.SUM),
        (["填表人：", "张老师", "审核人：", ""], Ignored.SIGNATURE),
        (["校长（签字）：", "", "", ""], Ignored.SIGNATURE),
        (["", "2026年9月1日", "", ""], Ignored.SIGNATURE),
        (["注：本表一式两份", "", "", ""], Ignored.NOTE),
        (["备注：", "", "", ""], Ignored.NOTE),
        (["例：", "张三", "男", "2017"], Ignored.EXAMPLE),
        (["1", "2", "3", "4"], Ignored.NUMBERING),
        (["甲", "乙", "1", "2"], Ignored.NUMBERING),
        (["E", "F", "G", "H"], Ignored.NUMBERING),
        (["", "", "石门", ""], Ignored.STRAY),
        (["1", "王刚", "男", ""], None),
        (["1", "", "男", "石门村"], None),
        (["共和村", "共和", "男", ""], None),
        (["计生村", "计明", "", ""], None),
        (["合计", "王刚", "男", "529901201703113332"], None),
    ],
)
def test_rows_that_are_no_children(cells: list[str], kind: Ignored | None) -> None:
    assert kind_of_row(cells, 1, [1, 2, 3]) is kind

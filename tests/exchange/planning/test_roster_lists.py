"""Certain, or not evidence: which lists are rosters of whole classes of this term."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.planning.roster import ListsBefore
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange.existing import Existing

UNIT = {"id": "unit", "name": "福利镇中心小学", "code": ""}
CLASS = "福利镇中心小学三年级(1)班"
HEADING = ("姓名", "性别", "身份证号")
CHILD = ("王明", "男", "")


def why_not(title, heading=HEADING, child=CHILD, *, note="", file="名单.xlsx", sheet="Sheet1"):
    width = [""] * (len(heading) - 1)
    rows = [[title, *width], *([[note, *width]] if note else []), [*heading], [*child]]
    book = Workbook(file, "0" * 64, "xlsx", (Worksheet(sheet, rows, ()),))
    existing = Existing(schools=[UNIT], lists_before=ListsBefore("2026-09-01"))
    return plan_import(book, existing, unit_school="unit", today=date(2026, 11, 21)).roster.why_not


@pytest.mark.parametrize(
    "title",
    [
        f"{CLASS}学生花名册",
        f"{CLASS}学生花名册 填报时间：2026年9月5日",
        f"{CLASS}（2026-2027学年第一学期）",
        "福利镇寄宿制小学三年级(1)班花名册",
        "福利镇中心小学九年级(1)毕业班花名册",
        f"2026年秋季{CLASS}",
    ],
)
def test_a_whole_class_of_this_term_is_one(title):
    assert why_not(title) == ""


@pytest.mark.parametrize(
    ("title", "why"),
    [
        (f"{CLASS}建档立卡学生花名册", "建档立卡"),
        (f"{CLASS}寄宿生名单", "寄宿"),
        (f"{CLASS}转出学生名单", "转出"),
        (f"{CLASS}疑似辍学学生花名册", "疑似"),
        (f"{CLASS}资助学生花名册", "资助"),
        (f"{CLASS}花名册 2026年3月5日", "2026-03-05"),
        (f"{CLASS}花名册（2025-2026学年）", "2025"),
        (f"2026年春季{CLASS}花名册", "不是本学期"),
        ("学生花名册", ""),
    ],
)
def test_a_list_of_some_or_of_another_time_is_none(title, why):
    assert why in why_not(title)
    assert why_not(title)


def test_file_and_sheet_say_it_as_well_as_the_title():
    assert "贫困" in why_not(CLASS, file="贫困学生.xlsx")
    assert "休学" in why_not(CLASS, sheet="休学")


def test_a_note_on_how_to_fill_in_the_form_is_no_title():
    note = "说明：留守儿童、残疾儿童请在备注中写明，由班主任填写，开学两周内报学籍管理员。"
    assert why_not(f"{CLASS}花名册", note=note) == ""


def test_bare_names_and_guardians_are_none():
    assert "只凭姓名" in why_not(CLASS, ("姓名", "年级", "座号"), ("王明", "三年级", "3"))
    told = why_not(CLASS, ("姓名", "年级", "监护人", "手机号码"), ("王明", "三年级", "王刚", ""))
    assert "只凭姓名" in told


def test_where_a_disabled_child_is_taught_is_no_column_of_leaving():
    assert why_not(CLASS, (*HEADING, "特教安置方式"), (*CHILD, "普通学校随班就读")) == ""
    assert why_not(CLASS, (*HEADING, "特教就读类型/安置方式"), (*CHILD, "")) == ""


def test_columns_of_leaving_make_it_none():
    heading = (*HEADING, "辍学时间", "是否返校")
    assert "离校" in why_not(CLASS, heading, (*CHILD, "2026年3月", "否"))


def test_a_class_that_does_not_say_its_grade_is_told_where_to_say_it() -> None:
    heading, child = ["姓名", "性别", "出生日期"], ["甲一", "男", "2016-03-02"]
    said = why_not("学生名单", heading, child)
    assert said == "没有写明年级；是整班的花名册，就先在“对列”里选好再写入"

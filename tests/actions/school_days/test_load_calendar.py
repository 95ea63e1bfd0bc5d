"""A calendar is loaded from a workbook as schools write one, once, with its faults told."""

from __future__ import annotations

from datetime import date, timedelta

import openpyxl
import pytest

from ledger_app import paths
from ledger_app.actions import edit_file
from ledger_app.actions.school_days import keep_calendar, load_calendar
from ledger_app.domain.errors import LedgerError

COUNTY = """昭化县2026—2027学年中小学校历,,,
种类,名称,开始日期,结束日期
第一学期,,2026年8月31日,2027.1.15
第二学期,,2027/3/1,2027-07-09
农忙假,秋收,2026-10-19,2026-10-23
补课,,2026-12-5,
赶街日,,2026-11-11,
赶街日,,2026-11-12,
放假,元旦,2027-01-01,
,,,
胡说,,2026-11-16,
第一学期,,2026-09-03,2027-01-20
停课,,下雪那天,
"""


@pytest.fixture
def county(tmp_path):
    path = tmp_path / "校历.csv"
    path.write_text(COUNTY, encoding="gb18030")
    return path


def kept(ledger):
    return [(row["kind"], row["from_on"], row["to_on"]) for row in ledger.calendar_entries()]


def test_each_row_is_taken_or_told_with_its_number(ledger, county):
    plan = load_calendar.plan(ledger, county)
    told = ((11, "没有“胡说”这一项"), (12, "第一学期已经录过"), (13, "看不出是哪一天"))
    assert [each.row for each in plan.bad] == [row for row, _ in told]
    assert all(words in each.text for each, (_, words) in zip(plan.bad, told, strict=True))
    assert kept(ledger) == []
    assert load_calendar.commit(ledger, plan) == 6
    assert kept(ledger) == [
        ("1", "2026-08-31", "2027-01-15"), ("2", "2027-03-01", "2027-07-09"),
        ("6", "2026-10-19", "2026-10-23"), ("4", "2026-12-05", None),
        ("7", "2026-11-11", "2026-11-12"), ("3", "2027-01-01", None),
    ]  # fmt: skip
    assert not ledger.calendar.is_school_day(date(2026, 10, 20))


def test_the_same_workbook_again_changes_nothing(ledger, county):
    load_calendar.commit(ledger, load_calendar.plan(ledger, county))
    count = ledger.revision_count
    again = load_calendar.plan(ledger, county)
    assert (again.new, again.unchanged_count) == ((), 6)
    assert load_calendar.commit(ledger, again) == 0
    assert ledger.revision_count == count


def test_the_list_that_comes_with_the_program_is_known_already(ledger):
    plan = load_calendar.plan(ledger, paths.resources() / "calendar" / "cn_holidays.csv")
    assert (plan.new, plan.bad) == ((), ())
    assert plan.unchanged_count > 200


def test_a_newer_list_brings_a_year_that_is_not_known_yet(ledger, tmp_path):
    days = ["2027-01-01", "2027-02-05", "2027-02-06", "2027-04-05", "2027-05-01", "2027-06-09",
            "2027-09-15", "2027-10-01", "2027-10-02"]  # fmt: skip
    path = tmp_path / "cn_holidays.csv"
    rows = "".join(f"{day},放假,节,通知\n" for day in days)
    path.write_text(f"day,kind,name,source\n{rows}2027-10-09,上班,国庆节,通知\n", encoding="utf-8")
    assert not ledger.calendar.is_known(2027)
    load_calendar.commit(ledger, load_calendar.plan(ledger, path))
    assert ledger.calendar.is_known(2027)
    assert ("3", "2027-10-01", "2027-10-02") in kept(ledger)
    assert ledger.calendar.is_school_day(date(2027, 10, 9))


def test_days_of_excel_are_read(ledger, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["校历种类", "起始日期", "截止日期"])
    book.active.append(["县定放假", date(2026, 11, 19), date(2026, 11, 20)])
    book.save(tmp_path / "校历.xlsx")
    load_calendar.commit(ledger, load_calendar.plan(ledger, tmp_path / "校历.xlsx"))
    assert kept(ledger) == [("5", "2026-11-19", "2026-11-20")]


def test_a_list_of_children_is_no_calendar(ledger, tmp_path):
    path = tmp_path / "花名册.csv"
    path.write_text("姓名,出生日期\n王小明,2017-03-11\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="没有认出校历的标题行"):
        load_calendar.plan(ledger, path)


def test_nothing_is_written_when_the_ledger_has_changed_meanwhile(ledger, county):
    plan = load_calendar.plan(ledger, county)
    edit_file.add_student(ledger, {"name": "王小明"})
    with pytest.raises(LedgerError, match="又有改动"):
        load_calendar.commit(ledger, plan)
    assert kept(ledger) == []


def test_a_year_of_market_days_is_loaded_without_anybody_waiting(ledger, tmp_path):
    days = [date(2026, 9, 2) + timedelta(days=5 * n) for n in range(400)]
    path = tmp_path / "赶街日.csv"
    path.write_text("种类,日期\n" + "".join(f"赶街日,{day}\n" for day in days), encoding="utf-8")
    assert load_calendar.commit(ledger, load_calendar.plan(ledger, path)) == 400
    assert len(keep_calendar.entries(ledger)) == 400
    assert keep_calendar.asked(ledger)

"""The board on paper: each class a row, each child in one of five, everything adds up."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.today import show_board
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.domain.telling.subject import one_school
from tests.gui.children import fill

FIVE = ["在校有据", "个案中", "有期限", "已离开", "未核实"]


@pytest.fixture
def ids(ledger):
    return fill(ledger)


def table(ledger, **given):
    (sheet,) = print_ledger.prepare(ledger, show_board.PRINTOUT, **given).sheets
    return sheet


def numbers(row):
    return [int(each) for each in row[2:]]


def test_every_row_adds_up_and_the_last_is_the_board_of_the_window(ledger, ids):
    sheet = table(ledger)
    assert [each.caption for each in sheet.columns] == ["学校", "班级", "合计", *FIVE]
    for row in sheet.rows:
        whole, *five = numbers(row)
        assert whole == sum(five)
    *classes, last = sheet.rows
    assert len(classes) > 1
    assert [sum(each) for each in zip(*map(numbers, classes), strict=True)] == numbers(last)
    places = show_board.show_board(ledger).board.places
    assert numbers(last)[1:] == [place.count for place in places]


def test_two_schools_have_each_their_sum(ledger, ids):
    other = edit_file.add_record(ledger, "school", None, {"name": "石门小学"}).record_id
    for class_no in "12":
        given = {"name": f"新{class_no}", "school": other, "grade": "1", "class_no": class_no}
        edit_file.add_student(ledger, given)
    rows = table(ledger).rows
    assert [row[1] for row in rows if row[0] == "石门小学"] == ["一年级1班", "一年级2班", "小计"]
    sums = [numbers(row)[0] for row in rows if row[1] == "小计"]
    assert sums == [numbers(rows[-1])[0] - 2, 2] or sums == [2, numbers(rows[-1])[0] - 2]
    only = table(ledger, subject=one_school(other)).rows
    assert [row[1] for row in only] == ["一年级1班", "一年级2班", ""]
    of_part = table(ledger, scope=Scope(Part.SCHOOL, "石门小学"))
    assert numbers(of_part.rows[-1])[0] == 2
    assert "石门小学" in of_part.subtitle


def test_a_past_day_counts_where_the_children_stood_then(ledger, ids):
    edit_file.add_record(ledger, "sighting", ids["赵国庆"], {"seen_on": "2026-11-20", "kind": "1"})
    before = numbers(table(ledger, on=date(2026, 11, 19)).rows[-1])
    after = numbers(table(ledger, on=date(2026, 11, 20)).rows[-1])
    assert after[1] == before[1] + 1
    assert after[5] == before[5] - 1


def test_children_without_school_or_grade_are_counted_too(ledger, ids):
    edit_file.add_student(ledger, {"name": "没有学校的"})
    rows = table(ledger).rows
    assert ("学校未填", "年级未填", "1", "0", "0", "0", "0", "1") in [tuple(each) for each in rows]


def test_it_is_issued_and_printed_again_as_it_was(ledger, ids):
    prepared = print_ledger.prepare(ledger, show_board.PRINTOUT)
    number, content = print_ledger.issue(ledger, prepared)
    assert content == print_ledger.reprint(ledger, number)

"""An edition is compared with that of the nearest earlier cut-off, and says who left since."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Purpose

KEY = "dropout_ledger"
OCTOBER, EARLY, NOVEMBER = date(2026, 10, 31), date(2026, 11, 10), date(2026, 11, 20)


@pytest.fixture
def dropped(ledger):
    """Return a ledger with a dropout of October and one of November."""
    for name, day in (("王小明", "2026-10-08"), ("李小红", "2026-11-05")):
        add(ledger, name, day)
    return ledger


def add(ledger, name, day, **more):
    student = edit_file.add_student(ledger, {"name": name, "grade": "7", **more}).record_id
    row = {"last_attended": day, "confirmed_on": day, "is_suspected": "0"}
    edit_file.add_record(ledger, "dropout", student, row)
    return student


def prepare(ledger, on, **given):
    return print_ledger.prepare(ledger, KEY, on=on, **given)


def issue(ledger, on, **given):
    print_ledger.issue(ledger, prepare(ledger, on, **given))


def stars(prepared):
    """Return the names of the rows that are marked."""
    (sheet,) = prepared.sheets
    at = [column.source for column in sheet.columns].index("姓名")
    return [row[at] for row in sheet.rows if row[0].endswith("*")]


def said(prepared, word="相比"):
    return [note for sheet in prepared.sheets for note in sheet.notes if word in note]


def id_of(ledger, name):
    return ledger.value("SELECT id FROM student WHERE name = ?", [name])


def test_what_was_cut_off_later_is_no_edition_before(dropped):
    issue(dropped, OCTOBER)
    issue(dropped, NOVEMBER)
    between = prepare(dropped, EARLY)
    assert stars(between) == ["李小红"]
    assert said(between) == ["序号后带“*”的，与第 1 期（截至2026年10月31日）相比是新增或有变化的。"]
    assert stars(prepare(dropped, OCTOBER)) == []


def test_a_second_issue_of_a_cut_off_has_the_stars_of_the_first(dropped):
    issue(dropped, OCTOBER)
    issue(dropped, NOVEMBER)
    assert stars(prepare(dropped, NOVEMBER)) == ["李小红"]


def test_of_a_cut_off_that_was_issued_again_the_last_issue_counts(dropped):
    issue(dropped, OCTOBER)
    edit_file.save_fields(dropped, "student", id_of(dropped, "王小明"), {"phone": "13800000001"})
    issue(dropped, OCTOBER)
    (first,) = said(prepare(dropped, NOVEMBER))
    assert "第 2 期（截至2026年10月31日）" in first
    # Without an earlier cut-off the same one is all there is to be compared with.
    edit_file.save_fields(dropped, "student", id_of(dropped, "王小明"), {"phone": "13800000002"})
    assert stars(prepare(dropped, OCTOBER)) == ["王小明"]


def test_who_left_is_said_with_the_school_and_a_child_that_is_deleted_too(dropped):
    school = edit_file.add_record(dropped, "school", None, {"name": "石门村小学"}).record_id
    add(dropped, "张三", "2026-10-09", school=school)
    issue(dropped, OCTOBER)
    edit_file.delete_students(dropped, [id_of(dropped, "张三")])
    (left,) = said(prepare(dropped, NOVEMBER), "减少")
    assert left == "与第 1 期（截至2026年10月31日）相比减少 1 人：张三（石门村小学）。"


def test_a_child_whose_name_was_mended_has_not_left(dropped):
    issue(dropped, OCTOBER)
    edit_file.save_fields(dropped, "student", id_of(dropped, "王小明"), {"name": "王晓明"})
    assert said(prepare(dropped, NOVEMBER), "减少") == []


def test_a_child_whose_file_became_secret_is_not_named_as_missing(dropped):
    issue(dropped, OCTOBER)
    edit_file.save_fields(dropped, "student", id_of(dropped, "王小明"), {"confidentiality": "1"})
    prepared = prepare(dropped, NOVEMBER)
    assert said(prepared, "减少") == []
    assert "涉密" in prepared.sheets[0].notes[0]


def test_of_many_who_left_some_are_named_and_where_the_others_stand(dropped):
    names = [f"王小{chr(0x4E00 + n)}" for n in range(30)]
    for name in names:
        add(dropped, name, "2026-10-09")
    issue(dropped, OCTOBER)
    for name in names:
        edit_file.delete_students(dropped, [id_of(dropped, name)])
    (left,) = said(prepare(dropped, NOVEMBER), "减少")
    assert left.startswith("与第 1 期（截至2026年10月31日）相比减少 30 人：")
    assert left.endswith("等，全部名单见第 1 期。")
    assert sum(name in left for name in names) == 12


def test_an_edition_of_which_no_paper_came_to_be_is_not_compared_with(dropped):
    issue(dropped, OCTOBER)
    issue(dropped, EARLY)
    dropped.db.execute("UPDATE edition SET written_at = NULL WHERE number = 2")
    assert "第 1 期" in said(prepare(dropped, NOVEMBER))[0]


def test_editions_of_another_purpose_are_not_compared_with(dropped):
    issue(dropped, OCTOBER, purpose=Purpose.INTERNAL)
    assert said(prepare(dropped, NOVEMBER)) == []
    assert stars(prepare(dropped, NOVEMBER, purpose=Purpose.INTERNAL)) == ["李小红"]


def test_who_left_a_closed_school_is_said_on_its_own_sheet(dropped):
    moves = [("王小明", "甲小学"), ("李小红", "乙小学"), ("张三", "甲小学")]
    add(dropped, "张三", "2026-10-09")
    for name, origin in moves:
        row = {"origin_school": origin, "receiving_school": "中心小学", "notified_on": "2026-07-01"}
        edit_file.add_record(dropped, "relocation", id_of(dropped, name), row)
    key = "relocation_ledger"
    print_ledger.issue(dropped, print_ledger.prepare(dropped, key, on=OCTOBER))
    edit_file.delete_students(dropped, [id_of(dropped, "张三")])
    edit_file.delete_students(dropped, [id_of(dropped, "李小红")])
    (sheet,) = print_ledger.prepare(dropped, key, on=NOVEMBER).sheets
    (left,) = [note for note in sheet.notes if "减少" in note]
    # Of 乙小学 nobody is left: there is no sheet that could say it but this one.
    assert "减少 2 人" in left
    assert "张三（甲小学）" in left
    assert "李小红（乙小学）" in left

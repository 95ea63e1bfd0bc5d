"""Keeping a file: what is typed is kept in form, or refused with a sentence and nothing saved."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, find_students, show_student, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history

BOY = "52990120171012219X"


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王小明"}).record_id


def row(ledger, student):
    return ledger.rows("SELECT * FROM student WHERE id = ?", [student])[0]


def test_a_name_is_enough_and_gets_a_file_number(ledger):
    first = edit_file.add_student(ledger, {"姓名": "王小明"}).record_id
    second = edit_file.add_student(ledger, {"姓名": "李明", "学校": "福利镇中心小学"}).record_id
    assert row(ledger, first)["file_no"] == "0000-2026-0001"
    assert row(ledger, second)["file_no"] == "0001-2026-0001"
    assert row(ledger, second)["opened_on"] == "2026-11-21"


@pytest.mark.parametrize("given", [{}, {"name": ""}, {"name": "  "}, {"phone": "13800000001"}])
def test_without_a_name_nothing_is_kept(ledger, given):
    with pytest.raises(LedgerError, match="姓名还没填"):
        edit_file.add_student(ledger, given)
    assert ledger.value("SELECT count(*) FROM student") == 0
    assert len(history.revisions(ledger)) == 1  # the ledger's own


def test_a_typed_id_number_fills_sex_and_birth_date(ledger, child):
    saved = edit_file.save_fields(ledger, "student", child, {"身份证号": BOY.lower()})
    filled = {"id_type": "1", "sex": "1", "birth_date": "2017-10-12"}
    assert dict(saved.changed) == {"id_no": BOY, **filled}
    undo_revision.undo(ledger)
    assert row(ledger, child)["birth_date"] is None


def test_a_typed_id_number_overwrites_nothing(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"birth_date": "2017-10-13"})
    edit_file.save_fields(ledger, "student", child, {"id_no": BOY})
    kept = row(ledger, child)
    assert (kept["birth_date"], kept["sex"]) == ("2017-10-13", "1")


def test_what_is_typed_beside_an_id_number_stands(ledger, child):
    typed = {"id_no": BOY, "sex": "2", "birth_date": "2017-10-13", "id_type": "9"}
    edit_file.save_fields(ledger, "student", child, typed)
    assert {key: row(ledger, child)[key] for key in typed} == typed
    other = edit_file.add_student(ledger, {"name": "李四", **typed}).record_id
    assert {key: row(ledger, other)[key] for key in typed} == typed


def test_a_wrong_id_number_is_kept_with_a_problem_but_fills_nothing(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"id_no": "529901201710122190"})
    kept = row(ledger, child)
    assert kept["id_no"] == "529901201710122190"
    assert (kept["sex"], kept["birth_date"], kept["id_type"]) == (None, None, None)
    problems = edit_file.problems_of(ledger, "student", kept)
    assert any(problem.field == "id_no" for problem in problems)


@pytest.mark.parametrize("typed", ["苗族", "苗", "06", " 苗族 "])
def test_a_code_is_kept_by_number_or_name(ledger, child, typed):
    edit_file.save_fields(ledger, "student", child, {"民族": typed})
    assert row(ledger, child)["ethnic"] == "06"


@pytest.mark.parametrize(
    "given",
    [{"ethnic": "火星族"}, {"birth_date": "昨天吧"}, {"distance_km": "很远"}, {"boards": "也许"},
     {"siblings": "两三个"}, {"没有这项": "1"}, {"school": "没有的小学"}],
    ids=lambda given: next(iter(given)),
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_and_nothing_else_is_saved(ledger, child, given):
    before = row(ledger, child)
    count = len(history.revisions(ledger))
    with pytest.raises(LedgerError) as refused:
        edit_file.save_fields(ledger, "student", child, {"remark": "不应保存", **given})
    assert next(iter(given.values())) in refused.value.message or "没有这项" in given
    assert row(ledger, child) == before
    assert len(history.revisions(ledger)) == count


def test_a_row_says_when_and_by_whom_it_was_changed_last(ledger, child):
    ledger.clock.move(hours=1)
    for author, number in (("周老师", "1"), ("李老师", "2")):
        ledger.author = author
        edit_file.save_fields(ledger, "student", child, {"phone": f"1380000000{number}"})
    kept = row(ledger, child)
    assert (kept["updated_at"], kept["updated_by"]) == ("2026-11-21 13:00:00", "李老师")
    assert kept["created_at"] == "2026-11-21 12:00:00"


def test_an_emptied_name_is_refused(ledger, child):
    with pytest.raises(LedgerError, match="姓名不能为空"):
        edit_file.save_fields(ledger, "student", child, {"name": " "})


def test_a_record_that_is_gone_is_named(ledger, child):
    with pytest.raises(LedgerError, match="已经不在了"):
        edit_file.save_fields(ledger, "contact", "nothing", {"content": "x"})


def test_an_empty_record_is_not_kept(ledger, child):
    with pytest.raises(LedgerError, match="还是空的"):
        edit_file.add_record(ledger, "contact", child, {"content": "", "方式": None})


def test_fields_of_many_children_are_one_revision(ledger, child):
    others = [edit_file.add_student(ledger, {"name": name}).record_id for name in ("甲一", "乙二")]
    edit_file.save_fields(ledger, "student", child, {"class_no": "2"})
    before = len(history.revisions(ledger))
    changed = edit_file.set_for_many(ledger, [child, *others], {"班级": "2", "年级": "四年级"})
    assert changed == 3
    assert len(history.revisions(ledger)) == before + 1
    assert [row(ledger, each)["grade"] for each in (child, *others)] == ["4", "4", "4"]
    assert edit_file.set_for_many(ledger, [child, *others], {"班级": "2"}) == 0
    assert len(history.revisions(ledger)) == before + 1
    undo_revision.undo(ledger)
    assert [row(ledger, each)["class_no"] for each in (child, *others)] == ["2", None, None]


def test_a_value_that_cannot_be_kept_is_set_for_nobody(ledger, child):
    with pytest.raises(LedgerError):
        edit_file.set_for_many(ledger, [child], {"班级": "2", "民族": "火星族"})
    assert row(ledger, child)["class_no"] is None


def test_deleted_children_leave_the_lists_and_come_back_whole(ledger, child):
    other = edit_file.add_student(ledger, {"name": "李明"}).record_id
    edit_file.add_record(ledger, "contact", child, {"contacted_on": "2026.11.20"})
    edit_file.delete_students(ledger, [child, other])
    assert find_students.find(ledger, "") == []
    with pytest.raises(LedgerError, match="找不到这个学生"):
        show_student.show(ledger, child)
    undo_revision.undo(ledger)
    assert len(find_students.find(ledger, "")) == 2
    (contact,) = show_student.show(ledger, child)["records"]["contact"]
    assert contact["contacted_on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("家长的电话号", "guardian_phone"), ("phon", "phone"), ("出生日", "birth_date")],
)
def test_a_mistyped_field_is_answered_with_those_near(ledger, child, typed, offered):
    with pytest.raises(LedgerError) as refused:
        edit_file.save_fields(ledger, "student", child, {typed: "1"})
    assert offered in refused.value.hint
    assert refused.value.hint.count("、") < 6


def test_a_mistyped_table_is_answered_with_all(ledger):
    with pytest.raises(LedgerError) as refused:
        edit_file.named_table("contakt")
    assert "contact" in refused.value.hint


def test_a_child_without_papers_is_given_a_number_once_the_reason_is_written_down(ledger):
    child = edit_file.add_student(ledger, {"name": "李雨涵", "sex": "2"}).record_id
    with pytest.raises(LedgerError, match="没有写为什么没有身份证号"):
        edit_file.save_fields(ledger, "student", child, {"temp_no": "新"})
    edit_file.save_fields(ledger, "student", child, {"无身份证号原因": "未上户"})
    number = edit_file.save_fields(ledger, "student", child, {"temp_no": "新"}).changed["temp_no"]
    assert number.startswith("LS")
    with pytest.raises(LedgerError, match=number):
        edit_file.save_fields(ledger, "student", child, {"temp_no": "新"})
    twin = {"name": "李雨涵", "sex": "2", "no_id_reason": "未上户", "temp_no": "新"}
    assert edit_file.add_student(ledger, twin).changed["temp_no"] == f"{number}-2"


def test_a_child_with_a_number_needs_no_temporary_one(ledger):
    given = {"name": "王刚", "id_no": "52990120171012219X", "temp_no": "新"}
    with pytest.raises(LedgerError, match="有身份证号"):
        edit_file.add_student(ledger, given)

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file, find_students, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists import student_index, student_rows
from ledger_app.store.lists.student_rows import ListQuery
from tests.ledgers import report_in

CHILDREN = (
    {
        "name": "单雨涵",
        "id_no": "529901201910032615",
        "phone": "13566537775",
        "grade": "1",
        "class_no": "1",
    },
    {"name": "阿卜杜热西提·买买提江", "grade": "2", "class_no": "1", "village_name": "青山村"},
    {"name": "王𬱖", "grade": "3", "class_no": "2", "village_name": "石门村", "boards": "1"},
    {"name": "吕小绿", "grade": "3", "class_no": "1", "guardian_name": "吕大山"},
)


@pytest.fixture
def filled(ledger):
    for child in CHILDREN:
        edit_file.add_student(ledger, {**child, "school": "福利镇中心小学"})
    return ledger


def found(ledger, text):
    return [row["name"] for row in find_students.find(ledger, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单", "单雨涵"), ("shanyu", "单雨涵"), ("syh", "单雨涵"), ("danyuhan", "单雨涵"),
        ("雨", "单雨涵"), ("7775", "单雨涵"), ("2019100326", "单雨涵"),
        ("买买提", "阿卜杜热西提·买买提江"), ("热西提买", "阿卜杜热西提·买买提江"),
        ("热西提•买买", "阿卜杜热西提·买买提江"), ("abdrxt", "阿卜杜热西提·买买提江"),
        ("青山", "阿卜杜热西提·买买提江"), ("𬱖", "王𬱖"), ("lvxiaolv", "吕小绿"),
        ("吕大山", "吕小绿"), ("石门 王", "王𬱖"),
    ],
)  # fmt: skip
def test_one_box_finds_a_child_by_anything_known(filled, text, name):
    assert found(filled, text) == [name]


def test_school_finds_all_in_class_order(filled):
    assert found(filled, "中心小学") == ["单雨涵", "阿卜杜热西提·买买提江", "吕小绿", "王𬱖"]


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", '"', "王%"])
def test_signs_of_sql_are_plain_text(filled, text):
    assert found(filled, text) == []


def test_filters_join_with_and_values_with_or(filled):
    query = ListQuery(filters=(("grade", ("2", "3")), ("village_name", ("青山村", ""))))
    names = [
        row["name"]
        for row in student_rows.list_rows(filled, student_rows.student_nos(filled, query))
    ]
    assert names == ["阿卜杜热西提·买买提江", "吕小绿"]


def test_category_filter_reads_the_active_concerns(filled):
    student = find_students.student_id(filled, "王𬱖")
    edit_file.add_record(
        filled, "concern", student,
        {"risk_categories": "留守儿童、厌学", "risk_level": "红", "since_on": "2026-09-01"},
    )  # fmt: skip
    edit_file.add_record(
        filled, "concern", student, {"risk_categories": "poor", "until_on": "2026-10-01"}
    )
    assert dict(student_rows.values_of(filled, "categories")) == {
        "left_behind": 1,
        "school_averse": 1,
    }
    query = ListQuery(filters=(("categories", ("school_averse",)),))
    (row,) = student_rows.list_rows(filled, student_rows.student_nos(filled, query))
    assert (row["name"], row["risk_level"]) == ("王𬱖", "3")


def test_the_highest_risk_of_a_child_is_shown(filled):
    student = find_students.student_id(filled, "王𬱖")
    for level in ("黄", "红", "绿"):
        given = {"risk_categories": "厌学", "risk_level": level, "since_on": "2026-09-01"}
        edit_file.add_record(filled, "concern", student, given)
    (row,) = find_students.find(filled, "王𬱖")
    assert row["risk_level"] == "3"


def test_a_concern_counts_in_lists_until_the_day_it_is_lifted(filled):
    student = find_students.student_id(filled, "王𬱖")
    given = {"risk_level": "红", "since_on": "2026-11-21", "until_on": "2026-11-22"}
    edit_file.add_record(filled, "concern", student, given)
    assert find_students.find(filled, "王𬱖")[0]["risk_level"] == "3"
    filled.clock.move(days=1)
    student_index.bring_up_to_date(filled)
    assert find_students.find(filled, "王𬱖")[0]["risk_level"] is None


def test_a_contact_of_today_is_the_last_and_one_of_tomorrow_is_not(filled):
    student = find_students.student_id(filled, "王𬱖")
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        edit_file.add_record(filled, "contact", student, {"contacted_on": day})
    assert find_students.find(filled, "王𬱖")[0]["last_contact_on"] == "2026-11-21"


def test_a_list_of_what_is_due_has_who_is_due_the_next_day(filled):
    query = ListQuery(due_only=True)
    student = find_students.student_id(filled, "王𬱖")
    given = {"contacted_on": "2026-11-20", "next_on": "2026-12-20"}
    report_in(filled)
    edit_file.add_record(filled, "contact", student, given)
    assert student_rows.student_nos(filled, query) == []
    filled.clock.move(days=30)
    student_index.bring_up_to_date(filled)
    rows = student_rows.list_rows(filled, student_rows.student_nos(filled, query))
    assert [row["name"] for row in rows] == ["王𬱖"]


def test_a_list_says_what_is_most_pressing_about_a_child(filled):
    student = find_students.student_id(filled, "王𬱖")
    edit_file.add_record(filled, "dropout", student, {"confirmed_on": "2026-11-02"})
    given = {"contacted_on": "2026-11-12", "promised_on": "2026-11-18", "next_on": "2026-11-25"}
    edit_file.add_record(filled, "contact", student, given)
    due = [each for each in due_list.due(filled) if each.student == student]
    (row,) = find_students.find(filled, "王𬱖")
    assert len({each.rule for each in due}) > 1
    assert (row["due_rule"], row["due_on"]) == (due[0].rule, due[0].due_on)


def test_the_guardian_of_a_row_may_stand_in_the_family_only(filled):
    student = find_students.student_id(filled, "王𬱖")
    given = {"name": "李秀英", "relation": "母亲", "phone": "13700000002", "is_guardian": "是"}
    mother = edit_file.add_record(filled, "family_member", student, given).record_id
    known = find_students.find(filled, "王𬱖")[0]["guardian"]
    assert (known.called, known.phone) == ("李秀英（母亲）", "13700000002")
    edit_file.delete_record(filled, "family_member", mother)
    assert find_students.find(filled, "王𬱖")[0]["guardian"].name == ""


def test_sorting_puts_empty_last_both_ways(filled):
    for descending in (False, True):
        query = ListQuery(sort="village_name", descending=descending)
        rows = student_rows.list_rows(filled, student_rows.student_nos(filled, query))
        assert [bool(row["village_name"]) for row in rows] == [True, True, False, False]


def test_unknown_sort_and_filter_are_refused(filled):
    with pytest.raises(LedgerError):
        student_rows.student_nos(filled, ListQuery(sort="id_no; DROP TABLE student"))
    with pytest.raises(LedgerError):
        student_rows.student_nos(filled, ListQuery(filters=(("1=1", ("x",)),)))


def test_lists_follow_an_edit_and_its_undo(filled):
    student = find_students.student_id(filled, "单雨涵")
    edit_file.save_fields(filled, "student", student, {"name": "单雨晨"})
    assert found(filled, "syc") == ["单雨晨"]
    undo_revision.undo(filled)
    assert found(filled, "syc") == []


def test_renaming_a_school_renames_it_in_every_row(filled):
    school = filled.value("SELECT id FROM school")
    edit_file.save_fields(filled, "school", school, {"name": "福利镇第一小学"})
    assert len(found(filled, "第一小学")) == 4


def test_status_and_due_day_stand_in_the_row(filled):
    student = find_students.student_id(filled, "吕小绿")
    edit_file.add_record(
        filled, "dropout", student,
        {"last_attended": "2026-11-10", "confirmed_on": "2026-11-19", "is_suspected": "否"},
    )  # fmt: skip
    row = find_students.find(filled, "吕小绿")[0]
    assert find_students.status_name(row["status"]) == "辍学"
    assert row["due_on"] is not None


def test_namesakes_are_listed_not_guessed(filled):
    edit_file.add_student(filled, {"name": "王𬱖"})
    with pytest.raises(LedgerError, match="有 2 个学生"):
        find_students.student_id(filled, "王𬱖")
    assert find_students.student_id(filled, "52990120191003261 5".replace(" ", ""))

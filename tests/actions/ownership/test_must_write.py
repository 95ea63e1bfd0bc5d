"""What another unit writes is refused by every action, with a sentence, and nothing is kept."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import close_case, edit_file, import_workbook, undo_revision
from ledger_app.actions.attendance.note_absence import note_absence
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.actions.contact import draft, keep
from ledger_app.actions.contact.keep import Spoken
from ledger_app.actions.merging import merge_files, split_file
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.history import newest_no
from ledger_app.store.changes.record_origins import note
from ledger_app.store.changes.revisions import revise

TOWNSHIP, OTHER = "530627105", "2152000009"
KEYS = {"sign_key": "a", "seal_key": "b", "fingerprint": "c", "verified": "1", "state": "active"}


def pair(ledger, kind="township", code=TOWNSHIP, name="福利镇中心校"):
    with revise(ledger, "pair", "配对") as revision:
        unit = {"unit_kind": kind, "unit_code": code, "unit_name": name}
        revision.insert("partner", {**unit, **KEYS})


def came_from(ledger, unit, table, student, **values):
    """Let a record come with a package of that unit."""
    with revise(ledger, "merge_package", "收包") as revision:
        record = revision.insert(table, values, student_id=student)
        note(revision, [(record, unit, "王老师")])
    return record


def hand_over(ledger, student, code=OTHER, name="联合小学"):
    values = {"to_code": code, "to_name": name, "handed_on": "2026-11-01"}
    return came_from(ledger, TOWNSHIP, "passage", student, **values)


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王小明", "grade": "3"}).record_id


def refused(ledger, action, *given):
    before = newest_no(ledger)
    with pytest.raises(LedgerError) as error:
        action(ledger, *given)
    assert newest_no(ledger) == before
    assert "王小明" not in str(error.value)
    return error.value.message


def test_a_contact_of_the_township_is_read_at_the_school(ledger, child):
    pair(ledger)
    contact = came_from(ledger, TOWNSHIP, "contact", child, content="乡镇家访")
    said = refused(ledger, edit_file.save_fields, "contact", contact, {"content": "改"})
    assert said == "“劝返就读情况记录/谈话内容”由乡镇填写，这里只能看。"
    assert "由乡镇填写" in refused(ledger, edit_file.delete_record, "contact", contact)
    own = edit_file.add_record(ledger, "contact", child, {"content": "学校家访"}).record_id
    edit_file.save_fields(ledger, "contact", own, {"content": "学校又去"})
    edit_file.delete_record(ledger, "contact", own)


def test_the_approver_of_a_closing_is_the_townships_once_the_school_is_paired(ledger, child):
    case = {"last_attended": "2026-10-08", "confirmed_on": "2026-10-20", "is_suspected": "0"}
    edit_file.add_record(ledger, "dropout", child, case)
    given = {"close_reason": "4", "close_evidence": "户口簿", "close_approver": "校长"}
    pair(ledger)
    said = refused(ledger, close_case.close, child, given)
    assert said == "“销号审批人”由乡镇填写，这里只能看。"
    closing = close_case.close(ledger, child, {**given, "close_approver": ""})
    assert "审批人" in closing.lacking
    said = refused(ledger, edit_file.save_fields, "placement", closing.record, given)
    assert "由乡镇填写" in said


def test_a_file_that_was_handed_over_can_only_be_read(ledger, child):
    contact = edit_file.add_record(ledger, "contact", child, {"content": "家访"}).record_id
    other = edit_file.add_student(ledger, {"name": "赵刚"}).record_id
    pair(ledger)
    hand_over(ledger, child)
    gone = "档案已移交联合小学，这里只能看。"
    assert refused(ledger, edit_file.save_fields, "student", child, {"phone": "1"}) == gone
    assert refused(ledger, edit_file.save_fields, "contact", contact, {"content": "改"}) == gone
    assert refused(ledger, edit_file.add_record, "contact", child, {"content": "又"}) == gone
    assert refused(ledger, edit_file.delete_record, "contact", contact) == gone
    many = "选中的 2 人里，1 人的档案已移交，这里只能看。"
    both = [child, other]
    assert refused(ledger, edit_file.set_for_many, both, {"grade": "4"}) == many
    given = ("contact", {"content": "家访"})
    assert refused(ledger, edit_file.add_record_for_many, both, *given) == many
    assert refused(ledger, edit_file.delete_students, both) == many
    edit_file.set_for_many(ledger, [other], {"grade": "4"})


def test_at_the_new_school_the_file_is_written_and_the_townships_ledger_writes_all(ledger, child):
    pair(ledger)
    hand_over(ledger, child, code="2152000001", name="福利镇中心小学")
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000001"})


def test_an_undo_of_the_passage_makes_the_file_writable_again(ledger, child):
    pair(ledger)
    hand_over(ledger, child)
    assert "已移交" in refused(ledger, edit_file.save_fields, "student", child, {"phone": "1"})
    undo_revision.undo(ledger)
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000001"})


def test_without_a_partner_no_save_asks_whose_a_record_is(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000001"})
    statements = []
    ledger.db.conn.set_trace_callback(statements.append)
    edit_file.save_fields(ledger, "student", child, {"phone": "13800000002"})
    ledger.db.conn.set_trace_callback(None)
    read = [each for each in statements if each.startswith("SELECT")]
    assert not [each for each in read if "FROM origin" in each or "FROM partner" in each]
    assert not [each for each in read if "SELECT to_code" in each]


@pytest.mark.parametrize("table", [each for each in TABLES.values() if each.typed])
def test_every_record_that_people_type_goes_through_the_same_word(ledger, child, table):
    if not table.of_student:
        return
    pair(ledger)
    hand_over(ledger, child)
    assert "已移交" in refused(ledger, edit_file.add_record, table.key, child, one_value(table))


def one_value(table):
    field = next(each for each in table.fields if not each.codes and each.kind in ("text", "date"))
    return {field.key: "2026-11-01"}


def split_off(ledger, child, record):
    split_file.split(ledger, child, {"name": "李二"}, records=[record])


def test_what_is_done_with_several_children_stops_at_a_reading_copy(ledger, child):
    other = edit_file.add_student(ledger, {"name": "赵刚"}).record_id
    contact = edit_file.add_record(ledger, "contact", child, {"content": "家访"}).record_id
    pair(ledger)
    hand_over(ledger, child)
    told = {"contacted_on": "2026-11-20"}
    assert "已移交" in refused(ledger, draft.begin, [child, other])
    assert "已移交" in refused(ledger, keep.keep, told, [Spoken(child), Spoken(other)])
    assert "已移交" in refused(ledger, merge_files.merge, other, child)
    assert "已移交" in refused(ledger, split_off, child, contact)
    away = (date(2026, 11, 20), Absent("1"))
    assert "已移交" in refused(ledger, note_absence, [child, other], *away)


def test_an_import_names_a_file_that_was_handed_over_and_leaves_it_as_it_is(ledger, tmp_path):
    number = "G529901201703110123"
    given = {"name": "王小明", "sex": "1", "register_no": number}
    child = edit_file.add_student(ledger, given).record_id
    roster = tmp_path / "名册.csv"
    text = f"姓名,性别,学籍号,联系电话\n王小明,男,{number},13800001234\n赵刚,男,,13800005678\n"
    roster.write_text(text, encoding="utf-8")
    pair(ledger)
    hand_over(ledger, child)
    plan = import_workbook.plan(ledger, roster)
    assert [str(row.fate) for row in plan.rows] == ["skipped", "created"]
    assert plan.rows[0].reason == "档案已移交别的单位，这里只能看，没有写入。"
    result = import_workbook.commit(ledger, plan)
    assert (result.counts["skipped"], result.counts["created"]) == (1, 1)
    assert ledger.value("SELECT phone FROM student WHERE id = ?", [child]) is None

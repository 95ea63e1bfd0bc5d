"""A note on a field: where it shows, what hides it, what it explains, what becomes of it."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.actions.checking import examine_ledger
from ledger_app.actions.checking.keep_note import keep_note, notes_there
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.in_words.field_notes import field_notes, place_of
from ledger_app.domain.telling.masking import Purpose
from ledger_app.store.lists.student_files import load_file

WHY = "老人机，13800001111 打不通，只在晚上开机"


@pytest.fixture
def child(ledger):
    school = ledger.value("SELECT id FROM school")
    given = {"name": "王小明", "school": school, "grade": "3", "class_no": "2", "ethnic": "1"}
    return edit_file.add_student(ledger, given).record_id


def lines(ledger, child):
    return [each.line for each in field_notes(load_file(ledger, child))]


def rows(ledger, purpose=Purpose.INTERNAL):
    prepared = print_ledger.prepare(ledger, "field_notes", purpose=purpose)
    return [row for sheet in prepared.sheets for row in sheet.rows]


def test_one_field_has_one_note_of_this_unit(ledger, child):
    place = place_of("student", child, "phone")
    keep_note(ledger, child, place, WHY)
    keep_note(ledger, child, place, "换了新手机")
    assert lines(ledger, child) == ["换了新手机"]
    keep_note(ledger, child, place, "")
    assert lines(ledger, child) == []
    undo_revision.undo(ledger)
    assert lines(ledger, child) == ["换了新手机"]
    assert notes_there(ledger, child, place).own.by == ledger.author


def test_the_same_text_again_is_no_change(ledger, child):
    place = place_of("student", child, "phone")
    keep_note(ledger, child, place, WHY)
    before = ledger.value("SELECT max(no) FROM revision")
    keep_note(ledger, child, place, WHY)
    assert ledger.value("SELECT max(no) FROM revision") == before


def test_a_note_of_a_record_goes_with_it_and_comes_back_with_it(ledger, child):
    made = edit_file.add_record(ledger, "contact", child, {"contacted_on": "2026-11-20"})
    keep_note(ledger, child, place_of("contact", made.record_id, "contacted_on"), "家长说的")
    edit_file.delete_record(ledger, "contact", made.record_id)
    assert lines(ledger, child) == []
    assert ledger.value("SELECT count(*) FROM field_note WHERE deleted_at IS NULL") == 0
    undo_revision.undo(ledger)
    assert lines(ledger, child) == ["家长说的"]


def test_no_note_on_what_is_not_there(ledger, child):
    for place in (place_of("contact", "x", "contacted_on"), place_of("student", child, "nothing")):
        with pytest.raises(LedgerError, match="不在了"):
            keep_note(ledger, child, place, WHY)


def test_the_list_prints_them_with_the_value_masked_by_purpose(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"phone": "13800001111"})
    keep_note(ledger, child, place_of("student", child, "phone"), WHY)
    [shown] = rows(ledger)
    text = " ".join(shown)
    assert "王小明" in text
    assert "138****1111" in text
    assert "13800001111" not in text
    assert "只在晚上开机" in text
    assert "13800001111" in " ".join(rows(ledger, Purpose.REPORT)[0])


def test_a_note_on_a_sensitive_field_is_as_hidden_as_the_field(ledger, child):
    secret = "在某院治疗"
    keep_note(ledger, child, place_of("student", child, "psychological"), secret)
    made = edit_file.add_record(ledger, "concern", child, {"since_on": "2026-09-01"})
    keep_note(ledger, child, place_of("concern", made.record_id, "since_on"), secret)
    assert rows(ledger, Purpose.REPORT) == []
    assert secret not in str(show_student.show(ledger, child))
    keep_note(ledger, child, place_of("student", child, "psychological"), "好了")
    hidden = [show_student.hidden_change(row) for row in show_student.changes(ledger, child)]
    assert secret not in str(hidden)
    assert secret in str(show_student.changes(ledger, child))


def test_an_examination_counts_what_a_note_explains_apart(ledger, child):
    def found():
        lines = examine_ledger.examine_ledger(ledger, [child])
        return {each.kind: each.finding.text for each in lines if each.finding.first.field}

    edit_file.save_fields(ledger, "student", child, {"ethnic": ""})
    before = found()
    assert "explained" not in before
    keep_note(ledger, child, place_of("student", child, "ethnic"), "还在等派出所")
    assert "（已说明：还在等派出所）" in found()["explained"]
    assert "民族" not in found()["missing"]

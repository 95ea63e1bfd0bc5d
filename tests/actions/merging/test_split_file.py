"""What goes with a record, or with a value, that a second file takes."""

from __future__ import annotations

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.checking import second_look
from ledger_app.actions.checking.keep_note import keep_note
from ledger_app.actions.merging.split_file import split
from ledger_app.domain.checking.second_look import looked
from ledger_app.domain.telling.in_words.field_notes import Place, field_notes
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import check

PHONE = Place("student", "", "phone")


def test_what_was_noted_of_a_value_and_that_it_was_looked_at_go_where_the_value_goes(ledger):
    old = edit_file.add_student(
        ledger, {"name": "王小明", "phone": "13800000001", "ethnic": "1"}
    ).record_id
    call = edit_file.add_record(ledger, "contact", old, {"contacted_on": "2026-11-02"}).record_id
    father = edit_file.add_record(
        ledger, "family_member", old, {"name": "王大", "phone": "13900000002"}
    ).record_id
    of_call, of_father = Place("contact", call, "content"), Place("family_member", father, "phone")
    staying = Place("student", "", "ethnic")
    for place in (of_call, PHONE, staying):
        keep_note(ledger, old, place, f"{place.key} 是外婆说的")
    for place, number in ((of_father, "13900000002"), (PHONE, "13800000001")):
        assert second_look.compare(ledger, second_look.to_look(ledger, old, place), number) is None

    new = split(ledger, old, {"name": "王小亮"}, records=[call, father], taken=["phone"]).new
    assert [each.place for each in field_notes(load_file(ledger, old))] == [staying]
    other = load_file(ledger, new)
    assert [each.place for each in field_notes(other)] == [of_call, PHONE]
    assert looked(other, of_father)
    assert looked(other, PHONE)
    assert load_file(ledger, old).student["phone"] is None
    assert other.student["phone"] == "13800000001"
    assert check.problems(ledger) == []

    undo_revision.undo(ledger)
    assert len(field_notes(load_file(ledger, old))) == 3
    assert check.problems(ledger) == []

"""What is noted of a child goes up with its file, so that whoever calls has read it."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.actions.checking.keep_note import keep_note, notes_there
from ledger_app.actions.handoff.preflight import preflight
from ledger_app.domain.telling.in_words.field_notes import Place, field_notes
from ledger_app.store.lists.student_files import load_file
from tests.actions.handoff.rounds.carried import add_child, carried

NOTE = "不得告知父亲住址"


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    found.child = add_child(found.school, "王一")
    yield found
    found.close()


def test_the_safety_note_goes_up_although_sensitive_fields_stay(units):
    given = {"safety_note": NOTE, "case_involved": "1"}
    edit_file.save_fields(units.school, "student", units.child, given)
    told = [each for each in preflight(units.school).advisory if "安全提示" in each.text]
    assert [(each.text, each.students) for each in told] == [
        ("1 人有安全提示，随包上报：联系家庭的人要先看到", (units.child,))
    ]
    assert "safety_note" not in {each.what.key for each in preflight(units.school).withheld}
    units.up()
    there = show_student.show(units.township, units.child, reveal=True)
    assert there["safety_note"] == NOTE
    assert there["case_involved"] is None

    undo_revision.undo(units.township)
    units.up()
    assert show_student.show(units.township, units.child)["safety_note"] == NOTE


def test_a_note_on_a_field_goes_up_and_one_on_a_hidden_field_stays(units):
    keep_note(units.school, units.child, Place("student", "", "phone"), "只在晚上开机")
    keep_note(units.school, units.child, Place("student", "", "psychological"), "在治疗")
    units.up()
    there = field_notes(load_file(units.township, units.child))
    assert [(each.place.key, each.text) for each in there] == [("phone", "只在晚上开机")]

    keep_note(units.township, units.child, Place("student", "", "phone"), "乡镇也打过")
    units.down()
    own = notes_there(units.school, units.child, Place("student", "", "phone"))
    assert own.own.text == "只在晚上开机"
    assert [each.text for each in own.others] == ["乡镇也打过"]

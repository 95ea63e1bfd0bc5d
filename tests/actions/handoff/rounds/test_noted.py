"""What is noted of a child goes up with its file, so that whoever calls has read it."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.actions.checking import second_look
from ledger_app.actions.checking.keep_note import keep_note, notes_there
from ledger_app.actions.contact import keep
from ledger_app.actions.contact.keep import Spoken
from ledger_app.actions.handoff.preflight import preflight
from ledger_app.catalogue.evidence_meanings import ContactMode
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


PHONE = Place("student", "", "guardian_phone")


def test_a_call_of_the_township_comes_down_with_its_hour_and_the_number_that_was_rung(units):
    edit_file.save_fields(units.school, "student", units.child, {"guardian_phone": "13800001111"})
    units.up()
    rung = {"phone_tried": "13800001111", "result": "7"}
    today = units.township.today().isoformat()
    shared = {"contacted_on": today, "mode": ContactMode.PHONE, "purpose": "1"}
    keep.keep(units.township, shared, [Spoken(units.child, rung)])
    [there] = load_file(units.township, units.child).of("contact")
    assert there["contacted_at"]
    units.down()
    [here] = load_file(units.school, units.child).of("contact")
    for key in ("contacted_at", "phone_tried", "result"):
        assert here[key] == there[key]
    assert not units.up().conflicts
    units.down()
    assert len(load_file(units.school, units.child).of("contact")) == 1


def test_a_second_look_of_the_township_comes_down_and_holds_for_the_value_it_was_of(units):
    edit_file.save_fields(units.school, "student", units.child, {"guardian_phone": "13800001111"})
    units.up()
    asked = second_look.to_look(units.township, units.child, PHONE)
    assert second_look.compare(units.township, asked, "13800001111") is None
    units.down()
    [here] = load_file(units.school, units.child).of("second_look")
    assert here["was_equal"] == "1"
    assert PHONE not in second_look.places_not_looked_at(
        units.school, load_file(units.school, units.child)
    )
    edit_file.save_fields(units.school, "student", units.child, {"guardian_phone": "13900002222"})
    assert PHONE in second_look.places_not_looked_at(
        units.school, load_file(units.school, units.child)
    )


def test_the_shell_shows_no_digest_from_which_a_masked_number_could_be_counted_out(units):
    edit_file.save_fields(units.school, "student", units.child, {"guardian_phone": "13800001111"})
    asked = second_look.to_look(units.school, units.child, PHONE)
    second_look.compare(units.school, asked, "13800001111")
    digest = load_file(units.school, units.child).of("second_look")[0]["value_digest"]
    assert digest not in str(show_student.show(units.school, units.child))

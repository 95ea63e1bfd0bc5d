"""Which numbers wait for a second look: typed by hand, not imported, not looked at as they are."""

from __future__ import annotations

import json

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.checking import second_look
from ledger_app.domain.checking.second_look import digest_of, marked
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.in_words.field_notes import Place
from ledger_app.store.changes.revisions import revise

PHONE = "13800001000"
AT = Place("student", "", "phone")


@pytest.fixture
def child(ledger):
    school = ledger.value("SELECT id FROM school")
    given = {"name": "王小明", "school": school, "phone": PHONE}
    return edit_file.add_student(ledger, given).record_id


def waiting(ledger, child):
    return [each.place.key for each in second_look.not_looked_at(ledger, [child])]


def test_what_was_typed_waits_until_it_is_looked_at_and_again_when_it_changes(ledger, child):
    assert waiting(ledger, child) == ["phone"]
    assert second_look.compare(ledger, second_look.to_look(ledger, child, AT), PHONE) is None
    assert waiting(ledger, child) == []
    edit_file.save_fields(ledger, "student", child, {"phone": "13800001001"})
    assert waiting(ledger, child) == ["phone"]


def test_what_an_import_brought_does_not_wait_until_it_is_typed_over(ledger, child):
    with revise(ledger, "import", "导入") as revision:
        revision.update("student", child, {"phone": "13900001111"})
        other = revision.insert("student", {"name": "李小红", "phone": "13900002222"})
    assert waiting(ledger, child) == []
    assert waiting(ledger, other) == []
    edit_file.save_fields(ledger, "student", other, {"phone": "13900002223"})
    assert waiting(ledger, other) == ["phone"]


def test_the_number_itself_is_in_no_record_of_the_look_and_not_in_the_audit(ledger, child):
    asked = second_look.to_look(ledger, child, AT)
    found = second_look.compare(ledger, asked, "13800001009")
    assert (found.stored, found.second) == ("1380000100【0】", "1380000100【9】")
    assert found.typed == "13800001009"
    shown = ledger.column("SELECT detail FROM audit WHERE event = 'reveal'")
    assert [json.loads(each) for each in shown] == [{"student": child}]
    second_look.take_stored(ledger, asked)
    [row] = ledger.rows("SELECT * FROM second_look")
    assert (row["looked_by"], row["looked_on"]) == (ledger.author, ledger.day().text)
    assert PHONE not in str(row)
    assert row["value_digest"] == digest_of(AT, PHONE)
    assert row["was_equal"] == "0"
    assert PHONE not in "".join(ledger.column("SELECT detail FROM audit"))


def test_a_number_of_the_family_is_looked_at_and_put_right_in_its_own_record(ledger, child):
    mother = {"name": "李梅", "phone": "13900002222"}
    member = edit_file.add_record(ledger, "family_member", child, mother).record_id
    [_, asked] = second_look.not_looked_at(ledger, [child])
    assert asked.place == Place("family_member", member, "phone")
    assert (asked.label, asked.who[:3]) == ("家庭成员 联系电话", "王小明")
    found = second_look.compare(ledger, asked, "13900002223")
    second_look.take_typed(ledger, asked, found.typed)
    stored = "SELECT phone FROM family_member"
    assert (ledger.value(stored), waiting(ledger, child)) == ("13900002223", ["phone"])
    assert ledger.value("SELECT phone FROM student WHERE id = ?", [child]) == PHONE
    undo_revision.undo(ledger)
    assert ledger.value(stored) == "13900002222"
    assert asked in second_look.not_looked_at(ledger, [child])


def test_a_number_that_is_gone_meanwhile_is_said_to_be_gone(ledger, child):
    asked = second_look.to_look(ledger, child, AT)
    edit_file.save_fields(ledger, "student", child, {"phone": ""})
    for look in (lambda: second_look.compare(ledger, asked, PHONE),
                 lambda: second_look.take_stored(ledger, asked)):  # fmt: skip
        with pytest.raises(LedgerError, match="不在了"):
            look()
    assert waiting(ledger, child) == []


def test_what_is_no_number_or_empty_cannot_be_asked_for(ledger, child):
    for key in ("name", "guardian_phone"):
        with pytest.raises(LedgerError, match="没有可以复录核对的号码"):
            second_look.to_look(ledger, child, Place("student", "", key))


def test_the_same_number_in_another_field_was_not_looked_at():
    elsewhere = Place("student", "", "guardian_phone")
    assert digest_of(AT, PHONE) != digest_of(elsewhere, PHONE)


def test_nothing_typed_is_no_look(ledger, child):
    with pytest.raises(LedgerError, match="还没有输"):
        second_look.compare(ledger, second_look.to_look(ledger, child, AT), "  ")
    assert waiting(ledger, child) == ["phone"]


def test_what_differs_is_marked():
    assert marked("13800001000", "13800001007") == "1380000100【0】"
    assert marked("1380000", "13800001") == "1380000"
    assert marked("13800001", "1380000") == "1380000【1】"

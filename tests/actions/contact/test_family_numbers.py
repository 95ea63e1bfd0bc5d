"""The numbers of a family as the ledger has them: old ones kept, few statements, codes logged."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.contact.dial_code import dial_code
from ledger_app.actions.contact.family_numbers import family_of
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phones import dialled, lacks_area, spaced
from ledger_app.printing.pdf.qr import matrix
from ledger_app.store.changes import history
from ledger_app.store.file import audit

GRANDMA, FATHER, OLD, OLDER = "13900000002", "13900000003", "13900000001", "13900000009"


@pytest.fixture
def child(ledger):
    given = {"name": "王𬱖", "guardian_name": "李秀兰", "guardian_phone": OLD}
    return edit_file.add_student(ledger, given).record_id


def numbers(ledger, child):
    return {each.number: each for each in family_of(ledger, child).numbers}


def change(ledger, child, **values):
    for key, value in values.items():
        edit_file.save_fields(ledger, "student", child, {key: value})


def test_a_number_that_was_changed_is_kept_with_its_calls(ledger, child):
    change(ledger, child, guardian_phone=GRANDMA)
    edit_file.add_record(
        ledger, "contact", child,
        {"contacted_on": "2026-11-01", "mode": "2", "phone_tried": OLD, "result": "8"},
    )  # fmt: skip
    found = numbers(ledger, child)
    assert list(found) == [GRANDMA, OLD]
    assert found[OLD].is_former
    assert len(found[OLD].tries) == 1
    assert found[GRANDMA].whose == ("李秀兰",)


def test_what_was_undone_never_stood_there(ledger, child):
    change(ledger, child, guardian_phone=GRANDMA)
    history.undo(ledger)
    assert list(numbers(ledger, child)) == [OLD]
    history.redo(ledger)
    assert next(iter(numbers(ledger, child))) == GRANDMA


def test_a_call_of_a_number_whose_entry_was_undone_names_no_former_number(ledger, child):
    change(ledger, child, guardian_phone=GRANDMA)
    history.undo(ledger)
    edit_file.add_record(
        ledger, "contact", child,
        {"contacted_on": "2026-11-01", "mode": "2", "phone_tried": GRANDMA, "result": "8"},
    )  # fmt: skip
    found = numbers(ledger, child)
    assert not found[GRANDMA].is_former
    assert found[GRANDMA].whose == ()


def test_the_former_number_of_a_member_of_the_family_is_theirs(ledger, child):
    father = edit_file.add_record(
        ledger, "family_member", child, {"name": "王刚", "relation": "父亲", "phone": OLDER}
    ).record_id
    edit_file.save_fields(ledger, "family_member", father, {"phone": FATHER})
    edit_file.add_record(
        ledger, "contact", child,
        {"contacted_on": "2026-11-01", "mode": "2", "phone_tried": OLDER, "result": "8"},
    )  # fmt: skip
    found = numbers(ledger, child)
    assert found[OLDER].is_former
    assert found[OLDER].whose == found[FATHER].whose == ("王刚（父亲）",)


def test_numbers_of_a_file_at_hand_cost_one_statement(ledger, child):
    change(ledger, child, guardian_phone=GRANDMA)
    family_of(ledger, child)
    statements = []
    ledger.db.conn.set_trace_callback(statements.append)
    family_of(ledger, child)
    ledger.db.conn.set_trace_callback(None)
    assert len(statements) <= 2, statements


def test_a_code_is_logged_as_shown_whole_without_the_number(ledger, child):
    before = audit.end(ledger)
    assert dial_code(ledger, child, OLD) == matrix(f"tel:{OLD}")
    assert audit.end(ledger)[0] == before[0] + 1
    entry = audit.entries(ledger)[0]
    assert (entry["event"], entry["detail"]) == ("reveal", {"student": child})


def test_what_no_phone_dials_is_refused_and_not_logged(ledger, child):
    before = audit.head(ledger)
    with pytest.raises(LedgerError) as refused:
        dial_code(ledger, child, "1380000")
    assert "1380000" not in str(refused.value)
    assert audit.head(ledger) == before


@pytest.mark.parametrize(
    ("number", "uri", "read"),
    [
        ("13800138000", "tel:13800138000", "138 0013 8000"),
        ("0451-1234567", "tel:04511234567", "0451-1234567"),
        ("0451-1234567-801", "tel:04511234567,801", "0451-1234567 转 801"),
        ("5551234-8", "tel:5551234,8", "5551234 转 8"),
        ("1380000", "", "1380000"),
        ("138001380001", "", "138001380001"),
    ],
)
def test_what_a_phone_dials(number, uri, read):
    assert dialled(number) == uri
    assert spaced(number) == read


def test_a_local_number_lacks_its_area():
    assert lacks_area("5551234")
    assert lacks_area("5551234-801")
    assert not lacks_area("0451-1234567")
    assert not lacks_area("13800138000")

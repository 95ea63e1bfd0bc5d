"""What a roll call would change is what it does change, also when it stands for another one."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file
from ledger_app.actions.attendance.roll_call import Absent, RollCall, register
from ledger_app.actions.foreseeing.many import summed
from ledger_app.actions.foreseeing.roll_calls import tell_of_roll_call
from ledger_app.catalogue.evidence_meanings import RollCallKind

FRIDAY, THURSDAY = date(2026, 11, 20), date(2026, 11, 19)  # the clock stands at Saturday 2026-11-21


@pytest.fixture
def school(ledger):
    """Return the class 三(1)班 and its three children by name."""
    given = {"school": "福利镇中心小学", "grade": "3", "class_no": "1"}
    ids = {
        name: edit_file.add_student(ledger, {"name": name, **given}).record_id
        for name in ("王一", "李二", "赵涛")
    }
    return (edit_file.school_id(ledger, "福利镇中心小学"), "3", "1"), ids


def due(ledger, student):
    return sorted(
        (each.rule, each.due_on) for each in due_list.due(ledger) if each.student == student
    )


def foretold_and_done(ledger, call, ids):
    """Register a call; hold what was foreseen of each child against what came about."""
    before = {each: due(ledger, each) for each in ids.values()}
    many = tell_of_roll_call(ledger, call)
    while not many.is_over:
        many.go_on(ledger)
    found = dict(zip(many._entries, many.found, strict=True))
    register(ledger, call)
    for student in ids.values():
        code = ledger.value("SELECT status FROM student_index WHERE id = ?", [student])
        now = due(ledger, student)
        if student not in found:
            assert now == before[student]
            continue
        told = found[student]
        assert told.after.code == code
        came = {(each.rule, each.after) for each in told.due if each.after}
        assert came == set(now) - set(before[student])
    return summed(many.found).whole


def test_a_class_of_which_one_is_missing(ledger, school):
    place, ids = school
    call = RollCall(place, FRIDAY, RollCallKind.ROLL_CALL, {ids["李二"]: Absent()})
    said = foretold_and_done(ledger, call, ids)
    assert "2 人变为 在校" in said
    assert "1 人" in said


def test_who_was_missing_and_came_after_all(ledger, school):
    place, ids = school
    register(ledger, RollCall(place, THURSDAY, "2", {ids["李二"]: Absent()}))
    register(ledger, RollCall(place, FRIDAY, "2", {ids["李二"]: Absent(), ids["王一"]: Absent()}))
    other = RollCall(place, FRIDAY, "2", {ids["赵涛"]: Absent()}, [ids["李二"], ids["王一"]],
                     replace=True)  # fmt: skip
    assert foretold_and_done(ledger, other, ids)


def test_a_call_that_would_be_refused_tells_nothing(ledger, school):
    place, ids = school
    register(ledger, RollCall(place, FRIDAY, "2", {ids["李二"]: Absent()}))
    assert tell_of_roll_call(ledger, RollCall(place, FRIDAY, "2")) is None

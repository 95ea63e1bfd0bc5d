"""One line says that children are away: opened, carried on, never twice."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import due_list, edit_file
from ledger_app.actions.attendance.note_absence import note_absence
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists import places

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)  # the clock stands at 2026-11-21


@pytest.fixture
def ids(ledger):
    return [edit_file.add_student(ledger, {"name": name}).record_id for name in ("王一", "李二")]


def kept(ledger, ids):
    rows = places.absences(ledger, ids)
    return [
        (row["from_on"], row["to_on"], row["reason_given"], row["excused"], row["remark"])
        for child in ids
        for row in rows.get(child, ())
    ]


def test_a_child_that_is_away_has_a_line_at_once(ledger, ids):
    assert note_absence(ledger, ids[:1], FRIDAY, Absent()) == 1
    assert kept(ledger, ids) == [("2026-11-20", None, "7", "0", None)]
    rules = {each.rule for each in due_list.due(ledger) if each.student == ids[0]}
    assert {"absence_same_day", "still_missing"} <= rules


def test_many_at_once_and_the_same_again_changes_nothing(ledger, ids):
    assert note_absence(ledger, ids, FRIDAY, Absent()) == 2
    assert note_absence(ledger, ids, FRIDAY, Absent()) == 0
    ill = Absent("1", "2026-11-24", "家长说下周来")
    assert note_absence(ledger, ids[1:], FRIDAY, ill) == 1
    assert kept(ledger, ids) == [
        ("2026-11-20", None, "7", "0", None),
        ("2026-11-20", "2026-11-24", "1", "1", "家长说下周来"),
    ]


def test_a_leave_may_begin_later(ledger, ids):
    assert note_absence(ledger, ids[:1], MONDAY, Absent("2", "2026-11-27")) == 1


@pytest.mark.parametrize(
    ("on", "why", "said"),
    [
        (FRIDAY, Absent("1", "2026-11-19"), "请假止早于缺勤起"),
        (MONDAY, Absent(), "还没有到"),
        (FRIDAY, Absent(note="长" * 501), "说明超过 500 个字"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_way_on(ledger, ids, on, why, said):
    with pytest.raises(LedgerError, match=said) as refused:
        note_absence(ledger, ids, on, why)
    assert refused.value.hint
    assert kept(ledger, ids) == []

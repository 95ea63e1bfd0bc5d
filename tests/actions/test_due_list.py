"""What was decided about a reminder ends or moves it, and undo brings it back."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import (
    due_list,
    edit_file,
    find_students,
    new_day,
    open_student,
    undo_revision,
)
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding import reminders
from ledger_app.store.changes import history

TOMORROW = date(2026, 11, 22)


@pytest.fixture
def child(ledger):
    """Return a child that is to be called: left behind, without any contact."""
    student = edit_file.add_student(ledger, {"name": "王小明", "guardian_phone": "13800000001"})
    edit_file.add_record(
        ledger, "dropout", student.record_id,
        {"last_attended": "2026-10-20", "confirmed_on": "2026-11-01", "is_suspected": "0",
         "registry_flagged_on": "2026-10-28",
         "reported_township_on": "2026-11-01", "written_report_on": "2026-11-01"},
    )  # fmt: skip
    return student.record_id


def mine(ledger, child, on=None):
    return [each for each in due_list.due(ledger, on) if each.student == child]


def first_due(ledger):
    return ledger.value("SELECT due_on FROM student_index WHERE name = '王小明'")


def test_a_silent_dropout_is_due(ledger, child):
    reminder = mine(ledger, child)[0]
    assert (reminder.name, reminder.state) == ("王小明", "overdue")
    assert reminder.reason
    assert first_due(ledger) == reminder.due_on


def test_logging_the_contact_ends_it(ledger, child):
    before = mine(ledger, child)[0]
    edit_file.add_record(
        ledger, "contact", child, {"contacted_on": "2026-11-21", "purpose": "1", "content": "家访"}
    )
    assert before.due_on not in [each.due_on for each in mine(ledger, child)]


def test_what_cannot_be_done_comes_back_on_the_day_chosen_or_that_of_its_rule(ledger, child):
    (line,) = reminders.one_line_each(mine(ledger, child))
    assert line.rule == "repersuade"
    assert due_list.again_on(ledger, [line]) == date(2026, 11, 28)  # a week, as its rule says
    due_list.answer(ledger, line, "impossible", reason="全家外出")
    (again,) = mine(ledger, child, date(2026, 11, 28))
    assert (again.rule, again.due_on, again.state) == ("repersuade", "2026-11-28", "today")
    assert "已 1 次做不了（全家外出）" in again.reason
    ledger.clock.move(days=7)
    due_list.answer(ledger, again, "impossible", reason="桥断", until=date(2026, 12, 1))
    (third,) = mine(ledger, child, date(2026, 12, 1))
    assert (third.due_on, third.who == "校长") == ("2026-12-01", False)
    ledger.clock.move(days=3)
    due_list.answer(ledger, third, "impossible", reason="还是没人")
    (raised,) = mine(ledger, child, date(2026, 12, 8))
    assert (raised.who, raised.urgency) == ("校长", 1)
    assert "已 3 次做不了（还是没人），请校长定怎么办" in raised.reason
    undo_revision.undo(ledger)
    assert [each.who == "校长" for each in mine(ledger, child, date(2026, 12, 8))] == [False]


def test_the_new_day_of_what_cannot_be_done_lies_ahead(ledger, child):
    line = mine(ledger, child)[0]
    with pytest.raises(LedgerError, match="今天以后"):
        due_list.answer(ledger, line, "impossible", reason="外出", until=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("outcome", "more"), [("done", {}), ("impossible", {"reason": "全家外出,电话停机"})]
)
def test_an_answered_reminder_is_not_asked_again(ledger, child, outcome, more):
    reminder = mine(ledger, child)[0]
    due_list.answer(ledger, reminder, outcome, **more)
    asked = [(each.rule, each.due_on) for each in mine(ledger, child)]
    assert (reminder.rule, reminder.due_on) not in asked
    undo_revision.undo(ledger)
    assert reminder in mine(ledger, child)
    assert first_due(ledger) == reminder.due_on
    undo_revision.redo(ledger)
    assert reminder not in mine(ledger, child)


def test_a_postponed_reminder_comes_on_its_new_day(ledger, child):
    reminder = mine(ledger, child)[0]
    due_list.answer(ledger, reminder, "postponed", until=TOMORROW)
    (moved,) = [each for each in mine(ledger, child, TOMORROW) if each.rule == reminder.rule]
    assert (moved.due_on, moved.state) == (TOMORROW.isoformat(), "today")
    assert first_due(ledger) == TOMORROW.isoformat()


@pytest.mark.parametrize(
    ("outcome", "more", "words"),
    [
        ("impossible", {}, "原因"),
        ("impossible", {"reason": "  "}, "原因"),
        ("postponed", {}, "今天以后"),
        ("postponed", {"until": date(2026, 11, 21)}, "今天以后"),
        ("postponed", {"until": date(2027, 2, 22)}, "92 天"),
        ("impossible", {"reason": "搬走了", "until": date(2099, 1, 1)}, "92 天"),
        ("forgotten", {}, "forgotten"),
    ],
)
def test_half_an_answer_is_refused(ledger, child, outcome, more, words):
    reminder = mine(ledger, child)[0]
    with pytest.raises(LedgerError, match=words):
        due_list.answer(ledger, reminder, outcome, **more)
    assert reminder in mine(ledger, child)


def test_several_answers_are_one_revision(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"left_behind_edu": "2"})
    chosen = mine(ledger, child)
    before = len(history.revisions(ledger))
    assert due_list.answer_all(ledger, chosen, "done") == len(chosen)
    assert len(history.revisions(ledger)) == before + 1


def test_an_answer_to_a_line_answers_all_that_it_speaks_for(ledger, child):
    planned = {"contacted_on": "2026-11-02", "promised_on": "2026-11-10", "next_on": "2026-11-09"}
    edit_file.add_record(ledger, "contact", child, planned)
    said = mine(ledger, child)
    (line,) = reminders.one_line_each(said)
    assert len(line.also) == len(said) - 1 > 0
    due_list.answer(ledger, line, "impossible", reason="全家外出")
    asked = {(each.rule, each.due_on) for each in mine(ledger, child)}
    assert asked.isdisjoint({(each.rule, each.due_on) for each in said})


def test_the_unit_owes_its_reports_since_the_ledger_was_made(ledger):
    ledger.clock.move(days=20)
    edit_file.add_student(ledger, {"name": "王小明"})
    asked = [each.due_on for each in due_list.due(ledger) if each.rule == "monthly_report"]
    assert asked == ["2026-11-28"]  # that of October was due before there was a ledger


def test_an_answered_reminder_has_left_the_open_file(ledger, child):
    def asked():
        return [
            (each.rule, each.due_on) for each in open_student.open_file(ledger, child).reminders
        ]

    reminder = mine(ledger, child)[0]
    assert (reminder.rule, reminder.due_on) in asked()
    due_list.answer(ledger, reminder, "done")
    assert (reminder.rule, reminder.due_on) not in asked()


def test_status_and_due_day_follow_the_calendar(ledger, child):
    assert find_students.find(ledger, "王小明")[0]["due_on"]
    ledger.clock.move(days=1)
    assert new_day.begin_day(ledger).refreshed
    assert not new_day.refresh_lists(ledger)
    tomorrow = mine(ledger, child)[0]
    assert first_due(ledger) == tomorrow.due_on

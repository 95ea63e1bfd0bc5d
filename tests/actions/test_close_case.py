"""销号 is an act: it says what it lacks, ends a case only when it holds, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import close_case, due_list, edit_file, find_students, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file

PAPERS = {"close_evidence": "接收学校在读证明", "close_approver": "韦校长"}
MOVED = {"close_reason": "2", "transferred_to": "县二中", **PAPERS}


@pytest.fixture
def child(ledger):
    """Return a child of 13 years that is out of school; today is 2026-11-21."""
    student = edit_file.add_student(ledger, {"name": "王小明", "birth_date": "2013-05-10"})
    out = {"suspected_on": "2026-10-20", "confirmed_on": "2026-11-01"}
    edit_file.add_record(ledger, "dropout", student.record_id, out)
    return student.record_id


def status(ledger):
    return find_students.status_name(find_students.find(ledger, "王小明")[0]["status"])


def lines(ledger):
    return {each.rule: each.reason for each in due_list.due(ledger) if each.student}


def test_a_closing_that_holds_ends_the_case_and_undo_brings_it_back(ledger, child):
    closing = close_case.close(ledger, child, MOVED)
    assert (closing.lacking, closing.said) == ((), "王小明已销号：学籍已转出并核实就读。")
    (row,) = load_file(ledger, child).of("placement")
    assert (row["id"], row["closed_on"]) == (closing.record, "2026-11-21")
    assert (status(ledger), lines(ledger)) == ("已转学", {})
    undo_revision.undo(ledger)
    assert status(ledger) == "辍学"
    assert "repersuade" in lines(ledger)
    undo_revision.redo(ledger)
    assert status(ledger) == "已转学"


def test_what_is_missing_is_said_and_made_good_in_the_same_record(ledger, child):
    first = close_case.close(ledger, child, {"close_reason": "4", **PAPERS})
    assert "记为待销号，还缺满16周岁（2029-05-10 才满）" in first.said
    assert status(ledger) == "待销号"
    assert {"to_be_closed", "repersuade"} <= set(lines(ledger))
    begun = close_case.begun(ledger, child)
    assert (begun.record, begun.values["close_approver"]) == (first.record, "韦校长")
    again = close_case.close(ledger, child, MOVED)
    assert (again.record, again.lacking) == (first.record, ())
    assert len(load_file(ledger, child).of("placement")) == 1
    assert status(ledger) == "已转学"


def test_while_typing_one_is_told_what_is_missing(ledger, child):
    assert close_case.lacking(ledger, child, {}) == ("销号日期", "销号原因", "销号佐证", "审批人")
    typed = {"closed_on": "2026-11-21", "close_reason": "2"}
    assert close_case.lacking(ledger, child, typed) == ("销号佐证", "审批人", "转入学校")
    assert close_case.lacking(ledger, child, {**typed, **MOVED}) == ()
    early = {**typed, **MOVED, "closed_on": "2026-10-01"}
    assert close_case.lacking(ledger, child, early) == ("2026-10-20 起的个案的销号",)


def test_it_is_kept_in_the_record_of_the_return(ledger, child):
    back = {"returned_on": "2026-11-05", "placement": "1"}
    record = edit_file.add_record(ledger, "placement", child, back).record_id
    closing = close_case.close(ledger, child, {"close_reason": "1", **PAPERS})
    assert closing.record == record
    assert closing.lacking == ("90日回访", "复学满90天（2027-02-03 起）")


def test_a_false_alarm_leaves_the_child_as_its_evidence_says(ledger, child):
    closing = close_case.close(ledger, child, {"close_reason": "8", **PAPERS})
    assert closing.lacking == ()
    assert status(ledger) == "未核实"  # no roster, no roll call
    seen = {"seen_on": "2026-11-20", "kind": "1"}
    edit_file.add_record(ledger, "sighting", child, seen)
    assert status(ledger) == "在校"


def test_taken_back_everything_stays_and_the_case_goes_on(ledger, child):
    closing = close_case.close(ledger, child, MOVED)
    ledger.clock.move(days=5)
    assert close_case.reopen(ledger, child) == (
        "已撤销王小明 2026-11-21 的销号，原来的记录都还在。"
    )
    (row,) = load_file(ledger, child).of("placement")
    assert (row["close_approver"], row["reopened_on"]) == ("韦校长", "2026-11-26")
    assert status(ledger) == "辍学"
    with pytest.raises(LedgerError, match="没有可以撤销的销号"):
        close_case.reopen(ledger, child)
    # Closed once more: a record of its own, what was taken back stays as it was.
    second = close_case.close(ledger, child, {**MOVED, "transferred_to": "县三中"})
    assert second.record != closing.record
    assert (second.lacking, status(ledger)) == ((), "已转学")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({**MOVED, "close_reason": ""}, "原因"),
        ({**MOVED, "closed_on": "2026-11-22"}, "晚于今天"),
        ({**MOVED, "closed_on": "上个月"}, "上个月"),
    ],
)
def test_what_cannot_be_is_refused(ledger, child, given, words):
    with pytest.raises(LedgerError, match=words):
        close_case.close(ledger, child, given)
    assert load_file(ledger, child).of("placement") == ()


def test_there_is_no_false_alarm_without_a_case(ledger):
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    with pytest.raises(LedgerError, match="没有在办的个案"):
        close_case.close(ledger, student, {"close_reason": "误报", **PAPERS})


def test_a_day_that_cannot_be_is_no_day_of_taking_back(ledger, child):
    close_case.close(ledger, child, MOVED)
    for day in (date(2026, 11, 20), date(2026, 11, 22)):
        with pytest.raises(LedgerError, match="撤销日期"):
            close_case.reopen(ledger, child, day)

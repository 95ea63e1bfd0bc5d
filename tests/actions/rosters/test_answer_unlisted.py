"""Each answer about a child that a list leaves out makes its proper record, and ends the line."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file, undo_revision
from ledger_app.actions.rosters import answer_unlisted
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists.student_files import load_file

TODAY = "2026-11-21"
ASKED = ("not_listed", "marked_by_list", "unverified")
MISSED = {"missed_on": "2026-11-09", "source": "十一月.xlsx", "school_name": "福利镇中心小学"}


@pytest.fixture
def child(ledger):
    return edit_file.add_student(ledger, {"name": "王𬱖", "opened_on": "2026-09-01"}).record_id


@pytest.fixture
def left_out(ledger, child):
    """Return a function that notes that a list leaves the child out, or says something of it."""

    def note(student_id=child, **said):
        with revise(ledger, "import", "名单") as revision:
            return revision.insert("unlisted", MISSED | said, student_id=student_id)

    return note


def lines(ledger):
    return [each.rule for each in due_list.due(ledger) if each.rule in ASKED]


def records(ledger, child, table):
    return list(load_file(ledger, child).of(table))


@pytest.mark.parametrize(
    ("answer", "table", "values"),
    [
        ("转走", "register_change", {"changed_on": "2026-11-09", "applied_on": TODAY}),
        ("在外就读", "elsewhere", {"from_on": "2026-11-09", "verified_on": None, "proof": None}),
        ("休学", "leave", {"kind": "1", "from_on": "2026-11-09", "renew_by_on": "2026-12-01"}),
        ("辍学", "dropout", {"is_suspected": "1", "suspected_on": TODAY, "confirmed_on": None}),
        ("名单漏了", "sighting", {"seen_on": TODAY, "kind": "1", "seen_by": "张老师"}),
    ],
)  # fmt: skip
def test_an_answer_makes_its_record_and_ends_the_line(
    ledger, child, left_out, answer, table, values
):
    record = left_out()
    assert lines(ledger) == ["not_listed"]
    code = answer_unlisted.answer_named(answer)
    assert answer_unlisted.answer(ledger, [record], code) == 1
    (made,) = records(ledger, child, table)
    assert {key: made[key] for key in values} == values
    assert "十一月.xlsx" in made["remark"]
    assert "not_listed" not in lines(ledger)
    (answered,) = records(ledger, child, "unlisted")
    assert (answered["answer"], answered["answered_on"]) == (code, TODAY)
    undo_revision.undo(ledger)
    assert (records(ledger, child, table), lines(ledger)) == ([], ["not_listed"])


def test_what_is_being_looked_into_stays_a_line(ledger, child, left_out):
    record = left_out()
    answer_unlisted.answer(ledger, [record], answer_unlisted.answer_named("待查"), "问村主任")
    assert lines(ledger) == ["not_listed"]
    (found,) = answer_unlisted.open_questions(ledger)
    assert (found.answer, found.name) == ("6", "王𬱖")
    assert "正在查" in due_list.due(ledger)[0].reason
    answer_unlisted.answer(ledger, [record], answer_unlisted.answer_named("转走"))
    assert answer_unlisted.open_questions(ledger) == []


def test_a_line_that_was_called_done_comes_back_until_it_is_answered(ledger, left_out):
    left_out()
    (line,) = [each for each in due_list.due(ledger) if each.rule == "not_listed"]
    due_list.answer(ledger, line, "done")
    assert lines(ledger) == ["not_listed"]


def test_several_are_answered_together_as_one_step(ledger, child, left_out):
    other = edit_file.add_student(ledger, {"name": "李梓涵"}).record_id
    ids = [left_out(), left_out(other)]
    assert answer_unlisted.answer(ledger, ids, answer_unlisted.answer_named("转走")) == 2
    assert len(records(ledger, other, "register_change")) == 1
    undo_revision.undo(ledger)
    assert records(ledger, child, "register_change") == []
    assert len(answer_unlisted.open_questions(ledger)) == 2


@pytest.mark.parametrize(
    ("answer", "table", "known"),
    [
        ("转走", "register_change", {"kind": "21", "changed_on": "2026-11-01"}),
        ("在外就读", "elsewhere", {"kind": "1", "from_on": "2026-11-01"}),
        ("休学", "leave", {"kind": "1", "from_on": "2026-11-01"}),
        ("辍学", "dropout", {"is_suspected": "1", "suspected_on": "2026-11-01"}),
    ],
)
def test_what_the_ledger_has_already_is_not_written_twice(
    ledger, child, left_out, answer, table, known
):
    edit_file.add_record(ledger, table, child, known)
    answer_unlisted.answer(ledger, [left_out()], answer_unlisted.answer_named(answer))
    assert len(records(ledger, child, table)) == 1


def test_a_mark_is_written_as_the_list_has_it(ledger, child, left_out):
    record = left_out(listed_register_status="5", listed_in_school_status="2")
    assert lines(ledger) == ["marked_by_list"]
    answer_unlisted.answer(ledger, [record], answer_unlisted.answer_named("照名单改标注"))
    student = load_file(ledger, child).student
    assert (student["register_status"], student["in_school_status"]) == ("5", "2")
    assert student["marked_on"] == "2026-11-09"
    assert "marked_by_list" not in lines(ledger)


def test_where_a_list_has_no_marks_they_can_not_be_written(ledger, left_out):
    with pytest.raises(LedgerError, match="王𬱖"):
        answer_unlisted.answer(ledger, [left_out()], answer_unlisted.answer_named("照名单改标注"))
    assert lines(ledger) == ["not_listed"]


def test_what_is_answered_is_not_answered_again(ledger, left_out):
    record = left_out()
    answer_unlisted.answer(ledger, [record], "5")
    with pytest.raises(LedgerError, match="已经答复过"):
        answer_unlisted.answer(ledger, [record], "1")
    with pytest.raises(LedgerError, match="名单漏了"):
        answer_unlisted.answer_named("不知道")

"""As of a day before they were merged, two files are two, each with the records it had."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.merging import merge_files
from ledger_app.actions.merging.split_file import split
from ledger_app.domain.telling.record_kinds.kind import Candidates
from ledger_app.store.lists.ledger_candidates import candidates
from ledger_app.store.lists.student_files import load_file, load_files
from ledger_app.store.safety import ledger_files
from tests.ledgers import Clock, open_again, report_in


@pytest.fixture
def timed(ledger):
    """Return an open ledger and the clock it goes by: 21 November."""
    ledger_files.close(ledger)
    clock = Clock()
    again = open_again(ledger.path, clock)
    yield again, clock
    ledger_files.close(again)


def two_children(ledger):
    one = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    other = edit_file.add_student(ledger, {"name": "王晓明"}).record_id
    for student, mode in ((one, "1"), (other, "2")):
        given = {"contacted_on": "2026-11-19", "mode": mode, "content": "说周一来"}
        edit_file.add_record(ledger, "contact", student, given)
    report_in(ledger, other, on="2026-11-20")
    return one, other


def contacts(ledger, student, on):
    file = load_file(ledger, student, placed_on=ledger.day(on))
    return [(row["mode"], row["content"]) for row in file.of("contact")]


def rolls(ledger, student, on):
    return len(load_file(ledger, student, placed_on=ledger.day(on)).of("roll_call"))


def test_each_record_is_with_the_file_it_was_in(timed):
    ledger, clock = timed
    one, other = two_children(ledger)
    clock.move(days=30)
    merge_files.merge(ledger, one, other)
    record = ledger.value("SELECT id FROM contact WHERE mode = '2'")
    clock.move(days=5)
    edit_file.save_fields(ledger, "contact", record, {"content": "没有来"})
    then, now = date(2026, 12, 1), ledger.today()
    assert contacts(ledger, one, then) == [("1", "说周一来")]
    assert contacts(ledger, other, then) == [("2", "说周一来")]
    assert (rolls(ledger, one, then), rolls(ledger, other, then)) == (0, 1)
    assert sorted(contacts(ledger, one, now)) == [("1", "说周一来"), ("2", "没有来")]
    assert rolls(ledger, one, now) == 1
    both = load_files(ledger, [other, one], placed_on=ledger.day(then))
    assert [len(file.of("contact")) for file in both] == [1, 1]


def test_what_was_taken_apart_again_never_moved_for_the_days_before(timed):
    ledger, clock = timed
    one, other = two_children(ledger)
    clock.move(days=20)
    done = merge_files.merge(ledger, one, other)
    clock.move(days=5)
    merge_files.unmerge(ledger, done.revision_no)
    clock.move(days=5)
    for on in (date(2026, 12, 1), ledger.today()):
        assert contacts(ledger, one, on) == [("1", "说周一来")]
        assert contacts(ledger, other, on) == [("2", "说周一来")]
        assert rolls(ledger, other, on) == 1


def test_between_two_moves_a_record_is_where_it_was_then(timed):
    ledger, clock = timed
    one, other = two_children(ledger)
    clock.move(days=10)  # 1 December
    merge_files.merge(ledger, one, other)
    clock.move(days=10)  # 11 December
    record = ledger.value("SELECT id FROM contact WHERE mode = '2'")
    third = split(ledger, one, {"name": "王小亮"}, records=[record]).new
    clock.move(days=10)
    between = date(2026, 12, 5)
    assert len(contacts(ledger, one, between)) == 2
    assert len(contacts(ledger, one, ledger.today())) == 1
    assert contacts(ledger, third, ledger.today()) == [("2", "说周一来")]
    assert contacts(ledger, other, date(2026, 11, 25)) == [("2", "说周一来")]


def test_a_ledger_of_that_day_has_the_case_with_the_file_it_was_in(timed):
    ledger, clock = timed
    one, other = two_children(ledger)
    case = {"is_suspected": "1", "suspected_on": "2026-11-18", "last_attended": "2026-11-13"}
    edit_file.add_record(ledger, "dropout", other, case)
    clock.move(days=30)
    merge_files.merge(ledger, one, other)
    then = ledger.day(date(2026, 11, 30))
    wanted = Candidates(tables=("dropout",))
    found = candidates(ledger, wanted, then)
    files = load_files(ledger, found, placed_on=then)
    assert [file.student["name"] for file in files if file.of("dropout")] == ["王晓明"]
    assert candidates(ledger, wanted, ledger.day()) == [one]

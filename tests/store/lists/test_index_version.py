"""Lists follow the program: what they were worked out with is kept, and they are made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger_app import paths
from ledger_app.actions import due_list, edit_file
from ledger_app.actions.undo_revision import undo
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import ledger as ledger_file
from ledger_app.store.lists import rules_in_use, student_index
from ledger_app.store.lists.freshness import index_version
from tests.ledgers import report_in
from tests.test_architecture import CHECKOUT, arrows, reached


@pytest.fixture
def calm(ledger):
    """Return a child whose row no day changes."""
    student = edit_file.add_student(ledger, {"name": "王小明", "grade": "3"}).record_id
    report_in(ledger, student)
    student_index.bring_up_to_date(ledger)
    assert student_index.by_day(ledger) == []
    return student


@pytest.fixture
def called(ledger):
    """Return a child of whom something is due one day."""
    return edit_file.add_student(ledger, {"name": "李小红", "left_behind_mca": "1"}).record_id


def spoil(ledger) -> None:
    ledger.db.execute("UPDATE student_index SET status_reason = '旧', due_text = '旧'")
    ledger.db.execute("UPDATE student_search SET text = ''")


def left_old(ledger) -> list[str]:
    return ledger.column(
        "SELECT name FROM student_index JOIN student_search USING (no) "
        "WHERE status_reason = '旧' OR due_text = '旧' OR text = '' ORDER BY no"
    )


def test_an_up_to_date_list_is_left_alone(ledger, calm):
    spoil(ledger)
    assert not student_index.bring_up_to_date(ledger)
    assert left_old(ledger) == ["王小明"]


def test_another_program_works_everything_out_anew_once(ledger, calm, called, monkeypatch):
    spoil(ledger)
    monkeypatch.setattr(index_version, "_sources", lambda: "another program")
    heard = []
    assert student_index.bring_up_to_date(ledger, lambda *done: heard.append(done))
    assert (left_old(ledger), heard) == ([], [(0, 2)])
    assert not student_index.bring_up_to_date(ledger)


def test_another_calendar_reaches_whom_a_day_may_change(ledger, calm, called, monkeypatch):
    spoil(ledger)
    before = ledger.calendar
    changed = SchoolCalendar(before.days_off | {date(2026, 11, 11)}, before.extra_days)
    monkeypatch.setattr(ledger_file, "calendar_of", lambda *_: changed)
    ledger.lasting.clear()
    assert student_index.bring_up_to_date(ledger)
    assert left_old(ledger) == ["王小明"]  # on no day is anything else true of this one
    assert not student_index.bring_up_to_date(ledger)


def test_an_entry_that_changes_no_day_works_nothing_out_anew(ledger, calm, called):
    spoil(ledger)
    edit_file.add_record(ledger, "calendar_day", None, {"kind": "3", "from_on": "2026-10-01"})
    assert left_old(ledger) == ["王小明", "李小红"]
    edit_file.add_record(ledger, "calendar_day", None, {"kind": "5", "from_on": "2026-11-11"})
    assert left_old(ledger) == ["王小明"]


def test_a_ledger_of_a_program_that_kept_no_version_is_worked_out_anew(ledger, calm):
    spoil(ledger)
    ledger.db.execute("DELETE FROM setting WHERE key = 'index_of'")
    ledger.db.execute("UPDATE student_index SET by_day = NULL")
    assert student_index.bring_up_to_date(ledger)
    assert left_old(ledger) == []


def test_other_rules_reach_whom_they_may_concern(ledger, calm, called, monkeypatch):
    spoil(ledger)
    usual = rules_in_use.rules_with({})
    changed = tuple(replace(rule, offset_days=rule.offset_days + 1) for rule in usual)
    ledger.lasting.clear()
    monkeypatch.setattr(rules_in_use, "rules_with", lambda own: changed)
    assert student_index.bring_up_to_date(ledger)
    assert left_old(ledger) == ["王小明"]  # no rule ever looks at this one
    assert not student_index.bring_up_to_date(ledger)


def test_the_next_day_reaches_whom_a_day_may_change(ledger, calm, called):
    spoil(ledger)
    ledger.clock.move(days=1)
    assert student_index.bring_up_to_date(ledger)
    assert left_old(ledger) == ["王小明"]


def test_the_hash_follows_sources_and_codes(tmp_path, monkeypatch):
    usual = index_version._sources.__wrapped__()
    assert index_version._sources.__wrapped__() == usual
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "grade.csv").write_text("1,一年级", encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert index_version._sources.__wrapped__() != usual


def test_whatever_a_row_is_worked_out_by_is_in_the_hash():
    after: dict[str, set[str]] = {}
    for start, end in arrows(CHECKOUT):
        after.setdefault(start, set()).add(end)
    rooms = tuple(f"ledger_app.{room.replace('/', '.')}" for room in index_version._ROOMS)
    used = reached("ledger_app.store.lists.index_row", after)
    assert {"ledger_app.domain.standing.status", "ledger_app.domain.names"} <= used
    # Where files lie and how they are read and written has no say in what a row holds.
    beside = ("ledger_app", "ledger_app.paths", "ledger_app.store", "ledger_app.store.file.")
    assert [
        module
        for module in sorted(used)
        if not module.startswith(rooms)
        and not module.startswith((beside[3], "ledger_app.files."))
        and module not in beside
    ] == []
    assert all((Path(CHECKOUT) / "ledger_app" / room).is_dir() for room in index_version._ROOMS)


def test_a_term_that_begins_otherwise_says_anew_how_long_each_child_is_seen(ledger, calm):
    def unknown(on: str) -> list[str]:
        found = due_list.due(ledger, date.fromisoformat(on))
        return [each.student for each in found if each.rule == "unverified"]

    assert (unknown("2027-02-20"), unknown("2027-03-08")) == ([], [calm])
    spring = {"kind": "2", "from_on": "2027-02-15", "to_on": "2027-07-01"}
    with revise(ledger, "edit", "校历") as revision:
        revision.insert("calendar_day", spring)
    assert (unknown("2027-02-14"), unknown("2027-02-20")) == ([], [calm])
    assert student_index.differing(ledger, [calm]) == []
    undo(ledger)
    assert unknown("2027-02-20") == []
    autumn = {"kind": "1", "from_on": "2026-09-20", "to_on": "2027-01-20"}
    with revise(ledger, "edit", "校历") as revision:
        revision.insert("calendar_day", autumn)
    assert unknown("2026-11-21") == [calm]  # what was seen before the term began is not of it

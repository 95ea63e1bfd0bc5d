"""A row of the lists and the search text name what they read: neither less nor more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.catalogue import TABLES, Kind
from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.domain.reads import together
from ledger_app.domain.standing import status
from ledger_app.store.lists import index_row
from tests.children import DAYS, files
from tests.days import the_day
from tests.narrow import narrowed, unnoticed

MARKS = ("register_status", "in_school_status", "absent_kind", "study_mode", "special_placement")


def plain(file):
    """Return the child as one of whom nothing says that it is not in its class, but two things."""
    records = {
        table: rows for table, rows in file.records.items() if table not in status.ELSEWHERE_TABLES
    }
    for table in ("contact", "concern", "sighting", "harm", "responsibility"):
        made = {f.key: "2026-04-01" for f in TABLES[table].fields if f.kind is Kind.DATE}
        empty = dict.fromkeys(field.key for field in TABLES[table].fields)
        records[table] = [{**empty, **made, "id": table, "created_at": "2026-03-01 08:00:00"}]
    called = {"held_on": "2026-03-01", "kind": "1", "taken_by": "李", "id": "called"}
    student = {**file.student, **dict.fromkeys(MARKS), "file_status": "4"}
    school = {**file.school, "status": "1", "closed_on": None}
    return replace(file, student=student, records={**records, "roll_call": [called]}, school=school)


def moved_away(file):
    """Return the child as one whose register is at another school: seldom by chance."""
    table = TABLES["register_change"]
    empty = dict.fromkeys(field.key for field in table.fields)
    done = {"kind": RegisterChange.OUT, "changed_on": "2026-02-02", "completed_on": "2026-03-01"}
    moved = {**empty, **done, "to_school": "青山教学点", "id": "moved", "created_at": None}
    return replace(file, records={table.key: [moved]})


FILES = [*files(600, 3), *map(plain, files(3, 4)), *map(moved_away, files(3, 5))]
ROW = together(index_row._ROW_READS, index_row._STEADY_READS)


def rows(file):
    days = map(the_day, DAYS)
    return [index_row.index_row(index_row.child_now(file, on), None, on) for on in days]


@pytest.fixture(autouse=True)
def no_trigger(monkeypatch):
    """Look at the row alone: each trigger has a test of its own."""
    monkeypatch.setattr(index_row.reminders, "may_concern", lambda file: False)


@pytest.mark.parametrize(
    ("ask", "reads"), [(rows, ROW), (index_row.search_text, index_row._SEARCH_READS)]
)
def test_what_is_named_is_what_is_read(ask, reads):
    assert all(ask(narrowed(file, reads)) == ask(file) for file in FILES)
    assert unnoticed(ask, reads, reads, FILES) == []


def test_a_row_that_a_day_may_change_says_so():
    for file in FILES:
        row = dict(zip(index_row.COLUMNS, rows(file)[0], strict=True))
        told = {(line[11:], line[-1]) for line in rows(file)}  # from the status on
        assert row["by_day"] or len(told) == 1

"""A ledger of a past day shows nothing that was dated later, whatever the records."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.request import Header
from tests.days import the_day
from tests.printing.samples import printout, sheet_of

FIRST = the_day("2026-08-01")
HEADER = Header(unit="福利镇中心校", filled_on=date(2027, 3, 1))
# The days that say since when a record is known, by table.
KNOWN_FROM = {
    "dropout": ("last_attended", "suspected_on", "confirmed_on"),
    "contact": ("contacted_on",),
    "placement": ("returned_on", "closed_on"),
    "relocation": ("notified_on", "parent_signed_on", "moved_on", "register_moved_on"),
    "concern": ("since_on",),
    "responsibility": ("from_on",),
}
PLANNED = ("promised_on", "solve_by_on")
days = st.none() | st.integers(0, 200).map(FIRST.later)
words = st.sampled_from([None, "甲", "乙"])
codes = st.sampled_from


def rows(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=2)


records = st.fixed_dictionaries(
    {
        "dropout": rows(
            last_attended=days, suspected_on=days, confirmed_on=days, registry_flagged_on=days
        ),
        "contact": rows(
            contacted_on=days.filter(bool),
            purpose=codes(["1", "3", "4", "5"]),
            result=codes([None, "2", "7"]),
            promised_on=days,
            content=words,
        ),
        "placement": rows(
            returned_on=days,
            closed_on=days,
            close_reason=codes([None, "1"]),
            placement=codes(["1", "10"]),
        ),
        "relocation": rows(
            notified_on=days,
            parent_signed_on=days,
            parent_opinion=codes([None, "1"]),
            moved_on=days,
            register_moved_on=days,
            solve_by_on=days,
            solved_on=days,
        ),
        "concern": rows(
            since_on=days, until_on=days, risk_categories=codes(["poor", "psych"]), situation=words
        ),
        "responsibility": rows(helper_name=words, from_on=days, to_on=days),
    }
)


def is_day(key):
    return (key.endswith("_on") and key not in PLANNED) or key == "last_attended"


def known(table, row, today):
    """Tell whether anything of a record had happened; one without a day always had."""
    begun = [row[key] for key in KNOWN_FROM[table] if row[key]]
    return not begun or min(begun) <= today


def unsettled(row, today):
    """Put off every day still to come, and change what came with it."""
    later = {key: "2029-12-31" for key in row if is_day(key) and (row[key] or "") > today}
    facts = {"closed_on": ("close_reason", "8"), "parent_signed_on": ("parent_opinion", "2")}
    return {**row, **later, **dict(facts[key] for key in later if key in facts)}


@pytest.mark.parametrize(
    "key", ["suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger"]
)
@settings(max_examples=60, deadline=None)
@given(given_records=records, days_on=st.integers(0, 200))
def test_what_happened_later_changes_no_row(key, given_records, days_on):
    on = the_day(FIRST.later(days_on))
    today = on.text
    sort_by = {"contact": "contacted_on", "concern": "since_on", "responsibility": "from_on"}
    kept = {
        table: sorted(given, key=lambda row: row.get(sort_by.get(table, "")) or "")
        for table, given in given_records.items()
    }
    then = {
        table: [unsettled(row, today) for row in given if known(table, row, today)]
        for table, given in kept.items()
    }
    student = {"id": "s1", "name": "阿依"}
    now_rows, then_rows = (
        sheet_of(printout(key), [StudentFile(student, each)], on, HEADER, Purpose.REPORT).rows
        for each in (kept, then)
    )
    assert now_rows == then_rows

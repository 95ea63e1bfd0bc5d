"""What a unit owes whoever its children are: when the opening check is due, and what it says."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app import paths
from ledger_app.domain.calendar import SchoolCalendar, Term
from ledger_app.domain.reminding.duties import UnitToday
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from tests.days import ORDINARY, the_day

RULES = [rule for rule in load_rules(paths.resources() / "rules") if rule.key == "opening_check"]
NAMED = SchoolCalendar(
    terms=frozenset(
        {
            Term(date(2026, 8, 31), date(2027, 1, 15), 2026, 1),
            Term(date(2027, 2, 22), date(2027, 7, 9), 2026, 2),
        }
    )
)
WAITING = UnitToday(class_count=20, unregistered_count=3)


def lines(on, calendar=ORDINARY, unit=WAITING, began_on="2026-01-01", outcomes=()):
    found = reminders([], RULES, the_day(on, calendar), outcomes, began_on, unit=unit)
    return [(each.due_on, each.state) for each in found]


# the day, the calendar, when the ledger was begun, what is due
@pytest.mark.parametrize(
    ("on", "calendar", "began_on", "due"),
    [
        ("2026-08-31", ORDINARY, "2026-01-01", []),
        ("2026-09-01", ORDINARY, "2026-01-01", [("2026-09-08", "soon")]),
        ("2026-09-08", ORDINARY, "2026-01-01", [("2026-09-08", "today")]),
        ("2026-09-20", ORDINARY, "2026-01-01", [("2026-09-08", "overdue")]),
        ("2026-11-09", ORDINARY, "2026-01-01", [("2026-09-08", "overdue")]),
        ("2026-11-10", ORDINARY, "2026-01-01", []),
        ("2026-09-06", ORDINARY, "2026-09-05", [("2026-09-08", "soon")]),
        ("2026-09-20", ORDINARY, "2026-09-15", []),  # nobody kept a ledger then
        ("2026-08-31", NAMED, "2026-01-01", [("2026-09-07", "soon")]),
        ("2027-02-22", NAMED, "2026-01-01", [("2027-03-01", "soon")]),
        ("2027-02-21", NAMED, "2026-01-01", []),
    ],
)
def test_the_opening_check_is_due_a_week_after_the_term_began(on, calendar, began_on, due):
    assert lines(on, calendar, began_on=began_on) == due


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (WAITING, "20 个班里还有 3 个班没有登记报到；没有报到的孩子逐个核实去向，09-08 前"),
        (UnitToday(class_count=20), "20 个班都登记了报到；没有报到的孩子"),
        (UnitToday(), "第一学期 09-01 开学：没有报到的孩子"),
    ],
)
def test_it_says_how_many_classes_are_not_registered(unit, words):
    (line,) = reminders([], RULES, the_day("2026-09-02"), (), "2026-01-01", unit=unit)
    assert words in line.reason
    assert line.student == ""


def test_a_report_that_went_out_ends_it_for_this_term_only():
    sent = {
        "rule": "opening_check",
        "due_on": "2026-09-07",
        "outcome": "1",
        "done_on": "2026-09-05",
    }
    assert lines("2026-09-10", NAMED, outcomes=[sent]) == []
    assert lines("2027-02-23", NAMED, outcomes=[sent]) == [("2027-03-01", "soon")]

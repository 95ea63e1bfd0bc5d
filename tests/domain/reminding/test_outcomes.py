"""做不了 is not the end: it comes back, and the third time it is a matter for the head."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.outcomes import again_on, last_answers, settle
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
BY_KEY = {rule.key: rule for rule in RULES}
CALENDAR = the_day("2026-11-25").calendar


def cannot(rule, due_on, until=None, at=None, why="全家外出", student="s1"):
    return {
        "rule": rule, "student_id": student, "due_on": due_on, "outcome": "impossible",
        "reason": why, "postponed_to": until, "created_at": at or f"{due_on} 09:00:00",
    }  # fmt: skip


def then(rule, due_on, answers):
    return settle(BY_KEY[rule], "s1", due_on, last_answers(answers), CALENDAR)


# rule, due, answered on (without a day, as 0.3.0 wrote it), comes back on
@pytest.mark.parametrize(
    ("rule", "due_on", "answered", "again"),
    [
        ("repersuade", "2026-11-09", "2026-11-10", "2026-11-17"),
        ("relocated_not_arrived", "2026-10-22", "2026-11-10", "2026-11-24"),
        ("suspected_3", "2026-11-05", "2026-11-06", "2026-11-11"),  # school days
        ("promise_missed", "2026-11-19", "2026-11-20", "2026-11-23"),  # a Friday
        ("promise_due", "2026-11-18", "2026-11-18", "2026-11-21"),
        ("difficulty_due", "2026-11-18", "2026-11-18", "2026-11-25"),
        ("return_7", "2026-09-08", "2026-09-20", "2026-09-27"),
        ("next_contact", "2026-11-15", "2026-11-16", "2026-11-23"),
        ("to_be_closed", "2026-11-15", "2026-11-16", "2026-11-19"),
        ("return_7", "2026-09-20", "2026-09-12", "2026-09-27"),  # answered ahead of its day
    ],
)
def test_an_old_answer_without_a_day_comes_back_after_the_offset_of_its_rule(
    rule, due_on, answered, again
):
    assert then(rule, due_on, [cannot(rule, due_on, at=f"{answered} 10:00:00")]).due_on == again


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_whatever_the_rule_it_comes_back_within_a_quarter(rule):
    assert "2026-11-25" < again_on(rule, "2026-11-25", CALENDAR) <= "2027-02-23"


def test_it_is_counted_through_postponements_and_begins_anew_after_it_was_done():
    answers = [
        cannot("repersuade", "2026-11-09", "2026-11-12"),
        {**cannot("repersuade", "2026-11-12", "2026-11-14"), "outcome": "postponed"},
        cannot("repersuade", "2026-11-14", "2026-11-16", why="桥断"),
    ]
    found = then("repersuade", "2026-11-09", answers)
    assert (found.due_on, found.impossible, found.is_raised) == ("2026-11-16", 2, False)
    assert found.said == "；已 2 次做不了（桥断）"
    done = {**cannot("repersuade", "2026-11-16"), "outcome": "done"}
    assert then("repersuade", "2026-11-09", [*answers, done]).impossible == 0


def test_two_answers_that_send_to_each_other_end_somewhere():
    answers = [
        cannot("repersuade", "2026-11-09", "2026-11-12"),
        cannot("repersuade", "2026-11-12", "2026-11-09"),
    ]
    assert then("repersuade", "2026-11-09", answers).due_on == "2026-11-09"


OUT = {"dropout": [{"id": "d1", "confirmed_on": "2026-11-02"}]}
BACK = {"placement": [{"id": "p1", "returned_on": "2026-09-01", "placement": "1"}]}
PROMISE = {"contacted_on": "2026-11-10", "purpose": "1", "promised_on": "2026-11-18"}
STORIES = {
    "relocated_not_arrived": {"relocation": [{"id": "r1", "notified_on": "2026-10-08"}]},
    "suspected_3": {"dropout": [{"id": "d1", "suspected_on": "2026-11-02"}]},
    "promise_missed": {**OUT, "contact": [PROMISE]},
    "difficulty_due": {
        "relocation": [{"id": "r1", "moved_on": "2026-09-01", "difficulty": "路远"}]
    },
    "return_30": BACK,
    "repersuade": OUT,
    "to_be_closed": {"placement": [{"id": "p1", "closed_on": "2026-11-02"}]},
}


@pytest.mark.parametrize("rule", STORIES)
def test_while_nothing_has_changed_it_always_comes_back(rule):
    """S7: each time 做不了 on its day; whatever the day asked about, the line is there again."""
    file = StudentFile({"id": "s1", "name": "阿依"}, STORIES[rule])
    answers, seen = [], []
    for month in ("2026-12-10", "2027-03-15", "2027-06-15", "2027-09-20"):
        found = reminders([file], RULES, the_day(month), answers)
        (line,) = (each for each in found if each.rule == rule)
        assert line.state == "overdue"
        seen.append((line.who == "校长", "做不了" in line.reason))
        answers.append(cannot(rule, line.due_on, at=f"{month} 09:00:00"))
    assert seen == [(False, False), (False, True), (False, True), (True, True)]


def test_a_duty_of_the_unit_comes_back_too():
    answers = [cannot("monthly_report", "2026-11-28", "2026-12-02", student="")]
    found = reminders([], RULES, the_day("2026-12-02"), answers, "2026-11-01")
    assert [each.due_on for each in found if each.rule == "monthly_report"] == ["2026-12-02"]


# A child that nobody has found or placed yet: whoever ticks the line off is asked again.
UNSETTLED = {
    "unverified": {},
    "without_case": {"contact": [{"id": "k1", "contacted_on": "2026-09-08", "result": "9"}]},
    "relocated_not_arrived": {"relocation": [{"id": "r1", "notified_on": "2026-09-08"}]},
    "to_be_closed": {"placement": [{"id": "p1", "closed_on": "2026-09-08"}]},
    "contradictory": {"leave": [{"id": "l1", "from_on": "2026-09-08", "to_on": "2026-08-01"}]},
}


@pytest.mark.parametrize(("rule", "records"), UNSETTLED.items(), ids=UNSETTLED)
def test_ticked_off_it_comes_back_while_nothing_has_changed(rule, records):
    file = StudentFile({"id": "s1", "name": "阿依"}, records)

    def line(on, outcomes=()):
        found = reminders([file], RULES, the_day(on), outcomes)
        return [each for each in found if each.rule == rule]

    (due,) = line("2026-10-12")
    done = {"rule": rule, "student_id": "s1", "due_on": due.due_on, "outcome": "done"}
    ticked = [{**done, "created_at": "2026-10-12 09:00:00"}]
    assert all(each.state == "soon" for each in line("2026-10-12", ticked))
    (again,) = line("2026-11-21", ticked)
    assert (again.state, "2026-10-13" <= again.due_on <= "2026-10-26") == ("overdue", True)

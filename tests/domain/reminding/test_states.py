"""What is due about states that last, by date and event.

Sources: domain.md §5.2; findings S9 S10 S12 S13 S21.
"""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app import paths
from ledger_app.domain.calendar import SchoolCalendar
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
OURS = {
    "leave_review", "elsewhere_review", "home_teaching", "register_transfer", "new_register",
    "long_leave", "not_entered", "early_graduate", "age_out",
}  # fmt: skip
LEAVE = {"id": "l", "kind": "1", "from_on": "2026-03-01", "to_on": "2027-01-15"}
AWAY = {"id": "e", "kind": "1", "from_on": "2026-09-01", "school_name": "南城小学"}
PROVEN = AWAY | {"verified_on": "2026-09-10", "proof": "在读证明"}
OUT = {"id": "c", "kind": "21", "applied_on": "2026-09-07"}
NEXT = LEAVE | {"id": "l2", "from_on": "2027-01-16", "to_on": "2027-07-01"}


def child(student=None, **records) -> StudentFile:
    return StudentFile(
        {"id": "s", "name": "阿依", "opened_on": "2026-09-01"} | (student or {}), records
    )


def due(file: StudentFile, day: str, outcomes=()) -> str:
    """Return what is due of these rules: rule, day and state of each, "" for nothing."""
    found = reminders([file], RULES, the_day(day), outcomes)
    return "; ".join(f"{r.rule} {r.due_on} {r.state}" for r in found if r.rule in OURS)


STORIES = [
    # S12: a leave ends; asked for thirty days before, on the day, and ever after
    ({"leave": [LEAVE]}, "2026-12-15", ""),
    ({"leave": [LEAVE]}, "2026-12-16", "leave_review 2027-01-15 soon"),
    ({"leave": [LEAVE]}, "2027-01-15", "leave_review 2027-01-15 today"),
    ({"leave": [LEAVE]}, "2029-06-01", "leave_review 2027-01-15 overdue"),
    ({"leave": [LEAVE | {"returned_on": "2027-01-10"}]}, "2027-01-20", ""),
    ({"leave": [LEAVE, NEXT | {"approved_on": "2026-12-20"}]}, "2026-12-21", ""),
    ({"leave": [LEAVE, NEXT | {"approved_on": "2026-12-20"}]}, "2027-01-15",
     "leave_review 2027-01-15 today"),  # on the day itself a line, always
    ({"leave": [LEAVE, NEXT]}, "2026-12-21", "leave_review 2027-01-15 soon"),
    ({"leave": [LEAVE, NEXT | {"approved_on": "2026-12-20"}]}, "2027-06-10",
     "leave_review 2027-07-01 soon"),
    ({"leave": [{"kind": "2", "from_on": "2024-09-01"}]}, "2026-11-28",
     "leave_review 2024-10-01 overdue"),
    ({"placement": [{"placement": "10", "returned_on": "2024-09-01"}]}, "2026-11-28",
     "leave_review 2024-10-01 overdue"),
    # S10: taught elsewhere, to be proven, and again each term
    ({"elsewhere": [AWAY]}, "2026-09-01", "elsewhere_review 2026-09-08 soon"),
    ({"elsewhere": [AWAY]}, "2026-12-01", "elsewhere_review 2026-09-08 overdue"),
    ({"elsewhere": [PROVEN]}, "2026-12-01", ""),
    ({"elsewhere": [PROVEN]}, "2027-03-01", "elsewhere_review 2027-03-15 soon"),
    ({"elsewhere": [PROVEN]}, "2027-04-01", "elsewhere_review 2027-03-15 overdue"),
    ({"elsewhere": [PROVEN | {"kind": "3"}]}, "2027-04-01", "elsewhere_review 2027-03-15 overdue"),
    ({"elsewhere": [PROVEN | {"ended_on": "2027-01-10"}]}, "2027-04-01", ""),
    ({"relocation": [{"choice_type": "5", "moved_on": "2026-09-01"}]}, "2026-12-01",
     "elsewhere_review 2026-09-29 overdue"),
    ({"relocation": [{"choice_type": "5", "moved_on": "2026-09-01",
                      "register_moved_on": "2026-09-20"}]}, "2026-12-01", ""),
    # S9: ten working days each side
    ({"register_change": [OUT]}, "2026-09-07", "register_transfer 2026-09-21 soon"),
    ({"register_change": [OUT]}, "2026-09-16", "register_transfer 2026-09-21 soon"),
    ({"register_change": [OUT]}, "2026-11-16", "register_transfer 2026-09-21 overdue"),
    ({"register_change": [OUT | {"accepted_on": "2026-09-20"}]}, "2026-11-16",
     "register_transfer 2026-10-02 overdue"),
    ({"register_change": [OUT | {"completed_on": "2026-10-20"}]}, "2026-11-16", ""),
    ({"register_change": [OUT | {"kind": "22"}]}, "2026-11-16",
     "register_transfer 2026-09-21 overdue"),
    # S21: taught at home, twice a month
    ({"home_teaching": [{"taught_on": "2026-10-10"}]}, "2026-10-15", ""),
    ({"home_teaching": [{"taught_on": "2026-10-10"}]}, "2026-11-15",
     "home_teaching 2026-10-26 overdue"),
    ({"relocation": [{"choice_type": "7", "moved_on": "2026-09-01"}]}, "2026-11-15",
     "home_teaching 2026-09-16 overdue"),
    ({"relocation": [{"choice_type": "7", "moved_on": "2026-09-01"}],
      "home_teaching": [{"taught_on": "2026-11-10"}]}, "2026-11-15", ""),
    # six weeks of leave in a school year
    ({"absence": [{"from_on": "2026-10-01", "excused": "1"}]}, "2026-10-30", ""),
    ({"absence": [{"from_on": "2026-10-01", "excused": "1"}]}, "2026-11-15",
     "long_leave 2026-11-12 overdue"),
    ({"absence": [{"from_on": "2026-09-01", "to_on": "2026-09-20", "excused": "1"},
                  {"from_on": "2026-10-08", "excused": "1"}]}, "2026-11-15",
     "long_leave 2026-10-30 overdue"),
    ({"absence": [{"from_on": "2026-10-01", "to_on": "2026-11-14", "excused": "1"}]},
     "2026-11-15", ""),
    ({"absence": [{"from_on": "2026-10-01", "excused": "0"}]}, "2026-11-15", ""),
]  # fmt: skip

MARKED = [
    ({"register_status": "2"}, "2026-09-14", ""),
    ({"register_status": "2"}, "2026-10-14", "register_transfer 2026-09-29 overdue"),
    ({"register_status": "3"}, "2026-10-14", "register_transfer 2026-09-15 overdue"),
    ({"register_status": "4"}, "2026-10-14", "leave_review 2026-09-08 overdue"),
    ({"study_mode": "3"}, "2026-10-14", "home_teaching 2026-09-08 overdue"),
    ({"absent_kind": "4"}, "2026-10-14", "elsewhere_review 2026-09-08 overdue"),
    ({"in_school_status": "3"}, "2026-10-02", "new_register 2026-10-01 overdue"),
    ({"register_status": "0"}, "2026-10-02", "new_register 2026-10-01 overdue"),
    ({"register_status": "0", "in_school_status": "4"}, "2026-10-02", ""),
    # S13: the age says otherwise
    ({"grade": "0", "birth_date": "2018-05-01"}, "2026-11-28", "not_entered 2024-09-08 overdue"),
    ({"grade": "0", "in_school_status": "4", "birth_date": "2018-05-01"}, "2026-11-28",
     "not_entered 2024-09-08 overdue"),
    ({"grade": "0", "birth_date": "2020-09-01"}, "2026-11-28", ""),
    ({"grade": "0", "birth_date": "2020-08-31"}, "2026-11-28", "not_entered 2026-09-08 overdue"),
    ({"grade": "10", "birth_date": "2012-05-01"}, "2026-11-28",
     "early_graduate 2026-09-08 overdue"),
    ({"register_status": "8", "birth_date": "2012-05-01"}, "2026-11-28",
     "early_graduate 2026-09-08 overdue"),
    ({"grade": "10", "birth_date": "2010-05-01"}, "2026-11-28", ""),
]  # fmt: skip


@pytest.mark.parametrize(("records", "day", "expected"), STORIES)
def test_what_is_due_of_a_state_that_lasts(records, day, expected):
    assert due(child(**records), day) == expected


@pytest.mark.parametrize(("student", "day", "expected"), MARKED)
def test_what_is_due_of_age_and_register(student, day, expected):
    assert due(child(student), day) == expected


def test_a_certificate_answers_that_a_child_graduated_early():
    paper = {"kind": "91", "changed_on": "2026-07-01", "paper_no": "毕业证 2026-031"}
    young = {"grade": "10", "birth_date": "2012-05-01"}
    assert due(child(young, register_change=[paper]), "2026-11-28") == ""
    assert due(child(young, register_change=[paper | {"paper_no": " "}]), "2026-11-28") != ""


def test_nobody_asks_how_a_child_taught_at_home_is_doing_in_its_new_class():
    at_home = child(relocation=[{"choice_type": "7", "moved_on": "2026-09-01"}])
    found = reminders([at_home], RULES, the_day("2026-11-15"))
    assert not [r.rule for r in found if r.topic == "分流回访"]


CASE = {"id": "d", "suspected_on": "2026-09-10", "confirmed_on": "2026-09-20"}


@pytest.mark.parametrize(
    ("birth", "day", "expected"),
    [
        ("2011-01-20", "2026-11-20", ""),
        ("2011-01-20", "2026-11-21", "age_out 2027-01-20 soon"),
        ("2011-01-20", "2027-12-01", "age_out 2027-01-20 overdue"),
        ("2011-01-20", "2028-01-20", "age_out 2028-01-20 today"),  # asked again at seventeen
        ("2012-02-29", "2028-02-29", "age_out 2028-02-29 today"),
    ],
)
def test_at_sixteen_it_is_decided_what_becomes_of_a_child_in_no_class(birth, day, expected):
    assert due(child({"birth_date": birth}, dropout=[CASE]), day) == expected


@pytest.mark.parametrize(("age", "expected"), [(15, "2027-01-20"), (17, "2028-01-20")])
def test_the_end_of_school_age_is_that_of_the_calendar(age, expected):
    day = the_day("2027-12-28", SchoolCalendar(leaving_age=age))
    found = reminders([child({"birth_date": "2011-01-20"}, dropout=[CASE])], RULES, day)
    (line,) = (r for r in found if r.rule == "age_out")
    assert line.due_on == expected


def test_the_ten_days_of_a_transfer_are_working_days():
    national_day = frozenset(date(2026, 10, day) for day in range(1, 8))
    calendar = SchoolCalendar(days_off=national_day, extra_days=frozenset({date(2026, 10, 10)}))
    found = [
        line.due_on
        for each in (SchoolCalendar(), calendar)
        for line in reminders(
            [child(register_change=[OUT | {"applied_on": "2026-09-28"}])],
            RULES,
            the_day("2026-10-10", each),
        )
        if line.rule == "register_transfer"
    ]
    assert found == ["2026-10-12", "2026-10-16"]


def test_a_line_answered_by_hand_comes_back_while_the_state_goes_on():
    done = {
        "rule": "leave_review", "student_id": "s", "due_on": "2027-01-15", "outcome": "done",
        "created_at": "2027-01-16 09:00:00",
    }  # fmt: skip
    file = child(leave=[LEAVE])
    assert due(file, "2027-01-16", [done]) == "leave_review 2027-01-23 soon"
    assert due(file, "2027-02-16", [done]) == "leave_review 2027-01-23 overdue"


def test_the_line_says_since_when_until_when_and_what_is_missing():
    (line,) = (r for r in reminders([child(leave=[LEAVE])], RULES, the_day("2027-02-01"))
               if r.rule == "leave_review")  # fmt: skip
    assert line.reason == "2026-03-01 起休学，2027-01-15 期满；没有复学或续批记录"
    assert line.record == "l"  # opened where its end is written

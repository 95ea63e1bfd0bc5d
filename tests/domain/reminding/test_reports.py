"""Nobody out of school is unreported: each level answers for itself, each stage has its report."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import one_line_each, reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
OURS = {rule.key for rule in RULES if rule.topic in ("上报", "强制报告")}


def lines(day, student=None, /, **records):
    """Return {rule: due day} of the reports that are owed on a day."""
    file = StudentFile({"id": "s1", "name": "阿依", **(student or {})}, records)
    found = reminders([file], RULES, the_day(day))
    return {each.rule: each.due_on for each in found if each.rule in OURS}


def told(day, **records):
    """Return what a person reads of a day: reasons and who is named in the action."""
    file = StudentFile({"id": "s1", "name": "阿依"}, records)
    found = one_line_each(reminders([file], RULES, the_day(day)))
    return [(each.reason, each.action) for each in found if each.rule in OURS]


# Last at school on Friday 30 October; three school days later is Wednesday 4 November.
SUSPECTED = {"id": "d1", "last_attended": "2026-10-30", "suspected_on": "2026-11-03"}
CONFIRMED = SUSPECTED | {"confirmed_on": "2026-11-16"}
TOWN, COUNTY = "suspected_3", "suspected_county"


@pytest.mark.parametrize(
    ("day", "reported", "owed"),
    [
        ("2026-11-01", {}, set()),
        ("2026-11-04", {}, {TOWN, COUNTY}),
        ("2026-11-09", {"reported_school_on": "2026-11-04"}, {TOWN, COUNTY}),
        ("2026-11-09", {"reported_center_on": "2026-11-04"}, {TOWN, COUNTY}),
        ("2026-11-09", {"reported_township_on": "2026-11-04"}, {COUNTY}),
        ("2026-11-09", {"reported_county_on": "2026-11-04"}, {TOWN}),
        ("2026-11-09", dict.fromkeys(("reported_township_on", "reported_county_on"), "2026-11-04"),
         set()),
        # Of an absence before this one, or not yet so: no report.
        ("2026-11-09", {"reported_township_on": "2026-09-15"}, {TOWN, COUNTY}),
        ("2026-11-09", {"reported_township_on": "2026-11-10"}, {TOWN, COUNTY}),
    ],
)  # fmt: skip
def test_of_a_suspected_dropout_township_and_county_are_told_each(day, reported, owed):
    assert set(lines(day, dropout=[SUSPECTED | reported])) == owed


@pytest.mark.parametrize(
    ("day", "reported", "owed"),
    [
        ("2026-11-16", {}, {"dropout_township", "dropout_report"}),
        ("2026-11-20", {"reported_township_on": "2026-11-04"}, {"dropout_report"}),
        # What the county knew of the suspicion is no written report of the dropout.
        ("2026-11-20", {"reported_county_on": "2026-11-04"},
         {"dropout_township", "dropout_report"}),
        ("2026-11-20", {"reported_county_on": "2026-11-17"}, {"dropout_township"}),
        ("2026-11-20", {"written_report_on": "2026-11-17"}, {"dropout_township"}),
        ("2026-11-20", {"written_report_on": "2026-11-17", "reported_township_on": "2026-11-04"},
         set()),
        ("2026-11-20", {"written_report_on": "2026-11-25", "reported_township_on": "2026-11-04"},
         {"dropout_report"}),
    ],
)  # fmt: skip
def test_a_confirmed_dropout_is_reported_in_writing(day, reported, owed):
    assert set(lines(day, dropout=[CONFIRMED | reported])) == owed


def test_a_second_case_is_reported_anew():
    first = CONFIRMED | {"reported_township_on": "2026-11-04", "written_report_on": "2026-11-17"}
    back = {"id": "p1", "returned_on": "2026-11-18", "placement": "1"}
    again = {"id": "d2", "last_attended": "2026-12-01", "suspected_on": "2026-12-04"}
    assert set(lines("2026-12-10", dropout=[first, again], placement=[back])) == {TOWN, COUNTY}
    relapsed = back | {"relapse": "1", "relapsed_on": "2026-12-01"}
    assert set(lines("2026-12-10", dropout=[first], placement=[relapsed])) == {TOWN, COUNTY}
    assert lines("2026-12-10", dropout=[first], placement=[back]) == {}


def test_who_is_flagged_only_in_the_register_is_to_be_reported_too():
    assert set(lines("2026-11-20", {"register_status": "6"})) == {
        "dropout_township",
        "dropout_report",
    }
    assert set(lines("2026-11-20", {"register_status": "5"})) == {TOWN, COUNTY}


def test_one_line_says_who_was_told_when_and_who_was_not():
    reported = {"reported_center_on": "2026-11-04", "reported_center_at": "09:30"}
    ((reason, action),) = told("2026-11-09", dropout=[SUSPECTED | reported])
    said = "最后到校 10-30，缺课 6 个上课日，已报中心校（11-04 09:30）"
    assert reason == f"{said}，未见上报乡镇的记录；未见上报县级的记录"
    assert "县教育局" in action
    ((reason, action),) = told("2026-11-20", dropout=[CONFIRMED])
    assert reason == "11-16 认定辍学，未见书面报告县级教育部门的记录；未见上报乡镇的记录"
    assert "辍学学生情况报告书" in action
    assert "县级教育部门" in action


# --- Harm --------------------------------------------------------------------------------------

HARM = {"id": "h1", "found_on": "2026-11-16", "found_at": "09:40", "kind": "1"}


@pytest.mark.parametrize(
    ("day", "reported", "owed"),
    [
        ("2026-11-15", {}, {}),
        ("2026-11-16", {}, {"harm_report": "2026-11-16"}),
        ("2026-12-30", {}, {"harm_report": "2026-11-16"}),
        ("2026-11-17", {"police_on": "2026-11-16"}, {"harm_education": "2026-11-17"}),
        ("2026-11-17", {"civil_on": "2026-11-16"}, {"harm_education": "2026-11-17"}),
        ("2026-11-17", {"education_on": "2026-11-16"}, {}),
        ("2026-11-17", {"police_on": "2026-11-16", "education_on": "2026-11-16"}, {}),
        ("2026-11-17", {"police_on": "2026-11-18"}, {"harm_report": "2026-11-16"}),
        ("2026-11-17", {"found_on": None, "created_at": "2026-11-15 08:00:00"},
         {"harm_report": "2026-11-15"}),
    ],
)  # fmt: skip
def test_harm_is_reported_at_once_and_then_to_the_education_department(day, reported, owed):
    assert lines(day, harm=[HARM | reported]) == owed


def test_a_line_about_harm_says_neither_what_nor_of_which_kind():
    ((reason, action),) = told("2026-11-17", harm=[HARM | {"detail": "身上有伤"}])
    assert reason == "11-16 09:40 发现，未见向公安、民政、教育报告的记录"
    assert "身上有伤" not in reason + action
    assert "侵害" not in reason + action


def test_harm_is_to_be_reported_whoever_the_child_is():
    gone = {"register_status": "8", "file_status": "3"}
    assert set(lines("2026-11-20", gone, harm=[HARM])) == {"harm_report"}


# --- Children who work -------------------------------------------------------------------------

REPORTED = {"reported_township_on": "2026-11-16", "written_report_on": "2026-11-16"}
YOUNG, OLD = {"birth_date": "2012-03-01"}, {"birth_date": "2010-03-01"}
LABOUR = {"child_labour"}


@pytest.mark.parametrize(
    ("student", "dropout", "owed"),
    [
        (YOUNG, {"dropout_whereabouts": "2"}, LABOUR),
        (YOUNG, {"dropout_whereabouts": "3"}, LABOUR),
        (YOUNG, {"dropout_whereabouts": "4"}, LABOUR),
        (YOUNG, {"dropout_reasons": "01,33"}, LABOUR),
        (YOUNG, {"dropout_reasons": "13"}, LABOUR),
        (YOUNG, {"main_reason": "33"}, LABOUR),
        ({}, {"dropout_whereabouts": "4"}, LABOUR),  # nobody knows how old: in doubt a line
        (OLD, {"dropout_whereabouts": "4"}, set()),
        (YOUNG, {"dropout_whereabouts": "1", "dropout_reasons": "01"}, set()),
    ],
)
def test_reason_or_whereabouts_that_say_work_are_to_be_reported(student, dropout, owed):
    row = CONFIRMED | REPORTED | dropout
    assert set(lines("2026-11-23", student, dropout=[row])) == owed


def test_work_and_the_written_report_are_two_lines_each_with_its_form():
    row = CONFIRMED | {"dropout_whereabouts": "4"}
    actions = [action for _, action in told("2026-11-23", dropout=[row])]
    assert len(actions) == 2
    assert any("劳动监察" in each for each in actions)
    assert any("辍学学生情况报告书" in each for each in actions)


def test_a_concern_that_names_work_is_to_be_reported_while_it_is_in_force():
    concern = {"since_on": "2026-11-02", "risk_categories": "left_behind,child_labour"}
    assert set(lines("2026-11-23", YOUNG, concern=[concern])) == LABOUR
    lifted = concern | {"until_on": "2026-11-20"}
    assert lines("2026-11-23", YOUNG, concern=[lifted]) == {}


@pytest.mark.parametrize(
    ("harm", "owed"),
    [
        ({"kind": "4", "labour_on": "2026-11-17", "education_on": "2026-11-17"}, set()),
        ({"kind": "4", "labour_on": "2026-11-17"}, {"harm_education"}),
        ({"kind": "4", "police_on": "2026-11-17", "education_on": "2026-11-17"}, LABOUR),
        ({"kind": "4"}, LABOUR | {"harm_report"}),
        ({"kind": "1", "labour_on": "2026-11-17", "education_on": "2026-11-17"}, LABOUR),
        ({"kind": "4", "labour_on": "2026-11-25", "education_on": "2026-11-17"}, LABOUR),
        # Of an earlier time at work.
        ({"kind": "4", "labour_on": "2026-01-17", "education_on": "2026-01-17"}, LABOUR),
    ],
)
def test_only_a_report_to_the_labour_inspection_answers_that(harm, owed):
    row = CONFIRMED | REPORTED | {"dropout_whereabouts": "4"}
    record = {"id": "h1", "found_on": "2026-11-16", **harm}
    assert set(lines("2026-11-23", YOUNG, dropout=[row], harm=[record])) == owed


def test_a_child_that_came_back_is_no_longer_at_work():
    row = CONFIRMED | REPORTED | {"dropout_whereabouts": "4"}
    back = {"id": "p1", "returned_on": "2026-11-18", "placement": "1"}
    assert lines("2026-11-23", YOUNG, dropout=[row], placement=[back]) == {}

"""A concern drives something: what was agreed is asked for; only what answers it does."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
OURS = ("red_contact", "concern_contact", "concern_unclear", "agreed_visits", "left_behind_visit")
CALL, VISIT, AT_SCHOOL, LETTER = "2", "1", "7", "8"
MET, NOBODY_THERE = {"met_who": "1"}, {"result": "8"}


def lines(day, student=None, /, **records):
    """Return {rule: (due day, reason)} of what was agreed."""
    file = StudentFile({"id": "s1", "name": "阿依", **(student or {})}, records)
    found = reminders([file], RULES, the_day(day))
    return {each.rule: (each.due_on, each.reason) for each in found if each.rule in OURS}


def days(day, student=None, /, **records):
    return {rule: due_on for rule, (due_on, _) in lines(day, student, **records).items()}


def contact(day, mode=CALL, **more):
    return {"id": day, "contacted_on": day, "mode": mode, "purpose": "3", **(more or MET)}


# --- Red ---------------------------------------------------------------------------------------

RED = {"id": "c1", "since_on": "2026-11-02", "risk_level": "3", "risk_categories": "school_averse"}


@pytest.mark.parametrize(
    ("day", "concern", "contacts", "due_on"),
    [
        ("2026-11-05", {}, [], None),
        ("2026-11-09", {}, [], "2026-11-09"),
        ("2026-12-20", {}, [], "2026-11-09"),
        ("2026-11-12", {}, [contact("2026-11-06")], "2026-11-13"),
        ("2026-11-20", {}, [contact("2026-11-06")], "2026-11-13"),
        ("2026-11-20", {}, [contact("2026-11-18", AT_SCHOOL)], None),
        # Nobody was there, nobody answered, a letter: no contact.
        ("2026-11-20", {}, [contact("2026-11-18", VISIT, **NOBODY_THERE)], "2026-11-09"),
        ("2026-11-20", {}, [contact("2026-11-18", content="家长没接")], "2026-11-09"),
        ("2026-11-20", {}, [contact("2026-11-18", LETTER, content="寄信")], "2026-11-09"),
        ("2026-11-20", {}, [contact("2026-11-25")], "2026-11-09"),  # not yet
        ("2026-11-20", {"risk_level": "2"}, [], None),
        ("2026-11-20", {"until_on": "2026-11-19"}, [], None),
        ("2026-11-20", {"since_on": "2026-11-21"}, [], None),
        ("2026-11-20", {"since_on": None}, [], "2026-11-20"),
    ],
)  # fmt: skip
def test_a_child_at_red_risk_is_reached_every_week(day, concern, contacts, due_on):
    found = days(day, concern=[RED | concern], contact=contacts)
    assert found.get("red_contact") == due_on


def test_what_was_tried_in_vain_is_said():
    tried = [contact("2026-11-04"), contact("2026-11-12", content="打不通")]
    reason = lines("2026-11-20", concern=[RED], contact=tried)["red_contact"][1]
    assert reason == "风险红色，上次联系是 11-04，此后 1 次没有联系上"
    reason = lines("2026-11-20", concern=[RED], contact=tried[1:])["red_contact"][1]
    assert reason == "风险红色，联系过 1 次，都没有联系上"
    assert lines("2026-11-20", concern=[RED])["red_contact"][1] == "风险红色，还没有联系过"


# --- How often ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("often", "day", "contacts", "due_on"),
    [
        ("每周一次", "2026-11-20", [], "2026-11-09"),
        ("每周1次", "2026-11-20", [contact("2026-11-15")], "2026-11-22"),
        ("每月2次", "2026-11-30", [contact("2026-11-10")], "2026-11-25"),
        ("每月2次", "2026-11-30", [contact("2026-11-28")], None),
        ("每周一次", "2026-11-20", [contact("2026-11-19", VISIT)], None),  # a visit is a contact
        ("每周家访一次", "2026-11-20", [contact("2026-11-19")], "2026-11-09"),  # a call no visit
        ("每周家访一次", "2026-11-20", [contact("2026-11-19", VISIT)], None),
        ("每周家访一次", "2026-11-20", [contact("2026-11-19", VISIT, **NOBODY_THERE)],
         "2026-11-09"),
        # From 2 November to 31 January: due in the middle, and at the end.
        ("每学期2次", "2026-12-20", [], "2027-01-31"),
        ("每学期2次", "2027-01-31", [], "2027-01-31"),
    ],
)  # fmt: skip
def test_an_agreed_frequency_makes_a_line(often, day, contacts, due_on):
    concern = {"id": "c1", "since_on": "2026-11-02", "contact_frequency": often}
    if often == "每学期2次" and day == "2026-12-20":
        due_on = None
    assert days(day, concern=[concern], contact=contacts).get("concern_contact") == due_on


def test_a_frequency_nobody_can_count_by_is_asked():
    concern = {"id": "c1", "since_on": "2026-11-02", "contact_frequency": "经常"}
    found = lines("2026-11-20", concern=[concern])
    assert found == {"concern_unclear": ("2026-11-09", "联系频次“经常”看不出多久一次")}
    assert days("2026-11-20", concern=[concern | {"until_on": "2026-11-15"}]) == {}


# --- Agreed visits -----------------------------------------------------------------------------

FOUR = {"id": "r1", "helper_name": "李强", "from_on": "2026-09-01", "visits_per_term": 4}


def made(*dates, mode=VISIT, **more):
    return [contact(day, mode, **{**MET, **more}) for day in dates]


@pytest.mark.parametrize(
    ("day", "visits", "due_on"),
    [
        ("2026-09-20", [], None),
        ("2026-10-05", [], "2026-10-09"),
        ("2026-11-20", [], "2026-10-09"),
        ("2026-11-20", made("2026-09-10"), "2026-11-16"),
        ("2026-11-20", made("2026-09-10", "2026-11-05"), None),
        ("2026-12-24", made("2026-09-10", "2026-11-05"), "2026-12-24"),
        ("2026-11-20", made("2026-09-10", "2026-11-05", mode=CALL), "2026-10-09"),
        ("2026-11-20", made("2026-09-10", "2026-11-05", result="8"), "2026-10-09"),
        ("2026-11-20", made("2026-05-10", "2026-06-05"), "2026-10-09"),  # of the term before
        ("2027-01-31", made("2026-09-10", "2026-11-05", "2026-12-20", "2027-01-10"), None),
        ("2027-02-10", [], "2026-10-09"),  # the winter holidays still belong to the term
    ],
)
def test_visits_agreed_for_a_term_are_spread_over_it(day, visits, due_on):
    found = days(day, responsibility=[FOUR], contact=visits)
    assert found.get("agreed_visits") == due_on


def test_where_several_have_agreed_a_visit_counts_for_whom_it_names():
    both = [FOUR, FOUR | {"id": "r2", "helper_name": "何乡长", "visits_per_term": 1}]
    visits = made("2026-09-10", "2026-11-05", persuaders="李强、张老师")
    file = StudentFile({"id": "s1", "name": "阿依"}, {"responsibility": both, "contact": visits})
    found = reminders([file], RULES, the_day("2027-01-31"))
    said = [each.reason for each in found if each.rule == "agreed_visits"]
    assert said == [
        "李强约定本学期走访 4 次，已走访 2 次",
        "何乡长约定本学期走访 1 次，已走访 0 次",
    ]


def test_agreed_late_in_the_term_fewer_are_owed_and_none_when_it_is_over():
    late = FOUR | {"from_on": "2026-12-15"}
    assert days("2027-01-10", responsibility=[late]) == {}
    assert lines("2027-01-31", responsibility=[late])["agreed_visits"] == (
        "2027-01-31", "李强约定本学期走访 1 次，已走访 0 次",
    )  # fmt: skip
    assert days("2026-11-20", responsibility=[FOUR | {"to_on": "2026-11-19"}]) == {}


# --- Left behind -------------------------------------------------------------------------------

LEFT = {"left_behind_edu": "2", "opened_on": "2026-01-05"}


@pytest.mark.parametrize(
    ("day", "visits", "due_on"),
    [
        ("2026-11-20", [], None),
        ("2027-01-20", [], "2027-01-31"),
        ("2027-02-10", [], "2027-01-31"),
        ("2027-01-20", made("2026-10-10"), None),
        ("2027-01-20", made("2026-10-10", mode=CALL), "2027-01-31"),
        ("2027-01-20", made("2026-10-10", mode=AT_SCHOOL), "2027-01-31"),
        ("2027-01-20", made("2026-10-10", result="8"), "2027-01-31"),
        ("2027-01-20", made("2026-06-10"), "2027-01-31"),
    ],
)
def test_a_left_behind_child_is_visited_each_term(day, visits, due_on):
    assert days(day, LEFT, contact=visits).get("left_behind_visit") == due_on


def test_a_visit_answers_the_monthly_call_too():
    file = StudentFile({"id": "s1", "name": "阿依", **LEFT}, {"contact": made("2026-11-10")})
    found = reminders([file], RULES, the_day("2026-11-20"))
    assert "left_behind_call" not in {each.rule for each in found}

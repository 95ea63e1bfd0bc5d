"""S11: a call said 失联 or 拒绝 and nobody opened a case: asked until it is written down."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
ROSTER = {"name_list": [{"listed_on": "2026-09-01"}]}


def call(day, result, **more):
    return {"contacted_on": day, "mode": "2", "purpose": "2", "result": result, **more}


def child(*contacts, **records):
    student = {"id": "s1", "name": "阿依", "birth_date": "2015-05-10", "opened_on": "2026-09-01"}
    return StudentFile(student, {**ROSTER, "contact": list(contacts), **records})


def asked(file, day):
    found = reminders([file], RULES, the_day(day))
    return next((each.reason for each in found if each.rule == "without_case"), None)


@pytest.mark.parametrize("result", ["2", "3", "4", "5", "6", "7", "9", "10"])
def test_whatever_says_that_a_child_is_not_in_class_is_asked_about(result):
    file = child(call("2026-11-20", result))
    assert status_of(file, the_day("2026-11-19")).name == "在校"
    found = status_of(file, the_day("2026-11-20"))
    assert (found.name, found.standing) == ("缺勤核查", Standing.CASE)
    assert "2026-11-20 联系结果为" in asked(file, "2026-12-20")


@pytest.mark.parametrize("result", ["1", "8", None])
def test_a_call_that_says_nothing_of_the_kind_changes_nothing(result):
    file = child(call("2026-11-20", result))
    assert status_of(file, the_day("2026-12-20")).name == "在校"
    assert asked(file, "2026-12-20") is None


# what is written after 11-20, is 失联 answered, is 拒绝 answered?
@pytest.mark.parametrize(
    ("then", "lost", "refused"),
    [
        ({}, False, False),
        ({"contact": [call("2026-11-25", "8")]}, False, False),  # 未见到人
        ({"contact": [call("2026-11-25", None)]}, False, False),  # a call: nobody knows with whom
        ({"contact": [call("2026-11-25", None, met_who="3")]}, True, False),
        ({"contact": [call("2026-11-25", "1")]}, True, True),
        ({"dropout": [{"id": "d1", "suspected_on": "2026-11-24"}]}, True, True),
        ({"roll_call": [{"held_on": "2026-11-24", "kind": "2"}]}, True, True),
        ({"roll_call": [{"held_on": "2026-11-19", "kind": "2"}]}, False, False),
        ({"sighting": [{"seen_on": "2026-11-24", "kind": "1"}]}, True, True),
        ({"name_list": [{"listed_on": "2026-11-24"}]}, False, False),  # a list has seen nobody
        ({"leave": [{"kind": "1", "from_on": "2026-11-23", "to_on": "2027-06-30"}]}, True, True),
        ({"placement": [{"id": "p1", "returned_on": "2026-11-23"}]}, True, True),
    ],
)
def test_what_answers_it(then, lost, refused):
    for result, answered in (("9", lost), ("7", refused)):
        contacts = [call("2026-11-20", result), *then.get("contact", ())]
        file = child(*contacts, **{key: rows for key, rows in then.items() if key != "contact"})
        assert (asked(file, "2026-11-26") is None) is answered, result


def test_lost_at_a_visit_after_the_return_is_asked_about_too():
    out = {"dropout": [{"id": "d1", "confirmed_on": "2026-09-10"}]}
    back = {"placement": [{"id": "p1", "returned_on": "2026-10-08", "placement": "1"}]}
    before = child(call("2026-10-07", "7", purpose="1"), **out, **back)
    assert asked(before, "2026-11-26") is None
    after = child(call("2026-11-20", "9", purpose="4"), **out, **back)
    assert asked(after, "2026-11-26") is not None


def test_of_a_term_that_is_over_a_new_roster_speaks():
    file = child(call("2025-11-20", "9"))
    assert status_of(file, the_day("2026-11-20")).name == "在校"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"purpose": "1", "mode": "1"}, "联系目的为劝返"),
        ({"purpose": "1", "mode": "1", "result": "8"}, "联系目的为劝返"),
        ({"mode": "4", "met_who": "1"}, "方式为赴务工地劝返"),
    ],
)
def test_nobody_persuades_a_child_that_sits_in_class(more, said):
    file = child({"contacted_on": "2026-11-20", "purpose": "2", **more})
    assert status_of(file, the_day("2026-11-20")).name == "缺勤核查"
    assert said in asked(file, "2026-12-20")
    back = child({"contacted_on": "2026-11-20", "purpose": "2", **more, "result": "1"})
    assert asked(back, "2026-12-20") is None


def test_a_call_without_a_day_counts_from_the_day_it_was_entered():
    file = child(call(None, "9", created_at="2026-11-20 09:00:00"))
    assert asked(file, "2026-11-19") is None
    assert "2026-11-20 联系结果为失联" in asked(file, "2026-11-21")


def test_lost_after_its_transfer_is_asked_about():
    moved = {"kind": "21", "completed_on": "2026-10-20", "to_school": "县一小"}
    file = child(call("2026-11-20", "9"), register_change=[moved])
    assert status_of(file, the_day("2026-11-19")).name == "已转学"
    assert asked(file, "2026-11-21") is not None
    before = child(call("2026-10-10", "9"), register_change=[moved])
    assert status_of(before, the_day("2026-11-21")).name == "已转学"


@pytest.mark.parametrize("mode", ["1", "6"])
def test_seen_at_home_is_not_at_school(mode):
    visit = {"contacted_on": "2026-11-20", "purpose": "2", "mode": mode, "met_who": "1"}
    file = StudentFile(child().student, {"contact": [visit]})
    assert status_of(file, the_day("2026-11-21")).name == "未核实"
    sighting = {"seen_on": "2026-11-20", "kind": "2"}
    file = StudentFile(child().student, {"sighting": [sighting]})
    assert status_of(file, the_day("2026-11-21")).name == "未核实"
    came = StudentFile(child().student, {"contact": [{**visit, "mode": "7"}]})
    assert status_of(came, the_day("2026-11-21")).name == "在校"

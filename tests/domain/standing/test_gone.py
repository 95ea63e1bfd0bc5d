"""A record that has a child gone proves it, or the child is looked for: older evidence is none."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
REPORTED = {"id": "c1", "held_on": "2026-09-01", "kind": "1"}
CALLED = {"id": "c2", "held_on": "2026-11-09", "kind": "2"}
OUT = {"id": "d1", "suspected_on": "2026-10-08"}
PAPERS = {"close_evidence": "情况说明", "close_approver": "韦校长"}


def child(student=None, /, **records):
    row = {"id": "s1", "name": "王甲", "grade": "5", "birth_date": "2015-05-01", **(student or {})}
    tables = {table: list(rows) for table, rows in records.items()}
    return StudentFile(row, {"roll_call": [REPORTED], **tables}, {"name": "福利镇中心小学"})


def change(kind, **values):
    return {"id": "g1", "kind": kind, "changed_on": "2026-10-20", **values}


def lines(file, on):
    return {each.rule for each in reminders([file], RULES, on) if each.student}


# What was written after the child reported in on 1 September; the status and a part of its reason.
UNPROVEN = {
    "died, no paper": (child(register_change=[change("51")]), "死亡，没有写证明材料"),
    "died, no day": (
        child(register_change=[change("51", changed_on=None, created_at="2026-10-20 08:00:00")]),
        "没有写异动日期和证明材料",
    ),
    "abroad, no paper": (child(register_change=[change("92")]), "出国(境)，没有写证明材料"),
    "graduated in autumn in grade five": (
        child(register_change=[change("91", paper_no="毕业证 1")]),
        "还没有读完九年级",
    ),
    "register moved, nobody wrote where to": (
        child(register_change=[change("21", completed_on="2026-10-20")]),
        "没有写转到哪所学校",
    ),
    "register moved to another county, never arrived": (
        child(
            relocation=[
                {
                    "id": "r1",
                    "choice_type": "5",
                    "origin_school": "福利镇中心小学",
                    "register_moved_on": "2026-10-20",
                }
            ]
        ),
        "没有到校日期",
    ),
    "case closed for another reason, not back": (
        child(
            dropout=[OUT],
            placement=[{"id": "p1", "closed_on": "2026-10-20", "close_reason": "9", **PAPERS}],
        ),
        "2026-10-08 起不在校，以后没有在校的依据",
    ),
    "no longer taught elsewhere, not back": (
        child(elsewhere=[{"id": "e1", "from_on": "2026-10-08", "ended_on": "2026-10-20"}]),
        "2026-10-08 起不在校，以后没有在校的依据",
    ),
    "no longer taught elsewhere, nobody wrote since when": (
        child(elsewhere=[{"ended_on": "2026-10-20", "created_at": "2026-10-08 08:00:00"}]),
        "2026-10-08 起不在校，以后没有在校的依据",
    ),
    "taught elsewhere after its case was closed in the term, not back": (
        child(
            dropout=[{**OUT, "suspected_on": "2026-02-25"}],
            placement=[
                {
                    "returned_on": "2026-03-10",
                    "placement": "1",
                    "check_90d": "在校",
                    "closed_on": "2026-09-05",
                    "close_reason": "1",
                    **PAPERS,
                }
            ],
            elsewhere=[{"from_on": "2026-10-08", "ended_on": "2026-10-20"}],
        ),
        "2026-10-08 起不在校，以后没有在校的依据",
    ),
}


@pytest.mark.parametrize(("file", "said"), UNPROVEN.values(), ids=UNPROVEN)
def test_evidence_from_before_the_child_left_is_none(file, said):
    before, after = the_day("2026-10-07"), the_day("2026-11-21")
    assert status_of(file, before).name in ("在校", "已销号")
    now = status_of(file, after)
    assert now.name == "未核实"
    assert said in now.reason
    assert "unverified" in lines(file, after)


@pytest.mark.parametrize(("file", "said"), UNPROVEN.values(), ids=UNPROVEN)
def test_seen_in_class_since_it_is_at_school(file, said):
    records = {**file.records, "roll_call": [REPORTED, CALLED]}
    seen = StudentFile(file.student, records, file.school)
    assert status_of(seen, the_day("2026-11-21")).name == "在校"


def test_a_mistake_takes_nothing_away():
    file = child(
        dropout=[OUT],
        placement=[{"id": "p1", "closed_on": "2026-10-20", "close_reason": "8", **PAPERS}],
    )
    assert status_of(file, the_day("2026-11-21")).name == "在校"


def test_who_ends_grade_six_in_june_is_asked_for_in_the_next_term():
    file = child(
        {"grade": "6", "birth_date": "2014-05-01"},
        roll_call=[{**REPORTED, "held_on": "2027-03-01"}],
        register_change=[change("91", changed_on="2027-06-28", paper_no="毕业证 1")],
    )
    assert status_of(file, the_day("2027-07-10")).name == "在校"
    assert status_of(file, the_day("2027-09-02")).name == "未核实"
    assert "unverified" in lines(file, the_day("2027-09-02"))


# A class has these on all its lists: only somebody who sees the child in class speaks against it.
LISTED_TOO = {
    "taught at home": ({"study_mode": "3"}, "送教上门", "home_teaching"),
    "disabled, taught at home": ({"special_placement": "4"}, "送教上门", "home_teaching"),
    "taught from afar": ({"special_placement": "7"}, "送教上门", "home_teaching"),
    "special school": ({"special_placement": "3"}, "在外就读(待核实)", "elsewhere_review"),
    "rehabilitation": ({"special_placement": "5"}, "在外就读(待核实)", "elsewhere_review"),
    "no place yet": ({"special_placement": "8"}, "未核实", "unverified"),
}


@pytest.mark.parametrize(("marks", "name", "rule"), LISTED_TOO.values(), ids=LISTED_TOO)
def test_a_newer_list_of_its_class_does_not_bring_a_child_to_school(marks, name, rule):
    marked = {**marks, "marked_on": "2026-10-08"}
    listed = child(marked, name_list=[{"id": "n1", "listed_on": "2027-03-05"}])
    for day in ("2026-11-21", "2027-03-20"):
        assert status_of(listed, the_day(day)).name == name
        assert rule in lines(listed, the_day(day))
    called = child(marked, roll_call=[CALLED])
    assert status_of(called, the_day("2026-11-21")).name == "在校"
    if name == "送教上门" and marks != {"special_placement": "7"}:
        assert "contradictory" in lines(called, the_day("2026-11-21"))


def test_a_transfer_is_owed_although_the_child_is_still_in_class():
    file = child({"register_status": "3", "marked_on": "2026-09-02"}, roll_call=[CALLED])
    assert status_of(file, the_day("2026-11-21")).name == "在校"
    assert "register_transfer" in lines(file, the_day("2026-11-21"))

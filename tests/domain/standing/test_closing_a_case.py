"""Closing is an act: one that lacks something ends nothing, one that holds can be taken back."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.checking.checks import check_file
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.cases import (
    cases,
    in_dropout_ledger,
    in_suspected_ledger,
    live_case,
)
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
OUT = {"id": "d1", "suspected_on": "2026-09-02", "confirmed_on": "2026-09-10"}
PAPERS = {"close_evidence": "乡镇核实表", "close_approver": "韦校长"}
TOO_OLD = {"closed_on": "2026-11-02", "close_reason": "4", **PAPERS}
MISTAKE = {"closed_on": "2026-11-02", "close_reason": "8", **PAPERS}
STABLE = {"closed_on": "2026-12-20", "close_reason": "1", "check_90d": "稳定", **PAPERS}


def child(*placements, dropout=(OUT,), birth="2013-05-10", **records):
    rows = [{"id": f"p{number}", **row} for number, row in enumerate(placements, 1)]
    student = {"id": "s1", "name": "阿依", "birth_date": birth, "grade": "7"}
    return StudentFile(student, {"dropout": dropout, "placement": rows, **records})


def status(file, day):
    return status_of(file, the_day(day)).name


def lines(file, day):
    return {each.rule: each.reason for each in reminders([file], RULES, the_day(day))}


# what is written, day, status, what its line says
@pytest.mark.parametrize(
    ("placement", "day", "named", "said"),
    [
        (TOO_OLD, "2026-11-01", "辍学", None),
        (TOO_OLD, "2026-11-02", "待销号", "11-02 登记销号，还缺满16周岁（2029-05-10 才满）"),
        (TOO_OLD, "2029-05-11", "待销号", "2026-11-02 登记销号，还缺满16周岁（2029-05-10 才满）"),
        ({"closed_on": "2026-11-02"}, "2026-12-01", "待销号", "销号原因、销号佐证、审批人"),
        (STABLE, "2026-12-20", "待销号", "还缺复学日期"),
        ({**STABLE, "returned_on": "2026-10-08"}, "2026-12-20", "待销号", "（2027-01-06 起）"),
        ({**STABLE, "returned_on": "2026-09-20"}, "2026-12-20", "已销号", None),
        (MISTAKE, "2026-11-02", "未核实", None),  # what its evidence says: there is none
        ({**MISTAKE, "close_approver": None}, "2026-11-02", "待销号", "还缺审批人"),
    ],
)
def test_a_closing_that_lacks_something_ends_nothing(placement, day, named, said):
    file = child(placement)
    assert status(file, day) == named
    line = lines(file, day).get("to_be_closed")
    assert (line is None) if said is None else (said in line)


def test_who_is_out_stays_on_the_ledger_and_is_still_called():
    file = child(TOO_OLD)
    assert len(in_dropout_ledger(file, the_day("2026-12-01"))) == 1
    assert "repersuade" in lines(file, "2026-12-01")


def test_a_closing_made_good_ends_the_case_from_its_day():
    good = child({**TOO_OLD, "close_reason": "2", "transferred_to": "县二中"})
    assert status(good, "2026-11-02") == "已转学"
    assert lines(good, "2026-12-01") == {}


def test_a_visit_made_later_makes_the_closing_good():
    closed = {**STABLE, "returned_on": "2026-09-20", "check_90d": None}
    visit = {"contacted_on": "2026-12-22", "purpose": "4", "mode": "1", "met_who": "1"}
    file = child(closed, contact=[visit])
    assert status(file, "2026-12-21") == "待销号"
    assert status(file, "2026-12-22") == "已销号"


def test_a_closing_alone_is_nobody_out_of_school_but_somebody_asked_about():
    file = child({"closed_on": "2026-11-02"}, dropout=())
    assert status(file, "2026-11-03") == "待销号"
    assert set(lines(file, "2026-11-20")) == {"to_be_closed"}


def test_reopening_keeps_everything_and_the_case_goes_on():
    closed = {**STABLE, "returned_on": "2026-09-20", "reopened_on": "2027-01-10"}
    file = child(closed)
    assert status(file, "2026-12-25") == "已销号"
    assert status(file, "2027-01-10") == "巩固跟踪"
    assert file.of("placement")[0]["close_evidence"] == "乡镇核实表"


def test_taken_back_a_wrong_closing_is_not_asked_about_any_more():
    file = child({**TOO_OLD, "reopened_on": "2026-11-05"})
    assert status(file, "2026-11-04") == "待销号"
    assert status(file, "2026-11-05") == "辍学"
    assert "to_be_closed" not in lines(file, "2026-11-20")


def test_a_return_or_a_new_suspicion_is_stronger_than_a_closing_that_never_held():
    back = child(TOO_OLD, {"returned_on": "2026-11-10"})
    assert status(back, "2026-11-10") == "已复学"
    again = child(TOO_OLD, dropout=(OUT, {"id": "d2", "suspected_on": "2026-11-12"}))
    assert status(again, "2026-11-11") == "待销号"
    assert status(again, "2026-11-12") == "辍学"


def test_a_second_closing_that_holds_counts_from_its_own_day():
    file = child(TOO_OLD, {**MISTAKE, "closed_on": "2026-11-20"})
    assert status(file, "2026-11-19") == "待销号"
    (case,) = cases(file, the_day("2026-11-20"))
    assert (case.closed_on, live_case([case])) == ("2026-11-20", None)


def test_taken_back_and_closed_anew_on_one_day_is_closed():
    wrong = {**STABLE, "returned_on": "2026-09-20", "reopened_on": "2027-01-10"}
    right = {**MISTAKE, "closed_on": "2027-01-10"}
    (case,) = cases(child(wrong, right), the_day("2027-01-10"))
    assert (case.closed_on, live_case([case])) == ("2027-01-10", None)
    same = {**wrong, "closed_on": "2027-01-10"}
    assert live_case(cases(child(same), the_day("2027-01-10"))) is not None


LOST = {"mode": "2", "purpose": "1", "result": "9"}


# after 失联 on 11-19: what came then, is the child still lost?
@pytest.mark.parametrize(
    ("then", "named"),
    [
        ({"mode": "1", "purpose": "1", "result": "8"}, "失联"),
        ({"mode": "2", "purpose": "1", "content": "没接"}, "失联"),
        ({"mode": "2", "purpose": "2"}, "失联"),
        ({"mode": "1", "purpose": "1", "result": "7"}, "劝返中"),
        ({"mode": "2", "purpose": "2", "met_who": "3"}, "劝返中"),  # whatever it was for
    ],
)
def test_lost_stays_until_somebody_has_been_reached(then, named):
    lost = {"contacted_on": "2026-11-19", **LOST}
    file = child(contact=[lost, {"contacted_on": "2026-11-25", **then}])
    assert status(file, "2026-11-24") == "失联"
    assert status(file, "2026-11-25") == named


@pytest.mark.parametrize(
    ("called_on", "named"),
    [("2026-07-01", "疑似辍学"), ("2026-09-01", "失联"), ("2026-08-25", "失联")],
)
def test_the_call_that_began_the_case_makes_it_lost(called_on, named):
    begun = {"id": "d1", "suspected_on": "2026-09-02"}
    file = child(contact=[{"contacted_on": called_on, **LOST}], dropout=[begun])
    assert status(file, "2026-09-20") == named


@pytest.mark.parametrize(
    ("call", "due_on"),
    [
        ({"mode": "2", "met_who": "3"}, "2026-11-27"),
        ({"mode": "2", "content": "家长没接"}, "2026-11-09"),
        ({"mode": "1", "result": "8"}, "2026-11-09"),
        ({"mode": "1", "result": "9"}, "2026-11-09"),
    ],
)
def test_a_call_that_reached_nobody_resets_no_clock(call, due_on):
    first = {"contacted_on": "2026-11-02", "purpose": "1", "mode": "1", "result": "7"}
    later = {"contacted_on": "2026-11-20", "purpose": "1", **call}
    found = reminders([child(contact=[first, later])], RULES, the_day("2026-11-26"))
    (line,) = (each for each in found if each.rule == "repersuade")
    assert line.due_on == due_on
    assert ("试过 1 次" in line.reason) is (due_on == "2026-11-09")


def test_the_file_says_of_a_closing_that_does_not_hold_what_it_lacks():
    texts = [each.text for each in check_file(child(TOO_OLD), the_day("2026-11-20"))]
    assert "2026-11-02 的销号还不算数，还缺满16周岁（2029-05-10 才满）。" in texts
    texts = [each.text for each in check_file(child(MISTAKE), the_day("2026-11-20"))]
    assert not any("销号" in text for text in texts)


def test_a_flag_of_the_register_that_somebody_closed_without_a_paper_stays_on_its_ledger():
    flagged = StudentFile(
        {"id": "s1", "name": "王甲", "register_status": "5", "opened_on": "2026-09-01"},
        {"placement": [{"id": "p1", "closed_on": "2026-11-02"}]},
    )
    on = the_day("2026-11-20")
    assert status_of(flagged, on).name == "待销号"
    assert len(in_suspected_ledger(flagged, on)) == 1

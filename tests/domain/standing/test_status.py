"""Where a child stands on each day, and on which ledger: from dated records alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.standing.cases import (
    CaseState,
    cases,
    days_missed,
    in_dropout_ledger,
    in_focus_ledger,
    in_relocation_ledger,
    in_suspected_ledger,
    live_case,
    relocation_state,
)
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import REPORTED_IN, the_day

PAPERS = {"close_evidence": "证明", "close_approver": "校长"}


def child(student=None, **records):
    """Return a child of a class that reports in each term."""
    records = {"roll_call": REPORTED_IN, **records}
    return StudentFile({"id": "s1", "name": "阿依", **(student or {})}, records)


def code_on(file, day):
    return status_of(file, the_day(day)).code


def test_every_status_has_an_official_name_and_a_reason():
    file = child(dropout=[{"confirmed_on": "2026-11-10"}])
    found = status_of(file, the_day("2026-11-12"))
    assert (found.code, found.name, found.since) == ("4", "辍学", "2026-11-10")
    assert "2026-11-10" in found.reason


# What a closing needs besides its day and its reason.
PROVEN = {"close_evidence": "复学证明", "close_approver": "韦校长", "check_90d": "稳定"}
WHOLE_STORY = child(
    dropout=[
        {
            "id": "d1",
            "dropout_ym": "2026-10",
            "last_attended": "2026-10-30",
            "suspected_on": "2026-11-04",
            "confirmed_on": "2026-11-13",
        }
    ],
    contact=[
        {"contacted_on": "2026-11-03", "purpose": "1", "result": "8"},
        {"contacted_on": "2026-11-16", "purpose": "1", "result": "2", "promised_on": "2026-11-18"},
        {"contacted_on": "2026-11-19", "purpose": "6", "result": "9"},
        {"contacted_on": "2026-11-23", "purpose": "1", "result": "10"},
    ],
    placement=[
        {
            "id": "p1",
            "returned_on": "2026-12-01",
            "placement": "1",
            "closed_on": "2027-03-10",
            "close_reason": "1",
            **PROVEN,
            "reopened_on": "2027-03-20",
            "relapsed_on": "2027-04-06",
        }
    ],
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-10-30", "在校"),
        ("2026-11-03", "缺勤核查"),  # somebody went to persuade it: it was not in class
        ("2026-11-04", "疑似辍学"),
        ("2026-11-12", "疑似辍学"),
        ("2026-11-13", "辍学"),  # the visit of 3 November came before the confirmation
        ("2026-11-15", "辍学"),
        ("2026-11-16", "劝返中"),
        ("2026-11-18", "劝返中"),  # a broken promise changes nothing
        ("2026-11-19", "失联"),
        ("2026-11-23", "依法控辍"),
        ("2026-11-30", "依法控辍"),
        ("2026-12-01", "已复学"),
        ("2026-12-30", "已复学"),
        ("2026-12-31", "巩固跟踪"),
        ("2027-03-09", "巩固跟踪"),
        ("2027-03-10", "已销号"),
        ("2027-03-20", "巩固跟踪"),
        ("2027-04-05", "巩固跟踪"),
        ("2027-04-06", "疑似辍学"),
        ("2027-12-31", "疑似辍学"),
    ],
)
def test_one_child_day_by_day(day, name):
    assert status_of(WHOLE_STORY, the_day(day)).name == name


@pytest.mark.parametrize(
    ("dropout", "suspected_from", "dropped_from"),
    [
        ({"suspected_on": "2026-11-04", "last_attended": "2026-10-30"}, "2026-11-04", None),
        ({"last_attended": "2026-10-30", "dropout_ym": "2026-10"}, "2026-10-31", None),
        ({"dropout_ym": "2026-10"}, "2026-10-01", None),
        ({"confirmed_on": "2026-11-10"}, None, "2026-11-10"),
        ({"confirmed_on": "2026-11-10", "dropout_ym": "2026-10"}, "2026-10-01", "2026-11-10"),
        ({"is_suspected": "0", "last_attended": "2026-10-30"}, None, "2026-10-31"),
        ({"is_suspected": "0", "dropout_ym": "2026-10"}, None, "2026-10-01"),
        ({"is_suspected": "1", "confirmed_on": "2026-11-10"}, None, "2026-11-10"),
    ],
)
def test_a_half_dated_dropout_still_shows(dropout, suspected_from, dropped_from):
    file = child(dropout=[dropout])
    starts = [day for day in (suspected_from, dropped_from) if day]
    before = the_day(the_day(starts[0]).later(-1))
    assert status_of(file, before).name == "在校"
    if suspected_from:
        assert code_on(file, suspected_from) == "3"
    if dropped_from:
        assert code_on(file, dropped_from) == "4"


@pytest.mark.parametrize(
    ("dropout", "ledger"),
    [({}, in_suspected_ledger), ({"is_suspected": "0"}, in_dropout_ledger)],
)
def test_a_dropout_without_any_day_is_always_listed(dropout, ledger):
    file = child(dropout=[dropout])
    assert len(ledger(file, the_day("2020-01-01"))) == 1
    assert len(ledger(file, the_day("2030-01-01"))) == 1


@pytest.mark.parametrize(
    ("placement", "name"),
    [
        ("1", "已复学"),
        ("4", "已复学"),
        ("9", "送教上门"),
        ("10", "休学"),
        ("11", "缓学"),
        ("12", "免学"),
        ("14", "在外就读(待核实)"),
    ],
)
def test_the_placement_names_where_the_child_is(placement, name):
    file = child(
        dropout=[{"suspected_on": "2026-10-10"}],
        placement=[{"returned_on": "2026-11-02", "placement": placement}],
    )
    assert status_of(file, the_day("2026-11-01")).name == "疑似辍学"
    assert status_of(file, the_day("2026-11-02")).name == name


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        ("2", "已转学"),
        ("3", "毕业"),
        ("4", "待销号"),  # of a child whose birth nobody knows
        ("6", "死亡"),
        ("7", "出国(境)"),
        ("8", "在校"),  # a mistake: the child is where its evidence says
        (None, "待销号"),
    ],
)
def test_the_closing_reason_names_how_it_ended(reason, name):
    closing = {"closed_on": "2026-11-02", "close_reason": reason, "transferred_to": "县二小"}
    file = child(
        {"grade": "9"},
        dropout=[{"confirmed_on": "2026-10-10"}],
        placement=[{**closing, **PROVEN}],
    )
    assert status_of(file, the_day("2026-11-01")).name == "辍学"
    assert status_of(file, the_day("2026-11-02")).name == name


def test_a_new_dropout_after_a_return_counts():
    file = child(
        dropout=[
            {"id": "d1", "confirmed_on": "2026-03-10"},
            {"id": "d2", "suspected_on": "2026-10-12"},
        ],
        placement=[{"returned_on": "2026-04-01", "placement": "1"}],
    )
    first, second = cases(file, the_day("2026-10-20"))
    assert (first.state, first.returned_on) == (CaseState.RELAPSED, "2026-04-01")
    assert (second.state, second.dropout["id"]) == (CaseState.SUSPECTED, "d2")
    assert code_on(file, "2026-10-20") == "3"


def test_a_closing_ends_the_case_of_its_own_return_only():
    file = child(
        dropout=[{"confirmed_on": "2026-03-10"}, {"suspected_on": "2026-10-12"}],
        placement=[{"returned_on": "2026-04-01", "closed_on": "2026-11-01", "close_reason": "1"}],
    )
    assert code_on(file, "2026-11-20") == "3"


def test_two_records_of_one_case_are_one_line_on_the_ledger():
    file = child(
        dropout=[
            {"id": "d1", "suspected_on": "2026-10-12", "main_reason": "01", "last_attended": None},
            {"id": "d2", "suspected_on": "2026-10-20", "confirmed_on": "2026-11-02"},
        ]
    )
    assert in_suspected_ledger(file, the_day("2026-11-20")) == []
    (case,) = in_dropout_ledger(file, the_day("2026-11-20"))
    assert (case.suspected_on, case.confirmed_on) == ("2026-10-12", "2026-11-02")
    assert case.dropout["main_reason"] == "01"


@pytest.mark.parametrize(
    "second", [{"dropout_ym": "2026-11"}, {}, {"suspected_on": "2026-11-18"}], ids=str
)
def test_one_return_does_not_hide_a_second_dropout_that_may_be_later(second):
    file = child(
        dropout=[{"confirmed_on": "2026-09-20"}, second],
        placement=[{"returned_on": "2026-11-18", "placement": "1"}],
    )
    assert code_on(file, "2026-12-01") == "3"
    assert live_case(cases(file, the_day("2026-12-01"))).is_open


def test_confirmed_after_the_return_means_out_again():
    file = child(
        dropout=[{"suspected_on": "2026-11-02", "confirmed_on": "2026-11-25"}],
        placement=[{"returned_on": "2026-11-18", "placement": "1"}],
    )
    assert code_on(file, "2026-11-20") == "7"
    assert code_on(file, "2026-11-25") == "4"


def test_returned_on_the_day_of_suspicion():
    file = child(
        dropout=[{"suspected_on": "2026-11-02"}],
        placement=[{"returned_on": "2026-11-02", "placement": "1"}],
    )
    assert code_on(file, "2026-11-02") == "7"


def test_a_relapse_without_a_day_counts_from_the_return():
    placement = {"returned_on": "2026-11-02", "placement": "1", "relapse": "1"}
    file = child(dropout=[{"confirmed_on": "2026-10-10"}], placement=[placement])
    assert code_on(file, "2026-11-05") == "3"
    (case,) = in_suspected_ledger(file, the_day("2026-11-05"))
    assert case.dropout["last_attended"] == "2026-11-02"
    assert case.dropout["confirmed_on"] is None


def test_an_undated_placement_ends_nothing():
    file = child(dropout=[{"suspected_on": "2026-10-10"}], placement=[{"placement": "9"}])
    assert code_on(file, "2026-11-05") == "3"
    assert (
        status_of(child(placement=[{"placement": "9"}]), the_day("2026-11-05")).name == "送教上门"
    )


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ({}, "在校"),
        ({"register_status": "1", "in_school_status": "1"}, "在校"),
        ({"register_status": "4"}, "休学"),
        ({"register_status": "8"}, "未核实"),  # a mark is no paper
        ({"register_status": "9"}, "未核实"),
        ({"register_status": "5"}, "疑似辍学"),
        ({"register_status": "6"}, "辍学"),
        ({"in_school_status": "4"}, "未入学"),
        ({"in_school_status": "2", "absent_kind": "1"}, "缺勤核查"),
        ({"in_school_status": "2", "absent_kind": "2"}, "疑似辍学"),
        ({"in_school_status": "2", "absent_kind": "3"}, "休学"),
        ({"in_school_status": "2", "absent_kind": "6"}, "在外就读(待核实)"),
    ],
)
def test_the_register_speaks_when_no_record_does(student, name):
    assert status_of(child(student), the_day("2026-11-21")).name == name


def test_absent_without_a_kind_is_not_at_school():
    found = status_of(child({"in_school_status": "2"}), the_day("2026-11-21"))
    assert found.name == code_list("status").name_of("22")


def test_a_dated_record_outweighs_the_register():
    file = child(
        {"register_status": "5"},
        dropout=[{"confirmed_on": "2026-10-10"}],
        placement=[{"returned_on": "2026-11-02", "placement": "1"}],
    )
    assert code_on(file, "2026-11-05") == "7"


@pytest.mark.parametrize(
    ("student", "ledger"),
    [
        ({"register_status": "5"}, in_suspected_ledger),
        ({"in_school_status": "2", "absent_kind": "2"}, in_suspected_ledger),
        ({"register_status": "6"}, in_dropout_ledger),
    ],
)
def test_who_is_only_flagged_in_the_register_is_listed_too(student, ledger):
    assert len(ledger(child(student), the_day("2026-11-21"))) == 1


def test_moved_out_of_the_county():
    move = {"choice_type": "5", "moved_on": "2026-09-01", "register_moved_on": "2026-09-20"}
    file = child(relocation=[move])
    assert [code_on(file, day) for day in ("2026-08-31", "2026-09-01", "2026-09-20")] == [
        "1",
        "29",
        "11",
    ]
    assert code_on(child(relocation=[{**move, "choice_type": "1"}]), "2026-10-01") == "1"


CLOSED_IN_MAY = {
    "dropout": [{"suspected_on": "2026-03-02", "confirmed_on": "2026-03-20"}],
    "placement": [
        {"returned_on": "2026-04-01", "closed_on": "2026-05-11", "close_reason": "9", **PAPERS}
    ],
}


@pytest.mark.parametrize(
    ("day", "suspected", "dropped"),
    [
        ("2026-03-01", 0, 0),
        ("2026-03-02", 1, 0),
        ("2026-03-19", 1, 0),
        ("2026-03-20", 0, 1),
        ("2026-05-11", 0, 1),
        ("2026-08-31", 0, 1),  # closed in this school year
        ("2026-09-01", 0, 0),
    ],
)
def test_a_closed_case_stays_on_its_ledger_for_the_school_year(day, suspected, dropped):
    file, on = child(**CLOSED_IN_MAY), the_day(day)
    assert len(in_suspected_ledger(file, on)) == suspected
    assert len(in_dropout_ledger(file, on)) == dropped


def test_a_return_that_was_never_closed_stays_for_years():
    file = child(
        dropout=[{"suspected_on": "2024-03-02"}],
        placement=[{"returned_on": "2024-04-01", "placement": "1"}],
    )
    assert len(in_suspected_ledger(file, the_day("2026-11-21"))) == 1


def test_a_return_without_a_dropout_is_on_neither_ledger():
    file = child(placement=[{"returned_on": "2026-11-02", "placement": "1"}])
    assert code_on(file, "2026-11-05") == "7"
    on = the_day("2026-11-05")
    assert in_suspected_ledger(file, on) == in_dropout_ledger(file, on) == []


def test_a_ledger_of_a_past_day_shows_no_later_day():
    (case,) = in_suspected_ledger(child(**CLOSED_IN_MAY), the_day("2026-03-10"))
    assert (case.dropout["suspected_on"], case.dropout["confirmed_on"]) == ("2026-03-02", None)
    (case,) = in_dropout_ledger(child(**CLOSED_IN_MAY), the_day("2026-04-02"))
    assert (case.placement["returned_on"], case.placement["closed_on"]) == ("2026-04-01", None)


def test_persuasions_are_counted_by_case():
    file = child(
        dropout=[
            {"last_attended": "2026-10-09", "suspected_on": "2026-10-14"},
            {"suspected_on": "2026-11-09"},
        ],
        contact=[
            {"contacted_on": "2026-10-08", "purpose": "1"},
            {"contacted_on": "2026-10-12", "purpose": "1"},
            {"contacted_on": "2026-10-12", "purpose": "2"},  # not yet suspected: an ordinary visit
            {"contacted_on": "2026-10-20", "purpose": None},
            {"contacted_on": "2026-10-21", "purpose": "3"},
            {"contacted_on": "2026-11-10", "purpose": "6", "result": "7"},
            {"contacted_on": "2026-11-12", "purpose": "6"},  # asked, but nobody was persuaded
        ],
        placement=[{"returned_on": "2026-10-26", "placement": "1"}],
    )
    found = cases(file, the_day("2026-11-21"))
    assert [[row["contacted_on"] for row in case.persuasions] for case in found] == [
        ["2026-10-12", "2026-10-20"],
        ["2026-11-10"],
    ]


@pytest.mark.parametrize(
    ("on", "missed"),
    [("2026-10-31", 0), ("2026-11-01", 0), ("2026-11-02", 1), ("2026-11-06", 5), ("2026-12-31", 6)],
)
def test_school_days_missed_stop_at_the_return(on, missed):
    file = child(
        dropout=[{"last_attended": "2026-10-30"}],  # a Friday
        placement=[{"returned_on": "2026-11-10", "placement": "1"}],  # a Tuesday
    )
    (case,) = cases(file, the_day(on))
    assert days_missed(case, the_day(on)) == missed


def test_school_days_missed_are_unknown_without_a_day():
    (case,) = cases(child(dropout=[{}]), the_day("2026-11-21"))
    assert days_missed(case, the_day("2026-11-21")) is None


@pytest.mark.parametrize(
    ("row", "listed"),
    [
        ({}, True),
        ({"since_on": "2026-11-21"}, True),
        ({"since_on": "2026-11-22"}, False),
        ({"since_on": "2025-01-01", "until_on": "2026-11-22"}, True),
        ({"since_on": "2025-01-01", "until_on": "2026-09-01"}, True),
        ({"since_on": "2025-01-01", "until_on": "2026-08-31"}, False),
    ],
)
def test_the_focus_ledger_keeps_active_and_just_lifted_concerns(row, listed):
    assert bool(in_focus_ledger(child(concern=[row]), the_day("2026-11-21"))) is listed


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({}, "1"),
        ({"receiving_school": "中心小学", "choice_type": "6"}, "1"),
        ({"receiving_school": "中心小学", "moved_on": "2026-11-22"}, "2"),
        ({"receiving_school": "中心小学", "moved_on": "2026-11-21"}, "3"),
        ({"moved_on": "2026-09-01", "register_moved_on": "2026-10-01"}, "4"),
        ({"moved_on": "2026-09-01", "register_moved_on": "2026-12-01"}, "3"),
    ],
)
def test_how_far_a_relocation_has_come(row, state):
    assert relocation_state(row, the_day("2026-11-21")) == state


def test_the_relocation_ledger_knows_what_was_known():
    rows = [{"notified_on": "2026-12-01"}, {"moved_on": "2026-09-01"}, {}]
    assert in_relocation_ledger(child(relocation=rows), the_day("2026-11-21")) == rows[1:]


def test_the_newest_relocation_stands_last_though_nobody_arrived_yet():
    waiting = {"notified_on": "2026-11-10", "receiving_school": "镇中心校"}
    undated = {"created_at": "2026-11-20T08:00Z", "receiving_school": "县一小"}
    arrived = {"notified_on": "2025-06-20", "moved_on": "2025-09-01"}
    file = child(relocation=[undated, waiting, arrived])
    assert in_relocation_ledger(file, the_day("2026-11-21")) == [arrived, waiting, undated]


def test_the_relocation_ledger_of_a_past_day_shows_no_later_day_but_the_planned_one():
    row = {"notified_on": "2026-06-20", "moved_on": "2026-09-01", "solve_by_on": "2026-09-10"}
    (seen,) = in_relocation_ledger(child(relocation=[row]), the_day("2026-07-01"))
    assert seen == {**row, "moved_on": None}


@pytest.mark.parametrize(
    ("day", "opinion", "checks"),
    [
        ("2026-07-01", None, (None, None, None)),
        ("2026-09-02", "1", ("适应", None, None)),
        ("2026-11-21", "1", ("适应", "适应", "稳定")),
    ],
)
def test_what_a_visit_found_is_not_known_before_it(day, opinion, checks):
    row = {
        "notified_on": "2026-06-20", "parent_opinion": "1", "parent_signed_on": "2026-07-02",
        "moved_on": "2026-09-01", "check_1w": "适应", "check_1m": "适应", "check_1t": "稳定",
    }  # fmt: skip
    (seen,) = in_relocation_ledger(child(relocation=[row]), the_day(day))
    assert seen["parent_opinion"] == opinion
    assert (seen["check_1w"], seen["check_1m"], seen["check_1t"]) == checks


def test_a_closing_taken_back_leaves_no_reason_behind():
    closed = {"closed_on": "2026-06-10", "close_reason": "9", **PAPERS}
    rows = {
        "dropout": [{"confirmed_on": "2026-01-09"}],
        "placement": [
            {
                "returned_on": "2026-03-01",
                **closed,
                "reopened_on": "2026-10-12",
            }
        ],
    }
    before, standing, after = (
        cases(child(**rows), the_day(day))[0].placement
        for day in ("2026-05-01", "2026-07-01", "2026-11-01")
    )
    assert all(standing[key] == value for key, value in closed.items())
    assert not any(seen[key] for seen in (before, after) for key in closed)
    assert code_on(child(**rows), "2026-11-01") == "8"


def test_nobody_is_missing_on_the_last_day_at_school():
    file = child(dropout=[{"last_attended": "2026-11-16"}])
    assert in_suspected_ledger(file, the_day("2026-11-16")) == []
    assert code_on(file, "2026-11-16") == "1"
    assert len(in_suspected_ledger(file, the_day("2026-11-17"))) == 1


def test_where_only_the_month_is_known_no_day_is_made_up():
    file, on = child(dropout=[{"dropout_ym": "2026-09"}]), the_day("2026-11-21")
    (case,) = in_suspected_ledger(file, on)
    assert (case.began, days_missed(case, on)) == ("2026-09", None)
    found = status_of(file, on)
    assert (found.since, found.reason) == ("2026-09", "2026-09 起疑似辍学，尚未认定或返校")


def test_the_summer_is_not_missed():
    file, on = child(dropout=[{"last_attended": "2026-07-15"}]), the_day("2026-09-04")
    (case,) = cases(file, on)
    assert days_missed(case, on) == 4


@pytest.mark.parametrize(
    ("dropout", "reason"),
    [
        ({"confirmed_on": "2026-11-16"}, "2026-11-16 认定辍学，尚未劝返"),
        ({"last_attended": "2026-11-02"}, "2026-11-03 起辍学（未填认定日期），尚未劝返"),
        ({"dropout_ym": "2026-10"}, "2026-10 起辍学（未填认定日期），尚未劝返"),
        ({}, "辍学（日期不详），尚未劝返"),
    ],
)
def test_no_day_of_confirmation_is_made_up(dropout, reason):
    file = child(dropout=[{"is_suspected": "0", "id": "d1"} | dropout])
    assert status_of(file, the_day("2026-11-20")).reason == reason


def test_persuasions_before_the_confirmation_are_told():
    contact = {"contacted_on": "2026-11-03", "purpose": "1", "result": "7"}
    dropout = {"last_attended": "2026-10-28", "confirmed_on": "2026-11-16"}
    file = child(dropout=[dropout], contact=[contact])
    assert status_of(file, the_day("2026-11-20")).reason == (
        "2026-11-16 认定辍学，认定后尚未劝返（此前 1 次）"
    )


def test_a_flag_in_the_register_says_that_there_is_no_record():
    found = status_of(child({"register_status": "6"}), the_day("2026-11-20"))
    assert found.name == "辍学"
    assert "还没有辍学情况记录" in found.reason


TOLD = {"receiving_school": "中心小学", "choice_type": "1", "notified_on": "2026-06-20"}


@pytest.mark.parametrize(
    ("rows", "day", "name"),
    [
        ([TOLD], "2026-08-31", "在校"),
        ([TOLD], "2026-09-01", "在校"),
        ([TOLD], "2026-09-02", "缺勤核查"),
        ([TOLD | {"moved_on": "2026-09-15"}], "2026-09-14", "缺勤核查"),
        ([TOLD | {"moved_on": "2026-09-15"}], "2026-09-15", "在校"),
        ([TOLD | {"choice_type": "7"}], "2026-09-02", "在校"),  # taught at home
        ([TOLD, {"moved_on": "2026-09-03"}], "2026-09-10", "在校"),  # arrived elsewhere
        ([TOLD | {"notified_on": None}], "2026-11-01", "在校"),  # nobody knows when
    ],
)
def test_who_has_not_arrived_at_the_receiving_school_is_not_called_at_school(rows, day, name):
    assert status_of(child(relocation=rows), the_day(day)).name == name


def test_nobody_has_to_arrive_before_the_own_school_closes():
    school = {"closed_on": "2026-12-31"}
    file = StudentFile({"id": "s1"}, {"relocation": [TOLD], "roll_call": REPORTED_IN}, school)
    assert code_on(file, "2026-11-21") == "1"
    assert code_on(file, "2027-01-20") == "2"


@pytest.mark.parametrize(
    ("school", "code"),
    [
        ({"name": "白岩小学", "status": "2"}, "1"),  # still open: the child goes on there
        ({"name": "白岩小学", "status": "3"}, "2"),
        ({"name": "中心小学", "status": "1"}, "2"),
    ],
)
def test_who_still_goes_to_the_old_school_is_not_missed_at_the_new_one(school, code):
    row = TOLD | {"origin_school": "白岩小学"}
    file = StudentFile({"id": "s1"}, {"relocation": [row], "roll_call": REPORTED_IN}, school)
    assert code_on(file, "2026-09-10") == code


def test_a_closed_case_does_not_hide_a_later_move():
    closed = {"closed_on": "2026-05-10", "close_reason": "9", **PAPERS}
    file = child(placement=[closed], relocation=[TOLD])
    assert code_on(file, "2026-07-01") == "1"
    assert code_on(file, "2026-09-10") == "2"


# --- Whatever the records ----------------------------------------------------------------------

FIRST = the_day("2026-08-01")
days = st.none() | st.integers(0, 200).map(FIRST.later)
months = st.none() | st.sampled_from(["2026-08", "2026-10", "2026-11", "2027-01"])
yes_no = st.sampled_from([None, "0", "1"])


def rows(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


files = st.builds(
    child,
    student=st.fixed_dictionaries(
        {
            "register_status": st.sampled_from([None, "1", "4", "5", "6", "8", "9"]),
            "in_school_status": st.sampled_from([None, "1", "2", "4"]),
            "absent_kind": st.sampled_from([None, "1", "2", "9"]),
        }
    ),
    dropout=rows(
        dropout_ym=months,
        last_attended=days,
        suspected_on=days,
        confirmed_on=days,
        is_suspected=yes_no,
    ),
    contact=rows(
        contacted_on=days,
        purpose=st.sampled_from([None, "1", "2", "3", "6"]),
        result=st.sampled_from([None, "1", "2", "9", "10"]),
    ),
    placement=rows(
        returned_on=days,
        closed_on=days,
        reopened_on=days,
        relapsed_on=days,
        relapse=yes_no,
        placement=st.sampled_from([None, "1", "9", "10"]),
        close_reason=st.sampled_from([None, "1", "2", "6", "8"]),
        close_evidence=st.sampled_from([None, "证明"]),
        close_approver=st.sampled_from([None, "校长"]),
    ),
    relocation=rows(moved_on=days, register_moved_on=days, choice_type=st.sampled_from(["1", "5"])),
)
any_day = st.integers(0, 260).map(lambda n: the_day(FIRST.later(n)))


def test_a_closing_to_come_lends_its_reason_to_no_other():
    file = child(
        placement=[
            {"id": "p1", "closed_on": "2026-08-01", "close_reason": "9", **PAPERS},
            {
                "id": "p2",
                "returned_on": "2026-08-01",
                "closed_on": "2026-08-02",
                "close_reason": "8",
            },
        ]
    )
    (case,) = cases(file, the_day("2026-08-01"))
    assert (case.closed_on, (case.placement or {}).get("close_reason")) == ("2026-08-01", "9")


@settings(max_examples=150)
@given(files, any_day)
def test_whatever_the_records_no_child_falls_between_the_lists(file, on):
    found = cases(file, on)
    unclosed = [case for case in found if not case.is_closed]
    assert len(unclosed) <= 1
    listed = in_suspected_ledger(file, on) + in_dropout_ledger(file, on)
    for case in unclosed:
        assert listed.count(case) == (case.suspected_on is not None)
    code = status_of(file, on).code
    to_be_closed = any(case.lacking for case in unclosed)
    out = any(case.is_open for case in unclosed)
    # Of a year before and seen at school since: asked for, but no colour of the child any more.
    old = any(case.claimed_on < on.year_start and not out for case in unclosed if case.lacking)
    assert (code == "24") == to_be_closed or (to_be_closed and old)
    assert (code in {"3", "4", "5", "6", "20"}) == (out and not to_be_closed)
    if unclosed and not old:
        assert code != "1"


@settings(max_examples=150)
@given(files, any_day)
def test_whatever_the_records_a_dropout_is_listed_until_a_later_return_or_closing(file, on):
    today = on.text
    dates = [
        day
        for row in file.of("dropout")
        for day in (row["suspected_on"], row["confirmed_on"])
        if day and day <= today
    ]
    ends = [
        row[key]
        for row in file.of("placement")
        for key in ("returned_on", "closed_on")
        if row[key] and row[key] <= today
    ]
    if dates and max(dates) > max(ends, default=""):
        assert live_case(cases(file, on)).is_open


@settings(max_examples=150)
@given(files, any_day)
def test_what_is_dated_later_changes_nothing(file, on):
    today = on.text

    def postponed(row):
        """Write something else for every day still to come."""
        return {
            key: "2029-01-01"
            if key.endswith(("_on", "_attended")) and (value or "") > today
            else "2029-01"
            if key == "dropout_ym" and (value or "") > today
            else value
            for key, value in row.items()
        }

    def is_later(table, row):
        """Tell whether every day of a record is still to come."""
        month = f"{row['dropout_ym']}-01" if row.get("dropout_ym") else None
        days = [v for k, v in row.items() if k.endswith(("_on", "_attended")) and v]
        days += [month] if month and table == "dropout" else []
        return bool(days) and min(days) > today

    earlier = {
        table: [row for row in kept if not is_later(table, row)]
        for table, kept in file.records.items()
    }
    before = StudentFile(file.student, earlier)
    assert status_of(before, on) == status_of(file, on)
    moved = {table: [postponed(row) for row in kept] for table, kept in earlier.items()}
    assert status_of(StudentFile(file.student, moved), on) == status_of(file, on)

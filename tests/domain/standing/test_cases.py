"""What a record of a past day did not know yet: said here once more, apart from its declaration."""

from __future__ import annotations

import pytest

from ledger_app.domain.standing.cases import as_of

CHECKS = {"check_7d": "好", "check_30d": "好", "check_90d": "好", "check_term": "好"}
MOVE_CHECKS = {"check_1w": "好", "check_1m": "好", "check_1t": "好"}


@pytest.mark.parametrize(
    ("table", "day", "comes_with_it"),
    [
        ("concern", "until_on", {"lifted_reason": "已脱贫"}),
        ("dropout", "confirmed_on", {"confirmed_by": "中心校"}),
        ("relocation", "parent_signed_on", {"parent_opinion": "1"}),
        ("relocation", "moved_on", MOVE_CHECKS),
        ("placement", "returned_on", CHECKS),
        ("placement", "relapsed_on", {"relapse": "1"}),
        (
            "placement",
            "closed_on",
            {"close_reason": "1", "close_evidence": "报到单", "close_approver": "校长"},
        ),
    ],
)
def test_what_comes_with_a_day_is_not_known_before_it(table, day, comes_with_it):
    row = {day: "2026-11-21", **comes_with_it, "remark": "看过"}
    nothing = dict.fromkeys((day, *comes_with_it))
    assert as_of(table, row, "2026-11-20") == {**row, **nothing}
    late = "2027-11-21"
    assert as_of(table, row, late) == row


@pytest.mark.parametrize(
    ("table", "day", "key", "known_from"),
    [
        ("placement", "returned_on", "check_7d", "2026-10-01"),
        ("placement", "returned_on", "check_30d", "2026-10-09"),
        ("placement", "returned_on", "check_90d", "2026-11-01"),
        ("relocation", "moved_on", "check_1w", "2026-10-01"),
        ("relocation", "moved_on", "check_1m", "2026-10-09"),
        ("relocation", "moved_on", "check_1t", "2026-10-09"),
    ],
)
def test_what_a_later_visit_found_is_known_some_days_after_the_first(table, day, key, known_from):
    row = {day: "2026-10-01", key: "好"}
    every = [f"2026-10-{number:02d}" for number in range(1, 32)] + ["2026-11-01"]
    assert next(on for on in every if as_of(table, row, on)[key]) == known_from


@pytest.mark.parametrize(
    ("table", "day"),
    [
        ("contact", "promised_on"),
        ("contact", "next_on"),
        ("relocation", "solve_by_on"),
        ("responsibility", "from_on"),
        ("responsibility", "to_on"),
    ],
)
def test_a_promise_or_plan_is_known_before_its_day(table, day):
    row = {day: "2026-11-21"}
    assert as_of(table, row, "2026-11-20") == row

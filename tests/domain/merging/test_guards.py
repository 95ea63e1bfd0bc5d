"""What must be typed before an odd package is taken: reliability.md §2.6, F6."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.domain.merging.guards import Sending, expected_children, guards
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.sequence import Arrival, Standing
from ledger_app.domain.merging.terms import Side
from ledger_app.domain.merging.told import State
from tests.domain.merging.telling import (
    CHILD,
    OTHER,
    SCHOOL,
    TOWNSHIP,
    child,
    gone,
    record,
    state,
    terms,
    up,
)

NEW = Standing(Arrival.NEW)
USUAL = Sending(
    sequence=7,
    made_at="2026-11-01 09:00:00",
    now="2026-11-03 10:00:00",
    last_made_at="2026-10-01 09:00:00",
    code=SCHOOL,
    known_code=SCHOOL,
)


def school_of(count: int) -> State:
    return state(*(child(f"c{no}") for no in range(count)))


def numbers(
    told: int = 40,
    here: int = 40,
    plan: MergePlan | None = None,
    ours: State | None = None,
    standing: Standing = NEW,
    **other: str,
) -> list[int]:
    """Return the numbers that must be typed."""
    sending = replace(USUAL, **other)  # type: ignore[arg-type]
    all_of_it = guards(
        plan or MergePlan(), school_of(told), ours or state(), here, sending, standing
    )
    return [each.number for each in all_of_it]


def test_an_ordinary_package_is_not_stopped() -> None:
    assert numbers() == []
    assert numbers(told=36) == []  # a tenth fewer
    assert numbers(told=0, here=0) == []


@pytest.mark.parametrize("told", [35, 20, 1, 0])
def test_more_than_a_tenth_of_the_children_are_not_there(told: int) -> None:
    assert numbers(told=told) == [40 - told]


def test_who_should_be_told_follows_from_who_keeps_the_file() -> None:
    ours = state(child(), child("b"), child("c"), gone(child("d")), record("contact", "k"))
    keeper = {CHILD: SCHOOL, "b": OTHER, "c": TOWNSHIP, "d": SCHOOL}
    # A ledger begun anew has no package in common with this one: its children are missed.
    assert expected_children(None, ours, State(), terms(keeper=keeper)) == 1
    below = terms(Side.ABOVE, keeper=keeper)
    assert expected_children(None, ours, State(), below) == 0  # nothing went up yet
    assert expected_children(state(child(), child("b")), ours, State(), below) == 1
    gone_on = State(away=frozenset({child().id}))
    assert expected_children(state(child(), child("b")), ours, gone_on, below) == 0


def burying(count: int, among: int) -> list[int]:
    contacts = [record("contact", f"r{no}", place="家里") for no in range(among)]
    base = state(child(), *contacts)
    theirs = state(child(), *contacts[count:], *(gone(each) for each in contacts[:count]))
    plan = up(base, base, theirs)
    assert len(plan.bury) == count
    return numbers(plan=plan, ours=base)


def test_more_than_twenty_deletions_or_a_tenth_are_stopped() -> None:
    assert burying(20, 400) == []
    assert burying(21, 400) == [21]
    assert burying(5, 40) == [5]
    assert burying(4, 5) == []  # four records are no share of anything


def test_files_that_are_deleted_count_by_children() -> None:
    ours = school_of(40)
    four = state(*(gone(child(f"c{no}")) for no in range(4)))
    five = state(*(gone(child(f"c{no}")) for no in range(5)))
    keeper = dict.fromkeys(ours.living, SCHOOL)
    assert numbers(plan=up(ours, ours, four, keeper=keeper), ours=ours) == []
    assert numbers(plan=up(ours, ours, five, keeper=keeper), ours=ours) == [5]


def test_another_unit_a_restored_ledger_and_a_copy_are_confirmed_by_the_packages_number() -> None:
    assert numbers(code="5299010002") == [7]
    restored, copy = Standing(Arrival.RESTORED, forgot=(5, 6)), Standing(Arrival.COPY)
    assert numbers(standing=restored) == numbers(standing=copy) == [7]


@pytest.mark.parametrize(
    ("made_at", "is_odd"),
    [
        ("2026-11-03 23:00:00", False),
        ("2026-11-05 09:00:00", True),
        ("2031-01-01 00:00:00", True),
        ("2026-09-29 09:00:00", True),
        ("1970-01-01 00:00:00", True),
        ("gestern", True),
    ],
)
def test_a_clock_that_is_wrong_is_said_and_decides_nothing(made_at: str, is_odd: bool) -> None:
    assert numbers(made_at=made_at) == ([7] if is_odd else [])


def test_the_gravest_reason_is_told_first() -> None:
    assert numbers(told=1, made_at="2031-01-01 00:00:00") == [39, 7]

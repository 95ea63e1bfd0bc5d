"""When school is held, and when its terms begin and end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain.calendar import SchoolCalendar, Term
from tests.days import ORDINARY, the_day

TODAY = date(2026, 11, 21)  # a Saturday
AUTUMN = Term(date(2026, 8, 31), date(2027, 1, 15), 2026, 1)
SPRING = Term(date(2027, 3, 1), date(2027, 7, 9), 2026, 2)
days = st.dates(date(1955, 1, 1), date(2064, 1, 1))


@pytest.mark.parametrize(
    ("on", "term", "end"),
    [
        (date(2026, 9, 1), "2026-2027-1", date(2027, 1, 31)),
        (date(2027, 1, 31), "2026-2027-1", date(2027, 1, 31)),
        (date(2027, 2, 1), "2026-2027-1", date(2027, 7, 15)),
        (date(2027, 3, 1), "2026-2027-2", date(2027, 7, 15)),
        (date(2027, 7, 15), "2026-2027-2", date(2027, 7, 15)),
        (date(2027, 8, 31), "2026-2027-2", date(2028, 1, 31)),
    ],
)
def test_school_year_and_terms(on, term, end):
    assert ORDINARY.term(on) == term
    assert ORDINARY.term_end(on) == end


@pytest.mark.parametrize(
    ("first", "end"),
    [
        (date(2026, 9, 1), date(2027, 1, 31)),
        (date(2027, 1, 17), date(2027, 1, 31)),
        (date(2027, 1, 18), date(2027, 7, 15)),
        (date(2027, 2, 25), date(2027, 7, 15)),
        (date(2027, 7, 10), date(2028, 1, 31)),
    ],
)
def test_who_comes_in_the_last_days_is_visited_at_the_end_of_the_next_term(first, end):
    assert ORDINARY.first_term_end(first) == end


def test_school_days_are_monday_to_friday_without_the_days_off():
    off = SchoolCalendar(days_off=frozenset({date(2026, 11, 23)}))
    assert not ORDINARY.is_school_day(TODAY)
    assert ORDINARY.is_school_day(date(2026, 11, 23))
    assert not off.is_school_day(date(2026, 11, 23))
    assert ORDINARY.school_days_after(TODAY, 1) == date(2026, 11, 23)
    assert off.school_days_after(TODAY, 1) == date(2026, 11, 24)
    assert ORDINARY.school_days_after(date(2026, 11, 18), 3) == date(2026, 11, 23)
    assert ORDINARY.school_days_after(TODAY, 0) == TODAY


def test_the_summer_holidays_are_no_school_days():
    before, monday = date(2026, 7, 10), date(2026, 9, 7)
    assert ORDINARY.school_days_between(before, monday) == 3 + 5  # to 15 July, from 1 September
    assert ORDINARY.school_days_after(before, 3) == date(2026, 7, 15)
    assert ORDINARY.school_days_after(before, 4) == date(2026, 9, 1)
    assert ORDINARY.school_days_after(date(2026, 8, 10), 1) == date(2026, 9, 1)


def test_missed_days_do_not_count_the_last_day_in_school():
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert ORDINARY.school_days_between(friday, monday) == 1
    assert ORDINARY.school_days_between(friday, TODAY) == 0
    assert ORDINARY.school_days_between(monday, friday) == 0
    off = SchoolCalendar(days_off=frozenset({monday, TODAY}))
    assert off.school_days_between(friday, monday) == 0


def test_winter_holidays_national_day_and_days_made_up_are_counted_as_they_are():
    """S25."""
    year = SchoolCalendar(
        days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
        extra_days=frozenset({date(2026, 9, 20), date(2026, 10, 10), date(2027, 2, 14)}),
        terms=frozenset({AUTUMN, SPRING}),
    )
    missed = year.school_days_between
    assert missed(date(2026, 9, 30), date(2026, 10, 7)) == 0
    assert missed(date(2026, 9, 30), date(2026, 10, 10)) == 3  # 8, 9 and the Saturday made up
    assert year.school_days_after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert missed(date(2027, 1, 15), date(2027, 2, 28)) == 0
    assert year.school_days_after(date(2027, 1, 15), 2) == date(2027, 3, 2)
    assert not year.is_school_day(date(2027, 2, 14))  # made up for an office, in the holidays
    assert [missed(date(2027, 7, 9), date(2027, 8, day)) for day in (1, 31)] == [0, 0]


@given(days, st.integers(-10, 400), *[st.frozensets(st.integers(0, 400), max_size=20)] * 2)
def test_counting_agrees_with_going_through_the_calendar(start, length, off_after, extra_after):
    end = start + timedelta(days=length)
    off, extra = (
        frozenset(start + timedelta(days=n) for n in after) for after in (off_after, extra_after)
    )
    named = frozenset({AUTUMN, SPRING})
    for calendar in (ORDINARY, SchoolCalendar(days_off=off), SchoolCalendar(off, extra, named)):
        walked = [
            day
            for n in range(1, length + 1)
            if calendar.is_school_day(day := start + timedelta(days=n))
        ]
        assert calendar.school_days_between(start, end) == len(walked)
        if walked:
            assert calendar.school_days_after(start, len(walked)) == walked[-1]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("2026-04-30", ""),
        ("2026-05-01", "2026-09-01"),
        ("2026-08-31", "2026-09-01"),
        ("2026-11-21", ""),
        ("2027-01-20", "2027-03-01"),
        ("2027-02-28", "2027-03-01"),
        ("2027-03-02", ""),
        ("", ""),
        ("2026-13-01", ""),
    ],
)
def test_who_is_told_before_a_term_comes_on_its_first_day(told, first):
    assert ORDINARY.coming_term(told) == first


# --- Another calendar --------------------------------------------------------------------------

NAMED = SchoolCalendar(
    terms=frozenset(
        {
            Term(date(2026, 8, 31), date(2027, 1, 31), 2026, 1),
            Term(date(2027, 3, 8), date(2027, 7, 15), 2026, 2),
        }
    )
)


def test_weeks_are_counted_from_the_monday_of_the_first_day():
    assert [the_day(f"2026-09-0{day}").week for day in (1, 6, 7)] == [1, 1, 2]
    assert the_day("2027-01-31").week == 22
    assert [the_day(day, NAMED).week for day in ("2026-08-30", "2026-08-31", "2026-09-07")] == [
        0, 1, 2
    ]  # fmt: skip


def test_weeks_of_a_second_term_are_counted_once_its_first_day_is_named():
    assert the_day("2027-03-15").week == 0
    assert [the_day(day, NAMED).week for day in ("2027-03-07", "2027-03-08", "2027-03-15")] == [
        0, 1, 2
    ]  # fmt: skip


def test_a_term_is_over_when_the_next_one_begins():
    late = Term(date(2026, 9, 1), date(2027, 3, 20), 2026, 1)
    both = SchoolCalendar(terms=frozenset({late, SPRING}))
    assert both.term_of(date(2027, 2, 26)).ends == date(2027, 2, 28)
    assert both.term_begins(date(2027, 3, 1)) == date(2027, 3, 1)


def test_no_week_is_counted_in_the_holidays():
    year = SchoolCalendar(terms=frozenset({AUTUMN, SPRING}))
    days = ("2027-01-15", "2027-01-16", "2027-03-01", "2027-07-09", "2027-07-10")
    assert [the_day(day, year).week for day in days] == [20, 0, 1, 19, 0]


def test_a_named_first_day_ends_the_summer_and_begins_the_term():
    assert NAMED.is_school_day(date(2026, 8, 31))
    assert not NAMED.is_school_day(date(2026, 8, 28))
    assert (NAMED.term(date(2026, 8, 30)), NAMED.term(date(2026, 8, 31))) == (
        "2025-2026-2", "2026-2027-1",
    )  # fmt: skip
    assert NAMED.school_days_after(date(2026, 7, 15), 1) == date(2026, 8, 31)
    assert NAMED.coming_term("2026-06-01") == "2026-08-31"
    assert NAMED.coming_term("2027-01-20") == "2027-03-08"


def test_calendars_with_the_same_days_are_the_same():
    assert SchoolCalendar(days_off=frozenset({TODAY})) == SchoolCalendar(frozenset({TODAY}))
    assert SchoolCalendar() != NAMED
    assert SchoolCalendar(known_years=frozenset({2026}), terms=NAMED.terms) != NAMED
    assert len({SchoolCalendar(), SchoolCalendar(), NAMED}) == 2

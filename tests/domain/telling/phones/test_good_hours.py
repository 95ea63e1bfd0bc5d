"""几点能打通: said only from enough calls, and of which."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain.telling.phones.good_hours import (
    best,
    half_day,
    is_good_hour,
    kind_of_day,
    said_hours,
    said_of_family,
    said_results,
    shares,
)
from ledger_app.domain.telling.phones.tried_numbers import Came, FamilyNumber, Try

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def tries(came, *whens):
    """Return calls at (day, HH:MM), one a sign: + answered, - nobody, x wrong number, ? unsaid."""
    kinds = {"+": Came.ANSWERED, "-": Came.NOBODY, "?": Came.UNSAID, "x": Came.WRONG}
    return tuple(
        Try((on + timedelta(weeks=at // len(whens))).isoformat(), hour, kinds[sign], str(at))
        for at, sign in enumerate(came)
        for on, hour in [whens[at % len(whens)]]
    )


def number(came, *whens, whose="外婆", until=""):
    return FamilyNumber("13900000002", (whose,), until=until, tries=tries(came, *whens))


@pytest.mark.parametrize(
    ("at", "part"),
    [("05:59", "晚上"), ("06:00", "上午"), ("11:59", "上午"), ("12:00", "下午"), ("17:59", "下午"),
     ("18:00", "晚上"), ("23:59", "晚上"), ("", "")],
)  # fmt: skip
def test_half_days(at, part):
    assert half_day(at) == part


def test_below_four_calls_nothing_is_said():
    assert said_hours(number("+++", (SUNDAY, "19:00"))) == "资料不足"
    assert said_hours(number("+++??", (SUNDAY, "19:00"))) == "资料不足"  # unsaid ones do not count
    assert said_of_family([number("+++", (SUNDAY, "19:00"))]) == "资料不足"
    assert is_good_hour([number("+++", (SUNDAY, "19:00"))], SUNDAY, "19:00") is None


def test_the_best_time_of_a_number():
    evenings = number("+-++----", (SUNDAY, "19:00"))
    assert best(evenings.tries[:4]).when == "周末晚上"
    assert said_hours(number("+++-", (SUNDAY, "19:00"))) == "周末晚上 3/4"
    mixed = number("+-+-+-+-", (SUNDAY, "19:00"), (MONDAY, "09:00"))
    assert said_hours(mixed) == "周末晚上 4/4"
    assert is_good_hour([mixed], SUNDAY, "20:30") is True
    assert is_good_hour([mixed], MONDAY, "10:00") is False
    assert is_good_hour([mixed], MONDAY, "15:00") is False  # as on other workdays


def test_evenings_of_all_days_are_told_together_where_neither_kind_of_day_has_enough():
    evenings = number("++-+", (SUNDAY, "19:00"), (MONDAY, "20:00"))
    assert said_hours(evenings) == "晚上 3/4"
    assert is_good_hour([evenings], MONDAY, "21:00") is True
    assert is_good_hour([evenings], MONDAY, "09:00") is None


def test_of_two_good_times_the_better_is_said():
    calls = tries("+++--+++", (SUNDAY, "09:00")), tries("++++", (SUNDAY, "19:00"))
    assert said_hours(FamilyNumber("1", (), tries=calls[0] + calls[1])) == "周末晚上 4/4"
    assert said_hours(number("+-+-", (MONDAY, "09:00"))) == "工作日上午 2/4"  # half is often enough


def test_one_number_that_is_answered_now_is_enough_for_the_family():
    father = number("----", (SUNDAY, "19:00"), whose="父亲")
    assert is_good_hour([father], SUNDAY, "19:00") is False
    assert is_good_hour([father, number("++++", (SUNDAY, "19:00"))], SUNDAY, "19:00") is True


def test_calls_without_a_time_tell_the_kind_of_day_only():
    found = number("+++--", (SUNDAY, ""))
    assert said_hours(found) == "周末 3/5"
    assert [share.when for share in shares(found.tries)] == ["周末"]


def test_a_number_that_was_never_answered_says_since_when():
    assert said_hours(number("------", (date(2026, 9, 7), "09:00"))) == "0/6 自 9 月"
    assert said_hours(number("------", (date(2025, 12, 7), "09:00"))) == "0/6 自 2025 年 12 月"


def test_answers_without_a_good_time_are_counted_as_a_whole():
    found = number("+---", (SUNDAY, "19:00"))
    assert said_hours(found) == "1/4，分时段资料不足"


def test_the_family_in_one_sentence_the_best_number_first():
    grandma = number("+++-", (SUNDAY, "19:00"))
    father = number("------", (date(2026, 9, 7), "09:00"), whose="父亲")
    told = said_of_family([father, number("+", (SUNDAY, "19:00"), whose="姑姑"), grandma])
    assert told == "外婆 周末晚上 3/4；父亲 0/6 自 9 月"


def test_a_number_that_fails_again_and_again_is_said_and_stays():
    assert said_results(number("", (SUNDAY, ""))) == ""
    assert said_results(number("+--", (SUNDAY, ""))) == "打过 3 次，接 1 次"
    assert said_results(number("+?---", (SUNDAY, ""))) == (
        "打过 5 次，接 1 次；1 次没写接没接；连着 3 次没人接，可先打别的，号码留着"
    )


def test_a_wrong_number_is_said_and_not_counted_as_one_where_nobody_was_at_home():
    assert said_results(number("---x", (SUNDAY, ""))) == (
        "打过 4 次，接 0 次；上次说号码不对，请问到新的再改，旧的号码会留着"
    )
    assert said_results(number("x---", (SUNDAY, ""))).endswith("没人接，可先打别的，号码留着")


def test_former_numbers_say_nothing_about_the_hour():
    former = number("++++", (SUNDAY, "19:00"), until="2026-10-01")
    assert is_good_hour([former], SUNDAY, "19:00") is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Came),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            st.sampled_from(["", "08:00", "12:30", "19:00", "23:00"]),
        ),
        max_size=30,
    )
)
def test_shares_never_count_more_than_there_was(calls):
    its = tuple(Try(on.isoformat(), at, came, str(n)) for n, (came, on, at) in enumerate(calls))
    found = FamilyNumber("1", (), tries=its)
    told = len(found.told)
    for share in shares(its):
        assert 4 <= share.count <= told
        assert 0 <= share.answered <= share.count
    assert (told >= 4) == (said_hours(found) != "资料不足")


def test_saturday_is_a_weekend_and_friday_is_not():
    found = [kind_of_day(SUNDAY - timedelta(days=back)) for back in (0, 1, 2, 6)]
    assert found == ["周末", "周末", "工作日", "工作日"]

"""Left behind: two definitions, and what is followed up besides."""

from __future__ import annotations

import pytest

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.left_behind import (
    by_civil_affairs,
    by_schools,
    is_followed,
    is_left_behind,
    may_be_followed,
)
from tests.days import the_day


@pytest.mark.parametrize(
    ("student", "schools", "civil"),
    [
        ({}, False, False),
        ({"left_behind_edu": "0", "left_behind_mca": "0"}, False, False),
        ({"left_behind_edu": "1"}, True, False),
        ({"left_behind_edu": "2"}, True, False),
        ({"left_behind_edu": "0", "left_behind_mca": "1"}, False, True),
    ],
)
def test_each_definition_has_its_own_field(student, schools, civil):
    assert (by_schools(student), by_civil_affairs(student)) == (schools, civil)
    assert is_left_behind(student) == (schools or civil)


def test_an_open_concern_is_followed_up_without_a_mark():
    concern = {
        "risk_categories": "poor,left_behind", "since_on": "2026-09-01", "until_on": "2026-11-21",
    }  # fmt: skip
    file = StudentFile({"id": "s1"}, {"concern": [concern]})
    assert may_be_followed(file)
    days = ("2026-08-31", "2026-09-01", "2026-11-20", "2026-11-21")
    assert [is_followed(file, the_day(day)) for day in days] == [False, True, True, False]
    other = StudentFile({"id": "s1"}, {"concern": [{"risk_categories": "poor"}]})
    assert not may_be_followed(other)

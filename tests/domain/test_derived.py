"""What an identity number fills in."""

from datetime import date

import pytest

from ledger_app.domain.derived import derived_values
from ledger_app.domain.identity import check_digit

ON = date(2026, 11, 21)


def number(body):
    return body + check_digit(body)


GIRL = number("52990120170311332")


def test_a_good_number_tells_birth_sex_and_grade():
    assert derived_values(GIRL, ON) == {"birth_date": "2017-03-11", "sex": "2", "grade": "4"}


def test_blanks_and_small_x_do_not_matter():
    assert derived_values(f" {GIRL[:6]} {GIRL[6:].lower()}", ON) == derived_values(GIRL, ON)


def test_a_toddler_has_no_grade_yet():
    assert "grade" not in derived_values(number("52990120240311331"), ON)


@pytest.mark.parametrize(
    "wrong", ["", "5299", GIRL[:-1] + "0", number("52990120270311332"), "H1234567"]
)
def test_a_wrong_number_tells_nothing(wrong):
    assert derived_values(wrong, ON) == {}

"""Which package it is: reliability.md §2.7, E6–E10. Clocks are not asked."""

from __future__ import annotations

import pytest

from ledger_app.domain.merging.header import Known
from ledger_app.domain.merging.sequence import Arrival, Standing, both_know, classify


def made(number: int, incarnation: str = "first", digest: str = "") -> Known:
    return Known(incarnation, number, digest or f"{incarnation}{number}")


ONE_TO_FIVE = [made(number) for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize(
    ("package", "standing"),
    [
        (made(6), Standing(Arrival.NEW)),
        (made(9), Standing(Arrival.GAP, (6, 7, 8))),
        (made(5), Standing(Arrival.REPEAT)),
        (made(2), Standing(Arrival.REPEAT)),
        (made(5, digest="other"), Standing(Arrival.FORK)),
        (made(2, digest="other"), Standing(Arrival.FORK)),
    ],
)
def test_after_five_packages(package: Known, standing: Standing) -> None:
    assert classify(package, ONE_TO_FIVE) == standing


def test_the_first_package_is_new_and_what_never_came_before_it_is_said() -> None:
    assert classify(made(1), []) == Standing(Arrival.NEW)
    assert classify(made(3), []) == Standing(Arrival.GAP, (1, 2))


def test_one_that_was_overtaken_is_older() -> None:
    assert classify(made(3), [made(4), made(2)]).arrival is Arrival.OLDER


def test_one_whose_merge_was_undone_can_be_taken_again_but_no_other_under_its_number() -> None:
    seen = [made(6), *ONE_TO_FIVE]
    assert classify(made(6), ONE_TO_FIVE, seen).arrival is Arrival.NEW
    assert classify(made(6, digest="other"), ONE_TO_FIVE, seen).arrival is Arrival.FORK


def test_a_restored_ledger_has_forgotten_what_was_accepted() -> None:
    package = made(4, "second")
    found = classify(package, ONE_TO_FIVE, ONE_TO_FIVE, knows=ONE_TO_FIVE[2:])
    assert found == Standing(Arrival.RESTORED, forgot=(4, 5))


def test_a_copy_that_goes_on_knows_all_of_it() -> None:
    found = classify(made(6, "second"), ONE_TO_FIVE, ONE_TO_FIVE, knows=ONE_TO_FIVE)
    assert found == Standing(Arrival.COPY)


def test_two_copies_in_use_are_said_each_time_the_other_one_comes() -> None:
    accepted = [made(6, "second"), *ONE_TO_FIVE]
    assert classify(made(6), accepted, accepted, ONE_TO_FIVE).arrival is Arrival.RESTORED
    accepted = [made(6), *accepted]
    known = [made(6, "second"), *ONE_TO_FIVE]
    assert classify(made(7, "second"), accepted, accepted, known).arrival is Arrival.RESTORED


def test_an_old_package_of_the_first_copy_stays_old_after_a_restore() -> None:
    accepted = [made(6, "second"), *ONE_TO_FIVE]
    assert classify(made(3), accepted, accepted).arrival is Arrival.REPEAT
    accepted = [made(6, "second"), made(5), made(3)]
    assert classify(made(4), accepted, accepted).arrival is Arrival.OLDER


def test_what_both_know_is_the_newest_that_its_maker_remembers() -> None:
    restored = [made(6, "second"), *ONE_TO_FIVE[2:]]  # forgot 4 and 5
    assert both_know(restored, ONE_TO_FIVE) == made(3)
    assert both_know(restored, [made(6, "second"), *ONE_TO_FIVE]) == made(6, "second")
    assert both_know([made(3, digest="other"), made(2)], ONE_TO_FIVE) == made(2)
    assert both_know([made(1, "other")], ONE_TO_FIVE) is None


def test_one_whose_contents_are_gone_is_no_base() -> None:
    assert both_know(ONE_TO_FIVE, ONE_TO_FIVE, {"first4", "first1"}) == made(4)


def test_a_number_that_its_maker_spoilt_is_not_missing() -> None:
    assert classify(made(9), ONE_TO_FIVE, spoilt=[7]) == Standing(Arrival.GAP, (6, 8))
    assert classify(made(7), ONE_TO_FIVE, spoilt=[6]) == Standing(Arrival.NEW)

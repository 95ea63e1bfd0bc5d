"""What a receipt tells of a difference that nobody above has decided yet."""

from __future__ import annotations

from ledger_app.domain.merging.terms import whole
from ledger_app.domain.merging.undecided import Undecided, as_they_have_it
from tests.domain.merging.telling import CHILD, SCHOOL, child, gone, record, state

K = record("contact", "k", place="家里")


def told(ours, *waiting: Undecided):
    return as_they_have_it(ours, waiting, SCHOOL)


def test_a_field_is_told_as_it_is_there() -> None:
    ours = state(child(remark="1", name="甲"))
    other = told(ours, Undecided("student", CHILD, CHILD, "remark", "2"))
    assert other.living[CHILD].values == {"remark": "2", "name": "甲"}
    empty = told(ours, Undecided("student", CHILD, CHILD, "remark", None))
    assert empty.living[CHILD].values == {"name": "甲"}


def test_a_record_is_told_in_the_file_where_it_lies_there() -> None:
    other = told(state(child(), K), Undecided("contact", "k", CHILD, "student_id", "b"))
    assert other.living["k"].student == "b"


def test_what_is_deleted_there_is_told_as_gone_and_what_stays_there_as_living() -> None:
    other = told(state(child(), K), Undecided("contact", "k", CHILD, "", None))
    assert "k" in other.gone
    assert "k" not in other.living
    other = told(state(child(), gone(K)), Undecided("contact", "k", CHILD, "", whole(K)))
    assert other.living["k"].values == K.values
    assert "k" not in other.gone


def test_a_field_of_a_record_that_was_deleted_here_is_told_as_gone() -> None:
    ours = state(child(), gone(K))
    assert told(ours, Undecided("contact", "k", CHILD, "place", "村里")) == ours


def test_nothing_is_told_of_a_file_that_goes_to_nobody() -> None:
    assert told(state(), Undecided("contact", "k", CHILD, "place", "村里")) == state()

"""An edition of years ago still says of whom or what it was."""

from __future__ import annotations

import pytest

from ledger_app.domain.telling.subject import (
    UNIT,
    one_class,
    one_record,
    one_school,
    students,
    subject_of,
)


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        (UNIT, ""),
        (students("a1"), "students:a1"),
        (students("a1", "b2"), "students:a1,b2"),
        (one_record("contact", "c3"), "record:contact/c3"),
        (one_class("s1", "7", "1班"), "class:s1/7/1班"),
        (one_class("s1", "7", "火箭/实验"), "class:s1/7/火箭/实验"),
        (one_class("s1", "", ""), "class:s1//"),
        (one_school("s1"), "school:s1"),
    ],
)
def test_a_subject_is_kept_as_one_text_and_read_again(subject, key):
    assert subject.key == key
    assert subject_of(key) == subject


def test_no_children_are_the_whole_unit():
    assert students() == UNIT == subject_of(None)


@pytest.mark.parametrize("key", ["nobody:1", "a1,b2"])
def test_what_is_no_subject_is_said_to_be_none(key):
    with pytest.raises(ValueError, match="is not a valid"):
        subject_of(key)

"""Which differences may be decided many at once."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.merging.harmless import is_harmless


@pytest.mark.parametrize("key", ["phone", "guardian_phone", "home_address", "commute_mode"])
def test_how_a_child_is_reached_and_lives_is(key: str) -> None:
    assert is_harmless("student", key, "1", "2")


@pytest.mark.parametrize("key", ["ethnic", "hukou_address", "guardian_name", "only_child"])
def test_what_is_filled_into_an_empty_field_is_but_no_other_value(key: str) -> None:
    assert is_harmless("student", key, None, "2")
    assert not is_harmless("student", key, "1", "2")


@pytest.mark.parametrize(
    "key",
    ["name", "id_no", "id_type", "sex", "birth_date", "school", "grade", "class_no", "register_no",
     "in_school_status", "file_status", "guardian_id_no", "left_behind_edu"],
)  # fmt: skip
@pytest.mark.parametrize("ours", [None, "1"])
def test_who_a_child_is_and_where_it_is_at_school_never_is(key: str, ours: str | None) -> None:
    assert not is_harmless("student", key, ours, "2")


def test_no_sensitive_field_and_no_empty_field_of_a_record_is() -> None:
    for field in STUDENT.fields:
        assert not (field.sensitive and is_harmless("student", field.key, None, "2"))
    for key in ("confirmed_on", "is_suspected"):
        TABLES["dropout"].field(key)
        assert not is_harmless("dropout", key, None, "1")


def test_signs_and_blanks_are_but_whether_a_record_stays_is_not() -> None:
    assert is_harmless("student", "guardian_name", "王 建国", "王建国")
    assert not is_harmless("student", "", None, {})

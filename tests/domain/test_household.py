"""Same house is certain, or asked: a telephone alone, or a number of another village, is none."""

from __future__ import annotations

import pytest

from ledger_app.domain.household import guardians, one_house, shares_number

MOTHER = {"guardian_name": "吴秀英", "guardian_phone": "13800000001"}


@pytest.mark.parametrize(
    ("own", "other", "same"),
    [
        ({"household_no": "12"}, {"household_no": "12"}, True),
        ({"household_no": "12"}, {"household_no": "13"}, False),
        ({"household_no": ""}, {"household_no": ""}, False),
        ({"household_no": "12", "village_name": "青山村"},
         {"household_no": "12", "village_name": "石门村"}, False),
        ({"household_no": "12", "village_name": "青山村"}, {"household_no": "12"}, True),
        ({"household_no": "12", "head_name": "吴大山"},
         {"household_no": "12", "head_name": "王刚"}, False),
    ],
)  # fmt: skip
def test_a_household_number_is_of_one_village_and_one_head(own, other, same):
    assert shares_number(own, other) is same


@pytest.mark.parametrize(
    ("student", "family", "same"),
    [
        (MOTHER, [], True),
        (MOTHER | {"guardian_name": "吴 秀英"}, [], True),
        (MOTHER | {"guardian_name": "韦老师"}, [], False),  # one telephone, another person
        (MOTHER | {"guardian_phone": "13800000002"}, [], False),
        ({}, [{"name": "吴秀英", "phone": "13800000001", "is_guardian": "1"}], True),
        ({}, [{"name": "吴秀英", "phone": "13800000001", "is_guardian": "0"}], False),
        ({"guardian_name": "吴秀英"}, [{"name": "吴秀英", "phone": "13800000001"}], True),
        (MOTHER | {"guardian_phone": "13900000009、13800000001"}, [], True),
        ({"guardian_phone": "13800000001"}, [], False),
    ],
)
def test_guardian_and_telephone_make_a_house_together(student, family, same):
    assert bool(guardians(MOTHER, []) & guardians(student, family)) is same


def test_forty_children_of_one_guardian_are_no_house_and_are_asked_about():
    forty = [f"s{n}" for n in range(40)]
    assert one_house([], forty) == ([], "监护人和电话相同的有 41 人，不像一户，请核对")
    assert one_house(["s1", "s2"], ["s2", "s3"]) == (["s1", "s2", "s3"], "")
    mates, asked = one_house(["s1"], forty)
    assert mates == ["s1"]
    assert "监护人和电话" in asked

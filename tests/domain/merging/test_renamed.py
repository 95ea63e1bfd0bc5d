"""A package from before a school got another code is read with the new one, and nothing else."""

from __future__ import annotations

from ledger_app.domain.merging.renamed import renamed
from ledger_app.domain.merging.told import Answer, Gone, State, Told

CODES = {"1": "9"}


def test_names_values_units_and_answers_have_the_new_code():
    state = State(
        {
            "school:1": Told("school", "school:1", None, {"code": "1", "name": "1"}, unit="1"),
            "class:1:3:1": Told("school_class", "class:1:3:1", None, {"school": "school:1"}),
            "c": Told("student", "c", "c", {"school": "school:1", "class_no": "1"}, unit="1"),
            "n": Told("name_list", "n", None, {"scope": "school:1\t3\t1\nschool:2\t1\t1"}),
            "p": Told("passage", "p", "c", {"from_code": "1", "to_code": "2"}, unit="5"),
        },
        {"class:1:2:1": Gone("school_class", "class:1:2:1", None)},
        answers=(Answer("student", "c", "c", "school", "school:1", "school:2"),),
        named={"school:1": "青山小学"},
    )
    found = renamed(state, CODES)
    assert list(found.living) == ["school:9", "class:9:3:1", "c", "n", "p"]
    assert found.living["school:9"].values == {"code": "9", "name": "1"}
    assert found.living["c"].values == {"school": "school:9", "class_no": "1"}
    assert found.living["c"].unit == "9"
    assert found.living["n"].values == {"scope": "school:9\t3\t1\nschool:2\t1\t1"}
    assert found.living["p"].values == {"from_code": "9", "to_code": "2"}
    assert list(found.gone) == ["class:9:2:1"]
    assert found.answers[0].kept == "school:9"
    assert found.named == {"school:9": "青山小学"}


def test_without_other_codes_nothing_is_touched():
    state = State({"c": Told("student", "c", "c", {})})
    assert renamed(state, {}) is state

"""Schools by code and by name, with or without the county before it; what is new is added once."""

from __future__ import annotations

import pytest

from ledger_app.exchange.planning.deduced_values import deduced, still_deduced
from ledger_app.exchange.planning.school_book import SchoolBook
from tests.exchange.samples import GANG

SCHOOLS = [
    {"id": "a", "name": "福利镇中心小学", "code": "2152000001"},
    {"id": "b", "name": "福利镇石门小学", "code": None},
    {"id": "c", "name": "石门教学点", "code": ""},
]


@pytest.fixture
def book() -> SchoolBook:
    ids = iter(("n1", "n2"))
    return SchoolBook(SCHOOLS, "a", lambda: next(ids))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("福利镇石门小学", "b"),
        ("石门小学", "b"),
        ("云岭县福利镇石门小学", "b"),
        ("福利镇中心小学石门教学点", "c"),
        ("大石门小学", None),  # another village's
        ("小学", None),
        ("", None),
    ],
)
def test_a_school_by_its_name(book: SchoolBook, name: str, key: str | None) -> None:
    assert book.by_name(name) == key


def test_two_schools_that_fit_alike_are_neither() -> None:
    twice = [{"id": key, "name": f"{town}镇石门小学"} for key, town in (("x", "甲"), ("y", "乙"))]
    assert SchoolBook(twice, None).by_name("石门小学") is None


def test_a_code_counts_before_a_name(book: SchoolBook) -> None:
    assert book.need("石门小学", "2152000001") == "a"
    assert book.new == {}


def test_the_code_of_a_known_school_is_learnt(book: SchoolBook) -> None:
    assert book.need("石门小学", "2152000002") == "b"
    assert book.codes_learnt == {"b": "2152000002"}
    assert book.by_code("2152000002") == "b"
    book.learn("a", "9")
    assert book.code_of("a") == "2152000001"


def test_a_school_the_ledger_lacks_is_added_once(book: SchoolBook) -> None:
    assert book.need("育才小学") == "n1"
    assert book.need("育才小学", "2152000009") == "n1"
    assert (book.new["n1"].name, book.new["n1"].code) == ("育才小学", "2152000009")
    assert book.codes_learnt == {}
    assert book.need("", "2152000010") == "n2"
    assert book.name_of("n2") == "学校2152000010"


def test_what_follows_from_a_row_without_a_column_for_it() -> None:
    assert deduced({"boards": "1"}, frozenset({"boards"})) == {"study_mode": "2"}
    assert deduced({"boards": "0"}, frozenset({"boards"})) == {"study_mode": "1"}
    assert deduced({"study_mode": "2"}, frozenset({"study_mode"})) == {"boards": "1"}
    assert deduced({"study_mode": "1"}, frozenset({"study_mode"})) == {"boards": "0"}
    assert deduced({"study_mode": "1"}, frozenset({"study_mode", "boards"})) == {}
    assert deduced({"id_no": GANG}, frozenset({"id_no"})) == {"id_type": "1"}
    assert deduced({"id_no": "8" + GANG[1:]}, frozenset({"id_no"})) == {}
    assert deduced({}, frozenset()) == {}


def test_eight_items_of_the_national_template_say_that_the_register_is_in_order() -> None:
    keys = ["birthplace_code", "nationality", "hmt_oversea", "enrol_mode", "student_source"]
    keys += ["enrol_ym", "need_aid", "gets_subsidy"]
    assert deduced({}, frozenset(keys)) == {"register_status": "1"}
    assert deduced({}, frozenset(keys[:7])) == {}
    assert deduced({}, frozenset([*keys, "register_status"])) == {}


def test_what_follows_fills_only_what_is_empty_and_agrees() -> None:
    found = {"boards": "1", "register_status": "1"}
    row = {"study_mode": "2"}
    assert still_deduced(found, row, {"study_mode": "2"}) == found
    assert still_deduced(found, row, {"study_mode": "2", "boards": "0"}) == {"register_status": "1"}
    # 走读 in the ledger stays: the workbook's 住校 says nothing of boarding there.
    assert "boards" not in still_deduced(found, row, {"study_mode": "1"})
    without_register = {"study_mode": "2", "in_school_status": "3"}
    assert still_deduced(found, row, without_register) == {"boards": "1"}


@pytest.mark.parametrize(
    "name", ["福利镇石门小学。", "福利镇 石门小学", "福利镇石门小学，", "福利镇·石门小学"]
)
def test_a_stop_or_a_blank_makes_no_other_school(book: SchoolBook, name: str) -> None:
    assert book.by_name(name.replace("·", "")) == "b"


@pytest.mark.parametrize(
    "name",
    [
        "福利镇石门小学(教学点)",
        "福利镇石门小学（已撤并）",
        "原福利镇石门小学",
        "福利镇石门完小",
        "福利镇石门村小学",
    ],
)
def test_a_school_of_nearly_the_same_name_is_told(book: SchoolBook, name: str) -> None:
    assert book.by_name(name) is None
    assert book.nearly(name) == "b"


@pytest.mark.parametrize("name", ["福利镇育才小学", "福利镇石门中学", "上石门小学"])
def test_another_school_is_not_nearly_the_same(book: SchoolBook, name: str) -> None:
    assert book.nearly(name) is None

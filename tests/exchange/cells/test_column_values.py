"""Columns to rows: what is empty is left out, what comes twice is put together or said."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.catalogue import STUDENT
from ledger_app.exchange.cells.cell_words import ticked_box
from ledger_app.exchange.cells.column_values import (
    OWN_CHECKS,
    ParsedCells,
    differing,
    first_filled,
    rows_from_columns,
    text_without_date,
    turned_into_date,
)
from ledger_app.exchange.cells.people.family_columns import (
    guardian_of,
    named_members,
    one_person_once,
)
from ledger_app.exchange.cells.row_problem import ProblemKind
from tests.exchange.planning.test_plan import book, only, planned

TODAY = date(2026, 11, 21)


def test_rows_have_no_empty_keys() -> None:
    assert rows_from_columns({"a": ["1", None], "b": [None, None]}, 2) == [{"a": "1"}, {}]
    assert rows_from_columns({}, 2) == [{}, {}]


def test_the_second_column_fills_the_gaps_of_the_first() -> None:
    assert first_filled([["a", "", None], ["b", "c", "d"]]) == ["a", "c", "d"]
    assert first_filled([]) == []
    assert differing(["a", "", "c", "d"], ["b", "b", "", "d"]) == [0]


def test_a_cell_is_parsed_once_and_its_problem_kept() -> None:
    cells = ParsedCells(STUDENT.field("sex"), TODAY)
    assert (cells["男"], cells["未"], cells[""]) == ("1", None, None)
    assert "男" not in cells.problems
    kind, text = cells.problems["未"]
    assert kind is ProblemKind.LEFT_OUT
    assert text.endswith("（这一格没有导入）")


def test_a_name_that_is_kept_and_looks_wrong_is_to_be_checked() -> None:
    cells = ParsedCells(STUDENT.field("name"), TODAY, OWN_CHECKS["student", "name"])
    assert cells["王刚1"] == "王刚1"
    assert cells.problems["王刚1"][0] is ProblemKind.CHECK


@pytest.mark.parametrize("cell", [date(2026, 3, 1), "3月1日", " 3月1日 "])
def test_a_class_that_became_a_date_is_no_class(cell: object) -> None:
    assert turned_into_date(cell)  # type: ignore[arg-type]
    assert text_without_date(cell) == ""  # type: ignore[list-item]


def test_a_cell_of_a_class_as_text() -> None:
    assert text_without_date("2.0") == "2"
    assert text_without_date(2.0) == "2"
    assert text_without_date("无") == ""
    assert text_without_date("") == ""
    assert not turned_into_date("3-1")


def test_a_member_is_named_by_name_or_telephone() -> None:
    rows = [{"name": "王大山"}, {"phone": "1"}, {"job": "务农"}, {"ethnic": "01"}, {}]
    members, nameless = named_members("父亲", rows)
    assert members[0] == {"relation": "51", "name": "王大山"}
    assert members[1] == {"relation": "51", "phone": "1"}
    assert members[2:] == [{}, {}, {}]
    assert list(nameless) == [2]  # a code comes prefilled and is not worth a word
    assert named_members("监护人1", [{"name": "李"}])[0] == [{"is_guardian": "1", "name": "李"}]


def test_one_person_in_two_groups_is_one_member() -> None:
    father = {"relation": "51", "name": "王大山", "phone": "1"}
    guardian = {"is_guardian": "1", "name": "王 大山", "address": "石门村"}
    (one,) = one_person_once([father, guardian])
    assert one == {**father, "is_guardian": "1", "address": "石门村"}
    assert father == {"relation": "51", "name": "王大山", "phone": "1"}
    other_phone = guardian | {"phone": "2"}
    assert len(one_person_once([father, other_phone])) == 2
    assert len(one_person_once([{"phone": "1"}, {"phone": "1"}])) == 2


def test_the_guardian_of_the_family_is_the_child_s() -> None:
    family = [{"name": "王大山"}, {"name": "李", "phone": "1", "is_guardian": "1"}]
    assert guardian_of(family) == {"guardian_name": "李", "guardian_phone": "1"}
    assert guardian_of([{"is_guardian": "1", "phone": "1"}]) == {}


def test_the_child_s_own_guardian_column_counts_before_the_family() -> None:
    head = ["姓名", "性别", "监护人姓名", "监护人1姓名", "监护人1电话"]
    cells = ["王刚", "男", "赵六", "王大山", "13800000001"]
    own = only(planned(book(head, cells)))
    assert own.values["guardian_name"] == "赵六"
    assert "guardian_phone" not in own.values
    cells[2] = ""
    of_family = only(planned(book(head, cells)))
    assert of_family.values["guardian_name"] == "王大山"
    assert of_family.values["guardian_phone"] == "13800000001"


def test_two_numbers_of_a_father_do_not_become_the_child_s() -> None:
    head = ["姓名", "性别", "父亲姓名", "父亲电话", "受委托人", "照护人电话"]
    two = "13800000001/13900000002"
    row = only(planned(book(head, ["王刚", "男", "王大山", two, "李梅", two])))
    assert "phone2" not in row.values
    assert row.values["carer_phone"] == two
    assert row.members[0].values["phone"] == two


def test_two_numbers_of_the_guardian_are_two_fields() -> None:
    two = "13800000001、13900000002"
    row = only(planned(book(["姓名", "性别", "监护人电话"], ["王刚", "男", two])))
    assert row.values["guardian_phone"] == "13800000001"
    assert row.values["phone2"] == "13900000002"


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        *[("☑是 □否", "是"), ("□是 ☑否", "否"), ("男√ 女□", "男"), ("是□ 否☑", "否")],
        *[("□是 □否", ""), ("☑是 ☑否", ""), ("是√ 否", ""), ("清泉村□组", ""), ("是", "")],
    ],
)
def test_of_boxes_the_one_that_is_ticked_is_read(text: str, ticked: str) -> None:
    assert ticked_box(text) == ticked

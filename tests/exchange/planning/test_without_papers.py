"""A child without papers: a temporary number, found again, and its real number later."""

from __future__ import annotations

from typing import Any

from ledger_app.catalogue.meanings import IdPaper
from ledger_app.domain.same_child.temporary_numbers import temporary_number
from tests.exchange.applying import applied
from tests.exchange.existing import Existing
from tests.exchange.planning.test_plan import UNIT, book, only, planned

HEAD = ["姓名", "性别", "出生日期", "身份证号", "户主姓名", "监护人", "监护人电话", "村"]
BOY = "529901201603071059"
ROW = ["王小明", "男", "2016-03-07", "未上户", "王大山", "王大山", "13800000001", "清泉村"]


def first_month() -> tuple[Existing, dict[str, Any]]:
    """Return a ledger after the first list, and the child's row."""
    existing = Existing(schools=[UNIT])
    plan = planned(book(HEAD, ROW), existing)
    after = applied(existing, plan)
    (child,) = after.rows
    return after, dict(child)


def test_who_has_no_number_gets_a_temporary_one_with_the_reason() -> None:
    _ledger, child = first_month()
    assert child["temp_no"] == temporary_number(child)
    assert child["temp_no"].startswith("LS")
    assert (child["no_id_reason"], child["id_type"]) == ("未上户", IdPaper.OTHER)


def test_the_same_list_again_changes_nothing() -> None:
    after, _child = first_month()
    assert planned(book(HEAD, ROW), after).counts["unchanged"] == 1


def test_the_real_number_is_added_later_and_what_was_before_stays() -> None:
    after, child = first_month()
    again = planned(book(HEAD, [*ROW[:3], BOY, *ROW[4:]]), after)
    row = only(again)
    assert row.student_id == child["id"]
    assert (row.values["id_no"], row.values["id_type"]) == (BOY, IdPaper.RESIDENT_CARD)
    assert not {"temp_no", "no_id_reason"} & set(row.values)


def test_two_children_without_papers_have_two_numbers() -> None:
    other = [*ROW[:1], "女", *ROW[2:]]
    plan = planned(book(HEAD, ROW, ["王小红", *other[1:]]))
    assert len({row.values["temp_no"] for row in plan.rows}) == 2


def test_an_empty_cell_is_no_reason_and_makes_no_number() -> None:
    row = only(planned(book(HEAD, [*ROW[:3], "", *ROW[4:]])))
    assert "temp_no" not in row.values

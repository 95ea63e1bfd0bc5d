"""Birth dates known to the month only, by another calendar, or against the number."""

from __future__ import annotations

import pytest

from ledger_app.exchange.cells.row_problem import ProblemKind
from tests.exchange.cells.test_telling_words import one, texts

BOY = "529901201603071059"


@pytest.mark.parametrize("cell", ["2016-03", "2016年3月", "2016.03", "201603", 201603])
def test_a_month_is_no_birth_date_and_is_named(cell: object) -> None:
    values, plan = one(出生年月=cell)
    assert "birth_date" not in values
    (problem,) = plan.problems
    assert (problem.kind, problem.row) == (ProblemKind.LEFT_OUT, 2)
    assert "只写到年月（2016-03）" in problem.text


def test_a_month_beside_a_number_that_says_the_day_is_enough() -> None:
    values, plan = one(出生年月="2016年3月", 身份证号=BOY)
    assert values["birth_date"] == "2016-03-07"
    assert not plan.problems


def test_a_month_against_the_number_is_said() -> None:
    values, plan = one(出生年月="2016年5月", 身份证号=BOY)
    assert values["birth_date"] == "2016-03-07"
    assert "不一致" in texts(plan)


def test_a_day_of_the_lunar_calendar_is_named() -> None:
    values, plan = one(出生日期="2016年农历二月初八")
    assert "birth_date" not in values
    assert "农历" in texts(plan)

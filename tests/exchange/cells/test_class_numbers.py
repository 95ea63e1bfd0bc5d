"""Class 3.10 typed as a number is 3.1: which of the two it was, nobody can tell."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.exchange.planning.test_plan import book, planned


def classes(*cells: Any) -> tuple[list[Any], str]:
    rows = [[f"王{chr(0x4E00 + at)}", "男", cell] for at, cell in enumerate(cells)]
    plan = planned(book(["姓名", "性别", "班级"], *rows))
    texts = "".join(p.text for p in plan.problems if p.about == "class_no" and p.row > 1)
    return [row.values.get("class_no") for row in plan.rows], texts


def test_a_number_that_may_have_lost_a_zero_is_asked_about() -> None:
    found, said = classes(3.1, 3.2, "3.12")
    assert found == [None, "2", "12"]
    assert "3(10) 班" in said


def test_where_there_are_few_classes_it_is_the_first() -> None:
    assert classes(3.1, 3.2, 4.1) == (["1", "2", "1"], "")


def test_a_text_keeps_its_zero() -> None:
    assert classes("3.1", "3.10") == (["1", "10"], "")


def test_a_date_that_was_a_class_says_which() -> None:
    found, said = classes(date(2026, 3, 1))
    assert found == [None]
    assert "3 年级 1 班" in said

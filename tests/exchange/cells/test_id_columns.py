"""The identity number of a row beside what else the row says."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.cells.row_problem import ProblemKind
from tests.exchange.cells.test_telling_words import one, texts
from tests.exchange.planning.test_plan import book, ledger, planned

BOY = "529901201603071059"


def stored(**cells: Any) -> tuple[dict[str, Any], str]:
    """Return what is stored beside name and sex, and all that is said."""
    values, plan = one(**cells)
    return {k: v for k, v in values.items() if k not in ("name", "sex")}, texts(plan)


def test_a_letter_in_place_of_a_digit_is_put_right_and_said() -> None:
    values, said = stored(身份证号="52990120160307lO59")
    assert values["id_no"] == BOY
    assert "校验码相符" in said


def test_a_number_with_one_wrong_digit_is_not_kept_and_its_mend_is_offered() -> None:
    values, said = stored(出生日期="2016-03-07", 身份证号="529901201603171059")
    assert "id_no" not in values
    assert f"可能是 {BOY}" in said
    assert "号码没有导入" in said


def test_what_a_spreadsheet_has_cut_is_offered_from_the_register_number_beside_it() -> None:
    values, said = stored(身份证号=5.29901201603071e17, 学籍号=f"G{BOY}")
    assert "id_no" not in values
    assert f"可能是 {BOY}" in said


def test_a_rounded_number_that_happens_to_be_sound_is_named_and_says_nothing_of_the_sex() -> None:
    plan = planned(book(["姓名", "身份证号"], ["王刚", "529901201901184000"]))
    values = plan.rows[0].values
    assert values["id_no"] == "529901201901184000"
    assert "sex" not in values
    assert "末三位是 000" in texts(plan)


def test_a_rounded_number_that_the_ledger_has_is_not_named_each_time() -> None:
    known = ledger(id_no="529901201901184000", birth_date="2019-01-18")
    plan = planned(book(["姓名", "身份证号"], ["王刚", "529901201901184000"]), known)
    assert texts(plan) == ""


@pytest.mark.parametrize("words", ["未上户", "没有身份证", "正在办理", "身份证遗失", "外籍无证"])
def test_why_a_child_has_no_number_is_kept_as_the_reason(words: str) -> None:
    values, plan = one(身份证号=words)
    assert (values["no_id_reason"], values["id_type"]) == (words, "Z")
    assert [problem.kind for problem in plan.problems] == [ProblemKind.MOVED]


def test_nothing_is_no_reason() -> None:
    assert stored(身份证号="无") == ({}, "")


def test_words_that_are_no_reason_are_left_out_and_said() -> None:
    values, said = stored(身份证号="同上")
    assert values == {}
    assert "应为 18 位" in said


@pytest.mark.parametrize("letter", "JL")
def test_a_register_number_is_kept_as_one(letter: str) -> None:
    values, said = stored(身份证号=f"{letter}{BOY}")
    assert values == {"register_no": f"{letter}{BOY}"}
    assert "是学籍号" in said


def test_the_number_of_a_paper_that_is_named_is_kept_as_it_is() -> None:
    values, said = stored(证件类型="台胞证", 身份证号="12345678")
    assert (values["id_no"], said) == ("12345678", "")


def test_the_number_of_a_paper_that_nobody_named_is_asked_about() -> None:
    values, said = stored(身份证号="H12345678")
    assert values["id_no"] == "H12345678"
    assert "请选证件类型" in said


@pytest.mark.parametrize("fault", ["#N/A", "#REF!", "####"])
def test_an_error_instead_of_a_number_is_named(fault: str) -> None:
    values, said = stored(身份证号=fault)
    assert values == {}
    assert "没有导入" in said


def test_a_number_that_says_it_is_a_parent_s_is_not_the_child_s() -> None:
    values, said = stored(身份证号=f"父亲：{BOY}")
    assert "id_no" not in values
    assert "没有导入" in said


def test_two_numbers_and_hidden_numbers_are_called_so() -> None:
    assert "写了两个身份证号" in stored(身份证号=f"{BOY}/52990120160101101X")[1]
    assert "打了星号" in stored(身份证号="529901********1059")[1]

"""Two are one child by what is certain: never by the name alone."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.domain.same_child.fact_words import in_words, label_of
from ledger_app.domain.same_child.facts import Fact, nearly_same_number, same_number, weigh
from ledger_app.domain.same_child.sides import Side, class_key, village_in, village_of
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, judge, name_likeness
from tests.exchange.samples import id_no

GANG, MEI = id_no("20170311", 1), id_no("20170311", 3)
BORN = {"birth_date": "2017-03-11"}
IN_CLASS = {"school": "s", "grade": "3", "class_no": "1"}
FATHER = {"guardian_name": "王建国", "guardian_relation": "51"}
PHONE = {"guardian_phone": "13900000001"}
VILLAGE = {"village_name": "清泉村"}


def side(*parts: dict[str, Any], name: str = "王小明", **values: Any) -> Side:
    merged: dict[str, Any] = {"name": name}
    for part in parts:
        merged |= part
    return Side(merged | values)


def verdict(first: Side, second: Side, *, one_list: bool = False) -> Verdict:
    weighed = weigh(first, second, one_list=one_list)
    return judge(weighed, name_likeness(first, second), one_list=one_list)


def test_a_name_alone_makes_nobody_the_same_child() -> None:
    assert verdict(side(), side()) is Verdict.UNSURE
    assert verdict(side(sex="1"), side(sex="1")) is Verdict.UNSURE


@pytest.mark.parametrize("fact", [BORN, IN_CLASS, FATHER, PHONE, VILLAGE])
def test_one_fact_beside_the_name_is_not_enough(fact: dict[str, Any]) -> None:
    assert verdict(side(fact), side(fact)) is Verdict.UNSURE


@pytest.mark.parametrize(
    ("one", "other"),
    [(BORN, IN_CLASS), (BORN, PHONE), (FATHER, PHONE), (IN_CLASS, VILLAGE), (FATHER, VILLAGE)],
)
def test_two_facts_with_none_against_are(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert verdict(side(one, other), side(one, other)) is Verdict.SAME


def test_village_and_the_address_in_it_are_one_fact() -> None:
    here = VILLAGE | {"address": "青山镇清泉村1组1号"}
    assert verdict(side(here), side(here)) is Verdict.UNSURE


def test_a_guardian_who_heads_the_household_is_one_fact() -> None:
    here = FATHER | {"head_name": "王建国"}
    assert verdict(side(here), side(here)) is Verdict.UNSURE
    assert (
        verdict(side(FATHER, head_name="王老爹"), side(FATHER, head_name="王老爹")) is Verdict.SAME
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VILLAGE | FATHER, {"village_name": "联合村", "guardian_name": "李大山"}),
        ({"school": "s"}, {"school": "t"}),
        ({"grade": "3"}, {"grade": "5"}),
        ({"sex": "1"}, {"sex": "2"}),
        (BORN, {"birth_date": "2016-01-01"}),
        ({"id_no": GANG}, {"id_no": MEI}),
    ],
)
def test_what_differs_with_nothing_that_agrees_makes_two_children(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict(side(one), side(other)) is Verdict.OTHER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (VILLAGE, {"village_name": "联合村"}),
        (FATHER, {"guardian_name": "李大山"}),
        (PHONE, {"phone": "13700000009"}),
        (IN_CLASS, IN_CLASS | {"class_no": "2"}),
    ],
)
def test_one_thing_that_changes_in_a_life_makes_no_other_child(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict(side(one), side(other)) is Verdict.UNSURE


def test_a_list_tells_its_children_apart_by_class_and_village() -> None:
    other = side(village_name="联合村")
    assert verdict(side(VILLAGE), other, one_list=True) is Verdict.OTHER
    assert verdict(side(IN_CLASS), side(IN_CLASS, class_no="2"), one_list=True) is Verdict.OTHER
    assert verdict(side(PHONE), side(phone="13700000009"), one_list=True) is Verdict.UNSURE


def test_birth_date_and_school_are_enough() -> None:
    assert verdict(side(BORN, school="s"), side(BORN, school="s")) is Verdict.SAME
    assert verdict(side(BORN), side(BORN)) is Verdict.UNSURE
    assert verdict(side(BORN, school="s"), side(BORN, school="t")) is Verdict.UNSURE


def test_a_fact_against_makes_it_a_question() -> None:
    here = FATHER | IN_CLASS
    assert verdict(side(here, VILLAGE), side(here, village_name="联合村")) is Verdict.UNSURE
    assert verdict(side(here, sex="1"), side(here, sex="2")) is Verdict.UNSURE
    assert verdict(side(here, id_no=GANG), side(here, id_no=MEI)) is Verdict.UNSURE
    assert verdict(side(here, BORN), side(here, birth_date="2017-03-12")) is Verdict.UNSURE


def test_birth_date_and_family_outweigh_what_changes_in_a_family() -> None:
    here = BORN | FATHER
    moved = {"school": "t", "grade": "4", "village_name": "联合村", "phone": "13700000009"}
    assert verdict(side(here, IN_CLASS, VILLAGE, PHONE), side(here, moved)) is Verdict.SAME


def test_a_new_telephone_makes_no_other_child() -> None:
    new = {"guardian_phone": "13700000009"}
    assert verdict(side(FATHER, IN_CLASS, PHONE), side(FATHER, IN_CLASS, new)) is Verdict.UNSURE
    assert verdict(side(BORN, IN_CLASS, PHONE), side(BORN, IN_CLASS, new)) is Verdict.SAME
    assert verdict(side(IN_CLASS, PHONE), side(IN_CLASS, new)) is Verdict.UNSURE


def test_next_year_s_class_is_neither_for_nor_against() -> None:
    weighed = weigh(side(IN_CLASS), side(IN_CLASS, grade="4"))
    assert weighed == ((Fact.SCHOOL,), ())
    assert weigh(side(IN_CLASS), side(IN_CLASS, grade="4", class_no="2")).differing == (Fact.CLASS,)


def test_the_class_of_an_unknown_school_is_no_fact() -> None:
    assert weigh(side(IN_CLASS), side(grade="3", class_no="1")) == ((), ())


def test_two_rows_of_one_list_do_not_agree_by_its_class_and_village() -> None:
    here = IN_CLASS | VILLAGE
    assert verdict(side(here), side(here), one_list=True) is Verdict.UNSURE
    first = side(BORN, IN_CLASS, FATHER, PHONE)
    second = side(
        BORN,
        school="s",
        grade="3",
        class_no="2",
        guardian_name="王铁柱",
        guardian_phone="13900000002",
    )
    assert verdict(first, second, one_list=True) is Verdict.OTHER
    assert verdict(first, second) is Verdict.UNSURE


def test_a_number_finds_its_child_and_not_one_of_another_name() -> None:
    one = side(IN_CLASS, FATHER, id_no=GANG)
    assert verdict(one, side(id_no=GANG, birth_date="2017-03-12")) is Verdict.SAME
    assert verdict(one, side(id_no=GANG, name="王晓明")) is Verdict.SAME
    assert verdict(one, side(id_no=GANG, name="李思源")) is Verdict.UNSURE
    assert verdict(one, side(IN_CLASS, FATHER, id_no=GANG, name="李思源")) is Verdict.SAME
    assert verdict(one, side(register_no=f"G{GANG}")) is Verdict.SAME
    girl = side(FATHER, id_no=GANG, name="王小红", sex="2")
    assert verdict(side(FATHER, id_no=GANG, sex="1"), girl) is Verdict.UNSURE


def test_twins_are_never_one_child_and_a_slip_of_the_pen_is_asked() -> None:
    house = BORN | FATHER | PHONE | IN_CLASS
    assert verdict(side(house, id_no=GANG), side(house, id_no=MEI, name="王小亮")) is Verdict.OTHER
    assert verdict(side(house), side(house, name="王晓明")) is Verdict.UNSURE
    assert verdict(side(house), side(house, name="李思源")) is Verdict.OTHER


@pytest.mark.parametrize("name", ["王晓明", "小明王", "王小", "王小名", "王大明"])
def test_names_that_are_near(name: str) -> None:
    assert name_likeness(side(), side(name=name)) is Likeness.NEAR


def test_a_former_name_is_the_same_name() -> None:
    assert name_likeness(side(former_name="王狗娃"), side(name="王狗娃")) is Likeness.SAME
    assert name_likeness(side(), side(name="李大山")) is Likeness.OTHER


def test_numbers_in_other_forms_and_with_a_slip() -> None:
    assert same_number(GANG, GANG[:6] + GANG[8:17])
    assert nearly_same_number(GANG, GANG[:5] + "9" + GANG[6:])
    assert nearly_same_number("529901201703110010", "529901201703101010")
    assert not nearly_same_number(GANG, "529901201603110029")


def test_words_of_villages_and_classes() -> None:
    assert {village_of(each) for each in ("清泉村", "青山镇清泉村", "清泉村委会", "清泉")} == {
        "清泉"
    }
    assert village_in("青山镇清泉村1组1号") == "清泉"
    assert {class_key(each, "3") for each in ("1", "01", "1班", "一班", "(1)班", "301")} == {"1"}
    assert class_key("十二班") == "12"


def test_both_sides_stand_in_words() -> None:
    first, second = side(BORN, FATHER, VILLAGE), side(BORN, FATHER, village_name="联合村")
    agreeing, differing = in_words(weigh(first, second), first, second)
    assert agreeing == ("出生日期 2017-03-11", "监护人或父母 王建国")
    assert differing == ("村或住址 清泉村 / 联合村",)


def test_every_fact_has_words() -> None:
    assert all(label_of(fact) for fact in Fact)


def test_the_head_of_one_list_who_is_the_guardian_on_the_other_is_a_fact() -> None:
    household = side(VILLAGE, head_name="王建国")
    school = side(VILLAGE, {"guardian_name": "王建国"})
    assert verdict(household, school) is Verdict.SAME
    assert verdict(side(head_name="王建国"), side({"guardian_name": "王建国"})) is Verdict.UNSURE
    assert "王建国" in "".join(in_words(weigh(school, household), school, household)[0])

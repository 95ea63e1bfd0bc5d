"""People of a family in one cell: certain, or named and not stored."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.cells.people.family_text import is_no_single_name, is_plain, people_in
from tests.exchange.cells.test_telling_words import texts
from tests.exchange.planning.test_plan import book, only, planned

ONE, TWO = "13800000001", "13800000002"
FATHER, MOTHER, GRANDMOTHER = "51", "52", "62"
BOTH = {(FATHER, "王刚", ONE), (MOTHER, "李兰", TWO)}


@pytest.mark.parametrize(
    "cell",
    [
        f"父王刚{ONE} 母李兰{TWO}",
        f"父亲：王刚 {ONE}；母亲：李兰 {TWO}",
        f"父王刚（{ONE}）\n母李兰（{TWO}）",
        f"王刚(父亲)，{ONE}；李兰(母亲)，{TWO}",
        f"爸爸王刚{ONE}妈妈李兰{TWO}",
        f"父亲 王刚 电话：{ONE} 母亲 李兰 电话：{TWO}",
        f"{ONE}王刚父亲/{TWO}李兰母亲",
    ],
)
def test_each_says_who_it_is(cell: str) -> None:
    assert {tuple(person) for person in people_in(cell)} == BOTH


@pytest.mark.parametrize(
    "cell",
    [
        "张德贵/周桂英",
        f"陈有福、杨二妹 {ONE}",
        "父亲杨光明，已故；母亲改嫁",
        f"父王刚{ONE} 父李大{TWO}",
        f"父王刚 {ONE} {TWO}",
        "王刚 1380000",
        "父 138****0001",
        "父母均外出",
        f"班主任周老师{ONE}",
        "清泉村3组",
        "父亲" * 80,
    ],
)
def test_what_is_not_certain_is_nobody(cell: str) -> None:
    assert people_in(cell) == ()


@pytest.mark.parametrize(
    "name", ["王刚", "欧阳建国", "母小丽", "王 刚", "买买提 艾力", "阿卜杜·买买提"]
)
def test_a_name_stays_a_name(name: str) -> None:
    assert is_plain(name) or not is_no_single_name(name)


def row_of(**cells: Any) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    """Return what is stored of one child, its family, and what is said."""
    plan = planned(book(["姓名", "性别", *cells], ["王小明", "男", *cells.values()]))
    row = only(plan)
    return dict(row.values), [dict(change.values) for change in row.members], texts(plan)


def test_both_parents_in_one_cell_become_members_of_the_family() -> None:
    values, members, said = row_of(家长=f"父王刚{ONE} 母李兰{TWO}")
    assert {(m["relation"], m["name"], m["phone"]) for m in members} == BOTH
    assert ("guardian_name" in values, said) == (False, "")


def test_one_guardian_with_a_telephone_is_the_guardian() -> None:
    values, _members, said = row_of(监护人=f"王刚（父）{ONE}")
    assert (values["guardian_name"], values["guardian_phone"]) == ("王刚", ONE)
    assert (values["guardian_relation"], said) == (FATHER, "")


def test_a_telephone_beside_another_column_s_is_said() -> None:
    values, _members, said = row_of(监护人=f"王刚{ONE}", 监护人电话=TWO)
    assert values["guardian_phone"] == TWO
    assert ONE in said


def test_who_the_guardian_is_to_the_child_is_no_name() -> None:
    values, _members, said = row_of(监护人="奶奶")
    assert (values.get("guardian_name"), values["guardian_relation"]) == (None, GRANDMOTHER)
    assert not said


@pytest.mark.parametrize("cell", ["张德贵/周桂英", f"陈有福、杨二妹 {ONE}", "父亲杨光明，已故"])
def test_of_an_unclear_cell_nothing_is_stored_and_the_cell_is_named(cell: str) -> None:
    values, members, said = row_of(监护人=cell)
    assert not {"guardian_name", "guardian_phone"} & set(values)
    assert not members
    assert "看不出谁是谁" in said


def test_a_telephone_that_says_whose_it_is_belongs_to_that_person() -> None:
    values, members, said = row_of(父亲姓名="王刚", 联系电话=f"{ONE}（父）")
    assert "phone" not in values
    assert members == [{"relation": FATHER, "name": "王刚", "phone": ONE}]
    assert not said


def test_a_telephone_with_a_bare_name_is_nobody_s() -> None:
    values, members, said = row_of(联系电话=f"李镇长{ONE}")
    assert ("phone" in values, members) == (False, [])
    assert "看不出谁是谁" in said


def test_a_father_s_telephone_in_the_cell_of_his_name_is_his() -> None:
    _values, members, said = row_of(父亲姓名=f"王刚{ONE}", 母亲姓名="李兰")
    assert [(m["name"], m.get("phone")) for m in members] == [("王刚", ONE), ("李兰", None)]
    assert not said


def test_a_father_s_two_telephones_are_one_father_and_the_second_is_said() -> None:
    _values, members, said = row_of(父亲姓名=f"王刚{ONE}", 父亲电话=TWO)
    assert members == [{"relation": FATHER, "name": "王刚", "phone": TWO}]
    assert ONE in said


@pytest.mark.parametrize("words", ["改嫁", "外出务工", "已去世", "离异", "失联", "在外打工"])
def test_what_became_of_a_parent_is_no_name(words: str) -> None:
    _values, members, said = row_of(母亲姓名=words)
    assert not members
    assert "不像一个人的姓名" in said


@pytest.mark.parametrize("cell", ["王大山（父）", "王大山(父亲)", "王大山 父子", "父：王大山"])
def test_a_name_with_its_relation_under_one_heading_is_both(cell: str) -> None:
    values, members, _said = row_of(**{"家长（关系）": cell})
    assert (values["guardian_name"], values["guardian_relation"]) == ("王大山", "51")
    assert members == []


def test_where_the_guardian_works_is_the_fathers_whose_name_stands_as_the_guardians() -> None:
    cells = {"家长（关系）": "王大山（父）", "父务工地点": "广东", "母务工地点": "浙江"}
    _values, members, said = row_of(**cells)
    assert [(m["relation"], m["name"], m["employer"]) for m in members] == [
        (FATHER, "王大山", "广东")
    ]
    assert "“母”没有姓名和电话" in said


@pytest.mark.parametrize("cell", ["王老汉（爷爷）", "王老汉（继父）", f"王老汉爷爷{ONE}"])
def test_somebody_else_under_the_father_is_neither_father_nor_twice_in_the_family(
    cell: str,
) -> None:
    _values, members, said = row_of(父亲姓名=cell)
    assert not members
    assert "看不出谁是谁" in said


def test_a_grandmothers_telephone_under_the_fathers_is_hers() -> None:
    _values, members, _said = row_of(父亲姓名="王刚", 父亲电话=f"奶奶{ONE}")
    assert {m["relation"]: m.get("phone") for m in members} == {FATHER: None, "62": ONE}


def test_a_member_whose_cell_and_column_differ_is_one_member_and_it_is_said() -> None:
    _values, members, said = row_of(家庭成员姓名=f"王刚（父亲）{ONE}", 关系="母亲")
    assert members == [{"relation": "52", "name": "王刚"}]
    assert f"父亲 {ONE}" in said

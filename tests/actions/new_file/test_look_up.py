"""Who is there already while a new file is typed: the same number, name, telephone, or sound."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.new_file.look_up import (
    NAME,
    SOUND,
    files_like,
    house_of,
    problems,
    told_by_number,
)
from ledger_app.store.changes.revisions import revise
from tests.gui.children import id_number

PHONE = "13800001000"
NUMBER = id_number("2017-03-11", 12)


@pytest.fixture
def schools(ledger):
    with revise(ledger, "setup", "学校") as revision:
        return [revision.insert("school", {"name": each}) for each in ("青山小学", "联合小学")]


def add(ledger, name, school):
    return edit_file.add_student(ledger, {"name": name, "school": school}).record_id


def found(ledger, name, school):
    return [(each.name, each.same) for each in files_like(ledger, {"name": name, "school": school})]


def test_a_child_of_the_same_sound_is_shown_where_nobody_is_called_so(ledger, schools):
    add(ledger, "王刚", schools[0])
    assert found(ledger, "往刚", schools[0]) == [("王刚", (SOUND,))]


def test_of_another_school_it_would_be_too_many(ledger, schools):
    add(ledger, "王刚", schools[1])
    assert found(ledger, "往刚", schools[0]) == []


def test_a_namesake_stands_alone(ledger, schools):
    add(ledger, "王刚", schools[0])
    add(ledger, "汪刚", schools[0])
    assert found(ledger, "王刚", schools[0]) == [("王刚", (NAME,))]


@pytest.fixture
def made(ledger):
    return lambda **given: edit_file.add_student(ledger, given).record_id


def same(ledger, **typed):
    return [(each.id, each.same) for each in files_like(ledger, typed)]


def test_the_same_number_comes_first_then_the_name_then_the_telephone_each_file_once(ledger, made):
    reached = made(name="赵涛", phone2=PHONE)
    named = made(name="王𬱖", guardian_phone=PHONE)
    numbered = made(name="王小明", id_no=NUMBER)
    made(name="李梓涵", guardian_phone="13800001001")
    assert same(ledger, name=" 王𬱖　") == [(named, ("姓名",))]
    found = same(ledger, id_no=NUMBER, name="王𬱖", guardian_phone=PHONE)
    assert found == [(numbered, ("证件号",)), (named, ("姓名", "电话")), (reached, ("电话",))]


def test_a_telephone_is_found_with_whomever_of_the_family_it_stands(ledger, made):
    child = made(name="赵涛")
    mother = {"name": "李梅", "phone": f"13900002222、{PHONE}"}
    edit_file.add_record(ledger, "family_member", child, mother)
    assert same(ledger, guardian_phone=PHONE) == [(child, ("电话",))]
    assert same(ledger, guardian_phone=f"13700001111/{PHONE}") == [(child, ("电话",))]


def test_what_is_half_typed_or_empty_is_like_nobody(ledger, made):
    made(name="赵涛", id_no=NUMBER, guardian_phone=PHONE)
    made(name="王小明")
    assert same(ledger) == same(ledger, name=" ", id_no="", guardian_phone="") == []
    assert same(ledger, id_no=NUMBER[:3]) == same(ledger, guardian_phone=PHONE[:7]) == []


def test_a_file_is_called_so_that_namesakes_are_told_apart(ledger, made):
    made(name="赵涛", id_no=NUMBER, grade="3", class_no="2")
    made(name="赵涛")
    called = [each.called for each in files_like(ledger, {"name": "赵涛"})]
    assert called == [f"赵涛（三年级2班，证件号末四位 {NUMBER[-4:]}）", "赵涛（别的都没有填）"]


def test_a_house_is_the_guardian_and_the_address_and_no_half_of_another_s(ledger, made):
    child = made(name="赵涛", guardian_phone=PHONE, address="青山村3组")
    grandma = {"name": "李秀兰", "relation": "61", "phone": "13900002222", "is_guardian": "1"}
    edit_file.add_record(ledger, "family_member", child, grandma)
    assert house_of(ledger, child) == {
        "guardian_name": "李秀兰", "guardian_relation": "61", "guardian_phone": "13900002222",
        "address": "青山村3组",
    }  # fmt: skip
    edit_file.save_fields(ledger, "student", child, {"guardian_name": "赵大山"})
    assert house_of(ledger, child) == {
        "guardian_name": "赵大山", "guardian_phone": PHONE, "address": "青山村3组",
    }  # fmt: skip
    assert house_of(ledger, "nobody") == {}


def test_a_right_number_says_who_it_is(ledger):
    assert told_by_number(ledger, NUMBER) == "女，2017-03-11 出生，应读四年级"
    assert (
        told_by_number(ledger, id_number("2023-01-02", 11)) == "男，2023-01-02 出生，还没到入学年龄"
    )
    assert told_by_number(ledger, NUMBER[:-1]) == told_by_number(ledger, "") == ""


def test_only_what_is_typed_is_doubted(ledger):
    assert problems(ledger, {"name": "赵涛"}) == []
    assert [each.field for each in problems(ledger, {"id_no": NUMBER[:-1] + "?"})] == ["id_no"]
    assert [each.field for each in problems(ledger, {"guardian_phone": "1380000"})] == [
        "guardian_phone"
    ]

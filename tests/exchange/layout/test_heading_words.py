"""What a column's heading means: understood, or unknown, and never something else."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.heading_words import (
    Use,
    is_person,
    meaning_of,
    option_of,
    path_meaning,
    relation_of,
    written_caption,
)


def said(caption: str) -> tuple[Use, str, str]:
    meaning = meaning_of(caption)
    return meaning.use, meaning.field.key if meaning.field else "", meaning.member


@pytest.mark.parametrize(
    ("caption", "key"),
    [
        ("姓 名", "name"),
        ("*姓名", "name"),
        ("1.姓名", "name"),
        ("学生姓名", "name"),
        ("姓名：", "name"),
        ("ID Card No.", "id_no"),
        ("身份证号（18位）", "id_no"),
        ("孩子的出生日期", "birth_date"),
        ("联系电话/手机", "phone"),
        ("学生 Student Name", "name"),
        ("家长/Guardian", "guardian_name"),
        ("家长电话/手机", "guardian_phone"),
        ("留守儿童姓名", "name"),
        # As villages, teaching points and townships write them.
        ("住哪", "address"),
        ("家住哪里", "address"),
        ("哪个村", "village_name"),
        ("几年级", "grade"),
        ("哪个班", "class_no"),
        ("男女", "sex"),
        ("出生", "birth_date"),
        ("是不是留守", "left_behind_edu"),
        ("看护人", "carer_name"),
        ("家长（关系）", "guardian_name"),
        ("监护人姓名及关系", "guardian_name"),
        ("监护人姓名、关系、电话", "guardian_name"),
        ("家长关系", "guardian_relation"),
    ],
)
def test_a_student_s_field(caption: str, key: str) -> None:
    assert said(caption) == (Use.STUDENT, key, "")


@pytest.mark.parametrize(
    ("caption", "key", "member"),
    [
        ("父亲姓名", "name", "父亲"),
        ("父亲", "name", "父亲"),
        ("爸爸电话", "phone", "爸爸"),
        ("父亲/电话", "phone", "父亲"),
        ("家长姓名/父", "name", "父"),
        ("成员2身份证件号", "id_no", "成员2"),
        ("第二监护人姓名", "name", "监护人二"),
        ("家庭成员称谓", "relation", "家庭成员"),
        ("母亲现居住地", "address", "母亲"),
        ("父亲在哪打工", "employer", "父亲"),
        ("家长2（关系）", "name", "家长2"),
    ],
)
def test_a_member_of_the_family(caption: str, key: str, member: str) -> None:
    assert said(caption) == (Use.MEMBER, key, member)


@pytest.mark.parametrize(
    ("caption", "use"),
    [
        ("序号", Use.KNOWN),
        ("年龄", Use.KNOWN),
        ("年级班级", Use.GRADE_CLASS),
        ("学校班级", Use.SCHOOL_NAME),
        ("学校名称", Use.SCHOOL_NAME),
        ("学校标识码", Use.SCHOOL_CODE),
        ("出生年", Use.BIRTH_PART),
        ("  ", Use.BLANK),
        ("语文", Use.UNKNOWN),
        ("在哪读书", Use.UNKNOWN),  # a school, or the place where the parents work
        ("跟谁住", Use.UNKNOWN),
        ("几岁", Use.KNOWN),
        ("父亲身高", Use.UNKNOWN),
    ],
)
def test_other_uses(caption: str, use: Use) -> None:
    assert meaning_of(caption).use is use


def test_an_option_belongs_to_a_field_that_may_be_ticked() -> None:
    field, code = option_of("性别", "女") or (None, "")
    assert field is not None
    assert (field.key, code) == ("sex", "2")
    assert option_of("年级", "一年级") is None  # a column each for grades is a table of sums
    assert option_of("家庭住址", "男") is None
    assert option_of("性别", "1") is None
    assert option_of("没有的", "男") is None


@pytest.mark.parametrize(
    ("path", "use", "key"),
    [
        (("父亲", "电话"), Use.MEMBER, "phone"),
        (("学生基本信息", "姓名"), Use.STUDENT, "name"),
        (("家长", "文化程度"), Use.UNKNOWN, ""),
        (("出生日期", "月"), Use.BIRTH_PART, "birth_date"),
        (("姓名", "姓名"), Use.STUDENT, "name"),
        (("", ""), Use.BLANK, ""),
    ],
)
def test_a_heading_in_two_rows(path: tuple[str, ...], use: Use, key: str) -> None:
    meaning = path_meaning(path)
    assert (meaning.use, meaning.field.key if meaning.field else "") == (use, key)


def test_persons() -> None:
    assert (relation_of("父亲"), relation_of("成员1")) == ("51", "")
    assert is_person("父亲信息")
    assert is_person("父")
    assert not is_person("学生")


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("家庭住址",), "家庭住址"),
        (("父亲", "电话"), "父亲联系电话"),
        (("出生日期", "月"), "出生日期月"),
    ],
)
def test_what_is_written_out_reads_the_same(path: tuple[str, ...], written: str) -> None:
    meaning = path_meaning(path)
    assert written_caption("·".join(path), meaning) in (written, "·".join(path))
    assert meaning_of(written_caption("·".join(path), meaning)) == meaning


@pytest.mark.parametrize("caption", ["家长QQ", "监护人身份证/电话", "父亲电话/微信"])
def test_two_things_in_one_column_are_neither(caption: str) -> None:
    assert meaning_of(caption).use is Use.UNKNOWN


@pytest.mark.parametrize(
    "caption", ["监护人姓名/电话", "家长姓名及联系电话", "家长及电话", "监护人姓名及联系方式"]
)
def test_a_name_with_its_telephone_is_taken_as_the_name_its_cells_are_taken_apart(
    caption: str,
) -> None:
    assert meaning_of(caption) == meaning_of("监护人姓名")


@pytest.mark.parametrize("caption", ["困境儿童姓名", "患儿姓名", "寄宿生姓名", "残疾人姓名"])
def test_the_child_of_a_list_is_called_many_things(caption: str) -> None:
    assert meaning_of(caption) == meaning_of("姓名")


@pytest.mark.parametrize(
    "caption", ["其他儿童姓名", "同班学生姓名", "学生家长姓名", "兄弟姐妹姓名"]
)
def test_another_child_is_not_this_one(caption: str) -> None:
    assert meaning_of(caption) != meaning_of("姓名")

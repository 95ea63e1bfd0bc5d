"""The catalogue as a whole: what form, checks, import and history rely on."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ledger_app.catalogue import (
    CHILD_TABLES,
    STUDENT,
    TABLES,
    Field,
    Kind,
    Need,
    Table,
    resolve_field,
    resolve_table,
    table,
)
from ledger_app.catalogue.codes import code_list, fold

EVERY = [pytest.param(t, f, id=f"{t.key}.{f.key}") for t in TABLES.values() for f in t.fields]
# Written by the reminders and by the settings, shown in no form.
HIDDEN = {"outcome", "rule_change", "printout_change"}
LISTED = {Kind.CODE, Kind.CODES, Kind.YES_NO}

# The national register's exchange template, in its order (domain.md §7).
NATIONAL_STUDENT = (
    "学校标识码 姓名 性别 出生日期 证件类型 身份证号 出生地行政区划代码 民族 国籍/地区 港澳台侨外 "
    "户口性质 户口所在地行政区划 现住址 是否独生子女 是否留守儿童 "
    "是否进城务工人员随迁子女 "
    "是否孤儿 "
    "籍贯 健康状况 政治面貌 年级 班级号 入学年月 入学方式 就读方式 通信地址 家庭地址 联系电话 "
    "邮政编码 是否受过学前教育 残疾人类型 是否由政府购买学位 是否需要申请资助 是否享受一补 "
    "是否烈士或优抚子女 上下学距离 上下学交通方式 是否乘坐校车 曾用名 身份证件有效期 特长 "
    "学籍辅号 班内学号 学生来源 电子信箱 主页地址"
)
NATIONAL_MEMBER = (
    "姓名 关系 关系说明 现住址 户口所在地行政区划 联系电话 是否监护人 身份证件类型 身份证件号 "
    "民族 工作单位 职务"
)


def names_of(field: Field) -> set[str]:
    return {fold(name) for name in (field.key, field.label, *field.aliases)}


@pytest.mark.parametrize("key", TABLES)
def test_no_name_points_to_two_fields_of_a_table(key: str) -> None:
    counted = Counter(name for field in TABLES[key].fields for name in names_of(field))
    assert [name for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(("owner", "field"), EVERY)
def test_field_is_well_formed(owner: Table, field: Field) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", field.key)
    assert field.section or owner.key in HIDDEN
    assert re.search(r"[\u4e00-\u9fff]", field.label), "a label is Chinese"
    assert field.label == field.label.strip()
    assert field.max_length >= 0
    assert resolve_field(owner, field.key) is field
    assert resolve_field(owner, field.label) is field


@pytest.mark.parametrize(("owner", "field"), EVERY)
def test_code_kinds_have_a_code_list_and_only_they(owner: Table, field: Field) -> None:
    assert bool(field.codes) == (field.kind in LISTED), owner.key
    if field.codes:
        assert len(code_list(field.codes).codes) >= 2


@pytest.mark.parametrize(("owner", "field"), EVERY)
def test_help_is_a_clean_chinese_sentence(owner: Table, field: Field) -> None:
    if field.help:
        assert field.help.endswith("。"), owner.key
        assert "  " not in field.help
        assert not re.search(r"[\u4e00-\u9fff][,;:?]", field.help), "full-width punctuation"


@pytest.mark.parametrize(("owner", "field"), EVERY)
def test_keys_tell_dates_from_other_fields(owner: Table, field: Field) -> None:
    old_names = {"birth_date", "last_attended", "postponed_to"}
    if field.kind is Kind.DATE:
        assert field.key.endswith("_on") or field.key in old_names, owner.key
    assert (field.kind is Kind.MONTH) == field.key.endswith("_ym")


def test_no_system_column_is_a_field() -> None:
    system = {"id", "student_id", "created_at", "updated_at", "record_version", "updated_by"}
    assert not [f.key for t in TABLES.values() for f in t.fields if f.key in system]
    assert "status" not in {field.key for field in STUDENT.fields}


def test_only_the_name_is_needed_to_keep_a_child() -> None:
    assert [
        f"{t.key}.{f.key}" for t in TABLES.values() for f in t.fields if f.need is Need.SAVE
    ] == ["student.name"]


@pytest.mark.parametrize("key", TABLES)
def test_sort_and_title_name_fields_of_the_table(key: str) -> None:
    owner = table(key)
    assert owner.title
    for name in (*owner.title, *filter(None, [owner.sort_by])):
        assert owner.field(name)


def test_form_order_and_parents() -> None:
    known = (
        *("student", "family_member", "concern", "dropout", "contact", "responsibility"),
        *("relocation", "placement", "school", "school_class"),
    )
    assert tuple(key for key in TABLES if key in known) == known
    assert all(t.of_student for t in CHILD_TABLES)
    assert not any(table(key).of_student for key in ("student", "school", "school_class"))
    assert STUDENT.sections == (
        *("档案", "基本", "学籍", "联系与住址", "家庭", "特殊身份", "上下学与生活", "七长"),
    )


def test_every_national_heading_finds_its_field() -> None:
    of_student, of_member = NATIONAL_STUDENT.split(), NATIONAL_MEMBER.split()
    assert len(of_student) + 2 * len(of_member) == 70
    student = {resolve_field(STUDENT, label).key for label in of_student}
    member = {resolve_field(TABLES["family_member"], label).key for label in of_member}
    assert len(student) == len(of_student)
    assert len(member) == len(of_member)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("身份证号码", "id_no"),
        ("公民身份号码", "id_no"),
        ("儿童姓名", "name"),
        ("出生年月", "birth_date"),
        ("家长姓名", "guardian_name"),
        ("家长电话", "guardian_phone"),
        ("家庭住址", "address"),
        ("家庭地址", "home_address"),
        ("村名", "village_name"),
        ("组", "hamlet"),
        ("户主", "head_name"),
        ("与户主关系", "head_relation"),
        (" 联 系 电 话 ", "phone"),
        ("上下学距离（公里）", "distance_km"),
        ("国籍／地区", "nationality"),
        ("学籍号", "register_no"),
        ("school_name", "school"),
    ],
)
def test_usual_headings_of_workbooks_are_known(heading: str, key: str) -> None:
    assert resolve_field(STUDENT, heading).key == key


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("contact", "date", "contacted_on"),
        ("contact", "promise_date", "promised_on"),
        ("responsibility", "from", "from_on"),
        ("responsibility", "to", "to_on"),
        ("concern", "since", "since_on"),
        ("concern", "until", "until_on"),
        ("family_member", "m_relation_note", "relation_note"),
        ("student", "guardian_id", "guardian_id_no"),
        ("student", "school_id", "school"),
    ],
)
def test_names_of_the_field_list_still_work_in_the_shell(key: str, old: str, new: str) -> None:
    assert resolve_field(table(key), old).key == new


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        resolve_field(STUDENT, "不存在的栏目")
    with pytest.raises(KeyError):
        resolve_table("不存在的表")
    with pytest.raises(KeyError):
        table("nothing")


@pytest.mark.parametrize("name", ["rule_change", "打印表的改动"])
def test_what_only_its_action_may_write_is_not_typed_in_the_shell(name: str) -> None:
    with pytest.raises(KeyError):
        resolve_table(name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("contact", "contact"),
        ("联系记录", "contact"),
        ("劝返", "contact"),
        ("复学安置", "placement"),
    ],
)
def test_tables_are_found_by_key_label_and_usual_name(name: str, key: str) -> None:
    assert resolve_table(name).key == key


def test_restricted_labels_are_sensitive() -> None:
    sensitive = {field.key for field in STUDENT.fields if field.sensitive}
    assert {"case_involved", "psychological", "illness_note", "family_structure"} <= sensitive
    assert not sensitive & {"name", "grade", "guardian_phone", "econ_category"}

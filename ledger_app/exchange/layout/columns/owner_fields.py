"""The field that keeps what a column says of a person: 班主任 and 电话, 父亲 and 工作单位."""

from __future__ import annotations

import re

from ledger_app.catalogue import STUDENT, resolve_field
from ledger_app.catalogue.model import Field
from ledger_app.exchange.layout.columns import persons
from ledger_app.exchange.layout.columns.meanings import (
    MEMBER,
    RESPONSIBILITY,
    UNKNOWN,
    Meaning,
    Use,
    student_field,
)
from ledger_app.exchange.layout.columns.persons import Owner

_BRACKETS = re.compile(r"\([^()]*\)")
# 家长姓名及联系电话: the name, out of whose cells people_columns takes the telephone.
_NAME_AND_PHONE = re.compile(
    "(?:(?:姓名|名字)(?:及其?|和|与|,|/|[+])?|及其?|和|与|,|[+])(?:联系)?"
    "(?:电话|手机|手机号|方式|号码|电话号码|手机号码|联系方式)"
)
_TAKEN_APART = (persons.GUARDIAN, persons.MEMBER_OF_FAMILY)
NAMES = frozenset({"", "姓名", "名字", "名"})
_PREFIXES = {
    persons.GUARDIAN: "guardian",
    persons.CARER: "carer",
    persons.TEACHER: "teacher",
    persons.RESPONSIBLE: "helper",
    persons.HOUSEHOLDER: "head",
}
_OWN_KEYS = {
    "guardian_relation": "relation",
    "phone2": "phone",
    "hukou_address": "address",
    "home_address": "address",
}
_IN_OFFICE = {
    **dict.fromkeys(("单位", "工作单位", "所在单位", "单位名称", "所在部门", "部门"), "unit"),
    **dict.fromkeys(("职务", "职务名称", "单位及职务", "单位职务", "职称", "职位"), "role"),
}
_CALLED = {"称谓": "关系", "与本人关系": "关系", "与孩子关系": "关系", "称呼": "关系"}
_CALLED |= dict.fromkeys(("外出务工地点", "务工地", "打工地点", "务工地址"), "务工地点")
_CALLED |= dict.fromkeys(("务工单位", "单位", "所在单位", "单位名称"), "工作单位")


def field_of(owner: Owner) -> Meaning:
    """Return the column that keeps `owner.what` of that person; unknown where nothing does."""
    what = owner.what.strip("-_:()·/")
    what = what if what not in NAMES else ""
    if owner.kind in _TAKEN_APART and _NAME_AND_PHONE.fullmatch(owner.what.strip("-_:()·")):
        what = ""
    first, slash, second = what.partition("/")
    if first and slash and second:  # 电话/手机 of one person
        both = {field_of(owner._replace(what=half)) for half in (first, second)}
        return both.pop() if len(both) == 1 else UNKNOWN
    if owner.kind == persons.MEMBER_OF_FAMILY:
        field = member_field(what)
        return Meaning(Use.MEMBER, field, owner.member) if field else UNKNOWN
    if owner.kind not in _PREFIXES:
        return UNKNOWN
    prefix = _PREFIXES[owner.kind]
    key = "name" if not what else _own_key(what)
    table, use = (
        (RESPONSIBILITY, Use.RESPONSIBLE)
        if owner.kind == persons.RESPONSIBLE
        else (STUDENT, Use.STUDENT)
    )
    if owner.kind == persons.TEACHER and key == "name":
        return Meaning(use, table.field("home_teacher"))
    if owner.kind == persons.HOUSEHOLDER and key not in ("name", "relation"):
        return UNKNOWN
    number = owner.member if use is Use.RESPONSIBLE else ""
    try:
        return Meaning(use, table.field(f"{prefix}_{key}"), number)
    except KeyError:
        return UNKNOWN


def _own_key(what: str) -> str:
    """Return how the key of a person's field ends: phone, id_no, relation, unit."""
    if what in _IN_OFFICE:
        return _IN_OFFICE[what]
    field = student_field(_BRACKETS.sub("", what))
    key = field.key if field else "?"
    return _OWN_KEYS.get(key, key)


def member_field(what: str) -> Field | None:
    """Return a family member's field by the rest of its heading; nothing left means the name."""
    what = what.strip("-_:()·") or "姓名"
    what = _CALLED.get(what, "姓名" if what in NAMES else what)
    try:
        return resolve_field(MEMBER, what)
    except KeyError:
        key = _own_key(what)
    try:
        return MEMBER.field(key)  # 手机号码, 现居住地 …
    except KeyError:
        return None

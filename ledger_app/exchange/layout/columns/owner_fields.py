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
# 家长（关系）, 监护人姓名、关系、电话: a name and who it is in one cell, which is taken apart, too.
# A cell that only says 父亲 is understood under a name as well.
_AND_RELATION = re.compile(
    "(?:姓名|名字)?(?:(?:及其?|和|与|,|/|[+(])(?:与(?:学生|孩子|儿童|本人|该生))?之?(?:关系|称谓|称呼)[)]?)"
    "(?:(?:及|和|与|,|/|[+])(?:联系)?(?:电话|手机|手机号|号码|电话号码|手机号码|联系方式|方式))?"
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
_WHERE_AT_WORK = (
    *("外出务工地点", "务工地", "打工地点", "打工地", "务工地址", "外出务工地", "外出地点"),
    *(
        "外出地",
        "务工所在地",
        "务工去向",
        "外出去向",
        "外出务工去向",
        "在哪打工",
        "在哪里打工",
        "在哪务工",
    ),
    *("在哪里务工", "打工在哪", "打工在哪里", "务工在哪里", "在何处务工", "何处务工", "在哪上班"),
    *("在哪里上班", "在哪工作", "在哪里工作"),
)
_CALLED |= dict.fromkeys(_WHERE_AT_WORK, "务工地点")
_CALLED |= dict.fromkeys(("务工单位", "单位", "所在单位", "单位名称"), "工作单位")


def field_of(owner: Owner) -> Meaning:
    """Return the column that keeps `owner.what` of that person; unknown where nothing does."""
    what = owner.what.strip("-_:()·/")
    what = what if what not in NAMES else ""
    if owner.kind in _TAKEN_APART and is_name_and_more(owner.what):
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


def is_name_and_more(what: str) -> bool:
    """Tell whether a heading asks for a name and for more of that person in the same cell."""
    return bool(_NAME_AND_PHONE.fullmatch(what.strip("-_:()·")) or _AND_RELATION.fullmatch(what))


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

"""A national roster of invented children: 70 columns, a few faults and repeated rows among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.values import display
from ledger_app.exchange.layout.heading_words import meaning_of
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places, student_lookup

SHEET = "学生基础信息"
_SCHOOL_CODE = "学校标识码"
_STUDENT = (
    "姓名", "性别", "出生日期", "身份证件类型", "身份证件号", "出生地行政区划代码", "民族",
    "国籍/地区", "港澳台侨外", "户口性质", "户口所在地行政区划", "现住址",
    "是否独生子女", "是否留守儿童",
    "是否进城务工人员随迁子女", "是否孤儿", "籍贯", "健康状况", "政治面貌", "年级", "班级号",
    "入学年月", "入学方式", "就读方式", "通信地址", "家庭地址", "联系电话",
    "邮政编码", "是否受过学前教育",
    "残疾人类型", "是否由政府购买学位", "是否需要申请资助", "是否享受一补", "是否烈士或优抚子女",
    "上下学距离", "上下学交通方式", "是否乘坐校车", "曾用名", "身份证件有效期", "特长", "学籍辅号",
    "班内学号", "学生来源", "电子信箱", "主页地址",
)  # fmt: skip
_MEMBER = (
    "姓名", "关系", "关系说明", "现住址", "户口所在地行政区划", "联系电话", "是否监护人",
    "身份证件类型", "身份证件号", "民族", "工作单位", "职务",
)  # fmt: skip
HEADINGS = (
    _SCHOOL_CODE, *_STUDENT, *(f"成员{number}{what}" for number in (1, 2) for what in _MEMBER)
)  # fmt: skip
_EVERYWHERE = {
    "native_place": "贵州", "political": "13", "postcode": "550200", "preschool": "1",
    "gov_bought_seat": "0", "need_aid": "0", "gets_subsidy": "0", "martyr_child": "0",
    "rides_bus": "0", "birthplace_code": "529901000000", "student_source": "1",
}  # fmt: skip
FAULTY, REPEATED = 97, 613  # every so many rows


def write(ledger: Ledger, path: Path) -> int:
    """Write the roster of all children of a ledger; return its rows."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(SHEET)
    sheet.append(HEADINGS)
    rows = _rows(ledger)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return len(rows)


def _rows(ledger: Ledger) -> list[list[str | None]]:
    codes = {row["id"]: row["code"] for row in places.schools(ledger)}
    ids = [row["id"] for row in student_lookup.everyone(ledger, ())]
    members = student_lookup.families(ledger, ids)
    own = [_field(heading) for heading in _STUDENT]
    kin = [TABLES["family_member"].field(_field(f"成员1{what}").key) for what in _MEMBER]
    rows: list[list[str | None]] = []
    for number, student in enumerate(student_lookup.students(ledger, ids), 1):
        row: list[str | None] = [
            codes[student["school"]],
            *_texts(own, {**_EVERYWHERE, **_filled(student)}),
        ]
        for member in (*members.get(student["id"], ()), {}, {})[:2]:
            row += _texts(kin, member)
        rows.append(rows[-1] if number % REPEATED == 0 else _spoilt(row, number))
    return rows


def _field(heading: str) -> Field:
    field = meaning_of(heading).field
    assert field is not None, heading
    return field


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}


def _texts(fields: list[Field], row: Row) -> list[str | None]:
    return [_text(field, row.get(field.key)) for field in fields]


def _text(field: Field, value: object) -> str | None:
    text = display(field, value)
    return text.replace("-", "") if field.kind in (Kind.DATE, Kind.MONTH) else text or None


def _spoilt(row: list[str | None], number: int) -> list[str | None]:
    """Give some rows a wrong check digit or an impossible telephone number."""
    if number % FAULTY == 0:
        at = HEADINGS.index("身份证件号" if number % 2 else "联系电话")
        text = row[at] or "1"
        row[at] = text[:-1] + ("0" if text[-1] != "0" else "1") + ("" if number % 2 else "9")
    return row

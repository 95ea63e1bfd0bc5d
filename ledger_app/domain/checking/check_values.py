"""Check one stored value by the kind of its field, and what must be there at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.model import Field, Kind, Need, Table
from ledger_app.domain import phones
from ledger_app.domain.checking.problem import Problem, Severity, error, warning
from ledger_app.domain.identity import id_problem, is_other_paper
from ledger_app.domain.names import name_problem

# Takes a stored value and today as YYYY-MM-DD, returns what is wrong in a sentence, or "".
ValueCheck = Callable[[str, str], str]

DEFAULT_LENGTH = 500
DOUBTFUL = frozenset({Kind.PHONE, Kind.NAME})

_REGION = re.compile(r"[0-9]{12}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_POSTCODE = re.compile(r"[0-9]{6}")
_PINYIN = re.compile(r"[A-Za-zÜü' ]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SCHOOL_CODE = re.compile(r"[0-9]{10}")
_VALID_TO = re.compile(r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}-(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}|长期)")


class Checked(NamedTuple):
    """The compiled check of one field: `length` 0 means that the value is a number."""

    key: str
    label: str
    length: int
    check: ValueCheck | None
    severity: Severity


def compile_values(table: Table) -> tuple[Checked, ...]:
    """Return one compiled check per field of `table`."""
    return tuple(
        Checked(
            field.key,
            field.label,
            0 if field.kind in (Kind.INTEGER, Kind.DECIMAL) else field.max_length or DEFAULT_LENGTH,
            _check_of(table, field),
            _severity_of(table, field),
        )
        for field in table.fields
    )


# What a school or a class has for all its children: see telling/taken_over.
_OF_SCHOOL = "在“设置 › 学校和班级”给学校填一次，全校都有。"
_OF_CLASS = "在“设置 › 学校和班级”给班级填一次，全班都有。"
_ONCE = {
    "township_name": _OF_SCHOOL,
    "township_code": _OF_SCHOOL,
    "home_teacher": _OF_CLASS,
    "teacher_phone": _OF_CLASS,
}


def compile_needs(table: Table) -> tuple[tuple[str, Problem], ...]:
    """Return (key, problem to report when it is empty) for all fields that are needed."""
    needed = (Need.SAVE, Need.FILE, Need.PRINT)
    once = _ONCE if table.key == "student" else {}
    return tuple(
        (field.key, missing(field, once.get(field.key, "")))
        for field in table.fields
        if field.need in needed
    )


def missing(field: Field, way: str = "") -> Problem:
    """Return the problem that a field is empty, and by which `way` many are filled at once."""
    listed = field.kind in (Kind.CODE, Kind.CODES, Kind.YES_NO, Kind.SCHOOL)
    text = f"还没{'选' if listed else '填'}“{field.label}”"
    if field.need is Need.PRINT:
        return warning(field.key, f"{text}，打印或上报前要补上。{way}")
    return error(field.key, f"{text}。{way}")


def _severity_of(table: Table, field: Field) -> Severity:
    shaped = (table.key, field.key) in _SHAPES and (table.key, field.key) != ("school", "code")
    return Severity.WARNING if shaped or field.kind in DOUBTFUL else Severity.ERROR


def _check_of(table: Table, field: Field) -> ValueCheck | None:
    shape = _SHAPES.get((table.key, field.key))
    if shape:
        return partial(_shape_problem, *shape)
    if field.kind in (Kind.CODE, Kind.YES_NO):
        return partial(_code_problem, field.label, _values(field))
    if field.kind is Kind.CODES:
        return partial(_codes_problem, field.label, _values(field))
    if field.kind is Kind.DATE:
        return partial(_date_problem, field.label, field.key in table.planned)
    if field.kind is Kind.ID_NUMBER:
        # Whether the pupil's own number is a resident's depends on another field: check_student.
        return None if field.key == "id_no" else _paper_problem
    return _BY_KIND.get(field.kind)


def _values(field: Field) -> frozenset[str]:
    return frozenset(code.value for code in code_list(field.codes).codes)


def _shape_problem(pattern: re.Pattern[str], text: str, value: str, today: str) -> str:
    return "" if pattern.fullmatch(value) else text


def _code_problem(label: str, values: frozenset[str], value: str, today: str) -> str:
    return "" if value in values else f"“{label}”的“{value}”不在代码表里，请重新选择。"


def _codes_problem(label: str, values: frozenset[str], value: str, today: str) -> str:
    if value in values:
        return ""
    unknown = [part for part in value.split(",") if part not in values]
    return f"“{label}”的“{'、'.join(unknown)}”不在代码表里，请重新选择。" if unknown else ""


def _date_problem(label: str, may_lie_ahead: bool, value: str, today: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"“{label}”不是有效的日期，请写成 2026-11-18 这样。"
    if not _DATE.fullmatch(value):
        return f"“{label}”不是有效的日期，请写成 2026-11-18 这样。"
    if value > today and not may_lie_ahead:
        return f"“{label}”是 {value}，晚于今天，请核对。"
    return ""


def _month_problem(value: str, today: str) -> str:
    return "" if _MONTH.fullmatch(value) else "年月不对，请写成 2026-09 这样。"


def _time_problem(value: str, today: str) -> str:
    return "" if _TIME.fullmatch(value) else "时间不对，请写成 15:30 这样。"


def _phone_problem(value: str, today: str) -> str:
    told = "不像电话号码：手机号应为 11 位，座机写成 区号-号码，请核对。"
    return "" if phones.looks_right(value) else told


def _region_problem(value: str, today: str) -> str:
    return "" if _REGION.fullmatch(value) else "行政区划代码应为 12 位数字，请核对。"


def _paper_problem(value: str, today: str) -> str:
    return "" if is_other_paper(value) else id_problem(value)


@lru_cache(maxsize=8192)  # the same teachers and heads stand in hundreds of files
def _name_problem_of(name: str) -> str:
    return name_problem(name)


def _name_problem(value: str, today: str) -> str:
    return _name_problem_of(value)


_BY_KIND: dict[Kind, ValueCheck] = {
    Kind.MONTH: _month_problem,
    Kind.TIME: _time_problem,
    Kind.PHONE: _phone_problem,
    Kind.REGION: _region_problem,
    Kind.NAME: _name_problem,
}
_SHAPES: dict[tuple[str, str], tuple[re.Pattern[str], str]] = {
    ("student", "postcode"): (_POSTCODE, "邮政编码应为 6 位数字，请核对。"),
    ("student", "pinyin"): (_PINYIN, "姓名拼音只能用字母和空格，请核对。"),
    ("student", "email"): (_EMAIL, "电子信箱的写法不对，应像 name@example.com。"),
    ("student", "id_valid_to"): (
        _VALID_TO,
        "身份证件有效期应写成 2010.06.01-2020.06.01，长期有效的把后面写成“长期”。",
    ),
    ("school", "code"): (_SCHOOL_CODE, "学校标识码应为 10 位数字，请核对。"),
}

"""Facts for and against in words, as they stand beside two children: 村 清泉村 / 联合村."""

from __future__ import annotations

from collections.abc import Callable

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.same_child.facts import Fact, Weighed
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.telling.class_words import grade_and_class, grade_name

_LABELS = {
    Fact.NUMBER: "证件号",
    Fact.REGISTER: "学籍号",
    Fact.BIRTH: "出生日期",
    Fact.SEX: "性别",
    Fact.SCHOOL: "学校",
    Fact.GRADE: "年级",
    Fact.CLASS: "班级",
    Fact.SEAT: "班内学号",
    Fact.PERSON: "监护人或父母",
    Fact.SECOND_PERSON: "父母两人",
    Fact.HEAD: "户主",
    Fact.HOUSEHOLD: "户编号",
    Fact.PHONE: "电话",
    Fact.HOME: "村或住址",
    Fact.ROLL: "全班（全村）名单",
}
_WITHOUT_VALUE = (Fact.SECOND_PERSON, Fact.ROLL)
_Schools = Callable[[str], str]  # the name of what a side has for `school`


def label_of(fact: Fact) -> str:
    """Return what a fact is called."""
    return _LABELS[fact]


def in_words(
    weighed: Weighed, first: Side, second: Side, schools: _Schools = str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what agrees and what differs; `schools` names what a side has for `school`.

    ("出生日期 2016-01-01", "监护人或父母 王建国") and ("村或住址 清泉村 / 联合村",).
    """
    return (
        tuple(_agreeing(fact, first, second, schools) for fact in weighed.agreeing),
        tuple(_differing(fact, first, second, schools) for fact in weighed.differing),
    )


def _agreeing(fact: Fact, first: Side, second: Side, schools: _Schools) -> str:
    if fact in _WITHOUT_VALUE:
        return label_of(fact)
    if fact is Fact.PERSON:
        shared = first.people.keys() & second.people.keys()
        return f"{label_of(fact)} {'、'.join(_spelled(first, shared))}"
    if fact is Fact.PHONE:
        return f"{label_of(fact)} {'、'.join(sorted(first.phones & second.phones))}"
    # The head of one side's household may be the guardian of the other.
    told = second if fact is Fact.HEAD and not first.head else first
    return f"{label_of(fact)} {_value(fact, told, schools)}"


def _differing(fact: Fact, first: Side, second: Side, schools: _Schools) -> str:
    return f"{label_of(fact)} {_value(fact, first, schools)} / {_value(fact, second, schools)}"


def _value(fact: Fact, side: Side, schools: _Schools) -> str:
    return _VALUES[fact](side) if fact in _VALUES else _school(side, schools)


def _school(side: Side, schools: _Schools) -> str:
    return schools(side.text("school"))


def _spelled(side: Side, keys: set[str]) -> list[str]:
    return sorted(keys & side.people.keys())


def _sex(side: Side) -> str:
    return code_list(STUDENT.field("sex").codes).name_of(side.text("sex"))


_VALUES: dict[Fact, Callable[[Side], str]] = {
    Fact.NUMBER: lambda side: side.text("id_no"),
    Fact.REGISTER: lambda side: side.text("register_no"),
    Fact.BIRTH: lambda side: side.text("birth_date"),
    Fact.SEX: _sex,
    Fact.GRADE: lambda side: grade_name(side.values),
    Fact.CLASS: lambda side: grade_and_class(side.values),
    Fact.PERSON: lambda side: "、".join(side.people),
    Fact.SEAT: lambda side: side.text("class_seat_no"),
    Fact.HEAD: lambda side: side.text("head_name"),
    Fact.HOUSEHOLD: lambda side: side.text("household_no"),
    Fact.PHONE: lambda side: "、".join(sorted(side.phones)),
    Fact.HOME: lambda side: side.text("village_name") or side.text("address"),
}

"""What a child's age says against what is written: not entered, too young to have left, 16."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import (
    CloseReason,
    Grade,
    Presence,
    RegisterStatus,
    StatusCode,
)
from ledger_app.domain.dates import age_on, as_day, expected_grade, school_year
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.reminding.child_today import OPENED_READS, ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.reminding.triggers.trigger import Trigger
from ledger_app.domain.standing.lasting_states.lasting_state import AWAY, ON_LEAVE
from ledger_app.domain.standing.status import GONE, STATUS_READS
from ledger_app.domain.student_file import StudentFile

FIRST_GRADE, LAST_GRADE = 1, 9
GONE_ELSEWHERE = GONE - {StatusCode.GRADUATED}
# Statuses of a child that sits in no class: what to do at sixteen is to be decided.
PUT_OFF = ON_LEAVE | AWAY | {StatusCode.HOME_TAUGHT}
IN_CLASS = frozenset({StatusCode.AT_SCHOOL, StatusCode.RETURNED, StatusCode.FOLLOWED_UP})


def not_entered(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children of school age whom the file still calls 学前.

    Due so many days after 1 September of the year to enter (义务教育法 §11). Answered by the grade,
    or by a state with a review of its own.
    """
    birth = as_day(child.file.student.get("birth_date"))
    if birth is None or child.status in PUT_OFF or child.is_gone:
        return
    grade = expected_grade(birth, child.today.date)
    if not FIRST_GRADE <= grade <= LAST_GRADE:
        return
    day = date(school_year(child.today.date) - grade + 1, 9, 1).isoformat()
    if child.is_near(rule.key, due_on := child.rule_day(rule, day)):
        age, should = age_on(birth, child.today.date), code_list("grade").name_of(str(grade))
        yield Due(due_on, day, f"{age} 岁，按年龄应在{should}，年级还是学前，没有入学")


def early_graduate(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children who are said to have graduated and are too young for it.

    Answered by a 学籍异动 of graduation or a closing, each with its paper.
    """
    student = child.file.student
    birth = as_day(student.get("birth_date"))
    if birth is None or child.status in GONE_ELSEWHERE or _has_certificate(child):
        return
    grade = expected_grade(birth, child.today.date)
    if grade > LAST_GRADE:
        return
    day = student.get("marked_on") or child.opened_on
    due_on = child.rule_day(rule, day) or child.today.text
    if child.is_near(rule.key, due_on):
        age, should = age_on(birth, child.today.date), code_list("grade").name_of(str(grade))
        yield Due(due_on, day, f"{age} 岁，按年龄应在{should}，却记为已毕业，没有毕业证明")


def age_out(child: ChildToday, rule: Rule) -> Iterator[Due]:
    """Yield children in no class who come of age: to be closed with a paper, or taught still.

    At the end of school age (16, settable) and again a year later. Answered by the closing, or
    by the return.
    """
    birth = as_day(child.file.student.get("birth_date"))
    if birth is None or child.status in IN_CLASS or child.is_gone:
        return
    age = child.today.calendar.leaving_age
    age += _birthday(birth, age + 1) <= child.today.text
    day = _birthday(birth, age)
    if child.is_near(rule.key, due_on := child.rule_day(rule, day)):
        yield Due(due_on, day, f"{day} 满 {age} 周岁，还没有复学或销号")


def _birthday(birth: date, age: int) -> str:
    year = birth.year + age
    leap = (birth.month, birth.day) == (2, 29) and year % 4
    return (date(year, 3, 1) if leap else birth.replace(year=year)).isoformat()


def _has_certificate(child: ChildToday) -> bool:
    for table, key, code, day, paper in _CERTIFIED:
        for row in child.file.of(table):
            proof = (row.get(paper) or "").strip()
            if all((row.get(key) == code, child.has_passed(row, day), proof)):
                return True
    return False


def _is_preschool(file: StudentFile) -> bool:
    return file.student.get("grade") == Grade.PRESCHOOL


def _is_graduated(file: StudentFile) -> bool:
    student = file.student
    return (
        student.get("grade") == Grade.GRADUATED
        or student.get("register_status") == RegisterStatus.GRADUATED
    )


def _may_be_in_no_class(file: StudentFile) -> bool:
    records = file.records
    # One by one: this is asked of every child of a township.
    return file.student.get("in_school_status") in _NOT_THERE or bool(
        records.get("dropout")
        or records.get("placement")
        or records.get("leave")
        or records.get("elsewhere")
        or records.get("home_teaching")
    )


# Table, field and code that say so, the day and the paper of it.
_CERTIFIED = (
    ("register_change", "kind", RegisterChange.GRADUATED, "changed_on", "paper_no"),
    ("placement", "close_reason", CloseReason.GRADUATED, "closed_on", "close_evidence"),
)
_NOT_THERE = frozenset({Presence.NOT_AT_SCHOOL, Presence.NEVER_ENROLLED})
_BIRTH: Reads = {"student": ("birth_date",)}
_READS = together(STATUS_READS, _BIRTH, {"student": ("grade",)})
TRIGGERS = {
    "not_entered": Trigger(_is_preschool, not_entered, _READS),
    "early_graduate": Trigger(
        _is_graduated,
        early_graduate,
        together(
            _READS,
            OPENED_READS,
            {
                "student": ("marked_on",),
                "register_change": ("kind", "changed_on", "paper_no"),
                "placement": ("close_evidence", "close_reason", "closed_on"),
            },
        ),
    ),
    "age_out": Trigger(
        _may_be_in_no_class,
        age_out,
        together(
            STATUS_READS,
            _BIRTH,
            {"leave": ("kind",), "elsewhere": ("kind",), "home_teaching": ("taught_on",)},
        ),
    ),
}

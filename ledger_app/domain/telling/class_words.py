"""Grade and class of a child in words."""

from __future__ import annotations

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.student_file import Row


def grade_name(student: Row) -> str:
    """Return the grade in words, "" if it is not known."""
    return code_list("grade").name_of(student.get("grade") or "")


def class_name(student: Row) -> str:
    """Return the class without the grade: 1 and 1班 are both 1班."""
    text = str(student.get("class_no") or "").strip()
    text = text.removeprefix(grade_name(student)) or text
    return f"{text}班" if text.isdigit() else text


def grade_and_class(student: Row) -> str:
    """Return grade and class together: 三年级1班."""
    return grade_name(student) + class_name(student)


def short_class(student: Row) -> str:
    """Return 三(2) for grade 3, class 2."""
    grade = grade_name(student).removesuffix("年级")
    number = (student.get("class_no") or "").removesuffix("班")
    return f"{grade}({number})" if number else grade

"""Who a child is in one line, so that nobody takes it for another of that name."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.class_words import grade_and_class

LAST = 4  # characters of a number: enough to tell two children apart, too few to be one's number
NUMBERS = (("id_no", "证件号末四位"), ("register_no", "学籍号末四位"))
MOST_CALLED = 6


def called(student: Row) -> str:
    """Return name, class, and the last four of the number: 王𬱖（三年级2班，证件号末四位 0112）."""
    about = [grade_and_class(student) or "没有班级"]
    found = [(label, student.get(key)) for key, label in NUMBERS if student.get(key)]
    about.append(f"{found[0][0]} {str(found[0][1])[-LAST:]}" if found else "没有证件号")
    return f"{student.get('name') or ''}（{'，'.join(about)}）"


def called_all(students: Sequence[Row]) -> str:
    """Return the first of several children in this way, and how many there are."""
    text = "、".join(called(each) for each in students[:MOST_CALLED])
    more = len(students) > MOST_CALLED
    return f"{text}等 {len(students)} 人" if more else text

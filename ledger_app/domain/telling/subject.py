"""What a paper is of: the unit as a whole, some children, one record, a class, a school."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Of(StrEnum):
    UNIT = "unit"
    STUDENTS = "students"
    RECORD = "record"
    CLASS = "class"
    SCHOOL = "school"


@dataclass(frozen=True)
class Subject:
    """What a paper is of; made by the functions below.

    `names` are the ids of the children; table and id of a record; id of a school, grade and class
    number of a class; the id of a school.
    """

    of: Of
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the subject as one text, the same for ever: editions keep it. "" is the unit."""
        if self.of is Of.UNIT:
            return ""
        between = "," if self.of is Of.STUDENTS else "/"
        return f"{self.of}:{between.join(self.names)}"


UNIT = Subject(Of.UNIT)


def students(*ids: str) -> Subject:
    """Return children by their ids, in this order; the unit if there are none."""
    return Subject(Of.STUDENTS, ids) if ids else UNIT


def one_record(table: str, record_id: str) -> Subject:
    return Subject(Of.RECORD, (table, record_id))


def one_class(school: str, grade: str, class_no: str) -> Subject:
    """Return a class by the id of its school, its grade (a code) and its number as it is kept."""
    return Subject(Of.CLASS, (school, grade, class_no))


def one_school(school: str) -> Subject:
    return Subject(Of.SCHOOL, (school,))


def subject_of(key: str | None) -> Subject:
    """Return the subject with this key; raise ValueError if there is none."""
    if not key:
        return UNIT
    sort, _, names = key.partition(":")
    of = Of(sort)
    if of is Of.STUDENTS:
        return students(*names.split(","))
    # The number of a class is the last name, and may hold anything.
    return Subject(of, tuple(names.split("/", {Of.RECORD: 1, Of.CLASS: 2}.get(of, 0))))

"""What a workbook says of whole classes: who is on it, who is not, what it says of a child's place.

Plain values; roster_reading.py makes them of a plan, marks.py what is marked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ledger_app.domain.student_file import Row


class ClassPlace(NamedTuple):
    """A class: id of the school, grade, number of the class ("" where the grade has but one)."""

    school: str
    grade: str
    class_no: str


class MissingChild(NamedTuple):
    """A child of the ledger that a list of its class leaves out, with its place in the ledger."""

    id: str
    name: str
    place: ClassPlace


class MarkedChild(NamedTuple):
    """A child that a list marks as not being at school, where the ledger says something else.

    `marks` has the marks by key, `remark` what the list's remark says instead, "" otherwise;
    `ledger` what the ledger says of the same keys.
    """

    id: str
    name: str
    place: ClassPlace
    marks: Mapping[str, str]
    remark: str
    ledger: Mapping[str, str]


class MovedChild(NamedTuple):
    """A child whose school is closed or closing, on a list of another school."""

    id: str
    name: str
    was: ClassPlace
    now: ClassPlace


class PartialClass(NamedTuple):
    """A class of which a list leaves out most: asked before a line is made for each child."""

    place: ClassPlace
    listed_count: int
    missing: tuple[MissingChild, ...]


@dataclass(frozen=True)
class ListsBefore:
    """What the lists of names loaded before say: since `term_began` (ISO day).

    `scope` has the classes of the same file where it was loaded in this term, None if it was not.
    `unlisted` are the records of children that such a list left out, or marked, in this term or
    without an answer.
    """

    term_began: str = ""
    list_id: str = ""  # of the record of the same file
    scope: Collection[ClassPlace] | None = None
    unlisted: Sequence[Row] = ()


@dataclass(frozen=True)
class Roster:
    """What a workbook says of whole classes. Empty where it is no roster: `why_not` says why.

    `rows` are the places in the plan of the children listed and not marked; `scope` the classes
    it lists in full; `known_id` is the record of this very file where it was loaded in this term.
    """

    rows: Sequence[int] = ()
    scope: tuple[ClassPlace, ...] = ()
    missing: tuple[MissingChild, ...] = ()
    partial: tuple[PartialClass, ...] = ()
    marked: tuple[MarkedChild, ...] = ()
    moved: tuple[MovedChild, ...] = ()
    found_again: tuple[str, ...] = ()  # ids of records of children that an older list left out
    why_not: str = ""
    known_id: str = ""
    not_asked: Collection[str] = field(default_factory=frozenset)  # an older list asks already

    @property
    def is_new(self) -> bool:
        """Tell whether it is a roster that was not loaded in this term."""
        return bool(self.rows or self.missing) and not self.known_id

    @property
    def asked(self) -> tuple[MissingChild, ...]:
        """Return the missing children that nobody is asked about yet."""
        return tuple(each for each in self.missing if each.id not in self.not_asked)

    @property
    def writes(self) -> bool:
        """Tell whether something is to be kept of it."""
        return self.is_new or bool(self.asked or self.marked or self.found_again)

    @property
    def is_widened(self) -> bool:
        """Tell whether the same file was loaded before, and asks of more classes now."""
        return bool(self.known_id and self.asked)


def record_values(child: MissingChild | MarkedChild, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of table `unlisted` that a child's place and marks give."""
    values: dict[str, Any] = {
        "school_name": names.get(child.place.school) or None,
        "grade": child.place.grade or None,
        "class_no": child.place.class_no or None,
    }
    if isinstance(child, MarkedChild):
        values |= {f"listed_{key}": value for key, value in child.marks.items()}
        values["listed_remark"] = child.remark or None
    return values

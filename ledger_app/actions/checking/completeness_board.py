"""完整度: the children of one class by the parts of their files, the least complete first; and the
classes of a school, the one to be chased first.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.attendance.roll_call import classes_of
from ledger_app.domain.checking.completeness import PARTS, Part, label_of, parts_of
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup
from ledger_app.store.lists.places import Place, school_names
from ledger_app.store.lists.student_files import load_files

__all__ = ["label_of"]


@dataclass(frozen=True, slots=True)
class ClassThere:
    """A class with its name and how many children it has."""

    place: Place
    name: str
    count: int

    @property
    def in_school(self) -> str:
        """Return what the class is called in its school."""
        return _called(self.place)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One child and its parts, by key."""

    student: str
    name: str
    parts: dict[str, Part]

    @property
    def filled(self) -> int:
        """Return how many needed fields are filled."""
        return sum(each.filled for each in self.parts.values())

    @property
    def needed(self) -> int:
        """Return how many fields are needed."""
        return sum(each.needed for each in self.parts.values())


@dataclass(frozen=True, slots=True)
class Board:
    """The parts that concern anybody, in file order, and a line a child."""

    columns: tuple[str, ...]
    lines: tuple[BoardLine, ...]

    def lacking(self, key: str) -> int:
        """Return how many children lack something in a part."""
        return sum(bool(each.parts[key].lacking) for each in self.lines if key in each.parts)


@dataclass(frozen=True, slots=True)
class ClassSum:
    """One class: how many of its children lack anything, and by part how many lack something."""

    there: ClassThere
    unfinished: int
    lacking: dict[str, int]


@dataclass(frozen=True, slots=True)
class SchoolBoard:
    """The parts that concern anybody of a school, and a line a class."""

    columns: tuple[str, ...]
    lines: tuple[ClassSum, ...]


def school_board(ledger: Ledger, school: str) -> SchoolBoard:
    """Return the board of a school: 0.4 ms a child. Most children that lack something first."""
    there = [each for each in classes(ledger) if each.place[0] == school]
    boards = [(each, board(ledger, each.place)) for each in there]
    columns = tuple(key for key in PARTS if any(key in found.columns for _, found in boards))
    lines = [
        ClassSum(
            each,
            sum(line.filled < line.needed for line in found.lines),
            {key: found.lacking(key) for key in columns},
        )
        for each, found in boards
    ]
    return SchoolBoard(columns, tuple(sorted(lines, key=lambda each: -each.unfinished)))


def schools(ledger: Ledger) -> list[tuple[str, str, int]]:
    """Return (id, name, children) of the schools with more than one class, in order."""
    found: dict[str, list[ClassThere]] = {}
    for each in classes(ledger):
        found.setdefault(each.place[0], []).append(each)
    names = school_names(ledger)
    return [
        (school, names.get(school, ""), sum(each.count for each in there))
        for school, there in found.items()
        if len(there) > 1
    ]


def classes(ledger: Ledger) -> list[ClassThere]:
    """Return all classes that have children, in order."""
    names = school_names(ledger)
    return [
        ClassThere(place, f"{names.get(place[0], '')}{_called(place)}", count)
        for place, count in classes_of(ledger)
    ]


def _called(place: Place) -> str:
    return grade_and_class({"grade": place[1], "class_no": place[2]})


def board(ledger: Ledger, place: Place) -> Board:
    """Return the board of the class at a place."""
    day = ledger.day()
    lines = []
    for file in load_files(ledger, student_lookup.ids_of_class(ledger, *place)):
        parts = {each.key: each for each in parts_of(file, day)}
        lines.append(BoardLine(str(file.student["id"]), str(file.student["name"]), parts))
    columns = tuple(key for key in PARTS if any(each.parts[key].needed for each in lines))
    return Board(columns, tuple(sorted(lines, key=lambda each: each.filled - each.needed)))


def place_of(ledger: Ledger, student_id: str) -> Place | None:
    """Return the class of a child, None if there is no such child."""
    row = student_lookup.student(ledger, student_id)
    return (row["school"] or "", row["grade"] or "", row["class_no"] or "") if row else None


def classmates(ledger: Ledger, student_id: str) -> list[str]:
    """Return the children of the class of a child, the child itself among them."""
    place = place_of(ledger, student_id)
    return student_lookup.ids_of_class(ledger, *place) if place else []

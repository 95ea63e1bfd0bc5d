"""完整度: the children of one class by the parts of their files, the least complete first."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.attendance.roll_call import classes_of
from ledger_app.domain.checking.completeness import PARTS, Part, label_of, parts_of
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup
from ledger_app.store.lists.places import Place, school_names
from ledger_app.store.lists.student_files import load_files


@dataclass(frozen=True, slots=True)
class ClassThere:
    """A class with its name and how many children it has."""

    place: Place
    name: str
    count: int


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
        return sum(bool(each.parts[key].lacking) for each in self.lines)

    def label(self, key: str) -> str:
        """Return what a part is called."""
        return label_of(key)


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

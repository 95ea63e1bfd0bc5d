"""完整度: the children of one class by the parts of their files, the least complete first."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.exporting.hand_out import ClassState, class_states
from ledger_app.domain.checking.completeness import PARTS, Part, label_of, parts_of
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup
from ledger_app.store.lists.places import Place
from ledger_app.store.lists.student_files import load_files

__all__ = ["Board", "BoardLine", "ClassState", "Place", "board", "class_states", "place_of"]


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

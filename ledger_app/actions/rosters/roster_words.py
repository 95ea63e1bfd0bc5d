"""What an import says of whole classes, with names: for the shell and the last page of a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ledger_app.actions.rosters.relocate_moved import without_relocation
from ledger_app.domain.telling.class_words import grade_name, short_class
from ledger_app.exchange.planning.marks import in_words
from ledger_app.exchange.planning.roster import ClassPlace, MovedChild, Roster
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places


class NamedChild(NamedTuple):
    """A child with its place in words; `said` is what the list says of it, if it is on it."""

    id: str
    name: str
    school: str
    grade: str
    class_no: str
    said: str = ""


class NamedClass(NamedTuple):
    """A class of which a list leaves out most: how many it has, and how many it lacks."""

    school: str
    grade: str
    class_no: str
    listed_count: int
    missing_count: int

    @property
    def words(self) -> str:
        """Return 青山小学三年级1班."""
        return self.school + self.grade + (f"{self.class_no}班" if self.class_no else "")


@dataclass(frozen=True)
class RosterTold:
    """What is told: whom the list is evidence for, who is missing, marked, moved."""

    listed_count: int = 0
    class_count: int = 0
    missing: tuple[NamedChild, ...] = ()
    marked: tuple[NamedChild, ...] = ()
    partial: tuple[NamedClass, ...] = ()
    moved: tuple[NamedChild, ...] = ()  # with no record of it; `said` is the school they are at
    why_not: str = ""


def told_of(ledger: Ledger, roster: Roster) -> RosterTold:
    """Return what an import says of whole classes, in words."""
    names = places.school_names(ledger)
    moved = without_relocation(ledger, roster.moved)
    return RosterTold(
        listed_count=len(roster.rows),
        class_count=len(roster.scope),
        missing=tuple(_named(each.id, each.name, each.place, names) for each in roster.missing),
        marked=tuple(
            _named(each.id, each.name, each.place, names, in_words(each.marks, each.remark))
            for each in roster.marked
        ),
        partial=tuple(
            NamedClass(*_place(each.place, names), each.listed_count, len(each.missing))
            for each in roster.partial
        ),
        moved=tuple(_moved(each, names) for each in moved),
        why_not=roster.why_not,
    )


def _moved(child: MovedChild, names: dict[str, str]) -> NamedChild:
    now = {"grade": child.now.grade, "class_no": child.now.class_no}
    said = names.get(child.now.school, "") + short_class(now)
    return _named(child.id, child.name, child.was, names, said)


def _named(
    student_id: str, name: str, place: ClassPlace, names: dict[str, str], said: str = ""
) -> NamedChild:
    return NamedChild(student_id, name, *_place(place, names), said)


def _place(place: ClassPlace, names: dict[str, str]) -> tuple[str, str, str]:
    return names.get(place.school, ""), grade_name({"grade": place.grade}), place.class_no

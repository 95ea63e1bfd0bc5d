"""Read of a planned workbook who is on a roster and who of its classes is not.

A class is spoken for where the roster names it, or where nearly all of its children moved to
another class of it. Example: the ledger has 三(1) with 31 children; a roster of 四(1) in the new
school year has 30 of them. The one that is on no list of the workbook is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.catalogue.meanings import SchoolStatus
from ledger_app.domain.names import name_key
from ledger_app.domain.student_file import Row
from ledger_app.exchange.layout.class_names import cell_class
from ledger_app.exchange.planning.import_plan import LedgerContents, PlannedRow, RowFate
from ledger_app.exchange.planning.marks import KNOWN_OUT, is_at_school
from ledger_app.exchange.planning.roster import (
    ClassPlace,
    MarkedChild,
    MissingChild,
    MovedChild,
    PartialClass,
    Roster,
)
from ledger_app.exchange.planning.whose_row.listed_row import ListRow

MANY = 20  # missing children of classes of which most are missing: asked before they become lines
_NEARLY_ALL = 0.75  # of a class, on lists of other classes: the class moved up together
_OPEN = ("", None, UnlistedAnswer.TO_BE_FOUND)


class _Listed:
    """Who stands on the rosters of a workbook, and in which classes."""

    def __init__(
        self, rows: Sequence[ListRow], planned: Sequence[PlannedRow], of_roster: Sequence[bool]
    ) -> None:
        self.rows: list[int] = []  # of children listed and not marked
        self.ids: set[str] = set()  # of the ledger's children
        self.places: dict[str, ClassPlace] = {}  # of these, on any list of the workbook
        self.at_school: set[str] = set()
        self.unsure: Counter[str] = Counter()  # names in rows that nobody knows the child of
        self.unsure_numbers: set[str] = set()
        self.unsure_ids: set[str] = set()  # of children that a row set aside may be about
        self.classes: Counter[ClassPlace] = Counter()  # with the number of rows of each
        for at, (listed, done) in enumerate(zip(rows, planned, strict=True)):
            if done.student_id is not None:
                self.places.setdefault(done.student_id, _place(listed.row.values))
            if of_roster[listed.list_index]:
                self._take(at, listed, done)

    def _take(self, at: int, listed: ListRow, done: PlannedRow) -> None:
        values = listed.row.values
        place = _place(values)
        if done.unsure and done.fate is RowFate.SKIPPED:
            self.unsure_ids |= {c.student_id for c in done.unsure.candidates if c.student_id}
            return
        if done.student_id is None and done.fate is not RowFate.CREATED:
            self.unsure[name_key(values.get("name") or "")] += 1
            self.unsure_numbers.add(listed.row.identity.number or "")
            return
        if place.school and place.grade:
            self.classes[place] += 1
        fits = is_at_school(values)
        if done.student_id is not None:
            self.ids.add(done.student_id)
            if fits:
                self.at_school.add(done.student_id)
        if fits:
            self.rows.append(at)

    def may_have(self, student: Row) -> bool:
        """Tell whether a row that was set aside may be the child's: that row is asked about."""
        if str(student["id"]) in self.unsure_ids:
            return True
        return bool(student.get("id_no")) and student["id_no"] in self.unsure_numbers

    def speaks_of(self, place: ClassPlace) -> bool:
        """Tell whether a roster names this class, or its whole grade without naming classes."""
        return place in self.classes or (
            place._replace(class_no="") in self.classes
            and not any(each[:2] == place[:2] and each.class_no for each in self.classes)
        )


def read_roster(
    rows: Sequence[ListRow],
    planned: Sequence[PlannedRow],
    why_not: Sequence[str],
    contents: LedgerContents,
    marked: Sequence[MarkedChild],
    *,
    whole: bool = False,
) -> Roster:
    """Return what the lists of a plan say of whole classes; `why_not` says why each is no roster.

    `whole`: a person said that lists that leave out most of a class are whole all the same.
    """
    before = contents.lists_before
    listed = _Listed(rows, planned, [not why for why in why_not])
    if not listed.rows and not listed.ids:
        why = next(filter(None, why_not), "")
        moved = tuple(_moved(listed, contents))
        return Roster(why_not=why, marked=tuple(marked), moved=moved, known_id=before.list_id)
    missing, partial = _missing(listed, contents, whole=whole)
    is_known = before.scope is not None
    unclear = {each.place for each in partial}
    scope = tuple(place for place in listed.classes if place not in unclear)
    asked_before = {str(row["student_id"]) for row in before.unlisted if _is_open(row)}
    if is_known:  # the same file asks again only of classes that a person has called whole since
        fresh = set(scope) - set(before.scope or ())
        asked_before |= {each.id for each in missing if each.place not in fresh}
    return Roster(
        rows=tuple(listed.rows),
        scope=scope,
        missing=tuple(missing),
        partial=tuple(partial),
        marked=tuple(marked),
        moved=tuple(_moved(listed, contents)),
        found_again=() if is_known else _found_again(listed, before.unlisted),
        known_id=before.list_id,
        not_asked=frozenset(asked_before),
    )


def _missing(
    listed: _Listed, contents: LedgerContents, *, whole: bool
) -> tuple[list[MissingChild], list[PartialClass]]:
    """Return who is missing, and the classes of which so many are that it has to be asked."""
    absent, present = _by_class(listed, contents.students)
    absent = {place: children for place, children in absent.items() if children}
    asked = [child.id for children in absent.values() for child in children]
    statuses = contents.statuses(asked) if asked else {}
    scopes = contents.scopes_of(asked) if asked else {}
    found: list[MissingChild] = []
    most: list[PartialClass] = []
    for place, children in absent.items():
        here = present[place]
        still = [
            each
            for each in children
            if statuses.get(each.id, "") not in KNOWN_OUT
            # On a list of another class already: the ledger's class is the one of last year.
            and all(place in scope for scope in scopes.get(each.id, ()))
        ]
        still = _without_unsure(still, listed.unsure)
        if not listed.speaks_of(place) and here < _NEARLY_ALL * (here + len(still)):
            continue
        if len(still) > here:
            count = max(here, listed.classes[place])
            most.append(PartialClass(place, count, tuple(still)))
        else:
            found += still
    if whole or sum(len(each.missing) for each in most) <= MANY:
        return [*found, *(child for each in most for child in each.missing)], []
    return found, most


def _by_class(
    listed: _Listed, students: Sequence[Row]
) -> tuple[dict[ClassPlace, list[MissingChild]], Counter[ClassPlace]]:
    """Return the ledger's children by class: those on no roster of the workbook, and how many are.

    A class that no roster names and of which nobody is listed is left out.
    """
    absent: dict[ClassPlace, list[MissingChild]] = {}
    present: Counter[ClassPlace] = Counter()
    for student in students:
        place = _place(student)
        if str(student["id"]) in listed.ids:
            present[place] += 1
        elif place.school and place.grade and not listed.may_have(student):
            child = MissingChild(str(student["id"]), str(student.get("name") or ""), place)
            absent.setdefault(place, []).append(child)
    spoken = [place for place in absent if present[place] or listed.speaks_of(place)]
    return {place: absent[place] for place in spoken}, present


def _without_unsure(children: list[MissingChild], unsure: Counter[str]) -> list[MissingChild]:
    """Leave out whom a row may be about that was set aside: that row is asked about, by name.

    Where two have the name and one row is unsure, which of them is missing nobody knows.
    """
    named = Counter(name_key(child.name) for child in children)
    return [
        child for child in children if unsure[name_key(child.name)] < named[name_key(child.name)]
    ]


def _moved(listed: _Listed, contents: LedgerContents) -> list[MovedChild]:
    """Return the children of a school that is closed or closing, who are listed by another."""
    closing = {str(school["id"]) for school in contents.schools if _is_closing(school)}
    if not closing:
        return []
    return [
        MovedChild(str(row["id"]), str(row.get("name") or ""), _place(row), now)
        for row in contents.students
        if row.get("school") in closing
        and (now := listed.places.get(str(row["id"])))
        and now.school
        and now.school != row.get("school")
    ]


def _is_closing(school: Row) -> bool:
    closing = (SchoolStatus.CLOSING, SchoolStatus.CLOSED)
    return school.get("status") in closing or bool(school.get("closed_on"))


def _found_again(listed: _Listed, unlisted: Sequence[Row]) -> tuple[str, ...]:
    """Return the open records of children left out before, who stand on this list and fit."""
    return tuple(
        str(row["id"])
        for row in unlisted
        if _is_open(row) and row["student_id"] in listed.at_school
    )


def _is_open(row: Row) -> bool:
    return row.get("answer") in _OPEN


def _place(values: Mapping[str, object]) -> ClassPlace:
    school, grade, text = (str(values.get(key) or "") for key in ("school", "grade", "class_no"))
    return ClassPlace(school, grade, _class_no(text, grade) if text else "")


@lru_cache(maxsize=4096)
def _class_no(text: str, grade: str) -> str:
    return cell_class(text, grade).class_no or text

"""The telephone numbers of a family: whose, since when, and what came of each call.

A number that was replaced is kept: it may be answered again when the family is home for the
Spring Festival. Certain, or not counted: a call whose number nobody wrote down counts for a number
only where the family had no other on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.tables.family_member import FAMILY_MEMBER
from ledger_app.domain.household import phones_of
from ledger_app.domain.phones import looks_right
from ledger_app.domain.standing.reached import nobody_said, reached, says_no_number
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.guardian import called_at_home, guardian_of

# Of the family; the class teacher's number and the helper's are no way to the child.
CHILD_KEYS = ("guardian_phone", "phone", "phone2", "carer_phone")
PHONE_KEYS: Mapping[str, tuple[str, ...]] = {"student": CHILD_KEYS, "family_member": ("phone",)}
OF_NO_FIELD = "不在档案里"
NO_LONGER_AT_HOME = "原家庭成员"
FEW_FAILS = 3  # in a row, from which it is said
_FIRST, _LAST = "", "9999"


class Came(StrEnum):
    """What came of a call."""

    ANSWERED = "answered"
    NOBODY = "nobody"
    WRONG = "wrong"  # the number is none, or another family's
    UNSAID = "unsaid"  # nobody wrote whether somebody answered


@dataclass(frozen=True, slots=True)
class Try:
    """One call of a number: ISO day, HH:MM or "", what came of it, its contact."""

    on: str
    at: str
    came: Came
    contact: str


@dataclass(frozen=True, slots=True)
class FamilyNumber:
    """One number: as stored, whose in words, and every call of it, oldest first.

    `until` is the day it was replaced, "" while it stands in the file; `since` is "" where it has
    stood there since the file was begun, or never did.
    """

    number: str
    whose: tuple[str, ...]
    since: str = ""
    until: str = ""
    tries: tuple[Try, ...] = ()

    @property
    def is_former(self) -> bool:
        """Tell whether the number is in the file no more: 旧号."""
        return bool(self.until)

    @property
    def told(self) -> tuple[Try, ...]:
        """Return the calls of which is known what came of them."""
        return tuple(each for each in self.tries if each.came is not Came.UNSAID)

    @property
    def answered(self) -> int:
        """Return how many calls were answered."""
        return sum(each.came is Came.ANSWERED for each in self.tries)

    @property
    def fails_in_a_row(self) -> int:
        """Return how many of the last calls nobody answered."""
        told = self.told
        answers = (n for n, each in enumerate(reversed(told)) if each.came is Came.ANSWERED)
        return next(answers, len(told))

    @property
    def is_wrong(self) -> bool:
        """Tell whether the last call said that the number is none, or another family's."""
        return bool(self.told) and self.told[-1].came is Came.WRONG

    @property
    def owner(self) -> str:
        """Return whose it is in words."""
        return "、".join(self.whose) or OF_NO_FIELD


def answered_last(contacts: Iterable[Row]) -> str:
    """Return the number that somebody answered last, "" if of none that is certain.

    `contacts` oldest first. Of several numbers in one contact nobody can tell which was answered.
    """
    found = ""
    for row in contacts:
        numbers = phones_of(row.get("phone_tried"))
        if len(numbers) == 1 and reached(row):
            found = numbers[0]
    return found


@dataclass(frozen=True, slots=True)
class _Stay:
    """A number in a field for a time: whose, from when, to when."""

    whose: str
    since: str
    until: str


def family_numbers(file: StudentFile, changes: Iterable[Row]) -> tuple[FamilyNumber, ...]:
    """Return a family's numbers: those of the guardian first, former ones and strangers last.

    `changes` are those of the telephone fields, oldest first: table_name, record_id, field, old,
    new, at. What was undone is not among them.
    """
    stays = _stays(file, changes)
    contacts = file.of("contact")
    tries: dict[str, list[Try]] = {number_key(number): [] for number in stays}
    strangers: dict[str, str] = {}
    for contact in contacts:
        for number, each in _tries_of(contact, stays):
            if number_key(number) not in tries:
                strangers.setdefault(number_key(number), number)
            tries.setdefault(number_key(number), []).append(each)
    found = [_number(number, its, tries[number_key(number)]) for number, its in stays.items()]
    found = [each for each in found if _is_worth_keeping(each, stays[each.number])]
    first = {number_key(each) for each in phones_of(guardian_of(file).phone)}
    found.sort(key=lambda each: (each.is_former, number_key(each.number) not in first))
    return (*found, *(_number(number, (), tries[key]) for key, number in strangers.items()))


def number_key(number: str) -> str:
    """Return a number as it is compared: 0451-1234567 and 04511234567 are one, -801 is another."""
    area, dash, rest = number.partition("-")
    return area + rest if dash and area.startswith("0") else number


def _stays(file: StudentFile, changes: Iterable[Row]) -> dict[str, list[_Stay]]:
    """Return for each number where it stands or stood; spelled as it was first met."""
    spelled: dict[str, str] = {}
    found: dict[str, list[_Stay]] = {}
    for whose, value, since, until in _values(file, changes):
        for number in phones_of(value):
            known = spelled.setdefault(number_key(number), number)
            found.setdefault(known, []).append(_Stay(whose, since, until))
    return found


def _values(file: StudentFile, changes: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (whose, text of a field, since, until), what stands there now before what stood."""
    by_field: dict[tuple[str, str, str], list[Row]] = {}
    for change in changes:
        key = (change["table_name"], change["record_id"], change["field"])
        by_field.setdefault(key, []).append(change)
    former = []
    for key, whose, value in _fields(file):
        its = by_field.pop(key, [])
        yield whose, value, its[-1]["at"][:10] if its else _FIRST, ""
        # Whose a number of the child's row was then, its name beside it says no more.
        is_own = key[0] == STUDENT.key
        former.append((STUDENT.label_of(key[2]) if is_own else whose, its))
    former += [(NO_LONGER_AT_HOME, its) for its in by_field.values()]
    for whose, its in former:
        since = _FIRST
        for change in its:
            yield whose, change["old"] or "", since, change["at"][:10]
            since = change["at"][:10]


def _fields(file: StudentFile) -> Iterator[tuple[tuple[str, str, str], str, str]]:
    """Yield (table, record, key), whose it is, and the text, in the order one would ring."""
    student = file.student
    guardian = guardian_of(file).called
    carer = student.get("carer_name") or ""
    named = {"guardian_phone": guardian, "carer_phone": f"照护人{carer}"}
    for key in CHILD_KEYS[:1]:
        yield _own(student, key, named.get(key) or "监护人")
    for row in file.of("family_member"):
        whose = called_at_home(row) or FAMILY_MEMBER.label
        yield ("family_member", str(row.get("id")), "phone"), whose, row.get("phone") or ""
    for key in CHILD_KEYS[1:]:
        yield _own(student, key, named.get(key) or STUDENT.label_of(key))


def _own(student: Row, key: str, whose: str) -> tuple[tuple[str, str, str], str, str]:
    return ("student", str(student.get("id")), key), whose, student.get(key) or ""


def _tries_of(contact: Row, stays: Mapping[str, Sequence[_Stay]]) -> Iterator[tuple[str, Try]]:
    """Yield the numbers that one contact tried for certain, with what came of it."""
    each_once = {number_key(each): each for each in phones_of(contact.get("phone_tried"))}
    typed = list(each_once.values())
    on = contact.get("contacted_on") or ""
    if not typed:
        if contact.get("mode") != ContactMode.PHONE or not on:
            return
        typed = _only_number(on, stays)
    came = _came(contact)
    if len(typed) > 1 and came is Came.ANSWERED:
        came = Came.UNSAID  # one of them was answered: nobody can tell which
    for number in typed:
        yield number, Try(on, contact.get("contacted_at") or "", came, str(contact.get("id")))


def _only_number(on: str, stays: Mapping[str, Sequence[_Stay]]) -> list[str]:
    """Return the one number that the family had on a day, nothing where there were several."""
    there = [
        number
        for number, its in stays.items()
        if any(stay.since <= on <= (stay.until or _LAST) for stay in its)
    ]
    return there if len(there) == 1 else []


def _came(contact: Row) -> Came:
    if reached(contact):
        return Came.ANSWERED
    if says_no_number(contact):
        return Came.WRONG
    return Came.NOBODY if nobody_said(contact) else Came.UNSAID


def _number(number: str, stays: Sequence[_Stay], tries: Sequence[Try]) -> FamilyNumber:
    now = [stay for stay in stays if not stay.until]
    meant = now or sorted(stays, key=lambda stay: stay.until)[-1:]
    return FamilyNumber(
        number,
        tuple(dict.fromkeys(stay.whose for stay in meant)),
        min((stay.since for stay in meant), default=_FIRST),
        "" if now or not meant else meant[0].until,
        tuple(sorted(tries, key=lambda each: (each.on, each.at))),
    )


def _is_worth_keeping(number: FamilyNumber, stays: Sequence[_Stay]) -> bool:
    """Tell whether a number is more than a slip: mended on its day and never rung, or no number."""
    if not number.is_former or number.tries:
        return True
    return looks_right(number.number) and any(stay.since != stay.until for stay in stays)

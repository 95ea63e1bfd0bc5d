"""Which children are of one house: 同户, by 户编号, or by guardian and telephone. Pure.

Certain, or asked: a number alone is no house (the telephone of a village or of a dormitory teacher
stands in forty files), nor is a 户编号 that another village or another head of house has, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger_app.catalogue.meanings import YES
from ledger_app.domain.names import name_key
from ledger_app.domain.phones import BETWEEN
from ledger_app.domain.student_file import Row

# More children than this have one guardian by an office or a home, not by a family.
MOST_OF_HOUSE = 8
_SAME_PLACE = ("village_name", "head_name")
STUDENT_KEYS = ("household_no", *_SAME_PLACE, "guardian_name", "guardian_phone")
FAMILY_KEYS = ("name", "phone", "is_guardian")


@dataclass(frozen=True)
class Mate:
    """Another child of the house; `status` is its code as the lists have it."""

    id: str
    name: str
    of_class: str
    status: str
    no: int


@dataclass(frozen=True)
class House:
    """The other children of a child's house, oldest file first; `asked` is what is doubtful."""

    mates: tuple[Mate, ...] = ()
    asked: str = ""

    def after(self, no: int) -> Mate | None:
        """Return the mate whose file comes next, around the end: one key goes through a house."""
        return next((mate for mate in self.mates if mate.no > no), next(iter(self.mates), None))


NO_HOUSE = House()


def guardians(student: Row, family: Iterable[Row]) -> set[tuple[str, str]]:
    """Return (name, telephone) of each guardian, as they are compared."""
    known = [(student.get("guardian_name"), student.get("guardian_phone"))]
    for row in family:
        is_typed = name_key(row.get("name") or "") == name_key(student.get("guardian_name") or "")
        if row.get("is_guardian") == YES or (row.get("name") and is_typed):
            known.append((row.get("name"), row.get("phone")))
    return {
        (name_key(name), number)
        for name, phone in known
        if name and phone
        for number in phones_of(phone)
    }


def phones_of(text: str | None) -> list[str]:
    """Return the numbers in a telephone field, each by itself."""
    return [each for each in BETWEEN.split(text or "") if each]


def shares_number(student: Row, other: Row) -> bool:
    """Tell whether two children have one 户编号, and nothing that speaks against one house."""
    number = (student.get("household_no") or "").strip()
    if not number or number != (other.get("household_no") or "").strip():
        return False
    return all(
        not (student.get(key) and other.get(key)) or student[key] == other[key]
        for key in _SAME_PLACE
    )


def in_doubt(count: int, by: str) -> str:
    """Return what is asked where too many children share what makes a house."""
    return f"{by}相同的有 {count + 1} 人，不像一户，请核对"


def one_house(by_number: Sequence[str], by_guardian: Sequence[str]) -> tuple[list[str], str]:
    """Return the ids of the house, and what is asked about those that are too many for one."""
    mates: dict[str, None] = {}
    asked = []
    for ids, by in ((by_number, "户编号"), (by_guardian, "监护人和电话")):
        if len(ids) >= MOST_OF_HOUSE:
            asked.append(in_doubt(len(ids), by))
        else:
            mates.update(dict.fromkeys(ids))
    return list(mates), "；".join(asked)

"""What a column may be used for, and the fields that a text names by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledger_app.catalogue import STUDENT, TABLES, resolve_field
from ledger_app.catalogue.model import Field, Kind
from ledger_app.exchange.layout.columns import aliases
from ledger_app.exchange.layout.columns.persons import PEOPLE

MEMBER = TABLES["family_member"]
RESPONSIBILITY = TABLES["responsibility"]


class Use(StrEnum):
    """What a column is used for."""

    STUDENT = "student"
    MEMBER = "member"
    RESPONSIBLE = "responsible"  # who answers for the child: a field of `responsibility`
    SCHOOL_CODE = "school_code"
    SCHOOL_NAME = "school_name"
    BIRTH_PART = "birth_part"  # year, month or day of birth; `member` says which
    ADDRESS_PART = "address_part"  # province, county, village … of an address; `member` says which
    GRADE_CLASS = "grade_class"  # grade and class in one cell
    OPTION = "option"  # one option of a field, ticked or not; `member` is its code
    KNOWN = "known"  # understood and not needed: a serial number, an age
    UNKNOWN = "unknown"
    BLANK = "blank"


@dataclass(frozen=True)
class Meaning:
    """One column's use; `field` for student and member columns, `member` tells members apart."""

    use: Use
    field: Field | None = None
    member: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether the column carries something the ledger keeps."""
        return self.use not in (Use.KNOWN, Use.UNKNOWN, Use.BLANK)


UNKNOWN = Meaning(Use.UNKNOWN)
KNOWN = Meaning(Use.KNOWN)
BLANK = Meaning(Use.BLANK)

TICKABLE = frozenset({Kind.CODE, Kind.CODES, Kind.YES_NO})  # an option may have its own column
# A student's guardian fields, and what they are called of a member of the family.
GUARDIAN_KEYS = {
    "guardian_name": "name",
    "guardian_relation": "relation",
    "guardian_phone": "phone",
}


def relation_of(member: str) -> str:
    """Return the relation code a member's column group stands for (父亲 → 51), or ""."""
    return PEOPLE.get(member, "")


def is_guardian_group(member: str) -> bool:
    """Tell whether the column group is headed 监护人."""
    return member.startswith("监护人")


def student_field(text: str) -> Field | None:
    try:
        return resolve_field(STUDENT, aliases.MORE.get(text, text))
    except KeyError:
        return None


def responsibility_field(text: str) -> Field | None:
    """Return what 包保类型 or 包保开始日期 says of who answers for the child."""
    if not text.startswith("包保"):
        return None
    return next((each for each in _OF_PAIR if text in (each.label, *each.aliases)), None)


_OF_PAIR = tuple(RESPONSIBILITY.field(key) for key in ("pair_kind", "from_on", "to_on"))

"""Who the guardian is and how to reach the family: the fields of the child and 家庭, joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.names import name_key
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row, StudentFile

FAMILY_KEYS = ("name", "relation", "phone", "is_guardian")
NAME_READS: Reads = {
    "student": ("guardian_name",),
    "family_member": ("name", "is_guardian"),
}


@dataclass(frozen=True, slots=True)
class Guardian:
    """Name, relation in words, telephone; "" for what nobody wrote down."""

    name: str = ""
    relation: str = ""
    phone: str = ""

    @property
    def called(self) -> str:
        """Return 吴秀英（母亲）."""
        return f"{self.name}（{self.relation}）" if self.name and self.relation else self.name


def guardian_of(file: StudentFile) -> Guardian:
    """Return a child's guardian: see `guardian`."""
    return guardian(file.student, file.of("family_member"))


def guardian_name(file: StudentFile) -> str:
    """Return the guardian's name alone: 家庭 is asked only where the child's own field is empty."""
    typed = file.student.get("guardian_name")
    if typed:
        return str(typed)
    return (_record_of(file.student, file.of("family_member")) or {}).get("name") or ""


def is_complete(student: Row) -> bool:
    """Tell whether the child's own fields say all there is to say: then 家庭 adds nothing."""
    return all(student.get(f"guardian_{key}") for key in ("name", "relation", "phone"))


def guardian(student: Row, family: Sequence[Row]) -> Guardian:
    """Return the guardian: whoever the child's own fields name, else the family's, else its first.

    A person of 家庭 with the typed name is the same one: each entry fills what the other leaves
    open. Where the guardian has no telephone, the family is reached by that of the guardian of
    家庭, the child's own, or that of anybody else at home, in this order.
    """
    chosen = guardian_at_home(family)
    own = _record_of(student, family) or {}
    phones = (
        student.get("guardian_phone"),
        own.get("phone"),
        chosen and chosen.get("phone"),
        student.get("phone"),
        *(row.get("phone") for row in family),
    )
    # A relation without a name was meant for somebody whom nobody has written down.
    relation = student.get("guardian_relation") if student.get("guardian_name") else ""
    return Guardian(
        student.get("guardian_name") or own.get("name") or "",
        code_list("relation").name_of(relation or own.get("relation") or ""),
        next(filter(None, phones), ""),
    )


def _record_of(student: Row, family: Sequence[Row]) -> Row | None:
    """Return the record of 家庭 that is of the guardian, None if there is none."""
    if student.get("guardian_name"):
        return same_person(student, family)
    return guardian_at_home(family) or next(iter(family), None)


Place = tuple[str, str, str]  # table, id of the record ("" for the child itself), key


def phone_places(file: StudentFile) -> list[Place]:
    """Return where the telephones of a child's family stand, that of the guardian first.

    It is where the number was found that the file shows as the guardian's; without any number, its
    own field.
    """
    student, family = file.student, file.of("family_member")
    first = filter(None, (_record_of(student, family), guardian_at_home(family)))
    at_home = list(dict.fromkeys(row["id"] for row in (*first, *family)))
    places = [("student", "", "guardian_phone"), ("student", "", "phone")]
    places[1:1] = [("family_member", each, "phone") for each in at_home[:1]]
    places += [("family_member", each, "phone") for each in at_home[1:]]
    places += [("student", "", "phone2"), ("student", "", "carer_phone")]
    numbers = {row["id"]: row.get("phone") for row in family}
    filled = [
        place for place in places if (numbers.get(place[1]) if place[1] else student.get(place[2]))
    ]
    return [*filled[:1], *(place for place in places if place not in filled[:1])]


def guardian_at_home(family: Sequence[Row]) -> Row | None:
    """Return the record of 家庭 that says to be of the guardian."""
    return next((row for row in family if row.get("is_guardian") == YES), None)


def called_at_home(row: Row) -> str:
    """Return how a record of 家庭 is called: 吴秀英（母亲）; "" without a name."""
    relation = code_list("relation").name_of(row.get("relation") or "")
    return Guardian(row.get("name") or "", relation).called


def _is_called(name: str, typed: str) -> bool:
    return name == typed or name_key(name) == name_key(typed)


def same_person(student: Row, family: Sequence[Row]) -> Row | None:
    """Return the record of 家庭 with the name of the typed guardian, a guardian's first."""
    typed = student.get("guardian_name")
    if not typed:
        return None
    found = [row for row in family if (name := row.get("name")) and _is_called(name, typed)]
    return guardian_at_home(found) or next(iter(found), None)

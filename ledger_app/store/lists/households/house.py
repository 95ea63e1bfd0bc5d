"""The house of a child, looked up by indexes of 户编号 and telephone: nothing to keep in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger_app.domain.household import (
    FAMILY_KEYS,
    STUDENT_KEYS,
    House,
    Mate,
    guardians,
    one_house,
    shares_number,
)
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

_OTHERS = (
    f"SELECT id FROM student WHERE household_no IN {THESE} "
    f"UNION SELECT id FROM student WHERE guardian_phone IN {THESE} "
    f"UNION SELECT student_id FROM family_member WHERE phone IN {THESE} AND deleted_at IS NULL"
)
HOUSE_READS: Reads = {"student": STUDENT_KEYS, "family_member": FAMILY_KEYS}


def house_of(ledger: Ledger, file: StudentFile) -> House:
    """Return the other children of a child's house."""
    return houses_of(ledger, [file])[file.student["id"]]


def houses_of(ledger: Ledger, files: Sequence[StudentFile]) -> dict[str, House]:
    """Return the houses of these children by id: three statements for all of them, by indexes.

    A number of several in one field is found where the other child has it alone.
    """
    known = {f.student["id"]: guardians(f.student, f.of("family_member")) for f in files}
    phones = these({number for pairs in known.values() for _, number in pairs})
    numbers = these({number for f in files if (number := f.student["household_no"])})
    others = set(ledger.column(_OTHERS, [numbers, phones, phones]))
    if others <= known.keys() and len(known) < 2:
        return {student_id: House() for student_id in known}
    rows = _possible_mates(ledger, others)
    family = _families(ledger, others)
    by_number: dict[str, list[Row]] = {}
    by_guardian: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_number.setdefault(row["household_no"] or "", []).append(row)
        for pair in guardians(row, family.get(row["id"], ())):
            by_guardian.setdefault(pair, []).append(row)
    return {
        file.student["id"]: _house(file.student, known[file.student["id"]], by_number, by_guardian)
        for file in files
    }


def _house(
    own: Mapping[str, Any],
    pairs: set[tuple[str, str]],
    by_number: Mapping[str, Sequence[Row]],
    by_guardian: Mapping[tuple[str, str], Sequence[Row]],
) -> House:
    same = [row for row in by_number.get(own["household_no"] or "", ()) if shares_number(own, row)]
    kin = {row["id"]: row for pair in pairs for row in by_guardian.get(pair, ())}
    found = {row["id"]: row for row in (*same, *kin.values())}
    for rows in (kin, found):
        rows.pop(own["id"], None)
    ids, asked = one_house([row["id"] for row in same if row["id"] in found], list(kin))
    mates = sorted((found[each] for each in ids), key=lambda row: int(row["no"]))
    return House(tuple(map(_mate, mates)), asked)


def _possible_mates(ledger: Ledger, ids: set[str]) -> list[Row]:
    keys = ", ".join(f"s.{key}" for key in ("id", "no", "name", "grade", "class_no", *STUDENT_KEYS))
    return ledger.rows(
        f"SELECT {keys}, i.status FROM student s LEFT JOIN student_index i ON i.no = s.no "
        f"WHERE s.deleted_at IS NULL AND s.id IN {THESE} ORDER BY s.no",
        [these(ids)],
    )


def _families(ledger: Ledger, ids: set[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in ledger.rows(
        f"SELECT student_id, {', '.join(FAMILY_KEYS)} FROM family_member "
        f"WHERE deleted_at IS NULL AND student_id IN {THESE}",
        [these(ids)],
    ):
        found.setdefault(row["student_id"], []).append(row)
    return found


def _mate(row: Row) -> Mate:
    return Mate(row["id"], row["name"], grade_and_class(row), row["status"] or "", row["no"])

"""A number typed a second time from the paper and compared with the first: one wrong digit makes a
stranger (EpiData's and REDCap's double entry, peers2 row 64).

What was looked at is kept as a digest of the value: once it is another value, nobody has looked.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from hashlib import sha256

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.tables.second_look import SECOND_LOOK
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.in_words.field_notes import Place, place_of, row_at

# The numbers by which a child and its family are found.
LOOKED_AT = (
    (STUDENT.key, "id_no"),
    (STUDENT.key, "phone"),
    (STUDENT.key, "guardian_phone"),
    (STUDENT.key, "carer_phone"),
    ("family_member", "phone"),
)
OPEN, SHUT = "【", "】"  # around what differs


def digest_of(place: Place, value: str) -> str:
    """Return what is kept of a value: SHA-256 with its place, so that it is found nowhere else."""
    return sha256("\n".join((*place, value)).encode()).hexdigest()


def looked(file: StudentFile, place: Place) -> Row | None:
    """Return who looked at the value as it stands now, None if nobody did."""
    row = row_at(file, place)
    value = row.get(place.key) if row else None
    if not value:
        return None
    wanted = digest_of(place, str(value))
    found = [each for each in file.of(SECOND_LOOK.key) if each.get("value_digest") == wanted]
    return found[-1] if found else None


def numbers_of(file: StudentFile) -> list[tuple[Place, str]]:
    """Return the filled numbers of a file that can be looked at, with their values."""
    found = []
    for table, key in LOOKED_AT:
        rows = [file.student] if table == STUDENT.key else file.of(table)
        found += [
            (place_of(table, str(row.get("id") or ""), key), str(row[key]))
            for row in rows
            if row.get(key)
        ]
    return found


def marked(value: str, other: str) -> str:
    """Return a value with what the other one has otherwise in 【】."""
    parts = []
    for tag, start, end, _, _ in SequenceMatcher(None, value, other, False).get_opcodes():
        text = value[start:end]
        parts.append(text if tag == "equal" or not text else f"{OPEN}{text}{SHUT}")
    return "".join(parts)

"""Files that this ledger began itself of children whose schools have handed over theirs since.

A township has often loaded a roster before the first packages come. A number that two files bear
under one name is one child's: certain; whatever is less is 疑似同一人 and asked.
"""

from __future__ import annotations

from typing import NamedTuple

from ledger_app.domain.names import name_key
from ledger_app.store.file.ledger import Ledger

_NUMBERS = ("id_no", "register_no")
_BOTH = """
    SELECT own.id, own.name, told.id, told.name FROM student own
    JOIN student told ON told.{key} = own.{key} AND told.id <> own.id
    JOIN origin o ON o.record_id = told.id
    WHERE own.deleted_at IS NULL AND told.deleted_at IS NULL AND own.{key} <> ''
    AND NOT EXISTS (SELECT 1 FROM origin WHERE record_id = own.id)
    AND NOT EXISTS (
        SELECT 1 FROM passage WHERE student_id = own.id AND deleted_at IS NULL
    )
"""


class OwnFile(NamedTuple):
    """A file that was begun here, and the one that the child's school handed over."""

    own: str
    told: str


def of_told_children(ledger: Ledger) -> list[OwnFile]:
    """Return the files begun here that are a handed-over child's for certain.

    Same number, same name, and no third file with that number; by ID number first.
    """
    found: dict[str, set[str]] = {}
    with ledger.lock:
        for key in _NUMBERS:
            for own, own_name, told, told_name in ledger.db.execute(_BOTH.format(key=key)):
                if name_key(own_name) == name_key(told_name):
                    found.setdefault(own, set()).add(told)
    claimed = [told for several in found.values() for told in several]
    return [
        OwnFile(own, told)
        for own, several in found.items()
        for told in several
        if len(several) == 1 and claimed.count(told) == 1
    ]

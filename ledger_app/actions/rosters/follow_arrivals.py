"""Children who have arrived at another school than their row says: asked together, done together.

An arrival comes with a list, a package or one record for many: nobody has their files open then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.closed_school import arrival
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import whose
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_files


@dataclass(frozen=True)
class NotFollowed:
    """One child: its id, its name, what is to be changed, in words."""

    student: str
    name: str
    text: str


def may_follow(ledger: Ledger) -> frozenset[str]:
    """Return the children who may have to be asked about, without reading their files."""
    return frozenset(places.arrived_elsewhere(ledger, ledger.day().text))


def not_followed(ledger: Ledger, students: Collection[str]) -> list[NotFollowed]:
    """Return those of them whose school is to follow and whose file is kept here."""
    copies = set(whose.reading_copies(ledger, sorted(students))) if students else set()
    day = ledger.day()
    wanted = sorted(set(students) - copies)
    files = sorted(load_files(ledger, wanted), key=_number)  # ids are in no order at all
    found = ((file, arrival(file, day)) for file in files)
    return [
        NotFollowed(str(file.student["id"]), file.student["name"] or "", at.text)
        for file, at in found
        if at is not None
    ]


def _number(file: StudentFile) -> int:
    return int(file.student["no"])


def follow_all(ledger: Ledger, students: Sequence[str]) -> int:
    """Write where these children are now into their rows, as one revision; return how many.

    Raises LedgerError where none is left to change.
    """
    with ledger.lock:
        wanted = {each.student for each in not_followed(ledger, students)}
        found = [(f, arrival(f, ledger.day())) for f in load_files(ledger, sorted(wanted))]
        if not found:
            raise LedgerError("就读学校已经改过了。")
        with revise(ledger, "edit", f"{len(found)} 人到校，就读学校改为接收学校的") as revision:
            for file, at in found:
                if at is not None:
                    revision.update("student", str(file.student["id"]), at.values)
    return len(found)

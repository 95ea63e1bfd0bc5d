"""Children of a school that closes, whom a list has at another school: their relocation records.

A list is no arrival: when the child came is asked by 分流未到校, and then the visits follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.exchange.planning.roster import ClassPlace, MovedChild
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_files


def without_relocation(ledger: Ledger, moved: Sequence[MovedChild]) -> list[MovedChild]:
    """Return those of whom no record says that they go to that school."""
    if not moved:
        return []
    names = places.school_names(ledger)
    reads = {"student": (), "relocation": ("receiving_school",)}
    found = load_files(ledger, [each.id for each in moved], reads=reads)
    files = {str(file.student["id"]): file for file in found}
    return [
        each
        for each in moved
        if each.id in files and not _is_known(files[each.id], names.get(each.now.school, ""))
    ]


def relocate(ledger: Ledger, moved: Sequence[MovedChild]) -> int:
    """Give each child its relocation record, as one revision; return how many were made.

    Raises LedgerError where all have one already.
    """
    with ledger.lock:
        wanted = without_relocation(ledger, moved)
        if not wanted:
            raise LedgerError("这些孩子都已经有分流安置记录了。")
        names = places.school_names(ledger)
        who = wanted[0].name if len(wanted) == 1 else f"{wanted[0].name}等 {len(wanted)} 人"
        with revise(ledger, "edit", f"按名单登记分流安置：{who}") as revision:
            for each in wanted:
                values = {
                    "origin_school": names.get(each.was.school),
                    "origin_grade_class": _class_words(each.was),
                    "receiving_school": names.get(each.now.school),
                    "receiving_grade_class": _class_words(each.now),
                }
                kept = {key: value for key, value in values.items() if value}
                revision.insert("relocation", kept, student_id=each.id)
    return len(wanted)


def _is_known(file: StudentFile, school: str) -> bool:
    return any((row.get("receiving_school") or "") == school for row in file.of("relocation"))


def _class_words(place: ClassPlace) -> str:
    return grade_and_class({"grade": place.grade, "class_no": place.class_no})

"""Who keeps a child's file: the school it was last handed to, else where it was begun."""

from __future__ import annotations

from collections.abc import Collection

from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists.id_lists import THESE, these

# A passage counts by its place in the ledger, not by its day: clocks decide nothing.
_LAST_PASSAGE = (
    "SELECT student_id, to_code, max(no) FROM passage "
    "WHERE deleted_at IS NULL AND coalesce(to_code, '') <> ''"
)
_BEGUN = "SELECT s.id, o.unit FROM student s JOIN origin o ON o.record_id = s.id"


def keepers(ledger: Ledger, students: Collection[str] | None = None) -> dict[str, str]:
    """Return {child: code of the unit that keeps its file}, of all children unless some are named.

    Deleted files have a keeper, too. A child that was neither handed over nor told by anybody is
    this ledger's own, and is among them.
    """
    own = own_unit(ledger).code
    among, params = ("", []) if students is None else (f" IN {THESE}", [these(students)])
    where = f" WHERE s.id{among}" if among else ""
    found = dict.fromkeys(ledger.column(f"SELECT s.id FROM student s{where}", params), own)
    with ledger.lock:
        found.update(ledger.db.execute(f"{_BEGUN}{where}", params).fetchall())
        passed = ledger.db.execute(
            f"{_LAST_PASSAGE}{f' AND student_id{among}' if among else ''} GROUP BY student_id",
            params,
        ).fetchall()
    found.update((student, code) for student, code, _ in passed if student in found)
    return found


def kept_by(ledger: Ledger, unit_code: str) -> list[str]:
    """Return the ids of the children whose files a unit keeps, deleted ones too, in their order."""
    if unit_code == own_unit(ledger).code:
        return [student for student, code in keepers(ledger).items() if code == unit_code]
    with ledger.lock:
        begun = ledger.column(
            "SELECT s.id FROM origin o JOIN student s ON s.id = o.record_id WHERE o.unit = ? "
            "ORDER BY s.no",
            [unit_code],
        )
        passed = ledger.db.execute(f"{_LAST_PASSAGE} GROUP BY student_id").fetchall()
    elsewhere = {student for student, code, _ in passed if code != unit_code}
    came = (student for student, code, _ in passed if code == unit_code)
    return list(dict.fromkeys([*(each for each in begun if each not in elsewhere), *came]))

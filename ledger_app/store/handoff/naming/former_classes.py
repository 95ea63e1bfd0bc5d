"""Classes that go by another name today: what they were called in packages is gone.

A class is known across ledgers by school, grade and number. One that goes up a grade, or gets
another number, would leave its old name standing at the other end, and come back from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ledger_app.catalogue.unit_tables.school_class import SCHOOL_CLASS
from ledger_app.domain.merging.told import Gone
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.units import class_name, place_names
from ledger_app.store.lists.id_lists import THESE, these

_NAMING = ("school", "grade", "class_no")
_RENAMED = (
    "SELECT c.record_id, c.field, c.old, c.revision_no, r.at, r.author FROM change c "
    "JOIN revision r ON r.no = c.revision_no WHERE c.table_name = 'school_class' "
    f"AND c.op = 'update' AND c.field IN {_NAMING} AND c.record_id IN {THESE} "
    "ORDER BY c.record_id, c.no DESC"
)


def former_classes(ledger: Ledger, classes: Collection[str]) -> Iterator[Gone]:
    """Yield a tombstone for each name that one of these classes bore, and none bears today."""
    names = place_names(ledger)
    changes = ledger.rows(_RENAMED, [these(classes)])
    if not changes:
        return
    present = ledger.rows("SELECT id, school, grade, class_no FROM school_class")
    rows = {row["id"]: row for row in present}
    found: dict[str, Gone] = {}
    for at, change in enumerate(changes):
        row: dict[str, Any] = rows[change["record_id"]]
        row[change["field"]] = change["old"]
        after = changes[at + 1] if at + 1 < len(changes) else None
        if after and _moment(after) == _moment(change):
            continue  # one saving changed grade and number: between them it had no name
        name = class_name(row, names.called)
        if name and name not in names.ids:
            gone = Gone(SCHOOL_CLASS.key, name, None, change["at"], change["author"], "改了班名")
            found.setdefault(name, gone)
    yield from found.values()


def _moment(change: dict[str, Any]) -> tuple[str, int]:
    return change["record_id"], change["revision_no"]

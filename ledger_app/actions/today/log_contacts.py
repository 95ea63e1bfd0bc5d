"""Log a contact for several children at once (a round of calls); find a child's newest one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.actions import edit_file
from ledger_app.actions.ownership.must_write import must_keep_all
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file


def log_contacts(ledger: Ledger, student_ids: Sequence[str], values: Mapping[str, object]) -> int:
    """Add one contact with these values to each child as one revision; return how many children.

    Raises LedgerError on a value that cannot be kept, and without a date; then nothing is saved.
    """
    table = TABLES["contact"]
    given = edit_file.parsed(ledger, table, values)
    stored = {key: value for key, value in given.items() if value is not None}
    if not stored.get("contacted_on"):
        raise LedgerError("联系日期还没填。", "请填实际联系的那一天。")
    chosen = list(dict.fromkeys(student_ids))
    must_keep_all(ledger, chosen)
    with revise(ledger, "edit", f"批量登记{table.label}：{len(chosen)} 人") as revision:
        for student_id in chosen:
            revision.insert(table.key, stored, student_id=student_id)
    return len(chosen)


def last_contact(ledger: Ledger, student_id: str) -> Row | None:
    """Return a child's newest contact; None without one, and where the file is gone."""
    try:
        contacts = load_file(ledger, student_id).of("contact")
    except LedgerError:
        return None
    return contacts[-1] if contacts else None

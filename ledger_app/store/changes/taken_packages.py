"""Packages whose merge may be undone: the newest of a unit first.

What a later package was merged against is the one before it. Were that one taken back alone, what
it brought would look as if this ledger had taken it away, and would go down as a correction.
"""

from __future__ import annotations

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger

_TAKEN = (
    "SELECT p.no, p.unit_code, p.unit_name FROM package p JOIN change c ON c.record_id = p.id "
    "WHERE c.revision_no = ? AND c.table_name = 'package' AND c.op = 'create' "
    "AND p.direction = 'in'"
)
_LATER = (
    "SELECT sequence FROM package WHERE deleted_at IS NULL AND direction = 'in' "
    "AND unit_code = ? AND no > ? ORDER BY no DESC LIMIT 1"
)


def must_be_last(ledger: Ledger, revision_no: int) -> None:
    """Raise LedgerError where a later package of the same unit was taken upon this one."""
    for row in ledger.rows(_TAKEN, [revision_no]):
        later = ledger.value(_LATER, [row["unit_code"], row["no"]])
        if later is not None:
            raise LedgerError(
                f"{row['unit_name']}后来又合并过第 {later} 包，这一次是在它前面的。",
                f"请先撤销第 {later} 包的合并，再撤销这一次。",
            )

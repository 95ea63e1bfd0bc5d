"""Two files that became one: which merges stand, and which must be taken apart before another.

A merge is a revision of the kind MERGING. The pair of files that it makes tells who became whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.past.past_owners import MERGING
from ledger_app.store.lists.student_lookup import name_of

_STANDING = (
    "SELECT r.no, r.at, p.first, p.second, coalesce(p.remark, '') FROM revision r "
    "JOIN change c ON c.revision_no = r.no AND c.table_name = 'child_pair' AND c.op = 'create' "
    "JOIN child_pair p ON p.id = c.record_id WHERE r.kind = ? AND r.undone_by IS NULL ORDER BY r.no"
)


@dataclass(frozen=True)
class Merge:
    """One merge that stands: its revision and time, whose file stayed, which one went into it."""

    revision_no: int
    at: str
    kept: str
    gone: str
    remark: str


def standing(ledger: Ledger) -> list[Merge]:
    """Return the merges that nobody took apart, oldest first."""
    return [Merge(*row) for row in ledger.db.execute(_STANDING, [MERGING]).fetchall()]


def must_be_last(ledger: Ledger, revision_no: int) -> None:
    """Raise LedgerError where a later merge built upon this one: the newest goes first.

    Else nobody could tell which of three files a name on a list stood for.
    """
    found = {merge.revision_no: merge for merge in standing(ledger)}
    own = found.get(revision_no)
    if own is None:
        return
    for later in found.values():
        if later.revision_no > revision_no and {later.kept, later.gone} & {own.kept, own.gone}:
            raise LedgerError(
                f"“{name_of(ledger, later.kept)}”的档案后来又合并过一次（{later.at[:16]}）。",
                "请先拆开后来那一次，再拆这一次。",
            )

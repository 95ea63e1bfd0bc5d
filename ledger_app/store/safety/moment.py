"""How far a ledger had come when it was copied, and what was done in it since."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.store.file.ledger import Ledger


@dataclass(frozen=True)
class Moment:
    """The last entries a copy holds: of the audit trail (with its hash), of changes, of paper."""

    audit_no: int
    audit_hash: str
    revision_no: int
    edition_no: int


@dataclass(frozen=True)
class Since:
    """What a ledger holds that a copy of an earlier moment does not."""

    changes: int
    editions: int


NEVER = Moment(0, "", 0, 0)


def of(ledger: Ledger) -> Moment:
    """Return how far the ledger has come by now."""
    entry = next(iter(ledger.rows("SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1")), {})
    there = ledger.db.table_names()  # before a migration newer tables are not
    return Moment(
        entry.get("no", 0), entry.get("hash", ""),
        ledger.value("SELECT max(no) FROM revision") or 0,
        (ledger.value("SELECT max(no) FROM edition") or 0) if "edition" in there else 0,
    )  # fmt: skip


def since(ledger: Ledger, moment: Moment) -> Since | None:
    """Return what was done since a moment; None if it is none of this ledger's past.

    That is so where an older backup was restored, or a copy went its own way: numbers alone would
    then count other changes as kept.
    """
    if moment != NEVER:
        found = ledger.value("SELECT hash FROM audit WHERE no = ?", [moment.audit_no])
        if found != moment.audit_hash:
            return None
    changes = ledger.value(
        "SELECT count(*) FROM change WHERE revision_no > ?", [moment.revision_no]
    ) + ledger.value(
        "SELECT count(*) FROM audit WHERE no > ? AND event = 'setting'", [moment.audit_no]
    )
    editions = ledger.value("SELECT count(*) FROM edition WHERE no > ?", [moment.edition_no])
    return Since(changes, editions)

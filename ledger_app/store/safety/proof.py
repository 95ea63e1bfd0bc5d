"""How far the log can be trusted: as far as paper carries the head of its audit trail.

Whoever has the password and a database tool can alter records, log and trail together, so that all
of it fits again; but not what was printed before.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.store.file.ledger import Ledger

SHOWN = 12  # characters of a head, as they stand at the foot of a paper


@dataclass(frozen=True)
class Proof:
    """The newest edition whose paper proves a part of the trail; without one, `printout` is ""."""

    printout: str
    number: int
    at: str
    head: str
    since: int  # entries of the trail that no paper proves


def proof(ledger: Ledger) -> Proof:
    """Return which printed edition carries the newest head of the trail."""
    rows = ledger.rows(
        "SELECT e.printout, e.number, e.at, a.hash AS head, a.no FROM edition e "
        "JOIN audit a ON a.hash = e.audit_head ORDER BY a.no DESC LIMIT 1"
    )
    count = int(ledger.value("SELECT count(*) FROM audit"))
    if not rows:
        return Proof("", 0, "", "", count)
    row = rows[0]
    return Proof(row["printout"], row["number"], row["at"], row["head"][:SHOWN], count - row["no"])

"""What is kept for the hand-off beside records, held against them and the audit trail: tombstones,
in whose ledgers records were begun, contents of packages."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.catalogue import TABLES
from ledger_app.store.changes import record_origins, tombstones
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages
from ledger_app.store.safety.fault import Fault, some_of


def problems(ledger: Ledger, origins: int | None, bodies: Mapping[str, str]) -> list[Fault]:
    """Return what is not as the log says. `origins` and `bodies` are what the trail sealed last."""
    if not ledger.db.table("tombstone").exists():
        return []  # a ledger that this program has not opened yet
    found = some_of(_altered_stones(ledger), _stone_fault, "还有 {0} 条删除记录与修改记录不符。")
    if not record_origins.is_right(ledger, origins):
        text = "各条记录是哪个单位建立的，与审计记录不符，被改动过。"
        found.append(Fault("origins_altered", text))
    if altered := packages.altered_bodies(ledger, bodies):
        text = "存下的移交包内容与审计记录不符，被改动过。"
        found.append(Fault("bodies_altered", text, {"digests": altered}))
    return found


def _altered_stones(ledger: Ledger) -> list[tuple[str, str]]:
    """Return (table, record) of each tombstone that is missing, too many or not right."""
    stands, wanted = tombstones.standing(ledger), tombstones.wanted(ledger)
    wrong = [each for each in {**wanted, **stands} if stands.get(each) != wanted.get(each)]
    return [((wanted.get(each) or stands[each])[0], each) for each in wrong]


def _stone_fault(wrong: tuple[str, str]) -> Fault:
    table, record_id = wrong
    label = TABLES[table].label if table in TABLES else table
    text = f"一条{label}的删除记录（谁、何时、为什么）与修改记录不符，被改动过。"
    return Fault("tombstone_altered", text, {"table": table, "record": record_id})

"""Who wrote here last what two units have otherwise: of the field itself, not of its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.domain.merging.plan import Asked
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.handoff.told_rows import MERGE, authors
from ledger_app.store.handoff.units import PLACES, place_names
from ledger_app.store.lists.id_lists import THESE, these

Writers = dict[tuple[str, str], tuple[str, str]]  # (record, field) to who and when

_LAST = (
    "SELECT c.record_id, c.field, r.author, r.at, r.kind, max(c.no) FROM change c "
    f"JOIN revision r ON r.no = c.revision_no WHERE c.record_id IN {THESE} "
    "AND c.op = 'update' AND c.revision_no < ? GROUP BY c.record_id, c.field"
)


def written_here(revision: Revision, asked: Sequence[Asked]) -> Writers:
    """Return who wrote each value that is asked about here last, and when: {(record, field): …}.

    What this revision itself wrote does not count. A value that nobody changed was written by
    whoever wrote the record.
    """
    ledger = revision.ledger
    ids = place_names(ledger).ids
    wrote = authors(ledger, {each.student for each in asked if each.student})
    local = {(each.table, each.record): _local(each, ids) for each in asked}
    changed = {
        (record, field): (wrote.get(record, author) if kind == MERGE else author, at)
        for record, field, author, at, kind, _ in ledger.db.execute(
            _LAST, [these(dict.fromkeys(local.values())), revision.no]
        ).fetchall()
    }
    stamps: dict[str, str] = {}
    for table in dict.fromkeys(each.table for each in asked):
        own = [here for (of, _), here in local.items() if of == table]
        sql = f"SELECT id, updated_at FROM {table} WHERE id IN {THESE}"
        stamps.update(ledger.db.execute(sql, [these(own)]).fetchall())
    found: Writers = {}
    for each in asked:
        record = local[each.table, each.record]
        whole = (wrote.get(record, ""), stamps.get(record, ""))
        found[each.record, each.field] = changed.get((record, each.field)) or whole
    return found


def _local(asked: Asked, ids: Mapping[str, str]) -> str:
    return ids.get(asked.record, asked.record) if asked.table in PLACES else asked.record

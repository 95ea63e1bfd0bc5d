"""Whose a record was on a past day: two files that became one since were two of them then.

Example: a contact of 3 October stood in B; on 5 November B was merged into A. As of 31 October the
contact is B's, and so is every roll call that named B.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, MutableMapping, Sequence

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.domain.student_file import Row
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.child_lists import COLUMNS, LISTS
from ledger_app.store.lists.id_lists import THESE, these

MERGING = "merge_files"  # the kind of a revision that makes one file of two
Records = dict[str, Sequence[Row]]  # of one child, by table
_Place = tuple[str, str]  # table and record
_MOVES = (
    f"SELECT table_name, record_id, old FROM change WHERE field = '{OWNER}' "
    f"AND revision_no >= ?1 AND (old IN {THESE.replace('?', '?2')} "
    f"OR student_id IN {THESE.replace('?', '?2')}) ORDER BY no"
)
_LISTS_CHANGED = (
    "SELECT c.table_name, c.record_id, c.old FROM revision r JOIN change c ON c.revision_no = r.no "
    "WHERE r.kind = ?1 AND r.undone_by IS NULL AND r.no >= ?2 AND c.field = 'children' "
    "ORDER BY c.no"
)


def put_back_owners(
    ledger: Ledger,
    ids: Collection[str],
    records: MutableMapping[str, Records],
    first_no: int,
    living: str,
) -> list[str]:
    """Give these children the records that were theirs before a revision, and take the others.

    `living` is the SQL condition for rows that stood then. Returns the ids of what came.
    """
    if not ledger.value(f"SELECT 1 FROM change WHERE field = '{OWNER}' LIMIT 1"):
        return []
    owners: dict[_Place, str] = {}
    for table, record_id, before in ledger.db.execute(_MOVES, [first_no, these(ids)]).fetchall():
        owners.setdefault((table, record_id), before)
    for student_id in ids:
        own = records.get(student_id, {})
        for table, rows in own.items():
            own[table] = [
                row for row in rows if owners.get((table, row["id"]), student_id) == student_id
            ]
    came = []
    for table in dict.fromkeys(table for table, _ in owners):
        wanted = {each: to for (name, each), to in owners.items() if name == table and to in ids}
        for row in _rows(ledger, table, "*", wanted, living):
            _add(records, wanted[row["id"]], table, row)
            came.append(str(row["id"]))
    _put_back_lists(ledger, ids, records, first_no, living)
    return came


def _put_back_lists(
    ledger: Ledger,
    ids: Collection[str],
    records: MutableMapping[str, Records],
    first_no: int,
    living: str,
) -> None:
    """Let lists name whom they named before files were merged."""
    for table, record_id, names in _first(ledger, first_no):
        columns = ", ".join(COLUMNS[table])
        for row in _rows(ledger, table, columns, [record_id], living):
            for student_id in ids:
                own = records.get(student_id, {})
                has = any(each["id"] == record_id for each in own.get(table, ()))
                if has and student_id not in names:
                    own[table] = [each for each in own[table] if each["id"] != record_id]
                elif not has and student_id in names:
                    _add(records, student_id, table, row)


def _first(ledger: Ledger, first_no: int) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the lists that merges changed, with whom each named before the first of them."""
    found: dict[_Place, list[str]] = {}
    for table, record_id, before in ledger.db.execute(_LISTS_CHANGED, [MERGING, first_no]):
        if table in LISTS:
            found.setdefault((table, record_id), (before or "").split())
    for (table, record_id), names in found.items():
        yield table, record_id, names


def _rows(ledger: Ledger, table: str, columns: str, ids: Collection[str], living: str) -> list[Row]:
    sql = f"SELECT {columns} FROM {table} WHERE id IN {THESE} AND {living}"
    return list(ledger.rows(sql, [these(ids)]))


def _add(records: MutableMapping[str, Records], student_id: str, table: str, row: Row) -> None:
    """Put a record into its place among the child's, unless it is there."""
    own = records.setdefault(student_id, {})
    rows = list(own.get(table, ()))
    if not any(each["id"] == row["id"] for each in rows):
        by = TABLES[table].sort_by
        rows.append(row)
        own[table] = sorted(rows, key=lambda each: (each[by] or "" if by else "", each["no"]))

"""Which lists of the unit name a child: roll calls that saw it, name lists that have it.

A list is one row with the ids of its children; `listed_child` is derived from that, one short row a
child, so that a township's roll calls of a year are looked through by child. Rebuilt in the
transaction that writes a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ledger_app.catalogue import TABLES
from ledger_app.domain.reads import Reads, narrow_row
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

# What a child's file holds of the lists that name it: everything but the names on them.
LISTS: dict[str, tuple[str, ...]] = {
    table: tuple(f.key for f in TABLES[table].fields if f.key not in ("children", "scope"))
    for table in ("roll_call", "name_list")
}
_OWN = ("no", "id", "created_at", "updated_at", "deleted_at")
COLUMNS = {table: tuple(dict.fromkeys(("no", *keys, *_OWN))) for table, keys in LISTS.items()}


def relink(ledger: Ledger, touched: Mapping[str, Iterable[str]]) -> list[str]:
    """Work out anew whom these lists name, by table and id; return the children concerned.

    Those that a list named before are among them.
    """
    concerned: dict[str, None] = {}
    for table, ids in touched.items():
        for record_id in ids:
            concerned.update(dict.fromkeys(_relink_one(ledger, table, record_id)))
    return list(concerned)


def _relink_one(ledger: Ledger, table: str, record_id: str) -> list[str]:
    list_no, text = ledger.db.execute(
        f"SELECT no, coalesce(children, '') FROM {table} WHERE id = ?", [record_id]
    ).fetchone()
    where = "table_name = ? AND list_no = ?"
    before = ledger.column(
        "SELECT id FROM student JOIN listed_child ON student_no = no "
        f"WHERE {where} AND deleted_at IS NULL",
        [table, list_no],
    )
    named = text.split()
    ledger.db.execute(f"DELETE FROM listed_child WHERE {where}", [table, list_no])
    ledger.db.execute(
        "INSERT OR IGNORE INTO listed_child (student_no, table_name, list_no) "
        f"SELECT no, ?, ? FROM student WHERE id IN {THESE}",
        [table, list_no, these(named)],
    )
    # A child may be deleted meanwhile: only the living have a place in the lists.
    living = ledger.column(
        f"SELECT id FROM student WHERE deleted_at IS NULL AND id IN {THESE}", [these(named)]
    )
    return list(dict.fromkeys([*before, *living]))


def named_by(
    ledger: Ledger,
    ids: Sequence[str] | None,
    reads: Reads | None,
    living: str,
    tables: Iterable[str] = LISTS,
) -> Iterator[tuple[str, str, Sequence[Row]]]:
    """Yield (child, table, rows) for the lists that name these children, None: all, oldest first.

    `living` is the SQL condition for lists that stand.
    """
    for table in tables:
        if reads is not None and table not in reads:
            continue
        links = _links(ledger, table, ids)
        # Of a year of roll calls only those that saw these children.
        few = None if ids is None else {list_no for _, list_no in links}
        rows = _rows(ledger, table, reads, living, few)
        found: dict[str, list[Row]] = {}
        for student_id, list_no in links:
            if list_no in rows:
                found.setdefault(student_id, []).append(rows[list_no])
        by = TABLES[table].sort_by
        for student_id, own in found.items():
            yield student_id, table, sorted(own, key=lambda row: (row[by] or "", row["id"]))


def _links(ledger: Ledger, table: str, ids: Sequence[str] | None) -> list[tuple[str, int]]:
    """Return (child, number of a list that names it)."""
    if ids is None:
        sql = "SELECT s.id, c.list_no FROM listed_child c JOIN student s ON s.no = c.student_no "
        return ledger.db.execute(f"{sql}WHERE c.table_name = ?", [table]).fetchall()
    # From the children to their lists: the other way round every list would be gone through.
    sql = "SELECT s.id, c.list_no FROM student s CROSS JOIN listed_child c ON c.student_no = s.no "
    return ledger.db.execute(
        f"{sql}WHERE s.id IN {THESE} AND c.table_name = ?", [these(ids), table]
    ).fetchall()


def _rows(
    ledger: Ledger, table: str, reads: Reads | None, living: str, nos: Collection[int] | None
) -> dict[int, Row]:
    if nos is not None and not nos:
        return {}
    wanted = COLUMNS[table] if reads is None else dict.fromkeys(("no", "id", *reads[table]))
    columns = ", ".join(wanted)
    kind = dict if reads is None else narrow_row(table)
    among, params = ("", []) if nos is None else (f" AND no IN {THESE}", [these(nos)])
    found = ledger.rows(f"SELECT {columns} FROM {table} WHERE {living}{among}", params, kind)
    return {row["no"]: row for row in found}


def newly_listed(record: Row) -> list[str]:
    """Return the ids of the children that a list names."""
    return str(record.get("children") or "").split()


def is_linked_right(ledger: Ledger) -> bool:
    """Tell whether children are linked to exactly the lists that name them."""
    numbers = dict(ledger.db.execute("SELECT id, no FROM student").fetchall())
    stored = set(ledger.db.execute("SELECT student_no, table_name, list_no FROM listed_child"))
    named = {
        (numbers[student_id], table, row["no"])
        for table in LISTS
        for row in ledger.rows(f"SELECT no, children FROM {table}")
        for student_id in newly_listed(row)
        if student_id in numbers
    }
    return stored == named

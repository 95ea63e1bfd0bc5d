"""Every record held against the change log: what it was made with, and each change since.

An old page that was put back, or a record that was changed with another tool, has its valid seal
as storage; here it is found and named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.store.changes import created
from ledger_app.store.changes.created import Created
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.safety import row_words
from ledger_app.store.safety.fault import NAMED, Fault

_CHANGES = (
    "SELECT c.record_id, c.op, c.field, c.new, c.revision_no, r.at, r.author "
    "FROM change c LEFT JOIN revision r ON r.no = c.revision_no "
    f"WHERE c.record_id IN {THESE} AND c.table_name = ? AND c.op <> 'create' ORDER BY c.no"
)
_MOST_ARGUMENTS = 60  # of a function in SQL


@dataclass
class _Batch:
    """Records of one table as the log has them: a list of values for each column."""

    table: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    since: list[int] = field(default_factory=list)  # stamps are known up to this revision

    def __len__(self) -> int:
        return len(self.since)

    def add(self, more: Created, at: str) -> None:
        """Take in further records, made at that time."""
        before, count = len(self), len(more.columns["id"])
        given = dict(more.columns)
        if "created_at" not in given:  # else it was made elsewhere, and keeps its times
            given["created_at"] = given["updated_at"] = [at] * count
        knows_stamps = "deleted_at" in given  # of a log that began anew
        for key in given.keys() | self.columns.keys():
            own = self.columns.setdefault(key, [None] * before)
            own += given.get(key) or [None] * count
        self.since += [more.revision_no if knows_stamps else 0] * count


@dataclass
class _Seen:
    """What one look through the log came to."""

    faults: list[Fault] = field(default_factory=list)
    more: int = 0  # faults that are only counted
    made: dict[str, int] = field(default_factory=dict)  # records of the log, by table
    there: dict[str, int] = field(default_factory=dict)  # of those, found in the table
    last: dict[str, int] = field(default_factory=dict)  # number of the last one, by table

    def add(self, fault: Fault) -> None:
        """Take in one fault; beyond NAMED it is counted."""
        if len(self.faults) < NAMED:
            self.faults.append(fault)
        else:
            self.more += 1


def problems(ledger: Ledger) -> list[Fault]:
    """Return every record that is not what its changes say, those missing and those too many."""
    seen = _Seen()
    for batch in _batches(ledger):
        _compare(ledger, batch, seen)
    for table in TABLES:
        _look_for_others(ledger, table, seen)
    _look_for_forgotten(ledger, seen)
    if seen.more:
        seen.faults.append(Fault("row_changed", f"还有 {seen.more} 处记录与修改记录不符。"))
    return seen.faults


def _batches(ledger: Ledger) -> Iterator[_Batch]:
    """Yield the records of all tables, oldest first, about a portion of one table at a time."""
    times = dict(ledger.db.execute("SELECT no, at FROM revision").fetchall())
    open_ones: dict[str, _Batch] = {}
    for more in created.everything(ledger):
        if more.table not in TABLES:
            continue
        batch = open_ones.setdefault(more.table, _Batch(more.table))
        batch.add(more, times.get(more.revision_no, ""))
        if len(batch) >= created.PORTION:
            yield open_ones.pop(more.table)
    yield from open_ones.values()


def _compare(ledger: Ledger, batch: _Batch, seen: _Seen) -> None:
    table, changed_at = batch.table, _apply_changes(ledger, batch)
    count = len(batch)
    used, rest = _split(ledger, batch)
    rows = _rows(ledger, batch, seen.last.get(table, 0), used, rest)
    seen.made[table] = seen.made.get(table, 0) + count
    seen.there[table] = seen.there.get(table, 0) + len(rows)
    if not rows:
        _name_missing(ledger, batch, set(), seen)
        return
    seen.last[table] = rows[-1][0]
    if any(row[1] is not None for row in rows):  # something stands where nothing was ever written
        used, rest = [*used, *rest], []
        rows = _rows(ledger, batch, 0, used, rest)
    stands = dict(zip(("no", "rest", *used), map(list, zip(*rows, strict=True)), strict=True))
    if stands["id"] != batch.columns["id"]:
        _put_in_order(ledger, batch, stands, seen)
    for key in used:
        wanted = batch.columns.get(key) or [None] * len(stands["id"])
        if stands[key] != wanted:
            _name_differing(ledger, batch, stands, key, wanted, changed_at, seen)


def _split(ledger: Ledger, batch: _Batch) -> tuple[list[str], list[str]]:
    """Return the columns of the table that the log has values for, and the others."""
    found = ledger.db.execute("SELECT name FROM pragma_table_info(?)", [batch.table])
    names = [name for (name,) in found if name != "no"]
    used = [name for name in names if name in batch.columns]
    return used, [name for name in names if name not in batch.columns]


def _rows(
    ledger: Ledger, batch: _Batch, last: int, used: list[str], rest: list[str]
) -> list[tuple[Any, ...]]:
    """Return the records as they stand: number, a value where there should be none, the columns.

    They follow each other in the table as they do in the log, where nobody meddled: that is twice
    as fast as looking each of them up.
    """
    ids, place = batch.columns["id"], used.index("id") + 2
    parts = [
        rest[start : start + _MOST_ARGUMENTS] for start in range(0, len(rest), _MOST_ARGUMENTS)
    ]
    others = ", ".join(f"coalesce({', '.join((*part, 'NULL'))})" for part in parts)
    select = f"SELECT no, coalesce({others or 'NULL'}, NULL), {', '.join(used)} FROM {batch.table}"
    rows = ledger.db.execute(
        f"{select} WHERE no > ? ORDER BY no LIMIT ?", [last, len(ids)]
    ).fetchall()
    if [row[place] for row in rows] == ids:
        return rows
    return ledger.db.execute(f"{select} WHERE id IN {THESE} ORDER BY no", [these(ids)]).fetchall()


def _put_in_order(ledger: Ledger, batch: _Batch, stands: dict[str, list[Any]], seen: _Seen) -> None:
    """Bring both sides to the records that are there, in the order of the log; name the others."""
    there = {record_id: at for at, record_id in enumerate(stands["id"])}
    if len(there) == len(batch):
        text = f"{TABLES[batch.table].label}的先后次序被改动过。"
        seen.add(Fault("row_order", text, {"table": batch.table}))
    _name_missing(ledger, batch, there.keys(), seen)
    left = [there[record_id] for record_id in batch.columns["id"]]
    for key, values in stands.items():
        stands[key] = [values[at] for at in left]


def _name_missing(ledger: Ledger, batch: _Batch, there: Collection[str], seen: _Seen) -> None:
    """Name the records that are not there, and leave them out."""
    missing = {at for at, each in enumerate(batch.columns["id"]) if each not in there}
    for at in sorted(missing):
        record = {key: values[at] for key, values in batch.columns.items()}
        seen.add(row_words.removed(ledger, batch.table, record))
    for key, values in batch.columns.items():
        batch.columns[key] = [value for at, value in enumerate(values) if at not in missing]


def _name_differing(
    ledger: Ledger,
    batch: _Batch,
    stands: dict[str, list[Any]],
    key: str,
    wanted: list[Any],
    changed_at: dict[tuple[str, str], str],
    seen: _Seen,
) -> None:
    for at, (right, found) in enumerate(zip(wanted, stands[key], strict=True)):
        if right != found:
            record = {name: values[at] for name, values in stands.items()}
            day = changed_at.get((record["id"], key)) or batch.columns["created_at"][at]
            seen.add(row_words.changed(ledger, batch.table, record, key, right, day))


def _apply_changes(ledger: Ledger, batch: _Batch) -> dict[tuple[str, str], str]:
    """Bring the records to what the log says; return when each field was changed last."""
    ids, changed_at = batch.columns["id"], dict[tuple[str, str], str]()
    places = {record_id: at for at, record_id in enumerate(ids)}
    for record_id, op, key, new, no, at, author in ledger.db.execute(
        _CHANGES, [these(ids), batch.table]
    ):
        place = places[record_id]
        values: dict[str, Any] = {key: new} if op == "update" else {}
        if no > batch.since[place]:
            values["updated_at"] = at
            if op != "update":
                values["deleted_at"] = at if op == "delete" else None
            elif batch.table == STUDENT.key:
                values["updated_by"] = author
        for name, value in values.items():
            batch.columns.setdefault(name, [None] * len(ids))[place] = value
            changed_at[record_id, name] = at or ""
    return changed_at


def _look_for_others(ledger: Ledger, table: str, seen: _Seen) -> None:
    """Name the records that the log knows nothing of, where the numbers say that there are any."""
    if ledger.value(f"SELECT count(*) FROM {table}") == seen.there.get(table, 0):
        return
    known: set[str] = set()
    for more in created.everything(ledger):
        known.update(more.columns["id"] if more.table == table else ())
    ids: list[str] = ledger.column(f"SELECT id FROM {table} ORDER BY no")
    for record in _rows_of(ledger, table, [each for each in ids if each not in known]):
        seen.add(row_words.added(ledger, table, record))


def _rows_of(ledger: Ledger, table: str, ids: Sequence[str]) -> Iterable[Row]:
    for record_id in ids:
        yield ledger.rows(f"SELECT * FROM {table} WHERE id = ?", [record_id])[0]


def _look_for_forgotten(ledger: Ledger, seen: _Seen) -> None:
    """Name records made or changed by the log that are nowhere: gone before it began anew."""
    counts = ledger.db.execute(
        "SELECT table_name, count(*) FROM change WHERE op = 'create' GROUP BY 1"
    ).fetchall()
    for table, count in counts:
        if table not in TABLES or count <= seen.made.get(table, 0):
            continue
        for row in ledger.rows(
            "SELECT record_id AS id, student_id FROM change c WHERE op = 'create' "
            f"AND table_name = ? AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = c.record_id)",
            [table],
        ):
            seen.add(row_words.removed(ledger, table, row))

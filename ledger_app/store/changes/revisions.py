"""Every write is a revision: one transaction of rows, changes, today's status, an audit entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.catalogue.unit_tables.calendar_day import CALENDAR_DAY
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.changes import created, school_names, tombstones
from ledger_app.store.changes.baseline import REVISION, sealed
from ledger_app.store.changes.origin import Origin, own_origin
from ledger_app.store.file import audit
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.saving import saving
from ledger_app.store.lists import child_lists, search_texts, student_index, whole_file
from ledger_app.store.lists.added_files import AddedFiles
from ledger_app.store.lists.records import record

_CHANGE = (
    "INSERT INTO change (revision_no, table_name, record_id, student_id, op, field, old, new) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_TIMES = ("created_at", "updated_at")


class Revision:
    """The writing end of one open revision. Made by `revise` only."""

    def __init__(self, ledger: Ledger, kind: str, about: str, origin: Origin | None) -> None:
        self.ledger, self.kind, self.about, self.at = ledger, kind, about, ledger.now()
        self.author = ledger.author
        self.no, self.origin, self.incarnation, self.number = _begin(self, origin)
        self.undoes: int | None = None
        self.change_count = 0
        self.students: dict[str, None] = {}  # in the order of their changes
        self.schools: set[str] = set()
        self.lists: dict[str, dict[str, None]] = {}  # roll calls and name lists, by table
        self.has_other_rules = False  # or another calendar: all due days are other ones
        self.sum, self.created = audit.ChangeSum(), audit.ChangeSum()
        self.beside: dict[str, Any] = {}  # what the audit entry seals besides records
        self.added = AddedFiles(ledger, self.at)

    def insert(
        self,
        table: str,
        values: Mapping[str, Any],
        *,
        student_id: str | None = None,
        record_id: str | None = None,
    ) -> str:
        """Add one record and return its id. Unknown keys raise KeyError."""
        added = {**values, "id": record_id or uuid4().hex}
        if TABLES[table].of_student:
            added["student_id"] = student_id
        self.insert_many(table, [added])
        return str(added["id"])

    def insert_many(self, table: str, records: Sequence[Row]) -> None:
        """Add records that carry their `id` (and `student_id`) as they are: one change row each.

        One that carries `created_at` or `updated_at` was written elsewhere, and keeps its times.
        """
        if not records:
            return
        keys = _columns(table, records)
        times = [] if _TIMES[0] in keys else [self.at] * len(_TIMES)
        if not times:
            records = [{**dict.fromkeys(_TIMES, self.at), **each} for each in records]
        columns = [*keys, *_TIMES[: len(times)]]
        self.ledger.db.conn.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            ([*map(each.get, keys), *times] for each in records),
        )
        self._log(
            (table, each["id"], _student_of(table, each), "create", "", None, None)
            for each in records
        )
        self.created.add(created.keep(self.ledger, self.no, table, keys, records))
        self.added.add(table, records)

    def update(
        self, table: str, record_id: str, values: Mapping[str, Any], before: Row | None = None
    ) -> dict[str, Any]:
        """Write fields of one record; return {key: old value} of those that really changed.

        `before` is the row as it stands, where the caller has read it under the ledger's lock.
        """
        for key in values:
            TABLES[table].field(key)
        # Only what really changes is logged: undo must not put back what nobody touched.
        before = before or record(self.ledger, table, record_id, values)
        changed = {key: new for key, new in values.items() if before[key] != new}
        if not changed:
            return {}
        sets = ", ".join(f"{key} = ?" for key in changed)
        self.ledger.db.execute(
            f"UPDATE {table} SET {sets}, updated_at = ?{_stamp(table)} WHERE id = ?",
            [*changed.values(), self.at, *self._stamp_values(table), record_id],
        )
        student_id = _student_of(table, before)
        self._log(
            (table, record_id, student_id, "update", key, before[key], new)
            for key, new in changed.items()
        )
        return {key: before[key] for key in changed}

    def move(self, table: str, record_ids: Sequence[str], student_id: str) -> None:
        """Give records to another child's file, as they are: in the log a change of their owner."""
        owners = {each: record(self.ledger, table, each, ("id",))[OWNER] for each in record_ids}
        self.ledger.db.conn.executemany(
            f"UPDATE {table} SET {OWNER} = ?, updated_at = ? WHERE id = ?",
            ([student_id, self.at, each] for each in owners),
        )
        self._log(
            (table, each, student_id, "update", OWNER, before, student_id)
            for each, before in owners.items()
        )
        for before in dict.fromkeys(owners.values()):
            self.students[before] = None
            self.added.forget(before)
        tombstones.follow(self.ledger, owners, student_id)

    def delete(
        self,
        table: str,
        record_ids: Iterable[str],
        why: str = "",
        at: str | None = None,
        author: str | None = None,
    ) -> None:
        """Mark records deleted. They stay in the file, with a tombstone: undo brings them back.

        `at` and `author` are told where somebody else deleted them, in a ledger of theirs.
        """
        owners = self._mark(table, list(record_ids), self.at)
        told = at or self.at, self.author if author is None else author
        tombstones.set_up(self.ledger, table, owners, *told, why)
        by = None if told == (self.at, self.author) else tombstones.TOLD.join(told)
        self._log((table, each, owners[each], "delete", "", by, why or None) for each in owners)

    def undelete(self, table: str, record_ids: Iterable[str]) -> None:
        """Take the mark and the tombstone off again; why there was one stays in the log."""
        owners = self._mark(table, list(record_ids), None)
        whys = tombstones.take_away(self.ledger, owners)
        self._log(
            (table, each, owners[each], "undelete", "", whys.get(each), None) for each in owners
        )

    def _mark(self, table: str, record_ids: list[str], at: str | None) -> dict[str, str | None]:
        """Set or take off the mark; return whose records they are."""
        owner = "id" if table == STUDENT.key else OWNER
        owners: dict[str, str | None] = dict.fromkeys(record_ids)
        if table == STUDENT.key or TABLES[table].of_student:
            for each in owners:
                owners[each] = self.ledger.value(
                    f"SELECT {owner} FROM {table} WHERE id = ?", [each]
                )
        self.ledger.db.conn.executemany(
            f"UPDATE {table} SET deleted_at = ?, updated_at = ? WHERE id = ?",
            ([at, self.at, each] for each in owners),
        )
        return owners

    def _stamp_values(self, table: str) -> list[str]:
        return [self.ledger.author] if table == STUDENT.key else []

    def _log(self, changes: Iterable[tuple[Any, ...]]) -> None:
        rows = [(self.no, *change) for change in changes]
        self.ledger.db.conn.executemany(_CHANGE, rows)
        self.sum.add(rows)
        for row in rows:
            if row[3]:
                self.students[row[3]] = None
                if row[4] != "create":
                    self.added.forget(row[3])
            else:
                if row[1] in child_lists.LISTS:
                    self.lists.setdefault(row[1], {})[row[2]] = None
                    continue
                # A school, a class, a rule: what is kept of them at hand is old now.
                self.ledger.lasting.clear()
                if row[1] in ("school", "school_class"):
                    self.schools.add(row[2])
                    if row[5] == "school" and row[6]:
                        self.schools.add(row[6])  # the class was there before
                elif row[1] in (RULE_CHANGE.key, CALENDAR_DAY.key):
                    self.has_other_rules = True
        self.change_count += len(rows)


@contextmanager
def revise(
    ledger: Ledger, kind: str, about: str, origin: Origin | None = None
) -> Iterator[Revision]:
    """Open one revision; everything in the block is kept together or not at all.

    `about` says in words what is changed; an undo or redo of it is about the same. `origin` is
    given where it was made in another ledger.
    A block that changes nothing leaves no revision. Raises LedgerError on a full or failing disk,
    or when the file was taken away.
    """
    try:
        with saving(ledger):
            revision = Revision(ledger, kind, about, origin)
            yield revision
            shown = _finish(revision)
    except BaseException:
        ledger.forget()  # what was read meanwhile has never been
        raise
    if revision.schools or revision.has_other_rules:
        ledger.forget()
    else:
        search_texts.renew(ledger, list(revision.students))
    if shown is not None:
        whole_file.keep(ledger, *shown)
    if revision.change_count:
        others = bool(revision.schools) or not revision.students
        ledger.note_changed(revision.students, others=others)


def _finish(revision: Revision) -> tuple[StudentFile, list[Row]] | None:
    """Bring the lists up to date and seal the revision; return the child's file if it is one,
    and the outcomes of its reminders."""
    ledger, no = revision.ledger, revision.no
    if revision.change_count == 0:
        ledger.db.execute("DELETE FROM revision WHERE no = ?", [no])
        return None
    if revision.schools:
        _follow_schools(revision)
    if revision.lists:
        revision.students.update(dict.fromkeys(child_lists.relink(ledger, revision.lists)))
    shown = student_index.refresh_touched(
        ledger, revision.students, revision.schools, revision.added
    )
    if revision.has_other_rules:
        student_index.follow_rules(ledger)
    audit.append(ledger, "revision", _seals(revision))
    return shown


def _follow_schools(revision: Revision) -> None:
    """Take a school's other name over where it is named; note whom the school concerns."""
    ledger = revision.ledger
    for table, record_id, values in list(school_names.following(ledger, revision.no)):
        revision.update(table, record_id, values)
    sent = school_names.sent_to(ledger, revision.no, revision.schools)
    revision.students.update(dict.fromkeys(sent))


def _seals(revision: Revision) -> dict[str, Any]:
    """Return what the entry of a revision says of it, so that `check` finds what was altered."""
    seals = {
        "no": revision.no,
        "kind": revision.kind,
        "count": revision.change_count,
        "sum": revision.sum.text,
        "created": revision.created.text,
        "row": audit.row_sum(sealed(tuple(getattr(revision, key) for key in REVISION))),
    }
    return seals | revision.beside


def _begin(revision: Revision, told: Origin | None) -> tuple[int, str, str, int]:
    """Write the row of a revision; return its number, and where it was made as which one."""
    ledger, own = revision.ledger, own_origin(revision.ledger)
    origin, incarnation, number = told or (*own, None)
    cursor = ledger.db.execute(
        "INSERT INTO revision (kind, about, author, at, origin, incarnation, number) VALUES "
        "(?, ?, ?, ?, ?, ?, coalesce(?, 1 + coalesce((SELECT seq FROM sqlite_sequence "
        "WHERE name = 'revision'), 0)))",
        [revision.kind, revision.about, revision.author, revision.at, origin, incarnation, number],
    )
    no = int(cursor.lastrowid or 0)
    return no, origin, incarnation, no if number is None else number


def _columns(table: str, records: Sequence[Row]) -> list[str]:
    used: dict[str, None] = {}
    for each in records:
        if not each.keys() <= used.keys():  # nearly all rows of an import have the same
            used.update(dict.fromkeys(each))
    if not used.keys().isdisjoint(_TIMES):
        used.update(dict.fromkeys(_TIMES))
    known = {field.key for field in TABLES[table].fields} | {"id", OWNER, *_TIMES}
    if unknown := set(used) - known - ({"updated_by"} if table == STUDENT.key else set()):
        raise KeyError(f"{table}: {', '.join(sorted(unknown))}")
    return list(used)


def _stamp(table: str) -> str:
    return ", updated_by = ?" if table == STUDENT.key else ""


def _student_of(table: str, row: Row) -> str | None:
    if table == STUDENT.key:
        return str(row["id"])
    return row.get("student_id")

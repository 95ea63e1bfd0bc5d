"""拆分档案: a file that was two children's gives some of its records to a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.actions import edit_file
from ledger_app.actions.merging.merge_files import OF_CHILD, SAID_OF
from ledger_app.actions.ownership.must_write import must_keep_all
from ledger_app.catalogue import STUDENT, TABLES, Table
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain import values
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.marks import with_day
from ledger_app.domain.student_file import Row
from ledger_app.store.changes import file_numbers, record_origins
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.lists.records import record, records_of
from ledger_app.store.rosters import child_pairs

# Of the file itself, or different for each child: typed for the new one or left empty.
_STAYING = frozenset({"file_no", "file_status", "opened_on", "opened_by", "name"})


@dataclass(frozen=True)
class Movable:
    """A record that may go to the new file: its table, its id, what it says in one line."""

    table: Table
    record_id: str
    told: str


@dataclass(frozen=True)
class Split:
    """What a split did: its revision, both files, how many records went over."""

    revision_no: int
    old: str
    new: str
    moved: int


def movable(ledger: Ledger, student_id: str) -> list[Movable]:
    """Return all records of a file, in the order of its tabs."""
    found = []
    for table in OF_CHILD:
        rows = records_of(ledger, table.key, student_id)
        found += [Movable(table, row["id"], _told(table, row)) for row in rows]
    return found


def divisible(ledger: Ledger, student_id: str) -> list[tuple[str, str, str]]:
    """Return (key, label, text) of what the file says of its child, but for its name."""
    row = _living(ledger, student_id)
    schools = places.school_names(ledger)
    return [
        (each.key, each.label, schools.get(row[each.key]) or values.display(each, row[each.key]))
        for each in STUDENT.fields
        if row[each.key] and each.key not in _STAYING
    ]


def split(
    ledger: Ledger,
    student_id: str,
    given: Mapping[str, object],
    *,
    records: Sequence[str] = (),
    taken: Sequence[str] = (),
    shared: Sequence[str] = (),
) -> Split:
    """Open a second file, as one revision: these records go there, and what is `given` is its own.

    Fields `taken` go from the old file to the new, `shared` ones stand in both. Lists that name
    the child go on naming the old file. Raises LedgerError without a name, or for unknown records.
    """
    with ledger.lock:
        row = _living(ledger, student_id)
        stored = {
            **{key: row[key] for key in (*shared, *taken) if key not in _STAYING and row[key]},
            **edit_file.parsed(ledger, STUDENT, given),
        }
        if not stored.get("name"):
            raise LedgerError("新档案的姓名还没填。", "写上另一个孩子的姓名。")
        must_keep_all(ledger, [student_id])
        going = _going(ledger, student_id, records)
        stored = with_day({}, stored, ledger.now()[:10])
        with revise(ledger, "split_file", f"拆分档案：{row['name']}、{stored['name']}") as revision:
            [started] = file_numbers.opened(revision, [stored])
            new = revision.insert(STUDENT.key, started)
            _keep_where_the_other_is(revision, student_id, new)
            for table, ids in going.items():
                revision.move(table, ids, new)
            for table, ids in _said_of(ledger, student_id, going, taken).items():
                revision.move(table, ids, new)
            emptied = dict.fromkeys((key for key in taken if key not in _STAYING), None)
            revision.update(STUDENT.key, student_id, emptied)
            child_pairs.answer(revision, student_id, new, SameChild.OTHER)
    return Split(revision.no, student_id, new, sum(map(len, going.values())))


def _keep_where_the_other_is(revision: Revision, old: str, new: str) -> None:
    """Let the unit that keeps the old file keep the new one: else it would never hear of it."""
    keeper = keepers(revision.ledger, [old])[old]
    if keeper != own_unit(revision.ledger).code:
        record_origins.note(revision, [(new, keeper, revision.author)])


def _going(ledger: Ledger, student_id: str, records: Sequence[str]) -> dict[str, list[str]]:
    """Return the chosen records by table; raise LedgerError for one that is not the child's."""
    tables = {each.record_id: each.table.key for each in movable(ledger, student_id)}
    found: dict[str, list[str]] = {}
    for record_id in dict.fromkeys(records):
        if record_id not in tables:
            raise LedgerError(f"这份档案里没有编号 {record_id} 的记录。", "用 show 看各条的编号。")
        found.setdefault(tables[record_id], []).append(record_id)
    return found


def _said_of(
    ledger: Ledger, student_id: str, going: Mapping[str, Sequence[str]], taken: Sequence[str]
) -> dict[str, list[str]]:
    """Return by table the notes and second looks of what goes: they tell nothing without it."""
    chosen = {each for ids in going.values() for each in ids}
    found = {}
    for table, (of_table, of_record, key) in SAID_OF.items():
        found[table] = [
            row["id"]
            for row in records_of(ledger, table, student_id)
            if row["id"] not in chosen
            and (row[key] in taken if row[of_table] == STUDENT.key else row[of_record] in chosen)
        ]
    return found


def _living(ledger: Ledger, student_id: str) -> Row:
    if not student_lookup.is_living(ledger, student_id):
        raise LedgerError("找不到这个学生的档案。", "可能已被删除：可用“撤销”找回。")
    return record(ledger, STUDENT.key, student_id)


def _told(table: Table, row: Row) -> str:
    keys = dict.fromkeys(key for key in (table.sort_by, *table.title) if key)
    texts: list[Any] = [values.display(TABLES[table.key].field(key), row[key]) for key in keys]
    return " ".join(filter(None, texts))

"""What a merge came to is written into the ledger: inside one revision, table by table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.catalogue.unit_tables.school import SCHOOL
from ledger_app.domain.merging.plan import MergePlan, Update
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.store.changes import record_origins
from ledger_app.store.changes.file_numbers import follow_told
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Row
from ledger_app.store.handoff import open_conflicts
from ledger_app.store.handoff.last_writers import written_here
from ledger_app.store.handoff.units import PLACES, as_stored, own_unit, place_names, schools_named
from ledger_app.store.lists.id_lists import THESE, these

# Places first: files name them; then the files, which records belong to.
_ORDER = (*PLACES, STUDENT.key, *(key for key in TABLES if key not in (*PLACES, STUDENT.key)))


def carry_out(
    revision: Revision,
    plan: MergePlan,
    unit_code: str,
    theirs: State,
    digest: str = "",
    remembers: Collection[str] | None = None,
    between: Callable[[int, int], None] | None = None,
) -> None:
    """Write what a plan says, with the times and authors that were told, and keep what it asks.

    `between` is told after each table how many of how many are written; what it raises takes all
    of it back.
    `remembers` are digests of the packages that its maker knows, None: all.
    `unit_code` is the sender's, `theirs` what it told (for what schools are called that are not
    known here yet). The lists follow when the revision ends, once for all of it.
    """
    ids = _place_ids(revision, plan, theirs)
    for at, table in enumerate(_ORDER):
        if between is not None:
            between(at, len(_ORDER))
        # What an undone merge had brought lies here, deleted: the same record comes back.
        new, there = _parted(revision, table, plan, ids)
        _create(revision, table, new, ids)
        back = [each for each in plan.revive if each.table == table]
        _revive(revision, table, [*there, *back], ids, theirs.withheld)
        _update(revision, table, [each for each in plan.update if each.told.table == table], ids)
    for table in reversed(_ORDER):
        _bury(revision, table, [each for each in plan.bury if each.table == table], ids)
    _note_origins(revision, plan, unit_code, ids)
    _ask(revision, plan, unit_code, digest, remembers)


def _place_ids(revision: Revision, plan: MergePlan, theirs: State) -> dict[str, str]:
    """Return the ids of all places that are named; a school that is unknown here is begun."""
    names = place_names(revision.ledger)
    ids = dict(names.ids)
    told = {each.id: each.table for each in plan.create if each.table in PLACES}
    ids.update(
        {name: _own_id(revision, told[name], name) for name in sorted(told.keys() - ids.keys())}
    )
    for name in sorted(_schools_in(plan)):
        if name not in ids:
            ids[name] = _begin_school(revision, name, theirs.named.get(name, ""))
    return ids


def _own_id(revision: Revision, table: str, name: str) -> str:
    """Return the id of a place that comes to be.

    One that goes by its id keeps it: else it would come to be once more with each package.
    """
    _, by_id, told = name.partition(":#")
    if by_id and revision.ledger.value(f"SELECT 1 FROM {table} WHERE id = ?", [told]) is None:
        return told
    return uuid4().hex


def _schools_in(plan: MergePlan) -> set[str]:
    named: set[str] = set()
    for each in (*plan.create, *plan.revive):
        named.update(schools_named(each.table, each.values))
    for update in plan.update:
        named.update(schools_named(update.told.table, update.values))
    return named


def _begin_school(revision: Revision, name: str, called: str) -> str:
    """Begin a school that a record names: with its code, and as the other side calls it."""
    code = name.removeprefix("school:")
    own = code.removeprefix("#") if code.startswith("#") else uuid4().hex
    if revision.ledger.value("SELECT 1 FROM school WHERE id = ?", [own]):
        return own  # by now it has a code here, and is called by it
    values = {"name": called or code, "code": None if code.startswith("#") else code}
    return revision.insert(SCHOOL.key, values, record_id=own)


def _parted(
    revision: Revision, table: str, plan: MergePlan, ids: Mapping[str, str]
) -> tuple[list[Told], list[Told]]:
    """Return the records of a table that are to be begun, and those whose row lies here."""
    told = [each for each in plan.create if each.table == table]
    if not told:
        return [], []
    sql = f"SELECT id FROM {table} WHERE id IN {THESE}"
    known = set(revision.ledger.column(sql, [these(_id(each, ids) for each in told)]))
    there = [each for each in told if _id(each, ids) in known]
    return [each for each in told if _id(each, ids) not in known], there


def _create(revision: Revision, table: str, told: Sequence[Told], ids: Mapping[str, str]) -> None:
    rows = [_row(each, ids) for each in told]
    revision.insert_many(table, rows)
    if table == STUDENT.key:
        follow_told(revision, rows)


def _row(told: Told, ids: Mapping[str, str]) -> Row:
    row = as_stored(told.table, told.values, ids)
    row["id"] = ids[told.id] if told.table in PLACES else told.id
    if TABLES[told.table].of_student:
        row[OWNER] = told.student
    if told.made_at:
        row["created_at"] = told.made_at
    if told.changed_at:
        row["updated_at"] = told.changed_at
    return row


def _revive(
    revision: Revision,
    table: str,
    told: Sequence[Told],
    ids: Mapping[str, str],
    withheld: Collection[tuple[str, str]],
) -> None:
    """Bring deleted records back as they are there; what is withheld is as it was."""
    if not told:
        return
    rows = {_id(each, ids): _row(each, ids) for each in told}
    revision.undelete(table, list(rows))
    standing = _standing(revision, table, rows)
    keys = [field.key for field in TABLES[table].fields if (table, field.key) not in withheld]
    for record_id, row in rows.items():
        before = standing[record_id]
        _move(revision, table, record_id, row.get(OWNER), before)
        # What is empty there may be an empty text here: that is no change.
        wanted = {key: row.get(key) for key in keys if key in row or before[key] not in (None, "")}
        revision.update(table, record_id, wanted, before=before)


def _update(
    revision: Revision, table: str, updates: Sequence[Update], ids: Mapping[str, str]
) -> None:
    standing = _standing(revision, table, [_id(each.told, ids) for each in updates])
    for each in updates:
        record_id = _id(each.told, ids)
        before = standing[record_id]
        _move(revision, table, record_id, each.moved_to, before)
        revision.update(table, record_id, as_stored(table, each.values, ids), before=before)


def _move(revision: Revision, table: str, record_id: str, student: str | None, before: Row) -> None:
    if student and TABLES[table].of_student and before[OWNER] != student:
        revision.move(table, [record_id], student)
        before[OWNER] = student


def _standing(revision: Revision, table: str, record_ids: Iterable[str]) -> dict[str, Row]:
    rows = revision.ledger.rows(f"SELECT * FROM {table} WHERE id IN {THESE}", [these(record_ids)])
    return {row["id"]: row for row in rows}


def _bury(revision: Revision, table: str, gone: Sequence[Gone], ids: Mapping[str, str]) -> None:
    """Delete what was deleted there, each as it was told: by whom, when and why."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for each in gone:
        alike.setdefault((each.why, each.at, each.author), []).append(_id(each, ids))
    for (why, at, author), record_ids in alike.items():
        revision.delete(table, record_ids, why=why, at=at or None, author=author or None)


def _id(told: Told | Gone, ids: Mapping[str, str]) -> str:
    return ids[told.id] if told.table in PLACES else told.id


def _updated(plan: MergePlan) -> Iterator[Told]:
    return (each.told for each in plan.update)


def _note_origins(
    revision: Revision, plan: MergePlan, unit_code: str, ids: Mapping[str, str]
) -> None:
    """Keep in whose ledger each record was begun, and who wrote it there last.

    What was here before was begun where it was begun, whatever the sender says of that. What was
    begun here is ours, however it came back: a restored ledger gets it from above.
    """
    own = own_unit(revision.ledger).code
    rows = [(_id(told, ids), told.unit or unit_code, told.author) for told in plan.create]
    again = {_id(told, ids): told.author for told in (*plan.revive, *_updated(plan))}
    elsewhere = record_origins.units_of(revision.ledger, again)
    rows += [(record, unit, again[record]) for record, unit in elsewhere.items()]
    record_origins.note(revision, [row for row in rows if row[1] != own])


def _ask(
    revision: Revision,
    plan: MergePlan,
    unit_code: str,
    digest: str,
    remembers: Collection[str] | None,
) -> None:
    if plan.ask:
        ours_by = written_here(revision, plan.ask)
        open_conflicts.ask(revision, plan.ask, unit_code, digest, ours_by, remembers)
    open_conflicts.settle(revision, plan.settled, unit_code, remembers)

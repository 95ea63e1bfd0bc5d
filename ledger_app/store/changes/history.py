"""History, undo and redo: persistent, for one edit as for a whole import.

Undo writes a new revision that reverses an older one and skips what was edited since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import merges, taken_packages
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.file.memory import large_cache
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.lists.past.past_owners import MERGING
from ledger_app.store.lists.records import record

_REVERSING = {"undo": "撤销：", "redo": "重做："}
# What has gone out of the ledger, or what it rests on, is no step that could be taken back.
_NO_STEPS = {
    "setup": ("建立台账这一步不能撤销。", "单位或学校的名称有误，直接改名称即可。"),
    "pair": ("配对这一步不能撤销。", "配错了单位或换了电脑，请在“移交”里停用或重新配对。"),
    "handover": (
        "档案移交这一步不能撤销：回执可能已经交出去了。",
        "移交错了，在“移交 › 转学流转”里退回原学校，两边都会知道。",
    ),
    "pack": ("做包这一步不能撤销：包可能已经交出去了。", "内容有误，改好以后再做下一包。"),
}
_MANY = 10_000  # changes
_KEPT = object()
_OPPOSITE = {"create": "delete", "undelete": "delete", "delete": "undelete"}


@dataclass(frozen=True)
class Reversal:
    """What an undo or redo did: its three buckets add up to the changes of the revision."""

    revision_no: int
    about: str  # what the reversed revision was about
    reversed_count: int = 0
    kept: tuple[str, ...] = ()  # record titles kept because they were edited since
    failed: tuple[str, ...] = ()


def newest_no(ledger: Ledger) -> int:
    """Return the number of the newest revision, 0 before the first: it moves with every write."""
    return int(ledger.value("SELECT coalesce(max(no), 0) FROM revision"))


def kind_of(ledger: Ledger, revision_no: int) -> str:
    """Return the kind of a revision."""
    return str(ledger.value("SELECT kind FROM revision WHERE no = ?", [revision_no]))


def change_count(ledger: Ledger, revision_no: int) -> int:
    """Return how many changes a revision holds."""
    return int(ledger.value("SELECT count(*) FROM change WHERE revision_no = ?", [revision_no]))


def has_changes_of(ledger: Ledger, revision_no: int, table: str) -> bool:
    """Tell whether a revision changed records of a table."""
    sql = "SELECT 1 FROM change WHERE revision_no = ? AND table_name = ? LIMIT 1"
    return ledger.value(sql, [revision_no, table]) is not None


@dataclass(frozen=True)
class Change:
    """In which table something was changed, how (create, update, delete), in which field."""

    table: str
    op: str
    field: str


def changes_of(ledger: Ledger, revision_no: int) -> frozenset[Change]:
    """Return in which tables and fields a revision changed something, whosever files they are."""
    sql = "SELECT DISTINCT table_name, op, field FROM change WHERE revision_no = ?"
    rows = ledger.rows(sql, [revision_no])
    return frozenset(Change(row["table_name"], row["op"], row["field"] or "") for row in rows)


@dataclass(frozen=True)
class Reversible:
    """The revisions that undo and redo would reverse now (no, kind, about, author, at), or None."""

    undo: Row | None
    redo: Row | None


def reversible(ledger: Ledger) -> Reversible:
    """Return the newest revision that is not undone, and the newest undo that can be redone.

    An undo can be redone as long as nothing but undo and redo, or a package, has followed it.
    """
    steady = ", ".join(f"'{kind}'" for kind in _NO_STEPS)
    rows = ledger.rows(
        "SELECT * FROM revision WHERE no IN ((SELECT max(no) FROM revision "
        f"WHERE kind NOT IN ('undo', 'redo', {steady}) AND undone_by IS NULL), "
        "(SELECT max(no) FROM revision WHERE kind = 'undo' AND undone_by IS NULL AND no > "
        "(SELECT coalesce(max(no), 0) FROM revision WHERE kind NOT IN ('undo', 'redo', 'pack'))))"
    )
    found = {row["kind"] == "undo": row for row in rows}
    return Reversible(found.get(False), found.get(True))


def undo(
    ledger: Ledger,
    revision_no: int | None = None,
    also: Callable[[Revision], None] | None = None,
) -> Reversal:
    """Reverse one revision, by default the newest; raise LedgerError if there is none.

    `also` writes what is to be kept with that, in the same revision.
    """
    source = reversible(ledger).undo if revision_no is None else _revision(ledger, revision_no)
    if source is None:
        raise LedgerError("没有可以撤销的操作。")
    if source["kind"] in _REVERSING:
        raise LedgerError(f"第 {source['no']} 次修改本身就是撤销或重做。", "请用“重做”恢复。")
    if source["kind"] in _NO_STEPS:
        raise LedgerError(*_NO_STEPS[source["kind"]])
    if source["undone_by"] is not None:
        raise LedgerError(f"第 {source['no']} 次修改已经撤销过了。", "如要恢复，请用“重做”。")
    merges.must_be_last(ledger, source["no"])
    taken_packages.must_be_last(ledger, source["no"])
    with _room_for(ledger, source), revise(ledger, "undo", source["about"]) as revision:
        result = _reverse(revision, source)
        if also is not None:
            also(revision)
        _link(ledger, revision, source["no"])
    return result


def redo(ledger: Ledger) -> Reversal:
    """Do again what was undone last; raise LedgerError if there is nothing to redo."""
    source = reversible(ledger).redo
    if source is None:
        raise LedgerError("没有可以重做的操作。")
    with _room_for(ledger, source), revise(ledger, "redo", source["about"]) as revision:
        result = _reverse(revision, source)
        _link(ledger, revision, source["no"])
        ledger.db.execute("UPDATE revision SET undone_by = NULL WHERE no = ?", [source["undoes"]])
    return result


def _room_for(ledger: Ledger, source: Row) -> AbstractContextManager[None]:
    """Keep as many pages in memory for reversing an import as for writing it."""
    return large_cache(ledger) if change_count(ledger, source["no"]) >= _MANY else nullcontext()


def _link(ledger: Ledger, revision: Revision, source_no: int) -> None:
    ledger.db.execute("UPDATE revision SET undone_by = ? WHERE no = ?", [revision.no, source_no])
    ledger.db.execute("UPDATE revision SET undoes = ? WHERE no = ?", [source_no, revision.no])
    revision.undoes = source_no
    if revision.change_count == 0:
        # Nothing was left to reverse; the mark must stay, so the revision must, too.
        revision.change_count = -1


def _reverse(revision: Revision, source: Row) -> Reversal:
    """Take a revision back, its newest change first; what was edited since stays and is named.

    Example: an import made A and B with their mothers and filled C's phone; later somebody
    corrected A's address and C's phone. B and her mother go. A stays, being edited, and so does
    the mother that came with A; C's phone stays as corrected. Kept: A, A's mother, C's phone.
    """
    changes = revision.ledger.rows(
        "SELECT * FROM change WHERE revision_no = ? ORDER BY no DESC", [source["no"]]
    )
    edited = _edited_since(revision.ledger, source["no"])
    result = Reversal(revision.no, source["about"])
    whole = [change for change in changes if change["op"] != "update"]
    kept_ids = {
        change["record_id"]
        for change in whole
        if change["op"] == "create" and change["record_id"] in edited
    }
    # Last: whether a school is needed shows when its children are where they were before.
    schools, others = _split(whole, lambda each: each["table_name"] == "school")
    # A child that stays because it was edited keeps the family it came with.
    kept, free = _split(
        others, lambda each: each["record_id"] in kept_ids or each["student_id"] in kept_ids
    )
    _reverse_whole(revision, free)
    result = _reverse_fields(revision, [c for c in changes if c["op"] == "update"], result)
    kept_ids |= _schools_needed(revision.ledger, schools, kept_ids)
    needed, empty = _split(schools, lambda each: each["record_id"] in kept_ids)
    _reverse_whole(revision, empty)
    _bring_back_schools(revision)
    titles = (_title(revision.ledger, change) for change in (*kept, *needed))
    return replace(
        result,
        reversed_count=result.reversed_count + len(free) + len(empty),
        kept=(*titles, *result.kept),
    )


def _split(changes: Iterable[Row], chosen: Callable[[Row], bool]) -> tuple[list[Row], list[Row]]:
    """Return the chosen changes and the others, each in order."""
    parts: tuple[list[Row], list[Row]] = ([], [])
    for change in changes:
        parts[not chosen(change)].append(change)
    return parts


def _bring_back_schools(revision: Revision) -> None:
    """Undelete schools that were deleted when empty and that children have come back to."""
    revision.undelete(
        "school",
        revision.ledger.column(
            "SELECT id FROM school WHERE deleted_at IS NOT NULL AND EXISTS "
            "(SELECT 1 FROM student WHERE school = school.id AND deleted_at IS NULL)"
        ),
    )


def _schools_needed(ledger: Ledger, whole: Sequence[Row], kept_ids: set[str]) -> set[str]:
    """Return the schools that would be deleted though children or classes belong to them."""
    going = {
        change["record_id"]
        for change in whole
        if _OPPOSITE[change["op"]] == "delete" and change["record_id"] not in kept_ids
    }
    schools = {change["record_id"] for change in whole if change["table_name"] == "school"}
    return {
        school
        for school in going & schools
        for table in ("student", "school_class")
        if set(ledger.column(
            f"SELECT id FROM {table} WHERE school = ? AND deleted_at IS NULL", [school]
        )) - going
    }  # fmt: skip


def _reverse_whole(revision: Revision, changes: Iterable[Row]) -> None:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for change in changes:
        # Why a record had been deleted that comes back stands in `old`: it goes for that again.
        why = change["old"] if change["op"] == "undelete" else f"撤销：{revision.about}"
        key = (change["table_name"], _OPPOSITE[change["op"]], why or "")
        groups.setdefault(key, []).append(change["record_id"])
    for (table, op, why), record_ids in groups.items():
        if op == "delete":
            revision.delete(table, record_ids, why)
        else:
            revision.undelete(table, record_ids)


def _reverse_fields(revision: Revision, changes: list[Row], result: Reversal) -> Reversal:
    """Put back the fields that still are as the revision left them; each record is written once."""
    kept, done = list(result.kept), result.reversed_count
    by_record: dict[tuple[str, str], list[Row]] = {}
    for change in changes:
        by_record.setdefault((change["table_name"], change["record_id"]), []).append(change)
    for (table, record_id), its_changes in by_record.items():
        fields = {change["field"] for change in its_changes}
        there, back = record(revision.ledger, table, record_id, fields), {}
        for change in its_changes:
            before = _value_before(there[change["field"]], change)
            if before is _KEPT:
                kept.append(_title(revision.ledger, change))
                continue
            # Read as it would be by then: a revision may have changed one field twice.
            there[change["field"]] = back[change["field"]] = before
            done += 1
        if OWNER in back:
            revision.move(table, [record_id], back.pop(OWNER))
        revision.update(table, record_id, back)
    return replace(result, reversed_count=done, kept=tuple(kept))


def _value_before(now: Any, change: Row) -> Any:  # noqa: ANN401
    """Return what a field held before a change, or _KEPT where it has been changed since.

    Of a field that names children only the names that the change brought go, and those it took
    come back: [A B] was made [A C]; it is [A C D] now and becomes [A B D].
    """
    if now == change["new"]:
        return change["old"]
    if change["field"] not in TABLES[change["table_name"]].names_children:
        return _KEPT
    names, old, new = (str(each or "").split() for each in (now, change["old"], change["new"]))
    left = [each for each in names if each in old or each not in new]
    left += [each for each in old if each not in new and each not in left]
    return " ".join(left) or None


def _edited_since(ledger: Ledger, revision_no: int) -> set[str]:
    """Return ids of records (and their children's files) that living later revisions touched.

    That a list names the other of two files that became one is no edit of the list.
    """
    rows = ledger.rows(
        "SELECT DISTINCT c.record_id, c.student_id FROM change c "
        "JOIN revision r ON r.no = c.revision_no WHERE c.revision_no > ? "
        "AND r.kind NOT IN ('undo', 'redo') AND r.undone_by IS NULL "
        "AND NOT (r.kind = ? AND c.student_id IS NULL)",
        [revision_no, MERGING],
    )
    return {row["record_id"] for row in rows} | {row["student_id"] for row in rows}


def _title(ledger: Ledger, change: Row) -> str:
    name = student_lookup.name_of(ledger, change["student_id"])
    if change["table_name"] == "school":
        name = places.school_names(ledger)[change["record_id"]]
    table = TABLES[change["table_name"]]
    label = table.label_of(change["field"]) if change["field"] else table.label
    return f"{name} {label}".strip()


def _revision(ledger: Ledger, no: int) -> Row:
    rows = ledger.rows("SELECT * FROM revision WHERE no = ?", [no])
    if not rows:
        raise LedgerError(f"没有第 {no} 次修改。", "请用“历史”查看修改编号。")
    return rows[0]


def days_of_kind(ledger: Ledger, kind: str) -> list[str]:
    """Return the ISO days of the living revisions of a kind, oldest first."""
    return ledger.column(
        "SELECT substr(at, 1, 10) FROM revision WHERE kind = ? AND undone_by IS NULL ORDER BY no",
        [kind],
    )


def revisions(ledger: Ledger, limit: int = 200) -> list[Row]:
    """Return revisions, newest first: no, kind, about, author, at, undoes, undone_by, count.

    Each has its `summary`, too: kind and what it is about, in a sentence.
    """
    rows = ledger.rows(
        "SELECT r.*, (SELECT count(*) FROM change c WHERE c.revision_no = r.no) AS count "
        "FROM revision r ORDER BY no DESC LIMIT ?",
        [limit],
    )
    return [{**row, "summary": _summary(row)} for row in rows]


def student_changes(ledger: Ledger, student_id: str) -> list[dict[str, Any]]:
    """Return all changes of one child's file, newest first, joined with who, when and `summary`.

    What went to another file is among them as it went; of a record that came from another one,
    what was changed there before.
    """
    rows = ledger.rows(
        "SELECT c.no, c.revision_no, c.table_name, c.record_id, c.op, c.field, c.old, c.new, "
        "r.at, r.author, r.kind, r.about FROM change c JOIN revision r ON r.no = c.revision_no "
        "WHERE c.no IN (SELECT no FROM change WHERE student_id = ?1 "
        f"UNION SELECT no FROM change WHERE field = '{OWNER}' AND old = ?1 "
        "UNION SELECT b.no FROM change m JOIN change b ON b.record_id = m.record_id "
        f"WHERE m.student_id = ?1 AND m.field = '{OWNER}' AND b.op <> 'create' AND b.no < m.no) "
        "ORDER BY c.no DESC",
        [student_id],
    )
    return [{**row, "summary": _summary(row)} for row in rows]


def _summary(revision: Row) -> str:
    return _REVERSING.get(revision["kind"], "") + str(revision["about"])

"""Which files accepted packages changed, and which verdicts were given on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.catalogue.model import Owner
from ledger_app.catalogue.tables.verdict import VERDICT
from ledger_app.domain.telling.restricted import is_restricted
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.id_lists import THESE, these

# What the township keeps itself has its own lists; a reply to its verdict is for judging again.
_JUDGED = tuple(
    key
    for key, each in TABLES.items()
    if each is STUDENT
    or each is VERDICT
    or (each.of_student and each.owner not in (Owner.TOWNSHIP, Owner.HERE))
)


_CAME = "v.deleted_at IS NULL AND EXISTS (SELECT 1 FROM origin WHERE record_id = v.id)"
_GIVEN = "v.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM origin WHERE record_id = v.id)"


@dataclass(frozen=True)
class Accepted:
    """A package that was taken and stands: `no` gives the order of taking, not of making."""

    no: int
    unit: str
    sequence: int
    digest: str
    revision_no: int


def accepted(ledger: Ledger, unit: str = "") -> list[Accepted]:
    """Return the accepted packages of one unit below, or of all, in the order of taking."""
    made = _made_by(ledger)
    rows = ledger.rows(
        "SELECT no, id, unit_code, sequence, digest FROM package WHERE deleted_at IS NULL "
        "AND direction = 'in' AND kind = 'handoff' AND (? IN (unit_code, '')) ORDER BY no",
        [unit],
    )
    return [
        Accepted(row["no"], row["unit_code"], row["sequence"], row["digest"], made[row["id"]])
        for row in rows
        if row["id"] in made
    ]


def changed_by(
    ledger: Ledger, packages: Sequence[Accepted], students: Collection[str] | None = None
) -> dict[str, list[Accepted]]:
    """Return the children whose files these packages changed, each with those that did.

    Of all children, or of these.
    """
    by_revision = {each.revision_no: each for each in packages}
    # With children named their own changes are read, not all that packages ever changed.
    where = f"revision_no IN {THESE} AND student_id IS NOT NULL"
    params = [these(by_revision)]
    if students is not None:
        where = f"+revision_no IN {THESE} AND student_id IN {THESE}"
        params.append(these(students))
    rows = ledger.db.execute(
        f"SELECT DISTINCT student_id, revision_no FROM change WHERE {where} "
        f"AND table_name IN {THESE} ORDER BY revision_no",
        [*params, these(_JUDGED)],
    )
    found: dict[str, list[Accepted]] = defaultdict(list)
    for student, revision_no in rows.fetchall():
        found[student].append(by_revision[revision_no])
    return dict(found)


def to_judge(ledger: Ledger, unit: str = "") -> dict[str, list[Accepted]]:
    """Return the children with changes that no verdict has covered, each with the packages.

    A verdict names the newest package that its giver saw; it covers that one and all before it.
    """
    packages = accepted(ledger, unit)
    order = {each.digest: each.no for each in packages}
    seen: dict[str, int] = {}
    # Of a whole township these are many: two columns of each, and no dictionaries.
    sql = f"SELECT v.student_id, v.digest FROM verdict v WHERE {_GIVEN}"
    for student, digest in ledger.db.execute(sql).fetchall():
        seen[student] = max(order.get(digest, 0), seen.get(student, 0))
    found = {
        student: [each for each in its if each.no > seen.get(student, 0)]
        for student, its in changed_by(ledger, packages).items()
    }
    return {student: its for student, its in found.items() if its}


def given(ledger: Ledger, students: Collection[str] | None = None) -> list[Row]:
    """Return the living verdicts that were given here, oldest first."""
    return _verdicts(ledger, _GIVEN, students)


def sent_back_here(ledger: Ledger) -> dict[str, Row]:
    """Return {child: the verdict} where the last one given here waits for the unit below."""
    returned = ledger.column(
        f"SELECT DISTINCT v.student_id FROM verdict v WHERE {_GIVEN} AND v.verdict = ?",
        [VerdictCode.RETURNED],
    )
    last = newest_by_child(given(ledger, returned))
    return {student: row for student, row in last.items() if is_waiting(row)}


def is_waiting(row: Row) -> bool:
    """Tell whether a verdict says 退回 and the file has not gone up again since."""
    return row["verdict"] == VerdictCode.RETURNED and not row["sent_back_on"]


def received(ledger: Ledger) -> list[Row]:
    """Return the living verdicts that came from the unit above, oldest package first.

    The package is known by its digest; a restored ledger may have forgotten it, so that its
    number is all there is to go by.
    """
    rows = _verdicts(ledger, _CAME, None)
    order = _order_of_own(ledger)
    return sorted(rows, key=lambda row: (row["sequence"] or 0, order.get(row["digest"], 0)))


def newest_by_child(rows: Sequence[Row]) -> dict[str, Row]:
    """Return the last of these verdicts of each child."""
    return {row["student_id"]: row for row in rows}


def changes_in(ledger: Ledger, revisions: Collection[int], students: Collection[str]) -> list[Row]:
    """Return the changes of these children's files in these revisions, oldest first."""
    return ledger.rows(
        "SELECT revision_no, table_name, record_id, student_id, op, field, old, new FROM change "
        f"WHERE revision_no IN {THESE} AND student_id IN {THESE} AND table_name IN {THESE} "
        "ORDER BY no",
        [these(revisions), these(students), these(_JUDGED)],
    )


def edited_since(ledger: Ledger, verdicts: Mapping[str, Row]) -> frozenset[str]:
    """Return the children, of {child: verdict}, whose files were really changed here since.

    Since the package that the verdict is about; where that is forgotten, since the verdict came.
    What a receipt brought is no change of ours, and one that was taken back is none.
    """
    made = _made_by(ledger)
    packages = {
        row["digest"]: made.get(row["id"], 0)
        for row in ledger.rows("SELECT id, digest FROM package WHERE direction = 'out' ORDER BY no")
    }
    since = {
        student: packages.get(row["digest"]) or _came_in(ledger, row["id"])
        for student, row in verdicts.items()
    }
    rows = ledger.rows(
        "SELECT c.student_id, c.revision_no, c.table_name, c.record_id, c.op, c.field, c.old, "
        "c.new FROM change c JOIN revision r ON r.no = c.revision_no "
        f"WHERE c.student_id IN {THESE} AND c.table_name IN {THESE} AND c.table_name <> ? "
        "AND r.kind <> 'merge_package' AND r.undone_by IS NULL AND r.undoes IS NULL ORDER BY c.no",
        [these(verdicts), these(_JUDGED), VERDICT.key],
    )
    return frozenset(
        _really_changed([r for r in rows if r["revision_no"] > since[r["student_id"]]])
    )


def _really_changed(changes: Sequence[Row]) -> set[str]:
    """Return the children of changes that come to something: back where it was is nothing.

    Example: the telephone 1 → 2, then 2 → 1: nothing. A record that was made and deleted: nothing.
    """
    first: dict[tuple[Any, ...], Any] = {}
    last: dict[tuple[Any, ...], Any] = {}
    for row in changes:
        key = (row["student_id"], row["table_name"], row["record_id"], row["field"])
        is_there = row["op"] in ("create", "undelete")
        first.setdefault(key, row["old"] if row["field"] else not is_there)
        last[key] = row["new"] if row["field"] else is_there
    gone = {key[:3] for key in last if not key[3] and not last[key] and not first[key]}
    return {str(key[0]) for key in last if last[key] != first[key] and key[:3] not in gone}


def _verdicts(ledger: Ledger, which: str, students: Collection[str] | None) -> list[Row]:
    of_these = "" if students is None else f" AND v.student_id IN {THESE}"
    return ledger.rows(
        f"SELECT v.* FROM verdict v WHERE {which}{of_these} ORDER BY v.no",
        [] if students is None else [these(students)],
    )


def _made_by(ledger: Ledger) -> dict[str, int]:
    """Return {package record: revision that made it}. No child has it: few rows are read."""
    rows = ledger.db.execute(
        "SELECT record_id, revision_no FROM change "
        "WHERE student_id IS NULL AND table_name = 'package' AND op = 'create'"
    )
    return dict(rows.fetchall())


def _came_in(ledger: Ledger, verdict: str) -> int:
    sql = (
        "SELECT c.revision_no FROM change c JOIN verdict v ON v.student_id = c.student_id "
        "AND v.id = c.record_id WHERE v.id = ? AND c.op = 'create'"
    )
    return int(ledger.value(sql, [verdict]) or 0)


def _order_of_own(ledger: Ledger) -> dict[str, int]:
    rows = ledger.db.execute("SELECT digest, no FROM package WHERE direction = 'out'").fetchall()
    return dict(rows)


def records_as_they_are(ledger: Ledger, table: str, ids: Collection[str]) -> list[Row]:
    """Return the whole rows of these records, deleted ones too."""
    return ledger.rows(f"SELECT * FROM {table} WHERE id IN {THESE}", [these(ids)])


def once_restricted(ledger: Ledger, concerns: Collection[str]) -> set[str]:
    """Return those of these concerns that once were about a restricted matter."""
    rows = ledger.rows(
        "SELECT record_id, old FROM change WHERE op <> 'create' AND field = 'risk_categories' "
        f"AND record_id IN {THESE}",
        [these(concerns)],
    )
    return {row["record_id"] for row in rows if is_restricted({"risk_categories": row["old"]})}


def children(ledger: Ledger, ids: Collection[str]) -> list[Row]:
    """Return id, name, grade, class_no and deleted_at of these children as class lists have them.

    A file that a package deleted is among them: it is judged as well.
    """
    return ledger.rows(
        "SELECT id, name, grade, class_no, deleted_at FROM student "
        f"WHERE id IN {THESE} ORDER BY grade, length(class_no), class_no, no",
        [these(ids)],
    )

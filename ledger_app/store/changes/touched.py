"""Whose files a revision changed, and where in them: an undo shows what it did."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.store.file.ledger import Ledger

MOST = 300  # children that are listed; more are counted
_NAMED = 8
OUTCOME = "outcome"  # what was answered to a reminder


@dataclass(frozen=True)
class Touched:
    """The children that have files now, in the order of the list, and one place in a file.

    `table` is where something was changed, `record` the record of it that is there still, `field`
    the one that was changed, `rule` that of a reminder that was answered, "" where there is none.
    """

    count: int = 0
    students: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # of the first few
    table: str = ""
    record: str = ""
    field: str = ""
    rule: str = ""


def touched(ledger: Ledger, revision_no: int) -> Touched:
    """Return what a revision changed; none of files that are deleted."""
    rows = ledger.rows(
        "SELECT id, name FROM student WHERE deleted_at IS NULL AND id IN "
        "(SELECT student_id FROM change WHERE revision_no = ?) ORDER BY no",
        [revision_no],
    )
    shown = rows[:MOST]
    names = tuple(row["name"] or "未填姓名" for row in shown[:_NAMED])
    found = Touched(len(rows), tuple(row["id"] for row in shown), names)
    return _with_place(ledger, revision_no, found) if len(rows) == 1 else found


def _with_place(ledger: Ledger, revision_no: int, found: Touched) -> Touched:
    """Add the place of the first field of a record that is there still, else the table alone."""
    changes = ledger.rows(
        "SELECT table_name, record_id, op, field FROM change "
        "WHERE revision_no = ? AND student_id = ? ORDER BY op != 'update', no DESC LIMIT 20",
        [revision_no, found.students[0]],
    )
    for change in changes:
        table, record = change["table_name"], change["record_id"]
        if table == STUDENT.key or _is_there(ledger, table, record):
            known = {field.key for field in TABLES[table].fields}
            field = change["field"] if change["field"] in known else ""
            own = "" if table == STUDENT.key else record
            rule = _rule_of(ledger, record) if table == OUTCOME else ""
            return Touched(found.count, found.students, found.names, table, own, field, rule)
    table = changes[0]["table_name"] if changes else ""
    rule = _rule_of(ledger, changes[0]["record_id"]) if table == OUTCOME else ""
    return Touched(found.count, found.students, found.names, table, rule=rule)


def _rule_of(ledger: Ledger, outcome: str) -> str:
    """Return the rule whose reminder was answered, also by an answer that was taken back."""
    return str(ledger.value("SELECT rule FROM outcome WHERE id = ?", [outcome]) or "")


def _is_there(ledger: Ledger, table: str, record_id: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE id = ? AND deleted_at IS NULL"
    return ledger.value(sql, [record_id]) is not None

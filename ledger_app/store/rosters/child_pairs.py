"""Pairs of files that somebody has judged, and where the unit's tables name a child."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.catalogue.unit_tables.visit_sheet import VISIT_SHEET
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists.child_lists import LISTS

CHILD_PAIR = "child_pair"
_NAMED = tuple((each.key, key) for each in TABLES.values() for key in each.names_children)
_NUMBERED = (VISIT_SHEET.key, "children")  # the lines of a paper, counted from its top
_LISTED = (
    "no IN (SELECT c.list_no FROM listed_child c JOIN student s ON s.no = c.student_no "
    "WHERE s.id = ?2 AND c.table_name = ?1)"
)


def answers(ledger: Ledger) -> dict[frozenset[str], Row]:
    """Return what was said last of each pair of files: id, first, second, answer, remark …"""
    if not ledger.db.table(CHILD_PAIR).exists():  # a backup of an older program is looked through
        return {}
    rows = ledger.rows(f"SELECT * FROM {CHILD_PAIR} WHERE deleted_at IS NULL ORDER BY no")
    return {frozenset((row["first"], row["second"])): row for row in rows}


def others(ledger: Ledger, student_id: str) -> frozenset[str]:
    """Return the files that are known to be of another child than this one's."""
    return frozenset(
        ledger.column(
            f"SELECT CASE first WHEN ?1 THEN second ELSE first END FROM {CHILD_PAIR} "
            "WHERE deleted_at IS NULL AND ?1 IN (first, second) AND answer = ?2",
            [student_id, SameChild.OTHER],
        )
    )


def answer(revision: Revision, one: str, other: str, code: str, remark: str | None = None) -> None:
    """Keep what was said of two files; what was said of them before is taken back."""
    old = answers(revision.ledger).get(frozenset((one, other)))
    if old is not None:
        revision.delete(CHILD_PAIR, [old["id"]])
    day = revision.at[:10]
    values = {"first": one, "second": other, "answer": code, "decided_on": day, "remark": remark}
    revision.insert(CHILD_PAIR, values)


def rename_child(revision: Revision, before: str, after: str) -> None:
    """Let every list and table of the unit that names one file name the other instead, once.

    Where the places count and the other stands there already, the one that goes keeps its place.
    """
    for table, key in _NAMED:
        for record_id, text in _naming(revision.ledger, table, key, before):
            old = text.split()
            if (table, key) == _NUMBERED and after in old:
                continue
            names = dict.fromkeys(after if each == before else each for each in old)
            revision.update(table, record_id, {key: " ".join(names)})


def _naming(ledger: Ledger, table: str, key: str, student_id: str) -> Iterator[tuple[str, str]]:
    """Yield id and names of each record that names a child, deleted ones too: undo may come."""
    # A year of roll calls is not read through: the links know which of them name the child.
    where = _LISTED if table in LISTS else f"?1 <> '' AND instr({key}, ?2)"
    yield from ledger.db.execute(
        f"SELECT id, {key} FROM {table} WHERE {where}", [table, student_id]
    ).fetchall()

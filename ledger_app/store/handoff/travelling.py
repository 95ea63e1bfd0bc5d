"""Files that go from one school's ledger to another's: who left, who was handed over, to whom."""

from __future__ import annotations

from collections.abc import Collection

from ledger_app.catalogue.evidence_meanings import PassageHow, RegisterChange
from ledger_app.catalogue.meanings import FileStatus, Presence
from ledger_app.store.changes.revisions import Revision
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff.telling import passed_on
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists.id_lists import THESE, these

# The last passage of each child by its place: see keepers.
_LAST = (
    "SELECT p.*, max(p.no) FROM passage p WHERE p.deleted_at IS NULL "
    "AND coalesce(p.to_code, '') <> ''"
)
# What says that a child left for another school: since when, for which, by what.
_SAID = f"""
    SELECT r.student_id, r.to_school AS school, coalesce(r.changed_on, r.completed_on,
    substr(r.created_at, 1, 10)) AS day, '{PassageHow.TRANSFER}' AS how, r.created_at AS made_at
    FROM register_change r WHERE r.deleted_at IS NULL AND r.kind = '{RegisterChange.OUT}'
    AND coalesce(r.to_school, '') <> ''
    UNION ALL
    SELECT r.student_id, r.receiving_school, coalesce(r.moved_on, max(coalesce(r.notified_on, ''),
    coalesce(o.closed_on, ''))), '{PassageHow.RELOCATION}', r.created_at
    FROM relocation r JOIN student s ON s.id = r.student_id LEFT JOIN school o ON o.id = s.school
    WHERE r.deleted_at IS NULL AND coalesce(r.receiving_school, '') <> ''
    AND (r.moved_on IS NOT NULL OR o.closed_on IS NOT NULL)
"""


def has_partners(ledger: Ledger) -> bool:
    """Tell whether this ledger has ever exchanged packages, or was paired to do so."""
    return bool(
        ledger.value("SELECT EXISTS (SELECT 1 FROM partner) OR EXISTS (SELECT 1 FROM package)")
    )


def schools_by_code(ledger: Ledger) -> dict[str, Row]:
    """Return the living schools that have a code, by it; the telephone of a partner goes first."""
    rows = ledger.rows(
        "SELECT s.id, s.name, s.code, s.kind, s.status, s.closed_on, s.receiving_school, "
        "coalesce((SELECT p.phone FROM partner p WHERE p.unit_code = s.code AND p.phone <> '' "
        "AND p.state = 'active' AND p.deleted_at IS NULL ORDER BY p.no DESC LIMIT 1), s.phone, '') "
        "AS phone FROM school s WHERE s.deleted_at IS NULL AND coalesce(s.code, '') <> '' "
        "ORDER BY s.name, s.no"
    )
    return {row["code"]: row for row in rows}


def said_to_leave(ledger: Ledger, on: str) -> list[Row]:
    """Return the newest word by a day of each child that it left for a named school.

    Rows of student_id, name, grade, class_no, school (a name), day, how.
    """
    rows = ledger.rows(
        f"SELECT w.*, s.name, s.grade, s.class_no FROM ({_SAID}) w "
        "JOIN student s ON s.id = w.student_id WHERE s.deleted_at IS NULL AND w.day <> '' "
        "AND w.day <= ? ORDER BY w.day, w.made_at",
        [on],
    )
    return list({row["student_id"]: row for row in rows}.values())


def receiving_schools(ledger: Ledger, students: Collection[str]) -> dict[str, str]:
    """Return {child: the school it is to go to}, as its newest 分流安置 says, gone or not yet."""
    rows = ledger.rows(
        "SELECT student_id, receiving_school FROM relocation WHERE deleted_at IS NULL "
        f"AND coalesce(receiving_school, '') <> '' AND student_id IN {THESE} ORDER BY no",
        [these(students)],
    )
    return {row["student_id"]: row["receiving_school"].strip() for row in rows}


def last_passages(ledger: Ledger, students: Collection[str] | None = None) -> dict[str, Row]:
    """Return {child: its last passage}, of all children that ever had one unless some are named."""
    among, params = (
        ("", []) if students is None else (f" AND student_id IN {THESE}", [these(students)])
    )
    rows = ledger.rows(f"{_LAST}{among} GROUP BY p.student_id", params)
    return {row["student_id"]: row for row in rows}


def passage(ledger: Ledger, passage_id: str) -> Row | None:
    """Return a living passage, None if there is none."""
    found = ledger.rows("SELECT * FROM passage WHERE deleted_at IS NULL AND id = ?", [passage_id])
    return found[0] if found else None


def open_passages(ledger: Ledger) -> list[Row]:
    """Return the last passages of children who have not arrived, with their names, oldest first."""
    rows = ledger.rows(
        f"SELECT l.*, s.name, s.grade, s.class_no FROM ({_LAST} GROUP BY p.student_id) l "
        "JOIN student s ON s.id = l.student_id WHERE s.deleted_at IS NULL "
        "AND l.arrived_on IS NULL ORDER BY coalesce(l.left_on, l.handed_on), l.no"
    )
    return [row for row in rows if row["how"] != PassageHow.SAME_CHILD]


def follow_passages(revision: Revision) -> list[str]:
    """Mark the files that passed away from here as 已移交, take the mark off what came back.

    Called when a package was carried out; returns the children whose file became a reading copy.
    """
    ledger = revision.ledger
    away = passed_on(ledger)
    own = own_unit(ledger).code
    last = last_passages(ledger)
    rows = ledger.rows(
        f"SELECT id, file_status FROM student WHERE deleted_at IS NULL AND id IN {THESE}",
        [these(last)],
    )
    marked = []
    for row in rows:
        passed, is_marked = last[row["id"]], row["file_status"] == FileStatus.HANDED_OVER
        if row["id"] in away and not is_marked:
            revision.update("student", row["id"], {"file_status": FileStatus.HANDED_OVER})
            marked.append(row["id"])
        elif is_marked and passed["to_code"] == own and passed["how"] != PassageHow.SAME_CHILD:
            revision.update("student", row["id"], {"file_status": FileStatus.KEPT})
    return marked


# What the hand-off owes.


def last_packages(ledger: Ledger, direction: str) -> list[Row]:
    """Return the newest standing package up from each unit: made here (out) or taken (in)."""
    return ledger.rows(
        "SELECT unit_code, unit_name, sequence, handed_on, digest, told, max(no) FROM package "
        "WHERE deleted_at IS NULL AND direction = ? AND kind = 'handoff' GROUP BY unit_code",
        [direction],
    )


def judged_digests(ledger: Ledger) -> frozenset[str]:
    """Return the packages on which some verdict was given."""
    return frozenset(ledger.column("SELECT DISTINCT digest FROM verdict WHERE deleted_at IS NULL"))


def listed_and_not_there(ledger: Ledger) -> list[Row]:
    """Return the children that the register or a list of a school has, and who are not there.

    名在人不在: marked 在籍不在校, or named by a list of this term while their case is open.
    """
    return ledger.rows(
        "SELECT i.id, i.name, i.grade, i.class_no, i.status_since, i.status_reason "
        "FROM student_index i JOIN student s ON s.no = i.no WHERE i.standing IN ('case', "
        "'unverified') AND (s.in_school_status = ? OR (i.standing = 'case' AND EXISTS (SELECT 1 "
        "FROM listed_child c JOIN name_list n ON n.no = c.list_no WHERE c.student_no = s.no "
        "AND c.table_name = 'name_list' AND n.deleted_at IS NULL AND n.listed_on >= ?))) "
        "ORDER BY i.list_order",
        [Presence.NOT_AT_SCHOOL, ledger.day().term_begins.isoformat()],
    )


def compared_children(ledger: Ledger, answers: Collection[str]) -> list[Row]:
    """Return the children of comparisons with one of these answers, of whom nobody asked since."""
    return ledger.rows(
        "SELECT c.student, c.answer, c.source, c.remark, s.name, s.grade, s.class_no "
        "FROM compared_child c JOIN student s ON s.id = c.student WHERE c.deleted_at IS NULL "
        f"AND s.deleted_at IS NULL AND c.answer IN {THESE} "
        "AND NOT EXISTS (SELECT 1 FROM question q WHERE q.student_id = s.id "
        "AND q.deleted_at IS NULL AND q.field IS NULL "
        "AND q.asked_on >= coalesce(c.answered_on, '')) GROUP BY s.id ORDER BY max(c.no)",
        [these(answers)],
    )

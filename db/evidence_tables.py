"""Frozen part of m0014: being seen, missed, on leave, elsewhere; and what lists know of it."""

from __future__ import annotations

EVIDENCE_TABLES = (
    "ALTER TABLE student ADD COLUMN marked_on TEXT CHECK (marked_on GLOB '????-??-??')",
    """
    CREATE TABLE absence (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), from_on TEXT CHECK (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on
        GLOB '????-??-??'), reason_given TEXT, excused TEXT CHECK (excused IN ('0', '1')),
        contacted_at TEXT, contact_by TEXT, contact_result TEXT, home_visit_on TEXT CHECK
        (home_visit_on GLOB '????-??-??'), escalated_to TEXT, remark TEXT, created_at TEXT NOT
        NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX absence_by_student ON absence (student_id)",
    """
    CREATE TABLE unlisted (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), missed_on TEXT CHECK (missed_on GLOB '????-??-??'), source TEXT,
        school_name TEXT, grade TEXT, class_no TEXT, answer TEXT, answered_on TEXT CHECK
        (answered_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL, updated_at TEXT
        NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX unlisted_by_student ON unlisted (student_id)",
    """
    CREATE TABLE sighting (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), seen_on TEXT CHECK (seen_on GLOB '????-??-??'), kind TEXT, place TEXT,
        seen_by TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX sighting_by_student ON sighting (student_id)",
    """
    CREATE TABLE leave (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), kind TEXT, reason TEXT, cause_of_incapacity TEXT, from_on TEXT CHECK
        (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on GLOB '????-??-??'), renew_by_on
        TEXT CHECK (renew_by_on GLOB '????-??-??'), returned_on TEXT CHECK (returned_on GLOB
        '????-??-??'), proof TEXT, applicant TEXT, school_opinion TEXT, approver TEXT,
        approved_on TEXT CHECK (approved_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT
        NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX leave_by_student ON leave (student_id)",
    """
    CREATE TABLE elsewhere (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), kind TEXT, from_on TEXT CHECK (from_on GLOB '????-??-??'), place TEXT,
        school_name TEXT, grade TEXT, register_moved TEXT CHECK (register_moved IN ('0', '1')),
        ended_on TEXT CHECK (ended_on GLOB '????-??-??'), proof TEXT, verified_by TEXT,
        verified_how TEXT, verified_on TEXT CHECK (verified_on GLOB '????-??-??'), verify_by_on
        TEXT CHECK (verify_by_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX elsewhere_by_student ON elsewhere (student_id)",
    """
    CREATE TABLE home_teaching (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), taught_on TEXT CHECK (taught_on GLOB '????-??-??'), team TEXT, hours REAL,
        content TEXT, child_response TEXT, goal TEXT, parent_signed TEXT CHECK (parent_signed IN
        ('0', '1')), remark TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at
        TEXT
    ) STRICT
    """,
    "CREATE INDEX home_teaching_by_student ON home_teaching (student_id)",
    """
    CREATE TABLE register_change (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), kind TEXT, changed_on TEXT CHECK (changed_on GLOB '????-??-??'),
        from_school TEXT, to_school TEXT, applied_on TEXT CHECK (applied_on GLOB '????-??-??'),
        accepted_on TEXT CHECK (accepted_on GLOB '????-??-??'), completed_on TEXT CHECK
        (completed_on GLOB '????-??-??'), paper_no TEXT, remark TEXT, created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX register_change_by_student ON register_change (student_id)",
    "ALTER TABLE placement ADD COLUMN transferred_to TEXT",
    """
    CREATE TABLE roll_call (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, school TEXT REFERENCES school (id),
        grade TEXT, class_no TEXT, held_on TEXT CHECK (held_on GLOB '????-??-??'), kind TEXT,
        taken_by TEXT, listed INTEGER, present INTEGER, children TEXT, remark TEXT, created_at
        TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE name_list (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, listed_on TEXT CHECK (listed_on GLOB
        '????-??-??'), source TEXT, digest TEXT, scope TEXT, children TEXT, created_at TEXT NOT
        NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
)
# Derived, like student_index: whom a roll call saw, whom a list of names has, one row a child.
LIST_COLUMNS = (
    """
    CREATE TABLE listed_child (
        student_no INTEGER NOT NULL REFERENCES student (no), table_name TEXT NOT NULL,
        list_no INTEGER NOT NULL, PRIMARY KEY (student_no, table_name, list_no)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX listed_child_by_list ON listed_child (table_name, list_no)",
    *(
        f"ALTER TABLE student_index ADD COLUMN {key} TEXT"
        for key in ("standing", "grounds", "holds_until", "last_seen_on", "last_seen_by")
    ),
)

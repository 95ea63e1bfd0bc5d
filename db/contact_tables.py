"""Frozen part of m0025: notes on fields, numbers compared with the paper, route sheets."""

from __future__ import annotations

CONTACT_TABLES = (
    "ALTER TABLE student ADD COLUMN safety_note TEXT",
    "ALTER TABLE contact ADD COLUMN contacted_at TEXT CHECK (contacted_at GLOB '??:??')",
    "ALTER TABLE contact ADD COLUMN phone_tried TEXT",
    """
    CREATE TABLE field_note (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), noted_table TEXT, noted_record TEXT, noted_key TEXT, note TEXT, noted_by
        TEXT, noted_on TEXT CHECK (noted_on GLOB '????-??-??'), created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX field_note_by_student ON field_note (student_id)",
    """
    CREATE TABLE second_look (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), looked_table TEXT, looked_record TEXT, looked_key TEXT, value_digest TEXT,
        was_equal TEXT CHECK (was_equal IN ('0', '1')), looked_by TEXT, looked_on TEXT CHECK
        (looked_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX second_look_by_student ON second_look (student_id)",
    """
    CREATE TABLE visit_sheet (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made_on TEXT CHECK (made_on GLOB
        '????-??-??'), made_by TEXT, route TEXT, visitor TEXT, children TEXT, answered TEXT,
        closed_on TEXT CHECK (closed_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at
        TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
)

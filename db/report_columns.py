"""Frozen part of m0015: reports with their time of day; harm that was seen."""

from __future__ import annotations

REPORT_COLUMNS = (
    *(
        f"ALTER TABLE dropout ADD COLUMN {key} TEXT CHECK ({key} GLOB '??:??')"
        for key in (
            *("reported_school_at", "reported_center_at"),
            *("reported_township_at", "reported_county_at", "written_report_at"),
        )
    ),
    "ALTER TABLE dropout ADD COLUMN written_report_on TEXT "
    "CHECK (written_report_on GLOB '????-??-??')",
    """
    CREATE TABLE harm (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), found_on TEXT CHECK (found_on GLOB '????-??-??'), found_at TEXT CHECK
        (found_at GLOB '??:??'), found_by TEXT, kind TEXT, detail TEXT, police_on TEXT CHECK
        (police_on GLOB '????-??-??'), police_at TEXT CHECK (police_at GLOB '??:??'), police_to
        TEXT, civil_on TEXT CHECK (civil_on GLOB '????-??-??'), civil_at TEXT CHECK (civil_at
        GLOB '??:??'), civil_to TEXT, education_on TEXT CHECK (education_on GLOB '????-??-??'),
        education_at TEXT CHECK (education_at GLOB '??:??'), education_to TEXT, labour_on TEXT
        CHECK (labour_on GLOB '????-??-??'), labour_at TEXT CHECK (labour_at GLOB '??:??'),
        labour_to TEXT, reported_by TEXT, outcome TEXT, remark TEXT, created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX harm_by_student ON harm (student_id)",
)

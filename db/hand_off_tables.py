"""Frozen part of m0024: packages, partners, what the two ends ask and answer."""

from __future__ import annotations

from sqlite_utils import Database

HAND_OFF_TABLES = (
    """
    CREATE TABLE question (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), table_name TEXT, record TEXT, field TEXT, value TEXT, asked TEXT, asked_by
        TEXT, asked_on TEXT CHECK (asked_on GLOB '????-??-??'), answer TEXT, reply TEXT,
        answered_by TEXT, answered_on TEXT CHECK (answered_on GLOB '????-??-??'), closed_on TEXT
        CHECK (closed_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX question_by_student ON question (student_id)",
    """
    CREATE TABLE verdict (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), digest TEXT, sequence INTEGER, verdict TEXT, reason TEXT, given_by TEXT,
        given_on TEXT CHECK (given_on GLOB '????-??-??'), reply TEXT, replied_by TEXT,
        replied_on TEXT CHECK (replied_on GLOB '????-??-??'), sent_back_on TEXT CHECK
        (sent_back_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX verdict_by_student ON verdict (student_id)",
    """
    CREATE TABLE passage (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student_id TEXT NOT NULL REFERENCES
        student (id), from_code TEXT, from_name TEXT, from_phone TEXT, to_code TEXT, to_name
        TEXT, to_phone TEXT, how TEXT, left_on TEXT CHECK (left_on GLOB '????-??-??'), handed_on
        TEXT CHECK (handed_on GLOB '????-??-??'), arrived_on TEXT CHECK (arrived_on GLOB
        '????-??-??'), arrived_note TEXT, remark TEXT, created_at TEXT NOT NULL, updated_at TEXT
        NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    "CREATE INDEX passage_by_student ON passage (student_id)",
    """
    CREATE TABLE partner (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, unit_kind TEXT, unit_name TEXT,
        unit_code TEXT, ledger_id TEXT, sign_key TEXT, seal_key TEXT, fingerprint TEXT, verified
        TEXT CHECK (verified IN ('0', '1')), paired_on TEXT CHECK (paired_on GLOB '????-??-??'),
        paired_by TEXT, state TEXT, state_reason TEXT, clerk TEXT, phone TEXT, created_at TEXT
        NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE package (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, direction TEXT, kind TEXT, unit_code
        TEXT, unit_name TEXT, ledger_id TEXT, incarnation TEXT, sequence INTEGER, digest TEXT,
        based_on TEXT, cut_off_on TEXT CHECK (cut_off_on GLOB '????-??-??'), made_at TEXT,
        made_by TEXT, handed_on TEXT CHECK (handed_on GLOB '????-??-??'), verified TEXT CHECK
        (verified IN ('0', '1')), file_name TEXT, custodian TEXT, stick_no TEXT, student_count
        INTEGER, record_count INTEGER, told TEXT, remark TEXT, created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE conflict (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, student TEXT, table_name TEXT, record
        TEXT, field TEXT, kind TEXT, base TEXT, ours TEXT, theirs TEXT, ours_by TEXT, ours_at
        TEXT, theirs_by TEXT, theirs_at TEXT, note TEXT, unit_code TEXT, digest TEXT, found_on
        TEXT CHECK (found_on GLOB '????-??-??'), answer TEXT, reason TEXT, decided_by TEXT,
        decided_on TEXT CHECK (decided_on GLOB '????-??-??'), created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    # A deleted record says who did it, when and why; it goes up with the next package.
    """
    CREATE TABLE tombstone (
        record_id TEXT PRIMARY KEY, table_name TEXT NOT NULL, student_id TEXT, at TEXT NOT NULL,
        author TEXT NOT NULL, why TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID
    """,
    # Which unit's ledger a record was begun in, and who wrote it there last; none: in this one.
    """
    CREATE TABLE origin (
        record_id TEXT PRIMARY KEY, unit TEXT NOT NULL, author TEXT
    ) STRICT, WITHOUT ROWID
    """,
    # What was in a package: the shadow that the next one is merged against. Older ones go.
    """
    CREATE TABLE package_body (
        digest TEXT PRIMARY KEY, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Which ledger a revision was made in, which copy of it, and its number there.
    "ALTER TABLE revision ADD COLUMN origin TEXT",
    "ALTER TABLE revision ADD COLUMN incarnation TEXT",
    "ALTER TABLE revision ADD COLUMN number INTEGER",
)
_RECORDS = (
    "school", "school_class", "student", "family_member", "concern", "dropout", "contact",
    "responsibility", "relocation", "placement", "outcome", "absence", "unlisted", "sighting",
    "leave", "elsewhere", "home_teaching", "register_change", "roll_call", "name_list", "harm",
    "calendar_day", "rule_change", "printout_change", "unsure_row", "child_pair", "comparison",
    "compared_child", "fill_in",
)  # fmt: skip


def tombstones_of_deleted(db: Database) -> None:
    """Give each record that was deleted before its tombstone, from the log."""
    for table in _RECORDS:
        student = "id" if table == "student" else "NULL"
        if any(column.name == "student_id" for column in db.table(table).columns):
            student = "student_id"
        db.execute(
            "INSERT INTO tombstone (record_id, table_name, student_id, at, author) "
            f"SELECT t.id, '{table}', t.{student}, t.deleted_at, coalesce((SELECT r.author "
            "FROM change c JOIN revision r ON r.no = c.revision_no WHERE c.record_id = t.id "
            f"AND c.op = 'delete' ORDER BY c.no DESC LIMIT 1), '') FROM {table} t "
            "WHERE t.deleted_at IS NOT NULL".replace("t.NULL", "NULL")
        )

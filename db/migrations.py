"""Migrations of the ledger file: append only. Each runs in one transaction with its own record.

No application code is called here: a migration must do the same thing in ten years.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from db.contact_tables import CONTACT_TABLES
from db.evidence_tables import EVIDENCE_TABLES, LIST_COLUMNS
from db.first_schema import HISTORY, INDEXES, PLACES, RECORDS, REST, STUDENT
from db.hand_off_tables import HAND_OFF_TABLES, tombstones_of_deleted
from db.own_changes import OWN_CHANGES, own_rules_as_records
from db.report_columns import REPORT_COLUMNS

migrations = Migrations("ledger")


@migrations()
def m0001_places(db: Database) -> None:
    for statement in PLACES:
        db.execute(statement)


@migrations()
def m0002_student(db: Database) -> None:
    for statement in STUDENT:
        db.execute(statement)


@migrations()
def m0003_records(db: Database) -> None:
    for statement in RECORDS:
        db.execute(statement)


@migrations()
def m0004_history(db: Database) -> None:
    for statement in HISTORY:
        db.execute(statement)


@migrations()
def m0005_settings_lists_editions(db: Database) -> None:
    for statement in REST:
        db.execute(statement)


@migrations()
def m0006_indexes_triggers(db: Database) -> None:
    for statement in INDEXES:
        db.execute(statement)


@migrations()
def m0007_edition_scope(db: Database) -> None:
    """Editions know which part of the ledger they are of; "" is the whole of it."""
    db.execute("ALTER TABLE edition ADD COLUMN scope TEXT NOT NULL DEFAULT ''")


@migrations()
def m0008_own_rules_and_printouts(db: Database) -> None:
    """Changes of rules are records (setting rule_changes before); an edition says what it is of."""
    for statement in OWN_CHANGES:
        db.execute(statement)
    own_rules_as_records(db)
    # Renamed, not made anew: an edition can be as large as a ledger.
    db.execute("ALTER TABLE edition RENAME COLUMN student_id TO subject")
    db.execute("UPDATE edition SET subject = 'students:' || subject WHERE subject IS NOT NULL")


@migrations()
def m0009_revision_about(db: Database) -> None:
    """A revision says what it is about, apart from its kind; `student.version` was never read."""
    db.execute("ALTER TABLE revision RENAME COLUMN summary TO about")
    for kind, word in (("undo", "撤销"), ("redo", "重做")):
        db.execute(
            "UPDATE revision SET about = substr(about, 4) "
            "WHERE kind = ? AND substr(about, 1, 3) IN (?, ?)",
            [kind, f"{word}：", f"{word}:"],  # the colon became full-width before 0.1.0
        )
    db.execute("ALTER TABLE student DROP COLUMN version")


@migrations()
def m0010_children_by_day(db: Database) -> None:
    """Lists know which of their rows may change by themselves; NULL: nobody has looked yet."""
    db.execute("ALTER TABLE student_index ADD COLUMN by_day INTEGER")


@migrations()
def m0011_first_contents(db: Database) -> None:
    """A change that makes a record says what was in it, so that rows can be held against the log.

    Kept for many records at once: see store/changes/created.py. Ledgers that are older begin with
    what they hold when the program opens them.
    """
    db.execute(
        """
    CREATE TABLE created (
        no INTEGER PRIMARY KEY,
        revision_no INTEGER NOT NULL REFERENCES revision (no),
        table_name TEXT NOT NULL,
        content BLOB NOT NULL
    ) STRICT
    """
    )
    # Made for changes of what is there; an import that only adds does not pay for it.
    db.execute("CREATE INDEX change_by_record ON change (record_id) WHERE op <> 'create'")


@migrations()
def m0012_reports_and_numbers(db: Database) -> None:
    """A report is sent on a day under a name; numbers and names are looked up while typed."""
    db.execute("ALTER TABLE outcome ADD COLUMN done_on TEXT CHECK (done_on GLOB '????-??-??')")
    db.execute("ALTER TABLE outcome ADD COLUMN signer TEXT")
    for key in ("id_no", "register_no", "name"):
        db.execute(f"CREATE INDEX student_by_{key} ON student ({key})")


@migrations()
def m0013_edition_written(db: Database) -> None:
    """An edition says when its paper came to be: one that was cut off before shows that."""
    db.execute("ALTER TABLE edition ADD COLUMN written_at TEXT")
    db.execute("UPDATE edition SET written_at = at")


@migrations()
def m0014_evidence(db: Database) -> None:
    """Whether a child is known to be at school is told by evidence with a day."""
    for statement in (*EVIDENCE_TABLES, *LIST_COLUMNS):
        db.execute(statement)


@migrations()
def m0015_reports(db: Database) -> None:
    """Reports keep their time of day; harm that was seen is kept with who was told when."""
    for statement in REPORT_COLUMNS:
        db.execute(statement)


@migrations()
def m0016_listed_marks(db: Database) -> None:
    """A newer list may have a child and say that it is not at school: what it says is kept."""
    for key in ("register_status", "in_school_status", "absent_kind", "remark"):
        db.execute(f"ALTER TABLE unlisted ADD COLUMN listed_{key} TEXT")


@migrations()
def m0017_households(db: Database) -> None:
    """The children of one house are looked up by 户编号 and by the guardian's telephone."""
    keys = (("student", "household_no"), ("student", "guardian_phone"), ("family_member", "phone"))
    for table, key in keys:
        db.execute(f"CREATE INDEX {table}_by_{key} ON {table} ({key}) WHERE {key} IS NOT NULL")


@migrations()
def m0018_calendar_day(db: Database) -> None:
    """A ledger says itself when its terms begin and end, and on which days no school is held."""
    db.execute(
        """
        CREATE TABLE calendar_day (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, name TEXT, from_on TEXT
            CHECK (from_on GLOB '????-??-??'), to_on TEXT CHECK (to_on GLOB '????-??-??'), remark
            TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
        ) STRICT
        """
    )


@migrations()
def m0019_lines_of_day(db: Database) -> None:
    """What is due about each child on the day of the lists is kept beside its row; derived."""
    db.execute(
        "CREATE TABLE student_due "
        "(no INTEGER PRIMARY KEY REFERENCES student (no), lines TEXT NOT NULL) STRICT"
    )


@migrations()
def m0020_unsure_rows(db: Database) -> None:
    """Rows of workbooks and pairs of files that may be one child wait for somebody to decide."""
    db.execute(
        """
        CREATE TABLE unsure_row (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, listed_on TEXT CHECK (listed_on GLOB
            '????-??-??'), source TEXT, digest TEXT, sheet TEXT, row_no INTEGER, name TEXT, row_key
            TEXT, told TEXT, candidates TEXT, answer TEXT, student TEXT, decided_on TEXT CHECK
            (decided_on GLOB '????-??-??'), created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
            deleted_at TEXT
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE child_pair (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, first TEXT, second TEXT, answer TEXT,
            decided_on TEXT CHECK (decided_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT
            NULL, updated_at TEXT NOT NULL, deleted_at TEXT
        ) STRICT
        """
    )


@migrations()
def m0021_comparison(db: Database) -> None:
    """Lists that were compared are kept as evidence, and what was answered about their children."""
    db.execute(
        """
        CREATE TABLE comparison (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, compared_on TEXT CHECK (compared_on
            GLOB '????-??-??'), kind TEXT, left_source TEXT, left_digest TEXT, left_on TEXT CHECK
            (left_on GLOB '????-??-??'), left_count INTEGER, right_source TEXT, right_digest TEXT,
            right_on TEXT CHECK (right_on GLOB '????-??-??'), right_count INTEGER, told TEXT,
            created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE compared_child (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, name TEXT, child_key TEXT,
            other_key TEXT, answer TEXT, student TEXT, source TEXT, answered_by TEXT, answered_on
            TEXT CHECK (answered_on GLOB '????-??-??'), remark TEXT, created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL, deleted_at TEXT
        ) STRICT
        """
    )


@migrations()
def m0022_records_that_went(db: Database) -> None:
    """Records can go from one file to another; the file they left is to know which they were."""
    db.execute("CREATE INDEX change_by_former_file ON change (old) WHERE field = 'student_id'")


@migrations()
def m0023_fill_in(db: Database) -> None:
    """Fill-in workbooks are handed out to classes; which have come back is kept."""
    db.execute(
        """
        CREATE TABLE fill_in (
            no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, handed_on TEXT CHECK (handed_on GLOB
            '????-??-??'), school TEXT REFERENCES school (id), grade TEXT, class_no TEXT, asked
            TEXT, child_count INTEGER, returned_on TEXT CHECK (returned_on GLOB '????-??-??'),
            returned_count INTEGER, source TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT
            NULL, deleted_at TEXT
        ) STRICT
        """
    )


@migrations()
def m0024_hand_off(db: Database) -> None:
    """Packages go up and answers come down: keys, packages, conflicts, questions, verdicts."""
    for statement in HAND_OFF_TABLES:
        db.execute(statement)
    tombstones_of_deleted(db)


@migrations()
def m0025_calls_and_visits(db: Database) -> None:
    """Calls say when and by which number, sheets go out, fields have notes and second looks."""
    for statement in CONTACT_TABLES:
        db.execute(statement)


def known_names() -> set[str]:
    """Return the names of all migrations this program has."""
    return {migration.name for migration in migrations._migrations}

"""The schema: a snapshot of the whole of it, and a column for each field of the catalogue."""

from __future__ import annotations

import inspect
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.migrations import migrations
from ledger_app.catalogue import TABLES, Field, Kind

SNAPSHOT = Path(__file__).parents[2] / "db" / "schema.sql"
RENEW = "UPDATE_GOLDENS=1 python -m pytest tests/store/test_schema.py"
TYPES = {Kind.INTEGER: "INTEGER", Kind.DECIMAL: "REAL"}
CHECKS = {
    Kind.DATE: " CHECK ({0} GLOB '????-??-??')",
    Kind.MONTH: " CHECK ({0} GLOB '????-??')",
    Kind.YES_NO: " CHECK ({0} IN ('0', '1'))",
    Kind.SCHOOL: " REFERENCES school (id)",
}


@pytest.fixture
def db():
    made = Database(memory=True)
    migrations.apply(made)
    return made


def schema_text(db: Database) -> str:
    statements = db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_%' "
        "ORDER BY rowid"
    )
    return "\n\n".join(f"{inspect.cleandoc(sql)};" for (sql,) in statements) + "\n"


def migration_lines(db: Database, tables=None) -> list[str]:
    """Return the lines that a migration must have for the catalogue's fields to have columns."""
    lines = []
    for table in (tables or TABLES).values():
        columns = {column.name: column.type for column in db.table(table.key).columns}
        for field in table.fields:
            if field.key not in columns:
                lines.append(f'db.execute("ALTER TABLE {table.key} ADD COLUMN {_column(field)}")')
            elif columns[field.key] != TYPES.get(field.kind, "TEXT"):
                lines.append(f"# {table.key}.{field.key}: {columns[field.key]}, a {field.kind} now")
    return lines


def _column(field: Field) -> str:
    column_type = TYPES.get(field.kind, "TEXT")
    return f"{field.key} {column_type}{CHECKS.get(field.kind, '').format(field.key)}"


def test_the_snapshot_shows_the_whole_schema(db):
    text = schema_text(db)
    if os.environ.get("UPDATE_GOLDENS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), f"If this is meant, renew it: {RENEW}"


def test_every_field_of_the_catalogue_has_its_column(db):
    lines = migration_lines(db)
    paste = "\n    ".join(("@migrations()", "def mNNNN_name(db: Database) -> None:", *lines))
    assert not lines, f"Paste at the end of db/migrations.py:\n\n    {paste}\n\nthen: {RENEW}"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [(Kind.TEXT, "无", b"\xff"), (Kind.INTEGER, 3, "三"), (Kind.DECIMAL, 2.5, "半"),
     (Kind.DATE, "2026-11-21", "20261121"), (Kind.MONTH, "2026-11", "2026年11月"),
     (Kind.YES_NO, "1", "是")],
)  # fmt: skip
def test_a_field_without_a_column_gets_the_line_to_paste(db, kind, good, bad):
    planted = Field(key="planted", label="新项目", kind=kind)
    contact = TABLES["contact"]
    tables = {**TABLES, "contact": replace(contact, fields=(*contact.fields, planted))}
    (line,) = migration_lines(db, tables)
    exec(line, {"db": db})
    assert migration_lines(db, tables) == []
    row = "INSERT INTO contact (id, student_id, created_at, updated_at, planted) VALUES "
    db.execute("INSERT INTO student (id, name, created_at, updated_at) VALUES ('s', '甲', '', '')")
    db.execute(row + "('1', 's', '', '', ?)", [good])
    with pytest.raises(db.conn.IntegrityError):
        db.execute(row + "('2', 's', '', '', ?)", [bad])


def test_a_column_of_another_type_is_named(db):
    contact = TABLES["contact"]
    wrong = replace(contact, fields=(replace(contact.field("content"), kind=Kind.INTEGER),))
    assert migration_lines(db, {"contact": wrong}) == ["# contact.content: TEXT, a integer now"]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_dates_and_yes_no_are_held_to_their_form(db, table):
    sql = " ".join(db.table(table.key).schema.split())
    for field in table.fields:
        if field.kind in (Kind.DATE, Kind.MONTH, Kind.YES_NO, Kind.SCHOOL):
            assert _column(field) in sql


def test_records_belong_to_a_child_that_exists(db):
    db.execute("PRAGMA foreign_keys = ON")
    for table in TABLES.values():
        if table.of_student:
            with pytest.raises(db.conn.IntegrityError):
                db.execute(
                    f"INSERT INTO {table.key} (id, student_id, created_at, updated_at) "
                    "VALUES ('1', 'nobody', '', '')"
                )


def test_every_table_is_strict(db):
    loose = [
        name
        for name, strict in db.execute("SELECT name, strict FROM pragma_table_list")
        if not strict and not name.startswith(("sqlite_", "_sqlite_"))
    ]
    assert loose == []

"""What the schema must be for the catalogue, as text to paste: migration and snapshot."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

from sqlite_utils import Database

from db.migrations import known_names, migrations
from ledger_app.catalogue import TABLES, Field, Kind, Need, Table

SNAPSHOT = Path(__file__).parents[2] / "db" / "schema.sql"
RENEW = "UPDATE_GOLDENS=1 python -m pytest tests/store/test_schema.py"
TYPES = {Kind.INTEGER: "INTEGER", Kind.DECIMAL: "REAL"}
CHECKS = {
    Kind.DATE: " CHECK ({0} GLOB '????-??-??')",
    Kind.MONTH: " CHECK ({0} GLOB '????-??')",
    Kind.TIME: " CHECK ({0} GLOB '??:??')",
    Kind.YES_NO: " CHECK ({0} IN ('0', '1'))",
    Kind.SCHOOL: " REFERENCES school (id)",
}
WIDTH = 88  # of a line of SQL in a migration


def schema_text(db: Database) -> str:
    """Return all of a schema as db/schema.sql keeps it."""
    return "\n\n".join(statements(db)) + "\n"


def statements(db: Database) -> list[str]:
    """Return the statements that make a schema, in their order."""
    found = db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_%' "
        "ORDER BY rowid"
    )
    return [f"{inspect.cleandoc(sql)};" for (sql,) in found]


def migration_lines(db: Database, tables: Mapping[str, Table] | None = None) -> list[str]:
    """Return the lines that a migration must have for the catalogue to have tables and columns."""
    lines = []
    for table in (tables or TABLES).values():
        columns = {each.name: each.type for each in db.table(table.key).columns}
        if not columns:
            lines += _whole(table)
            continue
        for field in table.fields:
            if field.key not in columns:
                lines.append(f'db.execute("ALTER TABLE {table.key} ADD COLUMN {column(field)}")')
            elif columns[field.key] != TYPES.get(field.kind, "TEXT"):
                lines.append(f"# {table.key}.{field.key}: {columns[field.key]}, a {field.kind} now")
    return lines


def column(field: Field) -> str:
    """Return the declaration of a field's column."""
    column_type = TYPES.get(field.kind, "TEXT")
    needed = f" NOT NULL CHECK ({field.key} <> '')" if field.need is Need.SAVE else ""
    return f"{field.key} {column_type}{needed}{CHECKS.get(field.kind, '').format(field.key)}"


def _whole(table: Table) -> list[str]:
    child = ["student_id TEXT NOT NULL REFERENCES student (id)"] if table.of_student else []
    columns = [
        "no INTEGER PRIMARY KEY", "id TEXT NOT NULL UNIQUE", *child, *map(column, table.fields),
        "created_at TEXT NOT NULL", "updated_at TEXT NOT NULL", "deleted_at TEXT",
    ]  # fmt: skip
    body = textwrap.wrap(", ".join(columns), WIDTH, break_long_words=False, break_on_hyphens=False)
    lines = [
        "db.execute(",
        '    """',
        f"    CREATE TABLE {table.key} (",
        *(f"        {line}" for line in body),
        "    ) STRICT",
        '    """',
        ")",
    ]
    if table.of_student:
        index = f"CREATE INDEX {table.key}_by_student ON {table.key} (student_id)"
        lines.append(f'db.execute("{index}")')
    return lines


def to_paste(lines: list[str]) -> str:
    """Return what to paste where: the migration, and what it adds to the snapshot."""
    made = Database(memory=True)
    migrations.apply(made)
    before = statements(made)
    exec("\n".join(lines), {"db": made})
    added = [each for each in statements(made) if each not in before]
    named = re.search(r"(?:TABLE|#) (\w+)", "\n".join(lines))
    number = max(int(name[1:5]) for name in known_names()) + 1
    function = [
        "@migrations()",
        f"def m{number:04d}_{named[1] if named else ''}(db: Database) -> None:",
        *(f"    {line}" for line in lines),
    ]
    return "\n".join(
        ("Paste at the end of db/migrations.py:", "", *function, "",
         f"db/schema.sql then holds (or let it be written: {RENEW}):", "",
         "\n\n".join(added))
    ) + "\n"  # fmt: skip

"""Frozen part of m0008: tables of own changes, and the setting that was there before them."""

from __future__ import annotations

import json

from sqlite_utils import Database

OWN_CHANGES = (
    """
    CREATE TABLE rule_change (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rule TEXT, entry TEXT, value TEXT,
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE printout_change (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, printout TEXT, part TEXT, entry TEXT,
        value TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
    ) STRICT
    """,
)
_INSERT = """
    INSERT INTO rule_change (id, rule, entry, value, created_at, updated_at)
    SELECT lower(hex(randomblob(16))), ?, ?, ?, now, now
    FROM (SELECT datetime('now', 'localtime') AS now)
"""


def own_rules_as_records(db: Database) -> None:
    """Turn {rule: {entry: value}} of the setting into one record a value."""
    for (text,) in list(db.execute("SELECT value FROM setting WHERE key = 'rule_changes'")):
        for rule, values in json.loads(text).items():
            for entry, value in values.items():
                db.execute(_INSERT, [rule, entry, json.dumps(value, ensure_ascii=False)])
    db.execute("DELETE FROM setting WHERE key = 'rule_changes'")

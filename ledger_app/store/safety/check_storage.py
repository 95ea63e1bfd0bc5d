"""Checking a file as storage: seals, structure, references. Backups ask for no more than this."""

from __future__ import annotations

from sqlite_utils import Database


def storage_problems(db: Database) -> list[str]:
    """Return what is wrong with the file as storage, in Chinese sentences; empty when whole."""
    return damage(db) or loose_ends(db)


def damage(db: Database) -> list[str]:
    """Return where the file cannot be read as it was written."""
    seals = [row[0] for row in db.execute("PRAGMA cipher_integrity_check")]
    if seals:
        return [f"文件有 {len(seals)} 处被改动或损坏（封印核对不符：{seals[0]}）。"]
    found = [row[0] for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    return [f"文件结构损坏：{found[0]}。"] if found else []


def loose_ends(db: Database) -> list[str]:
    """Return that records are of others that are not there."""
    loose = list(db.execute("PRAGMA foreign_key_check")) if _has_loose_ends(db) else []
    return [f"有 {len(loose)} 条记录找不到所属的档案（表 {loose[0][0]}）。"] if loose else []


def _has_loose_ends(db: Database) -> bool:
    """Tell whether a reference leads nowhere, without reading the tables: their indexes tell.

    SQLite's own check reads all rows again, which takes as long as everything before it.
    """
    references = db.execute(
        'SELECT t.name, f."from", f."table", f."to" FROM sqlite_master t, '
        "pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
    ).fetchall()
    return any(
        db.execute(
            f"SELECT {_indexed(column)} FROM {table} WHERE {column} IS NOT NULL "
            f"EXCEPT SELECT {_indexed(key)} FROM {parent} LIMIT 1"
        ).fetchone()
        for table, column, parent, key in references
    )


def _indexed(column: str) -> str:
    """Return a column so that it is read from an index, even if the table is in its order."""
    return "+no" if column == "no" else column

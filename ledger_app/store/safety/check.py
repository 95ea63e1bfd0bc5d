"""Checking a ledger: every page's seal, structure, references, the audit chain, the lists."""

from __future__ import annotations

from random import Random

from sqlite_utils import Database

from ledger_app.store.file import audit, settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache
from ledger_app.store.lists import student_index

SAMPLE = 200  # children whose row in the lists is worked out again
NAMED = 5


def storage_problems(db: Database) -> list[str]:
    """Return what is wrong with the file as storage, in Chinese sentences; empty when whole."""
    seals = [row[0] for row in db.execute("PRAGMA cipher_integrity_check")]
    if seals:
        return [f"文件有 {len(seals)} 处被改动或损坏（封印核对不符：{seals[0]}）。"]
    found = [row[0] for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    if found:
        return [f"文件结构损坏：{found[0]}。"]
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


def problems(ledger: Ledger) -> list[str]:
    """Return everything that is wrong with an open ledger, in Chinese sentences."""
    with large_cache(ledger):
        found = storage_problems(ledger.db)
    if found:
        return [*found, "请从备份恢复；不要在损坏的文件上继续录入。"]
    size, pages = ledger.path.stat().st_size, int(ledger.value("PRAGMA page_count"))
    if size != pages * int(ledger.value("PRAGMA page_size")):
        found.append(f"文件长度 {size} 字节与内容不符，可能拷贝不完整或被追加了内容。")
    return [*found, *_trail_problems(ledger), *_list_problems(ledger)]


def _trail_problems(ledger: Ledger) -> list[str]:
    broken = audit.first_broken(ledger)
    if broken is not None:
        return [f"审计记录从第 {broken} 条起接不上，有人改动或删除过记录。"]
    found = []
    altered = audit.first_altered(ledger)
    if altered is not None:
        found.append(f"第 {altered} 次修改的内容与审计记录不符，有人改动或删除过记录。")
    if head := audit.printed_head_missing(ledger):
        found.append(f"纸上印过的审计号 {head} 已不在审计记录里，有人删除过记录。")
    return found


def _list_problems(ledger: Ledger) -> list[str]:
    living = ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL")
    listed = ledger.value("SELECT count(*) FROM student_index")
    found = ledger.value("SELECT count(*) FROM student_search")
    if not living == listed == found:
        return [f"档案有 {living} 份，名单里有 {listed} 份，查找得到的有 {found} 份，对不上。"]
    return _row_problems(ledger)


def _row_problems(ledger: Ledger) -> list[str]:
    """Work out the rows of some children again and name what differs.

    The same ones for the same ledger. Rows made by an older program, or partly on the day after,
    are not wrong: they are worked out anew when the ledger is opened.
    """
    if not student_index.is_of_one_day(ledger):
        return []
    ids = student_index.everyone(ledger)
    draw = Random(settings.get(ledger, "ledger_id", ""))
    chosen = [ids[at] for at in sorted(draw.sample(range(len(ids)), min(SAMPLE, len(ids))))]
    found = [f"{name}（{what}）" for name, what in student_index.differing(ledger, chosen)]
    if not found:
        return []
    named = "、".join(found[:NAMED])
    more = f" 等 {len(found)} 人" if len(found) > NAMED else ""
    return [f"名单与档案对不上：{named}{more}。"]

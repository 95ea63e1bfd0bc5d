"""The schema held against what the migrations make: a trigger of somebody else's can write, too."""

from __future__ import annotations

from functools import cache

from sqlite_utils import Database

from db.migrations import migrations
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety.fault import Fault

_WORDS = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
_PARTS = "SELECT type, name, coalesce(sql, '') FROM sqlite_master"
Part = tuple[str, str, str]  # type, name, statement


def problems(ledger: Ledger) -> list[Fault]:
    """Return what is there beside the program's own tables, and what is missing of them.

    A ledger that is still to be migrated is what the migrations before that one make of it.
    """
    pending = [each.name for each in migrations.pending(ledger.db)]
    there, right = set(ledger.db.execute(_PARTS).fetchall()), _right(*pending[:1])
    if pending and there == _right():
        text = f"升级的登记里少了“{pending[0]}”，有人改动或删除过它。"
        return [Fault("schema", text, {"type": "migration", "name": pending[0]})]
    return [
        *(_fault(part, "不是程序建立的") for part in sorted(there - right)),
        *(_fault(part, "不见了，或被改动过") for part in sorted(right - there)),
    ]


def _fault(part: Part, words: str) -> Fault:
    kind, name, _ = part
    text = f"台账里的{_WORDS.get(kind, kind)}“{name}”{words}。"
    return Fault("schema", text, {"type": kind, "name": name})


@cache
def _right(stop_before: str | None = None) -> frozenset[Part]:
    db = Database(memory=True, execute_plugins=False)
    migrations.apply(db, stop_before=stop_before)
    found: list[Part] = db.execute(_PARTS).fetchall()
    db.conn.close()
    return frozenset(found)

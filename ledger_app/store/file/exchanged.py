"""What lies where an open ledger was, if it is another file now: whose it is, and of when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from ledger_app.domain.errors import LedgerError
from ledger_app.files.passing_copy import passing_copy
from ledger_app.store.file import connection, keys
from ledger_app.store.file.file_watch import FileWatch
from ledger_app.store.file.ledger import Ledger

_LAST = "SELECT at, author FROM audit ORDER BY no DESC LIMIT 1"
_HEADS = "SELECT hash FROM audit ORDER BY no DESC LIMIT 1"
_COUNTS = "SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM edition)"


class LedgerExchanged(LedgerError):
    """The file under the open ledger is another one now; nothing was written."""


@dataclass(frozen=True)
class There:
    """What lies there, in words; `has_all`: it holds everything that was saved here."""

    text: str
    has_all: bool = False


def error(ledger: Ledger, watch: FileWatch) -> LedgerExchanged:
    """Return what is to be said: what is there now, what is in memory, what can be done."""
    return LedgerExchanged(
        f"“{ledger.path}”在打开之后被另一个文件换掉了（拷贝、同步或恢复）。这一次没有保存。",
        f"现在那里是{look(ledger, watch).text}；打开着的是{_own(ledger)}。请先把打开着的内容另存"
        "一份（窗口里点“另存打开着的内容”），再关闭并核对哪个文件是对的。",
    )


def look(ledger: Ledger, watch: FileWatch) -> There:
    """Look at a copy of what lies there: the file itself must not be opened twice."""
    content = watch.content()
    if not content:
        return There("空文件（0 字节）或读不出的文件")
    try:
        with passing_copy(content) as copy:
            return _told(ledger, copy, content[: keys.SALT_BYTES])
    except OSError:
        return There("另一个文件（没有地方放它的副本来看）")


def _told(ledger: Ledger, copy: Path, salt: bytes) -> There:
    try:
        db = connection.connect(copy, ledger.key, salt)
    except LedgerError:
        return There("用别的口令加密的台账，或者不是台账，或者只拷了一半")
    try:
        return There(_said(ledger, db), _value(db, _HEADS) is not None and _has_all(ledger, db))
    except sqlcipher.DatabaseError:
        return There("一份损坏的台账")
    finally:
        db.conn.close()


def _said(ledger: Ledger, db: Database) -> str:
    unit = _value(db, "SELECT value FROM setting WHERE key = 'unit'") or ""
    missing = int(ledger.value(_COUNTS)) - int(_value(db, _COUNTS) or 0)
    is_older = ledger.value("SELECT 1 FROM audit WHERE hash = ?", [_value(db, _HEADS)])
    older = f"，是这本台账较早的一份，少了 {missing} 次修改或打印" if is_older else ""
    return f"{str(unit).strip(chr(34))}的台账，{_contents(db)}{older}"


def _own(ledger: Ledger) -> str:
    with suppress(sqlcipher.DatabaseError, LedgerError):
        return _contents(ledger.db)
    return "已经读不全的内容"


def _contents(db: Database) -> str:
    count = _value(db, "SELECT count(*) FROM student WHERE deleted_at IS NULL")
    at, author = db.execute(_LAST).fetchone() or ("", "")
    return f"{count} 份档案，最后由{author or '（没有写名）'}在 {at[:16]} 存过"


def _has_all(ledger: Ledger, db: Database) -> bool:
    """Tell whether the other ledger went on from what was last saved here."""
    head = ledger.value(_HEADS)
    return db.execute("SELECT 1 FROM audit WHERE hash = ?", [head]).fetchone() is not None


def _value(db: Database, sql: str) -> Any:  # noqa: ANN401
    row = db.execute(sql).fetchone()
    return row[0] if row else None

"""Keeping what an open ledger holds when its file was exchanged under it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from ledger_app.domain.errors import LedgerError
from ledger_app.files import left_overs, writing
from ledger_app.files.passing_copy import passing_copy
from ledger_app.store.file import connection, exchanged
from ledger_app.store.file.exchanged import LedgerExchanged
from ledger_app.store.file.file_watch import FileWatch, Found
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup
from ledger_app.store.safety.fault import Fault


@dataclass(frozen=True)
class Beside:
    """A copy of what an open ledger holds, beside its file; what is not whole in it is named."""

    path: Path
    faults: list[Fault]

    @property
    def text(self) -> str:
        """Return in words where it is, and whether it is whole."""
        if not self.faults:
            return f"打开着的内容已另存为“{self.path}”，核对过，完好。"
        return (
            f"打开着的内容已另存为“{self.path}”，但是已经不全（{self.faults[0].text}）。"
            "请同时保留最近一份备份。"
        )


def watched(ledger: Ledger) -> FileWatch:
    """Return what watches the file of a ledger that was just opened."""
    return FileWatch(ledger.path, lambda: _is_ours(ledger))


def _is_ours(ledger: Ledger) -> bool:
    """Tell whether the file, read anew, holds what was saved last, and all of it fits together."""
    watch = ledger.watch
    if watch is None:
        return True
    try:
        with passing_copy(watch.content()) as copy:
            found, count = _faults(ledger, copy)
        return not found and count == watch.count
    except (LedgerError, sqlcipher.DatabaseError):
        return False
    except OSError:
        return True  # no room to look at it: a full disk is no exchanged file


def _faults(ledger: Ledger, copy: Path) -> tuple[list[Fault], int]:
    from ledger_app.store.safety import check  # most starts need none of it

    db = connection.connect(copy, ledger.key, ledger.salt)
    try:
        other = Ledger(copy, db, ledger.key, ledger.salt, ledger.author, ledger.clock)
        return check.problems(other), int(other.value("PRAGMA user_version"))
    finally:
        db.conn.close()


def save_beside(ledger: Ledger) -> Beside:
    """Copy what the open ledger holds to a new file beside it; raise LedgerError if that fails."""
    stamp = ledger.clock().strftime("%Y%m%d-%H%M%S")
    names = (f"{ledger.path.stem}.另存-{stamp}{more}.ledger" for more in ("", *range(-1, -99, -1)))
    path = next(each for each in map(ledger.path.with_name, names) if not each.exists())
    part = left_overs.new_name(path.parent)
    with ledger.lock, connection.in_words(path), left_overs.noted(part):
        writing.make_private(part)
        target = connection.connect(part, ledger.key, ledger.salt)
        try:
            ledger.db.conn.backup(target.conn)
        except sqlcipher.DatabaseError as error:
            raise _unreadable(ledger) from error
        finally:
            target.conn.close()
        writing.sync(part)
        faults, _ = _faults(ledger, part)
        writing.take_place(part, path)
    return Beside(path, faults)


def _unreadable(ledger: Ledger) -> LedgerError:
    newest = next((each.path for each in backup.backups(ledger.path)), None)
    hint = f"最近一份核对过的备份是“{newest}”，请从它恢复。" if newest else "也没有找到备份。"
    return LedgerError("打开着的内容已经读不全了，没有另存成。", hint)


def before_closing(ledger: Ledger) -> LedgerExchanged | None:
    """Keep what would be gone with the open ledger; return what is to be said of it."""
    watch = ledger.watch
    if watch is None or watch.look() is not Found.OTHER:
        return None
    there = exchanged.look(ledger, watch)
    if there.has_all:
        return None
    said = f"“{ledger.path}”在打开之后被另一个文件换掉了（拷贝、同步或恢复）。"
    beside = "打开着的内容没能另存。"
    with suppress(OSError):
        try:
            beside = save_beside(ledger).text
        except LedgerError as error:
            beside += str(error)
    return LedgerExchanged(f"{said}{beside}", f"现在那里是{there.text}。请核对哪个文件是对的。")

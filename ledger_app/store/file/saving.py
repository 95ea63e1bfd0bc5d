"""The one way in which a ledger is written: under its lock, in one transaction, to its own file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import sqlcipher3.dbapi2 as sqlcipher

from ledger_app.store.file import exchanged
from ledger_app.store.file.connection import NotWritten, in_words, moved_away, must_be_there
from ledger_app.store.file.file_watch import Found
from ledger_app.store.file.ledger import Ledger


@contextmanager
def saving(ledger: Ledger) -> Iterator[None]:
    """Keep everything in the block together or not at all.

    Raises LedgerError on a full or failing disk, or when the file was taken away, LedgerExchanged
    when it is another one now.
    """
    with ledger.lock, in_words(ledger.path):
        if ledger.refusal:
            raise NotWritten(*ledger.refusal)
        if ledger.db.conn.in_transaction:
            with ledger.db.atomic():
                yield
            return
        must_be_ours(ledger)
        count = None
        try:
            with ledger.db.atomic():
                yield
                if ledger.watch:
                    # The first page is written by every commit: see file_watch.
                    count = ledger.watch.next_count()
                    ledger.db.execute(f"PRAGMA user_version = {count}")
        except BaseException as error:
            failed = isinstance(error, sqlcipher.DatabaseError)
            if failed and count is not None and _holds(ledger, count):
                raise _perhaps_kept(ledger) from error
            raise
        finally:
            if ledger.watch:
                ledger.watch.remember()


def _holds(ledger: Ledger, count: int) -> bool:
    """Tell whether the file holds a commit that was reported to have failed: at its last step."""
    with suppress(sqlcipher.DatabaseError):
        return bool(ledger.value("PRAGMA user_version") == count)
    return False


def _perhaps_kept(ledger: Ledger) -> NotWritten:
    return NotWritten(
        f"写“{ledger.path.name}”的最后一步磁盘出错：这一次可能已经保存，不能肯定。",
        "请检查磁盘或U盘，重新打开台账，看刚才的内容在不在；在就不要再做一遍。",
    )


def must_be_ours(ledger: Ledger) -> None:
    """Raise LedgerError if what was saved last is not what lies there: nothing may be written."""
    if ledger.watch is None:
        must_be_there(ledger.path, ledger.identity)
        return
    found = ledger.watch.look()
    if found is Found.NOTHING:
        raise moved_away(ledger.path)
    if found is Found.OTHER:
        raise exchanged.error(ledger, ledger.watch)

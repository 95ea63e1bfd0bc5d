"""Making, opening and closing ledger files."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from db.migrations import known_names, migrations
from ledger_app import __version__, windows
from ledger_app.domain import file_names
from ledger_app.domain.errors import LedgerError
from ledger_app.files import left_overs, targets, writing
from ledger_app.files.left_overs import discard
from ledger_app.store.changes import baseline
from ledger_app.store.file import audit, connection, first_page, keys, settings
from ledger_app.store.file.connection import LedgerInUse, NotWritten, WrongPassword
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import must_be_ours
from ledger_app.store.safety import backup, rescue

SUFFIX = ".ledger"
LONGEST_ENDING = ".20261121-120000.00001.migration.ledger.part-journal"  # of a backup's name

UNTOLD = "unverified_untold"  # setting: who is 未核实 since the ledger was migrated is to be said
_BY_EVIDENCE = "m0014_evidence"


def create(
    path: Path,
    password: str,
    *,
    author: str,
    clock: Callable[[], datetime],
    start: dict[str, Any],
    first_records: Callable[[Ledger], None] | None = None,
) -> Ledger:
    """Make a new ledger with these first settings and records; never overwrites a file.

    It gets its name when it is whole: a crash before leaves nothing that looks like a ledger.
    """
    _must_be_free(path)
    salt = keys.new_salt()
    key = keys.derive_key(password, salt)
    part = path.with_name(f"{path.name}.part")
    with connection.in_words(path):
        db = _begin(part, key, salt)
        with left_overs.noted(part):
            _fill(Ledger(part, db, key, salt, author, clock), start, first_records)
            _must_be_free(path)
            writing.take_place(part, path)
    ledger = Ledger(path.resolve(), connection.connect(path, key, salt), key, salt, author, clock)
    ledger.watch = rescue.watched(ledger)
    _hold(ledger)
    return ledger


def _begin(part: Path, key: bytes, salt: bytes) -> Database:
    """Open the file that is to become a ledger; its lock keeps out whoever makes the same one."""
    writing.make_private(part)
    try:
        return connection.connect(part, key, salt)
    except LedgerInUse:
        name = part.name.removesuffix(".part")
        raise LedgerInUse(
            f"另一个窗口或程序正在这里建立“{name}”。", "请等它建好，或换一个文件名。"
        ) from None
    except WrongPassword:
        discard(part)  # a crash left it: nobody holds it
        writing.make_private(part)
        return connection.connect(part, key, salt)


def _must_be_free(path: Path) -> None:
    longest = backup.folder_of(path) / f"{path.stem}{LONGEST_ENDING}"
    if len(os.fsencode(longest.name)) > 255 or connection.is_too_long(longest):
        raise connection.too_long_a_name(path)
    file_names.must_be_fit(path)
    if path.exists():
        raise LedgerError(f"“{path.name}”已经存在。", "请换一个文件名，或者直接打开它。")
    if not path.parent.is_dir():
        raise LedgerError(f"没有文件夹“{path.parent}”。", "请先建立文件夹，或另选位置。")
    if backup.is_hot(path):
        raise LedgerError(
            f"“{path.name}”不见了，但它没有写完的内容还在（{path.name}-journal）。",
            "请把原来的台账文件放回这里再打开，或者换一个文件名新建。",
        )


def _fill(
    ledger: Ledger, start: dict[str, Any], first_records: Callable[[Ledger], None] | None
) -> None:
    try:
        ledger.db.execute(f"PRAGMA application_id = {connection.APPLICATION_ID}")
        migrations.apply(ledger.db)
        first = {"ledger_id": uuid4().hex, "program": __version__, **start}
        settings.put(ledger, first, audited=False)
        noted = {"program": __version__, "settings": settings.sums(first)}
        audit.log(ledger, "created", noted)
        if first_records:
            first_records(ledger)
    finally:
        ledger.db.conn.close()


def open_with_password(
    path: Path, password: str, *, author: str, clock: Callable[[], datetime]
) -> Ledger:
    """Open a ledger; raise WrongPassword, LedgerInUse or LedgerError."""
    real = _checked(path)
    key = keys.derive_key(password, connection.read_salt(real))
    with damage_told(real, partial(keys.derive_key, password)):
        return open_with_key(real, key, author=author, clock=clock)


@contextmanager
def damage_told(real: Path, key_of: Callable[[bytes], bytes]) -> Iterator[None]:
    """Say that the first page is damaged, where that is certain and the password is right."""
    try:
        yield
    except WrongPassword:
        newest = (each.path for each in backup.backups(real)[:1])
        salts = [connection.read_salt(real), *map(connection.read_salt, newest)]
        if first_page.alone_is_damaged(real, key_of, salts):
            raise connection.first_page_damaged(real) from None
        raise


def open_with_key(
    path: Path, key: bytes, *, author: str, clock: Callable[[], datetime], migrate: bool = True
) -> Ledger:
    """Open a ledger with its 32-byte key (the recovery sheet holds it)."""
    real = _checked(path)
    salt = connection.read_salt(real)
    refusal = connection.why_only_read(real)
    if refusal is None:
        try:
            return _open_to_write(Ledger(real, _connect(real, key, salt), key, salt, author, clock),
                                  migrate=migrate)  # fmt: skip
        except NotWritten as error:  # a full disk took neither the migration nor its backup
            refusal = error
    ledger = Ledger(real, _connect(real, key, salt, only_read=True), key, salt, author, clock)
    return _open_to_read(ledger, refusal, migrate=migrate)


def _connect(real: Path, key: bytes, salt: bytes, *, only_read: bool = False) -> Database:
    try:
        return connection.connect(real, key, salt, only_read=only_read)
    except LedgerInUse as error:
        raise LedgerInUse(_who_has_it(real) or error.message, error.hint) from error


def _open_to_write(ledger: Ledger, *, migrate: bool) -> Ledger:
    try:
        with connection.in_words(ledger.path):
            check_version(ledger)
            ledger.newest_entry = audit.newest_at(ledger)
            ledger.watch = rescue.watched(ledger)
            if migrate:
                _migrate(ledger)
                baseline.begin(ledger)
                log_if_possible(ledger, "opened", {"program": __version__}, "这次打开")
    except BaseException:
        _stop_watching(ledger)
        connection.close(ledger.db, ledger.path, ledger.identity)
        raise
    _hold(ledger)
    return ledger


def _open_to_read(ledger: Ledger, refusal: NotWritten, *, migrate: bool) -> Ledger:
    """Take the whole file into memory: there it can be brought up to date, and only there."""
    file = ledger.db
    try:
        with connection.in_words(ledger.path):
            check_version(ledger)
            ledger.newest_entry = audit.newest_at(ledger)
            ledger.db = connection.in_memory(file, ledger.key, ledger.salt)
            if migrate:
                migrations.apply(ledger.db)
                baseline.begin(ledger)
    finally:
        file.conn.close()
    ledger.refusal = (refusal.message, refusal.hint)
    return ledger


def log_if_possible(ledger: Ledger, event: str, detail: dict[str, Any], what: str) -> bool:
    """Note something that only reads; where the file does not take it, it is said instead."""
    try:
        audit.log(ledger, event, detail)
    except LedgerError as error:
        ledger.unsaid.append(f"{what}没有记进审计记录：{error.message}")
        return False
    return True


def _checked(path: Path) -> Path:
    try:
        return connection.check_file(path)
    except LedgerInUse as error:
        raise LedgerInUse(_who_has_it(path.resolve()) or error.message, error.hint) from error


def check_version(ledger: Ledger) -> None:
    """Refuse, untouched, a file of another program or of a newer version of this one."""
    if ledger.value("PRAGMA application_id") != connection.APPLICATION_ID:
        raise LedgerError(f"“{ledger.path.name}”不是一生一档的台账文件。", "请选择正确的文件。")
    applied = ledger.column(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", [migrations.name]
    )
    if unknown := sorted(set(applied) - known_names()):
        needed = settings.get(ledger, "program", "更新的版本")
        raise LedgerError(
            f"“{ledger.path.name}”是用较新的程序（版本 {needed}）保存的，"
            f"现在的程序（版本 {__version__}）看不懂其中的内容（{unknown[0]}）。",
            "请升级程序后再打开。台账没有改动。",
        )


def _migrate(ledger: Ledger) -> None:
    pending = [each.name for each in migrations.pending(ledger.db)]
    if not pending:
        return
    backup.make(ledger, "migration")
    migrations.apply(ledger.db)
    if ledger.watch:
        ledger.watch.remember()
    told = {UNTOLD: True} if _BY_EVIDENCE in pending else {}
    settings.put(ledger, {"program": __version__, **told}, audited=False)
    audit.log(ledger, "migrated", {"program": __version__})


def change_password(ledger: Ledger, password: str) -> None:
    """Give the file a new key from a new password; the recovery sheet must be printed again.

    Raises LedgerError if the disk did not take it; then the old password stays.
    """
    must_be_ours(ledger)
    backup.make(ledger, "password")
    key = keys.derive_key(password, ledger.salt)
    with ledger.lock:
        # Noted first: once the file has its new key, nothing may fail any more.
        audit.log(ledger, "password_changed", {})
        with suppress(sqlcipher.DatabaseError):
            ledger.db.execute(f"PRAGMA rekey = {keys.key_pragma(key, ledger.salt)}")
        try:
            _take_key_that_opens(ledger, (key, ledger.key))
        except LedgerError as error:  # the disk went: which key the file has, nobody can look
            raise LedgerError(
                f"口令可能已经改成，也可能没有：改的时候磁盘出错。{error.message}",
                "请检查磁盘或U盘，再打开台账：先试新口令，打不开再用原来的；之前保存的内容都在。",
            ) from error
        if ledger.key != key:
            with suppress(LedgerError):
                audit.log(ledger, "password_not_changed", {})
            raise LedgerError(
                "口令没有改成：磁盘已满或者写不进去。原来的口令继续有效。",
                "请腾出空间、检查磁盘后再改一次；之前保存的内容都在。",
            )


def _take_key_that_opens(ledger: Ledger, candidates: tuple[bytes, ...]) -> None:
    """Open the file anew with the one of these keys that it has.

    What the file says counts: a change of key whose commit failed is not reported by SQLCipher, and
    a connection on which it failed goes on to write pages with either key.
    """
    ledger.db.conn.close()
    _stop_watching(ledger)
    for key in candidates:
        try:
            ledger.db = connection.connect(ledger.path, key, ledger.salt)
        except WrongPassword:
            continue
        ledger.key = key
        ledger.watch = rescue.watched(ledger)
        return
    raise WrongPassword(ledger.path)


def close(ledger: Ledger) -> None:
    """Close the file and let go of the lock and the key. Closing twice is harmless.

    Raises LedgerExchanged where the file is another one now; what the ledger held was saved beside.
    """
    with ledger.lock:
        if ledger.closed:
            return
        exchanged = rescue.before_closing(ledger)
        ledger.closed = True
        ledger.forget()
        ledger.key = b""
        if ledger.refusal and ledger.watch is None:  # a copy in memory
            ledger.db.conn.close()
            return
        # While the lock is still held: afterwards the note may be the next one's.
        _discard_note(ledger.path)
        _stop_watching(ledger)
        connection.close(ledger.db, ledger.path, ledger.identity)
    if exchanged is not None:
        raise exchanged


def _stop_watching(ledger: Ledger) -> None:
    if ledger.watch is not None:
        ledger.watch.close()
        ledger.watch = None


def _opener_note(path: Path) -> Path:
    return path.with_name(f".{path.name}.open")


def _hold(ledger: Ledger) -> None:
    targets.hold(ledger.path, ledger)
    _note_opener(ledger)


def _note_opener(ledger: Ledger) -> None:
    note = {"who": ledger.author, "host": socket.gethostname(), "user": _user()}
    _discard_note(ledger.path)  # one that another user left cannot be written over
    path = _opener_note(ledger.path)
    with suppress(OSError):
        text = json.dumps({**note, "since": ledger.now()}, ensure_ascii=False)
        writing.write_note(path, text)
        if os.name == "nt":
            windows.hide(path)


def _discard_note(path: Path) -> None:
    note = _opener_note(path)
    with suppress(OSError):
        try:
            note.unlink()
        except PermissionError:  # Windows deletes nothing that is marked read-only
            note.chmod(0o600)
            note.unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


def _who_has_it(path: Path) -> str:
    """Return the sentence naming who has the file open. The note is a courtesy, not the lock."""
    try:
        note = json.loads(_opener_note(path).read_text(encoding="utf-8"))
        return (
            f"“{path.name}”已由 {note['who'] or note['user']} 在电脑 {note['host']} 上"
            f"打开（从 {note['since'][5:16]} 起）。"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""


__all__ = [
    "LedgerInUse",
    "WrongPassword",
    "change_password",
    "check_version",
    "close",
    "create",
    "open_with_key",
    "open_with_password",
]

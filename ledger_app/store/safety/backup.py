"""Backups: made with SQLite's backup API, verified before they get their name, thinned by age.

Thinning keeps the newest of each of 12 days, 10 weeks and 9 months, never touches the newest three,
nor for a week what somebody may want to go back to: made by hand, as the first of a day, or before
an import, a merge, a restore, a migration, another password. A backup opens with the password that
the ledger had when it was made.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from sqlite_utils import Database

from ledger_app.catalogue import TABLES
from ledger_app.domain import file_names
from ledger_app.domain.errors import LedgerError
from ledger_app.files import left_overs, targets, writing
from ledger_app.files.left_overs import discard
from ledger_app.store.file import connection
from ledger_app.store.file.held import held
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import LARGE_KIB, give_back
from ledger_app.store.safety import check_storage, moment
from ledger_app.store.safety.moment import Moment

DAILY, WEEKLY, MONTHLY, NEWEST = 12, 10, 9, 3
LASTING = ("hand", "day", "import", "merge", "restore", "migration", "password")
LASTING_DAYS = 7
WHICH_PASSWORD = "请输入做这份备份时的口令；确认无误仍打不开时，请换一份备份。"
FOLDER_ENDING = ".备份"
_STAMP = "%Y%m%d-%H%M%S"
_SMALL_CACHE = -2048  # KiB: a copy is written and read once, from end to end


@dataclass(frozen=True)
class Backup:
    """One verified backup file; its name says when and why it was made.

    `moment` says how far the ledger had come, where it was just made.
    """

    path: Path
    at: datetime
    number: int
    reason: str
    moment: Moment | None = None


def folder_of(path: Path) -> Path:
    """Return the folder that holds the backups of a ledger file: beside it, named after it."""
    return path.with_name(f"{path.stem}{FOLDER_ENDING}")


def make(ledger: Ledger, reason: str) -> Backup:
    """Write and verify one backup, thin the older ones, return it; raise LedgerError on any fault.

    `reason` is a short ASCII word: day, hour, close, import, migration, password, hand. The ledger
    is locked while it is copied; the copy is verified beside it, while work goes on.
    """
    folder = folder_of(ledger.path)
    with connection.in_words(folder):
        writing.make_folder(folder)
        for left in folder.glob("*.part"):
            discard(left)  # of a backup that was cut off
        # Numbered, because clocks are set back: the newest is told without trusting one.
        number = max((each.number for each in backups(ledger.path)), default=0) + 1
        at = ledger.clock()
        name = f"{ledger.path.stem}.{at.strftime(_STAMP)}.{number:05d}.{reason}.ledger"
        part = folder / f"{name}.part"
        try:
            with left_overs.noted(part):
                copy = _copy(ledger, part)
                _verify(copy)
                writing.take_place(part, folder / name)
        except BaseException as error:
            # A bad copy of a bad ledger: say that of the ledger, or the clerk will change the disk.
            if isinstance(error, LedgerError) or "malformed" in str(error):
                _check_source(ledger)
            raise
    give_back()
    thin(folder)
    return Backup(folder / name, at, number, reason, copy.moment)


@dataclass(frozen=True)
class _Copy:
    """A copy that is not verified yet: what opens it, and what was counted in the ledger."""

    path: Path
    key: bytes
    salt: bytes
    counts: list[int]
    moment: Moment


def _copy(ledger: Ledger, part: Path) -> _Copy:
    """Copy the ledger as it is now, under its lock; the disk may take its time afterwards."""
    discard(part)
    writing.make_private(part)
    with ledger.lock:
        # The same key and salt: the copy opens with the same password and recovery sheet.
        now = moment.of(ledger)
        copy = _Copy(part, ledger.key, ledger.salt, _counts(ledger.db), now)
        target = connection.connect(part, copy.key, copy.salt)
        target.execute(f"PRAGMA cache_size = {_SMALL_CACHE}")
        try:
            ledger.db.conn.backup(target.conn)
        finally:
            target.conn.close()
        # Copying has read every page; none of them need stay in memory.
        ledger.db.execute("PRAGMA shrink_memory")
    writing.sync(part)
    return copy


def _verify(copy: _Copy) -> None:
    db = connection.connect(copy.path, copy.key, copy.salt)
    db.execute(f"PRAGMA cache_size = -{LARGE_KIB}")  # looks up each entry of each index
    try:
        problems = check_storage.storage_problems(db)
        counts = [] if problems else _counts(db)
    finally:
        db.conn.close()
        discard(Path(f"{copy.path}-journal"))
    if problems or counts != copy.counts:
        raise LedgerError(
            "备份写完后核对不一致，没有采用这份备份。" + "".join(problems[:1]),
            "请检查磁盘，再备份一次；台账本身没有改动。",
        )


def _check_source(ledger: Ledger) -> None:
    """Raise LedgerError if it is the ledger that is damaged, and not the copy just written."""
    with ledger.lock, connection.in_words(ledger.path):
        found = check_storage.storage_problems(ledger.db)
    if found:
        raise connection.damaged(ledger.path)


def _counts(db: Database) -> list[int]:
    there = set(db.table_names())  # before a migration newer tables are not
    return [
        db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in (*TABLES, "revision", "change", "audit")
        if table in there
    ]


def backups(path: Path) -> list[Backup]:
    """Return the backups of a ledger file, newest (highest number) first."""
    return in_folder(folder_of(path))


def in_folder(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest (highest number) first."""
    found = []
    for each in folder.glob("*.ledger") if folder.is_dir() else ():
        parts = each.name.split(".")
        with suppress(ValueError, IndexError):
            at = datetime.strptime(parts[-4], _STAMP)
            found.append(Backup(each, at, int(parts[-3]), parts[-2]))
    return sorted(found, key=lambda each: -each.number)


def kept(existing: list[Backup]) -> set[Path]:
    """Return which backups stay: the newest of each day, week, month, the newest three, and what
    lasts a week."""
    ordered = sorted(existing, key=lambda each: -each.number)
    # Whatever the calendar says: several backups of one busy day may all be wanted.
    stay = {each.path for each in ordered[:NEWEST]}
    for form, limit in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        periods: dict[str, Path] = {}
        for each in ordered:
            periods.setdefault(each.at.strftime(form), each.path)
        stay.update(list(periods.values())[:limit])
    return stay | _lasting(ordered)


def _lasting(ordered: list[Backup]) -> set[Path]:
    """Return those kept for a week, of backups in order, the newest first.

    Counted in days on which backups were made later, not by the clock: one that was set ahead for
    an hour would end the week. As many days lie at least a week back.
    """
    stay: set[Path] = set()
    later: set[date] = set()
    for each in ordered:
        if len(later - {each.at.date()}) > LASTING_DAYS:
            break
        if each.reason in LASTING:
            stay.add(each.path)
        later.add(each.at.date())
    return stay


def thin(folder: Path) -> list[Path]:
    """Delete the backups in a folder that need not stay; return them."""
    existing = in_folder(folder)
    stay = kept(existing)
    gone = [each.path for each in existing if each.path not in stay]
    for each in gone:
        with suppress(OSError):
            each.unlink()
    return gone


def restore(path: Path, source: Path, key: bytes, accept: Callable[[Ledger], None]) -> Path | None:
    """Put a verified backup in the place of a closed ledger; return where the old file went.

    The old file is kept beside it as `before-restore-…`. `accept` sees the copy before it gets its
    place: it may write to it, or raise. Raises LedgerError if the backup is not whole, and
    WrongPassword if the key does not open it; then nothing has changed.
    """
    file_names.must_be_fit(path)
    real, path = connection.check_file(source, only_read=True), path.resolve()
    salt = connection.read_salt(real)
    _must_not_stay(path, real)
    part = path.with_name(f"{path.name}.part")
    with connection.in_words(path), left_overs.noted(part):
        discard(part)
        writing.copy(real, part)
        _verify_copy(part, key, salt, source, accept)
        # Only now, when the copy is known to be whole, is the present file touched. Nobody may
        # save into it from its last reading on: that would be in neither file.
        with held(path) as present:
            old = _set_aside(path, present)
            writing.take_place(part, path)
    return old


def _must_not_stay(path: Path, source: Path) -> None:
    """Raise LedgerError if what lies at a path is no ledger's place: a backup, a device, itself."""
    targets.must_be_plain(path)
    if path == source or path.parent.name.endswith(FOLDER_ENDING):
        raise LedgerError(
            f"“{path.name}”是一份备份，不能被另一份备份换掉。",
            "请恢复到台账自己的文件名，或一个新的文件名。什么都没有改动。",
        )


def _verify_copy(
    part: Path, key: bytes, salt: bytes, source: Path, accept: Callable[[Ledger], None]
) -> None:
    try:
        db = connection.connect(part, key, salt)
    except connection.WrongPassword:
        raise connection.WrongPassword(source, WHICH_PASSWORD) from None
    try:
        if problems := check_storage.storage_problems(db):
            raise LedgerError(
                f"备份“{source.name}”已损坏：{problems[0]}", "请换更早的一份备份。台账没有改动。"
            )
        accept(Ledger(source, db, key, salt, "", datetime.now))
    finally:
        db.conn.close()


def is_hot(path: Path) -> bool:
    """Tell whether a journal lies beside a path that would be played into the file there."""
    journal = Path(f"{path}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _set_aside(path: Path, present: BinaryIO | None) -> Path | None:
    """Keep a copy of the present file beside it: whenever a crash comes, there is one to open."""
    journal = Path(f"{path}-journal")
    old = _free_name(path)
    try:
        if is_hot(path):
            writing.copy(journal, Path(f"{old}-journal"))
        if present:
            writing.copy_open(present, old)
    except BaseException:
        discard(old)
        raise
    # A journal that belongs to the old file must never be played into the new one.
    journal.unlink(missing_ok=True)
    return old if present else None


def _free_name(path: Path) -> Path:
    stamp = datetime.now().strftime(_STAMP)
    names = (f"before-restore-{stamp}{more}-{path.name}" for more in ("", *range(-1, -1000, -1)))
    free = (each for each in map(path.with_name, names) if not each.exists())
    return next(each for each in free if not Path(f"{each}-journal").exists())

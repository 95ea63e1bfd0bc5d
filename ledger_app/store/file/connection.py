"""One connection to one ledger file: key, pragmas, lock, and what can go wrong in words."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.files.targets import identity, is_held
from ledger_app.store.file import keys
from ledger_app.store.file.own_pages import OwnPages

APPLICATION_ID = 0x59534544  # "YSED"
CACHE_KIB = 16_384  # pages kept in memory; a whole import is given more
_BEFORE = ("locking_mode=EXCLUSIVE",)
_PRAGMAS = (
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "temp_store=MEMORY",
    f"cache_size=-{CACHE_KIB}",
)


class WrongPassword(LedgerError):
    """The key does not open the file: wrong password or damaged first page, no telling which."""

    def __init__(
        self, path: Path, hint: str = "请再输一次口令；确认口令无误仍打不开时，请从备份恢复。"
    ) -> None:
        super().__init__(
            f"打不开“{path.name}”：口令不对，或者文件开头已经损坏。", f"{hint}台账没有改动。"
        )


class LedgerInUse(LedgerError):
    """Another program has the file open."""


class NotWritten(LedgerError):
    """The disk did not take it; what was kept before is there."""


def check_file(path: Path, *, only_read: bool = False) -> Path:
    """Return the real path of an existing ledger file; raise LedgerError if it cannot be one.

    Looks at the directory entry only: a file that SQLite has open must not be opened by others.
    A backup that is only read may lie on a disk that cannot be written.
    """
    real = _found(path)
    status = real.stat()
    _must_not_be_held(path, (status.st_dev, status.st_ino))
    if not stat.S_ISREG(status.st_mode):
        raise LedgerError(f"“{path}”不是文件。", "请选择扩展名为 .ledger 的台账文件。")
    if status.st_size == 0:
        raise LedgerError(
            f"“{path.name}”是空文件（0 字节），里面没有台账。",
            "很可能是拷贝中断造成的：请从备份恢复，不要在这个文件上继续。",
        )
    # A page: with less not even the salt and the first page are whole.
    if status.st_size < 4096:
        raise LedgerError(f"“{path.name}”不完整（只有 {status.st_size} 字节）。", "请从备份恢复。")
    if not os.access(real, os.R_OK):
        raise LedgerError(
            f"没有权限读“{path}”。", "请用存它的那个用户登录，或请管理员改文件的权限。"
        )
    if only_read:
        return real
    if status.st_nlink > 1:
        raise LedgerError(
            f"“{path.name}”在磁盘上有另一个名字（硬链接），直接使用可能损坏台账。",
            "请复制一份后打开复制的文件。",
        )
    return real


def why_only_read(real: Path) -> NotWritten | None:
    """Return why nothing can be written to a ledger file or beside it, None if it can be."""
    if os.access(real, os.W_OK) and os.access(real.parent, os.W_OK):
        return None
    return NotWritten(
        f"没有权限写“{real}”所在的文件夹或文件（只读）。",
        "要改动，请把台账复制到可以写的文件夹（如“文档”）再打开。台账没有改动。",
    )


def _found(path: Path) -> Path:
    # Asked first: Windows says of a path that is too long that nothing is there.
    if is_too_long(path):
        raise too_long_a_name(path)
    with in_words(path):
        there = path.exists()
    if not there:
        raise LedgerError(f"找不到台账文件“{path}”。", "请检查位置，或从最近打开的列表里重新选择。")
    return path.resolve()


def _must_not_be_held(path: Path, file: tuple[int, int]) -> None:
    # POSIX drops all locks of a process on a file when any of its descriptors is closed: reading
    # the salt of a ledger that this process has open would let another program in.
    if os.name == "posix" and is_held(file):
        raise in_use(path)


def in_use(path: Path) -> LedgerInUse:
    """Return the error for a ledger that somebody else has open."""
    return LedgerInUse(
        f"“{path.name}”已经在别的窗口或程序里打开。", "请到那个窗口继续，或先把它关掉。"
    )


def read_salt(path: Path) -> bytes:
    """Return the first 16 bytes. Call it only before the file is opened by this process."""
    with path.open("rb") as stream:
        return stream.read(keys.SALT_BYTES)


def connect(path: Path, key: bytes, salt: bytes, *, only_read: bool = False) -> Database:
    """Open a ledger file exclusively; raise WrongPassword, LedgerInUse or LedgerError.

    `only_read`: nothing is written, and others may read, too.
    """
    # A file in the making is spoken of by the name it will get.
    named = path.with_name(path.name.removesuffix(".part"))
    with in_words(named):
        if only_read and _is_half_written(path):
            raise _half_written(path)
        name = f"{path.absolute().as_uri()}?mode=ro" if only_read else str(path)
        connection = sqlcipher.connect(
            name, uri=only_read, isolation_level=None, check_same_thread=False, timeout=0
        )
    try:
        with in_words(named):
            _prepare(connection, key, salt, only_read)
    except BaseException:
        connection.close()
        raise
    # No plugins: whatever else is installed must not be handed the children's records.
    return OwnPages(connection, execute_plugins=False)


def _is_half_written(path: Path) -> bool:
    journal = Path(f"{path}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _half_written(path: Path) -> LedgerError:
    return LedgerError(
        f"“{path.name}”上一次没有写完（断电或拔出了U盘），在只读的地方不能接着收尾。",
        f"请把它和“{path.name}-journal”一起拷到可以写的文件夹，在那里打开一次。",
    )


def in_memory(db: Database, key: bytes, salt: bytes) -> Database:
    """Return a copy in memory of what a connection reads: lists can be brought up to date in it."""
    # SQLCipher copies from one keyed database to another only.
    copy = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    copy.execute("PRAGMA cipher_log_level=NONE")
    copy.execute(f"PRAGMA key = {keys.key_pragma(key, salt)}")
    db.conn.backup(copy)
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "temp_store=MEMORY"):
        copy.execute(f"PRAGMA {pragma}")
    return OwnPages(copy, execute_plugins=False)


def _prepare(
    connection: sqlcipher.Connection, key: bytes, salt: bytes, only_read: bool = False
) -> None:
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key = {keys.key_pragma(key, salt)}")
    for pragma in _BEFORE:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if only_read:
        return
    # Takes the file lock at once and keeps it: a second program must hear it now, not at a save.
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def close(db: Database, path: Path, opened: tuple[int, int] | None) -> None:
    """Close a ledger file and let no empty journal lie beside it: clerks ask what it is.

    A journal that holds something belongs to a commit that failed and is for the next opening; one
    beside another file which lies there now is not ours.
    """
    with suppress(sqlcipher.DatabaseError, OSError):
        empty = Path(f"{path}-journal").stat().st_size == 0
        if empty and not _is_exchanged(path, opened):
            # SQLite deletes it itself, with its own lock still held (Windows lets nobody else).
            db.execute("PRAGMA locking_mode=NORMAL")
            db.execute("PRAGMA journal_mode=DELETE")
    db.conn.close()


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn the world's faults (full disk, lock, damage) into LedgerError; bugs pass through."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        raise _explain(error, path) from error
    except OSError as error:
        raise _explain_system(error, path) from error


_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_GONE = (errno.ENOENT, errno.ENOTDIR)
_TOO_LONG = errno.ENAMETOOLONG


def _explain_system(error: OSError, path: Path) -> LedgerError:
    if error.errno in _FULL:
        return _full_disk(path)
    if error.errno in _NOT_ALLOWED:
        return _not_allowed(path)
    if error.errno in _GONE:
        return moved_away(path)
    if error.errno == _TOO_LONG:
        return too_long_a_name(path)
    return LedgerError(f"读写“{path.name}”时出错：{fault_text(error)}。", "请检查磁盘或U盘后再试。")


def must_be_there(path: Path, opened: tuple[int, int] | None) -> None:
    """Raise LedgerError if an open ledger's file was moved, deleted or replaced by another.

    What is saved then would be in no file that anybody finds.
    """
    present = identity(path)
    if present is None:
        raise moved_away(path)
    if _is_exchanged(path, opened):
        raise LedgerError(
            f"“{path}”在打开之后被另一个文件换掉了（拷贝、同步或恢复）。这一次没有保存。",
            "请先点“备份”，把打开着的内容留一份，再关闭并核对哪个文件是对的。",
        )


def _is_exchanged(path: Path, opened: tuple[int, int] | None) -> bool:
    # Windows lets nobody replace an open file, and not each of its file systems numbers files.
    return os.name == "posix" and identity(path) != opened


def is_too_long(path: Path) -> bool:
    """Tell whether SQLite (512 bytes on POSIX) or Windows (260 letters) cannot open a path."""
    text = str(path.absolute())
    return len(os.fsencode(text)) > 500 if os.name == "posix" else len(text) > 250


def too_long_a_name(path: Path) -> LedgerError:
    """Return the error for a path that is too long, or leaves no room for those of backups."""
    return LedgerError(
        f"“{path.name[:20]}…”的文件名或所在文件夹的路径太长。",
        "请换一个短一些的文件名，或者放到层次少一些的文件夹里。",
    )


def moved_away(path: Path) -> LedgerError:
    """Return the error for a ledger of which the file is no longer where it was opened."""
    return LedgerError(
        f"“{path}”不见了：文件或文件夹被移走、改名或删除，U盘可能已拔出。这一次没有保存。",
        "请把它放回原处，或重新插好U盘，再打开台账。",
    )


def _not_allowed(path: Path) -> LedgerError:
    return NotWritten(
        f"没有权限写“{path}”（只读，或文件夹不在了）。",
        "请检查文件夹，或把台账复制到可以写的地方再打开。",
    )


def _full_disk(path: Path) -> LedgerError:
    return NotWritten(
        f"磁盘已满，“{path.name}”没有写进去。",
        "请删除一些不用的文件腾出空间后再试；之前保存的内容都在。",
    )


def first_page_damaged(path: Path) -> LedgerError:
    """Return the error for a file whose other pages the password opens."""
    return LedgerError(
        f"“{path.name}”的开头已经损坏（断电或磁盘出错）；口令没有错，后面的内容用它对得上。",
        "请从备份恢复。台账没有改动。",
    )


def damaged(path: Path) -> LedgerError:
    """Return the error for a ledger file with damaged pages."""
    return LedgerError(f"“{path.name}”已损坏。", "请从备份恢复；不要在损坏的文件上继续录入。")


def _explain(error: Exception, path: Path) -> Exception:
    text = str(error)
    if "not a database" in text:
        return WrongPassword(path)
    if "locked" in text or "busy" in text:
        return in_use(path)
    if "disk is full" in text:
        return _full_disk(path)
    if "malformed" in text:
        return damaged(path)
    if "disk I/O error" in text:
        return NotWritten(
            f"读写“{path.name}”时磁盘出错，这一次没有保存。",
            "请检查磁盘或U盘后再试；之前保存的内容都在。",
        )
    if "closed database" in text:
        return LedgerError(f"“{path.name}”已经关闭，这一次没有保存。", "请重新打开台账。")
    if "unable to open" in text and is_too_long(path):
        return too_long_a_name(path)
    if "readonly" in text or "unable to open" in text:
        return _not_allowed(path)
    return error

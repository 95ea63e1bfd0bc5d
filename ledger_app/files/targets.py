"""Where nothing may be written: over a ledger, a backup, what is being read, what is no file."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from weakref import WeakValueDictionary

from ledger_app.domain import file_names
from ledger_app.domain.errors import LedgerError, fault_text

PAGE = 4096  # bytes of a ledger's pages
_OF_A_LEDGER = re.compile(r"\.ledger(?:[.-](?:part|journal|wal|shm|open))*", re.IGNORECASE)
_ELSEWHERE = "请换一个文件名或文件夹。台账没有改动。"
# What a file that is no ledger begins with: packed content looks as random as an encrypted one.
# Long enough that no salt of a ledger begins so: two bytes are those of one ledger in 65,536.
_KNOWN_STARTS = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff",
    b"GIF8", b"\x1f\x8b\x08", b"7z\xbc\xaf", b"Rar!", b"BZh91AY", b"\xfd7zXZ",
    b"age-encryption.org/",
)  # fmt: skip
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_LIKE_CHANCE = 400.0  # chi² of 256 byte values in a page: 255 ± 23 where it is encrypted


class Holder(Protocol):
    """Whoever has a file open in this process."""

    path: Path
    closed: bool


Identity = tuple[int, int]
_held: WeakValueDictionary[Identity, Holder] = WeakValueDictionary()


def hold(path: Path, holder: Holder) -> None:
    """Remember that this process has a ledger file open, until the holder is closed."""
    if (held := identity(path)) is not None:
        _held[held] = holder


def is_held(file: Identity | None) -> bool:
    """Tell whether this process has that file open as a ledger."""
    holder = _held.get(file) if file is not None else None
    return holder is not None and not holder.closed


def _lies_beside_held(file: Identity | None) -> bool:
    """Tell whether a file is the journal or the note of a ledger that is open here."""
    open_here = [holder.path for holder in list(_held.values()) if not holder.closed]
    beside = [(f"{path}-journal", path.with_name(f".{path.name}.open")) for path in open_here]
    return file is not None and any(file == identity(Path(each)) for two in beside for each in two)


def identity(path: Path) -> Identity | None:
    """Return what tells the file at a path from every other, or None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def free_target(path: Path, *, source: Path | None = None) -> Path:
    """Return the real path to write to, links followed; raise LedgerError if it must stay.

    `source` is the workbook that is being read: what is written never takes its place.
    """
    if not path.name or path.name in (".", "..") or os.path.isdir(path):
        raise _refused(path, "是文件夹，不是文件", "请写上文件名再存。")
    # Before the links are followed: Windows fails to, where the name is a device.
    file_names.must_be_fit(path)
    real = Path(os.path.realpath(path))
    if any(_OF_A_LEDGER.fullmatch(_ending(each)) for each in (path.name, real.name)):
        raise _refused(path, "是台账或备份用的文件名", _ELSEWHERE)
    _must_be_plain(path, real)
    if source is not None and real.exists() and _same(real, source):
        raise _refused(path, "就是正在读的那个工作簿", "请换一个文件名，原来的工作簿还要用。")
    there = identity(real)
    if is_held(there) or _lies_beside_held(there) or looks_encrypted(real):
        raise _refused(path, "是台账或它的备份（里面是加密的内容）", _ELSEWHERE)
    return real


def must_be_plain(path: Path) -> None:
    """Raise LedgerError if a device, a pipe, a socket or a folder lies at a path."""
    if os.path.isdir(path):
        raise _refused(path, "是文件夹，不是文件", "请写上文件名。")
    _must_be_plain(path, Path(os.path.realpath(path)))


def _must_be_plain(path: Path, real: Path) -> None:
    try:
        mode = real.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise LedgerError(f"写不进“{path}”：{fault_text(error)}。", "请换一个位置。") from error
    if not stat.S_ISREG(mode):
        raise _refused(path, "不是普通文件（是设备、管道或链接）", "请换一个文件名或文件夹。")


def _refused(path: Path, why: str, hint: str) -> LedgerError:
    return LedgerError(f"“{path.name or path}”{why}，没有写成。", hint)


def _ending(name: str) -> str:
    """Return from `.ledger` on; Windows leaves dots and blanks at the end of a name out."""
    return name[max(0, name.lower().rfind(".ledger")) :].rstrip(". ")


def _same(real: Path, source: Path) -> bool:
    with suppress(OSError):
        if os.path.samefile(real, source):
            return True
    return os.path.normcase(real) == os.path.normcase(os.path.realpath(source))


def looks_encrypted(path: Path) -> bool:
    """Tell whether a file looks like a ledger, whatever it is called: nothing in it has a shape.

    A ledger has no mark of its own: its first bytes are random. A damaged first page is no reason
    to write over the rest, so the last one is looked at, too. Not for a file this process holds.
    """
    try:
        with path.open("rb") as stream:
            first = stream.read(PAGE)
            if first.startswith(_JOURNAL):
                return True
            if len(first) < PAGE or first.startswith(_KNOWN_STARTS):
                return False
            stream.seek(-PAGE, os.SEEK_END)
            return _like_chance(first) or _like_chance(stream.read(PAGE))
    except OSError:
        return False


def _like_chance(page: bytes) -> bool:
    expected = len(page) / 256
    counts = (page.count(value) for value in range(256))
    return sum((count - expected) ** 2 / expected for count in counts) < _LIKE_CHANCE

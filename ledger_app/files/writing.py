"""Write a file whole or not at all: beside its place, to the disk, then by a new name."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.files import left_overs
from ledger_app.files.left_overs import PRIVATE
from ledger_app.files.targets import free_target

Content = bytes | bytearray | memoryview
PATIENCE = 1.0  # seconds: a virus scanner looks into a new file for less
_PAUSE = 0.02
_PIECE = 1 << 20  # bytes
_BUSY = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY)
NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)


class Busy(LedgerError):
    """Another program has the file in use, and kept it."""


def write(path: Path, content: Content, *, source: Path | None = None) -> Path:
    """Put a whole file in its place, for its owner only, and return where it is.

    Raises LedgerError if something lies there that must stay (`source`: the workbook being read),
    or if the disk or another program does not let it; then what was there is there.
    """
    real = free_target(path, source=source)
    try:
        # What lies there may have changed while the disk took its time.
        _write(real, content, partial(free_target, path, source=source))
    except OSError as error:
        raise _not_written(path, error) from error
    return path


def write_own(path: Path, text: str) -> None:
    """Keep a file of the program's own, as settings are; raise OSError if that fails."""
    with suppress(Busy):  # a scanner that does not let go: the next time will do
        _write(path, text.encode("utf-8"))


def _write(real: Path, content: Content, look_again: Callable[[], object] = dict) -> None:
    left_overs.clear_in(real.parent)
    part = left_overs.new_name(real.parent)
    with left_overs.noted(part):
        descriptor = os.open(part, NEW, PRIVATE)
        with open(descriptor, "wb") as stream:
            left_overs.is_mine(descriptor)  # from now on nobody clears it
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        look_again()
        take_place(part, real)


def take_place(part: Path, target: Path) -> None:
    """Give a whole, synced file its name, so that it outlasts a power cut.

    Raises Busy if another program keeps the target (or the new file) for longer than a moment.
    """
    try:
        patiently(os.replace, part, target)
    except OSError as error:
        if error.errno in _BUSY and part.exists():
            raise _busy(target) from error
        raise
    sync_folder(target.parent)


def patiently(act: Callable[..., object], *args: object) -> None:
    """Do it, again and again for about a second while another program has the file in use."""
    end = time.monotonic() + PATIENCE
    pause = _PAUSE
    while True:
        try:
            act(*args)
        except OSError as error:
            if error.errno not in _BUSY or time.monotonic() >= end:
                raise
            time.sleep(pause)
            pause = min(2 * pause, 0.2)
        else:
            return


def sync(path: Path) -> None:
    """Force a file to the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlast a power cut, where system and file system can."""
    if os.name != "posix":
        return
    with suppress(OSError):  # as SQLite does: some shares and sticks cannot sync a folder
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make a folder for its owner only, if it is not there, so that it outlasts a power cut."""
    if not path.is_dir():
        path.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, for a database to grow in."""
    try:
        os.close(os.open(path, NEW, PRIVATE))
    except FileExistsError:
        # Not opened: it may be a database of this process, whose locks would go.
        with suppress(OSError):
            path.chmod(PRIVATE)


def copy(source: Path, target: Path) -> None:
    """Copy a file to a new one that only its owner may read, and force it to the disk."""
    make_private(target)
    shutil.copyfile(source, target)
    sync(target)


def copy_open(source: BinaryIO, target: Path) -> None:
    """Copy a file that must not be closed: it is locked as long as it is open."""
    make_private(target)
    source.seek(0)
    with target.open("wb") as stream:
        shutil.copyfileobj(source, stream, _PIECE)
    sync(target)


def write_note(path: Path, text: str) -> None:
    """Write a short note beside a ledger, for whoever may read the folder; raise OSError."""
    path.write_text(text, encoding="utf-8")


def _busy(target: Path) -> Busy:
    return Busy(
        f"“{target.name}”正被别的程序占用，或者系统不让换掉它，试了几次都没有写成。",
        "它可能正在 Excel、WPS 或 PDF 阅读器里打开，或者杀毒软件正在检查："
        "请关掉它再试一次，或换一个文件名。",
    )


def _not_written(path: Path, error: OSError) -> LedgerError:
    return LedgerError(
        f"写不进“{path}”：{fault_text(error)}，没有写成。",
        "请确认文件没有在别处打开、文件夹可以写、磁盘没有满，或换一个位置保存。",
    )

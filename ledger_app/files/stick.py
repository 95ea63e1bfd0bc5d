"""Write a file onto a stick so that it may be pulled out afterwards: reliability.md §2.5."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from ledger_app.domain import file_names
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.files import copying
from ledger_app.files.targets import must_be_plain

_PIECE = 1 << 16
_ROOM = 1 << 16  # bytes more than the file itself: its entry, and what the stick rounds up
# Some sticks cannot sync a folder and say so; these say that there is no stick any more.
_GONE = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOSPC)
_UNCHANGED = "U盘上没有留下半个文件；台账没有变化，可以再写一次。"


class _PerhapsThere(OSError):
    """The stick went away after the file had its name."""


class Watching(Protocol):
    """Whoever waits: shaped like actions/progress.py, which this room does not know."""

    cancelled: bool

    def move(self, done: int, total: int, text: str = "") -> None:
        """Tell how much is done."""


def write(target: Path, content: bytes, progress: Watching | None = None) -> Path:
    """Write, force to the disk, read back from it, compare, give the name; return where it is.

    What lies there already is never written over: the same content is as good as written. Raises
    LedgerError with a sentence for each failure, also where `progress` was cancelled, and leaves
    no half file behind.
    """
    must_be_plain(target)
    file_names.must_be_fit(target)
    try:
        if os.path.lexists(target):
            _must_hold(target, content)
            _must_outlast(target)
        else:
            _write_new(target, content, progress)
    except copying.Stopped:
        raise LedgerError("已取消，没有写。", _UNCHANGED) from None
    except OSError as error:
        raise _not_written(target, error) from error
    return target


def _write_new(target: Path, content: bytes, progress: Watching | None) -> None:
    _must_have_room(target.parent, len(content))
    copying.lay_down(
        _pieces(content, progress),
        target,
        lambda: progress is None or not progress.cancelled,
        partial(_must_be_free, target),
    )
    try:
        _must_outlast(target)
        if not copying.holds(target, content):
            raise copying.NotTheSame
    except OSError as error:
        try:
            target.unlink()  # said not to be there, so it is not
        except OSError:
            raise _PerhapsThere(*error.args) from error
        raise


def _must_be_free(target: Path) -> None:
    if os.path.lexists(target):
        raise _taken(target)


def _must_hold(target: Path, content: bytes) -> None:
    if not copying.holds(target, content):
        raise _taken(target)


def _taken(target: Path) -> LedgerError:
    return LedgerError(
        f"“{target.name}”已经在那里，内容不一样，没有写。",
        "请换一个文件夹或文件名；要是那个文件没有用了，先删掉它再写。",
    )


def _must_outlast(target: Path) -> None:
    """Force a file and its name to the stick; raise OSError if the stick does not answer."""
    for path in (target, target.parent) if os.name == "posix" else ():
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno in _GONE:
                raise
        finally:
            os.close(descriptor)


def _pieces(content: bytes, progress: Watching | None) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        if progress is not None:
            progress.move(start, len(content), "正在写到U盘")
        yield content[start : start + _PIECE]
    if progress is not None:
        progress.move(len(content), len(content), "正在从U盘读回来核对")


def _must_have_room(folder: Path, size: int) -> None:
    free = None
    with suppress(OSError):  # some sticks cannot say; then writing will
        free = shutil.disk_usage(folder).free
    if free is not None and free < size + _ROOM:
        raise LedgerError(
            f"U盘放不下：要 {_megabytes(size)}，只剩 {_megabytes(free)}。",
            f"请删掉U盘上不用的文件，或换一个U盘。{_UNCHANGED}",
        )


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"


def _not_written(target: Path, error: OSError) -> LedgerError:
    if isinstance(error, copying.NotTheSame):
        return LedgerError(
            "U盘写入后读回来不一样（U盘写入校验失败）。",
            f"这个U盘可能坏了，或者容量是假的，请换一个。{_UNCHANGED}",
        )
    if isinstance(error, _PerhapsThere):
        return LedgerError(
            f"写“{target.name}”的最后一步U盘出错：可能已经写上，不能肯定。未完成。",
            "请插好U盘看一看有没有这个文件；有，就是完整的；没有，再写一次。台账没有变化。",
        )
    if not target.parent.is_dir():
        return LedgerError("U盘不见了：可能已经拔出。未完成。", f"请插好U盘再试。{_UNCHANGED}")
    return LedgerError(
        f"写不进“{target.name}”：{fault_text(error)}。未完成。",
        f"请看U盘是否拔出、写满或设了写保护。{_UNCHANGED}",
    )

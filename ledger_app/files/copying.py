"""Copy a file to another disk, read it back from there and compare, before it gets its name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from ledger_app import windows
from ledger_app.files import left_overs, writing

_CHUNK = 1 << 20


class NotTheSame(OSError):
    """What was read back is not what was written: the disk is bad, or lies about its size."""


class Stopped(Exception):
    """Somebody did not want to wait for the end of it."""


def copy_and_compare(
    source: Path, target: Path, goes_on: Callable[[], bool] = lambda: True
) -> None:
    """Copy a file that nobody writes; raise OSError, and leave nothing behind, if that fails.

    `goes_on` is asked between pieces; Stopped is raised when it says no.
    """
    with source.open("rb") as given:
        lay_down(iter(partial(given.read, _CHUNK), b""), target, goes_on)


def lay_down(
    pieces: Iterable[bytes],
    target: Path,
    goes_on: Callable[[], bool] = lambda: True,
    look_again: Callable[[], object] = dict,
) -> None:
    """Write pieces to a disk, read them back from it and compare, then give the file its name.

    `look_again` is asked before that: what lies there may have changed meanwhile.
    """
    left_overs.clear_in(target.parent)
    part = left_overs.new_name(target.parent)
    with left_overs.noted(part):
        descriptor = os.open(part, writing.NEW, left_overs.PRIVATE)
        with open(descriptor, "wb") as taken:
            left_overs.is_mine(descriptor)
            wanted = sha256()
            for piece in pieces:
                _must_go_on(goes_on)
                wanted.update(piece)
                taken.write(piece)
            taken.flush()
            os.fsync(descriptor)
            _forget_pages(descriptor)
        if _digest(part, goes_on) != wanted.digest():
            raise NotTheSame
        look_again()
        writing.take_place(part, target)


def holds(path: Path, content: bytes) -> bool:
    """Tell whether a file, read from its disk, holds exactly this; raise OSError."""
    return path.stat().st_size == len(content) and _digest(path) == sha256(content).digest()


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two files are there and hold the same."""
    try:
        return one.stat().st_size == other.stat().st_size and _digest(one) == _digest(other)
    except OSError:
        return False


def _digest(path: Path, goes_on: Callable[[], bool] = lambda: True) -> bytes:
    found = sha256()
    for chunk in windows.uncached(path) if sys.platform == "win32" else _chunks(path):
        _must_go_on(goes_on)
        found.update(chunk)
    return found.digest()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        _forget_pages(stream.fileno())  # else it is the memory that is compared
        while chunk := stream.read(_CHUNK):
            yield chunk


def _forget_pages(descriptor: int) -> None:
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _must_go_on(goes_on: Callable[[], bool]) -> None:
    if not goes_on():
        raise Stopped

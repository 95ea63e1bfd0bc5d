"""Whether the file under an open ledger is still the one that was last written to.

The ledger is locked, but nothing keeps a copying or synchronising program from writing over it.
SQLite does not notice: it goes on with the pages that it has in memory. So each commit writes the
first page anew, whose seal is then another one: that is what is looked at before the next commit.

The file is never opened for it: closing it again would drop SQLite's locks (POSIX), so its own
descriptor is read through. On Linux the system tells besides that somebody else has written into
the file: a copy that came in the middle of a commit may leave our seal on the first page.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from secrets import randbelow

from ledger_app.files.targets import PAGE, Identity, identity

_SEAL = 80  # bytes at the end of a page: what SQLCipher begins it with, and its HMAC
_WRITTEN, _GONE = 0x0008, 0x8000  # IN_CLOSE_WRITE, IN_IGNORED
_FLAGS = 0o4000 | 0o2000000  # not waiting, not for child processes
_DESCRIPTORS = ("/proc/self/fd", "/dev/fd")


class Found(Enum):
    """What lies where the ledger was opened."""

    OURS = auto()
    NOTHING = auto()
    OTHER = auto()


class FileWatch:
    """Watches the file of one open ledger.

    `verify` tells whether the file holds all that was saved, read anew from end to end; it is asked
    where somebody wrote into it and the first page is ours.
    """

    def __init__(self, path: Path, verify: Callable[[], bool] = lambda: False) -> None:
        self._path, self._verify = path, verify
        self._descriptor = _own_descriptor(path)
        self._events = _Events(path)
        self.identity: Identity | None = identity(path)
        self._stamp = self._read()
        self._spoilt = False
        self._count = randbelow(1 << 30)

    @property
    def count(self) -> int:
        """Return what the last commit wrote on the first page."""
        return self._count

    def next_count(self) -> int:
        """Return what the next commit writes on the first page."""
        self._count = (self._count + 1) % (1 << 31)
        return self._count

    def look(self) -> Found:
        """Tell what lies there now; quickly, unless somebody else wrote into the file."""
        if self._spoilt:
            return Found.OTHER
        there = identity(self._path)
        if there is None:
            return Found.NOTHING
        if os.name == "posix" and there != self.identity:
            return Found.OTHER
        stamp = self._read()
        if stamp is None:
            return Found.OURS  # it is closed already
        if stamp != self._stamp:
            return Found.OTHER
        if self._events.somebody_wrote() and not self._verify():
            self._spoilt = True
        return Found.OTHER if self._spoilt else Found.OURS

    def remember(self) -> None:
        """Take the file as it is: it was just written."""
        self._stamp = self._read()

    def content(self) -> bytes:
        """Return all bytes that lie at the path now; empty where that cannot be had."""
        with suppress(OSError):
            if os.name != "posix" or identity(self._path) != self.identity:
                return self._path.read_bytes()
            if self._descriptor is not None and self._read() is not None:
                return _whole(self._descriptor)
        return b""

    def close(self) -> None:
        """Stop watching."""
        self._events.close()

    def _read(self) -> tuple[int, bytes] | None:
        """Return the length of the file and the seal of its first page; None: it can't be read."""
        with suppress(OSError):
            if self._descriptor is not None:
                status = os.fstat(self._descriptor)
                if (status.st_dev, status.st_ino) == self.identity:
                    return status.st_size, os.pread(self._descriptor, _SEAL, PAGE - _SEAL)
            elif os.name == "nt":  # locks belong to a handle there
                with self._path.open("rb") as stream:
                    stream.seek(PAGE - _SEAL)
                    return self._path.stat().st_size, stream.read(_SEAL)
        return None


def _whole(descriptor: int) -> bytes:
    parts, at = [], 0
    while part := os.pread(descriptor, 1 << 20, at):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def _own_descriptor(path: Path) -> int | None:
    """Return the descriptor that SQLite has of a file, None where that cannot be told."""
    wanted = identity(path)
    folder = next((each for each in _DESCRIPTORS if os.path.isdir(each)), None)
    for name in os.listdir(folder) if folder and os.name == "posix" else ():
        with suppress(OSError, ValueError):
            status = os.fstat(int(name))
            if (status.st_dev, status.st_ino) == wanted:
                return int(name)
    return None


class _Events:
    """What the system tells of others who wrote into a file (Linux; elsewhere nothing is heard)."""

    def __init__(self, path: Path) -> None:
        self._descriptor = -1
        if sys.platform != "linux":
            return
        with suppress(OSError, AttributeError):
            system = ctypes.CDLL(None, use_errno=True)
            self._descriptor = system.inotify_init1(_FLAGS)
            if self._descriptor >= 0:
                system.inotify_add_watch(self._descriptor, os.fsencode(path), _WRITTEN)

    def somebody_wrote(self) -> bool:
        """Tell whether a file that was open for writing was closed since this was last asked.

        SQLite keeps its own open.
        """
        found = b""
        while self._descriptor >= 0:
            try:
                found += os.read(self._descriptor, 65_536)
            except OSError:
                break  # there is no more
        masks = _masks(found)
        return any(not mask & _GONE for mask in masks)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _masks(found: bytes) -> list[int]:
    """Return the masks of events: (watch, mask, cookie, length of a name) and the name."""
    masks, at = [], 0
    while at + 16 <= len(found):
        masks.append(int.from_bytes(found[at + 4 : at + 8], sys.byteorder))
        at += 16 + int.from_bytes(found[at + 12 : at + 16], sys.byteorder)
    return masks

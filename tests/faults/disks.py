"""Disks that run full when a test says so."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

MEGABYTES = 4  # an empty ledger, its backup, and an import with its journal beside them


class SmallDisk:
    """A file system of its own (needs root)."""

    pages = range(24)  # how much is left free in turn

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)],
            capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            pytest.skip("a file system of its own needs root")

    def fill(self, ledger_file: Path, left: int) -> None:
        """Leave that many bytes free (to the next whole page)."""
        status = os.statvfs(self.folder)
        free = status.f_bavail * status.f_frsize
        with (self.folder / "filler").open("wb") as stream, suppress(OSError):
            stream.write(bytes(max(0, free - left)))

    def make_room(self) -> None:
        """Give the space back."""
        (self.folder / "filler").unlink()

    def make_read_only(self) -> None:
        """Take the right to write, whoever asks."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)

    def close(self) -> None:
        """Take the file system away, whatever is on it."""
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


class LimitedFiles:
    """No file may grow beyond a size: needs no root, and SQLite hears another error."""

    pages = range(0, 12, 4)  # on a real disk, where each save takes its time

    def __init__(self, folder: Path) -> None:
        self.resource = pytest.importorskip("resource")
        self.folder = folder
        self.before = self.resource.getrlimit(self.resource.RLIMIT_FSIZE)

    def fill(self, ledger_file: Path, left: int) -> None:
        """Let the ledger file grow by that many bytes."""
        self._limit(ledger_file.stat().st_size + left)

    def make_room(self) -> None:
        """Take the limit off."""
        self._limit(self.before[0])

    def _limit(self, size: int) -> None:
        self.resource.setrlimit(self.resource.RLIMIT_FSIZE, (size, self.before[1]))

    def close(self) -> None:
        """Take the limit off."""
        self.make_room()

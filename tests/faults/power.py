"""A folder as the disk has it when the power goes: only what was synced is certain.

Content is certain once its file was synced; a name, once its folder was. Of what is pending, the
disk has done any first part, and of content that was not synced nothing, half or all.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

Image = dict[str, bytes]


@dataclass
class Disk:
    """What was done in one folder, and every state that a power cut may leave of it now."""

    folder: Path
    synced: dict[int, bytes] = field(default_factory=dict)  # certain content by file number
    names: dict[str, int] = field(default_factory=dict)  # certain names
    pending: list[tuple[str, str, int]] = field(default_factory=list)  # (what, name, file)
    moments: list[list[Image]] = field(default_factory=list)  # states before each step
    present: dict[int, bytes] = field(default_factory=dict)

    def look(self) -> None:
        """Note what a cut at this moment may leave."""
        for entry in self.folder.iterdir():
            if entry.is_file():
                self.present[entry.stat().st_ino] = entry.read_bytes()
        self.moments.append(self.states())

    def states(self) -> list[Image]:
        """Return every state of the folder that a cut now may leave."""
        found = []
        for done in range(len(self.pending) + 1):
            names = dict(self.names)
            for what, name, file in self.pending[:done]:
                if what == "gone":
                    names.pop(name, None)
                else:
                    names[name] = file
            found += [
                {name: self._content(file, share) for name, file in names.items()}
                for share in (0.0, 0.5, 1.0)
            ]
        return found

    def _content(self, file: int, share: float) -> bytes:
        whole = self.present.get(file, b"")
        synced = self.synced.get(file, b"")
        return whole if synced == whole else whole[: int(len(whole) * share)]

    def sync(self, descriptor: int) -> None:
        """Note that a file or the folder was forced to the disk."""
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode):
            self.synced[status.st_ino] = os.pread(descriptor, status.st_size, 0)
        elif status.st_ino == self.folder.stat().st_ino:
            for what, name, file in self.pending:
                if what == "gone":
                    self.names.pop(name, None)
                else:
                    self.names[name] = file
            self.pending.clear()


@contextmanager
def watched(folder: Path) -> Iterator[Disk]:
    """Watch what the program does in a folder: each making, renaming, deleting, syncing."""
    disk = Disk(folder)
    real = {name: getattr(os, name) for name in ("open", "replace", "unlink", "fsync")}

    def inside(path: object) -> bool:
        return isinstance(path, str | Path) and Path(path).parent == folder

    def opened(path, flags, *rest, **named):
        made = inside(path) and flags & os.O_CREAT and not os.path.lexists(path)
        disk.look()
        descriptor = real["open"](path, flags, *rest, **named)
        if made:
            disk.pending.append(("made", Path(path).name, os.fstat(descriptor).st_ino))
        return descriptor

    def replaced(part, target):
        disk.look()
        file = os.stat(part).st_ino
        real["replace"](part, target)
        if inside(target):
            # One step: the new name and the end of the old one.
            disk.pending.append(("made", Path(target).name, file))
            disk.pending.append(("gone", Path(part).name, file))

    def unlinked(path, **named):
        disk.look()
        real["unlink"](path, **named)
        if inside(path):
            disk.pending.append(("gone", Path(path).name, 0))

    def synced(descriptor):
        disk.look()
        real["fsync"](descriptor)
        disk.sync(descriptor)
        disk.look()

    with pytest.MonkeyPatch.context() as patch:
        for name, stand_in in (
            ("open", opened), ("replace", replaced), ("unlink", unlinked), ("fsync", synced)
        ):  # fmt: skip
            patch.setattr(os, name, stand_in)
        yield disk

"""What a process does to the files of a folder, step by step: refused, or cut off by the power.

`steps.c` notes each step, SQLite's and Python's. After a power cut only what was synced is certain:
content with its file, names with their folder. Of what was written since, any part may be there, in
any order and torn; of the changes of names in a folder, any first part.
"""

from __future__ import annotations

import random
import shutil
import struct
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HEAD = struct.Struct("5q")
SOURCE = Path(__file__).with_name("steps.c")
SECTOR = 512


def built(folder: Path) -> Path:
    """Build the library that sees the steps; skip where nothing can."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler to build what sees the steps")
    library = folder / "steps.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return library


@dataclass(frozen=True)
class Step:
    """One step: c(reated), w(ritten), t(runcated), s(ynced), n(amed anew), u(nlinked), m(ade a
    folder), k(ept, as was said); ? is noted before each, with its kind as the number."""

    kind: str
    number: int
    offset: int
    names: tuple[str, ...]
    content: bytes


def noted(notes: Path) -> list[Step]:
    """Return the steps in the order in which they were made."""
    found, data, at = [], notes.read_bytes(), 0
    while at < len(data):
        kind, number, offset, length, names = HEAD.unpack_from(data, at)
        at += HEAD.size
        text = data[at : at + names].decode("utf-8")
        content = data[at + names : at + names + length]
        at += names + length
        found.append(Step(chr(kind), number, offset, tuple(text.split("\n")), content))
    return found


def asked(steps: Iterable[Step]) -> list[str]:
    """Return the kind of each step that could have been refused: o(pened) and r(ead), too."""
    return [chr(step.number) for step in steps if step.kind == "?"]


@dataclass(eq=False)
class File:
    """The content of a file that is certain, and what was done since."""

    certain: bytes = b""
    pending: list[Step] = field(default_factory=list)

    def after(self, steps: Iterable[Step]) -> bytes:
        """Return the content after these steps."""
        content = bytearray(self.certain)
        for step in steps:
            end = step.offset + len(step.content)
            if step.kind == "t":
                del content[step.offset :]
                end = step.offset
            content.extend(bytes(max(0, end - len(content))))
            content[step.offset : step.offset + len(step.content)] = step.content
        return bytes(content)

    def cut(self, rng: random.Random) -> bytes:
        """Return what may be left of the content."""
        how = rng.choice(("none", "all", "first", "some", "torn"))
        if how == "none":
            return self.certain
        if how == "all":
            return self.after(self.pending)
        if how == "first":
            return self.after(self.pending[: rng.randint(0, len(self.pending))])
        kept = [step for step in self.pending if rng.random() < 0.5]
        return self.after(map(_torn(rng), kept) if how == "torn" else kept)


def _torn(rng: random.Random):
    def torn(step: Step) -> Step:
        whole = len(step.content) // SECTOR
        share = step.content[: SECTOR * rng.randint(0, whole)] if whole else step.content
        return Step(step.kind, step.number, step.offset, step.names, share)

    return torn


class Disk:
    """A folder as it was in the beginning, and what may be left of it when the power goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = {
            each.stat().st_ino: str(each) for each in (folder, *folder.rglob("*")) if each.is_dir()
        }
        self.names: dict[str, File] = {}  # as the process sees them
        self.files: dict[int, File] = {}
        for each in folder.rglob("*"):
            if each.is_file():
                file = self.files[each.stat().st_ino] = File(each.read_bytes())
                self.names[str(each)] = file
        self.certain: dict[str, File | None] = {**self.names}  # None: a folder
        self.certain.update(dict.fromkeys(self.numbers.values()))
        self.pending: dict[str, list[dict[str, File | str | None]]] = {}

    def do(self, step: Step) -> None:
        """Do one step."""
        if step.kind == "c":
            file = self.files[step.number] = File()
            self._rename(step.names[0], file)
        elif step.kind == "m":
            self.numbers[step.number] = step.names[0]
            self._change({step.names[0]: None})
        elif step.kind == "n":
            old, new = step.names
            self.names[new] = file = self.names.pop(old)
            self._change({new: file, old: "gone"})
        elif step.kind == "u":
            del self.names[step.names[0]]
            self._change({step.names[0]: "gone"})
        elif step.kind in "wt":
            self.files[step.number].pending.append(step)
        elif step.kind == "s":
            self._sync(step.number)

    def _rename(self, name: str, file: File) -> None:
        self.names[name] = file
        self._change({name: file})

    def _change(self, names: dict[str, File | str | None]) -> None:
        """Note one change of names: all of it is certain, or nothing."""
        self.pending.setdefault(str(Path(next(iter(names))).parent), []).append(names)

    def _sync(self, number: int) -> None:
        if number in self.numbers:
            for names in self.pending.pop(self.numbers[number], []):
                _apply(self.certain, names)
        else:
            file = self.files[number]
            file.certain, file.pending = file.after(file.pending), []

    def cut(self, rng: random.Random) -> dict[str, bytes | None]:
        """Return what may be left if the power goes now: content by name, None for a folder."""
        names = dict(self.certain)
        for changes in self.pending.values():
            for change in changes[: rng.randint(0, len(changes))]:
                _apply(names, change)
        left = {file: file.cut(rng) for file in _each(names.values())}
        return {
            name: None if file is None else left[file]
            for name, file in names.items()
            if str(Path(name).parent) in names or name == str(self.folder)
        }


def _each(files: Iterable[File | None]) -> list[File]:
    return [file for file in files if file is not None]


def _apply(names: dict[str, File | None], change: dict[str, File | str | None]) -> None:
    for name, file in change.items():
        if file == "gone":
            names.pop(name, None)
        else:
            names[name] = file


def put(folder: Path, left: dict[str, bytes | None]) -> None:
    """Let the folder hold what a cut has left."""
    shutil.rmtree(folder)
    for name, content in sorted(left.items()):
        if content is None:
            Path(name).mkdir()
        else:
            Path(name).write_bytes(content)

"""What a run that was killed left half written: found again at the next start, and taken away.

Each file in the making is noted in the user's own folder, and the note is locked by whoever makes
it. A note that nobody locks is of a run that is over, wherever its file lies.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ledger_app import paths

FOLDER = "unfinished"
ENDING = ".part"
_NAME = re.compile(r"\.yishengyidang-[0-9a-f]{16}\.part")
_OF_0_2 = re.compile(r"\..+\.pdf\.([0-9]+)\.part")  # readable by everybody, with whole numbers
PRIVATE = 0o600
_LONGEST_WRITING = 600  # seconds: on Windows a file between its last byte and its name is not open
_PLAIN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def new_name(folder: Path) -> Path:
    """Return the name of a file in the making: short, and nobody else's."""
    return folder / f".yishengyidang-{os.urandom(8).hex()}{ENDING}"


@contextmanager
def noted(part: Path) -> Iterator[None]:
    """Note that a file is in the making; whatever happens, it is gone or renamed afterwards."""
    note, descriptor = _note(part)
    try:
        yield
    finally:
        discard(part)
        if descriptor is not None:
            _end(note, descriptor, is_over=not any(map(os.path.lexists, _both(part))))


def _note(part: Path) -> tuple[Path, int | None]:
    note = Path()
    with suppress(OSError):  # a full disk: the file in the making will say so itself
        folder = paths.user_folder() / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        note = folder / os.urandom(8).hex()
        descriptor = os.open(note, os.O_CREAT | os.O_EXCL | _PLAIN, PRIVATE)
        is_mine(descriptor)
        with suppress(OSError):
            os.write(descriptor, os.fsencode(part.absolute()))
        return note, descriptor
    return note, None


def _end(note: Path, descriptor: int, *, is_over: bool) -> None:
    """Take a note away; it stays for the next start where a scanner has hold of the file."""
    # On POSIX while it is locked, or another start would take it up; Windows lets no open file go.
    if is_over and os.name == "posix":
        _unlink(note)
    os.close(descriptor)
    if is_over:
        _unlink(note)


def is_mine(descriptor: int) -> bool:
    """Lock an open file until it is closed, or the process ends; False if somebody has it."""
    try:
        import fcntl
    except ImportError:  # Windows: a file that is open cannot be deleted
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def discard(part: Path) -> None:
    """Delete a file in the making and its journal, if they are there."""
    for each in _both(part):
        _unlink(each)


def _both(part: Path) -> tuple[Path, Path]:
    return part, Path(f"{part}-journal")


def _unlink(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
        return True
    return False


def clear() -> None:
    """Delete what runs that are over left half written, wherever it lies; quietly."""
    with suppress(OSError):
        for note in (paths.user_folder() / FOLDER).iterdir():
            _clear_noted(note)


def _clear_noted(note: Path) -> None:
    named = None
    with _unowned(note) as text:
        if text is not None:
            named = Path(os.fsdecode(text)) if text else None
            if os.name == "posix":
                _discard_named(named)
                _unlink(note)
    # Windows locks nothing here, but deletes no file that is open: a note that goes is nobody's.
    if os.name != "posix" and _unlink(note):
        _discard_named(named)


def _discard_named(named: Path | None) -> None:
    # A note says where; whether it is one of ours, the name says.
    if named is not None and named.is_absolute() and named.name.endswith(ENDING):
        discard(named)


def clear_in(folder: Path) -> None:
    """Delete what runs that are over left half written in a folder, however they came by it."""
    try:
        found = [Path(each.path) for each in os.scandir(folder) if each.name.endswith(ENDING)]
    except OSError:
        return
    for part in found:
        older = _OF_0_2.fullmatch(part.name)
        if _NAME.fullmatch(part.name) or (older and not _is_running(int(older[1]))):
            _clear_part(part)


def _clear_part(part: Path) -> None:
    if os.name != "posix":
        with suppress(OSError):
            if time.time() - part.lstat().st_mtime > _LONGEST_WRITING:
                part.unlink()
        return
    with _unowned(part) as text:
        if text is not None:
            discard(part)


@contextmanager
def _unowned(path: Path) -> Iterator[bytes | None]:
    """Give the first bytes of a file while nobody can take it up; None if somebody has it."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise OSError
        descriptor = os.open(path, _PLAIN)
    except OSError:
        yield None
        return
    try:
        yield os.read(descriptor, 5000) if is_mine(descriptor) else None
    finally:
        os.close(descriptor)


def _is_running(number: int) -> bool:
    if os.name != "posix" or not number:
        return True  # asking would end it there
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True

"""One installation at a time: a second click waits for the first, and says so."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from starting.running import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Let a second start wait until the first has finished installing in this folder."""
    if sys.platform != "win32":
        import fcntl

        folder = os.open(root, os.O_RDONLY)
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                _say_that_it_waits()
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
    else:
        with (root / ".venv.lock").open("ab") as file:  # a folder cannot be locked there
            _wait_on_windows(file.fileno())
            yield


def _wait_on_windows(descriptor: int) -> None:
    """Take the first byte of a file for this process; closing the file gives it back."""
    msvcrt = importlib.import_module("msvcrt")
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        return
    except OSError:  # whatever it is: waiting will say it again
        _say_that_it_waits()
    while True:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            return
        except OSError as error:
            if error.errno != errno.EDEADLK:  # what it says after ten seconds of waiting
                raise


def _say_that_it_waits() -> None:
    say("另一个窗口正在安装，等它装好就继续……", "Another start is installing, waiting for it ...")

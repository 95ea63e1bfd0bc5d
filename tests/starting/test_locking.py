"""Two double clicks: the second waits for the first and says so."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from starting import locking

CHECKOUT = Path(__file__).resolve().parents[2]
HOLDS = """
import sys
from pathlib import Path
from starting.locking import one_at_a_time
with one_at_a_time(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(os.name != "posix", reason="locks a folder")
def test_a_second_start_says_that_it_waits_and_goes_on_when_the_first_is_done(tmp_path, capsys):
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDS, tmp_path], cwd=CHECKOUT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with first:
        assert first.stdout.readline() == "held\n"
        said = threading.Event()
        say, locking.say = locking.say, lambda *words: (say(*words), said.set())
        try:
            end = threading.Thread(target=lambda: (said.wait(60), first.stdin.close()))
            end.start()
            with locking.one_at_a_time(tmp_path):
                assert said.is_set()
            end.join()
        finally:
            locking.say = say
    assert "另一个窗口正在安装" in capsys.readouterr().err


def test_nobody_else_means_no_word(tmp_path, capsys):
    with locking.one_at_a_time(tmp_path):
        pass
    assert capsys.readouterr().err == ""


def on_windows(monkeypatch, tmp_path, faults):
    """Wait for the lock on a Windows whose attempts fail with these numbers; return the ways."""
    ways, left = [], iter(faults)

    def attempt(_descriptor, how, count):
        ways.append((how, count))
        if number := next(left):
            raise OSError(number, "busy")

    stand_in = SimpleNamespace(LK_LOCK=1, LK_NBLCK=2, locking=attempt)
    monkeypatch.setitem(sys.modules, "msvcrt", stand_in)
    monkeypatch.setattr(sys, "platform", "win32")
    with locking.one_at_a_time(tmp_path):
        pass
    return ways


def test_on_windows_it_waits_as_long_as_it_takes(monkeypatch, tmp_path, capsys):
    faults = (errno.EACCES, errno.EDEADLK, errno.EDEADLK, None)
    assert on_windows(monkeypatch, tmp_path, faults) == [(2, 1), (1, 1), (1, 1), (1, 1)]
    assert capsys.readouterr().err.count("另一个窗口正在安装") == 1
    assert on_windows(monkeypatch, tmp_path, (None,)) == [(2, 1)]
    with pytest.raises(OSError, match="busy"):
        on_windows(monkeypatch, tmp_path, (errno.EACCES, errno.EIO))

"""Neither a crash nor another program of the same user gets at what is in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_app import windows

ROOT = Path(__file__).parents[1]
linux = pytest.mark.skipif(sys.platform != "linux", reason="prctl is a thing of Linux")

# Each in a process of its own, begun as open as a process can be.
OPEN = """
import ctypes, json, os, resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
libc = ctypes.CDLL(None)
libc.prctl(4, 1, 0, 0, 0)
def state():
    return [resource.getrlimit(resource.RLIMIT_CORE)[0], libc.prctl(3, 0, 0, 0, 0)]
"""
STARTED = {
    "shell": """
import ledger_app.cli
ledger_app.cli.run = lambda: print(state())
sys.argv = ["ledger_app", "--help"]
from ledger_app.__main__ import main
main()
""",
    "window": """
import ledger_app.gui.window.main as window
window.main = lambda arguments: print(state())
sys.argv = ["ledger_app"]
from ledger_app.__main__ import main
main()
""",
    "workbooks": """
from ledger_app.exchange.reading import read_workbook, worker
worker.set_limits(read_workbook.LIMITS)
print(state())
""",
    "frozen workbooks": """
import ledger_app.exchange.reading.worker as worker
worker.main = lambda arguments: print(state())
sys.argv = ["ledger_app", "--workbook-worker"]
from ledger_app.__main__ import main
main()
""",
    "nothing of ours": "print(state())",
}


def ran(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@linux
@pytest.mark.parametrize("started", STARTED)
def test_each_process_keeps_its_memory_to_itself(started):
    core, dumpable = ran(OPEN + STARTED[started]).strip("[]").split(", ")
    if started == "nothing of ours":  # what the others would say without it
        assert dumpable == "1"
    else:
        assert (core, dumpable) == ("0", "0")


# As one user who is not root looks at a process of the same user.
LOOKED_AT = """
import ctypes, os, resource, sys
from ledger_app.private_memory import keep_private
nobody = 65534
if os.getuid() == 0:
    os.setgroups([]); os.setgid(nobody); os.setuid(nobody)
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
PLANTED or keep_private()
own = [len(os.listdir("/proc/self/fd")) > 2, bool(os.readlink("/proc/self/fd/0")),
       "VmHWM" in open("/proc/self/status").read(), bool(os.readlink("/proc/self/exe"))]
target = os.getpid()
if os.fork() == 0:
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
    try:
        open(f"/proc/{target}/environ", "rb").read()
        print("read", flush=True)
    except PermissionError:
        print("refused", flush=True)
    os._exit(0)
os.wait()
print(own, flush=True)
"""


@linux
@pytest.mark.parametrize(("planted", "said"), [(False, "refused"), (True, "read")])
def test_another_program_of_the_user_cannot_look_into_it_but_it_can_itself(planted, said):
    answer = ran(LOOKED_AT.replace("PLANTED", str(planted))).splitlines()
    assert answer == [said, str([True] * 4)]


@pytest.mark.skipif(os.name != "posix", reason="there the real one is called")
def test_windows_makes_no_report_of_a_crash(monkeypatch):
    class Kernel:
        calls: list = []  # noqa: RUF012

        def SetErrorMode(self, mode):
            self.calls.append(("SetErrorMode", mode))

        def WerSetFlags(self, flags):
            self.calls.append(("WerSetFlags", flags))
            return 0

    monkeypatch.setattr(windows, "kernel32", Kernel)
    assert windows.leave_no_crash_report()
    assert Kernel.calls == [("SetErrorMode", 3), ("WerSetFlags", 1)]

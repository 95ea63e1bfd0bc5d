"""Keep what is in memory, keys and children, from the disk and from other programs of the user.

Each process does it for itself at its start: what it starts does not inherit all of it.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

from ledger_app import windows

SET_DUMPABLE = 4  # PR_SET_DUMPABLE of prctl(2)


def keep_private() -> None:
    """Let no crash write the memory to disk, and let nobody but root look into it or trace it."""
    if sys.platform == "win32":
        windows.leave_no_crash_report()
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit alone does not hold where a core goes to a program (systemd-coredump). Our own
        # look at /proc/self goes on: it is the same process.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)

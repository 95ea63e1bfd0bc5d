"""A family of processes to be killed: one that imports the program once and forks a child a job.

The parent never opens a ledger, so its children's locks and crashes are their own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Death:
    """How a job ended: what it printed, whether it was killed before it was done, its seconds."""

    lines: tuple[str, ...]
    killed: bool
    seconds: float

    @property
    def acks(self) -> list[int]:
        """Return the numbers of acknowledged edits."""
        return [int(line.split()[1]) for line in self.lines if line.startswith("ACK ")]


class Family:
    """The forking process, as the tests see it."""

    def __init__(self, library: Path | None = None) -> None:
        seen = {"LD_PRELOAD": str(library)} if library else {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.family"], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **seen},
        )  # fmt: skip

    def run(self, job: str, *, kill_after: float = 60.0, **given: str) -> Death:
        """Run one job of tests/faults/jobs.py and kill it that many seconds after it said START.

        What a job does before START (opening, for most) is not hit; `saves` says START at once.
        """
        line = json.dumps({"job": job, "kill_after": kill_after, "given": given})
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        lines = []
        while not (line := self._process.stdout.readline()).startswith("END "):
            if not line:
                raise RuntimeError("the family died")
            lines.append(line.rstrip("\n"))
        _, killed, seconds = line.split()
        return Death(tuple(lines), killed == "killed", float(seconds))

    def close(self) -> None:
        """End the forking process."""
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def main() -> None:
    """Fork a child for each line on standard input, kill it in time, say how it went."""
    from tests.faults import handoff_jobs, jobs

    assert handoff_jobs  # imported once, for all children
    for line in sys.stdin:
        asked = json.loads(line)
        started, starts = os.pipe()
        child = os.fork()
        if child == 0:
            jobs.run(asked["job"], asked["given"], starts)
        os.close(starts)
        os.read(started, 1)  # returns at START, or when the child ends without saying it
        os.close(started)
        began = time.perf_counter()
        end = _watch(child, asked["kill_after"])
        print(f"END {end} {time.perf_counter() - began:.4f}", flush=True)


def _watch(child: int, seconds: float) -> str:
    """Kill a child after so many seconds, if it has not ended before; say which it was."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "killed" if os.WIFSIGNALED(status) else "done"
        time.sleep(min(0.002, left))
    os.kill(child, signal.SIGKILL)  # not yet waited for: the number is still its own
    os.waitpid(child, 0)
    return "killed"


if __name__ == "__main__":
    main()

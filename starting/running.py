"""What start.py says, and the commands that it runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class SetupError(Exception):
    """Something the user has to mend: one Chinese and one English sentence."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


def say(chinese: str, english: str) -> None:
    """Tell the user something in both languages, on stderr so that --json output stays clean."""
    print(f"{chinese}\n{english}", file=sys.stderr, flush=True)


class Packages:
    """Says which of so many packages pip is at: of minutes without a word nobody knows the end."""

    def __init__(self, count: int) -> None:
        self.count, self.seen = count, 0

    def __call__(self, line: str) -> None:
        """Look at one line of what pip says."""
        words = line.split()
        if words[:1] in (["Collecting"], ["Processing"]) and self.seen < self.count:
            self.seen += 1
            what = line.split(None, 1)[1].split(" (from ")[0].strip()  # a folder may hold blanks
            name = re.split(r"==|-\d", Path(what).name)[0]
            print(f"  {self.seen}/{self.count} {name}", file=sys.stderr, flush=True)
        elif words[:2] == ["Installing", "collected"]:
            say("  都已取到，正在装，还要一两分钟……", "  Installing what was fetched ...")


def run_quietly(command: list[str], follow: Callable[[str], object] = len) -> bool:
    """Run a command, show its output only when it fails, and tell whether it worked.

    Each line is handed to `follow` as it comes.
    """
    lines = []
    # What pip writes need not be in the coding of the console (cp936 on Windows).
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as running:
        for line in running.stdout or ():
            lines.append(line.rstrip())
            follow(line)
    if running.returncode != 0:
        print(" ".join(command), *lines[-25:], sep="\n", file=sys.stderr)
    return running.returncode == 0

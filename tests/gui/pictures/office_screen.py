"""The screen of an office, 1366 × 768 points of glass, less its task bar, for another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parents[3]
WIDTH, HEIGHT = 1366, 768
TASK_BAR = 40  # pixels at 100 %


def run_on(scale: float, module: str, *arguments: str | Path) -> int:
    """Run a module on such a screen; return its exit code."""
    room = {"x": 0, "y": 0, "width": WIDTH, "height": round(HEIGHT - TASK_BAR * scale)}
    screen = {"name": "office", **room, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    with TemporaryDirectory() as folder:
        described = Path(folder) / "screen.json"
        described.write_text(json.dumps({"screens": [screen]}))
        told = {
            "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
            "QT_SCALE_FACTOR": str(scale),
            "XDG_CONFIG_HOME": folder,  # nothing that this user's own window remembers
        }
        command = [sys.executable, "-m", module, *map(str, arguments)]
        return subprocess.run(command, cwd=CHECKOUT, env=os.environ | told).returncode

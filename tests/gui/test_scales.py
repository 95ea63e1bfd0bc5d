"""The screens of an office, at the scales that are set there: every place whole, focus in sight.

Each scale is looked at by `scale_survey` in a process of its own, on a screen less its task bar.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TASK_BAR = 40  # pixels at 100 %
LONGEST = 900  # seconds; a busy machine takes its time


def survey(folder, scale, width, height):
    """Return what is not whole in any place of the window."""
    room = {"x": 0, "y": 0, "width": width, "height": round(height - TASK_BAR * scale)}
    screen = {"name": "office", **room, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    described = folder / "screen.json"
    described.write_text(json.dumps({"screens": [screen]}))
    (folder / "window").mkdir()
    done = subprocess.run(
        (sys.executable, "-m", "tests.gui.scale_survey", str(folder / "window")),
        cwd=CHECKOUT,
        env=os.environ
        | {"QT_QPA_PLATFORM": f"offscreen:configfile={described}", "QT_SCALE_FACTOR": str(scale)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("scale", "width", "height"),
    [(1, 1280, 720), (1.25, 1366, 768), (1.5, 1366, 768), (2, 1366, 768)],
)
def test_every_page_and_dialog_is_whole_and_the_keyboard_in_sight(tmp_path, scale, width, height):
    assert survey(tmp_path, scale, width, height) == []

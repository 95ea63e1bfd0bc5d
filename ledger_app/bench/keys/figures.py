"""The rows about keys: they are counted in a window of a process of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, at_most
from ledger_app.bench.keys.acts import ACTS

_COUNTING = "ledger_app.bench.keys.counting"


def key_figures(folder: Path) -> list[Figure]:
    """Return how many keys each act costs; no value for acts that did not get to their end."""
    with TemporaryDirectory(dir=folder) as name:
        try:
            costs = json.loads(ledgers.run_apart(_COUNTING, Path(name), folder=folder))
        except (subprocess.CalledProcessError, OSError):
            costs = [None] * len(ACTS)
    return [
        at_most(f"按键：{act.label}", cost, "键", act.most, f"原来 {act.today} 键")
        for act, cost in zip(ACTS, costs, strict=True)
    ]

"""The window with a whole district: how soon the list is there, how much memory it takes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, at_most, memory_mb
from ledger_app.store.file import settings

START_SECONDS, START_MANY_SECONDS = 0.40, 0.80
MOST_MB = 170
_YESTERDAY = "2026-01-01"  # any day but today
_CLOCK = "ledger_app.bench.window_clock"


def figures(
    folder: Path, path: Path, students: int, times: int, goal: float = START_SECONDS
) -> list[Figure]:
    """Start the window several times, without a screen; return the rows about it.

    The first time is the first of the day: it makes the backup and brings the lists to today.
    """
    with ledgers.opened(path) as ledger:
        settings.write(ledger, {"index_day": _YESTERDAY})
    try:
        runs = [json.loads(ledgers.run_apart(_CLOCK, path, folder=folder)) for _ in range(times)]
    except (subprocess.CalledProcessError, OSError):
        runs = []
    found: dict[str, Any] = min(runs, key=lambda run: float(run["worked"]), default={})
    started = inside = "窗口没有启动"
    if found:
        started = (
            f"从启动程序到口令框另需 {found['to_password']:.1f} 秒；用时 {found['seconds']:.2f} 秒"
        )
        usual = memory_mb(runs[-1]["status"])
        inside = (
            f"当天第一次打开的最高值（含备份和更新名单）；再打开 {usual:.0f} MB" if usual else ""
        )
    most = max((memory_mb(run["status"]) or 0 for run in runs), default=0)
    return [
        at_most(
            f"输完口令到名单画在屏上，处理器（{students} 人）",
            found.get("worked"), "秒", goal, started,
        ),
        at_most(f"窗口内存（{students} 人）", most or None, "MB", MOST_MB, inside),
    ]  # fmt: skip

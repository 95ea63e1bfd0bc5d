"""A command that reads one child: from the call to its answer."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, Taken, at_most, timed

FIND_SECONDS = 0.3


def figures(folder: Path, path: Path, times: int) -> list[Figure]:
    """Find a child from the shell several times; the best one counts."""
    found = min(_find(folder, path) for _ in range(times))
    return [
        at_most(
            "命令行查找一个学生，处理器", found.worked, "秒", FIND_SECONDS,
            f"用时 {found.seconds:.2f} 秒，含启动程序和核对口令",
        )
    ]  # fmt: skip


def _find(folder: Path, path: Path) -> Taken:
    before = _childrens_seconds()
    command = ("find", path, "G52990120170311", "--json")
    taken = timed(partial(ledgers.run_apart, "ledger_app", *command, folder=folder))
    # Windows does not say how long others had a processor.
    return Taken(taken.seconds, _childrens_seconds() - before or taken.seconds)


def _childrens_seconds() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system

"""All rows in order, each on fresh ledgers in a temporary folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ledger_app.bench import (
    attendance,
    daily,
    growth,
    handing_over,
    ledgers,
    loading,
    paper,
    safety,
    shell,
    window,
)
from ledger_app.bench.figures import Figure, at_most
from ledger_app.bench.keys.figures import key_figures

STUDENTS = 17_359  # of the district in the source documents: 37 primary and 8 junior schools
MANY = 200_000
TIMES = 3

DEMO_MB = 300
_MAKING = "ledger_app.bench.ledgers"

Say = Callable[[str], None]
Step = tuple[str, Callable[[], list[Figure]]]


def measure(
    *, students: int = STUDENTS, many: int = 0, times: int = TIMES, saves: int = daily.SAVES,
    answers: int = daily.ANSWERS, say: Say = lambda text: None,
) -> list[Figure]:  # fmt: skip
    """Measure every row and return the figures; the best of `times` runs counts.

    `many` is the size of the large ledger, 0 to leave it out; `answers` how many reminders have
    been answered where fields are saved; `say` is told what is being done.
    """
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        say(f"正在编 {students} 名虚构学生的台账…")
        path = ledgers.make(folder, students)
        steps: list[Step] = [
            *_usual_steps(folder, path, students, times),
            ("保存", partial(daily.saving_figures, path, answers, saves, times)),
            ("大台账", partial(_large, folder, path, students, many, times)),
        ]
        found = list(_rows(steps, say))
    busy = _busy()
    if busy > 1:
        say(f"注意：这台机器正忙（每个处理器有 {busy:.1f} 件事在做），结果比空闲时慢。")
    return found


def _busy() -> float:
    """Return how many programs want each processor; 0 where the system does not say."""
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0


def _usual_steps(folder: Path, path: Path, students: int, times: int) -> list[Step]:
    return [
        ("打印", partial(paper.figures, folder, path, times)),
        ("导入", partial(loading.figures, folder, path, times)),
        ("窗口", partial(window.figures, folder, path, students, times)),
        ("查找", partial(daily.search_figures, path, students, times, daily.SEARCH_MS)),
        ("提醒", lambda: daily.due_figures(path, students, times)),
        ("点名", lambda: [attendance.roll_call_figure(path, times)]),
        ("备份", partial(safety.figures, path, students, times)),
        ("移交", partial(handing_over.figures, folder, path, students, times)),
        ("按键", partial(key_figures, folder)),
        ("命令行", partial(shell.figures, folder, path, times)),
    ]


def _rows(steps: Sequence[Step], say: Say) -> Iterator[Figure]:
    for name, step in steps:
        say(f"正在测：{name}…")
        yield from step()


def _large(folder: Path, path: Path, students: int, many: int, times: int) -> list[Figure]:
    """Return the rows about a ledger as large as they get, and how things grow up to there."""
    if not many:
        row, beside = f"大台账（{MANY} 人）和增长指数", "没有测：加 --full 才编这么大的台账"
        return [Figure(row=row, value=None, unit="", goal=f"≤ {growth.EXPONENT}", beside=beside)]
    made: dict[str, Any] = json.loads(ledgers.run_apart(_MAKING, folder, many, folder=folder))
    large = Path(made["path"])
    opening = window.figures(folder, large, many, 1, window.START_MANY_SECONDS)
    return [
        at_most(f"编演示台账的内存（{many} 人）", made["mb"], "MB", DEMO_MB),
        *daily.search_figures(large, many, times, daily.SEARCH_MANY_MS),
        opening[0],
        *growth.figures((path, students), (large, many)),
    ]

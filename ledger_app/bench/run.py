"""All rows in order, each on fresh ledgers in a temporary folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger_app.bench import daily, ledgers, loading, paper, window
from ledger_app.bench.figures import Figure, at_most

STUDENTS = 17_359  # of the district in the source documents: 37 primary and 8 junior schools
MANY = 200_000
TIMES = 3

Say = Callable[[str], None]


def measure(
    *, students: int = STUDENTS, many: int = 0, times: int = TIMES, saves: int = daily.SAVES,
    say: Say = lambda text: None,
) -> list[Figure]:  # fmt: skip
    """Measure every row and return the figures; the best of `times` runs counts.

    `many` is the size of the large ledger, 0 to leave it out; `say` is told what is being done.
    """
    with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        found = list(_rows(Path(name), students, many, times, saves, say))
    busy = _busy()
    if busy > 1:
        say(f"注意：这台机器正忙（每个处理器有 {busy:.1f} 件事在做），结果比空闲时慢。")
    return found


def _busy() -> float:
    """Return how many programs want each processor; 0 where the system does not say."""
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0.0


def _rows(
    folder: Path, students: int, many: int, times: int, saves: int, say: Say
) -> Iterator[Figure]:
    say(f"正在编 {students} 名虚构学生的台账…")
    path = ledgers.make(folder, students)
    steps: list[tuple[str, Callable[[], list[Figure]]]] = [
        ("打印", partial(paper.figures, folder, path, times)),
        ("导入", partial(loading.figures, folder, path, times)),
        ("窗口", partial(window.figures, folder, path, students, times)),
        ("查找", lambda: [_search(path, students, times)]),
        ("查找（大台账）", lambda: [_search_many(folder, many, times)]),
        ("提醒", lambda: [daily.due_figure(path, students, times)]),
        ("保存", partial(daily.saving_figures, path, saves, times)),
    ]
    for name, step in steps:
        say(f"正在测：{name}…")
        yield from step()


def _search(path: Path, students: int, times: int) -> Figure:
    return daily.search_figure(path, students, times, daily.SEARCH_MS)


def _search_many(folder: Path, many: int, times: int) -> Figure:
    if not many:
        row = f"查找，每次按键 p95（{MANY} 人）"
        return at_most(
            row, None, "毫秒", daily.SEARCH_MANY_MS, "没有测：加 --full 才编这么大的台账"
        )
    return daily.search_figure(ledgers.make(folder, many), many, times, daily.SEARCH_MANY_MS)

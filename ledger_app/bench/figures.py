"""One measured figure, and how figures are shown."""

from __future__ import annotations

import math
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from ledger_app import windows

_HEADINGS = ("项目", "结果", "目标", "达到", "对照")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What was measured. `goal` is "" where there is none, `met` None then or if not measured."""

    row: str
    value: float | None
    unit: str
    goal: str = ""
    met: bool | None = None
    beside: str = ""


def at_most(
    row: str, value: float | None, unit: str, goal: float, beside: str = "", word: str = "≤"
) -> Figure:
    """Return a figure that should not be above its goal."""
    met = None if value is None else value <= goal
    return Figure(
        row=row, value=value, unit=unit, goal=f"{word} {goal:g} {unit}", met=met, beside=beside
    )


@dataclass(frozen=True, order=True)
class Taken:
    """How long a piece of work took, and for how long of it this process had a processor."""

    seconds: float
    worked: float

    @property
    def note(self) -> str:
        """Return what tells a slow program from a machine that is busy with something else."""
        return f"处理器 {self.worked:.2f} 秒"


def timed(work: Callable[[], object]) -> Taken:
    """Return how long work takes."""
    start, worked = perf_counter(), process_time()
    work()
    return Taken(perf_counter() - start, process_time() - worked)


def best(times: int, work: Callable[[], object]) -> Taken:
    """Return the shortest of several runs: what others do on the machine is left out."""
    return min(timed(work) for _ in range(times))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def own_status() -> str:
    """Return what the kernel says about this process, in the words of Linux; "" if nothing."""
    if sys.platform == "win32":
        taken = windows.memory_taken()
        return taken.as_status() if taken else ""
    status = Path("/proc/self/status")
    return status.read_text() if status.exists() else ""


def memory_mb(status: str, what: str = "VmHWM") -> float | None:
    """Return the most memory a process has had at once, in MB; `VmRSS` for what it has now.

    Not from getrusage: that counts the parent before exec, too.
    """
    found = [line for line in status.splitlines() if line.startswith(what)]
    return int(found[0].split()[1]) / 1024 if found else None


def as_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [asdict(figure) for figure in figures]


def as_table(figures: Sequence[Figure]) -> str:
    """Return the figures as an aligned table; Chinese characters count as two columns."""
    lines = [_HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _cells(figure: Figure) -> tuple[str, str, str, str, str]:
    value = "未测" if figure.value is None else f"{_rounded(figure.value)} {figure.unit}"
    met = {True: "✓", False: "✗", None: "—"}[figure.met]
    return figure.row, value, figure.goal, met, figure.beside


def _rounded(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

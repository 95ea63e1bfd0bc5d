"""How long a workbook may take, from its bytes to a plan, and how much memory.

The process that reads it has its own limits. What comes after it runs here, beside the open ledger:
each step of it asks whether it may go on, and so it also ends where somebody does not want to wait.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from ledger_app import windows
from ledger_app.domain.errors import LedgerError

SECONDS = 40.0  # of computing: 60,000 children known already take eight on a computer of today
WALL_SECONDS = 150.0  # whatever else the computer has to do
MEMORY_BYTES = 1_500_000_000  # more than there was at the beginning
_LOOK_EVERY = 32  # steps: one may take a second where somebody means harm
_STATM = Path("/proc/self/statm")
_PAGE = 4096


class Cancelled(Exception):
    """Whoever asked for it does not want to wait."""


class TooMuch(LedgerError):
    """A workbook took longer, or more memory, than any honest one."""


def _never() -> bool:
    return False


@dataclass
class _Watch:
    """When to give up. `is_cancelled` is asked now and then."""

    is_cancelled: Callable[[], bool] = _never
    until: float = field(default_factory=lambda: time.thread_time() + SECONDS)
    at_last: float = field(default_factory=lambda: time.monotonic() + WALL_SECONDS)
    most_bytes: int = field(default_factory=lambda: _memory() + MEMORY_BYTES)
    steps: int = 0


_watch: ContextVar[_Watch | None] = ContextVar("_watch", default=None)


@contextmanager
def patience(is_cancelled: Callable[[], bool] = _never) -> Iterator[None]:
    """Let what is done in the block take only so much; a block inside another one is part of it."""
    if _watch.get() is not None:
        yield
        return
    token = _watch.set(_Watch(is_cancelled))
    try:
        yield
    finally:
        _watch.reset(token)


def go_on() -> None:
    """Raise TooMuch or Cancelled where the work must end: called at each step of it, and cheap."""
    watch = _watch.get()
    if watch is None:
        return
    watch.steps += 1
    if watch.steps % _LOOK_EVERY == 0:
        look(watch)


def is_cancelled() -> bool:
    """Tell whether somebody does not want to wait: for what waits for another process."""
    watch = _watch.get()
    return watch is not None and watch.is_cancelled()


def look(watch: _Watch) -> None:
    """Look at the clock and the memory now."""
    if watch.is_cancelled():
        raise Cancelled
    if time.thread_time() > watch.until or time.monotonic() > watch.at_last:
        raise too_much("核对这个工作簿用的时间长得不正常，还看不到头，已停止。")
    if _memory() > watch.most_bytes:
        raise too_much("核对这个工作簿要用的内存多得不正常，已停止。")


def too_much(what: str) -> TooMuch:
    """Return the refusal of a workbook that is too much work, with what can be done."""
    return TooMuch(
        f"{what}没有导入，台账没有改动。",
        "看看里面是否有大量重复的标题行、合并单元格或多余的行列，删掉再存；"
        "学生确实多，就按学校拆成几个文件。",
    )


def _memory() -> int:
    """Return how much memory this process has in use, 0 where that can't be asked."""
    if sys.platform == "win32":
        taken = windows.memory_taken()
        return int(taken.in_memory) if taken else 0
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0

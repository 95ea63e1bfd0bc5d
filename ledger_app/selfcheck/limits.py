"""Whether the process that reads workbooks is held to its memory on this system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger_app.exchange.reading import worker
from ledger_app.exchange.reading.workbook import Limits
from ledger_app.selfcheck.findings import Finding, good, note

_MORE = 500_000_000  # bytes beyond the limit: asked for, never touched


def findings() -> Iterator[Finding]:
    """Limit this process as a reading one is, and ask for more than that."""
    limits = Limits()
    worker.set_limits(replace(limits, cpu_seconds=60))
    try:
        bytearray(limits.memory_bytes + _MORE)
    except MemoryError:
        yield good("表格内存", "读表格的进程有内存上限，坏文件拖不垮电脑。")
        return
    yield note("表格内存", "读表格的进程没有内存上限，只有时间上限：来历不明的表格不要导入。")

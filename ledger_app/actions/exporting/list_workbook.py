"""The student list as it stands on the screen, as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ledger_app.actions import list_students
from ledger_app.domain.dates import chinese_date
from ledger_app.domain.day import Day
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from ledger_app.files.targets import free_target
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup
from ledger_app.store.safety.ledger_files import log_if_possible

Column = tuple[str, Callable[[Row, Day], str]]  # heading, text of a row


def save(ledger: Ledger, nos: Sequence[int], columns: Sequence[Column], path: Path) -> int:
    """Write these children in this order; return how many. Who is marked 涉密 stays out.

    Noted in the audit: what leaves the ledger so is not encrypted any more.
    """
    free_target(path)
    hidden, day = student_lookup.confidential(ledger), ledger.day()
    rows = [row for row in list_students.rows(ledger, nos) if row["id"] not in hidden]
    cells = [[text(row, day) or None for _, text in columns] for row in rows]
    title = f"{settings.get(ledger, 'unit', '')}学生名单"
    sheet = TableSheet("学生名单", [title, f"截至：{chinese_date(day.date)}"],
                       [heading for heading, _ in columns], cells)  # fmt: skip
    write_tables([sheet], path)
    noted = {"list": "screen", "rows": len(rows), "columns": [each for each, _ in columns]}
    log_if_possible(ledger, "export", noted, "这次导出")
    return len(rows)

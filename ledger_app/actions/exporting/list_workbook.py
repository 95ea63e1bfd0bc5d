"""The student list as it stands on the screen: as a workbook, or copied for another program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ledger_app.actions import list_students
from ledger_app.actions.checking.safety_lines import SafetyLine, in_list, must_be_read, safety_lines
from ledger_app.domain.dates import chinese_date
from ledger_app.domain.day import Day
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from ledger_app.files.targets import free_target
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup
from ledger_app.store.safety.ledger_files import log_if_possible

WHAT, COPIED = "students", "copied"  # in the audit
Column = tuple[str, Callable[[Row, Day], str]]  # heading, text of a row


def save(
    ledger: Ledger,
    nos: Sequence[int],
    columns: Sequence[Column],
    path: Path,
    seen: Collection[SafetyLine] = (),
) -> int:
    """Write these children in this order; return how many. Who is marked 涉密 stays out.

    Noted in the audit: what leaves the ledger so is not encrypted any more. Raises NotRead where
    one of them has a safety note that is not among those `seen`.
    """
    free_target(path)
    must_be_read(ledger, WHAT, in_list(ledger, nos), seen)
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


def copied(
    ledger: Ledger, ids: Sequence[str], headings: Sequence[str], seen: Collection[SafetyLine] = ()
) -> frozenset[str]:
    """Return who of these children may be copied from the list: who is marked 涉密 may not.

    Noted in the audit as `save` is, and refused as that is.
    """
    free = frozenset(ids) - student_lookup.confidential(ledger)
    must_be_read(ledger, COPIED, safety_lines(ledger, free), seen)
    noted = {"list": COPIED, "rows": len(free), "columns": list(headings)}
    log_if_possible(ledger, "export", noted, "这次复制")
    return free

"""Dates of one record that must follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue import TABLES
from ledger_app.domain.checking.problem import Problem, error
from ledger_app.domain.student_file import Row


def in_order(table: str, row: Row, *keys: str) -> Iterator[Problem]:
    """Report each date that lies before an earlier step; empty dates are passed over."""
    before = ""
    for key in keys:
        value = row.get(key)
        if not value:
            continue
        if before and value < row[before]:
            fields = TABLES[table]
            yield error(
                key,
                f"“{fields.field(key).label}”早于“{fields.field(before).label}”，请核对两个日期。",
            )
        before = key

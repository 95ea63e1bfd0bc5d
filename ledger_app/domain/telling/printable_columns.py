"""Where the text of a ledger column comes from: a composed text or one field of a record."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.column_texts import (
    COLUMNS,
    Composer,
    Entry,
    joined,
    school_name,
    shown,
)
from ledger_app.domain.telling.record_kinds.kind import RecordKind
from ledger_app.domain.telling.restricted import IN_THE_FILE, is_restricted, telling_words

__all__ = ["COLUMNS", "NOTICE_SOURCES", "Composer", "Entry", "column_text"]

# What may hang on a notice board: surname and class, nothing else (design §8).
NOTICE_SOURCES = frozenset({"序号", "姓名", "年级", "班级", "年级班级", "student.name"})


@cache
def column_text(source: str, kind: RecordKind) -> Composer:
    """Return the function that makes a column's text from an entry and the ledger's day.

    `source` is a key of COLUMNS or of the kind's own columns, "table.field", or "" for a column
    left to the pen; raise LedgerError for anything else and for a field that must not stand in a
    ledger.
    """
    if not source:
        return lambda entry, on: ""
    composed = COLUMNS.get(source) or kind.columns.get(source)
    if composed:
        return composed
    table, _, key = source.partition(".")
    row = _rows(kind).get(table)
    if row is None:
        known = "、".join((*COLUMNS, *kind.columns))
        raise LedgerError(f"没有“{source}”这个数据来源。", f"可用的有：{known}。")
    try:
        field = TABLES[table].field(key)
    except KeyError as cause:
        known = "、".join(one.key for one in TABLES[table].fields if not one.sensitive)
        raise LedgerError(f"表 {table} 没有字段“{key}”。", f"可用的有：{known}。") from cause
    if field.sensitive:
        raise LedgerError(
            f"“{field.label}”是敏感内容，不能进入台账。", "请从打印设置里去掉这一列。"
        )
    return _field_text(table, field, row)


def _rows(kind: RecordKind) -> dict[str, Callable[[Entry], Row | None]]:
    """Return the tables whose fields a column of this kind may name, each with its row."""
    own = {kind.table: lambda entry: entry.row} if kind.table else {}
    return {
        "student": lambda entry: entry.file.student,
        "school": lambda entry: entry.file.school,
        "school_class": lambda entry: entry.file.school_class,
        **own,
        **kind.beside,
    }


def _field_text(table: str, field: Field, row_of: Callable[[Entry], Row | None]) -> Composer:
    if field.kind is Kind.SCHOOL:
        return lambda entry, on: school_name(entry.file)
    if field.kind is Kind.REGION:
        return lambda entry, on: entry.places.text((row_of(entry) or {}).get(field.key))
    # Days still to come are the point of a plan; all others after the ledger's day are left out.
    is_plan = field.key in TABLES[table].planned
    hides_later = field.kind is Kind.DATE and not is_plan and TABLES[table].of_student
    beside = TABLES[table].time_beside(field.key)
    may_tell = table == "concern" and field.key in telling_words(table)

    def text(entry: Entry, on: Day) -> str:
        if may_tell and is_restricted(entry.row) and entry.row.get(field.key):
            return IN_THE_FILE
        words = shown(table, row_of(entry), field.key)
        if hides_later and words > on.text:
            return ""
        # The day of a report is told with its time of day.
        return joined(words, shown(table, row_of(entry), beside)) if beside and words else words

    return text

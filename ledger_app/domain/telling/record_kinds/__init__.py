"""Kinds of records that can be printed. A new one is a module here and its name in RECORD_KINDS."""

from ledger_app.catalogue import CHILD_TABLES, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.record_kinds.case_kinds import DROPOUT, SUSPECTED
from ledger_app.domain.telling.record_kinds.kind import Candidates, Counted, RecordKind
from ledger_app.domain.telling.record_kinds.note_kinds import FIELD_NOTES
from ledger_app.domain.telling.record_kinds.row_kinds import (
    FOCUS,
    RELOCATION,
    STUDENT,
    rows_of,
    rows_on,
)
from ledger_app.domain.telling.record_kinds.state_kinds import ELSEWHERE, LEAVE, NOT_REPORTED

__all__ = [
    "RECORD_KINDS",
    "STUDENT",
    "Candidates",
    "Counted",
    "RecordKind",
    "record_kind",
    "register",
    "rows_on",
]

_KINDS = (
    SUSPECTED, DROPOUT, FOCUS, RELOCATION, ELSEWHERE, LEAVE, NOT_REPORTED, FIELD_NOTES,
    STUDENT,
)  # fmt: skip
RECORD_KINDS = {kind.key: kind for kind in _KINDS}


def register(kind: RecordKind) -> None:
    """Add a kind whose columns ask more than is told here: the checks."""
    RECORD_KINDS[kind.key] = kind


def record_kind(key: str) -> RecordKind:
    """Return the kind with this key, or that of a table with records to be listed.

    Raises LedgerError that names those there are.
    """
    if key in RECORD_KINDS:
        return RECORD_KINDS[key]
    if key in TABLES and TABLES[key].of_student and TABLES[key].listed:
        return rows_of(TABLES[key])
    listed = [table.key for table in CHILD_TABLES if table.listed]
    known = "、".join(dict.fromkeys((*RECORD_KINDS, *listed)))
    raise LedgerError(f"没有“{key}”这种记录。", f"可用的有：{known}。")

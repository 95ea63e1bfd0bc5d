"""A child's file as a paper may show it: every text masked at the source."""

from __future__ import annotations

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.masking import FULL, Purpose, mask

_WORDS = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.ID_NUMBER, Kind.PHONE, Kind.SCHOOL_NAME}
)


def masked(file: StudentFile, purpose: Purpose) -> StudentFile:
    """Return the file with the texts of every record masked for a purpose."""
    if purpose in FULL:
        return file
    records = {
        table: [_masked_row(table, row, purpose) for row in rows] if table in TABLES else rows
        for table, rows in file.records.items()
    }
    return StudentFile(
        _masked_row("student", file.student, purpose),
        records,
        file.school,
        _masked_row("school_class", file.school_class, purpose),
        file.schools,
    )


def _masked_row(table: str, row: Row, purpose: Purpose) -> Row:
    fields = {field.key: field for field in TABLES[table].fields}
    return {
        key: mask(fields[key], value, purpose) if _needs_mask(fields.get(key), value) else value
        for key, value in row.items()
    }


def _needs_mask(field: Field | None, value: object) -> bool:
    return (
        field is not None and isinstance(value, str) and (field.sensitive or field.kind in _WORDS)
    )

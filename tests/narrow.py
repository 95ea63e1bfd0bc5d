"""Files of which only some columns were read, and who misses the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ledger_app.domain.reads import NarrowRecords, NotRead, Reads, narrow_row
from ledger_app.domain.student_file import Row, StudentFile

LINKS = {"id", "student_id"}  # are always read


def narrowed(file: StudentFile, reads: Reads) -> StudentFile:
    """Return a file as it is when only these columns are read."""

    def rows(table: str, whole: Sequence[Row]) -> list[Row]:
        keys = LINKS | set(reads[table])
        return [narrow_row(table)({k: v for k, v in row.items() if k in keys}) for row in whole]

    def place(table: str, whole: Row) -> Row:
        return rows(table, [whole])[0] if table in reads else narrow_row(table)()

    tables = reads.keys() - {"student", "school", "school_class"}
    return StudentFile(
        place("student", file.student),
        NarrowRecords({table: rows(table, file.of(table)) for table in tables}),
        place("school", file.school),
        place("school_class", file.school_class),
        file.schools,
    )


def without(reads: Reads, table: str, column: str) -> Reads:
    """Return what is read but for one column; a table of which nothing is left is not read."""
    left = {key: set(columns) for key, columns in reads.items()}
    left[table].remove(column)
    if not left[table] - LINKS:
        del left[table]
    return left


def unnoticed(
    ask: Callable[[StudentFile], Any], reads: Reads, own: Reads, files: Iterable[StudentFile]
) -> list[str]:
    """Return the columns of `own` that nobody misses when they alone are not read."""
    found = []
    for table, columns in sorted(own.items()):
        for column in sorted(set(columns) - LINKS):
            left = without(reads, table, column)
            try:
                for file in files:
                    ask(narrowed(file, left))
            except NotRead as error:
                said = f"{table}.{column} "
                found += [] if said in str(error) or f"table {table} " in str(error) else [said]
            else:
                found.append(f"{table}.{column}")
    return found

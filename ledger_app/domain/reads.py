"""What something is worked out from: it names its tables and columns, and only these are read.

A row read narrowly raises NotRead when asked for a column that nobody named. A miss would look
like an empty field: a child would leave a list, and nobody would see why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn

from ledger_app.domain.student_file import Row

# Columns by table: student, school, school_class and the child tables. Every row of student and of
# a child table brings its `id`, that of a child table its `student_id`, too.
Reads = Mapping[str, Collection[str]]


class NotRead(LookupError):
    """A column or a table was asked for that was not named beforehand: a fault of the program."""


class NarrowRow(dict[str, Any]):
    """A row of which only some columns were read."""

    __slots__ = ()
    table = ""

    def __missing__(self, key: str) -> NoReturn:
        raise NotRead(f"{self.table}.{key} is used, but not named in what is read")

    # As quick as that of a dict; goes to __missing__, so that there is no default.
    get = dict.__getitem__  # type: ignore[assignment]


class NarrowRecords(dict[str, Sequence[Row]]):
    """The records of a child, of some tables only; a table without rows holds an empty sequence."""

    __slots__ = ()

    def __missing__(self, table: str) -> NoReturn:
        raise NotRead(f"table {table} is used, but not named in what is read")

    def get(self, table: str, _: object = ()) -> Sequence[Row]:
        """Return the rows of a table that was read."""
        return self[table]


@cache
def narrow_row(table: str) -> type[NarrowRow]:
    """Return the kind of rows that know the name of their table."""
    return type(f"Narrow_{table}", (NarrowRow,), {"__slots__": (), "table": table})


def with_values(row: Row, values: Mapping[str, Any]) -> Row:
    """Return a row with other values; one that was read narrowly stays so."""
    kind = type(row) if isinstance(row, dict) else dict
    return kind({**row, **values})


def together(*parts: Reads) -> dict[str, frozenset[str]]:
    """Return what several things are worked out from."""
    found: dict[str, frozenset[str]] = {}
    for part in parts:
        for table, columns in part.items():
            found[table] = found.get(table, frozenset()).union(columns)
    return found

"""Files of children that a revision adds, as they were written.

A district that was just loaded is not read again for its lists: that took a tenth of the import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger_app.catalogue import FILE_TABLES, STUDENT, TABLES
from ledger_app.domain.student_file import StudentFile
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places
from ledger_app.store.lists.child_lists import LISTS, newly_listed

MOST_KEPT = 18_000  # children: a district; of a larger load the rest is read from the disk
_SORT_BY = {table.key: table.sort_by for table in FILE_TABLES}
_SORT_BY |= {table: TABLES[table].sort_by for table in LISTS}
# The last of them counts, by the number that the ledger gives it: read again.
_BY_PLACE = frozenset({"passage", "verdict"})
_NAMES = ("children", "scope")  # of a list; large, and nothing of one child


class _WrittenRow(dict[str, Any]):
    """A row as it was written; a column that was not written is empty."""

    __slots__ = ()

    def __missing__(self, key: str) -> None:
        return None


class AddedFiles:
    """The children of one revision of whom every record is new."""

    def __init__(self, ledger: Ledger, at: str) -> None:
        self._ledger, self._at = ledger, at
        self._students: dict[str, Row] = {}
        self._records: dict[str, dict[str, list[Row]]] = {}
        self._numbers: dict[str, int] = {}
        self._lists: list[tuple[str, Row]] = []

    def add(self, table: str, records: Sequence[Row]) -> None:
        """Take records that were inserted, in the order of their numbers."""
        if table == STUDENT.key:
            room = max(0, MOST_KEPT - len(self._students))
            self._students.update((each["id"], each) for each in records[:room])
            return
        if table in LISTS:
            self._lists += [(table, each) for each in records]
            return
        if table in _BY_PLACE:
            for each in records:
                self.forget(each["student_id"])
            return
        for each in records if self._students and table in _SORT_BY else ():
            if each["student_id"] in self._students:
                own = self._records.setdefault(each["student_id"], {})
                own.setdefault(table, []).append(each)

    def forget(self, student_id: str) -> None:
        """Leave out a child of whom something was changed after it was added."""
        self._students.pop(student_id, None)

    def files(self, ids: Sequence[str]) -> dict[str, StudentFile]:
        """Return the files of those of these children that were added, by id."""
        added = [student_id for student_id in ids if student_id in self._students]
        if any(each not in self._numbers for each in added):
            self._numbers = self._read_numbers()
        self._hand_out_lists()
        return {student_id: self._file(student_id) for student_id in added}

    def _hand_out_lists(self) -> None:
        """Put the lists that were added into the files of the children they name."""
        for table, record in self._lists:
            kept = {key: value for key, value in record.items() if key not in _NAMES}
            for student_id in newly_listed(record):
                if student_id in self._students:
                    self._records.setdefault(student_id, {}).setdefault(table, []).append(kept)
        self._lists = []

    def _read_numbers(self) -> dict[str, int]:
        """Return the numbers that the ledger gave them, one after the other."""
        first = next(iter(self._students))
        rows = self._ledger.db.execute(
            "SELECT id, no FROM student WHERE no >= (SELECT no FROM student WHERE id = ?)", [first]
        )
        return dict(rows)

    def _file(self, student_id: str) -> StudentFile:
        written = self._written(self._students[student_id])
        written["no"] = self._numbers[student_id]
        own = self._records.get(student_id, {})
        records = {
            table: _in_order(table, list(map(self._written, rows))) for table, rows in own.items()
        }
        place = places.place_of(self._ledger, written)
        return StudentFile(written, records, *place, places.by_name(self._ledger))

    def _written(self, row: Row) -> _WrittenRow:
        written = _WrittenRow(row)
        for key in ("created_at", "updated_at"):
            written.setdefault(key, self._at)  # one that was made elsewhere keeps its times
        return written


def _in_order(table: str, written: Sequence[Row]) -> Sequence[Row]:
    by = _SORT_BY[table]
    # As SQL has it: what is empty comes first, be it a day or a number.
    return sorted(written, key=lambda row: (row[by] is not None, row[by])) if by else written

"""What packages changed in children's files, in words: label, before, now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ledger_app.actions.handoff.incoming import ChangeLine
from ledger_app.actions.show_student import masked
from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Table
from ledger_app.catalogue.model import OWNER
from ledger_app.domain import values
from ledger_app.domain.telling.restricted import is_restricted, telling_words
from ledger_app.domain.telling.student_story import HIDDEN
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import judging
from ledger_app.store.lists import places

NEW_FILE = "新建档案"
CHANGED_INSIDE = "（没有显示的部分改了）"
_STAMPS = ("replied_by", "replied_on", "sent_back_on")  # of a reply that says it all


def lines_of(
    ledger: Ledger,
    revisions: Mapping[str, Collection[int]],
    *,
    reveal: bool = False,
) -> dict[str, tuple[ChangeLine, ...]]:
    """Return {child: what the revisions named for it changed}: each field once, first to last.

    A new file is one line. Unless revealed, numbers are masked and sensitive words hidden.
    """
    together = {each for its in revisions.values() for each in its}
    found = judging.changes_in(ledger, together, revisions)
    # One package is of many children: what it did to a file that was judged since is left out.
    changes = [row for row in found if row["revision_no"] in revisions[row["student_id"]]]
    by_child: dict[str, dict[tuple[str, str], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in changes:
        by_child[row["student_id"]][row["table_name"], row["record_id"]].append(row)
    words = _Words(ledger, changes, reveal)
    return {
        student: (ChangeLine(NEW_FILE, "", ""),)
        if _is_new(records, student)
        else tuple(line for key, rows in records.items() for line in words.of_record(key, rows))
        for student, records in by_child.items()
    }


def _is_new(records: Mapping[tuple[str, str], Sequence[Row]], student: str) -> bool:
    own = records.get((STUDENT.key, student), ())
    return any(row["op"] == "create" for row in own)


class _Words:
    """The wording of changes: reads whole records of the ledger once, for all children."""

    def __init__(self, ledger: Ledger, changes: Sequence[Row], reveal: bool) -> None:
        self.reveal, self.schools = reveal, places.school_names(ledger)
        whole: dict[str, set[str]] = defaultdict(set)
        for row in changes:
            if row["op"] != "update" or row["table_name"] == "concern":
                whole[row["table_name"]].add(row["record_id"])
        self.records = {
            (table, row["id"]): row
            for table, ids in whole.items()
            for row in judging.records_as_they_are(ledger, table, ids)
        }
        self.restricted = {
            key[1]
            for key, row in self.records.items()
            if key[0] == "concern" and is_restricted(row)
        } | judging.once_restricted(ledger, whole["concern"])

    def of_record(self, key: tuple[str, str], rows: Sequence[Row]) -> list[ChangeLine]:
        """Return the lines of one record, of one child."""
        table = TABLES[key[0]]
        whole = [row["op"] for row in rows if row["op"] != "update"]
        if whole:
            text = self._title(table, self.records.get(key, {}))
            is_there = whole[-1] in ("create", "undelete")
            was_there = whole[0] in ("delete",)
            if is_there == was_there:
                return []
            return [ChangeLine(table.label, "" if is_there else text, text if is_there else "")]
        fields: dict[str, tuple[Any, Any]] = {}
        for row in rows:
            old = fields[row["field"]][0] if row["field"] in fields else row["old"]
            fields[row["field"]] = (old, row["new"])
        return [
            self._line(table, key[1], name, old, new)
            for name, (old, new) in fields.items()
            if old != new and name != OWNER and name not in _STAMPS
        ]

    def _line(self, table: Table, record: str, key: str, old: object, new: object) -> ChangeLine:
        field = table.field(key)
        label = field.label if table is STUDENT else f"{table.label} {field.label}"
        before, now = (self._text(table, record, field, each) for each in (old, new))
        # Of a number only the ends may be shown: what was changed in its middle is said.
        looks_equal = now == before and now != HIDDEN
        return ChangeLine(label, before, f"{now}{CHANGED_INSIDE}" if looks_equal else now)

    def _title(self, table: Table, row: Row) -> str:
        texts = (self._text(table, row["id"], table.field(k), row[k]) for k in table.title if row)
        return " ".join(text for text in texts if text)

    def _text(self, table: Table, record: str, field: Field, value: object) -> str:
        if value in (None, ""):
            return ""
        if field.kind is Kind.SCHOOL:
            return self.schools.get(str(value), "")
        if self.reveal:
            return values.display(field, value)
        telling = telling_words(table.key) if record in self.restricted else ()
        if field.sensitive or field.key in telling:
            return HIDDEN
        shown = masked(field, value)
        return shown if shown == HIDDEN else values.display(field, shown)

"""The time line of one child: every dated thing of the file, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue import FILE_TABLES, Field, Kind, Table
from ledger_app.domain import values
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.masking import screen_id, screen_phone
from ledger_app.domain.telling.restricted import restricted_categories, words_that_tell

HIDDEN = "（敏感项）"


@dataclass(frozen=True)
class Event:
    """One dated thing. `day` is ISO text, "" where nobody wrote one; `ahead` is still to come."""

    day: str
    title: str
    text: str
    table: str
    record: str
    ahead: bool


def story(file: StudentFile, on: Day, *, reveal: bool = False) -> list[Event]:
    """Return the events of a file, newest first, undated ones last."""
    today = on.text
    events = [
        event
        for table in FILE_TABLES
        if table.begins
        for row in file.of(table.key)
        for event in _of_record(table, row, today, reveal)
    ]
    opened = file.student.get("opened_on")
    if opened:
        events.append(
            Event(opened, "建档", file.student.get("opened_by") or "", "student", "", False)
        )
    events.reverse()  # sorting is stable: of one day the later record stands first
    return sorted(events, key=lambda event: event.day, reverse=True)


def _of_record(table: Table, row: Row, today: str, reveal: bool) -> list[Event]:
    events = []
    for field in table.fields:
        day = row.get(field.key)
        if field.kind is Kind.DATE and (day or field.key == table.begins):
            dated = table.dated(field.key)
            title, text = _title(table, field, row), _told(table, row, dated.told, reveal)
            ahead = bool(day and day > today)
            events.append(Event(day or "", title, text, table.key, row["id"], ahead))
    return events


def _title(table: Table, field: Field, row: Row) -> str:
    dated = table.dated(field.key)
    name = dated.named_by and values.display(table.field(dated.named_by), row.get(dated.named_by))
    return name or dated.title or field.label.removesuffix("日期")


# From where the child, or its file, went to where.
_LEADS_TO = {
    "origin_school": "receiving_school", "from_school": "to_school", "from_name": "to_name",
}  # fmt: skip


def _told(table: Table, row: Row, keys: tuple[str, ...], reveal: bool) -> str:
    told, before = "", ""
    for key in keys:
        if part := " ".join(shown_of(table, row, key, reveal).split()):
            joint = " → " if _LEADS_TO.get(before) == key else " · "
            told, before = f"{told}{joint if told else ''}{part}", key
    return told


def shown_of(table: Table, row: Row, key: str, reveal: bool) -> str:
    """Return a value of a record as people read it; words of a restricted matter hidden as well."""
    value = row.get(key)
    if value and not reveal and key in words_that_tell(table.key, row):
        return HIDDEN
    return shown(table.field(key), value, reveal)


def shown(field: Field, value: object, reveal: bool) -> str:
    """Return a stored value as people read it; unless revealed, numbers masked, the rest hidden."""
    if value and field.sensitive and not reveal:
        return HIDDEN
    if value and field.key == "risk_categories" and not reveal:
        codes = str(value).split(",")
        open_ones = [code for code in codes if code not in restricted_categories()]
        text = values.display(field, ",".join(open_ones))
        return "、".join(filter(None, (text, HIDDEN if len(open_ones) < len(codes) else "")))
    if value and field.kind is Kind.ID_NUMBER and not reveal:
        return screen_id(str(value))
    if value and field.kind is Kind.PHONE and not reveal:
        return screen_phone(str(value))
    return values.display(field, value)

"""The time line of one child: every dated thing of the file, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger_app.actions.list_students import restricted_categories
from ledger_app.catalogue import CHILD_TABLES, Field, Kind, Table
from ledger_app.domain import values
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.masking import screen_id, screen_phone

# What tells a record in one line; the first date of the table carries it.
_TOLD = {
    "concern": ("risk_level", "risk_categories", "situation"),
    "dropout": ("dropout_reasons", "dropout_whereabouts", "dropout_detail"),
    "contact": ("met_who", "content", "result", "next_plan"),
    "responsibility": ("helper_name", "helper_unit", "pair_kind"),
    "relocation": ("origin_school", "receiving_school", "choice_type", "parent_opinion"),
    "placement": ("placement", "return_school", "return_grade"),
}
_MAIN_DATE = {
    "concern": "since_on",
    "dropout": "suspected_on",
    "contact": "contacted_on",
    "responsibility": "from_on",
    "relocation": "moved_on",
    "placement": "returned_on",
}
_BESIDE = {
    ("concern", "until_on"): ("lifted_reason",),
    ("dropout", "confirmed_on"): ("confirmed_by", "main_reason"),
    ("placement", "closed_on"): ("close_reason", "close_evidence"),
    ("relocation", "solve_by_on"): ("difficulty", "solver"),
    ("relocation", "solved_on"): ("solution",),
    ("contact", "next_on"): ("next_plan",),
}
_TITLES = {
    ("concern", "since_on"): "列为重点关注",
    ("concern", "until_on"): "解除关注",
    ("responsibility", "from_on"): "开始包保",
    ("responsibility", "to_on"): "包保结束",
    ("relocation", "moved_on"): "分流到校",
    ("relocation", "solve_by_on"): "困难应办结",
    ("relocation", "solved_on"): "困难办结",
}
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


def story(file: StudentFile, on: date, *, reveal: bool = False) -> list[Event]:
    """Return the events of a file, newest first, undated ones last."""
    today = on.isoformat()
    events = [
        event
        for table in CHILD_TABLES
        if table.key in _MAIN_DATE
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
    main = _MAIN_DATE[table.key]
    events = []
    for field in table.fields:
        day = row.get(field.key)
        if field.kind is Kind.DATE and (day or field.key == main):
            keys = (
                _TOLD[table.key] if field.key == main else _BESIDE.get((table.key, field.key), ())
            )
            text = _told(table, row, keys, reveal)
            title = _title(table, field, row)
            events.append(
                Event(day or "", title, text, table.key, row["id"], bool(day and day > today))
            )
    return events


def _title(table: Table, field: Field, row: Row) -> str:
    if (table.key, field.key) == ("contact", "contacted_on"):
        return values.display(table.field("mode"), row.get("mode")) or "联系"
    return _TITLES.get((table.key, field.key)) or field.label.removesuffix("日期")


def _told(table: Table, row: Row, keys: tuple[str, ...], reveal: bool) -> str:
    parts = [shown(table.field(key), row.get(key), reveal) for key in keys]
    return " · ".join(" ".join(part.split()) for part in parts if part)


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

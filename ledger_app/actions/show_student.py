"""Show one child's file: values, records, status, problems; masked unless revealed (and logged)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger_app.actions.checking import same_child
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, Field, Kind, Table
from ledger_app.catalogue.model import OWNER
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.domain import dates, values
from ledger_app.domain.checking import checks
from ledger_app.domain.standing import status
from ledger_app.domain.standing.standings import NAMES
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.in_words.safety import SAFETY_KEY, is_hidden, safety_note
from ledger_app.domain.telling.restricted import (
    is_note_hidden,
    is_restricted,
    restricted_categories,
    telling_words,
    words_that_tell,
)
from ledger_app.domain.telling.standings.grounds_words import grounds_name
from ledger_app.domain.telling.standings.why import why_and_until
from ledger_app.domain.telling.student_story import HIDDEN
from ledger_app.domain.telling.taken_over import TakenOver, filled, taken_over
from ledger_app.store.changes import history
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety.ledger_files import log_if_possible


def show(ledger: Ledger, student_id: str, *, reveal: bool = False) -> dict[str, Any]:
    """Return the file as plain values: student fields, status, records by table, problems."""
    file = load_file(ledger, student_id)
    on = ledger.day()
    now = status.status_of(file, on)
    taken = taken_over(file, settings.get(ledger, "township") or "")
    if reveal:
        log_reveal(ledger, student_id)
    born = dates.parse_date(file.student["birth_date"], on.date)
    return {
        "id": student_id,
        **_shown(STUDENT, file.student, reveal),
        SAFETY_KEY: safety_note(file.student) or None,
        "school_name": file.school.get("name"),
        **_where(now),
        "age": dates.age_on(born, on.date) if born else None,
        "taken_over": _taken(taken, file.student, reveal),
        "records": {
            table.key: [
                {"id": row["id"], **_shown(table, row, reveal)} for row in file.of(table.key)
            ]
            for table in CHILD_TABLES
        },
        "problems": [
            {
                "field": problem.field,
                "text": problem.text if reveal else masking.mask_numbers(problem.text),
                "severity": str(problem.severity),
            }
            for problem in (
                *checks.check_row(STUDENT, filled(file, taken), on),
                *same_child.problems(ledger, file.student),
                *checks.check_file(file, on),
            )
        ],
    }


def _where(now: status.Status) -> dict[str, str]:
    """Return where a child stands: which status and which of the five, why and until when."""
    return {
        "status": now.name,
        "status_code": now.code,
        "status_since": now.since,
        "status_reason": now.reason,
        "standing": str(now.standing),
        "standing_name": NAMES[now.standing],
        "grounds": grounds_name(now.grounds),
        "holds_until": now.until,
        "why": why_and_until(now),
    }


def log_reveal(ledger: Ledger, student_id: str) -> None:
    """Note in the audit trail that a child's full numbers were looked at."""
    log_if_possible(ledger, "reveal", {"student": student_id}, "这次查看完整号码")


def _shown(table: Table, row: Mapping[str, Any], reveal: bool) -> dict[str, Any]:
    if reveal:
        return {field.key: row[field.key] for field in table.fields}
    telling = words_that_tell(table.key, row)
    return {
        field.key: HIDDEN
        if row[field.key] and field.key in telling
        else masked(field, row[field.key])
        for field in table.fields
        if not is_hidden(field)
    }


def _taken(taken: Mapping[str, TakenOver], row: Mapping[str, Any], reveal: bool) -> dict[str, Any]:
    """Return what is known for empty fields, and where it stands."""
    known = {key: each for key, each in taken.items() if row.get(key) in (None, "")}
    fields = [field for field in STUDENT.fields if field.key in known]
    return {
        field.key: {
            "value": known[field.key].value if reveal else masked(field, known[field.key].value),
            "from": known[field.key].source,
        }
        for field in fields
        if reveal or not field.sensitive
    }


def masked(field: Field, value: Any) -> Any:  # noqa: ANN401
    """Return a stored value as the window shows it before 显示: without restricted codes."""
    if not value or not isinstance(value, str):
        return value
    if field.key == "risk_categories":
        codes = value.split(",")
        return ",".join(code for code in codes if code not in restricted_categories()) or HIDDEN
    if field.kind is Kind.ID_NUMBER:
        return masking.mask_id(value)
    if field.key == "register_no":
        return value[0] + masking.mask_id(value[1:])
    if field.kind is Kind.PHONE:
        return masking.mask_phone(value)
    words = (Kind.TEXT, Kind.LONG_TEXT, Kind.NAME, Kind.SCHOOL_NAME)
    return masking.mask_numbers(value) if field.kind in words else value


def hidden_change(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a change as it is shown before 显示: that it was, not what it was."""
    keys = ("old", "new", "old_text", "new_text")
    if row["sensitive"]:
        return {**row, **{key: "（敏感内容）" for key in keys if row[key]}}
    if not row["field"]:
        return {**row, "why": masking.mask_numbers(row["why"])}
    field = TABLES[row["table"]].field(row["field"])
    shown = {key: masked(field, row[key]) for key in ("old", "new")}
    for key in ("old", "new"):
        changed = shown[key] != row[key]
        shown[f"{key}_text"] = values.display(field, shown[key]) if changed else row[f"{key}_text"]
    return {**row, **shown}


def changes(ledger: Ledger, student_id: str) -> list[dict[str, Any]]:
    """Return who changed what, when, from what to what: newest first, labels and texts included."""
    schools = places.school_names(ledger)
    rows = history.student_changes(ledger, student_id)
    restricted = _restricted_records(ledger, student_id, rows)
    found = []
    for row in rows:
        own = TABLES[row["table_name"]]
        telling = telling_words(own.key) if row["record_id"] in restricted else ()
        moved = row["field"] == OWNER
        field = own.field(row["field"]) if row["field"] and not moved else None
        found.append(
            {
                "at": row["at"],
                "author": row["author"],
                "revision": row["revision_no"],
                "kind": row["kind"],
                "summary": row["summary"],
                "table": row["table_name"],
                "record": row["record_id"],
                "op": _moved(row, student_id) if moved else row["op"],
                "field": "" if moved else row["field"],
                "label": field.label if field else own.label,
                # Of a whole record there is nothing old or new, but why it was deleted.
                "why": row["new"] or "" if row["op"] == "delete" else "",
                "old": row["old"] if row["field"] else None,
                "new": row["new"] if row["field"] else None,
                "old_text": _text(field, row["old"], schools),
                "new_text": _text(field, row["new"], schools),
                "sensitive": bool(field and (field.sensitive or field.key in telling)),
            }
        )
    return found


def _moved(row: Mapping[str, Any], student_id: str) -> str:
    """Return which way a record went, seen from one child's file."""
    return "move_in" if row["new"] == student_id else "move_out"


def _restricted_records(
    ledger: Ledger, student_id: str, rows: Sequence[Mapping[str, Any]]
) -> set[str]:
    """Return the concerns that are or once were about a restricted matter, and the notes that are
    about hidden fields, or of which nobody can tell any more."""
    file = load_file(ledger, student_id)
    now = [row["id"] for row in file.of("concern") if is_restricted(row)]
    open_notes = {row["id"] for row in file.of(FIELD_NOTE.key) if not is_note_hidden(row)}
    notes = [row["record_id"] for row in rows if row["table_name"] == FIELD_NOTE.key]
    then = [
        row["record_id"]
        for row in rows
        if row["field"] == "risk_categories"
        and any(is_restricted({"risk_categories": row[key]}) for key in ("old", "new"))
    ]
    return {*now, *then, *(set(notes) - open_notes)}


def _text(field: Field | None, value: Any, schools: Mapping[str, str]) -> str:  # noqa: ANN401
    if field is None or value is None:
        return ""
    if field.kind is Kind.SCHOOL:
        return schools.get(value, value)
    return values.display(field, value)

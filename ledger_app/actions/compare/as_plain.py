"""A comparison as plain values, for the shell and for keeping."""

from __future__ import annotations

from typing import Any

from ledger_app.actions.compare.compare_lists import ASKED, Compared
from ledger_app.actions.compare.list_sides import ListSource
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.domain.telling.class_words import grade_name
from ledger_app.exchange.comparing.comparison import Entry, Found, in_text
from ledger_app.exchange.comparing.listed_child import ListedChild

_SHOWN = {
    "name": "name", "sex": "sex", "birth_date": "birth_date", "id_no": "id_no",
    "school": "school_name", "class": "class_no", "village": "village_name",
    "hamlet": "hamlet", "head": "head_name", "guardian": "guardian_name", "phone": "phone",
}  # fmt: skip


def as_plain(compared: Compared) -> dict[str, Any]:
    """Return the lists of a comparison, how many are on both, and where the two are from.

    Who was answered about stands under `answered` and in no other list.
    """
    found = compared.comparison
    told: dict[str, Any] = {
        str(which): [_asked(compared, entry) for entry in compared.open(which)] for which in ASKED
    }
    told["answered"] = [_answered(compared, entry) for entry in compared.answered()]
    # Who is on both is told by name only where that is what is looked for.
    both = found.of(Found.BOTH) if compared.kind.met else ()
    return told | {
        "both": [entry_of(entry) for entry in both],
        "outside_age": [entry_of(entry) for entry in found.of(Found.OUTSIDE_AGE)],
        "repeated": [entry_of(entry) for entry in found.of(Found.REPEATED)],
        "counts": found.counts | {key: len(entries) for key, entries in told.items()},
        "kind": compared.kind.key,
        "on": compared.on,
        "age_window": found.window.words,
        "left": source_of(compared.left),
        "right": source_of(compared.right),
    }


def _asked(compared: Compared, entry: Entry) -> dict[str, Any]:
    return entry_of(entry) | ({"new": True} if compared.is_new(entry) else {})


def _answered(compared: Compared, entry: Entry) -> dict[str, Any]:
    row = compared.answer_to(entry) or {}
    return entry_of(entry) | {
        "found": str(entry.found),
        "answer": code_list(CompareAnswer.CODES).name_of(row.get("answer") or ""),
        "answered_on": row.get("answered_on"),
        "answered_by": row.get("answered_by"),
        "remark": row.get("remark"),
    }


def source_of(source: ListSource) -> dict[str, Any]:
    """Return where a list is from."""
    return {
        "name": source.name,
        "digest": source.digest,
        "listed_on": source.listed_on,
        "rows": source.row_count,
        "left_out": [each._asdict() for each in source.left_out],
    }


def entry_of(entry: Entry) -> dict[str, Any]:
    """Return one child of a result, with why it stands there and how sure that is."""
    told = child_of(entry.child) | {"reason": entry.reason, "sure": entry.is_sure}
    if entry.left and entry.right:
        told["student"] = entry.left.student_id or entry.right.student_id
        told |= {"left": child_of(entry.left), "right": child_of(entry.right)}
    if entry.differences:
        keys = ("key", "label", "left", "right")
        told["fields"] = [{key: getattr(d, key) for key in keys} for d in entry.differences]
    if entry.candidates:
        told["candidates"] = [
            child_of(each.child)
            | {"agreeing": list(each.agreeing), "differing": list(each.differing)}
            for each in entry.candidates
        ]
    return told


def child_of(child: ListedChild) -> dict[str, Any]:
    """Return what a list says of a child, in words, and where it stands."""
    said = {
        name: in_text(key, child.values[key])
        for name, key in _SHOWN.items()
        if child.values.get(key)
    }
    place = {"sheet": child.sheet, "row": child.row, "student": child.student_id}
    grade = grade_name(child.values)
    return {"key": child.key, "name": child.name, **place, **said} | (
        {"grade": grade} if grade else {}
    )

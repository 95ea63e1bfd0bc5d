"""What a package says of a record, in words: fields by their label, values as people read them."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.actions.show_student import masked
from ledger_app.catalogue import TABLES, Field, Kind
from ledger_app.catalogue.model import OWNER
from ledger_app.domain import values
from ledger_app.domain.telling import student_story
from ledger_app.domain.telling.restricted import is_restricted, telling_words

WHOLE = ""  # as a field: whether the record stays
HIDDEN = "（不显示）"
_DELETED, _KEPT = "删除", "保留"
_LABELS = {OWNER: "所属档案", "student": "所属档案"}


def label_of(table: str, field: str) -> str:
    """Return what a field is called, the table itself where the whole record is meant."""
    known = TABLES.get(table)
    if known is None:
        return table
    if field == WHOLE:
        return "整份档案" if known.key == "student" else f"{known.label}（整条）"
    own = _field(table, field)
    if own is None:
        return _LABELS.get(field, field)
    return own.label if known.key == "student" else f"{known.label} › {own.label}"


def text_of(
    table: str,
    field: str,
    value: object,
    schools: Mapping[str, str],
    *,
    reveal: bool = True,
    record: Mapping[str, object] | None = None,
) -> str:
    """Return a told value as people read it; `schools` are names by `school:CODE`.

    Unless revealed, numbers are masked and sensitive words hidden, as in a file. What a concern
    says is shown of a `record` only that is about no restricted matter.
    """
    if field == WHOLE:
        return _DELETED if value is None else _KEPT
    own = _field(table, field)
    if value is None or value == "":
        return ""
    if own is None:
        return str(value)
    if own.kind is Kind.SCHOOL:
        return schools.get(str(value), str(value).removeprefix("school:"))
    if reveal:
        return values.display(own, value)
    is_open = record is not None and not is_restricted(record)
    if own.sensitive or (field in telling_words(table) and not is_open):
        return HIDDEN
    shown = masked(own, value)
    return HIDDEN if shown == student_story.HIDDEN else values.display(own, shown)


def _field(table: str, key: str) -> Field | None:
    try:
        return TABLES[table].field(key)
    except KeyError:
        return None

"""What is wrong with a record, in words: whose it is, which field, both values, since when."""

from __future__ import annotations

from typing import Any

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.student_story import shown
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.safety.fault import Fault

_STAMPS = {
    "created_at": "建立时间", "updated_at": "修改时间", "updated_by": "修改人",
    "deleted_at": "删除标记", "student_id": "所属学生", "id": "编号",
}  # fmt: skip


def changed(
    ledger: Ledger,
    table: str,
    record: Row,
    key: str,
    right: Any,  # noqa: ANN401
    day: str,
) -> Fault:
    """Return the fault of a field that does not hold what the log says was written there."""
    in_log, found = _said(ledger, table, key, right), _said(ledger, table, key, record[key])
    hidden = "（不同处被遮住）" if in_log == found else ""
    label = _STAMPS.get(key) or TABLES[table].field(key).label if _is_known(table, key) else key
    whose = _whose(ledger, table, record)
    text = (
        f"{whose}的{TABLES[table].label}“{label}”与修改记录不符："
        f"修改记录里是“{in_log}”，台账里是“{found}”{hidden}（{day[:10]} 记下）。"
    )
    about = {"table": table, "record": record["id"], "field": key, "day": day[:10]}
    return Fault("row_changed", text, {**about, "logged": in_log, "found": found})


def removed(ledger: Ledger, table: str, record: Row) -> Fault:
    """Return the fault of a record that is gone though nobody deleted it."""
    day = str(record.get("created_at") or "")[:10]
    titled = _titled(ledger, table, record)
    text = (
        f"{_whose(ledger, table, record)}的一条{TABLES[table].label}不见了{titled}："
        f"修改记录里没有删除它{f'（{day} 建立）' if day else ''}。"
    )
    return Fault("row_removed", text, {"table": table, "record": record["id"], "day": day})


def added(ledger: Ledger, table: str, record: Row) -> Fault:
    """Return the fault of a record that the log knows nothing of."""
    day = str(record.get("created_at") or "")[:10]
    titled = _titled(ledger, table, record)
    text = (
        f"{_whose(ledger, table, record)}有一条{TABLES[table].label}不在修改记录里{titled}，"
        f"不是用本程序录入的（写明的建立日期 {day}）。"
    )
    return Fault("row_added", text, {"table": table, "record": record["id"], "day": day})


def _whose(ledger: Ledger, table: str, record: Row) -> str:
    student: Row | None = None
    if table == STUDENT.key:
        student = record if record.get("name") else None
    elif record.get("student_id"):
        student = student_lookup.student(ledger, record["student_id"])
    if student:
        place = grade_and_class({"grade": None, "class_no": None, **student})
        return f"“{student['name']}”{f'（{place}）' if place else ''}"
    name = record.get("name") if table == "school" else None
    return f"“{name}”" if name else "台账"


def _titled(ledger: Ledger, table: str, record: Row) -> str:
    """Return what tells the record from others of its table, in brackets."""
    if table == STUDENT.key:
        return ""
    texts = [_said(ledger, table, key, record.get(key)) for key in TABLES[table].title]
    texts = [text for text in texts if text != _EMPTY]
    return f"（{' '.join(texts)}）" if texts else ""


_EMPTY = "空"


def _is_known(table: str, key: str) -> bool:
    return key in _STAMPS or any(field.key == key for field in TABLES[table].fields)


def _said(ledger: Ledger, table: str, key: str, value: Any) -> str:  # noqa: ANN401
    """Return a stored value as it may be shown: numbers masked, sensitive texts hidden."""
    if value is None or value == "":
        return _EMPTY
    if key == "student_id":
        return student_lookup.name_of(ledger, value) or str(value)
    field = next((each for each in TABLES[table].fields if each.key == key), None)
    return str(value) if field is None else _of_field(ledger, field, value)


def _of_field(ledger: Ledger, field: Field, value: Any) -> str:  # noqa: ANN401
    if field.kind is Kind.SCHOOL:
        return places.school_names(ledger).get(value) or str(value)
    return shown(field, value, reveal=False) or str(value)

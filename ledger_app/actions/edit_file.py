"""Keep a student file: add a child, save a field, add, change and delete records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from ledger_app.actions.ownership.must_write import (
    must_be_another_school,
    must_keep_all,
    must_write,
)
from ledger_app.actions.school_days import keep_calendar
from ledger_app.catalogue import (
    STUDENT,
    TABLES,
    Field,
    Kind,
    Table,
    resolve_field,
    resolve_table,
)
from ledger_app.catalogue.meanings import IdPaper
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.catalogue.unit_tables.calendar_day import CALENDAR_DAY
from ledger_app.catalogue.unit_tables.school import SCHOOL
from ledger_app.domain import derived, values
from ledger_app.domain.checking import checks
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.same_child.temporary_numbers import temporary_number
from ledger_app.domain.standing.closed_school import Arrival, arrival
from ledger_app.domain.standing.marks import MARK_KEYS, with_day
from ledger_app.domain.typed.times import NO_TIME, split_time
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.lists.records import noted_of_record, record
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.lists.student_lookup import name_of

Also = Callable[[Revision], None]
ASKED_FOR = "新"  # written under 临时编号: a number is to be made
# Why something is deleted, as a rule; any other reason is typed.
WHY_RECORD = ("登记错了", "重复登记", "登记到别的孩子了")
WHY_FILE = ("重复建档", "建错了", "不归本单位管")
_LONGEST_WHY = 200  # characters
_NEAR = 0.5  # of 1: how much of a name must be alike to be offered


@dataclass(frozen=True)
class Saved:
    """What one saving did: the record, its changed fields {key: stored value}, and the time."""

    record_id: str
    changed: Mapping[str, Any]
    at: str


def add_student(ledger: Ledger, given: Mapping[str, object]) -> Saved:
    """Open a new file; only the name must be there. Raises LedgerError on an impossible value."""
    stored = parsed(ledger, STUDENT, given)
    if not stored.get("name"):
        raise LedgerError("姓名还没填。", "其他项目可以以后再补，姓名必须有。")
    stored = _with_temporary_number(ledger, {}, stored)
    stored = with_what_follows(ledger, {}, stored)
    with revise(ledger, "edit", f"建档：{stored['name']}") as revision:
        [started] = file_numbers.opened(revision, [stored])
        record_id = revision.insert(STUDENT.key, started)
    return Saved(record_id, stored, revision.at)


def add_record(
    ledger: Ledger, table_key: str, student_id: str | None, given: Mapping[str, object]
) -> Saved:
    """Add one record of a child table (or a school, a class, whose `student_id` is None)."""
    table = TABLES[table_key]
    # An empty field is no value: a record nobody filled in must not come to be.
    stored = {
        key: value for key, value in parsed(ledger, table, given).items() if value is not None
    }
    if not stored:
        raise LedgerError(f"这条{table.label}还是空的，没有保存。", "请至少填一项。")
    if table is CALENDAR_DAY:
        keep_calendar.must_count(ledger, stored)
    must_write(ledger, table, stored, student_id)
    summary = f"新增{table.label}：{name_of(ledger, student_id) or stored.get('name', '')}"
    with revise(ledger, "edit", summary) as revision:
        record_id = revision.insert(table_key, stored, student_id=student_id)
    return Saved(record_id, stored, revision.at)


def add_record_for_many(
    ledger: Ledger, student_ids: list[str], table_key: str, given: Mapping[str, object]
) -> int:
    """Add the same record to many files as one revision; return to how many.

    A class that graduates, a transfer of several, papers of one day: typed once.
    """
    table = TABLES[table_key]
    if not (table.of_student and table.typed):
        raise LedgerError(f"{table.label}不能给多人登记。")
    stored = {
        key: value for key, value in parsed(ledger, table, given).items() if value is not None
    }
    if not stored:
        raise LedgerError(f"这条{table.label}还是空的，没有保存。", "请至少填一项。")
    several = list(dict.fromkeys(student_ids))
    must_write(ledger, table, stored)
    must_keep_all(ledger, several)
    with revise(ledger, "edit", f"给 {len(several)} 人新增{table.label}") as revision:
        for student_id in several:
            revision.insert(table_key, stored, student_id=student_id)
    return len(several)


def save_fields(
    ledger: Ledger,
    table_key: str,
    record_id: str,
    given: Mapping[str, object],
    also: Also | None = None,
) -> Saved:
    """Save fields of one record in one transaction: what is typed, parsed by kind.

    An ID number also fills sex and birth date where they are empty; `also` writes what is to be
    kept with it. Raises LedgerError if a value cannot be kept; then nothing is saved.
    """
    table = TABLES[table_key]
    stored = parsed(ledger, table, given)
    with ledger.lock:
        before = _record(ledger, table, record_id)
        child = record_id if table is STUDENT else before.get("student_id")
        must_write(ledger, table, stored, child, record_id)
        if table is STUDENT:
            if "name" in stored and not stored["name"]:
                raise LedgerError("姓名不能为空。", "如果整份档案建错了，请用“删除档案”。")
            stored = _with_temporary_number(ledger, before, stored)
            stored = with_what_follows(ledger, before, stored)
        if table is CALENDAR_DAY:
            keep_calendar.must_count(ledger, {**before, **stored})
        if table is SCHOOL and stored.get("code", before["code"]) != before["code"]:
            must_be_another_school(ledger, record_id)
        with revise(ledger, "edit", _summary(ledger, table, before, stored)) as revision:
            changed = revision.update(table_key, record_id, stored, before)
            if also is not None:
                also(revision)
    return Saved(record_id, {key: stored[key] for key in changed}, revision.at)


def delete_record(ledger: Ledger, table_key: str, record_id: str, why: str = "") -> None:
    """Delete one record, for a reason that the history and the next package tell; undo is there."""
    table = TABLES[table_key]
    if not table.typed and not table.tab:
        raise LedgerError(f"{table.label}不能这样删除。", "在产生它的地方可以撤销。")
    row = _record(ledger, table, record_id)
    if row["deleted_at"]:
        raise LedgerError(f"这条{table.label}已经删除过了。")
    student_id = row.get("student_id")
    must_write(ledger, table, [""], student_id, record_id)
    with revise(ledger, "edit", f"删除{table.label}：{name_of(ledger, student_id)}") as revision:
        revision.delete(table_key, [record_id], _in_short(why))
        # What was noted of it is told by the history alone; undo brings both back.
        if notes := noted_of_record(ledger, record_id):
            revision.delete(FIELD_NOTE.key, notes)


def delete_students(ledger: Ledger, student_ids: list[str], why: str = "") -> None:
    """Delete whole files in one revision, for a reason; undo brings all of them back."""
    must_keep_all(ledger, student_ids)
    names = [name_of(ledger, student_id) for student_id in student_ids]
    title = names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 人"
    with revise(ledger, "edit", f"删除档案：{title}") as revision:
        revision.delete(STUDENT.key, student_ids, _in_short(why))


def _in_short(why: str) -> str:
    said = " ".join(why.split())
    if len(said) > _LONGEST_WHY:
        raise LedgerError(f"原因太长（最多 {_LONGEST_WHY} 个字）。", "请写短一些。")
    return said


def set_for_many(ledger: Ledger, student_ids: list[str], given: Mapping[str, object]) -> int:
    """Save the same fields in many files as one revision; return how many files changed."""
    stored = parsed(ledger, STUDENT, given)
    must_keep_all(ledger, student_ids)
    labels = "、".join(STUDENT.field(key).label for key in stored)
    changed = 0
    with revise(ledger, "edit", f"批量修改 {len(student_ids)} 人：{labels}") as revision:
        for student_id in student_ids:
            before = record(ledger, STUDENT.key, student_id, (*MARK_KEYS, *stored))
            dated = with_day(before, stored, ledger.now()[:10])
            changed += bool(revision.update(STUDENT.key, student_id, dated))
    return changed


def arrival_of(ledger: Ledger, student_id: str) -> Arrival | None:
    """Return the arrival that the child's row does not know of yet, None if there is none."""
    return arrival(load_file(ledger, student_id), ledger.day())


def follow_arrival(ledger: Ledger, student_id: str) -> None:
    """Write where the child is now into its row, as one revision; raise LedgerError if nowhere."""
    with ledger.lock:
        file = load_file(ledger, student_id)
        found = arrival(file, ledger.day())
        if found is None:
            raise LedgerError("就读学校已经改过了。")
        must_keep_all(ledger, [student_id])
        about = f"{file.student['name']}：就读学校改为{found.school}"
        with revise(ledger, "edit", about) as revision:
            revision.update(STUDENT.key, student_id, found.values)


def parsed(ledger: Ledger, table: Table, given: Mapping[str, object]) -> dict[str, Any]:
    """Return {key: stored value} for typed values; keys may be labels. Raises LedgerError."""
    stored: dict[str, Any] = {}
    times: dict[str, str] = {}
    for name, raw in given.items():
        field = named_field(table, name)
        # 2026-11-18 15:30 typed as the day of a report: the time has a field of its own.
        if isinstance(raw, str) and (beside := table.time_beside(field.key)):
            raw, found = split_time(raw)
            if found is None:
                raise LedgerError(f"“{field.label}”{NO_TIME}")
            times.update({beside: found} if found else {})
        stored[field.key] = parsed_value(ledger, field, raw)
    return {**times, **stored}


def parsed_value(ledger: Ledger, field: Field, raw: object) -> Any:  # noqa: ANN401
    """Return one stored value; raise LedgerError if what was typed cannot be kept."""
    # People type a name or a code; what is stored is an id, so that a school can be renamed.
    if field.kind is Kind.SCHOOL and raw:
        return school_id(ledger, str(raw))
    result = values.parse(field, raw, ledger.today())
    if not result.kept:
        raise LedgerError(result.problem)
    return result.value


def named_field(table: Table, name: str) -> Field:
    """Return the field called `name` (key, label or alias); raise LedgerError with those near."""
    try:
        return resolve_field(table, name)
    except KeyError:
        near = near_fields(table, name)
        known = "、".join(f"{field.key}({field.label})" for field in near or table.fields)
        hint = f"是不是：{known}？" if near else f"可用的有：{known}。"
        raise LedgerError(f"{table.label}里没有“{name}”这一项。", hint) from None


def near_fields(table: Table, name: str) -> list[Field]:
    """Return the fields whose key, label or alias is most like a mistyped name, at most six."""
    scores = {
        field.key: max(
            SequenceMatcher(None, name, each).ratio()
            for each in (field.key, field.label, *field.aliases)
        )
        for field in table.fields
    }
    near = [field for field in table.fields if scores[field.key] >= _NEAR]
    return sorted(near, key=lambda field: -scores[field.key])[:6]


def named_table(name: str) -> Table:
    """Return the table called `name` (key or label); raise LedgerError that lists them."""
    try:
        return resolve_table(name)
    except KeyError:
        typed = (table for table in TABLES.values() if table.typed)
        known = "、".join(f"{table.key}({table.label})" for table in typed)
        raise LedgerError(f"没有“{name}”这种记录。", f"可用的有：{known}。") from None


def school_id(ledger: Ledger, text: str) -> str:
    """Return the id of the school with this id, name or code; raise LedgerError if none."""
    found = places.school_ids(ledger, text)
    if not found:
        raise LedgerError(f"台账里还没有学校“{text}”。", "请先在“设置 › 学校和班级”里添加。")
    return found[0]


def problems_of(ledger: Ledger, table_key: str, row: Mapping[str, Any]) -> list[checks.Problem]:
    """Return the problems of one stored row as of today."""
    student = None
    if TABLES[table_key].of_student and row.get("student_id"):
        student = student_lookup.student(ledger, row["student_id"])
    return checks.check_row(TABLES[table_key], row, ledger.day(), student)


def _with_temporary_number(
    ledger: Ledger, before: Mapping[str, Any], stored: dict[str, Any]
) -> dict[str, Any]:
    """Return the values with a number made for a child without papers where one is asked for.

    Raises LedgerError where the child has a number, or nobody has written down why it has none.
    """
    if stored.get("temp_no") != ASKED_FOR:
        return stored
    after = {**before, **stored}
    if before.get("temp_no"):
        raise LedgerError(f"已经有临时编号 {before['temp_no']}，不用再编。")
    if after.get("id_no"):
        raise LedgerError("有身份证号，不用编临时编号。")
    if not after.get("no_id_reason"):
        raise LedgerError(
            "没有写为什么没有身份证号，没有编临时编号。",
            "请先填“无身份证号原因”（如 未上户、遗失），再编。",
        )
    number = made = temporary_number(after)
    count = 1
    while student_lookup.ids_of_number(ledger, number):
        count += 1
        number = f"{made}-{count}"
    return {**stored, "temp_no": number}


def with_what_follows(
    ledger: Ledger, before: Mapping[str, Any], stored: dict[str, Any]
) -> dict[str, Any]:
    """Return values of a child's row with what a number tells, and with the day of a mark."""
    return with_day(before, _with_derived(ledger, before, stored), ledger.now()[:10])


def _with_derived(
    ledger: Ledger, before: Mapping[str, Any], stored: dict[str, Any]
) -> dict[str, Any]:
    if not stored.get("id_no"):
        return stored
    found = derived.derived_values(stored["id_no"], ledger.today())
    empty = {
        key: value
        for key, value in {**found, **_paper(found)}.items()
        # Never over what a person has typed: the household register may differ from the number.
        if key in ("id_type", "sex", "birth_date") and not before.get(key) and not stored.get(key)
    }
    return {**stored, **empty}


def _paper(found: Mapping[str, str]) -> dict[str, str]:
    """Return what kind of paper a right 18-digit number stands on."""
    return {"id_type": IdPaper.RESIDENT_CARD} if "birth_date" in found else {}


def _record(ledger: Ledger, table: Table, record_id: str) -> dict[str, Any]:
    try:
        return record(ledger, table.key, record_id)
    except KeyError:
        raise LedgerError(
            f"这条{table.label}已经不在了。", "可能已被删除：可用“撤销”找回。"
        ) from None


def _summary(
    ledger: Ledger, table: Table, before: Mapping[str, Any], stored: Mapping[str, Any]
) -> str:
    labels = "、".join(table.field(key).label for key in list(stored)[:3])
    who = before["name"] if table is STUDENT else name_of(ledger, before.get("student_id"))
    return f"{who}：{labels}" if who else f"{table.label}：{labels}"

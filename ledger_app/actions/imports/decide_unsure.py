"""Keep rows that nobody could tell whose they are, and decide them, at once or later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from ledger_app.actions.imports.waiting_rows import WaitingRow, waiting
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.cells.row_problem import FAMILY, RESPONSIBLE
from ledger_app.exchange.planning.family_plan import member_changes, written_values
from ledger_app.exchange.planning.import_plan import ImportPlan, PlannedRow, Policy, RowFate
from ledger_app.exchange.planning.responsible_plan import responsible_changes
from ledger_app.exchange.planning.unsure import Unsure
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.rosters import unsure_rows

_SHORTEST_ID = 6

# At an import.


def is_new(ledger: Ledger, plan: ImportPlan) -> bool:
    """Tell whether a plan sets rows aside, or decides some, that are not kept so already."""
    if not any(row.unsure for row in plan.rows):
        return False
    known = {row["row_key"]: row for row in unsure_rows.everything(ledger)}
    return any(_is_new(row, known, plan.sha256) for row in plan.rows)


def _is_new(row: PlannedRow, known: Mapping[str, Row], digest: str) -> bool:
    if row.unsure is None:
        return False
    before = known.get(row.unsure.key)
    return row.fate is not RowFate.SKIPPED or before is None or before["digest"] != digest


def keep(revision: Revision, plan: ImportPlan, created: Mapping[int, str]) -> None:
    """Keep the rows that a plan sets aside, and what was decided of rows for it.

    `created` has the ids of the children that the plan makes, by the place of their row. A row that
    waits already, from an older workbook, is brought up to date.
    """
    known = {row["row_key"]: row for row in unsure_rows.everything(revision.ledger)}
    new = (*plan.new_schools, *plan.waiting_schools)
    names = {each.id: {"name": each.name, "code": each.code} for each in new}
    for at, row in enumerate(plan.rows):
        if row.unsure is None or not _is_new(row, known, plan.sha256):
            continue
        decided = row.fate is not RowFate.SKIPPED
        values = {
            "listed_on": revision.at[:10],
            "source": plan.workbook,
            "digest": plan.sha256,
            "sheet": row.sheet[:100],
            "row_no": row.row,
            "name": row.name,
            "row_key": row.unsure.key,
            "told": _told(row.unsure, names),
            "candidates": " ".join(_ids(row.unsure)) or None,
            **(_answer(row.fate, row.student_id or created.get(at), revision) if decided else {}),
        }
        before = known.get(row.unsure.key)
        if before is None:
            revision.insert("unsure_row", values)
        else:
            revision.update("unsure_row", before["id"], values)


def _ids(unsure: Unsure) -> list[str]:
    return [each.student_id for each in unsure.candidates if each.student_id]


def _told(unsure: Unsure, new_schools: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a row says as JSON; a school that is new with it is kept by its name."""
    told: dict[str, Any] = {"values": dict(unsure.values), "members": list(unsure.members)}
    if unsure.responsible:
        told["responsible"] = list(unsure.responsible)
    if school := new_schools.get(str(unsure.values.get("school"))):
        told["school"] = school
        del told["values"]["school"]
    return json.dumps(told, ensure_ascii=False)


def _answer(fate: RowFate, student_id: str | None, revision: Revision) -> dict[str, Any]:
    answer = SameChild.OTHER if fate is RowFate.CREATED else SameChild.SAME
    return {"answer": answer, "student": student_id, "decided_on": revision.at[:10]}


# Later.


def decide(ledger: Ledger, row_id: str, answer: str, student_id: str = "") -> str:
    """Decide a row that waits, as one revision; return the id of the file it went into.

    SAME: what `student_id` (or the only candidate) has empty is filled from the row. OTHER: a file
    of its own is made. LATER: it goes on waiting ("" is returned). Raises LedgerError where it was
    decided already, or the file is not there any more; then nothing is written.
    """
    with ledger.lock:
        row = _meant(ledger, row_id)
        if answer == SameChild.SAME and not student_id and len(row.candidates) == 1:
            student_id = row.candidates[0]
        if answer == SameChild.SAME and not student_id:
            raise LedgerError("不知道是哪一个孩子。", "请指明是哪一个，或定为不是同一人。")
        if answer == SameChild.SAME and not student_lookup.is_living(ledger, student_id):
            raise LedgerError("那份档案已经不在台账里了。", "请另选一个孩子，或定为不是同一人。")
        with revise(ledger, "edit", f"拿不准的行：{row.name}") as revision:
            found = ""
            if answer == SameChild.SAME:
                found = _fill(revision, row, student_id)
            elif answer == SameChild.OTHER:
                found = _make(revision, row)
            about = {"answer": answer, "student": found or None, "decided_on": revision.at[:10]}
            revision.update("unsure_row", row.id, about)
    return found


def _meant(ledger: Ledger, row_id: str) -> WaitingRow:
    """Return the row that waits of which this is the id, or its beginning; else raise."""
    start = row_id.strip().lower()
    # Fewer characters would often be a slip, and be taken for the row of another child.
    found = [each for each in waiting(ledger) if each.id.startswith(start)]
    if len(start) < _SHORTEST_ID or len(found) > 1:
        raise LedgerError(f"“{row_id}”不能确定是哪一行。", "编号要写全一些，用 unsure FILE 看。")
    if found:
        return found[0]
    if any(each["id"].startswith(start) for each in unsure_rows.everything(ledger)):
        raise LedgerError("这一行已经定过了。", "在“历史”里可以看到定成了什么。")
    raise LedgerError(f"没有编号是“{row_id}”的行。", "用 unsure FILE 看还有哪些行没有定。")


def _fill(revision: Revision, row: WaitingRow, student_id: str) -> str:
    """Write what the row says where the file says nothing."""
    stored = student_lookup.students(revision.ledger, [student_id])[0]
    members = student_lookup.families(revision.ledger, [student_id]).get(student_id, ())
    values = written_values(_with_school(revision, row), stored, Policy.FILL)
    if values:
        revision.update("student", student_id, values)
    changes, _remarks, _kept = member_changes(row.members, members, Policy.FILL)
    answering = student_lookup.responsible(revision.ledger, [student_id]).get(student_id, ())
    today = revision.at[:10]
    changes += responsible_changes(row.responsible, answering, Policy.FILL, today).changes
    for change in changes:
        if change.member_id is None:
            record = {**change.values, "id": uuid4().hex, "student_id": student_id}
            revision.insert_many(change.table, [record])
        else:
            revision.update(change.table, change.member_id, change.values)
    return student_id


def _make(revision: Revision, row: WaitingRow) -> str:
    """Make a file of the row."""
    student_id = uuid4().hex
    made = [{**_with_school(revision, row), "id": student_id}]
    revision.insert_many("student", file_numbers.opened(revision, made))
    for table, people in ((FAMILY, row.members), (RESPONSIBLE, row.responsible)):
        records = [{**each, "id": uuid4().hex, "student_id": student_id} for each in people]
        revision.insert_many(table, records)
    return student_id


def _with_school(revision: Revision, row: WaitingRow) -> dict[str, Any]:
    """Return the row's values; the school that was new with it is found by its name, or made."""
    values = dict(row.values)
    if new := row.new_school:
        known = {name: key for key, name in places.school_names(revision.ledger).items()}
        school = known.get(new["name"])
        if school is None:
            school = uuid4().hex
            revision.insert_many(
                "school", [{"id": school, "name": new["name"], "code": new["code"] or None}]
            )
        values["school"] = school
    return values

"""Carry out an import plan on plain values, as the store does in the ledger."""

from __future__ import annotations

from typing import Any

from ledger_app.exchange.planning.import_plan import ImportPlan
from tests.exchange.existing import Existing


def applied(existing: Existing, plan: ImportPlan) -> Existing:
    """Return what the ledger has after the import."""
    students = {str(row["id"]): dict(row) for row in existing.rows}
    members: dict[str, list[dict[str, Any]]] = {
        key: [dict(row) for row in rows] for key, rows in existing.members.items()
    }
    responsible = {key: [dict(row) for row in rows] for key, rows in existing.responsible.items()}
    tables = {"family_member": members, "responsibility": responsible}
    for number, row in enumerate(plan.rows):
        if row.fate.value not in ("created", "updated"):
            assert not row.values
            assert not row.members
            continue
        key = row.student_id or f"{plan.workbook}-{number}-{len(students)}"
        students.setdefault(key, {"id": key}).update(row.values)
        for change in row.members:
            theirs = tables[change.table].setdefault(key, [])
            if change.member_id is None:
                theirs.append({"id": f"{key}-{len(theirs)}", **change.values})
            else:
                next(one for one in theirs if one["id"] == change.member_id).update(change.values)
    schools = [dict(row) for row in existing.schools]
    for school in schools:
        school["code"] = plan.school_codes.get(str(school["id"])) or school.get("code")
    schools += [{"id": new.id, "name": new.name, "code": new.code} for new in plan.new_schools]
    classes = set(existing.classes) | set(plan.new_classes)
    return Existing(
        list(students.values()),
        members,
        schools,
        frozenset(classes),
        decided=existing.decided,
        files=existing.files | {plan.sha256},
        row_keys=existing.row_keys | {row.unsure.key for row in plan.rows if row.unsure},
        responsible=responsible,
    )

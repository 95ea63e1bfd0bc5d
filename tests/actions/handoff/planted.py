"""Ledgers into which packages, verdicts and questions came, as receiving writes them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from ledger_app.actions import open_ledger
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from tests.ledgers import PASSWORD, Clock

TOWNSHIP, GREEN, UNITED = "530627105", "2152000001", "2152000002"
NAMES = {GREEN: "青山小学", UNITED: "联合小学"}


def new_township(folder: Path) -> Ledger:
    """Make a township ledger with two schools and no child."""
    ledger = open_ledger.make_ledger(
        folder / "中心校.ledger", PASSWORD, unit="福利镇中心校", code=TOWNSHIP, kind="township",
        author="王老师", clock=Clock(),
    )  # fmt: skip
    with revise(ledger, "edit", "学校") as revision:
        for code, name in NAMES.items():
            revision.insert("school", {"name": name, "code": code, "phone": "0870-1234567"})
    return ledger


def came_from_elsewhere(ledger: Ledger, unit: str, *records: str) -> None:
    """Note that these records were begun in another unit's ledger."""
    for each in records:
        ledger.db.execute(
            "INSERT INTO origin (record_id, unit, author) VALUES (?, ?, '李老师')", [each, unit]
        )


def add_children(revision: Revision, unit: str, *names: str) -> list[str]:
    """Let these children come with a package."""
    school = revision.ledger.value("SELECT id FROM school WHERE code = ?", [unit])
    ids = [uuid4().hex for _ in names]
    rows = [
        {"id": student, "name": name, "school": school, "grade": "3", "class_no": "2"}
        for student, name in zip(ids, names, strict=True)
    ]
    revision.insert_many("student", rows)
    came_from_elsewhere(revision.ledger, unit, *ids)
    return ids


def note_package(
    revision: Revision, unit: str, sequence: int, direction: str = "in", **more: Any
) -> str:
    """Write down a package that was taken or made; return its digest."""
    digest = f"{unit}-{sequence}-{direction}"
    values = {
        "direction": direction, "kind": "handoff", "unit_code": unit, "sequence": sequence,
        "unit_name": NAMES.get(unit, unit), "digest": digest, "handed_on": revision.at[:10],
        "verified": "1", **more,
    }  # fmt: skip
    revision.insert("package", values)
    return digest


def take_package(
    ledger: Ledger,
    unit: str,
    sequence: int,
    new: Sequence[str] = (),
    changed: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> list[str]:
    """Take a package with new children and changed ones; return the ids of the new ones."""
    with revise(ledger, "merge_package", f"{NAMES[unit]}第 {sequence} 包") as revision:
        ids = add_children(revision, unit, *new)
        for student, values in (changed or {}).items():
            revision.update("student", student, values)
        note_package(revision, unit, sequence, **more)
    return ids


def bring_verdict(ledger: Ledger, student: str, **values: Any) -> str:
    """Let a verdict of the unit above come with a receipt."""
    with revise(ledger, "merge_package", "回执") as revision:
        said = {"verdict": "returned", "reason": "请核实电话", "given_on": "2026-11-20", **values}
        verdict = revision.insert("verdict", said, student_id=student)
        came_from_elsewhere(ledger, TOWNSHIP, verdict)
    return verdict


def bring_question(ledger: Ledger, student: str, **values: Any) -> str:
    """Let a question of the unit above come with a receipt."""
    with revise(ledger, "merge_package", "回执") as revision:
        said = {"asked": "电话对吗？", "asked_by": "王老师", "asked_on": "2026-11-20", **values}
        question = revision.insert("question", said, student_id=student)
        came_from_elsewhere(ledger, TOWNSHIP, question)
    return question

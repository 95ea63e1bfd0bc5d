"""Keep a small ledger of a release for ever: `python -m tests.data.keep_release` before releasing.

Writes `ledger-VERSION.ledger`, as text what must be found in it by every later program, and what
every later program must answer about it: tests/journeys/test_same_answers.py.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from ledger_app import __version__
from ledger_app.actions import change_rules, due_list, edit_file, saved_views, undo_revision
from ledger_app.actions.compare import keep_comparison
from ledger_app.actions.compare.compare_lists import compare_lists
from ledger_app.actions.printing import change_printouts, print_ledger
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, Field, Kind, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer, SameChild
from ledger_app.domain import identity
from ledger_app.store.changes import record_origins
from ledger_app.store.changes.history import revisions
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages
from ledger_app.store.safety import ledger_files
from tests.data import answers
from tests.ledgers import new_ledger

FOLDER = Path(__file__).parent
CHILDREN = ("王𬱖", "李𰻝", "阿卜杜热西提·买买提江", "单于菲")  # the last one is deleted again


def sample(field: Field, school: str) -> Any:
    """Return a value that a field of this kind can hold."""
    if field.kind in (Kind.CODE, Kind.CODES):
        return code_list(field.codes).codes[-1].value
    body = f"52990120171{100 + len(field.key):03d}219"[:17]
    by_kind = {
        Kind.INTEGER: 3, Kind.DECIMAL: 2.5, Kind.DATE: "2026-10-31", Kind.MONTH: "2026-09",
        Kind.TIME: "08:30",
        Kind.YES_NO: "1", Kind.ID_NUMBER: body + identity.check_digit(body),
        Kind.PHONE: "13800000001", Kind.REGION: "529901101000", Kind.SCHOOL: school,
    }  # fmt: skip
    return by_kind.get(field.kind, f"{field.label}𬱖"[-(field.max_length or 500) :])


def filled(table: Table, school: str) -> dict[str, Any]:
    """Return a record of a table with every field filled."""
    return {field.key: sample(field, school) for field in table.fields}


def fill(ledger: Ledger) -> None:
    """Put a few children into a new ledger: every field of every table is filled at least once."""
    school = ledger.value("SELECT id FROM school")
    edit_file.save_fields(
        ledger, "school", school, {**filled(TABLES["school"], school), "name": "福利镇中心小学"}
    )
    edit_file.add_record(ledger, "school_class", None, filled(TABLES["school_class"], school))
    whole, *others = [
        edit_file.add_student(ledger, {**filled(STUDENT, school), "name": name}).record_id
        if name == CHILDREN[0]
        else edit_file.add_student(ledger, {"name": name, "grade": "3"}).record_id
        for name in CHILDREN
    ]
    for table in CHILD_TABLES:
        edit_file.add_record(ledger, table.key, whole, filled(table, school))
    edit_file.add_record(
        ledger, "dropout", others[0],
        {"last_attended": "2026-10-08", "confirmed_on": "2026-10-20", "is_suspected": "0"},
    )  # fmt: skip
    with revise(ledger, "edit", "报到") as revision:
        called = {"school": school, "grade": "3", "held_on": "2026-09-01", "kind": "1"}
        revision.insert("roll_call", {**called, "children": " ".join(others)})
        listed = {"listed_on": "2026-09-10", "source": "名册.xlsx", "children": others[1]}
        revision.insert("name_list", listed)
        revision.insert("calendar_day", filled(TABLES["calendar_day"], school))
    _compare(ledger, whole, others)
    _note_down(ledger, whole)
    _hand_on(ledger, whole, school)
    _work_on(ledger, others)


def _compare(ledger: Ledger, whole: str, others: list[str]) -> None:
    """Leave what lists that were read and compared leave: a row that waits, answers, evidence."""
    told = {"values": {"name": CHILDREN[1], "village": "石门村"}, "members": []}
    by_table = {
        "unsure_row": {
            "listed_on": "2026-09-10", "source": "名册.xlsx", "sheet": "三年级", "row_no": 7,
            "name": CHILDREN[1], "row_key": "5" * 64, "candidates": others[0],
            "told": json.dumps(told, ensure_ascii=False),
        },
        "child_pair": {
            "first": whole, "second": others[0], "answer": SameChild.OTHER,
            "decided_on": "2026-09-11",
        },
        "compared_child": {
            "kind": "register-present", "name": CHILDREN[1], "child_key": "7" * 64,
            "answer": CompareAnswer.ELSEWHERE, "student": others[0], "answered_on": "2026-09-12",
        },
        "fill_in": {
            "handed_on": "2026-09-13", "grade": "3", "class_no": "2", "asked": "监护人电话",
            "child_count": 36, "returned_on": "2026-09-20", "returned_count": 35,
            "source": "三(2)班.xlsx",
        },
    }  # fmt: skip
    keep_comparison.keep(ledger, compare_lists(ledger, "ledger", "ledger", "register-present"))
    with revise(ledger, "edit", "比对") as revision:
        for table, values in by_table.items():
            revision.insert(table, values)


def _note_down(ledger: Ledger, student: str) -> None:
    """Leave what is noted of fields, and a route sheet that is out."""
    noted = {"noted_table": "student", "noted_record": student, "noted_key": "phone"}
    looked = {"looked_table": "student", "looked_record": student, "looked_key": "phone"}
    with revise(ledger, "edit", "附注") as revision:
        told = {"note": "老人机，只在晚上开机", "noted_by": "李敏", "noted_on": "2026-09-14"}
        revision.insert("field_note", {**noted, **told}, student_id=student)
        told = {"value_digest": "3" * 64, "was_equal": "1", "looked_by": "李敏"}
        second = {**looked, **told, "looked_on": "2026-09-14"}
        revision.insert("second_look", second, student_id=student)
        sheet = {"made_on": "2026-09-15", "made_by": "李敏", "route": "青山村", "visitor": "李敏"}
        revision.insert("visit_sheet", {**sheet, "children": student})


def _hand_on(ledger: Ledger, student: str, school: str) -> None:
    """Leave what packages leave: partner, package, conflict, verdict, question, whose records."""
    content = b"{}"
    with revise(ledger, "merge_package", "收包") as revision:
        for key in ("partner", "conflict"):
            revision.insert(key, filled(TABLES[key], school))
        package = {"direction": "in", "kind": "handoff", "digest": "9" * 64}
        revision.insert("package", {**filled(TABLES["package"], school), **package, "told": None})
        packages.keep_body(revision, package["digest"], content)
        came_here = {"to_code": settings.get(ledger, "unit_code")}  # else it is only read
        made = [
            revision.insert(key, {**filled(TABLES[key], school), **more}, student_id=student)
            for key, more in (("question", {}), ("verdict", {}), ("passage", came_here))
        ]
        record_origins.note(revision, [(each, "529901101000", "李敏") for each in made])


def _work_on(ledger: Ledger, students: list[str]) -> None:
    edit_file.save_fields(ledger, "student", students[0], {"phone": "13800000002"})
    edit_file.save_fields(ledger, "student", students[0], {"phone": "13800000003"})
    undo_revision.undo(ledger)
    edit_file.delete_students(ledger, [students[2]])
    due_list.answer(ledger, due_list.due(ledger)[0], "impossible", reason="全家外出,电话停机")
    change_rules.change_rule(ledger, "repersuade", enabled=True, offset_days=5)
    change_printouts.change_printout(ledger, "dropout_ledger", {("", "title"): "辍学学生一览"})
    saved_views.save_view(ledger, "三年级", {"filters": [["grade", ["3"]]], "sort": "name"})
    for key in ("dropout_ledger", "dropout_ledger"):
        print_ledger.issue(ledger, print_ledger.prepare(ledger, key))


def content_text(ledger: Ledger) -> str:
    """Return what the ledger holds, a line a value: rows, history, settings, views, editions."""
    lines = []
    for table in TABLES.values():
        for row in ledger.rows(f"SELECT * FROM {table.key} ORDER BY no"):
            kept = ("id", "student_id", "deleted_at", *(field.key for field in table.fields))
            lines += [
                f"{table.key} {row['no']} {key} = {row[key]}"
                for key in sorted(kept)
                if row.get(key) is not None
            ]
    for row in ledger.rows("SELECT * FROM change ORDER BY no"):
        lines.append(
            f"change {row['revision_no']} {row['table_name']} {row['op']} {row['field']}: "
            f"{row['old']} → {row['new']}"
        )
    lines += [f"revision {row['no']} {row['summary']}" for row in revisions(ledger)]
    lines += _beside(ledger)
    return "\n".join(lines) + "\n"


def _beside(ledger: Ledger) -> list[str]:
    settings = ledger.rows(
        "SELECT key, value FROM setting "
        "WHERE key NOT IN ('program', 'index_day', 'unverified_untold') ORDER BY key"
    )
    first_entries = ledger.rows("SELECT no, event, hash FROM audit WHERE event = 'revision'")
    return [
        *(
            f"setting {row['key']} = {row['value']}"
            for row in settings
            if row["key"][:5] != "index"
        ),
        *(f"view {view.name} {dict(view.content)}" for view in saved_views.views(ledger)),
        *(f"audit {row['no']} {row['event']} {row['hash']}" for row in first_entries),
        *(
            f"edition {row['number']} {row['as_of']}: {row['content_hash']}"
            for row in print_ledger.editions(ledger, "dropout_ledger")
        ),
    ]


def main() -> None:
    """Make the three files of this release; never overwrite those of one before."""
    target = FOLDER / f"ledger-{__version__}.ledger"
    if target.exists():
        sys.exit(f"{target.name} is there already: what has been released stays as it is")
    with tempfile.TemporaryDirectory() as folder:
        ledger = new_ledger(Path(folder), target.stem)
        fill(ledger)
        target.with_suffix(".txt").write_text(content_text(ledger), encoding="utf-8")
        ledger_files.close(ledger)
        shutil.copyfile(ledger.path, target)
        target.with_suffix(".answers.gz").write_bytes(answers.of_file(target, Path(folder)))


if __name__ == "__main__":
    main()

"""Plan first, then do exactly that, as one revision that can be undone."""

from __future__ import annotations

from uuid import RFC_4122, UUID

import pytest

from ledger_app.actions import edit_file, find_students, import_workbook, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.file import audit
from ledger_app.store.safety import backup, check

HEADING = "姓名,性别,年级,班级,身份证号,学校,监护人电话,成员1姓名,成员1关系"
ROWS = (
    "王𬱖,男,3,1,52990120171012219X,福利镇中心小学,13800000001,王大山,父亲",
    "李𰻝,男,4,1,,青山村小学,,李大海,父亲",
    "阿卜杜热西提·买买提江,男,5,2,,青山村小学,,,",
)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text("\n".join((HEADING, *ROWS)) + "\n", encoding="utf-8")
    return path


def load(ledger, path, **given):
    return import_workbook.commit(ledger, import_workbook.plan(ledger, path, **given))


def counts(ledger):
    tables = ("student", "family_member", "school", "school_class")
    return [
        ledger.value(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL") for table in tables
    ]


def test_a_plan_writes_nothing(ledger, roster):
    before = audit.head(ledger)
    plan = import_workbook.plan(ledger, roster)
    assert plan.counts["created"] == 3
    assert audit.head(ledger) == before
    assert counts(ledger) == [0, 0, 1, 0]


def test_what_was_planned_is_done_as_one_revision_after_a_backup(ledger, roster):
    plan = import_workbook.plan(ledger, roster)
    before = len(history.revisions(ledger))
    result = import_workbook.commit(ledger, plan)
    assert result.counts == plan.counts
    assert len(history.revisions(ledger)) == before + 1
    assert counts(ledger) == [3, 2, 2, 3]
    assert [each.reason for each in backup.backups(ledger.path)] == ["import"]
    assert check.problems(ledger) == []
    row = find_students.find(ledger, "王𬱖")[0]
    assert (row["school_name"], row["birth_date"]) == ("福利镇中心小学", "2017-10-12")


def test_a_ledger_changed_after_the_plan_refuses_it(ledger, roster):
    plan = import_workbook.plan(ledger, roster)
    edit_file.add_student(ledger, {"name": "后来的"})
    with pytest.raises(LedgerError, match="又有改动"):
        import_workbook.commit(ledger, plan)
    assert counts(ledger) == [1, 0, 1, 0]


def test_the_second_time_nothing_changes_and_no_revision_is_made(ledger, roster):
    load(ledger, roster)
    before = (len(history.revisions(ledger)), audit.head(ledger))
    result = load(ledger, roster)
    assert result.revision_no is None
    assert (result.counts["unchanged"], result.counts["rows"]) == (3, 3)
    assert (len(history.revisions(ledger)), audit.head(ledger)) == before


def test_undo_takes_all_of_it_and_it_can_be_loaded_again(ledger, roster):
    before = counts(ledger)
    result = load(ledger, roster)
    reversal = undo_revision.undo(ledger, result.revision_no)
    assert reversal.kept == ()
    assert counts(ledger) == before
    assert find_students.find(ledger, "") == []
    assert load(ledger, roster).counts["created"] == 3
    assert counts(ledger) == [3, 2, 2, 3]
    assert check.problems(ledger) == []


def test_redo_brings_an_undone_import_back(ledger, roster):
    load(ledger, roster)
    undo_revision.undo(ledger)
    undo_revision.redo(ledger)
    assert counts(ledger) == [3, 2, 2, 3]
    assert load(ledger, roster).revision_no is None


def test_undo_keeps_who_was_edited_since_and_names_them(ledger, roster):
    result = load(ledger, roster)
    student = find_students.student_id(ledger, "李𰻝")
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000009"})
    reversal = undo_revision.undo(ledger, result.revision_no)
    assert any("李𰻝" in title for title in reversal.kept)
    rows = find_students.find(ledger, "")
    assert [row["name"] for row in rows] == ["李𰻝"]
    assert rows[0]["school_name"] == "青山村小学"
    assert check.problems(ledger) == []


def test_filling_gaps_leaves_what_the_clerk_typed(ledger, roster):
    edit_file.add_student(
        ledger, {"name": "王𬱖", "id_no": "52990120171012219X", "guardian_phone": "13911112222"}
    )
    result = load(ledger, roster)
    assert (result.counts["created"], result.counts["updated"]) == (2, 1)
    row = ledger.rows("SELECT * FROM student WHERE name = '王𬱖'")[0]
    assert (row["guardian_phone"], row["grade"]) == ("13911112222", "3")
    undo_revision.undo(ledger)
    row = ledger.rows("SELECT * FROM student WHERE name = '王𬱖'")[0]
    assert (row["guardian_phone"], row["grade"], row["deleted_at"]) == ("13911112222", None, None)


def test_a_failure_half_way_writes_nothing(ledger, roster, monkeypatch):
    plan = import_workbook.plan(ledger, roster)

    def fails(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(import_workbook, "_write_updated", fails)
    with pytest.raises(ZeroDivisionError):
        import_workbook.commit(ledger, plan)
    assert counts(ledger) == [0, 0, 1, 0]
    monkeypatch.undo()
    assert import_workbook.commit(ledger, plan).counts["created"] == 3


def test_the_source_is_remembered(ledger, roster):
    result = load(ledger, roster)
    (source,) = ledger.rows("SELECT * FROM import_source")
    assert (source["revision_no"], source["file_name"]) == (result.revision_no, "名册.csv")
    assert len(source["sha256"]) == 64


def test_children_of_an_import_have_ids_like_all_others():
    ids = list(import_workbook._new_ids(200))
    assert len(set(ids)) == 200
    assert {UUID(each).version for each in ids} == {4}
    assert {UUID(each).variant for each in ids} == {RFC_4122}


def test_a_school_that_came_for_known_children_goes_with_the_undo(ledger, tmp_path):
    """The child was there before, without a school: it is when its school is asked for."""
    first = tmp_path / "村里.csv"
    first.write_text("姓名,身份证号,村\n王𬱖,529901201803122244,清泉村\n", encoding="utf-8")
    import_workbook.commit(ledger, import_workbook.plan(ledger, first))
    (child,) = ledger.column("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.save_fields(ledger, "student", child, {"school": None})
    second = tmp_path / "学校.csv"
    second.write_text("学校,姓名,身份证号\n远山小学,王𬱖,529901201803122244\n", encoding="utf-8")
    done = import_workbook.commit(ledger, import_workbook.plan(ledger, second))
    assert "远山小学" in set(living_schools(ledger))
    undone = undo_revision.undo(ledger, done.revision_no)
    assert undone.kept == ()
    assert "远山小学" not in set(living_schools(ledger))


def living_schools(ledger):
    return ledger.column("SELECT name FROM school WHERE deleted_at IS NULL")


def test_who_answers_for_a_child_is_written_once_and_undone_with_the_import(ledger, tmp_path):
    path = tmp_path / "包保.csv"
    path.write_text(
        "姓名,性别,年级,身份证号,联系电话,县级包保领导,职务,联系电话\n"
        "王刚,男,3,52990120171012219X,13800000001,李大海,副县长,13900000001\n",
        encoding="utf-8",
    )
    load(ledger, path)
    rows = "SELECT helper_name, helper_role, helper_phone, pair_kind FROM responsibility"
    (found,) = ledger.rows(f"{rows} WHERE deleted_at IS NULL")
    assert [*found.values()] == ["李大海", "副县长", "13900000001", "1"]
    assert ledger.value("SELECT phone FROM student") == "13800000001"
    before = len(history.revisions(ledger))
    assert load(ledger, path).revision_no is None
    assert len(history.revisions(ledger)) == before
    path.write_text(path.read_text("utf-8").replace("李大海", "钱二"), encoding="utf-8")
    said = [each.text for each in load(ledger, path).problems]
    assert any("李大海" in text and "钱二" in text for text in said)
    assert len(ledger.rows(f"{rows} WHERE deleted_at IS NULL")) == 2
    undo_revision.undo(ledger)
    undo_revision.undo(ledger)
    assert ledger.rows(f"{rows} WHERE deleted_at IS NULL") == []
    assert check.problems(ledger) == []

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_app.actions import edit_file, keep_places, show_student, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.lists.student_rows import ListQuery
from ledger_app.store.safety import ledger_files
from tests.ledgers import open_again


def add(ledger, name="王小明", **values):
    return edit_file.add_student(ledger, {"name": name, **values}).record_id


def phone_of(ledger, student):
    return ledger.value("SELECT phone FROM student WHERE id = ?", [student])


def test_each_edit_is_kept_with_who_when_and_from_what(ledger):
    student = add(ledger)
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000001"})
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000002"})
    newest, older, created = show_student.changes(ledger, student)
    assert (newest["label"], newest["old"], newest["new"]) == (
        "联系电话", "13800000001", "13800000002",
    )  # fmt: skip
    assert (newest["author"], newest["at"]) == ("张老师", "2026-11-21 12:00:00")
    assert older["old"] is None
    assert created["op"] == "create"


def test_saving_the_same_value_leaves_no_trace(ledger):
    student = add(ledger, phone="13800000001")
    before = len(history.revisions(ledger))
    saved = edit_file.save_fields(ledger, "student", student, {"phone": "13800000001"})
    assert not saved.changed
    assert len(history.revisions(ledger)) == before


def test_undo_and_redo_go_back_and_forth_also_after_a_restart(ledger):
    student = add(ledger)
    for number in range(1, 6):
        edit_file.save_fields(ledger, "student", student, {"phone": f"1380000000{number}"})
    undo_revision.undo(ledger)
    undo_revision.undo(ledger)
    assert phone_of(ledger, student) == "13800000003"
    ledger_files.close(ledger)
    again = open_again(ledger.path)
    undo_revision.undo(again)
    assert phone_of(again, student) == "13800000002"
    for expected in ("3", "4", "5"):
        undo_revision.redo(again)
        assert phone_of(again, student) == f"1380000000{expected}"
    with pytest.raises(LedgerError, match="没有可以重做"):
        undo_revision.redo(again)
    ledger_files.close(again)


def test_a_redo_is_about_what_its_undo_was_about_and_the_list_says_which_is_which(ledger):
    student = add(ledger)
    edit_file.save_fields(ledger, "student", student, {"remark": "撤销：他说的"})
    about = "王小明：备注"
    assert undo_revision.undo(ledger).about == about
    assert history.reversible(ledger).redo["about"] == about
    assert undo_revision.redo(ledger).about == about
    assert history.reversible(ledger).undo["about"] == about
    said = [(row["kind"], row["about"], row["summary"]) for row in history.revisions(ledger, 3)]
    assert said == [
        ("redo", about, f"重做：{about}"),
        ("undo", about, f"撤销：{about}"),
        ("edit", about, about),
    ]


def test_an_edit_ends_what_could_be_redone(ledger):
    student = add(ledger, phone="13800000001")
    undo_target = edit_file.save_fields(ledger, "student", student, {"phone": "13800000002"})
    assert undo_target.changed
    undo_revision.undo(ledger)
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000003"})
    with pytest.raises(LedgerError, match="没有可以重做"):
        undo_revision.redo(ledger)


def test_a_hundred_steps_can_be_undone(ledger):
    student = add(ledger)
    for number in range(120):
        edit_file.save_fields(ledger, "student", student, {"remark": f"第{number}次"})
    for _ in range(120):
        undo_revision.undo(ledger)
    assert ledger.value("SELECT remark FROM student WHERE id = ?", [student]) is None


def test_undoing_a_new_file_takes_it_off_every_list_and_redo_brings_it_back(ledger):
    student = add(ledger, "仇英")
    undo_revision.undo(ledger)
    assert student_rows.student_nos(ledger, ListQuery(text="qiu")) == []
    with pytest.raises(LedgerError):
        show_student.show(ledger, student)
    undo_revision.redo(ledger)
    assert len(student_rows.student_nos(ledger, ListQuery(text="qiuying"))) == 1


def test_a_deleted_record_comes_back_whole(ledger):
    student = add(ledger)
    contact = edit_file.add_record(
        ledger, "contact", student, {"contacted_on": "2026-11-20", "content": "家访"}
    ).record_id
    edit_file.delete_record(ledger, "contact", contact)
    assert show_student.show(ledger, student)["records"]["contact"] == []
    undo_revision.undo(ledger)
    (row,) = show_student.show(ledger, student)["records"]["contact"]
    assert (row["id"], row["content"]) == (contact, "家访")


def test_undoing_an_old_bulk_revision_keeps_what_was_edited_since(ledger):
    with revise(ledger, "import", "导入") as revision:
        first = revision.insert("student", {"name": "甲一"})
        second = revision.insert("student", {"name": "乙二"})
        member = revision.insert("family_member", {"name": "甲父"}, student_id=first)
        other = revision.insert("family_member", {"name": "乙父"}, student_id=second)
    edit_file.save_fields(ledger, "student", first, {"phone": "13800000001"})
    result = undo_revision.undo(ledger, revision.no)
    left = ledger.column("SELECT id FROM student WHERE deleted_at IS NULL")
    assert left == [first]
    assert ledger.column("SELECT id FROM family_member WHERE deleted_at IS NULL") == [member]
    assert any("甲一" in title for title in result.kept)
    assert result.reversed_count == 2
    assert other


def test_undoing_an_import_after_undoing_the_edit_takes_everything(ledger):
    with revise(ledger, "import", "导入") as revision:
        student = revision.insert("student", {"name": "甲一"})
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000001"})
    undo_revision.undo(ledger)
    result = undo_revision.undo(ledger)
    assert result.kept == ()
    assert student_rows.count(ledger) == 0


def test_a_field_edited_since_is_kept_and_named(ledger):
    student = add(ledger, phone="13800000001", remark="旧")
    with revise(ledger, "import", "导入更新") as revision:
        revision.update("student", student, {"phone": "13800000002", "remark": "新"})
    edit_file.save_fields(ledger, "student", student, {"phone": "13800000003"})
    result = undo_revision.undo(ledger, revision.no)
    assert phone_of(ledger, student) == "13800000003"
    assert ledger.value("SELECT remark FROM student WHERE id = ?", [student]) == "旧"
    assert result.kept == ("王小明 联系电话",)


def test_a_field_changed_twice_in_one_revision_goes_back_to_where_it_began(ledger):
    student = add(ledger, phone="13800000001")
    with revise(ledger, "import", "导入更新") as revision:
        for number in (2, 3):
            revision.update("student", student, {"phone": f"1380000000{number}"})
    result = undo_revision.undo(ledger)
    assert (result.reversed_count, result.kept) == (2, ())
    assert phone_of(ledger, student) == "13800000001"
    undo_revision.redo(ledger)
    assert phone_of(ledger, student) == "13800000003"


def test_a_revision_is_all_or_nothing(ledger):
    student = add(ledger)
    before = audit.head(ledger)
    with pytest.raises(ZeroDivisionError):
        _break_off(ledger, student)
    assert phone_of(ledger, student) is None
    assert audit.head(ledger) == before


def _break_off(ledger, student):
    with revise(ledger, "edit", "半途") as revision:
        revision.update("student", student, {"phone": "13800000009"})
        raise ZeroDivisionError


def test_a_file_names_its_school_as_it_is_called_now(ledger):
    school = ledger.value("SELECT id FROM school")
    student = add(ledger, school=school)
    assert load_file(ledger, student).school["name"] == "福利镇中心小学"
    edit_file.save_fields(ledger, "school", school, {"name": "福利学校"})
    assert load_file(ledger, student).school["name"] == "福利学校"
    with pytest.raises(ZeroDivisionError):
        _rename_and_break_off(ledger, school, student)
    assert load_file(ledger, student).school["name"] == "福利学校"
    undo_revision.undo(ledger)
    assert load_file(ledger, student).school["name"] == "福利镇中心小学"


def _rename_and_break_off(ledger, school, student):
    with revise(ledger, "edit", "半途") as revision:
        revision.update("school", school, {"name": "没有改成的名字"})
        ledger.cache.clear()
        load_file(ledger, student)
        raise ZeroDivisionError


def test_an_unknown_field_is_a_bug_and_writes_nothing(ledger):
    student = add(ledger)
    with pytest.raises(KeyError), revise(ledger, "edit", "x") as revision:
        revision.update("student", student, {"no_such_field": "1"})


def test_the_founding_of_a_ledger_is_not_undone(ledger):
    with pytest.raises(LedgerError, match="没有可以撤销"):
        undo_revision.undo(ledger)
    with pytest.raises(LedgerError, match="不能撤销"):
        undo_revision.undo(ledger, 1)
    assert ledger.value("SELECT count(*) FROM school WHERE deleted_at IS NULL") == 1


def living_schools(ledger):
    return ledger.column("SELECT name FROM school WHERE deleted_at IS NULL ORDER BY no")[1:]


def test_undoing_a_school_keeps_it_while_children_belong_to_it(ledger):
    edit_file.add_record(ledger, "school", None, {"name": "石垭村小"})
    made = history.newest_no(ledger)
    student = add(ledger, school="石垭村小")
    result = undo_revision.undo(ledger, made)
    assert (result.reversed_count, result.kept) == (0, ("石垭村小 学校",))
    assert living_schools(ledger) == ["石垭村小"]
    edit_file.delete_students(ledger, [student])


def test_undoing_a_school_keeps_it_while_classes_belong_to_it(ledger):
    school = edit_file.add_record(ledger, "school", None, {"name": "石垭村小"}).record_id
    made = history.newest_no(ledger)
    edit_file.add_record(ledger, "school_class", None, {"school": school, "grade": "3"})
    result = undo_revision.undo(ledger, made)
    assert (result.reversed_count, result.kept) == (0, ("石垭村小 学校",))
    assert living_schools(ledger) == ["石垭村小"]


def test_undoing_an_import_keeps_the_school_of_a_child_edited_since(ledger):
    with revise(ledger, "import", "导入") as revision:
        schools = [revision.insert("school", {"name": name}) for name in ("甲村小", "乙村小")]
        kept, _ = (
            revision.insert("student", {"name": name, "school": school})
            for name, school in zip(("甲一", "乙二"), schools, strict=True)
        )
    edit_file.save_fields(ledger, "student", kept, {"phone": "13800000001"})
    result = undo_revision.undo(ledger, revision.no)
    assert living_schools(ledger) == ["甲村小"]
    assert (result.reversed_count, set(result.kept)) == (2, {"甲一 学生档案", "甲村小 学校"})


def test_a_child_that_comes_back_brings_its_school_back(ledger):
    edit_file.add_record(ledger, "school", None, {"name": "石垭村小"})
    student = add(ledger, school="石垭村小")
    edit_file.save_fields(ledger, "student", student, {"school": "福利镇中心小学"})
    moved = history.newest_no(ledger)
    school = ledger.value("SELECT id FROM school WHERE name = '石垭村小'")
    keep_places.delete_place(ledger, "school", school)
    undo_revision.undo(ledger, moved)
    assert living_schools(ledger) == ["石垭村小"]
    assert ledger.value("SELECT school_name FROM student_index") == "石垭村小"


STEPS = st.lists(
    st.sampled_from(["edit", "add", "delete", "undo", "redo"]), min_size=1, max_size=25
)


@given(steps=STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_everything_restores_the_state_before(ledger, steps):
    student = add(ledger, "李四")
    before = _state(ledger, student)
    done = 0
    for number, step in enumerate(steps):
        done += _do(ledger, student, step, number)
    while done > 0:
        undo_revision.undo(ledger)
        done -= 1
    assert _state(ledger, student) == before


def _do(ledger, student, step, number):
    living = [row["id"] for row in show_student.show(ledger, student)["records"]["contact"]]
    if step == "edit":
        edit_file.save_fields(ledger, "student", student, {"remark": f"{number}"})
        return 1
    if step == "add":
        edit_file.add_record(ledger, "contact", student, {"content": f"{number}"})
        return 1
    if step == "delete" and living:
        edit_file.delete_record(ledger, "contact", living[0])
        return 1
    if step == "undo" and history.reversible(ledger).undo["about"] != "建档：李四":
        undo_revision.undo(ledger)
        return -1
    if step == "redo" and history.reversible(ledger).redo:
        undo_revision.redo(ledger)
        return 1
    return 0


def _state(ledger, student):
    shown = show_student.show(ledger, student)
    return shown["remark"], shown["records"]["contact"]

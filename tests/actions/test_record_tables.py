"""Every record table: begun, kept, shown, undone, counted in backups as its declaration says."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.actions import back_up, edit_file, open_student, show_student
from ledger_app.actions import undo_revision as steps
from ledger_app.actions.demo import demo_stories, make_demo
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, First, Kind, Table
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import backup, ledger_files
from tests.data.keep_release import filled
from tests.ledgers import PASSWORD, Clock

EVERY = [pytest.param(table, id=table.key) for table in CHILD_TABLES]
SUGGESTING = [
    pytest.param(table, key, id=f"{table.key}.{key}")
    for table in (STUDENT, *CHILD_TABLES)
    for key in table.suggested
]


@pytest.fixture
def school(ledger):
    return ledger.value("SELECT id FROM school")


@pytest.fixture
def student(ledger, school):
    given = {"name": "王𬱖", "school": school, "grade": "3", "class_no": "2"}
    return edit_file.add_student(ledger, given).record_id


def add(ledger, table: Table, student: str | None, school: str) -> str:
    given = filled(table, school)
    if table.key == "rule_change":  # one that the rules can be read with
        given = {"rule": "repersuade", "entry": "offset_days", "value": "5"}
    return edit_file.add_record(ledger, table.key, student, given).record_id


def count(ledger, table: Table) -> int:
    return ledger.value(f"SELECT count(*) FROM {table.key} WHERE deleted_at IS NULL")


@pytest.mark.parametrize("table", EVERY)
def test_a_record_comes_back_as_it_was_kept(ledger, table, student, school):
    add(ledger, table, student, school)
    (row,) = load_file(ledger, student).of(table.key)
    given = filled(table, school)
    assert {key: row[key] for key in given} == given


@pytest.mark.parametrize("table", EVERY)
def test_show_has_the_records_without_what_is_sensitive(ledger, table, student, school):
    record = add(ledger, table, student, school)
    (shown,) = show_student.show(ledger, student)["records"][table.key]
    assert shown["id"] == record
    assert shown.keys() - {"id"} == {field.key for field in table.fields if not field.sensitive}
    (whole,) = show_student.show(ledger, student, reveal=True)["records"][table.key]
    assert {key: whole[key] for key in filled(table, school)} == filled(table, school)


@pytest.mark.parametrize("table", EVERY)
def test_history_names_each_record_and_field(ledger, table, student, school):
    record = add(ledger, table, student, school)
    field = next(
        each for each in table.fields if each.kind in (Kind.TEXT, Kind.NAME, Kind.LONG_TEXT)
    )
    edit_file.save_fields(ledger, table.key, record, {field.key: "改过了"})
    changed, created = show_student.changes(ledger, student)[:2]
    assert (changed["label"], changed["new"]) == (field.label, "改过了")
    assert (created["label"], created["op"]) == (table.label, "create")
    assert table.label in created["summary"]


@pytest.mark.parametrize("table", EVERY)
def test_adding_changing_and_deleting_are_undone_and_done_again(ledger, table, student, school):
    record = add(ledger, table, student, school)
    steps.undo(ledger)
    assert count(ledger, table) == 0
    steps.redo(ledger)
    assert count(ledger, table) == 1
    edit_file.delete_record(ledger, table.key, record)
    assert load_file(ledger, student).of(table.key) == ()
    steps.undo(ledger)
    assert [row["id"] for row in load_file(ledger, student).of(table.key)] == [record]


@pytest.mark.parametrize("table", EVERY)
def test_records_stand_oldest_first(ledger, table, student):
    field = next(each for each in table.fields if each.kind in (Kind.TEXT, Kind.NAME))
    for day, name in (("2026-11-02", "后"), ("2026-11-01", "先")):
        given = {field.key: name, **({table.begins: day} if table.begins else {})}
        edit_file.add_record(ledger, table.key, student, given)
    rows = [row[field.key] for row in load_file(ledger, student).of(table.key)]
    assert rows == (["先", "后"] if table.begins else ["后", "先"])


# First values and texts typed before.


def presets(ledger, table, student, **given) -> dict[str, Any]:
    return open_student.presets(ledger, open_student.open_file(ledger, student), table.key, given)


@pytest.mark.parametrize("table", EVERY)
def test_a_new_record_begins_with_what_is_declared(ledger, table, student, school):
    before = add(ledger, table, student, school)
    sources = {
        First.TODAY: "2026-11-21", First.AUTHOR: "张老师", First.NOW: "12:00", First.GRADE: "3",
        First.SCHOOL: "福利镇中心小学", First.CLASS: "三年级(2)班",
        First.CLASS_NO: "2",
    }  # fmt: skip
    found = presets(ledger, table, student)
    assert found.keys() == {key for key, _ in table.first}
    for key, source in table.first:
        last = ledger.value(f"SELECT {key} FROM {table.key} WHERE id = ?", [before])
        assert found[key] == (last if source is First.LAST else sources.get(source, source))


@pytest.mark.parametrize("table", EVERY)
def test_first_values_can_be_kept_and_given_ones_go_first(ledger, table, student):
    key = table.fields[0].key
    given = filled(table, "")[key]
    found = presets(ledger, table, student, **{key: given})
    assert found[key] == given
    edit_file.add_record(ledger, table.key, student, found)
    assert count(ledger, table) == 1


@pytest.mark.parametrize(("table", "key"), SUGGESTING)
def test_what_was_typed_before_is_offered_most_frequent_first(ledger, table, key):
    for text in ("少的", "多的", "多的"):
        _with_text(ledger, table, key, text)
    assert open_student.suggestions(ledger, table.key)[key] == ["多的", "少的"]


@pytest.mark.parametrize(("table", "key"), SUGGESTING)
def test_texts_of_deleted_records_are_not_offered(ledger, table, key):
    kept, gone = (_with_text(ledger, table, key, text) for text in ("留下", "删掉"))
    if table is STUDENT:
        edit_file.delete_students(ledger, [gone])
    else:
        edit_file.delete_record(ledger, table.key, gone)
    assert kept != gone
    assert open_student.suggestions(ledger, table.key)[key] == ["留下"]


def test_a_form_that_shows_one_field_looks_for_its_texts_only(ledger):
    asked = []
    ledger.db.conn.set_trace_callback(asked.append)
    found = open_student.suggestions(ledger, STUDENT.key, ["village_name", "name"])
    ledger.db.conn.set_trace_callback(None)
    assert (found, len(asked)) == ({"village_name": []}, 1)


def _with_text(ledger, table, key, text) -> str:
    student = edit_file.add_student(
        ledger, {"name": "甲乙", **({key: text} if table is STUDENT else {})}
    ).record_id
    if table is STUDENT:
        return student
    return edit_file.add_record(ledger, table.key, student, {key: text}).record_id


def test_the_way_of_contact_is_that_of_the_last_contact_kept_that_has_one(ledger, student):
    edit_file.add_record(ledger, "contact", student, {"mode": "1"})
    edit_file.add_record(ledger, "contact", student, {"place": "家里"})
    last = edit_file.add_record(ledger, "contact", student, {"mode": "3"}).record_id
    edit_file.delete_record(ledger, "contact", last)
    assert presets(ledger, TABLES["contact"], student)["mode"] == "1"


# Copies.


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_a_backup_that_lacks_a_record_is_refused(ledger, table, student, school, monkeypatch):
    if table.key not in ("student", "school"):  # those are there
        add(ledger, table, student if table.of_student else None, school)
    copied = backup._copy

    def loses_one(ledger, part):
        made = copied(ledger, part)
        copy = backup.connection.connect(part, ledger.key, ledger.salt)
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute(f"DELETE FROM {table.key}")
        copy.conn.close()
        return made

    monkeypatch.setattr(backup.check_storage, "storage_problems", lambda db: [])
    monkeypatch.setattr(backup, "_copy", loses_one)
    with pytest.raises(LedgerError, match="核对不一致"):
        back_up.back_up(ledger)


def test_the_demo_keeps_what_its_stories_tell_of_any_table(tmp_path, monkeypatch):
    def tell(town):
        child = town.records["student"][0]["id"]
        for table in CHILD_TABLES:
            town.add(table.key, {**filled(table, ""), "student_id": child, "id": f"of {table.key}"})

    monkeypatch.setattr(demo_stories, "tell", tell)
    made = make_demo.make_demo(tmp_path / "演示.ledger", PASSWORD, students=1, clock=Clock())
    for table in CHILD_TABLES:
        assert (
            made.value(f"SELECT id FROM {table.key} ORDER BY no DESC LIMIT 1") == f"of {table.key}"
        )
    ledger_files.close(made)

from __future__ import annotations

import os
from functools import cache

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from ledger_app.actions import back_up, edit_file, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.store.file import keys
from ledger_app.store.lists.freshness import index_version
from ledger_app.store.safety import check, check_storage, ledger_files
from tests.ledgers import PASSWORD


@pytest.fixture
def closed(ledger):
    for number in range(20):
        edit_file.add_student(ledger, {"name": f"学生{'一二三四五六七八九十'[number % 10]}"})
    ledger_files.close(ledger)
    return ledger.path


def texts(ledger):
    return [each.text for each in check.problems(ledger)]


def test_a_whole_file_has_no_problems(closed):
    before = closed.read_bytes()
    assert back_up.check_file(closed, PASSWORD) == []
    assert closed.read_bytes() == before


def test_a_changed_byte_is_found_wherever_it_is(closed, monkeypatch):
    monkeypatch.setattr(keys, "derive_key", cache(keys.derive_key))  # only the salt changes it
    whole = closed.read_bytes()
    stride = 613  # several places in every page
    for place in [*range(0, 48), *range(48, len(whole), stride), len(whole) - 1]:
        _write(closed, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert back_up.check_file(closed, PASSWORD), f"byte {place}"


@pytest.mark.parametrize("cut", [1, 4096, 40_960])
def test_a_cut_or_lengthened_file_is_found(closed, cut):
    whole = closed.read_bytes()
    _write(closed, whole[:-cut])
    assert back_up.check_file(closed, PASSWORD)
    _write(closed, whole + os.urandom(cut))
    assert back_up.check_file(closed, PASSWORD)


def test_an_altered_audit_entry_is_named(closed):
    connection = _with_key(closed)
    connection.execute("DROP TRIGGER audit_no_update")
    connection.execute("UPDATE audit SET author = '别人' WHERE no = 4")
    connection.commit()
    connection.close()
    assert any("第 4 条" in each.text for each in back_up.check_file(closed, PASSWORD))


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM audit WHERE no > (SELECT max(no) - 2 FROM audit)", "第 20 次修改"),
        ("UPDATE change SET record_id = 'x' WHERE revision_no = 3", "第 3 次修改"),
        ("DELETE FROM change WHERE revision_no = 21", "第 21 次修改"),
        (
            "INSERT INTO change (revision_no, table_name, record_id, op, field) "
            "VALUES (2, 'student', 'x', 'create', '')",
            "第 2 次修改",
        ),
        (
            "INSERT INTO edition (printout, number, as_of, purpose, at, author, content_hash, "
            "audit_head, content) VALUES ('a', 1, '', '', '', '', '', 'cafe', x'00')",
            "审计号 cafe",
        ),
    ],
)
def test_a_trail_that_was_cut_or_does_not_fit_the_changes_is_named(closed, sql, words):
    connection = _with_key(closed)
    connection.execute("DROP TRIGGER audit_no_delete")
    connection.execute(sql)
    connection.commit()
    connection.close()
    assert words in "".join(each.text for each in back_up.check_file(closed, PASSWORD))


def test_all_that_is_done_fits_the_trail(ledger):
    student = edit_file.add_student(ledger, {"name": "王𬱖", "siblings": "2"}).record_id
    edit_file.save_fields(ledger, "student", student, {"distance_km": "3.5", "sex": "女"})
    edit_file.add_record(ledger, "contact", student, {"content": "电话'\"\\\n没人接"})
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"))
    edit_file.delete_students(ledger, [student])
    for _ in range(4):
        undo_revision.undo(ledger)
    undo_revision.redo(ledger)
    assert check.problems(ledger) == []


def test_audit_entries_cannot_be_changed_or_deleted(closed):
    connection = _with_key(closed)
    for sql in ("UPDATE audit SET author = 'x'", "DELETE FROM audit"):
        with pytest.raises(sqlcipher.DatabaseError, match="append-only"):
            connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE contact SET student_id = 'x'", "contact"),
        ("UPDATE student SET school = 'x'", "student"),
        ("UPDATE student_index SET no = 77", "student_index"),
        ("UPDATE change SET revision_no = 77 WHERE no = 2", "change"),
    ],
)
def test_a_reference_that_leads_nowhere_is_found_by_its_table(ledger, sql, table):
    student = edit_file.add_student(ledger, {"name": "王𬱖"}).record_id
    edit_file.add_record(ledger, "contact", student, {"content": "没人接"})
    assert check_storage.storage_problems(ledger.db) == []
    ledger.db.execute("PRAGMA foreign_keys = OFF")
    ledger.db.execute(sql)
    assert check_storage.storage_problems(ledger.db) == [
        f"有 1 条记录找不到所属的档案（表 {table}）。"
    ]


def test_a_child_missing_from_the_lists_is_a_problem(closed):
    connection = _with_key(closed)
    connection.execute("DELETE FROM student_index WHERE no = (SELECT min(no) FROM student_index)")
    connection.commit()
    connection.close()
    assert any("对不上" in each.text for each in back_up.check_file(closed, PASSWORD))


def test_a_row_of_the_list_that_does_not_fit_its_child_is_named(ledger):
    for name in ("王小明", "李小红", "赵小刚"):
        edit_file.add_student(ledger, {"name": name})
    assert check.problems(ledger) == []
    ledger.db.execute("UPDATE student_index SET status = '4' WHERE name = '李小红'")
    assert texts(ledger) == ["名单与档案对不上：李小红（状态）。"]
    ledger.db.execute("UPDATE student_search SET text = 'x'")
    (said,) = texts(ledger)
    assert (
        said == "名单与档案对不上：王小明（查找用的文字）、李小红（状态）、赵小刚（查找用的文字）。"
    )


def test_many_rows_that_do_not_fit_are_counted(ledger):
    for number in range(210):
        edit_file.add_student(ledger, {"name": f"学生{number}"})
    ledger.db.execute("UPDATE student_index SET due_on = '2026-01-01'")
    (said,) = texts(ledger)
    assert said.endswith("（提醒） 等 210 人。")
    assert said.count("（提醒）") == 5  # the others are counted
    assert texts(ledger) == [said]  # the same children each time


def test_children_at_the_end_of_a_long_list_are_looked_at_too(ledger, monkeypatch):
    monkeypatch.setattr(check, "SAMPLE", 20)
    for number in range(40):
        edit_file.add_student(ledger, {"name": f"学生{number}"})
    ledger.db.execute("UPDATE student_index SET status = '4' WHERE no > 20")
    assert "（状态）" in "".join(texts(ledger))


def test_a_ledger_is_whole_after_a_file_was_deleted(ledger):
    ids = [edit_file.add_student(ledger, {"name": name}).record_id for name in ("甲一", "乙二")]
    edit_file.delete_students(ledger, ids[:1])
    assert check.problems(ledger) == []


def test_a_child_that_the_search_box_lost_is_a_problem(ledger):
    for name in ("王小明", "李小红"):
        edit_file.add_student(ledger, {"name": name})
    ledger.db.execute("DELETE FROM student_search WHERE no = 1")
    assert texts(ledger) == ["档案有 2 份，名单里有 2 份，查找得到的有 1 份，对不上。"]


def test_a_row_that_will_be_worked_out_anew_anyhow_is_no_problem(ledger, monkeypatch):
    edit_file.add_student(ledger, {"name": "王小明"})
    ledger.db.execute("UPDATE student_index SET status = '4'")
    with monkeypatch.context() as patch:
        patch.setattr(index_version, "_sources", lambda: "another program")
        assert check.problems(ledger) == []
    assert check.problems(ledger)
    ledger.clock.move(days=1)
    edit_file.add_student(ledger, {"name": "李小红"})  # the day after, lists are still of the old
    assert check.problems(ledger) == []


def _write(path, content):
    path.write_bytes(content)


def _with_key(path):
    salt = path.read_bytes()[:16]
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = {keys.key_pragma(keys.derive_key(PASSWORD, salt), salt)}")
    return connection

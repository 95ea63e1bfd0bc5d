"""Whatever is changed, removed or added with another tool is found and named."""

from __future__ import annotations

import shutil
from datetime import datetime

import pytest

from ledger_app.actions import edit_file, import_workbook, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.catalogue import TABLES
from ledger_app.store.file.memory import forget_pages
from ledger_app.store.safety import check, check_log, check_rows, check_storage, ledger_files
from ledger_app.store.safety.proof import proof
from tests.data import keep_release
from tests.ledgers import Clock, new_ledger, open_again

# Nothing tells about these: when a migration ran, a number that SQLite only counts up from, and
# whether the paper of an edition came to be, which is a hint to print it again.
KEYS = {
    "setting": "key",
    "listed_child": "student_no || '/' || table_name || '/' || list_no",
    "tombstone": "record_id",
    "origin": "record_id",
    "package_body": "digest",
}  # of tables without a rowid of their own
OF_STORAGE = {"_sqlite_migrations", "sqlite_sequence"}


@pytest.fixture(scope="module")
def full_file(tmp_path_factory):
    """Return a closed ledger with something in every table."""
    folder = tmp_path_factory.mktemp("full")
    ledger = new_ledger(folder)
    keep_release.fill(ledger)
    roster = folder / "名册.csv"
    roster.write_text(
        "姓名,性别,年级,成员1姓名\n陈一,女,3,陈父\n陈二,男,4,陈母\n", encoding="utf-8"
    )
    import_workbook.commit(ledger, import_workbook.plan(ledger, roster))
    first, second = ledger.column("SELECT id FROM student ORDER BY no LIMIT 2")
    edit_file.save_fields(ledger, "student", second, {"phone": "13800000007", "remark": "补"})
    edit_file.save_fields(ledger, "student", second, {"remark": "再补"})
    edit_file.delete_students(ledger, [first])
    undo_revision.undo(ledger)
    undo_revision.redo(ledger)
    undo_revision.undo(ledger)
    assert check.problems(ledger) == []
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def unsealed(monkeypatch):
    """Leave out what storage says of itself: seals and references are not what is tried."""
    monkeypatch.setattr(check_storage, "damage", lambda _db: [])
    monkeypatch.setattr(check_storage, "loose_ends", lambda _db: [])


@pytest.fixture
def full(full_file, tmp_path):
    """Open a copy of the ledger, in which what is loose may be written, too."""
    ledger = open_again(shutil.copyfile(full_file, tmp_path / full_file.name))
    ledger.db.execute("PRAGMA foreign_keys = OFF")
    yield ledger
    ledger_files.close(ledger)


def begin(ledger) -> None:
    """Do as another tool would: the triggers are away and come back."""
    triggers = ledger.column("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    ledger.db.execute("BEGIN")
    for name in ("audit_no_update", "audit_no_delete"):
        ledger.db.execute(f"DROP TRIGGER {name}")
    ledger.lasting["triggers"] = triggers


def found(ledger) -> list:
    """Return what a check finds now, and take back what was done since `begin`."""
    return _looked(ledger, check.problems)


def is_found(ledger) -> bool:
    """Tell whether a check finds anything: the lists are asked only where the log is silent."""
    parts = (check_log.problems, check_rows.problems, check.problems)
    return _looked(ledger, lambda each: any(part(each) for part in parts))


def _looked(ledger, look):
    for sql in ledger.lasting.pop("triggers", ()):
        ledger.db.execute(sql)
    ledger.forget()
    try:
        return look(ledger)
    finally:
        take_back(ledger)
        ledger.forget()


def take_back(ledger) -> None:
    ledger.db.execute("ROLLBACK")
    forget_pages(ledger)


def columns(ledger, table: str) -> list[str]:
    return [name for _, name, *_ in ledger.db.execute(f"PRAGMA table_info({table})")]


def other_value(ledger, table: str, column: str, value):
    """Return a value that another row has there, or one that is a little different."""
    others = ledger.column(
        f"SELECT {column} FROM {table} WHERE {column} IS NOT ? AND {column} IS NOT NULL", [value]
    )
    if others:
        return others[0]
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if value in ("0", "1"):
        return "10"[int(value)]
    if column.endswith("_on") or column == "birth_date":
        return "2001-01-01"
    return "2001-01" if column.endswith("_ym") else f"{value}7"


def tables(ledger) -> list[str]:
    return ledger.column("SELECT name FROM sqlite_master WHERE type = 'table'")


def test_there_is_something_in_every_table(full):
    assert [name for name in tables(full) if not full.value(f"SELECT count(*) FROM {name}")] == []


@pytest.mark.usefixtures("unsealed")
def test_every_field_of_every_table_that_is_altered_is_found(full):
    missed = []
    for table in sorted(set(tables(full)) - OF_STORAGE):
        missed += unnoticed(full, table)
    assert missed == []


def unnoticed(ledger, table: str) -> list[object]:
    """Alter each field of two records; return what goes unnoticed."""
    key, missed = KEYS.get(table, "rowid"), []
    for row in (ledger.column(f"SELECT {key} FROM {table} ORDER BY 1") * 2)[:2]:
        for column in columns(ledger, table):
            missed += altered(ledger, table, key, row, column)
    return missed


def altered(ledger, table: str, key: str, row: object, column: str) -> list[object]:
    """Alter one value; return it if that goes unnoticed."""
    if (
        column == "no"
        or (table, column) == ("edition", "written_at")
        or (table, column, row) == ("setting", "key", row)
    ):
        return []
    value = ledger.value(f"SELECT {column} FROM {table} WHERE {key} = ?", [row])
    new = other_value(ledger, table, column, value)
    if table == "setting" and row in check_log.UNSEALED:
        return []
    begin(ledger)
    try:
        ledger.db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", [new, row])
    except ledger.db.conn.IntegrityError:
        take_back(ledger)
        return []
    return [] if is_found(ledger) else [(table, row, column, value, new)]


@pytest.mark.usefixtures("unsealed")
@pytest.mark.parametrize("how", ["removed", "added"])
def test_every_row_that_is_removed_or_added_is_found(full, how):
    missed = []
    for table in set(tables(full)) - OF_STORAGE:
        rows = full.column(f"SELECT {KEYS.get(table, 'rowid')} FROM {table}")
        for row in rows if len(rows) < 20 else (rows[0], rows[len(rows) // 2], rows[-1]):
            begin(full)
            remove(full, table, row) if how == "removed" else add(full, table, row)
            if not is_found(full):
                missed.append((table, row))
    last = max(full.column("SELECT no FROM audit"))
    unsealed = {("setting", key) for key in check_log.UNSEALED} | {("audit", last)}
    assert set(missed) - unsealed == set()


def remove(ledger, table: str, row: object) -> None:
    key = KEYS.get(table, "rowid")
    ledger.db.execute(f"DELETE FROM {table} WHERE {key} = ?", [row])


def add(ledger, table: str, row: object) -> None:
    """Add a row that is like another but for what must be its own."""
    if table == "setting":
        ledger.db.execute("INSERT INTO setting (key, value) VALUES ('planted', '1')")
        return
    names = columns(ledger, table)
    own = {"no": "NULL", "id": "'planted'", "name": "'别的'", "prefix": "'9-9'"}
    own |= {"number": "number + 70"} if table == "edition" else {}
    if table in ("student_index", "student_search"):
        own["no"] = "900"
    own |= {KEYS[table]: "'planted'"} if table in ("tombstone", "origin", "package_body") else {}
    own |= {"list_no": "list_no + 900"} if table == "listed_child" else {}
    picked = [own.get(name, name) for name in names]
    ledger.db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(picked)} FROM {table} "
        f"WHERE {KEYS.get(table, 'rowid')} = ?",
        [row],
    )


def test_a_field_altered_with_another_tool_is_named_with_child_field_both_values_and_day(full):
    begin(full)
    full.db.execute("UPDATE student SET village_name = '李家村' WHERE name = '李𰻝'")
    (fault,) = [each for each in found(full) if each.kind == "row_changed"]
    day = full.now()[:10]
    assert fault.text == (
        "“李𰻝”（三年级）的学生档案“村(社区)”与修改记录不符："
        f"修改记录里是“空”，台账里是“李家村”（{day} 记下）。"
    )
    assert fault.about["table"], fault.about["field"] == ("student", "village_name")


def test_numbers_in_what_was_altered_are_masked_and_told_apart(full):
    begin(full)
    full.db.execute("UPDATE student SET phone = '13800110007' WHERE name = '李𰻝'")
    (fault,) = [each for each in found(full) if each.kind == "row_changed"]
    assert "138****0007" in fault.text
    assert "不同处被遮住" in fault.text
    assert "1100" not in fault.text


@pytest.mark.parametrize("table", ["contact", "dropout", "placement", "responsibility"])
def test_a_record_that_was_deleted_in_the_file_is_named_with_its_child(full, table):
    begin(full)
    full.db.execute(f"DELETE FROM {table}")
    removed = [each for each in found(full) if each.kind == "row_removed"]
    assert removed
    assert "王𬱖" in removed[0].text
    assert TABLES[table].label in removed[0].text


def test_one_altered_row_does_not_make_its_neighbours_suspect(full):
    begin(full)
    full.db.execute("DELETE FROM family_member WHERE no = 1")
    full.db.execute("UPDATE student SET grade = '6' WHERE name = '陈一'")
    kinds = sorted(each.kind for each in found(full) if each.kind.startswith("row"))
    assert kinds == ["row_changed", "row_removed"]


def test_many_altered_rows_are_counted(full):
    for number in range(60):
        edit_file.add_student(full, {"name": f"学生{number}"})
    begin(full)
    full.db.execute("UPDATE student SET hamlet = 'x' WHERE name LIKE '学生%'")
    changed = [each for each in found(full) if each.kind == "row_changed"]
    assert len(changed) == check_rows.NAMED + 1
    assert changed[-1].text == "还有 10 处记录与修改记录不符。"


def test_the_check_says_how_far_paper_proves_the_log(full):
    edit_file.add_student(full, {"name": "后来"})
    print_ledger.issue(full, print_ledger.prepare(full, "suspected_ledger"))
    known = proof(full)
    assert (known.printout, known.number) == ("suspected_ledger", 1)
    assert known.since == 1  # the printing itself
    edit_file.add_student(full, {"name": "再后来"})
    assert proof(full).since == 2


def test_a_new_ledger_says_that_no_paper_proves_it(ledger):
    assert proof(ledger).printout == ""


def test_the_log_is_right_across_a_second_that_ends_in_the_middle_of_a_revision(tmp_path):
    """Every question for the time gets another answer: what belongs together has one time."""

    class Running(Clock):
        def __call__(self) -> datetime:
            self.move(seconds=1)
            return self.at

    ledger = new_ledger(tmp_path)
    ledger.clock = Running()
    student = edit_file.add_student(ledger, {"name": "王一"}).record_id
    edit_file.save_fields(ledger, "student", student, {"remark": "一"})
    edit_file.delete_students(ledger, [student])
    undo_revision.undo(ledger)
    assert check.problems(ledger) == []
    ledger_files.close(ledger)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DROP TRIGGER audit_no_update", "触发器“audit_no_update”不见了"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON contact BEGIN UPDATE student SET phone = ''; END",
            "触发器“sly”不是程序建立的",
        ),
        ("DROP INDEX contact_by_student", "索引“contact_by_student”不见了"),
        ("CREATE VIEW spare AS SELECT name FROM student", "视图“spare”不是程序建立的"),
        (
            "DELETE FROM _sqlite_migrations WHERE name = 'm0013_edition_written'",
            "登记里少了“m0013_edition_written”",
        ),
        (
            "DELETE FROM _sqlite_migrations WHERE name LIKE 'm0004%'",
            "登记里少了“m0004_history”",
        ),
    ],
)
def test_what_was_added_to_the_schema_or_taken_from_it_is_named(full, sql, words):
    full.db.execute("BEGIN")
    full.db.execute(sql)
    assert words in "".join(each.text for each in found(full))


def test_a_ledger_said_to_be_of_an_older_program_hides_nothing(full):
    full.db.execute("BEGIN")
    full.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0013_edition_written'")
    full.db.execute("CREATE TRIGGER sly AFTER INSERT ON contact BEGIN DELETE FROM concern; END")
    assert "触发器“sly”不是程序建立的" in "".join(each.text for each in found(full))


def test_the_loops_see_a_planted_bug(full, monkeypatch):
    monkeypatch.setattr(check_rows, "problems", lambda _ledger: [])
    begin(full)
    full.db.execute("UPDATE contact SET content = 'x'")
    assert found(full) == []


def test_a_child_that_is_gone_is_named_though_its_records_are_loose_ends_now(full):
    begin(full)
    full.db.execute("DELETE FROM student WHERE name = '李𰻝'")
    said = [each.text for each in found(full)]
    assert "条记录找不到所属的档案" in said[0]
    assert any(text.startswith("“李𰻝”") and "学生档案不见了" in text for text in said[1:])
    assert "请从备份恢复" in said[-1]

"""The schema: a snapshot of the whole of it, a table and columns for each of the catalogue."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from sqlite_utils import Database, Migrations

from db.migrations import migrations
from ledger_app.catalogue import TABLES, Field, Kind, Need, Table
from tests.store.schema_as_text import (
    RENEW,
    SNAPSHOT,
    column,
    migration_lines,
    schema_text,
    to_paste,
)


@pytest.fixture
def db():
    made = Database(memory=True)
    migrations.apply(made)
    return made


def test_the_snapshot_shows_the_whole_schema(db):
    text = schema_text(db)
    if os.environ.get("UPDATE_GOLDENS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), f"If this is meant, renew it: {RENEW}"


def test_every_table_and_field_of_the_catalogue_is_in_the_schema(db):
    if lines := migration_lines(db):
        pytest.fail(to_paste(lines), pytrace=False)  # as it is, to be copied


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [(Kind.TEXT, "无", b"\xff"), (Kind.INTEGER, 3, "三"), (Kind.DECIMAL, 2.5, "半"),
     (Kind.DATE, "2026-11-21", "20261121"), (Kind.MONTH, "2026-11", "2026年11月"),
     (Kind.TIME, "08:40", "8:40"), (Kind.YES_NO, "1", "是")],
)  # fmt: skip
def test_a_field_without_a_column_gets_the_line_to_paste(db, kind, good, bad):
    planted = Field(key="planted", label="新项目", kind=kind)
    contact = TABLES["contact"]
    tables = {**TABLES, "contact": replace(contact, fields=(*contact.fields, planted))}
    (line,) = migration_lines(db, tables)
    exec(line, {"db": db})
    assert migration_lines(db, tables) == []
    row = "INSERT INTO contact (id, student_id, created_at, updated_at, planted) VALUES "
    db.execute("INSERT INTO student (id, name, created_at, updated_at) VALUES ('s', '甲', '', '')")
    db.execute(row + "('1', 's', '', '', ?)", [good])
    with pytest.raises(db.conn.IntegrityError):
        db.execute(row + "('2', 's', '', '', ?)", [bad])


PLANTED = Table(
    key="planted",
    label="缺勤",
    sort_by="absent_on",
    fields=(
        Field(key="name", label="名称", need=Need.SAVE),
        Field(key="absent_on", label="缺勤日期", kind=Kind.DATE),
        Field(key="is_excused", label="是否请假", kind=Kind.YES_NO, codes="yesno"),
        Field(key="school", label="学校", kind=Kind.SCHOOL),
        Field(key="lessons", label="节数", kind=Kind.INTEGER),
        *(Field(key=f"remark{number}", label=f"备注{number}") for number in range(9)),
    ),
)


def test_a_table_that_is_not_there_gets_the_whole_migration_to_paste(db):
    tables, before = {**TABLES, "planted": PLANTED}, schema_text(db)
    function, _, snapshot = to_paste(migration_lines(db, tables)).partition("db/schema.sql")
    pasted = Migrations("pasted")
    code = function[function.index("@migrations()") :]
    exec(code, {"Database": Database, "migrations": pasted})
    pasted.apply(db)
    assert migration_lines(db, tables) == []
    assert schema_text(db) == before + "\n" + snapshot[snapshot.index("CREATE TABLE") :]
    assert max(map(len, code.splitlines())) <= 100


@pytest.fixture
def with_planted(db):
    exec("\n".join(migration_lines(db, {"planted": PLANTED})), {"db": db})
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("INSERT INTO student (id, name, created_at, updated_at) VALUES ('s', '甲', '', '')")
    return db


KEPT = {"id": "1", "student_id": "s", "name": "一", "absent_on": "2026-11-20", "is_excused": "1",
        "lessons": 4, "created_at": "", "updated_at": ""}  # fmt: skip


def insert(db, row):
    db.execute(
        f"INSERT INTO planted ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        [*row.values()],
    )


def test_a_pasted_table_keeps_a_record_and_finds_it_by_its_child(with_planted):
    insert(with_planted, KEPT)
    (plan,) = with_planted.execute(
        "EXPLAIN QUERY PLAN SELECT no FROM planted WHERE student_id = 's'"
    )
    assert "planted_by_student" in plan[-1]


@pytest.mark.parametrize(
    "wrong",
    [{"student_id": "nobody"}, {"student_id": None}, {"name": ""}, {"name": None},
     {"lessons": "四"}, {"absent_on": "20261120"}, {"is_excused": "是"}, {"school": "none"},
     {"created_at": None}],
    ids=str,
)  # fmt: skip
def test_a_pasted_table_refuses_what_the_others_refuse(with_planted, wrong):
    with pytest.raises(with_planted.conn.IntegrityError):
        insert(with_planted, {**KEPT, **wrong})


def test_a_column_of_another_type_is_named(db):
    contact = TABLES["contact"]
    wrong = replace(contact, fields=(replace(contact.field("content"), kind=Kind.INTEGER),))
    assert migration_lines(db, {"contact": wrong}) == ["# contact.content: TEXT, a integer now"]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
def test_dates_and_yes_no_are_held_to_their_form(db, table):
    sql = " ".join(db.table(table.key).schema.split())
    for field in table.fields:
        if field.kind in (Kind.DATE, Kind.MONTH, Kind.YES_NO, Kind.SCHOOL):
            assert column(field) in sql


def test_records_belong_to_a_child_that_exists(db):
    db.execute("PRAGMA foreign_keys = ON")
    for table in TABLES.values():
        if table.of_student:
            with pytest.raises(db.conn.IntegrityError):
                db.execute(
                    f"INSERT INTO {table.key} (id, student_id, created_at, updated_at) "
                    "VALUES ('1', 'nobody', '', '')"
                )


def test_every_table_is_strict(db):
    loose = [
        name
        for name, strict in db.execute("SELECT name, strict FROM pragma_table_list")
        if not strict and not name.startswith(("sqlite_", "_sqlite_"))
    ]
    assert loose == []

"""Older ledgers open in this program, show what they showed, and survive a failing migration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from ledger_app.actions import back_up, change_rules, find_students, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.catalogue import TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.subject import UNIT, students
from ledger_app.store.changes import history
from ledger_app.store.file import connection, keys, settings
from ledger_app.store.safety import backup, ledger_files
from tests.data.keep_release import CHILDREN, content_text
from tests.ledgers import PASSWORD, Clock, open_again

RELEASES = sorted((Path(__file__).parents[2] / "data").glob("ledger-*.ledger"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def released(request, tmp_path):
    """Return a copy of the ledger kept of one release, and the text of what it holds."""
    path = tmp_path / request.param.name
    shutil.copyfile(request.param, path)
    return path, request.param.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.fixture
def first_release(tmp_path):
    """Return a copy of the ledger kept of 0.1.0, before its rules and revisions were tables."""
    path = tmp_path / "ledger-0.1.0.ledger"
    shutil.copyfile(RELEASES[0].with_name(path.name), path)
    return path


def test_there_is_a_ledger_of_a_release():
    assert RELEASES, "python -m tests.data.keep_release"


def test_a_ledger_of_a_release_shows_what_it_showed(released):
    path, expected = released
    ledger = open_again(path)
    assert content_text(ledger) == expected
    ledger_files.close(ledger)
    assert back_up.check_file(path, PASSWORD) == []


def test_it_fills_every_table_that_it_had(released):
    path, text = released
    key = keys.derive_key(PASSWORD, connection.read_salt(path))
    as_it_was = ledger_files.open_with_key(path, key, author="", clock=Clock(), migrate=False)
    had = [table for table in TABLES if as_it_was.db.table(table).exists()]
    ledger_files.close(as_it_was)
    assert {"student", "school", "contact"} <= set(had)
    for table in had:
        assert f"\n{table} 1 " in f"\n{text}"


def untouched(path):
    """Return the raw connection to a closed ledger, not migrated."""
    salt = connection.read_salt(path)
    return connection.connect(path, keys.derive_key(PASSWORD, salt), salt)


def test_old_undos_and_redos_are_about_what_they_reversed_and_read_as_before(first_release):
    path = first_release
    db = untouched(path)
    said = [("undo", "撤销：建档：甲一"), ("redo", "重做：建档：甲一"), ("edit", "撤销：甲一")]
    half_width = ("undo", "撤销:建档:乙二")
    for kind, summary in (half_width, *said):
        db.execute(
            "INSERT INTO revision (kind, summary, author, at) VALUES (?, ?, '甲', '2026-01-01')",
            [kind, summary],
        )
    db.conn.close()
    ledger = open_again(path)
    oldest, *rows = history.revisions(ledger, 4)[::-1]
    ledger_files.close(ledger)
    assert oldest["about"] == "建档:乙二"
    assert [(row["kind"], row["summary"]) for row in rows] == said
    assert [row["about"] for row in rows] == ["建档：甲一", "建档：甲一", "撤销：甲一"]


def test_an_edition_of_a_release_prints_again(released):
    ledger = open_again(released[0])
    for edition in print_ledger.editions(ledger, "dropout_ledger"):
        assert print_ledger.reprint(ledger, edition["no"]).startswith(b"%PDF")
    ledger_files.close(ledger)


def test_names_of_a_release_are_found(released):
    ledger = open_again(released[0])
    assert ledger.column("SELECT name FROM student_index ORDER BY no") == list(CHILDREN[:-1])
    assert [row["name"] for row in find_students.find(ledger, "abdrxt")] == [CHILDREN[2]]
    ledger_files.close(ledger)


OWN_RULES = {"repersuade": {"offset_days": 5}, "left_behind_call": {"enabled": False}}


@pytest.fixture
def with_own_rules(first_release):
    """Return a ledger of 0.1.0 in which the clerk has changed rules, and a card was printed."""
    path = first_release
    key = keys.derive_key(PASSWORD, connection.read_salt(path))
    old = ledger_files.open_with_key(path, key, author="张老师", clock=Clock(), migrate=False)
    settings.put(old, {"rule_changes": OWN_RULES}, audited=False)
    old.db.execute("UPDATE edition SET student_id = 'one,other' WHERE number = 2")
    ledger_files.close(old)
    return path


def test_rules_changed_in_an_older_ledger_stay_changed_and_can_be_taken_back(with_own_rules):
    ledger = open_again(with_own_rules)
    own = {rule.key for rule in change_rules.rule_rows(ledger)}  # of a unit of this kind
    usual = {key: rule for key, rule in change_rules.usual_rules().items() if key in own}
    changed = {rule.key: rule for rule in change_rules.rule_rows(ledger) if rule != usual[rule.key]}
    assert changed.keys() == OWN_RULES.keys()
    assert changed["repersuade"].offset_days == 5
    assert not changed["left_behind_call"].enabled
    assert settings.get(ledger, "rule_changes") is None

    change_rules.usual_again(ledger)
    assert {rule.key: rule for rule in change_rules.rule_rows(ledger)} == usual
    undo_revision.undo(ledger)
    assert {rule.key: rule for rule in change_rules.rule_rows(ledger)} == usual | changed
    ledger_files.close(ledger)
    assert back_up.check_file(with_own_rules, PASSWORD) == []


def test_an_edition_of_an_older_ledger_knows_of_whom_it_was(with_own_rules):
    ledger = open_again(with_own_rules)
    newest, first = print_ledger.editions(ledger, "dropout_ledger")
    assert newest["subject"] == students("one", "other")
    assert first["subject"] == UNIT
    ledger_files.close(ledger)


@pytest.fixture
def newer_program(monkeypatch):
    """Give the program further migrations, as its next version would have; return how."""

    def give(*functions):
        migrations = Migrations("ledger")
        migrations._migrations = list(ledger_files.migrations._migrations)
        for function in functions:
            migrations()(function)
        monkeypatch.setattr(ledger_files, "migrations", migrations)
        names = {migration.name for migration in migrations._migrations}
        monkeypatch.setattr(ledger_files, "known_names", lambda: names)

    return give


def m0007_column(db):
    db.execute("ALTER TABLE contact ADD COLUMN weather TEXT")


def m0008_fails(db):
    db.execute("ALTER TABLE contact ADD COLUMN half TEXT")
    raise ZeroDivisionError


def columns(ledger):
    return {column.name for column in ledger.db.table("contact").columns}


def test_a_migration_runs_once_after_a_backup_of_the_old_file(ledger, newer_program):
    ledger_files.close(ledger)
    newer_program(m0007_column)
    for _ in range(2):
        again = open_again(ledger.path)
        assert "weather" in columns(again)
        ledger_files.close(again)
    (kept,) = backup.backups(ledger.path)
    assert kept.reason == "migration"


def test_a_failing_migration_leaves_the_old_schema_and_the_backup(
    ledger, newer_program, monkeypatch
):
    ledger_files.close(ledger)
    newer_program(m0008_fails)
    with pytest.raises(ZeroDivisionError):
        open_again(ledger.path)
    monkeypatch.undo()
    again = open_again(ledger.path)
    assert "half" not in columns(again)
    ledger_files.close(again)
    assert back_up.check_file(ledger.path, PASSWORD) == []
    assert [each.reason for each in backup.backups(ledger.path)] == ["migration"]


def test_the_backup_before_a_migration_opens_in_the_old_program(ledger, newer_program, monkeypatch):
    ledger_files.close(ledger)
    newer_program(m0007_column)
    ledger_files.close(open_again(ledger.path))
    monkeypatch.undo()
    with pytest.raises(LedgerError, match="较新的程序"):
        open_again(ledger.path)
    (kept,) = backup.backups(ledger.path)
    done = back_up.restore(ledger.path, kept.path, PASSWORD)
    again = open_again(done.path)
    assert "weather" not in columns(again)
    ledger_files.close(again)

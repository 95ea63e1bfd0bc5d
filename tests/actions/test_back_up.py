"""Backups and restoring, as a user does them (the store's own tests look inside)."""

from __future__ import annotations

import pytest

from ledger_app.actions import back_up, edit_file, open_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit
from ledger_app.store.safety import backup, ledger_files
from ledger_app.store.safety.ledger_files import WrongPassword
from tests.ledgers import PASSWORD, Clock, new_ledger, open_again

OTHER = "另一句 很长的 口令"


def names(path, password=PASSWORD):
    ledger = open_ledger.open_ledger(path, password, clock=Clock())
    found = ledger.column("SELECT name FROM student ORDER BY no")
    ledger_files.close(ledger)
    return found


def test_two_restores_in_the_same_second_keep_both_files(ledger):
    made = back_up.back_up(ledger)
    edit_file.add_student(ledger, {"name": "甲一"})
    ledger_files.close(ledger)
    first = back_up.restore(ledger.path, made.path, PASSWORD)
    again = open_again(ledger.path)
    edit_file.add_student(again, {"name": "乙二"})
    ledger_files.close(again)
    second = back_up.restore(ledger.path, made.path, PASSWORD)
    assert first.set_aside != second.set_aside
    assert (names(first.set_aside), names(second.set_aside)) == (["甲一"], ["乙二"])
    assert names(ledger.path) == []


def test_a_backup_from_before_a_password_change_opens_with_the_old_one(ledger):
    edit_file.add_student(ledger, {"name": "甲一"})
    made = back_up.back_up(ledger)
    open_ledger.change_password(ledger, OTHER)
    edit_file.add_student(ledger, {"name": "乙二"})
    ledger_files.close(ledger)
    with pytest.raises(WrongPassword):
        back_up.restore(ledger.path, made.path, OTHER)
    assert names(ledger.path, OTHER) == ["甲一", "乙二"]
    done = back_up.restore(ledger.path, made.path, PASSWORD)
    assert names(ledger.path) == ["甲一"]
    assert names(done.set_aside, OTHER) == ["甲一", "乙二"]


def test_a_ledger_can_be_restored_where_none_is(ledger, tmp_path):
    edit_file.add_student(ledger, {"name": "甲一"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    elsewhere = tmp_path / "新电脑.ledger"
    done = back_up.restore(elsewhere, made.path, PASSWORD)
    assert (done.set_aside, done.student_count) == (None, 1)
    assert names(elsewhere) == ["甲一"]


def test_a_damaged_ledger_is_replaced_and_kept_as_evidence(ledger):
    edit_file.add_student(ledger, {"name": "甲一"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    damaged = bytes(reversed(ledger.path.read_bytes()))
    ledger.path.write_bytes(damaged)
    done = back_up.restore(ledger.path, made.path, PASSWORD)
    assert names(ledger.path) == ["甲一"]
    assert done.set_aside.read_bytes() == damaged


def test_what_a_cut_off_backup_left_is_cleared(ledger):
    folder = backup.folder_of(ledger.path)
    folder.mkdir()
    left = folder / "福利镇.20261101-080000.00001.day.ledger.part"
    left.write_bytes(b"half")
    made = back_up.back_up(ledger)
    assert [each.name for each in folder.iterdir()] == [made.path.name]


def test_a_file_in_the_place_of_the_backup_folder_is_a_sentence(ledger):
    backup.folder_of(ledger.path).write_bytes(b"")
    with pytest.raises(LedgerError) as refused:
        back_up.back_up(ledger)
    assert "备份" in refused.value.message


def test_checking_an_open_ledger_is_logged(ledger):
    assert back_up.check_open(ledger).problems == []
    assert audit.entries(ledger)[0]["event"] == "checked"


def test_a_backup_of_a_newer_program_is_refused_before_anything_changes(ledger):
    made = back_up.back_up(ledger)
    edit_file.add_student(ledger, {"name": "甲一"})
    ledger_files.close(ledger)
    newer = open_again(made.path)
    newer.db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('ledger', 'm9999_future', 'x')"
    )
    ledger_files.close(newer)
    with pytest.raises(LedgerError, match="较新的程序"):
        back_up.restore(ledger.path, made.path, PASSWORD)
    assert names(ledger.path) == ["甲一"]
    assert list(ledger.path.parent.glob("before-restore-*")) == []


def test_the_backup_of_another_ledger_is_refused_and_fits_under_another_name(ledger, tmp_path):
    edit_file.add_student(ledger, {"name": "甲一"})
    ledger_files.close(ledger)
    other = new_ledger(tmp_path, "别的")
    edit_file.add_student(other, {"name": "乙二"})
    made = back_up.back_up(other)
    ledger_files.close(other)
    with pytest.raises(LedgerError, match="另一本台账"):
        back_up.restore(ledger.path, made.path, PASSWORD)
    assert names(ledger.path) == ["甲一"]
    back_up.restore(tmp_path / "第三.ledger", made.path, PASSWORD)
    assert names(tmp_path / "第三.ledger") == ["乙二"]


def test_a_journal_left_by_a_ledger_that_is_gone_is_not_played_into_the_restored_one(ledger):
    edit_file.add_student(ledger, {"name": "甲一"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    ledger.path.rename(ledger.path.with_name("搬走了"))
    journal = ledger.path.with_name(f"{ledger.path.name}-journal")
    journal.write_bytes(b"half a save" * 1000)
    back_up.restore(ledger.path, made.path, PASSWORD)
    assert names(ledger.path) == ["甲一"]
    (kept,) = ledger.path.parent.glob("before-restore-*")
    assert kept.read_bytes() == b"half a save" * 1000


def test_restoring_through_a_link_keeps_the_link(ledger, tmp_path):
    edit_file.add_student(ledger, {"name": "甲一"})
    made = back_up.back_up(ledger)
    edit_file.add_student(ledger, {"name": "乙二"})
    ledger_files.close(ledger)
    link = tmp_path / "桌面上的.ledger"
    try:
        link.symlink_to(ledger.path)
    except OSError:
        pytest.skip("links need a right here")
    back_up.restore(link, made.path, PASSWORD)
    assert link.is_symlink()
    assert names(ledger.path) == ["甲一"]


def test_a_restore_is_in_the_trail_of_the_restored_file(ledger):
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    back_up.restore(ledger.path, made.path, PASSWORD, author="李老师", clock=Clock())
    again = open_again(ledger.path)
    (entry,) = [each for each in audit.entries(again) if each["event"] == "restored"]
    assert (entry["author"], entry["detail"]) == ("李老师", {"from": made.path.name})
    assert all(fits for _, fits in audit.walk(again))
    ledger_files.close(again)

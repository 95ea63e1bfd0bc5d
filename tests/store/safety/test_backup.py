from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.actions import back_up, edit_file
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit
from ledger_app.store.safety import backup, check_storage, ledger_files
from ledger_app.store.safety.backup import Backup
from tests.ledgers import PASSWORD, Clock, open_again


def test_a_backup_opens_with_the_same_password_and_holds_the_same(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    copy = open_again(made.path)
    assert copy.value("SELECT name FROM student") == "王小明"
    ledger_files.close(copy)


def test_the_days_first_backup_is_made_once(ledger):
    assert back_up.back_up_for_today(ledger) is not None
    assert back_up.back_up_for_today(ledger) is None
    ledger.clock.move(days=1)
    assert back_up.back_up_for_today(ledger) is not None


def test_restoring_brings_back_the_old_state_and_keeps_the_present_file(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    made = back_up.back_up(ledger)
    edit_file.add_student(ledger, {"name": "后来的"})
    ledger_files.close(ledger)
    done = back_up.restore(ledger.path, made.path, PASSWORD, clock=Clock())
    assert done.student_count == 1
    again = open_again(ledger.path)
    assert again.column("SELECT name FROM student") == ["王小明"]
    ledger_files.close(again)
    before = open_again(done.set_aside)
    assert before.value("SELECT count(*) FROM student") == 2
    ledger_files.close(before)


def test_an_open_ledger_is_not_restored_over(ledger):
    made = back_up.back_up(ledger)
    with pytest.raises(LedgerError, match="正打开着"):
        back_up.restore(ledger.path, made.path, PASSWORD)


def test_a_damaged_backup_is_refused_and_nothing_changes(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    present = ledger.path.read_bytes()
    rng = random.Random(1)
    whole = made.path.read_bytes()
    for _ in range(12):
        place = rng.randrange(len(whole))
        made.path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(LedgerError):
            back_up.restore(ledger.path, made.path, PASSWORD)
    assert ledger.path.read_bytes() == present
    assert not list(ledger.path.parent.glob("before-restore-*"))


def test_restoring_replaces_an_emptied_file(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    ledger.path.write_bytes(b"")
    assert back_up.restore(ledger.path, made.path, PASSWORD).student_count == 1


def test_a_failed_backup_leaves_no_file_under_a_final_name(ledger, monkeypatch):
    monkeypatch.setattr(backup, "_counts", _differing())
    with pytest.raises(LedgerError, match="核对不一致"):
        back_up.back_up(ledger)
    assert list(backup.folder_of(ledger.path).iterdir()) == []


def test_work_goes_on_while_the_copy_is_verified(ledger, monkeypatch):
    look, done = check_storage.storage_problems, []

    def write():
        if ledger.lock.acquire(timeout=5):
            done.append(edit_file.add_student(ledger, {"name": "同时录入"}).record_id)
            ledger.lock.release()

    def while_looking(db):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result()
        return look(db)

    monkeypatch.setattr(check_storage, "storage_problems", while_looking)
    made = back_up.back_up(ledger)
    assert done == ledger.column("SELECT id FROM student")
    copy = open_again(made.path)
    assert copy.column("SELECT id FROM student") == []
    ledger_files.close(copy)


def _differing():
    counts = iter([[1], [2]])

    def count(_db):
        return next(counts)

    return count


def _backup(day: int, number: int) -> Backup:
    at = datetime(2026, 1, 1, 8) + timedelta(days=day)
    return Backup(Path(f"{number}.ledger"), at, number, "day")


def test_a_damaged_ledger_is_named_and_not_its_backups(ledger):
    path = ledger.path
    page = ledger.value("SELECT rootpage FROM sqlite_master WHERE name = 'change'")
    size = int(ledger.value("PRAGMA page_size"))
    ledger_files.close(ledger)
    content = bytearray(path.read_bytes())
    content[page * size - 2000] ^= 1  # in the history, which opening does not read
    path.write_bytes(bytes(content))
    again = open_again(path)
    with pytest.raises(LedgerError, match=f"“{path.name}”已损坏"):
        backup.make(again, "hand")
    assert backup.backups(path) == []
    ledger_files.close(again)


def test_a_year_of_daily_backups_keeps_days_weeks_and_months():
    stay = backup.kept([_backup(day, day) for day in range(365)])
    assert 20 <= len(stay) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert {Path(f"{day}.ledger") for day in range(353, 365)} <= stay


@given(st.lists(st.integers(-4000, 4000), min_size=1, max_size=60))
def test_the_newest_three_stay_whatever_the_clock_says(days):
    existing = [_backup(day, number) for number, day in enumerate(days)]
    newest = {each.path for each in sorted(existing, key=lambda b: -b.number)[:3]}
    assert newest <= backup.kept(existing)


def test_the_audit_notes_backups(ledger):
    back_up.back_up(ledger)
    assert audit.entries(ledger)[0]["event"] == "backup"

"""The copy on another disk: read back and compared, counted truly, thinned, never all gone."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ledger_app import paths
from ledger_app.actions import back_up, copy_elsewhere, edit_file, keep_settings
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.files import copying
from ledger_app.store.safety import backup, ledger_files
from tests.faults.disks import SmallDisk
from tests.ledgers import PASSWORD, Clock, new_ledger, open_again


@pytest.fixture(autouse=True)
def nothing_kept():
    (paths.user_folder() / copy_elsewhere.KEPT_IN).unlink(missing_ok=True)


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def with_stick(ledger, stick):
    copy_elsewhere.set_place(ledger, stick)
    return ledger


def copied(ledger, reason="hand"):
    task = copy_elsewhere.task(ledger, back_up.back_up(ledger, reason))
    return copy_elsewhere.copy(task) if task else None


def said(ledger):
    return copy_elsewhere.standing(ledger).text(ledger.clock())


def lying_on(stick):
    return sorted(each.name for each in stick.rglob("*") if each.is_file())


def test_what_would_be_lost_is_counted_since_the_last_copy(with_stick):
    ledger = with_stick
    edit_file.add_student(ledger, {"name": "王小明"})
    changes = ledger.value("SELECT count(*) FROM change")
    changes += ledger.value("SELECT count(*) FROM audit WHERE event = 'setting'")  # whose school
    assert said(ledger) == f"{changes} 处修改，程序还没有拷到别处"
    path = copied(ledger)
    assert open_name(path) == "王小明"
    assert said(ledger).startswith("都已拷到")
    assert said(ledger).endswith("今天 12:00）")
    student = ledger.value("SELECT id FROM student")
    edit_file.save_fields(ledger, "student", student, {"remark": "一", "phone": "13800000000"})
    ledger.clock.move(days=1)
    assert said(ledger).startswith("2 处修改，上次拷到")
    assert said(ledger).endswith("昨天 12:00")
    ledger.clock.move(days=8)
    assert said(ledger).endswith("9 天前")
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"))
    keep_settings.keep(ledger, {"county": "某县"})
    assert said(ledger).startswith("3 处修改、1 期打印，")
    back_up.back_up(ledger)  # a backup beside the ledger is none elsewhere
    assert said(ledger).startswith("3 处修改、1 期打印，")
    copied(ledger)
    assert said(ledger).startswith("都已拷到")


def open_name(path):
    copy = open_again(path)
    name = copy.value("SELECT name FROM student")
    ledger_files.close(copy)
    return name


def test_elsewhere_is_not_said_of_the_same_disk(with_stick, monkeypatch):
    copied(with_stick)
    assert "同一块盘" in said(with_stick)
    monkeypatch.setattr(copy_elsewhere, "_same_disk", lambda *_: False)
    edit_file.add_student(with_stick, {"name": "王小明"})
    copied(with_stick)
    assert said(with_stick) == "都已拷到别处（今天 12:00）"


def test_a_restored_past_is_not_counted_as_copied(with_stick):
    """After going back, changes get the numbers of those that are on the stick."""
    ledger = with_stick
    old = back_up.back_up(ledger).path
    for name in ("甲", "乙", "丙"):
        edit_file.add_student(ledger, {"name": name})
    copied(ledger)
    ledger_files.close(ledger)
    back_up.restore(ledger.path, old, PASSWORD, clock=Clock())
    again = open_again(ledger.path)
    for name in ("丁", "戊", "己"):
        edit_file.add_student(again, {"name": name})
    assert said(again) == "现在的内容，程序还没有拷到别处"
    copied(again)
    assert said(again).startswith("都已拷到")
    ledger_files.close(again)


def test_a_clock_that_was_set_back_says_the_day(with_stick):
    copied(with_stick)
    with_stick.clock.move(days=-400)
    assert said(with_stick).endswith("（2026-11-21）")


def test_the_stick_is_not_mistaken_for_another_or_for_its_empty_place(with_stick, stick):
    shutil.rmtree(stick)
    stick.mkdir()  # what is left of a stick that was taken out
    with pytest.raises(LedgerError, match="没有插上"):
        copied(with_stick)
    assert list(stick.iterdir()) == []
    (stick / copy_elsewhere.FOLDER).mkdir()
    made = copied(with_stick)
    assert made.is_file()


def test_what_comes_back_from_a_bad_stick_is_not_used(with_stick, stick, monkeypatch):
    digest = copying._digest
    bad = [b"other"]
    monkeypatch.setattr(
        copying, "_digest", lambda *given: bad[0] if ".part" in str(given[0]) else digest(*given)
    )
    with pytest.raises(LedgerError, match="读回来不一样"):
        copied(with_stick)
    assert lying_on(stick) == []
    assert "还没有拷到别处" in said(with_stick)


@pytest.mark.parametrize("fault", [errno.EIO, errno.ENODEV, errno.EROFS, errno.ENOENT])
def test_a_stick_pulled_out_or_read_only_is_a_calm_sentence(with_stick, stick, monkeypatch, fault):
    def failing(*_given, **_named):
        raise OSError(fault, os.strerror(fault))

    task = copy_elsewhere.task(with_stick, back_up.back_up(with_stick))
    monkeypatch.setattr(copying.os, "fsync", failing)
    with pytest.raises(LedgerError, match="没有拷到备份盘") as error:
        copy_elsewhere.copy(task)
    assert "本机的备份都在" in error.value.hint
    assert os.strerror(fault) not in error.value.message
    assert lying_on(stick) == []
    monkeypatch.undo()
    assert task.source.is_file()
    assert copy_elsewhere.copy(task).is_file()


def test_a_full_stick_loses_old_copies_and_keeps_some(ledger, stick, monkeypatch):
    disk = SmallDisk(stick)
    try:
        copy_elsewhere.set_place(ledger, stick)
        size = back_up.back_up(ledger).path.stat().st_size
        for number in range(5):
            ledger.clock.move(days=1)
            edit_file.add_student(ledger, {"name": f"第{number}"})
            copied(ledger)
            if (os.statvfs(stick).f_bavail * os.statvfs(stick).f_frsize) < size:
                break
        before = lying_on(stick)
        assert len(before) > backup.NEWEST
        ledger.clock.move(days=1)
        edit_file.add_student(ledger, {"name": "再一个"})
        last = copied(ledger)
        assert last.name in lying_on(stick)
        assert set(before[-backup.NEWEST :]) <= set(lying_on(stick))
        kept = lying_on(stick)
        for each in stick.rglob("*.ledger"):
            if each.name not in kept[-backup.NEWEST :]:
                each.unlink()
        room = os.statvfs(stick).f_bavail * os.statvfs(stick).f_frsize
        (stick / "照片").write_bytes(bytes(max(0, room - 100_000)))
        edit_file.add_student(ledger, {"name": "放不下"})
        with pytest.raises(LedgerError, match="磁盘满了"):
            copied(ledger)
        assert lying_on(stick) == sorted([*kept[-backup.NEWEST :], "照片"])
        assert not list(stick.rglob("*.part"))
    finally:
        disk.close()


def test_old_copies_are_thinned_as_backups_are(with_stick, stick):
    for number in range(30):
        with_stick.clock.move(days=1)
        edit_file.add_student(with_stick, {"name": f"第{number}"})
        copied(with_stick, "close")
    names = lying_on(stick)
    assert len(names) < 25
    assert any("20261221" in name for name in names)


def test_two_ledgers_of_one_name_do_not_thin_each_other(with_stick, stick, tmp_path):
    (tmp_path / "别处").mkdir()
    other = new_ledger(tmp_path / "别处")
    copy_elsewhere.set_place(other, stick)
    copied(with_stick)
    copied(other)
    assert len(list((stick / copy_elsewhere.FOLDER).iterdir())) == 2
    ledger_files.close(other)


def test_only_a_folder_elsewhere_can_be_named(ledger, tmp_path):
    back_up.back_up(ledger)
    inside = backup.folder_of(ledger.path) / "里面"
    inside.mkdir()
    for place in (ledger.path.parent, backup.folder_of(ledger.path), inside, tmp_path / "没有",
                  ledger.path):  # fmt: skip
        with pytest.raises(LedgerError):
            copy_elsewhere.set_place(ledger, place)
    assert copy_elsewhere.place(ledger) is None


def test_stopping_leaves_nothing_half(with_stick, stick):
    task = copy_elsewhere.task(with_stick, back_up.back_up(with_stick))
    with pytest.raises(copying.Stopped):
        copy_elsewhere.copy(task, lambda: False)
    assert lying_on(stick) == []
    assert copy_elsewhere.task(with_stick).source == task.source  # it is still to be done


def test_a_file_of_nonsense_about_copies_is_no_reason_to_stop(with_stick):
    for text in ("", "[]", '{"x": 1}', "\0"):
        (paths.user_folder() / copy_elsewhere.KEPT_IN).write_text(text)
        assert "还没有拷到别处" in said(with_stick)
        assert copy_elsewhere.task(with_stick) is None


def test_days_between_backups_of_all_kinds_keep_the_lasting_ones():
    """What is kept a week outlives any number of closings, half hours and locks."""
    start = datetime(2026, 3, 2, 8)
    made = []

    def add(at, reason):
        made.append(backup.Backup(Path(f"{len(made)}"), at, len(made) + 1, reason))
        return made[-1]

    reasons = ("day", "hand", "import", "merge", "migration")
    lasting = [add(start + timedelta(minutes=20 * n), each) for n, each in enumerate(reasons)]
    for day in range(9):
        for n in range(30):
            add(start + timedelta(days=day, hours=3, minutes=10 * n), ("close", "hour")[n % 2])
            stay = backup.kept(made)
            there = [each.path in stay for each in lasting]
            if day <= 7:
                assert all(there), (day, there)
    assert sum(each.path in backup.kept(made) for each in lasting) <= 1
    # A clock set ahead for one closing does not end the week.
    made = made[:5]
    add(datetime(2031, 1, 1), "close")
    for n in range(5):
        add(start + timedelta(hours=5 + n), "close")
    assert {each.path for each in lasting} <= backup.kept(made)

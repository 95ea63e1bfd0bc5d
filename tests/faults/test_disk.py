"""Full, read-only, missing and wrong places: a sentence, nothing lost, work goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_app.actions import (
    back_up,
    due_list,
    edit_file,
    import_workbook,
    new_day,
    open_ledger,
)
from ledger_app.actions.printing import print_ledger, recovery_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import keys, settings
from ledger_app.store.safety import backup, check, ledger_files
from ledger_app.store.safety.ledger_files import LedgerInUse
from tests.faults import jobs
from tests.faults.disks import LimitedFiles, SmallDisk
from tests.ledgers import PASSWORD, Clock, new_ledger, open_again

PAGE = 4096
SENTENCE = "磁盘已满|磁盘出错"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "盘"
    made.mkdir()
    return made


@pytest.fixture(params=[SmallDisk, LimitedFiles], ids=["full", "limited"])
def disk(request, folder):
    made = request.param(folder)
    yield made
    made.close()


@pytest.fixture
def small_disk(folder):
    made = SmallDisk(folder)
    yield made
    made.close()


@pytest.fixture
def kept(base, folder):
    """Return the path and key of a ledger of three children in the folder."""
    path = folder / base[0].name
    shutil.copyfile(base[0], path)
    return path, base[1]


def run_full(disk, path, key, left: int, plant=None) -> list[str]:
    """Save until the disk is full, again when there is room; return what went wrong."""
    ledger = jobs.opened(str(path), key)
    plant = plant or (lambda _ledger: None)
    plant(ledger)
    students = jobs.students_of(ledger)
    done = jobs.done_count(ledger)
    disk.fill(path, left)
    faults = []
    try:
        for number in range(done, done + 5000):
            jobs.edit(ledger, students, number)
            done = number + 1
        faults.append("the disk never filled up")
    except LedgerError as error:
        if "磁盘" not in error.message or not error.hint:
            faults.append(str(error))
    if jobs.content(ledger) != jobs.expected(done):
        faults.append(f"after {done} edits and one that failed: {jobs.content(ledger)}")
    disk.make_room()
    if not faults:
        jobs.edit(ledger, students, done)
    ledger_files.close(ledger)
    again = jobs.opened(str(path), key)
    faults += map(str, check.problems(again))
    if not faults and jobs.content(again) != jobs.expected(done + 1):
        faults.append("saving did not go on when there was room again")
    ledger_files.close(again)
    return faults


def test_a_full_disk_fails_a_save_in_words_and_loses_none(disk, kept):
    for pages in disk.pages:
        assert run_full(disk, *kept, pages * PAGE) == []


def in_pieces(ledger):
    ledger.db.atomic = jobs.no_transaction


def test_the_loop_sees_a_planted_bug(disk, kept):
    path, key = kept
    whole = path.read_bytes()
    faults = []
    for pages in disk.pages:
        path.write_bytes(whole)
        faults += run_full(disk, path, key, pages * PAGE, in_pieces)
    assert any("one that failed" in fault for fault in faults)


def test_a_backup_on_a_full_disk_fails_in_words_and_leaves_none(disk, kept):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    disk.fill(path, -100_000 if isinstance(disk, LimitedFiles) else 100_000)
    with pytest.raises(LedgerError, match=SENTENCE):
        back_up.back_up(ledger)
    disk.make_room()
    assert list(backup.folder_of(path).iterdir()) == []
    made = back_up.back_up(ledger)
    assert made.path.exists()
    ledger_files.close(ledger)


def test_a_full_disk_leaves_the_lists_as_they_were_and_the_ledger_open(small_disk, kept):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    new_day.refresh_lists(ledger)
    before = ledger.rows("SELECT * FROM student_index")
    settings.put(ledger, {"index_day": "2000-01-01", "index_of": {}}, audited=False)
    small_disk.fill(path, 0)
    with pytest.raises(new_day.OldLists, match=r"名单没有更新.*磁盘已满"):
        new_day.refresh_lists(ledger)
    assert ledger.rows("SELECT * FROM student_index") == before
    assert isinstance(due_list.due(ledger), list)
    small_disk.make_room()
    assert new_day.refresh_lists(ledger)
    ledger_files.close(ledger)


def test_an_import_on_a_full_disk_writes_nothing(small_disk, kept, tmp_path):
    path, key = kept
    roster = tmp_path / "名册.csv"
    lines = [f"学生{number},女,{number % 9 + 1}" for number in range(1500)]
    roster.write_text("\n".join(("姓名,性别,年级", *lines)), encoding="utf-8")
    ledger = jobs.opened(str(path), key)
    plan = import_workbook.plan(ledger, roster)
    small_disk.fill(path, 500_000)  # enough for the backup before it
    with pytest.raises(LedgerError, match=SENTENCE):
        import_workbook.commit(ledger, plan)
    assert jobs.content(ledger) == jobs.expected(0)
    small_disk.make_room()
    assert import_workbook.commit(ledger, plan).counts["created"] == 1500
    assert check.problems(ledger) == []
    ledger_files.close(ledger)


def test_a_restore_on_a_full_disk_changes_nothing(small_disk, kept, base):
    path, _ = kept
    before = path.read_bytes()
    small_disk.fill(path, 300_000)  # the backup fits, not also the copy of the present file
    with pytest.raises(LedgerError, match=SENTENCE):
        back_up.restore(path, base[0], PASSWORD)
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {path.name, "filler"}


def test_a_new_ledger_on_a_full_disk_leaves_no_file(small_disk, folder):
    small_disk.fill(folder, 50_000)
    with pytest.raises(LedgerError, match=SENTENCE):
        new_ledger(folder)
    assert [each.name for each in folder.iterdir()] == ["filler"]


def test_a_printout_that_cannot_be_written_is_no_edition(small_disk, folder, ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    small_disk.fill(folder, 0)
    prepared = print_ledger.prepare(ledger, "dropout_ledger")
    with pytest.raises(LedgerError, match="写不进"):
        print_ledger.issue(ledger, prepared, folder / "台账.pdf")
    assert print_ledger.editions(ledger, "dropout_ledger") == []
    assert [each.name for each in folder.iterdir()] == ["filler"]
    small_disk.make_room()
    print_ledger.issue(ledger, prepared, folder / "台账.pdf")
    assert [row["number"] for row in print_ledger.editions(ledger, "dropout_ledger")] == [1]


def test_a_read_only_folder_is_said_so_and_left_alone(small_disk, kept):
    path, key = kept
    before = path.read_bytes()
    small_disk.make_read_only()
    ledger = jobs.opened(str(path), key)
    with pytest.raises(LedgerError, match="没有权限写"):
        jobs.edit(ledger, jobs.students_of(ledger), 0)
    ledger_files.close(ledger)
    with pytest.raises(LedgerError, match="没有权限写") as refused:
        new_ledger(path.parent, "新的")
    assert "新的.ledger”" in refused.value.message
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write_is_said_so(kept):
    path, key = kept
    path.parent.chmod(0o500)
    try:
        ledger = jobs.opened(str(path), key)
        with pytest.raises(LedgerError, match="没有权限写"):
            jobs.edit(ledger, jobs.students_of(ledger), 0)
        ledger_files.close(ledger)
    finally:
        path.parent.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be moved")
@pytest.mark.parametrize("taken", ["file", "folder"])
def test_a_ledger_taken_away_while_open_says_so_instead_of_saved(kept, taken):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    students = jobs.students_of(ledger)
    jobs.edit(ledger, students, 0)
    away = path if taken == "file" else path.parent
    away.rename(away.with_name("搬走了"))
    with pytest.raises(LedgerError, match="不见了"):
        jobs.edit(ledger, students, 1)
    if taken == "folder":
        with pytest.raises(LedgerError, match="不见了"):
            back_up.back_up(ledger)
    away.with_name("搬走了").rename(away)
    jobs.edit(ledger, students, 1)
    assert jobs.content(ledger) == jobs.expected(2)
    ledger_files.close(ledger)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be moved")
def test_nothing_is_printed_or_locked_anew_when_the_ledger_was_taken_away(kept, tmp_path):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    path.rename(path.with_name("搬走了"))
    prepared = print_ledger.prepare(ledger, "dropout_ledger")
    for refused in (
        lambda: print_ledger.issue(ledger, prepared, tmp_path / "台账.pdf"),
        lambda: open_ledger.change_password(ledger, "另一句 很长的 口令"),
    ):
        with pytest.raises(LedgerError, match="不见了"):
            refused()
    assert not (tmp_path / "台账.pdf").exists()
    ledger_files.close(ledger)


def change_password_when_full(disk, kept, left: int, monkeypatch) -> list[str]:
    """Change the password on a full disk; return where what was said is not what is so."""
    path, key = kept
    monkeypatch.setattr(backup, "make", lambda *_: None)  # the disk is to be full afterwards
    monkeypatch.setattr(keys, "derive_key", lambda *_: b"n" * 32)
    ledger = jobs.opened(str(path), key)
    disk.fill(path, left)
    try:
        recovery_sheet.set_password(ledger, "另一句 很长的 口令")
        said = "n" * 32
    except LedgerError:
        said = key
    disk.make_room()
    faults = []
    try:
        jobs.edit(ledger, jobs.students_of(ledger), 0)
        ledger_files.close(ledger)
        again = jobs.opened(str(path), said if said == key else (b"n" * 32).hex())
    except LedgerError as error:
        ledger_files.close(ledger)
        return [str(error)]
    faults += map(str, check.problems(again))
    if jobs.content(again) != jobs.expected(1):
        faults.append("an edit after the change is not there")
    ledger_files.close(again)
    return faults


PASSWORD_ROOM = (0, 1, 2, 3, 5, 8, 20, 60, 120, 200)  # pages


def test_a_password_is_changed_or_not_as_is_said(small_disk, kept, monkeypatch):
    whole = kept[0].read_bytes()
    for pages in PASSWORD_ROOM:
        kept[0].write_bytes(whole)
        faults = change_password_when_full(small_disk, kept, pages * PAGE, monkeypatch)
        assert (pages, faults) == (pages, [])


def test_that_loop_sees_a_planted_bug(small_disk, kept, monkeypatch):
    def believed(ledger, candidates):
        ledger.key = candidates[0]

    monkeypatch.setattr(ledger_files, "_take_key_that_opens", believed)
    whole, faults = kept[0].read_bytes(), []
    for pages in PASSWORD_ROOM:
        kept[0].write_bytes(whole)
        kept[0].with_name(f"{kept[0].name}-journal").unlink(missing_ok=True)
        faults += change_password_when_full(small_disk, kept, pages * PAGE, monkeypatch)
    assert faults


def test_a_backup_on_a_disk_that_cannot_be_written_is_restored(small_disk, kept, tmp_path):
    path, _ = kept
    small_disk.make_read_only()
    done = back_up.restore(tmp_path / "新电脑.ledger", path, PASSWORD)
    assert done.student_count == jobs.CHILDREN


def test_a_missing_folder_is_named(folder):
    with pytest.raises(LedgerError, match="没有文件夹"):
        new_ledger(folder / "没有")
    with pytest.raises(LedgerError, match="找不到台账文件"):
        open_again(folder / "没有" / "福利镇.ledger")


def empty(path: Path, _source: Path) -> None:
    path.write_bytes(b"")


def directory(path: Path, _source: Path) -> None:
    path.mkdir()


def cut_short(path: Path, source: Path) -> None:
    path.write_bytes(source.read_bytes()[:1000])


def hard_link(path: Path, source: Path) -> None:
    copy = path.with_name("另一个名字.ledger")
    shutil.copyfile(source, copy)
    os.link(copy, path)


def dangling(path: Path, _source: Path) -> None:
    path.symlink_to(path.with_name("不存在.ledger"))


@pytest.mark.parametrize(
    ("make", "words"),
    [(empty, "空文件"), (directory, "不是文件"), (cut_short, "不完整"), (hard_link, "硬链接"),
     (dangling, "找不到台账文件")],
)  # fmt: skip
def test_what_is_no_ledger_file_is_refused_untouched(base, folder, make, words):
    path = folder / "台账.ledger"
    make(path, base[0])
    before = snapshot(folder)
    with pytest.raises(LedgerError, match=words) as refused:
        open_again(path)
    assert refused.value.hint
    assert words in back_up.check_file(path, PASSWORD)[0].text
    assert snapshot(folder) == before


def snapshot(folder: Path) -> dict[str, bytes | None]:
    return {each.name: each.read_bytes() if each.is_file() else None for each in folder.iterdir()}


def test_a_link_leads_to_the_one_file(kept, tmp_path):
    path, key = kept
    link = tmp_path / "桌面上的.ledger"
    link.symlink_to(path)
    ledger = jobs.opened(str(link), key)
    jobs.edit(ledger, jobs.students_of(ledger), 0)
    made = back_up.back_up(ledger)
    assert made.path.parent == backup.folder_of(path)
    with pytest.raises(LedgerInUse, match="已由 张老师"):
        open_again(path)
    ledger_files.close(ledger)
    assert link.is_symlink()
    again = open_again(path)
    assert jobs.content(again) == jobs.expected(1)
    ledger_files.close(again)


def test_what_another_program_has_open_is_left_alone(kept):
    path, key = kept
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), key], text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    try:
        assert program.stdout.readline() == "open\n"
        before = path.stat()
        with pytest.raises(LedgerInUse, match="已由 张老师"):
            open_ledger.open_ledger(path, PASSWORD, clock=Clock())
        with pytest.raises(LedgerInUse, match="打开"):
            back_up.check_file(path, PASSWORD)
        with pytest.raises(LedgerError, match="正打开着"):
            back_up.restore(path, path, PASSWORD)
        assert open_ledger.seconds_to_wait(path) == 0, "that was no wrong password"
        after = path.stat()
        assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    finally:
        program.communicate("\n")
    ledger_files.close(open_again(path))


HOLD = """
import sys
from tests.faults import jobs
ledger = jobs.opened(*sys.argv[1:])
print("open", flush=True)
sys.stdin.readline()
"""

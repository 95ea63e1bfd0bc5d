"""Reading works from a place that cannot be written and on a full disk; writing says the truth."""

from __future__ import annotations

import json
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
    find_students,
    keep_settings,
    list_students,
    new_day,
    open_ledger,
    show_student,
)
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import settings
from ledger_app.store.safety import ledger_files
from tests.faults.disks import SmallDisk
from tests.ledgers import PASSWORD, Clock, new_ledger, open_again

RELEASED = Path(__file__).parents[1] / "data" / "ledger-0.1.0.ledger"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "盘"
    folder.mkdir()
    made = SmallDisk(folder)
    yield made
    made.close()


@pytest.fixture
def closed(disk):
    """Return a closed ledger with two children on a disk of its own."""
    ledger = new_ledger(disk.folder)
    edit_file.add_student(ledger, {"name": "王小明", "id_no": "529901201501011233"})
    edit_file.add_student(ledger, {"name": "李梓涵"})
    ledger_files.close(ledger)
    return ledger.path


def everything(folder):
    return {each.name: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def read_all(ledger, out):
    """Do all that only reads; return what was printed."""
    (row,) = find_students.find(ledger, "王小明")
    shown = show_student.show(ledger, row["id"], reveal=True)
    assert shown["id_no"] == "529901201501011233"
    assert show_student.changes(ledger, row["id"])
    assert list_students.numbers(ledger, list_students.ListQuery())
    due_list.due(ledger)
    prepared = print_ledger.prepare(ledger, "dropout_ledger")
    number, content = print_ledger.issue(ledger, prepared, out)
    assert out.read_bytes() == content
    return number, content


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_everything_can_be_read_on_a_disk_that_cannot_be_written(disk, closed, tmp_path):
    before = everything(disk.folder)
    disk.make_read_only()
    ledger = open_again(closed)
    assert "只读打开" in open_ledger.only_read_note(ledger)
    assert "没有权限写" in open_ledger.only_read_note(ledger)
    number, _ = read_all(ledger, tmp_path / "台账.pdf")
    assert number == 0
    said = ledger.take_unsaid()
    assert any("查看完整号码没有记进审计记录" in text for text in said)
    assert any("没有期号" in text for text in said)
    if shutil.which("pdftotext"):
        assert "未编号" in text_of(tmp_path / "台账.pdf")
    assert print_ledger.editions(ledger, "dropout_ledger") == []
    ledger_files.close(ledger)
    assert back_up.check_file(closed, PASSWORD) == []
    assert everything(disk.folder) == before


def test_what_would_be_written_is_refused_with_the_reason(disk, closed, tmp_path):
    disk.make_read_only()
    ledger = open_again(closed)
    student = ledger.value("SELECT id FROM student")
    for refused in (
        lambda: edit_file.save_fields(ledger, "student", student, {"remark": "改"}),
        lambda: edit_file.delete_students(ledger, [student]),
        lambda: keep_settings.keep(ledger, {"county": "某县"}),
        lambda: back_up.back_up(ledger),
        lambda: open_ledger.change_password(ledger, "另一句 很长的 口令"),
    ):
        with pytest.raises(LedgerError, match="没有权限写") as error:
            refused()
        assert error.value.hint
    assert ledger.value("SELECT remark FROM student WHERE id = ?", [student]) is None
    assert ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL") == 2
    ledger_files.close(ledger)


def test_the_lists_are_of_today_although_nothing_can_be_written(disk, closed):
    disk.make_read_only()
    clock = Clock()
    clock.move(days=400)
    ledger = open_again(closed, clock)
    assert not new_day.refresh_lists(ledger)
    assert settings.get(ledger, "index_day") == clock.at.date().isoformat()
    begun = new_day.begin_day(ledger)
    assert (begun.problem, begun.lists_problem) == (None, None)  # said once, when it was opened
    ledger_files.close(ledger)


def test_a_ledger_of_an_older_program_is_read_where_it_cannot_be_renewed(disk, tmp_path):
    path = Path(shutil.copyfile(RELEASED, disk.folder / "旧的.ledger"))
    before = path.read_bytes()
    disk.make_read_only()
    ledger = open_again(path)
    assert ledger.value("SELECT count(*) FROM student")
    print_ledger.issue(
        ledger, print_ledger.prepare(ledger, "dropout_ledger"), tmp_path / "台账.pdf"
    )
    ledger_files.close(ledger)
    assert path.read_bytes() == before


def test_two_may_read_at_once_and_who_writes_is_left_alone(disk, closed):
    disk.make_read_only()
    first, second = open_again(closed), open_again(closed)
    ledger_files.close(first)
    assert find_students.find(second, "李梓涵")
    ledger_files.close(second)


def test_a_half_written_ledger_is_not_shown_as_if_it_were_whole(disk, closed):
    Path(f"{closed}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    disk.make_read_only()
    with pytest.raises(LedgerError, match="没有写完") as error:
        open_again(closed)
    assert "可以写的文件夹" in error.value.hint


def test_everything_can_be_read_on_a_full_disk(disk, closed, tmp_path):
    disk.fill(closed, 0)
    ledger = open_again(closed)
    assert any("这次打开没有记进审计记录" in text for text in ledger.take_unsaid())
    number, _ = read_all(ledger, tmp_path / "台账.pdf")
    assert number == 0
    student = ledger.value("SELECT id FROM student")
    with pytest.raises(LedgerError, match="磁盘已满"):
        edit_file.save_fields(ledger, "student", student, {"remark": "改"})
    assert back_up.check_open(ledger).problems == []
    disk.make_room()
    edit_file.save_fields(ledger, "student", student, {"remark": "有地方了"})
    number, _ = read_all(ledger, tmp_path / "台账.pdf")
    assert number == 1
    ledger_files.close(ledger)
    assert back_up.check_file(closed, PASSWORD) == []


def test_a_printout_onto_the_full_disk_itself_is_refused(disk, closed):
    disk.fill(closed, 0)
    ledger = open_again(closed)
    prepared = print_ledger.prepare(ledger, "dropout_ledger")
    with pytest.raises(LedgerError, match="写不进"):
        print_ledger.issue(ledger, prepared, disk.folder / "台账.pdf")
    assert not (disk.folder / "台账.pdf").exists()
    ledger_files.close(ledger)


def test_an_older_ledger_on_a_full_disk_is_read_in_memory(disk):
    path = Path(shutil.copyfile(RELEASED, disk.folder / "旧的.ledger"))
    before = path.read_bytes()
    disk.fill(path, 0)
    ledger = open_again(path)
    assert "磁盘已满" in open_ledger.only_read_note(ledger)
    assert ledger.value("SELECT count(*) FROM student")
    with pytest.raises(LedgerError, match="磁盘已满"):
        edit_file.add_student(ledger, {"name": "新"})
    ledger_files.close(ledger)
    assert path.read_bytes() == before


SHELL = (
    ("find", "王小明", "--json"),
    ("show", "王小明", "--reveal", "--json"),
    ("due", "--json"),
    ("history", "王小明", "--json"),
    ("printouts", "--json"),
    ("check", "--json"),
)


@pytest.mark.parametrize("how", ["read-only", "full"])
def test_the_shell_reads_and_says_once_that_it_only_reads(disk, closed, tmp_path, how):
    if how == "full":
        disk.fill(closed, 0)
    else:
        disk.make_read_only()
    for command, *words in SHELL:
        done = shell(command, closed, *words)
        assert done.returncode == 0, (command, done.stderr)
        json.loads(done.stdout)
        if command != "check":
            assert ("只读打开" in done.stderr) == (how == "read-only")
    done = shell("print", closed, "dropout_ledger", tmp_path / "台账.pdf")
    assert done.returncode == 0
    assert "没有期号" in done.stderr
    done = shell("set", closed, "王小明", "remark=改")
    assert done.returncode == 1
    assert {"read-only": "没有权限写", "full": "磁盘已满"}[how] in done.stderr


def shell(command, path, *words):
    return subprocess.run(
        [sys.executable, "-m", "ledger_app", command, str(path), *map(str, words)], cwd=ROOT,
        env={**os.environ, "LEDGER_PASSWORD": PASSWORD}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip

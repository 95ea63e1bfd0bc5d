"""Whatever interrupts: a number is never on two papers, no edit is in neither of two files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger_app.actions import back_up, edit_file
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.connection import LedgerInUse
from ledger_app.store.file.held import held
from ledger_app.store.safety import backup, check, ledger_files
from tests.faults import jobs
from tests.ledgers import PASSWORD

KEY = "dropout_ledger"
ROOT = Path(__file__).parents[2]


def prepared(ledger):
    return print_ledger.prepare(ledger, KEY)


def numbers(ledger) -> list[int]:
    return [row["number"] for row in print_ledger.editions(ledger, KEY)]


def cut_off(kind: type[BaseException], *, after: bool):
    """Return a way to write that ends with an error, before the file has its name or after."""

    def write(path, content):
        if after:
            path.write_bytes(content)
        raise kind("planted")

    return write


@pytest.mark.parametrize("kind", [LedgerError, OSError, SystemExit, KeyboardInterrupt])
def test_a_number_that_is_on_a_paper_is_never_given_again(ledger, tmp_path, monkeypatch, kind):
    edit_file.add_student(ledger, {"name": "王一"})
    first, second = tmp_path / "一.pdf", tmp_path / "二.pdf"
    with monkeypatch.context() as patch:
        patch.setattr(print_ledger, "write", cut_off(kind, after=True))
        with pytest.raises(kind):
            print_ledger.issue(ledger, prepared(ledger), first)
    paper = first.read_bytes()
    edit_file.add_student(ledger, {"name": "李二"})
    print_ledger.issue(ledger, prepared(ledger), second)
    assert numbers(ledger) == [2, 1]
    kept = print_ledger.editions(ledger, KEY)[-1]
    assert kept["written_at"] is None  # the list says so
    assert print_ledger.reprint(ledger, kept["no"], first) == paper, "the same paper once more"
    assert print_ledger.editions(ledger, KEY)[-1]["written_at"]
    assert check.problems(ledger) == []


def test_a_number_that_is_on_no_paper_is_given_again(ledger, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(print_ledger, "write", cut_off(LedgerError, after=False))
        with pytest.raises(LedgerError):
            print_ledger.issue(ledger, prepared(ledger), tmp_path / "一.pdf")
    print_ledger.issue(ledger, prepared(ledger), tmp_path / "一.pdf")
    assert numbers(ledger) == [1]
    assert check.problems(ledger) == []


def test_a_planted_bug_shows_there(ledger, tmp_path, monkeypatch):
    """What was the program's way: whatever happens, the number is taken back."""
    with monkeypatch.context() as patch:
        patch.setattr(print_ledger, "write", cut_off(LedgerError, after=True))
        patch.setattr(print_ledger, "identity", lambda _path: None)
        with pytest.raises(LedgerError):
            print_ledger.issue(ledger, prepared(ledger), tmp_path / "一.pdf")
    print_ledger.issue(ledger, prepared(ledger), tmp_path / "二.pdf")
    assert numbers(ledger) == [1], "on two papers"


@pytest.fixture
def kept(base, tmp_path):
    path = tmp_path / base[0].name
    shutil.copyfile(base[0], path)
    return path, base[1]


def edit_by_another_program(path: Path, key: str) -> bool:
    """Open the ledger in another process and edit it; return whether that was acknowledged."""
    code = (
        "import sys\nfrom ledger_app.store.safety import ledger_files\n"
        "from tests.faults import jobs\n"
        "ledger = jobs.opened(*sys.argv[1:])\n"
        "jobs.edit(ledger, jobs.students_of(ledger), jobs.done_count(ledger))\n"
        "ledger_files.close(ledger)\nprint('kept')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), key], cwd=ROOT, capture_output=True, text=True,
        check=False, encoding="utf-8",
    )  # fmt: skip
    return done.stdout == "kept\n"


def edits_somewhere(folder: Path, key: str) -> int:
    """Return the most edits that a ledger in a folder holds."""
    most = 0
    for each in folder.glob("*.ledger"):
        ledger = jobs.opened(str(each), key)
        most = max(most, jobs.done_count(ledger))
        ledger_files.close(ledger)
    return most


def restore_with_an_edit(kept, source: Path, monkeypatch, at: str) -> tuple[bool, int]:
    """Restore; another program edits just before a step. Return (acknowledged, edits found)."""
    path, key = kept
    usual, acknowledged = getattr(backup.writing, at), []

    def late(first, second, *more):
        if path in (first, second) or second.name.startswith("before-restore"):
            acknowledged.append(edit_by_another_program(path, key))
        return usual(first, second, *more)

    monkeypatch.setattr(backup.writing, at, late)
    back_up.restore(path, source, PASSWORD)
    assert acknowledged
    return acknowledged[-1], edits_somewhere(path.parent, key)


def backup_of(kept) -> Path:
    path, key = kept
    ledger = jobs.opened(str(path), key)
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    return made.path


posix = pytest.mark.skipif(os.name != "posix", reason="Windows replaces no file that is open")


@posix
@pytest.mark.parametrize("at", ["copy_open", "take_place"])
def test_no_edit_gets_between_what_a_restore_reads_and_what_it_replaces(kept, monkeypatch, at):
    acknowledged, there = restore_with_an_edit(kept, backup_of(kept), monkeypatch, at)
    assert (acknowledged, there) == (False, 0)


@posix
def test_a_restore_that_holds_nothing_would_lose_an_edit(kept, monkeypatch):
    """Planted bug: the file is open, not locked."""

    @contextmanager
    def open_only(path):
        with path.open("rb") as stream:
            yield stream

    monkeypatch.setattr(backup, "held", open_only)
    acknowledged, there = restore_with_an_edit(kept, backup_of(kept), monkeypatch, "take_place")
    assert (acknowledged, there) == (True, 0)


@posix
def test_a_file_that_is_held_is_open_to_nobody_and_free_again_afterwards(kept):
    path, key = kept
    with held(path) as stream:
        assert not edit_by_another_program(path, key)
        assert len(stream.read(16)) == 16
    assert edit_by_another_program(path, key)
    ledger = jobs.opened(str(path), key)
    with pytest.raises(LedgerInUse), held(path):
        pass
    ledger_files.close(ledger)


@posix
def test_an_edit_during_a_change_of_password_is_refused_or_kept(kept, monkeypatch):
    """The file is opened anew with its new key: another program may be faster, nothing is lost."""
    path, key = kept
    ledger = jobs.opened(str(path), key)
    usual, tried = ledger_files._take_key_that_opens, []

    def late(*given):
        tried.append(edit_by_another_program(path, key))
        usual(*given)

    monkeypatch.setattr(ledger_files, "_take_key_that_opens", late)
    ledger_files.change_password(ledger, "另一句 很长的 口令")
    new_key = ledger.key.hex()
    assert tried == [False]
    jobs.edit(ledger, jobs.students_of(ledger), 0)
    ledger_files.close(ledger)
    again = jobs.opened(str(path), new_key)
    assert jobs.content(again) == jobs.expected(1)
    ledger_files.close(again)

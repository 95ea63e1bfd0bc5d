"""What a killed run left half written is gone at the next start, and nothing else is."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_app.files import left_overs
from ledger_app.files.writing import write
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, and looks at /proc")

KILLED = """
import os, signal, sys
from ledger_app import __main__ as program

real = os.fsync

def killed(descriptor):
    real(descriptor)
    if os.readlink(f"/proc/self/fd/{descriptor}").endswith(".part"):
        os.kill(os.getpid(), signal.SIGKILL if sys.argv[1] == "kill" else signal.SIGSTOP)

os.fsync = killed
how, *sys.argv = sys.argv[1:]
sys.argv = ["ledger_app", *sys.argv]
sys.orig_argv = how
program.main()
"""
KILLED = KILLED.replace('sys.argv[1] == "kill"', 'sys.orig_argv == "kill"')


def start(how, *words):
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, how, *map(str, words)], cwd=ROOT,
        env={**os.environ, "LEDGER_PASSWORD": PASSWORD},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def parts(folder):
    return [each for each in folder.iterdir() if each.name.endswith(".part")]


@pytest.fixture
def closed(ledger):
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def out(tmp_path):
    made = tmp_path / "纸"
    made.mkdir()
    return made


def test_a_killed_print_leaves_nothing_readable_and_the_next_start_nothing(closed, out):
    assert start("kill", "print", closed, "dropout_ledger", out / "台账.pdf").wait() == -9
    (left,) = parts(out)
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    left_overs.clear()
    assert list(out.iterdir()) == []
    assert list((left_overs.paths.user_folder() / left_overs.FOLDER).iterdir()) == []


def test_the_next_start_of_a_shell_clears_it_too(closed, out):
    start("kill", "print", closed, "dropout_ledger", out / "台账.pdf").wait()
    assert parts(out)
    done = subprocess.run(
        [sys.executable, "-m", "ledger_app", "--help"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, parts(out)) == (0, [])


def test_without_its_note_it_is_found_by_the_next_file_written_there(closed, out, tmp_path):
    start("kill", "print", closed, "dropout_ledger", out / "台账.pdf").wait()
    notes = left_overs.paths.user_folder() / left_overs.FOLDER
    for note in notes.iterdir():
        note.unlink()
    left_overs.clear()
    assert parts(out)
    write(out / "别的.pdf", b"%PDF-")
    assert [each.name for each in out.iterdir()] == ["别的.pdf"]


def test_what_a_living_run_writes_is_left_to_it(closed, out):
    living = start("stop", "print", closed, "dropout_ledger", out / "台账.pdf")
    os.waitpid(living.pid, os.WUNTRACED)
    left_overs.clear()
    left_overs.clear_in(out)
    assert len(parts(out)) == 1
    living.send_signal(signal.SIGCONT)
    assert living.wait() == 0
    assert [each.name for each in out.iterdir()] == ["台账.pdf"]


def test_only_what_is_ours_is_cleared(out, tmp_path):
    others = (
        ".照片.part",
        "下载.pdf.part",
        ".x.pdf.part",
        ".yishengyidang-1.part",
        "x.ledger.part",
    )
    for name in others:
        (out / name).write_bytes(b"theirs")
    (out / ".yishengyidang-0123456789abcdef.part").mkdir()
    (out / f".台账.pdf.{os.getpid()}.part").write_bytes(b"of a run that lives")
    gone = [".台账.pdf.4999999.part", ".yishengyidang-fedcba9876543210.part"]
    for name in gone:
        (out / name).write_bytes(b"half")
    left_overs.clear_in(out)
    assert len(list(out.iterdir())) == len(others) + 2
    assert not [name for name in gone if (out / name).exists()]


def test_a_note_that_says_nonsense_deletes_nothing(out):
    notes = left_overs.paths.user_folder() / left_overs.FOLDER
    notes.mkdir(exist_ok=True)
    (out / "台账.pdf").write_bytes(b"%PDF-")
    for number, text in enumerate((str(out / "台账.pdf"), "", "x.part", "\0", str(out))):
        (notes / str(number)).write_text(text)
    left_overs.clear()
    assert [each.name for each in out.iterdir()] == ["台账.pdf"]
    assert list(notes.iterdir()) == []


def test_a_killed_backup_and_a_killed_new_ledger_are_cleared(closed, tmp_path):
    assert start("kill", "backup", closed).wait() == -9
    folder = closed.with_name(f"{closed.stem}.备份")
    assert parts(folder)
    start("kill", "new", tmp_path / "新.ledger", "--unit", "新校").wait()
    left_overs.clear()
    assert parts(folder) == []
    assert parts(tmp_path) == []


class WindowsOs:
    """The module `os` by the name it has on Windows, where nothing is locked."""

    name = "nt"

    def __getattr__(self, name):
        return getattr(os, name)


def test_on_windows_a_note_that_is_open_keeps_what_it_notes(out, monkeypatch):
    """Between its last byte and its name a file is not open: its note says that it is meant."""
    part, unlink, held = left_overs.new_name(out), Path.unlink, set()
    part.touch()
    note, descriptor = left_overs._note(part)
    os.close(descriptor)

    def as_windows(path, missing_ok=False):
        if path in held:
            raise PermissionError(13, "used by another process")
        unlink(path, missing_ok)

    monkeypatch.setattr(left_overs, "os", WindowsOs())
    monkeypatch.setattr(left_overs, "is_mine", lambda _descriptor: True)
    monkeypatch.setattr(Path, "unlink", as_windows)
    held.add(note)
    left_overs.clear()
    left_overs.clear_in(out)
    assert part.exists()
    held.clear()
    left_overs.clear()
    assert not part.exists()
    assert not note.exists()


def test_on_windows_what_lies_there_for_long_is_cleared(out, monkeypatch):
    part = left_overs.new_name(out)
    part.touch()
    os.utime(part, (1, 1))
    monkeypatch.setattr(left_overs, "os", WindowsOs())
    left_overs.clear_in(out)
    assert not part.exists()


def test_a_journal_that_could_not_be_deleted_is_cleared_at_the_next_start(out, monkeypatch):
    part = out / "福利镇.ledger.part"
    journal = out / f"{part.name}-journal"
    with monkeypatch.context() as patch, left_overs.noted(part):
        journal.write_bytes(b"")
        patch.setattr(left_overs, "_unlink", lambda _path: False)
    assert journal.exists()
    left_overs.clear()
    assert not journal.exists()

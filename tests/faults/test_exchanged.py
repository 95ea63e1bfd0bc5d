"""Another file is put over the open ledger, at any moment: no save is lost without a word."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.actions import back_up, disk_faults, edit_file, open_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import file_watch, settings
from ledger_app.store.file.exchanged import LedgerExchanged
from ledger_app.store.safety import backup, check, ledger_files
from tests.faults import jobs
from tests.ledgers import new_ledger

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows lets nobody write over a file that is open like this"
)
ROUNDS = int(os.environ.get("LEDGER_KILLS", "200")) // 4  # in each an older copy comes once


def over(source: Path, target: Path) -> None:
    """Copy over a file as `cp` does: into the file that is there."""
    with source.open("rb") as read, target.open("r+b") as write:
        write.truncate()
        shutil.copyfileobj(read, write)


def over_in_pieces(source: Path, target: Path) -> None:
    """Write over a file as synchronising programs do: what differs, and to the end."""
    content = source.read_bytes()
    with target.open("r+b") as write:
        for at in range(0, len(content), 4096):
            write.seek(at)
            write.write(content[at : at + 4096])
        write.truncate(len(content))


def moved(source: Path, target: Path) -> None:
    """Put another file in the place: by name."""
    beside = target.with_name("neu")
    shutil.copyfile(source, beside)
    beside.replace(target)


def by_program(source: Path, target: Path) -> None:
    """Let another program do it."""
    subprocess.run(["cp", str(source), str(target)], check=True)


WAYS = (over, over_in_pieces, moved, by_program)
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@pytest.fixture
def kept(base, tmp_path):
    path = tmp_path / base[0].name
    shutil.copyfile(base[0], path)
    return path, base[1]


def opened_older(kept):
    """Return an open ledger with two edits, and a copy of it from after the first."""
    path, key = kept
    ledger = jobs.opened(str(path), key)
    students = jobs.students_of(ledger)
    jobs.edit(ledger, students, 0)
    ledger_files.close(ledger)
    older = shutil.copyfile(path, path.with_name("早.copy"))
    ledger = jobs.opened(str(path), key)
    jobs.edit(ledger, students, 1)
    return ledger, students, older


def closed(ledger) -> str:
    """Close a ledger; return what is said."""
    try:
        ledger_files.close(ledger)
    except LedgerError as error:
        return str(error)
    return ""


@each_way
def test_an_older_copy_put_over_the_open_ledger_stops_the_next_save(kept, way):
    ledger, students, older = opened_older(kept)
    way(older, ledger.path)
    before = ledger.path.read_bytes()
    with pytest.raises(LedgerExchanged, match="换掉了") as refused:
        jobs.edit(ledger, students, 2)
    assert ledger.path.read_bytes() == before, "something was written"
    hint = refused.value.hint
    assert "福利镇中心小学的台账，3 份档案，最后由张老师在" in hint
    assert "少了 1 次修改" in hint
    for refuse in (
        lambda: settings.put(ledger, {"township": "x"}),
        lambda: back_up.back_up(ledger),
        lambda: open_ledger.change_password(ledger, "另一句 很长的 口令"),
    ):
        with pytest.raises(LedgerExchanged):
            refuse()
    assert ledger.path.read_bytes() == before
    assert "另存" in closed(ledger)


@pytest.mark.parametrize("what", ["empty", "text", "other", "half"])
def test_whatever_lies_there_now_is_said(kept, tmp_path, what):
    ledger, students, older = opened_older(kept)
    place = tmp_path / "别处"
    place.mkdir()
    content = {"empty": b"", "text": b"x" * 9000, "half": older.read_bytes()[:8192]}.get(what)
    if content is None:
        other = new_ledger(place, "别的镇")
        ledger_files.close(other)
        content = other.path.read_bytes()
    source = place / "source"
    source.write_bytes(content)
    over(source, ledger.path)
    words = {"empty": "空文件", "half": "只拷了一半"}.get(
        what, "用别的口令加密的台账，或者不是台账"
    )
    with pytest.raises(LedgerExchanged) as refused:
        jobs.edit(ledger, students, 2)
    assert words in refused.value.hint or "损坏" in refused.value.hint
    assert "打开着的是" in refused.value.hint
    closed(ledger)


def test_what_was_open_can_be_saved_beside_and_is_whole(kept):
    ledger, students, older = opened_older(kept)
    moved(older, ledger.path)
    with pytest.raises(LedgerExchanged):
        jobs.edit(ledger, students, 2)
    beside = back_up.save_beside(ledger)
    assert beside.faults == []
    assert "完好" in beside.text
    closed(ledger)
    rescued = jobs.opened(str(beside.path), kept[1])
    assert jobs.content(rescued) == jobs.expected(2)
    ledger_files.close(rescued)
    there = jobs.opened(str(kept[0]), kept[1])
    assert jobs.content(there) == jobs.expected(1)
    ledger_files.close(there)


def test_closing_without_a_further_save_keeps_what_was_open(kept):
    ledger, _, older = opened_older(kept)
    moved(older, ledger.path)
    said = closed(ledger)
    (beside,) = kept[0].parent.glob("福利镇.另存-*.ledger")
    assert str(beside) in said
    rescued = jobs.opened(str(beside), kept[1])
    assert jobs.content(rescued) == jobs.expected(2)
    ledger_files.close(rescued)


def test_a_newer_file_that_went_on_from_this_one_leaves_nothing_to_be_kept(kept):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    newer = shutil.copyfile(path, path.with_name("新.ledger"))
    on = jobs.opened(str(newer), key)
    jobs.edit(on, jobs.students_of(on), 0)
    ledger_files.close(on)
    moved(newer, path)
    with pytest.raises(LedgerExchanged):
        jobs.edit(ledger, jobs.students_of(ledger), 0)
    assert closed(ledger) == ""
    assert list(path.parent.glob("*另存*")) == []


def test_a_look_at_the_file_by_another_program_stops_nothing(kept):
    path, key = kept
    ledger = jobs.opened(str(path), key)
    students = jobs.students_of(ledger)
    jobs.edit(ledger, students, 0)
    subprocess.run(["cat", str(path)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["touch", str(path)], check=True)
    jobs.edit(ledger, students, 1)
    with path.open("r+b"):
        pass
    jobs.edit(ledger, students, 2)
    assert jobs.content(ledger) == jobs.expected(3)
    ledger_files.close(ledger)


def test_a_ledger_that_cannot_be_read_for_it_is_not_called_damaged(kept):
    ledger, _, older = opened_older(kept)
    over(older, ledger.path)
    found = disk_faults.worded(DatabaseError("database disk image is malformed"), ledger)
    assert isinstance(found, LedgerExchanged)
    closed(ledger)


def test_backups_of_a_mixture_are_never_made(kept):
    ledger, _, older = opened_older(kept)
    over(older, ledger.path)
    for reason in ("hour", "close", "hand"):
        with pytest.raises(LedgerExchanged):
            back_up.back_up(ledger, reason)
    assert backup.backups(ledger.path) == []
    closed(ledger)


def exchange_at_random(kept, way, rng, older: bytes) -> str:
    """Save as fast as can be while somebody puts an older copy over the ledger, then once more.

    Return what was lost without a word.
    """
    path, key = kept
    source = path.with_name("早.copy")
    source.write_bytes(older)
    ledger = jobs.opened(str(path), key)
    students = jobs.students_of(ledger)
    done = jobs.done_count(ledger)
    most, wait = done + rng.randint(1, 6), rng.uniform(0, 0.012)
    other = threading.Thread(target=lambda: (time.sleep(wait), way(source, path)))
    other.start()
    said = False
    try:
        while done < most:
            jobs.edit(ledger, students, done)
            done += 1
        other.join()
        jobs.edit(ledger, students, done)
        done += 1
    except (LedgerError, DatabaseError) as error:
        said = isinstance(disk_faults.worded(error, ledger), LedgerError)
    other.join()
    said = bool(closed(ledger)) or said
    return "" if said else lost(path, key, done)


def lost(path: Path, key: str, done: int) -> str:
    """Return what is not in the file of so many acknowledged edits."""
    try:
        ledger = jobs.opened(str(path), key)
    except LedgerError as error:
        return str(error)
    try:
        faults = [str(each) for each in check.problems(ledger)]
        if jobs.content(ledger) != jobs.expected(done):
            faults.append(f"of {done} saves {jobs.done_count(ledger)} are there")
        return "; ".join(faults)
    finally:
        with suppress(LedgerError):
            ledger_files.close(ledger)


def faults_of(base, folder: Path, rounds: int) -> list[str]:
    rng, faults = random.Random(rounds), []
    for number in range(rounds):
        path = folder / str(number) / base[0].name
        path.parent.mkdir()
        shutil.copyfile(base[0], path)
        way = WAYS[number % 3]
        fault = exchange_at_random((path, base[1]), way, rng, base[0].read_bytes())
        faults += [f"{number} {way.__name__}: {fault}"] if fault else []
        shutil.rmtree(path.parent)
    return faults


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="hears of others on Linux only")
def test_at_whatever_moment_it_comes_no_save_is_lost_without_a_word(base, tmp_path):
    assert faults_of(base, tmp_path, ROUNDS) == []


def test_the_loop_sees_a_planted_bug(base, tmp_path, monkeypatch):
    monkeypatch.setattr(file_watch.FileWatch, "look", lambda self: file_watch.Found.OURS)
    assert faults_of(base, tmp_path, 30)


def saved_over_in_a_commit(kept) -> tuple[str, str]:
    """Put an older copy over the ledger just before a commit writes its pages; save once more.

    Return what was said, and what was lost.
    """
    ledger, students, older = opened_older(kept)
    for number in (2, 3):  # the second of them adds a record
        jobs.edit(ledger, students, number)
    count = ledger.watch.next_count

    def late() -> int:
        over(older, ledger.path)
        ledger.watch.next_count = count
        return count()

    ledger.watch.next_count = late
    done, said = 4, ""
    try:
        for number in (4, 5):
            jobs.edit(ledger, students, number)
            done = number + 1
    except (LedgerError, DatabaseError) as error:
        said = str(disk_faults.worded(error, ledger))
    said += closed(ledger)
    return said, lost(*kept, done)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="hears of others on Linux only")
def test_a_copy_that_comes_in_the_middle_of_a_commit_is_noticed(kept):
    said, missing = saved_over_in_a_commit(kept)
    assert missing
    assert "换掉了" in said


def test_a_planted_bug_shows_there(kept, monkeypatch):
    """Only the seal of the first page is looked at, which our own commit renews."""
    monkeypatch.setattr(file_watch._Events, "somebody_wrote", lambda self: False)
    said, missing = saved_over_in_a_commit(kept)
    assert missing
    assert "换掉了" not in said


def test_saving_does_not_open_the_file(kept, monkeypatch):
    """An open and a close by the same process would give up the lock (POSIX)."""
    path, key = kept
    ledger = jobs.opened(str(path), key)
    for number in range(3):
        jobs.edit(ledger, jobs.students_of(ledger), number)
    code = "import sys; from tests.faults import jobs; jobs.opened(*sys.argv[1:])"
    tried = subprocess.run(
        [os.sys.executable, "-c", code, str(path), key], capture_output=True, text=True,
        cwd=Path(__file__).parents[2], check=False,
    )  # fmt: skip
    assert "LedgerInUse" in tried.stderr
    assert edit_file.add_student(ledger, {"name": "后来"}).record_id
    ledger_files.close(ledger)

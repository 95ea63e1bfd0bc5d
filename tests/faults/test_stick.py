"""A stick that is pulled out at any step, or loses its power: whole or not there, and said so."""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.files import copying, left_overs, stick, writing
from tests.faults import steps
from tests.faults.family import Death
from tests.faults.power import watched

NAME = "青山小学_台账_2026-10_第7包.handoff"
CONTENT = random.Random(7).randbytes(300_000)
FAULTS = (errno.ENODEV, errno.EIO, errno.ENOSPC, errno.EROFS)


def pulled_out(family, folder: Path, job: str) -> list[str]:
    """Pull the stick out at every step of a writing; return where it was said or left wrongly."""
    source = folder / "包"
    source.write_bytes(CONTENT)
    place = {"path": str(folder / "U盘" / NAME), "source": str(source)}
    _, seen = run(family, job, place)
    count, wrong = len(steps.asked(seen)), []
    assert count > 8 or job != "writes_stick"
    for step in range(count):
        for fault in FAULTS:
            how = {"refused": str(step), "fault": str(fault), "lasting": "1"}
            wrong += wrong_after(family, job, place, how)
    return wrong


def run(family, job: str, place: dict[str, str], **how: str) -> tuple[Death, list[steps.Step]]:
    """Write onto an empty stick with each step noted."""
    folder = Path(place["path"]).parent
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    notes = folder.with_name("notes")
    notes.unlink(missing_ok=True)
    death = family.run(job, below=str(folder), notes=str(notes), **how, **place)
    return death, steps.noted(notes)


def wrong_after(family, job: str, place: dict[str, str], how: dict[str, str]) -> list[str]:
    death, _ = run(family, job, place, **how)
    target = Path(place["path"])
    left_overs.clear()
    left_overs.clear_in(target.parent)
    left = {each.name: each.read_bytes() for each in target.parent.iterdir()}
    said = death.lines[0] if death.lines else "nothing"
    if left not in ({}, {NAME: CONTENT}):
        return [f"{how}: half a file: {list(left)}"]
    if death.acks and not left:
        return [f"{how}: said to be written and not there"]
    if not death.acks and not said.startswith("SAID"):
        return [f"{how}: no sentence: {said}"]
    if left and not death.acks and "可能已经" not in said:
        return [f"{how}: said not to be written and there: {said}"]
    # Pulled out again at once: what is there is whole; written again it is as good as written.
    stick.write(target, CONTENT)
    return []


def test_a_stick_pulled_out_at_any_step_is_said_to_be_unfinished(watched_family, tmp_path):
    # E3: every step of a writing, and from there on everything; four ways of being gone.
    assert pulled_out(watched_family, tmp_path, "writes_stick") == []


@pytest.mark.parametrize("job", ["writes_stick_in_place", "writes_stick_and_looks_away"])
def test_a_program_that_writes_otherwise_would_be_found(watched_family, tmp_path, job):
    assert pulled_out(watched_family, tmp_path, job) != []


def powerless(folder: Path) -> list[str]:
    """Return what a power cut between any two steps of three writings would have spoilt."""
    faults, said = [], {}
    with watched(folder) as disk:
        for number in range(3):
            seen, content = len(disk.moments), CONTENT[: 5000 + number]
            name = f"第{number}包.handoff"
            stick.write(folder / name, content)
            disk.look()
            for state in (state for moment in disk.moments[seen:] for state in moment):
                if state.get(name) not in (None, content):
                    faults.append(f"{name} was there by half")
                faults += [f"{each} was lost" for each in said if state.get(each) != said[each]]
            said[name] = content
            for state in disk.moments[-1]:
                if state.get(name) != content:
                    faults.append(f"{name} may be pulled out, as was said, and is not there")
    return faults


posix = pytest.mark.skipif(os.name != "posix", reason="folders are synced on POSIX")


@posix
def test_what_may_be_pulled_out_outlasts_it(tmp_path):
    assert powerless(tmp_path) == []


@posix
def test_a_name_that_the_stick_has_not_kept_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "sync_folder", lambda _folder: None)
    monkeypatch.setattr(stick, "_must_outlast", lambda _target: None)
    assert any("may be pulled out" in fault for fault in powerless(tmp_path))


@posix
def test_content_that_the_stick_has_not_kept_is_seen(tmp_path, monkeypatch):
    with watched(tmp_path) as disk:
        synced = os.fsync

        def folders_only(descriptor):
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                synced(descriptor)

        monkeypatch.setattr(os, "fsync", folders_only)
        stick.write(tmp_path / NAME, CONTENT)
        disk.look()
    assert any(state.get(NAME) != CONTENT for state in disk.moments[-1])


@pytest.fixture
def fat(tmp_path):
    """Return the folder of a real FAT stick, where the system can make and mount one."""
    image, folder = tmp_path / "image", tmp_path / "FAT"
    folder.mkdir()
    make = shutil.which("mkfs.vfat")
    if make is None:
        pytest.skip("nothing makes a FAT image here; its refusals are simulated in tests/files")
    image.write_bytes(bytes(8 << 20))
    subprocess.run([make, image], check=True, capture_output=True)
    options = ["-o", "loop,iocharset=utf8", "-t", "vfat"]
    done = subprocess.run(["mount", *options, image, folder], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("no FAT image can be mounted here; its refusals are simulated in tests/files")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_real_fat_stick_is_written_and_refuses_in_words(fat):
    target = stick.write(fat / NAME, CONTENT)
    assert target.read_bytes() == CONTENT
    assert stick.write(target, CONTENT) == target
    stick.write(fat / "A.handoff", b"earlier")
    with pytest.raises(LedgerError, match="已经在那里"):
        stick.write(fat / "a.handoff", CONTENT)
    with pytest.raises(LedgerError, match="U盘放不下"):
        stick.write(fat / "大.handoff", bytes(9 << 20))
    assert sorted(each.name for each in fat.iterdir()) == sorted([NAME, "A.handoff"])
    assert copying.holds(fat / "A.handoff", b"earlier")

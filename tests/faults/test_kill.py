"""kill -9 at any moment: what was acknowledged is there, nothing is there by half.

LEDGER_KILLS sets how often the saving loop is killed (200 without it); each action half as often.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.domain.errors import LedgerError
from ledger_app.store.safety import check, ledger_files
from tests.faults import jobs
from tests.faults.acts import ACTIONS, Action, Given, try_wrong_key
from tests.faults.family import Death, Family

KILLS = int(os.environ.get("LEDGER_KILLS", "200"))
FEW = KILLS if KILLS >= 1000 else KILLS // 2  # of the loops that are killed in one action
LATEST, SLOWEST = 0.400, 10.0  # seconds
LEAST, MOST = 3, 6  # edits that are acknowledged before most kills
FRESH = 40  # kills on one file, then a new one: checking grows with the history


@dataclass
class Loop:
    """What a loop of kills came to."""

    kills: int = 0
    acks: int = 0  # edits that were acknowledged before the kills
    hot: int = 0  # deaths that left a transaction to be rolled back
    faults: list[str] = field(default_factory=list)


def kill_loop(family: Family, base: tuple[Path, str], folder: Path, job: str, kills: int) -> Loop:
    """Kill a saving process again and again; after each death open the file and check it."""
    loop, rng = Loop(), random.Random(kills)
    source, key = base
    path = folder / source.name
    latest = time_for_edits(family, base, folder / "timed.ledger", job) / 4
    for number in range(kills):
        if number % FRESH == 0:
            shutil.copyfile(source, path)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            known = 0  # edits that must be there from now on
        # One in ten is killed while it opens the ledger, the others in the middle of their edits.
        first = 0 if number % 10 == 0 else rng.randint(LEAST, MOST)
        seconds = rng.uniform(0.0, latest)
        death = family.run(job, kill_after=seconds, path=str(path), key=key, first=str(first))
        loop.kills += death.killed
        loop.acks += len(death.acks)
        loop.faults += [line for line in death.lines if line.startswith("FAULT")]
        loop.hot += is_hot(path)
        if number % 4 == 0:
            try_wrong_key(path)
        known = max([known, *(ack + 1 for ack in death.acks)])
        found, known = faults_of(path, key, known)
        loop.faults += [f"kill {number}: {fault}" for fault in found]
        if found:
            break  # a file that is wrong once is wrong ever after
    return loop


def time_for_edits(family: Family, base: tuple[Path, str], path: Path, job: str) -> float:
    """Return the seconds, LATEST or more, in which this machine makes a dozen edits."""
    seconds = LATEST
    while seconds < SLOWEST:
        shutil.copyfile(base[0], path)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        death = family.run(job, kill_after=seconds, path=str(path), key=base[1], first="0")
        if len(death.acks) >= 12:
            return seconds
        seconds *= 1.5
    return seconds


def is_hot(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def faults_of(path: Path, key: str, known: int) -> tuple[list[str], int]:
    """Return what is wrong with a ledger after a death, and how many edits it holds: those known
    to be kept, and perhaps the one whose acknowledgement was cut off, each of them whole."""
    try:
        ledger = jobs.opened(str(path), key)
    except LedgerError as error:
        return [str(error)], known
    try:
        found = [each.text for each in check.problems(ledger)]
        edits = jobs.done_count(ledger)
        if not known <= edits <= known + 1:
            found.append(f"{known} edits known to be kept, {edits} are there")
        if jobs.content(ledger) != jobs.expected(edits):
            found.append(f"half an edit among {edits}: {jobs.content(ledger)}")
        return found, edits
    finally:
        ledger_files.close(ledger)


def test_no_acknowledged_edit_is_ever_lost(family, base, tmp_path):
    loop = kill_loop(family, base, tmp_path, "saves", KILLS)
    assert loop.faults == []
    assert loop.kills == KILLS
    assert loop.acks >= 3 * KILLS, "kills came before there was anything to lose"
    assert loop.hot > KILLS // 20, "hardly any kill hit a transaction"


@pytest.mark.parametrize(
    ("job", "fault"),
    [("saves_said_too_early", "known to be kept"), ("saves_in_pieces", "half an edit")],
)
def test_the_loop_sees_a_planted_bug(family, base, tmp_path, job, fault):
    loop = kill_loop(family, base, tmp_path, job, 40)
    assert any(fault in each for each in loop.faults)


each_action = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.job)


def outcomes(family: Family, job: str, action: Action, given: Given, kills: int) -> Counter[str]:
    """Run a job once to its end to time it, kill it at each thing it does to a file, then `kills`
    times at moments spread over that time; count what was left."""
    seen: Counter[str] = Counter()

    def run(**how: object) -> Death:
        place = action.prepare(given)
        death = family.run(job, **how, **place)
        assert all(line.startswith("ACK ") for line in death.lines), death.lines
        left = action.outcome(given, place)
        assert left == "after" or not death.lines, "done, as was said, and not there"
        seen[left] += 1
        return death

    seconds = run().seconds
    assert seen == {"after": 1}
    step = 0
    while run(dies_at=str(step)).killed:
        step += 1
    rng, hit = random.Random(kills), 0
    for _ in range(kills * 20):
        death = run(kill_after=rng.uniform(0.0, seconds))
        hit += death.killed
        if not death.killed:
            seconds = min(seconds, death.seconds)  # the first run is the slowest
        if hit == kills:
            return seen
    raise RuntimeError(f"only {hit} of {kills * 20} kills hit the action")


@each_action
def test_a_killed_action_is_done_whole_or_not_at_all(family, given, action):
    seen = outcomes(family, action.job, action, given, FEW)
    assert seen["before"]


@each_action
def test_its_loop_sees_a_planted_bug(family, given, action):
    with pytest.raises((LedgerError, AssertionError, DatabaseError)):
        outcomes(family, action.planted, action, given, 240)  # it ends at the first that is seen

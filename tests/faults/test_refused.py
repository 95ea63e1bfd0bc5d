"""A disk that refuses a step of an action: said in a sentence, nothing kept is lost or by half.

LEDGER_KILLS sets how often: each action half as often, once or from there on, full or broken.
"""

from __future__ import annotations

import errno
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.domain.errors import LedgerError
from ledger_app.files import left_overs
from tests.faults import steps
from tests.faults.acts import FIVE, Action, Given
from tests.faults.family import Death, Family
from tests.faults.test_kill import FEW

LAST = 20  # steps
WRITES = "cwm"  # what a full disk refuses
each_action = pytest.mark.parametrize("action", FIVE, ids=lambda action: action.job)


def refusals(kinds: list[str], count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Return which step is refused, how: each of the last ones, where what is said and what is so
    may part, then each kind of step as often as the others."""
    rng = random.Random(count)
    for step in range(max(0, len(kinds) - LAST), len(kinds)):
        yield kinds[step], {"refused": str(step), "fault": str(errno.EIO), "lasting": ""}
    for number in range(count - LAST):
        fault = rng.choice((errno.EIO, errno.ENOSPC))
        possible = [kind for kind in set(kinds) if fault == errno.EIO or kind in WRITES]
        kind = sorted(possible)[number % len(possible)]
        step = rng.choice([at for at, each in enumerate(kinds) if each == kind])
        lasting = rng.choice(("", "1"))
        yield kind, {"refused": str(step), "fault": str(fault), "lasting": lasting}


def outcomes(family: Family, job: str, action: Action, given: Given, count: int) -> Counter[str]:
    """Refuse a job one step of each kind after the other; count what was said and what was left."""
    seen: Counter[str] = Counter()
    kinds = steps.asked(steps.noted(run(family, job, action, given)[1]))
    for kind, how in refusals(kinds, count):
        place = action.prepare(given)
        death, _ = run(family, job, action, given, place, **how)
        try:
            said, left = said_by(death), left_of(action, given, place)
            assert left == "after" or said != "done", "done, as was said, and not there"
            assert left == "before" or said != "refused", "not done, as was said, and there"
        except (AssertionError, LedgerError, DatabaseError) as error:
            raise AssertionError(f"{kind} {how}: {death.lines}: {error}") from error
        seen[said] += 1
    return seen


def said_by(death: Death) -> str:
    """Return what the program says it has done: a sentence in any case, and no fault of its own."""
    assert death.lines, "neither done nor said why not"
    assert not any(line.startswith("FAULT") for line in death.lines), "that is no sentence"
    if death.acks:
        return "done"
    return "unknown" if "可能已经" in death.lines[0] else "refused"


def left_of(action: Action, given: Given, place: dict[str, str]) -> str:
    """Return what is left; what was begun is cleared by the next start, or never was there."""
    folder = folder_of(place)
    left_overs.clear()
    left_overs.clear_in(folder)
    begun = [each.name for each in folder.rglob("*.part*")]
    assert not begun, begun
    return action.outcome(given, place)


def folder_of(place: dict[str, str]) -> Path:
    return Path(place["path"]).parent


def run(
    family: Family, job: str, action: Action, given: Given, place=None, **how: str
) -> tuple[Death, Path]:
    """Run a job with its steps noted."""
    place = place or action.prepare(given)
    folder = folder_of(place)
    notes = given.folder / "notes"
    notes.unlink(missing_ok=True)
    return family.run(job, below=f"{folder}", notes=str(notes), **how, **place), notes


@each_action
def test_an_action_that_is_refused_the_disk_says_so_and_spoils_nothing(
    watched_family, given, action
):
    seen = outcomes(watched_family, action.job, action, given, FEW)
    if FEW >= 1000:
        print(seen)
    assert seen["refused"] > FEW // 4


@each_action
def test_its_loop_sees_a_planted_bug(watched_family, given, action):
    with pytest.raises(AssertionError):
        outcomes(watched_family, action.planted, action, given, FEW)

"""The power goes in the middle of an action: what was acknowledged is there, nothing by half.

Each action runs once with its steps noted; then the folder is put as the disk may have it after a
cut at any step (see steps.py), and looked at as after a kill. LEDGER_KILLS sets how often.
"""

from __future__ import annotations

import random
from collections import Counter
from hashlib import sha256

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.domain.errors import LedgerError
from tests.faults import steps
from tests.faults.acts import FIVE, Action, Given
from tests.faults.family import Family
from tests.faults.test_kill import FEW
from tests.faults.test_refused import folder_of

PLANTED = [("imports", "ledger"), ("prints", "ledger"), ("prints", "file"), ("prints", "folder"),
           ("backs_up", "folder"), ("restores", "file"), ("restores", "folder"),
           ("changes_password", "ledger")]  # fmt: skip


def cut_points(done: list[steps.Step], count: int, rng: random.Random) -> list[int]:
    """Return after how many steps the power goes: a third of them anywhere, a third next to what
    makes something certain, a third when it was said that all is."""
    turns = [at for at, step in enumerate(done) if step.kind in "snu"]
    (kept,) = (at for at, step in enumerate(done) if step.kind == "k")
    ways = (
        lambda: rng.randint(0, len(done)),
        lambda: rng.choice(turns) + rng.randint(0, 1),
        lambda: rng.randint(kept + 1, len(done)),
    )
    return sorted(ways[number % 3]() for number in range(count))


def outcomes(
    family: Family, action: Action, given: Given, count: int, careless: str = ""
) -> Counter[str]:
    """Cut a noted action so often; count what was left before it was acknowledged and after."""
    place, notes = action.prepare(given), given.folder / "notes"
    folder, rng = folder_of(place), random.Random(count)
    disk = steps.Disk(folder)
    death = family.run(
        action.job, below=str(folder), notes=str(notes), early="1", careless=careless, **place
    )
    assert len(death.acks) == 1, death.lines
    done = [step for step in steps.noted(notes) if step.kind != "?"]
    seen: Counter[str] = Counter()
    known: dict[bytes, str] = {}
    at, kept = 0, False
    for cut in cut_points(done, count, rng):
        for step in done[at:cut]:
            disk.do(step)
            kept = kept or step.kind == "k"
        at, left = cut, disk.cut(rng)
        state = sha256(repr(sorted(left.items())).encode()).digest()
        if state not in known:
            steps.put(folder, left)
            known[state] = looked_at(action, given, place, f"cut after {cut} of {len(done)}")
        assert known[state] == "after" or not kept, f"kept, as was said, and lost at {cut}"
        seen["after" if kept else f"open, {known[state]}"] += 1
    return seen


def looked_at(action: Action, given: Given, place: dict[str, str], when: str) -> str:
    """Return what is left, as after a kill."""
    try:
        return action.outcome(given, place)
    except (AssertionError, LedgerError, DatabaseError, OSError) as error:
        raise AssertionError(f"{when}: {error!r}") from error


@pytest.mark.parametrize("action", FIVE, ids=lambda action: action.job)
def test_an_action_that_was_acknowledged_outlasts_a_power_cut(watched_family, given, action):
    seen = outcomes(watched_family, action, given, FEW)
    assert seen["open, before"]
    assert seen["after"]


@pytest.mark.parametrize(("job", "careless"), PLANTED)
def test_what_is_not_synced_is_seen(watched_family, given, job, careless):
    (action,) = (each for each in FIVE if each.job == job)
    with pytest.raises(AssertionError):
        outcomes(watched_family, action, given, FEW, careless)

"""Real ledgers of three schools and a township: whatever happens to sticks, no edit vanishes.

What the pure model (tests/domain/merging) says of the merge is said here of the rows of the files:
reading, telling, sealing, carrying out, undoing and restoring are the program's own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from ledger_app.domain.merging import fields, sequence
from ledger_app.store.handoff import open_conflicts, taking_theirs, telling
from tests.actions.handoff.real_units.settling import settle
from tests.actions.handoff.real_units.world import World, three_schools

RUNS = int(os.environ.get("HANDOFF_RUNS", "50"))
ORDERS = int(os.environ.get("HANDOFF_ORDERS", "6"))  # of the 120
STEPS = 40
PARTS = 5
PLANTED_RUNS = 16


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Return a folder with four paired ledgers; copy them, never open them."""
    return three_schools(tmp_path_factory.mktemp("paired"))


def live(seed: int, made: Path, folder: Path) -> World:
    """Let things happen, then let all sticks arrive; raise AssertionError with the seed."""
    folder.mkdir()
    world = World(seed, made, folder)
    try:
        for _ in range(STEPS):
            world.step()
        settle(world)
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {error}") from error
    finally:
        world.close()
        shutil.rmtree(folder)
    return world


@pytest.mark.parametrize("part", range(PARTS))
def test_no_edit_vanishes_and_both_ends_agree_in_the_end(part, made, tmp_path):
    worlds = [live(seed, made, tmp_path / f"{seed}") for seed in range(part, RUNS, PARTS)]
    assert sum(each.decisions for each in worlds) > len(worlds), "people had to decide"
    assert sum(each.taken for each in worlds) > 10 * len(worlds), "packages went both ways"


@pytest.mark.parametrize("order", range(ORDERS))
def test_packages_of_three_schools_come_to_the_same_in_any_order(order, made, tmp_path):
    found = []
    for name, is_shuffled in (("in order", False), ("shuffled", True)):
        (tmp_path / name).mkdir()
        world = World(7, made, tmp_path / name)
        try:
            sticks = [world.packed(desk) for desk in world.schools()]
            for desk in world.schools()[:2]:
                world.new_child(desk)
                sticks.append(world.packed(desk))
            if is_shuffled:
                Random(order).shuffle(sticks)
            for sent in sticks:
                world.received(world.township, sent)
            rows = world.township.living().values()
            found.append(sorted((row.table, str(row.values)) for row in rows))
        finally:
            world.close()
    assert found[0] == found[1]


def _last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fields, "_outcome", lambda *_: True)


def _nobody_is_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(open_conflicts, "ask", lambda *_, **__: [])


def _a_decision_is_not_written(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(taking_theirs, "take_theirs", lambda *_: None)


def _deletions_are_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(telling._Telling, "bury", lambda *_: None)


def _the_base_is_the_newest_whoever_knows_it(patch: pytest.MonkeyPatch) -> None:
    def newest(_made, accepted, kept=None):
        return next((each for each in accepted if kept is None or each.digest in kept), None)

    patch.setattr(sequence, "both_know", newest)


Plant = Callable[[pytest.MonkeyPatch], None]
PLANTED: tuple[tuple[Plant, int], ...] = (  # with a run from which on it shows soon
    (_last_writer_wins, 0),
    (_nobody_is_asked, 0),
    (_a_decision_is_not_written, 3),
    (_deletions_are_not_told, 3),
    (_the_base_is_the_newest_whoever_knows_it, 11),
)


@pytest.mark.parametrize(("plant", "first"), PLANTED, ids=[each.__name__ for each, _ in PLANTED])
def test_a_planted_bug_is_caught(plant, first, made, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        for seed in range(first, first + PLANTED_RUNS):
            try:
                live(seed, made, tmp_path / f"{seed}")
            except AssertionError:
                return
    pytest.fail("nobody noticed")

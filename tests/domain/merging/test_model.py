"""Three schools and a township for years: no edit vanishes undecided (reliability.md F10)."""

from __future__ import annotations

import os

import pytest

from tests.domain.merging.model.world import World

RUNS = int(os.environ.get("MERGE_RUNS", "1000"))
STEPS = 50
PARTS = 4


def live(seed: int, steps: int = STEPS) -> World:
    """Let things happen; raise EditVanished, with the seed, where one vanishes."""
    world = World(seed)
    for at in range(steps):
        try:
            world.step()
        except AssertionError as error:
            raise type(error)(f"seed {seed}, step {at}: {error}") from error
    return world


@pytest.mark.parametrize("part", range(PARTS))
def test_no_edit_vanishes_without_a_decision(part: int) -> None:
    decisions = sum(live(seed).decisions for seed in range(part, RUNS, PARTS))
    assert decisions > RUNS / PARTS / 20  # it has come to differences, and people decided them

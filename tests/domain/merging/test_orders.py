"""Packages in any order, a file that goes back and forth, and an end to all questions: F8, F9."""

from __future__ import annotations

from itertools import permutations

import pytest

from ledger_app.domain.merging.told import Told
from tests.domain.merging.model.ledgers import TOWNSHIP, Ledger, Sent
from tests.domain.merging.model.world import SCHOOLS, World


def held(ledger: Ledger) -> dict[str, tuple[object, object]]:
    return {key: (dict(each.values), each.student) for key, each in ledger.living.items()}


def five_packages() -> tuple[World, list[Sent], Ledger]:
    """Return five packages of a school that goes on working, and its township before them."""
    world = World(7)
    school = world.computers[0]
    sent = []
    for at in range(5):
        child = f"of {at}"
        told = Told("student", child, child, {"name": child}, unit=school.code)
        school.begin(told, world.new("life"))
        for record in sorted(school.living)[:2]:
            school.write(record, "remark", world.new("v"), "")
        if at == 3:
            school.delete("of 0", world.new("life"), "")
        sent.append(school.pack(world.new("p")))
    return world, sent, world.township.kept()


def test_all_orders_of_five_packages_with_repeats_give_one_state() -> None:
    world, sent, before = five_packages()
    ends = set()
    for order in permutations(sent):
        township = before.kept()
        world.ever.clear()
        for each in (*order, *order):
            world.random.seed(1)  # nobody takes a merge back
            world.receive(township, each)
        ends.add(repr(sorted(held(township).items())))
        assert not township.open.get(SCHOOLS[0])
    assert len(ends) == 1
    assert "of 4" in ends.pop()


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_a_child_that_goes_from_one_school_to_another_and_back(order: tuple[int, ...]) -> None:
    """F8: the packages come late, in all orders; one school keeps the file, nothing is lost."""
    world = World(3)
    one, other, township = world.computers[0], world.computers[1], world.township
    child = sorted(one.living)[0]
    world.random.seed(1)
    world.receive(township, one.pack("p1"))
    world.receive(township, other.pack("p2"))
    for at, (giver, taker) in enumerate(((one, other), (other, one))):
        values = {"from_code": giver.code, "to_code": taker.code, "no": at}
        passage = Told("passage", f"way {at}", child, values, unit=TOWNSHIP)
        township.begin(passage, world.new("life"))
        world.receive(taker, township.receipt(taker.code, f"r{at}"))
        taker.write(child, "remark", f"at {taker.code}", "")
        taker.begin(
            Told("contact", f"k{at}", child, {"place": "家里"}, unit=taker.code), world.new("life")
        )
        if at == 0:
            world.receive(township, other.pack("p3"))
    late = [one.pack("p4"), other.pack("p5"), other.pack("p6")]
    for at in order:
        world.receive(township, late[at])
    assert township.keeper(child) == one.code
    assert {child, "k0", "k1", "way 0", "way 1"} <= township.living.keys()
    # The last package of this school that both know is older than the other's word: it is asked.
    [asked] = [each.asked for each in township.open[one.code] if each.asked.field == "remark"]
    assert (asked.ours, asked.theirs) == (f"at {other.code}", f"at {one.code}")


class OneEach(list[Ledger]):
    """Computers to which none is added: a copy that was made is never used."""

    def append(self, _: Ledger) -> None:
        """Leave it."""


def quiet_round(world: World) -> int:
    """Let every package and receipt arrive and every difference be decided; return how many."""
    before = world.decisions
    for school in list(world.computers):
        world.receive(world.township, school.pack(world.new("p")))
    while world.decide_one(world.township):
        pass
    for school in world.computers:
        world.receive(school, world.township.receipt(school.code, world.new("r")))
        while world.decide_one(school):
            pass
    return world.decisions - before


@pytest.mark.parametrize("seed", range(60))
def test_once_nobody_writes_the_questions_come_to_an_end(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F9: each side is asked, a refusal once more; then a difference stands.

    Two copies of one ledger that both go on never agree: each package of theirs says so.
    """
    world = World(seed)
    monkeypatch.setattr(world, "computers", OneEach(world.computers))
    for _ in range(150):
        world.step()
    world.random.random = lambda: 0.5  # type: ignore[method-assign]
    rounds = [quiet_round(world) for _ in range(8)]
    assert rounds[-1] == rounds[-2] == 0, rounds

"""Packing, receiving and deciding, killed, refused the disk and left without power at any moment:
done whole or not at all, no number given out twice, and said as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.actions.handoff import conflicts, pack, receive
from ledger_app.actions.handoff.incoming import ArrivalState
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import sealing
from ledger_app.files import left_overs
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff import partners
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import a_school_and_its_township, add_children
from tests.faults import jobs, test_kill, test_power_cuts, test_refused
from tests.faults.acts import Action, Given, backups_are_whole, opened_whole
from tests.faults.test_kill import FEW

CHILDREN = tuple(f"{number:032x}" for number in range(3))
KEPT = (".ledger", ".handoff")
COUNT = max(FEW // 2, 30)


def two_units(given: Given) -> dict[str, str]:
    """Make, once, a school and its township with a difference, a package of it, and its keys."""
    folder = given.folder / "两家"
    if not folder.exists():
        folder.mkdir()
        school, township = a_school_and_its_township(folder)
        keys = {each.path: each.key.hex() for each in (school, township)}
        for path, key in keys.items():
            path.with_suffix(".key").write_text(key)
        add_children(school, *CHILDREN)
        take(township, pack.pack(school, folder / "一.handoff").path)
        for ledger, text in ((township, "镇"), (school, "校")):
            with revise(ledger, "edit", "备注") as revision:
                for child in CHILDREN:
                    revision.update("student", child, {"remark": f"{text}里写的"})
        pack.pack(school, folder / "二.handoff")
        shutil.copyfile(closed(township), folder / "收过一.ledger")
        again = jobs.opened(str(township.path), keys[township.path])
        take(again, folder / "二.handoff")
        closed(again)
        closed(school)
    return {each.stem: str(each) for each in folder.iterdir() if each.suffix in KEPT}


def take(ledger, path: Path) -> None:
    found = receive.look(ledger, path)
    receive.accept(ledger, found, found.number_to_type)


def closed(ledger) -> Path:
    ledger_files.close(ledger)
    return ledger.path


def copy_of(given: Given, source: str, name: str) -> dict[str, str]:
    """Return a fresh place with a copy of a ledger in it, and its key."""
    folder = given.fresh().parent
    shutil.rmtree(folder)
    folder.mkdir()
    key = (Path(source).parent / f"{name}.key").read_text()
    return {"path": str(shutil.copyfile(source, folder / f"{name}.ledger")), "key": key}


def prepare_pack(given: Given) -> dict[str, str]:
    place = copy_of(given, two_units(given)["青山小学"], "青山小学")
    stick = Path(place["path"]).with_name("U盘")
    stick.mkdir()
    return {**place, "stick": str(stick)}


def outcome_of_pack(given: Given, place: dict[str, str]) -> str:
    """A package that lies there is whole, and its number is never given to another one."""
    school = opened_whole(Path(place["path"]), place["key"])
    found = list(Path(place["stick"]).glob("*.handoff"))
    numbers = [2]
    for path in found:
        opened = sealing.unseal(path.read_bytes(), partners.own_keys(school), own=True)
        assert len(opened.body) > 500
        numbers.append(opened.header.sequence)
    next_one = pack.pack(school, Path(place["path"]).with_name("下一包.handoff"))
    assert next_one.sequence > max(numbers), "a number was given out twice"
    ledger_files.close(school)
    return "after" if found else "before"


def prepare_receive(given: Given) -> dict[str, str]:
    units = two_units(given)
    return {**copy_of(given, units["收过一"], "福利镇中心校"), "package": units["二"]}


def outcome_of_receive(given: Given, place: dict[str, str]) -> str:
    township = opened_whole(Path(place["path"]), place["key"])
    taken = township.value("SELECT count(*) FROM revision WHERE kind = 'merge_package'") - 1
    counts = [
        township.value("SELECT count(*) FROM package WHERE direction = 'in'"),
        township.value("SELECT count(*) FROM conflict"),
    ]
    state = receive.look(township, Path(place["package"])).state
    ledger_files.close(township)
    assert (counts, state) in (
        ([2, len(CHILDREN)], ArrivalState.REPEAT) if taken else ([1, 0], ArrivalState.NEW),
    )
    backups_are_whole(Path(place["path"]), place["key"])
    return "after" if taken else "before"


def prepare_decide(given: Given) -> dict[str, str]:
    return copy_of(given, two_units(given)["福利镇中心校"], "福利镇中心校")


def outcome_of_decide(given: Given, place: dict[str, str]) -> str:
    township = opened_whole(Path(place["path"]), place["key"])
    left = len(conflicts.open_conflicts(township))
    texts = township.column("SELECT remark FROM student ORDER BY no")
    ledger_files.close(township)
    assert (left, set(texts)) in ((0, {"校里写的"}), (len(CHILDREN), {"镇里写的"}))
    return "before" if left else "after"


ACTIONS = (
    Action("packs", "packs_before_it_is_noted", prepare_pack, outcome_of_pack),
    Action("receives", "receives_in_pieces", prepare_receive, outcome_of_receive),
    Action("decides", "decides_in_pieces", prepare_decide, outcome_of_decide),
)
each_action = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.job)
SEEN = (LedgerError, AssertionError, DatabaseError)


@each_action
def test_killed_it_is_done_whole_or_not_at_all(family, given, action):
    assert test_kill.outcomes(family, action.job, action, given, COUNT)["before"]


@each_action
def test_a_planted_bug_is_found_by_killing(family, given, action):
    with pytest.raises(SEEN):
        test_kill.outcomes(family, action.planted, action, given, 240)


@each_action
def test_refused_the_disk_it_says_so_and_spoils_nothing(watched_family, given, action):
    seen = test_refused.outcomes(watched_family, action.job, action, given, COUNT)
    assert seen["refused"] > COUNT // 4


@each_action
def test_acknowledged_it_outlasts_a_power_cut(watched_family, given, action):
    assert test_power_cuts.outcomes(watched_family, action, given, COUNT)["after"]


def test_what_was_begun_is_cleared(given):
    place = prepare_pack(given)
    left_overs.new_name(Path(place["stick"])).write_bytes(b"by half")
    assert outcome_of_pack(given, place) == "before"

"""A package as a school makes it, spoilt on the way in any manner: refused, nothing changes."""

from __future__ import annotations

import random
from contextlib import ExitStack

import pytest

from ledger_app.actions.handoff import pack, receive, senders
from ledger_app.actions.handoff.incoming import TAKEN, ArrivalState
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import sealing
from ledger_app.store.changes import history
from ledger_app.store.handoff import partners
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import (
    SCHOOL,
    TOWNSHIP,
    a_school_and_its_township,
    add_children,
    new_unit,
)
from tests.exchange.packages.sealed import STRANGER

REFUSED = {ArrivalState.DAMAGED, ArrivalState.UNKNOWN, ArrivalState.FUTURE}


@pytest.fixture
def two(tmp_path):
    with ExitStack() as stack:
        units = a_school_and_its_township(tmp_path)
        for each in units:
            stack.callback(ledger_files.close, each)
        add_children(units[0], *(f"{number:032x}" for number in range(40)))
        yield units


@pytest.fixture
def made(two, tmp_path):
    return pack.pack(two[0], tmp_path / "一.handoff").path


def seen_as(township, path, content: bytes) -> ArrivalState:
    """Return what a file is taken for; it cannot be accepted unless it can be taken."""
    path.write_bytes(content)
    found = receive.look(township, path)
    assert found.message
    if found.state not in TAKEN:
        with pytest.raises(LedgerError):
            receive.accept(township, found)
    return found.state


def state_of(township) -> tuple[int, int, int]:
    return (
        history.newest_no(township),
        township.value("SELECT count(*) FROM audit"),
        township.value("SELECT total_changes()"),
    )


def test_no_spoilt_package_is_taken_and_none_leaves_a_trace(two, made, tmp_path):
    _, township = two
    partners.own_keys(township)
    whole, spoilt, rng = made.read_bytes(), tmp_path / "坏.handoff", random.Random(1)
    before, seen = state_of(township), set()
    for _ in range(300):
        content = bytearray(whole)
        content[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        seen.add(seen_as(township, spoilt, bytes(content)))
    for _ in range(100):
        seen.add(seen_as(township, spoilt, whole[: rng.randrange(len(whole))]))
    seen.add(seen_as(township, spoilt, whole + b"\n"))
    assert seen <= REFUSED
    assert state_of(township) == before
    assert seen_as(township, spoilt, whole) in TAKEN


def test_the_loop_would_find_a_program_that_believes_what_it_is_given(
    two, made, tmp_path, monkeypatch
):
    # The planted bug: whatever cannot be opened is taken for what was opened last.
    _, township = two
    opened = sealing.unseal(made.read_bytes(), partners.own_keys(township))
    monkeypatch.setattr(sealing, "unseal", lambda *_given, **_named: opened)
    assert seen_as(township, tmp_path / "坏.handoff", made.read_bytes()[:-1]) in TAKEN


def test_a_package_of_a_stranger_for_this_township_is_not_taken(two, made, tmp_path, monkeypatch):
    # E11: all of the school's own, but for the key that signs it.
    _, township = two
    opened = sealing.unseal(made.read_bytes(), partners.own_keys(township))
    to = [partners.own_keys(township).seal_key]
    for _ in range(20):
        forged = sealing.seal(opened.header, opened.body, STRANGER, to)
        assert seen_as(township, tmp_path / "假.handoff", forged) is ArrivalState.UNKNOWN
    monkeypatch.setattr(
        senders, "sender", lambda *_given: senders.Sender(None, verified=False)
    )  # the planted bug
    assert seen_as(township, tmp_path / "假.handoff", forged) in TAKEN


def test_words_open_what_was_packed_with_them_and_it_stays_unverified(two, tmp_path):
    school, township = two
    made = pack.pack(school, tmp_path / "词.handoff", words=True)
    assert len(made.words.split()) == 6
    closed = receive.look(township, made.path)
    assert closed.state is ArrivalState.UNKNOWN
    assert "六个口令词" in closed.message
    assert receive.look(township, made.path, "小菜 新麦").state is ArrivalState.UNKNOWN
    found = receive.look(township, made.path, made.words)
    assert found.state in TAKEN
    assert not found.verified
    receive.accept(township, found, found.number_to_type)
    assert township.column("SELECT verified FROM package WHERE direction = 'in'") == ["0"]


def test_a_school_that_is_not_paired_is_heard_with_words_only(tmp_path):
    school = new_unit(tmp_path, "石门小学", SCHOOL, "school")
    township = new_unit(tmp_path, "福利镇中心校", TOWNSHIP, "township")
    try:
        add_children(school, "1" * 32)
        with pytest.raises(LedgerError, match="配对"):
            pack.pack(school, tmp_path / "一.handoff")
        made = pack.pack(school, tmp_path / "一.handoff", words=True)
        found = receive.look(township, made.path, made.words)
        receive.accept(township, found, found.number_to_type)
        [sender] = partners.below(township)
        assert (sender.unit_name, sender.verified) == ("石门小学", False)
        assert sender.seal_key == partners.own_keys(school).seal_key
    finally:
        ledger_files.close(school)
        ledger_files.close(township)

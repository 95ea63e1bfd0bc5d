"""Many packages at once: in order, each wholly or not at all, and none after a stop."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import Received
from ledger_app.actions.handoff.receiving import whole_stick
from ledger_app.actions.handoff.receiving.whole_stick import Wish
from ledger_app.domain.errors import LedgerError
from tests.arrivals import Stopping, arrival, guarded


@pytest.fixture
def desk(monkeypatch):
    """Stand for the receiving: what was accepted, and for which of them a backup was there."""
    found = SimpleNamespace(accepted=[], backed_up=[])

    def accept(_ledger, incoming, confirm=None, _progress=None, *, is_backed_up=False):
        if incoming.number_to_type != confirm:
            raise LedgerError("要先核对。")
        found.accepted.append((incoming.header.unit_name, incoming.header.sequence))
        found.backed_up.append(is_backed_up)
        return Received(incoming, len(found.accepted))

    monkeypatch.setattr(receive, "accept", accept)
    return found


def test_older_packages_of_a_school_are_taken_first_and_one_backup_is_made_for_all(desk):
    late, early = arrival(sequence=7), arrival(sequence=6)
    done = whole_stick.take(None, [Wish(late), Wish(early), Wish(arrival("联合小学"))])

    assert desk.accepted == [("青山小学", 6), ("青山小学", 7), ("联合小学", 7)]
    assert desk.backed_up == [False, True, True]
    assert all(each.received for each in done)


def test_a_refused_package_is_no_reason_to_go_without_a_backup(desk):
    whole_stick.take(None, [Wish(guarded()), Wish(arrival("石门小学"))])
    assert desk.backed_up == [False]


def test_a_refused_package_leaves_the_ledger_to_the_next(desk):
    done = whole_stick.take(None, [Wish(arrival()), Wish(guarded(), typed=24)])
    assert [each.received is not None for each in done] == [True, False]
    assert done[1].refused.message == "要先核对。"
    assert whole_stick.take(None, [Wish(guarded(), typed=25)])[0].received


def test_after_a_stop_none_is_begun_and_each_says_that_it_was_not_taken(desk):
    progress = Stopping(after=1)
    wishes = [Wish(arrival(sequence=6)), Wish(arrival("联合小学")), Wish(arrival("石门小学"))]
    done = whole_stick.take(None, wishes, progress)

    assert desk.accepted == [("青山小学", 6)]
    assert [each.refused for each in done] == [None, whole_stick.STOPPED, whole_stick.STOPPED]
    assert progress.told[0] == (0, 3, "青山小学第 6 包")

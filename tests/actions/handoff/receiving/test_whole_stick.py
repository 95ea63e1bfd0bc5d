"""Many packages at once: in order, each wholly or not at all, and none after a stop."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import Received
from ledger_app.actions.handoff.receiving import whole_stick
from ledger_app.actions.handoff.receiving.whole_stick import Wish
from ledger_app.domain.errors import LedgerError
from tests.arrivals import Stopping, arrival, guarded, unreadable


@pytest.fixture
def desk(monkeypatch):
    """Stand for the receiving: what was accepted, and for which of them a backup was there."""
    found = SimpleNamespace(accepted=[], backed_up=[], words=[], lies={})

    def accept(_ledger, incoming, confirm=None, _progress=None, *, is_backed_up=False):
        if incoming.number_to_type != confirm:
            raise LedgerError("要先核对。")
        found.accepted.append((incoming.header.unit_name, incoming.header.sequence))
        found.backed_up.append(is_backed_up)
        return Received(incoming, len(found.accepted))

    def look(_ledger, path, words=""):
        found.words.append(words)
        return found.lies[path]

    monkeypatch.setattr(receive, "accept", accept)
    monkeypatch.setattr(receive, "look", look)
    monkeypatch.setattr(receive, "planned", look)
    monkeypatch.setattr(whole_stick, "large_cache", nullcontext)
    monkeypatch.setattr(receive, "files_among", lambda _paths: list(found.lies))
    return found


def lay(desk, *packages):
    """Lay packages on the stick; return the wishes to take all of them."""
    desk.lies |= {each.path: each for each in packages}
    return [Wish(each) for each in packages]


def test_older_packages_of_a_school_are_taken_first_and_one_backup_is_made_for_all(desk):
    late, early = arrival(sequence=7), arrival(sequence=6)
    done = whole_stick.take(None, lay(desk, late, early, arrival("联合小学")))

    assert desk.accepted == [("青山小学", 6), ("青山小学", 7), ("联合小学", 7)]
    assert desk.backed_up == [False, True, True]
    assert all(each.received for each in done)


def test_a_refused_package_is_no_reason_to_go_without_a_backup(desk):
    whole_stick.take(None, lay(desk, guarded(), arrival("石门小学")))
    assert desk.backed_up == [False]


def test_a_refused_package_leaves_the_ledger_to_the_next(desk):
    one, _ = lay(desk, arrival(), guarded())
    done = whole_stick.take(None, [one, Wish(guarded(), typed=24)])
    assert [each.received is not None for each in done] == [True, False]
    assert done[1].refused.message == "要先核对。"
    assert whole_stick.take(None, [Wish(guarded(), typed=25)])[0].received


def test_after_a_stop_none_is_begun_and_each_says_that_it_was_not_taken(desk):
    progress = Stopping(after=1)
    wishes = lay(desk, arrival(sequence=6), arrival("联合小学"), arrival("石门小学"))
    done = whole_stick.take(None, wishes, progress)

    assert desk.accepted == [("青山小学", 6)]
    assert [each.refused for each in done] == [None, whole_stick.STOPPED, whole_stick.STOPPED]
    assert progress.told[0] == (0, 3, "青山小学第 6 包")


def test_what_is_shown_holds_no_contents_and_what_nobody_can_read_stands_last(desk):
    full = arrival(body=b"all of it")
    lay(desk, unreadable(), full, arrival("联合小学"))
    found = whole_stick.look_through(None, [])
    assert [each.path for each in found][-1] == unreadable().path
    assert {each.body for each in found} == {b""}
    assert found[0].children == full.children


def test_a_file_that_is_another_one_by_now_is_not_taken(desk):
    (wish,) = lay(desk, arrival(digest="a"))
    lay(desk, arrival(digest="b", message="另一包。"))
    (done,) = whole_stick.take(None, [wish])
    assert desk.accepted == []
    assert "不一样" in done.refused.message
    assert done.refused.hint == "另一包。"


def test_a_package_of_spoken_words_is_read_with_them_again(desk):
    lay(desk, arrival())
    whole_stick.take(None, [Wish(arrival(), words="山 清 水 秀 人 和")])
    assert desk.words == ["山 清 水 秀 人 和"]
    assert desk.accepted == [("青山小学", 7)]


def test_after_a_stop_no_further_package_is_looked_at(desk):
    lay(desk, arrival(), arrival("联合小学"), arrival("石门小学"))
    assert len(whole_stick.look_through(None, [], Stopping(after=1))) == 1

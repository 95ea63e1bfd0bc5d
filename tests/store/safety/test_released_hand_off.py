"""A ledger of every release takes part in the hand-off; what was deleted in it is told so."""

from __future__ import annotations

import shutil

import pytest

from ledger_app.actions.handoff import pack, receive
from ledger_app.store.changes import tombstones
from ledger_app.store.file import settings
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import pair
from tests.data.keep_release import CHILDREN
from tests.ledgers import open_again
from tests.store.safety.test_migrations import RELEASES


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def released(request, tmp_path):
    """Return the ledger kept of one release, opened by this program."""
    path = tmp_path / request.param.name
    shutil.copyfile(request.param, path)
    ledger = open_again(path)
    yield ledger
    ledger_files.close(ledger)


def test_what_was_deleted_before_has_its_tombstone(released):
    (child,) = released.rows("SELECT id, deleted_at FROM student WHERE deleted_at IS NOT NULL")
    stones = tombstones.standing(released)
    assert stones[child["id"]][:4] == ("student", child["id"], child["deleted_at"], "张老师")
    assert stones == tombstones.wanted(released)


def test_it_is_paired_and_packed_and_its_township_has_its_children(released, both, tmp_path):
    township = both[1]
    settings.put(released, {"unit_code": "2152000009"})  # another school than the paired one
    pair(released, township, tmp_path)
    taken = receive.look(township, pack.pack(released, tmp_path / "一.handoff").path)
    receive.accept(township, taken, taken.number_to_type)
    names = township.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")
    assert names == list(CHILDREN[:-1])
    # What only a township begins was begun in the kept ledger itself, and so is asked.
    asked = township.column("SELECT table_name FROM conflict ORDER BY table_name")
    assert asked == [key for key in ("passage", "question", "verdict") if _has(released, key)]


def _has(ledger, table):
    return bool(ledger.value(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL"))

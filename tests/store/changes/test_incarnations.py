"""A ledger that was restored, or a copy that goes on, is another incarnation on every path.

Numbers that it uses anew are no repeats of those that the lost one used.
"""

from __future__ import annotations

import shutil

import pytest

from ledger_app import paths
from ledger_app.actions import back_up, edit_file, open_ledger
from ledger_app.store.file import settings
from ledger_app.store.safety import check, copies, ledger_files
from tests.ledgers import PASSWORD, open_again


@pytest.fixture(autouse=True)
def nothing_decided():
    (paths.user_folder() / copies._KEPT_IN).unlink(missing_ok=True)


def opened(path):
    ledger = open_again(path)
    open_ledger.take_place(ledger)
    return ledger


def save(ledger, name):
    """Add a child; return where the last revision was made: ledger, incarnation, number."""
    edit_file.add_student(ledger, {"name": name})
    sql = "SELECT origin, incarnation, number FROM revision ORDER BY no DESC LIMIT 1"
    return ledger.db.execute(sql).fetchone()


def closed(ledger):
    assert check.problems(ledger) == []
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def first(ledger):
    """A ledger with a backup, and a child that was entered after it."""
    open_ledger.take_place(ledger)
    made = back_up.back_up(ledger)
    return closed_with(ledger, "王一"), made.path


def closed_with(ledger, name):
    told = save(ledger, name)
    return closed(ledger), told


def test_a_restored_ledger_counts_the_same_numbers_as_another_one(first):
    (path, lost), backup = first
    back_up.restore(path, backup, PASSWORD)
    ledger = opened(path)
    again = save(ledger, "李二")
    assert again[0] == lost[0]  # the same ledger
    assert again[1] != lost[1]
    assert again[2] == lost[2]  # the same number: only the incarnation tells them apart
    closed(ledger)


def test_each_restore_is_another_one(first):
    (path, _), backup = first
    seen = set()
    for name in ("甲", "乙", "丙"):
        back_up.restore(path, backup, PASSWORD)
        ledger = opened(path)
        seen.add(save(ledger, name)[1])
        closed(ledger)
    assert len(seen) == 3


def test_a_copy_that_goes_on_by_a_persons_word_is_another_one(first):
    (path, told), _ = first
    copy = shutil.copyfile(path, path.with_name("另一台.ledger"))
    ledger = opened(copy)
    open_ledger.go_on_with(ledger)
    assert save(ledger, "李二")[1] != told[1]
    closed(ledger)


def test_a_copy_that_goes_on_unasked_is_another_one(first):
    (path, told), _ = first
    ledger = opened(shutil.copyfile(path, path.with_name("另一台.ledger")))
    assert "从现在起用这一份继续" in open_ledger.go_on_unasked(ledger)
    assert save(ledger, "李二")[1] != told[1]
    closed(ledger)


def test_a_ledger_that_was_only_moved_stays_the_same_one(first):
    (path, told), _ = first
    ledger = opened(path.rename(path.with_name("搬家.ledger")))
    assert save(ledger, "李二")[:2] == told[:2]
    closed(ledger)


def test_what_was_saved_beside_after_an_exchange_asks_before_it_goes_on(first):
    (path, told), _ = first
    ledger = opened(path)
    beside = back_up.save_beside(ledger).path
    ledger_files.close(ledger)
    ledger = opened(beside)
    assert ledger.copy_of == path
    open_ledger.go_on_with(ledger)
    assert save(ledger, "李二")[1] != told[1]
    assert settings.get(ledger, "ledger_id") == told[0]
    closed(ledger)

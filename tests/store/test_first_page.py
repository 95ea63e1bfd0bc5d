"""A torn beginning of a ledger is told apart from a wrong password, where that can be known."""

from __future__ import annotations

import os

import pytest

from ledger_app.actions import back_up, edit_file, open_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.safety import ledger_files
from ledger_app.store.safety.ledger_files import WrongPassword
from tests.ledgers import PASSWORD, Clock, open_again


@pytest.fixture
def closed(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    groups = " ".join(open_ledger.recovery_groups(ledger))
    back_up.back_up(ledger)
    ledger_files.close(ledger)
    return ledger.path, groups


def tear(path, start, stop, fill):
    content = path.read_bytes()
    path.write_bytes(content[:start] + fill(stop - start) + content[stop:])


@pytest.mark.parametrize("fill", [bytes, os.urandom])
@pytest.mark.parametrize("start", [0, 16, 512])
def test_a_torn_first_sector_is_no_wrong_password(closed, start, fill):
    path, groups = closed
    tear(path, start, start + 512, fill)
    with pytest.raises(LedgerError, match="开头已经损坏") as error:
        open_again(path)
    assert not isinstance(error.value, WrongPassword)
    assert "口令没有错" in error.value.message
    assert open_ledger.seconds_to_wait(path) == 0
    with pytest.raises(LedgerError, match="口令没有错"):
        open_ledger.open_with_recovery_code(path, groups, clock=Clock())
    assert "口令没有错" in back_up.check_file(path, PASSWORD)[0].text
    with pytest.raises(WrongPassword, match="口令不对，或者文件开头已经损坏"):
        open_ledger.open_ledger(path, "不是这个口令", clock=Clock())


def test_without_a_backup_a_lost_salt_leaves_both_possible(closed):
    path, _ = closed
    for each in back_up.backups(path):
        each.path.unlink()
    tear(path, 0, 512, os.urandom)
    with pytest.raises(WrongPassword, match="口令不对，或者文件开头已经损坏"):
        open_again(path)


def test_a_wrong_password_of_a_whole_file_stays_one(closed):
    with pytest.raises(WrongPassword):
        open_ledger.open_ledger(closed[0], "不是这个口令", clock=Clock())
    ledger_files.close(open_again(closed[0]))

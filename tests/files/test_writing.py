"""Written whole or not at all, for its owner only, and again while a scanner has it."""

from __future__ import annotations

import os
import stat

import pytest

from ledger_app.actions import back_up
from ledger_app.domain.errors import LedgerError
from ledger_app.files import writing
from ledger_app.files.writing import write
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD, Clock

PDF = b"%PDF-1.7 a paper"
posix = pytest.mark.skipif(os.name != "posix", reason="modes as on POSIX")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_only_the_owner_may_read_what_is_written_from_the_first_byte_on(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def looked_at(descriptor):
        seen.extend((each.name, mode(each)) for each in tmp_path.iterdir())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", looked_at)
    old = os.umask(0)
    try:
        write(tmp_path / "纸.pdf", PDF)
        (tmp_path / "纸.pdf").chmod(0o666)
        write(tmp_path / "纸.pdf", PDF)
    finally:
        os.umask(old)
    assert mode(tmp_path / "纸.pdf") == 0o600
    parts = {mode for name, mode in seen if name.endswith(".part")}
    assert parts == {0o600}


@posix
def test_ledger_backup_and_what_is_restored_are_their_owners_alone(ledger, monkeypatch):
    seen = set()
    real = os.replace

    def looked_at(part, target):
        seen.add(mode(type(ledger.path)(part)))
        real(part, target)

    monkeypatch.setattr(os, "replace", looked_at)
    old = os.umask(0)
    try:
        made = back_up.back_up(ledger)
        ledger_files.close(ledger)
        ledger.path.chmod(0o644)
        done = back_up.restore(ledger.path, made.path, PASSWORD, clock=Clock())
    finally:
        os.umask(old)
    assert {mode(each) for each in (made.path, done.path, done.set_aside)} == {0o600}
    assert seen == {0o600}


def busy_for(times, monkeypatch):
    real, left = os.replace, [times]

    def replace(part, target):
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "in use")
        real(part, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(writing.time, "sleep", lambda _seconds: None)
    return left


def test_a_file_that_a_scanner_looks_at_is_written_a_moment_later(tmp_path, monkeypatch):
    left = busy_for(4, monkeypatch)
    write(tmp_path / "纸.pdf", PDF)
    assert (tmp_path / "纸.pdf").read_bytes() == PDF
    assert left == [0]


def test_a_file_that_stays_in_use_is_said_to_be_in_use(tmp_path, monkeypatch):
    (tmp_path / "纸.pdf").write_bytes(b"before")
    busy_for(-1, monkeypatch)
    monkeypatch.setattr(writing, "PATIENCE", 0)
    with pytest.raises(LedgerError, match="被别的程序占用") as error:
        write(tmp_path / "纸.pdf", PDF)
    assert "只读" not in str(error.value)
    assert [each.name for each in tmp_path.iterdir()] == ["纸.pdf"]
    assert (tmp_path / "纸.pdf").read_bytes() == b"before"


def test_a_backup_outlives_a_scanner(ledger, monkeypatch):
    busy_for(3, monkeypatch)
    made = back_up.back_up(ledger)
    assert made.path.exists()
    busy_for(-1, monkeypatch)
    monkeypatch.setattr(writing, "PATIENCE", 0)
    with pytest.raises(LedgerError, match="被别的程序占用"):
        back_up.back_up(ledger)
    assert [each.path for each in back_up.backups(ledger.path)] == [made.path]
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]


def test_what_turned_into_a_ledger_meanwhile_is_not_replaced(ledger, tmp_path, monkeypatch):
    target, whole = tmp_path / "纸.pdf", back_up.back_up(ledger).path.read_bytes()
    real = os.fsync

    def slowly(descriptor):
        real(descriptor)
        target.write_bytes(whole)

    monkeypatch.setattr(os, "fsync", slowly)
    with pytest.raises(LedgerError, match="加密"):
        write(target, PDF)
    assert target.read_bytes() == whole

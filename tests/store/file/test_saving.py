"""What could not be kept leaves the ledger as it was, and readable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Migrations

from ledger_app.store.file.saving import saving
from tests.ledgers import new_ledger


def test_after_a_save_that_was_taken_back_the_pages_are_read_from_the_file_again(tmp_path):
    """What SQLite saw of the first page, as it came back from the journal, need not be true."""
    ledger, said = new_ledger(tmp_path), []
    ledger.db.conn.set_trace_callback(said.append)
    with pytest.raises(sqlcipher.OperationalError), saving(ledger):
        ledger.db.execute("UPDATE setting SET nothing = 7")
    ledger.db.conn.set_trace_callback(None)
    assert said == [
        "BEGIN", "ROLLBACK", "PRAGMA shrink_memory",
    ]  # fmt: skip


GIVEN_BACK = "PRAGMA shrink_memory"


def test_what_was_taken_back_within_a_save_that_goes_on_is_read_again_once_that_is_kept(tmp_path):
    """Within the transaction no page may be given back: it would be missing at a rollback."""
    ledger, said = new_ledger(tmp_path), []
    ledger.db.conn.set_trace_callback(said.append)
    with saving(ledger):
        with pytest.raises(KeyError), saving(ledger):
            raise KeyError
        assert GIVEN_BACK not in said
    with saving(ledger):
        ledger.db.execute("SELECT 1")
    ledger.db.conn.set_trace_callback(None)
    assert sum(each.startswith("ROLLBACK TO") for each in said) == 1
    assert said.count(GIVEN_BACK) == 1
    assert said[said.index("COMMIT") + 1] == GIVEN_BACK


def test_a_migration_that_was_taken_back_is_under_the_same_guard(tmp_path):
    ledger, said = new_ledger(tmp_path), []
    broken = Migrations("broken")

    @broken()
    def fails(db):
        db.execute("CREATE TABLE some_more (a)")
        raise KeyError

    ledger.db.conn.set_trace_callback(said.append)
    with pytest.raises(KeyError):
        broken.apply(ledger.db)
    ledger.db.conn.set_trace_callback(None)
    assert said[said.index("ROLLBACK") + 1] == GIVEN_BACK


def test_no_other_way_of_taking_back_is_in_the_program():
    """Whatever is written goes through `atomic` of the ledger's own database."""
    checkout = Path(__file__).resolve().parents[3]
    ways = re.compile(r"\bROLLBACK\b|\bSAVEPOINT\b|\.rollback\(|(?<!\w)Database\(\w+, execute")
    found = {
        path.name
        for room in ("ledger_app", "db")
        for path in (checkout / room).rglob("*.py")
        if ways.search(path.read_text("utf-8"))
    }
    assert found <= {"check_schema.py"}  # of an empty database in memory, without a key

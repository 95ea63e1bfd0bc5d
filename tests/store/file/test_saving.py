"""What could not be kept leaves the ledger as it was, and readable."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2 as sqlcipher

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

"""What could not be kept leaves the ledger as it was, and readable."""

from __future__ import annotations

import pytest

from ledger_app.store.file.saving import saving
from tests.ledgers import new_ledger


def test_after_a_save_that_was_taken_back_the_pages_are_read_from_the_file_again(tmp_path):
    """What SQLite saw of the first page, as it came back from the journal, need not be true."""
    ledger, said = new_ledger(tmp_path), []
    ledger.db.conn.set_trace_callback(said.append)
    with pytest.raises(ZeroDivisionError), saving(ledger):
        ledger.db.execute("PRAGMA user_version = 7")
        raise ZeroDivisionError
    ledger.db.conn.set_trace_callback(None)
    assert [sql for sql in said if "user_version" not in sql] == [
        "BEGIN", "ROLLBACK", "PRAGMA shrink_memory",
    ]  # fmt: skip

"""Units that exchange packages, and the stick they go on."""

from __future__ import annotations

import pytest

from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import a_school_and_its_township
from tests.actions.travel.three_units import three_units


@pytest.fixture
def both(tmp_path):
    """Return a school and its township, paired."""
    ledgers = a_school_and_its_township(tmp_path)
    yield ledgers
    for each in ledgers:
        ledger_files.close(each)


@pytest.fixture
def three(empty_ledger_file, tmp_path):
    """Return two schools and their township, paired."""
    made = three_units(empty_ledger_file, tmp_path)
    yield made
    for ledger in (made.green, made.union, made.township):
        ledger.db.conn.close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder

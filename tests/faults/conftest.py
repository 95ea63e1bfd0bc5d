from __future__ import annotations

import os

import pytest

from ledger_app.actions import edit_file
from ledger_app.store.safety import ledger_files
from tests.faults.family import Family
from tests.ledgers import new_ledger

NAMES = ("甲一", "乙二", "丙三")


@pytest.fixture(scope="session")
def family():
    if os.name != "posix":
        pytest.skip("forks and kills")
    started = Family()
    yield started
    started.close()


@pytest.fixture(scope="session")
def base(tmp_path_factory):
    """Return (closed ledger file of three children, its key as hexadecimal digits)."""
    ledger = new_ledger(tmp_path_factory.mktemp("base"))
    key = ledger.key.hex()
    for name in NAMES:
        edit_file.add_student(ledger, {"name": name})
    ledger_files.close(ledger)
    return ledger.path, key

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from ledger_app.actions import edit_file
from ledger_app.store.safety import ledger_files
from tests.faults import steps
from tests.faults.acts import Given
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


@pytest.fixture(scope="session")
def watched_family(tmp_path_factory):
    """Return a family of which each step to a file can be noted, and refused."""
    if sys.platform != "linux":
        pytest.skip("a library is loaded before the system's")
    started = Family(steps.built(tmp_path_factory.mktemp("steps")))
    yield started
    started.close()


@pytest.fixture
def fresh(base, tmp_path):
    """Return a function that makes another copy of the ledger and returns its path."""
    source, _ = base
    places = iter(range(10_000))

    def make() -> Path:
        folder = tmp_path / str(next(places))
        folder.mkdir()
        shutil.copyfile(source, folder / source.name)
        return folder / source.name

    return make


@pytest.fixture
def given(fresh, base, tmp_path) -> Given:
    return Given(fresh, base[1], tmp_path)

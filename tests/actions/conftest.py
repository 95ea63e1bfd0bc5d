from __future__ import annotations

import shutil

import pytest
from ledger_app.store import ledger_files
from tests.ledgers import new_ledger, open_again


@pytest.fixture(scope="session")
def empty_ledger_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    ledger = new_ledger(folder)
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def ledger(empty_ledger_file, tmp_path):
    path = tmp_path / empty_ledger_file.name
    shutil.copyfile(empty_ledger_file, path)
    ledger = open_again(path)
    yield ledger
    ledger_files.close(ledger)

"""A township that took two packages, a school with what the township said of them."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import (
    GREEN,
    bring_question,
    bring_verdict,
    new_township,
    take_package,
)
from tests.ledgers import open_again


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    take_package(ledger, GREEN, 5, ["王小明"], student_count=1)
    take_package(ledger, GREEN, 7, ["李梓涵"], student_count=2)
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def school(empty_ledger_file, tmp_path):
    """A school to which the township has returned a file, with a question."""
    path = tmp_path / "学校.ledger"
    path.write_bytes(empty_ledger_file.read_bytes())
    ledger = open_again(path)
    child = edit_file.add_student(ledger, {"name": "赵涛", "phone": "13800000000"}).record_id
    bring_verdict(ledger, child, sequence=3)
    place = {"table_name": "student", "record": child, "field": "phone", "value": "13800000000"}
    bring_question(ledger, child, **place)
    ledger_files.close(ledger)
    return path

"""Two schools and their township, for the windows about files that travel."""

from __future__ import annotations

import pytest

from tests.actions.travel.three_units import three_units


@pytest.fixture
def three(empty_ledger_file, tmp_path):
    made = three_units(empty_ledger_file, tmp_path)
    yield made
    for ledger in (made.green, made.union, made.township):
        ledger.db.conn.close()

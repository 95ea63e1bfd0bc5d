"""Receipts for several units: one that is refused is no reason for the others to go without."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ledger_app.actions.handoff import receipts
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.receiving import receipts_for_many
from ledger_app.domain.errors import LedgerError
from tests.arrivals import Stopping


@pytest.fixture
def made(monkeypatch):
    codes = []

    def make_receipt(_ledger, code, _target):
        if code == "b":
            raise LedgerError("没有配对过。")
        codes.append(code)
        return SimpleNamespace(sequence=1)

    monkeypatch.setattr(receipts, "make_receipt", make_receipt)
    return codes


def test_those_that_can_be_written_are_and_the_other_says_why(made, tmp_path):
    done = receipts_for_many.write_receipts(None, ["a", "b", "c"], tmp_path)
    assert made == ["a", "c"]
    assert [each.refused and each.refused.message for each in done] == [None, "没有配对过。", None]


def test_after_a_stop_none_is_begun(made, tmp_path):
    done = receipts_for_many.write_receipts(None, ["a", "c", "d"], tmp_path, Stopping(after=1))
    assert made == ["a"]
    assert done[-1].refused is receipts_for_many.STOPPED


def test_a_stick_that_is_gone_gets_no_file_of_its_name(made, tmp_path):
    done = receipts_for_many.write_receipts(None, ["a"], tmp_path / "stick")
    assert made == []
    assert "不在了" in done[0].refused.message
    assert list(tmp_path.iterdir()) == []


def test_units_wait_for_a_receipt_until_their_last_package_is_answered():
    units = [UnitLine("a", "甲", 3, is_answered=False), UnitLine("b", "乙", 3), UnitLine("c", "丙")]
    assert [each.code for each in receipts_for_many.wait_for_one(units)] == ["a"]

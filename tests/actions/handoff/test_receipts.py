"""回执: it answers the last package that was taken, and goes to that unit alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import Known
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.exchange.packages import lines
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages
from ledger_app.store.handoff.carrying_out import carry_out
from tests.actions.handoff.paired import (
    SCHOOL,
    TOWNSHIP,
    add_children,
    opened,
)


def take(township: Ledger, path: Path) -> Known:
    """Take all of a first package over, as receiving does."""
    read = opened(township, path)
    told = lines.decode(read.body)
    with revise(township, "merge_package", "收包") as revision:
        plan = MergePlan(create=tuple(told.living.values()))
        carry_out(revision, plan, SCHOOL, told, read.digest)
        handing = packages.Handing(SCHOOL, "青山小学", handed_on="2026-11-21")
        packages.record_package(revision, packages.IN, read.header, read.digest, handing)
        packages.keep_body(revision, read.digest, read.body)
    return Known(read.header.incarnation, read.header.sequence, read.digest)


def test_a_receipt_answers_the_last_package_and_holds_what_the_township_asks(both, tmp_path):
    school, township = both
    add_children(school, "c1")
    known = take(township, pack(school, tmp_path).path)
    with revise(township, "edit", "请核实") as revision:
        asked = revision.insert("question", {"asked": "电话对吗"}, student_id="c1")

    made = make_receipt(township, "青山小学", tmp_path)

    assert made.file_name == "回执_青山小学_2026-11_第1包.receipt"
    read = opened(school, made.path)
    assert (read.header.based_on, read.header.knows) == (known, (known,))
    told = lines.decode(read.body)
    assert asked in told.living
    assert told.living["c1"].values["name"] == "王c1"
    row = packages.rows_of(township, SCHOOL, packages.OUT)[0]
    assert (row["kind"], row["based_on"]) == ("receipt", known.digest)


def test_what_the_school_withheld_is_untold_in_its_receipt_not_empty(both, tmp_path):
    school, township = both
    add_children(school, "c1")
    take(township, pack(school, tmp_path).path)

    told = lines.decode(opened(school, make_receipt(township, SCHOOL, tmp_path).path).body)

    assert ("student", "psychological") in told.withheld


def test_undoing_the_merge_moves_what_is_answered_back(both, tmp_path):
    school, township = both
    add_children(school, "c1")
    first = take(township, pack(school, tmp_path).path)
    with revise(township, "merge_package", "收第二包") as revision:
        read = opened(township, pack(school, tmp_path).path)
        handing = packages.Handing(SCHOOL, "青山小学")
        packages.record_package(revision, packages.IN, read.header, read.digest, handing)

    history.undo(township)

    assert packages.accepted(township, SCHOOL) == [first]
    read = opened(school, make_receipt(township, SCHOOL, tmp_path).path)
    assert read.header.based_on == first


def test_a_receipt_for_a_unit_that_is_not_paired_is_refused(both, tmp_path):
    _, township = both
    with pytest.raises(LedgerError, match="没有配对过的下级单位"):
        make_receipt(township, "石门村小学", tmp_path)
    assert packages.made(township, TOWNSHIP) == []

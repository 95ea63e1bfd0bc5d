"""What a ledger remembers of packages, and which contents it still has to merge against."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger_app.domain.merging.header import Header, Known, PackageKind
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages
from ledger_app.store.safety import check
from tests.store.handoff.two_ledgers import SCHOOL, TOWNSHIP, a_school_and_its_township


@pytest.fixture
def both(tmp_path: Path) -> tuple[Ledger, Ledger]:
    return a_school_and_its_township(tmp_path)


def header(
    number: int, kind: PackageKind = PackageKind.HANDOFF, based_on: Known | None = None
) -> Header:
    return Header(
        kind, "school", "青山小学", SCHOOL, "L", "I", number, "", "2026-10-31",
        "2026-10-31 08:00:00", "李", "0.6.0", based_on=based_on,
        withheld=(("harm", "*"),), counts={"student": 2, "contact": 3},
    )  # fmt: skip


def note(ledger: Ledger, direction: str, number: int, **more: object) -> int:
    unit = TOWNSHIP if ledger.value("SELECT unit_kind FROM partner") == "township" else SCHOOL
    made = header(number, **more)  # type: ignore[arg-type]
    kind = "pack" if direction == packages.OUT else "merge_package"
    with revise(ledger, kind, f"第 {number} 包") as revision:
        digest = f"{made.kind}-{number}"
        packages.record_package(revision, direction, made, digest, packages.Handing(unit, "对方"))
        packages.keep_body(revision, digest, f"内容 {number}".encode())
    return revision.no


def kept(ledger: Ledger) -> list[str]:
    return sorted(ledger.column("SELECT digest FROM package_body"))


def test_what_was_made_is_known_newest_first_and_numbered_on(both: tuple[Ledger, Ledger]) -> None:
    school, _ = both
    assert packages.next_sequence(school, TOWNSHIP) == 1
    for number in (1, 2):
        note(school, packages.OUT, number)
    assert packages.made(school, TOWNSHIP) == [
        Known("I", 2, "handoff-2"), Known("I", 1, "handoff-1"),
    ]  # fmt: skip
    assert packages.next_sequence(school, TOWNSHIP) == 3
    row = packages.rows_of(school, TOWNSHIP)[0]
    assert (row["student_count"], row["record_count"]) == (2, 5)
    assert packages.body(school, "handoff-2") == "内容 2".encode()


def test_what_was_taken_is_accepted_while_its_merge_stands(both: tuple[Ledger, Ledger]) -> None:
    _, township = both
    note(township, packages.IN, 1)
    second = note(township, packages.IN, 2)
    assert [each.sequence for each in packages.accepted(township, SCHOOL)] == [2, 1]
    assert packages.accepted(township, "L") == packages.accepted(township, SCHOOL)
    assert packages.withheld_by(township, SCHOOL) == {("harm", "*")}

    history.undo(township, second)

    assert [each.sequence for each in packages.accepted(township, SCHOOL)] == [1]
    assert packages.body(township, "handoff-1") is not None


def test_the_township_keeps_three_contents_of_each_unit(both: tuple[Ledger, Ledger]) -> None:
    _, township = both
    for number in range(1, 7):
        note(township, packages.IN, number)
    assert kept(township) == ["handoff-4", "handoff-5", "handoff-6"]
    assert check.problems(township) == []


def test_a_school_keeps_what_was_answered_and_all_since_however_many_got_lost(
    both: tuple[Ledger, Ledger],
) -> None:
    school, _ = both
    for number in range(1, 4):
        note(school, packages.OUT, number)
    answered = Known("I", 2, "handoff-2")
    note(school, packages.IN, 1, kind=PackageKind.RECEIPT, based_on=answered)
    for number in range(4, 9):
        note(school, packages.OUT, number)

    needed = {f"handoff-{number}" for number in (2, 4, 5, 6, 7, 8)}
    assert needed <= set(kept(school))
    note(school, packages.IN, 2, kind=PackageKind.RECEIPT, based_on=Known("I", 8, "handoff-8"))
    note(school, packages.OUT, 9)
    assert set(kept(school)) >= {"handoff-8", "handoff-9"}
    assert "handoff-4" not in kept(school)


def test_an_undone_receipt_needs_what_the_one_before_it_answered(
    both: tuple[Ledger, Ledger],
) -> None:
    """A planted loss: were only the newest answer kept, undoing it would leave no base."""
    school, _ = both
    for number in range(1, 6):
        note(school, packages.OUT, number)
    note(school, packages.IN, 1, kind=PackageKind.RECEIPT, based_on=Known("I", 1, "handoff-1"))
    last = note(
        school, packages.IN, 2, kind=PackageKind.RECEIPT, based_on=Known("I", 5, "handoff-5")
    )
    assert kept(school).count("handoff-2") == 0  # neither answered nor one of the last
    history.undo(school, last)
    assert packages.body(school, "handoff-1") is not None

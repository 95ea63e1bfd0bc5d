"""Whom this ledger exchanges packages with, and what went to and fro: for the page 移交."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.handoff.package_story import PackageStory, story_of
from ledger_app.catalogue.meanings import NO
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import packages
from ledger_app.store.handoff.partners import Partner

__all__ = ["PackageLine", "Partner", "last_made", "packages_of"]


@dataclass(frozen=True)
class PackageLine:
    """One package or receipt. `direction`: out, in. `answered_on`: day of the receipt that names
    it, "" while none does."""

    id: str
    direction: str
    kind: str
    unit_name: str
    sequence: int
    handed_on: str
    cut_off_on: str
    students: int
    records: int
    file_name: str
    custodian: str
    stick_no: str
    verified: bool
    story: PackageStory
    answered_on: str = ""

    @property
    def is_receipt(self) -> bool:
        """Tell whether it answers a package."""
        return self.kind == "receipt"


def packages_of(ledger: Ledger) -> list[PackageLine]:
    """Return what went out and came in, newest first."""
    rows = packages.rows_of(ledger)
    answered = {
        row["based_on"]: row["handed_on"] or ""
        for row in rows
        if row["kind"] == "receipt" and row["based_on"]
    }
    return [_line(row, answered.get(row["digest"], "")) for row in rows]


def last_made(ledger: Ledger) -> PackageLine | None:
    """Return the last package that this ledger made, None if it never made one."""
    return next((each for each in packages_of(ledger) if each.direction == "out"), None)


def _line(row: Row, answered_on: str) -> PackageLine:
    return PackageLine(
        id=row["id"],
        direction=row["direction"],
        kind=row["kind"],
        unit_name=row["unit_name"] or "",
        sequence=row["sequence"] or 0,
        handed_on=row["handed_on"] or "",
        cut_off_on=row["cut_off_on"] or "",
        students=row["student_count"] or 0,
        records=row["record_count"] or 0,
        file_name=row["file_name"] or "",
        custodian=row["custodian"] or "",
        stick_no=row["stick_no"] or "",
        verified=row["verified"] != NO,
        story=story_of(row["told"]),
        answered_on=answered_on,
    )

"""Whom the numbers of a unit below are about: each opens its list."""

from __future__ import annotations

from ledger_app.actions.handoff.package_story import story_of
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import units_below

ALL, RETURNED, MISSING = "all", "returned", "missing"


def filters_of(ledger: Ledger, unit: str, wanted: str) -> dict[str, tuple[str, ...]]:
    """Return what the list of children is asked for, to show those that a number counts."""
    with ledger.lock:
        if wanted == ALL:
            # "" is no school's id: a unit without schools has no children, not all of them.
            return {"school": tuple(units_below.school_ids(ledger, unit)) or ("",)}
        find = {
            RETURNED: _returned,
            MISSING: _missing,
        }[wanted]
        return {"id": tuple(find(ledger, unit)) or ("",)}


def _returned(ledger: Ledger, unit: str) -> list[str]:
    return [child for child, code in units_below.returned(ledger).items() if code == unit]


def _missing(ledger: Ledger, unit: str) -> list[str]:
    taken = units_below.packages(ledger, "in", "handoff")
    of_unit = [row for row in taken if row["unit_code"] == unit]
    return list(story_of(of_unit[-1]["told"]).missing) if of_unit else []


def last_package(ledger: Ledger, unit: str) -> str:
    """Return the record of the last package taken from a unit, "" if none was."""
    taken = units_below.packages(ledger, "in", "handoff")
    return next((row["id"] for row in reversed(taken) if row["unit_code"] == unit), "")

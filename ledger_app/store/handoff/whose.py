"""Whose word counts for what is in this ledger: asked with each save, so that little is read."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.domain.merging.ownership import Kept, Sides
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import partners
from ledger_app.store.lists.id_lists import THESE, these

_KEY = "sides"
_LAST_PASSAGE = (
    "SELECT to_code, coalesce(to_name, to_code), max(no) FROM passage WHERE deleted_at IS NULL "
    "AND coalesce(to_code, '') <> '' AND student_id = ?"
)


def sides(ledger: Ledger) -> Sides:
    """Return whose ledger this is and whom it is paired with; kept until one of them changes."""
    if _KEY not in ledger.lasting:
        ledger.lasting[_KEY] = _sides(ledger)
    found: Sides = ledger.lasting[_KEY]
    return found


def _sides(ledger: Ledger) -> Sides:
    found = partners.partners(ledger)
    if not found:
        return Sides()
    kind, code = settings.several(ledger, "unit_kind", "unit_code")
    above = [each for each in found if partners.is_above(ledger, each.unit_kind)]
    return Sides(
        kind=kind,
        code=code,
        above_kind=above[-1].unit_kind if above else "",
        above=frozenset(each.unit_code for each in above),
        below={
            each.unit_code: each.unit_name
            for each in found
            if partners.is_below(ledger, each.unit_kind)
        },
    )


def kept(ledger: Ledger, student_id: str | None, record_ids: Sequence[str] = ()) -> Kept:
    """Return who keeps a child's file, and which of these records were begun elsewhere.

    Without a child, of records of the unit. Nothing is read where nobody else's word counts.
    """
    own = sides(ledger)
    if not own.is_paired:
        return Kept()
    ids = [*record_ids, student_id] if student_id else record_ids
    with ledger.lock:
        begun = dict(
            ledger.db.execute(
                f"SELECT record_id, unit FROM origin WHERE record_id IN {THESE}", [these(ids)]
            ).fetchall()
        )
        passed = ledger.db.execute(_LAST_PASSAGE, [student_id]).fetchone() if student_id else ()
    keeper, name, _no = passed if passed and passed[0] else (None, "", None)
    is_gone = keeper is not None and keeper != own.code and keeper not in own.below
    return Kept(keeper or begun.get(student_id, own.code), name if is_gone else "", begun)


def reading_copies(ledger: Ledger, student_ids: Sequence[str]) -> list[str]:
    """Return which of these children's files were handed to a unit elsewhere."""
    own = sides(ledger)
    if not own.is_paired:
        return []
    with ledger.lock:
        passed = ledger.db.execute(
            "SELECT student_id, to_code, max(no) FROM passage WHERE deleted_at IS NULL "
            f"AND coalesce(to_code, '') <> '' AND student_id IN {THESE} GROUP BY student_id",
            [these(student_ids)],
        ).fetchall()
    return [each for each, code, _ in passed if code != own.code and code not in own.below]

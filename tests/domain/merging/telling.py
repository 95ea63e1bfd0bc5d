"""What two invented ledgers tell each other, in short words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.terms import Pair, Place, Side, Terms, text_of
from ledger_app.domain.merging.three_way import merge
from ledger_app.domain.merging.told import Answer, Gone, State, Told

SCHOOL = "5299010001"
OTHER = "5299010002"
TOWNSHIP = "529901"
CHILD = "child"


def child(student: str = CHILD, *, unit: str = SCHOOL, **values: object) -> Told:
    """Return the file of a child."""
    return Told("student", student, student, values, author="王老师", unit=unit)


def record(
    table: str, record_id: str, student: str | None = CHILD, *, unit: str = SCHOOL, **values: object
) -> Told:
    """Return a record of a child, begun at a school."""
    return Told(table, record_id, student, values, author="王老师", unit=unit)


def gone(told: Told, why: str = "录重了") -> Gone:
    """Return that a record was deleted."""
    return Gone(told.table, told.id, told.student, "2026-09-01 08:00:00", "王老师", why)


def state(*records: Told | Gone, **more: Any) -> State:
    """Return what a ledger tells."""
    return State(
        {each.id: each for each in records if isinstance(each, Told)},
        {each.id: each for each in records if isinstance(each, Gone)},
        **more,
    )


def terms(side: Side = Side.BELOW, **more: Any) -> Terms:
    """Return the terms between one school and its township."""
    unit, own = (SCHOOL, TOWNSHIP) if side is Side.BELOW else (TOWNSHIP, SCHOOL)
    return Terms(
        **{"side": side, "unit": unit, "own": own, "upper": frozenset({TOWNSHIP})}
        | {"keeper": {CHILD: SCHOOL}}
        | more
    )


def up(base: State | None, ours: State, theirs: State, **more: Any) -> MergePlan:
    """Merge a package of the school at the township."""
    last = more.pop("last", base)
    return merge(base, ours, theirs, terms(**more), last)


def down(
    base: State | None,
    ours: State,
    theirs: State,
    last: State | None = None,
    **more: Any,
) -> MergePlan:
    """Merge a receipt of the township at the school."""
    return merge(base, ours, theirs, terms(Side.ABOVE, **more), last)


def pairs(**places: tuple[object, object]) -> Mapping[Place, Pair]:
    """Return differences of fields of the child's file: ours, theirs."""
    return {
        (CHILD, key): Pair(text_of(ours), text_of(theirs)) for key, (ours, theirs) in places.items()
    }


def refusal(key: str, kept: object, refused: object, **more: str) -> Answer:
    """Return that the school kept a value of the child's file and did not take another."""
    return Answer("student", CHILD, CHILD, key, kept, refused, **{"reason": "户口本为准"} | more)

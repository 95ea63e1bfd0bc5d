"""What filters say of the records of a child: who was called or visited, whose number is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phrase.filter_keys import KEPT_TABLES
from ledger_app.domain.reminding.visits_owed import WENT_THERE
from ledger_app.domain.standing.standings import Standing
from ledger_app.store.lists.finding.asked import Asked, Condition, of_student

_CALLED = frozenset({ContactMode.PHONE, ContactMode.VIDEO})


def not_by(modes: frozenset[str]) -> Callable[[Asked], Condition]:
    """Return what says that nobody called, or went there, for so many days or ever."""

    def made(asked: Asked) -> Condition:
        day = "" if asked.value == "never" else asked.back(int(asked.value))
        done, params = _contact_after(day, modes, asked.today)
        return Condition(f"(standing <> '{Standing.GONE}' AND NOT {done})", params)

    return made


def within(modes: frozenset[str]) -> Callable[[Asked], Condition]:
    """Return what says that somebody called, or went there: the other side of `not_by`."""

    def made(asked: Asked) -> Condition:
        return Condition(*_contact_after(_after(asked), modes, asked.today))

    return made


def _contact_after(day: str, modes: frozenset[str], today: date) -> tuple[str, tuple[str, ...]]:
    these_modes = ", ".join(f"'{each}'" for each in sorted(modes))
    return (
        "EXISTS (SELECT 1 FROM contact c WHERE c.student_id = student_index.id AND "
        f"c.deleted_at IS NULL AND c.mode IN ({these_modes}) AND c.contacted_on > ? "
        "AND c.contacted_on <= ?)",
        (day, today.isoformat()),
    )


def since(column: str) -> Callable[[Asked], Condition]:
    return lambda asked: Condition(f"coalesce({column}, '') > ?", (_after(asked),))


def _after(asked: Asked) -> str:
    """Return the day after which it was: 7 days are today and the six before it."""
    if asked.value == "ever":
        return ""
    first = asked.first()
    return (first - timedelta(days=1)).isoformat() if first else asked.back(int(asked.value))


def phone_of(asked: Asked) -> Condition:
    """A number of this person is known, in 家庭 or where the person is the guardian."""
    return relative(asked, " AND nullif({0}phone, '') IS NOT NULL")


def relative(asked: Asked, more: str = "") -> Condition:
    """There is such a person, in 家庭 or as the guardian."""
    member = more.format("m.")
    guardian = more.format("s.guardian_")
    return of_student(
        "(EXISTS (SELECT 1 FROM family_member m WHERE m.student_id = s.id AND m.deleted_at IS NULL "
        f"AND m.relation = ?{member}) OR (coalesce(s.guardian_relation, '') = ?{guardian}))",
        asked.value,
        asked.value,
    )


def record(asked: Asked) -> Condition:
    if asked.value not in KEPT_TABLES:
        raise LedgerError("不能按这一项筛选。")
    return Condition(
        f"EXISTS (SELECT 1 FROM {asked.value} k WHERE k.student_id = student_index.id "
        "AND k.deleted_at IS NULL)"
    )


OF_RECORDS: dict[str, Callable[[Asked], Condition]] = {
    "not_called": not_by(_CALLED),
    "not_visited": not_by(WENT_THERE),
    "contacted": since("last_contact_on"),
    "called": within(_CALLED),
    "visited": within(WENT_THERE),
    "seen": since("last_seen_on"),
    "phone_of": phone_of,
    "relative": relative,
    "record": record,
}

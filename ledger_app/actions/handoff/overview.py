"""How the hand-off stands: above, a line for each unit below; below, what became of the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger_app.actions.handoff.package_story import story_of
from ledger_app.actions.travel import passages
from ledger_app.catalogue.meanings import NO
from ledger_app.domain.merging import sequence
from ledger_app.domain.merging.header import Known
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import partners, units_below
from ledger_app.store.lists import student_lookup

LATE_AFTER = 35  # days: a month and some grace


@dataclass(frozen=True)
class UnitLine:
    """How it stands with one unit below. `sequence` 0: nothing has ever come from it.

    `gaps` are the numbers that are missing just before the last package: that one holds everything,
    so that an older gap has done no harm. `not_arrived` are children on their way to this unit,
    `missing` those that were here and that its last package neither has nor deletes.
    """

    code: str
    name: str
    sequence: int = 0
    handed_on: str = ""
    days: int | None = None
    students: int = 0
    gaps: tuple[int, ...] = ()
    conflicts: int = 0
    questions: int = 0  # asked and not answered
    answers: int = 0  # answered and not closed here
    returned: int = 0
    to_judge: int = 0
    not_arrived: int = 0
    missing: int = 0
    receipt: int = 0  # number of the last receipt that was made for it
    is_answered: bool = True  # False: its last package has had no receipt yet
    is_paired: bool = False
    verified: bool = True  # False: 来源未核实
    clerk: str = ""
    phone: str = ""

    @property
    def is_late(self) -> bool:
        """Tell whether its last package is older than a month and some days, or never came."""
        return self.days is None or self.days > LATE_AFTER


@dataclass(frozen=True)
class OwnStatus:
    """How it stands with the unit above: what was handed up last, whether it was answered."""

    above: str = ""  # name of the unit above, "" where there is no pairing
    sequence: int = 0
    handed_on: str = ""
    days: int | None = None
    receipt_on: str = ""  # day of the last receipt that was taken
    is_answered: bool = False  # a receipt names the last package

    @property
    def is_late(self) -> bool:
        """Tell whether a package is overdue: of a unit that is paired or has handed over before."""
        return bool(self.above or self.sequence) and (self.days is None or self.days > LATE_AFTER)

    @property
    def words(self) -> str:
        """Return it for the status line; "" for a ledger that hands nothing over."""
        if self.days is None:
            return "还没有移交过" if self.above else ""
        return "今天移交" if self.days == 0 else f"上次移交 {self.days} 天前"


def overview(ledger: Ledger) -> list[UnitLine]:
    """Return a line for each unit below, by name: partners, and schools that nothing came from."""
    with ledger.lock:
        taken = _by_unit(units_below.packages(ledger, "in", "handoff"))
        made = _by_unit(units_below.packages(ledger, "out", "receipt"))
        counts = {
            "conflicts": units_below.open_conflicts(ledger),
            "questions": units_below.open_questions(ledger, answered=False),
            "answers": units_below.open_questions(ledger, answered=True),
            "returned": Counter(units_below.returned(ledger).values()),
            "to_judge": units_below.to_judge(ledger),
            "not_arrived": Counter(each.to_code for each in passages.on_the_way(ledger)),
        }
        living = {row["id"] for row in student_lookup.everyone(ledger, ())}
        units = _units(ledger, taken)
    lines = []
    for code, unit in units.items():
        numbers = {key: found.get(code, 0) for key, found in counts.items()}
        packages = taken.get(code, ())
        last = _last_package(packages, made.get(code, ()), living, ledger.today())
        lines.append(UnitLine(code=code, **{**unit, **last, **numbers}))
    return sorted(lines, key=lambda line: (line.name, line.code))


def _units(ledger: Ledger, taken: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, Any]]:
    """Return what is known of each unit below by its code."""
    found: dict[str, dict[str, Any]] = {}
    if settings.get(ledger, "unit_kind") == "township":
        for row in units_below.schools(ledger):
            found[row["code"]] = {"name": row["name"], "phone": row["phone"] or ""}
    for code, packages in taken.items():
        found.setdefault(code, {"name": packages[-1]["unit_name"] or code})
    for partner in partners.below(ledger):
        known = found.setdefault(partner.unit_code, {"name": partner.unit_name})
        known |= {"is_paired": True, "verified": partner.verified, "clerk": partner.clerk}
        known["phone"] = partner.phone or known.get("phone", "")
    return found


def _last_package(
    packages: Sequence[Row], receipts: Sequence[Row], living: set[str], today: date
) -> dict[str, Any]:
    if not packages:
        return {}
    last = packages[-1]
    missing = story_of(last["told"]).missing
    return {
        "sequence": last["sequence"],
        "handed_on": last["handed_on"] or "",
        "days": _age(last["handed_on"], today),
        "students": last["student_count"] or 0,
        "gaps": _gaps(packages),
        "missing": len(living.intersection(missing)),
        "receipt": receipts[-1]["sequence"] if receipts else 0,
        "is_answered": any(row["based_on"] == last["digest"] for row in receipts),
        "verified": last["verified"] != NO,
    }


def _gaps(packages: Sequence[Row]) -> tuple[int, ...]:
    """Return the numbers that were missing when the last package came: 4, 5, 8 → 6, 7."""
    *before, last = (Known(row["incarnation"], row["sequence"], row["digest"]) for row in packages)
    spoilt = story_of(packages[-1]["told"]).never_handed
    return sequence.classify(last, before[::-1], spoilt=spoilt).gap


def own_status(ledger: Ledger) -> OwnStatus:
    """Return how it stands with the unit above; nothing but empty where there is none."""
    with ledger.lock:
        above = partners.above(ledger)
        packed = units_below.packages(ledger, "out", "handoff")
        # One without a day never came to lie on the stick.
        made = [row for row in packed if row["handed_on"]]
        taken = units_below.packages(ledger, "in", "receipt")
    last = made[-1] if made else {}
    return OwnStatus(
        above=above.unit_name if above else "",
        sequence=last.get("sequence") or 0,
        handed_on=last.get("handed_on") or "",
        days=_age(last.get("handed_on"), ledger.today()),
        receipt_on=taken[-1]["handed_on"] or "" if taken else "",
        is_answered=bool(last) and any(row["based_on"] == last["digest"] for row in taken),
    )


def _age(day: str | None, today: date) -> int | None:
    # A clock that was ahead makes no package from the future.
    return max((today - date.fromisoformat(day)).days, 0) if day else None


def _by_unit(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["unit_code"] or "", []).append(row)
    return found

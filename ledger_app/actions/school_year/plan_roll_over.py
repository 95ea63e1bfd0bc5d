"""What a new school year would do to the files of the ledger; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import Grade, SchoolKind
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.school_year.roll_over import BeforeRollOver, Planned, Step, plan
from ledger_app.domain.standing.evidence import EARLY_DAYS
from ledger_app.store.changes import history
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import places, student_lookup

KIND = "roll_over"  # of the revision that carries a new school year out
_LATE = 7  # month from which a school year that begins in September can be planned
KEYS = ("name", "school", "grade", "class_no", "graduate_to")


@dataclass(frozen=True)
class RollOver:
    """What the school year that begins in `year` does, made on the ledger's revision `base`.

    `leavers`: those of grade six that no list of a seventh grade has yet; `arrived`: how many
    children of a seventh grade the lists of the new year have.
    """

    year: int
    planned: tuple[Planned, ...]
    arrived: int
    base: int

    @property
    def leavers(self) -> tuple[Planned, ...]:
        return tuple(each for each in self.planned if each.step is Step.LEAVES)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many go up, leave, graduate, stay, and are asked about."""
        found = Counter("asked" if each.asked else each.step.value for each in self.planned)
        return {key: found[key] for key in (*(step.value for step in Step), "asked")}


def year_of(on: date) -> int:
    """Return the school year that can be begun on a day: from July on the one of that autumn."""
    return on.year if on.month >= _LATE else on.year - 1


def is_done(ledger: Ledger, year: int) -> bool:
    """Tell whether the beginning of a school year was carried out, and not taken back."""
    days = history.days_of_kind(ledger, KIND)
    return any(year_of(date.fromisoformat(day)) == year for day in days)


def preview(ledger: Ledger) -> RollOver:
    """Return what the new school year would do; raise LedgerError where it was carried out."""
    with ledger.lock:
        today = ledger.today()
        year = year_of(today)
        if today.month < _LATE:
            # Half a year later the grades are the year's already: to raise them would be wrong.
            raise LedgerError("现在不是升级的时候。", f"{today.year} 年 7 月到 12 月可以升级。")
        if is_done(ledger, year):
            raise LedgerError(
                f"{year}-{year + 1} 学年已经升过级了。",
                "要重做，请先在“修改记录”里撤销那一次升级。",
            )
        begins = ledger.calendar.autumn_begins(year)
        early = (begins - timedelta(days=EARLY_DAYS)).isoformat()
        files = _files(ledger, student_lookup.graded_since(ledger, early), f"{year}-03-01")
        arrived = sum(file.is_new and file.grade == Grade.FIRST_OF_JUNIOR for file in files)
        return RollOver(year, tuple(plan(files)), arrived, history.newest_no(ledger))


def _files(ledger: Ledger, fresh: frozenset[str], since: str) -> list[BeforeRollOver]:
    own, status = _own(ledger), student_lookup.statuses(ledger)
    repeating = student_lookup.with_change(ledger, RegisterChange.REPEATS, since)
    kinds = {row["id"]: row["kind"] for row in places.schools(ledger)}
    return [
        BeforeRollOver(
            row["id"],
            row["name"],
            row["school"],
            row["grade"],
            row["class_no"],
            status.get(row["id"], ""),
            is_new=row["id"] in fresh,
            repeats=row["id"] in repeating,
            goes_on=kinds.get(row["school"]) == SchoolKind.NINE_YEARS,
            graduate_to=row["graduate_to"],
        )
        for row in student_lookup.everyone(ledger, KEYS)
        if row["id"] in own
    ]


def _own(ledger: Ledger) -> set[str]:
    """Return the children whose files are kept here: a school's go up there, and it tells so."""
    code = own_unit(ledger).code
    return {student for student, keeper in keepers(ledger).items() if keeper == code}


def is_owed(ledger: Ledger, on: date) -> int:
    """Return the school year whose beginning nobody has carried out on a day, 0 for none.

    Owed from its first day on for two months, where children of a school grade were in the ledger
    before it began.
    """
    year = year_of(on)
    begins = ledger.calendar.autumn_begins(year)
    if not begins <= on <= begins + timedelta(days=61):
        return 0
    if is_done(ledger, year):
        return 0
    early = (begins - timedelta(days=EARLY_DAYS)).isoformat()
    if not student_lookup.has_older_pupils(ledger, early, Grade.LAST):
        return 0
    return year if _own(ledger) else 0


def as_plain(found: RollOver, schools: Mapping[str, str]) -> dict[str, object]:
    """Return a plan for the shell: counts, and who is asked about, leaves or graduates."""
    return {
        "year": found.year,
        **found.counts,
        "arrived": found.arrived,
        "rows": [
            {
                "id": each.before.id,
                "name": each.before.name,
                "school": schools.get(each.before.school or "", ""),
                "grade": each.before.grade,
                "class": each.before.class_no or "",
                "step": "asked" if each.asked else each.step.value,
                "to_grade": each.grade,
                "reason": each.reason,
            }
            for each in found.planned
        ],
    }

"""Evidence that a child is at a school: dated, of this term, by somebody who can know.

A typed mark is none. A roster is evidence that a school lists the child, a roll call that it was
there. What a term has seen holds until the next term begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import (
    ContactMode,
    MetWho,
    RegisterChange,
    RollCallKind,
    SightingKind,
    UnlistedAnswer,
)
from ledger_app.catalogue.meanings import (
    ContactPurpose,
    PersuadeResult,
    Placement,
    RelocationChoice,
)
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import StudentFile

EVIDENCE_READS: Reads = {
    "roll_call": ("held_on", "kind"),
    "name_list": ("listed_on",),
    "sighting": ("seen_on", "kind"),
    "contact": ("contacted_on", "purpose", "mode", "met_who", "result"),
    "relocation": ("moved_on", "receiving_school", "choice_type"),
    "placement": ("returned_on", "placement"),
    "register_change": ("changed_on", "kind"),
    "leave": ("returned_on",),
    "unlisted": ("answer", "answered_on"),
    "passage": ("arrived_on", "to_name"),
}
EARLY_DAYS = 14  # 报到 so long before a term begins is that of the term


class Grounds(StrEnum):
    """What a standing rests on; the first ones are evidence, the strongest first."""

    ROLL_CALL = "roll_call"
    REPORTING_IN = "reporting_in"
    EXAM = "exam"
    AT_SCHOOL = "at_school"  # somebody went to the school and saw it
    ARRIVAL = "arrival"  # at a receiving school, back from leave, taken into the register
    RETURN = "return"  # after a case
    CONFIRMED = "confirmed"  # by a school's word or paper
    ROSTER = "roster"
    VISIT = "visit"  # the child came to the school: seen at home it may be out of school


GROUNDS_NAMES = {
    Grounds.ROLL_CALL: "点名",
    Grounds.REPORTING_IN: "报到",
    Grounds.EXAM: "考试",
    Grounds.AT_SCHOOL: "到校核实",
    Grounds.ARRIVAL: "到校",
    Grounds.RETURN: "复学",
    Grounds.CONFIRMED: "学校确认",
    Grounds.ROSTER: "名单",
    Grounds.VISIT: "来校面谈",
}
# Somebody of the school had the child before it: what ends an absence and contradicts a mark.
AT_SCHOOL = frozenset(
    {Grounds.ROLL_CALL, Grounds.REPORTING_IN, Grounds.EXAM, Grounds.AT_SCHOOL, Grounds.ARRIVAL}
)
_STRENGTH = {grounds: rank for rank, grounds in enumerate(Grounds)}
_ROLL_CALLS = {RollCallKind.REPORTING_IN: Grounds.REPORTING_IN, RollCallKind.EXAM: Grounds.EXAM}
_SIGHTINGS = {
    SightingKind.AT_SCHOOL: Grounds.AT_SCHOOL,
    SightingKind.SCHOOL_ANSWER: Grounds.CONFIRMED,
    SightingKind.SCHOOL_PAPER: Grounds.CONFIRMED,
}
TAKEN_IN = frozenset({RegisterChange.IN, RegisterChange.BACK, RegisterChange.RESTORED})
# Back, but not in a classroom: 送教, 休学, 缓学, 免学, 专门学校, 外地, 中职 are no evidence of one.
_NO_CLASSROOM = frozenset(
    {
        Placement.HOME_TAUGHT,
        Placement.SUSPENDED,
        Placement.DEFERRED,
        Placement.EXEMPT,
        Placement.SPECIAL_SCHOOL,
        Placement.ELSEWHERE,
    }
)
_AWAY = frozenset({RelocationChoice.OUT_OF_COUNTY, RelocationChoice.HOME_TAUGHT})
_NO_NEWS = frozenset({"", PersuadeResult.RETURNED_AT_ONCE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its ISO day, what kind it is, and where ("" not known)."""

    day: str
    grounds: Grounds
    said: str

    @property
    def in_words(self) -> str:
        """Return it as a clerk would say it: 2026-09-01 报到."""
        return f"{self.day} {self.said}"


def all_evidence(file: StudentFile, on: Day) -> list[Evidence]:
    """Return all evidence of whatever term known by the day, oldest first, the strongest last."""
    found = [each for each in _evidence(file) if "" < each.day <= on.text]
    return sorted(found, key=lambda each: (each.day, -_STRENGTH[each.grounds], each.said))


def best_of_term(found: list[Evidence], on: Day) -> Evidence | None:
    """Return the strongest evidence of the term of a day, the newest of its kind, or None."""
    begun = on.term_begins
    first = begun.isoformat()
    early = (begun - timedelta(days=EARLY_DAYS)).isoformat()
    of_term = [
        each
        for each in found
        if each.day >= (early if each.grounds is Grounds.REPORTING_IN else first)
    ]
    if not of_term:
        return None
    return min(reversed(of_term), key=lambda each: _STRENGTH[each.grounds])


def _evidence(file: StudentFile) -> Iterator[Evidence]:
    for row in file.of("roll_call"):
        grounds = _ROLL_CALLS.get(row.get("kind") or "", Grounds.ROLL_CALL)
        yield Evidence(row.get("held_on") or "", grounds, f"{GROUNDS_NAMES[grounds]}在校")
    for row in file.of("name_list"):
        yield Evidence(row.get("listed_on") or "", Grounds.ROSTER, "的名单上有")
    for row in file.of("sighting"):
        if found := _SIGHTINGS.get(row.get("kind") or ""):
            said = code_list(SightingKind.CODES).name_of(row.get("kind") or "")
            yield Evidence(row.get("seen_on") or "", found, said)
    yield from _visits(file)
    yield from _arrivals(file)


def _visits(file: StudentFile) -> Iterator[Evidence]:
    for row in file.of("contact"):
        if (
            MetWho.CHILD in (row.get("met_who") or "").split(",")
            and row.get("mode") == ContactMode.AT_SCHOOL
            and row.get("purpose") != ContactPurpose.PERSUASION
            and (row.get("result") or "") in _NO_NEWS
        ):
            yield Evidence(row.get("contacted_on") or "", Grounds.VISIT, "来校面谈见到学生")


def _arrivals(file: StudentFile) -> Iterator[Evidence]:
    for row in file.of("relocation"):
        # At a school of another county or taught at home: somebody has to look after that.
        if row.get("choice_type") not in _AWAY:
            to = row.get("receiving_school") or "接收学校"
            yield Evidence(row.get("moved_on") or "", Grounds.ARRIVAL, f"到{to}")
    for row in file.of("placement"):
        if (row.get("placement") or "") not in _NO_CLASSROOM:
            yield Evidence(row.get("returned_on") or "", Grounds.RETURN, "复学")
    for row in file.of("register_change"):
        if row.get("kind") in TAKEN_IN:
            said = code_list(RegisterChange.CODES).name_of(row.get("kind") or "")
            yield Evidence(row.get("changed_on") or "", Grounds.ARRIVAL, said)
    for row in file.of("passage"):
        to = row.get("to_name") or "新学校"
        yield Evidence(row.get("arrived_on") or "", Grounds.ARRIVAL, f"到{to}")
    for row in file.of("leave"):
        yield Evidence(row.get("returned_on") or "", Grounds.ARRIVAL, "期满复学")
    for row in file.of("unlisted"):
        if row.get("answer") == UnlistedAnswer.LIST_IS_WRONG:
            yield Evidence(
                row.get("answered_on") or "", Grounds.CONFIRMED, "学校确认在校（名单漏了）"
            )

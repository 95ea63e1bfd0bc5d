"""Marks of a child against its records, and being seen at school against being away.

A mark (学籍状态, 在籍在校, 档案状态) has at most one day, on which it was set. One that is younger
than what it is held against is news and no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import SightingKind
from ledger_app.catalogue.meanings import (
    FILE_ENDED,
    ON_LEAVE,
    Placement,
    Presence,
    RegisterStatus,
    RelocationChoice,
    SpecialPlacement,
    StudyMode,
)
from ledger_app.domain.checking.contradiction import Contradiction, Spot, mark, spot
from ledger_app.domain.checking.date_conflicts import start_of
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import FLAG_KEYS, Case
from ledger_app.domain.standing.sightings import sightings
from ledger_app.domain.student_file import Row, StudentFile

ENDED = (RegisterStatus.DEAD, RegisterStatus.GRADUATED)
FLAGGED = (RegisterStatus.FLAGGED_SUSPECTED, RegisterStatus.FLAGGED_DROPPED)
ABSENT = (Presence.NOT_AT_SCHOOL, Presence.NEVER_ENROLLED)
# Marks of a child that sits in no class.
_AWAY = (*ENDED, *FLAGGED, RegisterStatus.SUSPENDED, RegisterStatus.LEFT)
_NOT_HERE = (
    ("register_status", _AWAY),
    ("in_school_status", ABSENT),
    ("study_mode", (StudyMode.HOME_TAUGHT,)),
    ("special_placement", (SpecialPlacement.HOME_TAUGHT, SpecialPlacement.TO_BE_PLACED)),
)
# Stretches away from school: the day the child is back, the last day away, what it is called.
_SPANS = (
    ("leave", "returned_on", "to_on", "休学（缓学、免学）"),
    ("elsewhere", "ended_on", "", "在外就读"),
    ("absence", "", "to_on", "缺勤"),
)
_AT_SCHOOL = SightingKind.AT_SCHOOL
_NOT_IN_CLASS = ON_LEAVE | {Placement.HOME_TAUGHT, Placement.ELSEWHERE, Placement.SPECIAL_SCHOOL}


def against_marks(file: StudentFile, cases: Sequence[Case], on: Day) -> Iterator[Contradiction]:
    """Yield marks that records contradict."""
    out = next((case for case in reversed(cases) if case.is_open), None)
    if out and _is_recorded(out):
        yield from _out_though_marked(file.student, out)
    elif cases and cases[-1].returned_on and not cases[-1].is_open:
        yield from _back_though_marked(file.student, cases[-1])
    seen = _at_school(file, on)
    if seen:
        yield from _seen_though_marked(file.student, *seen)
        yield from _seen_though_away(file, out, *seen)
    yield from _register_elsewhere(file, on)


def _is_recorded(case: Case) -> bool:
    """Tell whether a case has a record: one that a mark alone makes contradicts no mark."""
    return not case.dropout.keys() <= FLAG_KEYS


def _said(student: Row, key: str) -> str:
    """Return 学籍状态“死亡”（2026-10-20 标注）."""
    field = STUDENT.field(key)
    day = student.get("marked_on") if key != "file_status" else ""
    when = f"（{day} 标注）" if day else ""
    return f"{field.label}“{code_list(field.codes).name_of(student[key])}”{when}"


def _is_stale(student: Row, day: str) -> bool:
    """Tell whether the marks are no younger than an ISO day; those without a day never are."""
    return (student.get("marked_on") or "") <= day


def _out_though_marked(student: Row, case: Case) -> Iterator[Contradiction]:
    """Yield marks of a child that is out of school by an open case."""
    row = case.dropout
    key = "confirmed_on" if row.get("confirmed_on") else start_of(row)
    day = row[key] if key else ""
    what = f"{spot('dropout', row, key).label} {day}" if key else "辍学情况（没有日期）"
    contradicting = (
        ("register_status", ENDED),
        ("in_school_status", (Presence.AT_SCHOOL,)),
        ("file_status", tuple(FILE_ENDED)),
    )
    for field, values in contradicting:
        if student.get(field) in values:
            text = f"{_said(student, field)}，{what} 的个案却没有了结"
            place = spot("dropout", row, key or "suspected_on")
            since = max(day, student.get("marked_on") or "") if field != "file_status" else day
            yield Contradiction("mark", text, mark(field), place, since)


def _back_though_marked(student: Row, case: Case) -> Iterator[Contradiction]:
    """Yield marks of absence on a child that has come back since."""
    row = case.placement or {}
    day = case.returned_on or ""
    if not row or row.get("placement") in _NOT_IN_CLASS or not _is_stale(student, day):
        return
    for field, stale in (("in_school_status", ABSENT), ("register_status", FLAGGED)):
        if student.get(field) in stale:
            text = f"复学日期 {day}，{_said(student, field)}还没有改"
            place = spot("placement", row, "returned_on")
            yield Contradiction("mark", text, mark(field), place, day)


def _at_school(file: StudentFile, on: Day) -> tuple[str, Spot] | None:
    """Return the last day of this term on which the child was seen at school, and where it says."""
    since = on.term_begins.isoformat()
    found = [
        (day, table, row)
        for day, table, row in sightings(file, on)
        if day >= since
        and (table == "roll_call" or (table == "sighting" and row["kind"] == _AT_SCHOOL))
    ]
    if not found:
        return None
    day, table, row = max(found, key=lambda each: (each[0], each[1], each[2].get("id") or ""))
    return day, spot(table, row, "held_on" if table == "roll_call" else "seen_on")


def _seen_though_marked(student: Row, day: str, place: Spot) -> Iterator[Contradiction]:
    if not _is_stale(student, day):
        return
    for field, away in _NOT_HERE:
        if student.get(field) in away:
            text = f"{_said(student, field)}，{place.label} {day} 却在学校"
            yield Contradiction("seen", text, mark(field), place, day)


def _seen_though_away(
    file: StudentFile, out: Case | None, day: str, place: Spot
) -> Iterator[Contradiction]:
    """Yield that a child was at school while its records have it on leave, elsewhere or out."""
    for table, back, last, what in _SPANS:
        if table == "elsewhere" and place.table != "roll_call":
            continue  # it may be the school elsewhere
        for row in file.of(table):
            begun, returned = row.get("from_on"), row.get(back) if back else None
            over = returned <= day if returned else bool(last) and (row.get(last) or "9") < day
            if begun and begun < day and not over:
                text = f"{begun} 起{what}，{place.label} {day} 却在学校"
                yield Contradiction("seen", text, spot(table, row, "from_on"), place, day)
    if out and _is_recorded(out) and out.began and out.began[:10] < day:
        row = out.dropout
        key = start_of(row) or ("confirmed_on" if row.get("confirmed_on") else "suspected_on")
        text = f"{out.began} 起的个案没有了结，{place.label} {day} 却在学校，请登记复学或查明误报"
        yield Contradiction("seen", text, spot("dropout", row, key), place, day)


def _register_elsewhere(file: StudentFile, on: Day) -> Iterator[Contradiction]:
    """Yield a register that has moved on while the child stands at the school it left."""
    here = file.school.get("name")
    for row in file.of("relocation"):
        moved, to = row.get("register_moved_on"), row.get("receiving_school")
        left = bool(here) and row.get("origin_school") == here and to != here
        is_far = row.get("choice_type") == RelocationChoice.OUT_OF_COUNTY  # no school of the ledger
        if left and to and moved and moved <= on.text and not is_far:
            text = f"学籍转接完成日期 {moved}，已转到{to}，就读学校还是{here}"
            place = spot("relocation", row, "register_moved_on")
            yield Contradiction("mark", text, place, mark("school"), moved)

"""Children of a school that is closed or closes, and of one that was to take them in.

A school that is no more keeps nobody: whoever is still registered there is to be placed, with or
without a record of it (国办发〔2012〕48号: 撤并方案逐个落实).
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.catalogue.meanings import RelocationChoice, SchoolStatus
from ledger_app.domain.day import Day
from ledger_app.domain.reads import Reads, together
from ledger_app.domain.standing.cases import (
    RELOCATION_READS,
    arrival_expected_on,
    in_relocation_ledger,
)
from ledger_app.domain.standing.past_place import grade_and_class_in
from ledger_app.domain.student_file import Row, StudentFile

CLOSING_READS: Reads = {"school": ("name", "status", "closed_on")}
CLOSED_READS = together(
    RELOCATION_READS,
    CLOSING_READS,
    {"relocation": ("origin_school", "receiving_school", "moved_on", "choice_type")},
)
_ENDING = (SchoolStatus.CLOSING, SchoolStatus.CLOSED)


def closing_day(school: Row) -> str | None:
    """Return the ISO day a school closes or closed, "" if nobody wrote it, None if it stays."""
    return school.get("closed_on") or ("" if school.get("status") in _ENDING else None)


def is_closed(school: Row, today: str) -> bool:
    """Tell whether a school is closed on an ISO day; the day counts before the mark."""
    day = school.get("closed_on")
    return day <= today if day else school.get("status") == SchoolStatus.CLOSED


def concerns_closing(file: StudentFile) -> bool:
    """Tell whether a child is at a school that closes, or has ever changed school for that."""
    return closing_day(file.school) is not None or bool(file.of("relocation"))


def leaving(file: StudentFile, on: Day) -> Row | None:
    """Return the newest relocation known by a day that leads away from the child's school.

    None if there is none: one that led here, or away from another school of the ledger, says
    nothing of where the child goes now.
    """
    here = file.school.get("name") or ""
    for row in reversed(in_relocation_ledger(file, on)):
        if here and row.get("receiving_school") == here:
            return None  # came here by the newest one; older ones were before
        origin = row.get("origin_school") or ""
        if not here or not origin or origin == here or origin not in file.schools:
            return row
    return None


def last_move(file: StudentFile, on: Day) -> Row | None:
    """Return the newest relocation known by a day, None if there is none."""
    return next(reversed(in_relocation_ledger(file, on)), None)


def receiving(file: StudentFile, row: Row) -> Row:
    """Return the school of the ledger that a relocation leads to, {} if it is not one of them."""
    return file.schools.get(row.get("receiving_school") or "", {})


def not_placed(file: StudentFile, on: Day) -> str | None:
    """Return why a child of a closed school is nowhere on a day, in a sentence; None if it is not.

    None, too, while a child that is told where to go need not be there yet.
    """
    today, school = on.text, file.school
    if not is_closed(school, today):
        return None
    name, closed = school.get("name") or "就读学校", school.get("closed_on")
    since = f"{name} {closed} 撤并" if closed else f"{name}已撤并"
    row = leaving(file, on)
    if row is None:
        return f"{since}，还没有登记分流安置"
    if row.get("choice_type") == RelocationChoice.HOME_TAUGHT:
        return None
    to = row.get("receiving_school") or ""
    if to and is_closed(receiving(file, row), today):
        return f"{since}，接收学校{to}也已撤并，要重新安置"
    if "" < (row.get("moved_on") or "") <= today:
        return None
    if not to or row.get("choice_type") == RelocationChoice.TO_BE_PLACED:
        return f"{since}，还没有定接收学校"
    expected = arrival_expected_on(row, school, on.calendar)
    if expected >= today:
        return None
    return f"{since}，应到{to}，{f'{expected} 起' if expected else '至今'}没有到校日期"


def closed_since(file: StudentFile, on: Day) -> str:
    """Return the ISO day since which no school keeps a child that is `not_placed`, "" unknown.

    That of its own school, or of the receiving one where that closed after it.
    """
    row = leaving(file, on)
    schools = (file.school, receiving(file, row) if row else {})
    days = (school.get("closed_on") or "" for school in schools if is_closed(school, on.text))
    return max(days, default="")


def unplaced_from(file: StudentFile, on: Day) -> str | None:
    """Return the school whose closing leaves a child without a place (待安置), None if none does.

    Its own where no relocation leads away from it, else the receiving one where that closes, too.
    """
    if closing_day(file.school) is not None and leaving(file, on) is None:
        return file.school.get("name") or ""
    row = last_move(file, on)
    to = row.get("receiving_school") if row else None
    if row is None or not to or to == file.school.get("name"):
        return None
    return None if closing_day(receiving(file, row)) is None else to


def stands_unplaced(file: StudentFile, on: Day) -> bool:
    """Tell whether a child is 待安置 though no relocation record says so."""
    return concerns_closing(file) and unplaced_from(file, on) is not None


@dataclass(frozen=True)
class Arrival:
    """Where a child is now: the school by name, what is to be changed of its row, in words."""

    school: str
    values: dict[str, str | None]
    text: str


def arrival(file: StudentFile, on: Day) -> Arrival | None:
    """Return the newest arrival that the child's own row does not know of yet, None if none.

    Only one that led away from where the row has the child: who changed school again since is
    somewhere else. The class of the old school goes where the new one cannot be read.
    """
    here = file.school.get("name") or ""
    arrived = [row for row in file.of("relocation") if "" < (row.get("moved_on") or "") <= on.text]
    if not arrived:
        return None
    row = max(arrived, key=lambda each: (each["moved_on"], each.get("id") or ""))
    to = row.get("receiving_school") or ""
    school, origin = file.schools.get(to), row.get("origin_school") or ""
    if school is None or to == here or (here and origin and origin != here):
        return None
    written = row.get("receiving_grade_class") or ""
    place = grade_and_class_in(written)
    values: dict[str, str | None] = {"school": school["id"], "class_no": None}
    if place:
        values |= {"grade": place[0], "class_no": place[1]}
    if origin and not file.student.get("prev_school"):
        values["prev_school"] = origin
    where = f"{row['moved_on']} 已到{to}，就读学校还是{here or '空的'}"
    return Arrival(to, values, f"{where}。改为{to}{f' {written}' if place else '，班级再填'}？")
